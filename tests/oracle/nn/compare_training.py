"""Training steps against PyTorch's Adam on the same network, inputs and start, in 64 bits: losses, gradients, moments,
running statistics and the step that Adam makes of them. Exits 77 (skipped) without PyTorch or h5py.
Usage: compare_training.py PRINT_NETWORK
"""
import csv
import json
import os
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
try:
    import h5py
    import numpy as np
    import torch
    from iicnet import load, relative, tensors
except ImportError as missing:
    print(f"SKIP: {missing}")
    sys.exit(77)

RATE = 1e-4
failures = 0


def check(difference, tolerance, text):
    global failures
    failures += not difference < tolerance
    print(f"{'' if difference < tolerance else 'WRONG: '}{text}: largest difference {difference:.1e} ({tolerance:.0e} allowed)")


def history(path):
    with h5py.File(path) as file:
        return json.loads(file["training"][()])["history"]


def epoch(net, optimiser, training, validation):
    """One step over everything; the losses and accuracies that the program writes."""
    inputs, labels = training
    net.train()
    optimiser.zero_grad()
    logits = net(inputs)
    loss = torch.nn.functional.cross_entropy(logits, labels)
    loss.backward()
    optimiser.step()
    with torch.no_grad():
        judged = net.eval()(validation[0])
        other = torch.nn.functional.cross_entropy(judged, validation[1])
    right = [(answer.argmax(1) == truth).double().mean().item() for answer, truth in ((logits, labels), (judged, validation[1]))]
    return {"trainingLoss": loss.item(), "validationLoss": other.item(), "trainingAccuracy": right[0], "validationAccuracy": right[1]}


with tempfile.TemporaryDirectory() as folder:
    printed = subprocess.run([sys.argv[1], "training", folder], check=True, capture_output=True, text=True).stdout
    values = np.fromfile(os.path.join(folder, "values.f32"), "<f4").astype(float)
    sets = {}
    rows = list(csv.reader(printed.splitlines()))
    for (name, _, *shape, offset), end in zip(rows, [int(row[-1]) for row in rows[1:]] + [values.size]):
        inputs = torch.from_numpy(values[int(offset):end].reshape(-1, *map(int, shape)))
        sets[name] = inputs, torch.arange(len(inputs)) % 3
    last = {run: os.path.join(folder, run, "last.h5") for run in ("before", "one", "four")}

    net = load(last["before"])
    optimiser = torch.optim.Adam(net.parameters(), lr=RATE)
    epochs = [epoch(net, optimiser, sets["training"], sets["validation"])]
    before, after = tensors(last["before"], "weights"), tensors(last["one"], "weights")
    moments = tensors(last["one"], "optimiser")
    own = dict(net.named_parameters())
    # One activation that rounds to the other side of zero changes what lies before it by a hundredth.
    early = [name for name in own if not name.startswith(("cbam2.", "head."))]
    for part, names, tolerance in (("last", [name for name in own if name not in early], 1e-4), ("earlier", early, 0.05)):
        check(max(relative(moments[name + ".mean"], 0.1 * own[name].grad, 1e-7) for name in names), tolerance,
              f"{len(names)} gradients of the {part} stages")
        check(max(relative(moments[name + ".square"], 0.001 * own[name].grad ** 2, 1e-16) for name in names), 2 * tolerance,
              "their squares")
    check(max(relative(after[name], value, 0.01) for name, value in net.named_buffers() if value.is_floating_point()), 1e-5,
          "running statistics")
    steps = {name: RATE * (moments[name + ".mean"] / 0.1) / ((moments[name + ".square"] / 0.001).sqrt() + 1e-8) for name in own}
    check(max((after[name] - before[name] + steps[name]).abs().max().item() for name in own), 2e-7, "Adam's step")
    check(float(len(moments) != 2 * len(own)), 0.5, f"{len(moments)} moments")

    epochs += [epoch(net, optimiser, sets["training"], sets["validation"]) for _ in range(3)]
    written = history(last["four"])
    check(float(len(written) != 4), 0.5, f"{len(written)} epochs")
    for number, (here, there) in enumerate(zip(written, epochs), 1):
        for quantity, expected in there.items():
            check(abs(here[quantity] - expected), 1e-3 if quantity.endswith("Loss") else 1e-9, f"epoch {number} {quantity} {expected:.6f}")
sys.exit(1 if failures else 0)
