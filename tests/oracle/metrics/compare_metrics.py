"""Matrix, scores, curves, calibration and priors against scikit-learn and scipy, on predictions with ties, plain and weighed.

Exits 77 (skipped) without them. Usage: compare_metrics.py PRINT_METRICS
"""
import subprocess
import sys

try:
    import numpy as np
    from scipy.optimize import minimize_scalar
    from sklearn import metrics
except ImportError as missing:
    print(f"SKIP: {missing}")
    sys.exit(77)

TOLERANCE = 1e-9
random = np.random.default_rng(11)
count = 2175
truth = random.integers(0, 3, count)
logits = random.normal(0, 1.5, (count, 3))
logits[np.arange(count), truth] += 2
logits = np.round(logits, 1)  # so that some probabilities are equal
exponentials = np.exp(logits)
probabilities = exponentials / exponentials.sum(axis=1, keepdims=True)
weights = random.integers(0, 4, count).astype(float)
text = "\n".join(f"{t} {w!r} " + " ".join(repr(float(x)) for x in p) for t, w, p in zip(truth, weights, probabilities))
output = subprocess.run([sys.argv[1]], input=text, check=True, capture_output=True, text=True).stdout.splitlines()
found = {}
for line in output:
    name, *numbers = line.split()
    found.setdefault(name, []).append(np.array(numbers, dtype=float))


def same(name, expected, at=0):
    values = found[name][at]
    expected = np.atleast_1d(np.asarray(expected, dtype=float))
    assert values.shape == expected.shape, f"{name}: {values.shape} but {expected.shape} expected"
    assert np.allclose(values, expected, rtol=0, atol=TOLERANCE, equal_nan=True), f"{name}: {values} but {expected} expected"


def compare_matrix(kind, weight):
    predicted = probabilities.argmax(axis=1)
    matrix = metrics.confusion_matrix(truth, predicted, sample_weight=weight).T
    same("matrix" + kind, matrix.ravel())
    same("accuracy" + kind, metrics.accuracy_score(truth, predicted, sample_weight=weight))
    precision, recall, f1, _ = metrics.precision_recall_fscore_support(truth, predicted, sample_weight=weight)
    rows = []
    for which in range(3):
        one = metrics.multilabel_confusion_matrix(truth, predicted, sample_weight=weight)[which]
        specificity = one[0, 0] / one[0].sum()
        accuracy = (one[0, 0] + one[1, 1]) / one.sum()
        rows.append([precision[which], recall[which], specificity, f1[which], accuracy])
        same(f"scores{which}{kind}", rows[-1])
    same("macro" + kind, np.mean(rows, axis=0))


def compare_curve(name, isPositive, scores, weight):
    fpr, tpr, thresholds = metrics.roc_curve(isPositive, scores, sample_weight=weight, drop_intermediate=False)
    mine = found["thresholds" + name][0]
    kept = np.isin(mine[1:], thresholds[1:])  # scikit-learn passes over scores that only have the weight 0
    assert np.array_equal(mine[1:][kept], thresholds[1:]), name
    kept = np.concatenate([[True], kept])
    for word, expected in ("fpr", fpr), ("tpr", tpr):
        assert np.allclose(found[word + name][0][kept], expected, rtol=0, atol=TOLERANCE), word + name
    same("auc" + name, metrics.roc_auc_score(isPositive, scores, sample_weight=weight))
    same("ap" + name, metrics.average_precision_score(isPositive, scores, sample_weight=weight))
    precision, recall, _ = metrics.precision_recall_curve(isPositive, scores, sample_weight=weight)
    points = set(zip(np.round(found["precision" + name][0], 9), np.round(found["recall" + name][0], 9)))
    assert set(zip(np.round(precision[:-1], 9), np.round(recall[:-1], 9))) <= points, "precision" + name
    return fpr, tpr


def compare_curves(kind, weight):
    curves = [compare_curve(f"{which}{kind}", truth == which, probabilities[:, which], weight) for which in range(3)]
    isPositive = np.concatenate([truth == which for which in range(3)])
    compare_curve("micro" + kind, isPositive, probabilities.T.ravel(), None if weight is None else np.tile(weight, 3))
    grid = np.unique(np.concatenate([fpr for fpr, _ in curves]))
    mean = np.mean([np.interp(grid, fpr, tpr) for fpr, tpr in curves], axis=0)
    rates, heights = found["fprmacro" + kind][0], found["tprmacro" + kind][0]
    assert np.array_equal(np.unique(rates), grid)
    assert np.allclose([heights[rates == rate].max() for rate in grid], mean, rtol=0, atol=TOLERANCE)
    same("aucmacro" + kind, metrics.roc_auc_score(truth, probabilities, sample_weight=weight, multi_class="ovr", average="macro"))


def compare_reliability(kind, weight):
    weight = np.ones(count) if weight is None else weight
    confidence, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == truth
    expected = largest = 0
    for at in range(15):
        low, high = at / 15, (at + 1) / 15
        members = (confidence > low) & (confidence <= high)
        total = weight[members].sum()
        row = [low, high, total, np.nan, np.nan]
        if total > 0:
            row[3:] = np.average(confidence[members], weights=weight[members]), np.average(right[members], weights=weight[members])
            expected += total / weight.sum() * abs(row[3] - row[4])
            largest = max(largest, abs(row[3] - row[4]))
        same("bin" + kind, row, at)
    same("ece" + kind, [expected, largest])


for kind, weight in ("", None), ("_weighed", weights):
    compare_matrix(kind, weight)
    compare_curves(kind, weight)
    compare_reliability(kind, weight)


def loss(inverse):
    scaled = np.log(probabilities) * inverse
    return -np.mean(scaled[np.arange(count), truth] - np.log(np.exp(scaled).sum(axis=1)))


best = minimize_scalar(loss, bounds=(0.05, 20), method="bounded", options={"xatol": 1e-12}).x
temperature = found["temperature"][0][0]
assert loss(1 / temperature) <= loss(best) + 1e-15 and abs(1 / temperature - best) < 1e-6, (temperature, 1 / best)

there = np.array([0.9, 0.08, 0.02])
moved = probabilities[0] * there
same("priors", moved / moved.sum())
expected = there[truth] * count / np.bincount(truth)[truth]
same("weights", expected)
print(f"{count} sources, plain and weighed: as scikit-learn has them to {TOLERANCE}")
