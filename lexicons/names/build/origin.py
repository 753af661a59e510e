"""Trains the origin scores: does a Latin spelling look like a name of this script, or like an ordinary Latin-script name?

Reads ../known/*.tsv and ../known/latin.txt and the tables, spells every known name as each press would, and fits a logistic regression over
letter groups of two to four. Writes ../origin/<script>.tsv: a group and its weight, in sixteenths, sorted. Same input, same bytes out.

    python3 origin.py
"""

import math
import pathlib
import random
import unicodedata

HERE = pathlib.Path(__file__).resolve().parent.parent
EPOCHS = 4
RATE = 0.15
SHRINK = 1e-5
LEAST = 3  # sixteenths; lighter groups are left out
PRESSES = ["fr", "de", "es", "nl", "pl", "cs", "sv", "hu", "tr", "it", "pt", "ro", "fi", "hr", "ca"]
PER_NAME = 3  # spellings by other presses that one name adds

OWN = {"ł": "l", "đ": "d", "ø": "o", "ı": "i", "ħ": "h", "ŧ": "t", "æ": "ae", "ß": "ss", "þ": "th", "ð": "d"}


def bare(text):
    text = "".join(OWN.get(c, c) for c in text.lower())
    text = unicodedata.normalize("NFD", text)
    return "".join(c for c in text if "a" <= c <= "z")


def groups(name):
    word = "^" + name + "$"
    return [word[i : i + n] for n in (2, 3, 4) for i in range(len(word) - n + 1)]


def table(script):
    columns, rows = None, []
    for line in (HERE / "tables" / f"{script}.tsv").read_text(encoding="utf-8").splitlines():
        fields = line.split("\t")
        if fields[0] == "native":
            columns = fields[3:]
        elif columns and fields[0] not in ("test", "languages") and not line.startswith("#"):
            rows.append((fields[0], dict(zip(columns, fields[3:]))))
    return rows


def respeller(rows, press):
    """How the English spelling of a sound becomes that of another press: the first spellings of each row, longest first."""
    first = lambda cell: cell.split("/")[0]
    pairs = {}
    for _, cells in rows:
        english, other = first(cells["en"]), first(cells[press])
        if "@" in english or "~" in english or english in "0-" or other in "0-":
            continue
        other = other.split("@")[0].rstrip("~") if "@E" not in other else english
        pairs.setdefault(english, other)
    longest = max(map(len, pairs))

    def respell(name):
        out, at = "", 0
        while at < len(name):
            for length in range(min(longest, len(name) - at), 0, -1):
                if name[at : at + length] in pairs:
                    out += pairs[name[at : at + length]]
                    break
            else:
                length = 1
                out += name[at]
            at += length
        return out

    return respell


def positives(script, draw):
    rows = table(script)
    presses = [respeller(rows, press) for press in PRESSES]
    names = set()
    for line in (HERE / "known" / f"{script}.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        for spelling in line.split("\t")[1].split("/"):
            names.add(bare(spelling))
            for press in draw.sample(presses, PER_NAME):
                names.add(bare(press(spelling.lower())))
    return sorted(name for name in names if len(name) > 2)


def train(script, latin):
    draw = random.Random(7)
    own = positives(script, draw)
    both = set(own)
    # A name of both sides says nothing.
    rest = [name for name in latin if name not in both]
    if len(rest) > 4 * len(own) + 8000:
        rest = draw.sample(rest, 4 * len(own) + 8000)
    lift = len(rest) / len(own)
    rows = [(groups(name), 1.0) for name in own] + [(groups(name), 0.0) for name in rest]
    weights, bias = {}, 0.0
    for epoch in range(EPOCHS):
        draw.shuffle(rows)
        rate = RATE / (1 + epoch)
        for features, target in rows:
            total = bias + sum(weights.get(group, 0.0) for group in features)
            guess = 1 / (1 + math.exp(-max(-30, min(30, total))))
            step = rate * (target - guess) * (lift if target else 1.0) ** 0.5
            bias += step * 0.1
            for group in features:
                old = weights.get(group, 0.0)
                weights[group] = old + step - SHRINK * old
    lines = [f"\t{round(bias * 16)}"]
    for group in sorted(weights):
        weight = max(-127, min(127, round(weights[group] * 16)))
        if abs(weight) >= LEAST:
            lines.append(f"{group}\t{weight}")
    (HERE / "origin" / f"{script}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(script, len(own), "names against", len(rest), "groups:", len(lines))


def main():
    latin = (HERE / "known" / "latin.txt").read_text(encoding="utf-8").split("\n")
    latin = sorted({bare(name) for name in latin if len(bare(name)) > 2})
    for path in sorted((HERE / "tables").glob("*.tsv")):
        if (HERE / "known" / path.name).exists():
            train(path.stem, latin)


if __name__ == "__main__":
    main()
