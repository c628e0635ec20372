"""The networks beside IICnet against torchvision's with the same weights: logits within 1e-3, parameters and multiply-adds at
224 x 224 and 1000 classes within 0.5 %. Those that torchvision lacks against the tables of their papers. That folding a network for
inference changes none of its logits by more than 1e-4. Exits 77 (skipped) without torchvision.
Usage: compare_rivals.py PRINT_RIVALS
"""
import collections
import csv
import os
import subprocess
import sys
import tempfile

try:
    import numpy as np
    import torch
    import torchvision.models as models
except ImportError as missing:
    print(f"SKIP: {missing}")
    sys.exit(77)

MAKERS = {
    "vgg16": lambda classes: models.vgg16(num_classes=classes),
    "googlenet": lambda classes: models.googlenet(num_classes=classes, aux_logits=False, transform_input=False, init_weights=False),
    "resnet34": lambda classes: models.resnet34(num_classes=classes),
    "mobilenet_v3_small": lambda classes: models.mobilenet_v3_small(num_classes=classes),
    "efficientnet_v2_s": lambda classes: models.efficientnet_v2_s(num_classes=classes),
}
# Howard et al. 2017, table 8 (1.0 MobileNet-224: 4.2 M, 569 M); Ding et al. 2021, table 4 (as they infer: 8.30 M and 14.33 M), whose
# 1.4 and 3.1 billion operations are given to two digits.
OF_PAPERS = {
    ("mobilenet", "count"): (4.2e6, 0.01, 569e6, 0.005),
    ("repvgg-a0", "folded count"): (8.30e6, 0.005, 1.4e9, 0.05),
    ("repvgg-b0", "folded count"): (14.33e6, 0.005, 3.1e9, 0.05),
}


def multiply_adds(model):
    total = 0

    def count(layer, _inputs, output):
        nonlocal total
        total += output[0].numel() * layer.weight[0].numel()

    for layer in model.modules():
        if isinstance(layer, (torch.nn.Conv2d, torch.nn.Linear)):
            layer.register_forward_hook(count)
    model.eval()(torch.zeros(1, 3, 224, 224))
    return total


def tensors_of(model):
    return [*model.parameters(), *(buffer for buffer in model.buffers() if buffer.is_floating_point())]


class Report:
    def __init__(self):
        self.failed = False

    def check(self, holds, text):
        print(("ok    " if holds else "WRONG ") + text)
        self.failed |= not holds


def main(program):
    with tempfile.TemporaryDirectory() as folder:
        lines = list(csv.reader(subprocess.run([program, folder], check=True, capture_output=True, text=True).stdout.splitlines()))
        values = np.fromfile(os.path.join(folder, "values.f32"), dtype=np.float32)
    counts = {(line[0], line[1]): (int(line[2]), int(line[3])) for line in lines if len(line) == 4}
    groups = [line for line in lines if len(line) == 3]
    offsets = [int(line[2]) for line in groups] + [len(values)]
    of_network = collections.defaultdict(list)
    for line, first, end in zip(groups, offsets, offsets[1:]):
        of_network[line[0]].append((line[1], values[first:end]))

    report = Report()
    for name, maker in MAKERS.items():
        theirs = maker(3)
        state = [numbers for about, numbers in of_network[name] if about.startswith("state:")]
        given = dict(of_network[name])
        tensors = tensors_of(theirs)
        report.check(len(tensors) == len(state), f"{name}: {len(state)} tensors, torchvision {len(tensors)}")
        with torch.no_grad():
            for tensor, numbers in zip(tensors, state):
                tensor.copy_(torch.from_numpy(numbers.copy()).view(tensor.shape))
            expected = theirs.eval()(torch.from_numpy(given["input"].copy()).view(-1, 3, 96, 96)).numpy().ravel()
        difference = np.abs(expected - given["logits"]).max()
        report.check(np.abs(expected).max() > 0.1 and difference < 1e-3, f"{name}: logits up to {np.abs(expected).max():.3g}, differ by {difference:.2e}")
        if name == "googlenet":
            continue
        large = maker(1000)
        parameters, operations = sum(p.numel() for p in large.parameters()), multiply_adds(large)
        ours = counts[name.replace("_", "-"), "count"]
        report.check(abs(ours[0] / parameters - 1) < 0.005 and abs(ours[1] / operations - 1) < 0.005,
                     f"{name}: {ours[0]} parameters, {ours[1]} multiply-adds; torchvision {parameters}, {operations}")

    for (name, what), (parameters, near, operations, nearly) in OF_PAPERS.items():
        ours = counts[name, what]
        report.check(abs(ours[0] / parameters - 1) < near and abs(ours[1] / operations - 1) < nearly,
                     f"{name} ({what}): {ours[0]} parameters, {ours[1]} multiply-adds; its paper {parameters:.4g}, {operations:.4g}")
    report.check(counts["googlenet", "count of three"][0] == 5983907, f"googlenet of three classes: {counts['googlenet', 'count of three'][0]} parameters")

    for name, given in of_network.items():
        given = dict(given)
        if "logits before" in given:
            before = given["logits before"]
            difference = np.abs(before - given["logits folded"]).max()
            report.check(difference < 1e-4, f"{name}: folded, logits between {before.min():.3g} and {before.max():.3g} differ by {difference:.2e}")
    return report.failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
