"""FerretNet-S: its residual against hand-computed and naive medians, its crop, its shapes."""

from statistics import median

import numpy as np
import pytest
import torch

from telltale_training.ferretnet import FerretNet, centre_crop, prepare, residual


def test_residual_by_hand():
    # Around 5: sorted with a zero for the centre -4 -3 -2 -1 0 1 2 3 9, the median is the zero.
    mixed = torch.tensor([[1.0, -2, 3], [-4, 5, 9], [-1, 2, -3]])
    # Around 7: 0 1 2 3 4 6 8 9 9, the median is 4. With the centre it would be 6, of the neighbours alone 4 or 6.
    positive = torch.tensor([[1.0, 2, 3], [4, 7, 6], [8, 9, 9]])
    # Around -7, mirrored: -4.
    found = residual(torch.stack([mixed, positive, -positive])[None])
    assert found[0, :, 1, 1].tolist() == [5, 3, -3]


@pytest.mark.parametrize("value", [-1.5, 0.0, 2.0])
def test_a_constant_image_has_no_residual_but_in_its_corners(value):
    # A corner has five neighbours outside, which count as zero, and its own zero: six of nine.
    expected = torch.zeros(1, 3, 6, 7)
    expected[..., ::5, ::6] = value
    assert torch.equal(residual(torch.full((1, 3, 6, 7), value)), expected)


def test_residual_against_a_naive_loop():
    x = torch.from_numpy(np.random.default_rng(5).normal(size=(2, 3, 5, 6)).astype(np.float32))
    before, found = x.clone(), residual(x)
    for n, c, i, j in np.ndindex(*x.shape):
        window = [
            x[n, c, i + di, j + dj].item() if (di, dj) != (0, 0) and 0 <= i + di < 5 and 0 <= j + dj < 6 else 0.0
            for di in (-1, 0, 1)
            for dj in (-1, 0, 1)
        ]
        assert found[n, c, i, j].item() == pytest.approx(x[n, c, i, j].item() - median(window), abs=1e-6)
    assert torch.equal(x, before)


@pytest.mark.parametrize(("margin", "origin"), [(0, 0), (1, 0), (2, 1), (3, 2), (71, 36), (77, 38), (144, 72)])
def test_odd_margins_are_halved_to_the_even_neighbour(margin, origin):
    rgb = np.zeros((256, 256 + margin, 3), np.uint8)
    rgb[:, :, 0], rgb[:, :, 1] = np.divmod(np.arange(256 + margin), 256)
    crop = centre_crop(rgb, 256).astype(int)
    assert crop.shape == (256, 256, 3)
    assert crop[0, 0, 0] * 256 + crop[0, 0, 1] == origin


@pytest.mark.parametrize(("height", "width"), [(1, 1), (40, 300), (256, 256), (300, 40)])
def test_any_size_becomes_one_normalised_crop(height, width):
    tensor = prepare(np.full((height, width, 3), 255, np.uint8))
    assert tensor.shape == (1, 3, 256, 256) and tensor.dtype == torch.float32
    expected = [(1 - 0.48145466) / 0.26862954, (1 - 0.4578275) / 0.26130258, (1 - 0.40821073) / 0.27577711]
    assert tensor[0, :, 128, 128].tolist() == pytest.approx(expected, abs=1e-5)


def test_strides_and_output_shape():
    model = FerretNet().eval()
    with torch.no_grad():
        features = model.feature(model.cbr2(model.cbr1(residual(torch.zeros(2, 3, 64, 48)))))
        assert features.shape == (2, 128, 8, 6)
        assert model(torch.zeros(2, 3, 64, 48)).shape == (2, 1)
