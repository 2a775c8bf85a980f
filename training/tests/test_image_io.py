"""Decoding: orientation, alpha, palettes, 16 bits, CMYK, animations."""

import io

import numpy as np
import pytest
from PIL import Image

from telltale_training.image_io import decode_rgb


def decoded(image: Image.Image, file_format: str, **options) -> np.ndarray:
    buffer = io.BytesIO()
    image.save(buffer, file_format, **options)
    buffer.seek(0)
    return decode_rgb(buffer)


def test_exif_orientation_is_applied():
    pixels = np.zeros((2, 3, 3), np.uint8)
    pixels[0, 0] = 255
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned: show it rotated by 90 degrees clockwise
    out = decoded(Image.fromarray(pixels), "PNG", exif=exif)
    assert out.shape == (3, 2, 3) and (out[0, 1] == 255).all() and out.sum() == 765


@pytest.mark.parametrize(("alpha", "expected"), [(0, (255, 255, 255)), (255, (10, 20, 30)), (128, (132, 137, 142))])
def test_alpha_lies_on_white(alpha, expected):
    out = decoded(Image.new("RGBA", (2, 2), (10, 20, 30, alpha)), "PNG")
    assert np.abs(out[0, 0].astype(int) - expected).max() <= 1


def test_transparent_palette_entry_is_white():
    image = Image.new("P", (2, 1))
    image.putpalette([200, 0, 0, 0, 100, 0])
    image.putdata([0, 1])
    out = decoded(image, "PNG", transparency=0)
    assert out.tolist() == [[[255, 255, 255], [0, 100, 0]]]


def test_16_bit_grey_keeps_the_high_byte():
    image = Image.fromarray(np.array([[0x0000, 0x80FF, 0xFFFF]], np.uint16))
    assert decoded(image, "PNG")[0, :, 0].tolist() == [0, 0x80, 0xFF]


def test_cmyk_and_grey_become_rgb():
    assert decoded(Image.new("CMYK", (8, 8), (0, 0, 0, 0)), "JPEG")[0, 0].tolist() == [255, 255, 255]
    assert decoded(Image.new("L", (2, 2), 77), "PNG")[0, 0].tolist() == [77, 77, 77]
    assert decoded(Image.new("1", (2, 2), 1), "PNG")[0, 0].tolist() == [255, 255, 255]


def test_an_animation_gives_its_first_frame():
    frames = [Image.new("RGB", (4, 4), colour) for colour in ((255, 0, 0), (0, 0, 255))]
    out = decoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert out.shape == (4, 4, 3) and out[0, 0].tolist() == [255, 0, 0]
