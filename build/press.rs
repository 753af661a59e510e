//! People and outlets as entries of the lexicons: how another press writes a name, or what a machine made of it on the way.
//!
//! `people.tsv` says how each press writes a person. In an English text the form of another press is an artifact, unless it is also right
//! in English, or belongs to somebody else. Other languages get none: their papers print foreign forms, the English one above all, and what
//! is left is names that a text writes in two ways, which `detect` sees.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::author::Entry;
use crate::fold;

/// Columns of `people.tsv` that are languages, from the fourth on.
const LANGUAGES: [&str; 13] =
    ["en", "fr", "de", "es", "it", "pt", "nl", "pl", "cs", "sv", "ro", "tr", "uk"];
/// Letters that a surname must have to be told from a word.
const SURNAME: usize = 6;

/// A person: the forms of each press, and the forms that are right nowhere.
struct Person {
    id: String,
    native: bool,
    given: bool,
    forms: BTreeMap<String, Vec<String>>,
    /// Forms that came through another language, or are mere misspellings.
    wrong: Vec<String>,
}

/// What the lexicon of names adds to the entries of each language.
pub(crate) struct Press {
    people: Vec<Person>,
    outlets: Vec<Entry>,
    /// Words that are a name of their own in English letters, folded.
    latin: BTreeSet<String>,
}

impl Press {
    /// Reads the tables of a folder.
    pub(crate) fn read(folder: &Path) -> Result<Self, String> {
        let text = |name: &str| {
            let path = folder.join(name);
            std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))
        };
        let people = text("people.tsv")?.lines().skip(1).filter_map(person).collect();
        let latin = text("known/latin.txt")?;
        let latin = latin.split_whitespace().map(fold::fold);
        // A dish, a town: forms that are also something else.
        let homonyms = text("homonyms.txt")?;
        let homonyms = homonyms.lines().filter_map(|line| Some(bare(line.split_once(':')?.1)));
        let latin: BTreeSet<String> = latin.chain(homonyms).collect();
        let outlets = text("outlets.tsv")?.lines().skip(1).filter_map(outlet).collect();
        Ok(Self { people, outlets, latin })
    }

    /// The entries for English texts.
    pub(crate) fn entries(&self) -> Vec<Entry> {
        let mut entries: Vec<Entry> =
            self.people.iter().flat_map(|person| of_person(person)).collect();
        entries.extend(self.surnames());
        entries.extend(self.outlets.iter().cloned());
        entries
    }

    /// Surnames by themselves, where the foreign form can be no other name.
    fn surnames(&self) -> Vec<Entry> {
        let last = |form: &str| form.rsplit(' ').next().unwrap_or_default().to_owned();
        let right: BTreeSet<String> = self
            .people
            .iter()
            .flat_map(|person| person.forms.get("en").into_iter().flatten())
            .flat_map(|form| form.split([' ', '-']).map(bare))
            .collect();
        // Form → right form and the press it comes from; a form of two people is nobody's.
        let mut found: BTreeMap<String, BTreeSet<(String, String)>> = BTreeMap::new();
        for person in self.people.iter().filter(|person| person.native && !person.given) {
            let Some(english) = person.forms.get("en").and_then(|forms| forms.first()) else {
                continue;
            };
            // Chinese and Korean names begin with the surname.
            if person.id.starts_with("zh/") || person.id.starts_with("ko/") {
                continue;
            }
            for (code, forms) in person.forms.iter().filter(|(code, _)| *code != "en") {
                for form in forms.iter().filter(|form| is_latin(form)) {
                    let (wrong, right) = (last(form), last(english));
                    found.entry(wrong).or_default().insert((right, code.clone()));
                }
            }
        }
        let mut entries = Vec::new();
        for (wrong, rights) in found {
            let names: BTreeSet<&String> = rights.iter().map(|(right, _)| right).collect();
            let folded = bare(&wrong);
            let own = wrong.chars().count() >= SURNAME
                && names.first().is_some_and(|right| is_telling(&wrong, right))
                && wrong.chars().all(char::is_alphabetic)
                && !right.contains(&folded)
                && !self.latin.contains(&folded);
            let (Some(name), true) = (names.first(), names.len() == 1 && own) else { continue };
            let codes: Vec<&str> = rights.iter().map(|(_, code)| code.as_str()).collect();
            let id = format!("surname-{}-{}", codes[0], slug(&wrong));
            let mut entry =
                entry(id, "name/foreign-convention", name, vec![wrong.clone()], codes[0]);
            entry.from = codes.iter().map(|code| ((*code).to_owned(), wrong.clone())).collect();
            entry.confidence = "medium".to_owned();
            entries.push(entry);
        }
        entries
    }
}

/// The whole name in the form of another press, or as a machine brought it from there.
fn of_person(person: &Person) -> Vec<Entry> {
    let own = person.forms.get("en").map_or(&[][..], Vec::as_slice);
    let Some(right) = own.first().filter(|right| !person.given && right.contains(' ')) else {
        return Vec::new();
    };
    let mut seen: BTreeSet<String> = own.iter().map(|form| bare(form)).collect();
    let mut entries = Vec::new();
    for (code, forms) in person.forms.iter().filter(|(code, _)| *code != "en") {
        let forms: Vec<String> = forms
            .iter()
            .filter(|form| form.contains(' ') && is_latin(form) && is_telling(form, right))
            .filter(|form| seen.insert(bare(form)))
            .cloned()
            .collect();
        if !forms.is_empty() {
            let id = format!("{}-{code}", person.id.replace('/', "-"));
            entries.push(entry(id, "name/foreign-convention", right, forms, code));
        }
    }
    let wrong: Vec<String> = person
        .wrong
        .iter()
        .filter(|form| form.contains(' ') && is_latin(form) && seen.insert(bare(form)))
        .cloned()
        .collect();
    if !wrong.is_empty() {
        let id = format!("{}-mangled", person.id.replace('/', "-"));
        let rule = if person.native { "name/foreign-convention" } else { "name/misspelled" };
        let mut entry = entry(id, rule, right, wrong, "ru");
        // The form may be another person's own.
        entry.safe = false;
        entry.confidence = "medium".to_owned();
        entry.why = "The name came through another language, which wrote it by ear".to_owned();
        entries.push(entry);
    }
    entries
}

fn person(row: &str) -> Option<Person> {
    let cells: Vec<&str> = row.split('\t').collect();
    let (id, kind, native) = (cells.first()?, cells.get(1)?, cells.get(2)?);
    let mut forms: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (code, cell) in LANGUAGES.iter().zip(&cells[3..]).filter(|(_, cell)| !cell.is_empty()) {
        forms.entry((*code).to_owned()).or_default().push((*cell).to_owned());
    }
    let mut wrong = Vec::new();
    for further in cells.last()?.split('|').filter(|further| !further.is_empty()) {
        let (tag, form) = further.split_once(':')?;
        if tag.starts_with("via-") || tag == "bad" {
            wrong.push(form.to_owned());
        } else if tag != "old" {
            forms.entry(tag.to_owned()).or_default().push(form.to_owned());
        }
    }
    Some(Person {
        id: (*id).to_owned(),
        native: *native != "-",
        given: *kind != "person",
        forms,
        wrong,
    })
}

/// An outlet whose translated name can be nothing else.
fn outlet(row: &str) -> Option<Entry> {
    let cells: Vec<&str> = row.split('\t').collect();
    let (language, right, translated) = (*cells.get(1)?, *cells.get(3)?, *cells.get(4)?);
    let forms: Vec<String> = translated
        .split('|')
        .filter_map(|form| form.strip_prefix("en:"))
        .filter(|form| !form.ends_with('~') && form.contains(' ') && *form != right)
        .map(str::to_owned)
        .collect();
    if forms.is_empty() || right.is_empty() {
        return None;
    }
    let mut entry =
        entry(format!("outlet-{}", slug(right)), "name/translated", right, forms, language);
    entry.why =
        "The name of the outlet, club or party was translated as if it were words".to_owned();
    entry.confidence = "medium".to_owned();
    entry.safe = false;
    entry.from = vec![(language.to_owned(), cells[0].to_owned())];
    Some(entry)
}

fn entry(id: String, rule: &str, right: &str, wrong: Vec<String>, code: &str) -> Entry {
    let from = wrong.first().map(|form| (code.to_owned(), form.clone()));
    Entry {
        file: "names/people.tsv".into(),
        id,
        rule: rule.to_owned(),
        // The row is its own example.
        bad: Vec::new(),
        good: Vec::new(),
        finds: wrong.into_iter().map(|form| (form, Some(right.to_owned()))).collect(),
        paired: false,
        safe: true,
        confidence: "high".to_owned(),
        from: from.into_iter().collect(),
        why: "Another press writes the name by its own rules".to_owned(),
        not: Vec::new(),
        topic: None,
        near: Vec::new(),
        unless: Vec::new(),
        repeat: None,
        exact: true,
        whole_line: false,
    }
}

/// Whether a form is written in Latin letters, and in nothing that the phrase notation reads as its own.
fn is_latin(form: &str) -> bool {
    form.chars()
        .all(|c| c.is_alphabetic() && c < '\u{250}' || matches!(c, ' ' | '-' | '\'' | '’' | '.'))
}

/// Whether a form shows the press it comes from: a word that English has otherwise holds letters that no English convention writes.
/// What does not (*Aleksandr* for Alexander) is another English choice.
fn is_telling(form: &str, right: &str) -> bool {
    const GRAPHEMES: [&str; 14] =
        ["tch", "sch", "tsj", "sj", "zj", "tj", "sz", "cz", "ou", "oe", "dj", "gui", "gue", "ij"];
    let english: BTreeSet<&str> = right.split(' ').collect();
    form.split(' ').filter(|word| !english.contains(word)).any(|word| {
        let lower = fold::fold(word);
        !word.is_ascii()
            || GRAPHEMES
                .iter()
                .any(|grapheme| lower.contains(grapheme) && !fold::fold(right).contains(grapheme))
            || lower.ends_with("ow")
            || lower.starts_with('j') && fold::fold(right).contains("kh")
    })
}

/// A form without case and marks, to tell whether two are the same word.
fn bare(form: &str) -> String {
    fold::folded(form).map(crate::table::bare).filter(|c| c.is_alphabetic()).collect()
}

fn slug(form: &str) -> String {
    let letters: String = fold::folded(form)
        .map(crate::table::bare)
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    letters.trim_matches('-').to_owned()
}
