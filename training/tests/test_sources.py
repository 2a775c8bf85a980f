"""sources.json names only what may be used; the built set keeps splits, groups and repeats apart."""

import csv
import json
import os
import re
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageFilter

from telltale_training.build_data import (
    COLUMNS,
    NEAR_BITS,
    STANDARD_TABLES,
    Blob,
    canonical,
    draw,
    family,
    fingerprint,
    first_match,
    generator_of,
    group_of,
    jpeg_quality,
    wanted,
)

RULES = json.loads((Path(__file__).parents[1] / "sources.json").read_text(encoding="utf-8"))
ENTRIES = RULES["repositories"]
AI_ALLOWED = {
    "dcsan/imagen",
    "Extile1/stable-diffusion",
    "JoshCLWren/stable-diffusion",
    "eudoxia0/eudoxia0.github.io",
    "PicoTrex/Awesome-Nano-Banana-images",
    "comfyanonymous/ComfyUI_examples",
    "HiAPIAI/awesome-gpt-image-2-prompts",
    "freestylefly/awesome-gpt-image-2",
    "cheekymohnkey/midjourney-profile-tester",
    "imaginevid-ai/Awesome-seedream-5-pro-prompts-and-skills",
    "danielrosehill/Hebrew-Image-Generation-Eval",
}
REAL_ALLOWED = {
    "EliSchwartz/imagenet-sample-images",
    "elementary/wallpapers",
    "alexeygrigorev/clothing-dataset-small",
    "marcusklasson/GroceryStoreDataset",
    "BIDS/BSDS500",
    "drewnoakes/metadata-extractor-images",
    "maxvoltar/photo-stream",
    "emanhamed/Houses-dataset",
    "linuxdeepin/deepin-wallpapers",
    "pop-os/wallpapers",
}
FAMILIES = {
    "autoregressive",
    "latent-diffusion",
    "pixel-diffusion",
    "midjourney",
    "gpt-image",
    "gemini-image",
    "seedream",
    "other-service",
}


def entry(source: str) -> dict:
    return next(e for e in ENTRIES if e["source"] == source)


@pytest.mark.parametrize("e", ENTRIES, ids=lambda e: e["source"])
def test_entry_is_well_formed(e: dict) -> None:
    assert e["repository"] in (AI_ALLOWED if e["label"] == "ai" else REAL_ALLOWED)
    assert re.fullmatch(r"[0-9a-f]{40}", e["commit"])
    assert e["licence"] and e["include"]
    assert ("generator" in e) == (e["label"] == "ai")
    patterns = [*e["include"], *(p for p, _ in e.get("exclude", [])), *e.get("link_only", []), e["group"]["pattern"]]
    assert all(re.compile(p) for p in patterns)
    assert all(len(rule) == 2 and rule[1] for rule in e.get("exclude", [])), "an exclude states its reason"


def test_sources_are_named_once() -> None:
    assert len({e["source"] for e in ENTRIES}) == len({e["repository"] for e in ENTRIES}) == len(ENTRIES)
    assert not {e["source"] for e in ENTRIES} & set(RULES["taken_over"])


def test_every_generator_has_a_family() -> None:
    assert {name for _, name in RULES["families"]} == FAMILIES
    rules = [e["generator"] for e in ENTRIES if e["label"] == "ai"] + [e.get("generator_default", "") for e in ENTRIES]
    names = {r for r in rules if isinstance(r, str)} | {n for r in rules if isinstance(r, list) for _, n in r}
    for name in names - {"", "manifest", r"\1"}:
        assert family(name, RULES) in FAMILIES
    assert family("nano-banana-pro", RULES) == "gemini-image"
    assert family("flux-2-pro", RULES) == "latent-diffusion"
    with pytest.raises(ValueError, match="no family"):
        family("unheard-of", RULES)


def test_sources_that_may_not_be_trained_on_stay_out() -> None:
    dcsan = entry("dcsan-imagen")
    for name in ("disco-1.png", "dal2-1.jpg", "mdif-1.png"):
        assert not wanted(dcsan, [Blob(f"output/renders/a-1/{name}", "0" * 40)], {}, set())
    assert wanted(dcsan, [Blob("output/renders/a-1/ldif-1.png", "0" * 40)], {}, set())
    bsds = entry("bsds500")
    assert not wanted(bsds, [Blob("BSDS500/data/images/test/1.jpg", "0" * 40)], {}, set())


def test_only_manifest_takes_named_files_alone() -> None:
    deepin = entry("deepin")
    blobs = [Blob("nonfree/unsplash.com/a b.jpg", "1" * 40), Blob("deepin/flow.jpg", "2" * 40)]
    assert wanted(deepin, blobs, {canonical("nonfree_unsplash.com_a_b.jpg"): {}}, set()) == blobs[:1]


def test_cap_thins_every_series_before_it_loses_one() -> None:
    blobs = [Blob(f"Houses Dataset/{house}_{room}.jpg", "0" * 40) for house in range(6) for room in ("a", "b", "c", "d")]
    chosen = wanted(entry("houses") | {"cap": 8}, blobs, {}, set())
    assert len(chosen) == 8
    assert set(Counter(group_of(entry("houses")["group"], b.path) for b in chosen).values()) <= {1, 2}
    assert chosen == wanted(entry("houses") | {"cap": 8}, blobs[::-1], {}, set())


@pytest.mark.parametrize(
    ("source", "path", "group"),
    [
        ("dcsan-imagen", "output/renders/two-ships-1/simu-1.png", "two-ships-1"),
        ("extile1-sd", "outputs/txt2img-samples/samples/00007.png", "prompt-3"),
        ("grocery", "dataset/train/Fruit/Pear/Anjou/Anjou_018.jpg", "Anjou-1"),
        ("houses", "Houses Dataset/117_bedroom.jpg", "house:117"),
        ("cheekymohnkey-midjourney-profile-teste", "profile_results_backup/q/q_Food_Test.jpg", "Food_Test"),
    ],
)
def test_group_rules(source: str, path: str, group: str) -> None:
    assert group_of(entry(source)["group"], path) == group


def test_generator_rules() -> None:
    assert generator_of(entry("dcsan-imagen"), "output/renders/a/glid3-2.png", None) == "glid-3-xl"
    assert first_match([["/([^/]+)\\.png$", "\\1"]], "outputs/firgun/flux-2.png") == "flux-2"


def test_draw_is_uniform_and_fixed() -> None:
    values = [draw(f"group {i}") for i in range(4000)]
    assert abs(np.mean([v < 0.12 for v in values]) - 0.12) < 0.02
    assert draw("group 1") == values[1]


@pytest.mark.parametrize("quality", [30, 50, 75, 90, 95, 100])
def test_jpeg_quality_is_what_pillow_was_asked_for(quality: int, tmp_path: Path) -> None:
    Image.new("RGB", (16, 16)).save(tmp_path / "a.jpg", quality=quality)
    with Image.open(tmp_path / "a.jpg") as image:
        assert jpeg_quality(image) == quality
    assert len(STANDARD_TABLES) == 100


def test_fingerprint_survives_reencoding_and_tells_pictures_apart(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    noise = [Image.fromarray(rng.integers(0, 256, (12, 12, 3), dtype=np.uint8)).resize((384, 384)) for _ in range(2)]
    noise[0].filter(ImageFilter.GaussianBlur(1)).resize((300, 300)).save(tmp_path / "a.jpg", quality=60)
    first, second = (fingerprint(image).bits for image in noise)
    with Image.open(tmp_path / "a.jpg") as image:
        assert (first ^ fingerprint(image).bits).bit_count() <= NEAR_BITS
    assert (first ^ second).bit_count() > 16


# --- the built set --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def built() -> tuple[Path, list[dict]]:
    """The folder in TELLTALE_DATA that build_data.py wrote, known by its `family` column."""
    for folder in filter(None, os.environ.get("TELLTALE_DATA", "").split(os.pathsep)):
        with open(Path(folder) / "manifest.csv", newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        if rows and "family" in rows[0]:
            return Path(folder), rows
    pytest.skip("TELLTALE_DATA names no folder that build_data.py wrote")


@pytest.fixture(scope="module")
def prints(built: tuple[Path, list[dict]]) -> list:
    """Hashes taken afresh from the delivered files."""
    found = []
    for row in built[1]:
        with Image.open(built[0] / row["file"]) as image:
            found.append(fingerprint(image))
    return found


@pytest.fixture(scope="module")
def neighbours(prints: list) -> list[tuple[int, int]]:
    """Near-duplicates by a plain comparison of all bits, not by the builder's own search."""
    bits = np.array([[int(c) for c in f"{p.bits:064b}"] for p in prints], dtype=np.float32) * 2 - 1
    distance = (64 - bits @ bits.T) / 2
    return [(int(a), int(b)) for a, b in zip(*np.nonzero(distance <= NEAR_BITS), strict=True) if a < b]


def test_manifest_is_complete(built: tuple[Path, list[dict]]) -> None:
    folder, rows = built
    assert list(rows[0]) == COLUMNS
    assert len({row["file"] for row in rows}) == len(rows)
    for row in rows:
        assert (folder / row["file"]).is_file()
        assert row["split"] in {"train", "val"} and row["group"] and row["licence"]
        assert row["family"] in FAMILIES if row["label"] == "ai" else row["family"] == "camera"
        assert bool(row["jpeg_quality"]) <= (row["original_format"] == "JPEG")


def test_no_group_crosses_the_split(built: tuple[Path, list[dict]]) -> None:
    splits = defaultdict(set)
    for row in built[1]:
        splits[row["source"], row["group"]].add(row["split"])
    assert [group for group, found in splits.items() if len(found) > 1] == []


def test_near_duplicates_never_cross_the_split(built: tuple[Path, list[dict]], neighbours: list) -> None:
    rows = built[1]
    assert [(rows[a]["file"], rows[b]["file"]) for a, b in neighbours if rows[a]["split"] != rows[b]["split"]] == []


def test_no_picture_is_there_twice(built: tuple[Path, list[dict]], neighbours: list, prints: list) -> None:
    folder, rows = built
    assert len({(folder / row["file"]).read_bytes() for row in rows}) == len(rows)
    rebuilt = [not Path(row["file"]).is_absolute() for row in rows]  # crops of one original may look alike
    twice = [
        (rows[a]["file"], rows[b]["file"])
        for a, b in neighbours
        if rebuilt[a] and rebuilt[b] and rows[a]["label"] == rows[b]["label"] and prints[a].same_picture(prints[b])
    ]
    assert twice == []


def test_deepin_is_never_trained_on(built: tuple[Path, list[dict]]) -> None:
    assert {row["split"] for row in built[1] if row["source"] == "deepin"} == {"val"}


def test_sizes_are_printed(built: tuple[Path, list[dict]]) -> None:
    """Not a check: training cuts fixed crops, so a generator with one size is no leak; this shows which have one."""
    sizes = defaultdict(Counter)
    for row in built[1]:
        sizes[row["label"], row["generator"]][row["original_width"], row["original_height"]] += 1
    for (label, generator), counts in sorted(sizes.items()):
        (width, height), most = counts.most_common(1)[0]
        print(f"{label:5}{generator:50}{most / counts.total():6.0%} at {width} x {height}")
