"""The peaks that the simulated generators leave in the built-in tiles, and a report of them.

    python -m telltale_training.generators.traces --tiles ../public/samples/explore --report report/generators.md

Residual: luma minus its 3x3 median. Two spectra of a group of n tiles: the mean of |DFT(residual)|^2 (as GRIP and Corvi et
al. 2023), and |DFT(mean residual)|^2 (as CNNSpot and GenImage), in which whatever is not fixed to the tile's first pixel
cancels. A peak is judged by its height over its surroundings on a logarithmic scale, in robust standard deviations.
"""

import argparse
import json
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np

from ..image_io import decode_rgb
from .similarity import luma

PEAK_ABOVE_Z = 5.0
NEIGHBOURS_BINS = 8  # half the side of the square that a bin is compared with
FACTOR = 8  # frequencies of all generators are multiples of 1/8 cycles per pixel
ELSEWHERE_BINS = 2000
SHOWN = ((0, 4), (4, 0), (4, 4), (0, 2), (2, 0), (2, 2), (0, 1), (1, 0), (1, 1))  # (down, right) in eighths
RECIPES = ("mean of spectra", "spectrum of mean")


def median3(values: np.ndarray) -> np.ndarray:
    """3x3 median, edges repeated."""
    padded = np.pad(values, 1, mode="edge")
    return np.median(np.lib.stride_tricks.sliding_window_view(padded, (3, 3)), axis=(2, 3))


def residual(rgb: np.ndarray) -> np.ndarray:
    """uint8 [H, W, 3] -> float64 [H, W], signed, in levels."""
    values = luma(rgb)
    return values - median3(values)


def spectra(residuals: list[np.ndarray]) -> dict[str, np.ndarray]:
    """Power [H, W] with frequency (0, 0) first, by recipe."""
    powers = [np.abs(np.fft.fft2(r)) ** 2 for r in residuals]
    of_mean = np.abs(np.fft.fft2(np.mean(residuals, axis=0))) ** 2
    return dict(zip(RECIPES, (np.mean(powers, axis=0), of_mean), strict=True))


def z_score(log_power: np.ndarray, row: int, column: int) -> float:
    """Height of one bin over the median of the bins around it, in 1.4826 median absolute deviations.

    Left out are the 3x3 bins around it, and its row and column, where edges of the content and of the tile gather.
    """
    span = np.arange(-NEIGHBOURS_BINS, NEIGHBOURS_BINS + 1)
    height, width = log_power.shape
    around = log_power[np.ix_((row + span) % height, (column + span) % width)]
    apart = np.abs(span)
    kept = (np.maximum(apart[:, None], apart) > 1) & (apart[:, None] > 0) & (apart > 0)
    middle = np.median(around[kept])
    deviation = 1.4826 * np.median(np.abs(around[kept] - middle))
    return float((log_power[row, column] - middle) / deviation)


def predicted(factor: int) -> list[tuple[int, int]]:
    """(down, right) in units of 1/factor: one of each pair of opposite frequencies, without (0, 0)."""
    pairs = [(i, j) for i in range(factor) for j in range(factor)]
    return [(i, j) for i, j in pairs if (i, j) != (0, 0) and (i, j) <= (-i % factor, -j % factor)]


@dataclass(frozen=True)
class Traces:
    n: int
    z: dict[str, dict[tuple[int, int], float]]  # by recipe and eighths
    elsewhere: dict[str, float]  # share of other bins above the limit


def measure(residuals: list[np.ndarray], seed: int = 1) -> Traces:
    z, elsewhere = {}, {}
    for recipe, power in spectra(residuals).items():
        log_power = np.log(power + 1e-12)
        height, width = log_power.shape
        z[recipe] = {
            (i, j): z_score(log_power, i * height // FACTOR, j * width // FACTOR) for i, j in predicted(FACTOR)
        }
        drawn = np.random.default_rng(seed).integers(0, (height, width), (ELSEWHERE_BINS, 2))
        others = [z_score(log_power, y, x) for y, x in drawn if y * FACTOR % height or x * FACTOR % width]
        elsewhere[recipe] = float(np.mean(np.array(others) > PEAK_ABOVE_Z))
    return Traces(len(residuals), z, elsewhere)


def read_groups(folder: Path) -> dict[str, list[np.ndarray]]:
    """Residuals of the tiles by the generator's name; 'real' first."""
    index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    names = {g["id"]: g["name"] for g in index["generators"]} | {None: "real"}
    groups: dict[str, list[np.ndarray]] = {}
    for path, generator in zip(index["columns"]["path"], index["columns"]["generator"], strict=True):
        groups.setdefault(names[generator], []).append(residual(decode_rgb(folder / path)))
    return groups


def frequency_name(eighths: tuple[int, int]) -> str:
    return "(" + ", ".join(str(Fraction(k, FACTOR)) for k in eighths) + ")"


def table(traces: dict[str, Traces], recipe: str) -> str:
    counted = f"of {len(predicted(FACTOR))} above {PEAK_ABOVE_Z:g}"
    head = ["tiles of", "n", *map(frequency_name, SHOWN), counted, "elsewhere"]
    lines = [head, ["---"] * len(head)]
    for name, found in traces.items():
        z = found.z[recipe]
        above = sum(value > PEAK_ABOVE_Z for value in z.values())
        elsewhere = f"{100 * found.elsewhere[recipe]:.1f} %"
        lines.append([name, str(found.n), *(f"{z[f]:.1f}" for f in SHOWN), str(above), elsewhere])
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


MARK = "<!-- tables: written by traces.py -->"


def write_report(path: Path, traces: dict[str, Traces]) -> None:
    """Replaces what stands below the mark; the words above it are kept."""
    words = path.read_text(encoding="utf-8").split(MARK)[0] if path.exists() else ""
    tables = "\n\n".join(f"## {recipe.capitalize()}\n\n{table(traces, recipe)}" for recipe in RECIPES)
    path.write_text(f"{words}{MARK}\n\n{tables}\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tiles", required=True, type=Path, help="folder with index.json")
    parser.add_argument("--report", required=True, type=Path)
    args = parser.parse_args()
    traces = {name: measure(residuals) for name, residuals in read_groups(args.tiles).items()}
    write_report(args.report, traces)
    for recipe in RECIPES:
        print(f"{recipe}\n{table(traces, recipe)}\n")


if __name__ == "__main__":
    main()
