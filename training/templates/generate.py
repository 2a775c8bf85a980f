"""Write public/templates, and the logits by which the page is compared with PyTorch.

    python -m templates.generate [ID ...]

Without ids everything is written anew. Each graph, with seeded weights beside it, must give the logits of its PyTorch
module in onnxruntime. Prints a row a template for docs/zoo.md.
"""

import argparse
import hashlib
import json
import os
import re
import tempfile
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from torch import Tensor, nn

from telltale_training.image_io import decode_rgb

from . import bagnet, clip, f3net, gramnet, imaginet, npr, resnet, small, spectrum, swin, vit
from .export import OPSET, WEIGHTS, export_template, weights_bytes
from .preprocessing import prepare
from .seeded import load_seeded
from .template import Template

ROOT = Path(__file__).parents[2]
PUBLIC = ROOT / "public" / "templates"
IMAGES = ROOT / "e2e" / "fixtures" / "images"
GOLDENS = ROOT / "e2e" / "fixtures" / "zoo-logits.json"
PATTERN = "pattern-weights-1"
# Formats that every decoder reads to the same pixels.
IMAGE_NAMES = [
    "png-rgb.png",
    "webp-lossless.webp",
    "noise-gaussian.png",
    "noise-uniform.png",
    "bmp-24.bmp",
    "png-grey.png",
    "png-interlaced.png",
    "gif-still.gif",
]
TOLERANCE = 1e-4
# Of a logit, where that is more.
ROUNDING = 1e-6
# In the order in which the page tries them.
FAMILIES = [small, resnet, npr, vit, swin, bagnet, gramnet, imaginet, spectrum, f3net, clip]
TEMPLATES: list[Template] = [template for family in FAMILIES for template in family.TEMPLATES]


def write(path: Path, data: bytes) -> None:
    """Whole or not at all: others read these files at any time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_name(f".{path.name}.part")
    scratch.write_bytes(data)
    os.replace(scratch, path)


def write_json(path: Path, value: dict) -> None:
    """Indented, but lists of numbers on one line."""
    text = json.dumps(value, indent=1, ensure_ascii=False)
    text = re.sub(r"\[([-+.,e\d\s]+)\]", lambda numbers: f"[{' '.join(numbers[1].split())}]", text)
    write(path, f"{text}\n".encode())


def card(template: Template, graph: bytes, tensors: list[dict], weights: int) -> dict:
    """template.json."""
    words = template.words()
    return {
        "schemaVersion": 1,
        **{key: words[key] for key in ("id", "name", "summary", "paper")},
        "graph": {
            "file": "template.onnx",
            "bytes": len(graph),
            "sha256": hashlib.sha256(graph).hexdigest(),
            "opset": OPSET,
        },
        "weights": {
            "location": WEIGHTS,
            "bytes": weights,
            "tensors": tensors,
            **({"parts": template.parts(tensors)} if template.parts else {}),
        },
        "preprocessing": words["preprocessing"],
        "input": {"name": "input"},
        "outputs": words["outputs"],
    }


def inputs(template: Template) -> list[np.ndarray]:
    """The pictures of the comparison, float32 [1, 3, S, S] each."""
    return [prepare(decode_rgb(IMAGES / name), template.preprocessing()) for name in IMAGE_NAMES]


@torch.no_grad()
def run_torch(module: nn.Module, x: np.ndarray) -> list[np.ndarray]:
    """The outputs for one picture, float32 [1, k] each."""
    outputs = module(torch.from_numpy(x))
    return [y.numpy() for y in ([outputs] if isinstance(outputs, Tensor) else outputs)]


def session(graph: bytes, weights: bytes) -> onnxruntime.InferenceSession:
    """The graph with a weights file beside it, on one thread."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "template.onnx").write_bytes(graph)
        (Path(folder) / WEIGHTS).write_bytes(weights)
        return onnxruntime.InferenceSession(Path(folder) / "template.onnx", options)


def largest_difference(found: list[list[np.ndarray]], expected: list[list[np.ndarray]]) -> float:
    """Over pictures, outputs and their elements."""
    pairs = [pair for rows in zip(found, expected, strict=True) for pair in zip(*rows, strict=True)]
    return max(float(np.abs(a - b).max()) for a, b in pairs)


def golden(template: Template, rows: list[list[np.ndarray]]) -> dict:
    """The logits of each output, a row a picture, to seven digits."""
    return {
        name: [[float(f"{value:.7g}") for value in row[i][0]] for row in rows]
        for i, name in enumerate(template.output_names())
    }


def zoo_row(template: Template, module: nn.Module, graph: int, weights: int, difference: float) -> str:
    """The row of docs/zoo.md up to what only the page can measure; sizes in bytes."""
    arxiv = f"[{template.paper.address.rpartition('/')[2]}]({template.paper.address}), {template.paper.year}"
    sizes = f"{graph / 1e3:.0f} kB | {weights / 1e6:.2f} MB | {sum(p.numel() for p in module.parameters()):,}"
    return f"| {template.name} | {arxiv} | `{template.id}` | {sizes} | {difference:.1e} |"


def generate(template: Template) -> dict:
    """Write graph and card of one template; return its logits for the goldens."""
    module = load_seeded(template.build())
    graph, tensors = export_template(module, template.size_px, template.output_names())
    weights = weights_bytes(module, tensors)
    pictures = inputs(template)
    expected = [run_torch(module, x) for x in pictures]
    runtime = session(graph, weights)
    found = [runtime.run(None, {"input": x}) for x in pictures]
    difference = largest_difference(found, expected)
    # Seeded weights make logits of hundreds where pixels come as 0 to 255: float32 has no more digits for those.
    largest = max(float(np.abs(y).max()) for row in expected for y in row)
    if not difference <= max(TOLERANCE, ROUNDING * largest):
        raise ValueError(f"{template.id}: onnxruntime differs from PyTorch by {difference} of {largest}")
    write(PUBLIC / template.id / "template.onnx", graph)
    write_json(PUBLIC / template.id / "template.json", card(template, graph, tensors, len(weights)))
    print(zoo_row(template, module, len(graph), len(weights), difference), flush=True)
    return golden(template, expected)


def write_index(logits: dict[str, dict]) -> None:
    """The list of templates and the goldens, both in the order of TEMPLATES."""
    ids = [t.id for t in TEMPLATES if t.id in logits]
    write_json(GOLDENS, {"pattern": PATTERN, "images": IMAGE_NAMES, "templates": {i: logits[i] for i in ids}})
    write_json(PUBLIC / "index.json", {"templates": ids})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ids", nargs="*", help="templates to write anew; the others stay as they are")
    wanted = parser.parse_args().ids
    torch.set_num_threads(1)
    logits = json.loads(GOLDENS.read_text())["templates"] if wanted else {}
    for template in TEMPLATES:
        if not wanted or template.id in wanted:
            logits[template.id] = generate(template)
            write_index(logits)


if __name__ == "__main__":
    main()
