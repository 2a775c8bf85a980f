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


class LogSpectrum(nn.Module):
    """Logarithm of the DFT's amplitude, each channel scaled to -1..1; [1, 3, S, S], the mean at the top left.

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
        low, high = log.amin((2, 3), keepdim=True), log.amax((2, 3), keepdim=True)
        return (log - low) / (high - low) * 2.0 - 1.0


class Spec(ResNet):
    """float32 [1, 3, 224, 224], pixels in 0..1 -> logits [1, 2]."""

    def __init__(self):
        super().__init__(BasicBlock, [3, 4, 6, 3], 2)
        self.spectrum = LogSpectrum(SIZE_PX)

    def forward(self, x: Tensor) -> Tensor:
        return super().forward(self.spectrum(x))


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
