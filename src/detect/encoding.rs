//! Letters damaged on the way: decoded with the wrong character set, replaced, mixed, invisible, or stored apart.
//!
//! ASCII text costs one look: everything here hangs on a character outside ASCII, a control character, or a question mark
//! inside a word.

use encoding_rs::{Encoding, KOI8_R, WINDOWS_1251, WINDOWS_1252};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::{Detector, Reading, Sight, finding};
use crate::finding::{Applicability, Confidence, Finding, Suggestion};
use crate::segment::token::{Gap, Kind, Script, Shape, Token, script_of};
use crate::text::{Pages, Span};

/// See the module.
pub(super) struct EncodingFaults;

impl Detector for EncodingFaults {
    fn run(&self, reading: &Reading, found: &mut Vec<Finding>) {
        let tokens = reading.tokens();
        let mut covered = 0;
        for at in reading.showing(Sight::MARK | Sight::WIDE) {
            let token = &tokens[at];
            let first = reading.text.as_bytes()[token.start as usize];
            let hit = match token.kind {
                Kind::Mark if first == b'?' => lost_letter(reading, at),
                Kind::Mark if first < 0x80 => control(token, first),
                Kind::Mark => mark(reading, at),
                Kind::Word if token.script == Script::Mixed => mixed_script(reading, token),
                Kind::Word => word(reading, at),
                _ => None,
            };
            let Some(hit) = hit else { continue };
            let Some(span) = hit.place.span() else { continue };
            if span.start() >= covered {
                covered = span.end();
                found.push(hit);
            }
        }
    }
}

/// “Vi?t”, “Nguy?n”: a question mark between letters.
fn lost_letter(reading: &Reading, at: usize) -> Option<Finding> {
    let tokens = reading.tokens();
    let (before, next) = (tokens.get(at.checked_sub(1)?)?, tokens.get(at + 1)?);
    let tight = tokens[at].gap() == Gap::None && next.gap() == Gap::None && before.is_word();
    let lower = next.is_word() && next.shape == Shape::Lower;
    // “really?yes” lost a space; a letter lost inside a word leaves a short piece behind a capital, or no vowel.
    let short = next.end - next.start <= 3
        || before.end - before.start <= 2
        || before.shape == Shape::Capital;
    (tight && lower && short).then(|| {
        finding("encoding/replacement", before.span().cover(next.span()), Confidence::High)
            .message("question mark in place of a letter")
    })
}

fn control(token: &Token, byte: u8) -> Option<Finding> {
    let control = byte < 0x20 || byte == 0x7F;
    control.then(|| invisible(token.span(), "control character"))
}

fn invisible(span: Span, message: &'static str) -> Finding {
    finding("encoding/invisible", span, Confidence::High)
        .message(message)
        .suggest(Suggestion::delete(span, Applicability::Safe))
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{80}'..='\u{9F}')
}

/// A lone mark outside ASCII.
fn mark(reading: &Reading, at: usize) -> Option<Finding> {
    let token = &reading.tokens()[at];
    let c = token.of(reading.text).chars().next()?;
    if c == '\u{FFFD}' {
        let before = at
            .checked_sub(1)
            .map(|n| &reading.tokens()[n])
            .filter(|t| t.is_word() && token.gap() == Gap::None);
        let span = before.map_or(token.span(), |t| t.span().cover(token.span()));
        return Some(
            finding("encoding/replacement", span, Confidence::High)
                .message("replacement character in place of a letter"),
        );
    }
    let right_to_left = matches!(reading.language.code(), "ar" | "fa" | "he" | "ur" | "yi");
    if is_invisible(c)
        && !(right_to_left && matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}'))
    {
        return between_words(reading, at);
    }
    byte_run(reading, at).or_else(|| stray_sign(reading, at))
}

/// A run of invisible characters that stands between words. Writers paste one now and then.
fn between_words(reading: &Reading, at: usize) -> Option<Finding> {
    let tokens = reading.tokens();
    let hidden = |n: usize| {
        let token = tokens.get(n).filter(|t| t.kind == Kind::Mark);
        token.and_then(|t| t.of(reading.text).chars().next()).is_some_and(is_invisible)
    };
    let touches = |n: usize| tokens[n].gap() == Gap::None;
    if at > 0 && hidden(at - 1) && touches(at) {
        return None;
    }
    let end = (at + 1..).find(|&n| !hidden(n) || !touches(n)).unwrap_or(at + 1);
    let hit = invisible(reading.span(at..end), "invisible character");
    // “Presi\u{200B}dent” is broken for every search.
    let inside = at > 0
        && touches(at)
        && tokens[at - 1].is_word()
        && tokens.get(end).is_some_and(|t| t.is_word() && t.gap() == Gap::None);
    Some(if inside { hit } else { hit.unless_alone(2) })
}

/// “assured © the candidate”: a sign of Latin-1 between two words that has nothing to stand for.
fn stray_sign(reading: &Reading, at: usize) -> Option<Finding> {
    let tokens = reading.tokens();
    let (before, token, next) = (tokens.get(at.checked_sub(1)?)?, &tokens[at], tokens.get(at + 1)?);
    let stray = matches!(token.of(reading.text), "©" | "ª" | "¨" | "¬" | "¯" | "¸");
    let lower = |t: &Token| t.shape == Shape::Lower;
    (stray && lower(before) && lower(next) && token.gap() == Gap::Space && next.gap() == Gap::Space)
        .then(|| {
            let cut = Span::new(before.span().end(), token.span().end());
            finding("encoding/mojibake", before.span().cover(token.span()), Confidence::Medium)
                .message("half of a letter decoded with the wrong character set")
                .suggest(Suggestion::delete(cut, Applicability::Unsafe))
        })
}

/// Letters that UTF-8 read as windows-1252 or windows-1251 begins with.
const LEADS: [char; 14] = ['Ã', 'Â', 'â', 'Å', 'Ä', 'Ð', 'Ñ', 'Î', 'Ï', 'Ø', 'Ù', 'Р', 'С', 'Ё'];

/// What a character in a word gives reason to look for, one bit for each.
static ODDITIES: Pages<u8> = Pages::new(|c| {
    let hidden = is_invisible(c) || matches!(c, '\u{200C}' | '\u{200D}');
    let bits = [(hidden, HIDDEN), (is_combining_mark(c), COMBINING), (LEADS.contains(&c), LEAD)];
    bits.iter().map(|&(holds, bit)| if holds { bit } else { 0 }).sum()
});
const HIDDEN: u8 = 1;
const COMBINING: u8 = 2;
const LEAD: u8 = 4;

/// A word with letters outside ASCII.
fn word(reading: &Reading, at: usize) -> Option<Finding> {
    let token = &reading.tokens()[at];
    let text = token.of(reading.text);
    let odd = text.chars().fold(0, |odd, c| odd | ODDITIES.get(c));
    if odd & HIDDEN != 0
        && let Some(hit) = hidden_in(token, text, reading.language.code())
    {
        return Some(hit);
    }
    if odd & COMBINING != 0 && text.contains("i\u{307}") {
        let plain = text.replace("i\u{307}", "i");
        let repair = Suggestion::replace(token.span(), plain, Applicability::Safe);
        return Some(
            finding("encoding/normalization", token.span(), Confidence::High)
                .message("Turkish İ lowered to two characters")
                .suggest(repair),
        );
    }
    if odd & COMBINING != 0 {
        let composed: String = text.nfc().collect();
        // Vowel signs of Arabic, Hebrew and Indic scripts have no composed form and stay.
        if composed != text {
            let repair = Suggestion::replace(token.span(), composed, Applicability::Safe);
            return Some(
                finding("encoding/normalization", token.span(), Confidence::Medium).suggest(repair),
            );
        }
    }
    let run = if odd & LEAD != 0 { byte_run(reading, at) } else { None };
    run.or_else(|| torn_letter(reading, at)).or_else(|| other_charset(token, text))
}

fn hidden_in(token: &Token, text: &str, language: &str) -> Option<Finding> {
    let joins = matches!(
        language,
        "fa" | "ar" | "ur" | "hi" | "mr" | "bn" | "ne" | "ta" | "te" | "km" | "my"
    );
    let bad = |c: char| is_invisible(c) || !joins && matches!(c, '\u{200C}' | '\u{200D}');
    let (at, c) = text.char_indices().find(|&(_, c)| bad(c))?;
    let start = token.span().start() + at;
    let hidden = Span::new(start, start + c.len_utf8());
    let rest = text[at + c.len_utf8()..].chars().any(bad);
    let repair = if rest {
        Suggestion::replace(token.span(), text.replace(bad, ""), Applicability::Safe)
    } else {
        Suggestion::delete(hidden, Applicability::Safe)
    };
    Some(finding("encoding/invisible", token.span(), Confidence::High).suggest(repair))
}

/// The stretch of touching tokens around `at`: what a reader sees as one word.
fn cluster(reading: &Reading, at: usize) -> Span {
    let tokens = reading.tokens();
    let (mut first, mut last) = (at, at);
    while first > 0
        && tokens[first].gap() == Gap::None
        && !tokens[first - 1].of(reading.text).is_ascii() | tokens[first - 1].is_word()
    {
        first -= 1;
    }
    while last + 1 < tokens.len()
        && tokens[last + 1].gap() == Gap::None
        && (!tokens[last + 1].of(reading.text).is_ascii() || tokens[last + 1].is_word())
    {
        last += 1;
    }
    tokens[first].span().cover(tokens[last].span())
}

/// UTF-8 read as windows-1252 or windows-1251: the letters, taken back to bytes, are UTF-8 again.
fn byte_run(reading: &Reading, at: usize) -> Option<Finding> {
    let token = &reading.tokens()[at];
    if !token.of(reading.text).contains(LEADS) {
        return None;
    }
    let span = cluster(reading, at);
    let text = span.of(reading.text);
    [WINDOWS_1252, WINDOWS_1251].into_iter().find_map(|encoding| {
        let repaired = redecoded(text, encoding)?;
        // Every letter outside ASCII shrinks; chance agreement of a real word does not survive that.
        let shorter = repaired.chars().count() < text.chars().count();
        // Two letters of Cyrillic can be a word (“Рі” is a Korean surname in Ukrainian).
        let long = encoding == WINDOWS_1252 || repaired.chars().count() >= 3;
        let letters = long
            && repaired
                .chars()
                .filter(|c| !c.is_ascii())
                .all(|c| c.is_alphanumeric() || is_mark_of_print(c));
        (shorter && letters).then(|| {
            let repair = Suggestion::replace(span, repaired, Applicability::Safe);
            finding("encoding/mojibake", span, Confidence::High)
                .message(format!("UTF-8 decoded as {}", encoding.name()))
                .suggest(repair)
        })
    })
}

fn is_mark_of_print(c: char) -> bool {
    matches!(
        c,
        '‘' | '’'
            | '“'
            | '”'
            | '–'
            | '—'
            | '…'
            | '€'
            | '«'
            | '»'
            | '„'
            | '\u{A0}'
            | '°'
            | '·'
            | '•'
            | '№'
            | '™'
            | '©'
            | '®'
            | '£'
            | '§'
            | '²'
            | '³'
            | '½'
    )
}

/// The bytes of `text` in `encoding`, read as UTF-8.
fn redecoded(text: &str, encoding: &'static Encoding) -> Option<String> {
    // The last byte of ” is none of windows-1252 and is often dropped.
    if let Some(rest) = text.strip_suffix("â€").filter(|_| encoding == WINDOWS_1252) {
        let rest = if rest.is_ascii() { rest.to_owned() } else { redecoded(rest, encoding)? };
        return Some(format!("{rest}”"));
    }
    let (bytes, _, unmappable) = encoding.encode(text);
    if unmappable || bytes.is_ascii() {
        return None;
    }
    String::from_utf8(bytes.into_owned()).ok()
}

/// “Mà © lenchon”, “MÃ© lenchon”: a letter decoded as two and then torn apart.
fn torn_letter(reading: &Reading, at: usize) -> Option<Finding> {
    let tokens = reading.tokens();
    let (token, sign) = (&tokens[at], tokens.get(at + 1)?);
    let text = token.of(reading.text);
    // In lower case “Ã” is “ã”, and some engines make “à” of it; both are letters of their own in other languages.
    let lowered = if reading.language.code() == "en" { ['Ã', 'ã', 'à'] } else { ['Ã'; 3] };
    let head = text.strip_suffix(lowered)?;
    let mut signs = sign.of(reading.text).chars();
    let (second, None) = (signs.next()?, signs.next()) else { return None };
    if sign.kind != Kind::Mark
        || !('\u{A0}'..='\u{BF}').contains(&second)
        || sign.gap() > Gap::Space
    {
        return None;
    }
    let letter = char::from_u32(second as u32 + 0x40)?;
    let tail = tokens
        .get(at + 2)
        .filter(|t| t.shape == Shape::Lower && t.gap() <= Gap::Space && !t.starts_line());
    let end = tail.map_or(sign.span().end(), |t| t.span().end());
    let span = Span::new(token.span().start(), end);
    let repaired = format!("{head}{letter}{}", tail.map_or("", |t| t.of(reading.text)));
    Some(
        finding("encoding/mojibake", span, Confidence::High)
            .message("UTF-8 decoded as windows-1252 and then torn apart")
            .suggest(Suggestion::replace(span, repaired, Applicability::Unsafe)),
    )
}

/// Russian in windows-1251 read as windows-1252 (“Ïðèâåò”), or as KOI8-R (“оПХБЕР”).
fn other_charset(token: &Token, text: &str) -> Option<Finding> {
    let letters = text.chars().count();
    if letters < 4 {
        return None;
    }
    let high_latin = text
        .chars()
        .all(|c| ('\u{C0}'..='\u{FF}').contains(&c) || matches!(c, '¸' | '¨' | '³' | '¿'));
    let (bytes_of, reading_as) = if high_latin {
        (WINDOWS_1252, WINDOWS_1251)
    } else if is_case_swapped(text) {
        (WINDOWS_1251, KOI8_R)
    } else {
        return None;
    };
    let (bytes, _, unmappable) = bytes_of.encode(text);
    let repaired = reading_as.decode_without_bom_handling_and_without_replacement(&bytes)?;
    let vowels = repaired
        .chars()
        .filter(|c| "аеиоуыэюяіїє".contains(c.to_lowercase().next().unwrap_or(*c)))
        .count();
    let natural = repaired.chars().all(char::is_alphabetic)
        && vowels * 6 >= letters
        && !is_case_swapped(&repaired);
    (!unmappable && natural).then(|| {
        finding("encoding/mojibake", token.span(), Confidence::High)
            .message(format!("{} decoded as {}", reading_as.name(), bytes_of.name()))
            .suggest(Suggestion::replace(token.span(), repaired.into_owned(), Applicability::Safe))
    })
}

/// Cyrillic that begins in lower case and goes on in capitals, as KOI8-R looks when read as windows-1251.
fn is_case_swapped(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| c.is_lowercase() && script_of(c) == Script::Cyrillic)
        && chars.all(|c| c.is_uppercase() && script_of(c) == Script::Cyrillic)
}

/// Letters that look alike in Latin and Cyrillic, then Latin and Greek.
#[rustfmt::skip]
const LOOKALIKES: &[(char, char)] = &[
    ('a', 'а'), ('c', 'с'), ('e', 'е'), ('i', 'і'), ('j', 'ј'), ('o', 'о'), ('p', 'р'), ('s', 'ѕ'), ('x', 'х'), ('y', 'у'),
    ('A', 'А'), ('B', 'В'), ('C', 'С'), ('E', 'Е'), ('H', 'Н'), ('I', 'І'), ('J', 'Ј'), ('K', 'К'), ('M', 'М'), ('O', 'О'),
    ('P', 'Р'), ('S', 'Ѕ'), ('T', 'Т'), ('X', 'Х'), ('Y', 'У'), ('k', 'к'), ('m', 'м'), ('t', 'т'),
    ('o', 'ο'), ('v', 'ν'), ('A', 'Α'), ('B', 'Β'), ('E', 'Ε'), ('H', 'Η'), ('I', 'Ι'), ('K', 'Κ'), ('M', 'Μ'), ('N', 'Ν'),
    ('O', 'Ο'), ('P', 'Ρ'), ('T', 'Τ'), ('X', 'Χ'), ('Y', 'Υ'), ('Z', 'Ζ'),
];

/// “prеsident” with a Cyrillic е.
fn mixed_script(reading: &Reading, token: &Token) -> Option<Finding> {
    let text = token.of(reading.text);
    let count =
        |script| text.chars().filter(|&c| c.is_alphabetic() && script_of(c) == script).count();
    let (latin, cyrillic, greek) =
        (count(Script::Latin), count(Script::Cyrillic), count(Script::Greek));
    let home_latin = latin >= cyrillic + greek;
    let swap = |c: char| -> Option<char> {
        let pair = LOOKALIKES.iter().find(|(a, b)| if home_latin { *b == c } else { *a == c });
        pair.map(|&(a, b)| if home_latin { a } else { b })
    };
    let foreign = |c: char| c.is_alphabetic() && (script_of(c) == Script::Latin) != home_latin;
    let repaired: Option<String> =
        text.chars().map(|c| if foreign(c) { swap(c) } else { Some(c) }).collect();
    let hit = |confidence| finding("encoding/mixed-script", token.span(), confidence);
    match repaired {
        Some(repaired) if latin > 0 => Some(hit(Confidence::High).suggest(Suggestion::replace(
            token.span(),
            repaired,
            Applicability::Safe,
        ))),
        // “µm” and “Ωmega” are written so; three letters of each are no sign any more.
        _ if latin >= 3 && cyrillic >= 2 => Some(hit(Confidence::Medium)),
        _ => None,
    }
}
