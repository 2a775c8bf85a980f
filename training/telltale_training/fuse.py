"""Late fusion: what several detectors say together, by logistic regression on their logits, cross-fitted over groups.

    python -m telltale_training.fuse --scores DIR backbone residual spectral
"""

import argparse
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from .benchmark import comparison_row
from .report import table
from .scores import Scores, load_scores


def fuse(parts: list[Scores], folds: int = 5) -> Scores:
    """Scores of the fusion: each image is judged by weights fitted on the groups of the other folds."""
    first, z = parts[0], {}
    for condition in first.z:
        logits = np.stack([part.z[condition] for part in parts], 1)
        model = make_pipeline(StandardScaler(), LogisticRegression(class_weight="balanced"))
        z[condition] = cross_val_predict(
            model, logits, first.labels, groups=first.groups, cv=GroupKFold(folds), method="decision_function"
        )
    return Scores(first.labels, first.groups, first.sources, first.generators, first.families, z, {})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="+", help="NAME of NAME.npz, as benchmark.py wrote them on the same images")
    parser.add_argument("--scores", required=True, type=Path)
    args = parser.parse_args()
    parts = [load_scores(args.scores / f"{name}.npz") for name in args.names]
    if any((part.groups != parts[0].groups).any() or list(part.z) != list(parts[0].z) for part in parts):
        raise SystemExit("the scores are of different images or conditions")
    rows = [comparison_row(name, part) for name, part in zip(args.names, parts, strict=True)]
    print(table(["network", *parts[0].z], [*rows, comparison_row("fusion", fuse(parts))]))


if __name__ == "__main__":
    main()
