"""A shipped model.onnx back to a checkpoint that training can go on from.

    python -m telltale_training.recover --model ../public/models/<id>/model.onnx --pool DIR --out weights.pt

The export folds batch norms into the layers before or after them. Here they are put back: statistics are measured on
crops of the pool, scales are chosen so that every convolution has the norm of its pretrained or fresh weights, and what is
left goes into the norm's own weight and bias. In evaluation mode the network is the exported one (to rounding); in
training mode batch statistics take over as they did before the export. For detectors with one backbone branch.
"""

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn

from .network import Detector
from .plan import MEAN, STD
from .preprocess import normalise
from .train import PairPool

BATCH = 32


def folded_weights(file: Path) -> tuple[dict[str, Tensor], list[tuple[Tensor, Tensor]]]:
    """Initializers by name, and (weight, bias) of the convolutions in order."""
    graph = onnx.load(str(file)).graph
    arrays = {t.name: torch.from_numpy(numpy_helper.to_array(t).copy()) for t in graph.initializer}
    # Equal arrays are stored once.
    arrays |= {n.output[0]: arrays[n.input[0]] for n in graph.node if n.op_type == "Identity" and n.input[0] in arrays}
    return arrays, [(arrays[n.input[1]], arrays[n.input[2]]) for n in graph.node if n.op_type == "Conv"]


def normed_convolutions(model: Detector) -> list[nn.Sequential]:
    """The pairs of convolution and batch norm, in the order in which they run."""
    return [m for m in model.modules() if isinstance(m, nn.Sequential) and len(m) > 1 and isinstance(m[0], nn.Conv2d)]


def make_identity(norm: nn.BatchNorm1d | nn.BatchNorm2d, bias: Tensor | None = None) -> None:
    """A batch norm that adds `bias` and does nothing else in evaluation mode."""
    norm.running_mean.zero_()
    norm.running_var.fill_(1 - norm.eps)
    norm.weight.data.fill_(1)
    norm.bias.data.zero_() if bias is None else norm.bias.data.copy_(bias)


class Moments:
    """Mean and variance of each channel over everything that passes a module."""

    def __init__(self, module: nn.Module):
        self.count, self.sum, self.squares = 0, 0.0, 0.0
        self.handle = module.register_forward_hook(self.add)

    def add(self, _module, _inputs, output: Tensor) -> None:
        values = output.double().transpose(0, 1).flatten(1)
        self.count += values.shape[1]
        self.sum, self.squares = self.sum + values.sum(1), self.squares + (values * values).sum(1)

    def result(self) -> tuple[Tensor, Tensor]:
        self.handle.remove()
        mean = self.sum / self.count
        return mean.float(), (self.squares / self.count - mean * mean).clamp_min(1e-8).float()


@torch.no_grad()
def recover(file: Path, crops: np.ndarray) -> Detector:
    """The network of an exported file, in evaluation mode; `crops` uint8 [n, S, S, 3] give the statistics."""
    arrays, folded = folded_weights(file)
    model = Detector(["backbone"]).eval()
    model.load_pretrained()
    convolutions, norm = normed_convolutions(model), model.feature_norm
    own = [tuple(layer[0].weight.shape) for layer in convolutions]
    if own != [tuple(weight.shape) for weight, _ in folded] or "family.weight" not in arrays:
        raise ValueError(f"{file} is not an exported network of one backbone with a family head")
    usual = [layer[0].weight.flatten(1).norm(dim=1).clone() for layer in convolutions]
    for layer, (weight, bias) in zip(convolutions, folded, strict=True):
        layer[0].weight.copy_(weight)
        make_identity(layer[1], bias)
    make_identity(norm)
    heads = {"classifier": model.classifier, "family": model.family}
    for name, head in heads.items():
        head.weight.copy_(arrays[f"{name}.weight"])
        head.bias.copy_(arrays[f"{name}.bias"])

    moments, features = [Moments(layer[0]) for layer in convolutions], Moments(norm)
    for start in range(0, len(crops), BATCH):
        model(torch.from_numpy(normalise(crops[start : start + BATCH], MEAN, STD)))
    for layer, (weight, bias), size, seen in zip(convolutions, folded, usual, moments, strict=True):
        put_back(layer, weight, bias, size, *seen.result())
    norm.running_mean, norm.running_var = features.result()
    for head in heads.values():
        head.bias += head.weight @ norm.running_mean
        head.weight *= torch.sqrt(norm.running_var + norm.eps)
    return model


def put_back(layer: nn.Sequential, weight: Tensor, bias: Tensor, size: Tensor, mean: Tensor, var: Tensor) -> None:
    """Split a folded convolution into one whose channels have the norm `size`, and a batch norm with these statistics."""
    found, norm = weight.flatten(1).norm(dim=1), layer[1]
    # Dead channels keep the weights they have: there is nothing to scale.
    scale = torch.where((found > 1e-3 * size) & (size > 1e-3 * found), size / found, torch.ones_like(found))
    layer[0].weight.copy_(weight * scale[:, None, None, None])
    norm.running_mean.copy_(mean * scale)
    norm.running_var.copy_(var * scale * scale)
    norm.weight.copy_(torch.sqrt(norm.running_var + norm.eps) / scale)
    norm.bias.copy_(bias + mean)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", required=True, type=Path, help="model.onnx of a shipped detector")
    parser.add_argument("--pool", required=True, type=Path, help="folder written by pool.py")
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--pairs", type=int, default=512, help="pairs of the pool that the statistics are measured on")
    args = parser.parse_args()
    pool = PairPool(args.pool, set(), 160)
    rng = np.random.default_rng(0)
    chosen = np.sort(rng.permutation(len(pool.pixels))[: args.pairs])
    crops = np.concatenate([pool.cut(i, rng) for i in chosen]).transpose(0, 2, 3, 1)
    model = recover(args.model, np.ascontiguousarray(crops))
    facts = {"args": {"recovered_from": args.model.parent.name, "leave_out": [], "seed": 0}, "steps_done": 0}
    torch.save({"state": model.state_dict(), "options": model.options, **facts}, args.out)


if __name__ == "__main__":
    main()
