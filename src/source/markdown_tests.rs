use proptest::prelude::*;

use super::super::{Format, read};
use crate::source::html::tests as html_tests;
use crate::text::{OBJECT, Span};

fn text(markdown: &str) -> String {
    read(markdown, Format::Markdown).text().to_owned()
}

fn opaque(markdown: &str) -> Vec<String> {
    let document = read(markdown, Format::Markdown);
    document.opaque().iter().map(|span| span.of(document.text()).to_owned()).collect()
}

#[test]
fn marks_vanish_and_text_stays() {
    assert_eq!(
        text("# A *b* {#id}\n\nc **d**e ~~f~~ \"g\" -- h..."),
        "A b\n\nc de f \"g\" -- h..."
    );
    assert_eq!(
        text("see [the *page*](http://x.org 'title') and [ref][r]\n\n[r]: y"),
        "see the page and ref"
    );
    assert_eq!(text("a[^1].\n\n[^1]: the note\n"), "a.\n\nthe note");
}

#[test]
fn lines_and_blocks() {
    assert_eq!(text("a\nb\r\nc  \nd\\\ne"), "a b c\nd\ne");
    assert_eq!(text("> a\n> b\n\n---\n\nc"), "a b\n\nc");
    assert_eq!(text("a\n\n3. b\n4. c\n   - d\n   - [x] e\n\nf"), "a\n\nb\nc\nd\ne\n\nf");
    assert_eq!(text("| a | b |\n|---|---|\n| c | d\\|e |\n\nf"), "a\nb\nc\nd|e\n\nf");
}

#[test]
fn code_pictures_and_formulas_are_objects() {
    let markdown = "run `a *b*`, ![a **b**](x.png) and $x^2$.\n\n```\ncode\n```\n\n    code\n\nc";
    assert_eq!(text(markdown), format!("run {OBJECT}, {OBJECT} and {OBJECT}.\n\nc"));
    assert_eq!(opaque(markdown), [OBJECT; 3]);
    assert_eq!(
        text("it cost $5 to $10, or $20,000-$30,000"),
        "it cost $5 to $10, or $20,000-$30,000"
    );
}

#[test]
fn front_matter_is_left_out() {
    assert_eq!(text("---\ntitle: x\n---\n\na"), "a");
    assert_eq!(text("+++\ntitle = 'x'\n+++\na"), "a");
}

#[test]
fn escapes_and_entities_lead_back_to_their_bytes() {
    let markdown = "a \\*b\\* caf&eacute; \\\\ &amp;";
    let document = read(markdown, Format::Markdown);
    assert_eq!(document.text(), "a *b* café \\ &");
    let back = |needle: &str| {
        let at = document.text().find(needle).expect("in text");
        document.to_original(Span::new(at, at + needle.len())).of(markdown)
    };
    assert_eq!(back("*b*"), "\\*b\\*");
    assert_eq!(back("é"), "&eacute;");
    assert_eq!(back("\\"), "\\\\");
}

#[test]
fn what_is_put_in_reads_as_it_was_meant() {
    let document = read("a", Format::Markdown);
    for inserted in ["AT&T <b> &amp; ’", "a*b*c __d__ `e` [f](g) \\ &#38; & ;"] {
        assert_eq!(text(&document.escaped(inserted)), inserted);
    }
    assert_eq!(document.escaped("AT&T, snake"), "AT&T, snake");
}

#[test]
fn links_are_opaque() {
    assert_eq!(
        opaque("<https://x.org/a> <a@b.org> www.y.de."),
        ["https://x.org/a", "a@b.org", "www.y.de"]
    );
}

#[test]
fn html_is_read_as_html() {
    assert_eq!(text("<div>a <b>b</b>\n<script>c</script></div>\n\nd"), "a b\n\nd");
    assert_eq!(text("a<br>b <kbd>c *d*</kbd> <b>e</b><code>f"), format!("a\nb {OBJECT} ef"));
    assert_eq!(text("> <div>\n> a\n> </div>\n\nb"), "b");
}

#[test]
fn instructions_hold_for_the_next_block() {
    let markdown = "a\n\n<!-- mtlint-ignore casing -->\nb *c*\n\n- d <!-- mtlint-ignore --> e\n- f\n\n\
        <!-- mtlint-ignore-start tag -->\n\ng\n\n<!-- mtlint-ignore-end -->\n\nh";
    let document = read(markdown, Format::Markdown);
    let found: Vec<(&str, Option<&str>)> = document
        .ignored()
        .iter()
        .map(|ignore| (ignore.span.of(document.text()).trim(), ignore.rule.as_deref()))
        .collect();
    assert_eq!(found, [("b c", Some("casing")), ("e", None), ("g", Some("tag"))]);
}

/// Markdown as it comes: pieces of it in any order.
fn markup() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "# ",
        "\n",
        "\n\n",
        "\r\n",
        "> ",
        "- ",
        "1. ",
        "    ",
        "\t",
        " ",
        "  \n",
        "\\\n",
        "\\",
        "*",
        "**",
        "_",
        "`",
        "```\n",
        "[",
        "](x)",
        "]",
        "![",
        "[^1]",
        "[^1]: ",
        "| a | b |\n|---|---|\n",
        "|",
        "---\n",
        "+++\n",
        "<b>",
        "</b>",
        "<div>",
        "</div>",
        "<code>",
        "</code>",
        "<br>",
        "<!-- c -->",
        "<!--",
        "<script>",
        "&eacute;",
        "&amp;",
        "&",
        "<https://x.org>",
        "http://x.org",
        "$",
        "$$",
        "~~",
        "a",
        "word",
        "é",
        "中",
        "\0",
        "[x] ",
        "{#id}",
        "\u{A0}",
        "<!-- mtlint-ignore -->",
        "===\n",
        "[r]: y\n",
        "[r]",
    ]);
    prop::collection::vec(pieces, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_markdown_has_its_way_back(markdown in markup()) {
        html_tests::check(&read(markdown.as_str(), Format::Markdown));
    }

    #[test]
    fn any_html_has_its_way_back(html in html_tests::markup()) {
        html_tests::check(&read(html.as_str(), Format::Markdown));
    }
}

/// Quadratic work would be noticed.
#[test]
fn adversarial_markdown_takes_linear_time() {
    let start = std::time::Instant::now();
    for piece in
        ["<code>", "a<code>", "*<kbd>*", "<!-- mtlint-ignore-start a -->\n", "- a\n", "\\*"]
    {
        text(&piece.repeat(200_000 / piece.len()));
    }
    assert!(start.elapsed().as_secs() < 60);
}
