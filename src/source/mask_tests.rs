use super::*;

fn found(text: &str) -> Vec<&str> {
    links(text).into_iter().map(|span| span.of(text)).collect()
}

fn nothing(text: &str) {
    assert_eq!(found(text), [""; 0], "in {text:?}");
}

#[test]
fn tables_are_sorted() {
    for table in [DOMAINS, AMBIGUOUS, FILE_TYPES] {
        assert!(table.is_sorted());
    }
}

#[test]
fn urls_end_before_the_punctuation_of_the_sentence() {
    assert_eq!(found("See http://x.org/a, https://y.org."), ["http://x.org/a", "https://y.org"]);
    assert_eq!(found("(see https://x.org/a?b=c#d)!"), ["https://x.org/a?b=c#d"]);
    assert_eq!(found("“https://x.org” «ftp://y.org/»"), ["https://x.org", "ftp://y.org/"]);
    assert_eq!(
        found("(https://en.wikipedia.org/wiki/Lviv_(city))."),
        ["https://en.wikipedia.org/wiki/Lviv_(city)"]
    );
    assert_eq!(
        found("https://uk.wikipedia.org/wiki/Київ…"),
        ["https://uk.wikipedia.org/wiki/Київ"]
    );
    assert_eq!(found("www.example.com/a, WWW.X.ORG"), ["www.example.com/a", "WWW.X.ORG"]);
    assert_eq!(found("详见http://x.cn/a。"), ["http://x.cn/a"]);
    assert_eq!(found("mailto:a@b.org?subject=x."), ["mailto:a@b.org?subject=x"]);
    nothing("at 8:30: yes:// no :// http:// ");
}

#[test]
fn addresses_handles_and_hashtags() {
    assert_eq!(found("write to jean.dupont+x@lemonde.fr."), ["jean.dupont+x@lemonde.fr"]);
    assert_eq!(found("@ZelenskyyUa: thanks, (@a_b.c)."), ["@ZelenskyyUa", "@a_b.c"]);
    assert_eq!(found("@user@mastodon.social said"), ["@user@mastodon.social"]);
    assert_eq!(found("#Ukraine, #Україна2024! #2 #"), ["#Ukraine", "#Україна2024"]);
    nothing("3 @ 5, a@b, C# and F#, &#39; @@ ##");
}

#[test]
fn domains_file_names_versions() {
    assert_eq!(found("time.news reports, via bbc.co.uk."), ["time.news", "bbc.co.uk"]);
    assert_eq!(
        found("example.com/a/b? t.me/x LEMONDE.FR"),
        ["example.com/a/b", "t.me/x", "LEMONDE.FR"]
    );
    assert_eq!(found("amazon.com:8080/x Lenta.ru,"), ["amazon.com:8080/x", "Lenta.ru"]);
    assert_eq!(found("report.pdf, IMG_1.JPG and Node.js"), ["report.pdf", "IMG_1.JPG", "Node.js"]);
    assert_eq!(found("8.8.8.8 v1.2.3 v2.0"), ["8.8.8.8", "v1.2.3", "v2.0"]);
    assert_eq!(found("timesofindia.in/x ndtv.co.in"), ["timesofindia.in/x", "ndtv.co.in"]);
}

#[test]
fn glued_sentences_dates_and_abbreviations_are_language() {
    nothing("in recent weeks.In Kyiv.It Moscow.Net said.The in weeks.in all");
    nothing("12.05.2023, 7.500,50, 3.5, 1.2.3, U.S. e.g. p.m., Ph.D., J.K. Rowling, a.m");
    nothing("wait...what ... ..a a..com .com and/or he/she 1/2 / 24/7 km/h");
}

#[test]
fn paths() {
    assert_eq!(
        found("in /usr/bin/x, (~/notes) ./run ../a/b."),
        ["/usr/bin/x", "~/notes", "./run", "../a/b"]
    );
    assert_eq!(found(r"C:\Users\x. \\host\share, a\b"), [r"C:\Users\x", r"\\host\share"]);
    nothing(r"/word and /or \n \ // /// he/she");
}

#[test]
fn spans_ascend_and_do_not_overlap() {
    let text = "a@b.org@c.de/x.pdf#y:z://http://u.v/@w#x.com www.www.www./a/b@c.d ~/~/.~ é@é.com#é";
    let spans = links(text);
    assert!(spans.windows(2).all(|pair| pair[0].end() <= pair[1].start()));
    assert!(
        spans.iter().all(|span| !span.is_empty() && text.get(span.start()..span.end()).is_some())
    );
}

/// A megabyte of each takes milliseconds; quadratic work would take hours and be noticed.
#[test]
fn adversarial_texts_take_linear_time() {
    let pieces = [
        "@", ":", "#", ".", "/", "\\", "a.", "a@", "a:", "#a", "@a.", "/a", "./", "a.a@",
        "http://", ")", "a-", "www.", "~/", "1.", "é@", "é.", "#é", "(", "://", "a.com/(",
        ".@:#/\\", " /a/", " @a@a",
    ];
    let start = std::time::Instant::now();
    for piece in pieces {
        links(&piece.repeat(1_000_000 / piece.len()));
    }
    assert!(start.elapsed().as_secs() < 60);
}
