"""FerretNet-S (arXiv:2509.20890), read anew from the paper and the names and shapes in its public checkpoint.

A published detector to measure beside ours; it is not shipped. The checkpoint `ferretnet-s-median-3.pth` (Apache-2.0)
stays outside the repository. What the paper leaves open was settled by comparing logits with those of the authors'
code on 48 crops: together the choices below give equal logits (2e-6), and with any one of them exchanged for an
alternative that was tried, some crop is off by 0.28 or more.
"""

from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .layers import median_of_nine, shifted
from .preprocess import normalise, pad

SIZE_PX = 256
CLIP_MEAN = [0.48145466, 0.4578275, 0.40821073]
CLIP_STD = [0.26862954, 0.26130258, 0.27577711]
# Channels after the stem of size S.
WIDTH = 32


def residual(x: Tensor) -> Tensor:
    """The image minus its local-pixel-dependency reconstruction: the 3x3 median with the centre set to zero.

    Of normalised pixels, so that the zero, in the centre as outside the image, is CLIP's mean colour. The nine values
    are the eight neighbours and a zero; their median is therefore zero clamped to the two middle neighbours.
    """
    neighbours = shifted(F.pad(x, (1, 1, 1, 1)))
    neighbours[4] = torch.zeros_like(x)
    return x - median_of_nine(neighbours)


def conv_bn_relu(inp: int, out: int, stride: int) -> nn.Sequential:
    return nn.Sequential(nn.Conv2d(inp, out, 3, stride, 1, bias=False), nn.BatchNorm2d(out), nn.ReLU())


class DilatedPair(nn.Module):
    """Two 3x3 convolutions side by side, one of them dilated by 2, added and mixed by a 1x1.

    One group per input channel, so a wider output has several filters on each channel.
    """

    def __init__(self, inp: int, out: int, stride: int):
        super().__init__()
        self.conv1 = nn.Conv2d(inp, out, 3, stride, 1, groups=inp, bias=False)
        self.conv2 = nn.Conv2d(inp, out, 3, stride, 2, dilation=2, groups=inp, bias=False)
        self.conv3 = nn.Conv2d(out, out, 1, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        return self.conv3(self.conv1(x) + self.conv2(x))


class Separable(nn.Module):
    """Depthwise 3x3, then 1x1."""

    def __init__(self, channels: int):
        super().__init__()
        self.depth_wise = nn.Conv2d(channels, channels, 3, padding=1, groups=channels, bias=False)
        self.point_wise = nn.Conv2d(channels, channels, 1, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        return self.point_wise(self.depth_wise(x))


class FerretBlock(nn.Module):
    """Dilated pair, separable convolution and a shortcut; the last ReLU comes after the addition."""

    def __init__(self, inp: int, out: int, stride: int):
        super().__init__()
        self.layers = nn.Sequential(
            DilatedPair(inp, out, stride), nn.BatchNorm2d(out), nn.ReLU(), Separable(out), nn.BatchNorm2d(out)
        )
        # The shortcut's convolution has a bias although a batch norm follows: so it stands in the checkpoint.
        changes = stride != 1 or inp != out
        self.shortcut = (
            nn.Sequential(nn.Conv2d(inp, out, 1, stride), nn.BatchNorm2d(out)) if changes else nn.Identity()
        )

    def forward(self, x: Tensor) -> Tensor:
        return F.relu(self.layers(x) + self.shortcut(x))


class FerretNet(nn.Module):
    """Size S, or another width. float32 [n, 3, H, W] (RGB, CLIP mean and std) -> logit [n, 1]; positive means generated.

    The residual at full size, a stem that halves it in its second convolution, two stages of two blocks, and a global
    mean. `feature` and `logit` are nested as in the checkpoint, whose keys must load strictly.
    """

    def __init__(self, width: int = WIDTH):
        super().__init__()
        self.cbr1 = conv_bn_relu(3, width // 2, stride=1)
        self.cbr2 = conv_bn_relu(width // 2, width, stride=2)
        parts: list[nn.Module] = []
        channels = width
        for out in (2 * width, 4 * width):
            parts.append(nn.Sequential(FerretBlock(channels, out, 2), FerretBlock(out, out, 1)))
            channels = out
        parts.append(nn.Conv2d(channels, channels, 1, bias=False))
        self.feature = nn.Sequential(*parts)
        # The checkpoint has no parameters at index 0: perhaps the pooling, or a dropout, which at rest does nothing.
        self.logit = nn.Sequential(nn.Identity(), nn.Linear(channels, 1))

    def forward(self, x: Tensor) -> Tensor:
        y = self.feature(self.cbr2(self.cbr1(residual(x))))
        return self.logit(y.mean((2, 3)))


def load_ferretnet(path: str | Path) -> FerretNet:
    """The network with the weights of the public checkpoint, ready to judge."""
    state = torch.load(path, map_location="cpu", weights_only=True)
    model = FerretNet()
    model.load_state_dict(state["model"])
    return model.eval()


def centre_crop(rgb: np.ndarray, size_px: int) -> np.ndarray:
    """The middle of an image, mirrored first where it is smaller.

    An odd margin is halved to the even neighbour (71 px -> 36, 77 px -> 38), as torchvision does: with `crop_origins`,
    8 of the 11 reference crops that have an odd margin would be a pixel off.
    """
    rgb = pad(rgb, size_px)
    top, left = (round((side - size_px) / 2) for side in rgb.shape[:2])
    return rgb[top : top + size_px, left : left + size_px]


def prepare(rgb: np.ndarray) -> Tensor:
    """uint8 [H, W, 3] -> float32 [1, 3, 256, 256]. The residual is the network's first step, after this."""
    return torch.from_numpy(normalise(centre_crop(rgb, SIZE_PX)[None], CLIP_MEAN, CLIP_STD))


@torch.no_grad()
def logit(model: FerretNet, rgb: np.ndarray) -> float:
    """Evidence that an image (uint8 [H, W, 3]) is generated: a raw logit, not calibrated."""
    return model(prepare(rgb)).item()
