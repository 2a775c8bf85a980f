"""Swin-T (arXiv:2103.14030) under timm's current names, and under those of its authors."""

import torch
from torch import Tensor, nn

from .resnet import GENIMAGE, GENIMAGE_CLASSES
from .template import IMAGENET, Template, resize
from .vit import Mlp

WINDOW = 7
DEPTHS = [2, 2, 6, 2]
HEADS = [3, 6, 12, 24]
DIM = 96
# Of the plane of tokens: an image of 224 pixels in patches of 4.
SIDE = 56
# What a window that spans both ends of the shifted plane adds to the attention between them.
MASKED = -100.0


def relative_position_index() -> Tensor:
    """int32 [49 * 49]: for each pair of tokens of a window, the row of the table that holds their offset."""
    y, x = torch.meshgrid(torch.arange(WINDOW), torch.arange(WINDOW), indexing="ij")
    y, x = y.flatten(), x.flatten()
    rows = (y[:, None] - y[None]) + WINDOW - 1
    columns = (x[:, None] - x[None]) + WINDOW - 1
    return (rows * (2 * WINDOW - 1) + columns).flatten().int()


def to_windows(x: Tensor, side: int) -> Tensor:
    """[side, side, c] -> [windows, 49, c]. Four dimensions at most, which every backend can transpose."""
    n, c = side // WINDOW, int(x.shape[-1])
    return x.reshape(n, WINDOW, n, WINDOW * c).transpose(1, 2).reshape(n * n, WINDOW * WINDOW, c)


def from_windows(x: Tensor, side: int) -> Tensor:
    """[windows, 49, c] -> [side, side, c]."""
    n, c = side // WINDOW, int(x.shape[-1])
    return x.reshape(n, n, WINDOW, WINDOW * c).transpose(1, 2).reshape(side, side, c)


def shifted_regions(side: int, shift: int) -> Tensor:
    """int32 [windows, 49]: which of the nine pieces of the shifted plane each token comes from."""
    at = torch.arange(side)
    piece = (at >= side - WINDOW).long() + (at >= side - shift).long()
    return to_windows((3 * piece[:, None] + piece[None]).int()[..., None], side)[..., 0]


class WindowAttention(nn.Module):
    """Softmax attention inside windows [windows, 49, dim], with a learnt bias for each offset of two tokens."""

    def __init__(self, dim: int, heads: int, side: int, shift: int):
        super().__init__()
        self.heads = heads
        self.relative_position_bias_table = nn.Parameter(torch.zeros((2 * WINDOW - 1) ** 2, heads))
        self.qkv = nn.Linear(dim, 3 * dim)
        self.proj = nn.Linear(dim, dim)
        self.register_buffer("index", relative_position_index())
        self.register_buffer("regions", shifted_regions(side, shift) if shift else None)

    def bias(self) -> Tensor:
        """[1, heads, 49, 49], or [windows, heads, 49, 49] where windows span two pieces of the plane."""
        rows = torch.index_select(self.relative_position_bias_table, 0, self.index)
        bias = rows.reshape(WINDOW**2, WINDOW**2, self.heads).permute(2, 0, 1)[None]
        if self.regions is None:
            return bias
        # Computed in the graph from 49 numbers a window: the mask itself would take 600 kB.
        regions = self.regions.float()
        apart = (regions[:, None, :, None] - regions[:, None, None, :]).abs()
        # The lesser of that and 1, without a clamp: around one the exporter writes casts that ORT 1.30 cannot place on WebGPU.
        apart = 1 - torch.relu(1 - apart)
        return bias + MASKED * apart

    def forward(self, x: Tensor) -> Tensor:
        windows, tokens, dim = (int(side) for side in x.shape)
        q, k, v = (
            part.reshape(windows, tokens, self.heads, dim // self.heads).transpose(1, 2)
            for part in self.qkv(x).split(dim, -1)
        )
        weights = (q * (dim // self.heads) ** -0.5 @ k.transpose(-2, -1) + self.bias()).softmax(-1)
        return self.proj((weights @ v).transpose(1, 2).reshape(windows, tokens, dim))


def rolled(x: Tensor, shift: int) -> Tensor:
    """Both axes of the plane moved by `shift` towards the start, around the end."""
    for axis in (0, 1):
        cut = shift % int(x.shape[axis])
        x = torch.cat([x.narrow(axis, cut, int(x.shape[axis]) - cut), x.narrow(axis, 0, cut)], axis)
    return x


class Block(nn.Module):
    """Window attention, of shifted windows where there is a shift, and a perceptron; [side, side, dim]."""

    def __init__(self, dim: int, heads: int, side: int, shift: int):
        super().__init__()
        self.side, self.shift = side, shift
        self.norm1 = nn.LayerNorm(dim)
        self.attn = WindowAttention(dim, heads, side, shift)
        self.norm2 = nn.LayerNorm(dim)
        self.mlp = Mlp(dim, 4 * dim)

    def forward(self, x: Tensor) -> Tensor:
        y = self.norm1(x)
        if self.shift:
            y = rolled(y, self.shift)
        y = from_windows(self.attn(to_windows(y, self.side)), self.side)
        if self.shift:
            y = rolled(y, -self.shift)
        x = x + y
        return x + self.mlp(self.norm2(x))


class PatchMerging(nn.Module):
    """Four neighbours to one token: [side, side, dim] -> [side / 2, side / 2, 2 dim]; columns of the cell outermost."""

    def __init__(self, dim: int):
        super().__init__()
        self.norm = nn.LayerNorm(4 * dim)
        self.reduction = nn.Linear(4 * dim, 2 * dim, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        cell = [x[row::2, column::2] for column in (0, 1) for row in (0, 1)]
        return self.reduction(self.norm(torch.cat(cell, -1)))


def blocks(level: int) -> nn.Sequential:
    """The blocks of a stage. Every second one shifts its windows by half, unless the plane is a single window."""
    side = SIDE // 2**level
    shift = WINDOW // 2 if side > WINDOW else 0
    return nn.Sequential(*(Block(DIM * 2**level, HEADS[level], side, i % 2 * shift) for i in range(DEPTHS[level])))


class Stage(nn.Module):
    """Merging, then blocks."""

    def __init__(self, level: int):
        super().__init__()
        self.downsample = PatchMerging(DIM * 2 ** (level - 1)) if level else nn.Identity()
        self.blocks = blocks(level)

    def forward(self, x: Tensor) -> Tensor:
        return self.blocks(self.downsample(x))


class OriginalStage(nn.Module):
    """Blocks, then merging: the same network, but a merging is numbered with the stage before it."""

    def __init__(self, level: int):
        super().__init__()
        self.blocks = blocks(level)
        self.downsample = PatchMerging(DIM * 2**level) if level < len(DEPTHS) - 1 else nn.Identity()

    def forward(self, x: Tensor) -> Tensor:
        return self.downsample(self.blocks(x))


class PatchEmbed(nn.Module):
    """float32 [1, 3, 224, 224] -> [56, 56, 96]."""

    def __init__(self):
        super().__init__()
        self.proj = nn.Conv2d(3, DIM, 4, 4)
        self.norm = nn.LayerNorm(DIM)

    def forward(self, x: Tensor) -> Tensor:
        return self.norm(self.proj(x)[0].permute(1, 2, 0))


class Head(nn.Module):
    """The mean over the plane, and a linear layer."""

    def __init__(self, dim: int, outputs: int):
        super().__init__()
        self.fc = nn.Linear(dim, outputs)

    def forward(self, x: Tensor) -> Tensor:
        return self.fc(x.mean((0, 1))[None])


class SwinTiny(nn.Module):
    """float32 [1, 3, 224, 224] -> logits [1, outputs]."""

    def __init__(self, outputs: int):
        super().__init__()
        self.patch_embed = PatchEmbed()
        self.layers = nn.Sequential(*(Stage(level) for level in range(len(DEPTHS))))
        self.norm = nn.LayerNorm(8 * DIM)
        self.head = Head(8 * DIM, outputs)

    def forward(self, x: Tensor) -> Tensor:
        return self.head(self.norm(self.layers(self.patch_embed(x))))


class OriginalSwinTiny(nn.Module):
    """The same under the names of the authors' repository."""

    def __init__(self, outputs: int):
        super().__init__()
        self.patch_embed = PatchEmbed()
        self.layers = nn.Sequential(*(OriginalStage(level) for level in range(len(DEPTHS))))
        self.norm = nn.LayerNorm(8 * DIM)
        self.head = nn.Linear(8 * DIM, outputs)

    def forward(self, x: Tensor) -> Tensor:
        return self.head(self.norm(self.layers(self.patch_embed(x))).mean((0, 1))[None])


TEMPLATES = [
    Template(
        id="swin-t",
        name="Swin-T",
        summary="Transformer of shifted windows with two classes, AI first (GenImage's folders are ‘ai’ and ‘nature’).",
        paper=GENIMAGE,
        build=lambda: SwinTiny(2),
        size_px=224,
        colours=IMAGENET,
        resize=resize("shorter-side", 256, "bicubic"),
        outputs=(GENIMAGE_CLASSES,),
    ),
    Template(
        id="swin-t-original",
        name="Swin-T, original names",
        summary="Swin-T with two classes, AI first, as saved by the code of its authors, which GenImage used.",
        paper=GENIMAGE,
        build=lambda: OriginalSwinTiny(2),
        size_px=224,
        colours=IMAGENET,
        resize=resize("shorter-side", 256, "bicubic"),
        outputs=(GENIMAGE_CLASSES,),
    ),
]
