"""Old, toned and scanned pictures: what time, film and a scanner do to an image, the same for both classes.

Photographs in training are nearly all clean digital ones, so without this a toned or scanned photograph looks like
nothing that a camera makes. Every step is drawn on its own; arrays are float32 [H, W, 3] in 0..255, `image` a Pillow
RGB image. Used between the edit and the sharing of a pair (see augment.py), so JPEG and WebP come afterwards as they
do with real scans.
"""

import numpy as np
from PIL import Image, ImageFilter

# Which plates and films saw how much of red, green and blue: luma, orthochromatic, blue-sensitive, red filter.
SENSITIVITIES = np.array([[0.30, 0.59, 0.11], [0.08, 0.52, 0.40], [0.02, 0.18, 0.80], [0.65, 0.30, 0.05]], np.float32)
# Colours of the darkest and the lightest tone: sepia, albumen, selenium, cyanotype, cold and warm paper.
TONES = np.array(
    [
        [[38, 22, 12], [250, 236, 208]],
        [[58, 36, 30], [244, 226, 186]],
        [[30, 18, 28], [246, 240, 236]],
        [[10, 28, 66], [236, 244, 248]],
        [[8, 12, 18], [238, 244, 250]],
        [[22, 18, 14], [252, 246, 232]],
    ],
    np.float32,
)


def chance(rng: np.random.Generator, probability: float) -> bool:
    return bool(rng.random() < probability)


def soft_field(shape: tuple[int, int], cells: int, rng: np.random.Generator) -> np.ndarray:
    """A smooth random field in -1..1, [H, W], that changes over about `1 / cells` of the picture."""
    coarse = Image.fromarray(rng.uniform(-1, 1, (cells + 1, cells + 1)).astype(np.float32))
    return np.asarray(coarse.resize((shape[1], shape[0]), Image.Resampling.BICUBIC)).clip(-1, 1)


def without_colour(rgb: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Grey, as one of the films would have seen it, or a mixture of two."""
    a, b = SENSITIVITIES[rng.integers(len(SENSITIVITIES), size=2)]
    grey = rgb @ (a + (b - a) * np.float32(rng.random()))
    return np.repeat(grey[..., None], 3, axis=2)


def curved(rgb: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A tone curve with lifted blacks and dull whites: gamma, then an S or its inverse, then a narrower range."""
    x = (rgb / 255).clip(0, 1) ** np.float32(np.exp(rng.uniform(-0.4, 0.4)))
    x = x + np.float32(rng.uniform(-0.5, 0.8)) * x * (1 - x) * (2 * x - 1)
    black, white = rng.uniform(0, 60), rng.uniform(195, 255)
    return x * np.float32(white - black) + np.float32(black)


def toned(rgb: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Towards the line between the two colours of a tone, by its luma: all of the way for a grey picture."""
    dark, light = TONES[rng.integers(len(TONES))] + rng.uniform(-10, 10, (2, 3)).astype(np.float32)
    luma = (rgb @ SENSITIVITIES[0])[..., None] / 255
    strength = np.float32(rng.uniform(0.2, 1.0))
    return rgb + strength * (dark + luma * (light - dark) - luma * 255)


def uneven(rgb: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Light that fell unevenly, paper that faded unevenly."""
    return rgb * (1 + np.float32(rng.uniform(0, 0.2)) * soft_field(rgb.shape[:2], 2, rng)[..., None])


def grained(rgb: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Grain: noise that neighbours share, strongest in the middle tones; in colour film a little different in each layer."""
    height, width = rgb.shape[:2]
    sigma_px, strength = rng.uniform(0.3, 1.6), np.exp(rng.uniform(0, np.log(12)))

    def layer() -> np.ndarray:
        noise = Image.fromarray(np.clip(rng.normal(128, 42, (height, width)), 0, 255).astype(np.uint8))
        field = np.asarray(noise.filter(ImageFilter.GaussianBlur(sigma_px)), dtype=np.float32) - 128
        return field / max(1e-6, float(field.std()))

    shared = layer()[..., None]
    if chance(rng, 0.3):
        shared = 0.7 * shared + 0.7 * np.stack([layer() for _ in range(3)], axis=2)
    middle = 0.35 + 2.6 * (rgb / 255).clip(0, 1) * (1 - (rgb / 255).clip(0, 1))
    return rgb + np.float32(strength) * middle * shared


def halftoned(rgb: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A printer's screen of 2.5 to 6 pixels at some angle, not so coarse that the picture is lost."""
    height, width = rgb.shape[:2]
    y, x = np.mgrid[:height, :width].astype(np.float32)
    angle, frequency = rng.uniform(0, np.pi), 2 * np.pi / rng.uniform(2.5, 6)
    u, v = x * np.cos(angle) + y * np.sin(angle), y * np.cos(angle) - x * np.sin(angle)
    screen = (np.cos(u * frequency) * np.cos(v * frequency) * 127 + 128).astype(np.float32)[..., None]
    dots = 255 / (1 + np.exp((screen - rgb) / np.float32(rng.uniform(8, 40))))
    strength = np.float32(rng.uniform(0.2, 0.8))
    return rgb + strength * (dots - rgb)


def dusty(rgb: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Specks, hairs and scratches, lighter or darker than the picture."""
    rgb = rgb.copy()
    height, width = rgb.shape[:2]
    for _ in range(int(rng.integers(1, 25))):
        y, x, size = int(rng.integers(height)), int(rng.integers(width)), int(rng.integers(1, 4))
        rgb[y : y + size, x : x + size] += np.float32(rng.choice([-1, 1]) * rng.uniform(20, 110))
    for _ in range(int(rng.integers(0, 3))):
        length = int(rng.integers(10, max(11, height)))
        y, x, slope = int(rng.integers(height)), rng.uniform(0, width), rng.uniform(-0.3, 0.3)
        rows = np.arange(y, min(height, y + length))
        columns = np.clip(x + slope * (rows - y), 0, width - 1).astype(int)
        rgb[rows, columns] += np.float32(rng.choice([-1, 1]) * rng.uniform(20, 90))
    return rgb


def bordered(rgb: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The edge of the print and the mount beside it, on one side."""
    rgb = rgb.copy()
    width = int(rng.integers(4, max(5, rgb.shape[1] // 4)))
    mount = rng.choice([rng.uniform(0, 40), rng.uniform(180, 255)]) + rng.uniform(-12, 12, 3)
    rgb[:, :width] = mount.astype(np.float32)
    return np.rot90(rgb, int(rng.integers(4)))


def scanned(image: Image.Image, rng: np.random.Generator) -> Image.Image:
    """A scanner's softness, and the sharpening that scanning programs add."""
    if chance(rng, 0.5):
        image = image.filter(ImageFilter.GaussianBlur(rng.uniform(0.3, 1.2)))
    if chance(rng, 0.5):
        image = image.filter(ImageFilter.UnsharpMask(rng.uniform(0.6, 2.5), int(rng.integers(40, 180)), 0))
    return image


# How often each step is taken, in this order.
STEPS = (
    (0.65, without_colour),
    (0.8, curved),
    (0.5, grained),
    (0.12, halftoned),
    (0.75, toned),
    (0.4, uneven),
    (0.3, dusty),
    (0.12, bordered),
)


def aged(image: Image.Image, rng: np.random.Generator) -> Image.Image:
    """An old, toned or scanned version of an image, of the same size or turned by 90 degrees."""
    rgb = np.asarray(image, dtype=np.float32)
    for probability, step in STEPS:
        if chance(rng, probability):
            rgb = step(rgb, rng)
    levels = np.clip(rgb + 0.5, 0, 255).astype(np.uint8)
    return scanned(Image.fromarray(np.ascontiguousarray(levels)), rng)
