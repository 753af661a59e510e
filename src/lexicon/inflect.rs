//! The forms of a word, from the rules and exceptions in `lang.toml`.
//!
//! `<assure>` stands for every form of a verb, `<ministry.n>` for those of a noun. A paradigm has a fixed row of slots
//! (base, third person, past …); a repair takes the form in the same slot as the word it replaces. Regular forms come from
//! the first rule whose ending fits; irregular words are listed. `/` in a slot separates forms that both occur.

use std::collections::HashMap;

/// The forms of one lemma.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lemma<'a> {
    /// Name of the paradigm.
    pub paradigm: &'a str,
    /// One list of forms a slot; the first of each is the one to write.
    pub forms: Vec<Vec<String>>,
    /// Words after the inflected one (*out* in `<carry out>`).
    pub particle: String,
}

#[derive(Debug, Default)]
struct Paradigm {
    /// Ending (see [`ends_with`]) and the forms, `~` for the stem.
    rules: Vec<(String, String)>,
    irregular: HashMap<String, String>,
}

/// The paradigms of one language. The first one named is the paradigm of a bare `<word>`.
#[derive(Debug, Default)]
pub struct Inflection {
    names: Vec<String>,
    paradigms: HashMap<String, Paradigm>,
}

impl Inflection {
    /// Adds a paradigm: regular rules in order, and irregular rows that begin with their base form.
    pub fn add(&mut self, name: &str, rules: Vec<(String, String)>, irregular: &[String]) {
        let irregular = irregular
            .iter()
            .filter_map(|row| {
                let base = row.split([' ', '/']).next()?;
                Some((base.to_owned(), row.clone()))
            })
            .collect();
        self.names.push(name.to_owned());
        self.paradigms.insert(name.to_owned(), Paradigm { rules, irregular });
    }

    /// The forms of `word`, `word particle`, or `word.paradigm`.
    pub fn forms(&self, lemma: &str) -> Result<Lemma<'_>, String> {
        let (words, name) = match lemma.rsplit_once('.') {
            Some((words, name)) => (words, name),
            None => (lemma, self.names.first().map_or("", String::as_str)),
        };
        let (base, particle) = words.split_once(' ').unwrap_or((words, ""));
        let (name, paradigm) = self
            .paradigms
            .get_key_value(name)
            .ok_or_else(|| format!("<{lemma}>: the language has no paradigm {name:?}"))?;
        let row = paradigm.row(base).ok_or_else(|| format!("<{lemma}>: no rule fits"))?;
        let forms = row.split_whitespace().map(|slot| slot.split('/').map(str::to_owned).collect());
        Ok(Lemma { paradigm: name, forms: forms.collect(), particle: particle.to_owned() })
    }
}

impl Paradigm {
    fn row(&self, base: &str) -> Option<String> {
        if let Some(row) = self.irregular.get(base) {
            return Some(row.clone());
        }
        self.rules.iter().find_map(|(ending, forms)| {
            let stem = ends_with(base, ending)?;
            Some(forms.replace('~', stem))
        })
    }
}

/// The stem of `word` before `ending`. A capital `C` or `V` in the ending stands for any consonant or vowel letter and
/// stays with the stem.
fn ends_with<'w>(word: &'w str, ending: &str) -> Option<&'w str> {
    let literal = ending.trim_start_matches(['C', 'V']);
    let stem = word.strip_suffix(literal)?;
    let wanted = ending[..ending.len() - literal.len()].chars().rev();
    let mut letters = stem.chars().rev();
    for want in wanted {
        let vowel = "aeiouáéíóúàèìòùâêîôûäëïöüãõ".contains(letters.next()?);
        if vowel != (want == 'V') {
            return None;
        }
    }
    Some(stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn english() -> Inflection {
        let rule = |ending: &str, forms: &str| (ending.to_owned(), forms.to_owned());
        let mut inflection = Inflection::default();
        inflection.add(
            "v",
            vec![
                rule("e", "~e ~es ~ed ~ed ~ing"),
                rule("Cy", "~y ~ies ~ied ~ied ~ying"),
                rule("", "~ ~s ~ed ~ed ~ing"),
            ],
            &["say says said said saying".to_owned(), "be is/are was/were been being".to_owned()],
        );
        inflection.add("n", vec![rule("Cy", "~y ~ies"), rule("", "~ ~s")], &[]);
        inflection
    }

    #[test]
    fn regular_irregular_and_particles() {
        let english = english();
        let row = |lemma: &str| -> String {
            let lemma = english.forms(lemma).expect("a lemma");
            lemma.forms.iter().map(|slot| slot.join("/")).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(row("assure"), "assure assures assured assured assuring");
        assert_eq!(row("carry out"), "carry carries carried carried carrying");
        assert_eq!(row("play"), "play plays played played playing");
        assert_eq!(row("say"), "say says said said saying");
        assert_eq!(row("be"), "be is/are was/were been being");
        assert_eq!(row("ministry.n"), "ministry ministries");
        assert_eq!(english.forms("carry out").expect("a lemma").particle, "out");
        assert!(english.forms("word.x").is_err());
    }
}
