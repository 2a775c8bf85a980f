"""The simulated generators: shapes, seeds, gradients, the ONNX files, and the traces they are there for."""

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch
from PIL import Image

from telltale_training.generators.export import TOLERANCE, export_onnx, max_difference
from telltale_training.generators.networks import KINDS, Autoencoder, Codebook
from telltale_training.generators.reconstruct import (
    UPSAMPLERS,
    aligned_fake,
    enlarge,
    halve,
    load_generators,
    phase_kernels,
    reconstruct,
    restore_band,
)
from telltale_training.generators.release import WORDS, release
from telltale_training.generators.similarity import luma, psnr_db, ssim
from telltale_training.generators.train_generators import train_generators, train_one

torch.set_num_threads(1)


def generator(kind: str, seed: int = 0) -> Autoencoder:
    torch.manual_seed(seed)
    return Autoencoder(kind).eval()


def texture(seed: int, size_px: int = 128) -> np.ndarray:
    """Coloured noise whose amplitude falls as 1 / f^1.5, uint8 [size_px, size_px, 3]."""
    noise = np.random.default_rng(seed).normal(size=(size_px, size_px, 3))
    frequency = np.hypot(np.fft.fftfreq(size_px)[:, None], np.fft.rfftfreq(size_px)[None])[..., None]
    spectrum = np.fft.rfft2(noise, axes=(0, 1)) / (frequency + 0.01) ** 1.5
    values = np.fft.irfft2(spectrum, s=(size_px, size_px), axes=(0, 1))
    return np.clip(128 + 38 * (values - values.mean()) / values.std(), 0, 255).astype(np.uint8)


@pytest.fixture(scope="module")
def models() -> dict[str, Autoencoder]:
    return {kind: generator(kind) for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS)
def test_shape_range_and_size(kind, models):
    model = models[kind]
    with torch.inference_mode():
        output = model(torch.rand(2, 3, 40, 72))
        latent = model.encoder(torch.rand(1, 3, 40, 72))
    assert output.shape == (2, 3, 40, 72)
    assert 0 <= output.min() and output.max() <= 1
    assert latent.shape[2:] == (40 // model.factor, 72 // model.factor)
    assert 60_000 < sum(p.numel() for p in model.parameters()) < 150_000


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("shape", [(64, 64), (61, 83), (9, 5)])
def test_reconstruct_keeps_any_size(kind, shape, models):
    rgb = texture(1)[: shape[0], : shape[1]]
    output = reconstruct(models[kind], rgb)
    assert output.shape == rgb.shape and output.dtype == np.uint8


def test_unknown_kind_is_named():
    with pytest.raises(ValueError, match="found 'gan'"):
        Autoencoder("gan")


def test_gradient_passes_through_the_codebooks():
    model = generator("vector-quantised").train()
    output, penalty = model.reconstruct_unclipped(torch.rand(1, 3, 32, 32))
    # Without the penalty, which reaches the encoder anyway.
    output.square().mean().backward()
    assert all(p.grad is not None and p.grad.abs().sum() > 0 for p in model.encoder.parameters())
    assert penalty > 0


def test_codebook_takes_the_nearest_code():
    torch.manual_seed(0)
    book, z = Codebook(20, 4).eval(), torch.randn(2, 4, 3, 5)
    distances = (z[:, None] - book.codes[None, :, :, None, None]).square().sum(2)
    assert (book.nearest(z) == distances.argmin(1)).all()
    quantised, _ = book(z)
    assert (quantised[1, :, 2, 3] == book.codes[book.nearest(z)[1, 2, 3]]).all()


def test_codebook_learns_two_clusters():
    torch.manual_seed(0)
    book = Codebook(8, 2).train()
    for _ in range(300):
        sign = torch.sign(torch.rand(1, 1, 16, 16) - 0.5)
        _, penalty = book(3 * sign.expand(1, 2, 16, 16) + 0.05 * torch.randn(1, 2, 16, 16))
    assert penalty < 0.01


def train_options(steps: int) -> argparse.Namespace:
    return argparse.Namespace(seed=3, steps=steps, minutes=None, batch=4, crop=32, lr=2e-3)


def test_training_is_fixed_by_its_seed():
    photographs = [texture(seed) for seed in range(4)]
    # The one kind that also draws random numbers while it trains.
    first, second = (train_one("vector-quantised", photographs, train_options(3))[0].state_dict() for _ in range(2))
    assert all(torch.equal(first[key], second[key]) for key in first)


@pytest.mark.parametrize("kind", KINDS)
def test_training_helps(kind):
    photographs = [texture(seed) for seed in range(4)]
    before = psnr_db(photographs[0], reconstruct(generator(kind, 3), photographs[0]))
    model, steps = train_one(kind, photographs, train_options(25))
    assert steps == 25 and not model.training
    assert psnr_db(photographs[0], reconstruct(model, photographs[0])) > before + 0.3


@pytest.mark.parametrize("kind", KINDS)
def test_onnx_agrees_with_torch(kind, models, tmp_path):
    path = tmp_path / f"{kind}.onnx"
    export_onnx(models[kind], path)
    assert max_difference(models[kind], path) < TOLERANCE
    assert path.stat().st_size < 600_000


def test_checkpoints_load_again(models, tmp_path):
    torch.save({"state": models["sub-pixel-shuffle"].state_dict()}, tmp_path / "sub-pixel-shuffle.pt")
    loaded = load_generators(tmp_path)
    rgb = texture(2)
    assert list(loaded) == ["sub-pixel-shuffle"]
    assert (reconstruct(loaded["sub-pixel-shuffle"], rgb) == reconstruct(models["sub-pixel-shuffle"], rgb)).all()
    with pytest.raises(FileNotFoundError, match="found none"):
        load_generators(tmp_path / "empty")


def half_frequency_peak(residuals: list[np.ndarray]) -> float:
    """Largest of (0, 1/2), (1/2, 0), (1/2, 1/2) cycles per pixel over its neighbours, in the mean spectrum."""
    spectrum = np.mean([np.abs(np.fft.fft2(r - r.mean((0, 1)), axes=(0, 1))) for r in residuals], axis=(0, 3))
    half = np.array(spectrum.shape) // 2
    around = [np.roll(spectrum, (a, b), (0, 1)) for a in (-3, -2, 2, 3) for b in (-3, -2, 2, 3)]
    ratio = spectrum / np.mean(around, axis=0)
    return float(max(ratio[0, half[1]], ratio[half[0], 0], ratio[half[0], half[1]]))


# Phases of a strided decoder have filters of their own, so they differ even without training. Repetition gives every
# phase the same one: with random weights it leaves no peak, and is the control.
@pytest.mark.parametrize("kind", KINDS)
def test_strided_decoders_leave_a_peak_at_half_a_cycle(kind, models):
    residuals = []
    for seed in range(6):
        x = torch.from_numpy(texture(seed)).permute(2, 0, 1)[None].float() / 255
        with torch.inference_mode():
            # Unclipped, as untrained weights may leave the range; without the borders' own traces.
            residual = (models[kind].reconstruct_unclipped(x)[0] - x)[0, :, 16:-16, 16:-16]
        residuals.append(residual.permute(1, 2, 0).numpy())
    peak = half_frequency_peak(residuals)
    assert peak < 2 if kind == "nearest-convolution" else peak > 5


@pytest.mark.parametrize("upsampler", UPSAMPLERS)
def test_upsamplers_stay_in_register(upsampler):
    """A linear ramp goes through all of them unchanged but for the deliberate unevenness."""
    ramp = np.broadcast_to(np.linspace(20, 220, 64)[None, :, None], (64, 64, 3)).astype(np.uint8)
    result = enlarge(halve(ramp, Image.Resampling.BOX), phase_kernels(upsampler, np.random.default_rng(1)))
    assert np.abs(result.astype(int) - ramp)[4:-4, 4:-4].max() <= 5
    assert abs(float(result.mean()) - float(ramp.mean())) < 1


def test_enlarging_is_zero_insertion_and_one_convolution():
    """Independent oracle: torch's transposed convolution with the kernel that the four phases make up."""
    kernels = phase_kernels("shuffle", np.random.default_rng(0))
    rgb = texture(3, 32)
    # Output 2y + i sees input y + t - 1 by kernels[i, j, t]; a transposed kernel at offset 2y + i - 2(y + t - 1) + 2.
    kernel = np.zeros((6, 6))
    for i, j, y, x in np.ndindex(kernels.shape):
        kernel[i + 4 - 2 * y, j + 4 - 2 * x] = kernels[i, j, y, x]
    planes = torch.from_numpy(rgb).permute(2, 0, 1)[:, None].double()
    expected = torch.nn.functional.conv_transpose2d(planes, torch.from_numpy(kernel)[None, None], stride=2, padding=2)
    expected = expected[:, 0].permute(1, 2, 0).numpy()[2:-2, 2:-2]
    assert np.abs(enlarge(rgb, kernels)[2:-2, 2:-2] - np.clip(expected, 0, 255)).max() <= 0.51


def test_restored_band_leaves_the_low_frequencies():
    fake, original = texture(4).astype(float), texture(5).astype(float)
    result = restore_band(fake, original, 0.2, 0.5)
    fft = lambda rgb: np.fft.fft2(rgb, axes=(0, 1))  # noqa: E731
    frequency = np.hypot(*np.meshgrid(np.fft.fftfreq(128), np.fft.fftfreq(128)))
    assert np.allclose(fft(result)[frequency < 0.2], fft(fake)[frequency < 0.2])
    high = frequency > 0.25
    assert np.allclose(fft(result)[high], (fft(fake)[high] + fft(original)[high]) / 2)


def test_aligned_fakes_are_fixed_by_their_seed_and_all_kinds_come(models):
    rgb = texture(6)[:61, :90]
    names = set()
    for seed in range(40):
        fake, name = aligned_fake(models, rgb, np.random.default_rng(seed))
        again, _ = aligned_fake(dict(reversed(models.items())), rgb, np.random.default_rng(seed))
        assert fake.shape == rgb.shape and fake.dtype == np.uint8
        assert (fake == again).all() and (fake != rgb).any()
        names.add(name.split("+")[0])
    assert names == {f"reconstruction:{k}" for k in KINDS} | {f"upsampling:{u}" for u in UPSAMPLERS}


def test_ssim_of_constants_follows_its_formula():
    """Without variance only the first factor is left: (2ab + C1) / (a^2 + b^2 + C1)."""
    a, b = (np.full((16, 20, 3), value, np.uint8) for value in (100, 120))
    c1 = (0.01 * 255) ** 2
    assert ssim(a, b) == pytest.approx((2 * 100 * 120 + c1) / (100**2 + 120**2 + c1), abs=1e-9)
    assert ssim(texture(7), texture(7)) == pytest.approx(1)


def test_ssim_agrees_with_a_window_computed_by_hand():
    a, b = texture(8)[:11, :11], texture(9)[:11, :11]
    x, y = luma(a), luma(b)
    weights = np.exp(-(np.square(np.arange(11) - 5)[:, None] + np.square(np.arange(11) - 5)) / (2 * 1.5**2))
    weights /= weights.sum()
    mx, my = (weights * x).sum(), (weights * y).sum()
    vx, vy = (weights * (x - mx) ** 2).sum(), (weights * (y - my) ** 2).sum()
    cxy = (weights * (x - mx) * (y - my)).sum()
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    expected = (2 * mx * my + c1) * (2 * cxy + c2) / ((mx**2 + my**2 + c1) * (vx + vy + c2))
    assert ssim(a, b) == pytest.approx(expected, abs=1e-9)


def test_a_release_is_what_its_card_says(tmp_path):
    data, checkpoints, out = (tmp_path / name for name in ("data", "checkpoints", "out"))
    checkpoints.mkdir()
    write_photographs(data, train=2, val=1)
    options = {"data": [data], "out": checkpoints, "kinds": ["vector-quantised"], **vars(train_options(1))}
    train_generators(argparse.Namespace(**options))
    release(argparse.Namespace(data=[data], checkpoints=checkpoints, out=out))
    card = json.loads((out / "vector-quantised" / "generator.json").read_text())
    weights = (out / "vector-quantised" / card["weights"]["file"]).read_bytes()
    assert card["weights"]["sha256"] == hashlib.sha256(weights).hexdigest()
    assert card["weights"]["bytes"] == len(weights)
    assert (card["training"]["photographs"], card["measured"]["photographs"]) == (2, 1)
    assert card["training"]["sources"] == [{"source": "drawn", "photographs": 2, "licence": "CC0-1.0"}]
    assert json.loads((out / "index.json").read_text())["generators"] == ["vector-quantised"]


def write_photographs(folder: Path, train: int, val: int) -> None:
    folder.mkdir()
    columns = "file,label,generator,source,group,split,licence,original_format,jpeg_quality,scale"
    rows = [columns]
    for number in range(train + val):
        Image.fromarray(texture(number, 48)).save(folder / f"{number}.png")
        split = "train" if number < train else "val"
        rows.append(f"{number}.png,real,,drawn,{number},{split},CC0-1.0,PNG,,1")
    (folder / "manifest.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")


@pytest.mark.parametrize("kind", KINDS)
def test_cards_have_their_words(kind):
    words = json.loads((WORDS / f"{kind}.json").read_text(encoding="utf-8"))
    assert words["id"] == kind and words["name"].startswith("simulated: ")


@pytest.mark.parametrize("kind", KINDS)
def test_only_repetition_leaves_a_flat_surface_flat(kind):
    """The shipped networks on grey surfaces, far from the border: the grid itself, without any content."""
    path = WORDS.parents[1] / "public" / "generators" / kind / "model.onnx"
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    heights = []
    for level in (64, 128, 192):
        image = np.full((1, 3, 448, 448), level / 255, np.float32)
        (output,) = session.run(None, {"image": image})
        inside = 255 * output[0, :, 192:256, 192:256]
        heights.append(float(np.ptp(inside, axis=(1, 2)).max()))
        # The grid repeats after the decoder's factor and not before.
        assert np.abs(inside[:, 8:] - inside[:, :-8]).max() < 1e-3
    assert max(heights) < 1e-3 if kind == "nearest-convolution" else min(heights) > 0.4
