//! What the page was made of and the engine's own scaffolding: shortcodes, tags, entities, placeholders, masks.

use super::{Detector, Reading, Sight, finding};
use crate::finding::{Applicability, Confidence, Edit, Finding, Suggestion};
use crate::segment::token::{Gap, Kind, Shape, Token};
use crate::text::Span;

/// See the module.
pub(super) struct Markup;

impl Detector for Markup {
    fn run(&self, reading: &Reading, found: &mut Vec<Finding>) {
        let mut covered = 0;
        for at in reading.showing(Sight::MARK | Sight::UPPER) {
            let token = &reading.tokens()[at];
            if (token.start as usize) < covered {
                continue;
            }
            let hit = match token.kind {
                Kind::Mark => match reading.text.as_bytes()[token.start as usize] {
                    b'[' => shortcode(reading, at),
                    b'<' => tag(reading, at),
                    b'&' => entity(reading, at),
                    b'{' => braces(reading, at),
                    b'%' => format_code(reading, at),
                    b'*' => masked(reading, at),
                    b'=' => attribute(reading, at),
                    b'_' => underscores(reading, at),
                    b'#' => hashed(reading, at),
                    b'>' => lost_control(reading, at),
                    b'\'' => wrapped_line(reading, at),
                    _ => None,
                },
                Kind::Word if token.shape == Shape::Upper => placeholder(reading, token),
                _ => None,
            };
            if let Some(hit) = hit {
                covered = hit.place.span().map_or(covered, Span::end);
                found.push(hit);
            }
        }
    }
}

/// The text from token `at` to the next `close`, when it stands within `most` bytes on the same line.
fn bracketed<'t>(
    reading: &Reading<'t>,
    at: usize,
    close: char,
    most: usize,
) -> Option<(Span, &'t str)> {
    let start = reading.tokens()[at].span().start();
    let rest = &reading.text
        [start..reading.text.floor_char_boundary((start + most).min(reading.text.len()))];
    let line = rest.lines().next()?;
    let end = line.find(close)?;
    Some((Span::new(start, start + end + close.len_utf8()), &line[1..end]))
}

fn with_gap_after(reading: &Reading, span: Span) -> Span {
    let rest = &reading.text[span.end()..];
    Span::new(span.start(), span.end() + usize::from(rest.starts_with(' ')))
}

/// Deletes a stretch of markup; when nothing else stands on its line, the line.
pub(super) fn removal(reading: &Reading, span: Span, applicability: Applicability) -> Suggestion {
    let text = reading.text;
    // Most markup stands among words, and a line may be the whole file: what is next to it is looked at first.
    let blank = |c: char| c.is_whitespace() && c != '\n';
    let (before, after) = (text[..span.start()].trim_end_matches(blank), &text[span.end()..]);
    let after = after.trim_start_matches(blank);
    let begins = before.is_empty() || before.ends_with('\n');
    let ends = after.is_empty() || after.starts_with('\n');
    let line = || crate::lexicon::line_of(text, span);
    let whole = (begins && ends)
        .then(line)
        .filter(|line| text[span.end()..line.end().max(span.end())].trim().is_empty());
    Suggestion::delete(whole.unwrap_or_else(|| with_gap_after(reading, span)), applicability)
}

/// “[ad_1]”, “[su_label type=”info”]”, “[/caption]”.
fn shortcode(reading: &Reading, at: usize) -> Option<Finding> {
    let (span, inside) = bracketed(reading, at, ']', 200)?;
    // “[!WICHTIG]”: the word names a kind of box, and is no such name in another language.
    const BOXES: [&str; 5] = ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"];
    if let Some(kind) = inside.strip_prefix('!') {
        let translated = kind.chars().all(char::is_alphabetic) && !BOXES.contains(&kind);
        return (translated && kind.chars().count() > 1).then(|| {
            finding("tag/markup", span, Confidence::High).message("translated name of a box")
        });
    }
    let name = inside.strip_prefix('/').unwrap_or(inside);
    let name = name.split([' ', '=']).next()?;
    let shaped = !name.is_empty()
        && name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'-'));
    let underscored = name.contains('_') && name.len() > 3;
    let attributes = inside.contains(['=']) && inside.contains(['"', '”', '″', '\'']);
    let closes = inside.starts_with('/') && name.len() > 2;
    let known = matches!(
        name,
        "caption"
            | "gallery"
            | "embed"
            | "audio"
            | "video"
            | "playlist"
            | "shortcode"
            | "adinserter"
    );
    (shaped && (underscored || attributes || closes || known)).then(|| {
        finding("tag/markup", span, Confidence::High)
            .message("shortcode of the page")
            .suggest(removal(reading, span, Applicability::Safe))
    })
}

/// Elements of HTML whose tags are met in scraped text.
const ELEMENTS: &[&str] = &[
    "a",
    "article",
    "aside",
    "b",
    "blockquote",
    "body",
    "br",
    "div",
    "em",
    "figcaption",
    "figure",
    "font",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "li",
    "link",
    "meta",
    "nav",
    "ol",
    "p",
    "script",
    "section",
    "small",
    "span",
    "strong",
    "style",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "tr",
    "u",
    "ul",
];

/// “</p>”, “<br>”, “<Anchor>”, “<Reporter Kim>”.
fn tag(reading: &Reading, at: usize) -> Option<Finding> {
    let (span, inside) = bracketed(reading, at, '>', 300)?;
    let element = inside.strip_prefix('/').unwrap_or(inside);
    let name = element.split(|c: char| !c.is_ascii_alphanumeric()).next()?;
    if ELEMENTS.binary_search(&name.to_ascii_lowercase().as_str()).is_ok() {
        return Some(
            finding("tag/markup", span, Confidence::High).message("HTML tag").suggest(removal(
                reading,
                span,
                Applicability::Safe,
            )),
        );
    }
    let lead = name.chars().next().is_some_and(|c| c.is_ascii_uppercase());
    let role = lead
        && inside.len() <= 60
        && inside.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '.' | ','));
    role.then(|| {
        finding("tag/markup", span, Confidence::Medium)
            .message("role marker of a broadcast script")
            .suggest(Suggestion::delete(with_gap_after(reading, span), Applicability::Unsafe))
    })
}

/// Entities that stand in text, and what they mean.
const ENTITIES: &[(&str, &str)] = &[
    ("amp", "&"),
    ("apos", "'"),
    ("bull", "•"),
    ("copy", "©"),
    ("eacute", "é"),
    ("euro", "€"),
    ("gt", ">"),
    ("hellip", "…"),
    ("laquo", "«"),
    ("ldquo", "“"),
    ("lsquo", "‘"),
    ("lt", "<"),
    ("mdash", "—"),
    ("middot", "·"),
    ("nbsp", " "),
    ("ndash", "–"),
    ("quot", "\""),
    ("raquo", "»"),
    ("rdquo", "”"),
    ("rsquo", "’"),
    ("shy", ""),
    ("trade", "™"),
];

/// “&nbsp;”, “& Nbsp;”, “&#8217;”.
fn entity(reading: &Reading, at: usize) -> Option<Finding> {
    let (span, inside) = bracketed(reading, at, ';', 16)?;
    let name = inside.trim_start();
    let decoded = if let Some(number) = name.strip_prefix('#') {
        let hex = number.strip_prefix(['x', 'X']);
        let code =
            hex.map_or_else(|| number.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok())?;
        char::from_u32(code)?.to_string()
    } else {
        let lower = name.to_ascii_lowercase();
        let at = ENTITIES.binary_search_by_key(&lower.as_str(), |(name, _)| name).ok()?;
        ENTITIES[at].1.to_owned()
    };
    let hit = finding("tag/markup", span, Confidence::High).message("HTML entity");
    if decoded.trim().is_empty() {
        // Of the spaces around a space that stood as an entity one is enough.
        let before = reading.text[..span.start()].ends_with([' ', '\n']) || span.start() == 0;
        let cut = if before { with_gap_after(reading, span) } else { span };
        let rest = reading.text[span.end()..].starts_with([' ', '\n', '.', ',']);
        let with = if before || rest || decoded.is_empty() { "" } else { " " };
        return Some(hit.suggest(Suggestion::replace(cut, with, Applicability::Safe)));
    }
    Some(hit.suggest(Suggestion::replace(span, decoded, Applicability::Safe)))
}

/// “{0}”, “{{name}}”.
fn braces(reading: &Reading, at: usize) -> Option<Finding> {
    let (span, inside) = bracketed(reading, at, '}', 60)?;
    let double = inside.starts_with('{');
    let name = inside.trim_start_matches('{').trim();
    let number = !name.is_empty() && name.bytes().all(|b| b.is_ascii_digit());
    let variable = !name.is_empty()
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'-'));
    let span = if double && reading.text[span.end()..].starts_with('}') {
        Span::new(span.start(), span.end() + 1)
    } else {
        span
    };
    (number || double && variable).then(|| finding("tag/placeholder", span, Confidence::High))
}

/// “#PRS_ORG#”, “#URL#”: a value that was taken out before translation.
fn hashed(reading: &Reading, at: usize) -> Option<Finding> {
    let (span, name) = {
        let start = reading.tokens()[at].span().start();
        let rest = &reading.text[start + 1..];
        let end = rest.find('#')?;
        (Span::new(start, start + end + 2), &rest[..end])
    };
    let shaped = name.len() >= 2
        && name.len() <= 40
        && name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_');
    shaped.then(|| finding("tag/placeholder", span, Confidence::High))
}

/// “select   >  Rename”: a step of a menu whose name was a picture.
fn lost_control(reading: &Reading, at: usize) -> Option<Finding> {
    let tokens = reading.tokens();
    let (before, next) = (tokens.get(at.checked_sub(1)?)?, tokens.get(at + 1)?);
    let lost = before.is_word()
        && before.shape == Shape::Lower
        && tokens[at].gap() == Gap::Wide
        && next.is_word()
        && matches!(next.gap(), Gap::Space | Gap::Wide);
    lost.then(|| {
        finding("tag/markup", before.span().cover(next.span()), Confidence::Medium)
            .message("step of a menu whose name is missing")
    })
}

/// A first line in single quotes from end to end: it comes from the head of a page's source.
fn wrapped_line(reading: &Reading, at: usize) -> Option<Finding> {
    let token = &reading.tokens()[at];
    let start = token.span().start();
    if at > 0 {
        return None;
    }
    let line = reading.text[start..].lines().next()?;
    let inner = line.strip_prefix('\'')?.strip_suffix('\'')?;
    // “'Twas the season of the workers'” has its quotes for other reasons, and says no more than one word in them.
    let title = inner.split(' ').count() >= 4
        && inner.chars().next().is_some_and(char::is_uppercase)
        && !inner.ends_with(['.', ',', '!', '?'])
        && !inner.contains(" '");
    title.then(|| {
        let cut = |from: usize| Edit { span: Span::new(from, from + 1), text: String::new() };
        let edits = vec![cut(start), cut(start + line.len() - 1)];
        finding("punct/foreign-mark", Span::new(start, start + line.len()), Confidence::Medium)
            .message("heading in single quotes, as in the source of the page")
            .suggest(Suggestion { edits, applicability: Applicability::Unsafe })
    })
}

/// “%s”, “%1$s”, “%d bloggers”.
fn format_code(reading: &Reading, at: usize) -> Option<Finding> {
    let token = &reading.tokens()[at];
    let start = token.span().start();
    let rest = &reading.text
        [start + 1..reading.text.floor_char_boundary((start + 8).min(reading.text.len()))];
    let digits = rest.bytes().take_while(|b| b.is_ascii_digit() || *b == b'$').count();
    let tail = &rest[digits..];
    let code = tail.chars().next().filter(|c| matches!(c, 's' | 'd' | '@'))?;
    let positional = digits == 0 || rest[..digits].ends_with('$');
    let ends = tail.chars().nth(1).is_none_or(|c| !c.is_alphanumeric());
    let stands_free = token.gap() != Gap::None || token.starts_line();
    (positional && ends && stands_free).then(|| {
        let span = Span::new(start, start + 1 + digits + code.len_utf8());
        finding("tag/placeholder", span, Confidence::High)
    })
}

/// “XNUMX”: a number that an engine protected and did not put back.
fn placeholder(reading: &Reading, token: &Token) -> Option<Finding> {
    let word = token.of(reading.text);
    (word.starts_with("XNUMX") || word.ends_with("XNUMX"))
        .then(|| finding("tag/placeholder", token.span(), Confidence::High))
}

/// “class = “cf”>”: an attribute whose tag was lost.
fn attribute(reading: &Reading, at: usize) -> Option<Finding> {
    let tokens = reading.tokens();
    let name = tokens.get(at.checked_sub(1)?)?;
    let named = matches!(
        name.of(reading.text),
        "class" | "href" | "src" | "alt" | "style" | "id" | "width" | "target" | "rel"
    );
    let quote = tokens.get(at + 1)?;
    if !named || !matches!(quote.of(reading.text), "\"" | "“" | "”" | "″") {
        return None;
    }
    let rest = &reading.text[name.start as usize..];
    let line = rest.lines().next()?;
    let end = line
        .find('>')
        .map(|end| end + 1)
        .or_else(|| line.rfind(['"', '”', '″']).map(|end| end + 3))?;
    let end = line.ceil_char_boundary(end.min(line.len()));
    let span = Span::new(name.start as usize, name.start as usize + end);
    Some(
        finding("tag/markup", span, Confidence::High)
            .message("attribute of an HTML tag")
            .suggest(removal(reading, span, Applicability::Safe)),
    )
}

/// “spot_img”, “_politics_economy_news”: identifiers and keyword tails.
fn underscores(reading: &Reading, at: usize) -> Option<Finding> {
    let tokens = reading.tokens();
    let text = reading.text;
    let before = at
        .checked_sub(1)
        .map(|n| &tokens[n])
        .filter(|t| t.is_word() && tokens[at].gap() == Gap::None)?;
    let next = tokens.get(at + 1).filter(|t| t.gap() == Gap::None && t.is_word())?;
    let mut last = at + 1;
    while tokens.get(last + 1).is_some_and(|t| t.is_mark(text, b'_') && t.gap() == Gap::None)
        && tokens.get(last + 2).is_some_and(|t| t.is_word() && t.gap() == Gap::None)
    {
        last += 2;
    }
    let (left, right) = (before.of(text), next.of(text));
    let widget = matches!(left, "spot" | "ad" | "wp" | "su" | "vc" | "td")
        && right.chars().all(|c| c.is_ascii_lowercase());
    let tail = last >= at + 3 && tokens.get(last + 1).is_none_or(Token::starts_line);
    let span = before.span().cover(tokens[last].span());
    (widget || tail).then(|| {
        let message = if widget { "identifier of the page" } else { "keyword tail" };
        finding("tag/markup", span, if widget { Confidence::High } else { Confidence::Medium })
            .message(message)
            .suggest(removal(reading, span, Applicability::Unsafe))
    })
}

/// “Argentina** Milei”, “a private *** crash”: asterisks for a word, not in pairs as for emphasis.
fn masked(reading: &Reading, at: usize) -> Option<Finding> {
    let tokens = reading.tokens();
    let text = reading.text;
    let star = |n: usize| {
        tokens.get(n).is_some_and(|t| t.is_mark(text, b'*') && (n == at || t.gap() == Gap::None))
    };
    // One more than a mask has is enough to know a rule of asterisks.
    let length = (at..).take(6).take_while(|&n| star(n)).count();
    let begins = at == 0 || !tokens[at - 1].is_mark(text, b'*') || tokens[at].gap() != Gap::None;
    if length < 2 || length > 5 || !begins {
        return None;
    }
    let end = at + length;
    let segment_line = line_range(reading, at);
    // Emphasis comes in pairs, separators stand alone, swear words keep their first letter.
    let runs = star_runs(reading, segment_line.clone());
    let words_on_line = tokens[segment_line.clone()].iter().any(|t| t.kind == Kind::Word);
    let glued_before = tokens[at].gap() == Gap::None && at > segment_line.start;
    let glued_after =
        tokens.get(end).is_some_and(|t| t.gap() == Gap::None && end < segment_line.end);
    let word_before = glued_before && tokens[at - 1].is_word();
    let word_after = glued_after && tokens[end].is_word();
    let censored = word_before && (word_after || tokens[at - 1].end - tokens[at - 1].start <= 3);
    let footnote = word_before
        && !word_after
        && tokens.get(end).is_none_or(|t| end >= segment_line.end || t.kind == Kind::Mark)
        || at == segment_line.start && !word_after;
    let paired = runs.is_multiple_of(2) && (glued_before || glued_after) && runs > 0;
    if !words_on_line || censored || footnote || paired {
        return None;
    }
    let span = if word_before {
        tokens[at - 1].span().cover(tokens[end - 1].span())
    } else if word_after {
        tokens[at].span().cover(tokens[end].span())
    } else {
        tokens[at].span().cover(tokens[end - 1].span())
    };
    Some(finding("tag/masked", span, Confidence::Medium))
}

/// Most tokens to either side that count as the line: a file without line ends is no paragraph.
const LINE: usize = 300;

/// The line around token `at`.
fn line_range(reading: &Reading, at: usize) -> std::ops::Range<usize> {
    let tokens = reading.tokens();
    let from = at.saturating_sub(LINE);
    let to = (at + LINE).min(tokens.len());
    let start = (from..=at).rev().find(|&n| tokens[n].starts_line()).unwrap_or(from);
    let end = (at + 1..to).find(|&n| tokens[n].starts_line()).unwrap_or(to);
    start..end
}

/// Runs of two or more asterisks on a line that touch a word.
fn star_runs(reading: &Reading, line: std::ops::Range<usize>) -> usize {
    let span = reading.span(line);
    let text = span.of(reading.text);
    let mut runs = 0;
    let mut rest = text;
    while let Some(at) = rest.find("**") {
        let after = rest[at..].trim_start_matches('*');
        runs += 1;
        rest = after;
    }
    runs
}
