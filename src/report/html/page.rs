//! The frame of a page: head, contents, sections, style and script in one file.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use super::Section;
use super::escape::line;

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// The page called `title` with the sections about `subject`. `data` is what the script works on; without it the page has none.
pub(super) fn write<T>(
    title: &str,
    sections: &[Section<T>],
    subject: &T,
    data: Option<&str>,
) -> String {
    let mut contents = String::new();
    let mut body = String::new();
    let mut written = String::new();
    for section in sections {
        written.clear();
        (section.write)(subject, &mut written);
        if written.is_empty() {
            continue;
        }
        let Section { id, title, .. } = section;
        let _ = write!(contents, "<li><a href=\"#{id}\">{title}</a></li>");
        let _ = write!(
            body,
            "<section id={id} aria-labelledby={id}-h>\n<h2 id={id}-h>{title}</h2>\n{written}</section>\n"
        );
    }
    let script = data.map_or_else(|| "'none'".to_owned(), |_| format!("'sha256-{}'", hash(SCRIPT)));
    let style = hash(STYLE);
    let title = line(title);
    let version = env!("CARGO_PKG_VERSION");
    let mut page = format!(
        "<!doctype html>\n<html lang=en>\n<head>\n<meta charset=utf-8>\n\
         <meta name=viewport content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=Content-Security-Policy content=\"default-src 'none'; style-src 'sha256-{style}'; script-src {script}; base-uri 'none'; form-action 'none'\">\n\
         <meta name=generator content=\"mtlint {version}\">\n<title>{title} · mtlint</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<a class=skip href=\"#main\">To the report</a>\n\
         <header><p class=brand>mtlint report</p><h1 dir=auto>{title}</h1>\n\
         <nav aria-label=Contents><ul>{contents}</ul></nav></header>\n<main id=main tabindex=-1>\n{body}</main>\n"
    );
    if let Some(data) = data {
        let _ = write!(
            page,
            "<script type=\"application/json\" id=data>{data}</script>\n<script>{SCRIPT}</script>\n"
        );
    }
    page.push_str("</body>\n</html>\n");
    page
}

/// SHA-256 in Base64, by which the policy of the page knows what is ours.
fn hash(text: &str) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for three in Sha256::digest(text).chunks(3) {
        let byte = |at: usize| three.get(at).map_or(0, |&byte| usize::from(byte));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let digit = char::from(DIGITS[bits >> (18 - 6 * place) & 63]);
            out.push(if place > three.len() { '=' } else { digit });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_that_of_content_security_policy() {
        // The example of the CSP 3 specification, section 8.3 of its text: alert('Hello, world.');
        assert_eq!(hash("alert('Hello, world.');"), "qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=");
    }

    #[test]
    fn a_section_with_nothing_to_say_is_left_out() {
        let sections: &[Section<()>] = &[
            Section { id: "one", title: "One", write: |(), out| out.push_str("said") },
            Section { id: "two", title: "Two", write: |(), _| {} },
        ];
        let page = write("<title>", sections, &(), None);
        assert!(page.contains("said") && page.contains("#one") && !page.contains("Two"));
        assert!(page.contains("<title>&lt;title&gt; ·") && !page.contains("<script"));
    }
}
