//! The part of a document that shows one finding: its lines, cut to what fits beside it.
//!
//! A corpus may hold a line of a hundred megabytes, so nothing here walks further from the finding than a screen is wide,
//! and what is left out is marked by `…`. Characters that would show as nothing are named (`<U+00AD>`) where they are
//! the finding, since an editor cannot see what is pointed at otherwise. Widths are those of a terminal: two columns for a
//! CJK character, none for a combining one.

use std::fmt::Write as _;
use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use super::advice::is_invisible;
use crate::text::Span;

/// Columns of one line that are shown.
const WIDTH: usize = 120;
/// Columns of the finding itself that are shown in its line.
const MARKED: usize = 80;
/// Lines of a finding that are shown.
const LINES: usize = 4;
/// Columns that a cut may move inwards, so that it falls between words.
const SLACK: usize = 12;

/// Lines with a marked range.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Excerpt {
    /// The lines, separated by `\n`.
    pub(super) text: String,
    /// Bytes of `text` that are the finding.
    pub(super) mark: Range<usize>,
    /// Lines of the finding that are not shown.
    pub(super) hidden: usize,
}

impl Excerpt {
    /// The lines of `original` that show `span`.
    pub(super) fn new(original: &str, span: Span) -> Self {
        let found = span.of(original);
        let end = span.start() + found.trim_end_matches(['\n', '\r']).len();
        let found = &original[span.start()..end];
        let mut lines: Vec<&str> = lines(found).take(LINES + 1).collect();
        let mut hidden = 0;
        if lines.len() > LINES {
            lines.truncate(LINES);
            hidden = self::lines(found).count() - LINES;
        }
        let before = before(original, span.start());
        let after = if hidden == 0 { after(original, end) } else { "" };
        let mut excerpt = Self { hidden, ..Self::default() };
        let last = lines.len() - 1;
        let width_of = |line: &str| width(line).min(MARKED);
        let (left, _) =
            shares(width(before), width_of(lines[0]), if last == 0 { width(after) } else { 0 });
        let (_, right) =
            shares(if last == 0 { width(before) } else { 0 }, width_of(lines[last]), width(after));
        plain(&tail(before, left), &mut excerpt.text);
        excerpt.mark.start = excerpt.text.len();
        for (at, line) in lines.iter().enumerate() {
            if at > 0 {
                excerpt.text.push('\n');
            }
            let most = if last == 0 { MARKED } else { WIDTH };
            visible(&head(line, most), &mut excerpt.text);
        }
        excerpt.mark.end = excerpt.text.len();
        plain(&head(after, right), &mut excerpt.text);
        excerpt
    }
}

/// How many columns the text before and the text after a mark get, when all three share a line.
fn shares(before: usize, mark: usize, after: usize) -> (usize, usize) {
    let room = WIDTH.saturating_sub(mark);
    let left = before.min(room / 2);
    let right = after.min(room - left);
    (before.min(room - right), right)
}

/// The line up to byte `at`; no more of it than could be shown.
fn before(original: &str, at: usize) -> &str {
    let mut start = at;
    let mut columns = 0;
    for (index, c) in original[..at].char_indices().rev() {
        if matches!(c, '\n' | '\r') || columns > WIDTH {
            break;
        }
        columns += columns_of(c);
        start = index;
        if at - start > 8 * WIDTH {
            break;
        }
    }
    &original[start..at]
}

/// The line from byte `at`; no more of it than could be shown.
fn after(original: &str, at: usize) -> &str {
    let mut columns = 0;
    let mut end = at;
    for c in original[at..].chars() {
        if matches!(c, '\n' | '\r') || columns > WIDTH || end - at > 8 * WIDTH {
            break;
        }
        columns += columns_of(c);
        end += c.len_utf8();
    }
    &original[at..end]
}

/// The end of a text, in so many columns.
fn tail(text: &str, most: usize) -> String {
    if width(text) <= most {
        return text.to_owned();
    }
    let mut room = most.saturating_sub(1);
    let mut start = text.len();
    for (at, c) in text.char_indices().rev() {
        let columns = columns_of(c);
        if columns > room {
            break;
        }
        room -= columns;
        start = at;
    }
    let rest = &text[start..];
    // A combining character has lost its letter, and half a word is no word.
    let rest = rest.trim_start_matches(|c| columns_of(c) == 0);
    let cut = rest.find(' ').filter(|&at| at <= SLACK).unwrap_or(0);
    format!("…{}", &rest[cut..])
}

/// The start of a text, in so many columns.
fn head(text: &str, most: usize) -> String {
    let mut room = most;
    let mut end = 0;
    for (at, c) in text.char_indices() {
        let columns = columns_of(c);
        if columns > room || at > 8 * WIDTH {
            // One column is for the sign that something is left out.
            let mut cut = &text[..end];
            while room == 0 {
                let Some(last) = cut.chars().next_back() else { break };
                room += columns_of(last);
                cut = &cut[..cut.len() - last.len_utf8()];
            }
            let word = cut.rfind(' ').filter(|&at| cut.len() - at <= SLACK);
            return format!("{}…", &cut[..word.map_or(cut.len(), |at| at + 1)]);
        }
        room -= columns;
        end = at + c.len_utf8();
    }
    text.to_owned()
}

/// Copies a text beside a finding. What shows as nothing is left out, because terminals do not agree that it does; the
/// control characters after ASCII, which the renderer lets through, drive some of them.
fn plain(text: &str, out: &mut String) {
    let seen = text.chars().filter(|&c| !is_invisible(c));
    out.extend(seen.map(|c| if ('\u{80}'..='\u{9F}').contains(&c) { '\u{FFFD}' } else { c }));
}

/// Copies the text of a finding, naming the characters that show as nothing.
fn visible(text: &str, out: &mut String) {
    for c in text.chars() {
        if is_invisible(c) || ('\u{80}'..='\u{9F}').contains(&c) {
            let _ = write!(out, "<U+{:04X}>", u32::from(c));
        } else {
            out.push(c);
        }
    }
}

/// The lines of a text: `\n`, `\r\n` and a lone `\r` end one.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let Some(end) = memchr::memchr2(b'\n', b'\r', text.as_bytes()) else {
            rest = None;
            return Some(text);
        };
        let long = if text[end..].starts_with("\r\n") { 2 } else { 1 };
        rest = Some(&text[end + long..]);
        Some(&text[..end])
    })
}

/// Columns a text takes, counted no further than twice what is shown.
fn width(text: &str) -> usize {
    let mut columns = 0;
    for (at, c) in text.char_indices() {
        columns += columns_of(c);
        if columns > 2 * WIDTH || at > 16 * WIDTH {
            break;
        }
    }
    columns
}

fn columns_of(c: char) -> usize {
    match c {
        '\t' => 4,
        c if c.is_control() => 1,
        c => c.width().unwrap_or(1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(original: &str, found: &str) -> (String, String) {
        let at = original.find(found).expect("in text");
        let excerpt = Excerpt::new(original, Span::new(at, at + found.len()));
        (excerpt.text.clone(), excerpt.text[excerpt.mark].to_owned())
    }

    #[test]
    fn a_short_line_is_shown_whole() {
        assert_eq!(shown("a\r\nb kyiv c\r\nd", "kyiv"), ("b kyiv c".into(), "kyiv".into()));
        assert_eq!(shown("kyiv", "kyiv"), ("kyiv".into(), "kyiv".into()));
    }

    #[test]
    fn a_long_line_is_cut_between_words() {
        let long = format!("{}kyiv {}", "word ".repeat(100_000), "more ".repeat(100_000));
        let (text, mark) = shown(&long, "kyiv");
        assert_eq!(mark, "kyiv");
        assert!(text.starts_with("… word") && text.ends_with("more …"), "{text}");
        assert!((100..=WIDTH).contains(&width(&text)), "{}", width(&text));
    }

    #[test]
    fn wide_characters_count_twice() {
        let long = format!("{}中文{}", "日".repeat(500), "本".repeat(500));
        let (text, _) = shown(&long, "中文");
        assert!((110..=WIDTH).contains(&width(&text)), "{}", width(&text));
    }

    #[test]
    fn a_text_of_combining_characters_alone_ends() {
        let long = format!("a{}kyiv{}", "\u{301}".repeat(100_000), "\u{301}".repeat(100_000));
        assert!(shown(&long, "kyiv").0.len() < 20 * WIDTH);
    }

    #[test]
    fn a_long_finding_is_cut_at_its_end() {
        let long = "word ".repeat(1000);
        let excerpt = Excerpt::new(&long, Span::new(0, long.len()));
        assert!(excerpt.text.ends_with('…') && width(&excerpt.text) <= WIDTH);
    }

    #[test]
    fn many_lines_are_counted_and_not_shown() {
        let text = "a\n".repeat(10);
        let excerpt = Excerpt::new(&text, Span::new(0, text.len()));
        assert_eq!((excerpt.text.as_str(), excerpt.hidden), ("a\na\na\na", 6));
    }

    #[test]
    fn what_cannot_be_seen_is_named() {
        assert_eq!(shown("inter\u{AD}national", "\u{AD}").1, "<U+00AD>");
    }

    #[test]
    fn empty_findings_and_line_ends_have_a_place() {
        let excerpt = Excerpt::new("ab", Span::empty(2));
        assert_eq!((excerpt.text.as_str(), excerpt.mark), ("ab", 2..2));
        let excerpt = Excerpt::new("ab\n\ncd", Span::new(2, 4));
        assert_eq!((excerpt.text.as_str(), excerpt.mark), ("ab", 2..2));
        let excerpt = Excerpt::new("", Span::empty(0));
        assert_eq!((excerpt.text.as_str(), excerpt.mark), ("", 0..0));
    }
}
