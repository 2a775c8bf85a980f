"""The baseline of ImagiNet (arXiv:2407.20020): a ResNet-50 that keeps the picture's size longer, and a head."""

import torch.nn.functional as F
from torch import Tensor, nn

from .resnet import conv
from .template import IMAGENET, Paper, Template

PAPER = Paper(
    "ImagiNet: A Multi-Content Benchmark for Synthetic Image Detection", "https://arxiv.org/abs/2407.20020", 2024
)
FEATURES = 2048


class Bottleneck(nn.Module):
    """1x1, 3x3 with the stride, 1x1 to four times the width, and a shortcut under the authors' name."""

    def __init__(self, inp: int, width: int, stride: int):
        super().__init__()
        self.conv1 = conv(inp, width, 1)
        self.bn1 = nn.BatchNorm2d(width)
        self.conv2 = conv(width, width, 3, stride)
        self.bn2 = nn.BatchNorm2d(width)
        self.conv3 = conv(width, 4 * width, 1)
        self.bn3 = nn.BatchNorm2d(4 * width)
        changes = stride > 1 or inp != 4 * width
        projection = [nn.Conv2d(inp, 4 * width, 1, stride, bias=False), nn.BatchNorm2d(4 * width)]
        self.shortcut = nn.Sequential(*(projection if changes else []))

    def forward(self, x: Tensor) -> Tensor:
        y = F.relu(self.bn1(self.conv1(x)))
        y = self.bn3(self.conv3(F.relu(self.bn2(self.conv2(y)))))
        return F.relu(y + self.shortcut(x))


def stage(inp: int, width: int, depth: int, stride: int) -> nn.Sequential:
    first = Bottleneck(inp, width, stride)
    return nn.Sequential(first, *(Bottleneck(4 * width, width, 1) for _ in range(depth - 1)))


class Encoder(nn.Module):
    """float32 [n, 3, S, S] -> [n, 2048]. Neither the first convolution nor the pool after it halves the plane."""

    def __init__(self):
        super().__init__()
        self.conv1 = conv(3, 64, 7)
        self.bn1 = nn.BatchNorm2d(64)
        self.layer1 = stage(64, 64, 3, 1)
        self.layer2 = stage(256, 128, 4, 2)
        self.layer3 = stage(512, 256, 6, 2)
        self.layer4 = stage(1024, 512, 3, 2)

    def forward(self, x: Tensor) -> Tensor:
        x = F.max_pool2d(F.relu(self.bn1(self.conv1(x))), 3, 1, 1)
        return self.layer4(self.layer3(self.layer2(self.layer1(x)))).mean((2, 3))


class ImagiNet(nn.Module):
    """float32 [n, 3, S, S] -> logit [n, 1]. In the file, `model` and `classifier` are two dictionaries."""

    def __init__(self):
        super().__init__()
        self.model = nn.ModuleDict({"encoder": Encoder()})
        self.classifier = nn.Sequential(
            *(nn.BatchNorm1d(FEATURES), nn.Linear(FEATURES, 1024), nn.ReLU(), nn.Dropout(), nn.Linear(1024, 1))
        )

    def forward(self, x: Tensor) -> Tensor:
        return self.classifier(self.model["encoder"](x))


TEMPLATES = [
    Template(
        id="imaginet",
        name="ImagiNet",
        summary="A ResNet-50 that shrinks the picture four times less, trained to bring views of one kind together.",
        paper=PAPER,
        build=ImagiNet,
        size_px=256,
        colours=IMAGENET,
    )
]
