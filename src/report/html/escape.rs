//! Text of documents as HTML.
//!
//! Control characters and turns of direction are shown by their names wherever they stand: an override could make a sentence
//! read as another. Other invisible characters (a soft hyphen, the joiners of Persian) do their work in running text, and are named
//! only where they are what was found.

use std::fmt::Write as _;

use crate::report::advice::is_invisible;
use crate::report::xml;

/// Running text as the content of an element.
pub(super) fn text(out: &mut String, text: &str) {
    write(out, text, turns_direction);
}

/// The text of a finding as the content of an element: what cannot be seen is named.
pub(super) fn found(out: &mut String, text: &str) {
    write(out, text, is_invisible);
}

fn write(out: &mut String, text: &str, is_named: fn(char) -> bool) {
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\r' if chars.peek() == Some(&'\n') => {}
            '\r' => out.push('\n'),
            '\n' | '\t' => out.push(c),
            c if c.is_control() || is_named(c) => {
                let _ = write!(out, "<span class=u>U+{:04X}</span>", u32::from(c));
            }
            c => out.push(c),
        }
    }
}

/// Whether the character turns the direction of what follows.
fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Text as the value of an attribute in double quotes, or as content in one line. What XML reads as text, HTML does too.
pub(super) fn line(text: &str) -> String {
    xml::escaped(text)
}

/// A name as a part of an `id`.
pub(super) fn anchor(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect()
}

/// JSON as the content of a `script` element: no `<` can end it or open a comment in it.
pub(super) fn json(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).replace('<', "\\u003c")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_text_and_what_turns_or_controls_is_named() {
        let mut out = String::new();
        text(&mut out, "<b>&\r\n\u{202E}x\u{0}\u{AD}");
        assert_eq!(
            out,
            "&lt;b&gt;&amp;\n<span class=u>U+202E</span>x<span class=u>U+0000</span>\u{AD}"
        );
        out.clear();
        found(&mut out, "\u{AD}");
        assert_eq!(out, "<span class=u>U+00AD</span>");
        assert_eq!(line("\"'<>&\n"), "&quot;&apos;&lt;&gt;&amp;⏎");
        assert_eq!(json(b"\"</script><!--\""), "\"\\u003c/script>\\u003c!--\"");
    }
}
