//! What may stand beside the key of a phrase, in two numbers.
//!
//! Many phrases can be keyed on nothing rarer than a comma or a common word (*{number} . {month}*), and those are met every few words. Beside each
//! key of the table, and each of its phrases, stands what the tokens before and after may look like and a few bits of the words that they may be,
//! so that nearly every try ends before a phrase is fetched from memory. A guard may let a token pass for nothing; it never turns one away that
//! the phrase takes.

use super::notation::{Element, SHAPE_CLASSES, ShapeClass, shape_class};
use crate::segment::token::{Kind, Shape, Token, tokens_of};
use crate::text::fold;

/// What may stand before a key, and after it.
pub(crate) type Guard = [u32; 2];

/// What a token may look like, one bit each: that there is none in the line, the shapes of a word, the other kinds. The upper half has a bit
/// for each value of the first four of its hash.
type Looks = u32;

const NONE: Looks = 1;
const WORD: Looks = 0b11_1110;
const NUMBER: Looks = 1 << 6;
const MARK: Looks = 1 << 7;
const OPAQUE: Looks = 1 << 8;
const SOME: Looks = WORD | NUMBER | MARK | OPAQUE;
/// Of any hash.
const ALL: Looks = 0xFFFF_0000;

/// The guard of a phrase: what may stand before and after the elements that its key was made of.
pub(crate) fn guard(elements: &[Element], key: std::ops::Range<usize>) -> Guard {
    let consuming = |element: &&Element| !matches!(element, Element::Anchor(_));
    let before = elements[..key.start].iter().rev().find(consuming);
    let after = elements[key.end..].iter().find(consuming);
    let any = NONE | SOME | ALL;
    [before.map_or(any, |one| looks(one, true)), after.map_or(any, |one| looks(one, false))]
}

/// A guard that lets pass what either does.
pub(crate) fn either(one: Guard, other: Guard) -> Guard {
    [one[0] | other[0], one[1] | other[1]]
}

/// The looks of tokens that an element takes; of the last of them when it stands before the key.
fn looks(element: &Element, last: bool) -> Looks {
    match element {
        Element::Anchor(_) => NONE | SOME | ALL,
        Element::Words { choices, .. } => choices.iter().fold(0, |all, choice| {
            all | of_hash(fold::hash(&choice.word))
                | match tokens_of(&choice.word)[..] {
                    [Token { kind: Kind::Mark, .. }] => MARK,
                    [Token { kind: Kind::Number, .. }] => NUMBER | WORD,
                    [Token { kind: Kind::Word, .. }] => WORD,
                    _ => SOME,
                }
        }),
        Element::Class { name, .. } => {
            ALL | match shape_class(name).map(|at| SHAPE_CLASSES[at].1) {
                Some(ShapeClass::Number | ShapeClass::Year) => NUMBER,
                // A name may end in a particle or a hyphen.
                Some(ShapeClass::Name) if last => WORD | MARK,
                Some(ShapeClass::Name | ShapeClass::Cap) => {
                    shape(Shape::Capital) | shape(Shape::Upper) | shape(Shape::Mixed)
                }
                Some(ShapeClass::Lower) => shape(Shape::Lower),
                Some(ShapeClass::Word) | None => WORD,
            }
        }
    }
}

fn shape(shape: Shape) -> Looks {
    2 << shape as u32
}

fn of_hash(hash: u32) -> Looks {
    1 << (16 + (hash >> 28))
}

/// What stands beside the `length` tokens from `at` on.
#[inline]
pub(crate) fn beside(tokens: &[Token], at: usize, length: usize) -> Guard {
    let look = |token: &Token| {
        of_hash(token.hash)
            | match token.kind {
                Kind::Word => shape(token.shape),
                Kind::Number => NUMBER,
                Kind::Mark => MARK,
                Kind::Opaque => OPAQUE,
            }
    };
    // Nothing matches across the start of a line.
    let before = if tokens[at].starts_line() { None } else { at.checked_sub(1) };
    let after = tokens.get(at + length).filter(|token| !token.starts_line());
    [before.map_or(NONE, |before| look(&tokens[before])), after.map_or(NONE, look)]
}

/// Whether a guard lets pass what stands beside a key.
#[inline]
pub(crate) fn lets_pass(guard: Guard, beside: Guard) -> bool {
    guard[0] & beside[0] == beside[0] && guard[1] & beside[1] == beside[1]
}

#[cfg(test)]
mod tests {
    use super::super::notation::Choice;
    use super::*;

    fn class(name: &str) -> Element {
        Element::Class { name: name.to_owned(), capture: 0, group: None }
    }

    #[test]
    fn a_guard_lets_pass_what_its_elements_take() {
        let comma = Element::Words { choices: Vec::new(), capture: None };
        let passes = |text: &str, elements: &[Element], key| {
            let tokens = tokens_of(text);
            let at = tokens.iter().position(|t| t.of(text) == ",").expect("in text");
            lets_pass(guard(elements, key), beside(&tokens, at, 1))
        };
        let row = [class("number"), comma.clone(), class("cap")];
        assert!(passes("on 5, Then", &row, 1..2));
        assert!(!passes("on May, Then", &row, 1..2));
        assert!(!passes("on 5, then", &row, 1..2));
        assert!(!passes("on 5,\nThen", &row, 1..2));
        assert!(!passes("on\n, Then", &row, 1..2));
        assert!(passes("on\n, Then", &row[1..], 0..1));
        assert!(passes("Van der, then", &[class("name"), comma.clone()], 1..2));
        assert!(!passes("then, van", &[comma.clone(), class("name")], 0..1));
        let words = |word: &str| Element::Words {
            choices: vec![Choice { word: word.to_owned(), value: 0 }],
            capture: None,
        };
        assert!(passes("Then, So", &[words("then"), comma.clone(), words("so")], 1..2));
        let other = ["he", "she", "it"]
            .iter()
            .filter(|word| fold::hash(word) >> 28 != fold::hash("then") >> 28);
        assert!(other.clone().count() > 0);
        for word in other {
            assert!(!passes("Then, so", &[words(word), comma.clone()], 1..2));
        }
    }
}
