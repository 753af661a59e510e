use super::super::encode;
use super::*;

const RUSSIAN: &str = "Министр иностранных дел Украины Дмитрий Кулеба заявил в четверг, что переговоры \
    продолжатся на следующей неделе. «Мы готовы», — сказал он журналистам в Киеве.";
const FRENCH: &str = "Le ministre des Affaires étrangères a déclaré jeudi que les négociations se poursuivront \
    la semaine prochaine à Genève. « Nous sommes prêts », a-t-il assuré aux journalistes réunis à l’Élysée, \
    où le président a reçu ses homologues européens après un été difficile.";

fn plain(bytes: &[u8]) -> Result<Decoded, Error> {
    decode(bytes.to_vec(), Format::Plain)
}

fn encoded(text: &str, label: &str) -> Vec<u8> {
    encode(text, Encoding::from_label(label).expect("a known label"), false).expect("encodable")
}

fn refusal(bytes: &[u8], format: Format) -> (ErrorKind, String) {
    let error = decode(bytes.to_vec(), format).expect_err("refused");
    (error.kind(), error.to_string())
}

#[test]
fn utf_8_is_not_copied() {
    let bytes = "Київ".as_bytes().to_vec();
    let address = bytes.as_ptr();
    let decoded = decode(bytes, Format::Plain).expect("UTF-8");
    assert_eq!(decoded.text.as_ptr(), address);
    assert_eq!((decoded.encoding.name(), decoded.bom, decoded.offset()), ("UTF-8", false, 0));
    assert_eq!(plain(b"").expect("nothing").text, "");
}

#[test]
fn a_byte_order_mark_decides_and_is_not_text() {
    let decoded = plain(b"\xEF\xBB\xBFa").expect("UTF-8");
    assert_eq!((decoded.text.as_str(), decoded.bom, decoded.offset()), ("a", true, 3));
    let decoded = plain(b"\xFF\xFEa\0\x1A\x04").expect("UTF-16");
    assert_eq!((decoded.text.as_str(), decoded.encoding.name()), ("aК", "UTF-16LE"));
    assert_eq!(decoded.offset(), 0);
    let decoded = plain(b"\xFE\xFF\0a\x04\x1A").expect("UTF-16");
    assert_eq!((decoded.text.as_str(), decoded.encoding.name()), ("aК", "UTF-16BE"));
    assert_eq!(plain(b"\xEF\xBB\xBF").expect("nothing").text, "");
}

#[test]
fn damaged_utf_16_is_refused_with_its_offset() {
    let (kind, message) = refusal(b"\xFF\xFEa\0\x00\xD8b\0", Format::Plain);
    assert_eq!(kind, ErrorKind::Encoding);
    assert!(message.starts_with("invalid UTF-16LE at byte 4:"), "{message}");
    let (_, message) = refusal(b"\xFF\xFEa\0b", Format::Plain);
    assert!(message.starts_with("invalid UTF-16LE at byte 4:"), "{message}");
}

#[test]
fn older_encodings_are_recognised_by_a_paragraph() {
    for (text, label) in [(RUSSIAN, "windows-1251"), (RUSSIAN, "KOI8-R"), (FRENCH, "windows-1252")]
    {
        let text = if label == "KOI8-R" {
            text.replace(['«', '»', '—'], "-")
        } else {
            text.to_owned()
        };
        let decoded = plain(&encoded(&text, label)).expect(label);
        assert_eq!(decoded.text, text);
        let same = decoded.encoding.name() == label
            || label == "KOI8-R" && decoded.encoding.name() == "KOI8-U";
        assert!(same, "{label} read as {}", decoded.encoding.name());
    }
}

#[test]
fn a_declared_encoding_needs_no_evidence_but_must_fit() {
    let page = "<html><meta charset=\"Shift_JIS\"><p>キエフの外相";
    let bytes = encoded(page, "shift_jis");
    let decoded = decode(bytes.clone(), Format::Html).expect("declared");
    assert_eq!((decoded.text.as_str(), decoded.encoding.name()), (page, "Shift_JIS"));
    let page = "<meta charset=windows-1252>caf\u{E9}";
    let bytes = encoded(page, "windows-1252");
    assert_eq!(decode(bytes.clone(), Format::Html).expect("declared").text, page);
    assert_eq!(refusal(&bytes, Format::Plain).0, ErrorKind::Encoding);
}

#[test]
fn damaged_utf_8_is_refused_with_its_offset() {
    let truncated = &RUSSIAN.as_bytes()[..16];
    let (kind, message) = refusal(truncated, Format::Plain);
    assert_eq!(kind, ErrorKind::Encoding);
    assert!(
        message.starts_with("invalid UTF-8 at byte 15:") && message.contains("iconv"),
        "{message}"
    );
    // The declaration of a page does not turn damage into text.
    let page = [b"<meta charset=windows-1251>", truncated].concat();
    assert_eq!(refusal(&page, Format::Html).0, ErrorKind::Encoding);
    for lone in [&b"a caf\xE9 in Paris"[..], b"\xFF", b"abc \x80 \x80", b"\xEF\xBB\xBFa\xFF"] {
        assert_eq!(refusal(lone, Format::Plain).0, ErrorKind::Encoding);
    }
    let (_, message) = refusal(b"\xEF\xBB\xBFa\xFF", Format::Plain);
    assert!(message.starts_with("invalid UTF-8 at byte 4:"), "{message}");
}

#[test]
fn noise_is_not_guessed_into_text() {
    let noise: Vec<u8> =
        (0..4000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8 | 1).collect();
    assert_eq!(refusal(&noise, Format::Plain).0, ErrorKind::Encoding);
}

#[test]
fn one_nul_is_a_blemish_and_many_are_binary() {
    assert_eq!(plain(b"a\0b").expect("text").text, "a\0b");
    let (kind, message) = refusal(b"\x7FELF\0\0\0\0", Format::Plain);
    assert_eq!(kind, ErrorKind::Binary);
    assert!(message.starts_with("not text: 4 NUL bytes, the first at byte 4"), "{message}");
    assert_eq!(refusal(b"h\0i\0", Format::Plain).0, ErrorKind::Binary);
    let long = format!("\0{}\0", "a ".repeat(2000));
    assert!(plain(long.as_bytes()).is_ok());
}

#[test]
fn texts_too_long_for_tokens_are_refused() {
    assert!(check_size(u64::from(u32::MAX)).is_ok());
    let error = check_size(1 << 32).expect_err("too long");
    assert_eq!(error.kind(), ErrorKind::TooLarge);
}
