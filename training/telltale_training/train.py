"""Train a detector and save its averaged weights.

    python -m telltale_training.train --data DIR [DIR ...] --out weights.pt --steps 2000
"""

import argparse
import math
import random
import time
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
from sklearn.metrics import roc_auc_score
from torch import Tensor, nn
from torch.utils.data import DataLoader

from .augment import AugmentConfig
from .data import decode_all, read_manifests
from .network import Detector
from .plan import MEAN, STD
from .sampling import HistoryDataset, first_jpeg_qualities

LABEL_SMOOTHING = 0.05
EMA_DECAY = 0.995
# New layers start from noise, the pretrained ones only need to bend.
HEAD_LR_FACTOR = 3.0


def normalise_batch(batch: Tensor) -> Tensor:
    """uint8 [n, 3, S, S] -> float32, as docs/detector-contract.md says, in channels_last memory order."""
    mean, std = (torch.tensor(v).view(1, 3, 1, 1) for v in (MEAN, STD))
    return ((batch.float() / 255 - mean) / std).contiguous(memory_format=torch.channels_last)


def parameter_groups(model: Detector, lr: float, weight_decay: float) -> list[dict]:
    """Pretrained and new layers with their own rates; norms and biases without decay."""
    new = ("head", "feature_norm", "classifier", "residual_stem")
    groups: dict[tuple[bool, bool], list[nn.Parameter]] = {}
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            groups.setdefault((name.startswith(new), parameter.ndim > 1), []).append(parameter)
    return [
        {
            "params": parameters,
            "lr": lr * (HEAD_LR_FACTOR if is_new else 1.0),
            "weight_decay": weight_decay if decays else 0.0,
        }
        for (is_new, decays), parameters in groups.items()
    ]


def lr_factor(step: int, progress: float, warmup: int = 100) -> float:
    """Linear warm-up over the first steps, times a cosine from 1 to 1 % over progress 0..1."""
    return min(1.0, (step + 1) / warmup) * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * min(1.0, progress))))


class Average:
    """Exponential moving average of a model's parameters and statistics."""

    def __init__(self, model: nn.Module, decay: float):
        self.decay, self.updates = decay, 0
        self.state = {k: v.detach().clone() for k, v in model.state_dict().items()}

    @torch.no_grad()
    def update(self, model: nn.Module) -> None:
        self.updates += 1
        # A short memory at the start, so that the initial weights are soon forgotten.
        decay = min(self.decay, self.updates / (self.updates + 10))
        for key, value in model.state_dict().items():
            if value.is_floating_point():
                self.state[key].lerp_(value, 1 - decay)
            else:
                self.state[key].copy_(value)


@torch.no_grad()
def predict_batches(model: nn.Module, loader: DataLoader) -> tuple[np.ndarray, np.ndarray]:
    """Logits and labels of a loader, model in evaluation mode."""
    was_training = model.training
    model.eval()
    logits, labels = [], []
    for batch, label in loader:
        logits.append(model(normalise_batch(batch)).flatten().numpy())
        labels.append(label.numpy())
    model.train(was_training)
    return np.concatenate(logits), np.concatenate(labels)


def train(args: argparse.Namespace) -> None:
    random.seed(args.seed)
    np.random.seed(args.seed)
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)

    samples = read_manifests(args.data)
    samples = [s for s in samples if s.source not in args.exclude_sources]
    parts = {part: [s for s in samples if s.split == part] for part in ("train", "val")}
    config = AugmentConfig(size_px=args.crop, first_jpeg_qualities=first_jpeg_qualities(parts["train"]))
    datasets = {
        part: HistoryDataset(parts[part], decode_all(parts[part]), config, length, seed)
        for part, length, seed in (
            ("train", args.steps * args.batch, args.seed),
            ("val", args.check_images, args.seed + 1),
        )
    }
    loaders = {
        part: DataLoader(
            dataset, batch_size=args.batch, num_workers=args.workers, prefetch_factor=4 if args.workers else None
        )
        for part, dataset in datasets.items()
    }

    model = Detector(args.stem_stride, args.stages, args.residual, args.dropout)
    model.load_imagenet()
    model = model.to(memory_format=torch.channels_last)
    average_model = Detector(args.stem_stride, args.stages, args.residual, args.dropout)
    average_model = average_model.to(memory_format=torch.channels_last)
    average = Average(model, EMA_DECAY)
    optimizer = torch.optim.AdamW(parameter_groups(model, args.lr, args.weight_decay))
    peaks = [group["lr"] for group in optimizer.param_groups]

    def save() -> None:
        torch.save(
            {
                "state": average.state,
                "options": model.options,
                "augment": asdict(config),
                "args": vars(args),
                "steps_done": step,
            },
            args.out,
        )

    started, losses = time.monotonic(), []
    model.train()
    for step, (batch, labels) in enumerate(loaders["train"], start=1):
        # With a limit in minutes a busy machine makes fewer steps, and the rate still reaches its end.
        elapsed = time.monotonic() - started
        progress = max((step - 1) / args.steps, elapsed / (60 * args.minutes) if args.minutes else 0.0)
        for group, peak in zip(optimizer.param_groups, peaks, strict=True):
            group["lr"] = peak * lr_factor(step - 1, progress)
        targets = labels.float() * (1 - LABEL_SMOOTHING) + 0.5 * LABEL_SMOOTHING
        loss = nn.functional.binary_cross_entropy_with_logits(model(normalise_batch(batch)).flatten(), targets)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimizer.step()
        average.update(model)
        losses.append(loss.item())
        last = step == args.steps or progress >= 1
        if step % args.check_every == 0 or last:
            average_model.load_state_dict(average.state)
            auc = roc_auc_score(*reversed(predict_batches(average_model, loaders["val"])))
            print(f"step {step} loss {np.mean(losses):.4f} val auc {auc:.4f} elapsed {elapsed:.0f} s", flush=True)
            losses.clear()
            save()
        if last:
            break


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", nargs="+", required=True, type=Path, help="folders with a manifest.csv")
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--minutes", type=float, help="stop earlier if this much time is spent; changes the result")
    parser.add_argument("--exclude-sources", nargs="*", default=[], help="sources to leave out of training")
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--crop", type=int, default=160, help="side of a training crop in pixels")
    parser.add_argument("--lr", type=float, default=5e-4)
    parser.add_argument("--weight-decay", type=float, default=0.02)
    parser.add_argument("--dropout", type=float, default=0.2)
    parser.add_argument("--stem-stride", type=int, default=2, choices=(1, 2))
    parser.add_argument("--stages", type=int, default=5)
    parser.add_argument("--residual", action="store_true", help="add the fixed high-pass branch")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--check-every", type=int, default=250)
    parser.add_argument("--check-images", type=int, default=1024)
    train(parser.parse_args())


if __name__ == "__main__":
    main()
