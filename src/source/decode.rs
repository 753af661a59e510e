//! Bytes to text, or a refusal that says where and what to do.
//!
//! A wrong guess would show an editor mojibake that the file does not hold, so the order is: what is certain (a byte order
//! mark, valid UTF-8), what the page declares, and only then a guess, which needs evidence. One bad byte in UTF-8 is a
//! damaged file and is refused with its offset; windows-1252 could read it, as it reads anything.
//!
//! Byte offsets that are shown to users count in the decoded UTF-8 text. The byte order mark is not part of that text:
//! [`Decoded::offset`] says what to add to reach an offset into a UTF-8 file as given.

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE};

use super::declared::declared;
use super::{Error, ErrorKind, Format};

/// The encoding of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoding(pub(super) &'static encoding_rs::Encoding);

impl Encoding {
    /// UTF-8.
    pub const UTF_8: Self = Self(UTF_8);
    /// UTF-16, low byte first.
    pub const UTF_16LE: Self = Self(UTF_16LE);
    /// UTF-16, high byte first.
    pub const UTF_16BE: Self = Self(UTF_16BE);

    /// The encoding behind a label of the WHATWG Encoding Standard, such as `cp1251` or `latin1`.
    pub fn from_label(label: &str) -> Option<Self> {
        encoding_rs::Encoding::for_label_no_replacement(label.as_bytes()).map(Self)
    }

    /// Its name in that standard, such as `windows-1251`.
    pub fn name(self) -> &'static str {
        self.0.name()
    }
}

/// The text of a file and how it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without the byte order mark.
    pub text: String,
    /// The encoding of the file.
    pub encoding: Encoding,
    /// Whether a byte order mark stood at the start of the file.
    pub bom: bool,
}

impl Decoded {
    /// What to add to a byte offset into [`text`](Self::text) to reach the same place in the file as given: 3 for UTF-8
    /// with a byte order mark, otherwise 0. Offsets into files in other encodings are those of the text.
    pub fn offset(&self) -> usize {
        if self.bom && self.encoding == Encoding::UTF_8 { UTF_8_BOM.len() } else { 0 }
    }
}

const UTF_8_BOM: &[u8] = b"\xEF\xBB\xBF";

/// Decodes the bytes of a file. Valid UTF-8 is not copied.
///
/// One NUL is a blemish of the text, which is reported as an invisible character; several that make up more than one in
/// a thousand bytes are the mark of a binary file.
///
/// # Errors
///
/// [`ErrorKind::Encoding`] when the encoding cannot be told, [`ErrorKind::Binary`] for what is not text,
/// [`ErrorKind::TooLarge`] for texts over 4 GiB - 1.
pub fn decode(mut bytes: Vec<u8>, format: Format) -> Result<Decoded, Error> {
    check_size(bytes.len() as u64)?;
    let (encoding, bom) = match bytes.as_slice() {
        [0xEF, 0xBB, 0xBF, ..] => (Encoding::UTF_8, true),
        [0xFF, 0xFE, ..] => (Encoding::UTF_16LE, true),
        [0xFE, 0xFF, ..] => (Encoding::UTF_16BE, true),
        _ => (Encoding::UTF_8, false),
    };
    let (text, encoding) = if encoding != Encoding::UTF_8 {
        (utf_16(&bytes, encoding)?, encoding)
    } else if bom {
        bytes.drain(..UTF_8_BOM.len());
        let text = String::from_utf8(bytes).map_err(|error| {
            invalid("UTF-8", UTF_8_BOM.len() + error.utf8_error().valid_up_to())
        })?;
        (text, encoding)
    } else {
        refuse_binary(&bytes)?;
        match String::from_utf8(bytes) {
            Ok(text) => (text, encoding),
            Err(error) => legacy(error.as_bytes(), format, error.utf8_error().valid_up_to())?,
        }
    };
    check_size(text.len() as u64)?;
    refuse_binary(text.as_bytes())?;
    Ok(Decoded { text, encoding, bom })
}

/// Decodes bytes whose encoding is known, such as those of a file that this program wrote.
///
/// # Errors
///
/// [`ErrorKind::Encoding`] when they are not of that encoding.
pub fn decode_as(bytes: &[u8], encoding: Encoding, bom: bool) -> Result<String, Error> {
    let name = encoding.name();
    if encoding == Encoding::UTF_16LE || encoding == Encoding::UTF_16BE {
        return utf_16(bytes, encoding);
    }
    let mark = if bom && encoding == Encoding::UTF_8 { UTF_8_BOM } else { &[] };
    let rest = bytes.strip_prefix(mark).ok_or_else(|| invalid(name, 0))?;
    match encoding.0.decode_without_bom_handling_and_without_replacement(rest) {
        Some(text) => Ok(text.into_owned()),
        None => Err(invalid(name, 0)),
    }
}

/// Tokens count bytes in 32 bits.
pub(super) fn check_size(bytes: u64) -> Result<(), Error> {
    if bytes > u64::from(u32::MAX) {
        let message = format!("{bytes} bytes are more than the 4 GiB - 1 that one text may have");
        return Err(Error::new(ErrorKind::TooLarge, message));
    }
    Ok(())
}

fn refuse_binary(bytes: &[u8]) -> Result<(), Error> {
    let Some(first) = memchr::memchr(0, bytes) else { return Ok(()) };
    let nuls = memchr::memchr_iter(0, bytes).count();
    if nuls > 1 && nuls > bytes.len() / 1000 {
        let message = format!(
            "not text: {nuls} NUL bytes, the first at byte {first}; \
             if it is UTF-16 without a byte order mark, convert it to UTF-8, for example with iconv"
        );
        return Err(Error::new(ErrorKind::Binary, message));
    }
    Ok(())
}

fn invalid(what: &str, offset: usize) -> Error {
    let message = format!(
        "invalid {what} at byte {offset}: the file is damaged or in another encoding; \
         convert it to UTF-8, for example with iconv"
    );
    Error::new(ErrorKind::Encoding, message)
}

fn utf_16(bytes: &[u8], encoding: Encoding) -> Result<String, Error> {
    let unit = |pair: &[u8]| {
        let pair = [pair[0], pair[1]];
        if encoding == Encoding::UTF_16LE {
            u16::from_le_bytes(pair)
        } else {
            u16::from_be_bytes(pair)
        }
    };
    let mut text = String::with_capacity(bytes.len());
    let mut offset = 2;
    for c in char::decode_utf16(bytes.get(2..).unwrap_or_default().chunks_exact(2).map(unit)) {
        let c = c.map_err(|_| invalid(encoding.name(), offset))?;
        offset += 2 * c.len_utf16();
        text.push(c);
    }
    if bytes.len() % 2 == 1 {
        return Err(invalid(encoding.name(), bytes.len() - 1));
    }
    Ok(text)
}

/// Text in an older encoding, declared or guessed. `bad` is the first byte that is not UTF-8.
fn legacy(bytes: &[u8], format: Format, bad: usize) -> Result<(String, Encoding), Error> {
    let evidence = Evidence::of(bytes);
    if evidence.is_damaged_utf_8() {
        return Err(invalid("UTF-8", bad));
    }
    let declared = matches!(format, Format::Html | Format::Page).then(|| declared(bytes)).flatten();
    if let Some(encoding) = declared.filter(|&encoding| encoding != UTF_8)
        && let Some(text) = strictly(encoding, bytes)
    {
        return Ok((text, Encoding(encoding)));
    }
    if evidence.is_enough() {
        let encoding = guess(bytes);
        if let Some(text) = strictly(encoding, bytes).filter(|text| reads_like_words(text)) {
            return Ok((text, Encoding(encoding)));
        }
    }
    Err(invalid("UTF-8", bad))
}

fn guess(bytes: &[u8]) -> &'static encoding_rs::Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, chardetng::Utf8Detection::Deny)
}

/// Decoded without one error and without control characters, which no text in an older encoding holds.
fn strictly(encoding: &'static encoding_rs::Encoding, bytes: &[u8]) -> Option<String> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    let is_control = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{C}' | '\0');
    (!text.contains(is_control)).then(|| text.into_owned())
}

/// What the bytes outside ASCII say about the encoding.
struct Evidence {
    /// Characters of two bytes and more that are valid UTF-8.
    valid: usize,
    /// Places where the bytes are not UTF-8.
    invalid: usize,
    /// Different bytes outside ASCII.
    distinct: usize,
}

impl Evidence {
    fn of(bytes: &[u8]) -> Self {
        let mut seen = [false; 128];
        for byte in bytes.iter().filter(|byte| !byte.is_ascii()) {
            seen[usize::from(*byte & 0x7F)] = true;
        }
        let distinct = seen.iter().filter(|&&seen| seen).count();
        let (mut valid, mut invalid) = (0, 0);
        for chunk in bytes.utf8_chunks() {
            valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
            invalid += usize::from(!chunk.invalid().is_empty());
        }
        Self { valid, invalid, distinct }
    }

    /// Bytes of older encodings form valid UTF-8 by chance only; a file with many valid characters was UTF-8 once.
    fn is_damaged_utf_8(&self) -> bool {
        self.valid * 2 >= self.invalid
    }

    /// A paragraph of French has a few dozen accents of several kinds; a damaged file has one or two bad bytes.
    fn is_enough(&self) -> bool {
        self.invalid >= 8 && self.distinct >= 3
    }
}

/// Whether the characters outside ASCII are letters and the marks of typography, and words do not mix Latin with
/// another script: the wrong encoding of the right family fails one or the other.
fn reads_like_words(text: &str) -> bool {
    let (mut wide, mut odd, mut foreign, mut mixed) = (0_usize, 0_usize, 0_usize, 0_usize);
    let mut before = ' ';
    for c in text.chars() {
        if !c.is_ascii() {
            wide += 1;
            odd += usize::from(!c.is_alphanumeric() && !is_typographic(c));
        }
        if is_beyond_latin(c) {
            foreign += 1;
        }
        let meets = |a: char, b: char| a.is_ascii_alphabetic() && is_beyond_latin(b);
        mixed += usize::from(meets(before, c) || meets(c, before));
        before = c;
    }
    odd * 20 <= wide && mixed * 20 <= foreign
}

/// A letter of an alphabet other than Latin. Ideographs and kana stand next to Latin letters without a space.
fn is_beyond_latin(c: char) -> bool {
    c.is_alphabetic() && matches!(c as u32, 0x370..=0x1CFF)
}

fn is_typographic(c: char) -> bool {
    matches!(c as u32, 0x2010..=0x2026 | 0x2030..=0x203A | 0x3000..=0x301F | 0xFF00..=0xFF65)
        || "\u{A0}¡¿«»§©®°·²³´±×½¼¾€£¥¢¶№™•\u{AD}".contains(c)
}

#[cfg(test)]
#[path = "decode_tests.rs"]
mod tests;
