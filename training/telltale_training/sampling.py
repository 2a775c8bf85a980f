"""Which image a training step sees: classes alternate, sources are drawn by the square root of their size."""

from collections import Counter

import numpy as np
import torch
from torch.utils.data import Dataset

from .augment import AugmentConfig, augment, first_jpeg_probability
from .data import Sample


def stratum(sample: Sample) -> str:
    """Photographs are balanced by source, generated images by source and generator."""
    return f"{sample.source}|{sample.generator}" if sample.label else sample.source


def draw_weights(samples: list[Sample], label: int) -> np.ndarray:
    """Probability of each sample within its class: a stratum of n images weighs sqrt(n). Sums to 1."""
    sizes = Counter(stratum(s) for s in samples if s.label == label)
    weights = np.array([sizes[stratum(s)] ** -0.5 if s.label == label else 0.0 for s in samples])
    return weights / weights.sum()


class HistoryDataset(Dataset):
    """Item i is fixed by (seed, i) alone: a normalised crop and its label, photographs at even i."""

    def __init__(
        self,
        samples: list[Sample],
        images: list[np.ndarray],
        config: AugmentConfig,
        length: int,
        seed: int,
    ):
        self.samples, self.images, self.config = samples, images, config
        self.length, self.seed = length, seed
        self.cumulative, self.first_jpeg = [], []
        for label in (0, 1):
            weights = draw_weights(samples, label)
            self.cumulative.append(np.cumsum(weights))
            history = float(sum(w for w, s in zip(weights, samples, strict=True) if s.jpeg_history))
            self.first_jpeg.append(first_jpeg_probability(history, config.first_jpeg_rate))

    def __len__(self) -> int:
        return self.length

    def pixels(self, index: int) -> tuple[np.ndarray, int]:
        """Augmented crop, uint8 [S, S, 3], and the index of the sample it came from."""
        rng = np.random.default_rng([self.seed, index])
        label = index % 2
        chosen = min(int(np.searchsorted(self.cumulative[label], rng.random(), side="right")), len(self.samples) - 1)
        sample = self.samples[chosen]
        first_jpeg = 0.0 if sample.jpeg_history else self.first_jpeg[label]
        return augment(self.images[chosen], first_jpeg, self.config, rng), chosen

    def __getitem__(self, index: int) -> tuple[torch.Tensor, int]:
        crop, _ = self.pixels(index)
        return torch.from_numpy(np.ascontiguousarray(crop.transpose(2, 0, 1))), index % 2


def first_jpeg_qualities(samples: list[Sample]) -> tuple[int, ...]:
    """JPEG qualities of the photographs kept at their original scale: what first JPEGs imitate."""
    return tuple(s.jpeg_quality for s in samples if s.label == 0 and s.jpeg_history and s.jpeg_quality is not None)
