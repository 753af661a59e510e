"""Writes a Cyrillic name as the press of a language regularly does.

Used to fill in the regular foreign spellings of the people of the curated file (fr *Kouleba*, nl *Koeleba*, pl *Kułeba*), and, for
people whose own language has Latin letters, the forms that come back from a Russian page (Бербок → *Berbok*). What is irregular
stands in the curated file by hand.
"""

import re

# Plain letters per language; contexts are handled in `letters_of`.
BASE = {
    "en": dict(zip("абвгдезиклмнопрстуфхцчшщыэюяёжй", "a b v g d e z i k l m n o p r s t u f kh ts ch sh shch y e yu ya yo zh y".split())),
    "fr": dict(zip("абвгдезиклмнопрстуфхцчшщыэюяёжй", "a b v g d e z i k l m n o p r s t ou f kh ts tch ch chtch y e iou ia io j ï".split())),
    "de": dict(zip("абвгдезиклмнопрстуфхцчшщыэюяёжй", "a b w g d e s i k l m n o p r s t u f ch z tsch sch schtsch y e ju ja jo sch j".split())),
    "es": dict(zip("абвгдезиклмнопрстуфхцчшщыэюяёжй", "a b v g d e z i k l m n o p r s t u f j ts ch sh sch i e yu ya io zh i".split())),
    "it": dict(zip("абвгдезиклмнопрстуфхцчшщыэюяёжй", "a b v g d e z i k l m n o p r s t u f ch c č š šč y e ju ja ë ž j".split())),
    "pt": dict(zip("абвгдезиклмнопрстуфхцчшщыэюяёжй", "a b v g d e z i k l m n o p r s t u f kh ts tch ch sch i e iu ia io j i".split())),
    "nl": dict(zip("абвгдезиклмнопрстуфхцчшщыэюяёжй", "a b v g d e z i k l m n o p r s t oe f ch ts tsj sj sjtsj y e joe ja jo zj j".split())),
    "pl": dict(zip("абвгдезиклмнопрстуфхцчшщыэюяёжй", "a b w g d e z i k ł m n o p r s t u f ch c cz sz szcz y e iu ia io ż j".split())),
    "cs": dict(zip("абвгдезиклмнопрстуфхцчшщыэюяёжй", "a b v g d e z i k l m n o p r s t u f ch c č š šč y e ju ja jo ž j".split())),
    "sv": dict(zip("абвгдезиклмнопрстуфхцчшщыэюяёжй", "a b v g d e z i k l m n o p r s t u f ch ts tj sj sjtj y e ju ja jo zj j".split())),
    "ro": dict(zip("абвгдезиклмнопрстуфхцчшщыэюяёжй", "a b v g d e z i k l m n o p r s t u f h ț ci ș șci î e iu ia io j i".split())),
    "tr": dict(zip("абвгдезиклмнопрстуфхцчшщыэюяёжй", "a b v g d e z i k l m n o p r s t u f h ts ç ş şç ı e yu ya yo j y".split())),
}
JE = {"en": "ye", "fr": "ie", "de": "je", "es": "ye", "it": "e", "pt": "ie", "nl": "je", "pl": "je", "cs": "je", "sv": "je", "ro": "ie", "tr": "ye"}
JI = {"en": "i", "fr": "ï", "de": "ji", "es": "i", "it": "ji", "pt": "i", "nl": "ji", "pl": "ji", "cs": "ji", "sv": "ji", "ro": "i", "tr": "yi"}
# The ending -ий, -ый: Russian; Ukrainian.
IJ = {"en": ("y", "y"), "fr": ("i", "y"), "de": ("i", "yj"), "es": ("i", "i"), "it": ("ij", "yj"), "pt": ("i", "i"), "nl": ("i", "y"), "pl": ("i", "i"),
      "cs": ("ij", "yj"), "sv": ("ij", "yj"), "ro": ("i", "i"), "tr": ("i", "i")}
VOWELS = "аеёиіїоуыэюяє"
SIBILANTS = "жчшщц"


def word(native, src, lang, surname=False):
    """One word; `src` is ru, uk, be or bg. `surname` lets French add its -e to -in."""
    low = native.lower()
    base = BASE[lang]
    out = []
    i = 0
    while i < len(low):
        c, before, after = low[i], low[i - 1] if i else "", low[i + 1] if i + 1 < len(low) else ""
        rest = low[i:]
        step = 1
        ukrainian = src in ("uk", "be")
        start = i == 0 or before in "-'’ "
        vowel_before = before in VOWELS and not start
        soft = before == "ь" or before in "'’ъ" and not start and ukrainian
        if rest == "ій" and src == "uk":
            out.append({"de": "ij", "it": "ij", "pl": "ij", "cs": "ij", "sv": "ij", "nl": "i", "tr": "iy", "fr": "iï", "es": "i"}.get(lang, "ii"))
            break
        if rest == "ий" and lang == "pl" and not surname and src == "ru":
            out.append("ij")
            break
        if rest in ("ий", "ый", "ій"):
            out.append("y" if lang == "pl" and before not in "кгхжшщч" else IJ[lang][src == "uk"])
            break
        if c in "ъ" and src != "bg" or c in "'’":
            sound = ""
        elif c == "ъ":
            sound = {"pl": "y", "cs": "ă", "ro": "ă", "tr": "ı"}.get(lang, "a")
        elif c == "ь":
            sound = {"н": "ń", "с": "ś", "з": "ź", "ц": "ć"}.get(before, "") if lang == "pl" and after not in "еєёюяоі" + VOWELS or lang == "pl" and not after else ""
            if lang == "pl" and sound and out and low[i:i + 2] != "ьк":
                out[-1] = sound
                sound = ""
            else:
                sound = ""
        elif c == "г" and ukrainian:
            sound = "h"
        elif c == "ґ":
            sound = "g"
        elif c == "г" and lang in ("fr", "es", "pt") and after and after in "еиэёіє":
            sound = "gu"
        elif c == "г" and lang == "ro" and after and after in "еиі":
            sound = "gh"
        elif c == "к" and after == "с" and lang in ("fr", "de", "pt", "ro"):
            sound, step = "x", 2
        elif c == "д" and after == "ж" and lang in ("tr", "fr", "en"):
            sound, step = {"tr": "c", "fr": "dj", "en": "j"}[lang], 2
        elif c in "еє" and not (c == "е" and src == "uk"):
            if start or vowel_before or soft:
                sound = JE[lang]
                if c == "е" and src == "bg":
                    sound = "e"
                if lang == "fr":
                    sound = "ïe" if vowel_before and before not in "иіы" else "ie"
                if lang == "sv" or lang == "cs" or lang == "tr":
                    sound = JE[lang] if src != "bg" else "e"
            elif c == "є":
                sound = {"pl": "ie", "en": "ie", "fr": "ie", "pt": "ie", "es": "ie"}.get(lang, JE[lang])
            elif lang == "pl" and before not in SIBILANTS + "л" and src != "bg":
                sound = "ie"
            elif lang == "cs" and before in "дтн" and src == "ru":
                sound = "ě"
            else:
                sound = base["е"]
        elif c == "ё":
            sound = {"en": "e", "it": "ë", "ro": "io" if before in "чщ" else "o"}.get(lang, "o") if before in SIBILANTS and before else base["ё"]
            if lang == "fr" and before in SIBILANTS and before:
                sound = "e"
            if lang == "pl":
                sound = "o" if before in SIBILANTS + "л" and before else "jo" if start or vowel_before else "io"
        elif c == "ї":
            sound = JI[lang]
        elif c == "и" and ukrainian:
            sound = {"es": "i", "pt": "i", "ro": "i", "tr": "i"}.get(lang, "y")
        elif c in "иі":
            sound = "i"
            if lang == "fr" and vowel_before and before not in "иі":
                sound = "ï"
            if lang == "pl" and c == "и" and before and before in SIBILANTS:
                sound = "y"
        elif c == "й":
            sound = base["й"]
            if lang == "de" and (not after or after not in VOWELS):
                sound = "i"
            if lang == "es" and after and after in VOWELS or lang == "fr" and start:
                sound = "y"
            if lang == "fr" and low[i - 1:i] == "и":
                sound = ""
            if after == "о" and lang in ("fr", "pt", "ro", "es"):
                sound = "i"
        elif c == "ў":
            sound = {"en": "u", "fr": "ou", "nl": "oe", "cs": "ŭ", "it": "ŭ", "pl": "u"}.get(lang, "u")
        elif c == "ц" and lang == "pl" and rest.startswith("цьк"):
            sound, step = "c", 2
        elif c == "ц" and lang == "pl" and after == "ь":
            sound, step = "ć", 2
        elif c == "т" and lang == "de" and after == "с":
            sound, step = "z", 2
        elif c == "с" and lang in ("fr", "de", "pt") and vowel_before and after and after in VOWELS:
            sound = "ss"
        elif c == "ч" and lang == "ro" and after and after in "еёиі":
            sound = "c"
        elif c == "щ":
            sound = base["щ"]
            if src == "bg":
                sound = {"fr": "cht", "de": "scht", "pl": "szt", "cs": "št", "it": "št", "nl": "sjt", "sv": "sjt", "ro": "șt", "tr": "şt", "pt": "cht"}.get(lang, "sht")
            elif lang == "ro" and after and after in "еёиі":
                sound = "șc"
        elif c == "л" and lang == "pl":
            sound = "l" if after and after in "ьіюяє" or after == "и" and src != "uk" or after in ("е", "ё") and src != "uk" and after else "ł"
        elif c in "юя":
            sound = base[c]
            if lang == "pl":
                tail = {"ю": "u", "я": "a"}[c]
                sound = tail if before == "л" else "j" + tail if start or vowel_before or soft else "i" + tail
            elif lang == "fr" and vowel_before and before not in "иі":
                sound = {"ю": "ïou", "я": "ïa"}[c]
            elif lang == "fr" and before in "иі" and before:
                sound = {"ю": "ou", "я": "a"}[c]
            elif lang in ("pt", "es", "ro") and before in "иі" and before:
                sound = {"ю": "u", "я": "a"}[c]
            elif lang in ("en",) and before in "иі" and before:
                sound = {"ю": "u", "я": "a"}[c]
            elif lang == "es" and not (start or vowel_before or soft):
                sound = {"ю": "iu", "я": "ia"}[c]
        elif c in base:
            sound = base[c]
        else:
            sound = c if c in "- " else ""
        out.append(sound)
        i += step
    text = "".join(out)
    if lang == "fr" and surname and re.search(r"[^ьй][иыі]н$", low) and src in ("ru", "uk"):
        text += "e"
    if lang == "fr":
        text = text.replace("oou", "ou")
    return re.sub(r"(^|[-\s])(\w)", lambda m: m[1] + m[2].upper(), text)


def name(native, src, lang):
    """A whole name: every word, the last one being the surname."""
    words = native.split(" ")
    return " ".join(word(part, src, lang, surname=at + 1 == len(words) and at > 0) for at, part in enumerate(words))


LANGUAGES = ["en", "fr", "de", "es", "it", "pt", "nl", "pl", "cs", "sv", "ro", "tr"]
