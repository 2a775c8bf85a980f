"""What Pillow, SciPy and jpeglib make of a few pictures, for the tests of src/core/degradation.

    pip install numpy scipy pillow jpeglib
    python degradation_goldens.py

Pictures are made by the formula of src/core/image/test-pictures.ts, or are files of e2e/fixtures/images. Writes
src/core/degradation/goldens/degradations.json: sizes and SHA-256 of the pixels (RGB, row by row), for JPEG also of the
quantised coefficients (int16, little-endian; component after component, block after block). Says what differs in CNNSpot's blur.
"""

import hashlib
import io
import json
import tempfile
from pathlib import Path

import jpeglib
import numpy as np
from PIL import Image
from scipy.ndimage import gaussian_filter

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "src/core/degradation/goldens"
FIXTURES = ROOT / "e2e/fixtures/images"
QUALITIES = (100, 95, 75, 65, 50, 49, 30, 10, 1)
SIZES = ((64, 48), (75, 61), (97, 83), (16, 16), (17, 33), (40, 9), (5, 3), (3, 5), (2, 2), (1, 1), (1, 20), (23, 1))


def test_picture(width, height):
    y, x, c = np.meshgrid(np.arange(height), np.arange(width), np.arange(3), indexing="ij")
    index = ((c * height + y) * width + x).astype(np.uint64)
    h = (index * 2654435761 % 2**32) >> 27
    t = (x * (c + 1) + y * 2) % 256
    ramp = np.where(t < 128, 2 * t, 511 - 2 * t) * 7 // 8 + h
    block = ((x >> 2) + (y >> 3) + c) % 5 == 0
    return np.where(block, 255 * (h & 1), np.minimum(255, ramp)).astype(np.uint8)


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def entry(source, key, pixels, **more):
    height, width, _ = pixels.shape
    return {"from": source, "key": key, "size": [width, height], "sha256": sha256(pixels.tobytes()), **more}


def jpeg(source, rgb, quality):
    with tempfile.NamedTemporaryFile(suffix=".jpg") as file:
        Image.fromarray(rgb).save(file.name, quality=quality)
        pixels = np.asarray(Image.open(file.name))
        dct = jpeglib.read_dct(file.name)
        coefficients = b"".join(c.astype("<i2").tobytes() for c in (dct.Y, dct.Cb, dct.Cr))
    return entry(source, f"jpeg:{quality}", pixels, coefficients=sha256(coefficients))


def blur(source, rgb, sigma):
    exact = np.stack([gaussian_filter(rgb[..., c].astype(float), sigma) for c in range(3)], axis=-1)
    return entry(source, f"blur:{sigma}", np.floor(exact + 0.5).astype(np.uint8))


def resized(source, rgb, key, size):
    return entry(source, key, np.asarray(Image.fromarray(rgb).resize(size, Image.Resampling.BICUBIC)))


def webp(source, rgb, quality):
    out = io.BytesIO()
    Image.fromarray(rgb).save(out, "WEBP", quality=quality)
    return entry(source, f"webp:{quality}", np.asarray(Image.open(out).convert("RGB")))


def cnnspot_blur(rgb, sigma):
    """In place on bytes, as CNNSpot's data/datasets.py calls it: cut off to whole numbers after either axis."""
    out = rgb.copy()
    for c in range(3):
        gaussian_filter(out[..., c], output=out[..., c], sigma=sigma)
    return out


def main():
    OUT.mkdir(exist_ok=True)
    entries = []
    for size in SIZES:
        entries += [jpeg(size, test_picture(*size), quality) for quality in QUALITIES]
    for size in ((64, 48), (17, 33), (40, 9), (1, 1)):
        entries += [blur(size, test_picture(*size), sigma) for sigma in (0.5, 1, 3, 5)]
    entries += [
        resized((300, 200), test_picture(300, 200), "lr:112", (168, 112)),
        resized((300, 200), test_picture(300, 200), "lr:64", (96, 64)),
        resized((150, 301), test_picture(150, 301), "lr:112", (112, 225)),
        resized((97, 83), test_picture(97, 83), "scale:0.5", (49, 42)),
        resized((97, 83), test_picture(97, 83), "scale:0.1", (10, 8)),
    ]
    for name in ("jpeg-900.jpg", "jpeg-odd-size-q85.jpg", "jpeg-panorama.jpg", "jpeg-420-q30.jpg"):
        rgb = np.asarray(Image.open(FIXTURES / name).convert("RGB"))
        entries += [jpeg(name, rgb, quality) for quality in (95, 65, 30, 10)]
        entries += [webp(name, rgb, quality) for quality in (90, 50, 10)]
        for sigma in (3, 5):
            entries.append(blur(name, rgb, sigma))
            exact = np.stack([gaussian_filter(rgb[..., c].astype(float), sigma) for c in range(3)], axis=-1)
            away = cnnspot_blur(rgb, sigma).astype(float) - np.floor(exact + 0.5)
            print(f"{name}: CNNSpot's blur, sigma {sigma}: mean {away.mean():.3f}, {away.min():.0f} to {away.max():.0f} levels")
    lines = ",\n".join(json.dumps(each, separators=(",", ":")) for each in entries)
    (OUT / "degradations.json").write_text(f"[\n{lines}\n]\n")


if __name__ == "__main__":
    main()
