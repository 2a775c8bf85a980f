"""Writes auc.json: scores with ties, their labels, and the AUC of scikit-learn (roc_auc_score) of each case."""

import json
from pathlib import Path

import numpy
from sklearn.metrics import roc_auc_score

rng = numpy.random.default_rng(5)


def case(name, scores, labels):
    scores = [round(float(s), 6) for s in scores]
    labels = [int(x) for x in labels]
    both = len(set(labels)) == 2
    return {"name": name, "scores": scores, "labels": labels, "auc": float(roc_auc_score(labels, scores)) if both else None}


labels = rng.integers(0, 2, 200)
cases = [
    case("apart", [1, 2, 3, 4], [0, 0, 1, 1]),
    case("apart the wrong way", [4, 3, 2, 1], [0, 0, 1, 1]),
    case("all equal", [0.5] * 6, [0, 1, 0, 1, 1, 0]),
    case("one pair tied", [1, 2, 2, 3], [0, 0, 1, 1]),
    case("noise", rng.normal(size=200), labels),
    case("shifted", rng.normal(size=200) + labels, labels),
    case("many ties", rng.integers(0, 4, 200) + labels, labels),
    case("few positive", rng.normal(size=60), [1] * 3 + [0] * 57),
    case("only positive", [1, 2, 3], [1, 1, 1]),
    case("only negative", [1, 2, 3], [0, 0, 0]),
]
Path(__file__).with_name("auc.json").write_text(json.dumps(cases) + "\n")
