"""Reference preprocessing of docs/detector-contract.md, in numpy and Pillow. No torch here.

Images are uint8 [H, W, 3] RGB arrays; a plan is the `preprocessing` object of a model.json.
"""

import math

import numpy as np
from PIL import Image

FILTERS = {
    "bilinear": Image.Resampling.BILINEAR,
    "bicubic": Image.Resampling.BICUBIC,
    "lanczos": Image.Resampling.LANCZOS,
    "box": Image.Resampling.BOX,
}


def round_half_up(value: float) -> int:
    """floor(value + 0.5): the same in every language, unlike Python's round."""
    return math.floor(value + 0.5)


def resize(rgb: np.ndarray, size: tuple[int, int], filter_name: str) -> np.ndarray:
    """Pillow's antialiased resize to (width, height), columns first and rows second.

    The order shows, because an axis is rounded to 8 bits before the other. Pillow 13 begins with the rows where that is cheaper,
    in tall pictures; the page does not, so one axis is asked for at a time.
    """
    image, (width, height) = Image.fromarray(rgb), size
    kernel = FILTERS[filter_name]
    return np.asarray(image.resize((width, image.height), kernel).resize((width, height), kernel))


def shrink(rgb: np.ndarray, max_side_px: int, filter_name: str) -> np.ndarray:
    """Reduce so that the longer side is max_side_px; images are never enlarged."""
    height, width = rgb.shape[:2]
    longest = max(width, height)
    if longest <= max_side_px:
        return rgb
    scale = max_side_px / longest
    size = (max(1, round_half_up(width * scale)), max(1, round_half_up(height * scale)))
    return resize(rgb, size, filter_name)


def pad(rgb: np.ndarray, size_px: int) -> np.ndarray:
    """Mirror to at least size_px on both sides, without repeating the edge pixel."""
    height, width = rgb.shape[:2]
    amounts = []
    for side in (height, width):
        missing = max(0, size_px - side)
        amounts.append((missing // 2, missing - missing // 2))
    if not any(sum(amount) for amount in amounts):
        return rgb
    return np.pad(rgb, (*amounts, (0, 0)), mode="reflect")


def crop_origins(width: int, height: int, size_px: int, anchors: list[list[float]]) -> list[tuple[int, int]]:
    """(x, y) of each distinct crop, in the order of the anchors."""
    origins = [
        (math.floor(ax * (width - size_px) + 0.5), math.floor(ay * (height - size_px) + 0.5)) for ax, ay in anchors
    ]
    return list(dict.fromkeys(origins))


def normalise(crops: np.ndarray, mean: list[float], std: list[float]) -> np.ndarray:
    """uint8 [n, S, S, 3] -> float32 [n, 3, S, S]."""
    scaled = crops.astype(np.float32) / np.float32(255)
    scaled = (scaled - np.asarray(mean, np.float32)) / np.asarray(std, np.float32)
    return np.ascontiguousarray(scaled.transpose(0, 3, 1, 2))


def rescaled_size(width: int, height: int, look: dict) -> tuple[int, int] | None:
    """The size of a further look at a picture, or None where it would become too small for it."""
    size = round_half_up(width * look["scale"]), round_half_up(height * look["scale"])
    return None if min(size) < look["leastSidePx"] else size


def cut_crops(rgb: np.ndarray, size_px: int, anchors: list[list[float]]) -> np.ndarray:
    """Pad, then the distinct crops of one size of a picture: uint8 [n, S, S, 3]."""
    rgb = pad(rgb, size_px)
    height, width = rgb.shape[:2]
    origins = crop_origins(width, height, size_px, anchors)
    return np.stack([rgb[y : y + size_px, x : x + size_px] for x, y in origins])


def crop_looks(rgb: np.ndarray, plan: dict) -> list[np.ndarray]:
    """The distinct crops of an image, uint8 [n, S, S, 3] for each of the plan's sizes: the shrunk image, then the others.

    A size for which the image is too small has n = 0.
    """
    crops, shrunk = plan["crops"], rgb
    if plan["shrink"] is not None:
        shrunk = shrink(rgb, plan["shrink"]["maxSidePx"], plan["shrink"]["filter"])
    looks = [cut_crops(shrunk, crops["sizePx"], crops["anchors"])]
    for look in crops.get("rescaled", []):
        size = rescaled_size(shrunk.shape[1], shrunk.shape[0], look)
        # From the image itself: what was resized twice would be softer than what training saw.
        looks.append(looks[0][:0] if size is None else cut_crops(resize(rgb, size, look["filter"]), crops["sizePx"], look["anchors"]))
    return looks


def crop_pixels(rgb: np.ndarray, plan: dict) -> np.ndarray:
    """The crops of all sizes of an image, one after another: uint8 [n, S, S, 3]."""
    return np.concatenate(crop_looks(rgb, plan))


def crop_weights(counts: list[int]) -> np.ndarray:
    """How much each crop counts, from the number of crops of each size: every size alike, and every crop in it."""
    sizes = sum(1 for n in counts if n > 0)
    return np.concatenate([np.full(n, 1 / (sizes * n)) for n in counts if n > 0])


def prepare(rgb: np.ndarray, plan: dict) -> np.ndarray:
    """Image -> network input, float32 [n, 3, S, S]."""
    return normalise(crop_pixels(rgb, plan), plan["mean"], plan["std"])


def self_test_bytes(shape: list[int]) -> np.ndarray:
    """The pattern `triangle-hash-1` as uint8 [n, 3, H, W]."""
    count, channels, height, width = shape
    index = np.arange(count * channels * height * width, dtype=np.uint64).reshape(shape)
    noise = ((index * np.uint64(2654435761)) % np.uint64(2**32)) >> np.uint64(27)
    n, c, y, x = np.indices(shape)
    t = (x * (c + 1) + y * (n + 2)) % 256
    triangle = np.where(t < 128, 2 * t, 511 - 2 * t)
    return np.minimum(255, triangle * 7 // 8 + noise.astype(np.int64)).astype(np.uint8)


def self_test_tensor(shape: list[int], mean: list[float], std: list[float]) -> np.ndarray:
    """The pattern, normalised: float32 [n, 3, H, W]."""
    return normalise(self_test_bytes(shape).transpose(0, 2, 3, 1), mean, std)
