"""The paper's network in PyTorch, under timm's names, for weights that were exported as safetensors.

Keras' conventions: batch norm's epsilon 0.001, and "same" padding, which is one-sided where a pooled side is even.
"""

import json

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

EPSILON = 1e-3


class Separable(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, inputs, 3, padding=1, groups=inputs, bias=False)
        self.pointwise = nn.Conv2d(inputs, outputs, 1, bias=False)

    def forward(self, x):
        return self.pointwise(self.conv1(x))


class SamePool(nn.Module):
    def forward(self, x):
        if x.shape[-1] % 2:
            return F.max_pool2d(x, 3, 2, 1)
        return F.max_pool2d(F.pad(x, (0, 1, 0, 1), value=float("-inf")), 3, 2)


class Block(nn.Module):
    """ReLUs, separable convolutions and, where the block halves the picture, pooling, beside a shortcut."""

    def __init__(self, widths, starts_with_relu=True, halves=True):
        super().__init__()
        layers = []
        for inputs, outputs in zip(widths, widths[1:]):
            layers += [nn.ReLU(), Separable(inputs, outputs), nn.BatchNorm2d(outputs, EPSILON)]
        self.rep = nn.Sequential(*layers[0 if starts_with_relu else 1 :], *([SamePool()] if halves else []))
        self.skip = nn.Conv2d(widths[0], widths[-1], 1, 2, bias=False) if halves else nn.Identity()
        self.skipbn = nn.BatchNorm2d(widths[-1], EPSILON) if halves else nn.Identity()

    def forward(self, x):
        return self.rep(x) + self.skipbn(self.skip(x))


class Xception(nn.Module):
    def __init__(self, classes=1000):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(3, 32, 3, 2, bias=False), nn.BatchNorm2d(32, EPSILON)
        self.conv2, self.bn2 = nn.Conv2d(32, 64, 3, bias=False), nn.BatchNorm2d(64, EPSILON)
        self.block1 = Block([64, 128, 128], starts_with_relu=False)
        self.block2 = Block([128, 256, 256])
        self.block3 = Block([256, 728, 728])
        for index in range(4, 12):
            setattr(self, f"block{index}", Block([728] * 4, halves=False))
        self.block12 = Block([728, 728, 1024])
        self.conv3, self.bn3 = Separable(1024, 1536), nn.BatchNorm2d(1536, EPSILON)
        self.conv4, self.bn4 = Separable(1536, 2048), nn.BatchNorm2d(2048, EPSILON)
        self.fc = nn.Linear(2048, classes)

    def forward(self, x):
        x = F.relu(self.bn1(self.conv1(x)))
        x = F.relu(self.bn2(self.conv2(x)))
        for block in (self.block1, self.block2, self.block3, self.block4, self.block5, self.block6):
            x = block(x)
        for block in (self.block7, self.block8, self.block9, self.block10, self.block11, self.block12):
            x = block(x)
        x = F.relu(self.bn3(self.conv3(x)))
        x = F.relu(self.bn4(self.conv4(x)))
        return F.softmax(self.fc(x.mean((2, 3))), dim=1)


def read_safetensors(file):
    """Name to tensor: eight bytes of length, a JSON header, the numbers."""
    data = np.memmap(file, np.uint8, "r")
    length = int(data[:8].view("<u8")[0])
    header = json.loads(data[8 : 8 + length].tobytes())
    numbers = data[8 + length :]

    def tensor(entry):
        start, end = entry["data_offsets"]
        values = np.frombuffer(numbers[start:end].tobytes(), "<f4").reshape(entry["shape"])
        return torch.from_numpy(values.copy())

    return {name: tensor(entry) for name, entry in header.items() if name != "__metadata__"}


def load(file):
    network = Xception()
    state = network.state_dict()
    counters = {name: value for name, value in state.items() if name.endswith("num_batches_tracked")}
    network.load_state_dict({**counters, **read_safetensors(file)}, strict=True)
    return network.eval()
