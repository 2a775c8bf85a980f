"""The training images, rebuilt from public repositories at fixed commits as sources.json says.

    python -m telltale_training.build_data --mirrors DIR --manifests DIR [DIR ...] --out DIR

--mirrors holds bare clones (<owner>+<name>/repo); what is missing there is cloned from GitHub. --manifests are the
folders of 256-pixel crops that fixed names, groups and splits: a group stays in the split they gave it. Sources that
have no repository in sources.json are taken over as those crops, by absolute path. The same input gives the same
output: there is no random number, only hashes of names.
"""

import argparse
import csv
import hashlib
import io
import json
import os
import re
import subprocess
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from .image_io import to_rgb

RULES = Path(__file__).resolve().parents[1] / "sources.json"
VAL_SHARE = 0.12
MIN_SIDE_PX = 200
MIN_STD = 8.0
NEAR_BITS = 4
COLUMNS = (
    "file label generator family source content_class group split original licence original_width original_height "
    "original_format jpeg_quality scale"
).split()

Image.MAX_IMAGE_PIXELS = None


# --- repositories ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Blob:
    path: str
    id: str


class Mirror:
    """A git directory read at one commit. Blobs that a partial clone lacks read as None and are never fetched."""

    def __init__(self, git_dir: Path, commit: str):
        self.git_dir, self.commit = git_dir, commit

    def git(self, *args: str) -> str:
        command = ["git", f"--git-dir={self.git_dir}", *args]
        return subprocess.run(command, check=True, capture_output=True, env=git_environment()).stdout.decode()

    def blobs(self, history: bool | str) -> list[Blob]:
        """All files of the commit; with `history` the newest version of every path in its past ('all': every version
        of every path on any branch)."""
        if not history:
            entries = self.git("ls-tree", "-r", "-z", self.commit).split("\0")
            return [Blob(e.split("\t", 1)[1], e.split()[2]) for e in entries if e.split()[1:2] == ["blob"]]
        start = "--all" if history == "all" else self.commit
        log = self.git("log", "--raw", "--no-abbrev", "-m", "-z", "--no-renames", "--diff-filter=AM", "--format=", start)
        fields = log.replace("\n", "").split("\0")
        heads = [i for i, f in enumerate(fields) if re.match(r":\d{6} \d{6} [0-9a-f]{40} ", f)]
        found = [Blob(fields[i + 1], fields[i].split()[3]) for i in heads]
        if history == "all":  # one path for each content
            return list({b.id: b for b in sorted(found, key=lambda b: (b.path, b.id), reverse=True)}.values())
        return list({b.path: b for b in reversed(found)}.values())  # the log begins with the newest

    def read(self, blobs: list[Blob]) -> Iterator[bytes | None]:
        command = ["git", f"--git-dir={self.git_dir}", "cat-file", "--batch"]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=git_environment()) as process:
            for blob in blobs:
                process.stdin.write(f"{blob.id}\n".encode())
                process.stdin.flush()
                header = process.stdout.readline().split()
                if header[1:2] == [b"missing"]:
                    yield None
                    continue
                data = process.stdout.read(int(header[2]))
                process.stdout.read(1)
                yield data


def git_environment() -> dict[str, str]:
    return os.environ | {"GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0"}


def find_mirror(mirrors: Path, repository: str, commit: str) -> Mirror:
    """The clone under `mirrors`; cloned from GitHub first where there is none, or where it lacks the commit."""
    home = mirrors / repository.replace("/", "+") / "repo"
    if not home.exists():
        home.parent.mkdir(parents=True, exist_ok=True)
        run_git("clone", "--bare", "--quiet", f"https://github.com/{repository}", str(home))
    git_dir = home / ".git" if (home / ".git").exists() else home
    present = subprocess.run(
        ["git", f"--git-dir={git_dir}", "cat-file", "-e", f"{commit}^{{commit}}"],
        capture_output=True,
        env=git_environment(),
    )
    # A commit that no branch leads to any more is not part of a clone.
    if present.returncode:
        run_git(f"--git-dir={git_dir}", "fetch", "--quiet", "origin", commit)
    return Mirror(git_dir, commit)


def run_git(*args: str) -> None:
    subprocess.run(["git", *args], check=True, env=os.environ | {"GIT_TERMINAL_PROMPT": "0"})


# --- near-duplicates ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Fingerprint:
    """What near-duplicates share: 64 signs of low frequencies, and a 16 x 16 thumbnail to tell repeats."""

    bits: int
    small: np.ndarray
    std: float  # of the grey levels

    def same_picture(self, other: "Fingerprint") -> bool:
        return float(np.abs(self.small - other.small).mean()) < 2


def dct_basis(size: int, count: int) -> np.ndarray:
    k, n = np.arange(count)[:, None], np.arange(size)[None]
    return np.cos(np.pi * k * (2 * n + 1) / (2 * size))


DCT = dct_basis(32, 8)


def fingerprint(image: Image.Image) -> Fingerprint:
    """pHash: the 8 x 8 lowest DCT coefficients of the 32 x 32 grey picture, each above or below their median."""
    image.draft("RGB", (256, 256))
    grey = to_rgb(image).convert("L").resize((32, 32), Image.Resampling.BOX)
    levels = np.asarray(grey, dtype=np.float64)
    low = (DCT @ levels @ DCT.T).ravel()
    low[0] = np.median(low[1:])  # the mean says nothing about the picture
    bits = int("".join("1" if v > np.median(low) else "0" for v in low), 2)
    small = levels.reshape(16, 2, 16, 2).mean(axis=(1, 3))
    return Fingerprint(bits, small, float(levels.std()))


def near_pairs(bits: list[int], limit: int = NEAR_BITS) -> list[tuple[int, int]]:
    """Pairs i < j whose hashes differ in at most `limit` bits."""
    values = np.array(bits, dtype=np.uint64)
    pairs = []
    for i in range(len(values)):
        distance = np.bitwise_count(values[i + 1 :] ^ values[i])
        pairs += [(i, i + 1 + int(j)) for j in np.flatnonzero(distance <= limit)]
    return pairs


# --- the rules of sources.json --------------------------------------------------------------------------------------


@dataclass(eq=False)
class Picture:
    """A candidate on its way to a row; `data` is dropped once it is written."""

    row: dict
    given: dict | None  # the row of the given manifests for the same original
    print: Fingerprint | None = None
    link_only: bool = False  # ties groups together, is not delivered
    taken_over: bool = False
    blob: Blob | None = None


def draw(name: str) -> float:
    """A number in [0, 1) that depends on the name alone."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big") / 2**64


def canonical(path: str) -> str:
    """How the manifests' `original` and a path compare: they wrote '/' and blanks as '_' or '__'."""
    return re.sub(r"[^A-Za-z0-9]+", "_", path)


def given_rows(folders: list[Path]) -> list[dict]:
    rows = []
    for folder in folders:
        with open(folder / "manifest.csv", newline="", encoding="utf-8") as file:
            rows += [row | {"file": str((folder / row["file"]).resolve())} for row in csv.DictReader(file)]
    return rows


def given_key(original: str) -> str:
    """The path behind a manifest's `original`, or the first 8 digits of its blob where it names one."""
    blob = re.search(r"__([0-9a-f]{8})\.\w+$", original)
    return blob[1] if blob else canonical(original.split("/", 1)[1])


def family(generator: str, rules: dict) -> str:
    found = [name for pattern, name in rules["families"] if re.search(pattern, generator)]
    if not found:
        raise ValueError(f"no family in sources.json for the generator {generator!r}")
    return found[0]


def first_match(rules: list, path: str) -> str:
    for pattern, name in rules:
        if match := re.search(pattern, path):
            return match.expand(name)
    raise ValueError(f"no generator rule for {path}")


def generator_of(entry: dict, path: str, given: dict | None) -> str:
    rule = entry.get("generator", "real")
    if rule == "manifest":
        return given["generator"] if given else first_match(entry["generator_default"], path)
    return rule if isinstance(rule, str) else first_match(rule, path)


def exif_value(kind: str, image: Image.Image) -> str:
    """'year' of exposure, or 'camera' as make and model; empty where the file does not say."""
    exif = image.getexif()
    if kind == "year":
        return str(exif.get_ifd(0x8769).get(0x9003) or exif.get(0x0132) or "")[:4]
    make, model = (str(exif.get(tag) or "").split("\0")[0].strip() for tag in (0x010F, 0x0110))
    return model if model.startswith(make) else f"{make} {model}"


def group_of(rule: dict, path: str, image: Image.Image | None = None) -> str:
    value = exif_value(rule["exif"], image) if "exif" in rule and image else ""
    if value:
        return rule["name"].format(value)
    match = re.search(rule["pattern"], path)
    if not match:
        raise ValueError(f"the group rule {rule['pattern']!r} does not fit {path}")
    if "exif" in rule:
        return rule["name"].format(match[1])
    if "divide" in rule:  # the last number counts series of that many
        *head, number = match.groups()
        return re.sub(r"\\(\d)", lambda m: [*head, str(int(number) // rule["divide"])][int(m[1]) - 1], rule["name"])
    return match.expand(rule["name"])


def wanted(entry: dict, blobs: list[Blob], given: dict[str, dict], groups: set[str]) -> list[Blob]:
    """What the patterns, `only` and the cap leave, ordered by path."""

    def keep(blob: Blob) -> bool:
        if not any(re.search(p, blob.path) for p in entry["include"]):
            return False
        if any(re.search(p, blob.path) for p, _ in entry.get("exclude", [])):
            return False
        if entry.get("only") == "manifest":
            return lookup(blob, given) is not None
        return entry.get("only") != "manifest-groups" or group_of(entry["group"], blob.path) in groups

    chosen = sorted(filter(keep, blobs), key=lambda b: (b.path, b.id))
    if "cap" not in entry or len(chosen) <= entry["cap"]:
        return chosen
    # Round after round through the groups, so that a cap thins series before it loses any.
    series = defaultdict(list)
    for blob in sorted(chosen, key=lambda b: draw(b.path)):
        series[group_of(entry["group"], blob.path)].append(blob)
    ranked = sorted((i, draw(blob.path), blob.path, blob) for s in series.values() for i, blob in enumerate(s))
    return sorted((blob for *_, blob in ranked[: entry["cap"]]), key=lambda b: (b.path, b.id))


def lookup(blob: Blob, given: dict[str, dict]) -> dict | None:
    return given.get(blob.id[:8]) or given.get(canonical(blob.path))


STANDARD_LUMINANCE = np.array(
    "16 11 10 16 24 40 51 61 12 12 14 19 26 58 60 55 14 13 16 24 40 57 69 56 14 17 22 29 51 87 80 62 "
    "18 22 37 56 68 109 103 77 24 35 55 64 81 104 113 92 49 64 78 87 103 121 120 101 72 92 95 98 112 100 103 99".split(),
    dtype=int,
)


def standard_table(quality: int) -> np.ndarray:
    """libjpeg's jpeg_quality_scaling on Annex K's luminance table."""
    scale = 5000 // quality if quality < 50 else 200 - 2 * quality
    return np.clip((STANDARD_LUMINANCE * scale + 50) // 100, 1, 255)


STANDARD_TABLES = np.array([standard_table(q) for q in range(1, 101)])


def jpeg_quality(image: Image.Image) -> int | str:
    """The quality whose luminance table is nearest to the file's; empty where it is no JPEG."""
    tables = getattr(image, "quantization", None)
    if not tables:
        return ""
    return 1 + int(np.abs(STANDARD_TABLES - np.array(tables[min(tables)])).sum(axis=1).argmin())


def cut(image: Image.Image, rule: dict) -> Image.Image:
    bottom = rule.get("bottom_px") or round(rule["bottom_fraction"] * image.height)
    return image.crop((0, 0, image.width, image.height - bottom))


def collect(entry: dict, mirror: Mirror, given: dict[str, dict], rules: dict, out: Path, drops: Counter) -> list[Picture]:
    """Write the pictures of one repository that can be read and are pictures; count the others in `drops`."""
    source = entry["source"]
    groups = {row["group"] for row in given.values()}
    blobs = wanted(entry, mirror.blobs(entry.get("history", False)), given, groups)
    pictures = []
    for number, (blob, data) in enumerate(zip(blobs, mirror.read(blobs), strict=True)):
        row_given = lookup(blob, given)
        reason, picture = admit(entry, blob, data, row_given, rules, out, number)
        if reason:
            drops[source, reason] += 1
        else:
            pictures.append(picture)
    return pictures


def admit(entry, blob: Blob, data: bytes | None, given, rules: dict, out: Path, number: int):
    """(reason to drop, None) or (None, the picture, written under `out`)."""
    if data is None:
        return "blob absent from the mirror", None
    if data.startswith(b"version https://git-lfs"):
        return "Git LFS pointer", None
    try:
        image = Image.open(io.BytesIO(data))
        width, height, kind, quality = *image.size, image.format, jpeg_quality(image)
        group = group_of(entry["group"], blob.path, image)
        if "cut" in entry:
            image = cut(to_rgb(image), entry["cut"])
        side = min(image.size)
        seen = fingerprint(image)
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        return f"unreadable ({type(error).__name__})", None
    kind = "JPEG" if kind == "MPO" else kind
    if side < entry.get("min_side", MIN_SIDE_PX):
        return f"side below {entry.get('min_side', MIN_SIDE_PX)} px", None
    if seen.std < MIN_STD:
        return f"nearly flat (std < {MIN_STD:g})", None
    if any(bin(seen.bits ^ int(p["phash"], 16)).count("1") <= 6 for p in rules["repeated_pictures"]):
        return "the safety filter's photograph", None
    suffix = "png" if "cut" in entry else {"JPEG": "jpg"}.get(kind, kind.lower())
    file = Path("images") / entry["source"] / f"{number:05d}.{suffix}"
    link_only = any(re.search(p, blob.path) for p in entry.get("link_only", []))
    if not link_only:
        (out / file).parent.mkdir(parents=True, exist_ok=True)
        if "cut" in entry:
            image.save(out / file, compress_level=3)
        else:
            (out / file).write_bytes(data)
    generator = generator_of(entry, blob.path, given)
    content = re.search(entry["content_class"], blob.path) if "content_class" in entry else None
    row = {
        "file": file.as_posix(),
        "label": entry["label"],
        "generator": generator,
        "family": family(generator, rules) if entry["label"] == "ai" else "camera",
        "source": entry["source"],
        "content_class": content[1] if content else "",
        "group": group,
        "split": entry.get("split", ""),
        "original": f"{entry['repository']}/{blob.path}",
        "licence": entry["licence"],
        "original_width": width,
        "original_height": height,
        "original_format": kind,
        "jpeg_quality": quality if kind == "JPEG" else "",
        "scale": 1,
    }
    return None, Picture(row, given, seen, link_only, blob=blob)


def corrected_quality(written: str) -> int | str:
    """The quality q behind what the given manifests wrote: 100 less libjpeg's scale 200 - 2 q, that is 2 q - 100."""
    return round((100 + int(written)) / 2) if written else ""


def take_over(rows: list[dict], rules: dict) -> list[Picture]:
    """Rows of the given manifests whose source is not rebuilt, as the crops they are."""
    pictures = []
    for row in rows:
        if row["source"] in rules["taken_over"]:
            kind = family(row["generator"], rules) if row["label"] == "ai" else "camera"
            with Image.open(row["file"]) as image:
                seen = fingerprint(image)
            filled = row | {"family": kind, "jpeg_quality": corrected_quality(row["jpeg_quality"])}
            pictures.append(Picture({column: filled[column] for column in COLUMNS}, row, seen, taken_over=True))
    return pictures


def settle_groups(pictures: list[Picture], given: list[dict], drops: Counter) -> list[Picture]:
    """Give every group the split and the name of its members in the given manifests.

    A rule here may be coarser than the manifests were (two samples of one prompt were two groups). Where such a
    group has members in both splits, the ones in val stay and the others are left out: a split once given is kept.
    """
    members = defaultdict(list)
    for picture in pictures:
        members[picture.row["source"], picture.row["group"]].append(picture)
    by_name = {(row["source"], row["group"]): row["split"] for row in given}
    kept = []
    for (source, group), group_pictures in sorted(members.items()):
        named = [p.given for p in group_pictures if p.given]
        splits = {row["split"] for row in named} | ({by_name[source, group]} if (source, group) in by_name else set())
        if len(splits) == 2:
            drops[source, "its group has given members in both splits"] += len(group_pictures)
            group_pictures = [p for p in group_pictures if p.given and p.given["split"] == "val"]
            drops[source, "its group has given members in both splits"] -= len(group_pictures)
            splits = {"val"}
        names = {row["group"] for row in named}
        for picture in group_pictures:
            picture.row["group"] = min(names) if len(names) == 1 else group
            picture.row["split"] = picture.row["split"] or "".join(splits)
        kept += group_pictures
    return kept


def drop_repeats(pictures: list[Picture], pairs: list[tuple[int, int]], drops: Counter) -> set[int]:
    """Indices of the second and later copies of a picture within a label; the given one, else the first, stays."""
    gone: set[int] = set()
    for a, b in pairs:
        first, second = pictures[a], pictures[b]
        if a in gone or b in gone or first.row["label"] != second.row["label"] or first.taken_over or second.taken_over:
            continue
        if first.link_only or second.link_only or not first.print.same_picture(second.print):
            continue
        loser = min((a, b), key=lambda i: (pictures[i].given is not None, pictures[i].row["split"] == "val", -i))
        gone.add(loser)
        drops[pictures[loser].row["source"], "repeats another picture"] += 1
    return gone


def assign_splits(pictures: list[Picture], pairs: list[tuple[int, int]], drops: Counter) -> set[int]:
    """Join groups over near-duplicates and give each joined group one split; returns what had to be left out.

    Two groups that were given different splits are not joined: of the near-duplicate pair the train side goes.
    """
    parent: dict[tuple, tuple] = {}
    split: dict[tuple, str] = {}
    for p in pictures:
        key = (p.row["source"], p.row["group"])
        parent.setdefault(key, key)
        split[key] = p.row["split"] or split.get(key, "")

    def root(key: tuple) -> tuple:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    gone: set[int] = set()
    joined = 0
    for a, b in pairs:
        if a in gone or b in gone:
            continue
        ra, rb = (root((pictures[i].row["source"], pictures[i].row["group"])) for i in (a, b))
        if ra == rb:
            continue
        if {split[ra], split[rb]} == {"train", "val"}:
            loser = a if split[ra] == "train" else b
            gone.add(loser)
            drops[pictures[loser].row["source"], "train side of a near-duplicate across given splits"] += 1
            continue
        top, low = sorted((ra, rb), key=lambda r: (split[r] == "", r))
        parent[low] = top
        joined += 1
    print(f"near-duplicates: {len(pairs)} pairs, {joined} groups joined, {len(gone)} pictures left out")
    for p in pictures:
        top = root((p.row["source"], p.row["group"]))
        p.row["split"] = split[top] or ("val" if draw("/".join(top)) < VAL_SHARE else "train")
        if top[0] == p.row["source"]:
            p.row["group"] = top[1]
    return gone


def build(mirrors: Path, manifests: list[Path], out: Path) -> list[dict]:
    rules = json.loads(RULES.read_text(encoding="utf-8"))
    given = given_rows(manifests)
    drops: Counter = Counter()
    pictures = take_over(given, rules)
    for entry in rules["repositories"]:
        named = {given_key(row["original"]): row for row in given if row["source"] == entry["source"]}
        found = collect(entry, find_mirror(mirrors, entry["repository"], entry["commit"]), named, rules, out, drops)
        unnamed = len(named) - len({given_key(p.given["original"]) for p in found if p.given})
        print(f"{entry['source']}: {len(found)} pictures, {unnamed} originals of the manifests not among them", flush=True)
        pictures += found
    pictures = settle_groups(pictures, given, drops)
    pairs = near_pairs([p.print.bits for p in pictures])
    gone = drop_repeats(pictures, pairs, drops)
    pairs = [(a, b) for a, b in pairs if a not in gone and b not in gone]
    gone |= assign_splits(pictures, pairs, drops)
    kept = [p.row for i, p in enumerate(pictures) if i not in gone and not p.link_only]
    delivered = {row["file"] for row in kept}
    for file in (out / "images").rglob("*.*"):
        if file.relative_to(out).as_posix() not in delivered:
            file.unlink()
    kept.sort(key=lambda row: (row["label"], row["source"], row["file"]))
    write_manifest(out, kept)
    report(kept, drops)
    return kept


def write_manifest(folder: Path, rows: list[dict]) -> None:
    with open(folder / "manifest.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def report(rows: list[dict], drops: Counter) -> None:
    counts = Counter((r["label"], r["source"], r["generator"], r["split"]) for r in rows)
    for label, source, generator in sorted({key[:3] for key in counts}):
        sizes = [counts[label, source, generator, split] for split in ("train", "val")]
        print(f"{label:5}{source:42}{generator:48}{sizes[0]:6}{sizes[1]:6}")
    for label in ("ai", "real"):
        print(label, {s: sum(n for k, n in counts.items() if (k[0], k[3]) == (label, s)) for s in ("train", "val")})
    for (source, reason), number in sorted(drops.items()):
        if number:
            print(f"dropped {number:5} {source}: {reason}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mirrors", type=Path, required=True)
    parser.add_argument("--manifests", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    build(args.mirrors, args.manifests, args.out)


if __name__ == "__main__":
    main()
