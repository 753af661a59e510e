//! English names of languages, for people who read reports.
//!
//! A finding names the language behind it by its code. Languages that ship have their name in `lang.toml`, but a source
//! language need not ship, and opening a lexicon for a name would be dear.

/// The English name of the language with this code; the code itself when it has none here.
pub fn language_name(code: &str) -> &str {
    let primary = code.split(['-', '_']).next().unwrap_or(code);
    match NAMES.binary_search_by_key(&primary, |(code, _)| code) {
        Ok(at) => NAMES[at].1,
        Err(_) => code,
    }
}

/// Code and name, sorted.
#[rustfmt::skip]
static NAMES: &[(&str, &str)] = &[
    ("af", "Afrikaans"), ("am", "Amharic"), ("ar", "Arabic"), ("az", "Azerbaijani"), ("be", "Belarusian"),
    ("bg", "Bulgarian"), ("bn", "Bengali"), ("ca", "Catalan"), ("cs", "Czech"), ("cy", "Welsh"), ("da", "Danish"),
    ("de", "German"), ("el", "Greek"), ("en", "English"), ("eo", "Esperanto"), ("es", "Spanish"), ("et", "Estonian"),
    ("eu", "Basque"), ("fa", "Persian"), ("fi", "Finnish"), ("fr", "French"), ("ga", "Irish"), ("gl", "Galician"),
    ("gu", "Gujarati"), ("he", "Hebrew"), ("hi", "Hindi"), ("hr", "Croatian"), ("hu", "Hungarian"), ("hy", "Armenian"),
    ("id", "Indonesian"), ("is", "Icelandic"), ("it", "Italian"), ("ja", "Japanese"), ("ka", "Georgian"), ("kk", "Kazakh"),
    ("km", "Khmer"), ("ko", "Korean"), ("la", "Latin"), ("lt", "Lithuanian"), ("lv", "Latvian"), ("mk", "Macedonian"),
    ("ms", "Malay"), ("nb", "Norwegian"), ("nl", "Dutch"), ("no", "Norwegian"), ("pl", "Polish"), ("pt", "Portuguese"), ("ro", "Romanian"),
    ("ru", "Russian"), ("sk", "Slovak"), ("sl", "Slovenian"), ("sq", "Albanian"), ("sr", "Serbian"), ("sv", "Swedish"),
    ("ta", "Tamil"), ("th", "Thai"), ("tl", "Tagalog"), ("tr", "Turkish"), ("uk", "Ukrainian"), ("ur", "Urdu"),
    ("uz", "Uzbek"), ("vi", "Vietnamese"), ("yi", "Yiddish"), ("zh", "Chinese"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    #[test]
    fn every_language_of_a_lexicon_has_a_name() {
        assert!(NAMES.is_sorted());
        for lexicon in Lexicon::languages().filter_map(Lexicon::built_in) {
            assert_eq!(language_name(lexicon.code()), lexicon.name());
            for (code, _) in lexicon.entries().flat_map(|entry| entry.from) {
                assert_ne!(language_name(code), code, "a name for {code}");
            }
        }
        assert_eq!(language_name("pt-BR"), "Portuguese");
        assert_eq!(language_name("xx"), "xx");
    }
}
