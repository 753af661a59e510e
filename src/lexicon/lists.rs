//! The word lists that detectors ask a language for.
//!
//! `lang.toml` fills them under `[lists]`; a language that leaves one out has nothing to say there, and the checks that hang on it stay
//! silent. A key that is not in this table is an error of the file.

/// A list of words of a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// A full stop after one of these ends no sentence.
    Abbreviations,
    /// Letters that follow an apostrophe inside a word.
    AfterTornApostrophe,
    /// The word that `&` stands for, where running text writes it out.
    Ampersand,
    /// Articles.
    Articles,
    /// Verbs before a participle.
    Auxiliaries,
    /// Names whose article with an apostrophe keeps its capital.
    CapitalArticleNames,
    /// Conjunctions that join words.
    Conjunctions,
    /// What stands after a number that is counted.
    Counted,
    /// Words that may stand twice in a row.
    DoubledOnPurpose,
    /// What stands before an apostrophe that joins two words.
    Elided,
    /// Words that drop their vowel before another.
    Elides,
    /// Pronouns that address the reader familiarly.
    Familiar,
    /// Kinds of quotation marks that are those of other languages.
    ForeignQuotes,
    /// Words by which the language is known.
    FunctionWords,
    /// Words found glued behind a name.
    GluedHeads,
    /// Words found glued behind a weekday or name in lower case.
    GluedTails,
    /// Words that join a pair.
    Joints,
    /// Letters beyond a to z that the language uses.
    Letters,
    /// Words of other languages that are at home in the language.
    Loanwords,
    /// Words that make no sentence alone.
    LoneSentence,
    /// Names that some writers lower on purpose.
    LoweredOnPurpose,
    /// What stands after a number that is measured.
    Measures,
    /// Months.
    Months,
    /// Words that cannot follow an article.
    NeverAfterArticle,
    /// Words without a capital inside a sentence.
    NeverCapital,
    /// Words before which no vowel drops.
    NeverElidedBefore,
    /// Words that end no line without a stop.
    NeverEndsLine,
    /// Words that end no sentence.
    NeverLast,
    /// `comma` where decimals have a comma and nothing else; `clock-h` where hours are written *20h30*; `half-days` where clock times have a.m. and p.m.;
    /// `sentence-case` where headings have no capitals but those of names.
    NumberStyle,
    /// Marks that open a question or cry.
    OpeningMarks,
    /// Words that are paired for emphasis.
    PairedOnPurpose,
    /// Pronouns that address the reader politely.
    Polite,
    /// Pronouns that do so when they have a capital.
    PoliteCapitals,
    /// Beginnings of compounds with a hyphen.
    Prefixes,
    /// Prepositions.
    Prepositions,
    /// Marks with a space before them.
    SpacedMarks,
    /// Verbs of speech.
    SpeechVerbs,
    /// Contractions without their apostrophe.
    StrippedContractions,
    /// Marks without a space before them.
    TightMarks,
    /// Weekdays.
    Weekdays,
}

/// Every list with its key in `lang.toml`, in the order of the enum.
pub const LISTS: &[(&str, List)] = &[
    ("abbreviations", List::Abbreviations),
    ("after-torn-apostrophe", List::AfterTornApostrophe),
    ("ampersand", List::Ampersand),
    ("articles", List::Articles),
    ("auxiliaries", List::Auxiliaries),
    ("capital-article-names", List::CapitalArticleNames),
    ("conjunctions", List::Conjunctions),
    ("counted", List::Counted),
    ("doubled-on-purpose", List::DoubledOnPurpose),
    ("elided", List::Elided),
    ("elides", List::Elides),
    ("familiar", List::Familiar),
    ("foreign-quotes", List::ForeignQuotes),
    ("function-words", List::FunctionWords),
    ("glued-heads", List::GluedHeads),
    ("glued-tails", List::GluedTails),
    ("joints", List::Joints),
    ("letters", List::Letters),
    ("loanwords", List::Loanwords),
    ("lone-sentence", List::LoneSentence),
    ("lowered-on-purpose", List::LoweredOnPurpose),
    ("measures", List::Measures),
    ("months", List::Months),
    ("never-after-article", List::NeverAfterArticle),
    ("never-capital", List::NeverCapital),
    ("never-elided-before", List::NeverElidedBefore),
    ("never-ends-line", List::NeverEndsLine),
    ("never-last", List::NeverLast),
    ("number-style", List::NumberStyle),
    ("opening-marks", List::OpeningMarks),
    ("paired-on-purpose", List::PairedOnPurpose),
    ("polite", List::Polite),
    ("polite-capitals", List::PoliteCapitals),
    ("prefixes", List::Prefixes),
    ("prepositions", List::Prepositions),
    ("spaced-marks", List::SpacedMarks),
    ("speech-verbs", List::SpeechVerbs),
    ("stripped-contractions", List::StrippedContractions),
    ("tight-marks", List::TightMarks),
    ("weekdays", List::Weekdays),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorted_and_in_the_order_of_the_enum() {
        assert!(LISTS.is_sorted_by_key(|(name, _)| *name));
        for (at, (_, list)) in LISTS.iter().enumerate() {
            assert_eq!(*list as usize, at);
        }
    }
}
