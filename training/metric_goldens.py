"""What scikit-learn and SciPy make of a few sets of scores, for src/core/evaluation/goldens.test.ts.

    pip install numpy scipy scikit-learn
    python metric_goldens.py

Ties, one class only, one sample. Writes src/core/evaluation/goldens/metrics.json and special.json.
"""

import json
from pathlib import Path

import numpy as np
from scipy import stats
from scipy.cluster.hierarchy import leaves_list, linkage
from scipy.spatial.distance import squareform
from scipy.special import betaincinv, gammaln, ndtr, ndtri
from sklearn.metrics import (
    average_precision_score,
    balanced_accuracy_score,
    brier_score_loss,
    confusion_matrix,
    precision_recall_curve,
    recall_score,
    roc_auc_score,
    roc_curve,
)

OUT = Path(__file__).resolve().parent.parent / "src/core/evaluation/goldens"
BINS = 15


def ece(labels, p):
    """Written from the definition, with NumPy's own histogram."""
    edges = np.arange(BINS + 1) / BINS
    total = 0.0
    for b in range(BINS):
        last = b == BINS - 1
        inside = (p >= edges[b]) & ((p <= edges[b + 1]) if last else (p < edges[b + 1]))
        if inside.any():
            total += inside.sum() * abs(p[inside].mean() - labels[inside].mean())
    return total / len(p)


def delong_variance(labels, scores):
    """The O(mn) definition: variances over rows and columns of the table of comparisons."""
    table = np.heaviside(scores[labels == 1][:, None] - scores[labels == 0][None, :], 0.5)
    return table.mean(axis=1).var(ddof=1) / table.shape[0] + table.mean(axis=0).var(ddof=1) / table.shape[1]


def wilson(successes, n):
    low, high = stats.binomtest(int(successes), int(n)).proportion_ci(0.95, method="wilson")
    return [low, high]


def case(name, scores, labels, threshold=0.5):
    scores = np.round(np.asarray(scores, float), 6)
    labels = np.asarray(labels, int)
    called = (scores >= threshold).astype(int)
    right = int((called == labels).sum())
    out = {
        "name": name,
        "scores": scores.tolist(),
        "labels": labels.tolist(),
        "threshold": threshold,
        "accuracy": [right / len(labels), *wilson(right, len(labels))],
        "brier": float(brier_score_loss(labels, scores, pos_label=1)),
        "ece": float(ece(labels, scores)),
        "fakeAccuracy": float(recall_score(labels, called)) if labels.any() else None,
        "realAccuracy": float(recall_score(labels, called, pos_label=0)) if not labels.all() else None,
        "both": None,
    }
    if 0 < labels.sum() < len(labels):
        fpr, tpr, thresholds = roc_curve(labels, scores, drop_intermediate=False)
        at = int(np.flatnonzero(fpr <= 0.05)[-1])
        precision, recall, _ = precision_recall_curve(labels, scores)
        many = min(labels.sum(), len(labels) - labels.sum()) > 1
        out["both"] = {
            "balancedAccuracy": float(balanced_accuracy_score(labels, called)),
            "auc": float(roc_auc_score(labels, scores)),
            "delongVariance": float(delong_variance(labels, scores)) if many else None,
            "averagePrecision": float(average_precision_score(labels, scores)),
            "recallAt5Percent": float(tpr[at]),
            "thresholdAt5Percent": None if np.isinf(thresholds[at]) else float(thresholds[at]),
            "roc": [fpr.tolist(), tpr.tolist()],
            "precisionRecall": [recall[::-1].tolist(), precision[::-1].tolist()],
        }
    return out


def clustering(rng, name, rows, columns):
    table = rng.normal(size=(rows, columns)) + np.outer(rng.normal(size=rows), rng.normal(size=columns))
    table = np.round(table, 4)
    r = np.corrcoef(table)
    distance = squareform(1 - r, checks=False)
    return {
        "name": name,
        "table": table.tolist(),
        "rows": r.tolist(),
        "columns": np.corrcoef(table.T).tolist(),
        "order": leaves_list(linkage(distance, "average")).tolist(),
    }


def main():
    rng = np.random.default_rng(7)
    labels = (rng.random(300) < 0.4).astype(int)
    good = 1 / (1 + np.exp(-rng.normal(2 * labels - 1, 1.0)))
    few = rng.integers(0, 2, 60)
    cases = [
        case("a good detector", good, labels),
        case("a good detector, at a higher threshold", good, labels, 0.8),
        case("many ties", np.round(good, 1), labels),
        case("ties at the threshold", np.round(good * 4) / 4, labels),
        case("noise", rng.random(60), few),
        case("upside down", 1 - good, labels),
        case("perfect", np.where(few == 1, 0.9, 0.2), few),
        case("all equal", np.full(10, 0.5), [0, 1] * 5),
        case("ends of the bins", np.arange(16) / 15, [0, 1] * 8),
        case("all real", [0.1, 0.7, 0.5], [0, 0, 0]),
        case("all AI", [0.1, 0.7, 0.5], [1, 1, 1]),
        case("one real sample", [0.3], [0]),
        case("one AI sample", [1.0], [1]),
        case("one of each", [0.2, 0.6], [0, 1]),
        case("one AI among many", [0.1, 0.2, 0.3, 0.25, 0.6], [0, 0, 0, 1, 0]),
        case("the first real sample on top", [0.9, 0.8, 0.7, 0.1], [0, 1, 1, 0]),
    ]
    truth, said = rng.integers(0, 3, 80), rng.integers(0, 4, 80)
    (OUT / "metrics.json").write_text(json.dumps(cases, separators=(",", ":")) + "\n")
    special = {
        "normalCdf": [[z, float(ndtr(z))] for z in (-8, -5, -1.96, -0.3, 0, 0.5, 1, 2.5, 4, 7)],
        "normalQuantile": [[p, float(ndtri(p))] for p in (1e-9, 0.001, 0.025, 0.4, 0.5, 0.975, 0.9999)],
        "logGamma": [[x, float(gammaln(x))] for x in (0.01, 0.5, 1, 1.5, 3, 10, 250.5, 1e5)],
        "betaQuantile": [
            [p, a, b, float(betaincinv(a, b, p))]
            for p in (0.025, 0.5, 0.975)
            for a, b in ((0.5, 0.5), (1, 3), (8.2, 0.7), (40, 60), (3000, 12))
        ],
        "clusterings": [clustering(rng, "8 x 9", 8, 9), clustering(rng, "12 x 6", 12, 6), clustering(rng, "2 x 5", 2, 5)],
        "confusion": {
            "truth": truth.tolist(),
            "said": said.tolist(),
            "counts": confusion_matrix(truth, said, labels=[0, 1, 2, 3]).tolist(),
        },
    }
    (OUT / "special.json").write_text(json.dumps(special, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
