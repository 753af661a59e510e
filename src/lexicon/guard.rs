//! What may stand beside the key of a phrase, in one number.
//!
//! A few phrases can be keyed on nothing rarer than a comma or an article (*{number} . {month}*), and those are met every few words. Next to the
//! number of such a phrase stand the looks that the tokens before and after its key may have, so that nearly every try ends
//! before the phrase is fetched. A guard may let a token pass for nothing; it never turns one away that the phrase takes.

use super::notation::{Element, SHAPE_CLASSES, ShapeClass, shape_class};
use crate::segment::token::{Kind, Shape, Token, tokens_of};

/// The looks that a token may have, one bit each: that there is none in the line, the shapes of a word, the other kinds.
type Looks = u32;

const NONE: Looks = 1;
const WORD: Looks = 0b11_1110;
const NUMBER: Looks = 1 << 6;
const MARK: Looks = 1 << 7;
const OPAQUE: Looks = 1 << 8;
const SOME: Looks = WORD | NUMBER | MARK | OPAQUE;
const ANY: Looks = NONE | SOME;

/// Bits of the looks before the key; those after it stand above them.
const SIDE: u32 = 16;

/// The guard of a phrase: what may stand before and after the elements that its key was made of.
pub(crate) fn guard(elements: &[Element], key: std::ops::Range<usize>) -> u32 {
    let consuming = |element: &&Element| !matches!(element, Element::Anchor(_));
    let before = elements[..key.start].iter().rev().find(consuming);
    let after = elements[key.end..].iter().find(consuming);
    before.map_or(ANY, |element| looks(element, true))
        | after.map_or(ANY, |element| looks(element, false)) << SIDE
}

/// The looks of tokens that an element takes; of the last of them when it stands before the key.
fn looks(element: &Element, last: bool) -> Looks {
    match element {
        Element::Anchor(_) => ANY,
        Element::Words { choices, .. } => choices.iter().fold(0, |all, choice| {
            all | match tokens_of(&choice.word)[..] {
                [Token { kind: Kind::Mark, .. }] => MARK,
                [Token { kind: Kind::Number, .. }] => NUMBER | WORD,
                [Token { kind: Kind::Word, .. }] => WORD,
                _ => SOME,
            }
        }),
        Element::Class { name, .. } => match shape_class(name).map(|at| SHAPE_CLASSES[at].1) {
            Some(ShapeClass::Number | ShapeClass::Year) => NUMBER,
            // A name may end in a particle or a hyphen.
            Some(ShapeClass::Name) if last => WORD | MARK,
            Some(ShapeClass::Name | ShapeClass::Cap) => {
                shape(Shape::Capital) | shape(Shape::Upper) | shape(Shape::Mixed)
            }
            Some(ShapeClass::Lower) => shape(Shape::Lower),
            Some(ShapeClass::Word) | None => WORD,
        },
    }
}

fn shape(shape: Shape) -> Looks {
    2 << shape as u32
}

/// What stands beside the `length` tokens from `at` on: a phrase may stand there when its guard has both bits.
pub(crate) fn beside(tokens: &[Token], at: usize, length: usize) -> u32 {
    let look = |token: &Token| match token.kind {
        Kind::Word => shape(token.shape),
        Kind::Number => NUMBER,
        Kind::Mark => MARK,
        Kind::Opaque => OPAQUE,
    };
    // Nothing matches across the start of a line.
    let before = if tokens[at].starts_line() { None } else { at.checked_sub(1) };
    let after = tokens.get(at + length).filter(|token| !token.starts_line());
    before.map_or(NONE, |before| look(&tokens[before])) | after.map_or(NONE, look) << SIDE
}

#[cfg(test)]
mod tests {
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
            let beside = beside(&tokens, at, 1);
            guard(elements, key) & beside == beside
        };
        let row = [class("number"), comma.clone(), class("cap")];
        assert!(passes("on 5, Then", &row, 1..2));
        assert!(!passes("on May, Then", &row, 1..2));
        assert!(!passes("on 5, then", &row, 1..2));
        assert!(!passes("on 5,\nThen", &row, 1..2));
        assert!(!passes("on\n, Then", &row, 1..2));
        assert!(passes("on\n, Then", &row[1..], 0..1));
        assert!(passes("Van der, then", &[class("name"), comma.clone()], 1..2));
        assert!(!passes("then, van", &[comma, class("name")], 0..1));
    }
}
