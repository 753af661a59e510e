//! Rows of tables: CSV with fields in quotes where needed, TSV without quotes.
//!
//! As with JSON lines, a repaired row differs from the one given in its text only: the other fields keep their bytes.

use std::borrow::Cow;
use std::ops::Range;

use super::attributes::quoted;
use super::input::Kind;
use super::record::{Fields, Record, host};
use super::split::{Quotes, Seen};
use crate::source::Format;

/// Where the wanted columns are in the rows of one file.
#[derive(Debug)]
pub(super) struct Columns {
    kind: Kind,
    format: Format,
    text: usize,
    id: Option<usize>,
    source: Option<usize>,
}

impl Columns {
    /// Finds the columns in the row of names.
    pub(super) fn new(
        header: &[u8],
        kind: Kind,
        fields: &Fields,
        format: Format,
    ) -> Result<Self, String> {
        let header = header.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(header);
        let names: Vec<String> = cells(header, kind)
            .into_iter()
            .map(|cell| value(&header[cell], kind).map(Cow::into_owned))
            .collect::<Result<_, _>>()?;
        let find = |wanted: &str| names.iter().position(|name| name == wanted);
        let Some(text) = find(&fields.text) else {
            return Err(format!("no column {:?} among {}", fields.text, names.join(", ")));
        };
        let source = fields.source.as_deref().and_then(find);
        Ok(Self { kind, format, text, id: find(&fields.id), source })
    }

    /// The record of a row.
    pub(super) fn record<'r>(&self, row: &'r [u8], offset: u64) -> Result<Record<'r>, String> {
        let cells = cells(row, self.kind);
        let get =
            |at: Option<usize>| at.and_then(|at| cells.get(at)).map(|cell| &row[cell.clone()]);
        let Some(raw) = cells.get(self.text).cloned() else {
            return Err(format!(
                "the row has {} fields, and the text is in {}",
                cells.len(),
                self.text + 1
            ));
        };
        let text = value(&row[raw.clone()], self.kind)?;
        let id = get(self.id).and_then(|raw| value(raw, self.kind).ok());
        let source = get(self.source).and_then(|raw| value(raw, self.kind).ok());
        Ok(Record {
            offset,
            id: id.map(|id| Cow::Owned(quoted(&id))),
            source: source.map(|source| host(&source).to_owned()),
            marks: Vec::new(),
            declared: None,
            format: self.format,
            text,
            raw,
        })
    }
}

/// The row with another text.
pub(super) fn with_text(row: &[u8], record: &Record, text: &str, kind: Kind, out: &mut Vec<u8>) {
    out.extend_from_slice(&row[..record.raw.start]);
    let in_quotes = row[record.raw.clone()].starts_with(b"\"");
    if kind == Kind::Tabs {
        // A field of this kind of table can hold neither.
        out.extend(
            text.bytes()
                .map(|byte| if matches!(byte, b'\t' | b'\n' | b'\r') { b' ' } else { byte }),
        );
    } else if in_quotes || text.contains(['"', ',', '\n', '\r']) {
        out.push(b'"');
        out.extend_from_slice(text.replace('"', "\"\"").as_bytes());
        out.push(b'"');
    } else {
        out.extend_from_slice(text.as_bytes());
    }
    out.extend_from_slice(&row[record.raw.end..]);
}

/// Where the fields of a row stand, quotes included and the end of line not.
fn cells(row: &[u8], kind: Kind) -> Vec<Range<usize>> {
    let row = row.strip_suffix(b"\n").unwrap_or(row);
    let row = row.strip_suffix(b"\r").unwrap_or(row);
    let (mut cells, mut from) = (Vec::new(), 0);
    if kind == Kind::Tabs {
        for at in memchr::memchr_iter(b'\t', row) {
            cells.push(from..at);
            from = at + 1;
        }
    } else {
        let mut quotes = Quotes::default();
        for at in memchr::memchr2_iter(b',', b'"', row) {
            if quotes.see(row, at, 0) == Seen::Field {
                cells.push(from..at);
                from = at + 1;
            }
        }
    }
    cells.push(from..row.len());
    cells
}

/// The text of a field.
fn value(raw: &[u8], kind: Kind) -> Result<Cow<'_, str>, String> {
    let text = std::str::from_utf8(raw)
        .map_err(|e| format!("a field is not UTF-8 (at its byte {})", e.valid_up_to()))?;
    let inside = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    match inside.filter(|_| kind == Kind::Commas) {
        Some(inside) if inside.contains('"') => Ok(Cow::Owned(inside.replace("\"\"", "\""))),
        Some(inside) => Ok(Cow::Borrowed(inside)),
        None => Ok(Cow::Borrowed(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_in_quotes_are_read_and_written() {
        let fields = Fields { source: Some("url".into()), ..Fields::default() };
        let columns =
            Columns::new(b"\xEF\xBB\xBFid,\"text\",url\r\n", Kind::Commas, &fields, Format::Plain);
        let row = b"7,\"a \"\"b\"\",\nc\",https://x.example/1\r\n";
        let columns = columns.expect("columns");
        let record = columns.record(row, 0).expect("a record");
        assert_eq!((&*record.text, record.id.as_deref()), ("a \"b\",\nc", Some("\"7\"")));
        assert_eq!(record.source.as_deref(), Some("x.example"));
        let mut out = Vec::new();
        with_text(row, &record, "d \"e\"", Kind::Commas, &mut out);
        assert_eq!(String::from_utf8_lossy(&out), "7,\"d \"\"e\"\"\",https://x.example/1\r\n");
    }

    #[test]
    fn a_quote_inside_a_field_is_a_quote() {
        let columns = Columns::new(b"id,text\n", Kind::Commas, &Fields::default(), Format::Plain);
        let columns = columns.expect("columns");
        let record = columns.record(b"5\" disk,a \"b\" c\n", 0).expect("a record");
        assert_eq!((&*record.text, record.id_text().as_str()), ("a \"b\" c", "5\" disk"));
    }

    #[test]
    fn quotes_mean_nothing_between_tabs() {
        let columns = Columns::new(b"text\tid\n", Kind::Tabs, &Fields::default(), Format::Plain);
        let record = columns.expect("columns").record(b"\"a, b\t1\n", 0);
        let record = record.expect("a record");
        assert_eq!(record.text, "\"a, b");
        let mut out = Vec::new();
        with_text(b"\"a, b\t1\n", &record, "x\ty", Kind::Tabs, &mut out);
        assert_eq!(out, b"x y\t1\n");
    }

    #[test]
    fn what_is_missing_is_said() {
        let fields = Fields::default();
        let wrong = Columns::new(b"id,body\n", Kind::Commas, &fields, Format::Plain);
        assert_eq!(wrong.expect_err("no column"), "no column \"text\" among id, body");
        let columns =
            Columns::new(b"id,text\n", Kind::Commas, &fields, Format::Plain).expect("columns");
        assert!(columns.record(b"1\n", 0).expect_err("short").contains("has 1 fields"));
        assert!(columns.record(b"1,\xff\n", 0).expect_err("no UTF-8").contains("not UTF-8"));
    }
}
