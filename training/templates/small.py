"""The smallest ones: FerretNet and Tiny-LaDeDa, whose readings lie in `telltale_training`."""

from telltale_training import ferretnet, ladeda

from .template import CLIP, IMAGENET, Paper, Template

FERRETNET = Paper(
    "FerretNet: Efficient Synthetic Image Detection via Local Pixel Dependencies",
    "https://arxiv.org/abs/2509.20890",
    2025,
)
LADEDA = Paper("Real-Time Deepfake Detection in the Real-World", "https://arxiv.org/abs/2406.09398", 2024)


TEMPLATES = [
    Template(
        id="tiny-ladeda",
        name="Tiny-LaDeDa",
        summary="1,297 parameters that judge 5x5 patches of the differences between neighbouring pixels.",
        paper=LADEDA,
        build=ladeda.TinyLaDeDa,
        size_px=ladeda.SIZE_PX,
        colours=IMAGENET,
    ),
    Template(
        id="ferretnet-s",
        name="FerretNet-S",
        summary="A small network on what is left of an image when each pixel is predicted by the median around it.",
        paper=FERRETNET,
        build=ferretnet.FerretNet,
        size_px=ferretnet.SIZE_PX,
        colours=CLIP,
    ),
    Template(
        id="ferretnet-b",
        name="FerretNet-B",
        summary="FerretNet three times as wide.",
        paper=FERRETNET,
        build=lambda: ferretnet.FerretNet(96),
        size_px=ferretnet.SIZE_PX,
        colours=CLIP,
    ),
]
