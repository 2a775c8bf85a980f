"""Generators that a training run never saw: all their benchmark images against the validation photographs."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .benchmark_crops import BenchmarkCrops
from .conditions import MIXED
from .evaluate import calibrate, stratum_row
from .scores import Scores, about, kept_scores, subset


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


def made_by(facts: dict[str, np.ndarray], names: list[str]) -> np.ndarray:
    """Mask of the images of these generators or families."""
    return (facts["labels"] == 1) & (np.isin(facts["generators"], names) | np.isin(facts["families"], names))


def read_left_out(entry: str, benchmark: BenchmarkCrops, threads: int) -> LeftOut:
    """`NAME=checkpoint`; the checkpoint must say itself that NAME was left out of its training."""
    from .benchmark import score_checkpoint
    from .export import load_checkpoint

    name, file = entry.split("=", 1)
    _, checkpoint = load_checkpoint(file)
    absent = checkpoint["args"]["leave_out"]
    if name not in absent:
        raise ValueError(f"{file} was trained without {absent}, expected {name}")
    facts = about(benchmark.images)
    validation = np.isin(np.arange(len(benchmark.images)), benchmark.validation())
    unknown = made_by(facts, absent)
    kept = np.flatnonzero(validation | unknown)
    options = {"threads": threads, "conditions": list(MIXED), "keep": kept}
    scores = kept_scores(Path(file), lambda: score_checkpoint(Path(file), benchmark, **options))
    photographs = validation & (facts["labels"] == 0)
    judged = (photographs | made_by(facts, [name]))[kept]
    known = (validation & ~unknown)[kept]
    return LeftOut(name, subset(scores, judged), subset(scores, known), checkpoint["steps_done"])


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
