"""CLIP's image encoder and the heads on it, in small: against Hugging Face's module, and the names of public files."""

import math

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from templates.clip import DEPTH, ImageEncoder, Rine, UnivFD, hugging_face, parts
from templates.seeded import load_seeded

SIZE_PX, PATCH_PX, DIM, HEADS, FEATURES = 28, 14, 8, 2, 6


def encoder(depth: int = 2, whole: bool = True) -> ImageEncoder:
    return ImageEncoder(SIZE_PX, PATCH_PX, DIM, HEADS, depth, FEATURES, whole)


def laid_out(module: torch.nn.Module) -> tuple[list[dict], np.ndarray]:
    """The `weights.tensors` of a module, and its weights as one row."""
    tensors, offset = [], 0
    for name, tensor in module.state_dict().items():
        tensors.append({"name": name, "shape": list(tensor.shape), "offset": offset})
        offset += 4 * tensor.numel()
    return tensors, np.concatenate([tensor.numpy().ravel() for tensor in module.state_dict().values()])


def at(place: dict, row: np.ndarray) -> torch.Tensor:
    """What a file of the other library holds under this name."""
    begin, shape = place["offset"] // 4, place["shape"]
    values = row[begin : begin + math.prod(shape)]
    turned = values.reshape(shape[::-1]).T if place.get("transposed") else values.reshape(shape)
    return torch.from_numpy(turned.copy())


def test_the_module_and_the_other_names_are_those_of_hugging_face():
    transformers = pytest.importorskip("transformers")
    ours = load_seeded(UnivFD(encoder()))
    tensors, row = laid_out(ours)
    state = {
        place["name"]: at(place, row)
        for tensor in tensors
        if tensor["name"].startswith("visual.")
        for place in hugging_face(tensor)
    }
    config = transformers.CLIPVisionConfig(
        hidden_size=DIM,
        intermediate_size=4 * DIM,
        projection_dim=FEATURES,
        num_hidden_layers=2,
        num_attention_heads=HEADS,
        image_size=SIZE_PX,
        patch_size=PATCH_PX,
    )
    theirs = transformers.CLIPVisionModelWithProjection(config).eval()
    missing, unexpected = theirs.load_state_dict(state, strict=False)
    assert [name for name in missing if not name.endswith("position_ids")] == [] and unexpected == []
    x = torch.from_numpy(np.random.default_rng(3).normal(size=(1, 3, SIZE_PX, SIZE_PX)).astype(np.float32))
    with torch.no_grad():
        expected = F.linear(theirs(x).image_embeds, ours.weight, ours.bias)
        assert (ours(x) - expected).abs().max() <= 1e-5


def test_rine_reads_what_the_second_norm_gives_in_every_block():
    whole, short = encoder(3), encoder(3, whole=False)
    state = load_seeded(whole).state_dict()
    short.load_state_dict({name: state[name] for name in short.state_dict()})
    left_out = set(state) - set(short.state_dict())
    assert left_out == {"proj", "ln_post.weight", "ln_post.bias"} | {
        f"transformer.resblocks.2.mlp.{layer}.{kind}" for layer in ("c_fc", "c_proj") for kind in ("weight", "bias")
    }
    seen = []
    for block in whole.transformer.resblocks:
        block.ln_2.register_forward_hook(lambda _module, _inputs, output: seen.append(output[:1]))
    x = torch.from_numpy(np.random.default_rng(3).normal(size=(1, 3, SIZE_PX, SIZE_PX)).astype(np.float32))
    with torch.no_grad():
        whole(x)
        _, normed = short.eval()(x)
    assert len(normed) == 3 and torch.equal(torch.cat(normed), torch.cat(seen))


def test_heads_have_the_names_of_the_public_files():
    shapes = {name: tuple(t.shape) for name, t in Rine(encoder(DEPTH, whole=False), 128, 4).state_dict().items()}
    head = {name: shape for name, shape in shapes.items() if not name.startswith("visual.")}
    # As in ckpt/model_2class_trainable.pth of https://github.com/mever-team/rine, whose encoder is 1024 wide.
    layers = [("proj1", n) for n in (1, 4, 7, 10)] + [("proj2", n) for n in (1, 4, 7, 10)] + [("head", 0), ("head", 3)]
    square = {f"{part}.{n}.weight": (128, 128) for part, n in layers} | {f"{part}.{n}.bias": (128,) for part, n in layers}
    assert head == square | {
        "alpha": (1, 24, 128),
        "proj1.1.weight": (128, DIM),
        "head.6.weight": (1, 128),
        "head.6.bias": (1,),
    }
    # As in pretrained_weights/fc_weights.pth of https://github.com/WisconsinAIVision/UniversalFakeDetect.
    names = [name for name in UnivFD(encoder()).state_dict() if not name.startswith("visual.")]
    assert names == ["weight", "bias"]


@pytest.mark.parametrize("module", [UnivFD(encoder(DEPTH)), Rine(encoder(DEPTH, whole=False), 16, 2)], ids=["whole", "short"])
def test_the_other_names_cover_the_same_bytes(module):
    tensors, row = laid_out(module)
    head, image = parts(tensors, "the head")
    assert head["bytes"] == [0, image["bytes"][0]] and image["bytes"][1] == 4 * row.size
    (other,) = image["alsoSpelt"]
    ends = image["bytes"][0]
    for place in sorted(other["tensors"], key=lambda place: place["offset"]):
        assert place["offset"] == ends
        ends += 4 * math.prod(place["shape"])
    assert ends == image["bytes"][1]
    assert len(image["unread"]) == len(other["unread"]) == (0 if isinstance(module, UnivFD) else 4)
