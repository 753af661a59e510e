"""Makes `known/`: which English spelling a native name has, and which Latin names are nobody's transliteration.

    python3 known.py --cache DIR

A group of the corpus holds spellings of one name in many languages without saying which is which. The English one is found by
letters: a Latin form counts if English could write the native form so, letter by letter. Groups of Latin origin, such as Smith with
its Cyrillic Смит, are told by their Latin forms, which no reading of the Cyrillic explains; their Latin forms go to `latin.txt`.
"""

import argparse
import collections
import pathlib
import re
import unicodedata

import entries
import letters
import sources

HERE = pathlib.Path(__file__).resolve().parent.parent

SCRIPTS = {
    "cyrillic": re.compile(r"[Ѐ-ԯ'’ʼ-]+"),
    "arabic": re.compile(r"[ء-ۿ-]+"),
    "greek": re.compile(r"[Ͱ-Ͽ-]+"),
    "georgian": re.compile(r"[ა-ჿ-]+"),
    "armenian": re.compile(r"[ա-և-]+"),
    "hebrew": re.compile(r"[א-ת'-]+"),
    "hindi": re.compile(r"[ऀ-ॿ]+"),
    "hiragana": re.compile(r"[ぁ-ゖー]+"),
    "kana": re.compile(r"[ァ-ヺー・＝]+"),
    "hangul": re.compile(r"[가-힣]+"),
    "han": re.compile(r"[一-鿿]+"),
}
LATIN = re.compile(r"[a-zà-öø-ɏḀ-ỿ'’-]+")
SERBIAN_LETTERS = set("ђјљњћџќѓѕ")
SURNAME = re.compile(
    r"(ов|ев|ёв|їв|ів|єв|ин|ын|ін|енко|єнко|ук|юк|як|ський|цький|ский|цкий|зький|ской|ская|ська|ова|ева|ёва|ина|ына|іна|ич|іч|ко|ян|янц|швили|швілі|дзе|ули|нко|вский|вський|ець|ець|ько|чев|ски|ска|евски)$")
PATRONYMIC = re.compile(r"(ьич|йович|овна|евна|івна|ївна|ична)$")

MATCHERS = {
    "cyrillic": letters.Matcher(letters.CYRILLIC_EN),
    "greek": letters.Matcher(letters.GREEK_EN),
    "georgian": letters.Matcher(letters.GEORGIAN_EN),
    "armenian": letters.Matcher(letters.ARMENIAN_EN),
    "hebrew": letters.Matcher(letters.HEBREW_EN, free_vowels=True),
    "arabic": letters.Matcher(letters.ARABIC_EN, free_vowels=True, doubling=True),
    "hindi": letters.Matcher(letters.HINDI_EN, free_vowels=True, doubling=True),
}
SERBIAN = letters.Matcher(letters.SERBIAN)
ANY_CYRILLIC = letters.Matcher(letters.CYRILLIC_ANY)


def script_of(form):
    if LATIN.fullmatch(form):
        return "latin"
    for script, pattern in SCRIPTS.items():
        if pattern.fullmatch(form):
            return script
    return None


def by_script(forms):
    found = collections.defaultdict(list)
    for form in forms:
        script = script_of(form)
        if script:
            found[script].append(form)
    return found


def plain(form):
    """Without diacritics and apostrophes: how an English page writes it."""
    form = form.replace("đ", "dj").replace("’", "'").replace("ł", "l").replace("ø", "o").replace("ı", "i")
    return "".join(c for c in unicodedata.normalize("NFD", form) if not unicodedata.combining(c))


def title(form):
    return re.sub(r"(^|[-\s])(\w)", lambda m: m[1] + m[2].upper(), form)


def english(native, latins, script):
    """The Latin forms that English would write for the native form, best first."""
    if script == "cyrillic" and SERBIAN_LETTERS & set(native):
        costed = [(SERBIAN.cost(native, form), form) for form in latins]
    else:
        costed = [(MATCHERS[script].cost(native, form), form) for form in latins if form.isascii()]
    costed = sorted((cost, form) for cost, form in costed if cost is not None)
    return [form for cost, form in costed if cost <= costed[0][0] + 2][: 6 if script in {"arabic", "hebrew"} else 3]


def of_latin_origin(natives, latins):
    """True if no reading of the Cyrillic forms explains most of the Latin ones."""
    explained = sum(any(ANY_CYRILLIC.cost(native, form) is not None for native in natives) for form in latins)
    return explained * 3 < len(latins) * 2


ARABIC_ONLY = re.compile(r"[عحصضطظقةىخ]")
GREEK_END = re.compile(r"(ς|ου|ού|ίδη|άκη|ω|ώ)$")
STRONG = re.compile(r"(ов|ев|ёв|їв|єв|енко|єнко|чук|ський|цький|ский|цкий|зький|ская|ська|ова|ева|ёва|швили|швілі|дзе|ович|евич|овна|евна|івна|ївна|ічна|ична|овић|евић)$")
NEVER_LATIN = re.compile(r"[ŭŏĭ]|(in|ov|ev|sk)ová$|(ov|ev|in)à$|(skij|skyj|ckyj|ski|sky|skiy|skyy)$(?<!ński)(?<!wski)(?<!lski)(?<!cki)|ówna$|owa$|['’-]$|(ov|ova|ev|eva|enko|enka|chuk|tchuk|tchouk|tschuk|shvili|chvili|vsky|vskiy|vskij|ovich|ovitch|owitsch|ovna|evna|yan)$|tch|tsch|ph?ching|'.")
WEAK = re.compile(r"(ин|ын|ін|ина|ына|іна|[иыіо]й|ая|ук|юк|як|ко|ич|іч|ян|янц|ець|ик|ык|ак|ик|ба|ха|ша|га)$")
ABROAD = {"han", "kana", "hebrew", "arabic"}


def truly_arabic(native, found, form):
    """European names in Arabic letters spell out their vowels; Arabic and Persian ones leave some out or use letters of their own."""
    if ARABIC_ONLY.search(native):
        return True
    written = len(re.findall(r"[اآويى]", native))
    return len(re.findall(r"[aeiou]+", form)) > written and not {"kana", "han", "greek"} & set(found)


def truly_greek(native, found):
    return bool(GREEK_END.search(native)) or not {"cyrillic", "han", "kana", "arabic"} & set(found)


def truly_hebrew(native, found):
    return not {"cyrillic", "han", "kana", "arabic", "greek"} & set(found)


def truly_cyrillic(native, found, latins):
    """2 if the name is Cyrillic by origin, 1 if it may be, 0 if not.

    A name that the whole world writes and that looks the same in every Latin language was Latin before it was Cyrillic.
    """
    if STRONG.search(native) or not ABROAD & set(found) or len({plain(form) for form in latins}) >= 3:
        return 2
    return int(bool(WEAK.search(native)) and len(native) > 4)


PINYIN = re.compile("(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])(?:iang|iong|uang|iao|ian|uai|uan|ang|eng|ing|ong|ia|ie|iu|ua|ue|uo|ui|ai|ei|ao|ou|an|en|in|un|a|o|e|i|u)|(?:ang|ai|an|ao|en|er|ou|a|e|o))+")
NOT_PINYIN = re.compile("[gkh]i|[jqx][aeo]|[jqx]u?ou|[bpmf]u[aeinou]|sh?i[aou]|zh?i[aou]|ch?i[aou]|^[aeo]$|^k[ie]u")


def pinyin(form):
    return bool(PINYIN.fullmatch(form)) and not NOT_PINYIN.search(form)


UKRAINIAN = re.compile(r"[іїєґ]|ськ|цьк|ньк|зьк|^(володимир|дмитро|василь|кирило|михайло|микола|микита|богдан|тимоф|людмила|катерина|шмигаль|тарас|марина|остап|устим|прокіп|ольга|олег|григор|максим)")


def ranked(native, forms, script, house=()):
    """The English spellings by how usual they are: letters first, then the number of groups that have them."""
    counts = collections.Counter(forms)
    folded = native.lower()
    ukrainian = script == "cyrillic" and UKRAINIAN.search(folded)

    def rank(form):
        low = plain(form).lower().replace("'", "")
        if script not in MATCHERS:
            return (0, -counts[form], form if script != "korean" else forms.index(form))
        if script == "cyrillic" and SERBIAN_LETTERS & set(folded):
            return (not form.isascii(), -counts[form], form)
        cost = MATCHERS[script].cost(folded, low)
        cost = 9 if cost is None else round(cost, 1)
        if ukrainian:
            cost += low.count("g") * ("ґ" not in folded) * 2 - (low.count("y") if "и" in folded else 0)
        return (cost, -counts[form], form)

    best = sorted(counts, key=rank)
    return list(dict.fromkeys([*house, *best]))[: max(6 if script in {"arabic", "hebrew"} else 3, len(house))]


def curated(rows):
    """Adds the names of the curated people, word by word, and returns their English spellings, which come first."""
    house = collections.defaultdict(list)
    for row in entries.read(HERE / "curated-people.tsv"):
        native = row["native"].split(" ")
        accepted = [row["en"], *(form[3:] for form in row["also"].split("|") if form.startswith("en:"))]
        pairs = [pair for en in accepted if len(en.split(" ")) == len(native) for pair in enumerate(zip(native, en.split(" ")))]
        if row["native"] == "-" or row["src"] in {"zh", "ko", "ja"}:
            continue
        for at, (word, spelling) in pairs:
            script = script_of(word.lower())
            if script not in MATCHERS:
                continue
            fits = MATCHERS[script].cost(word.lower(), plain(spelling).lower().replace("'", "")) is not None
            if not fits and not (at and at + 1 == len(native)):
                continue  # Leo for Лев: this person's alone
            key = (word, kind_of(word.lower(), script))
            if spelling not in house[key]:
                house[key].append(spelling)
            rows[script][key].append(spelling)
    return house


def kind_of(native, script):
    if script == "cyrillic":
        if PATRONYMIC.search(native):
            return "f"
        if len(native) > 4 and SURNAME.search(native):
            return "s"
    if script == "georgian" and re.search(r"(შვილი|ძე|ია|უა|იანი|ავა)$", native):
        return "s"
    if script == "armenian" and native.endswith("յան"):
        return "s"
    if script == "greek" and re.search(r"(όπουλος|οπούλου|άκης|ίδης|ιάδης|άκη|ίδου)$", native):
        return "s"
    return "n"


KANA = {}
for row, sounds in {
    "あいうえお": "a i u e o", "かきくけこ": "ka ki ku ke ko", "さしすせそ": "sa shi su se so", "たちつてと": "ta chi tsu te to",
    "なにぬねの": "na ni nu ne no", "はひふへほ": "ha hi fu he ho", "まみむめも": "ma mi mu me mo", "やゆよ": "ya yu yo", "らりるれろ": "ra ri ru re ro",
    "わゐゑをん": "wa i e o n", "がぎぐげご": "ga gi gu ge go", "ざじずぜぞ": "za ji zu ze zo", "だぢづでど": "da ji zu de do", "ばびぶべぼ": "ba bi bu be bo", "ぱぴぷぺぽ": "pa pi pu pe po",
}.items():
    KANA.update(zip(row, sounds.split()))


def hepburn(kana):
    """Press Hepburn of hiragana: no macrons, long o and u written once, m kept as n."""
    out = ""
    double = False
    for c in kana:
        if c == "っ":
            double = True
        elif c in "ゃゅょ" and out.endswith("i"):
            vowel = {"ゃ": "a", "ゅ": "u", "ょ": "o"}[c]
            out = out[:-1] + (vowel if re.search(r"(sh|ch|j)i$", out) else "y" + vowel)
        elif c in KANA:
            sound = KANA[c]
            if double:
                out += "t" if sound.startswith("ch") else sound[0]
                double = False
            out += sound
        else:
            return None
    return re.sub("uu", "u", re.sub("o[ou]", "o", out))


def write(path, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = set(rows)
    path.write_text("".join(row + "\n" for row in sorted(rows)), encoding="utf-8", newline="\n")
    print(f"{path.name}: {len(rows)} rows, {path.stat().st_size / 1e6:.2f} MB")


# GeoNames country → the script and language its places are written in.
COUNTRIES = {
    "cyrillic": "RU UA BY BG KZ KG TJ RS MK MN", "arabic": "IR IQ SY EG SA AE YE JO LB LY SD AF PK PS OM KW QA BH", "greek": "GR CY", "georgian": "GE",
    "armenian": "AM", "hebrew": "IL", "hindi": "IN NP",
}


def places(cache, rows):
    for script, countries in COUNTRIES.items():
        wanted = set(countries.split())
        for town in sources.towns(cache, 3000 if script != "hindi" else 30000):
            if town["countrycode"] not in wanted:
                continue
            name = town["name"].replace("’", "'")
            natives = [n for n in town["alternatenames"] if " " not in n and SCRIPTS[script].fullmatch(n.lower())]
            latin = plain(name).lower().replace("'", "")
            costed = []
            for native in natives:
                folded = native.lower()
                if script == "cyrillic" and (town["countrycode"] in {"RS", "MK"}):
                    cost = SERBIAN.cost(folded, name.lower())
                else:
                    cost = MATCHERS[script].cost(folded, latin)
                if cost is not None:
                    costed.append((cost, native))
            if costed:
                rows[script][(min(costed)[1], "p")].append(plain(name))
    for town_id, name in sources.towns_by_language("CN", "zh").items():
        latin = sources.towns_by_language("CN", "en").get(town_id, "")
        if SCRIPTS["han"].fullmatch(name) and pinyin(latin.lower().replace("'", "")):
            rows["chinese"][(re.sub("(?<=..)[市镇乡鎮鄉縣县區区]$", "", name), "p")].append(latin)


NOT_LATIN = " ".join(COUNTRIES.values()).split() + "CN TW JP KR KP TH MM KH LA BD LK NP BT ET ER MA DZ TN MR UZ TM AZ ME BA TR".split()
GENERIC = re.compile(r"\b(Governorate|Oblast|Province|Region|District|Republic|Autonomous|Prefecture|Municipality|State|Special City|Kray|Krai|of|Oblys[iy]?|City|Division|Emirate|Uyghur|Hui|Zhuang|Department|County|Raion|Marz|Wilaya|Muhafazat|Ostan|Ostan-e|Sheng|Shi|Do|Shiqu|Zizhiqu)\b")


def english_places(rows):
    """English names of towns and regions where Latin letters are not the native ones (or are lately), beyond those in `rows`."""
    have = {form for found in rows.values() for (_, kind), forms in found.items() if kind == "p" for form in forms}
    for country in sorted(set(NOT_LATIN)):
        names = list(sources.towns_by_language(country, "en").values())
        for name in sources.regions(country, "en"):
            names.append(" ".join(GENERIC.sub(" ", name).split()))
        for name in names:
            name = name.replace("’", "'").replace("‘", "'")
            if re.fullmatch(r"[A-Z][A-Za-z' -]{2,}", name) and name not in have and not name.startswith(("the ", "'")):
                yield name


def main():
    flags = argparse.ArgumentParser(description=__doc__)
    flags.add_argument("--cache", default=".cache", help="where downloads are kept")
    cache = sources.fetch(flags.parse_args().cache)
    rows = collections.defaultdict(lambda: collections.defaultdict(list))
    latin, foreign = set(), set()
    for forms, _ in sources.name_groups(cache):
        found = by_script(forms)
        latins = found.get("latin", [])
        if not latins:
            continue
        native = False
        japanese = "hiragana" in found
        cyrillic = [] if japanese else found.get("cyrillic", [])
        borrowed = bool(cyrillic) and of_latin_origin(cyrillic, latins)
        for form in [] if borrowed else cyrillic:
            origin = truly_cyrillic(form, found, latins)
            fits = english(form, latins, "cyrillic") if origin else []
            if fits:
                rows["cyrillic"][(title(form), kind_of(form, "cyrillic"))].extend(map(title, fits))
            native = native or origin == 2
        for script in sorted((set(MATCHERS) - {"cyrillic"}) & set(found)):
            if borrowed or japanese or script == "hindi" and {"cyrillic", "han", "kana", "hebrew"} & set(found):
                continue
            if script in {"georgian", "armenian"} and len(set(found) - {"latin", "cyrillic"}) > 1:
                continue
            for form in found[script][:2]:
                fits = english(form, latins, script)
                if script == "arabic":
                    fits = [fit for fit in fits if truly_arabic(form, found, fit)]
                if script == "greek" and not truly_greek(form, found) or script == "hebrew" and not truly_hebrew(form, found):
                    fits = []
                if fits:
                    cased = title(form) if script in {"greek", "armenian"} else form
                    rows[script][(cased, kind_of(form, script))].extend(map(title, fits))
                    native = True
        for form in found.get("hiragana", [])[:1]:
            reading = hepburn(form)
            if reading and "han" in found and any(plain(latin_form) == reading for latin_form in latins):
                rows["japanese"][(form, "n")].append(title(reading))
                native = True
        surname = next((form for form in forms if re.fullmatch(r"[一-鿿]{1,2}姓", form)), None)
        if surname and (fits := [form for form in latins if form.isascii() and pinyin(form)]):
            reading = letters.CHINESE_SURNAMES.get(surname[:-1])
            rows["chinese"][(surname[:-1], "s")].extend([reading] if reading else map(title, fits))
            native = True
        if "hangul" in found and not set(found) - {"hangul", "han", "kana", "latin"} and len(found["hangul"][0]) <= 2:
            if all(form.isascii() for form in latins) and any("-" in form for form in latins):
                fits = [form for form in latins if not re.search(r"[^aeiou-]j|^[aeiou]*j[io]?[uoae]ng-j|[bpg]i-|cs|dz|cz|sz|[xqv]", form)]
                rows["korean"][(found["hangul"][0], "g")].extend(form.capitalize() for form in fits)
                native = True
        far = set(found) - {"latin"} <= {"han", "hangul", "kana"} and "han" in found
        if native:
            # A form that is also a Latin name (Martin, Peter) stays one, unless it can only be a Slavic surname.
            if any(STRONG.search(form) for form in cyrillic):
                foreign.update(latins)
        elif any(STRONG.search(form) for form in cyrillic):
            pass
        elif not (far and min(map(len, found["han"])) <= 2 and any(pinyin(plain(form)) for form in latins)) and not japanese:
            latin.update(form for form in latins if len(form) > 2 and not NEVER_LATIN.search(form))
    for pair in letters.KOREAN_SURNAMES.split():
        surname, spellings = pair.split(":")
        rows["korean"][(surname, "s")].extend(spellings.split("/"))
    places(cache, rows)
    write(HERE / "known" / "places.txt", english_places(rows))
    house = curated(rows)
    for script, found in sorted(rows.items()):
        lines = []
        for (native, kind), forms in found.items():
            if forms:
                lines.append(f"{native}\t{'/'.join(ranked(native, forms, script, house.get((native, kind), [])))}\t{kind}")
        write(HERE / "known" / f"{script}.tsv", lines)
    for row in csv_rows("people.tsv"):
        # The surname of a curated person in a foreign convention must be judged. First names are also other people's.
        if row["id"][:3] in {"uk/", "ru/", "be/", "bg/", "ka/", "hy/"} and " " in row["native"]:
            forms = [row[lang] for lang in entries.LANGUAGES] + [form.split(":", 1)[-1] for form in row["also"].split("|") if form[:3] != "en:"]
            forms = [form.lower().split()[-1] for form in forms if form and form.istitle()]
            foreign.update(form for form in forms if form != row["en"].lower().split()[-1])
    for row in csv_rows("people.tsv"):
        if row["native"] == "-":
            latin.update(word.lower() for word in row["en"].split() if len(word) > 2 and word.isalpha() and word[0].isupper())
            foreign -= {word.lower() for word in row["en"].split()}
    write(HERE / "known" / "latin.txt", latin - foreign)


def csv_rows(name):
    return entries.read(HERE / name)


if __name__ == "__main__":
    main()
