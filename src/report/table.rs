//! Plain tables for spreadsheets and browsers.

use std::fmt::Write as _;

/// Comma-separated values, RFC 4180, with a byte-order mark so that spreadsheets read UTF-8. A cell that a spreadsheet would run as a
/// formula gets an apostrophe before it, which spreadsheets hide.
pub fn csv(columns: &[&str], rows: &[Vec<String>]) -> String {
    let mut text = String::from("\u{FEFF}");
    let mut line = |cells: &mut dyn Iterator<Item = &str>| {
        for (n, cell) in cells.enumerate() {
            if n > 0 {
                text.push(',');
            }
            let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
            let quoted = formula || cell.contains(['"', ',', '\n', '\r']);
            if quoted {
                let guard = if formula { "'" } else { "" };
                let _ = write!(text, "\"{guard}{}\"", cell.replace('"', "\"\""));
            } else {
                text.push_str(cell);
            }
        }
        text.push_str("\r\n");
    };
    line(&mut columns.iter().copied());
    for row in rows {
        line(&mut row.iter().map(String::as_str));
    }
    text
}

/// A page with one table, readable without script or network.
pub fn html(title: &str, columns: &[&str], rows: &[Vec<String>]) -> String {
    let cells = |tag: &str, cells: &mut dyn Iterator<Item = &str>| {
        cells.fold(String::new(), |mut line, cell| {
            let _ = write!(line, "<{tag}>{}</{tag}>", escaped(cell));
            line
        })
    };
    let head = cells("th", &mut columns.iter().copied());
    let body = rows.iter().fold(String::new(), |mut body, row| {
        let _ = writeln!(body, "<tr>{}</tr>", cells("td", &mut row.iter().map(String::as_str)));
        body
    });
    let title = escaped(title);
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title>\n<style>\
         :root{{color-scheme:light dark}}body{{font:16px/1.5 system-ui,sans-serif;margin:2rem}}\
         table{{border-collapse:collapse}}th,td{{text-align:start;padding:.3rem .6rem;border-bottom:1px solid #8888;vertical-align:top}}\
         </style></head>\n<body><h1>{title}</h1>\n<table><thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody></table></body></html>\n"
    )
}

/// Text as HTML content.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stay_text() {
        let rows = vec![vec!["=1+1".to_owned(), "a \"b\", c".to_owned()]];
        assert_eq!(csv(&["x", "y"], &rows), "\u{FEFF}x,y\r\n\"'=1+1\",\"a \"\"b\"\", c\"\r\n");
        let page = html("T", &["x"], &[vec!["<script>".to_owned()]]);
        assert!(page.contains("<td>&lt;script&gt;</td>") && !page.contains("<script>"));
    }
}
