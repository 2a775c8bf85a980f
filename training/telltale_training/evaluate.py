"""Measured figures of a calibrated detector: per condition, per source and generator, and cross-fitted."""

import numpy as np
from sklearn.model_selection import StratifiedGroupKFold

from .calibrate import (
    OperatingPoint,
    choose_operating_point,
    class_weights,
    fit_platt,
    platt_covariance,
    sigmoid,
)
from .conditions import MIXED
from .metrics import auc_interval, expected_calibration_error, rate_interval
from .scores import Scores


def stack_mixed(scores: Scores, keep: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """z, labels and groups of the kept images, once in each of the mixed conditions."""
    z = np.concatenate([scores.z[name][keep] for name in MIXED])
    return z, np.tile(scores.labels[keep], len(MIXED)), np.tile(scores.groups[keep], len(MIXED))


def calibrate(scores: Scores, keep: np.ndarray | None = None) -> tuple[float, float, OperatingPoint]:
    """Platt's slope and intercept, and the operating point, from the kept images."""
    keep = np.arange(len(scores.labels)) if keep is None else keep
    z, labels, _ = stack_mixed(scores, keep)
    slope, intercept = fit_platt(z, labels, class_weights(labels))
    p = {name: sigmoid(slope * scores.z[name][keep] + intercept) for name in MIXED}
    return slope, intercept, choose_operating_point(p, scores.labels[keep])


def calibration_covariance(scores: Scores) -> np.ndarray:
    return platt_covariance(*stack_mixed(scores, np.arange(len(scores.labels))))


def rates(p: np.ndarray, labels: np.ndarray, point: OperatingPoint) -> dict[str, float]:
    """Rates per class; inconclusive is the mean of both classes."""
    ai, camera = p >= point.ai_above, (p <= point.camera_below) & (p < point.ai_above)
    open_ = ~ai & ~camera
    real, generated = labels == 0, labels == 1
    return {
        "falsePositiveRate": float(ai[real].mean()),
        "truePositiveRate": float(ai[generated].mean()),
        "inconclusiveRate": float((open_[real].mean() + open_[generated].mean()) / 2),
        "cameraRight": float(camera[real].mean()),
        "missRate": float(camera[generated].mean()),
    }


def measure(scores: Scores, condition: str, slope: float, intercept: float, point: OperatingPoint) -> dict:
    """One row of `measured` in model.json, and the rates for photographs called camera and missed images."""
    z = scores.z[condition]
    p = sigmoid(slope * z + intercept)
    shares = rates(p, scores.labels, point)
    return {
        "condition": condition,
        "set": "validation",
        "images": {"real": int((scores.labels == 0).sum()), "ai": int((scores.labels == 1).sum())},
        "auc": auc_interval(z, scores.labels, scores.groups),
        "ece": expected_calibration_error(p, scores.labels, class_weights(scores.labels)),
        "balancedAccuracy": (shares["truePositiveRate"] + 1 - shares["falsePositiveRate"]) / 2,
        **shares,
    }


def cross_fit(scores: Scores, folds: int = 5, seed: int = 0) -> dict:
    """Calibration and thresholds fitted on four fifths of the groups, judged on the fifth left out."""
    p = {name: np.zeros(len(scores.labels)) for name in MIXED}
    called = {name: np.zeros((len(scores.labels), 2), bool) for name in MIXED}
    splitter = StratifiedGroupKFold(folds, shuffle=True, random_state=seed)
    for fit, test in splitter.split(scores.labels, scores.labels, scores.groups):
        slope, intercept, point = calibrate(scores, fit)
        for name in MIXED:
            p[name][test] = sigmoid(slope * scores.z[name][test] + intercept)
            called[name][test, 0] = p[name][test] >= point.ai_above
            called[name][test, 1] = p[name][test] <= point.camera_below
    labels = np.tile(scores.labels, len(MIXED))
    pooled, calls = np.concatenate(list(p.values())), np.concatenate(list(called.values()))
    worst = {name: float(called[name][scores.labels == 0, 0].mean()) for name in MIXED}
    return {
        "ece": expected_calibration_error(pooled, labels, class_weights(labels)),
        "falsePositiveRate": float(calls[labels == 0, 0].mean()),
        "truePositiveRate": float(calls[labels == 1, 0].mean()),
        "missRate": float(calls[labels == 1, 1].mean()),
        "worstFalsePositiveRate": max(worst.values()),
        "worstCondition": max(worst, key=worst.get),
    }


def stratum_row(
    scores: Scores, own: np.ndarray, slope: float, intercept: float, point: OperatingPoint, repeats: int
) -> dict:
    """Images, groups and, per mixed condition, the figures of a part `own` (mask) of one class.

    AUC, with its interval bootstrapped over groups, compares the part with all images of the other class; the rate is
    the share called AI-generated, with Wilson's interval.
    """
    keep = own | (scores.labels != scores.labels[own][0])
    conditions = {}
    for condition in MIXED:
        z = scores.z[condition]
        called = sigmoid(slope * z[own] + intercept) >= point.ai_above
        conditions[condition] = {
            "auc": auc_interval(z[keep], scores.labels[keep], scores.groups[keep], repeats),
            "calledAi": rate_interval(int(called.sum()), len(called)),
        }
    return {"images": int(own.sum()), "groups": len(set(scores.groups[own])), "conditions": conditions}


def by_stratum(
    scores: Scores, slope: float, intercept: float, point: OperatingPoint, seen: set[str], repeats: int = 400
) -> list[dict]:
    """Rows of `measuredBy`: each generator and each source of photographs. `seen`: names that occur in training."""
    names = np.where(scores.labels == 1, scores.generators, scores.sources)
    rows = []
    for label in (1, 0):
        for name in sorted(set(names[scores.labels == label])):
            own = (names == name) & (scores.labels == label)
            rows.append(
                {
                    "kind": "generator" if label else "real-source",
                    "name": str(name),
                    "seen": str(name) in seen,
                    **stratum_row(scores, own, slope, intercept, point, repeats),
                }
            )
    return rows


def format_changes(scores: Scores, slope: float, intercept: float, point: OperatingPoint) -> list[dict]:
    """Photographs saved in another format: how often the verdict differs from that of the untouched pixels."""

    def zones(condition: str) -> tuple[np.ndarray, np.ndarray]:
        p = sigmoid(slope * scores.z[condition][scores.labels == 0] + intercept)
        return (p >= point.ai_above).astype(int) - (p <= point.camera_below), p

    before, p_before = zones("untouched")
    rows = []
    for condition, name in (("untouched", "PNG or lossless WebP"), ("JPEG 95", "JPEG 95"), ("WebP 90", "WebP 90")):
        after, p_after = zones(condition)
        rows.append(
            {
                "format": name,
                "ai": float((after == 1).mean()),
                "camera": float((after == -1).mean()),
                "changed": float((after != before).mean()),
                "opposite": float((after * before == -1).mean()),
                "shift": float(np.abs(p_after - p_before).mean()),
            }
        )
    return rows
