"""Scores of checkpoints on the benchmark crops, and a short table to compare them.

    python -m telltale_training.benchmark --crops DIR --scores DIR name=weights.pt ... [--conditions ... --most-crops 2]
"""

import argparse
import tempfile
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import torch

from .benchmark_crops import BenchmarkCrops
from .conditions import MIXED
from .export import export_onnx, load_checkpoint
from .ferretnet import CLIP_MEAN, CLIP_STD, load_ferretnet
from .metrics import auc, weighted_auc
from .plan import PLAN
from .preprocess import normalise
from .report import table
from .scores import Scores, about, save_scores, score


def score_checkpoint(checkpoint: Path, benchmark: BenchmarkCrops, **options) -> Scores:
    """Export, then score the export: what is measured is what would ship."""
    model, _ = load_checkpoint(checkpoint)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "model.onnx"
        export_onnx(model, file, PLAN["crops"]["sizePx"])
        return score(file, benchmark, **options)


@torch.no_grad()
def score_ferretnet(checkpoint: Path, benchmark: BenchmarkCrops, conditions: Iterable[str], threads: int) -> Scores:
    """The published FerretNet-S on the centre of every validation image: one 256-pixel crop, as it was made for."""
    torch.set_num_threads(threads)
    model = load_ferretnet(checkpoint).to(memory_format=torch.channels_last)
    kept, z = benchmark.validation(), {}
    for condition in conditions:
        rows = kept * len(benchmark.conditions) + benchmark.conditions.index(condition)
        logits = [
            model(torch.from_numpy(normalise(benchmark.centres[rows[i : i + 8]], CLIP_MEAN, CLIP_STD))).flatten().numpy()
            for i in range(0, len(rows), 8)
        ]
        z[condition] = np.concatenate(logits).astype(np.float64)
    return Scores(
        **about([benchmark.images[i] for i in kept]), z=z, family_logits={c: np.zeros((len(kept), 0)) for c in z}
    )


def balanced_auc(z: np.ndarray, scores: Scores) -> float:
    """AUC in which every generator and every source of photographs weighs the same."""
    names = np.where(scores.labels == 1, scores.generators, scores.sources)
    _, index, counts = np.unique(names, return_inverse=True, return_counts=True)
    return float(weighted_auc(z, scores.labels, (1 / counts[index])[None])[0])


def comparison_row(name: str, scores: Scores) -> list[str]:
    return [name, *(f"{auc(z, scores.labels):.3f} / {balanced_auc(z, scores):.3f}" for z in scores.z.values())]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoints", nargs="+", help="name=file; ferretnet-s=file is the published one")
    parser.add_argument("--crops", required=True, type=Path, help="folder written by benchmark_crops.py")
    parser.add_argument("--scores", type=Path, help="where to keep name.npz")
    parser.add_argument("--conditions", nargs="+")
    parser.add_argument("--most-crops", type=int)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    benchmark = BenchmarkCrops(args.crops)
    rows = []
    for entry in args.checkpoints:
        name, file = entry.split("=", 1)
        if name == "ferretnet-s":
            scores = score_ferretnet(Path(file), benchmark, args.conditions or MIXED, args.threads)
        else:
            scores = score_checkpoint(
                Path(file),
                benchmark,
                threads=args.threads,
                conditions=args.conditions,
                most_crops=args.most_crops,
                keep=benchmark.validation(),
            )
        if args.scores is not None:
            args.scores.mkdir(parents=True, exist_ok=True)
            save_scores(scores, args.scores / f"{name}.npz")
        rows.append(comparison_row(name, scores))
    print("AUC over images / with every generator and every source weighing the same")
    print(table(["network", *(args.conditions or benchmark.conditions)], rows))


if __name__ == "__main__":
    main()
