//! Plain text: the prose is the file, byte for byte.
//!
//! Only links are masked. Indented lines are not taken for code, because people indent prose, and no instruction to
//! ignore anything is read, because plain text has no comments.

use std::borrow::Cow;

use super::mask;
use crate::text::Document;

pub(super) fn read(text: Cow<'_, str>) -> Document<'_> {
    let links = mask::links(&text);
    Document::plain(text).with_opaque(links)
}

#[cfg(test)]
mod tests {
    use super::super::{Format, read};
    use crate::text::Span;

    #[test]
    fn the_prose_is_the_file() {
        let text = "One\r\n    two <b> http://x.org\u{0}\n<!-- mtlint-ignore -->";
        let document = read(text, Format::Plain);
        assert_eq!(document.text(), text);
        let opaque: Vec<&str> = document.opaque().iter().map(|span| span.of(text)).collect();
        assert_eq!(opaque, ["http://x.org"]);
        assert!(document.ignored().is_empty());
        assert_eq!(document.to_original(Span::new(2, 6)), Span::new(2, 6));
    }
}
