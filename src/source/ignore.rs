//! Instructions in comments: `<!-- mtlint-ignore RULE -->`.
//!
//! `mtlint-ignore` holds for the next block (a paragraph, a heading, a list item, a table cell), or for what is left of
//! the block it stands in; `mtlint-ignore-start` holds until `mtlint-ignore-end` or the end of the file, and
//! `mtlint-ignore-file` for the whole file. Rules and families are separated by spaces or commas; without any,
//! everything is silenced. Text after ` -- ` is for people: `<!-- mtlint-ignore name/exonym -- the treaty says so -->`.

use crate::text::{Ignore, Span};

/// Where an instruction holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    Block,
    Start,
    End,
    File,
}

const KEYWORDS: [(&str, Scope); 4] = [
    ("mtlint-ignore", Scope::Block),
    ("mtlint-ignore-end", Scope::End),
    ("mtlint-ignore-file", Scope::File),
    ("mtlint-ignore-start", Scope::Start),
];

/// The rules that one instruction names; `[None]` for all of them.
type Rules = Vec<Option<String>>;

fn parse(comment: &str) -> Option<(Scope, Rules)> {
    let body = comment.strip_prefix("<!--").unwrap_or(comment);
    let body = body.strip_suffix("-->").unwrap_or(body);
    let mut words = body
        .split(|c: char| c.is_whitespace() || c == ',')
        .filter(|word| !word.is_empty())
        .take_while(|&word| word != "--");
    let keyword = words.next()?;
    let &(_, scope) = KEYWORDS.iter().find(|(name, _)| *name == keyword)?;
    let mut rules: Rules = words.map(|word| Some(word.to_owned())).collect();
    if rules.is_empty() {
        rules.push(None);
    }
    Some((scope, rules))
}

/// Collects the instructions of a document while its prose is written.
#[derive(Debug, Default)]
pub(super) struct Ignores {
    /// Read, and waiting for the block they hold for.
    waiting: Rules,
    /// Holding since this byte of the text, until the block ends.
    block: Vec<(usize, Option<String>)>,
    /// Holding since this byte of the text, until they are ended.
    open: Vec<(usize, Option<String>)>,
    file: Rules,
    done: Vec<Ignore>,
}

impl Ignores {
    /// A comment, where the text so far ends at `at`.
    pub(super) fn comment(&mut self, comment: &str, at: usize) {
        let Some((scope, rules)) = parse(comment) else { return };
        match scope {
            Scope::Block => self.waiting.extend(rules),
            Scope::File => self.file.extend(rules),
            Scope::Start => {
                for rule in rules {
                    if !self.open.iter().any(|(_, open)| *open == rule) {
                        self.open.push((at, rule));
                    }
                }
            }
            Scope::End => {
                let all = rules == [None];
                let open = std::mem::take(&mut self.open);
                for (start, rule) in open {
                    if all || rules.contains(&rule) {
                        self.done.push(Ignore { span: Span::new(start, at), rule });
                    } else {
                        self.open.push((start, rule));
                    }
                }
            }
        }
    }

    /// The text goes on at `at`.
    pub(super) fn text(&mut self, at: usize) {
        self.block.extend(self.waiting.drain(..).map(|rule| (at, rule)));
    }

    /// A block ends at `at`.
    pub(super) fn block_end(&mut self, at: usize) {
        let ended = self.block.drain(..);
        self.done.extend(ended.map(|(from, rule)| Ignore { span: Span::new(from, at), rule }));
    }

    /// The text ends at `end`.
    pub(super) fn finish(mut self, end: usize) -> Vec<Ignore> {
        self.block_end(end);
        let file = self.file.into_iter().map(|rule| (0, rule));
        let rest = file.chain(self.open);
        self.done.extend(rest.map(|(from, rule)| Ignore { span: Span::new(from, end), rule }));
        self.done.sort_by(|a, b| (a.span, &a.rule).cmp(&(b.span, &b.rule)));
        self.done
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(comment: &str) -> Option<(Scope, Vec<String>)> {
        let (scope, rules) = parse(comment)?;
        Some((scope, rules.into_iter().map(|rule| rule.unwrap_or("*".to_owned())).collect()))
    }

    #[test]
    fn comments_are_parsed() {
        let strings = |list: &[&str]| list.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(rules("<!-- mtlint-ignore -->"), Some((Scope::Block, strings(&["*"]))));
        assert_eq!(
            rules("<!--mtlint-ignore calque/phrase, casing-->"),
            Some((Scope::Block, strings(&["calque/phrase", "casing"])))
        );
        assert_eq!(
            rules("<!-- mtlint-ignore-file name/exonym -- the treaty says so -->"),
            Some((Scope::File, strings(&["name/exonym"])))
        );
        assert_eq!(rules("<!-- mtlint-ignored -->"), None);
        assert_eq!(rules("<!-- a comment -->"), None);
        assert_eq!(rules("<!-->"), None);
    }

    #[test]
    fn keywords_are_sorted() {
        assert!(KEYWORDS.is_sorted_by_key(|(name, _)| *name));
    }

    #[test]
    fn a_region_ends_for_the_rules_it_names() {
        let mut ignores = Ignores::default();
        ignores.comment("<!-- mtlint-ignore-start a b -->", 2);
        ignores.comment("<!-- mtlint-ignore-end b -->", 5);
        ignores.comment("<!-- mtlint-ignore-start c -->", 6);
        ignores.comment("<!-- mtlint-ignore-end -->", 8);
        let done: Vec<(usize, usize, String)> = ignores
            .finish(10)
            .into_iter()
            .map(|i| (i.span.start(), i.span.end(), i.rule.unwrap_or_default()))
            .collect();
        let expected = [(2, 5, "b"), (2, 8, "a"), (6, 8, "c")];
        assert_eq!(done, expected.map(|(from, to, rule)| (from, to, rule.to_owned())));
    }
}
