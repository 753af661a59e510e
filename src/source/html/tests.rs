use proptest::prelude::*;

use super::super::{Format, read};
use super::*;
use crate::text::OBJECT;

fn text(html: &str) -> String {
    read(html, Format::Html).text().to_owned()
}

fn opaque(html: &str) -> Vec<String> {
    let document = read(html, Format::Html);
    document.opaque().iter().map(|span| span.of(document.text()).to_owned()).collect()
}

#[test]
fn blocks_lines_and_phrases() {
    assert_eq!(text("<h1>A</h1>\n<p>b <i>c</i>d</p>"), "A\n\nb cd");
    assert_eq!(text("a<br>b<br/><br>c</br>"), "a\nb\n\nc");
    assert_eq!(text("<ul><li>a<li>b</ul><table><tr><td>c<td>d</table>"), "a\nb\n\nc\nd");
    assert_eq!(text("<p>on <b>Thursday</b>the Minister</p>"), "on Thursdaythe Minister");
    assert_eq!(text("no markup at all"), "no markup at all");
}

#[test]
fn white_space_collapses() {
    assert_eq!(text("<p>\n  a\r\n\tb  <b> c </b> d\n</p>\n  \n<p> e"), "a b c d\n\ne");
    assert_eq!(text("a&nbsp; b&#32;&#10;c"), "a\u{A0} b c");
}

#[test]
fn entities_are_decoded_in_place() {
    let html = "<p>two caf&eacute;s, &laquo;x&raquo; &copy 5 &#8217;&#xD800;</p>";
    let document = read(html, Format::Html);
    assert_eq!(document.text(), "two cafés, «x» © 5 ’\u{FFFD}");
    let at = document.text().find("cafés").expect("in text");
    let span = document.to_original(Span::new(at, at + "cafés".len()));
    assert_eq!(span.of(html), "caf&eacute;s");
}

#[test]
fn scripts_styles_comments_and_attributes_are_left_out() {
    let html = "<!DOCTYPE html><html><head><title>T &amp; U</title><style>p{}</style>\
        <script>if (a < b) '<p>'</script></head><body title='no'>a<!-- c --><noscript><img></noscript>\
        <template>t</template>b<iframe>i</iframe><pre>x\n y</pre>c</body></html>";
    assert_eq!(text(html), "T & U\n\nab\n\nc");
}

#[test]
fn code_formulas_and_pictures_are_objects() {
    let html = "run <code>a <b>b</b></code>, <svg><title>t</title><p>x</svg> <img alt='p'>.";
    assert_eq!(text(html), format!("run {OBJECT}, {OBJECT} {OBJECT}."));
    assert_eq!(opaque(html), [OBJECT; 3]);
    let document = read(html, Format::Html);
    assert_eq!(document.to_original(document.opaque()[0]).of(html), "<code>a <b>b</b></code>");
    assert_eq!(text("<svg/>a<textarea>b"), format!("{OBJECT}a{OBJECT}"));
}

#[test]
fn unclosed_and_wrongly_nested_tags_lose_no_text() {
    assert_eq!(text("<p>a <code>b<p>c <code>d</code>"), format!("a b\n\nc {OBJECT}"));
    assert_eq!(text("<b><i>a</b>b</i></p></div>c<pre>d"), "ab\n\nc\n\nd");
    assert_eq!(text("<code>a<pre>b</code>c</pre>d"), format!("{OBJECT}c\n\nd"));
    assert_eq!(text("a < b && c <3 </ d"), "a < b && c <3");
}

#[test]
fn numbers_of_notes_are_left_out() {
    assert_eq!(text("years<sup><a href='#1'>[1]</a></sup>. Le 1<sup>er</sup>"), "years. Le 1er");
}

#[test]
fn phrases_that_are_not_to_be_translated_are_kept() {
    let html = "<html lang='en-GB' translate='no'><p>the <i lang='fr'>mise en scène</i> of \
        <span translate='no'>Kyiv <b>x</b></span>, <b class='a notranslate'>c</b> <i lang='en'>d</i>";
    assert_eq!(text(html), "the mise en scène of Kyiv x, c d");
    assert_eq!(opaque(html), ["mise en scène", "Kyiv x", "c"]);
    assert_eq!(
        opaque("<body lang=en><p lang=fr>a</p><p>b <i lang=fr>c</i> <i lang=en>d</i>"),
        ["c"]
    );
    assert!(opaque("<span lang='en'>of the page nothing is known</span>").is_empty());
}

#[test]
fn what_is_put_in_reads_as_it_was_meant() {
    let document = read("a", Format::Html);
    for inserted in ["AT&T <b> &amp; ’", "x > y"] {
        assert_eq!(text(&document.escaped(inserted)), inserted);
    }
}

#[test]
fn links_are_masked() {
    assert_eq!(opaque("see <a href='x'>time.news</a> or @a"), ["time.news", "@a"]);
}

#[test]
fn instructions_hold_for_a_block_a_region_or_the_file() {
    let html = "<p>a</p><!-- mtlint-ignore casing, name/exonym --><p>b <b>c</b><br>d</p><p>e</p>\
        <!-- mtlint-ignore-start --><p>f</p><!-- mtlint-ignore-end --><li>g<!-- mtlint-ignore-file tag -->";
    let document = read(html, Format::Html);
    let found: Vec<(&str, Option<&str>)> = document
        .ignored()
        .iter()
        .map(|ignore| (ignore.span.of(document.text()).trim(), ignore.rule.as_deref()))
        .collect();
    let whole = "a\n\nb c\nd\n\ne\n\nf\n\ng";
    assert_eq!(document.text(), whole);
    let expected = [
        (whole, Some("tag")),
        ("b c\nd", Some("casing")),
        ("b c\nd", Some("name/exonym")),
        ("f", None),
    ];
    assert_eq!(found, expected);
}

/// HTML as it comes: pieces of markup in any order.
pub(in super::super) fn markup() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<code>",
        "</code>",
        "<br>",
        "<div class=\"a\">",
        "</div>",
        "<",
        ">",
        "</",
        "</>",
        "<!",
        "<!-- c -->",
        "<!--",
        "-->",
        "<?x?>",
        "<title>",
        "</title>",
        "<script>",
        "</script>",
        "<pre>",
        "</pre>",
        "<svg/>",
        "<svg>",
        "</svg>",
        "<sup>1</sup>",
        "<img src='x'>",
        "&",
        "&amp;",
        "&eacute;",
        "&copy",
        "&#",
        "&#x41;",
        "&#65",
        "&#xD800;",
        "&nosuch;",
        "&not",
        " ",
        "\n",
        "\r\n",
        "\r",
        "\t",
        "\u{A0}",
        "a",
        "word",
        "é",
        "中",
        "\0",
        "=",
        "'",
        "\"",
        "<span translate=no>",
        "</span>",
        "<i lang=fr>",
        "</i>",
        "<html lang=en>",
        "<!DOCTYPE html>",
        "<li>",
        "<textarea>",
        "<a href=http://x.org>",
        "</a>",
        "http://x.org",
        "a.b@c.de",
        "<!-- mtlint-ignore -->",
        "*",
        "`",
    ]);
    prop::collection::vec(pieces, 0..24).prop_map(|pieces| pieces.concat())
}

/// What every derived document promises: each character leads back to itself, to what stands for it, or to nothing
/// when the reader put it in, in the order of the original.
pub(in super::super) fn check(document: &Document<'_>) {
    let (original, text) = (document.original(), document.text());
    let mut last = Span::empty(0);
    for (at, c) in text.char_indices() {
        let span = Span::new(at, at + c.len_utf8());
        let pieces = document.pieces(span);
        let &[(derived, source)] = pieces.as_slice() else {
            assert!(
                pieces.is_empty() && c == '\n',
                "{c:?} at {at} of {text:?} comes from {pieces:?}"
            );
            continue;
        };
        assert_eq!(derived, span);
        assert!(source.start() >= last.end() || source == last, "{source:?} after {last:?}");
        last = source;
        let bytes = source.of(original);
        let stands_for = match c {
            ' ' => bytes.bytes().all(is_space) || bytes.starts_with('&'),
            '\u{FFFC}' => document.opaque().iter().any(|opaque| opaque.contains(span)),
            '\u{FFFD}' => bytes == "\0" || bytes.starts_with('&'),
            _ => bytes.starts_with(['&', '\\']),
        };
        assert!(bytes == span.of(text) || stands_for, "{c:?} stands for {bytes:?}");
    }
    for pair in document.opaque().windows(2) {
        assert!(pair[0].end() < pair[1].start());
    }
    assert!(document.opaque().iter().all(|span| text.get(span.start()..span.end()).is_some()));
    for ignore in document.ignored() {
        assert!(text.get(ignore.span.start()..ignore.span.end()).is_some());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_markup_has_its_way_back(html in markup()) {
        check(&read(html.as_str(), Format::Html));
    }

    #[test]
    fn edits_of_the_prose_leave_every_tag(html in markup()) {
        let document = read(html.as_str(), Format::Html);
        let tags = |html: &str| -> Vec<String> {
            let is_tag = |event: &Event| !matches!(event, Event::Text(_) | Event::Entity(..));
            events(html, 0).iter().filter(|e| is_tag(e)).map(|e| e.span().of(html).to_owned()).collect()
        };
        // Each letter outside opaque stretches becomes another one.
        let mut edited = html.clone();
        for (at, c) in document.text().char_indices().rev() {
            let span = Span::new(at, at + c.len_utf8());
            if c.is_alphabetic() && !document.opaque().iter().any(|opaque| opaque.contains(span)) {
                for (_, source) in document.pieces(span) {
                    edited.replace_range(source.start()..source.end(), "я");
                }
            }
        }
        // An edited letter may stand before `;` or after `&`, never inside a tag.
        prop_assert_eq!(tags(&edited), tags(&html));
    }
}

/// A megabyte of each takes milliseconds; quadratic work would be noticed.
#[test]
fn adversarial_markup_takes_linear_time() {
    let start = std::time::Instant::now();
    for piece in
        ["<code>", "<sup>", "<b>", "&", "<!--", "<svg>", "</p>", "<i translate=no>", "<p>a", "<"]
    {
        text(&piece.repeat(300_000 / piece.len()));
    }
    assert!(start.elapsed().as_secs() < 60);
}
