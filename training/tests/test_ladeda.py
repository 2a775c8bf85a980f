"""Tiny-LaDeDa: its residual and its patches by hand."""

import numpy as np
import pytest
import torch

from telltale_training.ladeda import TinyLaDeDa, neighbouring_pixel_residual, prepare


def test_residual_by_hand():
    x = torch.tensor([[1.0, 5, 2, 2], [3, 0, 7, -1]])
    assert neighbouring_pixel_residual(x[None, None])[0, 0].tolist() == [[0, 4, 0, 0], [2, -1, 5, -3]]


def test_a_constant_image_has_no_residual():
    assert neighbouring_pixel_residual(torch.full((1, 3, 4, 6), 0.7)).abs().max() == 0


def test_the_logit_is_the_mean_over_patches():
    torch.manual_seed(3)
    model, x = TinyLaDeDa().eval(), torch.randn(1, 3, 8, 8)
    y = neighbouring_pixel_residual(x)
    with torch.no_grad():
        patches = []
        for top in (0, 2):
            for left in (0, 2):
                # Even offsets, so that the residual of the patch is the patch of the residual.
                z = torch.relu(model.bn1(model.conv2(model.conv1(y[..., top : top + 5, left : left + 5]))))
                patches.append(model.fc(model.layer1(z)[..., 0, 0]).item())
        assert model(x).item() == pytest.approx(np.mean(patches), abs=1e-5)


@pytest.mark.parametrize(("height", "width"), [(1, 1), (40, 300), (256, 256)])
def test_any_size_becomes_one_normalised_crop(height, width):
    tensor = prepare(np.zeros((height, width, 3), np.uint8))
    assert tensor.shape == (1, 3, 256, 256) and tensor.dtype == torch.float32
    assert tensor[0, :, 9, 9].tolist() == pytest.approx([-0.485 / 0.229, -0.456 / 0.224, -0.406 / 0.225], abs=1e-5)
