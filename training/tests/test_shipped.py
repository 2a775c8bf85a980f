"""Every shipped detector agrees with its own card."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import onnx
import pytest

from telltale_training.detector import ShippedDetector, open_session, verdict
from telltale_training.preprocess import self_test_tensor

MODELS = Path(__file__).resolve().parents[2] / "public" / "models"
IDS = json.loads((MODELS / "index.json").read_text())["models"] if (MODELS / "index.json").exists() else []
# What the WASM and WebGPU runtimes both have kernels for.
ALLOWED_OPS = {"Conv", "Clip", "Add", "Sub", "Mul", "Sqrt", "ReduceMean", "Unsqueeze", "Concat", "Flatten", "Gemm", "Constant"}

pytestmark = pytest.mark.skipif(not IDS, reason="no shipped detector")


@pytest.fixture(params=IDS)
def folder(request) -> Path:
    return MODELS / request.param


@pytest.fixture
def card(folder) -> dict:
    return json.loads((folder / "model.json").read_text(encoding="utf-8"))


def test_weights_are_the_ones_described(folder, card):
    data = (folder / card["weights"]["file"]).read_bytes()
    assert card["id"] == folder.name
    assert len(data) == card["weights"]["bytes"] <= 8_000_000
    assert hashlib.sha256(data).hexdigest() == card["weights"]["sha256"]


def test_graph_is_plain_and_self_contained(folder, card):
    model = onnx.load(str(folder / card["weights"]["file"]), load_external_data=False)
    assert {node.op_type for node in model.graph.node} <= ALLOWED_OPS
    assert not any(t.external_data for t in model.graph.initializer)
    assert [o.version for o in model.opset_import if o.domain == ""] == [card["weights"]["opset"]]
    dims = [d.dim_param or d.dim_value for d in model.graph.input[0].type.tensor_type.shape.dim]
    assert isinstance(dims[0], str) and dims[1:] == [3] + [card["preprocessing"]["crops"]["sizePx"]] * 2


def test_self_test_logits(folder, card):
    plan, stored = card["preprocessing"], card["selfTest"]
    tensor = self_test_tensor(stored["shape"], plan["mean"], plan["std"])
    session = open_session(folder / card["weights"]["file"])
    logits = session.run(["logit"], {"input": tensor})[0]
    assert logits.shape == (stored["shape"][0], 1)
    assert logits[:, 0] == pytest.approx(stored["logits"], abs=stored["maxAbsDifference"]["wasm"])
    # One crop at a time gives the same: the batch axis carries nothing over.
    assert session.run(["logit"], {"input": tensor[1:]})[0][0, 0] == pytest.approx(logits[1, 0], abs=1e-4)


def test_rates_stay_in_their_limits(card):
    assert 0.01 < card["operatingPoint"]["cameraBelow"] <= card["operatingPoint"]["aiAbove"] < 0.99
    for row in card["measured"]:
        if row["condition"] != "WebP 90":
            assert row["falsePositiveRate"] <= 0.05, row["condition"]


def test_judging_uses_mean_and_calibration(folder, card):
    rgb = np.random.default_rng(0).integers(0, 256, (400, 500, 3), dtype=np.uint8)
    result = ShippedDetector(folder).judge(rgb)
    crops = card["preprocessing"]["crops"]
    sizes = [len(look["anchors"]) for look in (crops, *crops.get("rescaled", []))]
    assert len(result["logits"]) == sum(sizes)
    means = [np.mean(of) for of in np.split(result["logits"], np.cumsum(sizes)[:-1])]
    assert result["z"] == pytest.approx(np.mean(means))
    fit = card["calibration"]
    assert result["p"] == pytest.approx(1 / (1 + np.exp(-(fit["slope"] * result["z"] + fit["intercept"]))))
    assert result["verdict"] == verdict(result["p"], card["operatingPoint"])


def test_predicting_does_not_import_torch():
    code = "import sys, telltale_training.predict; sys.exit('torch' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).resolve().parents[1])
