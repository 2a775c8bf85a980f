"""A pair of the pool is fixed by seed and index, classes alternate, and size and history do not depend on the label."""

from pathlib import Path

import numpy as np
import pytest

from telltale_training.augment import AugmentConfig, augment_pair, first_jpeg_probability
from telltale_training.data import Sample
from telltale_training.pool import PairSource, draw_weights
from telltale_training.regions import Region, RegionStore, RegionWriter, random_regions, reduce_large


def sample(label: int, source: str, history: bool = False) -> Sample:
    return Sample(Path("x"), label, "g", "", source, source, "train", "", history, None, 1.0)


@pytest.fixture
def source(tmp_path) -> PairSource:
    rng = np.random.default_rng(0)
    samples = [sample(0, "a", True), sample(0, "b"), sample(1, "c"), sample(1, "d")]
    with RegionWriter(tmp_path) as writer:
        for index in range(len(samples)):
            for shape in ((300, 500, 3), (512, 512, 3)):
                writer.add(index, rng.integers(0, 256, shape, dtype=np.uint8), reduced=False)
    return PairSource(samples, RegionStore(tmp_path), AugmentConfig(), seed=5)


def test_a_pair_depends_on_seed_and_index_only(source):
    forward = [source.pair(i)[0] for i in range(8)]
    backward = [source.pair(i)[0] for i in reversed(range(8))][::-1]
    assert all((a == b).all() for a, b in zip(forward, backward, strict=True))
    source.seed += 1
    assert any((a != source.pair(i)[0]).any() for i, a in enumerate(forward))


def test_classes_alternate(source):
    assert all(source.samples[source.pair(i)[1]].label == i % 2 for i in range(16))


def test_large_regions_are_drawn_as_often_from_both_classes(source):
    large = np.array([source.draw(i)[2] for i in range(4000)])
    assert abs(large[::2].mean() - large[1::2].mean()) < 0.05
    assert all(source.store.regions[source.draw(i)[1]].large for i in np.flatnonzero(large)[:200])


@pytest.mark.parametrize("shape", [(256, 256, 3), (90, 700, 3), (1200, 400, 3), (40, 40, 3), (512, 512, 3)])
@pytest.mark.parametrize("large", [False, True])
def test_every_shape_becomes_a_pair(shape, large):
    rgb = np.random.default_rng(1).integers(0, 256, shape, dtype=np.uint8)
    for seed in range(12):
        pair = augment_pair(rgb, large, 0.5, AugmentConfig(), np.random.default_rng(seed))
        assert pair.shape == (2, 176, 176, 3) and pair.dtype == np.uint8


def test_strata_weigh_the_square_root_of_their_size():
    samples = [sample(0, "small")] + [sample(0, "large")] * 9 + [sample(1, "other")]
    # The second image of the large source has two regions, which share its weight.
    regions = [Region(i, 0, 300, 300, False) for i in range(len(samples))] + [Region(2, 0, 300, 300, False)]
    weights = draw_weights(samples, regions, 0, large=False)
    assert weights[10] == 0
    assert weights[1:10].sum() + weights[11] == pytest.approx(3 * weights[0])
    assert weights[2] == weights[11] == pytest.approx(weights[1] / 2)
    assert weights.sum() == pytest.approx(1)


def test_a_class_without_large_regions_is_named():
    with pytest.raises(ValueError, match="no large region has label 1"):
        draw_weights([sample(1, "a")], [Region(0, 0, 300, 300, False)], 1, large=True)


def test_first_jpeg_probability_reaches_the_target():
    for share in (0.0, 0.23, 0.58):
        p = first_jpeg_probability(share, 0.85)
        assert share + (1 - share) * p == pytest.approx(0.85)
    assert first_jpeg_probability(0.9, 0.85) == 0


def test_large_images_are_reduced_and_small_ones_are_not():
    rng = np.random.default_rng(2)
    small = np.zeros((900, 1536, 3), np.uint8)
    assert reduce_large(small, rng)[0] is small
    for _ in range(10):
        reduced, flag = reduce_large(np.zeros((1000, 3000, 3), np.uint8), rng)
        assert flag and 880 <= reduced.shape[1] <= 2200


@pytest.mark.parametrize("shape", [(200, 300), (512, 512), (700, 1536), (1536, 1536)])
def test_regions_lie_inside(shape):
    rgb = np.zeros((*shape, 3), np.uint8)
    regions = random_regions(rgb, 4, np.random.default_rng(0))
    assert 1 <= len(regions) <= 4
    assert all(r.shape[0] == min(512, shape[0]) and r.shape[1] == min(512, shape[1]) for r in regions)


def test_no_group_crosses_the_split(samples):
    splits: dict[str, set[str]] = {}
    for s in samples:
        splits.setdefault(s.group, set()).add(s.split)
    assert [group for group, parts in splits.items() if len(parts) > 1] == []
