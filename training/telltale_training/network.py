"""A detector: one or more branches, their features normalised, one logit, and the logits of the generator families."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from .branches import BRANCHES, Backbone

# The order of the family outputs. Photographs have none: the head is asked only about generated images.
FAMILIES = (
    "autoregressive",
    "latent-diffusion",
    "pixel-diffusion",
    "midjourney",
    "gpt-image",
    "gemini-image",
)


class Detector(nn.Module):
    """float32 [n, 3, S, S] (normalised, RGB) -> logit [n, 1], positive means generated, and family logits [n, K]."""

    def __init__(self, branches: Sequence[str] = ("backbone",), families: Sequence[str] = FAMILIES, dropout: float = 0.2):
        super().__init__()
        self.options = {"branches": list(branches), "families": list(families)}
        self.branches = nn.ModuleDict({name: BRANCHES[name]() for name in branches})
        width = sum(branch.width for branch in self.branches.values())
        self.feature_norm = nn.BatchNorm1d(width)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(width, 1)
        self.family = nn.Linear(width, len(families)) if families else None

    def features(self, x: Tensor) -> Tensor:
        """[n, F], normalised over the training batches."""
        return self.feature_norm(torch.cat([branch(x) for branch in self.branches.values()], 1))

    def heads(self, features: Tensor) -> tuple[Tensor, Tensor | None]:
        features = self.dropout(features)
        return self.classifier(features), None if self.family is None else self.family(features)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor | None]:
        return self.heads(self.features(x))

    def drop_families(self) -> None:
        """Keep the first head only."""
        self.family, self.options["families"] = None, []

    def load_pretrained(self) -> None:
        for branch in self.branches.values():
            if isinstance(branch, Backbone):
                branch.load_imagenet()


def count_macs(model: nn.Module, size: int) -> int:
    """Multiply-accumulates of one [1, 3, size, size] pass through convolutions and linear layers."""
    total = 0

    def hook(module: nn.Module, _inputs, output: Tensor) -> None:
        nonlocal total
        per_output = module.weight[0].numel()
        total += per_output * output[0].numel()

    handles = [m.register_forward_hook(hook) for m in model.modules() if isinstance(m, (nn.Conv2d, nn.Linear))]
    was_training = model.training
    model.eval()
    with torch.no_grad():
        model(torch.zeros(1, 3, size, size))
    model.train(was_training)
    for handle in handles:
        handle.remove()
    return total
