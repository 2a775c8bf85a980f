"""Photographs with a decoder's traces: reconstructions and upsampling fakes that keep content, size and format.

In the spirit of AutoGAN (Zhang et al. 2019) and Dual Data Alignment (arXiv:2505.14359): the fake differs from its
photograph by nothing but the trace, so that a detector trained on both cannot learn content, size or history.
"""

from pathlib import Path

import numpy as np
import torch
from PIL import Image

from .networks import KINDS, SIDE_MULTIPLE_PX, Autoencoder

RECONSTRUCTION_RATE = 0.65  # of the fakes; the others are upsampling fakes
UPSAMPLING_GENERATOR_RATE = 0.3  # of the upsampling fakes: the reduced image goes through a generator first
# Mirrored on every side: the convolutions' zero padding leaves a frame, which no photograph has and no crop of a
# larger fake would. A multiple of every factor, so that the decoder's grid still starts at the first pixel.
BORDER_PX = 16
MIX_RATE = 0.5
MIX_RANGE = (0.6, 1.0)  # weight of the fake
BAND_RATE = 0.4
BAND_CUT_RANGE = (0.12, 0.35)  # cycles per pixel
BAND_STRENGTH_RANGE = (0.2, 0.8)  # 1 would erase the trace above the cut
UPSAMPLERS = ("nearest", "transposed", "shuffle")


def load_generators(folder: str | Path) -> dict[str, Autoencoder]:
    """Every <kind>.pt of a folder, in evaluation mode."""
    models: dict[str, Autoencoder] = {}
    for kind in KINDS:
        path = Path(folder) / f"{kind}.pt"
        if path.exists():
            model = Autoencoder(kind)
            model.load_state_dict(torch.load(path, map_location="cpu", weights_only=True)["state"])
            models[kind] = model.eval()
    if not models:
        raise FileNotFoundError(f"expected at least one of {', '.join(KINDS)} as .pt in {folder}, found none")
    return models


def to_uint8(values: np.ndarray) -> np.ndarray:
    """0..255 with fractions, rounded half to even and clipped."""
    return np.clip(np.round(values), 0, 255).astype(np.uint8)


def reconstruct(model: Autoencoder, rgb: np.ndarray) -> np.ndarray:
    """The photograph as the generator gives it back: uint8 [H, W, 3] -> the same shape.

    Needs about 130 bytes a pixel; cut large photographs first.
    """
    height, width = rgb.shape[:2]
    pads = [(BORDER_PX, BORDER_PX + -side % SIDE_MULTIPLE_PX) for side in (height, width)] + [(0, 0)]
    padded = np.pad(rgb, pads, mode="reflect")
    with torch.inference_mode():
        x = torch.from_numpy(padded).permute(2, 0, 1)[None].float() / 255
        y = model(x)[0].permute(1, 2, 0).numpy()
    return to_uint8(255 * y[BORDER_PX : BORDER_PX + height, BORDER_PX : BORDER_PX + width])


def phase_kernels(upsampler: str, rng: np.random.Generator) -> np.ndarray:
    """[2, 2, 3, 3]: any linear x2 upsampler is four small filters, one for each phase (Shi et al. 2016).

    `nearest` is repetition, then a smoothing (a, 1 - 2a, a); `transposed` is zero insertion, then the bilinear 4x4
    kernel; `shuffle` interpolates by a parabola and is sharper. As learned kernels are never quite even, the last two
    get their taps disturbed, and their phases gains that differ by some 0.4 %: about half a level of checkerboard.
    """
    if upsampler == "nearest":
        a = rng.uniform(0.05, 0.33)
        left = np.array([a, 1 - a, 0])
    else:
        left = np.array([0.25, 0.75, 0] if upsampler == "transposed" else [0.15625, 0.9375, -0.09375])
    taps = np.stack([left, left[::-1]])  # even pixels lie left of their sample's centre, odd ones right of it
    kernels = np.einsum("iy,jx->ijyx", taps, taps)
    if upsampler == "nearest":
        return kernels
    kernels = kernels + rng.normal(0, 0.03, kernels.shape) * (kernels != 0)
    gains = 1 + rng.normal(0, 0.004, (2, 2, 1, 1))
    return gains * kernels / kernels.sum((2, 3), keepdims=True)


def enlarge(rgb: np.ndarray, kernels: np.ndarray) -> np.ndarray:
    """Twice as large, by one filter for each phase: uint8 [h, w, 3] -> uint8 [2h, 2w, 3]."""
    height, width = rgb.shape[:2]
    padded = np.pad(rgb, ((1, 1), (1, 1), (0, 0)), mode="edge").astype(np.float32)
    result = np.zeros((2 * height, 2 * width, 3), np.float32)
    for i, j, y, x in np.ndindex(kernels.shape):
        if kernels[i, j, y, x]:
            result[i::2, j::2] += np.float32(kernels[i, j, y, x]) * padded[y : y + height, x : x + width]
    return to_uint8(result)


def halve(rgb: np.ndarray, resampling: Image.Resampling) -> np.ndarray:
    """Reduced x2; odd sides grow by a mirrored line first, so that the pixels stay in register."""
    padded = np.pad(rgb, ((0, rgb.shape[0] % 2), (0, rgb.shape[1] % 2), (0, 0)), mode="symmetric")
    height, width = padded.shape[:2]
    return np.asarray(Image.fromarray(padded).resize((width // 2, height // 2), resampling))


def upsampling_fake(
    models: dict[str, Autoencoder], rgb: np.ndarray, rng: np.random.Generator
) -> tuple[np.ndarray, str]:
    """Reduced x2 (area or bicubic), perhaps through a generator, and enlarged by a decoder's kind of upsampler."""
    upsampler = UPSAMPLERS[int(rng.integers(len(UPSAMPLERS)))]
    resampling = Image.Resampling.BOX if rng.random() < 0.5 else Image.Resampling.BICUBIC
    reduced, name = halve(rgb, resampling), f"upsampling:{upsampler}"
    if rng.random() < UPSAMPLING_GENERATOR_RATE:
        kind = draw_kind(models, rng)
        reduced, name = reconstruct(models[kind], reduced), f"{name}+{kind}"
    enlarged = enlarge(reduced, phase_kernels(upsampler, rng))
    return enlarged[: rgb.shape[0], : rgb.shape[1]], name


def draw_kind(models: dict[str, Autoencoder], rng: np.random.Generator) -> str:
    # Sorted, so that the order of loading does not change what a seed gives.
    return sorted(models)[int(rng.integers(len(models)))]


def restore_band(fake: np.ndarray, original: np.ndarray, cut: float, strength: float) -> np.ndarray:
    """Frequencies above `cut` (cycles per pixel, a soft edge of 0.05) moved towards the original's by `strength`.

    float [H, W, 3]. Works on the difference of the two, which is small, so that the transform's wrapping around at
    the borders does not show.
    """
    height, width = fake.shape[:2]
    frequency = np.hypot(np.fft.fftfreq(height)[:, None], np.fft.rfftfreq(width)[None])
    mask = strength * np.clip((frequency - cut) / 0.05, 0, 1)[..., None]
    difference = np.fft.rfft2(original - fake, axes=(0, 1))
    return fake + np.fft.irfft2(mask * difference, s=(height, width), axes=(0, 1))


def aligned_fake(
    models: dict[str, Autoencoder], rgb: np.ndarray, rng: np.random.Generator
) -> tuple[np.ndarray, str]:
    """A fake of the photograph uint8 [H, W, 3] in its own size, and what made it.

    The name is `reconstruction:<kind>` or `upsampling:<upsampler>[+<kind>]`. Half of the fakes are mixed with the
    original, and some get part of its fine detail back; both leave a weaker trace and are not in the name.
    """
    if rng.random() < RECONSTRUCTION_RATE:
        kind = draw_kind(models, rng)
        result, name = reconstruct(models[kind], rgb), f"reconstruction:{kind}"
    else:
        result, name = upsampling_fake(models, rgb, rng)
    fake, original = result.astype(np.float32), rgb.astype(np.float32)
    if rng.random() < BAND_RATE:
        fake = restore_band(fake, original, rng.uniform(*BAND_CUT_RANGE), rng.uniform(*BAND_STRENGTH_RANGE))
    if rng.random() < MIX_RATE:
        weight = rng.uniform(*MIX_RANGE)
        fake = weight * fake + (1 - weight) * original
    return to_uint8(fake), name
