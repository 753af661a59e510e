//! What each HTML element means for prose, in one table.
//!
//! Elements that are not here are phrases: their tags vanish and their text stays in the line.

use super::super::prose::Break;
use crate::text::fold;

/// What an element does to the prose around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Part of a line: `<b>`, `<a>`, and anything unknown.
    Phrase,
    /// A block, this far apart from its neighbours.
    Block(Break),
    /// `<br>`
    LineBreak,
    /// Left out without a trace: scripts, styles.
    Hidden,
    /// A block that is left out: `<pre>`, players, frames.
    Omitted,
    /// Left out, and one object stands for it in the line: drawings, formulas.
    Object,
    /// The same for code, which ends with its block when the end tag is missing.
    Code,
    /// A picture, which has no end tag.
    Picture,
    /// `<sup>`, which may be the number of a note.
    Raised,
}

use Break::{Line, Paragraph};
use Role::{Block, Code, Hidden, LineBreak, Object, Omitted, Picture, Raised};

/// Element names, sorted.
const ROLES: &[(&str, Role)] = &[
    ("address", Block(Paragraph)),
    ("article", Block(Paragraph)),
    ("aside", Block(Paragraph)),
    ("audio", Omitted),
    ("blockquote", Block(Paragraph)),
    ("body", Block(Paragraph)),
    ("br", LineBreak),
    ("button", Block(Line)),
    ("canvas", Omitted),
    ("caption", Block(Paragraph)),
    ("center", Block(Paragraph)),
    ("code", Code),
    ("dd", Block(Line)),
    ("details", Block(Paragraph)),
    ("dialog", Block(Paragraph)),
    ("dir", Block(Paragraph)),
    ("div", Block(Paragraph)),
    ("dl", Block(Paragraph)),
    ("dt", Block(Line)),
    ("fieldset", Block(Paragraph)),
    ("figcaption", Block(Paragraph)),
    ("figure", Block(Paragraph)),
    ("footer", Block(Paragraph)),
    ("form", Block(Paragraph)),
    ("h1", Block(Paragraph)),
    ("h2", Block(Paragraph)),
    ("h3", Block(Paragraph)),
    ("h4", Block(Paragraph)),
    ("h5", Block(Paragraph)),
    ("h6", Block(Paragraph)),
    ("head", Block(Paragraph)),
    ("header", Block(Paragraph)),
    ("hgroup", Block(Paragraph)),
    ("hr", Block(Paragraph)),
    ("html", Block(Paragraph)),
    ("iframe", Omitted),
    ("img", Picture),
    ("kbd", Code),
    ("legend", Block(Paragraph)),
    ("li", Block(Line)),
    ("listing", Omitted),
    ("main", Block(Paragraph)),
    ("math", Object),
    ("menu", Block(Paragraph)),
    ("nav", Block(Paragraph)),
    ("noembed", Omitted),
    ("noframes", Omitted),
    ("noscript", Hidden),
    ("object", Omitted),
    ("ol", Block(Paragraph)),
    ("optgroup", Block(Line)),
    ("option", Block(Line)),
    ("p", Block(Paragraph)),
    ("plaintext", Omitted),
    ("pre", Omitted),
    ("rp", Hidden),
    ("rt", Hidden),
    ("samp", Code),
    ("script", Hidden),
    ("search", Block(Paragraph)),
    ("section", Block(Paragraph)),
    ("select", Block(Line)),
    ("style", Hidden),
    ("summary", Block(Paragraph)),
    ("sup", Raised),
    ("svg", Object),
    ("table", Block(Paragraph)),
    ("tbody", Block(Paragraph)),
    ("td", Block(Line)),
    ("template", Hidden),
    ("textarea", Object),
    ("tfoot", Block(Paragraph)),
    ("th", Block(Line)),
    ("thead", Block(Paragraph)),
    ("title", Block(Paragraph)),
    ("tr", Block(Line)),
    ("tt", Code),
    ("ul", Block(Paragraph)),
    ("video", Omitted),
    ("xmp", Omitted),
];

/// An element name, resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct Name {
    /// Equal for equal names.
    pub(super) id: u32,
    pub(super) role: Role,
    /// Its text is not markup, so that a missing end tag leaves out all that follows.
    pub(super) raw: bool,
}

impl Name {
    /// The element called `name`, in lower case.
    pub(super) fn of(name: &[u8]) -> Self {
        let found = ROLES.binary_search_by(|(known, _)| known.as_bytes().cmp(name));
        Self {
            id: fold::hash_ascii(name),
            role: found.map_or(Role::Phrase, |i| ROLES[i].1),
            raw: is_raw(name),
        }
    }

    /// Whether what was begun inside a line cannot go on past this tag.
    pub(super) fn ends_phrases(self) -> bool {
        matches!(self.role, Block(_))
    }

    /// Whether the element lies inside a line.
    pub(super) fn is_phrase(self) -> bool {
        matches!(self.role, Role::Phrase | Code | Raised)
    }
}

/// Elements whose text is read without tags, `<title>` excepted, which is prose.
pub(super) fn is_raw(name: &[u8]) -> bool {
    let names: [&[u8]; 9] = [
        b"iframe",
        b"noembed",
        b"noframes",
        b"noscript",
        b"plaintext",
        b"script",
        b"style",
        b"textarea",
        b"xmp",
    ];
    names.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted() {
        assert!(ROLES.is_sorted_by_key(|(name, _)| *name));
    }

    #[test]
    fn unknown_elements_are_phrases() {
        assert_eq!(Name::of(b"x-card").role, Role::Phrase);
        assert_eq!(Name::of(b"p").role, Block(Paragraph));
    }
}
