use super::*;
use crate::lang::Language;

/// About 120 words that no model was made from.
const ARTICLE: &str = "The council voted on Monday to keep the old swimming pool open for another year, after a \
    campaign that surprised even those who ran it. Nearly four hundred people turned up, many of them with children, and \
    the meeting had to be moved to the school across the road. “I hadn't expected this,” said Anna Pierce, who started \
    the petition in her kitchen. The repairs won't be cheap. A new boiler alone costs more than the pool earns in \
    a summer, and nobody could say where the money might come from. Still, the mood was good. Somebody had brought cake; \
    the mayor, who had wanted the pool closed, had two pieces and went home early. A report is due in March.";

fn judged(text: &str, language: &str) -> Verdict {
    let checker = Checker::new().language(Language::from_code(language));
    check(&checker, &Document::plain(text)).1
}

#[test]
fn every_model_that_ships_opens_and_is_small() {
    let languages: Vec<&str> = Model::languages().collect();
    assert_eq!(languages, ["cs", "de", "en", "fr", "ja", "ru", "uk", "zh"]);
    for language in languages {
        let model = Model::shipped(language).expect("a model");
        let parts = model.parts();
        assert!(parts.to_bytes().len() <= 1_500_000, "{language}");
        assert!(parts.calibration.slope > 0.0 && parts.named.len() > 50, "{language}");
        assert!((0.0..=1.0).contains(&parts.likeness), "{language}");
        assert!((0.5..=1.0).contains(&parts.power), "{language}");
    }
}

#[test]
fn what_is_written_is_read_and_nothing_else_is() {
    let bytes = Model::shipped("de").expect("a model").parts().to_bytes();
    let again = Model::open(&bytes).expect("a model");
    assert_eq!(again.parts().to_bytes(), bytes);
    assert!(Model::open(&bytes[..bytes.len() - 1]).is_none());
    assert!(Model::open(&[&bytes[..], &[0]].concat()).is_none());
    assert!(Model::open(b"MTV0").is_none() && Model::open(b"").is_none());
}

#[test]
fn a_short_text_has_no_number_and_says_why() {
    let verdict = judged("The mayor had two pieces of cake.", "en");
    assert_eq!((verdict.mt, verdict.note), (None, Some(Note::Short)));
    assert_eq!(verdict.artifacts, Artifacts::None);
    assert!(verdict.source_languages.is_empty());
}

#[test]
fn a_language_without_a_model_has_no_number_and_says_why() {
    let text = "De gemeenteraad stemde maandag voor het behoud van het oude zwembad. ".repeat(20);
    let verdict = judged(&text, "nl");
    assert_eq!((verdict.mt, verdict.note), (None, Some(Note::Untrained)));
}

#[test]
fn probabilities_are_probabilities() {
    let verdict = judged(ARTICLE, "en");
    let mt = verdict.mt.expect("long enough");
    assert!((0.01..0.9).contains(&mt), "{mt}");
    let sum: f64 = verdict.source_languages.iter().map(|likely| likely.probability).sum();
    assert!((sum - 1.0).abs() < 0.01, "{sum}");
    assert!(verdict.source_languages.iter().any(|likely| likely.code == UNKNOWN));
    let probabilities = verdict.source_languages.iter().map(|likely| likely.probability);
    assert!(probabilities.is_sorted_by(|a, b| a >= b));
}

/// Kinds of text that no model was made from. Whatever might be said of them would be a guess.
#[test]
fn what_is_unlike_news_has_no_number_and_says_why() {
    for kind in ["poem", "list", "table", "code", "recipe"] {
        let text = std::fs::read_to_string(format!("tests/verdict/{kind}.txt")).expect("a sample");
        let verdict = judged(&text, "en");
        assert_eq!((verdict.mt, verdict.note), (None, Some(Note::Unlike)), "{kind}");
    }
    // A contract has the sentences of an article, only longer.
    let text = std::fs::read_to_string("tests/verdict/legal.txt").expect("a sample");
    assert!(judged(&text, "en").mt.is_none_or(|mt| mt < 0.9));
}

#[test]
fn a_model_that_can_hardly_tell_is_not_asked() {
    let text = "Le conseil municipal a voté lundi le maintien de la vieille piscine. ".repeat(20);
    let verdict = judged(&text, "fr");
    assert_eq!((verdict.mt, verdict.note), (None, Some(Note::Weak)));
}

/// A style is how words are put together. Other names, another topic and other typography leave it alone.
#[test]
fn names_numbers_and_typography_do_not_move_style() {
    let score = |text: &str| {
        let checker = Checker::new().language(Some(Language::ENGLISH));
        let model = Model::shipped("en").expect("a model");
        let document = Document::plain(text);
        checker.inspect(&document, |reading, _| model.look(reading.tokens(), text).score).1
    };
    let same = |a: &str, b: &str| assert!((score(a) - score(b)).abs() < 1e-9, "{b}");
    same(ARTICLE, &ARTICLE.replace("Anna Pierce", "Olena Kovalenko"));
    same(ARTICLE, &ARTICLE.replace("March", "Kyiv"));
    same(ARTICLE, &ARTICLE.replace("n't", "n’t").replace('“', "\"").replace('”', "\""));
    assert!((score(ARTICLE) - score(&ARTICLE.replace("the ", "this "))).abs() > 1e-3);
}

#[test]
fn marks_of_a_language_raise_it_and_the_odds() {
    let plain = judged(ARTICLE, "en");
    let text = format!(
        "{ARTICLE} The town lies at a thirty kilometers from the coast. The daily Le Monde wrote it. \
         Dmytro Kouleba arrived with Volodymyr Zelenski, and M. Macron received a twenty of mayors."
    );
    let marked = judged(&text, "en");
    let of = |verdict: &Verdict, code: &str| {
        let likely = verdict.source_languages.iter().find(|likely| likely.code == code);
        likely.map_or(0.0, |likely| likely.probability)
    };
    assert!(of(&marked, "fr") > of(&plain, "fr") + 0.1, "{:?}", marked.source_languages);
    assert!(marked.reasons.iter().any(|r| r.side == Side::Machine && r.text.contains("French")));
}

/// Four labels of a scraper and a lost link in an article of a human hand.
#[test]
fn scraping_residue_proves_scraping_only() {
    let text = format!(
        "{ARTICLE}\n\nRead also:\n\nthe the pool\n\nin a statement o , of\n\nXNUMX\n\nXNUMX and XNUMX"
    );
    let verdict = judged(&text, "en");
    assert_eq!(verdict.artifacts, Artifacts::Many);
    assert_eq!((verdict.mt, verdict.note), (None, Some(Note::Residue)));
}

fn document(odds: f64) -> Verdict {
    Verdict {
        artifacts: Artifacts::None,
        mt: Some(probability(odds)),
        source_languages: vec![Likely { code: "de".to_owned(), probability: 1.0 }],
        reasons: Vec::new(),
        note: None,
        odds: Some(odds),
    }
}

#[test]
fn documents_of_one_source_add_up_to_more_than_one_and_less_than_their_sum() {
    let mut source = Source::default();
    let one = document(1.0);
    source.add(&one, "en");
    assert_eq!(source.mt(), one.mt.map(rounded));
    (1..10).for_each(|_| source.add(&one, "en"));
    let ten = source.mt().expect("judged");
    assert!(ten > probability(1.0) && ten < probability(10.0), "{ten}");
    assert_eq!(source.judged, 10);
    assert_eq!(source.source_languages()[0].code, "de");
}

/// What `needed` answers is the first number that `mt` is satisfied with.
#[test]
fn the_number_of_documents_needed_is_the_first_that_is_enough() {
    for odds in [0.3, 0.8, -1.2, 2.0, 4.0] {
        let mut source = Source::default();
        source.add(&document(odds), "en");
        let needed = source.needed(0.95).expect("judged");
        let sure = |source: &Source| {
            let odds = source.odds().expect("judged");
            odds.abs() >= (0.95_f64 / 0.05).ln() - 1e-9
        };
        let mut reached = None;
        for number in 1..500 {
            if sure(&source) {
                reached = Some(number);
                break;
            }
            source.add(&document(odds), "en");
        }
        let wanted = reached.map_or(Documents::Never, Documents::Number);
        assert_eq!(needed, wanted, "{odds}");
    }
}
