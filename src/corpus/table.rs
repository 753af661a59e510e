//! Findings as a table, for those who query corpora rather than read them.
//!
//! A Parquet file has its index at its end, so it cannot grow with a run and be cut back when that is killed. It is made of the lines
//! when the run is done: they are few beside the corpus, and the same lines always make the same file.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter};
use std::path::Path;
use std::sync::Arc;

use parquet::basic::{Compression, ZstdLevel};
use parquet::column::writer::ColumnWriterImpl;
use parquet::data_type::{ByteArray, ByteArrayType, DataType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use serde::Deserialize;
use serde_json::value::RawValue;

/// Rows of a group; what is held in memory at a time.
const ROWS: usize = 16 * 1024;

/// A line of `findings.jsonl`.
#[derive(Deserialize)]
struct Line<'l> {
    #[serde(borrow)]
    path: Cow<'l, str>,
    id: &'l RawValue,
    record: i64,
    #[serde(borrow)]
    rule: Cow<'l, str>,
    #[serde(borrow)]
    severity: Cow<'l, str>,
    #[serde(borrow)]
    confidence: Cow<'l, str>,
    span: Option<Range>,
    chars: Option<Range>,
    line: Option<i64>,
    column: Option<i64>,
    end_line: Option<i64>,
    end_column: Option<i64>,
    #[serde(borrow)]
    text: Option<Cow<'l, str>>,
    #[serde(borrow)]
    message: Cow<'l, str>,
    suggestions: &'l RawValue,
    evidence: &'l RawValue,
    related: &'l RawValue,
}

#[derive(Clone, Copy, Deserialize)]
struct Range {
    start: i64,
    end: i64,
}

/// How a column is filled from a line.
#[derive(Clone, Copy)]
enum Cell {
    Text(for<'l> fn(&'l Line<'l>) -> Option<Cow<'l, str>>),
    Number(fn(&Line) -> Option<i64>),
}
use Cell::{Number, Text};

/// The columns, in order. Lists and objects are JSON, as in the lines.
const COLUMNS: &[(&str, Cell)] = &[
    ("path", Text(|line| Some(line.path.as_ref().into()))),
    ("id", Text(|line| plain(line.id))),
    ("record", Number(|line| Some(line.record))),
    ("rule", Text(|line| Some(line.rule.as_ref().into()))),
    ("severity", Text(|line| Some(line.severity.as_ref().into()))),
    ("confidence", Text(|line| Some(line.confidence.as_ref().into()))),
    ("start", Number(|line| line.span.map(|span| span.start))),
    ("end", Number(|line| line.span.map(|span| span.end))),
    ("char_start", Number(|line| line.chars.map(|span| span.start))),
    ("char_end", Number(|line| line.chars.map(|span| span.end))),
    ("line", Number(|line| line.line)),
    ("column", Number(|line| line.column)),
    ("end_line", Number(|line| line.end_line)),
    ("end_column", Number(|line| line.end_column)),
    ("text", Text(|line| line.text.as_deref().map(Into::into))),
    ("message", Text(|line| Some(line.message.as_ref().into()))),
    ("suggestions", Text(|line| Some(line.suggestions.get().into()))),
    ("evidence", Text(|line| Some(line.evidence.get().into()))),
    ("related", Text(|line| Some(line.related.get().into()))),
];

/// An id without the quotation marks of JSON; one that is no text as it stands, and none for `null`.
fn plain(id: &RawValue) -> Option<Cow<'_, str>> {
    match id.get() {
        "null" => None,
        text if text.starts_with('"') => serde_json::from_str(text).ok().map(Cow::Owned),
        other => Some(other.into()),
    }
}

/// Makes the table `table` of the lines in `lines`.
pub(super) fn write(lines: &Path, table: &Path) -> io::Result<()> {
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .build();
    let schema = Arc::new(parse_message_type(&schema()).map_err(io::Error::other)?);
    let file = BufWriter::new(File::create(table)?);
    let mut writer = SerializedFileWriter::new(file, schema, Arc::new(properties))?;
    let mut lines = BufReader::new(File::open(lines)?);
    let mut held: Vec<String> = Vec::new();
    loop {
        let mut line = String::new();
        let more = lines.read_line(&mut line)? > 0;
        if more {
            held.push(line);
        }
        if held.len() == ROWS || !more && !held.is_empty() {
            write_group(&mut writer, &held)?;
            held.clear();
        }
        if !more {
            break;
        }
    }
    let file = writer.into_inner()?;
    file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()
}

/// The schema in the words of Parquet.
fn schema() -> String {
    let column = |&(name, cell): &(&str, Cell)| match cell {
        Text(_) => format!("optional binary {name} (utf8);"),
        Number(_) => format!("optional int64 {name};"),
    };
    format!("message findings {{ {} }}", COLUMNS.iter().map(column).collect::<String>())
}

fn write_group(
    writer: &mut SerializedFileWriter<BufWriter<File>>,
    held: &[String],
) -> io::Result<()> {
    let rows: Vec<Line> =
        held.iter().map(|line| serde_json::from_str(line)).collect::<Result<_, _>>()?;
    let mut group = writer.next_row_group()?;
    for &(_, cell) in COLUMNS {
        let Some(mut column) = group.next_column()? else { break };
        match cell {
            Text(of) => {
                let texts =
                    rows.iter().map(|row| of(row).map(|text| text.as_bytes().to_vec().into()));
                fill::<ByteArrayType>(column.typed(), texts.collect::<Vec<Option<ByteArray>>>())
            }
            Number(of) => fill::<Int64Type>(column.typed(), rows.iter().map(of).collect()),
        }?;
        column.close()?;
    }
    group.close()?;
    Ok(())
}

/// Writes a column in which values may be missing.
fn fill<T: DataType>(
    column: &mut ColumnWriterImpl<'_, T>,
    values: Vec<Option<T::T>>,
) -> Result<(), ParquetError> {
    let there: Vec<i16> = values.iter().map(|value| i16::from(value.is_some())).collect();
    let values: Vec<T::T> = values.into_iter().flatten().collect();
    column.write_batch(&values, Some(&there), None).map(|_| ())
}
