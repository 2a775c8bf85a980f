"""Spec (arXiv:1907.06515): a ResNet-34 on the logarithm of the amplitude spectrum."""

import math

import torch
from torch import Tensor, nn

from .resnet import BasicBlock, ResNet
from .template import Paper, Template, classes

PAPER = Paper("Detecting and Simulating Artifacts in GAN Fake Images", "https://arxiv.org/abs/1907.06515", 2019)
SIZE_PX = 224
# Keeps the logarithm finite where an image has no energy.
FLOOR = 1e-3
# The share of amplitudes that is cut off at each end.
OUTSIDE = 0.05


def outer_percentiles(x: Tensor, share: float) -> tuple[Tensor, Tensor]:
    """[c, n] -> two [c, 1]: the values below and above which `share` of each row lies, as numpy.percentile places them."""
    place = share * (int(x.shape[1]) - 1)
    below = math.floor(place)
    lowest, _ = torch.topk(x, below + 2, largest=False)
    highest, _ = torch.topk(x, below + 2)
    ends = ((values[:, below : below + 1], values[:, below + 1 : below + 2]) for values in (lowest, highest))
    low, high = (first + (second - first) * (place - below) for first, second in ends)
    return low, high


class LogSpectrum(nn.Module):
    """Logarithm of the DFT's amplitude; [1, 3, S, S], the mean at the top left. Each channel is scaled such that its
    5th and 95th percentiles become -1 and 1, and cut off there.

    By two matrix products, since WebGPU has no DFT. The matrices are made in the graph from the S indices.
    """

    def __init__(self, size_px: int):
        super().__init__()
        self.register_buffer("index", torch.arange(size_px, dtype=torch.int32))

    def forward(self, x: Tensor) -> Tensor:
        size_px = int(x.shape[-1])
        index = self.index.float()
        products = index[:, None] * index[None]
        # The angle within one turn: float32 has no digits left for the sine of a large one.
        angle = (products - size_px * torch.floor(products / size_px)) * (2 * math.pi / size_px)
        cos, sin = torch.cos(angle), torch.sin(angle)
        along, across = x @ cos, x @ sin
        real, imaginary = cos @ along - sin @ across, sin @ along + cos @ across
        log = torch.log(torch.sqrt(real * real + imaginary * imaginary) + FLOOR)
        flat = log.reshape(3, size_px * size_px)
        low, high = (limit.reshape(1, 3, 1, 1) for limit in outer_percentiles(flat, OUTSIDE))
        scaled = ((log - low) / (high - low) - 0.5) * 2.0
        # Between -1 and 1, without a clamp: around one the exporter writes casts that ORT 1.30 cannot place on WebGPU.
        return 1.0 - torch.relu(2.0 - torch.relu(scaled + 1.0))


class Spec(ResNet):
    """float32 [1, 3, 224, 224], RGB in 0..1 -> logits [1, 2]."""

    def __init__(self):
        super().__init__(BasicBlock, [3, 4, 6, 3], 2)
        self.spectrum = LogSpectrum(SIZE_PX)

    def forward(self, x: Tensor) -> Tensor:
        # The authors read pictures with OpenCV: blue first.
        return super().forward(self.spectrum(torch.cat([x[:, 2:3], x[:, 1:2], x[:, 0:1]], 1)))


TEMPLATES = [
    Template(
        id="spec",
        name="Spec",
        summary="A ResNet-34 on the log spectrum of each channel, where upsampling leaves copies.",
        paper=PAPER,
        build=Spec,
        size_px=SIZE_PX,
        colours=([0.0, 0.0, 0.0], [1.0, 1.0, 1.0]),
        outputs=(classes("AI", "real", ai=0),),
    )
]
