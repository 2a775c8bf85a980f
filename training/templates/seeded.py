"""`pattern-weights-1` of docs/template-contract.md: weights that every language can make from names and shapes."""

import math

import numpy as np
import torch
from torch import nn

MASK = np.uint64(0xFFFFFFFF)


def fnv1a(name: str) -> int:
    """FNV-1a, 32 bits, of a name in UTF-8."""
    value = 0x811C9DC5
    for byte in name.encode():
        value = ((value ^ byte) * 0x01000193) % 2**32
    return value


def uniform(name: str, count: int) -> np.ndarray:
    """The first `count` values u of a tensor: float64 in [0, 1)."""
    x = (np.arange(count, dtype=np.uint64) * np.uint64(2654435761) + np.uint64(fnv1a(name))) & MASK
    for shift, factor in ((16, 0x7FEB352D), (15, 0x846CA68B)):
        x ^= x >> np.uint64(shift)
        x = (x * np.uint64(factor)) & MASK
    return (x ^ (x >> np.uint64(16))) / 2.0**32


def seeded_tensor(name: str, shape: tuple[int, ...]) -> np.ndarray:
    """float32 of the shape: spread so that activations keep their size from layer to layer."""
    u = uniform(name, math.prod(shape))
    if name.endswith("running_var"):
        values = 0.5 + u
    elif name.endswith(("running_mean", "bias")) or (len(shape) < 2 and not name.endswith("weight")):
        values = 0.2 * u - 0.1
    elif len(shape) < 2:
        values = 0.5 + u
    else:
        values = (2 * u - 1) * math.sqrt(3 / math.prod(shape[1:]))
    return values.astype(np.float32).reshape(shape)


def load_seeded(module: nn.Module) -> nn.Module:
    """The module at rest, with the pattern in every float parameter and buffer of its state dict."""
    state = module.state_dict()
    for name, tensor in state.items():
        if tensor.is_floating_point():
            state[name] = torch.from_numpy(seeded_tensor(name, tuple(tensor.shape)))
    module.load_state_dict(state)
    return module.eval()
