"""The baseline of ImagiNet (arXiv:2407.20020): ResNet-50, is it synthetic and which generator. From the paper alone."""

from torch import Tensor, nn

from .resnet import Bottleneck, ResNet
from .template import IMAGENET, Paper, Template, classes

PAPER = Paper(
    "ImagiNet: A Multi-Content Benchmark for Synthetic Image Detection", "https://arxiv.org/abs/2407.20020", 2024
)
GENERATORS = ["GAN", "Stable Diffusion", "Midjourney", "DALL·E 3"]


class ImagiNet(nn.Module):
    """float32 [n, 3, S, S] -> logits [n, 2] (real, synthetic) and [n, 4] (generators)."""

    def __init__(self):
        super().__init__()
        self.encoder = ResNet(Bottleneck, [3, 4, 6, 3], 1)
        self.encoder.fc = nn.Identity()
        self.detector = nn.Linear(2048, 2)
        self.generator = nn.Linear(2048, len(GENERATORS))

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        features = self.encoder.features(x)
        return self.detector(features), self.generator(features)


TEMPLATES = [
    Template(
        id="imaginet",
        name="ImagiNet",
        summary="ResNet-50 with two heads: real or synthetic, and which of four kinds of generator.",
        paper=PAPER,
        build=ImagiNet,
        size_px=256,
        colours=IMAGENET,
        outputs=(classes("real", "AI", ai=1), classes(*GENERATORS, ai=None, name="generator")),
    )
]
