"""NPR (arXiv:2312.10461): half a ResNet-50 on the differences between neighbouring pixels."""

import torch.nn.functional as F
from torch import Tensor, nn

from telltale_training.ladeda import neighbouring_pixel_residual

from .resnet import Bottleneck, conv, stages
from .template import IMAGENET, Paper, Template, resize

PAPER = Paper(
    "Rethinking the Up-Sampling Operations in CNN-based Generative Network for Generalizable Deepfake Detection",
    "https://arxiv.org/abs/2312.10461",
    2023,
)


class NPR(nn.Module):
    """float32 [n, 3, S, S], S even -> logit [n, 1]. A 3x3 stem, and two of the four stages."""

    def __init__(self):
        super().__init__()
        self.conv1 = conv(3, 64, 3, 2)
        self.bn1 = nn.BatchNorm2d(64)
        self.layer1, self.layer2 = stages(Bottleneck, [3, 4])
        self.fc1 = nn.Linear(512, 1)

    def forward(self, x: Tensor) -> Tensor:
        y = F.relu(self.bn1(self.conv1(neighbouring_pixel_residual(x) * 2.0 / 3.0)))
        return self.fc1(self.layer2(self.layer1(F.max_pool2d(y, 3, 2, 1))).mean((2, 3)))


TEMPLATES = [
    Template(
        id="npr",
        name="NPR",
        summary="Half a ResNet-50 on each 2x2 cell minus its top left pixel, where upsampling leaves a pattern.",
        paper=PAPER,
        build=NPR,
        size_px=256,
        colours=IMAGENET,
        resize=resize("both-sides", 256, "bilinear"),
    )
]
