//! Writes JSON objects member by member.
//!
//! A report of a corpus is mostly keys and numbers in hundreds of small pieces, and the pieces go straight into one buffer: no
//! intermediate values, no formatting machinery. Keys are names of this program and hold nothing to escape.

/// One object being written.
pub(crate) struct Object<'o> {
    out: &'o mut Vec<u8>,
    empty: bool,
}

impl<'o> Object<'o> {
    pub(crate) fn begin(out: &'o mut Vec<u8>) -> Self {
        out.push(b'{');
        Self { out, empty: true }
    }

    pub(crate) fn end(self) {
        self.out.push(b'}');
    }

    fn key(&mut self, key: &str) {
        if !std::mem::take(&mut self.empty) {
            self.out.push(b',');
        }
        self.out.push(b'"');
        self.out.extend_from_slice(key.as_bytes());
        self.out.extend_from_slice(b"\":");
    }

    pub(crate) fn null(&mut self, key: &str) {
        self.key(key);
        self.out.extend_from_slice(b"null");
    }

    /// A value that is JSON already.
    pub(crate) fn raw(&mut self, key: &str, json: &str) {
        self.key(key);
        self.out.extend_from_slice(json.as_bytes());
    }

    pub(crate) fn text(&mut self, key: &str, text: &str) {
        self.key(key);
        quote(self.out, text);
    }

    pub(crate) fn optional(&mut self, key: &str, text: Option<&str>) {
        match text {
            Some(text) => self.text(key, text),
            None => self.null(key),
        }
    }

    pub(crate) fn number(&mut self, key: &str, number: usize) {
        self.key(key);
        let mut digits = [0; 20];
        let (mut at, mut rest) = (digits.len(), number);
        loop {
            at -= 1;
            digits[at] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        self.out.extend_from_slice(&digits[at..]);
    }

    /// A number with digits after the point, at least one.
    pub(crate) fn fraction(&mut self, key: &str, number: f64) {
        self.key(key);
        self.out.extend_from_slice(format!("{number:?}").as_bytes());
    }

    pub(crate) fn object(&mut self, key: &str, members: impl FnOnce(&mut Object)) {
        self.key(key);
        let mut object = Object::begin(self.out);
        members(&mut object);
        object.end();
    }

    pub(crate) fn texts<'t>(&mut self, key: &str, texts: impl Iterator<Item = &'t str>) {
        self.list(key, texts, quote);
    }

    pub(super) fn numbers(&mut self, key: &str, numbers: &[usize]) {
        self.list(key, numbers.iter(), |out, number| {
            out.extend_from_slice(number.to_string().as_bytes());
        });
    }

    pub(crate) fn objects<T>(&mut self, key: &str, items: &[T], members: impl Fn(&mut Object, &T)) {
        self.list(key, items.iter(), |out, item| {
            let mut object = Object::begin(out);
            members(&mut object, item);
            object.end();
        });
    }

    fn list<T>(
        &mut self,
        key: &str,
        items: impl Iterator<Item = T>,
        write: impl Fn(&mut Vec<u8>, T),
    ) {
        self.key(key);
        self.out.push(b'[');
        for (at, item) in items.enumerate() {
            if at > 0 {
                self.out.push(b',');
            }
            write(self.out, item);
        }
        self.out.push(b']');
    }
}

/// Writes text as JSON.
pub(crate) fn quote(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    let escaped = |byte: u8| (byte < b' ') | (byte == b'"') | (byte == b'\\');
    // Nearly no text has anything to escape, which many bytes at once can be asked.
    if !text.bytes().fold(false, |any, byte| any | escaped(byte)) {
        out.extend_from_slice(text.as_bytes());
        out.push(b'"');
        return;
    }
    let mut written = 0;
    for (at, byte) in text.bytes().enumerate().filter(|&(_, byte)| escaped(byte)) {
        out.extend_from_slice(&text.as_bytes()[written..at]);
        written = at + 1;
        match byte {
            b'"' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\t' => out.extend_from_slice(b"\\t"),
            0x08 => out.extend_from_slice(b"\\b"),
            0x0C => out.extend_from_slice(b"\\f"),
            _ => out.extend_from_slice(format!("\\u{byte:04x}").as_bytes()),
        }
    }
    out.extend_from_slice(&text.as_bytes()[written..]);
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_what_serde_json_writes() {
        let every: String = (0..0x80_u8).map(char::from).chain("é“\u{2028}😀".chars()).collect();
        for text in ["", "plain", every.as_str()] {
            let mut out = Vec::new();
            quote(&mut out, text);
            assert_eq!(out, serde_json::to_vec(text).expect("text"));
        }
        for number in [0.0, 0.5, 0.97, 1.0] {
            let mut out = Vec::new();
            Object::begin(&mut out).fraction("n", number);
            assert_eq!(
                String::from_utf8_lossy(&out),
                format!("{{\"n\":{}", serde_json::json!(number))
            );
        }
        let mut out = Vec::new();
        let mut object = Object::begin(&mut out);
        object.number("zero", 0);
        object.number("most", usize::MAX);
        object.objects("pairs", &[1, 20], |object, &n| object.number("n", n));
        object.texts("none", std::iter::empty());
        object.end();
        let wanted = serde_json::json!({
            "zero": 0, "most": usize::MAX, "pairs": [{"n": 1}, {"n": 20}], "none": [],
        });
        assert_eq!(serde_json::from_slice::<serde_json::Value>(&out).expect("JSON"), wanted);
    }
}
