"""ResNets (arXiv:1512.03385) under the names that torchvision and timm share, and the detectors that are one."""

import torch.nn.functional as F
from torch import Tensor, nn

from .template import AI_LOGIT, IMAGENET, Paper, Template, classes, resize

GENIMAGE = Paper(
    "GenImage: A Million-Scale Benchmark for Detecting AI-Generated Image", "https://arxiv.org/abs/2306.08571", 2023
)
# GenImage's folders are `ai` and `nature`, and timm numbers classes in alphabetical order.
GENIMAGE_CLASSES = classes("AI", "real", ai=0)
CNNSPOT = Paper(
    "CNN-generated images are surprisingly easy to spot... for now", "https://arxiv.org/abs/1912.11035", 2020
)


def conv(inp: int, out: int, kernel: int, stride: int = 1) -> nn.Conv2d:
    return nn.Conv2d(inp, out, kernel, stride, kernel // 2, bias=False)


def shortcut(inp: int, out: int, stride: int) -> nn.Sequential | None:
    """A projection where the shape changes; None where the input itself is added."""
    if stride == 1 and inp == out:
        return None
    return nn.Sequential(nn.Conv2d(inp, out, 1, stride, bias=False), nn.BatchNorm2d(out))


class BasicBlock(nn.Module):
    """Two 3x3 convolutions and a shortcut."""

    expansion = 1

    def __init__(self, inp: int, width: int, stride: int):
        super().__init__()
        self.conv1 = conv(inp, width, 3, stride)
        self.bn1 = nn.BatchNorm2d(width)
        self.conv2 = conv(width, width, 3)
        self.bn2 = nn.BatchNorm2d(width)
        self.downsample = shortcut(inp, width, stride)

    def forward(self, x: Tensor) -> Tensor:
        y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        return F.relu(y + (x if self.downsample is None else self.downsample(x)))


class Bottleneck(nn.Module):
    """1x1, 3x3 with the stride (in torchvision, not in the paper), 1x1 to four times the width, and a shortcut."""

    expansion = 4

    def __init__(self, inp: int, width: int, stride: int):
        super().__init__()
        out = self.expansion * width
        self.conv1 = conv(inp, width, 1)
        self.bn1 = nn.BatchNorm2d(width)
        self.conv2 = conv(width, width, 3, stride)
        self.bn2 = nn.BatchNorm2d(width)
        self.conv3 = conv(width, out, 1)
        self.bn3 = nn.BatchNorm2d(out)
        self.downsample = shortcut(inp, out, stride)

    def forward(self, x: Tensor) -> Tensor:
        y = F.relu(self.bn1(self.conv1(x)))
        y = self.bn3(self.conv3(F.relu(self.bn2(self.conv2(y)))))
        return F.relu(y + (x if self.downsample is None else self.downsample(x)))


def stages(block: type[BasicBlock] | type[Bottleneck], depths: list[int]) -> list[nn.Sequential]:
    """The groups of blocks: widths 64, 128, 256, 512; each but the first halves the grid."""
    groups, channels = [], 64
    for level, depth in enumerate(depths):
        width = 64 * 2**level
        blocks = []
        for i in range(depth):
            blocks.append(block(channels, width, 2 if level and not i else 1))
            channels = width * block.expansion
        groups.append(nn.Sequential(*blocks))
    return groups


class ResNet(nn.Module):
    """float32 [n, 3, S, S] -> logits [n, classes]."""

    def __init__(self, block: type[BasicBlock] | type[Bottleneck], depths: list[int], outputs: int):
        super().__init__()
        self.conv1 = conv(3, 64, 7, 2)
        self.bn1 = nn.BatchNorm2d(64)
        self.layer1, self.layer2, self.layer3, self.layer4 = stages(block, depths)
        self.fc = nn.Linear(512 * block.expansion, outputs)

    def features(self, x: Tensor) -> Tensor:
        """[n, 3, S, S] -> [n, channels]: the mean over the plane of the last stage."""
        x = F.max_pool2d(F.relu(self.bn1(self.conv1(x))), 3, 2, 1)
        return self.layer4(self.layer3(self.layer2(self.layer1(x)))).mean((2, 3))

    def forward(self, x: Tensor) -> Tensor:
        return self.fc(self.features(x))


def resnet50(outputs: int) -> ResNet:
    return ResNet(Bottleneck, [3, 4, 6, 3], outputs)


TEMPLATES = [
    Template(
        id="resnet-50",
        name="ResNet-50",
        summary="The plain ResNet-50 with two classes, AI first (GenImage's folders are ‘ai’ and ‘nature’).",
        paper=GENIMAGE,
        build=lambda: resnet50(2),
        size_px=224,
        colours=IMAGENET,
        resize=resize("shorter-side", 235, "bicubic"),
        outputs=(GENIMAGE_CLASSES,),
    ),
    Template(
        id="cnnspot",
        name="CNNSpot",
        summary="ResNet-50 with one logit, trained on one generator with blurred and re-compressed pictures.",
        paper=CNNSPOT,
        build=lambda: resnet50(1),
        size_px=224,
        colours=IMAGENET,
        outputs=(AI_LOGIT,),
    ),
]
