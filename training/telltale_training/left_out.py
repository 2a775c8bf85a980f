"""Generators that a training run never saw: all their benchmark images against the validation photographs."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .benchmark_crops import BenchmarkCrops
from .calibrate import sigmoid
from .conditions import MIXED
from .evaluate import calibrate
from .metrics import auc_interval, wilson
from .scores import Scores, load_scores, save_scores, subset


# Enough to rank images, at less than half of the time; the shipped detector uses more.
MOST_CROPS = 2


@dataclass(frozen=True)
class LeftOut:
    """A run without `name` (a generator or a family) and perhaps others: its scores on what it never saw."""

    name: str
    scores: Scores  # validation photographs, and every benchmark image of `name`
    known: Scores  # validation images of all generators it did see, and the photographs again
    steps: int

    @property
    def unseen(self) -> np.ndarray:
        return self.scores.labels == 1

    def auc(self, condition: str) -> float:
        return auc_interval(self.scores.z[condition], self.scores.labels, self.scores.groups, repeats=1)[0]


def read_left_out(entry: str, benchmark: BenchmarkCrops, threads: int) -> LeftOut:
    """`NAME=checkpoint`; the checkpoint must say itself that NAME was left out of its training."""
    from .benchmark import score_checkpoint
    from .export import load_checkpoint

    name, file = entry.split("=", 1)
    _, checkpoint = load_checkpoint(file)
    if name not in checkpoint["args"]["leave_out"]:
        raise ValueError(f"{file} was trained without {checkpoint['args']['leave_out']}, expected {name}")
    kept = Path(file).with_suffix(".scores.npz")
    if not kept.exists() or kept.stat().st_mtime < Path(file).stat().st_mtime:
        options = {"threads": threads, "conditions": list(MIXED), "most_crops": MOST_CROPS}
        save_scores(score_checkpoint(Path(file), benchmark, **options), kept)
    everything = load_scores(kept)
    validation = np.isin(np.arange(len(benchmark.images)), benchmark.validation())

    def made_by(names: list[str]) -> np.ndarray:
        return (everything.labels == 1) & (np.isin(everything.generators, names) | np.isin(everything.families, names))

    photographs = validation & (everything.labels == 0)
    known = validation & ~made_by(checkpoint["args"]["leave_out"])
    return LeftOut(
        name, subset(everything, photographs | made_by([name])), subset(everything, known), checkpoint["steps_done"]
    )


def left_out_rows(entries: list[LeftOut], repeats: int = 400) -> list[dict]:
    """Rows of `measuredBy` with `seen` false. Calibration and thresholds are the run's own, from what it did see."""
    rows = []
    for entry in entries:
        slope, intercept, point = calibrate(entry.known)
        conditions = {}
        for condition in MIXED:
            z = entry.scores.z[condition]
            auc, low, high = auc_interval(z, entry.scores.labels, entry.scores.groups, repeats)
            called = sigmoid(slope * z[entry.unseen] + intercept) >= point.ai_above
            rate = dict(zip(("low", "high"), wilson(int(called.sum()), len(called)), strict=True))
            conditions[condition] = {
                "auc": {"value": auc, "low": low, "high": high},
                "calledAi": {"value": float(called.mean()), **rate},
            }
        rows.append(
            {
                "kind": "generator",
                "name": entry.name,
                "seen": False,
                "images": int(entry.unseen.sum()),
                "groups": len(set(entry.scores.groups[entry.unseen])),
                "conditions": conditions,
            }
        )
    return rows
