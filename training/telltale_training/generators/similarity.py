"""How near a reconstruction is to its photograph."""

import numpy as np

WINDOW_SIGMA_PX = 1.5
WINDOW_PX = 11
C1, C2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2


def psnr_db(a: np.ndarray, b: np.ndarray) -> float:
    """Of two uint8 images; identical ones are given 99 dB."""
    mse = np.mean((a.astype(np.float64) - b) ** 2)
    return float(min(99.0, 10 * np.log10(255**2 / max(mse, 1e-9))))


def luma(rgb: np.ndarray) -> np.ndarray:
    """Rec. 601, uint8 [H, W, 3] -> float64 [H, W] in 0..255."""
    return rgb.astype(np.float64) @ np.array([0.299, 0.587, 0.114])


def ssim(a: np.ndarray, b: np.ndarray) -> float:
    """Structural similarity (Wang et al. 2004) of the lumas of two uint8 images of at least 11x11 pixels.

    Gaussian window of 11x11 pixels, sigma 1.5, only where it lies wholly inside; the mean over all places.
    """
    x, y = luma(a), luma(b)
    mean_x, mean_y = blurred(x), blurred(y)
    variance_x, variance_y = blurred(x * x) - mean_x**2, blurred(y * y) - mean_y**2
    covariance = blurred(x * y) - mean_x * mean_y
    values = (2 * mean_x * mean_y + C1) * (2 * covariance + C2)
    values /= (mean_x**2 + mean_y**2 + C1) * (variance_x + variance_y + C2)
    return float(values.mean())


def blurred(values: np.ndarray) -> np.ndarray:
    """[H, W] -> [H - 10, W - 10], the window's weighted means."""
    offset = np.arange(WINDOW_PX) - WINDOW_PX // 2
    taps = np.exp(-0.5 * (offset / WINDOW_SIGMA_PX) ** 2)
    taps /= taps.sum()
    for axis in (0, 1):
        values = np.lib.stride_tricks.sliding_window_view(values, WINDOW_PX, axis) @ taps
    return values
