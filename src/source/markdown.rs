//! Markdown: the prose of the rendered page, with its way back into the marks.
//!
//! Text stays as it is written, smart punctuation off; the marks of emphasis, links, lists and headings vanish. A soft
//! line break is a space, a hard one a line break. Code spans, pictures and formulas are one object each; code blocks and
//! front matter are left out. A file in which a formula could be a sum in dollars is read without formulas. HTML is read as HTML, in blocks of it and around it; only an HTML block inside a quotation
//! or a list, whose lines do not follow one another in the file, is left out. References to notes vanish.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use super::html;
use super::prose::{Break, Prose};
use crate::text::{Document, Span};

type Events<'e> = [(Event<'e>, Range<usize>)];

pub(super) fn read(text: Cow<'_, str>) -> Document<'_> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_MATH
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let parse = |options| Parser::new_ext(&text, options).into_offset_iter().collect();
    let mut events: Vec<_> = parse(options);
    if events.iter().any(|event| is_money(&text, event)) {
        events = parse(options - Options::ENABLE_MATH);
    }
    let mut reader =
        Reader { prose: Prose::new(&text), seen: 0, lists: 0, unclosed: HashMap::new() };
    let mut at = 0;
    while at < events.len() {
        at = reader.event(&events, at);
    }
    let finished = reader.prose.finish();
    drop(events);
    finished.document(text).with_escape(escape)
}

/// Text as Markdown writes it. Marks that only count at the start of a line or in pairs that repairs never bring
/// (`#`, `~`, `|`) stay as they are; an ampersand does unless it would begin an entity.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let begins_entity = || {
            let rest = &text[at + 1..];
            let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '#')).unwrap_or(0);
            end > 0 && rest[end..].starts_with(';')
        };
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<') || c == '&' && begins_entity() {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

struct Reader<'o> {
    prose: Prose<'o>,
    /// Up to where the original has been written. A backslash after it that no event covers is an escape.
    seen: usize,
    /// How many lists are open.
    lists: usize,
    /// Elements of code without an end tag, and the event up to which there is none.
    unclosed: HashMap<String, usize>,
}

impl Reader<'_> {
    /// Reads the event at `at` and gives the one to go on at.
    fn event(&mut self, events: &Events<'_>, at: usize) -> usize {
        let (event, range) = &events[at];
        let span = Span::new(range.start, range.end);
        match event {
            Event::Start(tag) => return self.start(events, at, tag, span),
            Event::End(tag) => self.end(*tag),
            Event::Text(text) => self.text(text, span),
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) => self.object(span),
            Event::SoftBreak if span.is_empty() => {}
            Event::SoftBreak => self.prose.space(span),
            Event::HardBreak => self.prose.line(),
            Event::Rule => self.prose.block(Break::Paragraph),
            Event::InlineHtml(_) => return self.inline_html(events, at, span),
            Event::Html(_) | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
        at + 1
    }

    fn start(&mut self, events: &Events<'_>, at: usize, tag: &Tag<'_>, span: Span) -> usize {
        match tag {
            Tag::CodeBlock(_) | Tag::MetadataBlock(_) => {
                self.prose.block(Break::Paragraph);
                return after(events, at);
            }
            Tag::HtmlBlock => {
                self.html_block(events, at);
                return after(events, at);
            }
            Tag::Image { .. } => {
                self.object(span);
                return after(events, at);
            }
            Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. } => {
                self.prose.open_opaque();
            }
            Tag::List(_) => {
                self.list_edge();
                self.lists += 1;
            }
            tag => self.edge(tag.to_end()),
        }
        at + 1
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Link => self.prose.close_opaque(),
            TagEnd::List(_) => {
                self.lists = self.lists.saturating_sub(1);
                self.list_edge();
            }
            tag => self.edge(tag),
        }
    }

    /// The break at both edges of a block; phrases have none.
    fn edge(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Item | TagEnd::TableHead | TagEnd::TableRow | TagEnd::TableCell => {
                self.prose.block(Break::Line);
            }
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::BlockQuote(_)
            | TagEnd::FootnoteDefinition
            | TagEnd::Table => self.prose.block(Break::Paragraph),
            _ => {}
        }
    }

    /// A list inside an item stands right under its text.
    fn list_edge(&mut self) {
        self.prose.block(if self.lists == 0 { Break::Paragraph } else { Break::Line });
    }

    fn object(&mut self, span: Span) {
        self.prose.object(span);
        self.seen = self.seen.max(span.end());
    }

    fn text(&mut self, text: &str, span: Span) {
        let original = self.prose.original();
        let escaped = span.start() > self.seen && original.as_bytes()[span.start() - 1] == b'\\';
        let same = span.of(original) == text;
        match text.chars().next().filter(char::is_ascii_punctuation) {
            Some(c) if escaped && same => {
                let after = span.start() + c.len_utf8();
                self.prose.replaced(Span::new(span.start() - 1, after), &text[..c.len_utf8()]);
                self.prose.text(Span::new(after, span.end()));
            }
            _ if same => self.prose.text(span),
            _ => self.prose.replaced(span, text),
        }
        self.seen = self.seen.max(span.end());
    }

    fn html_block(&mut self, events: &Events<'_>, at: usize) {
        self.prose.block(Break::Paragraph);
        let lines = events[at + 1..]
            .iter()
            .take_while(|(event, _)| !matches!(event, Event::End(TagEnd::HtmlBlock)));
        let mut block: Option<Span> = None;
        let mut whole = true;
        for (_, range) in lines {
            let line = Span::new(range.start, range.end);
            whole &= block.is_none_or(|block| block.end() == line.start());
            block = Some(block.map_or(line, |block| block.cover(line)));
        }
        match block {
            Some(block) if whole => {
                html::write(&mut self.prose, block);
                self.seen = self.seen.max(block.end());
            }
            _ => {}
        }
        self.prose.block(Break::Paragraph);
    }

    fn inline_html(&mut self, events: &Events<'_>, at: usize, span: Span) -> usize {
        let tag = span.of(self.prose.original());
        self.seen = self.seen.max(span.end());
        if tag.starts_with("<!--") {
            self.prose.comment(tag);
            return at + 1;
        }
        let name = element(tag);
        match name.as_str() {
            "br" | "/br" => self.prose.line(),
            "img" => self.object(span),
            "code" | "kbd" | "samp" | "tt" | "svg" | "math" | "textarea" => {
                if self.unclosed.get(&name).is_some_and(|&until| at < until) {
                    return at + 1;
                }
                match self.closing(events, at, &format!("/{name}")) {
                    Ok(last) => {
                        let (_, range) = &events[last];
                        self.object(span.cover(Span::new(range.start, range.end)));
                        return last + 1;
                    }
                    Err(until) => {
                        self.unclosed.insert(name, until);
                    }
                }
            }
            _ => {}
        }
        at + 1
    }

    /// The end tag `close` in the block or phrase around the event at `at`, or else the event where that ends.
    fn closing(&self, events: &Events<'_>, at: usize, close: &str) -> Result<usize, usize> {
        let original = self.prose.original();
        let mut depth = 0_usize;
        for (i, (event, range)) in events.iter().enumerate().skip(at + 1) {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) if depth == 0 => return Err(i),
                Event::End(_) => depth -= 1,
                Event::InlineHtml(_) if element(&original[range.clone()]) == close => return Ok(i),
                _ => {}
            }
        }
        Err(events.len())
    }
}

/// Whether what looks like a formula stands between two sums in dollars: *$20,000-$30,000*.
fn is_money(original: &str, (event, range): &(Event<'_>, Range<usize>)) -> bool {
    let is_digit = |at: usize| original.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    matches!(event, Event::InlineMath(_)) && (is_digit(range.start + 1) || is_digit(range.end))
}

/// The event after the end of the element that starts at `at`.
fn after(events: &Events<'_>, at: usize) -> usize {
    let mut depth = 0_usize;
    for (i, (event, _)) in events.iter().enumerate().skip(at) {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) if depth == 1 => return i + 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
    }
    events.len()
}

/// The name of a tag in lower case, with the slash of an end tag: `br`, `/code`.
fn element(tag: &str) -> String {
    let name = tag.trim_start_matches('<');
    let is_name = |c: char| c == '/' || c.is_ascii_alphanumeric();
    let end = name.find(|c| !is_name(c)).unwrap_or(name.len());
    name[..end].trim_end_matches('/').to_ascii_lowercase()
}

#[cfg(test)]
#[path = "markdown_tests.rs"]
mod tests;
