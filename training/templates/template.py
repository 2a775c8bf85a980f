"""What one template is: an architecture, its preprocessing, and what its outputs mean."""

from collections.abc import Callable
from dataclasses import asdict, dataclass

from torch import nn

from telltale_training.ferretnet import CLIP_MEAN, CLIP_STD
from telltale_training.ladeda import IMAGENET_MEAN, IMAGENET_STD

IMAGENET = (IMAGENET_MEAN, IMAGENET_STD)
CLIP = (CLIP_MEAN, CLIP_STD)

AI_LOGIT = {"kind": "ai-logit", "name": "logit"}


@dataclass(frozen=True)
class Paper:
    title: str
    address: str
    year: int


@dataclass(frozen=True)
class Template:
    """`build` makes the module with the parameter names of the public checkpoint.

    It takes float32 [1, 3, size_px, size_px] and returns one tensor, or a tuple, in the order of `outputs`.
    """

    id: str
    name: str
    summary: str
    paper: Paper
    build: Callable[[], nn.Module]
    size_px: int
    colours: tuple[list[float], list[float]]
    resize: dict | None = None
    outputs: tuple[dict, ...] = (AI_LOGIT,)
    # From `weights.tensors` of template.json to its `weights.parts`; None where a checkpoint is one file in one spelling.
    parts: Callable[[list[dict]], list[dict]] | None = None

    def preprocessing(self) -> dict:
        """The `preprocessing` object of template.json."""
        mean, std = self.colours
        return {"resize": self.resize, "crop": {"sizePx": self.size_px}, "mean": mean, "std": std}

    def output_names(self) -> list[str]:
        return [output["name"] for output in self.outputs]

    def words(self) -> dict:
        """The fields of template.json that are neither graph nor weights."""
        return {
            "id": self.id,
            "name": self.name,
            "summary": self.summary,
            "paper": asdict(self.paper),
            "preprocessing": self.preprocessing(),
            "outputs": list(self.outputs),
        }


def resize(rule: str, side_px: int, filter_name: str) -> dict:
    """`rule` is shorter-side or both-sides."""
    return {"rule": rule, "sidePx": side_px, "filter": filter_name}


def classes(*names: str, ai: int | None, name: str = "logits") -> dict:
    """An output with a logit a class; `ai` is the index of the class that means generated, if one does."""
    return {"kind": "classes", "name": name, "classes": list(names), "aiClass": ai}
