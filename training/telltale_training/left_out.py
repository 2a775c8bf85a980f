"""Generators that a training run never saw: all their benchmark images against the validation photographs."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .benchmark_crops import BenchmarkCrops
from .conditions import MIXED
from .evaluate import calibrate, stratum_row
from .scores import Scores, kept_scores, subset

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


def read_left_out(entry: str, benchmark: BenchmarkCrops, threads: int) -> LeftOut:
    """`NAME=checkpoint`; the checkpoint must say itself that NAME was left out of its training."""
    from .benchmark import score_checkpoint
    from .export import load_checkpoint

    name, file = entry.split("=", 1)
    _, checkpoint = load_checkpoint(file)
    if name not in checkpoint["args"]["leave_out"]:
        raise ValueError(f"{file} was trained without {checkpoint['args']['leave_out']}, expected {name}")
    options = {"threads": threads, "conditions": list(MIXED), "most_crops": MOST_CROPS}
    everything = kept_scores(Path(file), lambda: score_checkpoint(Path(file), benchmark, **options))
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
        rows.append(
            {
                "kind": "generator",
                "name": entry.name,
                "seen": False,
                **stratum_row(entry.scores, entry.unseen, *calibrate(entry.known), repeats),
            }
        )
    return rows
