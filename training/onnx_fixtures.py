"""Writes small ONNX models with random weights, and what other programs make of them, for the tests of own models.

    python training/onnx_fixtures.py

Needs onnx, onnxruntime, numpy, pillow and transformers (for its image processors, an oracle that is not ours).
`expected.json` says of each model what the `onnx` package reads in its header; `logits.json` what onnxruntime answers
for fixture pictures that transformers or Pillow prepared. The same versions write the same bytes.
"""

import json
import shutil
import sys
import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, checker, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from PIL import Image
from transformers import AutoImageProcessor

REPOSITORY = Path(__file__).parents[1]
sys.path.insert(0, str(REPOSITORY / "e2e/fixtures"))
from make_goldens import test_picture  # noqa: E402

FIXTURES = REPOSITORY / "e2e/fixtures/onnx"
IMAGES = REPOSITORY / "e2e/fixtures/images"
# Of the pictures that unit tests draw for themselves. None is upright: there Pillow 13 takes the vertical pass first, as
# no Pillow before it did, and may differ by a few steps of 255.
SIZES = [(101, 67), (90, 83)]
PICTURES = ["png-rgb.png", "jpeg-900.jpg", "jpeg-odd-size-q85.jpg"]
OPSET = 17
IR_VERSION = 8
SIZE = 64
HIDDEN = 8


def weights(seed, classes):
    random = np.random.default_rng(seed)
    return {
        "conv.weight": random.normal(0, 0.35, (HIDDEN, 3, 4, 4)).astype(np.float32),
        "conv.bias": random.normal(0, 0.3, HIDDEN).astype(np.float32),
        "head.weight": random.normal(0, 1.2, (classes, HIDDEN)).astype(np.float32),
        "head.bias": random.normal(0, 0.3, classes).astype(np.float32),
    }


def network(seed, classes, *, height=SIZE, width=SIZE, batch="batch", element=TensorProto.FLOAT, names=("input", "logits"),
            ending=None, before=None, nhwc=False):
    """A convolution with stride 4, a mean over the plane, a linear layer; `ending` is an operator behind the logits."""
    given, answer = names
    numpy_type = np.float16 if element == TensorProto.FLOAT16 else np.float32
    tensors = [numpy_helper.from_array(value.astype(numpy_type), name) for name, value in weights(seed, classes).items()]
    first = given
    nodes = []
    if nhwc:
        nodes.append(helper.make_node("Transpose", [given], ["planes"], perm=[0, 3, 1, 2]))
        first = "planes"
    if before:
        nodes.append(helper.make_node(before, [first], ["odd"], domain="org.example"))
        first = "odd"
    raw = answer if ending is None else "raw"
    nodes += [
        helper.make_node("Conv", [first, "conv.weight", "conv.bias"], ["features"], strides=[4, 4], kernel_shape=[4, 4]),
        helper.make_node("Relu", ["features"], ["positive"]),
        helper.make_node("GlobalAveragePool", ["positive"], ["pooled"]),
        helper.make_node("Flatten", ["pooled"], ["flat"]),
        helper.make_node("Gemm", ["flat", "head.weight", "head.bias"], [raw], transB=1),
    ]
    if ending == "Softmax":
        nodes.append(helper.make_node("Softmax", [raw], [answer], axis=-1))
    elif ending == "Log":
        # The logarithm of a negative number is none.
        nodes += [
            helper.make_node("Abs", [raw], ["size"]),
            helper.make_node("Neg", ["size"], ["below"]),
            helper.make_node("Log", ["below"], [answer]),
        ]
    elif ending:
        nodes.append(helper.make_node(ending, [raw], [answer]))
    shape = [batch, height, width, 3] if nhwc else [batch, 3, height, width]
    graph = helper.make_graph(
        nodes, "tiny",
        [helper.make_tensor_value_info(given, element, shape)],
        [helper.make_tensor_value_info(answer, element, [batch, classes])],
        tensors,
    )
    return model_of(graph, own_operators=before is not None)


def model_of(graph, own_operators=False):
    imports = [helper.make_opsetid("", OPSET)] + ([helper.make_opsetid("org.example", 1)] if own_operators else [])
    model = helper.make_model(graph, opset_imports=imports, producer_name="telltale-fixtures", producer_version="1")
    model.ir_version = IR_VERSION
    checker.check_model(model)
    return model


def text_model():
    """Token numbers in, two classes out, as a text classifier has them."""
    table = numpy_helper.from_array(np.random.default_rng(8).normal(size=(30, 4)).astype(np.float32), "table")
    head = numpy_helper.from_array(np.random.default_rng(9).normal(size=(4, 2)).astype(np.float32), "head")
    nodes = [
        helper.make_node("Gather", ["table", "input_ids"], ["words"]),
        helper.make_node("Cast", ["attention_mask"], ["mask"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["mask", "last"], ["column"]),
        helper.make_node("Mul", ["words", "column"], ["kept"]),
        helper.make_node("ReduceMean", ["kept"], ["mean"], axes=[1], keepdims=0),
        helper.make_node("MatMul", ["mean", "head"], ["logits"]),
    ]
    tokens = [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "sequence"])
              for name in ("input_ids", "attention_mask")]
    last = numpy_helper.from_array(np.array([-1], np.int64), "last")
    outputs = [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", 2])]
    return model_of(helper.make_graph(nodes, "text", tokens, outputs, [table, head, last]))


def save_external(model, path, location):
    """All weights beside the graph, each at a multiple of 64 bytes."""
    copy = onnx.ModelProto()
    copy.CopyFrom(model)
    onnx.save_model(copy, path, save_as_external_data=True, location=location, size_threshold=0)


def relocated(path, change, to):
    """The model at `path` with its references to external data changed."""
    model = onnx.load(path, load_external_data=False)
    for tensor in model.graph.initializer:
        for entry in tensor.external_data:
            change(entry)
    to.write_bytes(model.SerializeToString())


def half_weights(model):
    """Weights in float16 and a cast behind each; input and output stay float32, as exporters keep them."""
    half = onnx.ModelProto()
    half.CopyFrom(model)
    casts = []
    for tensor in half.graph.initializer:
        name = tensor.name
        tensor.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(tensor).astype(np.float16), f"{name}.half"))
        casts.append(helper.make_node("Cast", [f"{name}.half"], [name], to=TensorProto.FLOAT))
    nodes = list(half.graph.node)
    del half.graph.node[:]
    half.graph.node.extend(casts + nodes)
    checker.check_model(half)
    return half


def save(model, path):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(model.SerializeToString())


def write_json(path, value):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, indent=2) + "\n")


PREPROCESSOR = {
    "image_processor_type": "ViTImageProcessor",
    "do_resize": True,
    "size": {"height": SIZE, "width": SIZE},
    "resample": 2,
    "do_rescale": True,
    "rescale_factor": 0.00392156862745098,
    "do_normalize": True,
    "image_mean": [0.5, 0.5, 0.5],
    "image_std": [0.5, 0.5, 0.5],
}
# Processors as published models have them: each is read by us and by transformers.
PROCESSORS = {
    "vit": {**PREPROCESSOR, "size": {"height": 24, "width": 24}},
    "clip": {
        "image_processor_type": "CLIPImageProcessor", "crop_size": {"height": 24, "width": 24}, "do_center_crop": True,
        "do_convert_rgb": True, "do_normalize": True, "do_rescale": True, "do_resize": True,
        "image_mean": [0.48145466, 0.4578275, 0.40821073], "image_std": [0.26862954, 0.26130258, 0.27577711],
        "resample": 3, "rescale_factor": 1 / 255, "size": {"shortest_edge": 27},
    },
    "deit": {
        "image_processor_type": "DeiTImageProcessor", "crop_size": {"height": 24, "width": 24}, "do_center_crop": True,
        "do_normalize": True, "do_rescale": True, "do_resize": True, "image_mean": [0.485, 0.456, 0.406],
        "image_std": [0.229, 0.224, 0.225], "resample": 3, "rescale_factor": 1 / 255, "size": {"height": 29, "width": 29},
    },
    "convnext": {
        "image_processor_type": "ConvNextImageProcessor", "crop_pct": 0.875, "do_normalize": True, "do_rescale": True,
        "do_resize": True, "image_mean": [0.485, 0.456, 0.406], "image_std": [0.229, 0.224, 0.225], "resample": 3,
        "rescale_factor": 1 / 255, "size": {"shortest_edge": 24},
    },
    "unscaled": {
        "image_processor_type": "ViTImageProcessor", "do_normalize": True, "do_rescale": False, "do_resize": True,
        "image_mean": [127.5, 127.5, 127.5], "image_std": [127.5, 127.5, 127.5], "resample": 2,
        "size": {"height": 20, "width": 20},
    },
    "uncropped-small": {
        "image_processor_type": "CLIPImageProcessor", "crop_size": {"height": 31, "width": 31}, "do_center_crop": True,
        "do_normalize": True, "do_rescale": True, "do_resize": True, "image_mean": [0.5, 0.5, 0.5],
        "image_std": [0.5, 0.5, 0.5], "resample": 2, "rescale_factor": 1 / 255, "size": {"shortest_edge": 24},
    },
}
CONFIG = {
    "architectures": ["ViTForImageClassification"],
    "id2label": {"0": "artificial", "1": "human"},
    "label2id": {"artificial": 0, "human": 1},
    "model_type": "vit",
    "num_channels": 3,
}


def processed(config, picture):
    """What transformers makes of a picture, [1, 3, height, width] float32. The numpy processors, which follow Pillow."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "preprocessor_config.json").write_text(json.dumps(config))
        processor = AutoImageProcessor.from_pretrained(folder, backend="pil")
        return np.asarray(processor(images=picture, return_tensors="np")["pixel_values"], dtype=np.float32)


def rgb(name):
    return Image.open(IMAGES / name).convert("RGB")


def plain(picture, mean, std):
    """The whole picture at SIZE x SIZE by Pillow, for models that bring no preprocessing."""
    small = np.asarray(picture.resize((SIZE, SIZE), Image.Resampling.BILINEAR), np.float32)
    return ((small / 255 - np.float32(mean)) / np.float32(std)).transpose(2, 0, 1)[None].astype(np.float32)


def answer(path, tensor):
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    (given,) = session.get_inputs()
    if given.type == "tensor(float16)":
        tensor = tensor.astype(np.float16)
    if given.shape[-1] == 3:
        tensor = tensor.transpose(0, 2, 3, 1)
    (values,) = session.run(None, {given.name: np.ascontiguousarray(tensor)})
    return [float(value) for value in values.reshape(-1)]


def header_of(path):
    """What the onnx package says of a model, without its weights."""
    model = onnx.load(path, load_external_data=False)
    graph = model.graph
    held = {tensor.name for tensor in graph.initializer}

    def value(info):
        tensor = info.type.tensor_type
        dims = [dim.dim_value if dim.HasField("dim_value") else dim.dim_param or None for dim in tensor.shape.dim]
        return {"name": info.name, "type": TensorProto.DataType.Name(tensor.elem_type).lower(), "shape": dims}

    return {
        "producer": " ".join(filter(None, [model.producer_name, model.producer_version])),
        "opsets": {entry.domain: entry.version for entry in model.opset_import},
        "inputs": [value(info) for info in graph.input if info.name not in held],
        "outputs": [value(info) for info in graph.output],
        "operators": sorted({f"{node.domain}.{node.op_type}".lstrip(".") for node in graph.node}),
        "parameters": int(sum(np.prod(tensor.dims, dtype=np.int64) for tensor in graph.initializer)),
        "external": sorted(
            [tensor.name, {entry.key: entry.value for entry in tensor.external_data}["location"]]
            for tensor in graph.initializer
            if tensor.data_location == TensorProto.EXTERNAL
        ),
    }


def main():
    shutil.rmtree(FIXTURES, ignore_errors=True)
    FIXTURES.mkdir(parents=True)
    good = {
        "one-logit.onnx": network(1, 1),
        "float16.onnx": network(2, 1, element=TensorProto.FLOAT16),
        "nhwc-softmax.onnx": network(3, 2, batch=1, nhwc=True, names=("image", "share"), ending="Softmax"),
    }
    for name, model in good.items():
        save(model, FIXTURES / name)
    (FIXTURES / "external").mkdir()
    save_external(network(4, 1), FIXTURES / "external/model.onnx", "model.onnx_data")
    save(half_weights(network(1, 1)), FIXTURES / "float16-weights.onnx")

    hub = FIXTURES / "hub"
    save(network(5, 2, height="height", width="width", names=("pixel_values", "logits")), hub / "onnx/model.onnx")
    quantize_dynamic(hub / "onnx/model.onnx", hub / "onnx/model_quantized.onnx", weight_type=QuantType.QUInt8)
    write_json(hub / "config.json", CONFIG)
    write_json(hub / "preprocessor_config.json", PREPROCESSOR)

    bad = FIXTURES / "bad"
    save(network(6, 1, before="Frobnicate"), bad / "unsupported.onnx")
    save(network(7, 1, ending="Log"), bad / "not-a-number.onnx")
    save(text_model(), bad / "text.onnx")
    source = FIXTURES / "external/model.onnx"
    relocated(source, lambda entry: entry.key == "location" and setattr(entry, "value", "../../etc/passwd"),
              bad / "traversal.onnx")
    relocated(source, lambda entry: entry.key == "offset" and setattr(entry, "value", "987654"), bad / "offsets.onnx")

    models = sorted(path for path in FIXTURES.rglob("*.onnx"))
    write_json(FIXTURES / "expected.json", {str(path.relative_to(FIXTURES)): header_of(path) for path in models})

    logits = {}
    for name in [*good, "float16-weights.onnx", "external/model.onnx"]:
        logits[name] = {picture: answer(FIXTURES / name, plain(rgb(picture), 0.5, 0.5)) for picture in PICTURES}
    for name in ("hub/onnx/model.onnx", "hub/onnx/model_quantized.onnx"):
        logits[name] = {picture: answer(FIXTURES / name, processed(PREPROCESSOR, rgb(picture))) for picture in PICTURES}
    write_json(FIXTURES / "logits.json", logits)

    processors = FIXTURES / "processors"
    for name, config in PROCESSORS.items():
        write_json(processors / f"{name}.json", config)
        for width, height in SIZES:
            tensor = processed(config, Image.fromarray(test_picture(width, height)))
            (processors / f"{name}-{width}x{height}.bin").write_bytes(tensor.astype("<f4").tobytes())


if __name__ == "__main__":
    sys.exit(main())
