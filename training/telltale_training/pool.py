"""The pool: augmented pairs written once, so that every network is trained on the same pixels at full speed.

    python -m telltale_training.pool --data DIR [DIR ...] --out DIR --pairs 40000
    python -m telltale_training.pool --data DIR [DIR ...] --out DIR --pairs 8000 --generators DIR

The second form makes aligned fakes: photographs passed through our own generators (see generators/). Pair i depends
on (seed, i) alone. Without generators, photographs stand at even, generated images at odd places. `pairs.npy` is uint8
[n, 2, S, S, 3], `samples.json` the row of the manifest that each pair came from.
"""

import argparse
import json
from collections import Counter
from multiprocessing import Pool as Processes
from pathlib import Path

import numpy as np
from PIL import Image

from .augment import AugmentConfig, augment_pair, first_jpeg_probability, random_crop
from .data import Sample, read_manifests
from .regions import Region, RegionStore, cut_regions

# How often a large region is drawn, the same for both classes: size must not tell the label.
LARGE_SHARE = 0.4


def stratum(sample: Sample) -> str:
    """Photographs are balanced by source, generated images by source and generator."""
    return f"{sample.source}|{sample.generator}" if sample.label else sample.source


def draw_weights(
    samples: list[Sample], regions: list[Region], label: int, large: bool, power: float = 0.5
) -> np.ndarray:
    """Probability of each region within its class and size: a stratum of n images weighs n ** power. Sums to 1."""
    usable = [samples[r.sample].label == label and (r.large or not large) for r in regions]
    per_image = Counter(r.sample for r, ok in zip(regions, usable, strict=True) if ok)
    images = Counter(stratum(samples[i]) for i in per_image)
    weights = np.array(
        [
            images[stratum(samples[r.sample])] ** (power - 1) / per_image[r.sample] if ok else 0.0
            for r, ok in zip(regions, usable, strict=True)
        ]
    )
    if not weights.any():
        raise ValueError(f"no {'large ' if large else ''}region has label {label}")
    return weights / weights.sum()


def has_history(sample: Sample, region: Region) -> bool:
    """The pixels went through JPEG at this very scale."""
    return sample.jpeg_history and not region.reduced


class PairSource:
    """Draws and augments pairs; the probabilities of a first JPEG are fitted once per class and size."""

    def __init__(
        self, samples: list[Sample], store: RegionStore, config: AugmentConfig, seed: int, photograph_power: float = 0.5
    ):
        self.samples, self.store, self.config, self.seed = samples, store, config, seed
        self.cumulative: dict[tuple[int, bool], np.ndarray] = {}
        history: dict[tuple[int, bool], float] = {}
        flags = np.array([has_history(samples[r.sample], r) for r in store.regions])
        for key in [(label, large) for label in (0, 1) for large in (False, True)]:
            weights = draw_weights(samples, store.regions, *key, power=0.5 if key[0] else photograph_power)
            self.cumulative[key] = np.cumsum(weights)
            history[key] = float(weights[flags].sum())
        # Per size, both classes to the same share: the larger one where it is beyond the configured rate.
        target = {
            large: max(config.first_jpeg_rate, history[(0, large)], history[(1, large)]) for large in (False, True)
        }
        self.target = target
        self.first_jpeg = {key: first_jpeg_probability(share, target[key[1]]) for key, share in history.items()}

    def draw(self, index: int) -> tuple[np.random.Generator, int, bool]:
        """The generator of pair `index`, its region, and whether a large region is used."""
        rng = np.random.default_rng([self.seed, index])
        large = bool(rng.random() < LARGE_SHARE)
        cumulative = self.cumulative[(index % 2, large)]
        chosen = min(int(np.searchsorted(cumulative, rng.random(), side="right")), len(cumulative) - 1)
        return rng, chosen, large

    def pair(self, index: int) -> tuple[np.ndarray, int]:
        """uint8 [2, S, S, 3] and the index of the sample it came from."""
        rng, chosen, large = self.draw(index)
        region = self.store.regions[chosen]
        sample = self.samples[region.sample]
        first_jpeg = 0.0 if has_history(sample, region) else self.first_jpeg[(sample.label, large)]
        return augment_pair(self.store.pixels(chosen), large, first_jpeg, self.config, rng), region.sample


class AlignedSource(PairSource):
    """Pairs of photographs that went through a generator of ours: same content, size and odds of a history."""

    def __init__(self, samples: list[Sample], store: RegionStore, config: AugmentConfig, seed: int, generators: Path):
        from .generators.reconstruct import load_generators

        super().__init__(samples, store, config, seed)
        self.models = load_generators(generators)

    def pair(self, index: int) -> tuple[np.ndarray, int]:
        from .generators.reconstruct import aligned_fake

        rng, chosen, large = self.draw(2 * index)
        size = self.config.large_region_px if large else self.config.small_region_px
        photograph = np.asarray(random_crop(Image.fromarray(self.store.pixels(chosen)), size, size, rng))
        fake, _ = aligned_fake(self.models, photograph, rng)
        # A decoder leaves no old grid behind, so the first JPEG comes as often as photographs have one.
        pair = augment_pair(fake, large, self.target[large], self.config, rng)
        return pair, self.store.regions[chosen].sample


def first_jpeg_qualities(samples: list[Sample]) -> tuple[int, ...]:
    """JPEG qualities of the photographs kept at their original scale: what first JPEGs imitate."""
    return tuple(s.jpeg_quality for s in samples if s.label == 0 and s.jpeg_history and s.jpeg_quality is not None)


_source: PairSource | None = None


def _start(
    samples: list[Sample], folder: Path, config: AugmentConfig, seed: int, power: float, generators: Path | None
) -> None:
    global _source
    store = RegionStore(folder)
    if generators is None:
        _source = PairSource(samples, store, config, seed, power)
    else:
        import torch

        torch.set_num_threads(1)
        _source = AlignedSource(samples, store, config, seed, generators)


def _make(index: int) -> tuple[np.ndarray, int]:
    assert _source is not None
    return _source.pair(index)


def write_pool(
    samples: list[Sample],
    regions: Path,
    out: Path,
    pairs: int,
    config: AugmentConfig,
    seed: int,
    processes: int,
    generators: Path | None = None,
    photograph_power: float = 0.5,
) -> None:
    out.mkdir(parents=True, exist_ok=True)
    shape = (pairs, 2, config.size_px, config.size_px, 3)
    pixels = np.lib.format.open_memmap(out / "pairs.npy", "w+", np.uint8, shape)
    rows = np.zeros(pairs, np.int32)
    with Processes(processes, _start, (samples, regions, config, seed, photograph_power, generators)) as workers:
        for i, (pair, row) in enumerate(workers.imap(_make, range(pairs), chunksize=32)):
            pixels[i], rows[i] = pair, row
            if (i + 1) % 2000 == 0:
                print(f"{i + 1} of {pairs} pairs", flush=True)
    pixels.flush()
    fake = {"label": 1, "generator": "aligned", "family": ""} if generators else {}
    table = [
        {"label": s.label, "generator": s.generator, "family": s.family, "source": s.source, "group": s.group} | fake
        for s in samples
    ]
    (out / "samples.json").write_text(json.dumps({"samples": table, "rows": rows.tolist()}))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", nargs="+", required=True, type=Path, help="folders with a manifest.csv")
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--regions", type=Path, help="where the regions are, or shall be kept; OUT/regions")
    parser.add_argument("--generators", type=Path, help="checkpoints of our generators: make aligned fakes")
    parser.add_argument("--pairs", type=int, default=40000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--aged", type=float, default=0.0, help="share of the pairs that are made to look old or scanned")
    parser.add_argument("--photograph-power", type=float, default=0.5, help="n images of a source weigh n to this power")
    parser.add_argument("--processes", type=int, default=2)
    args = parser.parse_args()
    samples = [s for s in read_manifests(args.data) if s.split == "train"]
    regions = args.regions or args.out / "regions"
    if not (regions / "regions.json").exists():
        cut_regions(samples, regions)
    config = AugmentConfig(first_jpeg_qualities=first_jpeg_qualities(samples), aged=args.aged)
    write_pool(
        samples, regions, args.out, args.pairs, config, args.seed, args.processes, args.generators, args.photograph_power
    )


if __name__ == "__main__":
    main()
