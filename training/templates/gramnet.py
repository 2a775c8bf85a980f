"""Gram-Net (arXiv:2002.00133): a ResNet-18 with global texture statistics of its levels. Read from the paper alone."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .resnet import BasicBlock, ResNet
from .template import IMAGENET, Paper, Template, classes, resize

PAPER = Paper(
    "Global Texture Enhancement for Fake Face Detection in the Wild", "https://arxiv.org/abs/2002.00133", 2020
)
WIDTH = 32
# Channels of the image and of what enters each step that halves the grid: pooling and stages 2, 3, 4.
LEVELS = [3, 64, 64, 128, 256]


def conv_bn_relu(inp: int, out: int) -> nn.Sequential:
    return nn.Sequential(nn.Conv2d(inp, out, 3, 2, 1), nn.BatchNorm2d(out), nn.ReLU())


class GramBlock(nn.Module):
    """[1, c, h, w] -> [1, 32]: how 32 mixed channels go together, as a 32x32 picture, refined and averaged."""

    def __init__(self, channels: int):
        super().__init__()
        self.align = nn.Conv2d(channels, WIDTH, 3, 1, 1)
        self.refine = nn.Sequential(conv_bn_relu(1, WIDTH // 2), conv_bn_relu(WIDTH // 2, WIDTH))

    def forward(self, x: Tensor) -> Tensor:
        y = self.align(x)
        y = y.reshape(1, 1, WIDTH, int(y.shape[2]) * int(y.shape[3]))
        gram = y @ y.transpose(-2, -1) / (WIDTH * int(y.shape[-1]))
        return self.refine(gram).mean((2, 3))


class GramNet(ResNet):
    """float32 [1, 3, S, S] -> logits [1, 2]."""

    def __init__(self):
        super().__init__(BasicBlock, [2, 2, 2, 2], 2)
        self.gram = nn.ModuleList(GramBlock(channels) for channels in LEVELS)
        self.fc = nn.Linear(512 + WIDTH * len(LEVELS), 2)

    def forward(self, x: Tensor) -> Tensor:
        stem = F.relu(self.bn1(self.conv1(x)))
        levels = [x, stem, self.layer1(F.max_pool2d(stem, 3, 2, 1))]
        for layer in (self.layer2, self.layer3):
            levels.append(layer(levels[-1]))
        features = self.layer4(levels[-1]).mean((2, 3))
        textures = [gram(level) for gram, level in zip(self.gram, levels, strict=True)]
        return self.fc(torch.cat([features, *textures], 1))


TEMPLATES = [
    Template(
        id="gramnet",
        name="Gram-Net",
        summary="A ResNet-18 that also sees how the channels of each level go together, a measure of texture.",
        paper=PAPER,
        build=GramNet,
        size_px=512,
        colours=IMAGENET,
        resize=resize("both-sides", 512, "bilinear"),
        outputs=(classes("AI", "real", ai=0),),
    )
]
