"""What NumPy, SciPy, Pillow and PyWavelets make of a few small images, for src/core/spectrum/golden.test.ts.

    pip install numpy scipy pillow PyWavelets
    python spectrum_goldens.py

Every recipe is written here a second time, from the formulas in docs/methods.md and with these libraries' own
filters and transforms. Writes src/core/spectrum/goldens/.
"""

import json
from pathlib import Path

import numpy as np
import pywt
from PIL import Image
from scipy import ndimage, stats

OUT = Path(__file__).resolve().parent.parent / "src/core/spectrum/goldens"
IMAGES, HEIGHT, WIDTH = 5, 72, 80
SHARES = 8
LAGS = 32

BASE = {
    "average": "residual",
    "channel": "grey",
    "residual": "median-3",
    "subtraction": "signed",
    "window": "none",
    "highPass": False,
    "crop": "centre",
    "sizePx": 32,
    "seed": 1,
}
CASES = {
    "genimage": {},
    "wrapped-median-5": {"residual": "median-5", "subtraction": "wrapped"},
    "none-hann-luma": {"residual": "none", "window": "hann", "channel": "luma"},
    "gaussian-red": {"residual": "gaussian", "channel": "red", "highPass": True},
    "npr-cb-grid": {"residual": "npr", "channel": "cb", "crop": "grid"},
    "power-wavelet": {"average": "power", "residual": "wavelet", "highPass": True, "sizePx": 64},
    "power-laplacian-cr": {"average": "power", "residual": "laplacian", "channel": "cr"},
    "power-none-hann-green": {"average": "power", "residual": "none", "window": "hann", "channel": "green"},
    "power-median-5-blue-grid": {
        "average": "power",
        "residual": "median-5",
        "channel": "blue",
        "crop": "grid",
    },
}


def pictures():
    """Waves, edges and noise, different in each image and channel; some pixels at the ends of the range."""
    rng = np.random.default_rng(20260601)
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    out = np.empty((IMAGES, HEIGHT, WIDTH, 3), np.uint8)
    for n in range(IMAGES):
        for c in range(3):
            wave = 60 * np.sin(2 * np.pi * (x * (n + 1) / 37 + y * (c + 1) / 29))
            edge = 50 * ((x + 2 * y + 11 * n) % 31 > 15)
            grid = 12 * ((x % 4 == 0) & (y % 4 == 0))
            out[n, ..., c] = np.clip(100 + wave + edge + grid + rng.normal(0, 8, x.shape), 0, 255)
    return out


def channel(rgb, name):
    r, g, b = (rgb[..., c].astype(np.int64) for c in range(3))
    if name == "grey":
        return np.asarray(Image.fromarray(rgb).convert("L"))
    if name in ("red", "green", "blue"):
        return rgb[..., ("red", "green", "blue").index(name)]
    offset = 128 * 65536 + 32767
    fixed = {
        "luma": (13933 * r + 46871 * g + 4732 * b + 32768) >> 16,
        "cb": (-11059 * r - 21709 * g + 32768 * b + offset) >> 16,
        "cr": (32768 * r - 27439 * g - 5329 * b + offset) >> 16,
    }
    return fixed[name].astype(np.uint8)


def wavelet_noise(plane):
    approximation, *levels = pywt.wavedec2(plane, "db4", mode="periodization", level=4)
    variance = 5.0**2

    def noise(c):
        means = [ndimage.uniform_filter(c**2, size, mode="wrap") for size in (3, 5, 7, 9)]
        signal = np.maximum(0, np.min(means, axis=0) - variance)
        return c * variance / (signal + variance)

    kept = [tuple(noise(c) for c in level) for level in levels]
    return pywt.waverec2([np.zeros_like(approximation), *kept], "db4", mode="periodization")


def residual(plane, name, wrapped):
    x = plane.astype(np.float64)
    if name == "none":
        return x
    if name.startswith("median"):
        smooth = ndimage.median_filter(plane, size=int(name[-1]))
        return (plane - smooth if wrapped else x - smooth).astype(np.float64)
    if name == "gaussian":
        return x - ndimage.gaussian_filter(x, 1)
    if name == "laplacian":
        return ndimage.laplace(x)
    if name == "npr":
        return x - np.kron(x[::2, ::2], np.ones((2, 2)))
    return wavelet_noise(x)


def tiles(rgb, crop, size):
    height, width, _ = rgb.shape
    rows, columns = (height // size, width // size) if crop == "grid" else (1, 1)
    top, left = (height - rows * size) // 2, (width - columns * size) // 2
    for row in range(rows):
        for column in range(columns):
            y, x = top + row * size, left + column * size
            yield np.ascontiguousarray(rgb[y : y + size, x : x + size])


def decibel(power):
    return 10 * np.log10(np.maximum(power, 1e-12))


def spectrum(images, case):
    size = case["sizePx"]
    side = np.ones(size) if case["window"] == "none" else 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(size) / size)
    window = np.outer(side, side)
    energy = np.sum(window**2)
    f = np.fft.fftfreq(size)
    radius = np.hypot(f[:, None], f[None, :])
    gain = (1 - np.exp(-0.5 * (radius / 0.02) ** 2)) ** 2 if case["highPass"] else np.ones_like(radius)
    bins = np.floor(radius * size + 0.5).astype(int)
    sector = np.floor(np.arctan2(f[:, None], f[None, :]) / np.pi * 16 + 0.5).astype(int) % 16
    inside = (radius >= 0.1) & (radius <= 0.5)

    def by_radius(power):
        return np.array([power[bins == k].mean() for k in range(size // 2 + 1)])

    def by_sector(power):
        return np.array([power[inside & (sector == s)].mean() for s in range(16)])

    def noise(tile):
        wrapped = case["subtraction"] == "wrapped" and case["residual"].startswith("median")
        return residual(channel(tile, case["channel"]), case["residual"], wrapped)

    def power_of(plane):
        return np.abs(np.fft.fft2(plane * window)) ** 2 / energy

    per_image = [[noise(t) for t in tiles(rgb, case["crop"], size)] for rgb in images]
    n = len(per_image)
    if case["average"] == "power":
        powers = [np.mean([power_of(t) for t in each], axis=0) for each in per_image]
        power = np.mean(powers, axis=0) * gain
        t = stats.t.ppf(0.975, n - 1)

        def half_width(profile):
            values = np.array([profile(each) for each in powers])
            return 10 / np.log(10) * t * values.std(axis=0, ddof=1) / np.sqrt(n) / values.mean(axis=0)
    else:
        means = np.array([np.mean(each, axis=0) for each in per_image])
        power = power_of(means.mean(axis=0)) * gain
        t = stats.t.ppf(0.975, n - 1)

        def half_width(profile):
            without = [power_of(np.delete(means, k, axis=0).mean(axis=0)) * gain for k in range(n)]
            values = np.array([decibel(profile(each)) for each in without])
            return t * np.sqrt((n - 1) / n * np.sum((values - values.mean(axis=0)) ** 2, axis=0))

    bare = power.copy()
    bare[0, 0] = 0
    correlation = np.fft.ifft2(bare).real
    lags = np.arange(-LAGS, LAGS + 1) % size
    return {
        "power": np.fft.fftshift(power),
        "radial": np.stack([decibel(by_radius(power)), half_width(by_radius)]),
        "sectors": np.stack([decibel(by_sector(power)), half_width(by_sector)]),
        "autocorrelation": correlation[np.ix_(lags, lags)][:: 8, :: 8] / correlation[0, 0],
    }


def main():
    OUT.mkdir(exist_ok=True)
    images = pictures()
    np.save(OUT / "images.npy", images)
    cases = {name: BASE | changes for name, changes in CASES.items()}
    (OUT / "cases.json").write_text(json.dumps(cases, indent=1) + "\n")
    for name, case in cases.items():
        for part, values in spectrum(images, case).items():
            np.save(OUT / f"{name}.{part}.npy", values)


if __name__ == "__main__":
    main()
