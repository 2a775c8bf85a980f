"""Layers that the branches share, and fixed filters. Only operators that WebGPU and WASM both run."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn

# The pretrained weights came from TensorFlow: batch-norm epsilon 1e-3.
BN_EPS = 1e-3


def conv_bn(inp: int, out: int, kernel: int, stride: int = 1, groups: int = 1, act: bool = True) -> nn.Sequential:
    """Convolution with symmetric zero padding, batch norm and (optionally) ReLU6."""
    layers: list[nn.Module] = [
        nn.Conv2d(inp, out, kernel, stride, kernel // 2, groups=groups, bias=False),
        nn.BatchNorm2d(out, eps=BN_EPS, momentum=0.05),
    ]
    if act:
        layers.append(nn.ReLU6())
    return nn.Sequential(*layers)


class MBConv(nn.Module):
    """Inverted residual block: expand 1x1, depthwise kxk, project 1x1, skip where the shapes agree."""

    def __init__(self, inp: int, out: int, kernel: int, stride: int, expansion: int):
        super().__init__()
        mid = inp * expansion
        self.expand = conv_bn(inp, mid, 1) if expansion != 1 else nn.Identity()
        self.depthwise = conv_bn(mid, mid, kernel, stride, groups=mid)
        self.project = conv_bn(mid, out, 1, act=False)
        self.skip = stride == 1 and inp == out

    def forward(self, x: Tensor) -> Tensor:
        y = self.project(self.depthwise(self.expand(x)))
        return x + y if self.skip else y


def mean_and_deviation(x: Tensor) -> Tensor:
    """[n, c, h, w] -> [n, 2c]: mean and standard deviation over the plane, what a texture is made of."""
    mean = x.mean((2, 3))
    centred = x - mean[:, :, None, None]
    return torch.cat([mean, torch.sqrt((centred * centred).mean((2, 3)) + 1e-4)], 1)


class ToLevels(nn.Module):
    """Undo the normalisation of the contract: float32 [n, 3, S, S] -> RGB in 0..1."""

    def __init__(self, mean: list[float], std: list[float]):
        super().__init__()
        self.register_buffer("mean", torch.tensor(mean).view(1, 3, 1, 1), persistent=False)
        self.register_buffer("std", torch.tensor(std).view(1, 3, 1, 1), persistent=False)

    def forward(self, x: Tensor) -> Tensor:
        return x * self.std + self.mean


def shifted(x: Tensor) -> list[Tensor]:
    """The nine 3x3 neighbours of each inner pixel: nine [n, c, h - 2, w - 2]."""
    height, width = x.shape[2], x.shape[3]
    return [x[:, :, dy : height - 2 + dy, dx : width - 2 + dx] for dy in range(3) for dx in range(3)]


def ordered(a: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    """Element-wise smaller and larger of two tensors.

    By ReLU, Add and Sub instead of Min and Max: the same values to rounding, and every WebGPU runtime has them.
    """
    rise = torch.relu(b - a)
    return b - rise, a + rise


def median_of_nine(values: Sequence[Tensor]) -> Tensor:
    """Element-wise median of nine tensors, by a network of 19 comparisons.

    Sort three triples, then the largest minimum, the middle median and the smallest maximum hold the median
    between them (Smith, 'Implementing median filters in XC4000E FPGAs', 1996).
    """

    def sort3(a: Tensor, b: Tensor, c: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        low, high = ordered(a, b)
        middle, top = ordered(high, c)
        return *ordered(low, middle), top

    def middle3(a: Tensor, b: Tensor, c: Tensor) -> Tensor:
        low, high = ordered(a, b)
        return ordered(low, ordered(high, c)[0])[1]

    (a0, a1, a2), (b0, b1, b2), (c0, c1, c2) = (sort3(*values[i : i + 3]) for i in (0, 3, 6))
    largest_low = ordered(ordered(a0, b0)[1], c0)[1]
    smallest_high = ordered(ordered(a2, b2)[0], c2)[0]
    return middle3(largest_low, middle3(a1, b1, c1), smallest_high)


def median3x3(x: Tensor) -> Tensor:
    """Median of each 3x3 neighbourhood, [n, c, h - 2, w - 2]."""
    return median_of_nine(shifted(x))
