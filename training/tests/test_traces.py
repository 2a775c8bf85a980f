"""The peak measure: flat noise has no peaks, a known grid has them where theory puts them, and only there."""

import json

import numpy as np
import pytest
from PIL import Image

from telltale_training.generators.traces import (
    MARK,
    PEAK_ABOVE_Z,
    RECIPES,
    measure,
    median3,
    predicted,
    read_groups,
    residual,
    write_report,
    z_score,
)

TILES = 24


def noise(seed: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(0, 4, (256, 256))


@pytest.fixture(scope="module")
def flat():
    return measure([noise(seed) for seed in range(TILES)])


def test_median_agrees_with_sorting():
    values = np.random.default_rng(1).normal(size=(7, 9))
    result = median3(values)
    assert result[3, 4] == np.sort(values[2:5, 3:6].ravel())[4]
    assert result[0, 0] == np.sort([values[0, 0]] * 4 + [values[0, 1]] * 2 + [values[1, 0]] * 2 + [values[1, 1]])[4]


def test_predicted_frequencies_are_half_of_the_plane():
    assert predicted(2) == [(0, 1), (1, 0), (1, 1)]
    # 64 - 1, of which (0, 4), (4, 0) and (4, 4) are their own opposites.
    assert len(predicted(8)) == (63 - 3) // 2 + 3


@pytest.mark.parametrize("recipe", RECIPES)
def test_noise_has_no_peaks(recipe, flat):
    assert flat.n == TILES
    assert max(flat.z[recipe].values()) < PEAK_ABOVE_Z
    assert flat.elsewhere[recipe] < 0.005


@pytest.mark.parametrize("recipe", RECIPES)
def test_a_grid_shows_at_its_frequencies_alone(recipe):
    """Half a level on every fourth column: lines at (0, 1/4) and (0, 1/2)."""
    grid = np.zeros((256, 256))
    grid[:, ::4] = 0.5
    z = measure([noise(seed) + grid for seed in range(TILES)]).z[recipe]
    assert {f for f, value in z.items() if value > PEAK_ABOVE_Z} == {(0, 2), (0, 4)}


def test_a_grid_whose_place_varies_cancels_in_the_spectrum_of_the_mean():
    residuals = []
    for seed in range(TILES):
        grid = np.zeros((256, 256))
        grid[:, seed % 8 :: 8] = 1.5
        residuals.append(noise(seed) + grid)
    z = measure(residuals).z
    assert z["mean of spectra"][0, 1] > PEAK_ABOVE_Z
    assert z["spectrum of mean"][0, 1] < PEAK_ABOVE_Z


def test_z_is_the_height_in_deviations():
    log_power = np.random.default_rng(2).normal(3, 0.5, (64, 64))
    log_power[20, 30] = 8
    assert z_score(log_power, 20, 30) == pytest.approx(10, rel=0.15)


def test_groups_come_from_the_index_and_words_stay_in_the_report(tmp_path):
    rgb = np.random.default_rng(3).integers(0, 256, (256, 256, 3), np.uint8)
    Image.fromarray(rgb).save(tmp_path / "a.webp", lossless=True)
    index = {
        "generators": [{"id": "g", "name": "simulated: g"}],
        "columns": {"path": ["a.webp", "a.webp"], "generator": [None, "g"]},
    }
    (tmp_path / "index.json").write_text(json.dumps(index))
    groups = read_groups(tmp_path)
    assert list(groups) == ["real", "simulated: g"]
    assert np.array_equal(groups["real"][0], residual(rgb))
    report = tmp_path / "report.md"
    report.write_text(f"# Ours\n\nWords.\n\n{MARK}\n\nold")
    write_report(report, {name: measure(residuals) for name, residuals in groups.items()})
    text = report.read_text()
    assert text.startswith("# Ours\n\nWords.") and "old" not in text and "| simulated: g | 1 |" in text
