"""What happens to a test image before the detector sees it. uint8 [H, W, 3] in and out; no torch here."""

from collections.abc import Callable

import numpy as np
from PIL import Image, ImageFilter

from .augment import encode_jpeg, encode_webp

Condition = Callable[[np.ndarray], np.ndarray]


def jpeg(quality: int) -> Condition:
    """A JPEG round trip, 4:2:0."""
    return lambda rgb: np.asarray(encode_jpeg(Image.fromarray(rgb), quality))


def webp(quality: int) -> Condition:
    return lambda rgb: np.asarray(encode_webp(Image.fromarray(rgb), quality))


def half_size(rgb: np.ndarray) -> np.ndarray:
    """Both sides halved, bicubic with antialiasing."""
    height, width = rgb.shape[:2]
    return np.asarray(Image.fromarray(rgb).resize((max(1, width // 2), max(1, height // 2)), Image.Resampling.BICUBIC))


def blur(sigma_px: float) -> Condition:
    """Gaussian blur; Pillow's radius is the standard deviation."""
    return lambda rgb: np.asarray(Image.fromarray(rgb).filter(ImageFilter.GaussianBlur(sigma_px)))


def chain(*steps: Condition) -> Condition:
    def run(rgb: np.ndarray) -> np.ndarray:
        for step in steps:
            rgb = step(rgb)
        return rgb

    return run


# Calibration and the operating point use these six, each image once in each. JPEG 95 is the format-matched one:
# whatever a file was, it is a JPEG of the same quality now.
MIXED: dict[str, Condition] = {
    "untouched": lambda rgb: rgb,
    "JPEG 95": jpeg(95),
    "JPEG 75": jpeg(75),
    "JPEG 50": jpeg(50),
    "half size + JPEG 75": chain(half_size, jpeg(75)),
    "blur 1 px": blur(1.0),
}
# Only measured. Saving as PNG or lossless WebP leaves the pixels of "untouched".
EXTRA: dict[str, Condition] = {"WebP 90": webp(90)}
CONDITIONS = MIXED | EXTRA
