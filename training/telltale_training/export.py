"""A trained network to one ONNX file: opset 17, batch norms folded, dynamic batch, weights inside."""

import copy
import hashlib
import warnings
from pathlib import Path

import onnx
import torch
from torch import nn

from .network import Detector

OPSET = 17


def load_checkpoint(path: str | Path) -> tuple[Detector, dict]:
    """The averaged network of a checkpoint, in evaluation mode, and everything else the checkpoint says."""
    checkpoint = torch.load(path, map_location="cpu", weights_only=False)
    model = Detector(**checkpoint["options"])
    model.load_state_dict(checkpoint.pop("state"))
    return model.eval(), checkpoint


def fold_norm(norm: nn.BatchNorm1d, linear: nn.Linear) -> None:
    """Make a batch norm part of the linear layer that follows it."""
    scale = norm.weight / torch.sqrt(norm.running_var + norm.eps)
    shift = norm.bias - norm.running_mean * scale
    with torch.no_grad():
        linear.bias += linear.weight @ shift
        linear.weight *= scale


def folded_copy(model: Detector) -> Detector:
    """A copy without batch norms before linear layers (the exporter folds those after convolutions)."""
    folded = copy.deepcopy(model).to(memory_format=torch.contiguous_format).eval()
    fold_norm(folded.feature_norm, folded.classifier)
    if folded.family is not None:
        fold_norm(folded.feature_norm, folded.family)
    folded.feature_norm = nn.Identity()
    if "spectral" in folded.branches:
        spectral = folded.branches["spectral"]
        fold_norm(spectral.norm, spectral.mlp[0])
        spectral.norm = nn.Identity()
    return folded


def export_onnx(model: Detector, path: str | Path, size_px: int) -> None:
    """Write the network: `input` float32 [n, 3, size_px, size_px] -> `logit` [n, 1] and, if it has one, `family` [n, K]."""
    outputs = ["logit"] if model.family is None else ["logit", "family"]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        torch.onnx.export(
            folded_copy(model),
            (torch.zeros(2, 3, size_px, size_px),),
            str(path),
            input_names=["input"],
            output_names=outputs,
            dynamic_axes={name: {0: "n"} for name in ("input", *outputs)},
            opset_version=OPSET,
            dynamo=False,
        )
    graph = onnx.load(str(path))
    onnx.checker.check_model(graph)
    if any(node.op_type == "BatchNormalization" for node in graph.graph.node):
        raise ValueError("a batch norm was not folded")


def weights_entry(path: Path) -> dict:
    """The `weights` object of model.json."""
    data = path.read_bytes()
    graph = onnx.load(str(path)).graph
    parameters = sum(int(torch.tensor(list(t.dims)).prod()) if t.dims else 1 for t in graph.initializer)
    return {
        "file": path.name,
        "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "precision": "fp32",
        "parameters": parameters,
        "opset": OPSET,
    }
