"""Writes the checkpoints and expected values for the unit tests of src/core/checkpoint and src/core/zoo.

    python training/checkpoint_fixtures.py

Needs torch, numpy and safetensors, and prettier in node_modules. goldens.json says of each file what PyTorch reads
from it, as float32, and what pattern-weights-1 of docs/template-contract.md is for a few tensors. The same versions
write the same bytes.
"""

import argparse
import builtins
import collections
import io
import json
import math
import os
import pickle
import pickletools
import re
import struct
import subprocess
import zipfile
from pathlib import Path, PurePosixPath

import numpy as np
import torch
from safetensors.torch import save as save_safetensors

REPOSITORY = Path(__file__).parents[1]
FIXTURES = REPOSITORY / "src/core/checkpoint/fixtures"
ZIP64_EXTRA = 1


def ramp(*shape):
    return (torch.arange(math.prod(shape)).double() * 0.37 - 1.3).reshape(shape)


def plain_state():
    """Every element type, views of every kind, tied weights."""
    weight = ramp(2, 3, 2, 2).float()
    table = ramp(4, 5).float()
    return collections.OrderedDict(
        {
            "conv.weight": weight,
            "conv.tied": weight,
            "conv.second": weight[1],
            "bn.num_batches_tracked": torch.tensor(77),
            "view.transposed": table.t(),
            "view.columns": table[1:3, 1::2],
            "view.permuted": weight.permute(2, 0, 3, 1),
            "view.expanded": ramp(3).float()[None].expand(2, 3),
            "view.half_transposed": table.half().t(),
            "type.double": ramp(3),
            "type.half": torch.tensor([1.5, -65504, 6e-8, 6.1e-5, 0.0], dtype=torch.float16),
            "type.bfloat16": torch.tensor([[1.25, -3e38], [1e-40, 7.0]], dtype=torch.bfloat16),
            "type.int64": torch.tensor([-(2**40), 3]),
            "type.int32": torch.tensor([-70000, 70000], dtype=torch.int32),
            "type.int16": torch.tensor([-300, 300], dtype=torch.int16),
            "type.int8": torch.tensor([-128, 127], dtype=torch.int8),
            "type.uint8": torch.tensor([0, 255], dtype=torch.uint8),
            "type.bool": torch.tensor([True, False, True]),
            "empty": torch.zeros(0, 4),
            "größe.重み": ramp(2).float(),
        }
    )


def nested_state():
    """As training scripts save: wrapped weights, their average, optimizer, schedule, settings, scores."""
    network = torch.nn.Sequential(torch.nn.Conv2d(3, 2, 1), torch.nn.BatchNorm2d(2), torch.nn.Linear(2, 1))
    for n, parameter in enumerate(network.parameters()):
        parameter.data = ramp(*parameter.shape).float() + n
    optimizer = torch.optim.AdamW(network.parameters(), lr=1e-3)
    schedule = torch.optim.lr_scheduler.MultiStepLR(optimizer, [2, 4])
    network.zero_grad()
    for parameter in network.parameters():
        parameter.grad = torch.ones_like(parameter)
    optimizer.step()
    return {
        "epoch": 12,
        "model": {f"module.{name}": tensor for name, tensor in network.state_dict().items()},
        "model_ema": {f"module.{name}": tensor * 0.5 for name, tensor in network.state_dict().items()},
        "optimizer": optimizer.state_dict(),
        "schedule": schedule.state_dict(),
        "args": argparse.Namespace(lr=1e-3, name="a run", sizes=[1, 2], device=torch.device("cpu")),
        "score": np.float64(0.93),
        "scores": np.arange(3.0),
        "folder": PurePosixPath("runs/1"),
        "history": [0.5, 0.25, None, True, 2**70, (1, 2, 3, 4), {1, 2}, b"raw"],
        "kept": [network[2].weight, {"bias": network[2].bias}],
        "__proto__": {"polluted": torch.ones(1)},
    }


def typed_state():
    """Types without a storage class of their own: _rebuild_tensor_v3 and an untyped storage."""
    return {
        "uint16": torch.tensor([0, 65535], dtype=torch.uint16),
        "uint32": torch.tensor([1, 2**31], dtype=torch.uint32),
        "weight": ramp(2, 2).float(),
    }


class Scripted(torch.nn.Module):
    """Parameters, a buffer and other attributes, in modules of two classes and one that occurs twice."""

    def __init__(self):
        super().__init__()
        self.blocks = torch.nn.Sequential(torch.nn.Linear(2, 3), torch.nn.LayerNorm(3), torch.nn.Linear(3, 2))
        self.proj = torch.nn.Parameter(ramp(2, 3).float())
        self.register_buffer("input_resolution", torch.tensor(224))
        self.width = 2
        self.names = ["a", "b"]

    def forward(self, x):
        return self.blocks(x) @ self.proj


def scripted():
    """A TorchScript program in half precision, as OpenAI publish CLIP."""
    network = Scripted()
    for n, parameter in enumerate(network.blocks.parameters()):
        parameter.data = ramp(*parameter.shape).float() + n
    return torch.jit.script(network.half())


def saved_script(program):
    file = io.BytesIO()
    torch.jit.save(program, file)
    return file.getvalue()


def contiguous_state():
    return {
        name: tensor.contiguous().clone() for name, tensor in plain_state().items() if not name.startswith("view.")
    }


def saved(state, **options):
    file = io.BytesIO()
    torch.save(state, file, **options)
    return file.getvalue()


def saved_legacy(state):
    return with_stable_keys(saved(state, _use_new_zipfile_serialization=False))


def with_stable_keys(data):
    """PyTorch names storages by their address in memory and sorts by it: 000, 001, … in the order of first use."""
    file, ends = io.BytesIO(data), []
    for _ in range(5):
        for _ in pickletools.genops(file):
            pass
        ends.append(file.tell())
    names = pickle.loads(data[ends[3] : ends[4]])
    pickles = data[: ends[3]]
    sizes = storage_sizes(data[ends[2] : ends[3]])
    storages, at = {}, ends[4]
    for name in names:
        length = 8 + struct.unpack_from("<q", data, at)[0] * sizes[name]
        storages[name] = data[at : at + length]
        at += length
    order = sorted(names, key=lambda name: pickles.index(pickled_text(name)))
    for n, name in enumerate(order):
        pickles = pickles.replace(pickled_text(name), pickled_text(f"{n:03}"))
    keys = pickle.dumps([f"{n:03}" for n in range(len(order))], protocol=2)
    return pickles + keys + b"".join(storages[name] for name in order)


def pickled_text(text):
    return b"X" + struct.pack("<I", len(text)) + text.encode()


def storage_sizes(data):
    """Bytes of an element, by storage name."""
    sizes = {}

    class Reader(pickle.Unpickler):
        def persistent_load(self, identifier):
            _, kind, name, _, count, _ = identifier
            sizes[name] = kind.dtype.itemsize
            return kind(count)

    Reader(io.BytesIO(data)).load()
    return sizes


def with_big_endian(data):
    """The same file as a big-endian machine would write it."""
    sizes = {}
    source = zipfile.ZipFile(io.BytesIO(data))

    class Reader(pickle.Unpickler):
        def persistent_load(self, identifier):
            _, kind, name, _, count = identifier
            sizes[name] = kind.dtype.itemsize
            return kind(count)

    Reader(io.BytesIO(source.read("archive/data.pkl"))).load()
    entries = {}
    for name in source.namelist():
        entries[name] = source.read(name)
        key = re.fullmatch(r"archive/data/(\d+)", name)
        if key and entries[name]:
            swapped = np.frombuffer(entries[name], np.uint8).reshape(-1, sizes[key[1]])[:, ::-1]
            entries[name] = swapped.tobytes()
    entries["archive/byteorder"] = b"big"
    return zip_of(entries)


def with_zip64(data):
    """The same file with every size and offset in zip64 records."""
    source = zipfile.ZipFile(io.BytesIO(data))
    body, directory, most = b"", b"", 0xFFFFFFFF
    for name in source.namelist():
        content, encoded = source.read(name), name.encode()
        size, crc = len(content), source.getinfo(name).CRC
        extra = struct.pack("<HHQQ", ZIP64_EXTRA, 16, size, size)
        offset = len(body)
        body += struct.pack("<4s5H3I2H", b"PK\3\4", 45, 0x800, 0, 0, 33, crc, most, most, len(encoded), len(extra))
        body += encoded + extra + content
        extra = struct.pack("<HHQQQ", ZIP64_EXTRA, 24, size, size, offset)
        directory += struct.pack("<4s6H3I5H2I", b"PK\1\2", 45, 45, 0x800, 0, 0, 33, crc, most, most, len(encoded),
                                 len(extra), 0, 0, 0, 0, most)  # fmt: skip
        directory += encoded + extra
    count = len(source.namelist())
    end = struct.pack("<4sQ2H2I4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, len(directory), len(body))
    locator = struct.pack("<4sIQI", b"PK\6\7", 0, len(body) + len(directory), 1)
    last = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, most, most, 0)
    return body + directory + end + locator + last


def zip_of(entries, compression=zipfile.ZIP_STORED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, content in entries.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, compress_type=compression)
    return file.getvalue()


def compressed(data):
    source = zipfile.ZipFile(io.BytesIO(data))
    return zip_of({name: source.read(name) for name in source.namelist()}, zipfile.ZIP_DEFLATED)


class Call:
    """Runs a function when it is unpickled by Python."""

    def __init__(self, function, *arguments):
        self.reduced = (function, arguments)

    def __reduce__(self):
        return self.reduced


def flat(value, path=()):
    """(name, tensor) of every leaf."""
    if isinstance(value, torch.Tensor):
        yield ".".join(path), value
    elif isinstance(value, dict):
        for key, child in value.items():
            yield from flat(child, (*path, str(key)))
    elif isinstance(value, list | tuple):
        for n, child in enumerate(value):
            yield from flat(child, (*path, str(n)))


def golden(state):
    return [
        {
            "name": name,
            "dtype": str(tensor.dtype).removeprefix("torch."),
            "shape": list(tensor.shape),
            "values": tensor.detach().to(torch.float32).flatten().tolist(),
        }
        for name, tensor in flat(state)
    ]


def seeded(name, shape, count=4):
    """The first values of pattern-weights-1, in whole numbers, apart from the code that makes templates."""
    seed = 2166136261
    for byte in name.encode():
        seed = (seed ^ byte) * 16777619 % 2**32
    values = []
    for i in range(count):
        x = (i * 2654435761 + seed) % 2**32
        x = (x ^ x >> 16) * 0x7FEB352D % 2**32
        x = (x ^ x >> 15) * 0x846CA68B % 2**32
        u = (x ^ x >> 16) / 2**32
        if name.endswith("running_var") or (len(shape) < 2 and name.endswith("weight")):
            value = 0.5 + u
        elif name.endswith(("running_mean", "bias")) or len(shape) < 2:
            value = 0.2 * u - 0.1
        else:
            value = (2 * u - 1) * math.sqrt(3 / math.prod(shape[1:]))
        values.append(struct.unpack("<f", struct.pack("<f", value))[0])
    return {"name": name, "shape": shape, "values": values}


def main():
    torch.manual_seed(0)
    FIXTURES.mkdir(exist_ok=True)
    states = {
        "plain": plain_state(),
        "contiguous": contiguous_state(),
        "nested": nested_state(),
        "typed": typed_state(),
        "scripted": (program := scripted()).state_dict(),
    }
    plain, contiguous, nested, typed, _ = states.values()
    if not all(np.isfinite(tensor["values"]).all() for state in states.values() for tensor in golden(state)):
        raise ValueError("JSON has no word for infinite values")
    zipped = saved(plain)
    files = {
        "plain.pth": (zipped, "plain"),
        "plain-protocol-1.pth": (saved(plain, pickle_protocol=1), "plain"),
        "plain-protocol-4.pth": (saved(plain, pickle_protocol=4), "plain"),
        "plain-legacy.pth": (saved_legacy(plain), "plain"),
        "plain-big-endian.pth": (with_big_endian(zipped), "plain"),
        "plain-zip64.pth": (with_zip64(zipped), "plain"),
        "nested.pth": (saved(nested), "nested"),
        "nested-protocol-5.pth": (saved(nested, pickle_protocol=5), "nested"),
        "nested-legacy.pth": (saved_legacy(nested), "nested"),
        "typed.pth": (saved(typed), "typed"),
        "scripted.pt": (saved_script(program), "scripted"),
        "contiguous.safetensors": (save_safetensors(contiguous, {"format": "pt"}), "contiguous"),
    }
    hostile = {
        "hostile-posix-system.pth": saved({"weight": ramp(2), "x": Call(os.system, "true")}),
        "hostile-eval.pth": saved(Call(builtins.eval, "1 + 1"), pickle_protocol=4),
        "hostile-subprocess-legacy.pth": saved_legacy({"x": Call(subprocess.run, "true"), "weight": ramp(2)}),
        "hostile-compressed.pth": compressed(zipped),
        "whole-model.pth": saved(torch.nn.Linear(2, 1)),
        "no-tensors.pth": saved({"epoch": 1}),
    }
    for name, data in [*((name, data) for name, (data, _) in files.items()), *hostile.items()]:
        (FIXTURES / name).write_bytes(data)
    goldens = {
        "states": {name: golden(state) for name, state in states.items()},
        "files": {name: state for name, (_, state) in files.items()},
        "seeded": [
            seeded("conv1.weight", [64, 3, 7, 7]),
            seeded("fc.bias", [1]),
            seeded("bn1.weight", [8]),
            seeded("layer1.0.bn2.running_mean", [8]),
            seeded("layer1.0.bn2.running_var", [8]),
            seeded("position", [4]),
            seeded("größe.weight", [2, 5]),
        ],
    }
    (FIXTURES / "goldens.json").write_text(json.dumps(goldens, ensure_ascii=False))
    subprocess.run(["npx", "prettier", "--write", FIXTURES / "goldens.json"], cwd=REPOSITORY, check=True)


if __name__ == "__main__":
    main()
