"""Logits of an exported network on every crop of the benchmark, and what the tables are made from."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .benchmark_crops import BenchmarkCrops, BenchmarkImage
from .detector import open_session
from .plan import MEAN, STD
from .preprocess import crop_weights, normalise

BATCH = 20


@dataclass(frozen=True)
class Scores:
    """Parallel arrays over images; z[condition] is float64 [n], the weighted mean of the crops' logits."""

    labels: np.ndarray
    groups: np.ndarray
    sources: np.ndarray
    generators: np.ndarray
    families: np.ndarray
    z: dict[str, np.ndarray]
    family_logits: dict[str, np.ndarray]  # [n, K], weighted as z is; empty where the network has no such head


def about(images: list[BenchmarkImage]) -> dict[str, np.ndarray]:
    return {
        "labels": np.array([i.label for i in images]),
        "groups": np.array([i.group for i in images]),
        "sources": np.array([i.source for i in images]),
        "generators": np.array([i.generator for i in images]),
        "families": np.array([i.family for i in images]),
    }


def crop_scores(model_file: Path, crops: np.ndarray, threads: int) -> tuple[np.ndarray, np.ndarray | None]:
    """uint8 [m, S, S, 3] -> logits [m] and family logits [m, K], in small batches."""
    session = open_session(model_file, threads)
    names = [output.name for output in session.get_outputs()]
    logits, families = [], []
    for start in range(0, len(crops), BATCH):
        batch = normalise(np.asarray(crops[start : start + BATCH]), MEAN, STD)
        outputs = dict(zip(names, session.run(names, {"input": batch}), strict=True))
        logits.append(outputs["logit"][:, 0])
        families.append(outputs.get("family", np.zeros((len(batch), 0), np.float32)))
    return np.concatenate(logits).astype(np.float64), np.concatenate(families).astype(np.float64)


def score(
    model_file: Path,
    benchmark: BenchmarkCrops,
    threads: int = 2,
    conditions: Iterable[str] | None = None,
    most_crops: int | None = None,
    keep: np.ndarray | None = None,
) -> Scores:
    """Run the kept images through the named conditions; `most_crops` takes only the first crops of each, in its own size."""
    kept = np.arange(len(benchmark.images)) if keep is None else keep
    z, family = {}, {}
    for condition in conditions or benchmark.conditions:
        bounds = benchmark.bounds[kept, benchmark.conditions.index(condition)]
        if most_crops is not None:
            bounds = np.minimum(bounds[:, :2], bounds[:, :1] + most_crops)
        rows = np.concatenate([np.arange(of[0], of[-1]) for of in bounds])
        weights = np.concatenate([crop_weights(list(np.diff(of))) for of in bounds])
        logits, families = crop_scores(model_file, benchmark.crops[rows], threads)
        starts = np.cumsum([0, *(of[-1] - of[0] for of in bounds[:-1])])
        z[condition] = np.add.reduceat(logits * weights, starts)
        family[condition] = np.add.reduceat(families * weights[:, None], starts, axis=0)
    return Scores(**about([benchmark.images[i] for i in kept]), z=z, family_logits=family)


def save_scores(scores: Scores, file: Path) -> None:
    arrays = {f"z|{name}": z for name, z in scores.z.items()}
    arrays |= {f"family|{name}": z for name, z in scores.family_logits.items()}
    fields = ("labels", "groups", "sources", "generators", "families")
    np.savez(file, **{name: getattr(scores, name) for name in fields}, **arrays)


def load_scores(file: Path) -> Scores:
    with np.load(file) as data:
        parts = {
            kind: {key.split("|")[1]: data[key] for key in data.files if key.startswith(f"{kind}|")}
            for kind in ("z", "family")
        }
        fields = ("labels", "groups", "sources", "generators", "families")
        return Scores(**{name: data[name] for name in fields}, z=parts["z"], family_logits=parts["family"])


def kept_scores(checkpoint: Path, make: Callable[[], Scores]) -> Scores:
    """The scores beside a checkpoint; made, and kept there, where they are absent or older than it."""
    file = checkpoint.with_suffix(".scores.npz")
    if not file.exists() or file.stat().st_mtime < checkpoint.stat().st_mtime:
        save_scores(make(), file)
    return load_scores(file)


def subset(scores: Scores, keep: np.ndarray) -> Scores:
    """The images of a mask or an index."""
    fields = ("labels", "groups", "sources", "generators", "families")
    return Scores(
        **{name: getattr(scores, name)[keep] for name in fields},
        z={name: z[keep] for name, z in scores.z.items()},
        family_logits={name: z[keep] for name, z in scores.family_logits.items()},
    )
