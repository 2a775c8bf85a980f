"""F3-Net (arXiv:2007.09355): two Xceptions, on frequency bands and on local spectra, that attend to each other.

DCT matrices and band masks are parameters of the public implementations, so they come with a checkpoint.
"""

import math

import torch
from torch import Tensor, nn

from .template import Paper, Template, classes, resize
from .xception import Xception

PAPER = Paper(
    "Thinking in Frequency: Face Forgery Detection by Mining Frequency-aware Clues",
    "https://arxiv.org/abs/2007.09355",
    2020,
)
SIZE_PX = 299
BANDS = 4
WINDOW_PX = 10
LOCAL_BANDS = 6
# Keeps the logarithm finite where a coefficient is zero.
FLOOR = 1e-15


def dct_matrix(size: int) -> Tensor:
    """The orthonormal DCT-II: row k holds frequency k."""
    at = torch.arange(size, dtype=torch.float64)
    matrix = torch.cos(math.pi / size * at[:, None] * (at[None] + 0.5)) * math.sqrt(2 / size)
    matrix[0] /= math.sqrt(2)
    return matrix.float()


class Band(nn.Module):
    """A fixed mask of frequencies and a learnt correction of at most 1."""

    def __init__(self, size: int, low: float, high: float):
        super().__init__()
        at = torch.arange(size)
        order = at[:, None] + at[None]
        self.base = nn.Parameter(((order >= low) & (order <= high)).float(), requires_grad=False)
        self.learnable = nn.Parameter(torch.zeros(size, size))

    def mask(self) -> Tensor:
        return self.base + (2.0 * torch.sigmoid(self.learnable) - 1.0)


class BandImages(nn.Module):
    """FAD: [1, 3, 299, 299] -> [1, 12, 299, 299], the image with low, middle, high and all frequencies."""

    def __init__(self):
        super().__init__()
        matrix = dct_matrix(SIZE_PX)
        self._DCT_all = nn.Parameter(matrix, requires_grad=False)
        self._DCT_all_T = nn.Parameter(matrix.T.contiguous(), requires_grad=False)
        limits = [(0, SIZE_PX // 2.82), (SIZE_PX // 2.82, SIZE_PX // 2), (SIZE_PX // 2, 2 * SIZE_PX), (0, 2 * SIZE_PX)]
        self.filters = nn.ModuleList(Band(SIZE_PX, low, high) for low, high in limits)

    def forward(self, x: Tensor) -> Tensor:
        spectrum = self._DCT_all @ x @ self._DCT_all_T
        return torch.cat([self._DCT_all_T @ (spectrum * band.mask()) @ self._DCT_all for band in self.filters], 1)


class LocalSpectra(nn.Module):
    """LFS: [1, 3, 299, 299] -> [1, 6, 149, 149], the mean log amplitude of six bands around every second pixel."""

    def __init__(self):
        super().__init__()
        matrix = dct_matrix(WINDOW_PX)
        self._DCT_patch = nn.Parameter(matrix, requires_grad=False)
        self._DCT_patch_T = nn.Parameter(matrix.T.contiguous(), requires_grad=False)
        step = 2 * WINDOW_PX / LOCAL_BANDS
        self.filters = nn.ModuleList(Band(WINDOW_PX, step * i, step * (i + 1)) for i in range(LOCAL_BANDS))

    def forward(self, x: Tensor) -> Tensor:
        grey = 0.299 * x[:, 0:1] + 0.587 * x[:, 1:2] + 0.114 * x[:, 2:3]
        # The transform of every window as one convolution: a kernel for each of the 100 coefficients.
        rows, columns = self._DCT_patch, self._DCT_patch_T.transpose(0, 1)
        kernels = rows[:, None, :, None] * columns[None, :, None, :]
        kernels = kernels.reshape(WINDOW_PX**2, 1, WINDOW_PX, WINDOW_PX)
        spectra = nn.functional.conv2d((grey + 1.0) * 122.5, kernels, stride=2, padding=4)
        log = torch.log(spectra.abs() + FLOOR) / math.log(10)
        weights = [(band.mask() / band.base.sum()).reshape(1, WINDOW_PX**2, 1, 1) for band in self.filters]
        return nn.functional.conv2d(log, torch.cat(weights, 0))


class MixBlock(nn.Module):
    """Each of two feature maps [1, c, w, w] gets a part of the other, where an attention of both says so."""

    def __init__(self, channels: int):
        super().__init__()
        self.FAD_query, self.LFS_query = (nn.Conv2d(channels, channels, 1) for _ in range(2))
        self.FAD_key, self.LFS_key = (nn.Conv2d(channels, channels, 1) for _ in range(2))
        self.FAD_gamma, self.LFS_gamma = nn.Parameter(torch.zeros(1)), nn.Parameter(torch.zeros(1))
        self.FAD_conv, self.LFS_conv = (nn.Conv2d(channels, channels, 1, groups=channels) for _ in range(2))
        self.FAD_bn, self.LFS_bn = nn.BatchNorm2d(channels), nn.BatchNorm2d(channels)

    def forward(self, fad: Tensor, lfs: Tensor) -> tuple[Tensor, Tensor]:
        query = torch.cat([self.FAD_query(fad), self.LFS_query(lfs)], 3)
        key = torch.cat([self.FAD_key(fad).transpose(2, 3), self.LFS_key(lfs).transpose(2, 3)], 2)
        attention = (query @ key).softmax(-1)
        from_lfs = lfs * attention * (2.0 * torch.sigmoid(self.LFS_gamma) - 1.0)
        from_fad = fad * attention * (2.0 * torch.sigmoid(self.FAD_gamma) - 1.0)
        return fad + self.FAD_bn(self.FAD_conv(from_lfs)), lfs + self.LFS_bn(self.LFS_conv(from_fad))


class F3Net(nn.Module):
    """float32 [1, 3, 299, 299] in -1..1 -> logits [1, 2], as the paper has it: the branches mix twice."""

    def __init__(self):
        super().__init__()
        self.fad_head, self.lfs_head = BandImages(), LocalSpectra()
        self.fad_excep, self.lfs_excep = Xception(3 * BANDS), Xception(LOCAL_BANDS, stride=1)
        self.mix_block7, self.mix_block12 = MixBlock(728), MixBlock(1024)
        self.fc = nn.Linear(4096, 2)

    def forward(self, x: Tensor) -> Tensor:
        fad, lfs = self.fad_excep.entry(self.fad_head(x)), self.lfs_excep.entry(self.lfs_head(x))
        fad, lfs = self.mix_block7(fad, lfs)
        fad, lfs = self.mix_block12(self.fad_excep.middle(fad), self.lfs_excep.middle(lfs))
        return self.fc(torch.cat([self.fad_excep.exit(fad), self.lfs_excep.exit(lfs)], 1))


class F3NetBoth(nn.Module):
    """float32 [1, 3, 299, 299] in -1..1 -> logit [1, 1], as the widespread implementation has it: side by side."""

    def __init__(self):
        super().__init__()
        self.FAD_head, self.LFS_head = BandImages(), LocalSpectra()
        self.FAD_xcep, self.LFS_xcep = Xception(3 * BANDS), Xception(LOCAL_BANDS, stride=1)
        self.fc = nn.Linear(4096, 1)

    def forward(self, x: Tensor) -> Tensor:
        branches = ((self.FAD_xcep, self.FAD_head(x)), (self.LFS_xcep, self.LFS_head(x)))
        return self.fc(torch.cat([xception.exit(xception.middle(xception.entry(y))) for xception, y in branches], 1))


TEMPLATES = [
    Template(
        id="f3net",
        name="F3-Net",
        summary="Two Xceptions, on frequency bands and on local spectra of an image, that attend to each other.",
        paper=PAPER,
        build=F3Net,
        size_px=SIZE_PX,
        colours=([0.5, 0.5, 0.5], [0.5, 0.5, 0.5]),
        resize=resize("both-sides", SIZE_PX, "bicubic"),
        outputs=(classes("real", "AI", ai=1),),
    ),
    Template(
        id="f3net-both",
        name="F3-Net, not mixed",
        summary="Two Xceptions, on frequency bands and on local spectra of an image, side by side.",
        paper=PAPER,
        build=F3NetBoth,
        size_px=SIZE_PX,
        colours=([0.5, 0.5, 0.5], [0.5, 0.5, 0.5]),
        resize=resize("both-sides", SIZE_PX, "bicubic"),
    ),
]
