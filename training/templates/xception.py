"""Xception (arXiv:1610.02357) under the names of its most used PyTorch checkpoint."""

import torch.nn.functional as F
from torch import Tensor, nn


class Separable(nn.Module):
    """Depthwise 3x3, then 1x1."""

    def __init__(self, inp: int, out: int):
        super().__init__()
        self.conv1 = nn.Conv2d(inp, inp, 3, padding=1, groups=inp, bias=False)
        self.pointwise = nn.Conv2d(inp, out, 1, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        return self.pointwise(self.conv1(x))


class Block(nn.Module):
    """Separable convolutions, each after a ReLU and before a batch norm, then a pool where there is a stride.

    `widths` lists the channels from the input to the output. The first block of the network has no ReLU at its start.
    """

    def __init__(self, widths: list[int], stride: int, relu_first: bool = True):
        super().__init__()
        rep: list[nn.Module] = []
        for i, (inp, out) in enumerate(zip(widths[:-1], widths[1:], strict=True)):
            rep += [nn.ReLU()] if i or relu_first else []
            rep += [Separable(inp, out), nn.BatchNorm2d(out)]
        self.rep = nn.Sequential(*rep, *([nn.MaxPool2d(3, stride, 1)] if stride > 1 else []))
        changes = stride > 1 or widths[0] != widths[-1]
        self.skip = nn.Conv2d(widths[0], widths[-1], 1, stride, bias=False) if changes else None
        self.skipbn = nn.BatchNorm2d(widths[-1]) if changes else None

    def forward(self, x: Tensor) -> Tensor:
        return self.rep(x) + (x if self.skip is None else self.skipbn(self.skip(x)))


class Xception(nn.Module):
    """The network in three parts, so that something can be done between them; without a classifier.

    `channels` of the input, and the stride of the first convolution: 2 for an image.
    """

    def __init__(self, channels: int = 3, stride: int = 2):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, 32, 3, stride, bias=False)
        self.bn1 = nn.BatchNorm2d(32)
        self.conv2 = nn.Conv2d(32, 64, 3, bias=False)
        self.bn2 = nn.BatchNorm2d(64)
        self.block1 = Block([64, 128, 128], 2, relu_first=False)
        self.block2 = Block([128, 256, 256], 2)
        self.block3 = Block([256, 728, 728], 2)
        for i in range(4, 12):
            self.add_module(f"block{i}", Block([728] * 4, 1))
        self.block12 = Block([728, 728, 1024], 2)
        self.conv3 = Separable(1024, 1536)
        self.bn3 = nn.BatchNorm2d(1536)
        self.conv4 = Separable(1536, 2048)
        self.bn4 = nn.BatchNorm2d(2048)

    def blocks(self, x: Tensor, first: int, last: int) -> Tensor:
        for i in range(first, last + 1):
            x = self.get_submodule(f"block{i}")(x)
        return x

    def entry(self, x: Tensor) -> Tensor:
        """Stem and blocks 1 to 7."""
        x = F.relu(self.bn1(self.conv1(x)))
        return self.blocks(F.relu(self.bn2(self.conv2(x))), 1, 7)

    def middle(self, x: Tensor) -> Tensor:
        """Blocks 8 to 12."""
        return self.blocks(x, 8, 12)

    def exit(self, x: Tensor) -> Tensor:
        """[n, 1024, h, w] -> features [n, 2048]."""
        x = F.relu(self.bn3(self.conv3(x)))
        return F.relu(self.bn4(self.conv4(x))).mean((2, 3))
