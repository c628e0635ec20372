"""Random expressions against numpy: which rows pass, and how many are unknown, with cells missing.

Usage: compare_filter.py PRINT_CATALOG
"""
import csv
import fnmatch
import os
import random
import re
import subprocess
import sys
import tempfile

import numpy as np

expression_count, row_count = 2_000, 700
draw = random.Random(5)
np.seterr(all="ignore")

# Numbers are float64 with NaN where null, texts are lists with None where null, truths 0 false, 1 unknown, 2 true.
reals = {name: np.array([draw.choice([draw.uniform(-20, 20), draw.uniform(0, 1), 0.0, 3.0, 15.0, np.nan, 1e300])
                         for _ in range(row_count)]) for name in ("w1mpro", "w2mpro", "sn r")}
integers = {name: np.array([draw.choice([np.nan, draw.randint(-5, 5), draw.randint(-10 ** 6, 10 ** 6)])
                            for _ in range(row_count)]) for name in ("n", "count")}
letters = ["", "0", "h", "H", "D", "é", "*", "?", "0000", "h0", "STAR", "a b", "\"", "'", "\\"]
texts = {name: ["".join(draw.choices(letters, k=draw.randint(0, 3))) or None for _ in range(row_count)]
         for name in ("cc_flags", "class")}
texts = {name: [None if cell is None or cell.strip() != cell else cell for cell in cells] for name, cells in texts.items()}


def reference(name):
    return f"`{name}`" if " " in name else draw.choice([name, name.upper(), f"`{name}`"])


def quoted(text):
    quote = draw.choice("\"'")
    return quote + text.replace("\\", "\\\\").replace(quote, "\\" + quote) + quote


def finite(values):
    return np.where(np.isfinite(values), values, np.nan)


def known_pair(a, b):
    return ~(np.isnan(a) | np.isnan(b))


def number(depth):
    """Text of an expression and its values. Operands are in parentheses: how tightly they bind is tested elsewhere."""
    kind = draw.randint(0, 9) if depth > 0 else draw.randint(0, 3)
    if kind <= 2:
        name = draw.choice([*reals, *integers])
        return reference(name), (reals | integers)[name]
    if kind == 3:
        value = draw.choice([0, 1, 3, 15, 0.5, 2e-3, 1e10, round(draw.uniform(-20, 20), 3)])
        return repr(value), np.full(row_count, float(value))
    if kind == 4:
        function, compute = draw.choice([("abs", np.abs), ("sqrt", np.sqrt), ("log10", np.log10), ("-", np.negative)])
        text, values = number(depth - 1)
        return f"{function}({text})", finite(compute(values))
    if kind == 5:
        function, compute = draw.choice([("min", np.minimum), ("max", np.maximum)])
        parts = [number(depth - 1) for _ in range(draw.randint(2, 4))]
        values = parts[0][1]
        for _, more in parts[1:]:
            values = finite(compute(values, more))
        return f"{function}({', '.join(text for text, _ in parts)})", values
    operator, compute = draw.choice([("+", np.add), ("-", np.subtract), ("*", np.multiply), ("/", np.divide)])
    (left, a), (right, b) = number(depth - 1), number(depth - 1)
    return f"({left}) {operator} ({right})", finite(compute(a, b))


def text_value():
    if draw.random() < 0.7:
        name = draw.choice(list(texts))
        return reference(name), texts[name]
    word = "".join(draw.choices(letters, k=draw.randint(0, 2)))
    return quoted(word), [word] * row_count


comparisons = {"==": lambda a, b: a == b, "!=": lambda a, b: a != b, "<": lambda a, b: a < b,
               "<=": lambda a, b: a <= b, ">": lambda a, b: a > b, ">=": lambda a, b: a >= b}


def of_texts(function, left, right):
    """Bytes compare as code points do, which is how Python orders texts."""
    return np.array([1 if a is None or b is None else 2 * bool(function(a, b)) for a, b in zip(left, right)])


def matches(text, pattern):
    escaped = re.sub(r"\[", "[[]", pattern)
    return re.fullmatch(fnmatch.translate(escaped), text, re.DOTALL) is not None


def truth(depth):
    kind = draw.randint(0, 9)
    if depth > 0 and kind <= 3:
        (left, a), (right, b) = truth(depth - 1), truth(depth - 1)
        return draw.choice([(f"({left}) && ({right})", np.minimum(a, b)), (f"({left}) || ({right})", np.maximum(a, b))])
    if depth > 0 and kind == 4:
        text, values = truth(depth - 1)
        return f"!({text})", 2 - values
    if kind == 5:
        text, values = draw.choice([number(2), truth(0), text_value()])
        null = [cell is None for cell in values] if isinstance(values, list) else \
            (values == 1 if values.dtype.kind in "iu" else np.isnan(values))
        return f"isnull({text})", 2 * np.array(null).astype(int)
    if kind == 6:
        function, compute = draw.choice([("contains", lambda a, b: b in a), ("startswith", str.startswith), ("matches", matches)])
        (left, a), (right, b) = text_value(), text_value()
        return f"{function}({left}, {right})", of_texts(compute, a, b)
    operator = draw.choice(list(comparisons))
    if kind == 7:
        (left, a), (right, b) = text_value(), text_value()
        return f"{left} {operator} {right}", of_texts(comparisons[operator], a, b)
    if kind == 8 and draw.random() < 0.2:
        word, value = draw.choice([("true", 2), ("false", 0), ("null", 1)])
        return f"({word} && true)", np.full(row_count, value)
    (left, a), (right, b) = number(2), number(2)
    return f"{left} {operator} {right}", np.where(known_pair(a, b), 2 * comparisons[operator](a, b).astype(int), 1)


def write_table(path):
    numbers = {name: ["" if np.isnan(x) else repr(float(x)) for x in cells] for name, cells in reals.items()}
    numbers |= {name: ["" if np.isnan(x) else str(int(x)) for x in cells] for name, cells in integers.items()}
    columns = numbers | {name: [cell or "" for cell in cells] for name, cells in texts.items()}
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(columns)
        writer.writerows(zip(*columns.values()))


expected = [truth(draw.randint(0, 4)) for _ in range(expression_count)]
with tempfile.TemporaryDirectory() as folder:
    table, expressions = os.path.join(folder, "table.csv"), os.path.join(folder, "expressions")
    write_table(table)
    with open(expressions, "w", encoding="utf-8") as file:
        file.writelines(text + "\n" for text, _ in expected)
    printed = subprocess.run([sys.argv[1], "filter", table, expressions], capture_output=True, text=True)
print(printed.stderr, end="")
lines = printed.stdout.splitlines()
failures = abs(len(expected) - len(lines))
for (text, truths), line in zip(expected, lines):
    passes, unknown = line.split()
    if not np.array_equal(np.array(list(passes)) == "1", truths == 2) or int(unknown) != np.count_nonzero(truths == 1):
        failures += 1
        if failures <= 10:
            print(f"FAIL {text}: {passes.count('1')} rows and {unknown} unknown, "
                  f"{np.count_nonzero(truths == 2)} and {np.count_nonzero(truths == 1)} expected")
share = np.mean([np.mean(truths == 2) for _, truths in expected])
print(f"{'FAIL' if failures else 'ok  '} {len(expected)} expressions over {row_count} rows, {failures} differ; "
      f"on average {share:.0%} of the rows pass")
sys.exit(1 if failures or not 0.1 < share < 0.9 else 0)
