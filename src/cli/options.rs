//! Flags that commands share, and what they come to together with the configuration.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::config::Config;
use super::lexicon;
use crate::check::Checker;
use crate::finding::Confidence;
use crate::fix::baseline::Baseline;
use crate::lang::Language;
use crate::name::Style;
use crate::resolve;
use crate::rule;
use crate::source::{self, Format};

/// Where texts come from and how they are checked.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct Options {
    /// Files and folders; `-` is standard input
    #[arg(default_value = ".")]
    pub(super) paths: Vec<PathBuf>,
    /// Name of what comes by standard input; its extension tells the format
    #[arg(long, value_name = "NAME")]
    pub(super) stdin_name: Option<String>,
    /// Read every file as this format
    #[arg(long, value_name = "FORMAT", value_parser = input_formats())]
    pub(super) input_format: Option<String>,
    #[command(flatten)]
    pub(super) checking: Checking,
    /// Do not report what this file remembers
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,
}

/// How texts are checked, wherever they come from.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct Checking {
    /// Take every text to be in this language
    #[arg(long, value_name = "CODE", env = "MTLINT_LANGUAGE", hide_env_values = true)]
    pub(super) language: Option<String>,
    /// Lowest confidence that is shown [default: medium]
    #[arg(long, value_enum, env = "MTLINT_CONFIDENCE", hide_env_values = true)]
    pub(super) confidence: Option<Level>,
    /// Show only these rules or families; separated by commas, or repeated
    #[arg(
        long,
        value_name = "RULE",
        value_delimiter = ',',
        env = "MTLINT_SELECT",
        hide_env_values = true
    )]
    pub(super) select: Vec<String>,
    /// Do not show these rules or families; separated by commas, or repeated
    #[arg(
        long,
        value_name = "RULE",
        value_delimiter = ',',
        env = "MTLINT_IGNORE",
        hide_env_values = true
    )]
    pub(super) ignore: Vec<String>,
    /// Add the lexicons of a folder; may be repeated
    #[arg(long, value_name = "DIR")]
    pub(super) lexicon: Vec<PathBuf>,
    /// Spell names as this agency or newspaper does; see `mtlint names --styles`
    #[arg(long, value_name = "STYLE", env = "MTLINT_STYLE", hide_env_values = true)]
    pub(super) style: Option<String>,
    /// Spell names as this file says; it wins over every style
    #[arg(long, value_name = "FILE")]
    pub(super) house: Option<PathBuf>,
    /// Read this configuration instead of the nearest mtlint.toml
    #[arg(long, value_name = "FILE", env = "MTLINT_CONFIG", hide_env_values = true)]
    pub(super) config: Option<PathBuf>,
    /// Read no configuration
    #[arg(long)]
    pub(super) isolated: bool,
}

/// A confidence, as a flag.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Level {
    /// Everything, evidence included
    Low,
    /// What an editor wants to see
    Medium,
    /// What no professional writes
    High,
}

impl From<Level> for Confidence {
    fn from(level: Level) -> Self {
        match level {
            Level::Low => Self::Low,
            Level::Medium => Self::Medium,
            Level::High => Self::High,
        }
    }
}

/// Which findings make a run fail.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct FailOn {
    /// Exit with 1 only for findings at least this sure; `never` exits with 0 [default: every finding shown]
    #[arg(
        long,
        value_name = "LEVEL",
        env = "MTLINT_FAIL_ON",
        hide_env_values = true,
        value_parser = ["low", "medium", "high", "never"]
    )]
    fail_on: Option<String>,
}

impl FailOn {
    /// The confidence from which on a finding makes the run fail; `None` for never. The flag wins over the configuration.
    pub(super) fn least(&self, config: &Config) -> Result<Option<Confidence>, String> {
        let level = |name: &str| match name {
            "low" => Ok(Some(Confidence::Low)),
            "medium" => Ok(Some(Confidence::Medium)),
            "high" => Ok(Some(Confidence::High)),
            "never" => Ok(None),
            other => Err(format!("fail-on {other:?} is not low, medium, high or never")),
        };
        match (self.fail_on.as_deref(), config.fail_on.as_deref()) {
            (Some(name), _) => level(name),
            (None, Some(name)) => level(name).map_err(|why| config.blame(&why)),
            (None, None) => Ok(Some(Confidence::Low)),
        }
    }
}

fn input_formats() -> Vec<&'static str> {
    source::FORMATS.iter().map(|format| format.name).collect()
}

impl Checking {
    /// The configuration these flags ask for.
    pub(super) fn config(&self) -> Result<Config, String> {
        if self.isolated { Ok(Config::default()) } else { Config::find(self.config.as_deref()) }
    }

    /// The checker that flags and configuration make. A flag wins over the configuration.
    pub(super) fn checker(&self, config: &Config) -> Result<Checker, String> {
        let code = self.language.as_ref().or(config.language.as_ref());
        let language = match code {
            None => None,
            Some(code) => Some(Language::from_code(code).ok_or_else(|| {
                let why = format!(
                    "unknown language {code:?}; `mtlint languages` lists those that are known"
                );
                if self.language.is_some() { why } else { config.blame(&why) }
            })?),
        };
        let pick = |flags: &[String], file: &[String]| -> Result<Vec<String>, String> {
            if flags.is_empty() {
                return file
                    .iter()
                    .map(|name| known_rule(name).map_err(|why| config.blame(&why)))
                    .collect();
            }
            flags.iter().map(|name| known_rule(name)).collect()
        };
        let confidence = self.confidence.map(Confidence::from).or(config.confidence);
        let options = resolve::Options {
            confidence: confidence.unwrap_or(Confidence::Medium),
            select: pick(&self.select, &config.select)?,
            ignore: pick(&self.ignore, &config.ignore)?,
        };
        let mut checker = Checker::new().language(language).options(options);
        for folder in self.lexicon.iter().chain(&config.lexicons) {
            for lexicon in lexicon::read(folder)? {
                checker = checker.lexicon(lexicon);
            }
        }
        let style = match (&self.style, &config.style) {
            (Some(name), _) => Some(Style::built_in(name)?),
            (None, Some(name)) => Some(Style::built_in(name).map_err(|why| config.blame(&why))?),
            (None, None) => None,
        };
        let house = match self.house.as_ref().or(config.house.as_ref()) {
            Some(path) => {
                let text = std::fs::read_to_string(path)
                    .map_err(|e| format!("{}: {e}", path.display()))?;
                Some(Style::new(path, &text)?)
            }
            None => None,
        };
        for style in style.into_iter().chain(house) {
            checker = checker.style(style);
        }
        Ok(checker)
    }

    /// What makes the checker another than the default, in words that are the same for the same checker.
    pub(super) fn identity(&self, config: &Config) -> Result<String, String> {
        let language = self.language.as_ref().or(config.language.as_ref());
        let confidence = self.confidence.map(Confidence::from).or(config.confidence);
        let select = if self.select.is_empty() { &config.select } else { &self.select };
        let ignore = if self.ignore.is_empty() { &config.ignore } else { &self.ignore };
        let style = self.style.as_ref().or(config.style.as_ref());
        let house = self.house.as_ref().or(config.house.as_ref());
        let folders = self.lexicon.iter().chain(&config.lexicons).chain(house);
        let lexicons = folders.map(|folder| super::scan::fingerprint(folder));
        let lexicons: Vec<u64> = lexicons.collect::<Result<_, _>>()?;
        Ok(format!(
            "language {language:?}, confidence {confidence:?}, select {select:?}, ignore {ignore:?}, style {style:?}, lexicons {lexicons:x?}"
        ))
    }
}

impl Options {
    /// The findings that are kept silent.
    pub(super) fn known(&self) -> Result<Baseline, String> {
        let Some(path) = self.baseline.as_deref() else { return Ok(Baseline::new()) };
        let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
        Baseline::parse(&text).map_err(|why| format!("{}: {why}", path.display()))
    }

    /// The format of an input of this name.
    pub(super) fn format(&self, name: &str) -> Format {
        let given = self.input_format.as_deref().and_then(Format::from_name);
        given.unwrap_or_else(|| Format::from_path(name.as_ref()))
    }
}

/// The name of a rule or family, or an error that says what may have been meant.
fn known_rule(name: &str) -> Result<String, String> {
    if rule::is_rule_or_family(name) {
        return Ok(name.to_owned());
    }
    let names = rule::RULES.iter().flat_map(|rule| [rule.id, rule.family()]);
    let meant =
        nearest(name, names).map_or(String::new(), |meant| format!("; did you mean {meant:?}?"));
    Err(format!("unknown rule {name:?}{meant}"))
}

/// The candidate that differs least from `word`, when that is little enough to have been meant.
pub(super) fn nearest<'n>(
    word: &str,
    candidates: impl Iterator<Item = &'n str>,
) -> Option<&'n str> {
    let best = candidates.map(|candidate| (distance(word, candidate), candidate)).min()?;
    (best.0 <= 1 + word.len() / 4).then_some(best.1)
}

/// Levenshtein distance in bytes.
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.bytes().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.bytes().enumerate() {
            let change = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_is_understood() {
        let names = ["punct/space", "punct/hyphen", "casing"];
        assert_eq!(nearest("punct/spcae", names.into_iter()), Some("punct/space"));
        assert_eq!(nearest("something", names.into_iter()), None);
        assert!(known_rule("calque").is_ok());
        assert!(known_rule("calqe").is_err_and(|why| why.contains("\"calque\"")));
    }
}
