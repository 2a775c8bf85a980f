"""Vision transformers (arXiv:2010.11929, 2012.12877) under timm's names, and the detectors that are one."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .resnet import GENIMAGE, GENIMAGE_CLASSES
from .template import IMAGENET, Paper, Template, resize

COMMUNITY_FORENSICS = Paper(
    "Community Forensics: Using Thousands of Generators to Train Fake Image Detectors",
    "https://arxiv.org/abs/2411.04125",
    2024,
)
# timm's transformers normalise with this, torch's layer norm with 1e-5 unless told.
LAYER_NORM_EPS = 1e-6


class Attention(nn.Module):
    """Softmax attention of all tokens, [1, n, dim]; queries, keys and values from one linear layer, in this order."""

    def __init__(self, dim: int, heads: int):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(dim, 3 * dim)
        self.proj = nn.Linear(dim, dim)

    def forward(self, x: Tensor) -> Tensor:
        tokens, dim = int(x.shape[1]), int(x.shape[2])
        q, k, v = (
            part.reshape(1, tokens, self.heads, dim // self.heads).transpose(1, 2)
            for part in self.qkv(x).split(dim, -1)
        )
        weights = (q * (dim // self.heads) ** -0.5 @ k.transpose(-2, -1)).softmax(-1)
        return self.proj((weights @ v).transpose(1, 2).reshape(1, tokens, dim))


class Mlp(nn.Module):
    """Two linear layers with the exact GELU between them."""

    def __init__(self, dim: int, hidden: int):
        super().__init__()
        self.fc1 = nn.Linear(dim, hidden)
        self.fc2 = nn.Linear(hidden, dim)

    def forward(self, x: Tensor) -> Tensor:
        return self.fc2(F.gelu(self.fc1(x)))


class Block(nn.Module):
    """Attention and perceptron, each after a layer norm and added to what came in."""

    def __init__(self, dim: int, heads: int):
        super().__init__()
        self.norm1 = nn.LayerNorm(dim, LAYER_NORM_EPS)
        self.attn = Attention(dim, heads)
        self.norm2 = nn.LayerNorm(dim, LAYER_NORM_EPS)
        self.mlp = Mlp(dim, 4 * dim)

    def forward(self, x: Tensor) -> Tensor:
        x = x + self.attn(self.norm1(x))
        return x + self.mlp(self.norm2(x))


class PatchEmbed(nn.Module):
    """One token a patch: float32 [1, 3, S, S] -> [1, (S / patch)^2, dim]."""

    def __init__(self, dim: int, patch_px: int):
        super().__init__()
        self.proj = nn.Conv2d(3, dim, patch_px, patch_px)

    def forward(self, x: Tensor) -> Tensor:
        y = self.proj(x)
        return y.reshape(1, int(y.shape[1]), -1).transpose(1, 2)


class VisionTransformer(nn.Module):
    """float32 [1, 3, S, S] -> logits [1, outputs], read from the class token."""

    def __init__(self, size_px: int, outputs: int, dim: int = 384, heads: int = 6, depth: int = 12, patch_px: int = 16):
        super().__init__()
        self.cls_token = nn.Parameter(torch.zeros(1, 1, dim))
        self.pos_embed = nn.Parameter(torch.zeros(1, 1 + (size_px // patch_px) ** 2, dim))
        self.patch_embed = PatchEmbed(dim, patch_px)
        self.blocks = nn.Sequential(*(Block(dim, heads) for _ in range(depth)))
        self.norm = nn.LayerNorm(dim, LAYER_NORM_EPS)
        self.head = nn.Linear(dim, outputs)

    def forward(self, x: Tensor) -> Tensor:
        tokens = torch.cat([self.cls_token, self.patch_embed(x)], 1) + self.pos_embed
        return self.head(self.norm(self.blocks(tokens))[:, 0])


TEMPLATES = [
    Template(
        id="deit-s",
        name="DeiT-S",
        summary="A small vision transformer with two classes, AI first (GenImage's folders are ‘ai’ and ‘nature’).",
        paper=GENIMAGE,
        build=lambda: VisionTransformer(224, 2),
        size_px=224,
        colours=IMAGENET,
        resize=resize("shorter-side", 256, "bicubic"),
        outputs=(GENIMAGE_CLASSES,),
    ),
    Template(
        id="community-forensics-384",
        name="Community Forensics",
        summary="A small vision transformer at 384 pixels, trained on pictures of thousands of generators.",
        paper=COMMUNITY_FORENSICS,
        build=lambda: VisionTransformer(384, 1),
        size_px=384,
        colours=IMAGENET,
        resize=resize("shorter-side", 440, "bilinear"),
    ),
    Template(
        id="community-forensics-224",
        name="Community Forensics, 224 px",
        summary="A small vision transformer at 224 pixels, trained on pictures of thousands of generators.",
        paper=COMMUNITY_FORENSICS,
        build=lambda: VisionTransformer(224, 1),
        size_px=224,
        colours=IMAGENET,
        resize=resize("shorter-side", 256, "bilinear"),
    ),
]
