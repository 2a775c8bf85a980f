"""From logits to probabilities and to the two thresholds of a verdict."""

import math
from dataclasses import dataclass

import numpy as np

from .metrics import group_weights


def sigmoid(x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-x))


def class_weights(labels: np.ndarray) -> np.ndarray:
    """Weights that make both classes count the same, mean 1."""
    positive = labels.mean()
    return np.where(labels == 1, 0.5 / positive, 0.5 / (1 - positive))


def fit_platt(z: np.ndarray, labels: np.ndarray, weights: np.ndarray, iterations: int = 50) -> tuple[float, float]:
    """Weighted logistic regression p = sigmoid(slope * z + intercept), by Newton's method (Platt 1999)."""
    design = np.stack([z, np.ones_like(z)], axis=1)
    beta = np.zeros(2)
    for _ in range(iterations):
        p = sigmoid(design @ beta)
        gradient = design.T @ (weights * (labels - p))
        hessian = (design * (weights * p * (1 - p))[:, None]).T @ design
        step = np.linalg.solve(hessian, gradient)
        beta += step
        if np.abs(step).max() < 1e-10:
            break
    return float(beta[0]), float(beta[1])


def platt_covariance(z: np.ndarray, labels: np.ndarray, groups: np.ndarray, repeats: int = 500) -> np.ndarray:
    """Covariance of (slope, intercept), [2, 2], refitted on bootstrapped groups."""
    fits = []
    for draws in group_weights(groups, repeats):
        share = np.average(labels, weights=draws)
        balance = np.where(labels == 1, 0.5 / share, 0.5 / (1 - share))
        fits.append(fit_platt(z, labels, draws * balance))
    return np.cov(np.array(fits).T)


@dataclass(frozen=True)
class OperatingPoint:
    ai_above: float
    camera_below: float


def threshold_above(p_real: np.ndarray, max_rate: float) -> float:
    """The lowest threshold that at most max_rate of the photographs reach."""
    allowed = math.floor(max_rate * len(p_real))
    # Halfway to the next photograph, so that rounding cannot move one across.
    ordered = np.sort(p_real)[::-1]
    upper = ordered[allowed - 1] if allowed > 0 else 1.0
    return float((ordered[allowed] + upper) / 2)


def choose_operating_point(
    p_by_condition: dict[str, np.ndarray], labels: np.ndarray, max_false_positive: float = 0.05, max_miss: float = 0.10
) -> OperatingPoint:
    """Thresholds whose limits hold in every condition.

    At most max_false_positive of the photographs are called generated, and at most max_miss of the generated
    images are called camera, whichever condition is looked at.
    """
    above = max(threshold_above(p[labels == 0], max_false_positive) for p in p_by_condition.values())
    below = 1 - max(threshold_above(1 - p[labels == 1], max_miss) for p in p_by_condition.values())
    return OperatingPoint(above, min(below, above))
