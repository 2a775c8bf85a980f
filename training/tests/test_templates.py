"""The committed templates: what the contract says of them, their names and their logits against PyTorch's."""

import csv
import hashlib
import json
import os
import re
from pathlib import Path

import numpy as np
import onnx
import pytest
import torch
from PIL import Image

from telltale_training.image_io import decode_rgb
from templates.export import WEIGHTS, export_template, weights_bytes
from templates.generate import GOLDENS, IMAGES, PUBLIC, ROOT, TEMPLATES, TOLERANCE, card, run_torch, session
from templates.preprocessing import prepare, resized
from templates.resnet import resnet50
from templates.seeded import load_seeded, seeded_tensor
from templates.swin import OriginalSwinTiny, SwinTiny
from templates.vit import VisionTransformer

BY_ID = {template.id: template for template in TEMPLATES}
torch.set_num_threads(1)


def committed(template_id: str) -> tuple[bytes, dict]:
    """template.onnx and template.json of one id."""
    folder = PUBLIC / template_id
    return (folder / "template.onnx").read_bytes(), json.loads((folder / "template.json").read_text())


def test_the_pattern_by_hand():
    # Computed with plain integers: FNV-1a, the multiplication, two rounds of shift and multiply, the last shift.
    def u(name: str, i: int) -> float:
        seed = 2166136261
        for byte in name.encode():
            seed = (seed ^ byte) * 16777619 & 0xFFFFFFFF
        x = (i * 2654435761 + seed) & 0xFFFFFFFF
        x = ((x ^ x >> 16) * 0x7FEB352D) & 0xFFFFFFFF
        x = ((x ^ x >> 15) * 0x846CA68B) & 0xFFFFFFFF
        return (x ^ x >> 16) / 2**32

    weight = seeded_tensor("conv1.weight", (64, 3, 7, 7)).ravel()
    expected = [np.float32((2 * u("conv1.weight", i) - 1) * np.sqrt(3 / 147)) for i in (0, 1, 9407)]
    assert [weight[0], weight[1], weight[9407]] == expected
    assert seeded_tensor("bn1.running_var", (2,))[1] == np.float32(0.5 + u("bn1.running_var", 1))
    assert seeded_tensor("bn1.running_mean", (2,))[1] == np.float32(0.2 * u("bn1.running_mean", 1) - 0.1)
    assert seeded_tensor("norm.weight", (2,))[0] == np.float32(0.5 + u("norm.weight", 0))
    assert seeded_tensor("fc.bias", (2,))[0] == np.float32(0.2 * u("fc.bias", 0) - 0.1)
    assert seeded_tensor("gamma", ())[()] == np.float32(0.2 * u("gamma", 0) - 0.1)


@pytest.mark.parametrize(
    ("name", "shape", "expected"),
    [
        ("conv1.weight", (64, 3, 7, 7), [-0.07243669, 0.067895822, -0.095389202]),
        ("bn1.running_var", (64,), [0.73798883, 0.60439342, 1.0837924]),
        ("bn1.running_mean", (64,), [0.056869894, -0.032553378, -0.076150537]),
        ("bn1.weight", (64,), [0.63680136, 0.68359029, 1.2278614]),
        ("pos_embed", (1, 197, 384), [0.0021578958, 0.0013206071, 0.0026050219]),
    ],
)
def test_the_first_values_of_the_pattern(name, shape, expected):
    assert seeded_tensor(name, shape).ravel()[:3].tolist() == pytest.approx(expected, rel=1e-6)


def test_the_index_lists_all_templates_in_order():
    assert json.loads((PUBLIC / "index.json").read_text())["templates"] == list(BY_ID)
    assert json.loads(GOLDENS.read_text())["templates"].keys() == BY_ID.keys()


@pytest.mark.parametrize("template_id", BY_ID)
def test_a_card_describes_its_graph(template_id):
    data, words = committed(template_id)
    assert words["graph"]["bytes"] == len(data) < 500_000
    assert words["graph"]["sha256"] == hashlib.sha256(data).hexdigest()
    model = onnx.load_from_string(data)
    assert model.opset_import[0].version == words["graph"]["opset"]
    external = {t.name: t for t in model.graph.initializer if t.data_location == onnx.TensorProto.EXTERNAL}
    assert external.keys() == {tensor["name"] for tensor in words["weights"]["tensors"]}
    offset = 0
    for tensor in words["weights"]["tensors"]:
        bytes_ = 4 * int(np.prod(tensor["shape"]))
        assert tensor["offset"] == offset and list(external[tensor["name"]].dims) == tensor["shape"]
        place = {entry.key: entry.value for entry in external[tensor["name"]].external_data}
        assert place == {"location": WEIGHTS, "offset": str(offset), "length": str(bytes_)}
        offset += bytes_
    assert offset == words["weights"]["bytes"]
    side = words["preprocessing"]["crop"]["sizePx"]
    values = (*model.graph.input, *model.graph.output)
    shapes = {value.name: [d.dim_value for d in value.type.tensor_type.shape.dim] for value in values}
    assert shapes.pop("input") == [1, 3, side, side]
    assert shapes == {o["name"]: [1, len(o.get("classes", [0]))] for o in words["outputs"]}
    assert not any(node.doc_string or node.metadata_props for node in model.graph.node)
    assert not model.doc_string and not model.metadata_props and str(ROOT).encode() not in data


# The others are one module with RINE's in another width, and each takes 5 GB.
@pytest.mark.parametrize("template_id", [i for i in BY_ID if i not in {"rine-1class", "rine-4class"}])
def test_the_modules_still_make_the_committed_graphs(template_id):
    template = BY_ID[template_id]
    data, words = committed(template_id)
    module = template.build().eval()
    for tensor in module.state_dict().values():
        if tensor.is_floating_point():
            tensor.uniform_(0.5, 1)
    graph, tensors = export_template(module, template.size_px, template.output_names())
    again = card(template, graph, tensors, words["weights"]["bytes"])
    # Another version of PyTorch may write other bytes; the same operators in the same order it should.
    again["graph"] = words["graph"]
    assert again == words
    operators = [[node.op_type for node in onnx.load_from_string(bytes_).graph.node] for bytes_ in (graph, data)]
    assert operators[0] == operators[1]


@pytest.mark.parametrize("template_id", BY_ID)
def test_seeded_logits_differ_between_pictures(template_id):
    for rows in json.loads(GOLDENS.read_text())["templates"][template_id].values():
        # Many layers with ReLU bring seeded logits together: e2e/zoo-parity.spec.ts holds differences to their range too.
        assert np.isfinite(rows).all() and np.std(rows, 0).min() > 1e-3 and np.abs(rows).max() < 1e3


@pytest.mark.parametrize("template_id", ["tiny-ladeda", "npr"])
def test_onnxruntime_gives_the_logits_of_pytorch(template_id):
    template = BY_ID[template_id]
    data, words = committed(template_id)
    module = load_seeded(template.build())
    goldens = json.loads(GOLDENS.read_text())
    x = prepare(decode_rgb(IMAGES / goldens["images"][0]), words["preprocessing"])
    (found,) = session(data, weights_bytes(module, words["weights"]["tensors"])).run(None, {"input": x})
    assert np.abs(found - run_torch(module, x)[0]).max() <= TOLERANCE
    assert np.abs(found[0] - goldens["templates"][template_id]["logit"][0]).max() <= TOLERANCE


@pytest.mark.parametrize(
    ("ours", "library", "name"),
    [
        (lambda: resnet50(2), "torchvision.models", "resnet50"),
        (lambda: resnet50(2), "timm.models", "resnet50"),
        (lambda: VisionTransformer(224, 2), "timm.models", "deit_small_patch16_224"),
        (lambda: SwinTiny(2), "timm.models", "swin_tiny_patch4_window7_224"),
    ],
    ids=["resnet-50 torchvision", "resnet-50 timm", "deit-s", "swin-t"],
)
def test_names_shapes_and_logits_of_the_libraries(ours, library, name):
    theirs = getattr(pytest.importorskip(library), name)(num_classes=2)
    module, reference = load_seeded(ours()), load_seeded(theirs)
    # Integers are constants of the architecture.
    state = {name: tensor for name, tensor in module.state_dict().items() if tensor.is_floating_point()}
    expected = {name: tensor for name, tensor in reference.state_dict().items() if tensor.is_floating_point()}
    assert {name: t.shape for name, t in state.items()} == {name: t.shape for name, t in expected.items()}
    x = torch.from_numpy(np.random.default_rng(2).normal(size=(1, 3, 224, 224)).astype(np.float32))
    with torch.no_grad():
        assert (module(x) - reference(x)).abs().max() <= 1e-5


def test_both_names_of_swin_are_one_network():
    ours, original = load_seeded(SwinTiny(2)), OriginalSwinTiny(2).eval()
    merging = re.compile(r"layers\.(\d)\.downsample")
    renamed = {
        merging.sub(lambda m: f"layers.{int(m[1]) - 1}.downsample", name).replace("head.fc", "head"): tensor
        for name, tensor in ours.state_dict().items()
    }
    original.load_state_dict(renamed)
    x = torch.from_numpy(np.random.default_rng(2).normal(size=(1, 3, 224, 224)).astype(np.float32))
    with torch.no_grad():
        assert (ours(x) - original(x)).abs().max() <= 1e-5


# No tall picture: with Pillow 13, torchvision begins with the rows there, which the papers' versions did not.
@pytest.mark.parametrize(("width", "height"), [(97, 83), (231, 227), (611, 300)])
@pytest.mark.parametrize("name", ["bilinear", "bicubic"])
def test_resizing_and_cropping_as_torchvision_does(width, height, name):
    transforms = pytest.importorskip("torchvision.transforms")
    rgb = np.random.default_rng(1).integers(0, 256, (height, width, 3), np.uint8)
    mode = transforms.InterpolationMode(name)
    steps = [transforms.Resize(256, mode), transforms.CenterCrop(224), transforms.ToTensor()]
    plan = {
        "resize": {"rule": "shorter-side", "sidePx": 256, "filter": name},
        "crop": {"sizePx": 224},
        "mean": [0.0, 0.0, 0.0],
        "std": [1.0, 1.0, 1.0],
    }
    assert np.array_equal(prepare(rgb, plan)[0], transforms.Compose(steps)(Image.fromarray(rgb)).numpy())
    both = np.asarray(transforms.Resize((256, 256), mode)(Image.fromarray(rgb)))
    assert np.array_equal(resized(rgb, "both-sides", 256, name), both)


@pytest.mark.parametrize(
    ("template_id", "file", "column"),
    [
        ("tiny-ladeda", "ForenSynth_Tiny_LaDeDa.pth", "tiny_ladeda_forensynth_logit"),
        ("ferretnet-s", "ferretnet-s-median-3.pth", "ferretnet_s_logit"),
    ],
)
def test_public_checkpoints_give_the_logits_of_their_authors(template_id, file, column):
    if not os.environ.get("TELLTALE_SHARED"):
        pytest.skip("TELLTALE_SHARED is not set: no public checkpoint here")
    shared = Path(os.environ["TELLTALE_SHARED"])
    state = torch.load(shared / "weights" / file, map_location="cpu", weights_only=True)
    state = state.get("model", state)
    data, words = committed(template_id)
    weights = b"".join(state[tensor["name"]].numpy().tobytes() for tensor in words["weights"]["tensors"])
    runtime = session(data, weights)
    with (shared / "weights" / "reference-logits.csv").open(newline="") as table:
        rows = list(csv.DictReader(table))
    assert len(rows) == 48
    differences = []
    for row in rows:
        x = prepare(decode_rgb(shared / "data" / "forensic-crops" / row["file"]), words["preprocessing"])
        differences.append(abs(runtime.run(None, {"input": x})[0].item() - float(row[column])))
    print(f"{template_id}: largest difference {max(differences):.1e}")
    assert max(differences) <= 1e-3


def test_the_page_of_the_zoo_has_a_row_for_each():
    text = (ROOT / "docs" / "zoo.md").read_text()
    assert [template_id for template_id in BY_ID if f"`{template_id}`" not in text] == []
