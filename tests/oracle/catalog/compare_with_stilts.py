"""Tables that STILTS writes are read by us, and tables that we write by STILTS: the same cells as in the CSV both started from."""
import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile

PROGRAM = sys.argv[1]
ROWS = 101
if not shutil.which("stilts"):
    print("SKIP: stilts is not installed")
    sys.exit(77)


def stilts(folder, source, form, out, out_form):
    subprocess.run(["stilts", "tcopy", f"in={os.path.join(folder, source)}", f"ifmt={form}", f"out={os.path.join(folder, out)}",
                    f"ofmt={out_form}"], check=True, capture_output=True)


def show(path):
    shown = json.loads(subprocess.run([PROGRAM, "show", path], check=True, capture_output=True, text=True).stdout)
    return {column["name"]: column["cells"] for column in shown["columns"]}


def write_csv(path):
    with open(path, "w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["name", "ra", "n", "large", "flag"])
        for row in range(ROWS):
            rows.writerow(["" if row % 9 == 4 else f"<J{row:04d}> & \"x\"", row / 7 if row % 5 else "", row - 50 if row % 3 else "",
                           9007199254740993 + row, row * 1.5e-300])


def as_read(cells):
    """Cells of a CSV file as values."""
    def value(cell):
        try:
            return int(cell)
        except ValueError:
            pass
        try:
            return float(cell)
        except ValueError:
            return cell or None
    return [value(cell) for cell in cells]


def read_csv(path):
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    return {name: as_read(column) for name, *column in zip(*rows)}


def main():
    failures = []
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, "in.csv")
        write_csv(source)
        want = read_csv(source)

        def compare(what, cells):
            for name, column in want.items():
                if cells.get(name) != column:
                    failures.append(f"{what}: {name} differs")

        compare("CSV", show(source))
        for form in ("fits-basic", "fits-plus", "fits-var", "votable-tabledata", "votable-binary-inline", "votable-binary2-inline", "ipac"):
            name = f"theirs-{form}"
            stilts(folder, "in.csv", "csv", name, form)
            if form == "fits-var" and "name" not in show(os.path.join(folder, name)):
                continue  # texts of variable length are left out, with a warning
            compare(form, show(os.path.join(folder, name)))
        for name, form in (("ours.fits", "fits"), ("ours.vot", "votable"), ("ours.tbl", "ipac")):
            subprocess.run([PROGRAM, "convert", source, os.path.join(folder, name)], check=True)
            stilts(folder, name, form, "back.csv", "csv")
            compare(name, read_csv(os.path.join(folder, "back.csv")))
    print("\n".join(failures) or f"{ROWS} rows are equal in every form")
    return 1 if failures else 0


sys.exit(main())
