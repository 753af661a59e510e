//! The rules: what each artifact is called, why it is one, and what to do about it.
//!
//! This table is the one place where a rule's facts stand. `mtlint rules`, `mtlint explain`, `docs/rules.md` and the
//! check of lexicon files all read it. A rule id is `family/name` and never changes its meaning.

use Severity::{Error, Info, Warning};

/// How grave a finding is for a reader of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// A matter of style that a reader may not notice.
    Info,
    /// Reads as translated, or as scraped.
    Warning,
    /// Wrong: a reader sees a mistake.
    Error,
}

impl Severity {
    /// The word used in output.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One kind of artifact.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// `family/name`.
    pub id: &'static str,
    /// What the artifact is, in a few words: the message of a finding that has none of its own.
    pub message: &'static str,
    /// Why it is an artifact, one sentence.
    pub why: &'static str,
    /// What an editor does about it.
    pub advice: &'static str,
    /// A short text that shows the artifact, and the same text repaired.
    pub example: (&'static str, &'static str),
    /// How grave it is.
    pub severity: Severity,
}

impl Rule {
    /// The part of the id before the slash.
    pub fn family(&self) -> &'static str {
        self.id.split('/').next().unwrap_or(self.id)
    }
}

/// The rule called `id`.
pub fn find(id: &str) -> Option<&'static Rule> {
    RULES.binary_search_by(|rule| rule.id.cmp(id)).ok().map(|at| &RULES[at])
}

/// Whether `id` names a rule or a family.
pub fn is_rule_or_family(id: &str) -> bool {
    RULES.iter().any(|rule| rule.id == id || rule.family() == id)
}

/// Every rule, sorted by id: id, severity, message, why, advice, and an example with its repair.
#[rustfmt::skip]
pub static RULES: &[Rule] = &[
    rule("calque/false-friend", Warning,
        "false friend",
        "The word looks like the one in the source language and means something else",
        "Write the word that English uses for the thing meant",
        ("the actual president took office in 2020", "the current president took office in 2020")),
    rule("calque/idiom", Warning,
        "idiom translated word by word",
        "The words of the idiom were translated, not its sense",
        "Say what it means, or use an idiom of the language",
        ("he put the batteries and won", "he got his act together and won")),
    rule("calque/institution", Warning,
        "office or institution translated word by word",
        "Institutions and offices have established names that a literal rendering misses",
        "Use the established name",
        ("the state secretary arrived in Rome", "the secretary of state arrived in Rome")),
    rule("calque/phrase", Warning,
        "word-for-word turn of the source language",
        "The words are English, the phrase is not: it follows the source language word by word",
        "Write what an English writer would write there, often less",
        ("he assured Tuesday that the road was safe", "he said Tuesday that the road was safe")),
    rule("calque/quantity", Warning,
        "number or quantity phrased as in the source language",
        "Languages count in different units and round in different words",
        "Write the number as English does",
        ("located a thirty kilometers away", "located about thirty kilometers away")),
    rule("casing/lowercase-name", Error,
        "lower-cased proper noun",
        "Names of places, peoples, days and months take a capital in English; the source language or the engine lost it",
        "Restore the capital",
        ("talks held in kyiv", "talks held in Kyiv")),
    rule("casing/stray-capital", Warning,
        "capital in the middle of a sentence",
        "A capital stayed where a bold word, a link or a quotation began in the source, or where the source language writes one",
        "Lower it, unless the word is a name",
        ("the guests arrived and The party began", "the guests arrived and the party began")),
    rule("encoding/invisible", Warning,
        "invisible character",
        "A soft hyphen, zero-width or control character came along from the page and breaks search and sorting",
        "Delete it",
        ("the inter\u{AD}national airport", "the international airport")),
    rule("encoding/missing-diacritics", Warning,
        "diacritics lost",
        "A step between source and page dropped the letters outside ASCII",
        "Restore them",
        ("Jos Mara Aznar", "José María Aznar")),
    rule("encoding/mixed-script", Error,
        "letters of another script inside a word",
        "A letter that looks the same stands in for the right one, so search and spell checkers fail",
        "Write the word in one script",
        ("the pr\u{435}sident", "the president")),
    rule("encoding/mojibake", Error,
        "text decoded with the wrong character set",
        "Bytes of one encoding were read as another",
        "Restore the letters",
        ("MÃ©lenchon spoke", "Mélenchon spoke")),
    rule("encoding/normalization", Info,
        "letter and accent stored apart",
        "Accents stored as separate characters look right and do not match in searches",
        "Store the text in composed form (NFC)",
        ("cafe\u{301}", "café")),
    rule("encoding/replacement", Error,
        "replacement character or question mark in place of a letter",
        "A letter could not be represented at some step and was replaced",
        "Restore the letter from the source",
        ("Nguy\u{FFFD}n Van", "Nguyễn Van")),
    rule("locale/currency", Info,
        "currency written as in the source language",
        "Order and form of amounts differ between languages",
        "Write the amount as the house style does",
        ("it costs 500.-€ a month", "it costs €500 a month")),
    rule("locale/date", Warning,
        "date written as in the source language",
        "Languages order, punctuate and point to dates differently",
        "Write the date as English does",
        ("he said this Friday, 19, that", "he said on Friday that")),
    rule("locale/number", Warning,
        "number written as in the source language",
        "Decimal commas, grouping and words for thousands differ between languages",
        "Write the number as English does",
        ("about 45 thousand agents", "about 45,000 agents")),
    rule("locale/time", Warning,
        "time of day written as in the source language",
        "Languages write hours differently (20h30, at 20 hours)",
        "Write the time as English does",
        ("at 20h30", "at 20:30")),
    rule("locale/unit", Warning,
        "unit written as in the source language",
        "Unit signs and their punctuation differ between languages",
        "Write the unit as English does",
        ("10 km. / h", "10 km/h")),
    rule("name/exonym", Warning,
        "exonym that style guides have left",
        "The press has changed to another form of this name",
        "Use the form of your house style",
        ("flights to Kiev", "flights to Kyiv")),
    rule("name/foreign-convention", Error,
        "name in the spelling of another language",
        "The name was transliterated for readers of the source language, or left in its form",
        "Use the English form of the name",
        ("Dmytro Kouleba spoke", "Dmytro Kuleba spoke")),
    rule("name/inconsistent", Warning,
        "one name under several spellings",
        "The engine spelled the name anew at each mention",
        "Choose one spelling for the whole text",
        ("Reinhard left. Reindhard returned.", "Reinhard left. Reinhard returned.")),
    rule("name/misspelled", Error,
        "misspelled name",
        "The name went through another script or another language and came back changed",
        "Use the person's own spelling",
        ("Anthony Blinken landed", "Antony Blinken landed")),
    rule("name/translated", Error,
        "name translated as if it were a common noun",
        "The engine took a proper name for an ordinary word",
        "Restore the name",
        ("the German daily The Time", "the German weekly Die Zeit")),
    rule("punct/apostrophe", Error,
        "apostrophe lost or misplaced",
        "Tokenisation or a filter dropped the apostrophe or moved it away from its word",
        "Restore it",
        ("he doesnt know", "he doesn't know")),
    rule("punct/elision", Error,
        "apostrophe missing or in the wrong word",
        "A term was put into a finished sentence without a look at the word before it",
        "Drop the vowel before the next word, or take the apostrophe back",
        ("sur la écran", "sur l’écran")),
    rule("punct/foreign-mark", Warning,
        "punctuation of another language",
        "The marks are those of the source language",
        "Use the marks of the language of the text",
        ("a \u{AB} ruthless \u{BB} man", "a “ruthless” man")),
    rule("punct/hyphen", Error,
        "hyphen split from its word",
        "Tokenisation put a space beside the hyphen",
        "Close it up",
        ("a long -term plan", "a long-term plan")),
    rule("punct/quote-mixed", Info,
        "quotation marks of two styles",
        "Marks of different kinds in one text show that parts of it came by different ways",
        "Use one style",
        ("\"yes\" and then 'no way', he said", "\"yes\" and then \"no way\", he said")),
    rule("punct/quote-unbalanced", Warning,
        "quotation mark without its partner",
        "A mark was lost, turned round or moved to the wrong word",
        "Restore or remove it",
        ("Critical situation “", "Critical situation")),
    rule("punct/space", Error,
        "space where none belongs, or none where one does",
        "Tokenisation or the typography of the source language left it",
        "Mend the spacing",
        ("in the region .", "in the region.")),
    rule("register/formality-mix", Warning,
        "reader addressed in two ways",
        "English *you* is one word; an engine that goes sentence by sentence chooses anew each time between the familiar and the polite form",
        "Use one form of address throughout",
        ("Wählen Sie die Datei. Dann klickst du auf Öffnen.", "Wählen Sie die Datei. Dann klicken Sie auf Öffnen.")),
    rule("register/variety-mix", Info,
        "two national varieties in one text",
        "The engine was trained on texts of several countries and mixes their spelling and words",
        "Use the variety of the reader throughout",
        ("o utilizador abre a tela", "o usuário abre a tela")),
    rule("repeat/block", Warning,
        "line or paragraph repeated",
        "A lead, caption or teaser was scraped twice",
        "Delete one of them",
        ("The lead. The lead.", "The lead.")),
    rule("repeat/gloss", Warning,
        "gloss that repeats its word",
        "A foreign word and its gloss were both translated to the same word",
        "Keep one",
        ("the hashtag (hashtag) spread", "the hashtag spread")),
    rule("repeat/pair", Warning,
        "two synonyms collapsed into one word",
        "The source had two near-synonyms, the engine one word for both",
        "Keep one, or find the second",
        ("petty and petty acts", "petty acts")),
    rule("repeat/word", Error,
        "word doubled",
        "A tag boundary or the decoder repeated the word",
        "Delete one",
        ("as well as as ammunition", "as well as ammunition")),
    rule("splice/double-subject", Error,
        "name followed by a pronoun that repeats it",
        "The bold name and the sentence after it were translated apart",
        "Delete the pronoun",
        ("Ancelotti He said it was late", "Ancelotti said it was late")),
    rule("splice/glued", Error,
        "two words run together",
        "A tag or line break between them was lost",
        "Separate them",
        ("this Thursdaythe minister", "this Thursday the minister")),
    rule("splice/lost-link", Error,
        "words lost where a link stood",
        "The text of a link or bold word vanished and left its neighbours stranded",
        "Restore the lost words from the source",
        ("said in a statement to ,", "said in a statement to the press,")),
    rule("splice/sentence", Error,
        "full stop inside a sentence",
        "The engine or a segmenter cut the sentence, or left a correction beside what it corrects",
        "Join the parts",
        ("in recent years. weeks", "in recent weeks")),
    rule("splice/truncated", Warning,
        "text cut off",
        "A teaser or a scraper cut the sentence",
        "Complete or delete it",
        ("meets with the ambassador to", "meets with the ambassador")),
    rule("tag/boilerplate", Warning,
        "interface text in the article",
        "Buttons, forms and prompts of the page were scraped with the article",
        "Delete it",
        ("Your email address will not be published.", "")),
    rule("tag/byline", Info,
        "byline or credit in the article",
        "A credit or desk line of the page was scraped with the article",
        "Delete it or move it to the byline",
        ("Americas Coordinator: José Sierra.", "")),
    rule("tag/markup", Error,
        "markup in the text",
        "Shortcodes, tags or entities of the page show as text",
        "Delete or decode it",
        ("[ad_1] The minister", "The minister")),
    rule("tag/masked", Warning,
        "word masked with asterisks",
        "A filter of the source site masked a word",
        "Restore the word",
        ("Argentina** Milei", "Argentine President Milei")),
    rule("tag/media-prompt", Warning,
        "prompt to a video, gallery or other article",
        "The prompt belongs to the source page",
        "Delete it",
        ("To watch on video", "")),
    rule("tag/mt-notice", Warning,
        "notice that the text was machine-translated",
        "The source page said so; the notice is not part of the article",
        "Delete it, and credit the source as your rules ask",
        ("This article was automatically translated.", "")),
    rule("tag/placeholder", Error,
        "placeholder in place of a value",
        "The engine protected a number or tag and did not put it back",
        "Restore the value from the source",
        ("over XNUMX people", "over 200 people")),
    rule("tag/related-link", Info,
        "headline of another article",
        "A link to another article was scraped with the text",
        "Delete it",
        ("See also  Storm hits coast", "")),
    rule("tag/source", Warning,
        "tag that names the source of the scrape",
        "The scraper or the source site signed the text",
        "Delete it, and credit the source as your rules ask",
        ("source site-42", "")),
    rule("term/forced", Warning,
        "term put in without its grammar",
        "A glossary put the term in where the source had it, and the article, preposition or case around it was lost",
        "Build the term into the sentence",
        ("Mise en Teams webinaires", "Mise en place des webinaires Teams")),
    rule("term/inconsistent", Info,
        "one term rendered in several ways",
        "The engine translated the term anew in each sentence",
        "Choose one rendering and keep it",
        ("the switch … the breaker", "the switch … the switch")),
    rule("term/nonword", Warning,
        "word that does not exist",
        "The engine put pieces of words together into one that the language does not have",
        "Write the word that is meant",
        ("la reescribición del texto", "la reescritura del texto")),
    rule("untranslated/fragment", Error,
        "words left in the source language",
        "The engine left them as they were",
        "Translate or delete them",
        ("elections in [Украины]", "elections in Ukraine")),
    rule("untranslated/honorific", Warning,
        "form of address of the source language",
        "The title belongs to another language",
        "Drop it or use the English title",
        ("M. Macron spoke", "Mr. Macron spoke")),
    rule("untranslated/label", Warning,
        "label left in the source language",
        "Interface text of the page was not translated",
        "Delete it",
        ("Lire la suite", "")),
];

const fn rule(
    id: &'static str,
    severity: Severity,
    message: &'static str,
    why: &'static str,
    advice: &'static str,
    example: (&'static str, &'static str),
) -> Rule {
    Rule { id, message, why, advice, example, severity }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorted_and_complete() {
        assert!(RULES.windows(2).all(|pair| pair[0].id < pair[1].id), "sorted by id, no doubles");
        for rule in RULES {
            assert_eq!(find(rule.id), Some(rule));
            assert!(rule.id.split_once('/').is_some_and(|(a, b)| !a.is_empty() && !b.is_empty()));
            for text in [rule.message, rule.why, rule.advice] {
                assert!(!text.ends_with('.'), "{}: no full stop at the end of {text:?}", rule.id);
            }
            assert_ne!(rule.example.0, rule.example.1, "{}", rule.id);
        }
    }
}
