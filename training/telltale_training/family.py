"""The second head: which generator family, and the rule by which it says 'unknown' (open set)."""

from dataclasses import dataclass

import numpy as np

from .conditions import MIXED
from .left_out import LeftOut
from .scores import Scores

# Of a family that was left out of training at most this share may be given a (necessarily wrong) name.
MOST_NAMED = 0.35


def softmax(logits: np.ndarray) -> np.ndarray:
    exponent = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return exponent / exponent.sum(axis=-1, keepdims=True)


def fit_temperature(logits: np.ndarray, targets: np.ndarray) -> float:
    """The temperature of least cross-entropy on [n, K] logits, over a fine grid (Guo et al. 2017)."""
    grid = np.geomspace(0.25, 8.0, 141)
    losses = [-np.log(softmax(logits / t)[np.arange(len(targets)), targets] + 1e-12).mean() for t in grid]
    return float(grid[int(np.argmin(losses))])


def stack(scores: Scores, keep: np.ndarray) -> np.ndarray:
    """Family logits of the kept images, once in each of the mixed conditions."""
    return np.concatenate([scores.family_logits[condition][keep] for condition in MIXED])


@dataclass(frozen=True)
class FamilyHead:
    temperature: float
    named_above: float
    seen: dict  # images, and shares named right, named wrong, unknown
    left_out: list[dict]  # family, images, and shares named and unknown, each with the others' threshold

    def card(self, names: list[dict]) -> dict:
        """The `families` object of model.json; `names` in the order of the outputs."""
        return {
            "output": "family",
            "names": names,
            "temperature": self.temperature,
            "namedAbove": self.named_above,
            "measured": {
                "seen": self.seen,
                "leftOut": self.left_out,
                "conditions": "generated images, each once in: " + ", ".join(MIXED) + ". Left out: by detectors that "
                "were trained without the family, with a threshold chosen on the other left-out families",
            },
        }


def judge_families(scores: Scores, left_out: list[LeftOut], families: list[str]) -> FamilyHead:
    """Temperature on validation; threshold so that left-out families stay unknown; both measured.

    A left-out run has a head of its own without the family's examples. Its temperature comes from the images it did
    know; then the largest probabilities on the family it never saw say how high the threshold must be.
    """
    keep = (scores.labels == 1) & np.isin(scores.families, families)
    logits, targets = stack(scores, keep), np.tile([families.index(f) for f in scores.families[keep]], len(MIXED))
    temperature = fit_temperature(logits, targets)
    probabilities = softmax(logits / temperature)

    unseen: dict[str, np.ndarray] = {}
    for entry in left_out:
        if entry.name not in families:
            continue
        known = (entry.known.labels == 1) & np.isin(entry.known.families, families)
        own_targets = np.tile([families.index(f) for f in entry.known.families[known]], len(MIXED))
        own = fit_temperature(stack(entry.known, known), own_targets)
        unseen[entry.name] = softmax(stack(entry.scores, entry.unseen) / own).max(axis=1)
    needed = {name: float(np.quantile(p, 1 - MOST_NAMED)) for name, p in unseen.items()}
    threshold = max(needed.values(), default=0.5)

    best, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == targets
    rows = []
    for name, p in unseen.items():
        others = max([value for other, value in needed.items() if other != name], default=threshold)
        share = float((p >= others).mean())
        rows.append({"family": name, "images": len(p) // len(MIXED), "named": share, "unknown": 1 - share})
    return FamilyHead(
        temperature,
        threshold,
        {
            "images": int(keep.sum()),
            "right": float((right & (best >= threshold)).mean()),
            "wrong": float((~right & (best >= threshold)).mean()),
            "unknown": float((best < threshold).mean()),
        },
        rows,
    )
