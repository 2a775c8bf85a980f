"""Published detectors, read anew, give the logits of their authors' code.

Needs TELLTALE_SHARED, a folder with `weights/` (checkpoints and reference-logits.csv) and `data/forensic-crops`.
"""

import csv
import os
from pathlib import Path

import numpy as np
import pytest
import torch

from telltale_training import ferretnet, ladeda
from telltale_training.image_io import decode_rgb

TOLERANCE = 1e-3
READINGS = {
    "ferretnet_s_logit": (ferretnet.load_ferretnet, ferretnet.logit, "ferretnet-s-median-3.pth"),
    "tiny_ladeda_forensynth_logit": (ladeda.load_ladeda, ladeda.logit, "ForenSynth_Tiny_LaDeDa.pth"),
}


@pytest.mark.parametrize("column", READINGS)
def test_logits_of_the_authors_code(column):
    if not os.environ.get("TELLTALE_SHARED"):
        pytest.skip("TELLTALE_SHARED is not set: no public checkpoint here")
    shared = Path(os.environ["TELLTALE_SHARED"])
    load, logit, file = READINGS[column]
    torch.set_num_threads(1)
    model = load(shared / "weights" / file)
    with (shared / "weights" / "reference-logits.csv").open(newline="") as table:
        rows = list(csv.DictReader(table))
    crops = shared / "data" / "forensic-crops"
    found = np.array([logit(model, decode_rgb(crops / row["file"])) for row in rows])
    assert len(rows) == 48
    assert np.abs(found - np.array([float(row[column]) for row in rows])).max() <= TOLERANCE
