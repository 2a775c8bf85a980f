"""Augmentation is fixed by its seed, classes alternate, and nothing crosses the split."""

from pathlib import Path

import numpy as np
import pytest

from telltale_training.augment import AugmentConfig, augment, first_jpeg_probability
from telltale_training.data import Sample
from telltale_training.sampling import HistoryDataset, draw_weights


def sample(label: int, source: str, history: bool = False) -> Sample:
    return Sample(Path("x"), label, "g", source, source, "train", "", history, None, 1.0)


@pytest.fixture
def dataset() -> HistoryDataset:
    rng = np.random.default_rng(0)
    samples = [sample(0, "a", True), sample(0, "b"), sample(1, "c"), sample(1, "d")]
    images = [rng.integers(0, 256, size, dtype=np.uint8) for size in ((300, 500, 3), (256, 256, 3)) * 2]
    return HistoryDataset(samples, images, AugmentConfig(), length=64, seed=5)


def test_an_item_depends_on_seed_and_index_only(dataset):
    forward = [dataset[i][0] for i in range(12)]
    backward = [dataset[i][0] for i in reversed(range(12))][::-1]
    assert all((a == b).all() for a, b in zip(forward, backward, strict=True))
    dataset.seed += 1
    assert any((a != dataset[i][0]).any() for i, a in enumerate(forward))


def test_classes_alternate(dataset):
    assert [dataset[i][1] for i in range(6)] == [0, 1] * 3
    assert all(dataset.samples[dataset.pixels(i)[1]].label == i % 2 for i in range(32))


@pytest.mark.parametrize("shape", [(256, 256, 3), (90, 700, 3), (1200, 400, 3), (40, 40, 3)])
def test_every_shape_becomes_one_crop(shape):
    rgb = np.random.default_rng(1).integers(0, 256, shape, dtype=np.uint8)
    for seed in range(20):
        crop = augment(rgb, 0.5, AugmentConfig(), np.random.default_rng(seed))
        assert crop.shape == (160, 160, 3) and crop.dtype == np.uint8


def test_strata_weigh_the_square_root_of_their_size():
    samples = [sample(0, "small")] + [sample(0, "large")] * 9 + [sample(1, "other")]
    weights = draw_weights(samples, 0)
    assert weights[-1] == 0
    assert weights[1:10].sum() == pytest.approx(3 * weights[0])
    assert weights.sum() == pytest.approx(1)


def test_first_jpeg_probability_reaches_the_target():
    for share in (0.0, 0.23, 0.58):
        p = first_jpeg_probability(share, 0.85)
        assert share + (1 - share) * p == pytest.approx(0.85)
    assert first_jpeg_probability(0.9, 0.85) == 0


def test_no_group_crosses_the_split(samples):
    splits: dict[str, set[str]] = {}
    for s in samples:
        splits.setdefault(s.group, set()).add(s.split)
    assert [group for group, parts in splits.items() if len(parts) > 1] == []


def test_no_original_crosses_the_split_under_another_group(samples):
    """Equal files would be a leak that groups do not show."""
    import hashlib

    seen: dict[str, str] = {}
    for s in samples:
        digest = hashlib.sha256(s.path.read_bytes()).hexdigest()
        assert seen.setdefault(digest, s.split) == s.split, s.path
