"""Gram-Net (arXiv:2002.00133): a ResNet-18 with global texture statistics of its levels, under its authors' names."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .resnet import BasicBlock, ResNet
from .template import Paper, Template, classes, resize

PAPER = Paper(
    "Global Texture Enhancement for Fake Face Detection in the Wild", "https://arxiv.org/abs/2002.00133", 2020
)
WIDTH = 32
# Where textures are read, by the names of the two convolutions and of the refinement, with the channels there: the
# image, the stem, the pooled stem, and the first three stages.
LEVELS = [
    ("conv_interi_0", "gi_fc1", "gi_fc2", 3),
    ("conv_inter0_0", "g0_fc1", "g0_fc2", 64),
    ("conv_inter1_0", "g_fc1r", "g_fc2r", 64),
    ("conv_inter2_0", "g2_fc1", "g2_fc2", 64),
    ("conv_inter3_0", "g3_fc1", "g3_fc2", 128),
    ("conv_inter4_0", "g4_fc1", "g4_fc2", 256),
]


def conv_bn_relu(inp: int, out: int, stride: int) -> nn.Sequential:
    return nn.Sequential(nn.Conv2d(inp, out, 3, stride, 1, bias=False), nn.BatchNorm2d(out), nn.ReLU())


def gram(x: Tensor) -> Tensor:
    """[1, c, h, w] -> [1, 1, c, c]: how the channels go together, as a picture."""
    channels, area = int(x.shape[1]), int(x.shape[2]) * int(x.shape[3])
    y = x.reshape(1, 1, channels, area)
    return y @ y.transpose(-2, -1) / (channels * area)


class Scale(nn.Module):
    def __init__(self):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(1))


class GramNet(ResNet):
    """float32 [1, 3, S, S], RGB in 0..255 -> logits [1, 2]."""

    def __init__(self):
        super().__init__(BasicBlock, [2, 2, 2, 2], 1)
        del self.fc
        for align, first, second, channels in LEVELS:
            self.add_module(align, conv_bn_relu(channels, WIDTH, 1))
            self.add_module(first, conv_bn_relu(1, WIDTH // 2, 2))
            self.add_module(second, conv_bn_relu(WIDTH // 2, WIDTH, 2))
        self.scale = Scale()
        self.fcnewr = nn.Sequential(
            nn.Linear(512 + WIDTH * len(LEVELS), 512), nn.ReLU(), nn.Dropout(), nn.Linear(512, 2)
        )

    def texture(self, level: int, x: Tensor) -> Tensor:
        align, first, second, _ = (self.get_submodule(n) if isinstance(n, str) else n for n in LEVELS[level])
        return second(first(gram(align(x)))).mean((2, 3)) * self.scale.scale

    def forward(self, x: Tensor) -> Tensor:
        # The authors read pictures with OpenCV: blue first.
        x = torch.cat([x[:, 2:3], x[:, 1:2], x[:, 0:1]], 1)
        stem = F.relu(self.bn1(self.conv1(x)))
        levels = [x, stem, F.max_pool2d(stem, 3, 2, 1)]
        for layer in (self.layer1, self.layer2, self.layer3):
            levels.append(layer(levels[-1]))
        features = self.layer4(levels[-1]).mean((2, 3))
        return self.fcnewr(torch.cat([features, *(self.texture(n, y) for n, y in enumerate(levels))], 1))


TEMPLATES = [
    Template(
        id="gramnet",
        name="Gram-Net",
        summary="A ResNet-18 that also sees how the channels of each level go together, a measure of texture.",
        paper=PAPER,
        build=GramNet,
        size_px=512,
        # Pixels as they are, 0 to 255.
        colours=([0.0, 0.0, 0.0], [1 / 255, 1 / 255, 1 / 255]),
        resize=resize("both-sides", 512, "bilinear"),
        outputs=(classes("AI", "real", ai=0),),
    )
]
