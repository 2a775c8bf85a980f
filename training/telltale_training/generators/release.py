"""From checkpoints to public/generators/<id>: export, check, measure on held-out photographs, write the cards.

    python -m telltale_training.generators.release --data DIR [DIR ...] --checkpoints DIR --out ../public/generators

The words of a card come from training/generators/<id>.json, the figures from the checkpoint and the photographs.
"""

import argparse
import hashlib
import json
from collections import Counter
from pathlib import Path

import numpy as np
import torch

from ..data import Sample, decode_all, read_manifests
from .export import TOLERANCE, export_onnx, max_difference
from .networks import SIDE_MULTIPLE_PX, Autoencoder
from .reconstruct import load_generators, reconstruct
from .similarity import psnr_db, ssim
from .train_generators import middle

WORDS = Path(__file__).parents[2] / "generators"


def measured(model: Autoencoder, photographs: list[np.ndarray]) -> dict:
    """Means over the photographs' middle parts, after rounding to 8 bits."""
    pairs = [(part, reconstruct(model, part)) for part in map(middle, photographs)]
    return {
        "photographs": len(pairs),
        "psnrDb": round(float(np.mean([psnr_db(*pair) for pair in pairs])), 2),
        "ssim": round(float(np.mean([ssim(*pair) for pair in pairs])), 4),
    }


def sources(samples: list[Sample]) -> list[dict]:
    counts = Counter((s.source, s.licence) for s in samples)
    return [{"source": source, "photographs": n, "licence": licence} for (source, licence), n in sorted(counts.items())]


def card(kind: str, model: Autoencoder, checkpoint: dict, weights: bytes, figures: dict, trained_on: list[dict]) -> dict:
    words = json.loads((WORDS / f"{kind}.json").read_text(encoding="utf-8"))
    options = checkpoint["options"]
    return {
        "schemaVersion": 1,
        **words,
        "factor": model.factor,
        "licence": "Apache-2.0",
        "weights": {
            "file": "model.onnx",
            "bytes": len(weights),
            "sha256": hashlib.sha256(weights).hexdigest(),
            "parameters": sum(p.numel() for p in model.parameters()) + sum(b.codes.numel() for b in books(model)),
        },
        "input": {
            "name": "image",
            "shape": ["n", 3, "height", "width"],
            "range": [0, 1],
            "sideMultiplePx": SIDE_MULTIPLE_PX,
        },
        "output": {"name": "reconstruction"},
        "training": {
            "seed": checkpoint["seed"],
            "steps": checkpoint["steps"],
            "batch": options["batch"],
            "cropPx": options["crop"],
            "learningRate": options["lr"],
            "photographs": sum(row["photographs"] for row in trained_on),
            "sources": trained_on,
        },
        "measured": figures,
    }


def books(model: Autoencoder) -> list:
    return [] if model.quantiser is None else list(model.quantiser.books)


def write_generator(kind: str, model: Autoencoder, checkpoint: dict, val: list[np.ndarray], trained_on: list, out: Path):
    folder = out / kind
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "model.onnx"
    export_onnx(model, path)
    difference = max_difference(model, path)
    if difference >= TOLERANCE:
        raise ValueError(f"{path}: expected to differ from torch by less than {TOLERANCE}, found {difference}")
    written = card(kind, model, checkpoint, path.read_bytes(), measured(model, val), trained_on)
    (folder / "generator.json").write_text(json.dumps(written, indent=2) + "\n", encoding="utf-8")
    print(f"{kind}: {path.stat().st_size} bytes, {written['measured']}, differs from torch by {difference:.1e}", flush=True)


def release(args: argparse.Namespace) -> None:
    torch.set_num_threads(1)
    samples = [s for s in read_manifests(args.data) if s.label == 0]
    decoded = list(zip(samples, decode_all(samples), strict=True))
    models = load_generators(args.checkpoints)
    for kind, model in models.items():
        checkpoint = torch.load(args.checkpoints / f"{kind}.pt", weights_only=True)
        # The same photographs as in training: smaller ones cannot give a crop.
        usable = [(s, rgb) for s, rgb in decoded if min(rgb.shape[:2]) >= checkpoint["options"]["crop"]]
        val = [rgb for s, rgb in usable if s.split == "val"]
        trained_on = sources([s for s, _ in usable if s.split == "train"])
        write_generator(kind, model, checkpoint, val, trained_on, args.out)
    index = {"schemaVersion": 1, "generators": list(models)}
    (args.out / "index.json").write_text(json.dumps(index, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", nargs="+", required=True, type=Path, help="the folders they were trained on")
    parser.add_argument("--checkpoints", required=True, type=Path, help="folder of <kind>.pt")
    parser.add_argument("--out", required=True, type=Path)
    release(parser.parse_args())


if __name__ == "__main__":
    main()
