"""Stable Diffusion's scripts hide a mark in their images; it must not be what the network recognises.

The mark (`dwtDct` of the package invisible-watermark, which those scripts call) quantises one value of each 4x4 block of
the Haar approximation of the U plane to a quarter or three quarters of 36. Written anew here to embed and to see it.
"""

import numpy as np
import pytest

from telltale_training.augment import AugmentConfig, augment_pair

SCALE = 36.0


def u_plane(rgb: np.ndarray) -> np.ndarray:
    return rgb.astype(np.float64) @ np.array([-0.14713, -0.28886, 0.436])


def blocks(plane: np.ndarray) -> np.ndarray:
    """4x4 blocks of the Haar approximation (sums of 2x2 halved), [n, 16]."""
    height, width = (side // 8 * 8 for side in plane.shape)
    haar = plane[:height, :width].reshape(height // 2, 2, width // 2, 2).sum((1, 3)) / 2
    return haar.reshape(height // 8, 4, width // 8, 4).transpose(0, 2, 1, 3).reshape(-1, 16)


def strongest(values: np.ndarray) -> np.ndarray:
    """Place of the largest magnitude of each block but for the first value."""
    return np.abs(values[:, 1:]).argmax(axis=1) + 1


def quantisation(rgb: np.ndarray) -> float:
    """Mean of cos(4 pi v / 36) over the carrying values: -1 where all are marked, about 0 where none is."""
    values = blocks(u_plane(rgb))
    carried = np.abs(np.take_along_axis(values, strongest(values)[:, None], 1))
    return float(np.cos(4 * np.pi * carried / SCALE).mean())


def marked(rgb: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The picture with random bits embedded, by moving the U plane under each block and keeping the rest."""
    values = blocks(u_plane(rgb))
    place = strongest(values)
    carried = np.take_along_axis(values, place[:, None], 1)[:, 0]
    bits = rng.integers(0, 2, len(values))
    target = np.where(carried < 0, -1, 1) * (np.abs(carried) // SCALE + 0.25 + 0.5 * bits) * SCALE
    change = np.zeros_like(values)
    change[np.arange(len(values)), place] = (target - carried) / 2  # a Haar sum is four pixels, halved
    height, width = (side // 8 for side in rgb.shape[:2])
    plane = change.reshape(height, width, 4, 4).transpose(0, 2, 1, 3).reshape(height * 4, width * 4)
    plane = plane.repeat(2, 0).repeat(2, 1)
    # A change of U alone, in RGB.
    result = rgb.astype(np.float64)
    result[: plane.shape[0], : plane.shape[1]] += plane[..., None] * np.array([0, -0.39465, 2.03211])
    return np.clip(np.round(result), 0, 255).astype(np.uint8)


@pytest.fixture
def picture() -> np.ndarray:
    """A smooth coloured texture, far from black and white so that nothing is clipped."""
    rng = np.random.default_rng(0)
    coarse = rng.uniform(90, 170, (33, 33, 3))
    fine = coarse.repeat(16, 0).repeat(16, 1)[:512, :512]
    return np.clip(fine + rng.normal(0, 6, fine.shape), 0, 255).astype(np.uint8)


def test_the_mark_is_seen_where_it_is(picture):
    assert quantisation(marked(picture, np.random.default_rng(1))) < -0.5
    assert abs(quantisation(picture)) < 0.1


@pytest.mark.parametrize("large", [False, True])
def test_no_view_of_the_pool_carries_it(picture, large):
    source = marked(picture, np.random.default_rng(1))
    found = {0: [], 1: []}
    for seed in range(40):
        pair = augment_pair(source, large, 0.85, AugmentConfig(), np.random.default_rng(seed))
        plain = augment_pair(picture, large, 0.85, AugmentConfig(), np.random.default_rng(seed))
        for view in (0, 1):
            found[view].append(quantisation(pair[view]) - quantisation(plain[view]))
    for view, differences in found.items():
        print(f"view {view}: {np.mean(differences):+.3f}, strongest {np.min(differences):+.3f}")
        assert abs(np.mean(differences)) < 0.08
