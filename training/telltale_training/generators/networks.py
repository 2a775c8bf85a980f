"""Four autoencoders that differ in how their decoder enlarges, which is what leaves a trace.

| kind                     | factor | decoder                                    | bottleneck                     |
|--------------------------|--------|--------------------------------------------|--------------------------------|
| transposed-convolution   | 8      | ConvTranspose 4x4 stride 2                 | 24 channels                    |
| nearest-convolution      | 8      | nearest x2, then 3x3 convolution           | 24 channels                    |
| sub-pixel-shuffle        | 4      | 3x3 convolution, then PixelShuffle         | 8 channels                     |
| vector-quantised         | 4      | ConvTranspose 4x4 stride 2 (as VQ-VAE)     | 2 codebooks of 512 codes in 8 D |

Transposed convolutions and the shuffle enlarge straight to RGB, as DCGAN, VQ-VAE and ESPCN do: a convolution after them
would hide part of their grid. Repetition needs one.

There is no normalisation layer: its statistics would run over the whole image, so that a pixel would depend on the
size of the picture, and it is the dearest layer on a CPU.
"""

from typing import Protocol

import torch
from torch import Tensor, nn
from torch.nn import functional as F

KINDS = ("transposed-convolution", "nearest-convolution", "sub-pixel-shuffle", "vector-quantised")
# Sides of an input are multiples of this, whatever the kind.
SIDE_MULTIPLE_PX = 8


def activation() -> nn.Module:
    return nn.LeakyReLU(0.1)


class Residual(nn.Module):
    """x + two 3x3 convolutions; starts near the identity, which replaces a norm."""

    def __init__(self, channels: int):
        super().__init__()
        self.body = nn.Sequential(
            activation(),
            nn.Conv2d(channels, channels, 3, padding=1),
            activation(),
            nn.Conv2d(channels, channels, 3, padding=1),
        )

    def forward(self, x: Tensor) -> Tensor:
        return x + self.body(x)


@torch.no_grad()
def initialise(network: nn.Module) -> None:
    """Variance kept by every convolution, residuals near the identity.

    torch's default takes the outputs of a transposed convolution for its fan and forgets the stride; such a decoder
    starts so faint that it had not found the red-green axis after 2,800 steps.
    """
    for module in network.modules():
        if isinstance(module, nn.Conv2d | nn.ConvTranspose2d):
            taps = module.kernel_size[0] * module.kernel_size[1]
            if isinstance(module, nn.ConvTranspose2d):
                taps //= module.stride[0] * module.stride[1]
            module.weight.normal_(0, (module.in_channels * taps) ** -0.5)
            module.bias.zero_()
    for module in network.modules():
        if isinstance(module, Residual):
            module.body[-1].weight *= 0.1


def transposed_up(inputs: int, outputs: int) -> nn.Module:
    return nn.ConvTranspose2d(inputs, outputs, 4, stride=2, padding=1)


def nearest_up(inputs: int, outputs: int) -> nn.Module:
    return nn.Sequential(nn.Upsample(scale_factor=2, mode="nearest"), nn.Conv2d(inputs, outputs, 3, padding=1))


def shuffle_up(inputs: int, outputs: int) -> nn.Module:
    return nn.Sequential(nn.Conv2d(inputs, 4 * outputs, 3, padding=1), nn.PixelShuffle(2))


class UpLayer(Protocol):
    def __call__(self, inputs: int, outputs: int) -> nn.Module: ...


class Encoder(nn.Sequential):
    """[n, 3, H, W] -> [n, latent, H / 2^k, W / 2^k] with k = len(widths), fine widths first."""

    def __init__(self, widths: tuple[int, ...], latent: int):
        layers: list[nn.Module] = []
        for inputs, outputs in zip((3, *widths), widths, strict=False):
            layers += [nn.Conv2d(inputs, outputs, 4, stride=2, padding=1), Residual(outputs)]
        super().__init__(*layers, nn.Conv2d(widths[-1], latent, 1))


class Decoder(nn.Sequential):
    """The encoder's mirror. `full` channels at full size before the last convolution; 0 enlarges straight to RGB."""

    def __init__(self, widths: tuple[int, ...], latent: int, full: int, up: UpLayer):
        layers: list[nn.Module] = [nn.Conv2d(latent, widths[-1], 3, padding=1), Residual(widths[-1])]
        coarse_first = widths[::-1]
        for inputs, outputs in zip(coarse_first, coarse_first[1:], strict=False):
            layers += [up(inputs, outputs), Residual(outputs)]
        layers += [activation(), up(widths[0], full or 3)]
        if full:
            layers += [activation(), nn.Conv2d(full, 3, 3, padding=1)]
        super().__init__(*layers)


class Codebook(nn.Module):
    """Nearest of `codes` vectors; gradients pass straight through (van den Oord et al. 2017).

    The vectors are running means of what was assigned to them (their appendix A.1); a vector that little is assigned
    to is moved onto a random input, or most of the book would stay unused.
    """

    DECAY = 0.98
    DEAD_BELOW = 0.05  # inputs per step, running mean

    def __init__(self, codes: int, channels: int):
        super().__init__()
        self.register_buffer("codes", torch.randn(codes, channels))
        self.register_buffer("counts", torch.zeros(codes))
        self.register_buffer("sums", torch.zeros(codes, channels))

    def nearest(self, z: Tensor) -> Tensor:
        """Index [n, h, w] of the nearest code. |z|^2 is the same for all codes and left out."""
        weight = (-2 * self.codes)[:, :, None, None]
        return F.conv2d(z, weight, self.codes.square().sum(1)).argmin(1)

    @torch.no_grad()
    def learn(self, z: Tensor, index: Tensor) -> None:
        vectors, index = z.permute(0, 2, 3, 1).reshape(-1, z.shape[1]), index.flatten()
        counts = torch.bincount(index, minlength=len(self.codes)).to(vectors.dtype)
        sums = torch.zeros_like(self.sums).index_add_(0, index, vectors)
        self.counts.lerp_(counts, 1 - self.DECAY)
        self.sums.lerp_(sums, 1 - self.DECAY)
        dead = self.counts < self.DEAD_BELOW
        drawn = vectors[torch.randint(len(vectors), (int(dead.sum()),))]
        self.counts[dead], self.sums[dead] = 1.0, drawn
        self.codes.copy_(self.sums / self.counts[:, None])

    def forward(self, z: Tensor) -> tuple[Tensor, Tensor]:
        """The quantised z, and the commitment penalty that keeps the encoder near its codes."""
        index = self.nearest(z.detach())
        quantised = F.embedding(index, self.codes).permute(0, 3, 1, 2)
        penalty = (z - quantised).square().mean()
        if self.training:
            self.learn(z.detach(), index)
            quantised = z + (quantised - z).detach()
        return quantised, penalty


class ProductQuantiser(nn.Module):
    """One codebook for each equal part of the channels: 2 x 512 codes say as much as one book of 262,144."""

    def __init__(self, books: int, codes: int, channels: int):
        super().__init__()
        # Kept as a number: taken from a tensor's shape it would become arithmetic in the ONNX graph.
        self.part = channels // books
        self.books = nn.ModuleList(Codebook(codes, self.part) for _ in range(books))

    def forward(self, z: Tensor) -> tuple[Tensor, Tensor]:
        parts = z.split(self.part, dim=1)
        quantised, penalties = zip(*(book(part) for book, part in zip(self.books, parts, strict=True)), strict=True)
        return torch.cat(quantised, 1), torch.stack(penalties).mean()


OPTIONS = {
    "transposed-convolution": {"widths": (16, 24, 40), "latent": 24, "full": 0, "up": transposed_up},
    "nearest-convolution": {"widths": (16, 24, 40), "latent": 24, "full": 16, "up": nearest_up},
    "sub-pixel-shuffle": {"widths": (24, 40), "latent": 8, "full": 0, "up": shuffle_up},
    "vector-quantised": {"widths": (24, 40), "latent": 16, "full": 0, "up": transposed_up},
}


class Autoencoder(nn.Module):
    """float32 [n, 3, H, W] in [0, 1] -> the same shape and range; H and W are multiples of SIDE_MULTIPLE_PX."""

    def __init__(self, kind: str):
        super().__init__()
        if kind not in OPTIONS:
            raise ValueError(f"kind must be one of {KINDS}, found {kind!r}")
        options = OPTIONS[kind]
        self.kind = kind
        self.factor = 2 ** len(options["widths"])
        self.encoder = Encoder(options["widths"], options["latent"])
        self.decoder = Decoder(options["widths"], options["latent"], options["full"], options["up"])
        self.quantiser = ProductQuantiser(2, 512, options["latent"]) if kind == "vector-quantised" else None
        initialise(self)

    def reconstruct_unclipped(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """What training sees: no clipping, whose gradient is zero outside the range, and the bottleneck's penalty."""
        z, penalty = self.encoder(2 * x - 1), x.new_zeros(())
        if self.quantiser is not None:
            z, penalty = self.quantiser(z)
        return 0.5 * self.decoder(z) + 0.5, penalty

    def forward(self, x: Tensor) -> Tensor:
        return self.reconstruct_unclipped(x)[0].clamp(0, 1)
