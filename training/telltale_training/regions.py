"""The training regions: each image decoded once and cut to pieces of at most 512 pixels, in one flat file.

`regions.bin` holds uint8 RGB pixels one region after another, `regions.json` the sample, offset and size of each.
"""

import json
import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from .augment import RESIZE_FILTERS
from .data import Sample
from .image_io import decode_rgb

REGION_PX = 512
# Photographs above this are reduced first, as the page does it; not always to the same size.
SHRINK_ABOVE_PX = 1536


@dataclass(frozen=True)
class Region:
    sample: int  # index into the list of samples
    offset: int
    height: int
    width: int
    reduced: bool  # its pixels are a reduction of the file's

    @property
    def large(self) -> bool:
        """Holds a whole large region, so it can be reduced to a third and still fill the crop."""
        return min(self.height, self.width) >= REGION_PX


class RegionStore:
    """Regions of a folder, read through the page cache."""

    def __init__(self, folder: str | Path):
        folder = Path(folder)
        self.regions = [Region(*row) for row in json.loads((folder / "regions.json").read_text())]
        self.bytes = np.memmap(folder / "regions.bin", np.uint8, "r")

    def pixels(self, index: int) -> np.ndarray:
        r = self.regions[index]
        return self.bytes[r.offset : r.offset + r.height * r.width * 3].reshape(r.height, r.width, 3)


class RegionWriter:
    """Appends regions and writes the table on exit."""

    def __init__(self, folder: str | Path):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.rows: list[tuple] = []
        self.offset = 0

    def __enter__(self) -> "RegionWriter":
        self.file = open(self.folder / "regions.bin", "wb")
        return self

    def add(self, sample: int, rgb: np.ndarray, reduced: bool) -> None:
        height, width = rgb.shape[:2]
        self.rows.append((sample, self.offset, height, width, reduced))
        self.offset += height * width * 3
        self.file.write(np.ascontiguousarray(rgb).tobytes())

    def __exit__(self, *_error) -> None:
        self.file.close()
        (self.folder / "regions.json").write_text(json.dumps(self.rows))


def reduce_large(rgb: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, bool]:
    """Images above 1536 pixels: half of the time to 1536 with bicubic as in use, else to 900-2200 with any filter."""
    longest = max(rgb.shape[:2])
    if longest <= SHRINK_ABOVE_PX:
        return rgb, False
    as_in_use = rng.random() < 0.5
    scale = min(1.0, (SHRINK_ABOVE_PX if as_in_use else rng.uniform(900, 2200)) / longest)
    kernel = Image.Resampling.BICUBIC if as_in_use else RESIZE_FILTERS[int(rng.integers(len(RESIZE_FILTERS)))]
    size = (max(1, round(rgb.shape[1] * scale)), max(1, round(rgb.shape[0] * scale)))
    return np.asarray(Image.fromarray(rgb).resize(size, kernel)), scale < 1


def random_regions(rgb: np.ndarray, most: int, rng: np.random.Generator) -> list[np.ndarray]:
    """At most `most` regions, as many as the area holds, at random cells of a grid that covers the image."""
    height, width = rgb.shape[:2]
    rows, columns = math.ceil(height / REGION_PX - 0.25) or 1, math.ceil(width / REGION_PX - 0.25) or 1
    cells = [(r, c) for r in range(rows) for c in range(columns)]
    chosen = rng.permutation(len(cells))[:most]
    regions = []
    for r, c in (cells[i] for i in chosen):
        size_y, size_x = min(REGION_PX, height), min(REGION_PX, width)
        y = round(r * (height - size_y) / max(1, rows - 1)) if rows > 1 else int(rng.integers(0, height - size_y + 1))
        x = round(c * (width - size_x) / max(1, columns - 1)) if columns > 1 else int(rng.integers(0, width - size_x + 1))
        regions.append(rgb[y : y + size_y, x : x + size_x])
    return regions


def cut_regions(samples: list[Sample], folder: str | Path, most_per_image: int = 4, seed: int = 1) -> None:
    """Decode every sample once and write its regions."""
    with RegionWriter(folder) as writer:
        for index, sample in enumerate(samples):
            rng = np.random.default_rng([seed, index])
            rgb, reduced = reduce_large(decode_rgb(sample.path), rng)
            for piece in random_regions(rgb, most_per_image, rng):
                writer.add(index, piece, reduced)
