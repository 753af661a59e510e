//! The one door: a document in, its findings out.
//!
//! [`Checker`] holds what a run decides once (language, lexicons, which rules and how sure); [`Checker::check`] walks the flow
//! of the whole tool for one document: language, sentences and tokens, detectors, resolution, and the way back from prose to
//! the bytes of the file.

use crate::detect::{self, Reading, Sights, Vocabulary};
use crate::finding::{Applicability, Confidence, Edit, Finding, Place};
use crate::fix::{self, log::Change};
use crate::lang::{self, Detected, Language};
use crate::lexicon::{Lexicon, List};
use crate::name::Style;
use crate::resolve;
use crate::segment::Segments;
use crate::text::Document;

/// Most times a text is checked again after repairs. Each round needs an artifact that only the round before laid
/// open; three in a row were never seen.
const MOST_ROUNDS: usize = 8;

/// How documents are checked.
#[derive(Debug, Default)]
pub struct Checker {
    language: Option<Language>,
    lexicons: Vec<Lexicon>,
    alone: bool,
    styles: Vec<Style>,
    options: resolve::Options,
}

/// What was found in one document. Spans are bytes of the document's original.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// Its language; `None` when it holds no text.
    pub language: Option<Detected>,
    /// Number of words.
    pub words: usize,
    /// Findings in order of place.
    pub findings: Vec<Finding>,
}

/// A repaired text and what was done.
#[derive(Clone, Debug, Default)]
pub struct Repair {
    /// The text after all repairs.
    pub text: String,
    /// What was repaired, in order; spans are bytes of the text of their round.
    pub applied: Vec<Finding>,
    /// The edits that were made, by round and place.
    pub changes: Vec<Change>,
    /// What is left, with spans of `text`; repairs that stood in another's way are among it.
    pub left: Checked,
}

impl Checker {
    /// A checker with the lexicons that ship, showing findings of medium confidence and up.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes every document to be in this language.
    #[must_use]
    pub fn language(mut self, language: Option<Language>) -> Self {
        self.language = language;
        self
    }

    /// Adds a lexicon of the user's, for documents in its language.
    #[must_use]
    pub fn lexicon(mut self, lexicon: Lexicon) -> Self {
        self.lexicons.push(lexicon);
        self
    }

    /// Leaves out the lexicons that ship: those that were added stand alone.
    #[must_use]
    pub fn alone(mut self) -> Self {
        self.alone = true;
        self
    }

    /// Adds what a house has decided about names; the last one added wins.
    #[must_use]
    pub fn style(mut self, style: Style) -> Self {
        self.styles.push(style);
        self
    }

    /// Sets what is shown.
    #[must_use]
    pub fn options(mut self, options: resolve::Options) -> Self {
        self.options = options;
        self
    }

    /// Finds the artifacts of a document.
    pub fn check(&self, document: &Document) -> Checked {
        self.inspect(document, |_, _| ()).0
    }

    /// Finds the artifacts of a document, and lets somebody look at what was read and at every finding, shown or
    /// not, with spans of the prose.
    pub fn inspect<T>(
        &self,
        document: &Document,
        look: impl FnOnce(&Reading, &[Finding]) -> T,
    ) -> (Checked, T) {
        let text = document.text();
        let detected = match self.language {
            Some(language) => Some(Detected { language, confidence: 1.0 }),
            None => lang::detect(text),
        };
        let language = detected.map_or(Language::ENGLISH, |found| found.language);
        let styles = self.styles.iter().map(|style| &style.lexicon);
        let own = self.lexicons.iter().chain(styles);
        let own = own.filter(|lexicon| lexicon.code() == language.code());
        let shipped = Lexicon::built_in(language.code()).filter(|_| !self.alone);
        let lexicons: Vec<&Lexicon> = shipped.into_iter().chain(own).collect();
        let nothing = crate::lexicon::Facts::default();
        let facts = lexicons.first().map_or(&nothing, |lexicon| lexicon.facts());
        let abbreviations = facts.list(List::Abbreviations);
        let segments =
            Segments::new(document, language, |token, text| abbreviations.holds(token, text));
        let sights = Sights::of(&segments.tokens, facts);
        let vocabulary = Vocabulary::default();
        let reading = Reading {
            document,
            text,
            language,
            segments: &segments,
            sights: &sights,
            lexicons: &lexicons,
            facts,
            vocabulary: &vocabulary,
        };
        let words = segments.words;
        let mut found = detect::run(&reading);
        if !self.styles.is_empty() {
            found.retain(|finding| {
                let text = finding.place.span().map_or("", |span| span.of(text));
                !self.styles.iter().any(|style| style.overrules(finding, text))
            });
        }
        let found = resolve::weigh(found, &reading, words);
        let seen = look(&reading, &found);
        let shown = resolve::choose(found, &self.options);
        let findings = shown.into_iter().map(|finding| to_original(finding, document)).collect();
        (Checked { language: detected, words, findings }, seen)
    }
}

impl Checker {
    /// Makes every repair that is at least as safe as `level`, and checks again until none is left: repairing the
    /// result changes nothing. `read` makes a document of the text of a file.
    pub fn repair(
        &self,
        original: &str,
        level: Applicability,
        read: impl for<'t> Fn(&'t str) -> Document<'t>,
    ) -> Repair {
        let mut repair = Repair { text: original.to_owned(), ..Repair::default() };
        for round in 1..=MOST_ROUNDS {
            repair.left = self.check(&read(&repair.text));
            let plan = fix::plan(&repair.left.findings, level);
            if plan.edits.is_empty() {
                break;
            }
            let findings = &repair.left.findings;
            repair.changes.extend(fix::log::changes(&repair.text, &plan, findings, round));
            repair.text = fix::apply(&repair.text, &plan.edits);
            repair.applied.extend(plan.applied.iter().map(|&at| findings[at].clone()));
        }
        repair
    }
}

impl resolve::Options {
    /// The lowest confidence that is shown.
    #[must_use]
    pub fn at_least(mut self, confidence: Confidence) -> Self {
        self.confidence = confidence;
        self
    }
}

/// Takes a finding from the prose to the bytes of the file.
fn to_original(mut finding: Finding, document: &Document) -> Finding {
    if let Place::At(span) = finding.place {
        finding.place = Place::At(document.to_original(span));
    }
    for related in &mut finding.related {
        *related = document.to_original(*related);
    }
    finding.suggestions.retain_mut(|suggestion| {
        let edits = suggestion.edits.iter().map(|edit| original_edits(edit, document));
        match edits.collect::<Option<Vec<_>>>() {
            Some(edits) => {
                suggestion.edits = edits.concat();
                !suggestion.edits.is_empty()
            }
            None => false,
        }
    });
    finding
}

/// One edit of the prose as edits of the file that leave the markup between its parts as it is: the new text goes
/// where the first part stood, the others are emptied. `None` when nothing of the file stands behind it.
fn original_edits(edit: &Edit, document: &Document) -> Option<Vec<Edit>> {
    let text = document.escaped(&edit.text);
    if edit.span.is_empty() {
        let at = document.to_original(edit.span);
        return Some(vec![Edit { span: at, text }]);
    }
    let pieces = document.pieces(edit.span);
    let mut edits: Vec<Edit> = Vec::with_capacity(pieces.len());
    for (at, (_, span)) in pieces.into_iter().enumerate() {
        let text = if at == 0 { text.clone() } else { String::new() };
        edits.push(Edit { span, text });
    }
    (!edits.is_empty()).then_some(edits)
}
