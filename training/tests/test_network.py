"""The networks: filters against naive oracles, branches, export, and what training may not do."""

import numpy as np
import pytest
import torch
from numpy.lib.stride_tricks import sliding_window_view

from telltale_training.branches import BRANCHES, Residuals, SpectralBranch
from telltale_training.detector import open_session
from telltale_training.export import export_onnx, folded_copy
from telltale_training.layers import mean_and_deviation, median3x3
from telltale_training.network import FAMILIES, Detector
from telltale_training.plan import MEAN, STD
from telltale_training.train import Batch, freeze_early, loss_of


@pytest.fixture(autouse=True)
def seeded():
    torch.manual_seed(0)
    torch.set_num_threads(1)


def disturbed(model: Detector) -> Detector:
    """Statistics other than 0 and 1, so that a fold that forgets them is found."""
    for module in model.modules():
        if isinstance(module, (torch.nn.BatchNorm1d, torch.nn.BatchNorm2d)):
            torch.nn.init.uniform_(module.running_mean, -0.2, 0.2)
            torch.nn.init.uniform_(module.running_var, 0.5, 1.5)
    return model.eval()


def test_median_is_numpys():
    x = torch.rand(2, 3, 12, 9)
    windows = sliding_window_view(x.numpy(), (3, 3), axis=(2, 3)).reshape(2, 3, 10, 7, 9)
    assert median3x3(x).numpy() == pytest.approx(np.median(windows, -1), abs=1e-6)


def test_residuals_vanish_on_flat_and_are_cut_off_at_edges():
    residuals = Residuals()
    assert residuals(torch.full((1, 3, 16, 16), 0.4)).abs().max() < 1e-6
    edge = torch.zeros(1, 3, 16, 16)
    edge[..., 8:] = 1
    out = residuals(edge)
    assert out.shape == (1, Residuals.channels, 14, 14)
    assert out.max() <= 1 and out.min() >= -1 and out.abs().max() == 1


def test_deviation_is_the_standard_deviation():
    x = torch.rand(2, 4, 8, 8)
    out = mean_and_deviation(x)
    assert out[:, 4:].numpy() == pytest.approx(torch.sqrt(x.var((2, 3), unbiased=False) + 1e-4).numpy(), abs=1e-6)


def test_the_spectrum_is_numpys():
    """Welch's spectrum of the median residual by numpy's FFT, tile by tile."""
    levels = np.random.default_rng(0).random((3, 64, 64)).astype(np.float32)
    x = (torch.from_numpy(levels)[None] - torch.tensor(MEAN).view(1, 3, 1, 1)) / torch.tensor(STD).view(1, 3, 1, 1)
    padded = np.pad(levels * 255, ((0, 0), (1, 1), (1, 1)), mode="edge")
    median = np.median(sliding_window_view(padded, (3, 3), axis=(1, 2)).reshape(3, 64, 64, 9), -1)
    window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(32) / 32)
    power = [
        np.abs(np.fft.fft2((levels * 255 - median)[:, y : y + 32, x0 : x0 + 32] * np.outer(window, window))) ** 2
        for y in (0, 32)
        for x0 in (0, 32)
    ]
    expected = np.log(np.mean(power, axis=0) + 1)[:, :, :17]
    assert SpectralBranch().spectrum(x)[0].numpy() == pytest.approx(expected, abs=1e-2)


def test_a_checkerboard_is_the_highest_frequency():
    rows, columns = np.indices((64, 64))
    board = torch.from_numpy(((rows + columns) % 2 * 0.2 + 0.4).astype(np.float32)).expand(1, 3, 64, 64)
    spectrum = SpectralBranch().spectrum((board - torch.tensor(MEAN).view(1, 3, 1, 1)) / torch.tensor(STD).view(1, 3, 1, 1))
    assert np.unravel_index(int(spectrum[0, 0].argmax()), (32, 17)) == (16, 16)


@pytest.mark.parametrize("branches", [["backbone"], ["residual"], ["spectral"], list(BRANCHES)])
def test_the_export_gives_the_same_logits(branches, tmp_path):
    model = disturbed(Detector(branches))
    export_onnx(model, tmp_path / "m.onnx", 96)
    x = torch.randn(3, 3, 96, 96)
    with torch.no_grad():
        expected = model(x)
    found = open_session(tmp_path / "m.onnx", 1).run(["logit", "family"], {"input": x.numpy()})
    for a, b in zip(expected, found, strict=True):
        assert a.numpy() == pytest.approx(b, abs=1e-4)


def test_folding_leaves_the_network_alone():
    model = disturbed(Detector(["spectral"]))
    before = {k: v.clone() for k, v in model.state_dict().items()}
    folded_copy(model)
    assert all(torch.equal(before[k], v) for k, v in model.state_dict().items())


def test_without_families_there_is_one_output(tmp_path):
    model = disturbed(Detector(["residual"]))
    model.drop_families()
    export_onnx(model, tmp_path / "m.onnx", 64)
    assert [o.name for o in open_session(tmp_path / "m.onnx", 1).get_outputs()] == ["logit"]


def test_consistency_is_zero_for_equal_views():
    """Two equal views cost nothing beyond the cross-entropy; different ones do."""
    model = Detector(["residual"], dropout=0.0).eval()
    view = torch.randint(0, 256, (2, 3, 64, 64), dtype=torch.uint8)
    other = torch.randint(0, 256, (2, 3, 64, 64), dtype=torch.uint8)
    labels, families = torch.tensor([0.0, 1.0] * 2), torch.full((4,), -1)
    for second, same in ((view, True), (other, False)):
        batch = Batch(torch.cat([view, second]), labels, families)
        plain, with_consistency = (loss_of(model, batch, weight, 0.2)[0].item() for weight in (0.0, 1.0))
        assert (with_consistency == pytest.approx(plain, abs=1e-5)) is same


def test_pairs_without_a_family_teach_none():
    model = Detector(["residual"]).train()
    crops = torch.randint(0, 256, (4, 3, 64, 64), dtype=torch.uint8)
    loss, _ = loss_of(model, Batch(crops, torch.tensor([0.0, 1.0] * 2), torch.full((4,), -1)), 0.0, 1.0)
    loss.backward()
    assert model.family.weight.grad is None
    families = torch.tensor([-1, FAMILIES.index("midjourney")] * 2)
    loss, _ = loss_of(model, Batch(crops, torch.tensor([0.0, 1.0] * 2), families), 0.0, 1.0)
    loss.backward()
    assert model.family.weight.grad.abs().sum() > 0


def test_frozen_stages_get_no_gradient():
    model = Detector(["backbone"])
    frozen = freeze_early(model, 2)
    assert len(frozen) == 3
    crops = torch.randint(0, 256, (4, 3, 64, 64), dtype=torch.uint8)
    loss_of(model, Batch(crops, torch.tensor([0.0, 1.0] * 2), torch.full((4,), -1)), 0.0, 0.2)[0].backward()
    assert all(p.grad is None for module in frozen for p in module.parameters())
    assert model.branches["backbone"].stages[2][0].project[0].weight.grad.abs().sum() > 0
