"""The manifests and the decoded images. A data folder holds manifest.csv and the files it names."""

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .image_io import decode_rgb


@dataclass(frozen=True)
class Sample:
    """One row of a manifest."""

    path: Path
    label: int  # 1 = generated, 0 = photograph
    generator: str
    family: str  # of the generator; "camera" for photographs, "" where a manifest has none
    source: str
    group: str  # images of one group share an origin and never cross the split
    split: str
    licence: str
    jpeg_history: bool  # the pixels went through JPEG at this very scale before they were collected
    jpeg_quality: int | None  # of the original file, where it was a JPEG
    scale: float  # factor by which the original was reduced


def read_manifest(folder: str | Path) -> list[Sample]:
    folder = Path(folder)
    with open(folder / "manifest.csv", newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return [
        Sample(
            path=folder / row["file"],
            label=int(row["label"] == "ai"),
            generator=row["generator"],
            family=row.get("family", ""),
            source=row["source"],
            group=f"{row['source']}/{row['group']}",
            split=row["split"],
            licence=row["licence"],
            jpeg_history=row["original_format"].upper() == "JPEG" and float(row["scale"]) == 1,
            jpeg_quality=int(row["jpeg_quality"]) if row["jpeg_quality"] else None,
            scale=float(row["scale"]),
        )
        for row in rows
    ]


def read_manifests(folders: list[str | Path]) -> list[Sample]:
    return [sample for folder in folders for sample in read_manifest(folder)]


def decode_all(samples: list[Sample]) -> list[np.ndarray]:
    """All images as uint8 [H, W, 3] arrays in memory (about 1 GB for 2,400 small files)."""
    return [decode_rgb(sample.path) for sample in samples]
