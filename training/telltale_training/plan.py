"""The preprocessing plan of the shipped detector, as model.json states it. No torch here."""

MEAN = [0.485, 0.456, 0.406]
STD = [0.229, 0.224, 0.225]

PLAN = {
    # Photographs larger than this are reduced, as the training photographs were.
    "shrink": {"maxSidePx": 1536, "filter": "bicubic"},
    "crops": {"sizePx": 224, "anchors": [[0.5, 0.5], [0.25, 0.25], [0.75, 0.25], [0.25, 0.75], [0.75, 0.75]]},
    "mean": MEAN,
    "std": STD,
}
