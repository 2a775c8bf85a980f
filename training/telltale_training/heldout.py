"""Measure a checkpoint on sources that were left out of its training, all their images.

    python -m telltale_training.heldout --data DIR [DIR ...] --checkpoint weights.pt

Train the checkpoint with `train.py --exclude-sources ...`; the sources are read from it. Prints Markdown.
"""

import argparse
import tempfile
from pathlib import Path

import numpy as np

from .data import decode_all, read_manifests
from .export import export_onnx, load_checkpoint
from .metrics import auc_interval
from .plan import PLAN
from .report import table
from .scores import score


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", nargs="+", required=True, type=Path)
    parser.add_argument("--checkpoint", required=True, type=Path)
    parser.add_argument("--conditions", nargs="+", default=["untouched", "JPEG 75", "half size + JPEG 75"])
    args = parser.parse_args()
    model, checkpoint = load_checkpoint(args.checkpoint)
    excluded = checkpoint["args"]["exclude_sources"]
    samples = [s for s in read_manifests(args.data) if s.source in excluded]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "model.onnx"
        export_onnx(model, file, PLAN["crops"]["sizePx"])
        scores = score(file, samples, decode_all(samples), PLAN, conditions=args.conditions)

    def auc_text(condition: str, keep: np.ndarray) -> str:
        return "{:.3f} ({:.3f}-{:.3f})".format(
            *auc_interval(scores.z[condition][keep], scores.labels[keep], scores.groups[keep])
        )

    everything = np.full(len(samples), True)
    rows = [["all", f"{(scores.labels == 0).sum()} / {scores.labels.sum()}"]]
    rows[0] += [auc_text(c, everything) for c in args.conditions]
    for label, kind in ((0, "photographs"), (1, "generated")):
        for source in sorted(set(scores.sources[scores.labels == label])):
            own = scores.sources == source
            keep = own | (scores.labels != label)
            rows.append([f"{kind}: {source}", str(own.sum()), *(auc_text(c, keep) for c in args.conditions)])
    print(f"{checkpoint['steps_done']} steps; AUC (95 % interval), a source against all held-out images of the other class")
    print(table(["held-out source", "images", *args.conditions], rows))


if __name__ == "__main__":
    main()
