"""The mean of two runs, and pairs without colour."""

import numpy as np
import pytest
import torch

from telltale_training.network import Detector
from telltale_training.soup import soup
from telltale_training.train import greyed


def run_of(seed: int, branches=("shallow",)) -> dict:
    torch.manual_seed(seed)
    model = Detector(branches, families=())
    return {"state": model.state_dict(), "options": model.options, "args": {"seed": seed}, "steps_done": 10 * seed}


def test_every_weight_is_the_mean():
    first, second = run_of(1), run_of(2)
    mixed = soup([first, second])
    for key, value in mixed["state"].items():
        if value.is_floating_point():
            assert torch.allclose(value, (first["state"][key] + second["state"][key]) / 2)
    assert not torch.equal(first["state"]["classifier.weight"], second["state"]["classifier.weight"])
    Detector(**mixed["options"]).load_state_dict(mixed["state"])
    assert mixed["args"]["soup_of"] == [1, 2] and mixed["steps_done"] == 10


def test_other_networks_are_refused():
    with pytest.raises(ValueError, match="not the same network"):
        soup([run_of(1), run_of(1, ("backbone",))])


def test_a_greyed_pair_has_the_luma_of_pillow():
    from PIL import Image

    pair = np.random.default_rng(1).integers(0, 256, (2, 3, 9, 7), dtype=np.uint8)
    grey = greyed(pair)
    assert grey.shape == pair.shape and grey.dtype == np.uint8
    for view, before in zip(grey, pair, strict=True):
        expected = np.asarray(Image.fromarray(np.ascontiguousarray(before.transpose(1, 2, 0))).convert("L"))
        assert np.abs(view.astype(int) - expected).max() <= 1
