//! Text inside XML: what Checkstyle and `JUnit` reports share, and the attributes of pages.
//!
//! XML 1.0 has no way to write most control characters, not even as references, so they are shown as signs.

use super::advice::printable;

/// Text as the content of an element or the value of an attribute in double quotes.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in printable(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            // `]]>` may not stand in content.
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            '\u{FFFE}' | '\u{FFFF}' => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_and_control_characters_become_text() {
        assert_eq!(escaped("<a b=\"c\">&'"), "&lt;a b=&quot;c&quot;&gt;&amp;&apos;");
        assert_eq!(escaped("]]>\u{0}\u{1b}\u{202E}\u{FFFF}"), "]]&gt;␀␛·\u{FFFD}");
    }
}
