//! Names with their spellings: what is written in how many places, what else stands for the same name, and what to write.

use std::fmt::Write as _;

use super::Section;
use super::escape::line;
use super::page;
use crate::lang::Language;
use crate::lang::language_name;
use crate::name::{Convention, Conventions};
use crate::survey::{Row, Survey};

/// Rows that are shown.
const MOST: usize = 200;
/// Other spellings of one name that are shown.
const VARIANTS: usize = 8;

/// Names, and the documents that their places count.
struct Names<'n> {
    rows: &'n [Row],
    files: &'n [String],
}

/// A page of names and their spellings; the places of a row count in `files`.
pub fn names_page(rows: &[Row], files: &[String]) -> String {
    let names = Section { id: "names", title: "Names and their spellings", write: write_page };
    page::write("Names", &[names], &Names { rows, files }, None)
}

fn write_page(names: &Names, out: &mut String) {
    if names.rows.is_empty() {
        out.push_str("<p>No names to look at.</p>\n");
    } else {
        table(names.rows, names.files, out);
    }
}

/// The section of a page: the names that are written in several ways or should be written in another.
pub(super) fn section(survey: &Survey, language: Language, files: &[String], out: &mut String) {
    let press = Convention::from_code(language.code()).unwrap_or(Convention::ENGLISH);
    let rows = survey.rows(press, false);
    if rows.is_empty() {
        return;
    }
    out.push_str("<p>Names that stand in several spellings, or that this language spells in another way.</p>\n");
    table(&rows[..rows.len().min(MOST)], files, out);
    if rows.len() > MOST {
        let _ = writeln!(out, "<p>and {} more</p>", rows.len() - MOST);
    }
}

fn table(rows: &[Row], files: &[String], out: &mut String) {
    let many = files.len() > 1;
    out.push_str(
        "<div class=wide tabindex=0 role=region aria-labelledby=names-h><table><thead><tr><th scope=col>spelling<th scope=col class=num>found",
    );
    out.push_str(if many { "<th scope=col class=num>documents" } else { "" });
    out.push_str("<th scope=col>also spelled<th scope=col>as in<th scope=col>write<th scope=col>first places</thead><tbody>\n");
    for row in rows {
        let _ = write!(
            out,
            "<tr><th scope=row><bdi>{}</bdi><td class=num>{}",
            line(&row.spelling),
            row.count
        );
        if many {
            let _ = write!(out, "<td class=num>{}", row.documents);
        }
        let _ = write!(out, "<td>{}<td>{}<td>", variants(row), presses(row.conventions));
        if let Some(better) = &row.suggestion {
            let (text, why) = (line(&better.text), line(&better.why));
            let _ = write!(out, "<ins>{text}</ins> <span class=how>{why}</span>");
        }
        out.push_str("<td class=places>");
        for (number, place) in row.places.iter().enumerate() {
            let comma = if number > 0 { ", " } else { "" };
            let (at, column) = (place.line, place.column);
            let file = files.get(place.document as usize).filter(|_| many);
            let file = file.map_or_else(String::new, |file| format!("<bdi>{}</bdi>:", line(file)));
            let _ = write!(out, "{comma}{file}{at}:{column}");
        }
        out.push('\n');
    }
    out.push_str("</tbody></table></div>\n");
}

fn variants(row: &Row) -> String {
    let shown = row.variants.iter().take(VARIANTS);
    let mut all: Vec<String> = shown.map(|other| format!("<bdi>{}</bdi>", line(other))).collect();
    if row.variants.len() > VARIANTS {
        all.push(format!("and {} more", row.variants.len() - VARIANTS));
    }
    all.join(", ")
}

/// The languages whose press writes so; when nearly every one does, that says nothing.
fn presses(conventions: Conventions) -> String {
    let names: Vec<String> =
        conventions.iter().map(|press| line(language_name(press.code()))).collect();
    if names.len() > 4 { String::new() } else { names.join(", ") }
}
