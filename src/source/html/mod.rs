//! HTML: what a reader of the page sees, with its way back into the tags.
//!
//! Blocks come apart, inline tags vanish (so `<b>Thursday</b>the` is *Thursdaythe*, as it is on the page), white space
//! collapses, entities are decoded one by one. Scripts, styles, comments and attributes are left out; code, formulas and
//! pictures in a line are one object each. There is no tree: an element that is left out needs its end tag, and
//! when that is missing its text stays, because losing prose is worse than reading code. The `<title>` is prose.
//!
//! Phrases marked `translate="no"`, and short phrases whose `lang` differs from that of the page, are kept as they are.
//! On blocks both are passed over: sites put `translate="no"` on the whole page to keep browsers from translating
//! it, and a block in another language is still a text to check.

mod furniture;
mod tags;
mod tokens;

use std::borrow::Cow;
use std::collections::HashMap;

use super::prose::{Break, Prose};
use crate::text::{Document, Span};
use tags::Role;
use tokens::{Event, Tag, events};

/// Word processors mark the language of every run of text; only what is as short as a name or a title is foreign.
const FOREIGN_PHRASE: usize = 120;
/// The number of a note is no more than this many events (`<sup><a>[1]</a></sup>`).
const NOTE_EVENTS: usize = 8;

pub(super) fn read(text: Cow<'_, str>) -> Document<'_> {
    let mut prose = Prose::new(&text);
    write(&mut prose, Span::new(0, text.len()));
    let finished = prose.finish();
    finished.document(text).with_escape(escape)
}

/// Reads the main text of a page and leaves out what stands around it.
pub(super) fn read_page(text: Cow<'_, str>) -> Document<'_> {
    let mut prose = Prose::new(&text);
    let events = events(&text, 0);
    let ends = matching_ends(&events);
    let left_out = furniture::furniture(&text, &events, &ends);
    write_events(&mut prose, &events, &ends, &left_out);
    let finished = prose.finish();
    finished.document(text).with_escape(escape)
}

/// Text as HTML writes it between tags.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Appends the prose of the HTML in `span` of the original.
pub(super) fn write(prose: &mut Prose<'_>, span: Span) {
    let events = events(span.of(prose.original()), span.start());
    let ends = matching_ends(&events);
    write_events(prose, &events, &ends, &[]);
}

/// Appends the prose of events; those that are left out part what stands before and after them.
fn write_events(
    prose: &mut Prose<'_>,
    events: &[Event],
    ends: &[Option<usize>],
    is_left_out: &[bool],
) {
    // The languages that blocks declare, each with the event where it ends.
    let mut languages: Vec<(u32, usize)> = Vec::new();
    let mut kept_until = None;
    let mut i = 0;
    while let Some(event) = events.get(i) {
        if kept_until.is_some_and(|end| end <= i) {
            prose.close_opaque();
            kept_until = None;
        }
        while languages.last().is_some_and(|&(_, end)| end <= i) {
            languages.pop();
        }
        if is_left_out.get(i).is_some_and(|&out| out) {
            prose.block(Break::Paragraph);
            i += 1;
            continue;
        }
        match event {
            Event::Text(span) => write_text(prose, *span),
            Event::Entity(span, with) if with.bytes().all(is_space) => prose.space(*span),
            Event::Entity(span, with) => prose.replaced(*span, with),
            Event::Comment(span) => prose.comment(span.of(prose.original())),
            Event::End(name, _) => write_break(prose, name.role),
            Event::Start(tag) => {
                if let Some(lang) = tag.lang.filter(|_| tag.name.ends_phrases()) {
                    languages.push((lang, ends[i].unwrap_or(events.len())));
                }
                if let Some(next) = left_out(prose, events, i, tag, ends[i]) {
                    i = next;
                    continue;
                }
                if let (None, Some(end)) = (kept_until, ends[i]) {
                    let length = events[end].span().start() - tag.span.end();
                    if is_kept(tag, languages.last().map(|last| last.0), length) {
                        prose.open_opaque();
                        kept_until = Some(end);
                    }
                }
                write_start(prose, tag);
            }
        }
        i += 1;
    }
    prose.close_opaque();
}

/// For each start tag, the event that is its end tag: the nearest one of the same name, `None` when it has none.
/// What lies inside a line ends with its block.
fn matching_ends(events: &[Event]) -> Vec<Option<usize>> {
    let mut ends = vec![None; events.len()];
    let mut open: HashMap<u32, Vec<(usize, usize)>> = HashMap::new();
    let mut block = 0;
    for (i, event) in events.iter().enumerate() {
        match event {
            Event::Start(tag) => {
                block += usize::from(tag.name.ends_phrases());
                if !tag.closed {
                    open.entry(tag.name.id).or_default().push((i, block));
                }
                if tag.name.raw && !tag.closed {
                    ends[i] = Some(events.len());
                }
            }
            Event::End(name, _) => {
                if let Some((start, begun)) = open.get_mut(&name.id).and_then(Vec::pop)
                    && (begun == block || !name.is_phrase())
                {
                    ends[start] = Some(i);
                }
                block += usize::from(name.ends_phrases());
            }
            _ => {}
        }
    }
    ends
}

/// Writes what stands for an element that is left out, and gives the event to go on at; `None` for other elements.
fn left_out(
    prose: &mut Prose<'_>,
    events: &[Event],
    at: usize,
    tag: &Tag,
    end: Option<usize>,
) -> Option<usize> {
    let last = end.or(tag.closed.then_some(at))?.min(events.len() - 1);
    match tag.name.role {
        Role::Hidden => {}
        Role::Omitted => prose.block(Break::Paragraph),
        Role::Object | Role::Code => prose.object(tag.span.cover(events[last].span())),
        Role::Raised if is_note(prose.original(), &events[at + 1..last.max(at + 1)]) => {}
        _ => return None,
    }
    Some(last + 1)
}

/// Whether the content of `<sup>` is the number or sign of a note rather than part of a word (*1er*).
fn is_note(original: &str, content: &[Event]) -> bool {
    let is_mark = |c: char| c.is_ascii_digit() || c.is_ascii_whitespace() || "[](),*†‡".contains(c);
    content.len() <= NOTE_EVENTS
        && content.iter().all(|event| match event {
            Event::Text(span) => span.of(original).chars().all(is_mark),
            Event::Entity(_, with) => with.chars().all(is_mark),
            _ => true,
        })
}

/// Whether a phrase is to stay as it is. `language` is that of the page around it, as far as it is known.
fn is_kept(tag: &Tag, language: Option<u32>, length: usize) -> bool {
    let foreign = match (tag.lang, language) {
        (Some(own), Some(around)) => own != around && length <= FOREIGN_PHRASE,
        _ => false,
    };
    tag.name.role == Role::Phrase && (tag.keep || foreign)
}

fn write_start(prose: &mut Prose<'_>, tag: &Tag) {
    match tag.name.role {
        Role::Picture => prose.object(tag.span),
        role => write_break(prose, role),
    }
}

fn write_break(prose: &mut Prose<'_>, role: Role) {
    match role {
        Role::Block(apart) => prose.block(apart),
        Role::Omitted => prose.block(Break::Paragraph),
        Role::LineBreak => prose.line(),
        _ => {}
    }
}

/// Text, in which each run of white space counts as one space.
fn write_text(prose: &mut Prose<'_>, span: Span) {
    let text = span.of(prose.original());
    let mut at = 0;
    while at < text.len() {
        let rest = &text.as_bytes()[at..];
        let spaces = rest.iter().position(|&b| !is_space(b)).unwrap_or(rest.len());
        let word = rest[spaces..].iter().position(|&b| is_space(b)).unwrap_or(rest.len() - spaces);
        let (from, to) = (span.start() + at + spaces, span.start() + at + spaces + word);
        if spaces > 0 {
            prose.space(Span::new(span.start() + at, from));
        }
        prose.text(Span::new(from, to));
        at += spaces + word;
    }
}

/// White space of HTML. The no-break space is not among it.
fn is_space(b: u8) -> bool {
    matches!(b, b' ' | b'\t' | b'\n' | b'\r' | 0x0C)
}

#[cfg(test)]
pub(super) mod tests;
