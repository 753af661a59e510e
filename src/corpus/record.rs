//! Records of JSON lines: finding the text, the id and the source in a line, and putting a repaired text back.
//!
//! A line is read once and only the wanted fields are kept, as the raw bytes they are written in, so that a repaired record
//! differs from the one given in the characters of its text and in nothing else: order, spacing, number formats and escapes
//! of the other fields stay.

use std::borrow::Cow;
use std::fmt;

use serde::Deserializer as _;
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::attributes::quoted;
use crate::source::Format;

/// Where the parts of a record are. A dot leads into an object: `meta.url`.
#[derive(Clone, Debug)]
pub struct Fields {
    /// The text.
    pub text: String,
    /// The id.
    pub id: String,
    /// Site, feed or the like; the host of a URL.
    pub source: Option<String>,
}

impl Default for Fields {
    fn default() -> Self {
        Self { text: "text".to_owned(), id: "id".to_owned(), source: None }
    }
}

/// One record of a corpus.
#[derive(Debug)]
pub(super) struct Record<'a> {
    /// Where it begins in its file, in bytes after decompression.
    pub(super) offset: u64,
    /// Its id as JSON.
    pub(super) id: Option<Cow<'a, str>>,
    /// Its source.
    pub(super) source: Option<String>,
    /// Its text.
    pub(super) text: Cow<'a, str>,
    /// What its page says of itself: names of translation plugins.
    pub(super) marks: Vec<&'static str>,
    /// The language that its page declares.
    pub(super) declared: Option<String>,
    /// What the text is written in.
    pub(super) format: Format,
    /// Where the text stands in the record, as it is written there.
    pub(super) raw: std::ops::Range<usize>,
}

impl Record<'_> {
    /// The id as text.
    pub(super) fn id_text(&self) -> String {
        match self.id.as_deref() {
            None => String::new(),
            Some(raw) => serde_json::from_str(raw).unwrap_or_else(|_| raw.to_owned()),
        }
    }
}

/// The fields, cut at their dots.
#[derive(Debug)]
pub(super) struct Paths {
    cut: Vec<Vec<String>>,
    format: Format,
}

impl Paths {
    pub(super) fn new(fields: &Fields, format: Format) -> Self {
        let all = [Some(&fields.text), Some(&fields.id), fields.source.as_ref()];
        let cut = |path: &String| path.split('.').map(str::to_owned).collect();
        Self { cut: all.into_iter().flatten().map(cut).collect(), format }
    }

    /// The record of a line, which may begin with a byte order mark.
    pub(super) fn record<'l>(&self, line: &'l [u8], offset: u64) -> Result<Record<'l>, String> {
        let json = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
        let mut found: Vec<Option<&'l str>> = vec![None; self.cut.len()];
        let wanted: Vec<(usize, &[String])> =
            self.cut.iter().enumerate().map(|(slot, path)| (slot, path.as_slice())).collect();
        let mut json = serde_json::Deserializer::from_slice(json);
        json.deserialize_map(Members { wanted: &wanted, found: &mut found })
            .and_then(|()| json.end())
            .map_err(|e| without_line(&e))?;
        let Some(raw) = found[0] else {
            return Err(format!("no field {:?}", self.cut[0].join(".")));
        };
        let text =
            text_of(raw).map_err(|why| format!("field {:?}: {why}", self.cut[0].join(".")))?;
        let start = raw.as_ptr() as usize - line.as_ptr() as usize;
        let id = found[1].filter(|raw| *raw != "null");
        let source = found.get(2).copied().flatten();
        let source = source.and_then(|raw| text_of(raw).ok()).map(|text| host(&text).to_owned());
        Ok(Record {
            offset,
            id: id.map(Cow::Borrowed),
            source,
            marks: Vec::new(),
            declared: None,
            format: self.format,
            text,
            raw: start..start + raw.len(),
        })
    }
}

/// The text that a JSON value is, or why it is none.
fn text_of(raw: &str) -> Result<Cow<'_, str>, String> {
    let Some(inside) = raw.strip_prefix('"') else {
        return Err("not text".to_owned());
    };
    if memchr::memchr(b'\\', inside.as_bytes()).is_none() {
        return Ok(Cow::Borrowed(&inside[..inside.len() - 1]));
    }
    serde_json::from_str(raw).map(Cow::Owned).map_err(|e| without_line(&e))
}

/// What serde says, without the line, which is always the first.
fn without_line(error: &serde_json::Error) -> String {
    let said = error.to_string();
    let what = said.split(" at line ").next().unwrap_or_default();
    format!("{what} (at byte {})", error.column())
}

/// The host of a URL; anything else is itself.
pub(super) fn host(source: &str) -> &str {
    let Some((_, rest)) = source.split_once("://") else { return source };
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    let host = host.rsplit('@').next().unwrap_or(host);
    host.split(':').next().unwrap_or(host)
}

/// The line with another text. A text that was written in ASCII stays so.
pub(super) fn with_text(line: &[u8], record: &Record, text: &str, out: &mut Vec<u8>) {
    let raw = &line[record.raw.clone()];
    out.extend_from_slice(&line[..record.raw.start]);
    let json = quoted(text);
    if raw.is_ascii() && !record.text.is_ascii() {
        for c in json.chars() {
            if c.is_ascii() {
                out.push(c as u8);
                continue;
            }
            for unit in c.encode_utf16(&mut [0; 2]) {
                out.extend_from_slice(format!("\\u{unit:04x}").as_bytes());
            }
        }
    } else {
        out.extend_from_slice(json.as_bytes());
    }
    out.extend_from_slice(&line[record.raw.end..]);
}

/// Walks one object and keeps the values that a path leads to; of a key that stands twice the last counts.
struct Members<'w, 'p, 'f, 'l> {
    wanted: &'w [(usize, &'p [String])],
    found: &'f mut [Option<&'l str>],
}

impl<'l> Visitor<'l> for Members<'_, '_, '_, 'l> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'l>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(begun) = map.next_key_seed(Begun(self.wanted))? {
            if begun == 0 {
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            let raw = map.next_value::<&'l RawValue>()?.get();
            let begun = self.wanted.iter().enumerate().filter(|(at, _)| begun >> at & 1 == 1);
            let mut inside = Vec::new();
            for (_, &(slot, path)) in begun {
                match path {
                    [_] => self.found[slot] = Some(raw),
                    [_, rest @ ..] => inside.push((slot, rest)),
                    [] => {}
                }
            }
            if !inside.is_empty() && raw.starts_with('{') {
                let mut json = serde_json::Deserializer::from_str(raw);
                json.deserialize_map(Members { wanted: &inside, found: self.found })
                    .map_err(serde::de::Error::custom)?;
            }
        }
        Ok(())
    }
}

/// Reads a key as the set of wanted paths that it begins, a bit each.
struct Begun<'w, 'p>(&'w [(usize, &'p [String])]);

impl<'l> DeserializeSeed<'l> for Begun<'_, '_> {
    type Value = u8;

    fn deserialize<D: serde::Deserializer<'l>>(self, deserializer: D) -> Result<u8, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Begun<'_, '_> {
    type Value = u8;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<u8, E> {
        let begins = |path: &[String]| path.first().is_some_and(|first| first == key);
        let bits = self.0.iter().enumerate().map(|(at, (_, path))| u8::from(begins(path)) << at);
        Ok(bits.sum())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(text: &str, id: &str, source: &str) -> Paths {
        Paths::new(
            &Fields { text: text.into(), id: id.into(), source: Some(source.into()) },
            Format::Plain,
        )
    }

    #[test]
    fn nested_fields_are_found_wherever_they_stand() {
        let line = br#"{"n": 1.50, "meta": {"url": "https://user@a.example:80/x", "id": 7}, "doc": {"body": "a \"b\""}}"#;
        let record = paths("doc.body", "meta.id", "meta.url").record(line, 9).expect("a record");
        assert_eq!((&*record.text, record.id.as_deref()), ("a \"b\"", Some("7")));
        assert_eq!((record.source.as_deref(), record.offset), (Some("a.example"), 9));
        let mut out = Vec::new();
        with_text(line, &record, "c\n", &mut out);
        let wanted = String::from_utf8_lossy(line).replace(r#""a \"b\"""#, r#""c\n""#);
        assert_eq!(String::from_utf8_lossy(&out), wanted);
    }

    #[test]
    fn a_text_written_in_ascii_stays_in_ascii() {
        let line = br#"{"text":"caf\u00e9 \ud83d\ude00"}"#;
        let record = paths("text", "id", "s").record(line, 0).expect("a record");
        assert_eq!(record.text, "café 😀");
        let mut out = Vec::new();
        with_text(line, &record, "é😀", &mut out);
        assert_eq!(String::from_utf8_lossy(&out), r#"{"text":"\u00e9\ud83d\ude00"}"#);
    }

    #[test]
    fn what_is_wrong_with_a_line_is_said() {
        let paths = paths("text", "id", "source");
        let wrong = |line: &[u8]| paths.record(line, 0).expect_err("no record");
        assert_eq!(wrong(br#"{"body": "x"}"#), "no field \"text\"");
        assert_eq!(wrong(br#"{"text": null}"#), "field \"text\": not text");
        assert!(wrong(br#"{"text": "x"#).contains("at byte"));
        assert!(wrong(br#"{"text": "x"} {}"#).contains("trailing"));
        assert!(wrong(b"{\"text\": \"\xff\"}").contains("unicode"));
        assert!(wrong(br#"["text"]"#).contains("expected an object"));
        assert!(paths.record(b"{\"other\": \"\xff\", \"text\": \"x\"}", 0).is_ok());
    }
}
