//! Expressions over the attributes of a document: `density > 4 and language == "en" and not rules["tag/mt-notice"]`.
//!
//! An expression is parsed and its types are checked before the first byte of a corpus is read, so that a slip of the pen costs a
//! second and not a night. What can be asked stands in two tables, [`NUMBERS`] and [`TEXTS`]; `rules[…]` counts the findings
//! of a rule or family. A number alone is true when it is not zero. An attribute that a document lacks is empty text.

use super::attributes::Attributes;
use super::{Error, ErrorKind};
use crate::rule;

type Number = fn(&Attributes) -> f64;
type Text = for<'a> fn(&'a Attributes) -> &'a str;

/// Attributes that are numbers.
static NUMBERS: &[(&str, Number)] = &[
    ("bytes", |a| number(a.bytes)),
    ("density", |a| a.density()),
    ("families", |a| number(a.families())),
    ("findings", |a| number(a.findings)),
    // No number where nothing can be said: then no comparison holds but `!=`.
    ("mt", |a| a.mt.unwrap_or(f64::NAN)),
    ("words", |a| number(a.words)),
];

/// Attributes that are text.
static TEXTS: &[(&str, Text)] = &[
    ("artifacts", |a| a.artifacts.as_str()),
    ("id", |a| &a.id),
    ("language", |a| a.language.map_or("", |(code, _)| code)),
    ("path", |a| &a.path),
    ("source", |a| a.source.as_deref().unwrap_or("")),
];

#[allow(clippy::cast_precision_loss, reason = "no document has 2^52 of anything")]
fn number(count: usize) -> f64 {
    count as f64
}

/// How deep an expression may nest: enough for any that a person writes, and little enough for the stack.
const DEEPEST: usize = 64;

/// A condition on a document.
#[derive(Debug)]
pub struct Filter(Node);

enum Node {
    Or(Box<(Node, Node)>),
    And(Box<(Node, Node)>),
    Not(Box<Node>),
    Compare(Box<(Node, Order, Node)>),
    Attribute(Number),
    Rules(String),
    Number(f64),
    TextAttribute(Text),
    Text(String),
}

impl std::fmt::Debug for Node {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Node")
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    Equal,
    Different,
    Less,
    AtMost,
    More,
    AtLeast,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Condition,
    Number,
    Text,
}

impl Filter {
    /// Reads an expression.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Expression`], with the column and what was expected there.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let mut parser = Parser { text, at: 0, depth: 0 };
        let (node, kind) = parser.any_of()?;
        parser.skip_space();
        if parser.at < text.len() {
            return Err(parser.wrong("expected `and`, `or` or the end"));
        }
        if kind == Kind::Text {
            return Err(parser.wrong("this is text; compare it with == or !="));
        }
        Ok(Self(node))
    }

    /// Whether it holds for a document.
    pub(super) fn holds(&self, attributes: &Attributes) -> bool {
        self.0.holds(attributes)
    }
}

impl Node {
    fn holds(&self, a: &Attributes) -> bool {
        match self {
            Self::Or(pair) => pair.0.holds(a) || pair.1.holds(a),
            Self::And(pair) => pair.0.holds(a) && pair.1.holds(a),
            Self::Not(node) => !node.holds(a),
            Self::Compare(parts) => {
                let (left, order, right) = &**parts;
                match (left.text(a), right.text(a)) {
                    (Some(left), Some(right)) => (left == right) == (*order == Order::Equal),
                    _ => order.holds(left.number(a), right.number(a)),
                }
            }
            _ => {
                let number = self.number(a);
                number != 0.0 && !number.is_nan()
            }
        }
    }

    fn number(&self, a: &Attributes) -> f64 {
        match self {
            Self::Attribute(of) => of(a),
            Self::Rules(name) => number(a.count(name)),
            Self::Number(number) => *number,
            _ => f64::from(u8::from(self.holds(a))),
        }
    }

    fn text<'a>(&'a self, a: &'a Attributes) -> Option<&'a str> {
        match self {
            Self::TextAttribute(of) => Some(of(a)),
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl Order {
    #[allow(clippy::float_cmp, reason = "a writer of `==` asks for the same number")]
    fn holds(self, left: f64, right: f64) -> bool {
        match self {
            Self::Equal => left == right,
            Self::Different => left != right,
            Self::Less => left < right,
            Self::AtMost => left <= right,
            Self::More => left > right,
            Self::AtLeast => left >= right,
        }
    }
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
}

impl<'t> Parser<'t> {
    fn wrong(&self, what: &str) -> Error {
        let column = self.text[..self.at].chars().count() + 1;
        Error::new(ErrorKind::Expression, format!("column {column}: {what}"))
    }

    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn skip_space(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    /// Takes a sign or word, when it stands here.
    fn takes(&mut self, sign: &str) -> bool {
        self.skip_space();
        let Some(after) = self.rest().strip_prefix(sign) else { return false };
        let word = sign.ends_with(|c: char| c.is_ascii_alphabetic());
        if word && after.starts_with(|c: char| c.is_alphanumeric() || c == '_') {
            return false;
        }
        self.at += sign.len();
        true
    }

    fn any_of(&mut self) -> Result<(Node, Kind), Error> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.wrong("nested too deep"));
        }
        let mut left = self.all_of()?;
        while self.takes("or") {
            let right = self.all_of()?;
            left = (
                Node::Or(Box::new((self.condition(left)?, self.condition(right)?))),
                Kind::Condition,
            );
        }
        self.depth -= 1;
        Ok(left)
    }

    fn all_of(&mut self) -> Result<(Node, Kind), Error> {
        let mut left = self.negated()?;
        while self.takes("and") {
            let right = self.negated()?;
            left = (
                Node::And(Box::new((self.condition(left)?, self.condition(right)?))),
                Kind::Condition,
            );
        }
        Ok(left)
    }

    fn negated(&mut self) -> Result<(Node, Kind), Error> {
        let mut times = 0;
        while self.takes("not") {
            times += 1;
        }
        let found = self.compared()?;
        if times == 0 {
            return Ok(found);
        }
        let node = self.condition(found)?;
        let twice = Node::Not(Box::new(node));
        Ok((if times % 2 == 1 { twice } else { Node::Not(Box::new(twice)) }, Kind::Condition))
    }

    fn condition(&self, (node, kind): (Node, Kind)) -> Result<Node, Error> {
        match kind {
            Kind::Text => {
                Err(self.wrong("text before this is no condition; compare it with == or !="))
            }
            Kind::Number | Kind::Condition => Ok(node),
        }
    }

    fn compared(&mut self) -> Result<(Node, Kind), Error> {
        const SIGNS: [(&str, Order); 6] = [
            ("==", Order::Equal),
            ("!=", Order::Different),
            ("<=", Order::AtMost),
            (">=", Order::AtLeast),
            ("<", Order::Less),
            (">", Order::More),
        ];
        let (left, kind) = self.value()?;
        let Some(&(sign, order)) = SIGNS.iter().find(|(sign, _)| self.takes(sign)) else {
            if self.takes("=") {
                return Err(self.wrong("`=` is written =="));
            }
            return Ok((left, kind));
        };
        let (right, other) = self.value()?;
        if kind != other {
            return Err(self.wrong(&format!("`{sign}` before this compares a number with text")));
        }
        if kind == Kind::Text && !matches!(order, Order::Equal | Order::Different) {
            return Err(self.wrong(&format!("`{sign}` before this compares numbers, not text")));
        }
        Ok((Node::Compare(Box::new((left, order, right))), Kind::Condition))
    }

    fn value(&mut self) -> Result<(Node, Kind), Error> {
        self.skip_space();
        let rest = self.rest();
        match rest.chars().next() {
            Some('(') => {
                self.at += 1;
                let inner = self.any_of()?;
                if self.takes(")") { Ok(inner) } else { Err(self.wrong("expected `)`")) }
            }
            Some('"' | '\'') => Ok((Node::Text(self.quoted()?), Kind::Text)),
            Some(c) if c.is_ascii_digit() || c == '.' => {
                let end =
                    rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
                let number = rest[..end].parse().map_err(|_| self.wrong("not a number"))?;
                self.at += end;
                Ok((Node::Number(number), Kind::Number))
            }
            Some(c) if c.is_alphabetic() => self.named(),
            _ => Err(self.wrong("expected an attribute, a number, text in quotes or `(`")),
        }
    }

    fn quoted(&mut self) -> Result<String, Error> {
        let rest = self.rest();
        let inside = &rest[1..];
        let Some(end) = inside.find(&rest[..1]) else {
            return Err(self.wrong("the quotes do not close"));
        };
        self.at += end + 2;
        Ok(inside[..end].to_owned())
    }

    fn named(&mut self) -> Result<(Node, Kind), Error> {
        let rest = self.rest();
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        let name = &rest[..end];
        if let Some(&(_, of)) = NUMBERS.iter().find(|(known, _)| *known == name) {
            self.at += end;
            return Ok((Node::Attribute(of), Kind::Number));
        }
        if let Some(&(_, of)) = TEXTS.iter().find(|(known, _)| *known == name) {
            self.at += end;
            return Ok((Node::TextAttribute(of), Kind::Text));
        }
        if name != "rules" {
            let known =
                NUMBERS.iter().map(|entry| entry.0).chain(TEXTS.iter().map(|entry| entry.0));
            let known: Vec<&str> = known.chain(["rules[\"…\"]"]).collect();
            return Err(
                self.wrong(&format!("unknown attribute {name:?}; one of {}", known.join(", ")))
            );
        }
        self.at += end;
        if !self.takes("[") {
            return Err(self.wrong("expected `[` and the name of a rule in quotes"));
        }
        self.skip_space();
        if !self.rest().starts_with(['"', '\'']) {
            return Err(self.wrong("expected the name of a rule in quotes"));
        }
        let at = self.at;
        let rule = self.quoted()?;
        if !rule::is_rule_or_family(&rule) {
            self.at = at;
            return Err(self.wrong(&format!("unknown rule {rule:?}")));
        }
        if !self.takes("]") {
            return Err(self.wrong("expected `]`"));
        }
        Ok((Node::Rules(rule), Kind::Number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attributes() -> Attributes {
        let mut attributes = Attributes {
            path: "a.jsonl".into(),
            id: "7".into(),
            language: Some(("en", 0.9)),
            words: 500,
            bytes: 3000,
            ..Attributes::default()
        };
        attributes.add(rule::find("punct/space").expect("a rule"), 2);
        attributes.add(rule::find("repeat/word").expect("a rule"), 1);
        attributes
    }

    #[test]
    fn conditions_hold_as_they_read() {
        let attributes = attributes();
        for (text, wanted) in [
            ("density > 4", true),
            ("mt", false),
            ("mt > 0.9", false),
            ("mt < 0.9", false),
            ("artifacts == \"none\"", true),
            ("density == 6", true),
            ("density > 4 and language == \"en\" and not rules[\"tag/mt-notice\"]", true),
            ("language != 'en' or rules['punct'] >= 2", true),
            ("rules['punct/space']", true),
            ("rules['punct/hyphen']", false),
            ("not not findings", true),
            ("families == 2 and (words < 500 or id == '7')", true),
            ("families < 2", false),
            ("source == ''", true),
            ("1 < 2 and 2 <= 2 and .5 < 1 and not 0", true),
            ("words > 1 or words < 1 and words < 1", true),
            ("path == 'a.jsonl' and bytes == 3000", true),
        ] {
            let filter = Filter::parse(text).unwrap_or_else(|why| panic!("{text}: {why}"));
            assert_eq!(filter.holds(&attributes), wanted, "{text}");
        }
    }

    #[test]
    fn a_slip_is_told_with_its_column() {
        for (text, wanted) in [
            ("", "column 1: expected an attribute"),
            ("densty > 4", "column 1: unknown attribute \"densty\"; one of bytes, density"),
            ("density > ", "column 11: expected an attribute"),
            ("density = 4", "`=` is written =="),
            ("density > 4 words", "column 13: expected `and`"),
            ("language > 'en'", "compares numbers, not text"),
            ("language == 4", "compares a number with text"),
            ("language", "this is text"),
            ("not language", "is no condition"),
            ("rules['no/rule'] > 1", "column 7: unknown rule \"no/rule\""),
            ("rules[4]", "expected the name of a rule in quotes"),
            ("id == 'x", "the quotes do not close"),
            ("(density > 1", "expected `)`"),
            ("1.2.3 > 1", "not a number"),
        ] {
            let error = Filter::parse(text).expect_err(text);
            assert_eq!(error.kind(), ErrorKind::Expression);
            assert!(error.to_string().contains(wanted), "{text}: {error}");
        }
        assert!(Filter::parse(&"(".repeat(100_000)).is_err_and(|e| e.to_string().contains("deep")));
    }
}
