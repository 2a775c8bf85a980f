"""Reference preprocessing of docs/template-contract.md, in numpy and Pillow."""

import numpy as np

from telltale_training.ferretnet import centre_crop
from telltale_training.preprocess import normalise, resize


def resized(rgb: np.ndarray, rule: str, side_px: int, filter_name: str) -> np.ndarray:
    """uint8 [H, W, 3], enlarged or reduced; what has the size already stays as it is."""
    height, width = rgb.shape[:2]
    shorter = min(height, width)
    if rule == "both-sides":
        size = (side_px, side_px)
    else:
        size = (width * side_px // shorter, height * side_px // shorter)
    return resize(rgb, size, filter_name)


def prepare(rgb: np.ndarray, plan: dict) -> np.ndarray:
    """uint8 [H, W, 3] and a `preprocessing` object -> network input, float32 [1, 3, S, S]."""
    if plan["resize"] is not None:
        rgb = resized(rgb, plan["resize"]["rule"], plan["resize"]["sidePx"], plan["resize"]["filter"])
    return normalise(centre_crop(rgb, plan["crop"]["sizePx"])[None], plan["mean"], plan["std"])
