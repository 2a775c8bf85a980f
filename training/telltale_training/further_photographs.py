"""More photographs for training alone, from the repositories that build_data reads only in part.

    python -m telltale_training.further_photographs --mirrors DIR --set DIR --out DIR

--set is the folder that build_data wrote. An entry of sources.json with `further` gives that many more pictures; the
validation images stay what they are. Left out: pictures of groups that the set validates on, and near-duplicates of
any picture of the set. The same input gives the same output.
"""

import argparse
import json
from collections import Counter
from pathlib import Path

from PIL import Image

from .build_data import (
    NEAR_BITS,
    RULES,
    Blob,
    Mirror,
    admit,
    find_mirror,
    fingerprint,
    given_rows,
    group_of,
    wanted,
    write_manifest,
)


def beyond_the_cap(entry: dict, mirror: Mirror) -> list[Blob]:
    """The `further` pictures that follow the capped ones in the same order."""
    blobs = mirror.blobs(entry.get("history", False))
    taken = {blob.id for blob in wanted(entry, blobs, {}, set())}
    more = wanted(entry | {"cap": entry["cap"] + entry["further"]}, blobs, {}, set())
    return [blob for blob in more if blob.id not in taken]


def validated_groups(entry: dict, rows: list[dict]) -> set[str]:
    """Groups of a source with pictures in validation, under their own names and those they were joined to."""
    val = [row for row in rows if row["source"] == entry["source"] and row["split"] == "val"]
    paths = [row["original"].removeprefix(f"{entry['repository']}/") for row in val]
    return {row["group"] for row in val} | {group_of(entry["group"], path) for path in paths}


def hashes_of(rows: list[dict]) -> list[int]:
    hashes = []
    for row in rows:
        with Image.open(row["file"]) as image:
            hashes.append(fingerprint(image).bits)
    return hashes


def is_near(bits: int, others: list[int]) -> bool:
    return any((bits ^ other).bit_count() <= NEAR_BITS for other in others)


def collect_further(mirrors: Path, folder: Path, out: Path) -> list[dict]:
    """Write the pictures and the manifest; returns its rows, all of split 'train'."""
    rules = json.loads(RULES.read_text(encoding="utf-8"))
    given = given_rows([folder])
    known = hashes_of(given)
    rows: list[dict] = []
    drops: Counter = Counter()
    for entry in (e for e in rules["repositories"] if "further" in e):
        source, validated = entry["source"], validated_groups(entry, given)
        mirror = find_mirror(mirrors, entry["repository"], entry["commit"])
        blobs = beyond_the_cap(entry, mirror)
        for number, (blob, data) in enumerate(zip(blobs, mirror.read(blobs), strict=True)):
            reason, picture = admit(entry, blob, data, None, rules, out, number)
            if picture and picture.row["group"] in validated:
                reason = "its group is validated on"
            elif picture and is_near(picture.print.bits, known):
                reason = "near-duplicate"
            if reason:
                drops[source, reason] += 1
                if picture:
                    (out / picture.row["file"]).unlink()
                continue
            known.append(picture.print.bits)
            rows.append(picture.row | {"split": "train"})
    write_manifest(out, rows)
    for source, count in sorted(Counter(row["source"] for row in rows).items()):
        print(f"{source}: {count} more photographs")
    for (source, reason), count in sorted(drops.items()):
        print(f"dropped {count:5} {source}: {reason}")
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mirrors", type=Path, required=True)
    parser.add_argument("--set", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    collect_further(args.mirrors, args.set, args.out)


if __name__ == "__main__":
    main()
