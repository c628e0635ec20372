"""Every stage of IICnet, batch norms folded, against an unfolded PyTorch network of the same checkpoint in 64 bits;
parameters and multiply-adds against a count of its layers. Exits 77 (skipped) without PyTorch or h5py.
Usage: compare_network.py PRINT_NETWORK
"""
import collections
import csv
import os
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
try:
    import numpy as np
    import torch
    from iicnet import load, relative
except ImportError as missing:
    print(f"SKIP: {missing}")
    sys.exit(77)

TOLERANCE = 1e-5
SHAPES = {"paper.h5": (3, 5, 80), "four.h5": (4, 3, 64)}
PAPER = (1_741_515, 218.59)


def count(net, image):
    """Parameters and multiply-adds of convolutions and linear layers, by stage."""
    cost = collections.Counter()

    def note(stage):
        def hook(layer, inputs, output):
            cost[stage] += output[0].numel() * layer.weight[0].numel()
        return hook

    handles = [layer.register_forward_hook(note(name)) for name, stage in net.named_children() for layer in stage.modules()
               if isinstance(layer, (torch.nn.Conv2d, torch.nn.Linear))]
    net(image)
    for handle in handles:
        handle.remove()
    return {name: (sum(p.numel() for p in stage.parameters()), cost[name]) for name, stage in net.named_children()}


failures = 0


def check(fine, text):
    global failures
    failures += not fine
    print(("" if fine else "WRONG: ") + text)


with tempfile.TemporaryDirectory() as folder, torch.no_grad():
    printed = subprocess.run([sys.argv[1], "network", folder], check=True, capture_output=True, text=True).stdout
    values = np.fromfile(os.path.join(folder, "values.f32"), "<f4").astype(float)
    nets = {name: load(os.path.join(folder, name), *shape[:2]).eval() for name, shape in SHAPES.items()}
    counts = {name: count(nets[name], torch.zeros(1, shape[0], shape[2], shape[2], dtype=torch.float64))
              for name, shape in SHAPES.items()}
    worst, compared, image, logits = collections.defaultdict(float), collections.Counter(), None, {}
    for file, kind, *numbers in csv.reader(printed.splitlines()):
        if kind == "summary":
            stage, parameters, multiply_adds = numbers[0], int(numbers[1]), int(numbers[2])
            if (parameters, multiply_adds) != counts[file][stage]:
                check(False, f"{file} {stage}: {parameters} {multiply_adds} here, {counts[file][stage]} in PyTorch")
            compared[file, kind] += 1
            continue
        *shape, offset = (int(number) for number in numbers)
        found = torch.from_numpy(values[offset:offset + int(np.prod(shape))].reshape(1, *shape))
        if kind == "input":
            image = found
        elif kind == "softmax":
            worst[file, kind] = max(worst[file, kind], (found.flatten() - torch.softmax(image.flatten(), 0)).abs().max().item())
            check(abs(found.sum().item() - 1) < 1e-6, f"{file}: probabilities add up to {found.sum().item():.9f}")
        else:
            image = nets[file].get_submodule(kind)(image)
            worst[file, kind] = max(worst[file, kind], relative(found.reshape(image.shape), image))
        compared[file, kind] += 1
    for (file, kind), difference in worst.items():
        check(difference < TOLERANCE, f"{file} {kind}: largest difference {difference:.1e} of the largest value")
    stages = list(counts["paper.h5"])
    check(all(compared[file, kind] == 3 for file in SHAPES for kind in stages + ["input", "softmax"]) and
          all(compared[file, "summary"] == len(stages) for file in SHAPES), f"{sum(compared.values())} comparisons")
    parameters, multiply_adds = (sum(column) for column in zip(*counts["paper.h5"].values()))
    check((parameters, round(multiply_adds / 1e6, 2)) == PAPER, f"{parameters} parameters, {multiply_adds / 1e6:.2f} M multiply-adds")
sys.exit(1 if failures else 0)
