//! HTML as events with exact places: text, entities, tags, comments.
//!
//! `html5gum` tokenises as the WHATWG standard says. Its own emitters merge text with the characters that entities stand
//! for, which loses the place of either; so this one watches the chunks as they come. A chunk that equals the source
//! under it is text, any other is what the source under it stands for. The tokeniser has no tree, so the elements
//! whose content is not markup (`<script>`, `<title>`) are told apart by name, and in XHTML `<script/>` is closed.

use std::convert::Infallible;

use html5gum::{Emitter, Error, State, Tokenizer, naive_next_state};

use super::tags::Name;
use crate::text::{Span, fold};

/// One thing in an HTML file, at its place in the original.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Event {
    /// Text as it stands.
    Text(Span),
    /// Bytes that stand for other text.
    Entity(Span, String),
    /// A start tag.
    Start(Tag),
    /// An end tag.
    End(Name, Span),
    /// A comment, with its delimiters.
    Comment(Span),
}

impl Event {
    /// Its bytes in the original.
    pub(super) fn span(&self) -> Span {
        match self {
            Self::Text(span) | Self::Entity(span, _) | Self::End(_, span) | Self::Comment(span) => {
                *span
            }
            Self::Start(tag) => tag.span,
        }
    }
}

/// A start tag and what its attributes say about translation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tag {
    pub(super) name: Name,
    pub(super) span: Span,
    /// There is no end tag to wait for.
    pub(super) closed: bool,
    /// `translate="no"`, or the class that means the same.
    pub(super) keep: bool,
    /// The language of its text, as a hash of the primary subtag.
    pub(super) lang: Option<u32>,
}

/// The events of `html`, which begins at byte `base` of the original.
pub(super) fn events(html: &str, base: usize) -> Vec<Event> {
    let mut events = Vec::new();
    let collector = Collector {
        html,
        base,
        events: &mut events,
        xml: html.trim_start().starts_with("<?xml"),
        at: 0,
        from: 0,
        opened: 0,
        last_start: Vec::new(),
        tag: Current::default(),
    };
    let Ok(()) = Tokenizer::new_with_emitter(html, collector).finish();
    events
}

struct Collector<'h> {
    html: &'h str,
    base: usize,
    events: &'h mut Vec<Event>,
    xml: bool,
    /// Where the tokeniser is.
    at: usize,
    /// Where the next chunk of text begins.
    from: usize,
    /// Where the current `<` stands.
    opened: usize,
    last_start: Vec<u8>,
    tag: Current,
}

/// The tag that is being read.
#[derive(Default)]
struct Current {
    is_end: bool,
    self_closing: bool,
    keep: bool,
    lang: Option<u32>,
    name: Vec<u8>,
    attribute: Vec<u8>,
    value: Vec<u8>,
}

impl Current {
    fn end_attribute(&mut self) {
        self.value.make_ascii_lowercase();
        match self.attribute.as_slice() {
            b"translate" => self.keep |= self.value == b"no",
            b"class" => {
                let mut classes = self.value.split(u8::is_ascii_whitespace);
                self.keep |= classes.any(|class| class == b"notranslate");
            }
            b"lang" | b"xml:lang" => {
                let mut subtags = self.value.split(|b| matches!(b, b'-' | b'_'));
                let primary = subtags.next().filter(|primary| !primary.is_empty());
                self.lang = primary.map(fold::hash_ascii);
            }
            _ => {}
        }
        self.attribute.clear();
        self.value.clear();
    }
}

impl Collector<'_> {
    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.base + start, self.base + end)
    }

    fn push_text(&mut self, end: usize) {
        let span = self.span(self.from, end);
        self.from = end;
        match self.events.last_mut() {
            Some(Event::Text(last)) if last.end() == span.start() => *last = last.cover(span),
            _ => self.events.push(Event::Text(span)),
        }
    }
}

impl Emitter for Collector<'_> {
    type Token = Infallible;

    fn move_position(&mut self, offset: isize) {
        self.at = self.at.saturating_add_signed(offset);
    }

    fn init_string(&mut self) {
        self.from = self.at;
    }

    fn emit_string(&mut self, chunk: &[u8]) {
        let bytes = self.html.as_bytes();
        let end = self.at.min(bytes.len());
        // The line feed of a CRLF belongs to no chunk.
        if bytes[..end.min(self.from)].ends_with(b"\r") && bytes[self.from..end].starts_with(b"\n")
        {
            self.push_text(self.from + 1);
        }
        let source = &bytes[self.from.min(end)..end];
        if chunk.is_empty() || source.is_empty() {
            return;
        }
        let is_line_end = chunk == b"\n" && source == b"\r";
        if chunk == source || is_line_end {
            self.push_text(end);
        } else if chunk[0] == b'<' && source.starts_with(chunk) {
            // What looked like an end tag inside `<title>` comes in pieces once it is none.
            self.push_text(self.from + chunk.len());
        } else {
            let text = String::from_utf8_lossy(chunk).into_owned();
            let span = self.span(self.from, end);
            self.events.push(Event::Entity(span, text));
            self.from = end;
        }
    }

    fn start_open_tag(&mut self) {
        self.opened = self.at.saturating_sub(1);
    }

    fn init_start_tag(&mut self) {
        self.tag = Current::default();
    }

    fn init_end_tag(&mut self) {
        self.tag = Current { is_end: true, ..Current::default() };
    }

    fn push_tag_name(&mut self, name: &[u8]) {
        self.tag.name.extend_from_slice(name);
    }

    fn set_self_closing(&mut self) {
        self.tag.self_closing = true;
    }

    fn init_attribute(&mut self) {
        self.tag.end_attribute();
    }

    fn push_attribute_name(&mut self, name: &[u8]) {
        self.tag.attribute.extend_from_slice(name);
    }

    fn push_attribute_value(&mut self, value: &[u8]) {
        self.tag.value.extend_from_slice(value);
    }

    fn emit_current_tag(&mut self) -> Option<State> {
        self.tag.end_attribute();
        let span = self.span(self.opened.min(self.at), self.at);
        self.from = self.at;
        let name = Name::of(&self.tag.name);
        if self.tag.is_end {
            self.events.push(Event::End(name, span));
            return None;
        }
        // HTML knows self-closing tags only in drawings and formulas.
        let foreign = matches!(self.tag.name.as_slice(), b"svg" | b"math");
        let closed = self.tag.self_closing && (self.xml || foreign);
        let (keep, lang) = (self.tag.keep, self.tag.lang);
        self.events.push(Event::Start(Tag { name, span, closed, keep, lang }));
        self.last_start.clone_from(&self.tag.name);
        match self.tag.name.as_slice() {
            _ if closed => None,
            b"noframes" => Some(State::RawText),
            name => naive_next_state(name),
        }
    }

    fn emit_current_comment(&mut self) {
        let span = self.span(self.opened.min(self.at), self.at);
        self.from = self.at;
        self.events.push(Event::Comment(span));
    }

    fn emit_current_doctype(&mut self) {
        self.from = self.at;
    }

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.tag.is_end && !self.last_start.is_empty() && self.last_start == self.tag.name
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&mut self) -> bool {
        self.xml
    }

    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn pop_token(&mut self) -> Option<Infallible> {
        None
    }

    fn set_last_start_tag(&mut self, name: Option<&[u8]>) {
        self.last_start = name.unwrap_or_default().to_vec();
    }

    fn emit_eof(&mut self) {}
    fn emit_error(&mut self, _error: Error) {}
    fn init_comment(&mut self) {}
    fn push_comment(&mut self, _text: &[u8]) {}
    fn init_doctype(&mut self) {}
    fn push_doctype_name(&mut self, _name: &[u8]) {}
    fn set_force_quirks(&mut self) {}
    fn set_doctype_public_identifier(&mut self, _value: &[u8]) {}
    fn set_doctype_system_identifier(&mut self, _value: &[u8]) {}
    fn push_doctype_public_identifier(&mut self, _value: &[u8]) {}
    fn push_doctype_system_identifier(&mut self, _value: &[u8]) {}
}

#[cfg(test)]
mod tests {
    use html5gum::{DefaultEmitter, Token};
    use proptest::prelude::*;

    use super::*;

    fn text_of(html: &str) -> String {
        let mut text = String::new();
        for event in events(html, 0) {
            match event {
                Event::Text(span) => {
                    text.push_str(&span.of(html).replace("\r\n", "\n").replace('\r', "\n"));
                }
                Event::Entity(_, with) => text.push_str(&with),
                _ => {}
            }
        }
        text
    }

    /// The same text through the emitter that comes with the tokeniser.
    fn reference(html: &str) -> String {
        let mut emitter = DefaultEmitter::default();
        emitter.naively_switch_states(true);
        let mut text = Vec::new();
        for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
            if let Token::String(string) = token {
                text.extend_from_slice(&string);
            }
        }
        String::from_utf8(text).expect("chunks of valid text")
    }

    #[test]
    fn each_entity_has_its_place() {
        let html = "caf&eacute;s &amp;amp; &copy 2 &#xD800;&#8364;&unknown; & &#x; a&b";
        let found: Vec<(&str, String)> = events(html, 0)
            .into_iter()
            .filter_map(|event| match event {
                Event::Entity(span, with) => Some((span.of(html), with)),
                _ => None,
            })
            .collect();
        let expected = [
            ("&eacute;", "é"),
            ("&amp;", "&"),
            ("&copy", "©"),
            ("&#xD800;", "\u{FFFD}"),
            ("&#8364;", "€"),
        ];
        assert_eq!(found, expected.map(|(from, to)| (from, to.to_owned())));
    }

    #[test]
    fn tags_and_comments_have_their_places() {
        let html = "a<p class='x'>b</p><!-- c -->\r\nd<br/>";
        let spans: Vec<&str> = events(html, 0)
            .iter()
            .filter_map(|event| match event {
                Event::Text(span) | Event::Comment(span) => Some(span.of(html)),
                Event::Start(tag) => Some(tag.span.of(html)),
                _ => None,
            })
            .collect();
        assert_eq!(spans, ["a", "<p class='x'>", "b", "<!-- c -->", "\r\nd", "<br/>"]);
    }

    #[test]
    fn text_in_a_title_that_looks_like_tags_stays_text() {
        assert_eq!(text_of("<title>a</b>&eacute;</ c</titl</title>d"), "a</b>é</ c</titld");
    }

    #[test]
    fn an_xhtml_script_may_close_itself() {
        assert_eq!(text_of("<?xml version='1.0'?><script src='x'/><p>a"), "a");
        assert_eq!(text_of("<script src='x'/><p>a"), "<p>a");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        #[test]
        fn the_text_is_that_of_the_reference(html in super::super::tests::markup()) {
            prop_assume!(!html.contains("<?xml"));
            let text = text_of(&html);
            prop_assert_eq!(text, reference(&html));
        }

        #[test]
        fn events_ascend_on_character_boundaries(html in super::super::tests::markup()) {
            let mut end = 0;
            for event in events(&html, 0) {
                let span = event.span();
                prop_assert!(span.start() >= end && html.get(span.start()..span.end()).is_some());
                end = span.end();
            }
        }
    }
}
