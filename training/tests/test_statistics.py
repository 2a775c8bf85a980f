"""Metrics and calibration against scikit-learn, published values and brute force."""

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from telltale_training.calibrate import choose_operating_point, class_weights, fit_platt, threshold_above
from telltale_training.metrics import expected_calibration_error, group_weights, weighted_auc, wilson


@pytest.fixture
def scored() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(2)
    labels = (rng.random(400) < 0.3).astype(int)
    return np.round(rng.normal(labels * 1.2, 1.0), 1), labels  # rounded, so that there are ties


def test_auc_equals_scikit_learn(scored):
    z, labels = scored
    weights = np.random.default_rng(3).integers(0, 4, (5, len(z))).astype(float)
    expected = [roc_auc_score(labels, z, sample_weight=w) for w in weights]
    assert weighted_auc(z, labels, weights) == pytest.approx(expected)


def test_platt_equals_unregularised_logistic_regression(scored):
    z, labels = scored
    slope, intercept = fit_platt(z, labels, class_weights(labels))
    reference = LogisticRegression(C=np.inf, class_weight="balanced", tol=1e-10).fit(z[:, None], labels)
    assert (slope, intercept) == pytest.approx((reference.coef_[0, 0], reference.intercept_[0]), abs=1e-4)


def test_wilson_published_value():
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)  # Newcombe 1998, table I


def test_groups_are_drawn_whole():
    groups = np.array(["a", "a", "b", "c", "c", "c"])
    weights = group_weights(groups, 50)
    assert (weights[:, 0] == weights[:, 1]).all() and (weights[:, 3] == weights[:, 5]).all()
    assert (weights[:, [0, 2, 3]].sum(axis=1) == 3).all()


def test_threshold_is_the_lowest_that_keeps_the_rate():
    p = np.linspace(0.01, 0.99, 99)
    threshold = threshold_above(p, 0.05)
    assert (p >= threshold).sum() == 4  # 5 of 99 would be more than 5 %
    assert 0.95 < threshold < 0.96


def test_operating_point_holds_in_every_condition():
    rng = np.random.default_rng(4)
    labels = np.repeat([0, 1], 200)
    p = {c: 1 / (1 + np.exp(-rng.normal(shift + 2 * labels, 1))) for c, shift in (("a", -1), ("b", -0.5))}
    point = choose_operating_point(p, labels)
    assert point.camera_below <= point.ai_above
    for values in p.values():
        assert (values[labels == 0] >= point.ai_above).mean() <= 0.05
        assert (values[labels == 1] <= point.camera_below).mean() <= 0.10


def test_calibration_error_of_known_probabilities():
    p, labels = np.array([0.05, 0.05, 0.95, 0.95]), np.array([0, 0, 1, 0])
    assert expected_calibration_error(p, labels, np.ones(4)) == pytest.approx((0.05 * 2 + 0.45 * 2) / 4)
