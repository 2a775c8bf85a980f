"""From a checkpoint to public/models/<id>: export, calibrate, measure, write model.json and the report's tables.

    python -m telltale_training.release --data DIR [DIR ...] --checkpoint weights.pt --models ../public/models
"""

import argparse
import json
from collections import Counter
from pathlib import Path

import numpy as np
import torch

from . import first_detector as about
from .conditions import CONDITIONS, MIXED
from .data import Sample, decode_all, read_manifests
from .detector import open_session
from .evaluate import by_stratum, calibrate, calibration_covariance, cross_fit, format_changes, measure
from .export import export_onnx, load_checkpoint, weights_entry
from .metrics import wilson
from .network import Detector, count_macs
from .plan import PLAN
from .preprocess import prepare, self_test_tensor
from .report import write_report
from .scores import score

MAX_TORCH_DIFFERENCE = 1e-4


def rounded(value, digits: int = 6):
    """Floats of a nested structure, rounded for reading."""
    if isinstance(value, dict):
        return {k: rounded(v, digits) for k, v in value.items()}
    if isinstance(value, list):
        return [rounded(v, digits) for v in value]
    return round(value, digits) if isinstance(value, float) else value


def check_against_torch(model: Detector, model_file: Path, images: list[np.ndarray]) -> float:
    """Largest difference between onnxruntime and torch on the given images; raises above 1e-4."""
    session, worst = open_session(model_file), 0.0
    for rgb in images:
        batch = prepare(rgb, PLAN)
        with torch.no_grad():
            expected = model(torch.from_numpy(batch)).numpy()
        worst = max(worst, float(np.abs(session.run(["logit"], {"input": batch})[0] - expected).max()))
    if worst > MAX_TORCH_DIFFERENCE:
        raise ValueError(f"onnxruntime and torch differ by {worst}, expected at most {MAX_TORCH_DIFFERENCE}")
    return worst


def self_test(model_file: Path) -> dict:
    shape = [2, 3, PLAN["crops"]["sizePx"], PLAN["crops"]["sizePx"]]
    logits = open_session(model_file).run(["logit"], {"input": self_test_tensor(shape, PLAN["mean"], PLAN["std"])})[0]
    return {
        "pattern": "triangle-hash-1",
        "shape": shape,
        "logits": [float(v) for v in logits[:, 0]],
        "maxAbsDifference": {"wasm": 0.001, "webgpu": 0.02},
    }


def training_data(samples: list[Sample]) -> list[dict]:
    counts = Counter((s.source, s.label, s.licence) for s in samples if s.split == "train")
    return [
        {"source": source, "label": "ai" if label else "real", "images": n, "licence": licence}
        for (source, label, licence), n in sorted(counts.items())
    ]


def percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def release(args: argparse.Namespace) -> None:
    torch.set_num_threads(args.threads)
    samples = read_manifests(args.data)
    validation = [s for s in samples if s.split == "val"]
    images = decode_all(validation)
    model, checkpoint = load_checkpoint(args.checkpoint)

    folder = args.models / about.ID
    folder.mkdir(parents=True, exist_ok=True)
    # Next to its final place until the card is written, so that the two never disagree for long.
    model_file = folder / "model.onnx.new"
    export_onnx(model, model_file, PLAN["crops"]["sizePx"])
    difference = check_against_torch(model, model_file, images[:: max(1, len(images) // 48)])

    scores = score(model_file, validation, images, PLAN, args.threads)
    np.savez(args.checkpoint.with_suffix(".scores.npz"), labels=scores.labels, **scores.z)
    slope, intercept, point = calibrate(scores)
    rows = [measure(scores, condition, slope, intercept, point) for condition in CONDITIONS]
    strata = by_stratum(scores, slope, intercept, point)
    mixed = [row for row in rows if row["condition"] in MIXED]
    real, ai = rows[0]["images"]["real"], rows[0]["images"]["ai"]
    pooled = {key: float(np.mean([row[key] for row in mixed])) for key in ("falsePositiveRate", "missRate")}

    def rate(value: float, count: int) -> dict:
        low, high = wilson(round(value * count), count)
        return {"value": value, "low": low, "high": high, "images": count}

    card = {
        "schemaVersion": 1,
        "id": about.ID,
        "name": about.NAME,
        "version": about.VERSION,
        "summary": about.SUMMARY,
        "licence": about.LICENCE,
        "source": "training/README.md",
        "weights": weights_entry(model_file) | {"file": "model.onnx"},
        "preprocessing": PLAN,
        "input": {"name": "input"},
        "output": {"name": "logit", "kind": "logit"},
        "aggregate": "mean-logit",
        "calibration": {
            "method": "platt",
            "slope": slope,
            "intercept": intercept,
            "covariance": calibration_covariance(scores).tolist(),
            "fittedOn": "validation split, each image once in: " + ", ".join(MIXED),
            "images": len(validation),
        },
        "operatingPoint": {
            "aiAbove": point.ai_above,
            "cameraBelow": point.camera_below,
            "falsePositiveRate": rate(pooled["falsePositiveRate"], real),
            "missRate": rate(pooled["missRate"], ai),
            "conditions": "validation images, mean over " + ", ".join(MIXED) + "; aiAbove is the lowest p that at "
            "most 5 % of the photographs reach in every one of them, cameraBelow the highest p that at most 10 % "
            "of the generated images stay below in every one of them",
        },
        "measured": [
            {k: v for k, v in row.items() if k not in ("cameraRight", "missRate")} for row in rows
        ],
        "trainingData": training_data(samples),
        "selfTest": self_test(model_file),
        "limits": about.limits(
            {
                "missed": percent(1 - rows[0]["truePositiveRate"]),
                "worst_fpr": percent(max(row["falsePositiveRate"] for row in rows)),
                "ai": {row["name"]: percent(row["ai"]) for row in strata},
                "camera": {row["name"]: percent(row["camera"]) for row in strata},
            }
        ),
    }
    model_file.replace(folder / "model.onnx")
    write_json(folder / "model.json", rounded(card))
    write_json(args.models / "index.json", {"schemaVersion": 1, "default": about.ID, "models": [about.ID]})
    if args.report is not None:
        facts = {
            "macs": count_macs(model, PLAN["crops"]["sizePx"]),
            "torchDifference": difference,
            "crossFit": cross_fit(scores),
            "formats": format_changes(scores, slope, intercept, point),
            "strata": strata,
            "train": checkpoint["args"] | {"steps_done": checkpoint["steps_done"]},
        }
        write_report(args.report, rounded(card), rows, facts)


def write_json(path: Path, value: dict) -> None:
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", nargs="+", required=True, type=Path, help="folders with a manifest.csv")
    parser.add_argument("--checkpoint", required=True, type=Path)
    parser.add_argument("--models", required=True, type=Path, help="the folder public/models")
    parser.add_argument("--report", type=Path, help="Markdown file whose tables are replaced")
    parser.add_argument("--threads", type=int, default=2)
    release(parser.parse_args())


if __name__ == "__main__":
    main()
