"""A shipped detector, run as the page runs it: numpy, Pillow and onnxruntime only."""

import json
import math
from pathlib import Path

import numpy as np
import onnxruntime

from .preprocess import crop_looks, crop_weights, normalise


def open_session(model_file: Path, threads: int = 0) -> onnxruntime.InferenceSession:
    """CPU session; 0 threads lets onnxruntime choose."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    return onnxruntime.InferenceSession(str(model_file), options, providers=["CPUExecutionProvider"])


def probability(z: float, calibration: dict) -> float:
    """sigmoid(slope * z + intercept)."""
    return 1 / (1 + math.exp(-(calibration["slope"] * z + calibration["intercept"])))


def verdict(p: float, operating_point: dict) -> str:
    """The page's kind of verdict: ai, camera or inconclusive."""
    if p >= operating_point["aiAbove"]:
        return "ai"
    return "camera" if p <= operating_point["cameraBelow"] else "inconclusive"


class ShippedDetector:
    """public/models/<id>, opened."""

    def __init__(self, folder: str | Path, threads: int = 0):
        folder = Path(folder)
        self.card = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        self.session = open_session(folder / self.card["weights"]["file"], threads)

    def judge(self, rgb: np.ndarray) -> dict:
        """Crop logits, their weighted mean z, the calibrated p (not clamped) and the verdict.

        Where the card tells families of generators, also their logits: one row a crop, one number a family.
        """
        families = self.card.get("families")
        outputs = [self.card["output"]["name"], *([families["output"]] if families else [])]
        plan = self.card["preprocessing"]
        looks = crop_looks(rgb, plan)
        tensor = normalise(np.concatenate(looks), plan["mean"], plan["std"])
        first, *rest = self.session.run(outputs, {self.card["input"]["name"]: tensor})
        logits = first[:, 0]
        z = float(crop_weights([len(look) for look in looks]) @ logits.astype(np.float64))
        p = probability(z, self.card["calibration"])
        return {
            "logits": [float(v) for v in logits],
            "z": z,
            "p": p,
            "verdict": verdict(p, self.card["operatingPoint"]),
            **({"families": {"logits": [[float(v) for v in row] for row in rest[0]]}} if families else {}),
        }
