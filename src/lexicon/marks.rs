//! Marks and particles that the anchors of the phrase notation look at.

/// A word in lower case that stands inside a name.
pub(super) fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "de" | "da"
            | "do"
            | "dos"
            | "del"
            | "della"
            | "di"
            | "du"
            | "van"
            | "von"
            | "der"
            | "den"
            | "la"
            | "le"
            | "al"
            | "el"
            | "bin"
            | "ibn"
            | "ben"
            | "y"
            | "e"
            | "zu"
    )
}

/// What may stand before the first word of a line.
pub(super) fn is_bullet(mark: &str) -> bool {
    is_opening(mark)
        || matches!(
            mark,
            "-" | "–"
                | "—"
                | "•"
                | "·"
                | "*"
                | ">"
                | "»"
                | "›"
                | "→"
                | "►"
                | "▶"
                | "|"
                | "("
                | "["
                | "+"
                | "#"
                | "●"
                | "■"
                | "▪"
                | "…"
        )
}

/// What may stand after the last word of a line or sentence.
pub(super) fn is_end_mark(mark: &str) -> bool {
    is_closing(mark)
        || matches!(
            mark,
            "." | "!"
                | "?"
                | "…"
                | ":"
                | "»"
                | "›"
                | ">"
                | "→"
                | "|"
                | "*"
                | ")"
                | "]"
                | "。"
                | "-"
                | "–"
                | ","
        )
}

/// What parts clauses.
pub(super) fn is_clause_mark(mark: &str) -> bool {
    matches!(
        mark,
        "," | ";" | ":" | "." | "!" | "?" | "-" | "–" | "—" | "(" | ")" | "[" | "]" | "…"
    ) || is_opening(mark)
        || is_closing(mark)
}

/// A quotation mark that opens.
pub(super) fn is_opening(mark: &str) -> bool {
    matches!(mark, "“" | "„" | "«" | "\"" | "‘" | "'" | "‚" | "「" | "『" | "‹")
}

/// A quotation mark that closes.
pub(super) fn is_closing(mark: &str) -> bool {
    matches!(mark, "”" | "»" | "“" | "\"" | "’" | "'" | "」" | "』" | "›")
}
