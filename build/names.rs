//! Lays out what is known of names: tables, known names, origin scores, and the spellings of people and places.
//!
//! Part of `build.rs`. Everything is left ready to be searched where it lies; nothing is parsed when the program starts.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use super::{fold, key, origin_code, table, write};

/// Compiles all of `lexicons/names`.
pub(crate) fn compile(out: &Path) -> Result<(), String> {
    tables(out)?;
    origins(out)?;
    entities(out)?;
    styles(out)
}

/// Compiles the tables by which names are written in other scripts.
fn tables(out: &Path) -> Result<(), String> {
    let paths = tables_in(Path::new("lexicons/names/tables"))?;
    let (mut rows, mut known, mut count) = (String::new(), String::new(), 0);
    let curated = curated_natives()?;
    for path in &paths {
        let wrong = |why: String| format!("{}: {why}", path.display());
        let text = std::fs::read_to_string(path).map_err(|e| wrong(e.to_string()))?;
        let (table, _) = table::parse(&text).map_err(wrong)?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let block = out.join(format!("names-{name}.bin"));
        write(&block, &table.to_bytes())?;
        let _ = writeln!(rows, "    ({name:?}, include_bytes!({block:?})),");
        let list = Path::new("lexicons/names/known").join(format!("{name}.tsv"));
        if list.is_file() {
            let index = out.join(format!("known-{name}.idx"));
            let mut lines = std::fs::read_to_string(&list).map_err(|e| wrong(e.to_string()))?;
            let keys = key::Keys::new(&table);
            lines.extend(curated.iter().filter(|line| keys.has(line)).map(String::as_str));
            let text = out.join(format!("known-{name}.txt"));
            write(&text, lines.as_bytes())?;
            write(&index, &known_index(&lines, &keys))?;
            let _ = writeln!(
                known,
                "    ({name:?}, include_bytes!({index:?}), include_str!({text:?})),"
            );
            count += 1;
        }
    }
    let rows = format!("static BUILT_IN: [(&str, &[u8]); {}] = [\n{rows}];\n", paths.len());
    write(&out.join("name_tables.rs"), rows.as_bytes())?;
    let known = format!("static KNOWN: [(&str, &[u8], &str); {count}] = [\n{known}];\n");
    write(&out.join("name_known.rs"), known.as_bytes())
}

/// Lines like those of the lists of known names, of kind `c`, for the words of curated people and places.
fn curated_natives() -> Result<BTreeSet<String>, String> {
    let mut lines = BTreeSet::new();
    for name in ["people.tsv", "places.tsv"] {
        let path = Path::new("lexicons/names").join(name);
        let text =
            std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        for line in text.lines().skip(1) {
            let mut cells = line.split('\t').skip(2);
            let (Some(native), Some(english)) = (cells.next(), cells.next()) else { continue };
            let (own, its) = (native.split(' '), english.split(' '));
            if own.clone().count() == its.clone().count() {
                let words = own.zip(its).filter(|(_, english)| {
                    english.starts_with(char::is_uppercase) && english.len() > 2
                });
                lines.extend(words.map(|(native, english)| format!("{native}\t{english}\tc\n")));
            }
        }
    }
    Ok(lines)
}

/// The lines of a list by the key of their native name: key and offset, sorted.
fn known_index(text: &str, keys: &key::Keys) -> Vec<u8> {
    let mut pairs = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let mut fields = line.split('\t');
        let native = fields.next().unwrap_or_default();
        let native = keys.tape(native, fields.next().unwrap_or_default());
        if !line.starts_with('#') {
            pairs.push((keys.of_native(&native) as u32, at as u32));
        }
        at += line.len();
    }
    pairs.sort_unstable();
    pairs.iter().flat_map(|(key, at)| [key.to_le_bytes(), at.to_le_bytes()]).flatten().collect()
}

/// Packs the origin scores: a group of letters in the upper bits of a number, its weight in the lowest eight; sorted.
fn origins(out: &Path) -> Result<(), String> {
    let folder = Path::new("lexicons/names/origin");
    let (mut rows, mut count) = (String::new(), 0);
    for path in tables_in(folder)? {
        let text = std::fs::read_to_string(&path).map_err(|e| e.to_string())?;
        let (mut bias, mut packed) = (0, Vec::new());
        for line in text.lines() {
            let wrong = || format!("{}: {line:?}", path.display());
            let (group, weight) = line.split_once('\t').ok_or_else(wrong)?;
            let weight: i16 = weight.parse().map_err(|_| wrong())?;
            if group.is_empty() {
                bias = weight;
                continue;
            }
            let group = group.chars().fold(Some(0), |group, c| {
                let code = match c {
                    '^' => Some(origin_code::START),
                    '$' => Some(origin_code::END),
                    c => origin_code::code(c),
                };
                Some(group? << 5 | code?)
            });
            packed.push(group.ok_or_else(wrong)? << 8 | u32::from(weight as i8 as u8));
        }
        packed.sort_unstable();
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let block = out.join(format!("origin-{name}.bin"));
        let bytes: Vec<u8> = packed.iter().flat_map(|number| number.to_le_bytes()).collect();
        write(&block, &bytes)?;
        let _ = writeln!(rows, "    ({name:?}, {bias}, include_bytes!({block:?})),");
        count += 1;
    }
    let rows = format!("static ORIGINS: [(&str, i16, &[u8]); {count}] = [\n{rows}];\n");
    write(&out.join("name_origins.rs"), rows.as_bytes())
}

/// The `.tsv` files of a folder, sorted.
fn tables_in(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .map_err(|e| format!("{}: {e}", folder.display()))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "tsv"))
        .collect();
    paths.sort();
    Ok(paths)
}

/// Joins the spellings of each person, place and town into a line, the English one first, with an index from the hash of a spelling.
fn entities(out: &Path) -> Result<(), String> {
    let folder = Path::new("lexicons/names");
    let read =
        |name: &str| std::fs::read_to_string(folder.join(name)).map_err(|e| format!("{name}: {e}"));
    // English spelling → the others. Surnames stand alone too, since texts mostly give no more.
    let mut kinds: [BTreeMap<String, BTreeSet<String>>; 3] = <_>::default();
    for (name, words) in [("people.tsv", true), ("places.tsv", false)] {
        for line in read(name)?.lines().skip(1) {
            let cells: Vec<&str> = line.split('\t').collect();
            let Some(english) = cells.get(3).filter(|english| !english.is_empty()) else {
                continue;
            };
            // Given names are everybody's; they stand apart from people and places.
            let groups = match (words, cells[1]) {
                (true, "given") => &mut kinds[1],
                (true, _) => &mut kinds[0],
                (false, _) => &mut kinds[2],
            };
            let also = cells.last().into_iter().flat_map(|also| also.split('|'));
            let also = also.map(|form| form.split_once(':').unwrap_or(("", form)));
            let others = cells[4..cells.len() - 1].iter().map(|form| ("", *form)).chain(also);
            // Given names of Latin origin have a life of their own in every language (*Carlo*, *Carlos*).
            let native = cells.get(2).is_some_and(|native| *native != "-");
            for (via, other) in others.filter(|(_, other)| is_latin(other)) {
                let other = other.trim_end_matches('~');
                groups.entry((*english).to_owned()).or_default().insert(other.to_owned());
                let (own, its) = (english.split(' '), other.split(' '));
                let count = own.clone().count();
                // Titles and epithets are translated, and their bearers' names with them (*Catalina la Grande*).
                let plain =
                    |name: &str| name.split(' ').all(|word| word.starts_with(char::is_uppercase));
                let words = words
                    && (native || via.starts_with("via-"))
                    && plain(english)
                    && plain(other)
                    && !english.starts_with("Pope ");
                if words && count == its.clone().count() && count > 1 {
                    // The surname; given names have too many forms that are names of their own.
                    let surname = own.zip(its).skip(count - 1).filter(|(own, _)| own.len() > 3);
                    for (own, its) in surname {
                        groups.entry(own.to_owned()).or_default().insert(its.to_owned());
                    }
                }
            }
        }
    }
    let people = kinds[0].len();
    let named = people + kinds[1].len();
    let mut lines: Vec<String> = kinds
        .iter()
        .flatten()
        .map(|(english, others)| {
            let others = others.iter().filter(|other| *other != english).map(String::as_str);
            std::iter::once(english.as_str()).chain(others).collect::<Vec<_>>().join("/")
        })
        .collect();
    let curated = lines.len();
    for file in ["known/cldr.txt", "known/alternates.txt"] {
        lines.extend(read(file)?.lines().map(str::to_owned));
    }
    let (mut text, mut index, mut first_town) = (String::new(), Vec::new(), 0);
    let (mut first_given, mut first_place) = (0, 0);
    for (at, line) in lines.iter().enumerate() {
        if at == people {
            first_given = text.len();
        }
        if at == named {
            first_place = text.len();
        }
        if at == curated {
            first_town = text.len();
        }
        for spelling in line.split('/') {
            let bare: String =
                fold::folded(spelling).map(table::bare).filter(|c| c.is_alphabetic()).collect();
            index.push((fold::hash(&bare), text.len() as u32));
        }
        text.push_str(line);
        text.push('\n');
    }
    index.sort_unstable();
    index.dedup();
    let bytes: Vec<u8> = index
        .iter()
        .flat_map(|(hash, at)| [hash.to_le_bytes(), at.to_le_bytes()])
        .flatten()
        .collect();
    let (index, lines) = (out.join("entities.idx"), out.join("entities.txt"));
    write(&index, &bytes)?;
    write(&lines, text.as_bytes())?;
    let table = format!(
        "static INDEX: &[u8] = include_bytes!({index:?});\nstatic LINES: &str = include_str!({lines:?});\n/// Offset of the first town that is not curated.\nconst TOWNS: usize = {first_town};\n/// Offset of the first given name; before it stand people.\nconst GIVEN: usize = {first_given};\n/// Offset of the first place.\nconst PLACES: usize = {first_place};\n"
    );
    write(&out.join("name_entities.rs"), table.as_bytes())
}

/// The table of house styles, by file name.
fn styles(out: &Path) -> Result<(), String> {
    let mut rows = String::new();
    let folder = Path::new("lexicons/names/styles");
    let entries = std::fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in &paths {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let full = path.canonicalize().map_err(|e| format!("{}: {e}", path.display()))?;
        let _ = writeln!(rows, "    ({name:?}, include_str!({full:?})),");
    }
    let table = format!("static STYLES: [(&str, &str); {}] = [\n{rows}];\n", paths.len());
    write(&out.join("name_styles.rs"), table.as_bytes())
}

fn is_latin(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| !c.is_alphabetic() || c < '\u{250}' || ('\u{1e00}'..='\u{1eff}').contains(&c))
}
