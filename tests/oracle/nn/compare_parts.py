"""The branches of the receptive field block, the weights of attention, Grad-CAM of every class, the hidden features and the
probabilities of IICnet, batch norms folded, against an unfolded PyTorch network of the same checkpoint in 64 bits.
Exits 77 (skipped) without PyTorch or h5py. Usage: compare_parts.py PRINT_NETWORK
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

TOLERANCE = 1e-4
SHAPES = {"paper.h5": (3, 5), "four.h5": (4, 3)}


def attention(cbam, x):
    pool = torch.nn.functional
    channels = torch.sigmoid(cbam.mlp(pool.adaptive_avg_pool2d(x, 1)) + cbam.mlp(pool.adaptive_max_pool2d(x, 1)))
    x = x * channels[:, :, None, None]
    return channels, torch.sigmoid(cbam.spatial(torch.stack((x.mean(dim=1), x.max(dim=1).values), dim=1)))


def parts(net, image):
    """Every part by its name."""
    inputs = {}
    for name, stage in net.named_children():
        inputs[name] = image
        image = stage(image)
    found = {f"rfb.{name}": getattr(net.rfb, name)(inputs["rfb"]) for name in ("near", "middle", "far")}
    for name in ("cbam1", "cbam2"):
        found[f"{name}.channels"], found[f"{name}.places"] = attention(net.get_submodule(name), inputs[name])
    maps = inputs["head"].detach().requires_grad_()
    logits = net.head(maps)
    for k, logit in enumerate(logits[0]):
        gradient, = torch.autograd.grad(logit, maps, retain_graph=True)
        found[f"decision.{k}"] = torch.relu((gradient.mean(dim=(2, 3), keepdim=True) * maps).sum(dim=1))
    found["features"] = torch.relu(net.head.hidden(maps.mean(dim=(2, 3))))
    found["probabilities"] = torch.softmax(logits, dim=1)
    return {name: part.detach() for name, part in found.items()}


with tempfile.TemporaryDirectory() as folder:
    printed = subprocess.run([sys.argv[1], "parts", folder], check=True, capture_output=True, text=True).stdout
    values = np.fromfile(os.path.join(folder, "values.f32"), "<f4").astype(float)
    nets = {name: load(os.path.join(folder, name), *shape).eval() for name, shape in SHAPES.items()}
    worst, compared, expected = collections.defaultdict(float), collections.Counter(), {}
    for file, kind, *numbers in csv.reader(printed.splitlines()):
        *shape, offset = (int(number) for number in numbers)
        found = torch.from_numpy(values[offset:offset + int(np.prod(shape))])
        if kind == "input":
            expected = parts(nets[file], found.reshape(1, *shape))
            continue
        worst[kind] = max(worst[kind], relative(found, expected[kind].flatten()))
        compared[file, kind] += 1
for kind, difference in worst.items():
    print(f"{kind}: largest difference {difference:.1e} of the largest value")
missing = [(file, kind) for file in SHAPES for kind in expected if compared[file, kind] != 3]
print(f"{sum(compared.values())} comparisons" + (f"; not compared: {missing}" if missing else ""))
sys.exit(1 if missing or not expected or max(worst.values()) > TOLERANCE else 0)
