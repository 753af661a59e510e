//! Which language a text is in: the document's, and that of a stretch inside it.
//!
//! whatlang knows seventy languages and costs 50 to 60 ns a byte, so it never sees a whole document. The script decides first,
//! then function words (a table made at build time from every `lang.toml`), which settle nearly all running text after a few
//! dozen words; whatlang is asked only about a short sample of what is left.

use std::sync::OnceLock;

use crate::text::{Pages, fold};

mod names;

#[allow(clippy::unreadable_literal, reason = "a generated table of hashes")]
mod hints {
    include!(concat!(env!("OUT_DIR"), "/hints.rs"));
}
use hints::{HINTED, HINTS};
pub use names::language_name;

/// A language, by its BCP 47 code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language(&'static str);

impl Language {
    /// English.
    pub const ENGLISH: Self = Self("en");

    /// The language with this code (`en`, `pt-BR`); a region is dropped. `None` when no part of the program knows it.
    pub fn from_code(code: &str) -> Option<Self> {
        let primary = code.split(['-', '_']).next()?.to_ascii_lowercase();
        let known = HINTED.iter().copied().chain(WHATLANG.iter().map(|(_, code)| *code));
        known.into_iter().find(|known| *known == primary).map(Self)
    }

    /// BCP 47 code.
    pub fn code(self) -> &'static str {
        self.0
    }

    /// A filter over the function words of the language: bit `hash % 4096` is set for each. Empty when the language
    /// has no list.
    pub fn function_word_filter(self) -> &'static FunctionWords {
        static NONE: FunctionWords = FunctionWords { bits: [0; 64] };
        static FILTERS: [OnceLock<FunctionWords>; HINTED.len()] =
            [const { OnceLock::new() }; HINTED.len()];
        let Some(at) = HINTED.iter().position(|code| *code == self.0) else { return &NONE };
        FILTERS[at].get_or_init(|| {
            let mut filter = NONE.clone();
            for &(hash, _) in HINTS.iter().filter(|(_, mask)| mask >> at & 1 == 1) {
                filter.bits[hash as usize % 4096 / 64] |= 1 << (hash % 64);
            }
            filter
        })
    }
}

/// See [`Language::function_word_filter`].
#[derive(Clone, Debug)]
pub struct FunctionWords {
    bits: [u64; 64],
}

impl FunctionWords {
    /// Whether the word with this hash may be a function word: never wrongly no, rarely wrongly yes.
    pub fn may_hold(&self, hash: u32) -> bool {
        self.bits[hash as usize % 4096 / 64] >> (hash % 64) & 1 == 1
    }
}

/// A language and how sure it is, 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Detected {
    /// The language.
    pub language: Language,
    /// How sure.
    pub confidence: f64,
}

/// Letters, and the apostrophes inside words.
static IN_WORDS: Pages<bool> = Pages::new(|c| c.is_alphabetic() || matches!(c, '\'' | '’'));

/// Bytes of a text that are looked at.
const SAMPLE: usize = 600;

/// The language of a text, from a sample of it: its start, and when that is undecided its middle too. `None` when
/// there is no letter to go by.
pub fn detect(text: &str) -> Option<Detected> {
    let start = sample(text, 0);
    let by_words = by_function_words(start);
    if by_words.is_some_and(|found| found.confidence >= 0.9) {
        return by_words;
    }
    let middle = sample(text, text.len() / 2);
    let again = if text.len() > SAMPLE { by_function_words(middle) } else { None };
    if let Some(found) = again.filter(|found| found.confidence >= 0.9) {
        return Some(found);
    }
    by_whatlang(start)
        .filter(|found| found.confidence > 0.6)
        .or(by_words)
        .or_else(|| by_whatlang(start))
}

/// The language of a short stretch, when its function words leave no doubt.
pub fn of_stretch(text: &str) -> Option<Language> {
    by_function_words(text).filter(|found| found.confidence >= 0.9).map(|found| found.language)
}

/// The language of a stretch in a script that few languages use, or by whatlang.
pub fn of_foreign_script(text: &str) -> Option<Language> {
    by_function_words(text)
        .filter(|found| found.confidence >= 0.8)
        .or_else(|| by_whatlang(text))
        .map(|found| found.language)
}

fn sample(text: &str, from: usize) -> &str {
    let start = text.floor_char_boundary(from);
    let end = text.floor_char_boundary((start + SAMPLE).min(text.len()));
    &text[start..end]
}

/// The letters and apostrophes from `at` on, and whether they are all ASCII. Nothing begins inside a character.
fn word_at(text: &str, at: usize) -> (&str, bool) {
    let (mut end, mut ascii) = (at, true);
    while let Some(&byte) = text.as_bytes().get(end) {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'\'' => end += 1,
            0xC0.. => match text[end..].chars().next().filter(|&c| IN_WORDS.get(c)) {
                Some(c) => (end, ascii) = (end + c.len_utf8(), false),
                None => break,
            },
            _ => break,
        }
    }
    (text.get(at..end).unwrap_or_default(), ascii)
}

/// The languages that have the word with this hash among their function words, one bit each.
fn hinted(hash: u32) -> u64 {
    let slots = HINTS.len();
    let mut at = hash as usize % slots;
    while HINTS[at].1 != 0 && HINTS[at].0 != hash {
        at = (at + 1) % slots;
    }
    HINTS[at].1
}

/// Counts the function words of every language among the words of `text`.
fn by_function_words(text: &str) -> Option<Detected> {
    let mut votes = [0_u32; HINTED.len()];
    let mut words = 0_u32;
    let mut at = 0;
    while at < text.len() {
        // Most words are short and ASCII, and most texts hold nothing else.
        let (length, hash) = fold::ascii_word(&text.as_bytes()[at..]).unwrap_or_else(|| {
            let (word, ascii) = word_at(text, at);
            let hash = if ascii { fold::hash_ascii(word.as_bytes()) } else { fold::hash(word) };
            (word.len(), hash)
        });
        at += length.max(1);
        if length == 0 {
            continue;
        }
        words += 1;
        let mut languages = hinted(hash);
        while languages != 0 {
            votes[languages.trailing_zeros() as usize] += 1;
            languages &= languages - 1;
        }
    }
    // Of two languages with as many votes the later leads.
    let ((most, language), next) = votes.iter().zip(0..).fold(((0, 0), 0), |(best, next), vote| {
        let vote = (*vote.0, vote.1);
        if vote >= best { (vote, best.0) } else { (best, next.max(vote.0)) }
    });
    if most < 2 || most * 6 < words {
        return None;
    }
    let lead = f64::from(most - next) / f64::from(most);
    let share = (f64::from(most) / f64::from(words) * 4.0).min(1.0);
    let weight = f64::from(most.min(8)) / 8.0;
    let sure = most >= 4 && lead >= 0.3 || most >= 3 && lead >= 0.6;
    let base = if sure { 0.9 } else { 0.5 };
    let confidence = base + (1.0 - base) * lead * share * weight;
    Some(Detected { language: Language(HINTED[language]), confidence: round(confidence) })
}

fn by_whatlang(text: &str) -> Option<Detected> {
    let info = whatlang::detect(text)?;
    let at = WHATLANG.binary_search_by_key(&info.lang().code(), |(three, _)| three).ok()?;
    Some(Detected { language: Language(WHATLANG[at].1), confidence: round(info.confidence()) })
}

fn round(confidence: f64) -> f64 {
    (confidence.clamp(0.0, 1.0) * 100.0).round() / 100.0
}

/// ISO 639-3 codes of whatlang and their BCP 47 codes, sorted.
#[rustfmt::skip]
static WHATLANG: &[(&str, &str)] = &[
    ("afr", "af"), ("aka", "ak"), ("amh", "am"), ("ara", "ar"), ("aze", "az"), ("bel", "be"), ("ben", "bn"),
    ("bul", "bg"), ("cat", "ca"), ("ces", "cs"), ("cmn", "zh"), ("cym", "cy"), ("dan", "da"), ("deu", "de"),
    ("ell", "el"), ("eng", "en"), ("epo", "eo"), ("est", "et"), ("fin", "fi"), ("fra", "fr"), ("guj", "gu"),
    ("heb", "he"), ("hin", "hi"), ("hrv", "hr"), ("hun", "hu"), ("hye", "hy"), ("ind", "id"), ("ita", "it"),
    ("jav", "jv"), ("jpn", "ja"), ("kan", "kn"), ("kat", "ka"), ("khm", "km"), ("kor", "ko"), ("lat", "la"),
    ("lav", "lv"), ("lit", "lt"), ("mal", "ml"), ("mar", "mr"), ("mkd", "mk"), ("mya", "my"), ("nep", "ne"),
    ("nld", "nl"), ("nob", "nb"), ("ori", "or"), ("pan", "pa"), ("pes", "fa"), ("pol", "pl"), ("por", "pt"),
    ("ron", "ro"), ("rus", "ru"), ("sin", "si"), ("slk", "sk"), ("slv", "sl"), ("sna", "sn"), ("spa", "es"),
    ("srp", "sr"), ("swe", "sv"), ("tam", "ta"), ("tel", "te"), ("tgl", "tl"), ("tha", "th"), ("tuk", "tk"),
    ("tur", "tr"), ("ukr", "uk"), ("urd", "ur"), ("uzb", "uz"), ("vie", "vi"), ("yid", "yi"), ("zul", "zu"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn running_text_is_told_by_its_function_words() {
        let code = |text| detect(text).map(|found| found.language.code());
        assert_eq!(
            code("The minister said on Tuesday that the talks had been held in the capital."),
            Some("en")
        );
        assert_eq!(
            code("Le ministre a déclaré mardi que les négociations ont eu lieu dans la capitale."),
            Some("fr")
        );
        assert_eq!(
            code(
                "Der Minister sagte am Dienstag, dass die Gespräche in der Hauptstadt stattfanden."
            ),
            Some("de")
        );
        assert_eq!(
            code("El ministro dijo el martes que las conversaciones se celebraron en la capital."),
            Some("es")
        );
        assert_eq!(
            code(
                "Міністр сказав у вівторок, що переговори відбулися в столиці, а не в іншому місті."
            ),
            Some("uk")
        );
        assert_eq!(
            code(
                "Министр сказал во вторник, что переговоры прошли в столице, а не в другом городе."
            ),
            Some("ru")
        );
        assert_eq!(code("外相は火曜日、首都で会談が行われたと述べた。"), Some("ja"));
        assert_eq!(code("12 345 — 678"), None);
    }

    #[test]
    fn tables_are_sorted() {
        assert!(WHATLANG.is_sorted());
        assert!(HINTS.iter().all(|&(hash, languages)| languages == 0 || hinted(hash) == languages));
        assert_eq!(hinted(fold::hash("kyiv")), 0);
        assert_eq!(Language::from_code("pt-BR"), Language::from_code("pt"));
        assert_eq!(Language::from_code("xx"), None);
    }
}
