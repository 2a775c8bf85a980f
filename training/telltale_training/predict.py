"""Judge files with a shipped detector, one JSON line each: the reference that the page is tested against.

    python -m telltale_training.predict --model public/models/<id> FILE [FILE ...]

A detector whose card has "families" adds {"families": {"logits": [[...], ...]}}, one row a crop.
"""

import argparse
import json
from pathlib import Path

from .detector import ShippedDetector
from .image_io import decode_rgb


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", required=True, type=Path, help="folder with model.json and model.onnx")
    parser.add_argument("files", nargs="+", type=Path)
    args = parser.parse_args()
    detector = ShippedDetector(args.model)
    for file in args.files:
        print(json.dumps({"file": str(file), **detector.judge(decode_rgb(file))}), flush=True)


if __name__ == "__main__":
    main()
