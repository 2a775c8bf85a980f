"""Logits of the exported network on every validation image under every condition."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .conditions import CONDITIONS
from .data import Sample
from .detector import crop_logits, open_session


@dataclass(frozen=True)
class Scores:
    """Parallel arrays over images; z[condition] is float64 [n], the mean of the crops' logits."""

    labels: np.ndarray
    groups: np.ndarray
    sources: np.ndarray
    generators: np.ndarray
    z: dict[str, np.ndarray]


def score(
    model_file: Path,
    samples: list[Sample],
    images: list[np.ndarray],
    plan: dict,
    threads: int = 2,
    conditions: Iterable[str] = tuple(CONDITIONS),
) -> Scores:
    """Run every image through every named condition, as whole images, as the page would."""
    session = open_session(model_file, threads)
    z = {
        name: np.array([crop_logits(session, CONDITIONS[name](rgb), plan).astype(np.float64).mean() for rgb in images])
        for name in conditions
    }
    return Scores(
        labels=np.array([s.label for s in samples]),
        groups=np.array([s.group for s in samples]),
        sources=np.array([s.source for s in samples]),
        generators=np.array([s.generator for s in samples]),
        z=z,
    )
