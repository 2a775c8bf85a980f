"""The test images under every condition, prepared once: the same crops for every detector that is compared.

    python -m telltale_training.benchmark_crops --data DIR [DIR ...] --out DIR [--also GENERATOR ...]

All validation images, and of generators that some training run leaves out also training images.

`crops.npy` is uint8 [m, S, S, 3] after the plan of `plan.py`, `centres.npy` uint8 [images x conditions, 256, 256, 3]
for detectors that look at one centre crop, `table.json` says which rows belong to which image, condition and size.
"""

import argparse
import json
from dataclasses import asdict, dataclass
from multiprocessing import Pool as Processes
from pathlib import Path

import numpy as np

from .conditions import CONDITIONS
from .data import Sample, read_manifests
from .image_io import decode_rgb
from .plan import PLAN
from .preprocess import crop_looks, pad, shrink

CENTRE_PX = 256


@dataclass(frozen=True)
class BenchmarkImage:
    """What the tables need to know of an image."""

    file: str
    label: int
    generator: str
    family: str
    source: str
    group: str
    split: str


def centre(rgb: np.ndarray) -> np.ndarray:
    """The middle, as torchvision's CenterCrop takes it: an odd margin is halved to the even neighbour."""
    rgb = pad(rgb, CENTRE_PX)
    y, x = (round((side - CENTRE_PX) / 2) for side in rgb.shape[:2])
    return rgb[y : y + CENTRE_PX, x : x + CENTRE_PX]


def prepare_image(sample: Sample) -> list[tuple[list[np.ndarray], np.ndarray]]:
    """Per condition: crops [k, S, S, 3] of each size, and the centre.

    Files larger than the plan's limit are reduced first, as they would be for publishing; otherwise the page's own
    reduction would undo most of what a condition did.
    """
    rgb = shrink(decode_rgb(sample.path), PLAN["shrink"]["maxSidePx"], PLAN["shrink"]["filter"])
    changed = (condition(rgb) for condition in CONDITIONS.values())
    return [(crop_looks(image, PLAN), centre(image)) for image in changed]


def write_benchmark_crops(samples: list[Sample], out: Path, processes: int) -> None:
    out.mkdir(parents=True, exist_ok=True)
    size = PLAN["crops"]["sizePx"]
    anchors = len(PLAN["crops"]["anchors"]) + sum(len(look["anchors"]) for look in PLAN["crops"]["rescaled"])
    most = len(samples) * len(CONDITIONS) * anchors
    crops = np.lib.format.open_memmap(out / "crops.npy", "w+", np.uint8, (most, size, size, 3))
    shape = (len(samples) * len(CONDITIONS), CENTRE_PX, CENTRE_PX, 3)
    centres = np.lib.format.open_memmap(out / "centres.npy", "w+", np.uint8, shape)
    bounds, at = [], 0
    with Processes(processes) as workers:
        for i, prepared in enumerate(workers.imap(prepare_image, samples, chunksize=4)):
            for c, (pieces, middle) in enumerate(prepared):
                centres[i * len(CONDITIONS) + c] = middle
                bounds.append([at])
                for look in pieces:
                    crops[at : at + len(look)] = look
                    at += len(look)
                    bounds[-1].append(at)
    images = [asdict(BenchmarkImage(s.path.name, s.label, s.generator, s.family, s.source, s.group, s.split)) for s in samples]
    table = {"images": images, "conditions": list(CONDITIONS), "bounds": bounds}
    (out / "table.json").write_text(json.dumps(table))


class BenchmarkCrops:
    """A folder that `write_benchmark_crops` wrote."""

    def __init__(self, folder: str | Path):
        folder = Path(folder)
        table = json.loads((folder / "table.json").read_text())
        self.images = [BenchmarkImage(**row) for row in table["images"]]
        self.conditions: list[str] = table["conditions"]
        # Rows of `crops` [images, conditions, sizes + 1]: a size begins where the one before it ends.
        self.bounds = np.array(table["bounds"]).reshape(len(self.images), len(self.conditions), -1)
        self.crops = np.load(folder / "crops.npy", mmap_mode="r")
        self.centres = np.load(folder / "centres.npy", mmap_mode="r")

    def validation(self) -> np.ndarray:
        """Indices of the validation images; the others are only there for runs that left their generator out."""
        return np.flatnonzero([image.split == "val" for image in self.images])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", nargs="+", required=True, type=Path, help="folders with a manifest.csv")
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--also", nargs="*", default=[], help="generators or families to add training images of")
    parser.add_argument("--most", type=int, default=100, help="training images to add of each of these")
    parser.add_argument("--every", type=int, default=1, help="only each n-th validation image: a trial of the chain")
    parser.add_argument("--processes", type=int, default=2)
    args = parser.parse_args()
    everything = read_manifests(args.data)
    samples = [s for s in everything if s.split == "val"][:: args.every]
    for name in args.also:
        own = [s for s in everything if s.split == "train" and name in (s.generator, s.family)]
        samples += [own[i] for i in np.random.default_rng(0).permutation(len(own))[: args.most]]
    write_benchmark_crops(samples, args.out, args.processes)


if __name__ == "__main__":
    main()
