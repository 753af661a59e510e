"""Expands the curated files into `people.tsv` and `places.tsv`.

    python3 people.py

`curated-people.tsv` and `curated-places.tsv` are what an editor changes: `src` (the language a name comes from), `kind`, `native`, `en`,
`cells` (`fr=…|de=…`) and `also`. The regular spelling in each press language is added to `also` with its convention as tag, so that a
foreign form is found by looking it up; so are the forms that a Latin name has when it comes back from Russian (`via-ru:`) and
a Ukrainian one through its Russian form.
"""

import csv
import pathlib
import re
import unicodedata

import romanize

HERE = pathlib.Path(__file__).resolve().parent.parent
LANGUAGES = "fr de es it pt nl pl cs sv ro tr uk ru".split()
HEADER = ["id", "kind", "native", "en", *LANGUAGES, "also"]
REGULAR = {"uk", "ru", "be", "bg"}
# Languages a Russian text's translation passes on to most often; enough for mediated forms.
MEDIATED = ["en", "fr", "de", "es"]


def slug(text):
    text = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    text = text.translate(str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae"}))
    return re.sub(r"[^a-z0-9]+", "-", text).strip("-")


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def expand(row, person):
    """One line of the output."""
    cells = dict(cell.split("=", 1) for cell in row["cells"].split("|") if cell)
    if unknown := set(cells) - set(LANGUAGES):
        raise SystemExit(f"{row['en']}: no such column: {', '.join(sorted(unknown))}")
    src, native, en = row["src"], row["native"], row["en"]
    also = [form for form in row["also"].split("|") if form]
    right = {en, *cells.values()}
    seen = right | {form.split(":", 1)[-1] for form in also}

    def add(tag, form):
        if form not in seen:
            seen.add(form)
            also.append(f"{tag}:{form}")

    if src in REGULAR and native != "-" and person:
        for lang in romanize.LANGUAGES[1:]:
            # A cell by hand that differs from the rule is the house spelling; the regular one is met beside it.
            add(lang, romanize.name(native, src, lang))
    if "ru" in cells and src != "ru" and person:
        for lang in MEDIATED:
            add("via-ru", romanize.name(cells["ru"], "ru", lang))
    values = [f"{src}/{slug(en)}", row["kind"], native, en, *(cells.get(lang, "") for lang in LANGUAGES), "|".join(also)]
    return "\t".join(values)


def main():
    for name in ("people", "places"):
        source = HERE / f"curated-{name}.tsv"
        if not source.is_file():
            continue
        lines = sorted({expand(row, name == "people") for row in read(source)})
        target = HERE / f"{name}.tsv"
        target.write_text("\t".join(HEADER) + "\n" + "".join(line + "\n" for line in lines), encoding="utf-8", newline="\n")
        print(f"{target.name}: {len(lines)} rows, {target.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
