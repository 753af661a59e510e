//! A table over characters that is worked out where a text needs it.
//!
//! The tables of the standard library are small and cost tens of instructions a character, which is felt in every word outside
//! ASCII. A page of 256 characters is asked of them once, when a text first holds one of it; a text touches a handful of pages.

use std::sync::OnceLock;

/// Number of pages: the characters up to U+FFFF. Those beyond are asked for one by one.
const PAGES: usize = 256;

/// See the module.
pub struct Pages<T: 'static> {
    pages: [OnceLock<Box<[T; 256]>>; PAGES],
    of: fn(char) -> T,
}

impl<T: Copy> Pages<T> {
    /// A table of what `of` says.
    pub const fn new(of: fn(char) -> T) -> Self {
        Self { pages: [const { OnceLock::new() }; PAGES], of }
    }

    /// What the table holds for a character.
    #[inline]
    pub fn get(&self, c: char) -> T {
        let code = c as usize;
        match self.pages.get(code / 256) {
            Some(page) => page.get_or_init(|| self.page(code / 256))[code % 256],
            None => (self.of)(c),
        }
    }

    #[cold]
    fn page(&self, number: usize) -> Box<[T; 256]> {
        // Surrogates are no characters; nobody asks for their slots.
        let c = |n: usize| char::from_u32((number * 256 + n) as u32).unwrap_or_default();
        Box::new(std::array::from_fn(|n| (self.of)(c(n))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_holds_what_the_function_says() {
        static LOWER: Pages<bool> = Pages::new(char::is_lowercase);
        for c in ['a', 'A', 'é', 'я', 'Я', '\u{D7FF}', '\u{E000}', '\u{FFFF}', '𝒶', '\u{1F600}']
        {
            assert_eq!(LOWER.get(c), c.is_lowercase(), "{c:?}");
        }
    }
}
