"""Strength of an 8x8 grid in pixels: what JPEG leaves, whatever the picture shows."""

import numpy as np


def phase_profile(grey: np.ndarray) -> np.ndarray:
    """Mean absolute second difference across each of the eight column phases, divided by its median: [8]."""
    second = np.abs(2 * grey[:, 1:-1] - grey[:, :-2] - grey[:, 2:])
    columns = second.mean(axis=0)
    profile = np.array([columns[phase::8].mean() for phase in range(8)])
    return profile / max(float(np.median(profile)), 1e-6)


def blocking_features(rgb: np.ndarray) -> np.ndarray:
    """uint8 [H, W, 3] -> [22]: per direction the eight phases in place, then the largest, the second, the spread."""
    grey = rgb.astype(np.float32) @ np.array([0.299, 0.587, 0.114], np.float32)
    features = []
    for plane in (grey, grey.T):
        profile = phase_profile(plane)
        ordered = np.sort(profile)
        features += [*profile, ordered[-1], ordered[-2], ordered.std()]
    return np.array(features)
