//! The encoding a page says it is in.
//!
//! A reduced form of the scan that the HTML standard prescribes: the first 1,024 bytes are searched for a `<meta>` that
//! names a charset, either by itself or in the `content` of an `http-equiv`; an XML declaration counts too.
//! Comments are passed over, as templates keep old declarations in them.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};
use memchr::memmem;

const SEARCHED: usize = 1024;

/// The encoding that the head of an HTML file declares, if its label is known.
pub(super) fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(SEARCHED)].to_ascii_lowercase();
    let label = in_xml(&head).or_else(|| in_meta(&head))?;
    let encoding = Encoding::for_label(label)?;
    // The declaration was read as ASCII, so it cannot be true of UTF-16; the standard reads both this way.
    Some(match encoding {
        e if e == UTF_16LE || e == UTF_16BE => UTF_8,
        e if e == X_USER_DEFINED => WINDOWS_1252,
        e => e,
    })
}

fn in_xml(head: &[u8]) -> Option<&[u8]> {
    let declaration = head.strip_prefix(b"<?xml")?;
    let end = memchr::memchr(b'>', declaration)?;
    value(&declaration[..end], b"encoding")
}

fn in_meta(head: &[u8]) -> Option<&[u8]> {
    let mut rest = head;
    while let Some(at) = memchr::memchr(b'<', rest) {
        rest = &rest[at..];
        let end = if rest.starts_with(b"<!--") {
            memmem::find(rest, b"-->")?
        } else {
            memchr::memchr(b'>', rest).unwrap_or(rest.len())
        };
        if rest.starts_with(b"<meta")
            && let Some(label) = value(&rest[..end], b"charset")
        {
            return Some(label);
        }
        rest = &rest[(end + 1).min(rest.len())..];
    }
    None
}

/// The value after `name` and an equals sign, without its quotation marks.
fn value<'b>(tag: &'b [u8], name: &[u8]) -> Option<&'b [u8]> {
    memmem::find_iter(tag, name).find_map(|at| {
        let after = tag[at + name.len()..].trim_ascii_start();
        let quoted = after.strip_prefix(b"=")?.trim_ascii_start();
        let value = quoted.strip_prefix(b"\"").or(quoted.strip_prefix(b"'")).unwrap_or(quoted);
        let ends = |b: &u8| b.is_ascii_whitespace() || matches!(b, b'"' | b'\'' | b';' | b'/');
        let end = value.iter().position(ends).unwrap_or(value.len());
        (end > 0).then_some(&value[..end])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(html: &str) -> Option<&'static str> {
        declared(html.as_bytes()).map(Encoding::name)
    }

    #[test]
    fn declarations_are_found() {
        assert_eq!(name("<meta charset=windows-1251>"), Some("windows-1251"));
        assert_eq!(name("<META CharSet = 'KOI8-R' />"), Some("KOI8-R"));
        let http = "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=shift_jis\">";
        assert_eq!(name(http), Some("Shift_JIS"));
        assert_eq!(name("<?xml version='1.0' encoding='euc-kr'?><html>"), Some("EUC-KR"));
        assert_eq!(name("<meta name=charset content=x><meta charset=utf-16>"), Some("UTF-8"));
    }

    #[test]
    fn comments_and_unknown_labels_are_not_declarations() {
        assert_eq!(name("<!-- <meta charset=koi8-r> --><p>a"), None);
        assert_eq!(name("<meta charset=klingon>"), None);
        assert_eq!(name("<meta charset="), None);
        assert_eq!(name(&format!("{}<meta charset=koi8-r>", " ".repeat(SEARCHED))), None);
    }
}
