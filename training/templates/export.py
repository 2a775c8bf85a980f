"""A module to an ONNX graph whose parameters are external data under their PyTorch names."""

import io
import warnings

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper
from torch import nn

OPSET = 17
WEIGHTS = "weights.bin"
LARGEST_GRAPH_BYTES = 400_000


def traced(module: nn.Module, size_px: int, outputs: list[str]) -> onnx.ModelProto:
    """The graph as the exporter writes it, with weights inside.

    PRESERVE instead of EVAL, so that batch norms are not folded into convolutions; no constant folding, so that
    linear layers are not transposed. Both would take the names away.
    """
    file = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module,
            (torch.zeros(1, 3, size_px, size_px),),
            file,
            input_names=["input"],
            output_names=outputs,
            opset_version=OPSET,
            dynamo=False,
            training=torch.onnx.TrainingMode.PRESERVE,
            do_constant_folding=False,
        )
    return onnx.load_from_string(file.getvalue())


def shrink_uniform_constants(graph: onnx.GraphProto) -> None:
    """Large constants of a single value, such as planes of zeros, are made in the graph instead of stored."""
    for node in list(graph.node):
        if node.op_type != "Constant" or node.attribute[0].name != "value":
            continue
        values = numpy_helper.to_array(node.attribute[0].t)
        if values.nbytes < 1000 or np.any(values != values.flat[0]):
            continue
        shape, name = f"{node.name}_shape", node.output[0]
        dims = numpy_helper.from_array(np.asarray(values.shape, np.int64))
        filled = helper.make_node(
            "ConstantOfShape", [shape], [name], node.name, value=numpy_helper.from_array(values.flat[:1])
        )
        place = list(graph.node).index(node)
        graph.node.remove(node)
        graph.node.insert(place, filled)
        graph.node.insert(place, helper.make_node("Constant", [], [shape], shape, value=dims))


def tensors_read(module: nn.Module, graph: onnx.GraphProto) -> list[dict]:
    """The `weights.tensors` of template.json: what the graph reads, in the order of the state dict, without gaps.

    Buffers of integers are constants of the architecture and stay in the graph.
    """
    read = {name for node in graph.node for name in node.input}
    tensors, offset = [], 0
    for name, tensor in module.state_dict().items():
        if name in read and tensor.is_floating_point():
            tensors.append({"name": name, "shape": list(tensor.shape), "offset": offset})
            offset += 4 * tensor.numel()
    return tensors


def externalise(graph: onnx.GraphProto, tensors: list[dict]) -> None:
    """Replace the data of each tensor in the list by its place in the weights file."""
    places = {tensor["name"]: tensor for tensor in tensors}
    for initializer in graph.initializer:
        if initializer.name not in places:
            continue
        place = places.pop(initializer.name)
        if list(initializer.dims) != place["shape"]:
            raise ValueError(f"{initializer.name}: {list(initializer.dims)} in the graph, {place['shape']} in PyTorch")
        bytes_ = 4 * int(np.prod(place["shape"]))
        initializer.ClearField("raw_data")
        initializer.data_location = onnx.TensorProto.EXTERNAL
        for key, value in (("location", WEIGHTS), ("offset", place["offset"]), ("length", bytes_)):
            initializer.external_data.add(key=key, value=str(value))
    if places:
        raise ValueError(f"not initializers of the graph: {', '.join(places)}")


def require_unfolded(graph: onnx.GraphProto, module: nn.Module) -> None:
    """One normalisation node a batch norm, at rest."""
    norms = [node for node in graph.node if node.op_type == "BatchNormalization"]
    expected = sum(isinstance(part, nn.modules.batchnorm._BatchNorm) for part in module.modules())
    training = any(a.name == "training_mode" and a.i for node in norms for a in node.attribute)
    if len(norms) != expected or training:
        raise ValueError(f"{len(norms)} batch norms in the graph, {expected} in PyTorch; training: {training}")


def export_template(module: nn.Module, size_px: int, outputs: list[str]) -> tuple[bytes, list[dict]]:
    """The graph without weights, and the `weights.tensors` that it wants. The same module gives the same bytes.

    The weights in the module must all differ: the exporter would make one of two that are equal.
    """
    model = traced(module, size_px, outputs)
    shrink_uniform_constants(model.graph)
    tensors = tensors_read(module, model.graph)
    require_unfolded(model.graph, module)
    externalise(model.graph, tensors)
    for node in model.graph.node:
        node.ClearField("doc_string")
        node.metadata_props.clear()
    for output in model.graph.output:
        # The exporter does not always follow the batch through the graph.
        output.type.tensor_type.shape.dim[0].dim_value = 1
    model.producer_name, model.producer_version = "telltale", ""
    graph = model.SerializeToString(deterministic=True)
    if len(graph) > LARGEST_GRAPH_BYTES:
        raise ValueError(f"the graph has {len(graph)} bytes: a large constant should be computed in it")
    return graph, tensors


def weights_bytes(module: nn.Module, tensors: list[dict]) -> bytes:
    """The weights file that the tensors of a module make."""
    state = module.state_dict()
    return b"".join(state[tensor["name"]].numpy().astype("<f4").tobytes() for tensor in tensors)
