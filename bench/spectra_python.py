"""The recipes of the spectra page in Python, as researchers write them: seconds on standard output.

    printf '%s\n' *.png | python spectra_python.py genimage|mean 512

Pillow decodes, SciPy filters, NumPy transforms, as many processes as cores. 'mean' needs PyWavelets too.
"""

import json
import os
import sys
import time
from multiprocessing import Pool

import numpy as np
from PIL import Image
from scipy import ndimage

KIND, SIZE = sys.argv[1], int(sys.argv[2])
if KIND == "mean":
    import pywt


def grey_crop(path):
    image = Image.open(path).convert("L")
    left, top = (image.width - SIZE) // 2, (image.height - SIZE) // 2
    return np.asarray(image.crop((left, top, left + SIZE, top + SIZE)))


def wavelet_noise(plane):
    approximation, *levels = pywt.wavedec2(plane.astype(float), "db4", mode="periodization", level=4)
    variance = 25.0

    def noise(c):
        means = [ndimage.uniform_filter(c**2, size, mode="wrap") for size in (3, 5, 7, 9)]
        return c * variance / np.maximum(variance, np.min(means, axis=0))

    kept = [tuple(noise(c) for c in level) for level in levels]
    return pywt.waverec2([np.zeros_like(approximation), *kept], "db4", mode="periodization")


WINDOW = np.outer(*(2 * [0.5 - 0.5 * np.cos(2 * np.pi * np.arange(SIZE) / SIZE)]))


def add(paths):
    total = 0
    for path in paths:
        plane = grey_crop(path)
        if KIND == "genimage":
            total = total + (plane.astype(float) - ndimage.median_filter(plane, size=3))
        else:
            total = total + np.abs(np.fft.rfft2(wavelet_noise(plane) * WINDOW)) ** 2
    return total


def main():
    paths = sys.stdin.read().split("\n")
    processes = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    chunks = [paths[n : n + 10] for n in range(0, len(paths), 10)]
    with Pool(processes) as pool:
        pool.map(add, chunks[: 2 * processes])
        started = time.perf_counter()
        total = sum(pool.imap(add, chunks))
        mean = total / len(paths)
        picture = np.log(np.abs(np.fft.fftshift(np.fft.fft2(mean)))) if KIND == "genimage" else np.log(mean)
        seconds = time.perf_counter() - started
    assert np.isfinite(picture).any()
    print(json.dumps({"seconds": seconds, "processes": processes}))


if __name__ == "__main__":
    main()
