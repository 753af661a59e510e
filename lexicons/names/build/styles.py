"""Writes `styles/cldr-<language>.toml`: each language's default names of places, as CLDR has them.

    python3 styles.py --cache DIR

For every place of `curated-places.tsv` that CLDR names, the other spellings of that language give way to the one of CLDR. The styles of
newspapers and agencies beside them are written by hand.
"""

import argparse

import entries
import sources


def main():
    flags = argparse.ArgumentParser(description=__doc__)
    flags.add_argument("--cache", default=".cache", help="where downloads are kept")
    sources.fetch(flags.parse_args().cache)
    import babel

    english = babel.Locale.parse("en")
    places = {}
    for code, name in english.territories.items():
        places[entries.straight(name)] = ("territory", code)
    locales = [english, *map(babel.Locale.parse, entries.LANGUAGES)]
    places.update({name: ("zone", zone) for name, zone in entries.cities(locales).items()})
    rows = list(entries.read(entries.HERE / "curated-places.tsv"))
    for lang in ["en", *entries.LANGUAGES]:
        locale = babel.Locale.parse(lang)
        prefer = {}
        for row in rows:
            cells = dict(cell.split("=", 1) for cell in row["cells"].split("|") if cell)
            also = [form.split(":", 1) for form in row["also"].split("|") if form]
            found = next((places[en] for en in [row["en"], *(form for tag, form in also if tag == "en")] if en in places), None)
            if not found or row["kind"] not in {"place", "country"} or row["en"] == "Vatican City":
                continue
            area, key = found
            name = locale.territories.get(key) if area == "territory" else (locale.time_zones.get(key) or {}).get("city")
            if not name and lang == "en":
                name = next(en for en, place in places.items() if place == found)
            if not name or any(c in name for c in "([,"):
                continue
            own = cells.get(lang, row["en"])
            # A Russian form is a matter of policy where the place has a language of its own; elsewhere it is just wrong.
            tags = {lang, "via-ru"} if lang == "en" and row["src"] in {"uk", "be", "kk", "ky", "hy", "ka", "tk", "ro"} else {lang}
            others = {form for tag, form in also if tag in tags} | {own}
            if lang != "en":
                # The English form, where the language has one of its own.
                others |= {row["en"]}
            for other in others:
                if entries.slug(other) == entries.slug(entries.straight(name)):
                    continue
                prefer[other] = entries.straight(name)
        # A form that some place of the language rightly has is no variant.
        right = set(prefer.values())
        lines = [f'"{other}" = "{name}"' for other, name in sorted(prefer.items()) if other not in right]
        head = f'name = "CLDR {lang}"\nlanguage = "{lang}"\nsource = "Unicode CLDR, as carried by babel {sources.PACKAGES["babel"]}"\n\n[prefer]\n'
        (entries.HERE / "styles" / f"cldr-{lang}.toml").write_text(head + "".join(line + "\n" for line in lines), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
