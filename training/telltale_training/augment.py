"""Random image histories, the same for photographs and generated images.

The containers differ (photographs are mostly JPEG, generated images mostly PNG), so history must not tell the
label. Stages, all from one numpy Generator so that a seed fixes the result:

1. region:  a random region off the 8x8 grid, then a first JPEG for pixels that never had one, so that
            photographs and generated images carry an early JPEG equally often (see `first_jpeg_probability`);
2. editing: resize, sharpen, blur, noise, light and colour; a share is made to look old (see aged.py);
3. sharing: re-encoding (JPEG 40-100 once or twice, WebP 40-100), sometimes after another resize, before the crop.

`augment_pair` gives two views of one edited region: as it left the editor, and as it arrives after sharing. The
pair is what degradation-consistent training compares (arXiv:2604.10102).
"""

import io
from dataclasses import dataclass, field

import numpy as np
from PIL import Image, ImageEnhance, ImageFilter

from .aged import aged, chance

RESIZE_FILTERS = [
    Image.Resampling.BILINEAR,
    Image.Resampling.BICUBIC,
    Image.Resampling.LANCZOS,
    Image.Resampling.BOX,
    Image.Resampling.HAMMING,
]


@dataclass(frozen=True)
class AugmentConfig:
    """Probabilities and ranges; sizes in pixels, sigmas in pixels."""

    size_px: int = 176
    small_region_px: int = 256  # what every image can give; larger regions only where they are asked for
    large_region_px: int = 512
    first_jpeg_rate: float = 0.85  # share of each class that carries an early JPEG
    first_jpeg_qualities: tuple[int, ...] = field(default=(50, 70, 75, 80, 85, 90, 92, 95))
    resize: float = 0.6
    small_scale_range: tuple[float, float] = (0.7, 1.5)
    large_scale_range: tuple[float, float] = (0.35, 1.0)
    sharpen: float = 0.15
    blur: float = 0.2
    blur_sigma_max: float = 1.5
    noise: float = 0.15
    noise_sigma_max: float = 5.0
    aged: float = 0.0  # share of the pairs of both classes that look old, toned or scanned
    colour: float = 0.35
    quality_range: tuple[int, int] = (40, 100)
    share_resize: float = 0.25
    jpeg_once: float = 0.5
    jpeg_twice: float = 0.25
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


def random_quality(config: AugmentConfig, rng: np.random.Generator) -> int:
    low, high = config.quality_range
    return int(rng.integers(low, high + 1))


def random_jpeg(image: Image.Image, config: AugmentConfig, rng: np.random.Generator) -> Image.Image:
    return encode_jpeg(image, random_quality(config, rng), chance(rng, 0.4))


def random_resize(image: Image.Image, scale: float, rng: np.random.Generator) -> Image.Image:
    size = (max(8, round(image.width * scale)), max(8, round(image.height * scale)))
    return image.resize(size, RESIZE_FILTERS[int(rng.integers(len(RESIZE_FILTERS)))])


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


def centre_crop(image: Image.Image, size_px: int) -> Image.Image:
    x, y = max(0, (image.width - size_px) // 2), max(0, (image.height - size_px) // 2)
    return image.crop((x, y, min(image.width, x + size_px), min(image.height, y + size_px)))


def trim_off_grid(image: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Cut up to 7 pixels from the left and the top: a later 8x8 grid lies anywhere."""
    x, y = (int(v) for v in rng.integers(0, 8, 2))
    return image.crop((x, y, image.width, image.height))


def first_jpeg_probability(history_share: float, target: float) -> float:
    """With which probability a class gives a first JPEG to pixels without one, to reach `target` overall."""
    return 0.0 if history_share >= target else (target - history_share) / (1 - history_share)


def region(
    rgb: np.ndarray, region_px: int, first_jpeg: float, config: AugmentConfig, rng: np.random.Generator
) -> Image.Image:
    """Stage 1: a square region of region_px (less the trim); `first_jpeg` is the probability of a first JPEG."""
    image = mirror_pad(Image.fromarray(rgb), config.small_region_px)
    image = random_crop(image, region_px, region_px, rng)
    if chance(rng, first_jpeg):
        image = encode_jpeg(image, int(rng.choice(config.first_jpeg_qualities)), chance(rng, 0.3))
    # Off the grid of that JPEG, as regions of whole files are; also where there was none.
    return trim_off_grid(image, rng)


def edit(image: Image.Image, large: bool, config: AugmentConfig, rng: np.random.Generator) -> Image.Image:
    """Stage 2: what editors and platforms do before they save."""
    # A large region is always reduced sooner or later; a small one only ever keeps enough pixels for the crop.
    if large or chance(rng, config.resize):
        image = random_resize(image, rng.uniform(*(config.large_scale_range if large else config.small_scale_range)), rng)
    # No more pixels than the final crop needs, with a margin for the next grid offset.
    image = random_crop(image, config.size_px + 40, config.size_px + 40, rng)
    if chance(rng, config.sharpen):
        image = image.filter(ImageFilter.UnsharpMask(rng.uniform(0.5, 2.0), int(rng.integers(30, 150)), 0))
    if chance(rng, config.blur):
        image = image.filter(ImageFilter.GaussianBlur(rng.uniform(0, config.blur_sigma_max)))
    if chance(rng, config.colour):
        image = ImageEnhance.Brightness(image).enhance(rng.uniform(0.75, 1.25))
        image = ImageEnhance.Contrast(image).enhance(rng.uniform(0.75, 1.25))
        image = ImageEnhance.Color(image).enhance(rng.uniform(0.4, 1.5))
    if chance(rng, config.noise):
        noise = rng.normal(0, rng.uniform(0, config.noise_sigma_max), (image.height, image.width, 3))
        image = Image.fromarray(np.clip(np.asarray(image) + noise + 0.5, 0, 255).astype(np.uint8))
    # No draw where it is off: pools written without it stay what they were.
    return aged(image, rng) if config.aged > 0 and chance(rng, config.aged) else image


def share(image: Image.Image, config: AugmentConfig, rng: np.random.Generator) -> Image.Image:
    """Stage 3: perhaps another resize (a screenshot, a thumbnail), then JPEG once or twice, WebP, or nothing."""
    if chance(rng, config.share_resize):
        image = random_resize(image, rng.uniform(0.8, 1.4), rng)
    draw = rng.random()
    if draw < config.jpeg_once:
        return random_jpeg(image, config, rng)
    if draw < config.jpeg_once + config.jpeg_twice:
        return random_jpeg(trim_off_grid(random_jpeg(image, config, rng), rng), config, rng)
    if draw < config.jpeg_once + config.jpeg_twice + config.webp:
        return encode_webp(image, random_quality(config, rng))
    return image


def finish(image: Image.Image, config: AugmentConfig) -> np.ndarray:
    """The centre crop, mirrored where the image is smaller: uint8 [size_px, size_px, 3]."""
    return np.asarray(centre_crop(mirror_pad(image, config.size_px), config.size_px))


def augment_pair(
    rgb: np.ndarray, large: bool, first_jpeg: float, config: AugmentConfig, rng: np.random.Generator
) -> np.ndarray:
    """uint8 [H, W, 3] -> uint8 [2, size_px, size_px, 3]: edited, and edited and shared."""
    region_px = config.large_region_px if large else config.small_region_px
    edited = edit(region(rgb, region_px, first_jpeg, config, rng), large, config, rng)
    # The first view is sometimes saved well, as an original would be; never with other odds for one class.
    clean = encode_jpeg(edited, int(rng.integers(88, 101)), chance(rng, 0.5)) if chance(rng, 0.4) else edited
    return np.stack([finish(clean, config), finish(share(edited, config, rng), config)])
