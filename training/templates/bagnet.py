"""LaDeDa (arXiv:2406.09398): a BagNet-like ResNet-50 (arXiv:1904.00760) that sees patches of 9x9 pixels."""

import torch.nn.functional as F
from torch import Tensor, nn

from telltale_training.ladeda import SIZE_PX, neighbouring_pixel_residual

from .resnet import shortcut
from .small import LADEDA
from .template import IMAGENET, Template

DEPTHS = [3, 4, 6, 3]
STRIDES = [2, 2, 2, 1]
# Only the first block of the first two stages looks beside a pixel: 3, then 5, then 9 pixels together.
KERNELS = [3, 3, 1, 1]


class Bottleneck(nn.Module):
    """1x1, the kernel without padding, 1x1 to four times the width; the shortcut loses what the kernel lost."""

    def __init__(self, inp: int, width: int, stride: int, kernel: int):
        super().__init__()
        self.conv1 = nn.Conv2d(inp, width, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, width, kernel, stride, bias=False)
        self.bn2 = nn.BatchNorm2d(width)
        self.conv3 = nn.Conv2d(width, 4 * width, 1, bias=False)
        self.bn3 = nn.BatchNorm2d(4 * width)
        self.downsample = shortcut(inp, 4 * width, stride)

    def forward(self, x: Tensor) -> Tensor:
        y = F.relu(self.bn1(self.conv1(x)))
        y = self.bn3(self.conv3(F.relu(self.bn2(self.conv2(y)))))
        kept = x if self.downsample is None else self.downsample(x)
        return F.relu(y + kept[..., : int(y.shape[-2]), : int(y.shape[-1])])


def stage(inp: int, level: int) -> nn.Sequential:
    """One of the four groups of blocks; the first block has the stride and the kernel."""
    width = 64 * 2**level
    first = Bottleneck(inp, width, STRIDES[level], KERNELS[level])
    return nn.Sequential(first, *(Bottleneck(4 * width, width, 1, 1) for _ in range(DEPTHS[level] - 1)))


class LaDeDa(nn.Module):
    """float32 [n, 3, S, S], S even -> logit [n, 1]: the mean of the logits of patches of the residual."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 64, 1, bias=False)
        self.conv2 = nn.Conv2d(64, 64, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(64)
        self.layer1, self.layer2, self.layer3, self.layer4 = (
            stage(64 if level == 0 else 128 * 2**level, level) for level in range(4)
        )
        self.fc = nn.Linear(2048, 1)

    def forward(self, x: Tensor) -> Tensor:
        y = F.relu(self.bn1(self.conv2(self.conv1(neighbouring_pixel_residual(x)))))
        return self.fc(self.layer4(self.layer3(self.layer2(self.layer1(y)))).mean((2, 3)))


TEMPLATES = [
    Template(
        id="ladeda",
        name="LaDeDa",
        summary="A ResNet-50 that judges 9x9 patches of the differences between neighbouring pixels.",
        paper=LADEDA,
        build=LaDeDa,
        size_px=SIZE_PX,
        colours=IMAGENET,
    )
]
