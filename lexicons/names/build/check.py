"""Validates the lexicon of names, and prints counts and sizes.

    python3 check.py

Exits with 1 and a line per fault if a table has the wrong columns, is not sorted, holds a row twice, has a native name in the wrong
script, a tag nobody knows, or a spelling that belongs to two names of one language unless `homonyms.txt` says so.
"""

import collections
import pathlib
import re
import sys
import tomllib
import unicodedata

import entries
from known import SCRIPTS

HERE = pathlib.Path(__file__).resolve().parent.parent
FAULTS = []
TAGS = set("en fr de es it pt nl pl cs sv ro tr uk ru hu fi bg az".split()) | {"old", "bad"}
KINDS = set("given place country city region river sea lake strait mountain mountains building person".split())
OUTLETS = set("newspaper magazine website broadcaster agency party club institution organisation company product programme channel unit person".split())
# Language of the name → scripts its native form may be in.
NATIVE = {
    **dict.fromkeys("uk ru be bg sr mk kk ky tg mn".split(), "Ѐ-ԯ"), **dict.fromkeys("ar fa ur".split(), "؀-ۿ\u200c"), "el": "Ͱ-Ͽἀ-῿", "ka": "ა-ჿ", "hy": "Ա-և", "he": "א-ת",
    **dict.fromkeys("hi ne".split(), "ऀ-ॿ"), "bn": "ঀ-৿", "zh": "一-鿿", "ja": "぀-ヿ一-鿿", "ko": "가-힣", "am": "ሀ-፿", "my": "က-႟", "th": "฀-๿", "km": "ក-៿",
}


def fault(where, what):
    FAULTS.append(f"{where}: {what}")


def lines(name):
    raw = (HERE / name).read_bytes()
    text = raw.decode("utf-8")
    if b"\r" in raw or text and not text.endswith("\n"):
        fault(name, "line ends must be LF, the last one too")
    if text != unicodedata.normalize("NFC", text) and name not in {"known/hindi.tsv", "known/hebrew.tsv", "known/arabic.tsv"}:
        fault(name, "not in Unicode normal form C")
    return text.splitlines()


def table(name, header):
    found = lines(name)
    if found[0].split("\t") != header:
        fault(name, f"columns are {found[0]!r}")
    rows = found[1:]
    if rows != sorted(rows):
        fault(name, "not sorted")
    for row, count in collections.Counter(rows).items():
        if count > 1:
            fault(name, f"twice: {row}")
    for row in rows:
        cells = row.split("\t")
        if len(cells) != len(header):
            fault(name, f"{len(cells)} columns: {row}")
        elif any(cell != cell.strip() or "  " in cell for cell in cells):
            fault(name, f"stray space: {row}")
        else:
            yield dict(zip(header, cells))


def names(name, homonyms):
    owners = collections.defaultdict(set)
    seen = set()
    tagged = 0
    for row in table(name, entries.HEADER):
        if row["id"] in seen and row["kind"] in {"person", "country"}:
            fault(name, f"id twice: {row['id']}")
        seen.add(row["id"])
        if row["kind"] not in KINDS:
            fault(name, f"{row['id']}: kind {row['kind']}")
        src = row["id"].split("/")[0]
        if row["native"] != "-":
            if not re.fullmatch(f"[{NATIVE.get(src, '')}' .-]+|.* (I|II)", row["native"]):
                fault(name, f"{row['id']}: {row['native']} is not {src}")
        for lang in ("uk", "ru"):
            if not re.fullmatch(r"[Ѐ-ԯ' ,.()IVX–—-]*", row[lang]):
                fault(name, f"{row['id']}: {lang} {row[lang]}")
        mine = {"en": {row["en"]}}
        for lang in entries.LANGUAGES:
            mine.setdefault(lang, set()).add(row[lang] or row["en"] if lang not in {"uk", "ru"} else row[lang])
        for form in filter(None, row["also"].split("|")):
            tag, _, spelling = form.partition(":")
            tagged += 1
            if not spelling or not (tag in TAGS or re.fullmatch("via-[a-z]{2}", tag)):
                fault(name, f"{row['id']}: {form}")
            elif not tag.startswith("via-") and tag not in {"old", "bad"}:
                mine.setdefault(tag, set()).add(spelling)
            else:
                mine.setdefault("mangled", set()).add(spelling)
        if row["kind"] == "given":
            continue  # Ukrainian and Russian names share many a spelling
        for tag, spellings in mine.items():
            for spelling in spellings - {""}:
                owners[(tag, spelling)].add(row["en"])
    right = {spelling: owner for (tag, spelling), owner in owners.items() if tag == "en"}
    for (tag, spelling), owner in sorted(owners.items()):
        if len(owner) > 1 and f"{tag}:{spelling}" not in homonyms:
            fault(name, f"{tag}:{spelling} belongs to {', '.join(sorted(owner))}")
        if tag == "mangled" and spelling in right and not owner & right[spelling] and f"mangled:{spelling}" not in homonyms:
            fault(name, f"mangled {spelling} of {', '.join(owner)} is right for {', '.join(right[spelling])}")
    print(f"{name}: {len(seen)} names, {tagged} further spellings, {(HERE / name).stat().st_size / 1e3:.0f} kB")


def known():
    total = 0
    for path in sorted((HERE / "known").glob("*.tsv")):
        name = f"known/{path.name}"
        rows = lines(name)
        if rows != sorted(set(rows)):
            fault(name, "not sorted, or a row twice")
        script = {"chinese": "han", "japanese": "hiragana", "korean": "hangul"}.get(path.stem, path.stem)
        for row in rows:
            native, _, rest = row.partition("\t")
            spellings, _, kind = rest.partition("\t")
            if not SCRIPTS[script].fullmatch(native.lower()) or not spellings or kind not in set("gsfnp"):
                fault(name, row)
            elif any(not re.fullmatch(r"[A-Za-zÀ-ɏ'’ .-]+", spelling) for spelling in spellings.split("/")):
                fault(name, f"not Latin: {row}")
        total += path.stat().st_size
        print(f"{name}: {len(rows)} names, {path.stat().st_size / 1e3:.0f} kB")
    for name in ("known/latin.txt", "known/places.txt"):
        rows = lines(name)
        if rows != sorted(set(rows)):
            fault(name, "not sorted, or a row twice")
        size = (HERE / name).stat().st_size
        print(f"{name}: {len(rows)} names, {size / 1e3:.0f} kB")
        total += size
    return total


def outlets():
    rows = list(table("outlets.tsv", ["original", "lang", "kind", "en", "translated"]))
    for row in rows:
        if row["kind"] not in OUTLETS:
            fault("outlets.tsv", f"{row['original']}: kind {row['kind']}")
        for form in filter(None, row["translated"].split("|")):
            tag, _, spelling = form.partition(":")
            if tag not in TAGS or not spelling:
                fault("outlets.tsv", f"{row['original']}: {form}")
            elif tag == "en" and spelling == row["en"]:
                fault("outlets.tsv", f"{row['original']}: {form} is right")
    print(f"outlets.tsv: {len(rows)} names, {sum(row['translated'].count('|') + 1 for row in rows if row['translated'])} translated forms")


def styles():
    pairs = 0
    for path in sorted((HERE / "styles").glob("*.toml")):
        style = tomllib.loads(path.read_text(encoding="utf-8"))
        if set(style) != {"name", "language", "source", "prefer"}:
            fault(path.name, f"keys are {', '.join(style)}")
            continue
        prefer = style["prefer"]
        pairs += len(prefer)
        for other, own in prefer.items():
            if own in prefer:
                fault(path.name, f"{other} = {own}, which is replaced itself")
    print(f"styles: {len(list((HERE / 'styles').glob('*.toml')))} files, {pairs} pairs")


def main():
    homonyms = set(lines("homonyms.txt"))
    names("people.tsv", homonyms)
    names("places.tsv", homonyms)
    for name in ("curated-people.tsv", "curated-places.tsv"):
        list(table(name, ["src", "kind", "native", "en", "cells", "also"]))
    size = known()
    outlets()
    styles()
    size += sum((HERE / name).stat().st_size for name in ("people.tsv", "places.tsv", "outlets.tsv"))
    print(f"all that is embedded, as text: {size / 1e6:.2f} MB")
    if size > 6e6:
        fault("size", "more than 6 MB")
    for line in FAULTS:
        print(line, file=sys.stderr)
    sys.exit(bool(FAULTS))


if __name__ == "__main__":
    main()
