//! How letters are packed for the origin scores; `build.rs` and the library agree through this file.

/// Code of the beginning of a word.
pub(super) const START: u32 = 27;
/// Code of its end.
pub(super) const END: u32 = 28;

/// Code of a letter; marks are gone by now, and the few letters that are their own are written out.
pub(super) fn code(c: char) -> Option<u32> {
    let letter = match c {
        'a'..='z' => c,
        'æ' | 'ə' => 'a',
        'œ' => 'o',
        'ß' => 's',
        'þ' => 't',
        'ð' => 'd',
        _ => return None,
    };
    Some(letter as u32 - 'a' as u32 + 1)
}
