"""The same seed gives the same weights, another seed others: a training run can be repeated."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch


@pytest.fixture(scope="module")
def pool(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("pool")
    pixels = np.random.default_rng(1).integers(0, 256, (12, 2, 80, 80, 3), dtype=np.uint8)
    np.save(folder / "pairs.npy", pixels)
    sample = {"source": "s", "generator": "g", "group": "g"}
    samples = [sample | {"label": 0, "family": ""}, sample | {"label": 1, "family": "midjourney"}]
    (folder / "samples.json").write_text(json.dumps({"samples": samples, "rows": [i % 2 for i in range(12)]}))
    return folder


def weights(pool: Path, out: Path, seed: int) -> dict[str, torch.Tensor]:
    options = ["--branches", "shallow", "--steps", "3", "--pairs", "4", "--crop", "64", "--threads", "1", "--grey", "0.3"]
    command = [sys.executable, "-m", "telltale_training.train", "--pool", str(pool), "--out", str(out), *options]
    subprocess.run([*command, "--seed", str(seed)], check=True, capture_output=True, cwd=Path(__file__).parents[1])
    return torch.load(out, weights_only=False)["state"]


def test_a_run_can_be_repeated(pool, tmp_path):
    first, again, other = (weights(pool, tmp_path / f"{i}.pt", seed) for i, seed in enumerate((5, 5, 6)))
    assert all(torch.equal(first[key], again[key]) for key in first)
    assert not all(torch.equal(first[key], other[key]) for key in first)
