"""IICnet from its description in the paper and those of its blocks, in plain PyTorch.

Attributes carry the names of the tensors in a checkpoint. Batch norm is a layer of its own, ReLU comes where the
description has it, and the max pool after it.
"""
import h5py
import torch
from torch import nn


def block(inside, outside, kernel, stride=1, dilation=1, relu=True):
    layers = nn.Sequential()
    layers.add_module("conv", nn.Conv2d(inside, outside, kernel, stride, dilation * (kernel - 1) // 2, dilation, bias=False))
    layers.add_module("norm", nn.BatchNorm2d(outside))
    if relu:
        layers.add_module("relu", nn.ReLU())
    return layers


class Rfb(nn.Module):
    """Liu et al. 2018, with t = in / 8."""

    def __init__(self, inside, outside):
        super().__init__()
        t = inside // 8
        self.near = nn.Sequential(block(inside, 2 * t, 1), block(2 * t, 2 * t, 3, relu=False))
        self.middle = nn.Sequential(block(inside, t, 1), block(t, 2 * t, 3), block(2 * t, 2 * t, 3, dilation=2, relu=False))
        self.far = nn.Sequential(block(inside, t, 1), block(t, 3 * t // 2, 3), block(3 * t // 2, 2 * t, 3),
                                 block(2 * t, 2 * t, 3, dilation=3, relu=False))
        self.linear = block(6 * t, outside, 1, relu=False)
        self.shortcut = block(inside, outside, 1, relu=False)

    def forward(self, x):
        branches = torch.cat((self.near(x), self.middle(x), self.far(x)), dim=1)
        return torch.relu(0.1 * self.linear(branches) + self.shortcut(x))


class Cbam(nn.Module):
    """Woo et al. 2018: M_c = σ(MLP(avg) + MLP(max)), then M_s = σ(f7×7([avg; max]))."""

    def __init__(self, channels):
        super().__init__()
        self.squeeze = nn.Linear(channels, channels // 16, bias=False)
        self.expand = nn.Linear(channels // 16, channels, bias=False)
        self.spatial = nn.Conv2d(2, 1, 7, padding=3, bias=False)

    def mlp(self, pooled):
        return self.expand(torch.relu(self.squeeze(pooled.flatten(1))))

    def forward(self, x):
        average, largest = nn.functional.adaptive_avg_pool2d(x, 1), nn.functional.adaptive_max_pool2d(x, 1)
        x = x * torch.sigmoid(self.mlp(average) + self.mlp(largest))[:, :, None, None]
        places = torch.stack((x.mean(dim=1), x.max(dim=1).values), dim=1)
        return x * torch.sigmoid(self.spatial(places))


class Pooled(nn.Module):
    def __init__(self, inside, outside):
        super().__init__()
        self.block = block(inside, outside, 3)

    def forward(self, x):
        return nn.functional.max_pool2d(self.block(x), 2)


class Head(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(512, 256)
        self.output = nn.Linear(256, 3)

    def forward(self, x):
        return self.output(torch.relu(self.hidden(nn.functional.adaptive_avg_pool2d(x, 1).flatten(1))))


def iicnet(channels=3, stem=5):
    """The stages by name, in order."""
    stages = nn.Sequential()
    for name, stage in (("conv1", block(channels, 32, stem, stride=2)), ("rfb", Rfb(32, 32)), ("cbam1", Cbam(32)),
                        ("conv2", Pooled(32, 64)), ("conv3", Pooled(64, 128)), ("conv4", block(128, 256, 3)),
                        ("conv5", block(256, 512, 3)), ("cbam2", Cbam(512)), ("head", Head())):
        stages.add_module(name, stage)
    return stages


def tensors(path, group):
    with h5py.File(path) as file:
        return {name: torch.as_tensor(data[()]).double() for name, data in file[group].items()}


def load(path, channels=3, stem=5):
    """The network of a checkpoint in 64-bit floats; every tensor must have its place."""
    net = iicnet(channels, stem).double()
    state = tensors(path, "weights")
    unused = net.load_state_dict(state, strict=False)
    assert not unused.unexpected_keys, unused.unexpected_keys
    assert all(key.endswith("num_batches_tracked") for key in unused.missing_keys), unused.missing_keys
    return net


def relative(found, expected, least=1e-30):
    """The largest difference over the largest expected value, or over `least` where that is larger."""
    return ((found - expected).abs().max() / expected.abs().max().clamp_min(least)).item()
