//! What of a page is not its text: menus, footers, lists of links, forms.
//!
//! A crawler stores the page with everything around the article, and an artifact in a menu is found again on each page of a site. Elements
//! that say what they are (`<nav>`, `class="sidebar"`) are left out first, unless the article lies in them. Of the blocks that are
//! left, those full of links go, long ones stay, and a short one stays where the text around it does. A page without a long
//! block is kept whole: losing prose is worse than reading a menu.

use std::ops::Range;

use super::tags::Name;
use super::tokens::{Event, Tag};

/// Elements that hold no text of the page.
const ELEMENTS: [&[u8]; 9] =
    [b"aside", b"button", b"dialog", b"footer", b"form", b"head", b"menu", b"nav", b"select"];
/// Words in `class`, `id` and `role` that say the same.
const WORDS: [&str; 30] = [
    "ad",
    "ads",
    "advert",
    "advertisement",
    "banner",
    "breadcrumb",
    "breadcrumbs",
    "comments",
    "complementary",
    "consent",
    "contentinfo",
    "cookie",
    "cookies",
    "footer",
    "masthead",
    "menu",
    "nav",
    "navbar",
    "navigation",
    "newsletter",
    "pagination",
    "popup",
    "promo",
    "related",
    "share",
    "sharing",
    "sidebar",
    "social",
    "subscribe",
    "widget",
];
/// Elements that the article is, or that head it: what holds one of them is kept.
const ARTICLE: [&[u8]; 3] = [b"article", b"h1", b"main"];
/// Fewest words of a block that stands for itself.
const LONG: usize = 15;

/// Which events lie in the furniture of a page. `ends` has the end of each start tag.
pub(super) fn furniture(original: &str, events: &[Event], ends: &[Option<usize>]) -> Vec<bool> {
    // Where what the attributes say leaves no text, they say something else.
    let mut out = named(original, events, ends, true);
    let mut found = blocks(original, events, ends, &out);
    if !has_text(&found) {
        out = named(original, events, ends, false);
        found = blocks(original, events, ends, &out);
    }
    if has_text(&found) {
        for (n, block) in found.iter().enumerate() {
            if !is_text(&found, n) {
                out[block.events.clone()].fill(true);
            }
        }
    }
    out
}

fn has_text(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| block.looks == Looks::Long)
}

/// Which events lie in elements that say, by name or by their attributes, that they hold no text.
fn named(
    original: &str,
    events: &[Event],
    ends: &[Option<usize>],
    by_attributes: bool,
) -> Vec<bool> {
    let mut out = vec![false; events.len()];
    let elements = ELEMENTS.map(|name| Name::of(name).id);
    let article = ARTICLE.map(|name| Name::of(name).id);
    // Where the next article begins, for each event: one look instead of a walk through each element.
    let mut next = vec![usize::MAX; events.len() + 1];
    for (at, event) in events.iter().enumerate().rev() {
        let begins = matches!(event, Event::Start(tag) if article.contains(&tag.name.id));
        next[at] = if begins { at } else { next[at + 1] };
    }
    let mut at = 0;
    while at < events.len() {
        let end = match &events[at] {
            Event::Start(tag) if elements.contains(&tag.name.id) => ends[at],
            Event::Start(tag) if by_attributes && says_so(tag, original) => ends[at],
            _ => None,
        };
        match end.filter(|&end| end < events.len() && next[at] > end) {
            Some(end) => {
                out[at..=end].fill(true);
                at = end + 1;
            }
            None => at += 1,
        }
    }
    out
}

/// Whether the attributes of a tag say that it holds no text. The page itself often says what stands beside its text.
fn says_so(tag: &Tag, original: &str) -> bool {
    let text = tag.span.of(original);
    let page = [b"body".as_slice(), b"html"].map(|name| Name::of(name).id);
    if page.contains(&tag.name.id) || !tag.name.ends_phrases() {
        return false;
    }
    ["class", "id", "role"].iter().any(|name| {
        let value = attribute(text, name).unwrap_or_default().to_ascii_lowercase();
        let mut words = value.split(|c: char| !c.is_ascii_alphanumeric());
        words.any(|word| WORDS.binary_search(&word).is_ok())
    })
}

/// The value of an attribute in the text of a tag.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    tag.match_indices(name).find_map(|(at, _)| {
        let free = tag.as_bytes()[..at].last().is_some_and(u8::is_ascii_whitespace);
        let value = tag[at + name.len()..].trim_start().strip_prefix('=').filter(|_| free)?;
        let value = value.trim_start();
        match value.chars().next()? {
            quote @ ('"' | '\'') => value[1..].split(quote).next(),
            _ => value.split([' ', '\t', '\n', '>']).next(),
        }
    })
}

/// What a block is at a glance.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Looks {
    Long,
    /// Neither long nor links; `true` for a paragraph or heading, which is text more often than a cell or an item is.
    Short(bool),
    Links,
}

/// Text between two tags that end a line.
struct Block {
    events: Range<usize>,
    looks: Looks,
}

fn blocks(original: &str, events: &[Event], ends: &[Option<usize>], out: &[bool]) -> Vec<Block> {
    const PROSE: [&[u8]; 8] = [b"blockquote", b"h1", b"h2", b"h3", b"h4", b"h5", b"h6", b"p"];
    let prose = PROSE.map(|name| Name::of(name).id);
    let link = Name::of(b"a").id;
    let mut blocks = Vec::new();
    let mut block = Counted::default();
    let mut open = 0_usize;
    let mut at = 0;
    while let Some(event) = events.get(at) {
        let parts = match event {
            Event::Start(Tag { name, .. }) | Event::End(name, _) => name.ends_phrases(),
            _ => false,
        };
        if parts || out[at] {
            blocks.extend(std::mem::take(&mut block).ended(at));
            (block.start, open) = (at + 1, 0);
        }
        match event {
            _ if out[at] => {}
            Event::Start(tag) if parts => block.prose = prose.contains(&tag.name.id),
            Event::Start(tag) if tag.name.id == link => open += 1,
            // Scripts and the like are no words.
            Event::Start(tag) if !tag.name.is_phrase() => at = ends[at].unwrap_or(at),
            Event::End(name, _) if name.id == link => open = open.saturating_sub(1),
            Event::Text(span) => block.count(words_of(span.of(original)), open > 0),
            _ => {}
        }
        at += 1;
    }
    blocks.extend(block.ended(events.len()));
    blocks
}

/// A block that is being read.
#[derive(Default)]
struct Counted {
    start: usize,
    words: usize,
    linked: usize,
    prose: bool,
}

impl Counted {
    fn count(&mut self, words: usize, linked: bool) {
        self.words += words;
        self.linked += if linked { words } else { 0 };
    }

    /// The block, when it has a word.
    fn ended(self, end: usize) -> Option<Block> {
        let Self { start, words, linked, prose } = self;
        let looks = match () {
            () if words == 0 => return None,
            () if linked * 2 > words => Looks::Links,
            () if words >= LONG && linked * 3 <= words => Looks::Long,
            () => Looks::Short(prose),
        };
        Some(Block { events: start..end.max(start), looks })
    }
}

/// Words, where a script has spaces between them; two signs count as one where it has not.
fn words_of(text: &str) -> usize {
    let signs =
        text.chars().filter(|&c| matches!(c as u32, 0x3040..=0x30FF | 0x4E00..=0x9FFF)).count();
    text.split_whitespace().count().max(signs / 2)
}

/// Whether block `n` belongs to the text of the page.
fn is_text(blocks: &[Block], n: usize) -> bool {
    /// How far a short block may stand from a long one.
    const REACH: usize = 4;
    let Looks::Short(prose) = blocks[n].looks else { return blocks[n].looks == Looks::Long };
    let clear = |looks: Looks| !matches!(looks, Looks::Short(_));
    let near = |found: Option<&Block>| found.is_some_and(|block| block.looks == Looks::Long);
    let before = near(blocks[..n].iter().rev().take(REACH).find(|block| clear(block.looks)));
    let after = near(blocks[n + 1..].iter().take(REACH).find(|block| clear(block.looks)));
    before && after || prose && (before || after)
}

#[cfg(test)]
mod tests {
    use crate::source::{Format, read};

    const LONG: &str = "The minister said on Tuesday that the talks in the capital would go on for as long as needed.";

    fn main_text(html: &str) -> String {
        read(html, Format::Page).text().to_owned()
    }

    #[test]
    fn the_article_is_kept_and_what_stands_around_it_is_not() {
        let page = format!(
            "<html><head><title>Talks | The Paper</title></head><body class='has-sidebar'>\
             <header><ul><li><a href=/>Home</a><li><a href=/w>World</a></ul></header>\
             <nav>Sections of the paper</nav><article><h1>Talks go on</h1><p>{LONG}</p><p>Nobody left.</p>\
             <p>{LONG}</p><p>He smiled.</p><div class=\"share-buttons\">Share this now</div></article>\
             <div id=related><p>{LONG}</p></div><footer><p>{LONG}</p></footer></body></html>"
        );
        let wanted = ["Talks go on", LONG, "Nobody left.", LONG, "He smiled."].join("\n\n");
        assert_eq!(main_text(&page), wanted);
        // Spans lead back into the page.
        let document = read(page.as_str(), Format::Page);
        let at = document.text().find("He smiled").expect("in text");
        let span = document.to_original(crate::text::Span::new(at, at + 9));
        assert_eq!(span.of(&page), "He smiled");
    }

    #[test]
    fn what_holds_the_article_is_kept_whatever_it_is_called() {
        let page = format!("<div class='widget menu'><h1>Talks</h1><p>{LONG}</p></div>");
        assert_eq!(main_text(&page), format!("Talks\n\n{LONG}"));
    }

    #[test]
    fn a_page_without_a_long_block_is_kept() {
        assert_eq!(
            main_text("<p>One line.</p><p>Another.</p><nav>Home</nav>"),
            "One line.\n\nAnother."
        );
        assert_eq!(main_text(""), "");
    }
}
