//! Convention tables: the file a linguist writes, and its compiled form.
//!
//! `lexicons/names/tables/<script>.tsv` has a row per native letter or group and a column per convention; a cell holds the
//! spellings, first the normal one. `build.rs` compiles the tables through this module and refuses one with an empty cell, so a new
//! target language is one column and no code. Compiled, a table is turned round: from a Latin spelling to the rows it may stand for, with
//! the cost in each convention. The two programs over it are [`super::align`] and [`super::rewrite`].

use std::collections::BTreeMap;

use super::convention::{CODES, Costs, LANES, NEVER, REQUIRED};

/// Cost of a spelling that is not the normal one.
pub const OTHER: u8 = 2;
/// Cost of a spelling marked `~`.
pub const LEGACY: u8 = 10;
/// Cost of a mark left off (*Sarapova* for *Šarapova*).
pub const BARE: u8 = 2;
/// Cost when the mark told one consonant from another (*Sopov* for *Šopov*).
pub const BARE_CONSONANT: u8 = 5;

/// Where a spelling is used. Bits, which must all hold.
pub mod context {
    /// At the start of the word (`^`).
    pub const START: u16 = 1;
    /// At its end (`$`).
    pub const END: u16 = 2;
    /// After a vowel (`V`).
    pub const VOWEL: u16 = 4;
    /// After a consonant (`C`).
    pub const CONSONANT: u16 = 8;
    /// After a sibilant (`S`).
    pub const SIBILANT: u16 = 16;
    /// After л (`L`).
    pub const LATERAL: u16 = 32;
    /// Before e or i (`E`).
    pub const FRONT: u16 = 64;
    /// After и or ы (`I`).
    pub const AFTER_I: u16 = 128;
    /// Not at the end of the word (`M`).
    pub const MEDIAL: u16 = 256;
}

/// Signs of contexts in the order of their bits.
const SIGNS: &str = "^$VCSLEIM";

/// What kind of letter a row is, as the next row sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The beginning of the name.
    Edge,
    /// A vowel.
    Vowel,
    /// A vowel before which g and c change (`F`).
    Front,
    /// и and ы, which are front vowels (`I`).
    I,
    /// A consonant.
    Consonant,
    /// ж ч ш щ ц.
    Sibilant,
    /// л.
    Lateral,
}

const KINDS: [(char, Kind); 7] = [
    ('^', Kind::Edge),
    ('V', Kind::Vowel),
    ('F', Kind::Front),
    ('I', Kind::I),
    ('C', Kind::Consonant),
    ('S', Kind::Sibilant),
    ('L', Kind::Lateral),
];

impl Kind {
    /// Contexts that a letter of this kind makes for the next one.
    pub fn follows(self) -> u16 {
        match self {
            Self::Edge => 0,
            Self::Vowel | Self::Front => context::VOWEL,
            Self::I => context::VOWEL | context::AFTER_I,
            Self::Consonant => context::CONSONANT,
            Self::Sibilant => context::CONSONANT | context::SIBILANT,
            Self::Lateral => context::CONSONANT | context::LATERAL,
        }
    }

    /// Whether g and c change before it.
    pub fn is_front(self) -> bool {
        matches!(self, Self::Front | Self::I)
    }
}

/// A row as the reader sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The native letter or group.
    pub native: String,
    /// Source languages that have it, one bit each.
    pub languages: u8,
    /// What the next row sees.
    pub kind: Kind,
    /// Whether the native script leaves it out (Arabic short vowels).
    pub unwritten: bool,
}

/// One spelling standing for one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arc {
    /// Number of the row.
    pub row: u16,
    /// Where it is used.
    pub context: u16,
    /// What it costs in each convention.
    pub costs: Costs,
    /// Whether it stands first in the cell, for each convention a bit.
    pub first: u32,
}

impl Arc {
    /// 0 when it stands before the spellings that are as normal, else 1.
    pub fn rank(&self, lane: usize) -> u32 {
        1 - (self.first >> lane & 1)
    }
}

/// One line `test`: a convention, a native name, its spelling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// Code of the convention.
    pub convention: String,
    /// Native name.
    pub native: String,
    /// How the convention writes it.
    pub latin: String,
}

/// A table, compiled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Codes of its source languages, in the order of their bits.
    pub languages: Vec<String>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// Its spellings, sorted, with what each may stand for.
    pub spellings: Vec<(String, Vec<Arc>)>,
}

/// Reads a table as written.
///
/// # Errors
///
/// What is wrong, with the number of the line.
pub fn parse(text: &str) -> Result<(Table, Vec<Example>), String> {
    let mut languages: Vec<(char, String)> = Vec::new();
    let mut columns: Vec<usize> = Vec::new();
    let mut rows = Vec::new();
    let mut examples = Vec::new();
    let mut arcs: BTreeMap<(String, u16, u16), (Costs, u32)> = BTreeMap::new();
    for (at, line) in text.lines().enumerate() {
        let wrong = |why: &str| format!("line {}: {why}", at + 1);
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let fields: Vec<&str> = line.split('\t').collect();
        match fields[..] {
            ["languages", ref pairs @ ..] => {
                for pair in pairs {
                    let (sign, code) =
                        pair.split_once('=').ok_or_else(|| wrong("a language is `sign=code`"))?;
                    let sign =
                        sign.chars().next().ok_or_else(|| wrong("a language has no sign"))?;
                    languages.push((sign, code.to_owned()));
                }
                if languages.len() > 8 {
                    return Err(wrong("more than eight source languages"));
                }
            }
            ["native", "src", "kind", ref codes @ ..] => {
                for code in codes {
                    let lane = CODES.iter().position(|known| known == code);
                    columns.push(lane.ok_or_else(|| wrong(&format!("no convention {code:?}")))?);
                }
                if let Some(code) =
                    (0..REQUIRED).find(|lane| !columns.contains(lane)).map(|lane| CODES[lane])
                {
                    return Err(wrong(&format!("no column for {code:?}")));
                }
            }
            ["test", convention, native, latin] => examples.push(Example {
                convention: convention.to_owned(),
                native: native.to_owned(),
                latin: latin.to_owned(),
            }),
            [native, signs, kind, ref cells @ ..] => {
                if cells.len() != columns.len() {
                    let why = format!("{} cells for {} conventions", cells.len(), columns.len());
                    return Err(wrong(&why));
                }
                let row = rows.len() as u16;
                rows.push(read_row(native, signs, kind, &languages).map_err(|why| wrong(&why))?);
                for (cell, &lane) in cells.iter().zip(&columns) {
                    read_cell(cell, row, lane, &mut arcs)
                        .map_err(|why| wrong(&format!("{}: {why}", CODES[lane])))?;
                }
            }
            _ => return Err(wrong("too few fields")),
        }
    }
    let mut spellings: BTreeMap<String, Vec<Arc>> = BTreeMap::new();
    for ((spelling, row, context), (costs, first)) in arcs {
        spellings.entry(spelling).or_default().push(Arc { row, context, costs, first });
    }
    let languages = languages.into_iter().map(|(_, code)| code).collect();
    Ok((Table { languages, rows, spellings: spellings.into_iter().collect() }, examples))
}

fn read_row(
    native: &str,
    signs: &str,
    kind: &str,
    languages: &[(char, String)],
) -> Result<Row, String> {
    let mut mask = 0;
    for sign in signs.chars() {
        let at = languages.iter().position(|(known, _)| *known == sign);
        mask |= match at {
            _ if sign == '*' => u8::MAX,
            Some(at) => 1 << at,
            None => return Err(format!("no source language {sign:?}")),
        };
    }
    let sign = kind.chars().next();
    let known = KINDS.iter().find(|(known, _)| Some(*known) == sign);
    let kind_of = known.ok_or_else(|| format!("no kind {kind:?}"))?.1;
    Ok(Row {
        native: native.to_owned(),
        languages: mask,
        kind: kind_of,
        unwritten: kind.ends_with('?'),
    })
}

/// Reads `s/ss@V/sz~`. The first spelling of each context is the normal one there; one after `|` is as normal as the one before it.
fn read_cell(
    cell: &str,
    row: u16,
    lane: usize,
    arcs: &mut BTreeMap<(String, u16, u16), (Costs, u32)>,
) -> Result<(), String> {
    if cell.is_empty() {
        return Err("an empty cell; `0` is for a letter that is not written, `-` for none".into());
    }
    if cell == "-" {
        return Ok(());
    }
    let mut first = Vec::new();
    for (variant, also) in cell
        .split('/')
        .flat_map(|group| group.split('|').enumerate().map(|(place, variant)| (variant, place > 0)))
    {
        let (variant, legacy) =
            variant.strip_suffix('~').map_or((variant, false), |variant| (variant, true));
        let (spelling, signs) = variant.split_once('@').unwrap_or((variant, ""));
        let mut at = 0_u16;
        for sign in signs.chars() {
            let bit = SIGNS.chars().position(|known| known == sign);
            at |= 1_u16 << bit.ok_or_else(|| format!("no context {sign:?}"))?;
        }
        let cost = match (legacy, first.contains(&at)) {
            (true, _) => LEGACY,
            (false, true) if !also => OTHER,
            (false, _) => 0,
        };
        let leads = !first.contains(&at);
        first.push(at);
        let spelling = if spelling == "0" { "" } else { spelling };
        if spelling.chars().any(|c| c.is_uppercase() || !c.is_alphabetic()) {
            return Err(format!("{spelling:?} is not in small letters"));
        }
        let mut enter = |spelling: String, cost: u8, leads: bool| {
            let (costs, first) = arcs.entry((spelling, row, at)).or_insert((Costs::NEVER, 0));
            costs.0[lane] = costs.0[lane].min(cost);
            *first |= u32::from(leads) << lane;
        };
        let bare: String = spelling.chars().map(bare).collect();
        if bare != spelling {
            let changed = spelling.chars().any(|c| "čćšžśźżťțţşșçłğ".contains(c));
            enter(bare, cost + if changed { BARE_CONSONANT } else { BARE }, false);
        }
        enter(spelling.to_owned(), cost, leads);
    }
    Ok(())
}

/// The letter without its mark.
pub fn bare(c: char) -> char {
    const MARKED: &[(&str, char)] = &[
        ("àáâãäåāăąạảấầ", 'a'),
        ("çćčĉċ", 'c'),
        ("ďđḍḏ", 'd'),
        ("èéêëēĕėęěəẹǝ", 'e'),
        ("ğģġĝǧ", 'g'),
        ("ĥħḥḩẖ", 'h'),
        ("ìíîïĩīĭįıỉị", 'i'),
        ("ĵ", 'j'),
        ("ķḵ", 'k'),
        ("łļľĺḷ", 'l'),
        ("ñńňņŋ", 'n'),
        ("òóôõöøōŏőọơ", 'o'),
        ("řŕŗ", 'r'),
        ("śšşșŝṣ", 's'),
        ("ťţțṭŧ", 't'),
        ("ùúûüũūŭůűųưụ", 'u'),
        ("ŵ", 'w'),
        ("ýÿŷ", 'y'),
        ("źżžẓẕ", 'z'),
    ];
    if c.is_ascii() {
        return c;
    }
    MARKED.iter().find(|(marked, _)| marked.contains(c)).map_or(c, |(_, bare)| *bare)
}

impl Table {
    /// The table as bytes, for embedding.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        let text = |out: &mut Vec<u8>, text: &str| {
            out.push(text.len() as u8);
            out.extend(text.as_bytes());
        };
        out.push(self.languages.len() as u8);
        self.languages.iter().for_each(|code| text(&mut out, code));
        out.extend((self.rows.len() as u16).to_le_bytes());
        for row in &self.rows {
            text(&mut out, &row.native);
            let kind = KINDS.iter().position(|(_, kind)| *kind == row.kind).unwrap_or_default();
            out.extend([row.languages, kind as u8 | u8::from(row.unwritten) << 7]);
        }
        out.extend((self.spellings.len() as u16).to_le_bytes());
        for (spelling, arcs) in &self.spellings {
            text(&mut out, spelling);
            out.push(arcs.len() as u8);
            for arc in arcs {
                out.extend(arc.row.to_le_bytes());
                out.extend(arc.context.to_le_bytes());
                out.extend(arc.first.to_le_bytes());
                out.extend(&arc.costs.0[..CODES.len()]);
            }
        }
        out
    }

    /// Opens what [`Table::to_bytes`] made. `None` when it is damaged.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes;
        let mut take = |count: usize| -> Option<&[u8]> {
            let (taken, after) = rest.split_at_checked(count)?;
            rest = after;
            Some(taken)
        };
        let mut table = Self::default();
        for _ in 0..take(1)?[0] {
            let length = usize::from(take(1)?[0]);
            table.languages.push(String::from_utf8(take(length)?.to_vec()).ok()?);
        }
        for _ in 0..u16::from_le_bytes(take(2)?.try_into().ok()?) {
            let length = usize::from(take(1)?[0]);
            let native = String::from_utf8(take(length)?.to_vec()).ok()?;
            let facts = take(2)?;
            table.rows.push(Row {
                native,
                languages: facts[0],
                kind: KINDS.get(usize::from(facts[1] & 0x7F))?.1,
                unwritten: facts[1] >> 7 == 1,
            });
        }
        for _ in 0..u16::from_le_bytes(take(2)?.try_into().ok()?) {
            let length = usize::from(take(1)?[0]);
            let spelling = String::from_utf8(take(length)?.to_vec()).ok()?;
            let mut arcs = Vec::new();
            for _ in 0..take(1)?[0] {
                let row = u16::from_le_bytes(take(2)?.try_into().ok()?);
                let context = u16::from_le_bytes(take(2)?.try_into().ok()?);
                let first = u32::from_le_bytes(take(4)?.try_into().ok()?);
                let mut costs = [NEVER; LANES];
                costs[..CODES.len()].copy_from_slice(take(CODES.len())?);
                arcs.push(Arc { row, context, costs: Costs(costs), first });
            }
            table.spellings.push((spelling, arcs));
        }
        Some(table)
    }
}
