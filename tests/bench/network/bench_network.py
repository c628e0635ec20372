"""Run by tests/bench/bench_network: bench_network.py PROGRAM ROUNDS. Every round takes each thing in turn, and the ratios are
medians of the ratios of the rounds, so that what else the machine does falls on both sides."""
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "oracle/nn"))
import numpy as np
import torch
from iicnet import load

PROGRAM = sys.argv[1]
BATCH = 64
MULTIPLY_ADDS = 218.59e6  # of an image, as compare_network.py counts them
torch.set_num_threads(len(os.sched_getaffinity(0)))


def seconds(work, times):
    start = time.perf_counter()
    for _ in range(times):
        work()
    return (time.perf_counter() - start) / times


class Convolution:
    """3 x 3, 256 to 512 channels at 10 x 10, channels last, batch 32."""

    def __init__(self):
        self.input, self.weight = (torch.rand(shape).contiguous(memory_format=torch.channels_last)
                                   for shape in ((32, 256, 10, 10), (512, 256, 3, 3)))

    def rate(self):
        """The best of some, in multiply-adds a second."""
        with torch.inference_mode():
            return 32 * 100 * 256 * 512 * 9 / min(seconds(lambda: torch.conv2d(self.input, self.weight, padding=1), 1) for _ in range(10))


class Eager:
    """The network as its authors would write it, with channels first and a batch of 64."""

    def __init__(self, folder):
        inputs = np.fromfile(os.path.join(folder, "inputs.f32"), "<f4").reshape(-1, 3, 80, 80)
        self.inputs, self.labels = torch.from_numpy(inputs[:BATCH]), torch.arange(BATCH) % 3
        self.net = load(os.path.join(folder, "network.h5")).float().eval()
        self.optimiser = torch.optim.Adam(self.net.parameters(), lr=1e-4)

    def infer(self):
        with torch.inference_mode():
            return torch.softmax(self.net(self.inputs), 1)

    def train(self):
        self.net.train()
        self.optimiser.zero_grad()
        loss = torch.nn.functional.cross_entropy(self.net(self.inputs), self.labels)
        loss.backward()
        self.optimiser.step()
        return loss.item()


class Peer:
    """A program that answers each line with a line of numbers."""

    def __init__(self, *words, **environment):
        self.program = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ | environment)
        assert self.program.stdout.readline() == "ready\n"

    def ask(self, wish):
        time.sleep(0.3)  # threads of OpenMP keep their core busy for a while after their work is done
        print(wish, file=self.program.stdin, flush=True)
        return [float(word) for word in self.program.stdout.readline().split()]

    def end(self):
        self.program.stdin.close()
        self.program.wait()


def serve_eager(folder):
    """As bench_network.cpp answers. What infers and what trains are processes of their own, as scripts of users are."""
    eager = Eager(folder)
    print("ready", flush=True)
    for wish in sys.stdin:
        print(seconds(getattr(eager, wish.strip()), 2) / BATCH, flush=True)
    sys.exit(0)


if PROGRAM == "eager":
    serve_eager(sys.argv[2])

failures = 0


def show(name, value, bar):
    global failures
    failures += not value >= bar
    print(f"{name:66}{value:5.2f}   (at least {bar}){'' if value >= bar else '   BELOW'}")


ROUNDS = int(sys.argv[2])
with tempfile.TemporaryDirectory() as folder:
    ours = Peer(PROGRAM, folder, OMP_WAIT_POLICY="passive")  # as the programs set it
    answers = np.fromfile(os.path.join(folder, "answers.f32"), "<f4").reshape(-1, 3)
    difference = np.abs(Eager(folder).infer().numpy() - answers[:BATCH]).max()
    assert difference < 1e-4, difference
    convolution = Convolution()
    inference, training = (Peer(sys.executable, __file__, "eager", folder) for _ in range(2))
    rounds = []
    for number in range(ROUNDS + 1):
        one = {"peak": convolution.rate(), "eager": inference.ask("infer")[0], "ours": ours.ask("infer")[0],
               "eager training": training.ask("train")[0], "our training": ours.ask("train")[0]}
        one["tile"], one["pure"], piece = ours.ask("tile")
        if number > 0:  # the first warms up
            rounds.append(one)
    for peer in (ours, inference, training):
        peer.end()

    def median(ratio):
        return statistics.median(map(ratio, rounds))

    print(f"PyTorch {torch.__version__}, {torch.get_num_threads()} threads, {ROUNDS} rounds; images a second, medians and best:")
    for name in ("eager", "ours", "eager training", "our training", "pure", "tile"):
        print(f"  {name:16}{1 / median(lambda one: one[name]):8.1f}{1 / min(one[name] for one in rounds):8.1f}")
    best = max(one["peak"] for one in rounds)
    print(f"  convolutions: {best / 1e9:.1f} billion multiply-adds a second at best; longest piece of a tile {1000 * piece:.0f} ms")
    show("inference over PyTorch eager", median(lambda one: one["eager"] / one["ours"]), 1.6)
    show("inference over the rate of the convolution in the same round", median(lambda one: MULTIPLY_ADDS / one["ours"] / one["peak"]), 0.6)
    show("training over PyTorch eager", median(lambda one: one["eager training"] / one["our training"]), 1.15)
    show("FITS to class over inference alone", median(lambda one: one["pure"] / one["tile"]), 0.9)
sys.exit(1 if failures else 0)
