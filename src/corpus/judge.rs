//! One block in, the bytes of every output out.
//!
//! This is the work that threads share. It knows nothing of files that are written or of other blocks.

use std::borrow::Cow;

use super::archive;
use super::attributes::{Attributes, quoted};
use super::blocks::Block;
use super::input::{Input, Kind};
use super::record::{Paths, Record, with_text};
use super::rows::{self, Columns};
use super::sample::{Sample, around, rank};
use super::split::{Split, Splitter};
use super::unpack::pack;
use super::{Fault, Scan, Stats, Unit};
use crate::check::Checked;
use crate::finding::Finding;
use crate::report::json::{self, Object, Places};
use crate::source;
use crate::verdict;

/// The outputs that are one file for the whole corpus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Common {
    Findings,
    Documents,
    Dropped,
    Faults,
}

/// The outputs that are a file for each input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mirrored {
    Texts,
    Attributes,
}

/// What came of a block.
#[derive(Debug, Default)]
pub(super) struct Made {
    pub(super) input: usize,
    pub(super) number: u64,
    /// In the order of [`Common`].
    pub(super) common: [Vec<u8>; 4],
    /// In the order of [`Mirrored`], packed.
    pub(super) mirrored: [Vec<u8>; 2],
    pub(super) faults: Vec<Fault>,
    pub(super) stats: Stats,
    pub(super) sample: Sample,
    pub(super) last: bool,
    pub(super) stored: u64,
}

/// Checks blocks for one scan.
pub(super) struct Judge<'s> {
    scan: &'s Scan,
    paths: Paths,
}

impl<'s> Judge<'s> {
    pub(super) fn new(scan: &'s Scan) -> Self {
        Self { scan, paths: Paths::new(&scan.fields, scan.format) }
    }

    /// Checks the records of a block.
    pub(super) fn block(&self, block: Block) -> Made {
        let input = &self.scan.inputs[block.input];
        let mut made = Made {
            input: block.input,
            number: block.number,
            last: block.last,
            stored: block.stored,
            ..Made::default()
        };
        match input.kind {
            Kind::Text => self.file(input, block.data, &mut made),
            _ => self.records(input, &block, &mut made),
        }
        made.faults.extend(block.faults);
        made.stats.faults = made.faults.len() as u64;
        for fault in &made.faults {
            write_fault(fault, &mut made.common[Common::Faults as usize]);
        }
        if input.kind != Kind::Text {
            for bytes in &mut made.mirrored {
                if !bytes.is_empty() {
                    // Writing to memory fails for want of memory only.
                    *bytes = pack(std::mem::take(bytes), input.packing).unwrap_or_default();
                }
            }
        }
        made
    }

    /// The records of a file of many.
    fn records(&self, input: &Input, block: &Block, made: &mut Made) {
        let scan = self.scan;
        let columns = match &block.header {
            None => None,
            Some(row) => match Columns::new(row, input.kind, &scan.fields, scan.format) {
                Ok(columns) => Some(columns),
                Err(why) => {
                    // Told once; without its columns there is nothing to check in the file.
                    if block.number == 0 {
                        made.faults.push(Fault::new(input, 0, why));
                    }
                    return self.keep_text(&block.data, made);
                }
            },
        };
        let mut splitter = Splitter::new(input.kind);
        let (mut at, mut number) = (0, 0);
        let rows = input.kind == Kind::Parquet;
        while at < block.data.len() {
            let end = match splitter.next(&block.data, at) {
                Split::End(end) | Split::Lost(_, end) => end,
                Split::More => block.data.len(),
            };
            // Rows of columns have no place of their own in the file but their number.
            let before = if rows { number } else { at as u64 };
            let (whole, offset) = (&block.data[at..end], block.offset + before);
            (at, number) = (end, number + 1);
            let names = offset == 0 && columns.is_some();
            if names || whole.trim_ascii().is_empty() {
                self.keep_text(whole, made);
            } else if whole.len() > scan.max_document {
                made.faults.push(Fault::too_long(input, offset, scan.max_document));
                self.no_attributes(made);
            } else if let Err(why) = self.cut(input, whole, offset, columns.as_ref(), made) {
                let unit = if rows { Unit::Row } else { Unit::Byte };
                made.faults.push(Fault { unit, ..Fault::new(input, offset, why) });
                // Rows of attributes stand beside rows of the input.
                self.no_attributes(made);
                self.keep_text(whole, made);
            }
        }
    }

    /// One record with all that stands around it in its file.
    fn cut(
        &self,
        input: &Input,
        whole: &[u8],
        offset: u64,
        columns: Option<&Columns>,
        made: &mut Made,
    ) -> Result<(), String> {
        let page = match input.kind {
            Kind::Archive => match archive::page(whole, offset)? {
                None => {
                    self.keep_text(whole, made);
                    return Ok(());
                }
                page => page,
            },
            _ => None,
        };
        let read;
        let record = match (&page, columns) {
            (Some(page), _) => &page.record,
            (None, Some(columns)) => {
                read = columns.record(whole, offset)?;
                &read
            }
            (None, None) => {
                read = self.paths.record(whole, offset)?;
                &read
            }
        };
        let (dropped, repaired) = self.record(input, record, made);
        if dropped {
            let out = &mut made.common[Common::Dropped as usize];
            if input.kind == Kind::Lines {
                out.extend_from_slice(whole.trim_ascii_end());
                out.push(b'\n');
            } else {
                write_dropped(input, record, out);
            }
        } else if self.scan.outputs.texts {
            let out = &mut made.mirrored[Mirrored::Texts as usize];
            match (repaired, &page) {
                (None, _) => out.extend_from_slice(whole),
                (Some(text), Some(page)) => {
                    if let Err(why) = archive::with_text(whole, page, &text, out) {
                        out.extend_from_slice(whole);
                        made.faults.push(Fault::new(input, offset, why));
                    }
                }
                (Some(text), None) if columns.is_some() => {
                    rows::with_text(whole, record, &text, input.kind, out);
                }
                (Some(text), None) => with_text(whole, record, &text, out),
            }
        }
        Ok(())
    }

    /// A file that is one document.
    fn file(&self, input: &Input, bytes: Vec<u8>, made: &mut Made) {
        let given = if self.scan.outputs.texts { bytes.clone() } else { Vec::new() };
        let format = source::Format::of_extension(&input.path).unwrap_or(self.scan.format);
        let decoded = match source::decode(bytes, format) {
            Ok(decoded) => decoded,
            Err(why) => {
                made.faults.push(Fault::new(input, 0, why.to_string()));
                made.mirrored[Mirrored::Texts as usize] = given;
                return self.no_attributes(made);
            }
        };
        let record = Record {
            offset: 0,
            id: Some(Cow::Owned(quoted(&input.name()))),
            source: None,
            marks: Vec::new(),
            declared: None,
            format,
            text: Cow::Borrowed(&decoded.text),
            raw: 0..0,
        };
        let (dropped, repaired) = self.record(input, &record, made);
        if dropped {
            write_dropped(input, &record, &mut made.common[Common::Dropped as usize]);
        } else if self.scan.outputs.texts {
            let encoded = repaired.map(|text| source::encode(&text, decoded.encoding, decoded.bom));
            made.mirrored[Mirrored::Texts as usize] = match encoded {
                None => given,
                Some(Ok(bytes)) => bytes,
                Some(Err(why)) => {
                    made.faults.push(Fault::new(input, 0, format!("not repaired: {why}")));
                    given
                }
            };
        }
    }

    /// Checks a record and writes what is said of it; whether it is dropped, and its text if that was repaired.
    fn record(&self, input: &Input, record: &Record, made: &mut Made) -> (bool, Option<String>) {
        let scan = self.scan;
        let path = input.name();
        let text: &str = &record.text;
        let document = source::read(text, record.format);
        let (checked, judged) = verdict::check(&scan.checker, &document);
        let attributes = Attributes::of(&path, record, &checked, &judged);
        made.stats.add(&attributes, &checked, &judged);
        let dropped = scan.drop_if.as_ref().is_some_and(|(filter, _)| filter.holds(&attributes));
        made.stats.dropped += u64::from(dropped);
        let places = (!checked.findings.is_empty()).then(|| Places::new(&record.text));
        if scan.outputs.findings || scan.outputs.table {
            let out = &mut made.common[Common::Findings as usize];
            for finding in &checked.findings {
                write_finding(&path, record, finding, places.as_ref(), out);
            }
        }
        if scan.outputs.documents {
            attributes.write(record, dropped, &mut made.common[Common::Documents as usize]);
        }
        if let Some((most, seed)) = scan.outputs.sample {
            for (number, finding) in checked.findings.iter().enumerate() {
                let rank = rank(seed, &path, record.offset, number);
                if made.sample.wants(finding.rule.id, rank, most) {
                    let line = sampled(&path, record, finding, rank);
                    made.sample.keep(finding.rule.id, rank, line, most);
                }
            }
        }
        if scan.outputs.attributes {
            write_spans(
                record,
                &attributes,
                &checked,
                &mut made.mirrored[Mirrored::Attributes as usize],
            );
        }
        let mut repaired = None;
        if let Some(level) = scan.outputs.repair.filter(|_| !dropped) {
            let mut suggestions = checked.findings.iter().flat_map(|f| &f.suggestions);
            if suggestions.any(|s| s.applicability >= level) {
                let repair =
                    scan.checker.repair(text, level, |text| source::read(text, record.format));
                made.stats.repairs += repair.applied.len() as u64;
                made.stats.repaired += 1;
                repaired = Some(repair.text);
            }
        }
        (dropped, repaired)
    }

    fn keep_text(&self, bytes: &[u8], made: &mut Made) {
        if self.scan.outputs.texts {
            made.mirrored[Mirrored::Texts as usize].extend_from_slice(bytes);
        }
    }

    fn no_attributes(&self, made: &mut Made) {
        if self.scan.outputs.attributes {
            made.mirrored[Mirrored::Attributes as usize]
                .extend_from_slice(b"{\"id\":null,\"attributes\":{}}\n");
        }
    }
}

/// Where a record stands: the first members of every row.
fn begin<'o>(path: &str, record: &Record, out: &'o mut Vec<u8>) -> Object<'o> {
    let mut object = Object::begin(out);
    object.text("path", path);
    object.raw("id", record.id.as_deref().unwrap_or("null"));
    object.number("record", record.offset as usize);
    object
}

fn write_finding(
    path: &str,
    record: &Record,
    finding: &Finding,
    places: Option<&Places>,
    out: &mut Vec<u8>,
) {
    let mut object = begin(path, record, out);
    json::finding(&mut object, finding, &record.text, places, 0);
    object.end();
    out.push(b'\n');
}

/// A finding with the text around it.
fn sampled(path: &str, record: &Record, finding: &Finding, rank: u64) -> String {
    let mut out = Vec::new();
    let mut object = Object::begin(&mut out);
    object.text("rule", finding.rule.id);
    object.text("rank", &format!("{rank:016x}"));
    object.text("path", path);
    object.raw("id", record.id.as_deref().unwrap_or("null"));
    object.number("record", record.offset as usize);
    object.text("confidence", finding.confidence.as_str());
    match finding.place.span() {
        None => object.null("text"),
        Some(span) => {
            let (before, after) = around(&record.text, span.start(), span.end());
            object.text("before", before);
            object.text("text", span.of(&record.text));
            object.text("after", after);
        }
    }
    object.text("message", &finding.message);
    object.end();
    // Made of text and ASCII.
    String::from_utf8(out).unwrap_or_default()
}

/// The row of a document in the form that Dolma's mixer reads: spans in scalars, by attribute.
fn write_spans(record: &Record, attributes: &Attributes, checked: &Checked, out: &mut Vec<u8>) {
    let places = Places::new(&record.text);
    let mut object = Object::begin(out);
    object.raw("id", record.id.as_deref().unwrap_or("null"));
    let length = record.text.chars().count();
    object.object("attributes", |object| {
        let density = attributes.density();
        object.raw("mtlint__document__density", &format!("[[0,{length},{density:?}]]"));
        if let Some(mt) = attributes.mt {
            object.raw("mtlint__document__mt", &format!("[[0,{length},{mt:?}]]"));
        }
        for id in attributes.rules.keys() {
            let of_rule = checked.findings.iter().filter(|finding| finding.rule.id == *id);
            let spans: Vec<String> = of_rule
                .map(|finding| {
                    let (start, end) = finding.place.span().map_or((0, length), |span| {
                        let chars = |at| places.position(at).chars;
                        (chars(span.start()), chars(span.end()))
                    });
                    format!("[{start},{end},1.0]")
                })
                .collect();
            let name = format!("mtlint__{}", id.replace('/', "__").replace('-', "_"));
            object.raw(&name, &format!("[{}]", spans.join(",")));
        }
    });
    object.end();
    out.push(b'\n');
}

/// A document that was dropped from a file of no JSON lines.
fn write_dropped(input: &Input, record: &Record, out: &mut Vec<u8>) {
    let mut object = begin(&input.name(), record, out);
    object.text("text", &record.text);
    object.end();
    out.push(b'\n');
}

fn write_fault(fault: &Fault, out: &mut Vec<u8>) {
    let mut object = Object::begin(out);
    object.text("path", &fault.path);
    object.number("offset", fault.offset as usize);
    object.text("unit", fault.unit.as_str());
    object.text("message", &fault.message);
    object.end();
    out.push(b'\n');
}
