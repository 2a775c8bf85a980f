"""Average the weights of runs that started from one checkpoint, or of one checkpoint and what was trained on from it.

    python -m telltale_training.soup --out soup.pt a.pt b.pt

'Model soups' (Wortsman et al. 2022, arXiv:2203.05482): the accuracy of an ensemble at the cost of one network. The
runs need not share a machine, so two cores train twice as much as one.
"""

import argparse
from pathlib import Path

import torch


def soup(checkpoints: list[dict]) -> dict:
    """The mean of every parameter and statistic; the networks must have the same branches and families.

    What is said of the run (arguments, steps) is said of the first.
    """
    first, *others = checkpoints
    for other in others:
        if other["options"] != first["options"]:
            raise ValueError(f"not the same network: {first['options']} and {other['options']}")
    state = {}
    for key, value in first["state"].items():
        values = [c["state"][key] for c in checkpoints]
        state[key] = torch.stack(values).mean(0) if value.is_floating_point() else value
    args = first["args"] | {"soup_of": [c["args"]["seed"] for c in checkpoints]}
    return {"state": state, "options": first["options"], "args": args, "steps_done": first["steps_done"]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("checkpoints", nargs="+", type=Path)
    args = parser.parse_args()
    loaded = [torch.load(path, map_location="cpu", weights_only=False) for path in args.checkpoints]
    torch.save(soup(loaded), args.out)


if __name__ == "__main__":
    main()
