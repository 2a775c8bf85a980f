"""Rates, AUC and their intervals. Scores are larger for generated images; labels are 0 or 1."""

import numpy as np


def wilson(successes: int, trials: int, z: float = 1.959964) -> tuple[float, float]:
    """95 % Wilson score interval of a proportion (Wilson 1927)."""
    if trials == 0:
        return 0.0, 1.0
    share = successes / trials
    centre = share + z * z / (2 * trials)
    spread = z * np.sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials))
    scale = 1 + z * z / trials
    return max(0.0, float((centre - spread) / scale)), min(1.0, float((centre + spread) / scale))


def rate_interval(successes: int, trials: int) -> dict[str, float]:
    """A rate and its 95 % Wilson interval: value, low, high."""
    low, high = wilson(successes, trials)
    return {"value": successes / trials, "low": low, "high": high}


def weighted_auc(scores: np.ndarray, labels: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """AUC (ties count half) under each row of weights. scores, labels: [n]; weights: [b, n] -> [b]."""
    values, tie = np.unique(scores, return_inverse=True)
    order = np.argsort(tie, kind="stable")
    starts = np.searchsorted(tie[order], np.arange(len(values)))
    positive = np.add.reduceat((weights * labels)[:, order], starts, axis=1)
    negative = np.add.reduceat((weights * (1 - labels))[:, order], starts, axis=1)
    below = np.cumsum(negative, axis=1) - negative
    wins = (positive * (below + negative / 2)).sum(axis=1)
    # A bootstrap draw may hold one class only: no AUC, which the percentiles leave out.
    with np.errstate(invalid="ignore"):
        return wins / (positive.sum(axis=1) * negative.sum(axis=1))


def auc(scores: np.ndarray, labels: np.ndarray) -> float:
    """AUC with every image weighing the same."""
    return float(weighted_auc(scores, labels, np.ones((1, len(scores))))[0])


def group_weights(groups: np.ndarray, repeats: int, seed: int = 0) -> np.ndarray:
    """Bootstrap over groups: how often each image is drawn, [repeats, n]."""
    names, index = np.unique(groups, return_inverse=True)
    rng = np.random.default_rng(seed)
    counts = rng.multinomial(len(names), np.full(len(names), 1 / len(names)), size=repeats)
    return counts[:, index].astype(np.float64)


def auc_interval(
    scores: np.ndarray, labels: np.ndarray, groups: np.ndarray, repeats: int = 1000
) -> dict[str, float]:
    """AUC and its 95 % percentile interval, bootstrapped over groups: value, low, high."""
    draws = weighted_auc(scores, labels, group_weights(groups, repeats))
    low, high = np.nanpercentile(draws, [2.5, 97.5])
    return {"value": auc(scores, labels), "low": float(low), "high": float(high)}


def expected_calibration_error(p: np.ndarray, labels: np.ndarray, weights: np.ndarray, bins: int = 10) -> float:
    """Weighted mean of |mean p - share of generated| over equal-width bins of p."""
    bin_of = np.minimum((p * bins).astype(int), bins - 1)
    error = 0.0
    for b in range(bins):
        w = weights * (bin_of == b)
        if w.sum() > 0:
            error += abs((w * (p - labels)).sum())
    return float(error / weights.sum())
