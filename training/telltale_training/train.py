"""Train a detector on a pool of augmented pairs and save its averaged weights.

    python -m telltale_training.train --pool DIR [--aligned DIR] --branches backbone --out weights.pt --steps 1200
"""

import argparse
import json
import math
import random
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from sklearn.metrics import roc_auc_score
from torch import Tensor, nn

from .branches import Backbone
from .network import FAMILIES, Detector
from .plan import MEAN, STD

LABEL_SMOOTHING = 0.05
EMA_DECAY = 0.995
# New layers start from noise, the pretrained ones only need to bend.
HEAD_LR_FACTOR = 3.0
PRETRAINED = tuple(f"branches.{name}.{part}" for name in ("backbone", "shallow") for part in ("stem", "stages"))


def pick_device() -> torch.device:
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def normalise_batch(batch: Tensor) -> Tensor:
    """uint8 [n, 3, S, S] -> float32, as docs/detector-contract.md says, in channels_last memory order."""
    mean, std = (torch.tensor(v, device=batch.device).view(1, 3, 1, 1) for v in (MEAN, STD))
    return ((batch.float() / 255 - mean) / std).contiguous(memory_format=torch.channels_last)


@dataclass
class Batch:
    """n pairs as 2n crops: first all clean views, then all degraded ones."""

    crops: Tensor  # uint8 [2n, 3, S, S]
    labels: Tensor  # float32 [2n]
    families: Tensor  # int64 [2n], -1 where the pair has none


class PairPool:
    """Random batches of a pool folder; what is left out of training is never drawn."""

    def __init__(self, folder: Path, leave_out: set[str], crop_px: int):
        table = json.loads((folder / "samples.json").read_text())
        self.pixels = np.load(folder / "pairs.npy", mmap_mode="r")
        samples = table["samples"]
        self.crop_px = crop_px
        self.labels = np.array([samples[row]["label"] for row in table["rows"]])
        self.families = np.array(
            [
                FAMILIES.index(samples[row]["family"]) if samples[row]["family"] in FAMILIES else -1
                for row in table["rows"]
            ]
        )
        names = [{samples[row]["generator"], samples[row]["source"], samples[row]["family"]} for row in table["rows"]]
        self.by_label = {
            label: np.array([i for i, n in enumerate(names) if self.labels[i] == label and not n & leave_out])
            for label in (0, 1)
        }

    def epochs(self, label: int, rng: np.random.Generator):
        """Indices of one label for ever, every pair once before any comes again."""
        while len(self.by_label[label]):
            yield from rng.permutation(self.by_label[label])

    def cut(self, index: int, rng: np.random.Generator) -> np.ndarray:
        """uint8 [2, 3, crop, crop]: the pair at one random place, turned and flipped alike."""
        size, margin = self.crop_px, self.pixels.shape[2] - self.crop_px
        y, x = (int(v) for v in rng.integers(0, margin + 1, 2))
        pair = self.pixels[index, :, y : y + size, x : x + size].transpose(0, 3, 1, 2)
        pair = np.rot90(pair, int(rng.integers(4)), (2, 3))
        return pair[..., ::-1] if rng.random() < 0.5 else pair


# ITU-R BT.601, as JPEG's luma.
LUMA = np.array([0.299, 0.587, 0.114], np.float32)


def greyed(pair: np.ndarray) -> np.ndarray:
    """uint8 [2, 3, S, S] -> the same shape, every channel the luma: a black-and-white picture."""
    luma = np.tensordot(LUMA, pair.astype(np.float32), (0, 1)) + 0.5
    return np.repeat(luma.astype(np.uint8)[:, None], 3, axis=1)


def batches(pool: PairPool, aligned: PairPool | None, pairs: int, share: float, grey: float, seed: int):
    """Half photographs, half generated; of the generated, `share` come from the aligned fakes.

    `grey` is the share of pairs of either class that lose their colour.
    """
    rng = np.random.default_rng(seed)
    photographs, generated = pool.epochs(0, rng), pool.epochs(1, rng)
    fakes = aligned.epochs(1, rng) if aligned else None
    while True:
        crops, labels, families = [], [], []
        for i in range(pairs):
            if i % 2 == 0:
                source, index = pool, next(photographs)
            elif fakes is not None and rng.random() < share:
                source, index = aligned, next(fakes)
            else:
                source, index = pool, next(generated)
            pair = source.cut(index, rng)
            crops.append(greyed(pair) if grey > 0 and rng.random() < grey else pair)
            labels.append(i % 2)
            families.append(source.families[index])
        stacked = np.ascontiguousarray(np.stack(crops, 1).reshape(2 * pairs, 3, pool.crop_px, pool.crop_px))
        yield Batch(
            torch.from_numpy(stacked),
            torch.tensor(labels * 2, dtype=torch.float32),
            torch.tensor(families * 2),
        )


def parameter_groups(model: Detector, lr: float, weight_decay: float) -> list[dict]:
    """Pretrained and new layers with their own rates; norms and biases without decay."""
    groups: dict[tuple[bool, bool], list[nn.Parameter]] = {}
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            is_new = not name.startswith(PRETRAINED)
            groups.setdefault((is_new, parameter.ndim > 1), []).append(parameter)
    return [
        {
            "params": parameters,
            "lr": lr * (HEAD_LR_FACTOR if is_new else 1.0),
            "weight_decay": weight_decay if decays else 0.0,
        }
        for (is_new, decays), parameters in groups.items()
    ]


def lr_factor(step: int, progress: float, warmup: int = 60) -> float:
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


def loss_of(model: Detector, batch: Batch, consistency: float, family_weight: float) -> tuple[Tensor, Tensor]:
    """The training loss and the logits [2n].

    Cross-entropy of the label; of the family, where a pair has one; and for degradation consistency
    (arXiv:2604.10102) the squared distance of the two views' normalised features and of their logits.
    """
    features = model.features(normalise_batch(batch.crops))
    logits, families = model.heads(features)
    logits = logits.flatten()
    targets = batch.labels * (1 - LABEL_SMOOTHING) + 0.5 * LABEL_SMOOTHING
    loss = nn.functional.binary_cross_entropy_with_logits(logits, targets)
    known = batch.families >= 0
    if families is not None and family_weight > 0 and bool(known.any()):
        loss = loss + family_weight * nn.functional.cross_entropy(
            families[known], batch.families[known], label_smoothing=LABEL_SMOOTHING
        )
    if consistency > 0:
        clean, degraded = nn.functional.normalize(features, dim=1).chunk(2)
        clean_logit, degraded_logit = logits.chunk(2)
        apart = (clean - degraded).square().sum(1).mean() + 0.1 * (clean_logit - degraded_logit).square().mean()
        loss = loss + consistency * apart
    return loss, logits


def freeze_early(model: Detector, stages: int) -> list[nn.Module]:
    """Stop the gradient of a backbone's stem and first stages; returns them, to be kept in evaluation mode."""
    backbones = [branch for branch in model.branches.values() if isinstance(branch, Backbone) and stages > 0]
    frozen = [module for branch in backbones for module in (branch.stem, *branch.stages[:stages])]
    for module in frozen:
        module.requires_grad_(False)
    return frozen


def start_from(model: Detector, checkpoints: list[Path]) -> None:
    """Take over the branches of other checkpoints, and all of a checkpoint with the same branches."""
    for path in checkpoints:
        checkpoint = torch.load(path, map_location="cpu", weights_only=False)
        same = checkpoint["options"] == model.options
        own = {k: v for k, v in checkpoint["state"].items() if same or k.startswith("branches.")}
        missing = [k for k in own if k not in model.state_dict()]
        if missing:
            raise ValueError(f"{path}: the network has no {missing[0]}")
        model.load_state_dict(own, strict=False)


def train(args: argparse.Namespace) -> None:
    random.seed(args.seed)
    np.random.seed(args.seed)
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    device = pick_device()

    leave_out = set(args.leave_out)
    pool = PairPool(args.pool, leave_out, args.crop)
    aligned = PairPool(args.aligned, leave_out, args.crop) if args.aligned else None
    print(f"{len(pool.by_label[0])} pairs of photographs, {len(pool.by_label[1])} generated", flush=True)

    model = Detector(args.branches, dropout=args.dropout)
    model.load_pretrained()
    start_from(model, args.start_from)
    model = model.to(device, memory_format=torch.channels_last)
    frozen = freeze_early(model, args.freeze_stages)
    average = Average(model, EMA_DECAY)
    optimizer = torch.optim.AdamW(parameter_groups(model, args.lr, args.weight_decay))
    peaks = [group["lr"] for group in optimizer.param_groups]

    started, seen = time.monotonic(), []
    model.train()
    for module in frozen:
        module.eval()
    stream = batches(pool, aligned, args.pairs, args.aligned_share, args.grey, args.seed)
    for step in range(1, args.steps + 1):
        batch = next(stream)
        batch = Batch(batch.crops.to(device), batch.labels.to(device), batch.families.to(device))
        # With a limit in minutes a busy machine makes fewer steps, and the rate still reaches its end.
        elapsed = time.monotonic() - started
        progress = max((step - 1) / args.steps, elapsed / (60 * args.minutes) if args.minutes else 0.0)
        for group, peak in zip(optimizer.param_groups, peaks, strict=True):
            group["lr"] = peak * lr_factor(step - 1, progress)
        loss, logits = loss_of(model, batch, args.consistency, args.family_weight)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimizer.step()
        average.update(model)
        seen.append((loss.item(), logits.detach().cpu().numpy(), batch.labels.cpu().numpy()))
        last = step == args.steps or progress >= 1
        if step % args.report_every == 0 or last:
            auc = roc_auc_score(np.concatenate([s[2] for s in seen]), np.concatenate([s[1] for s in seen]))
            rate = step * 2 * args.pairs / (time.monotonic() - started)
            print(
                f"step {step} loss {np.mean([s[0] for s in seen]):.4f} training auc {auc:.4f} "
                f"{rate:.1f} crops/s elapsed {elapsed:.0f} s",
                flush=True,
            )
            seen.clear()
        if last:
            break
    torch.save(
        {
            "state": {k: v.cpu() for k, v in average.state.items()},
            "options": model.options,
            "args": {k: str(v) if isinstance(v, Path) else v for k, v in vars(args).items() if k != "start_from"},
            "steps_done": step,
        },
        args.out,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pool", required=True, type=Path, help="folder written by pool.py")
    parser.add_argument("--aligned", type=Path, help="pool of aligned fakes")
    parser.add_argument("--aligned-share", type=float, default=0.25, help="of the generated pairs of a batch")
    parser.add_argument("--grey", type=float, default=0.0, help="share of the pairs of both classes without colour")
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("--branches", nargs="+", default=["backbone"])
    parser.add_argument("--start-from", nargs="*", default=[], type=Path, help="checkpoints whose branches to take over")
    parser.add_argument("--freeze-stages", type=int, default=0, help="keep the backbone's stem and this many stages")
    parser.add_argument("--leave-out", nargs="*", default=[], help="generators, sources or families to leave out")
    parser.add_argument("--steps", type=int, default=1200)
    parser.add_argument("--minutes", type=float, help="stop earlier if this much time is spent; changes the result")
    parser.add_argument("--pairs", type=int, default=16, help="pairs a step; twice as many crops")
    parser.add_argument("--crop", type=int, default=160, help="side of a training crop in pixels")
    parser.add_argument("--lr", type=float, default=8e-4)
    parser.add_argument("--weight-decay", type=float, default=0.02)
    parser.add_argument("--dropout", type=float, default=0.2)
    parser.add_argument("--consistency", type=float, default=0.0)
    parser.add_argument("--family-weight", type=float, default=0.2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--report-every", type=int, default=100)
    train(parser.parse_args())


if __name__ == "__main__":
    main()
