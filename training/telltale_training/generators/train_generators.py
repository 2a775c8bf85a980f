"""Train the simulated generators on photographs of the train split, one after another.

    python -m telltale_training.generators.train_generators --data DIR [DIR ...] --out DIR --seed 1 --minutes 5

One thread, seeds and --steps alone fix the result; --minutes (for each kind) cuts by the clock.
"""

import argparse
import time
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ..data import decode_all, read_manifests
from .networks import KINDS, SIDE_MULTIPLE_PX, Autoencoder
from .reconstruct import reconstruct
from .similarity import psnr_db

COMMITMENT = 0.25
GRADIENT_WEIGHT = 0.5
CHECK_PX = 256


def random_batch(photographs: list[np.ndarray], size: int, crop_px: int, rng: np.random.Generator) -> Tensor:
    """[size, 3, crop_px, crop_px] in [0, 1]: a random photograph each, a random place, perhaps mirrored."""
    crops = []
    for index in rng.integers(0, len(photographs), size):
        rgb = photographs[index]
        y, x = (int(rng.integers(0, side - crop_px + 1)) for side in rgb.shape[:2])
        crop = rgb[y : y + crop_px, x : x + crop_px]
        crops.append(crop[:, ::-1] if rng.random() < 0.5 else crop)
    batch = torch.from_numpy(np.stack(crops)).permute(0, 3, 1, 2).float() / 255
    return batch.contiguous(memory_format=torch.channels_last)


def pixel_loss(output: Tensor, target: Tensor) -> Tensor:
    """L1 of the pixels, of their differences to the next pixel (edges), of two reduced versions (tones), and of the
    reduced colour alone: most photographs vary little in colour, so that the others let an axis of it die."""
    error = output - target
    loss = error.abs().mean()
    gradients = error.diff(dim=2).abs().mean() + error.diff(dim=3).abs().mean()
    reduced = F.avg_pool2d(error, 2).abs().mean() + F.avg_pool2d(error, 4).abs().mean()
    colour = F.avg_pool2d(error - error.mean(1, keepdim=True), 4).abs().mean()
    return loss + GRADIENT_WEIGHT * gradients + 0.5 * reduced + colour


def lr_factor(step: int, progress: float, warmup: int = 50) -> float:
    """Linear warm-up, then a cosine from 1 to 1 % over progress 0..1."""
    return min(1.0, (step + 1) / warmup) * (0.01 + 0.99 * 0.5 * (1 + np.cos(np.pi * min(1.0, progress))))


def middle(rgb: np.ndarray) -> np.ndarray:
    """At most CHECK_PX a side."""
    top, left = (max(0, side - CHECK_PX) // 2 for side in rgb.shape[:2])
    return rgb[top : top + CHECK_PX, left : left + CHECK_PX]


def measure_psnr_db(model: Autoencoder, photographs: list[np.ndarray]) -> float:
    """Mean over the photographs' middle parts, after rounding to 8 bits."""
    return float(np.mean([psnr_db(part, reconstruct(model, part)) for part in map(middle, photographs)]))


def train_one(
    kind: str, photographs: list[np.ndarray], args: argparse.Namespace
) -> tuple[Autoencoder, int]:
    """A trained network in evaluation mode, and the steps it took."""
    torch.manual_seed(args.seed)
    rng = np.random.default_rng([args.seed, KINDS.index(kind)])
    model = Autoencoder(kind).to(memory_format=torch.channels_last).train()
    optimizer = torch.optim.AdamW(model.parameters(), lr=args.lr, weight_decay=1e-4)
    started, losses = time.monotonic(), []
    for step in range(1, args.steps + 1):
        elapsed = time.monotonic() - started
        progress = max((step - 1) / args.steps, elapsed / (60 * args.minutes) if args.minutes else 0.0)
        for group in optimizer.param_groups:
            group["lr"] = args.lr * lr_factor(step - 1, progress)
        batch = random_batch(photographs, args.batch, args.crop, rng)
        output, penalty = model.reconstruct_unclipped(batch)
        loss = pixel_loss(output, batch) + COMMITMENT * penalty
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        losses.append(loss.item())
        if step % 100 == 0:
            print(f"{kind} step {step} loss {np.mean(losses):.4f} elapsed {elapsed:.0f} s", flush=True)
            losses.clear()
        if progress >= 1:
            break
    return model.to(memory_format=torch.contiguous_format).eval(), step


def train_generators(args: argparse.Namespace) -> None:
    torch.set_num_threads(1)
    args.out.mkdir(parents=True, exist_ok=True)
    samples = [s for s in read_manifests(args.data) if s.label == 0]
    photographs = {
        part: [
            rgb for rgb in decode_all([s for s in samples if s.split == part]) if min(rgb.shape[:2]) >= args.crop
        ]
        for part in ("train", "val")
    }
    for kind in args.kinds:
        model, steps = train_one(kind, photographs["train"], args)
        psnr = measure_psnr_db(model, photographs["val"])
        print(f"{kind} done: {steps} steps, {psnr:.2f} dB on {len(photographs['val'])} photographs", flush=True)
        torch.save(
            {
                "state": model.state_dict(),
                "kind": kind,
                "factor": model.factor,
                "options": {k: str(v) if isinstance(v, Path) else v for k, v in vars(args).items() if k != "data"},
                "seed": args.seed,
                "steps": steps,
                "psnr_db": psnr,
            },
            args.out / f"{kind}.pt",
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", nargs="+", required=True, type=Path, help="folders with a manifest.csv")
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--kinds", nargs="+", default=list(KINDS), choices=KINDS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=4000)
    parser.add_argument("--minutes", type=float, help="stop a kind earlier if it took this long; changes the result")
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--crop", type=int, default=96, help="side of a training crop in pixels")
    parser.add_argument("--lr", type=float, default=2e-3)
    args = parser.parse_args()
    if args.crop % SIDE_MULTIPLE_PX:
        parser.error(f"--crop must be a multiple of {SIDE_MULTIPLE_PX}, found {args.crop}")
    train_generators(args)


if __name__ == "__main__":
    main()
