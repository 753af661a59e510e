//! Stretches of prose that are not language: links, addresses, handles, hashtags, file names, paths.
//!
//! They are found from the one byte that each of them must hold (`:` `@` `#` `.` `/` `\`), so prose without them costs
//! one pass of `memchr`. Nothing behind [`Scan::done`] is read twice and every look back is bounded, so the work is
//! linear in the text whatever it holds. What could as well be two glued sentences (*weeks.In*) is not taken for a
//! domain, and dates and numbers are left to the detectors.

use memchr::memchr3;

use crate::text::Span;

/// Top-level domains that prose names. Country codes that are English words (*is*, *to*, *us*) are in [`AMBIGUOUS`].
const DOMAINS: &[&str] = &[
    "ae", "ai", "app", "ar", "at", "au", "az", "ba", "be", "bg", "biz", "blog", "br", "by", "ca",
    "cat", "ch", "cl", "cn", "co", "com", "cz", "de", "dev", "dk", "edu", "ee", "es", "eu", "fi",
    "fm", "fr", "ge", "gov", "gr", "hk", "hr", "hu", "id", "ie", "il", "info", "int", "io", "ir",
    "it", "jp", "kr", "kz", "lt", "lu", "lv", "md", "me", "media", "mil", "mx", "net", "news",
    "ng", "nl", "no", "nz", "org", "pe", "ph", "pk", "pl", "pt", "ro", "rs", "ru", "sa", "se",
    "sg", "si", "sk", "th", "tr", "tv", "tw", "ua", "uk", "uz", "ve", "vn", "za",
];

/// Top-level domains that are also words: they need a path or a second dot (*bbc.co.in*).
const AMBIGUOUS: &[&str] = &["am", "as", "do", "in", "is", "my", "so", "to", "us"];

const FILE_TYPES: &[&str] = &[
    "aspx", "avi", "bat", "css", "csv", "doc", "docx", "epub", "exe", "gif", "gz", "htm", "html",
    "jfif", "jpeg", "jpg", "js", "json", "log", "md", "mkv", "mov", "mp3", "mp4", "odt", "ogg",
    "pdf", "php", "png", "ppt", "pptx", "psd", "py", "rar", "rtf", "svg", "tar", "tiff", "toml",
    "txt", "wav", "webm", "webp", "xls", "xlsx", "xml", "yaml", "yml", "zip",
];

/// The part of an address before the `@` is no longer than this.
const LOCAL_PART: usize = 64;
/// A scheme such as `https` is no longer than this.
const SCHEME: usize = 20;

/// The stretches of `text` that are links, addresses, handles, hashtags, file names or paths, ascending and disjoint.
/// Punctuation that ends the sentence around a link is not part of it.
pub fn links(text: &str) -> Vec<Span> {
    let mut scan = Scan { text, bytes: text.as_bytes(), done: 0, taken: 0 };
    let mut spans: Vec<Span> = Vec::new();
    let mut names = Marks::new([b':', b'@', b'#']);
    let mut dots = Marks::new([b'.', b'/', b'\\']);
    loop {
        let next = [names.next(scan.bytes, scan.done), dots.next(scan.bytes, scan.done)];
        let Some(at) = next.into_iter().flatten().min() else { return spans };
        let found = scan.at(at);
        scan.done = scan.done.max(at + 1);
        if let Some(span) = found {
            scan.done = scan.done.max(span.end());
            scan.taken = span.end();
            spans.push(span);
        }
    }
}

/// Three marks, and where the next of them stands. It is looked for once, however often it is asked for.
struct Marks {
    needles: [u8; 3],
    next: Option<usize>,
    searched: bool,
}

impl Marks {
    fn new(needles: [u8; 3]) -> Self {
        Self { needles, next: None, searched: false }
    }

    fn next(&mut self, bytes: &[u8], from: usize) -> Option<usize> {
        if !self.searched || self.next.is_some_and(|at| at < from) {
            let [a, b, c] = self.needles;
            self.next = memchr3(a, b, c, &bytes[from..]).map(|at| from + at);
            self.searched = true;
        }
        self.next
    }
}

struct Scan<'t> {
    text: &'t str,
    bytes: &'t [u8],
    /// Marks before this byte are decided.
    done: usize,
    /// The end of the last span.
    taken: usize,
}

impl Scan<'_> {
    /// What the mark at `at` is part of.
    fn at(&mut self, at: usize) -> Option<Span> {
        match self.bytes[at] {
            b':' => self.url(at),
            b'@' => self.email(at).or_else(|| self.handle(at)),
            b'#' => self.hashtag(at),
            b'.' => self.dotted(at),
            b'/' | b'\\' => self.path(at),
            _ => None,
        }
    }

    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(b' ')
    }

    /// The first byte of the run that ends before `at` and matches, looking back to `from` at most.
    fn back(&self, from: usize, at: usize, matches: impl Fn(u8) -> bool) -> usize {
        self.bytes[from..at].iter().rposition(|&b| !matches(b)).map_or(from, |i| from + i + 1)
    }

    /// One past the last byte of the run that begins at `at` and matches.
    fn forth(&self, at: usize, matches: impl Fn(u8) -> bool) -> usize {
        let rest = self.bytes.get(at..).unwrap_or_default();
        at + rest.iter().position(|&b| !matches(b)).unwrap_or(rest.len())
    }

    /// Whether no word ends right before `at`.
    fn begins_word(&self, at: usize) -> bool {
        let before = self.text[..at].chars().next_back();
        before.is_none_or(|c| !c.is_alphanumeric() && !"_&/\\@#".contains(c))
    }

    /// `scheme://…`, `mailto:…`, `C:\…`
    fn url(&self, colon: usize) -> Option<Span> {
        let scheme = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.');
        let mut start = self.back(self.taken.max(colon.saturating_sub(SCHEME)), colon, scheme);
        while start < colon && !self.bytes[start].is_ascii_alphabetic() {
            start += 1;
        }
        let name = &self.bytes[start..colon];
        if name.len() == 1 && self.byte(colon + 1) == b'\\' && self.begins_word(start) {
            return self.trimmed(start, self.forth(colon + 1, is_path), colon + 2);
        }
        let rest = &self.bytes[colon + 1..];
        let body = if name.is_empty() {
            return None;
        } else if rest.starts_with(b"//") {
            colon + 3
        } else if name.eq_ignore_ascii_case(b"mailto") {
            colon + 1
        } else {
            return None;
        };
        self.trimmed(start, self.url_end(body), body)
    }

    /// `name@host.org`
    fn email(&self, at: usize) -> Option<Span> {
        let local =
            |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'%' | b'+' | b'-');
        let mut start = self.back(self.taken.max(at.saturating_sub(LOCAL_PART)), at, local);
        while start < at && !self.bytes[start].is_ascii_alphanumeric() {
            start += 1;
        }
        if start == at || !self.byte(at + 1).is_ascii_alphanumeric() {
            return None;
        }
        let end = self.trim(at + 1, self.forth(at + 1, is_domain));
        let (_, top) = Span::new(at + 1, end).of(self.text).rsplit_once('.')?;
        let is_top = top.len() >= 2 && top.bytes().all(|b| b.is_ascii_alphabetic());
        is_top.then(|| Span::new(start, end))
    }

    /// `@name`, and `@name@host.org`
    fn handle(&self, at: usize) -> Option<Span> {
        if !self.begins_word(at) || !is_name(self.byte(at + 1)) {
            return None;
        }
        let name = |b: u8| is_name(b) || matches!(b, b'.' | b'-');
        let mut end = if self.byte(at + 1).is_ascii() {
            self.forth(at + 1, |b| name(b) && b.is_ascii())
        } else {
            self.word_end(at + 1)
        };
        if self.byte(end) == b'@' && self.byte(end + 1).is_ascii_alphanumeric() {
            end = self.forth(end + 1, is_domain);
        }
        self.trimmed(at, end, at + 1)
    }

    /// `#Tag`, which holds a letter; *#2* is a number.
    fn hashtag(&self, at: usize) -> Option<Span> {
        if !self.begins_word(at) || !is_name(self.byte(at + 1)) {
            return None;
        }
        let end = self.word_end(at + 1);
        let tag = Span::new(at + 1, end).of(self.text);
        // “#PRS_ORG#” stands in place of a value.
        tag.contains(char::is_alphabetic)
            .then(|| Span::new(at, end))
            .filter(|_| self.byte(end) != b'#')
    }

    /// `www.…`, `host.org/…`, `report.pdf`, `8.8.8.8`, `v1.2`
    fn dotted(&mut self, dot: usize) -> Option<Span> {
        if self.byte(dot + 1) == b'/' || self.bytes[dot + 1..].starts_with(b"./") {
            let from_here = dot == 0 || self.begins_word(dot) && self.bytes[dot - 1] != b'.';
            return if from_here { self.path_from(dot) } else { None };
        }
        if !is_label(self.byte(dot + 1)) || dot == self.done || !is_label(self.bytes[dot - 1]) {
            return None;
        }
        let start = self.back(self.done, dot, is_domain);
        let run_end = self.forth(dot, is_domain);
        let start = self.forth(start, |b| !b.is_ascii_alphanumeric());
        let end = self.trim(start, run_end);
        // Decided as a whole: later dots of the same run have nothing to add.
        self.done = run_end;
        let run = Span::new(start, end).of(self.text);
        let follows = self.byte(end);
        if follows == b'@' {
            return None;
        }
        if run.get(..4).is_some_and(|www| www.eq_ignore_ascii_case("www.")) && run.len() > 4 {
            return self.trimmed(start, self.url_end(end), start);
        }
        if is_domain_name(run, follows == b'/') {
            let port = follows == b':' && self.byte(end + 1).is_ascii_digit();
            let goes_on = port || matches!(follows, b'/' | b'?' | b'#');
            let end = if goes_on { self.url_end(end) } else { end };
            return self.trimmed(start, end, start);
        }
        (is_file_name(run) || is_numeric_address(run)).then(|| Span::new(start, end))
    }

    /// `/usr/bin/x`, `~/x`, `\\host\x`
    fn path(&self, at: usize) -> Option<Span> {
        let home = at > self.done && self.bytes[at - 1] == b'~';
        let start = at - usize::from(home);
        if !self.begins_word(start) {
            return None;
        }
        if self.bytes[at] == b'\\' {
            let host = self.byte(at + 1) == b'\\' && is_name(self.byte(at + 2));
            return host.then(|| self.trimmed(at, self.forth(at, is_path), at + 2)).flatten();
        }
        is_name(self.byte(at + 1)).then(|| self.path_from(start)).flatten()
    }

    /// A path with two separators, or one that says where it begins (`./x`, `~/x`).
    fn path_from(&self, start: usize) -> Option<Span> {
        let end = self.trim(start, self.forth(start, is_path));
        let path = &self.bytes[start..end];
        let needed = if path.first() == Some(&b'/') { 2 } else { 1 };
        let separators = memchr::memchr_iter(b'/', path).count();
        (separators >= needed && path.iter().any(u8::is_ascii_alphanumeric))
            .then(|| Span::new(start, end))
    }

    /// One past the letters and digits of any script that begin at `at`.
    fn word_end(&self, at: usize) -> usize {
        let rest = &self.text[at..];
        at + rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len())
    }

    /// Where a URL ends at the latest: at white space, quotation marks, brackets that no URL holds, and punctuation
    /// outside ASCII.
    fn url_end(&self, from: usize) -> usize {
        let rest = &self.text[from..];
        let stops = |c: char| match c {
            '<' | '>' | '"' | '{' | '}' | '|' | '^' | '`' | '\\' => true,
            c if c.is_ascii() => c.is_ascii_whitespace() || c.is_ascii_control(),
            c => !c.is_alphanumeric(),
        };
        from + rest.find(stops).unwrap_or(rest.len())
    }

    /// Takes the punctuation of the sentence off the end; a closing bracket stays when it was opened inside.
    fn trim(&self, start: usize, end: usize) -> usize {
        let count = |mark: u8| memchr::memchr_iter(mark, &self.bytes[start..end]).count();
        let mut surplus =
            [count(b')').saturating_sub(count(b'(')), count(b']').saturating_sub(count(b'['))];
        let mut end = end;
        while end > start {
            match self.bytes[end - 1] {
                b'.' | b',' | b';' | b':' | b'!' | b'?' | b'\'' | b'*' | b'_' | b'-' | b'@' => {}
                b')' if surplus[0] > 0 => surplus[0] -= 1,
                b']' if surplus[1] > 0 => surplus[1] -= 1,
                _ => break,
            }
            end -= 1;
        }
        end
    }

    /// The span without trailing punctuation, if it still reaches past `least`.
    fn trimmed(&self, start: usize, end: usize, least: usize) -> Option<Span> {
        let end = self.trim(start, end.max(start));
        (end > least).then(|| Span::new(start, end))
    }
}

fn is_label(b: u8) -> bool {
    b.is_ascii_alphanumeric()
}

fn is_domain(b: u8) -> bool {
    b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_')
}

/// Part of a name in any script.
fn is_name(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b == b'_' || !b.is_ascii()
}

fn is_path(b: u8) -> bool {
    is_domain(b) || matches!(b, b'/' | b'\\' | b'~' | b'%' | b'+' | b'@' | b'$')
}

/// One case throughout, so that *weeks.In* and *Moscow.Net* are two sentences.
fn one_case(run: &str, top: &str) -> bool {
    let is_upper = |s: &str| !s.bytes().any(|b| b.is_ascii_lowercase());
    !top.bytes().any(|b| b.is_ascii_uppercase()) || is_upper(run)
}

fn is_domain_name(run: &str, has_path: bool) -> bool {
    let Some((name, top)) = run.rsplit_once('.') else { return false };
    if !one_case(run, top)
        || run.contains("..")
        || !name.contains(|c: char| c.is_ascii_alphabetic())
    {
        return false;
    }
    let lower = top.to_ascii_lowercase();
    let known = |list: &[&str]| list.binary_search(&lower.as_str()).is_ok();
    known(DOMAINS) || known(AMBIGUOUS) && (has_path || name.contains('.'))
}

fn is_file_name(run: &str) -> bool {
    let Some((name, kind)) = run.rsplit_once('.') else { return false };
    let lower = kind.to_ascii_lowercase();
    !name.is_empty() && one_case(run, kind) && FILE_TYPES.binary_search(&lower.as_str()).is_ok()
}

/// Four numbers, or a version with its v. Three numbers are a date in most of Europe.
fn is_numeric_address(run: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if let Some(version) = run.strip_prefix(['v', 'V']) {
        return version.split('.').all(digits);
    }
    let is_byte = |part: &str| digits(part) && part.parse::<u8>().is_ok();
    run.split('.').count() == 4 && run.split('.').all(is_byte)
}

#[cfg(test)]
#[path = "mask_tests.rs"]
mod tests;
