//! Case folding and word hashes, the same at build time and at run time.
//!
//! A word is compared by the hash of its folded form and, when that agrees, letter by letter; so the token pass never
//! allocates. ASCII words are folded eight bytes at a time: setting bit 5 lowers every ASCII letter and leaves
//! digits and the apostrophe as they are, which is all that an ASCII word can hold. Curly apostrophes fold to `'`,
//! and all double quotation marks to `"`.

use crate::text::Pages;

const SEED: u64 = 0x9E37_79B9_7F4A_7C15;

/// Hash of an ASCII word (letters, digits, apostrophes) without regard to case.
pub fn hash_ascii(word: &[u8]) -> u32 {
    hash_bytes(word, 0x20)
}

/// Hash of the ASCII word in the first `length` of eight bytes, at most seven. Agrees with [`hash_ascii`].
#[inline]
pub fn hash_eight(eight: u64, length: usize) -> u32 {
    let used = (1 << (8 * length)) - 1;
    finish(mix(SEED ^ length as u64, (eight | 0x2020_2020_2020_2020) & used))
}

/// Hash of the ASCII word in the first `length` of sixteen bytes, eight to fifteen. Agrees with [`hash_ascii`].
#[inline]
pub fn hash_sixteen(first: u64, second: u64, length: usize) -> u32 {
    let state = mix(SEED ^ length as u64, first | 0x2020_2020_2020_2020);
    if length == 8 {
        return finish(state);
    }
    let used = (1 << (8 * (length - 8))) - 1;
    finish(mix(state, (second | 0x2020_2020_2020_2020) & used))
}

/// Length and hash of the letters and apostrophes that some bytes begin with, when they are ASCII, fewer than sixteen, and nothing outside ASCII
/// follows that might go on the word. The hash agrees with [`hash_ascii`]; of no letter it means nothing.
#[inline]
pub fn ascii_word(bytes: &[u8]) -> Option<(usize, u32)> {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let (both, _) = bytes.split_first_chunk::<16>()?;
    let (head, tail) = both.split_at(8);
    let [head, tail] =
        [head, tail].map(|eight| u64::from_le_bytes(eight.try_into().unwrap_or_default()));
    // The highest bit of each byte that is no part of a word.
    let others = |value: u64| {
        let low = value & !HIGH;
        let lowered = low | 0x2020_2020_2020_2020;
        let least = |byte: u8| lowered + u64::from_le_bytes([0x80 - byte; 8]);
        let letters = least(b'a') & !least(b'z' + 1);
        let apostrophes = !((low ^ u64::from_le_bytes([b'\''; 8])) + 0x7F7F_7F7F_7F7F_7F7F);
        (!(letters | apostrophes) | value) & HIGH
    };
    let length = match others(head) {
        0 => 8 + others(tail).trailing_zeros() as usize / 8,
        others => others.trailing_zeros() as usize / 8,
    };
    if *both.get(length)? >= 0x80 {
        return None;
    }
    let hash = if length < 8 { hash_eight(head, length) } else { hash_sixteen(head, tail, length) };
    Some((length, hash))
}

/// Hash of an ASCII character that is no letter. Agrees with [`hash`].
pub fn hash_mark(mark: u8) -> u32 {
    hash_bytes(&[if mark == b'`' { b'\'' } else { mark }], 0)
}

/// Hash of any word or mark, folded. Agrees with [`hash_ascii`] on words that fold to ASCII.
pub fn hash(word: &str) -> u32 {
    // The marks inside a number have the bit that folds a letter too.
    if word.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'\'' | b',' | b'.')) {
        return hash_ascii(word.as_bytes());
    }
    let mut buffer = [0_u8; 96];
    let mut len = 0;
    for c in word.chars() {
        let Some(c) = folded_char(c).filter(|c| len + c.len_utf8() <= buffer.len()) else {
            return hash_bytes(fold(word).as_bytes(), 0);
        };
        len += c.encode_utf8(&mut buffer[len..]).len();
    }
    hash_bytes(&buffer[..len], 0)
}

/// Eight bytes at a time; `lower` is the bit that folds them.
fn hash_bytes(bytes: &[u8], lower: u8) -> u32 {
    let mut chunks = bytes.chunks_exact(8);
    let mut state = SEED ^ bytes.len() as u64;
    let lower8 = u64::from_le_bytes([lower; 8]);
    for chunk in &mut chunks {
        let mut eight = [0; 8];
        eight.copy_from_slice(chunk);
        state = mix(state, u64::from_le_bytes(eight) | lower8);
    }
    let rest = chunks.remainder();
    if !rest.is_empty() {
        let used = u64::MAX >> (64 - 8 * rest.len());
        state = mix(state, tail(rest) | lower8 & used);
    }
    finish(state)
}

/// One to seven bytes as a number, without a loop: loads that overlap put the same bytes in the same place.
fn tail(bytes: &[u8]) -> u64 {
    let last = bytes.len() - 1;
    if let (Some(first), Some(end)) = (bytes.first_chunk(), bytes.last_chunk()) {
        let [first, end] = [first, end].map(|four: &[u8; 4]| u64::from(u32::from_le_bytes(*four)));
        return first | end << (8 * (last - 3));
    }
    [0, last / 2, last].into_iter().fold(0, |all, at| all | u64::from(bytes[at]) << (8 * at))
}

/// The hash of two or three words in a row.
pub fn combine(first: u32, next: u32) -> u32 {
    finish(mix(u64::from(first) << 32 ^ SEED, u64::from(next)))
}

/// The folded characters of a word.
pub fn folded(word: &str) -> impl Iterator<Item = char> + '_ {
    word.chars().flat_map(|c| fold_mark(c).to_lowercase())
}

/// The one character that a character folds to; `None` when there are several (İ).
fn folded_char(c: char) -> Option<char> {
    static FOLDED: Pages<Option<char>> = Pages::new(|c| {
        let mut folded = fold_mark(c).to_lowercase();
        folded.next().filter(|_| folded.next().is_none())
    });
    FOLDED.get(c)
}

/// The folded word as a string, for building lexicons.
pub fn fold(word: &str) -> String {
    folded(word).collect()
}

/// Whether `word` folds to `target`, which is folded already.
pub fn folds_to(word: &str, target: &str) -> bool {
    if word.is_ascii() {
        let same =
            |(a, b): (u8, u8)| if a == b'`' { b == b'\'' } else { a.to_ascii_lowercase() == b };
        return word.len() == target.len() && word.bytes().zip(target.bytes()).all(same);
    }
    let mut target = target.chars();
    let one = |c: char| match folded_char(c) {
        Some(folded) => target.next() == Some(folded),
        None => fold_mark(c).to_lowercase().all(|c| target.next() == Some(c)),
    };
    word.chars().all(one) && target.next().is_none()
}

fn fold_mark(c: char) -> char {
    match c {
        '’' | '‘' | 'ʼ' | '`' | '´' => '\'',
        '“' | '”' | '„' | '«' | '»' | '‟' | '″' => '"',
        'ё' => 'е',
        'Ё' => 'Е',
        // Turkish has two letters where others have one; with all four equal no language needs a folding of its own.
        'İ' | 'ı' => 'i',
        // Romanian is written with a comma below and, by old fonts, with the cedilla of Turkish.
        'ș' | 'Ș' => 'ş',
        'ț' | 'Ț' => 'ţ',
        _ => c,
    }
}

fn mix(state: u64, value: u64) -> u64 {
    let product = u128::from(state ^ value) * u128::from(SEED | 1);
    (product >> 64) as u64 ^ product as u64
}

fn finish(state: u64) -> u32 {
    (state ^ state >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_apostrophes_do_not_matter() {
        assert_eq!(hash("Kyiv"), hash("kyiv"));
        assert_eq!(hash("ÉLYSÉE"), hash("élysée"));
        assert_eq!(hash("İndirin"), hash("indirin"));
        assert_eq!(hash("ISI"), hash("ısı"));
        assert_eq!(hash("ştiri"), hash("Știri"));
        assert_eq!(hash("КИЕВ"), hash("киев"));
        assert_eq!(hash_ascii(b"Representatives"), hash("representatives"));
        assert!(folds_to("L’ÉTAT", "l'état") && folds_to("`Tis", "'tis"));
        assert!(!folds_to("Kyiv", "kyi") && !folds_to("kyi", "kyiv") && !folds_to("Kiev", "kyiv"));
    }

    #[test]
    fn an_ascii_word_and_its_curly_spelling_agree() {
        assert_eq!(hash("don’t"), hash("don't"));
    }

    #[test]
    fn a_mark_has_one_hash() {
        for mark in (0..0x80_u8).filter(|mark| !mark.is_ascii_alphanumeric()) {
            assert_eq!(hash_mark(mark), hash(char::from(mark).encode_utf8(&mut [0; 4])), "{mark}");
        }
        assert_eq!(hash("7,500.5"), hash_bytes(b"7,500.5", 0));
        let eight = |bytes: &[u8; 8]| u64::from_le_bytes(*bytes);
        assert_eq!(hash_sixteen(eight(b"Minister"), eight(b" said on"), 8), hash("minister"));
        assert_eq!(hash_sixteen(eight(b"Minister"), eight(b"ial said"), 11), hash("ministerial"));
        assert_eq!(hash_eight(u64::from_le_bytes(*b"Kyiv. It"), 4), hash("kyiv"));
    }

    #[test]
    fn different_words_differ() {
        let words = [
            "a",
            "b",
            "as",
            "has",
            "",
            "aaaaaaaa",
            "aaaaaaaab",
            "é",
            "e",
            "-",
            ".",
            "“",
            "'",
            "abcdefg",
            "abcdeg",
        ];
        for (i, a) in words.iter().enumerate() {
            for b in &words[i + 1..] {
                assert_ne!(hash(a), hash(b), "{a} and {b}");
            }
        }
        assert_ne!(combine(1, 2), combine(2, 1));
    }

    #[test]
    fn short_words_are_read_sixteen_bytes_at_a_time() {
        let read = |text: &str| ascii_word(text.as_bytes());
        for word in ["", "a", "Don't", "ORDINARY", "straightforward"] {
            for after in
                [" and what follows", ", or a mark, too", "0 is a digit here", "@[`{ around them"]
            {
                let (length, hash) = read(&format!("{word}{after}")).expect("short");
                assert_eq!(length, word.len(), "{word}{after}");
                assert!(word.is_empty() || hash == hash_ascii(word.as_bytes()), "{word}{after}");
            }
        }
        assert_eq!(read("too near its end"), Some((3, hash_ascii(b"too"))));
        assert_eq!(read("nearer the end"), None);
        assert_eq!(read("extraordinarilylong words"), None);
        assert_eq!(read("caf\u{e9} and more of it"), None);
        assert_eq!(read("\u{e9}t\u{e9} and more of it"), None);
    }
}
