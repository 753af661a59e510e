//! Records of web archives: extracted text (WET) and pages (WARC).
//!
//! Of a page the main text is read, with places in the HTML that the record holds; the head of the answer says what it is and how it is encoded.
//! A page often confesses that a machine translated it, in the names that translation plugins leave in its markup: these are kept
//! as marks of the document.

use std::borrow::Cow;
use std::io::Read;
use std::ops::Range;

use super::attributes::quoted;
use super::record::{Record, host};
use super::split::header;
use crate::source::{self, Encoding, Format};

/// Names that translation plugins and browsers leave in a page, and what is said of it.
static MARKS: &[(&[u8], &str)] = &[
    (b"class=\"gtranslate", "gtranslate"),
    (b"gtranslate.net", "gtranslate"),
    (b"gtranslate_wrapper", "gtranslate"),
    (b"translate.google.com/translate_a/element.js", "google-widget"),
    (b"translated-ltr", "google-translated"),
    (b"translated-rtl", "google-translated"),
    (b"translatepress", "translatepress"),
    (b"trp-language", "translatepress"),
    (b"weglot", "weglot"),
    (b"wpml-ls", "wpml"),
    (b"sitepress-multilingual-cms", "wpml"),
];

/// Most bytes that a packed page may unpack to, which keeps bombs out.
const MOST_UNPACKED: u64 = 64 << 20;

/// A record, and how its text stands in it.
pub(super) struct Page<'r> {
    pub(super) record: Record<'r>,
    /// How the text is encoded.
    encoding: Encoding,
    bom: bool,
    /// Whether the text stands in the record as it is, so that it can be replaced.
    plain: bool,
}

/// The page or text of a record; `None` when it holds neither.
pub(super) fn page(whole: &[u8], offset: u64) -> Result<Option<Page<'_>>, String> {
    let blank = whole.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    let Some(head) = head(whole, blank) else { return Err("the head does not end".to_owned()) };
    let lines = &whole[blank..head];
    let length: usize =
        header(lines, "Content-Length").and_then(|n| n.parse().ok()).unwrap_or_default();
    let body = head + 4..(head + 4 + length).min(whole.len());
    let url = header(lines, "WARC-Target-URI");
    let id = header(lines, "WARC-Record-ID").map(|id| Cow::Owned(quoted(id)));
    let source = url.map(|url| host(url.trim_matches(['<', '>'])).to_owned());
    let made = |text: Cow<'static, str>, format, raw, marks, declared| Record {
        offset,
        id: id.clone(),
        source: source.clone(),
        marks,
        declared,
        format,
        text,
        raw,
    };
    match header(lines, "WARC-Type") {
        Some("conversion") => {
            let text = std::str::from_utf8(&whole[body.clone()])
                .map_err(|e| format!("not UTF-8 (at byte {} of the text)", e.valid_up_to()))?;
            let record = made(Cow::Owned(text.to_owned()), Format::Plain, body, Vec::new(), None);
            Ok(Some(Page { record, encoding: Encoding::UTF_8, bom: false, plain: true }))
        }
        Some("response") => {
            let Some(answer) = answer(&whole[body.clone()]) else { return Ok(None) };
            let raw = body.start + answer.body.start..body.start + answer.body.end;
            let (bytes, plain) = match answer.unpacked {
                Some(unpacked) => (unpacked?, false),
                None => (whole[raw.clone()].to_vec(), true),
            };
            let mut marks: Vec<&str> = MARKS
                .iter()
                .filter(|(sign, _)| memchr::memmem::find(&bytes, sign).is_some())
                .map(|&(_, mark)| mark)
                .collect();
            marks.dedup();
            let decoded = source::decode(bytes, Format::Html).map_err(|e| e.to_string())?;
            let (encoding, bom) = (decoded.encoding, decoded.bom);
            let declared = declared(&decoded.text);
            let text = Cow::Owned(decoded.text);
            let record = made(text, Format::Page, raw, marks, declared);
            Ok(Some(Page { record, encoding, bom, plain }))
        }
        _ => Ok(None),
    }
}

/// The language that the first tag of a page declares, without its country.
fn declared(html: &str) -> Option<String> {
    let from = memchr::memmem::find(html.as_bytes(), b"<html")?;
    let tag = html[from..].split('>').next()?;
    let at = tag.find(" lang=")? + " lang=".len();
    let value = tag[at..].trim_start_matches(['"', '\'']);
    let code: String = value.chars().take_while(char::is_ascii_alphabetic).collect();
    (!code.is_empty()).then(|| code.to_ascii_lowercase())
}

/// Where the head that begins at `from` ends.
fn head(bytes: &[u8], from: usize) -> Option<usize> {
    memchr::memmem::find(&bytes[from..], b"\r\n\r\n").map(|at| from + at)
}

/// What a server sent.
struct Answer {
    body: Range<usize>,
    /// The body, where it is sent in pieces or packed.
    unpacked: Option<Result<Vec<u8>, String>>,
}

/// The answer of a server, when it is HTML.
fn answer(bytes: &[u8]) -> Option<Answer> {
    let end = head(bytes, 0)?;
    let lines = &bytes[..end];
    let kind = header(lines, "Content-Type")?.to_ascii_lowercase();
    if !kind.starts_with("text/html") && !kind.starts_with("application/xhtml+xml") {
        return None;
    }
    let body = end + 4..bytes.len();
    let says =
        |name, word| header(lines, name).is_some_and(|v| v.to_ascii_lowercase().contains(word));
    let chunked =
        says("Transfer-Encoding", "chunked").then(|| joined(&bytes[body.clone()])).flatten();
    let sent = chunked.as_deref().unwrap_or(&bytes[body.clone()]);
    // Archives often keep the header and store the page unpacked.
    let gzip = says("Content-Encoding", "gzip") && sent.starts_with(&[0x1F, 0x8B]);
    let unpacked = if gzip { Some(unpacked(sent)) } else { chunked.map(Ok) };
    Some(Answer { body, unpacked })
}

fn unpacked(sent: &[u8]) -> Result<Vec<u8>, String> {
    let mut page = Vec::new();
    let mut decoder = flate2::bufread::MultiGzDecoder::new(sent).take(MOST_UNPACKED + 1);
    decoder.read_to_end(&mut page).map_err(|e| format!("the page is packed and damaged: {e}"))?;
    if page.len() as u64 > MOST_UNPACKED {
        return Err("the page is packed and too large".to_owned());
    }
    Ok(page)
}

/// A body that was sent in pieces, each with its length before it; `None` when it is not.
fn joined(mut bytes: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    loop {
        let end = memchr::memmem::find(bytes, b"\r\n")?;
        let length = std::str::from_utf8(&bytes[..end]).ok()?.split(';').next()?.trim();
        let length = usize::from_str_radix(length, 16).ok()?;
        bytes = &bytes[end + 2..];
        if length == 0 {
            return Some(whole);
        }
        whole.extend_from_slice(bytes.get(..length)?);
        bytes = bytes.get(length..)?.strip_prefix(b"\r\n")?;
    }
}

/// The record with another text: lengths are set anew, and digests of what it was are left out.
pub(super) fn with_text(
    whole: &[u8],
    page: &Page,
    text: &str,
    out: &mut Vec<u8>,
) -> Result<(), String> {
    if !page.plain {
        return Err("not repaired: the page is packed or sent in pieces".to_owned());
    }
    let body =
        source::encode(text, page.encoding, page.bom).map_err(|e| format!("not repaired: {e}"))?;
    let blank = whole.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    let Some(end) = head(whole, blank) else { return Err("the head does not end".to_owned()) };
    let answer = with_length(&whole[end + 4..page.record.raw.start], body.len(), &[]);
    let digests = ["WARC-Block-Digest", "WARC-Payload-Digest"];
    out.extend_from_slice(&whole[..blank]);
    out.extend(with_length(&whole[blank..end + 4], answer.len() + body.len(), &digests));
    out.extend(answer);
    out.extend(body);
    out.extend_from_slice(&whole[page.record.raw.end..]);
    Ok(())
}

/// Lines of a head with another length, and without some of them.
fn with_length(head: &[u8], length: usize, without: &[&str]) -> Vec<u8> {
    let mut out = Vec::with_capacity(head.len());
    for line in head.split_inclusive(|&byte| byte == b'\n') {
        let is = |name: &str| {
            line.len() > name.len()
                && line[name.len()] == b':'
                && line[..name.len()].eq_ignore_ascii_case(name.as_bytes())
        };
        if is("Content-Length") {
            out.extend_from_slice(format!("Content-Length: {length}\r\n").as_bytes());
        } else if !without.iter().any(|name| is(name)) {
            out.extend_from_slice(line);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: &str, body: &str) -> Vec<u8> {
        let length = body.len();
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://a.example/x\r\nWARC-Record-ID: <urn:1>\r\n\
             WARC-Block-Digest: sha1:X\r\nContent-Length: {length}\r\n\r\n{body}\r\n\r\n"
        )
        .into_bytes()
    }

    #[test]
    fn extracted_text_is_read_and_replaced() {
        let whole = record("conversion", "One the the two.\n");
        let page = page(&whole, 5).expect("sound").expect("text");
        assert_eq!(page.record.text, "One the the two.\n");
        assert_eq!(page.record.source.as_deref(), Some("a.example"));
        assert_eq!(page.record.id.as_deref(), Some("\"<urn:1>\""));
        let mut out = Vec::new();
        with_text(&whole, &page, "One the two.\n", &mut out).expect("replaced");
        let wanted = String::from_utf8(record("conversion", "One the two.\n")).expect("UTF-8");
        let wanted = wanted.replace("WARC-Block-Digest: sha1:X\r\n", "");
        assert_eq!(String::from_utf8_lossy(&out), wanted);
    }

    #[test]
    fn pages_tell_their_marks() {
        let html =
            "<html class=\"translated-ltr\" lang=\"fr-FR\"><p>Text</p><i class=\"weglot\"></i>";
        let http = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9\r\n\r\n{html}"
        );
        let whole = record("response", &http);
        let page = page(&whole, 0).expect("sound").expect("a page");
        assert_eq!(page.record.text, html);
        assert_eq!(page.record.marks, ["google-translated", "weglot"]);
        assert_eq!(page.record.declared.as_deref(), Some("fr"));
        let mut out = Vec::new();
        with_text(&whole, &page, "<p>", &mut out).expect("replaced");
        let out = String::from_utf8_lossy(&out);
        assert!(out.contains("text/html\r\nContent-Length: 3\r\n\r\n<p>\r\n\r\n"), "{out}");
    }

    #[test]
    fn what_is_sent_in_pieces_is_joined_and_not_replaced() {
        let http = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n\
                    4\r\n<p>a\r\n2;x\r\n b\r\n0\r\n\r\n";
        let whole = record("response", http);
        let page = page(&whole, 0).expect("sound").expect("a page");
        assert_eq!(page.record.text, "<p>a b");
        assert!(with_text(&whole, &page, "x", &mut Vec::new()).is_err());
    }

    #[test]
    fn other_records_hold_no_text() {
        assert!(page(&record("warcinfo", "x"), 0).expect("sound").is_none());
        let image = "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nx";
        assert!(page(&record("response", image), 0).expect("sound").is_none());
    }
}
