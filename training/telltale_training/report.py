"""The tables of a report, between two marks in a Markdown file; the prose around them is written by hand."""

from pathlib import Path

from .conditions import MIXED

BEGIN, END = "<!-- tables: written by release.py -->", "<!-- end of tables -->"


def table(header: list[str], rows: list[list[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def condition_table(rows: list[dict]) -> str:
    return table(
        [
            "condition",
            "photographs / generated",
            "AUC (95 % interval)",
            "photographs called AI",
            "generated called AI",
            "photographs called camera",
            "generated called camera",
            "inconclusive",
        ],
        [
            [
                row["condition"] + ("" if row["condition"] in MIXED else " (not in the calibration)"),
                f"{row['images']['real']} / {row['images']['ai']}",
                "{value:.3f} ({low:.3f}-{high:.3f})".format(**row["auc"]),
                percent(row["falsePositiveRate"]),
                percent(row["truePositiveRate"]),
                percent(row["cameraRight"]),
                percent(row["missRate"]),
                percent(row["inconclusiveRate"]),
            ]
            for row in rows
        ],
    )


def stratum_table(strata: list[dict]) -> str:
    return table(
        ["kind", "source or generator", "images", "groups", "AUC", "called AI", "called camera"],
        [
            [
                row["label"],
                row["name"],
                str(row["images"]),
                str(row["groups"]),
                f"{row['auc']:.3f}",
                percent(row["ai"]),
                percent(row["camera"]),
            ]
            for row in strata
        ],
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


def tables(card: dict, rows: list[dict], facts: dict) -> str:
    weights, point, fit = card["weights"], card["operatingPoint"], card["calibration"]
    cross = facts["crossFit"]
    return f"""## The file

{weights["bytes"]:,} bytes, {weights["parameters"]:,} parameters, {facts["macs"] / 1e6:.0f} million multiply-accumulates
a crop of {card["preprocessing"]["crops"]["sizePx"]} pixels, at most {len(card["preprocessing"]["crops"]["anchors"])}
crops an image. Largest difference of a logit between onnxruntime and PyTorch: {facts["torchDifference"]:.1e}.
Trained {facts["train"]["steps_done"]} steps of {facts["train"]["batch"]} crops of {facts["train"]["crop"]} pixels, seed
{facts["train"]["seed"]}.

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

## The same photographs in other formats

{format_table(facts["formats"])}

## By source and generator

Six mixed conditions pooled; AUC against all images of the other class. Rows of a dozen images say little.

{stratum_table(facts["strata"])}"""


def write_report(path: Path, card: dict, rows: list[dict], facts: dict) -> None:
    """Replace what lies between the marks, or append marks and tables to a new file."""
    old = path.read_text(encoding="utf-8") if path.exists() else f"# {card['name']}\n\n{BEGIN}\n{END}\n"
    before, rest = old.split(BEGIN)
    after = rest.split(END)[1]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{before}{BEGIN}\n\n{tables(card, rows, facts)}\n\n{END}{after}", encoding="utf-8")
