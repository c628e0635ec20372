"""Tables that astropy writes are read by us, and tables that we write by astropy, cell by cell: FITS with every width of number,
unsigned, logical, masked, vector and unicode columns, plain and gzipped; VOTable in its three serialisations."""
import json
import os
import subprocess
import sys
import tempfile
import warnings

try:
    import numpy as np
    from astropy.io import fits, votable
    from astropy.table import MaskedColumn, Table
except ImportError as missing:
    print(f"SKIP: {missing}")
    sys.exit(77)

warnings.simplefilter("ignore")
PROGRAM = sys.argv[1]
ROWS = 257


def run(*words):
    return subprocess.run([PROGRAM, *words], check=True, capture_output=True, text=True).stdout


def show(path):
    return json.loads(run("show", path))


def masked(name, values, every):
    return MaskedColumn(values, name=name, mask=np.arange(len(values)) % every == 1)


def sample(unsigned):
    random = np.random.default_rng(3)
    integers = {name: np.iinfo(name) for name in ("uint8", "int16", "int32", "int64")}
    table = Table(masked=True)
    for name, info in integers.items():
        lowest = 64 if name == "uint8" else info.min  # astropy declares 63 as the null of bytes
        values = random.integers(lowest, info.max, ROWS, dtype=name, endpoint=True)
        table[name] = values
        table.add_column(masked(name + "_masked", values, 3))
    if unsigned:
        for name in ("uint16", "uint32"):
            info = np.iinfo(name)
            table[name] = random.integers(info.min, info.max, ROWS, dtype=name, endpoint=True)
        table["uint64"] = random.integers(0, 2**63 - 1, ROWS, dtype="uint64")
        table["uint64_large"] = random.integers(2**63, 2**64 - 1, ROWS, dtype="uint64", endpoint=True)
    table["float32"] = random.normal(size=ROWS).astype("float32")
    table["float64"] = random.normal(size=ROWS) * 10.0 ** random.integers(-300, 300, ROWS)
    table["float64"][5], table["float64"][6], table["float64"][7] = np.nan, np.inf, -np.inf
    table.add_column(masked("float_masked", random.normal(size=ROWS), 4))
    table["bool"] = random.integers(0, 2, ROWS).astype(bool)
    table["pair"] = random.normal(size=(ROWS, 2))
    table["text"] = [f"J{number:07d}" if number % 5 else "" for number in range(ROWS)]
    table["float32"].unit, table["float64"].unit = "mag", "deg"
    return table


def expected(column):
    """The cells as we should read them; the empty text counts as null."""
    mask = np.ma.getmaskarray(column)
    cells = []
    for value, is_null in zip(np.ma.getdata(column), mask):
        if isinstance(value, (bytes, np.bytes_)):
            value = value.decode("utf-8")
        if is_null or (isinstance(value, str) and not value) or (isinstance(value, np.floating) and np.isnan(value)):
            cells.append(None)
        elif isinstance(value, str):
            cells.append(str(value))
        elif isinstance(value, np.floating):
            cells.append(float(value) if np.isfinite(value) else str(float(value)))
        elif isinstance(value, np.uint64) and column.name == "uint64_large":
            cells.append(str(value))
        else:
            cells.append(int(value))
    return cells


def differences(ours, theirs):
    """Between what we read and a table of astropy; also how many cells are equal."""
    found, equal = [], 0
    columns = {column["name"]: column for column in ours["columns"]}
    for name in theirs.colnames:
        column = theirs[name]
        parts = {name: column}
        if column.ndim == 2:
            parts = {f"{name}_{k + 1}": MaskedColumn(column[:, k], name=f"{name}_{k + 1}") for k in range(column.shape[1])}
        for part, cells in parts.items():
            if part not in columns:
                found.append(f"{part} is missing")
                continue
            want = expected(cells)
            have = columns[part]["cells"]
            if theirs[name].dtype == np.float32:  # TABLEDATA writes as many digits as a float has
                have = [cell if cell is None else float(np.float32(cell)) for cell in have]
            wrong = [row for row, (a, b) in enumerate(zip(have, want)) if a != b or type(a) is not type(b)]
            if len(have) != len(want):
                found.append(f"{part} has {len(have)} rows")
            if wrong:
                row = wrong[0]
                found.append(f"{part}: {len(wrong)} cells differ, row {row}: {have[row]} for {want[row]}")
            if columns[part]["unit"] != str(column.unit or ""):
                found.append(f"{part} has unit {columns[part]['unit']}")
            equal += len(want) - len(wrong)
    return found, equal


def ours_read(folder):
    whole, plain = sample(unsigned=True), sample(unsigned=False)
    whole["uint64_large"].info.description = plain["text"].info.description = "a description"
    whole.write(os.path.join(folder, "a.fits"))
    whole.write(os.path.join(folder, "a.fits.gz"))
    fits.HDUList([fits.PrimaryHDU(), fits.ImageHDU(np.zeros(5)), fits.table_to_hdu(whole)]).writeto(os.path.join(folder, "second.fits"))
    wide = plain.copy()
    wide["wide"] = [f"é{number}星" for number in range(ROWS)]
    wide.remove_column("uint8_masked")  # every one of its values is taken
    for form in ("tabledata", "binary", "binary2"):
        document = votable.from_table(wide)
        for field in document.get_first_table().fields:
            if field.name.endswith("_masked") and field.datatype in ("short", "int", "long"):
                field.values.null = int(np.iinfo(wide[field.name].dtype).min)
        path = os.path.join(folder, f"{form}.vot")
        document.to_xml(path, tabledata_format=form)
        yield form, show(path), wide
    for name in ("a.fits", "a.fits.gz", "second.fits"):
        yield name, show(os.path.join(folder, name)), whole


def scaled(folder):
    """Columns with TSCAL, TZERO and TNULL, made card by card."""
    random = np.random.default_rng(4)
    path = os.path.join(folder, "scaled.fits")
    columns = [fits.Column(name="scaled", format="I", array=random.integers(-9, 9, ROWS)),
               fits.Column(name="nulls", format="J", null=-9, array=random.integers(-12, 0, ROWS)),
               fits.Column(name="logical", format="L", array=random.integers(0, 2, ROWS).astype(bool)),
               fits.Column(name="three", format="3E", array=random.normal(size=(ROWS, 3)).astype("float32"))]
    fits.BinTableHDU.from_columns(columns).writeto(path)
    fits.setval(path, "TSCAL1", value=0.25, ext=1)
    fits.setval(path, "TZERO1", value=10.5, ext=1)
    theirs = Table.read(path)
    theirs["scaled"] = theirs["scaled"].astype("float64")
    theirs["scaled"].unit = None
    yield "scaled.fits", show(path), theirs


def theirs_read(folder):
    """Tables that we convert from CSV: astropy's reading against ours of the CSV."""
    path = os.path.join(folder, "in.csv")
    with open(path, "w", encoding="utf-8") as file:
        file.write("name,ra,n,both\n")
        for row in range(ROWS):
            file.write(f"{'' if row % 7 == 2 else f'é 星 {row}'},{row / 7 if row % 5 else ''},{row - 100 if row % 3 else ''},{row * 1e300}\n")
    csv = show(path)
    for name in ("out.fits", "out.vot", "out.xml"):
        out = os.path.join(folder, name)
        run("convert", path, out)
        if name == "out.fits":
            theirs = Table.read(out)
            with fits.open(out) as file:
                file.verify("exception")
        else:
            votable.validate(out, output=open(os.devnull, "w"), xmllint=False)
            theirs = votable.parse_single_table(out, verify="exception").to_table()
        yield name, csv, theirs


def main():
    failures, cells = [], 0
    with tempfile.TemporaryDirectory() as folder:
        for source in (ours_read, scaled, theirs_read):
            for name, ours, theirs in source(folder):
                found, equal = differences(ours, theirs)
                cells += equal
                failures += [f"{name}: {what}" for what in found]
    print("\n".join(failures))
    print(f"{cells} cells are equal")
    return 1 if failures or cells < 1000 else 0


sys.exit(main())
