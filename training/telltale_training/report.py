"""The tables of a report, between two marks in a Markdown file; the prose around them is written by hand."""

from pathlib import Path

import numpy as np

from .conditions import MIXED
from .family import FamilyHead
from .left_out import LeftOut
from .metrics import auc_interval
from .scores import Scores

BEGIN, END = "<!-- tables: written by release.py -->", "<!-- end of tables -->"


def table(header: list[str], rows: list[list[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def interval(value: dict) -> str:
    return "{value:.3f} ({low:.3f}-{high:.3f})".format(**value)


def condition_table(rows: list[dict]) -> str:
    return table(
        [
            "condition",
            "photographs / generated",
            "AUC (95 % interval)",
            "balanced accuracy",
            "ECE",
            "photographs called AI (FPR)",
            "generated called AI (TPR)",
            "photographs called camera",
            "generated called camera",
            "inconclusive",
        ],
        [
            [
                row["condition"] + ("" if row["condition"] in MIXED else " (not in the calibration)"),
                f"{row['images']['real']} / {row['images']['ai']}",
                interval(row["auc"]),
                f"{row['balancedAccuracy']:.3f}",
                f"{row['ece']:.3f}",
                percent(row["falsePositiveRate"]),
                percent(row["truePositiveRate"]),
                percent(row["cameraRight"]),
                percent(row["missRate"]),
                percent(row["inconclusiveRate"]),
            ]
            for row in rows
        ],
    )


def stratum_tables(strata: list[dict], figure: str) -> str:
    """A row a generator or source, a column a condition; `figure` is auc or calledAi."""

    def cell(value: dict) -> str:
        if figure == "auc":
            return interval(value)
        return f"{100 * value['value']:.0f} ({100 * value['low']:.0f}-{100 * value['high']:.0f})"

    return table(
        ["kind", "name", "in training", "images (groups)", *MIXED],
        [
            [
                "generated" if row["kind"] == "generator" else "photographs",
                row["name"],
                "yes" if row["seen"] else "no",
                f"{row['images']} ({row['groups']})",
                *(cell(row["conditions"][condition][figure]) for condition in MIXED),
            ]
            for row in strata
        ],
    )


def beside_table(own: Scores, name: str, beside: dict[str, Scores]) -> str:
    """AUC of other detectors on the same images, and how far they are from ours."""

    def aucs(scores: Scores) -> list[dict]:
        return [auc_interval(scores.z[c], scores.labels, scores.groups, 400) for c in MIXED]

    ours = aucs(own)
    rows = [[name, *map(interval, ours)]]
    for other, scores in beside.items():
        theirs = aucs(scores)
        gaps = (a["value"] - b["value"] for a, b in zip(ours, theirs, strict=True))
        rows.append([other, *map(interval, theirs)])
        rows.append([f"{name} above {other}", *(f"{gap:+.3f}" for gap in gaps)])
    return table(["detector", *MIXED], rows)


def family_text(families: FamilyHead | None) -> str:
    if families is None:
        return "This detector has no second head."
    seen = families.seen
    rows = [
        ["all known families", "yes", str(seen["images"]), *(percent(seen[k]) for k in ("right", "wrong", "unknown"))]
    ]
    rows += [
        [row["family"], "no", str(row["images"]), "-", percent(row["named"]), percent(row["unknown"])]
        for row in families.left_out
    ]
    head = ["family", "in training", "images", "named right", "named wrong", "unknown"]
    return (
        f"Temperature {families.temperature:.3f}; a family is named from a probability of {families.named_above:.3f}. "
        "Left-out families: by a detector trained without them, with a threshold chosen on the other left-out "
        f"families; six conditions pooled.\n\n{table(head, rows)}"
    )


def format_table(formats: list[dict]) -> str:
    return table(
        ["photographs saved as", "called AI", "called camera", "verdict changed", "camera <-> AI", "mean change of p"],
        [
            [
                row["format"],
                *(percent(row[key]) for key in ("ai", "camera", "changed", "opposite")),
                f"{row['shift']:.3f}",
            ]
            for row in formats
        ],
    )


def rate_text(rate: dict) -> str:
    return f"{percent(rate['value'])} (Wilson {percent(rate['low'])} to {percent(rate['high'])}, n = {rate['images']})"


def most_crops(crops: dict) -> int:
    return sum(len(look["anchors"]) for look in (crops, *crops.get("rescaled", [])))


def run_text(train: dict) -> str:
    steps = f"{train['steps_done']:,} steps of {2 * train['pairs']} crops of {train['crop']} pixels"
    mixed = train.get("soup_of")
    return f"{steps}, seed {train['seed']}" if mixed is None else f"{steps}, the mean of seeds {' and '.join(map(str, mixed))}"


def tables(card: dict, rows: list[dict], facts: dict) -> str:
    weights, point, fit = card["weights"], card["operatingPoint"], card["calibration"]
    cross = facts["crossFit"]
    return f"""## The file

{weights["bytes"]:,} bytes, {weights["parameters"]:,} parameters, {facts["macs"] / 1e6:.0f} million multiply-accumulates
a crop of {card["preprocessing"]["crops"]["sizePx"]} pixels, at most {most_crops(card["preprocessing"]["crops"])}
crops an image. Largest difference of a logit between onnxruntime and PyTorch: {facts["torchDifference"]:.1e}.
Branches: {", ".join(facts["train"]["branches"])}. Its last run: {run_text(facts["train"])}.

## By condition

{condition_table(rows)}

## Calibration and operating point

p = sigmoid({fit["slope"]:.4f} z {fit["intercept"]:+.4f}). Likely AI-generated from p = {point["aiAbove"]:.4f}, likely
camera up to p = {point["cameraBelow"]:.4f}. Mean over the six mixed conditions: photographs called AI
{rate_text(point["falsePositiveRate"])}; generated images called camera {rate_text(point["missRate"])}.

Cross-fitted (calibration and thresholds from four fifths of the groups, judged on the fifth left out, six conditions
pooled): expected calibration error {cross["ece"]:.3f} (ten bins, classes 1:1), photographs called AI
{percent(cross["falsePositiveRate"])} (worst condition: {cross["worstCondition"]},
{percent(cross["worstFalsePositiveRate"])}), generated called AI {percent(cross["truePositiveRate"])}, generated called
camera {percent(cross["missRate"])}.

## Beside published detectors

The same images in the same run; AUC with 95 % intervals, bootstrapped over groups.

{beside_table(facts["scores"], card["name"], facts["beside"])}

## Generators that training never saw

{left_out_text(facts["leftOut"], facts["unseen"])}

## Which generator family

{family_text(facts["families"])}

## The same photographs in other formats

{format_table(facts["formats"])}

## By generator and by source of photographs: AUC

Against all images of the other class. Rows of a dozen images say little: look at the intervals.

{stratum_tables(facts["strata"], "auc")}

## By generator and by source of photographs: called AI-generated, per cent

For generators the true-positive rate, for photographs the false-positive rate; Wilson's 95 % intervals.

{stratum_tables(facts["strata"], "calledAi")}"""


def left_out_text(entries: list[LeftOut], rows: list[dict]) -> str:
    if not entries:
        return "Not measured for this detector."
    return f"""Detectors of the same kind, trained without the generator (or the whole family), judged on
all benchmark images of it against the validation photographs, with as many looks as the detector itself. Calibration and threshold
from what that run did see. Steps of its last part: {", ".join(f"{e.name} {e.steps}" for e in entries)}. First AUC, then the share called
AI-generated in per cent.

{stratum_tables(rows, "auc")}

Mean AUC: {", ".join(f"{c} {mean_auc(rows, c):.3f}" for c in MIXED)}.

{stratum_tables(rows, "calledAi")}"""


def mean_auc(rows: list[dict], condition: str) -> float:
    return float(np.mean([row["conditions"][condition]["auc"]["value"] for row in rows]))


def write_report(path: Path, card: dict, rows: list[dict], facts: dict) -> None:
    """Replace what lies between the marks, or append marks and tables to a new file."""
    old = path.read_text(encoding="utf-8") if path.exists() else f"# {card['name']}\n\n{BEGIN}\n{END}\n"
    before, rest = old.split(BEGIN)
    after = rest.split(END)[1]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{before}{BEGIN}\n\n{tables(card, rows, facts)}\n\n{END}{after}", encoding="utf-8")
