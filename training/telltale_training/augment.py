"""Random image histories, the same for photographs and generated images.

The containers differ (photographs are mostly JPEG, generated images mostly PNG), so history must not tell the
label. Three stages, all from one numpy Generator so that a seed fixes the result:

1. region:  a random region off the 8x8 grid, then a first JPEG for pixels that never had one, so that
            photographs and generated images carry an early JPEG equally often (see `first_jpeg_probability`);
2. editing: resize, blur, noise, light and colour;
3. sharing: most images are re-encoded (JPEG once or twice, or WebP) before the final crop.
"""

import io
from dataclasses import dataclass, field

import numpy as np
from PIL import Image, ImageEnhance, ImageFilter

RESIZE_FILTERS = [
    Image.Resampling.BILINEAR,
    Image.Resampling.BICUBIC,
    Image.Resampling.LANCZOS,
    Image.Resampling.BOX,
]


@dataclass(frozen=True)
class AugmentConfig:
    """Probabilities and ranges; sizes in pixels, sigmas in pixels."""

    size_px: int = 160
    region_px: int = 256  # every image is first cut to this, so that small and large files look alike
    first_jpeg_rate: float = 0.85  # share of each class that carries an early JPEG
    first_jpeg_qualities: tuple[int, ...] = field(default=(50, 70, 75, 80, 85, 90, 92, 95))
    resize: float = 0.6
    scale_range: tuple[float, float] = (0.5, 1.3)
    blur: float = 0.25
    blur_sigma_max: float = 1.5
    noise: float = 0.15
    noise_sigma_max: float = 4.0
    colour: float = 0.3
    jpeg_once: float = 0.5
    jpeg_twice: float = 0.15
    webp: float = 0.2


def encode_jpeg(image: Image.Image, quality: int, chroma_full: bool = False) -> Image.Image:
    """A JPEG round trip; 4:4:4 where chroma_full, else 4:2:0."""
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality, subsampling=0 if chroma_full else 2)
    return Image.open(buffer).convert("RGB")


def encode_webp(image: Image.Image, quality: int) -> Image.Image:
    """A lossy WebP round trip."""
    buffer = io.BytesIO()
    image.save(buffer, "WEBP", quality=quality, method=2)
    return Image.open(buffer).convert("RGB")


def random_jpeg(image: Image.Image, rng: np.random.Generator) -> Image.Image:
    return encode_jpeg(image, int(rng.integers(50, 101)), bool(rng.random() < 0.4))


def mirror_pad(image: Image.Image, size_px: int) -> Image.Image:
    """Mirror to at least size_px on both sides, as the page does with small images."""
    pads = [(m // 2, m - m // 2) for m in (max(0, size_px - image.height), max(0, size_px - image.width))]
    if not any(sum(pad) for pad in pads):
        return image
    return Image.fromarray(np.pad(np.asarray(image), (*pads, (0, 0)), mode="reflect"))


def random_crop(image: Image.Image, width: int, height: int, rng: np.random.Generator) -> Image.Image:
    """A crop of at most width x height at a uniform offset."""
    width, height = min(width, image.width), min(height, image.height)
    x = int(rng.integers(0, image.width - width + 1))
    y = int(rng.integers(0, image.height - height + 1))
    return image.crop((x, y, x + width, y + height))


def first_jpeg_probability(history_share: float, target: float) -> float:
    """With which probability a class gives a first JPEG to pixels without one, to reach `target` overall."""
    return 0.0 if history_share >= target else (target - history_share) / (1 - history_share)


def region(rgb: np.ndarray, first_jpeg: float, config: AugmentConfig, rng: np.random.Generator) -> Image.Image:
    """Stage 1: a region of at most region_px; `first_jpeg` is the probability of a first JPEG."""
    image = mirror_pad(Image.fromarray(rgb), config.region_px)
    image = random_crop(image, config.region_px, config.region_px, rng)
    if rng.random() < first_jpeg:
        image = encode_jpeg(image, int(rng.choice(config.first_jpeg_qualities)), bool(rng.random() < 0.3))
    # Off the grid of that JPEG, as files from 1:1 photographs are; also where there was none.
    trim_x, trim_y = (int(v) for v in rng.integers(0, 8, 2))
    image = image.crop((trim_x, trim_y, image.width, image.height))
    turn = int(rng.integers(0, 4))
    image = image.rotate(90 * turn, expand=True) if turn else image
    return image.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if rng.random() < 0.5 else image


def edit(image: Image.Image, config: AugmentConfig, rng: np.random.Generator) -> Image.Image:
    """Stage 2: what editors and platforms do before they save."""
    if rng.random() < config.resize:
        scale = rng.uniform(*config.scale_range)
        size = (max(8, round(image.width * scale)), max(8, round(image.height * scale)))
        image = image.resize(size, RESIZE_FILTERS[int(rng.integers(len(RESIZE_FILTERS)))])
    # No more pixels than the final crop needs, with a margin for the next grid offset.
    image = random_crop(image, config.size_px + 16, config.size_px + 16, rng)
    if rng.random() < config.blur:
        image = image.filter(ImageFilter.GaussianBlur(rng.uniform(0, config.blur_sigma_max)))
    if rng.random() < config.colour:
        image = ImageEnhance.Brightness(image).enhance(rng.uniform(0.8, 1.2))
        image = ImageEnhance.Contrast(image).enhance(rng.uniform(0.8, 1.2))
        image = ImageEnhance.Color(image).enhance(rng.uniform(0.6, 1.4))
    if rng.random() < config.noise:
        noise = rng.normal(0, rng.uniform(0, config.noise_sigma_max), (image.height, image.width, 3))
        image = Image.fromarray(np.clip(np.asarray(image) + noise + 0.5, 0, 255).astype(np.uint8))
    return image


def share(image: Image.Image, config: AugmentConfig, rng: np.random.Generator) -> Image.Image:
    """Stage 3: re-encoding, once, twice off the grid, as WebP, or not at all."""
    draw = rng.random()
    if draw < config.jpeg_once:
        return random_jpeg(image, rng)
    if draw < config.jpeg_once + config.jpeg_twice:
        image = random_jpeg(image, rng)
        trim_x, trim_y = (int(v) for v in rng.integers(0, 8, 2))
        return random_jpeg(image.crop((trim_x, trim_y, image.width, image.height)), rng)
    if draw < config.jpeg_once + config.jpeg_twice + config.webp:
        return encode_webp(image, int(rng.integers(50, 101)))
    return image


def augment(rgb: np.ndarray, first_jpeg: float, config: AugmentConfig, rng: np.random.Generator) -> np.ndarray:
    """uint8 [H, W, 3] -> uint8 [size_px, size_px, 3]."""
    image = share(edit(region(rgb, first_jpeg, config, rng), config, rng), config, rng)
    image = mirror_pad(image, config.size_px)
    return np.asarray(random_crop(image, config.size_px, config.size_px, rng))
