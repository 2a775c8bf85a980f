"""Any image file to uint8 [H, W, 3] RGB, as a person sees it. No torch here."""

from pathlib import Path
from typing import BinaryIO

import numpy as np
from PIL import Image, ImageOps


def to_rgb(image: Image.Image) -> Image.Image:
    """First frame, EXIF orientation applied, alpha composited on white, 8 bits, RGB. Profiles are ignored."""
    image.seek(0)
    image = ImageOps.exif_transpose(image)
    if image.mode.startswith("I"):
        # 16-bit grey: the high byte, which is also what Pillow keeps of 16-bit colour.
        values = np.asarray(image).astype(np.int64)
        image = Image.fromarray(np.clip(values >> 8, 0, 255).astype(np.uint8))
    elif image.mode == "F":
        image = Image.fromarray(np.clip(np.asarray(image), 0, 255).astype(np.uint8))
    if "A" in image.getbands() or "a" in image.getbands() or "transparency" in image.info:
        rgba = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", rgba.size, (255, 255, 255, 255)), rgba)
    return image.convert("RGB")


def decode_rgb(file: str | Path | BinaryIO) -> np.ndarray:
    """Decode a file (path or binary stream) to uint8 [H, W, 3]."""
    with Image.open(file) as image:
        return np.array(to_rgb(image))
