"""Every stage of IICnet in training mode against PyTorch in 64 bits, with the same weights, input and gradient of the output: its
output, the gradients by its input and by every parameter, and the running statistics. Exits 77 (skipped) without PyTorch or h5py.
Usage: compare_gradients.py PRINT_GRADIENTS
"""
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

failures = 0


def check(difference, tolerance, text):
    global failures
    failures += not difference < tolerance
    print(f"{'' if difference < tolerance else 'WRONG: '}{text}: largest difference {difference:.1e} of the largest ({tolerance:.0e} allowed)")


with tempfile.TemporaryDirectory() as folder:
    printed = subprocess.run([sys.argv[1], folder], check=True, capture_output=True, text=True).stdout
    values = np.fromfile(os.path.join(folder, "values.f32"), "<f4").astype(float)
    groups = {}
    for name, what, *shape, offset in csv.reader(printed.splitlines()):
        shape, offset = [int(length) for length in shape], int(offset)
        groups[name, what] = torch.from_numpy(values[offset:offset + int(np.prod(shape))].reshape(shape))

    net = load(os.path.join(folder, "network.h5")).train()
    for name, stage in net.named_children():
        image = groups[name, "input"].requires_grad_()
        output = stage(image)
        output.backward(groups[name, "weights"])
        check(relative(groups[name, "output"], output.detach()), 1e-4, f"{name} output")
        check(relative(groups[name, "gradient"], image.grad), 1e-3, f"{name} gradient by its input")
        own = {f"{name}.{path}": parameter.grad for path, parameter in stage.named_parameters()}
        # What a later batch norm takes out again has no gradient, and is judged by those of its stage.
        least = 0.01 * max(gradient.abs().max().item() for gradient in own.values())
        check(max(relative(groups[path, "parameter"], gradient, least) for path, gradient in own.items()), 1e-3,
              f"{name} gradients by {len(own)} parameters")
    statistics = {name: value for name, value in net.named_buffers() if value.is_floating_point()}
    check(max(relative(groups[name, "statistic"], value) for name, value in statistics.items()), 1e-5,
          f"{len(statistics)} running statistics")
    expected = 4 * len(list(net.children())) + len(list(net.parameters())) + len(list(net.buffers()))
    check(float(len(groups) != expected), 0.5, f"{len(groups)} groups")
sys.exit(1 if failures else 0)
