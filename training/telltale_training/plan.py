"""The preprocessing plan of the shipped detector, as model.json states it. No torch here."""

MEAN = [0.485, 0.456, 0.406]
STD = [0.229, 0.224, 0.225]

# The centre, four towards the corners, then the corners themselves: a detector may stop after any of them.
ANCHORS = [
    [0.5, 0.5],
    *([x, y] for y in (0.25, 0.75) for x in (0.25, 0.75)),
    *([x, y] for y in (0.0, 1.0) for x in (0.0, 1.0)),
]

# The picture once more, reduced: coarser traces, and what lies between the crops. The centre and the corners.
RESCALED = [{"scale": 0.7071, "filter": "bicubic", "leastSidePx": 160, "anchors": [ANCHORS[0], *ANCHORS[5:]]}]

PLAN = {
    # Photographs larger than this are reduced, as the training photographs were.
    "shrink": {"maxSidePx": 1536, "filter": "bicubic"},
    "crops": {"sizePx": 224, "anchors": ANCHORS, "rescaled": RESCALED},
    "mean": MEAN,
    "std": STD,
}
