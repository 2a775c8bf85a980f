"""Tiny-LaDeDa (arXiv:2406.09398), read anew from the names and shapes in its public checkpoint.

A published detector of 1,297 parameters to measure beside ours; it is not shipped. The checkpoint
`ForenSynth_Tiny_LaDeDa.pth` (research licence) stays outside the repository. Strides, padding and the order of steps
were settled by comparing logits with those of the authors' code on 48 crops.
"""

from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .ferretnet import centre_crop
from .preprocess import normalise

SIZE_PX = 256
IMAGENET_MEAN = [0.485, 0.456, 0.406]
IMAGENET_STD = [0.229, 0.224, 0.225]


def neighbouring_pixel_residual(x: Tensor) -> Tensor:
    """NPR: each 2x2 cell minus its top left pixel. [n, c, h, w] with even h and w."""
    return x - x[..., ::2, ::2].repeat_interleave(2, -2).repeat_interleave(2, -1)


class Bottleneck(nn.Module):
    """1x1, then 3x3 with stride 2 and no padding; no shortcut."""

    def __init__(self, channels: int):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, channels, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(channels)
        self.conv2 = nn.Conv2d(channels, channels, 3, 2, bias=False)
        self.bn2 = nn.BatchNorm2d(channels)

    def forward(self, x: Tensor) -> Tensor:
        return F.relu(self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x))))))


class TinyLaDeDa(nn.Module):
    """float32 [n, 3, S, S] (RGB, ImageNet mean and std) -> logit [n, 1]; positive means generated.

    The mean of the logits of 5x5 patches of the residual: pooling before the linear layer gives the same.
    """

    def __init__(self, channels: int = 8):
        super().__init__()
        self.conv1 = nn.Conv2d(3, channels, 1, bias=False)
        self.conv2 = nn.Conv2d(channels, channels, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(channels)
        self.layer1 = nn.Sequential(Bottleneck(channels))
        self.fc = nn.Linear(channels, 1)

    def forward(self, x: Tensor) -> Tensor:
        y = F.relu(self.bn1(self.conv2(self.conv1(neighbouring_pixel_residual(x)))))
        y = self.layer1(y)
        # Not mean(): avg_pool2d sums in sequence on a CPU, which moves logits by up to 2e-3, as in the authors' code.
        return self.fc(F.avg_pool2d(y, y.shape[-2:]).flatten(1))


def load_ladeda(path: str | Path) -> TinyLaDeDa:
    """The network with the weights of the public checkpoint, ready to judge."""
    model = TinyLaDeDa()
    model.load_state_dict(torch.load(path, map_location="cpu", weights_only=True))
    return model.eval()


def prepare(rgb: np.ndarray) -> Tensor:
    """uint8 [H, W, 3] -> float32 [1, 3, 256, 256]. The residual is the network's first step, after this."""
    return torch.from_numpy(normalise(centre_crop(rgb, SIZE_PX)[None], IMAGENET_MEAN, IMAGENET_STD))


@torch.no_grad()
def logit(model: TinyLaDeDa, rgb: np.ndarray) -> float:
    """Evidence that an image (uint8 [H, W, 3]) is generated; tens or hundreds, not a calibrated log odds."""
    return model(prepare(rgb)).item()
