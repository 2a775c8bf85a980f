"""Detectors on the image encoder of CLIP ViT-L/14 (arXiv:2103.00020): UnivFD (2302.10174) and RINE (2402.19091).

Each is two files: the encoder as OpenAI or Hugging Face publish it, and a small head as its authors publish it. The
modules name parameters as OpenAI does; `hugging_face` says how Hugging Face spells the same numbers.
"""

import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .template import CLIP, Paper, Template

UNIVFD = Paper(
    "Towards Universal Fake Image Detectors that Generalize Across Generative Models",
    "https://arxiv.org/abs/2302.10174",
    2023,
)
RINE = Paper(
    "Leveraging Representations from Intermediate Encoder-blocks for Synthetic Image Detection",
    "https://arxiv.org/abs/2402.19091",
    2024,
)
SIZE_PX, PATCH_PX, WIDTH, HEADS, DEPTH, FEATURES = 224, 14, 1024, 16, 24, 768
ENCODER = "the image encoder of CLIP ViT-L/14"


class Attention(nn.Module):
    """Softmax attention of all tokens, [n, dim]; queries, keys and values from one matrix, in this order."""

    def __init__(self, dim: int, heads: int):
        super().__init__()
        self.heads = heads
        self.in_proj_weight = nn.Parameter(torch.zeros(3 * dim, dim))
        self.in_proj_bias = nn.Parameter(torch.zeros(3 * dim))
        self.out_proj = nn.Linear(dim, dim)

    def forward(self, x: Tensor) -> Tensor:
        tokens, dim = int(x.shape[0]), int(x.shape[1])
        q, k, v = (
            part.reshape(tokens, self.heads, dim // self.heads).transpose(0, 1)
            for part in F.linear(x, self.in_proj_weight, self.in_proj_bias).split(dim, -1)
        )
        weights = (q * (dim // self.heads) ** -0.5 @ k.transpose(-2, -1)).softmax(-1)
        return self.out_proj((weights @ v).transpose(0, 1).reshape(tokens, dim))


class Mlp(nn.Module):
    """Two linear layers with x * sigmoid(1.702 x) between them, which CLIP has in place of GELU."""

    def __init__(self, dim: int, hidden: int):
        super().__init__()
        self.c_fc = nn.Linear(dim, hidden)
        self.c_proj = nn.Linear(hidden, dim)

    def forward(self, x: Tensor) -> Tensor:
        y = self.c_fc(x)
        return self.c_proj(y * torch.sigmoid(1.702 * y))


class Block(nn.Module):
    """Attention and perceptron, each after a layer norm and added to what came in.

    Returns the tokens and what the second norm made of them on their way to the perceptron, which RINE reads. Without
    perceptron the tokens end there.
    """

    def __init__(self, dim: int, heads: int, perceptron: bool):
        super().__init__()
        self.attn = Attention(dim, heads)
        self.ln_1 = nn.LayerNorm(dim)
        if perceptron:
            self.mlp = Mlp(dim, 4 * dim)
        self.ln_2 = nn.LayerNorm(dim)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        x = x + self.attn(self.ln_1(x))
        normed = self.ln_2(x)
        return (x + self.mlp(normed) if hasattr(self, "mlp") else x), normed


class Transformer(nn.Module):
    def __init__(self, dim: int, heads: int, depth: int, whole: bool):
        super().__init__()
        self.resblocks = nn.ModuleList(Block(dim, heads, whole or n < depth - 1) for n in range(depth))


class ImageEncoder(nn.Module):
    """float32 [1, 3, S, S] -> the class token after the last block [1, dim], and the normed ones of all blocks.

    Tokens are rows of a matrix, not of a batch, so that each linear layer is one Gemm on the weights as they are.
    `whole` is false where only the normed class tokens are read: then the last perceptron, `ln_post` and `proj` are
    left out.
    """

    def __init__(self, size_px: int, patch_px: int, dim: int, heads: int, depth: int, features: int, whole: bool):
        super().__init__()
        self.class_embedding = nn.Parameter(torch.zeros(dim))
        self.positional_embedding = nn.Parameter(torch.zeros(1 + (size_px // patch_px) ** 2, dim))
        if whole:
            self.proj = nn.Parameter(torch.zeros(dim, features))
        self.conv1 = nn.Conv2d(3, dim, patch_px, patch_px, bias=False)
        self.ln_pre = nn.LayerNorm(dim)
        self.transformer = Transformer(dim, heads, depth, whole)
        if whole:
            self.ln_post = nn.LayerNorm(dim)

    def forward(self, x: Tensor) -> tuple[Tensor, list[Tensor]]:
        patches = self.conv1(x)
        dim = int(patches.shape[1])
        patches = patches.reshape(dim, -1).transpose(0, 1)
        tokens = torch.cat([self.class_embedding.reshape(1, dim), patches]) + self.positional_embedding
        tokens = self.ln_pre(tokens)
        normed = []
        for block in self.transformer.resblocks:
            tokens, inside = block(tokens)
            normed.append(inside[:1])
        return tokens[:1], normed


def vit_l14(whole: bool) -> ImageEncoder:
    return ImageEncoder(SIZE_PX, PATCH_PX, WIDTH, HEADS, DEPTH, FEATURES, whole)


class UnivFD(nn.Module):
    """float32 [1, 3, 224, 224] -> [1, 1]: one linear layer on CLIP's image feature, which is not normalised."""

    def __init__(self, encoder: ImageEncoder):
        super().__init__()
        self.visual = encoder
        self.weight = nn.Parameter(torch.zeros(1, int(encoder.proj.shape[1])))
        self.bias = nn.Parameter(torch.zeros(1))

    def forward(self, x: Tensor) -> Tensor:
        token, _ = self.visual(x)
        return F.linear(self.visual.ln_post(token) @ self.visual.proj, self.weight, self.bias)


def projection(width: int, dim: int, layers: int) -> nn.Sequential:
    """Linear layers and ReLU, at the places that dropout leaves them in the authors' numbering: 1, 4, 7, ..."""
    steps: list[nn.Module] = [nn.Dropout()]
    for n in range(layers):
        steps += [nn.Linear(dim if n else width, dim), nn.ReLU(), nn.Dropout()]
    return nn.Sequential(*steps)


class Rine(nn.Module):
    """float32 [1, 3, 224, 224] -> [1, 1], from the class tokens that the second norm of each block gives.

    `alpha` [1, blocks, dim] weighs the blocks for each of the projected features by itself.
    """

    def __init__(self, encoder: ImageEncoder, dim: int, layers: int):
        super().__init__()
        width, depth = int(encoder.class_embedding.shape[0]), len(encoder.transformer.resblocks)
        self.alpha = nn.Parameter(torch.zeros(1, depth, dim))
        self.proj1 = projection(width, dim, layers)
        self.proj2 = projection(dim, dim, layers)
        self.head = nn.Sequential(
            *(nn.Linear(dim, dim), nn.ReLU(), nn.Dropout()),
            *(nn.Linear(dim, dim), nn.ReLU(), nn.Dropout()),
            nn.Linear(dim, 1),
        )
        # Last, so that the tensors of the head lie side by side.
        self.visual = encoder

    def forward(self, x: Tensor) -> Tensor:
        _, normed = self.visual(x)
        projected = self.proj1(torch.cat(normed))
        weighed = (self.alpha[0].softmax(0) * projected).sum(0, keepdim=True)
        return self.head(self.proj2(weighed))


LAYER_OF_HUGGING_FACE = {
    "ln_1": "layer_norm1",
    "ln_2": "layer_norm2",
    "attn.out_proj": "self_attn.out_proj",
    "mlp.c_fc": "mlp.fc1",
    "mlp.c_proj": "mlp.fc2",
}
STEM_OF_HUGGING_FACE = {
    "class_embedding": "embeddings.class_embedding",
    "positional_embedding": "embeddings.position_embedding.weight",
    "conv1.weight": "embeddings.patch_embedding.weight",
    # Spelt so in the library.
    "ln_pre.weight": "pre_layrnorm.weight",
    "ln_pre.bias": "pre_layrnorm.bias",
    "ln_post.weight": "post_layernorm.weight",
    "ln_post.bias": "post_layernorm.bias",
}


def hugging_face(tensor: dict) -> list[dict]:
    """The places of one of OpenAI's tensors under the names of Hugging Face: the same bytes, cut or turned."""
    name, shape, offset = tensor["name"].removeprefix("visual."), tensor["shape"], tensor["offset"]
    if name == "proj":
        return [{"name": "visual_projection.weight", "shape": shape[::-1], "offset": offset, "transposed": True}]
    if name in STEM_OF_HUGGING_FACE:
        return [{"name": f"vision_model.{STEM_OF_HUGGING_FACE[name]}", "shape": shape, "offset": offset}]
    block, rest = name.removeprefix("transformer.resblocks.").split(".", 1)
    layer = f"vision_model.encoder.layers.{block}"
    if rest.startswith("attn.in_proj_"):
        rows = shape[0] // 3
        bytes_ = 4 * rows * (shape[1] if len(shape) == 2 else 1)
        return [
            {
                "name": f"{layer}.self_attn.{part}_proj.{rest.removeprefix('attn.in_proj_')}",
                "shape": [rows, *shape[1:]],
                "offset": offset + n * bytes_,
            }
            for n, part in enumerate("qkv")
        ]
    module, _, kind = rest.rpartition(".")
    return [{"name": f"{layer}.{LAYER_OF_HUGGING_FACE[module]}.{kind}", "shape": shape, "offset": offset}]


def parts(tensors: list[dict], head: str) -> list[dict]:
    """The `weights.parts` of template.json: the head, then the encoder."""
    encoder = [tensor for tensor in tensors if tensor["name"].startswith("visual.")]
    begin, end = encoder[0]["offset"], encoder[-1]["offset"] + 4 * math.prod(encoder[-1]["shape"])
    last = f"visual.transformer.resblocks.{DEPTH - 1}.mlp."
    left_out = not any(tensor["name"].startswith(last) for tensor in encoder)
    unread = [f"{last}{name}" for name in ("c_fc.weight", "c_fc.bias", "c_proj.weight", "c_proj.bias")]
    hugging = {
        "name": "Hugging Face",
        "tensors": [place for tensor in encoder for place in hugging_face(tensor)],
        "unread": [hugging_face({"name": n, "shape": [], "offset": 0})[0]["name"] for n in unread if left_out],
    }
    return [
        {"name": head, "bytes": [0, begin], "unread": [], "alsoSpelt": []},
        {
            "name": ENCODER,
            "bytes": [begin, end],
            "unread": unread if left_out else [],
            "alsoSpelt": [hugging],
        },
    ]


def rine(id_: str, words: str, dim: int, layers: int) -> Template:
    return Template(
        id=id_,
        name=f"RINE, {words}",
        summary=f"CLIP ViT-L/14 with a head of {layers} + {layers} + 3 layers on the class tokens of all its blocks.",
        paper=RINE,
        build=lambda: Rine(vit_l14(whole=False), dim, layers),
        size_px=SIZE_PX,
        colours=CLIP,
        parts=lambda tensors: parts(tensors, f"the head of RINE, {words}"),
    )


TEMPLATES = [
    Template(
        id="univfd",
        name="UnivFD",
        summary="CLIP ViT-L/14, trained on pictures and their captions, with one linear layer on its image feature.",
        paper=UNIVFD,
        build=lambda: UnivFD(vit_l14(whole=True)),
        size_px=SIZE_PX,
        colours=CLIP,
        parts=lambda tensors: parts(tensors, "the head of UnivFD"),
    ),
    rine("rine-1class", "1-class and LDM", 1024, 4),
    rine("rine-2class", "2-class", 128, 4),
    rine("rine-4class", "4-class", 1024, 2),
]
