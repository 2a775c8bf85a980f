"""A network that was exported comes back with its logits, with its batch norms, and trains."""

import numpy as np
import pytest
import torch

from telltale_training.export import export_onnx
from telltale_training.network import Detector
from telltale_training.plan import MEAN, STD
from telltale_training.preprocess import normalise
from telltale_training.recover import normed_convolutions, recover

SIZE_PX = 64


@pytest.fixture(scope="module")
def crops() -> np.ndarray:
    """Smooth noise, as pictures have it: uint8 [24, 64, 64, 3]."""
    rng = np.random.default_rng(1)
    coarse = rng.integers(0, 256, (24, 16, 16, 3))
    return (coarse.repeat(4, 1).repeat(4, 2) * 0.8 + rng.integers(0, 52, (24, SIZE_PX, SIZE_PX, 3))).astype(np.uint8)


@pytest.fixture(scope="module")
def network(crops) -> Detector:
    """Weights as after some training: norms with statistics, weights and biases of their own, one dead channel."""
    torch.manual_seed(0)
    model = Detector(["backbone"])
    tensor = torch.from_numpy(normalise(crops, MEAN, STD))
    with torch.no_grad():
        for _ in range(60):
            model(tensor)
        for layer in normed_convolutions(model):
            layer[1].weight.mul_(torch.empty_like(layer[1].weight).uniform_(0.5, 1.5))
            layer[1].bias.add_(torch.empty_like(layer[1].bias).uniform_(-0.2, 0.2))
        normed_convolutions(model)[3][1].weight[5] = 0
    return model.eval()


@pytest.fixture(scope="module")
def recovered(network, crops, tmp_path_factory) -> Detector:
    file = tmp_path_factory.mktemp("export") / "model.onnx"
    export_onnx(network, file, SIZE_PX)
    return recover(file, crops)


def test_logits_are_the_same(network, recovered, crops):
    tensor = torch.from_numpy(normalise(crops[::-1].copy(), MEAN, STD))
    with torch.no_grad():
        for expected, found in zip(network(tensor), recovered(tensor), strict=True):
            assert float(expected.std()) > 1e-3
            assert torch.allclose(expected, found, atol=2e-4), float((expected - found).abs().max())


def test_statistics_are_those_of_the_crops(recovered, crops):
    """In training mode, on those very crops, nothing jumps: batch statistics are what the norms hold."""
    tensor = torch.from_numpy(normalise(crops, MEAN, STD))
    with torch.no_grad():
        expected = recovered(tensor)[0]
        recovered.train()
        recovered.dropout.p = 0.0
        found = recovered(tensor)[0]
        recovered.eval()
    assert float((expected - found).abs().max()) < 0.05 * float(expected.abs().max())


def test_another_network_is_refused(tmp_path, crops):
    torch.manual_seed(0)
    export_onnx(Detector(["shallow"]).eval(), tmp_path / "model.onnx", SIZE_PX)
    with pytest.raises(ValueError, match="not an exported network"):
        recover(tmp_path / "model.onnx", crops)
