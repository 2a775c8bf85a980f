"""More photographs for training: none of a validated group, none near a picture of the set, always the same ones."""

import csv
import json
import subprocess
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from telltale_training import further_photographs
from telltale_training.build_data import COLUMNS

ENTRY = {
    "repository": "somebody/houses",
    "source": "houses",
    "label": "real",
    "licence": "none",
    "include": [r"\.jpg$"],
    "group": {"pattern": r"(\d+)_", "name": r"house:\1"},
    "cap": 4,
    "further": 100,
}


def picture(seed: int) -> Image.Image:
    small = np.random.default_rng(seed).integers(0, 256, (12, 12, 3), dtype=np.uint8)
    return Image.fromarray(small).resize((240, 240), Image.Resampling.BICUBIC)


@pytest.fixture
def clone(tmp_path: Path) -> tuple[Path, dict]:
    """Twelve houses of two pictures each; house 11 holds the pictures of house 1 again."""
    work = tmp_path / "mirrors" / "somebody+houses" / "repo"
    work.mkdir(parents=True)
    for house in range(12):
        for view in range(2):
            picture(1000 * (1 if house == 11 else house) + view).save(work / f"{house}_{view}.jpg", quality=95)
    commands = ["init -q", "add .", "-c user.name=a -c user.email=a@b commit -q -m pictures"]
    for command in commands:
        subprocess.run(["git", "-C", str(work), *command.split()], check=True)
    head = subprocess.run(["git", "-C", str(work), "rev-parse", "HEAD"], check=True, capture_output=True, text=True)
    return tmp_path, ENTRY | {"commit": head.stdout.strip()}


def set_row(file: str, group: str, split: str) -> dict:
    blank = dict.fromkeys(COLUMNS, "")
    original = f"{ENTRY['repository']}/{Path(file).name}"
    return blank | {"file": file, "source": "houses", "group": group, "split": split, "original": original}


def further(folder: Path, entry: dict, monkeypatch) -> list[dict]:
    rules = folder / "sources.json"
    rules.write_text(json.dumps({"repositories": [entry], "repeated_pictures": []}))
    monkeypatch.setattr(further_photographs, "RULES", rules)
    built = folder / "set"
    built.mkdir(exist_ok=True)
    mirror = folder / "mirrors" / "somebody+houses" / "repo"
    # House 2 was joined to house 1 when the set was built, so it goes by that name.
    named = [("1_0.jpg", "house:1", "val"), ("2_0.jpg", "house:1", "val"), ("3_0.jpg", "house:3", "train")]
    with open(built / "manifest.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        for name, group, split in named:
            Image.open(mirror / name).save(built / name, quality=95)
            writer.writerow(set_row(name, group, split))
    return further_photographs.collect_further(folder / "mirrors", built, folder / "further")


def test_nothing_of_validation_and_nothing_twice(clone, monkeypatch):
    folder, entry = clone
    rows = further(folder, entry, monkeypatch)
    groups = {row["group"] for row in rows}
    assert len(rows) > 8
    assert all(row["split"] == "train" for row in rows)
    assert not groups & {"house:1", "house:2"}
    # House 11 shows house 1 again: its first picture is near one of the set.
    assert not any(row["original"].endswith("11_0.jpg") for row in rows)
    assert all((folder / "further" / row["file"]).exists() for row in rows)
    assert rows == further(folder, entry, monkeypatch)


def test_the_files_that_were_dropped_are_gone(clone, monkeypatch):
    folder, entry = clone
    rows = further(folder, entry, monkeypatch)
    written = {p.relative_to(folder / "further").as_posix() for p in (folder / "further" / "images").rglob("*.*")}
    assert written == {row["file"] for row in rows}
