//! Text to bytes, in the encoding the file came in.
//!
//! A repair of one letter must not convert a whole file. UTF-16 is written by hand, because `encoding_rs`, which follows
//! what browsers send, only reads it. A character that the encoding lacks is an error and never a question mark.

use encoding_rs::{EncoderResult, UTF_8, UTF_16BE, UTF_16LE};

use super::{Encoding, Error, ErrorKind};

/// Encodes `text`, with a byte order mark if `bom` is set and the encoding has one.
///
/// # Errors
///
/// [`ErrorKind::Unmappable`] when a character does not exist in the encoding.
pub fn encode(text: &str, encoding: Encoding, bom: bool) -> Result<Vec<u8>, Error> {
    let mark = if bom { "\u{FEFF}" } else { "" };
    match encoding.0 {
        e if e == UTF_8 => Ok([mark, text].concat().into_bytes()),
        e if e == UTF_16LE => Ok(utf_16(mark, text, u16::to_le_bytes)),
        e if e == UTF_16BE => Ok(utf_16(mark, text, u16::to_be_bytes)),
        _ => legacy(text, encoding),
    }
}

fn utf_16(mark: &str, text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    mark.encode_utf16().chain(text.encode_utf16()).flat_map(to_bytes).collect()
}

fn legacy(text: &str, encoding: Encoding) -> Result<Vec<u8>, Error> {
    let mut encoder = encoding.0.new_encoder();
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    loop {
        let room = encoder.max_buffer_length_from_utf8_without_replacement(rest.len());
        bytes.reserve(room.unwrap_or(rest.len() * 2 + 16));
        let (result, read) =
            encoder.encode_from_utf8_to_vec_without_replacement(rest, &mut bytes, true);
        rest = &rest[read..];
        match result {
            EncoderResult::InputEmpty => return Ok(bytes),
            EncoderResult::OutputFull => {}
            EncoderResult::Unmappable(c) => return Err(unmappable(c, encoding)),
        }
    }
}

fn unmappable(c: char, encoding: Encoding) -> Error {
    let message = format!(
        "“{c}” (U+{:04X}) cannot be written in {}, the encoding of the file; \
         write the result as UTF-8 with --output",
        c as u32,
        encoding.name()
    );
    Error::new(ErrorKind::Unmappable, message)
}

#[cfg(test)]
mod tests {
    use super::super::{Format, decode};
    use super::*;

    const RUSSIAN: &str = "Министр иностранных дел Украины Дмитрий Кулеба заявил в четверг, что переговоры \
        продолжатся на следующей неделе. «Мы готовы», — сказал он журналистам.";

    fn encoding(label: &str) -> Encoding {
        Encoding::from_label(label).expect("a known label")
    }

    #[test]
    fn what_was_decoded_is_encoded_to_the_same_bytes() {
        for (label, bom) in [
            ("utf-8", false),
            ("utf-8", true),
            ("utf-16le", true),
            ("utf-16be", true),
            ("windows-1251", false),
        ] {
            let bytes = encode(RUSSIAN, encoding(label), bom).expect(label);
            let decoded = decode(bytes.clone(), Format::Plain).expect(label);
            assert_eq!((decoded.text.as_str(), decoded.bom), (RUSSIAN, bom), "{label}");
            assert_eq!(encode(&decoded.text, decoded.encoding, decoded.bom).expect(label), bytes);
        }
    }

    #[test]
    fn utf_16_writes_surrogate_pairs() {
        let bytes = encode("a😀", Encoding::UTF_16BE, true).expect("UTF-16 has everything");
        assert_eq!(bytes, [0xFE, 0xFF, 0, b'a', 0xD8, 0x3D, 0xDE, 0x00]);
    }

    #[test]
    fn a_missing_character_is_named() {
        let error = encode("5 ₴", encoding("windows-1251"), false).expect_err("no hryvnia sign");
        assert_eq!(error.kind(), ErrorKind::Unmappable);
        let message = error.to_string();
        assert!(message.contains("“₴” (U+20B4)") && message.contains("--output"), "{message}");
    }

    #[test]
    fn older_encodings_have_no_byte_order_mark() {
        assert_eq!(encode("a", encoding("koi8-r"), true).expect("ASCII"), b"a");
    }
}
