"""Expands the curated files into `people.tsv` and `places.tsv`.

    python3 entries.py --cache DIR

`curated-people.tsv` and `curated-places.tsv` are what an editor changes: `src` (the language a name comes from), `kind`, `native`, `en`,
`cells` (`fr=…|de=…`) and `also`. The regular spelling in each press language is added to `also` with its convention as tag, so that a
foreign form is found by looking it up; so are the forms that a Latin name has when it comes back from Russian (`via-ru:`) and
a Ukrainian one through its Russian form. Countries and cities that the curated file lacks come from CLDR.
"""

import argparse
import csv
import pathlib
import re
import unicodedata

import alternates
import romanize
import sources

HERE = pathlib.Path(__file__).resolve().parent.parent
LANGUAGES = "fr de es it pt nl pl cs sv ro tr uk ru".split()
HEADER = ["id", "kind", "native", "en", *LANGUAGES, "also"]
REGULAR = {"uk", "ru", "be", "bg"}
# Languages a Russian text's translation passes on to most often; enough for mediated forms.
MEDIATED = ["en", "fr", "de", "es"]


REGULAR_NAME = re.compile(r"[Ѐ-ԯ'’ -]+")
# Words that are translated, not transliterated.
TITLES = ("Патриарх", "папа", "король", "королева", "принц", "пророк", "мать", "далай")


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

    if src in REGULAR and person and REGULAR_NAME.fullmatch(native) and not native.startswith(TITLES):
        for lang in romanize.LANGUAGES[1:]:
            # A cell by hand that differs from the rule is the house spelling; the regular one is met beside it.
            add(lang, romanize.name(native, src, lang))
    mediated = cells.get("ru", "")
    if src != "ru" and row["kind"] == "person" and REGULAR_NAME.fullmatch(mediated) and not mediated.startswith(TITLES):
        for lang in MEDIATED:
            add("via-ru", romanize.name(mediated, "ru", lang))
    values = [f"{src}/{slug(en)}", row["kind"], native, en, *(cells.get(lang, "") for lang in LANGUAGES), "|".join(also)]
    return "\t".join(values)


# Where the country's own name is not in Latin letters: country → language.
NATIVE = {"AM": "hy", "BG": "bg", "BY": "be", "CN": "zh", "CY": "el", "EG": "ar", "GE": "ka", "GR": "el", "IL": "he", "IN": "hi", "IQ": "ar", "IR": "fa", "JO": "ar", "JP": "ja", "KG": "ky",
          "KR": "ko", "KZ": "kk", "LB": "ar", "LY": "ar", "MA": "ar", "DZ": "ar", "MK": "mk", "MN": "mn", "NP": "ne", "OM": "ar", "PK": "ur", "QA": "ar", "RS": "sr", "SA": "ar", "SD": "ar", "SY": "ar",
          "TH": "th", "TJ": "tg", "TN": "ar", "AE": "ar", "YE": "ar", "KW": "ar", "BH": "ar", "AF": "fa", "BD": "bn", "ET": "am", "KP": "ko"}


def straight(text):
    return text.replace("’", "'").replace("ʼ", "'").replace("\u00ad", "")


def cities(locales):
    """English name → time zone, for the zones that any of the locales has a name for."""
    zones = sorted({zone for locale in locales for zone in locale.time_zones})
    english = locales[0]
    found = {}
    for zone in zones:
        area, _, tail = zone.rpartition("/")
        name = straight((english.time_zones.get(zone) or {}).get("city") or tail.replace("_", " "))
        if area.split("/")[0] not in {"Etc", "Antarctica", ""} and not re.search(r" \[|,", name):
            found.setdefault(name, zone)
    return found


def from_cldr(known):
    """Rows for the countries and time-zone cities of CLDR whose English name is not in `known`."""
    import babel

    usual = alternates.usual()
    locales = {lang: babel.Locale.parse(lang) for lang in ["en", *LANGUAGES]}

    def row(src, kind, native, en, names):
        cells = [f"{lang}={straight(name)}" for lang, name in names.items() if name and straight(name) != en and not re.search(r"[(\[]|о-ва|о-в ", name)]
        return {"src": src, "kind": kind, "native": native, "en": en, "cells": "|".join(cells), "also": ""}

    for code, en in locales["en"].territories.items():
        en = straight(en)
        if not re.fullmatch("[A-Z]{2}", code) or code in {"EZ", "UN", "XA", "XB", "ZZ", "QO", "EU"} or en in known or re.search(r"[(&]| SAR|Territor", en):
            continue
        own = NATIVE.get(code)
        native = babel.Locale.parse(own).territories[code] if own else "-"
        yield row(own or code.lower(), "country", native, en, {lang: locales[lang].territories.get(code) for lang in LANGUAGES})
    # Zones named after half of a group of islands, or in an older spelling.
    known = known | {"Faroe", "Cayman", "Canary", "Comoro", "Pitcairn", "Tirane", "Faeroe"}
    countries = {straight(name) for name in locales["en"].territories.values()}
    for en, zone in cities(list(locales.values())).items():
        if en in known or en in countries:
            continue
        en = usual.get(en, en)
        names = {lang: (locales[lang].time_zones.get(zone) or {}).get("city") for lang in LANGUAGES}
        if len(set(names.values()) - {None, en}) > 1:
            yield row("cldr", "place", "-", en, names)


def main():
    flags = argparse.ArgumentParser(description=__doc__)
    flags.add_argument("--cache", default=".cache", help="where downloads are kept")
    sources.fetch(flags.parse_args().cache)
    for name in ("people", "places"):
        rows = list(read(HERE / f"curated-{name}.tsv"))
        if name == "places":
            known = {row["en"] for row in rows} | {form.split(":", 1)[-1] for row in rows for form in row["also"].split("|")}
            rows += from_cldr(known)
        lines = sorted({expand(row, name == "people") for row in rows})
        target = HERE / f"{name}.tsv"
        target.write_text("\t".join(HEADER) + "\n" + "".join(line + "\n" for line in lines), encoding="utf-8", newline="\n")
        print(f"{target.name}: {len(lines)} rows, {target.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
