"""The simulated generators as ONNX for the page, compared with torch.

`image` float32 [n, 3, H, W] in [0, 1], H and W multiples of 8 -> `reconstruction`, the same shape and range.
"""

import warnings
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from torch import nn

from .networks import SIDE_MULTIPLE_PX, Autoencoder

OPSET = 17
TOLERANCE = 1e-4
CHECK_SHAPES = ((1, 3, 64, 64), (2, 3, 96, 136))


def export_onnx(model: Autoencoder, path: str | Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            model.eval(),
            (torch.zeros(1, 3, 8 * SIDE_MULTIPLE_PX, 8 * SIDE_MULTIPLE_PX),),
            str(path),
            input_names=["image"],
            output_names=["reconstruction"],
            dynamic_axes={name: {0: "n", 2: "height", 3: "width"} for name in ("image", "reconstruction")},
            opset_version=OPSET,
            dynamo=False,
            # Folding would write each codebook twice, once for the distances and once for the look-up.
            do_constant_folding=model.quantiser is None,
        )
    onnx.checker.check_model(onnx.load(str(path)))


def max_difference(model: Autoencoder, path: str | Path, seed: int = 1) -> float:
    """Largest absolute difference of the file and the module over smooth random images of several shapes."""
    session = onnxruntime.InferenceSession(str(path), session_options(), providers=["CPUExecutionProvider"])
    generator, worst = torch.Generator().manual_seed(seed), 0.0
    for n, channels, height, width in CHECK_SHAPES:
        coarse = torch.rand(n, channels, height // 8, width // 8, generator=generator)
        image = nn.functional.interpolate(coarse, (height, width), mode="bilinear")
        with torch.inference_mode():
            expected = model(image).numpy()
        (found,) = session.run(None, {"image": image.numpy()})
        worst = max(worst, float(np.abs(found - expected).max()))
    return worst


def session_options() -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return options
