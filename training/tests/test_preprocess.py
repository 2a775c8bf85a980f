"""Independent checks of the reference preprocessing: hand-computed values and naive loops."""

import numpy as np
import pytest
from PIL import Image

from telltale_training.plan import PLAN
from telltale_training.preprocess import (
    crop_origins,
    crop_pixels,
    normalise,
    pad,
    prepare,
    rescaled_size,
    resize,
    self_test_bytes,
    shrink,
)


def picture(height: int, width: int) -> np.ndarray:
    return np.random.default_rng(height * 1000 + width).integers(0, 256, (height, width, 3), dtype=np.uint8)


def mirrored(index: int, size: int) -> int:
    """Source index of a mirrored coordinate, bouncing as often as needed."""
    while not 0 <= index < size:
        index = -index if index < 0 else 2 * (size - 1) - index
    return index


@pytest.mark.parametrize(("height", "width"), [(3, 5), (7, 20), (16, 10), (2, 16), (15, 15), (40, 3)])
def test_pad_bounces_off_the_edges(height, width):
    size, rgb = 16, picture(height, width)
    out = pad(rgb, size)
    top, left = max(0, size - height) // 2, max(0, size - width) // 2
    assert out.shape == (max(size, height), max(size, width), 3)
    for y in range(out.shape[0]):
        for x in range(out.shape[1]):
            assert (out[y, x] == rgb[mirrored(y - top, height), mirrored(x - left, width)]).all()


def test_pad_repeats_a_single_pixel():
    assert (pad(np.full((1, 1, 3), 7, np.uint8), 5) == 7).all()


def test_resize_goes_over_the_columns_first_however_tall_the_picture_is():
    """An axis is filtered in 8 bits before the other, so the order shows: one axis alone tells what comes first."""
    for height, width in ((60, 20), (20, 60)):
        rgb = np.random.default_rng(1).integers(0, 256, (height, width, 3), dtype=np.uint8)
        image, kernel = Image.fromarray(rgb), Image.Resampling.LANCZOS
        size = (width // 3, height // 3)
        columns_first = image.resize((size[0], height), kernel).resize(size, kernel)
        rows_first = image.resize((width, size[1]), kernel).resize(size, kernel)
        assert (np.asarray(columns_first) != np.asarray(rows_first)).any()
        assert (resize(rgb, size, "lanczos") == np.asarray(columns_first)).all()


def test_shrink_rounds_half_up_and_never_enlarges():
    assert shrink(picture(1, 3), 2, "bicubic").shape == (1, 2, 3)  # 0.667 -> 1
    assert shrink(picture(5, 8), 4, "bilinear").shape == (3, 4, 3)  # 2.5 -> 3, where Python's round gives 2
    assert shrink(picture(1, 4000), 100, "lanczos").shape == (1, 100, 3)  # 0.025 -> at least 1
    small = picture(10, 12)
    assert shrink(small, 12, "bicubic") is small


def test_origins_round_half_up_and_are_distinct():
    assert crop_origins(225, 224, 224, [[0.5, 0.5], [0.0, 0.0], [1.0, 1.0]]) == [(1, 0), (0, 0)]
    assert crop_origins(224, 224, 224, PLAN["crops"]["anchors"]) == [(0, 0)]
    assert crop_origins(324, 624, 224, PLAN["crops"]["anchors"]) == [
        (50, 200),
        (25, 100),
        (75, 100),
        (25, 300),
        (75, 300),
        (0, 0),
        (100, 0),
        (0, 400),
        (100, 400),
    ]


# One size only.
PLAIN = PLAN | {"crops": {key: value for key, value in PLAN["crops"].items() if key != "rescaled"}}


def test_crops_are_the_pixels_at_the_origins():
    rgb = picture(300, 260)
    crops = crop_pixels(rgb, PLAIN)
    for crop, (x, y) in zip(crops, crop_origins(260, 300, 224, PLAN["crops"]["anchors"]), strict=True):
        assert (crop == rgb[y : y + 224, x : x + 224]).all()


def test_a_further_size_rounds_half_up_and_is_left_out_where_it_is_too_small():
    look = {"scale": 0.7071, "leastSidePx": 160}
    assert rescaled_size(256, 1024, look) == (181, 724)
    assert rescaled_size(225, 225, look | {"scale": 1.5}) == (338, 338)
    assert rescaled_size(226, 300, look) == (160, 212)
    assert rescaled_size(225, 300, look) is None


def test_further_sizes_are_cut_from_the_image_itself_after_its_own_crops():
    anchors = [[0.0, 0.0], [1.0, 1.0]]
    look = {"scale": 0.5, "filter": "lanczos", "leastSidePx": 200, "anchors": anchors}
    plan = PLAIN | {"shrink": {"maxSidePx": 600, "filter": "bicubic"}, "crops": PLAIN["crops"] | {"rescaled": [look]}}
    rgb = picture(900, 1200)  # 600 x 450, and 300 x 225
    crops = crop_pixels(rgb, plan)
    own = crop_pixels(rgb, plan | {"crops": PLAIN["crops"]})
    assert (crops[: len(own)] == own).all() and len(crops) == len(own) + 2
    half = resize(rgb, (300, 225), "lanczos")
    assert (crops[-2] == half[:224, :224]).all() and (crops[-1] == half[1:, 76:]).all()
    low = picture(700, 1200)  # 600 x 350, and 300 x 175
    assert len(crop_pixels(low, plan)) == len(crop_pixels(low, plan | {"crops": PLAIN["crops"]}))


def test_a_large_image_is_reduced_first():
    assert crop_pixels(picture(400, 3072), PLAIN).shape == (5, 224, 224, 3)  # 1536 x 200, padded: one row of crops


def test_normalise_is_planar_rgb_float32():
    pixel = np.array([[[[255, 0, 51]]]], np.uint8)
    out = normalise(pixel, [0.5, 0.25, 0.1], [0.5, 0.25, 0.2])
    assert out.dtype == np.float32 and out.shape == (1, 3, 1, 1)
    assert out.ravel() == pytest.approx([1.0, -1.0, 0.5], abs=1e-6)


def test_prepare_of_a_small_image_is_one_crop():
    assert prepare(picture(9, 5), PLAN).shape == (1, 3, 224, 224)


def test_self_test_pattern_against_plain_integers():
    shape = [2, 3, 5, 300]
    out = self_test_bytes(shape)
    count, channels, height, width = shape
    for n in range(count):
        for c in range(channels):
            for y in range(height):
                for x in range(width):
                    i = ((n * channels + c) * height + y) * width + x
                    h = (i * 2654435761) % 2**32 >> 27
                    t = (x * (c + 1) + y * (n + 2)) % 256
                    triangle = 2 * t if t < 128 else 511 - 2 * t
                    assert out[n, c, y, x] == min(255, triangle * 7 // 8 + h)
