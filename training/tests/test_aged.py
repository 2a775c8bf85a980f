"""What looks old keeps its size and its content, is fixed by the seed, and does not ask for the label."""

import inspect

import numpy as np
import pytest
from PIL import Image

from telltale_training import aged as module
from telltale_training.aged import STEPS, aged, grained, toned, without_colour
from telltale_training.augment import AugmentConfig, augment_pair


@pytest.fixture
def picture() -> Image.Image:
    """A coloured wave: flat places, edges and all three colours."""
    y, x = np.mgrid[:200, :180] / 20
    planes = [np.sin(x), np.cos(y), np.sin(x + y)]
    return Image.fromarray(((np.stack(planes, 2) + 1) * 127).astype(np.uint8))


def saturation(rgb: np.ndarray) -> float:
    return float(np.ptp(rgb.astype(float), axis=2).mean())


def test_a_seed_fixes_it_and_the_size_stays(picture):
    for seed in range(20):
        first, again = (np.asarray(aged(picture, np.random.default_rng(seed))) for _ in range(2))
        assert (first == again).all()
        assert sorted(first.shape) == [3, 180, 200]
        assert first.dtype == np.uint8


def test_the_picture_is_still_there(picture):
    """Under all that, the luma still follows the original's in nearly every case (a border may turn the picture)."""
    original = np.asarray(picture.convert("L"), dtype=float)
    alike = []
    for seed in range(40):
        old = np.asarray(aged(picture, np.random.default_rng(seed)).convert("L"), dtype=float)
        turns = [np.rot90(old, k) for k in range(4)]
        alike.append(max(np.corrcoef(t.ravel(), original.ravel())[0, 1] for t in turns if t.shape == original.shape))
    assert np.mean(np.array(alike) > 0.5) > 0.8


def test_colour_goes_and_a_tone_comes(picture):
    rng = np.random.default_rng(3)
    rgb = np.asarray(picture, dtype=np.float32)
    grey = without_colour(rgb, rng)
    assert saturation(grey) == 0 < saturation(rgb)
    tinted = [toned(grey, rng) for _ in range(10)]
    assert all(saturation(t) > 0.5 for t in tinted)


def test_grain_is_shared_by_neighbours():
    flat = np.full((128, 128, 3), 128, np.float32)
    correlations = []
    for seed in range(30):
        noise = grained(flat, np.random.default_rng(seed))[..., 1] - 128
        correlations.append(np.corrcoef(noise[:, 1:].ravel(), noise[:, :-1].ravel())[0, 1])
    # White noise would be within 0.02 of zero; the finest grain here is little more than a pixel.
    assert np.median(correlations) > 0.4 and min(correlations) > -0.02


def test_every_step_changes_something_and_says_how_often(picture):
    rgb = np.asarray(picture, dtype=np.float32)
    for probability, step in STEPS:
        assert 0 < probability < 1
        assert np.abs(step(rgb, np.random.default_rng(1)) - rgb if step.__name__ != "bordered" else 1).max() > 0.5


def test_the_label_is_no_argument():
    for name, function in inspect.getmembers(module, inspect.isfunction):
        assert "label" not in inspect.signature(function).parameters, name


def test_it_is_off_unless_asked_for(picture):
    rgb = np.asarray(picture)
    plain = augment_pair(rgb, False, 0.5, AugmentConfig(), np.random.default_rng(7))
    off = augment_pair(rgb, False, 0.5, AugmentConfig(aged=0.0), np.random.default_rng(7))
    on = augment_pair(rgb, False, 0.5, AugmentConfig(aged=1.0), np.random.default_rng(7))
    assert (plain == off).all() and (plain != on).any()
