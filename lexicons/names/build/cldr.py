"""Writes ../known/cldr.txt: regions and districts of countries that do not write in Latin letters, or wrote otherwise until lately, and cities.

One a line, its spellings parted by `/`, the English one first; lines sorted. From the names of subdivisions in CLDR, as carried by the npm package
`cldr`, and of the cities of its time zones, as carried by babel (versions in sources.py). Only names of one word: *Oblast*, *Province* and
their like are words, not names. Same input, same bytes out.

    python3 cldr.py --cache DIR
"""

import argparse
import pathlib
import re
import xml.etree.ElementTree as tree

import alternates
import entries
import sources

HERE = pathlib.Path(__file__).resolve().parent.parent
COUNTRIES = alternates.COUNTRIES | {"AZ", "MD", "TM", "XK"}
LANGUAGES = "en fr de es it pt nl pl cs sv ro tr hu fi ca hr da no et lv lt sk sl".split()
NAME = re.compile(r"[A-Z\u00c0-\u017f\u018f\u1e00-\u1eff][a-z\u00c0-\u017f\u0259\u1e00-\u1eff'’\-A-Z]{2,24}")


def names(cache, language):
    """The names of subdivisions in one language, by their codes."""
    file = cache / "cldr" / "package" / "3rdparty" / "cldr" / "common" / "subdivisions" / f"{language}.xml"
    found = {}
    for one in tree.parse(file).iter("subdivision"):
        found.setdefault(one.get("type"), one.text.replace("’", "'"))
    return found


def cities():
    """The names of the cities of time zones in each language, by their zones."""
    import babel

    for language in LANGUAGES:
        locale = babel.Locale.parse(language)
        yield {zone: entries.straight(names["city"]) for zone, names in locale.time_zones.items() if names.get("city")}


def lines_of(tables, wanted):
    """The spellings of each place that more than one press has."""
    usual = alternates.usual()
    for code, english in tables[0].items():
        if not wanted(code) or not NAME.fullmatch(english):
            continue
        spellings, met = [], set()
        for spelling in [usual.get(english, english), english, *(table.get(code, "") for table in tables[1:])]:
            if NAME.fullmatch(spelling) and alternates.bare(spelling) not in met:
                met.add(alternates.bare(spelling))
                spellings.append(spelling)
        if len(spellings) > 1:
            yield "/".join(spellings)


def main():
    flags = argparse.ArgumentParser(description=__doc__)
    flags.add_argument("--cache", default=".cache", help="where downloads are kept")
    cache = sources.fetch(flags.parse_args().cache)
    regions = [names(cache, language) for language in LANGUAGES]
    zones = list(cities())
    # CLDR leaves out a city whose name is that of its zone.
    for zone in {zone for table in zones for zone in table}:
        zones[0].setdefault(zone, zone.rpartition("/")[2].replace("_", " "))
    lines = set(lines_of(regions, lambda code: code[:2].upper() in COUNTRIES))
    lines |= set(lines_of(zones, lambda zone: not zone.startswith("Etc/")))
    (HERE / "known" / "cldr.txt").write_text("\n".join(sorted(lines)) + "\n", encoding="utf-8")
    print(len(lines), "regions and cities")


if __name__ == "__main__":
    main()
