//! Files: bytes become a [`Document`], and text becomes bytes again.
//!
//! Reading has two steps. [`decode`] turns the bytes of a file into UTF-8 or says at which byte it cannot and what to do;
//! [`read`] finds the prose in that text and marks what is not language. Each format is one file here and one line in
//! [`FORMATS`]. [`encode`] is the way back, so that a repaired file keeps the encoding it came in; [`walk`] finds files
//! in folders. Errors never name the file, because the caller knows it and this module does not.

mod declared;
mod decode;
mod encode;
mod error;
mod html;
mod ignore;
mod markdown;
mod mask;
mod plain;
mod prose;
pub mod walk;

use std::borrow::Cow;
use std::path::Path;

use crate::text::Document;

pub use decode::{Decoded, Encoding, decode, decode_as};
pub use encode::encode;
pub use error::{Error, ErrorKind};
pub use mask::links;

/// What a file is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Text without markup.
    Plain,
    /// `CommonMark` with tables, strikethrough, footnotes and front matter.
    Markdown,
    /// HTML, whole pages and fragments.
    Html,
    /// The main text of a web page, without menus, footers and lists of links.
    Page,
}

/// One format: its name, the extensions of its files and its reader.
#[derive(Debug)]
pub struct FormatEntry {
    /// The format.
    pub format: Format,
    /// The name used on the command line.
    pub name: &'static str,
    /// File extensions in lower case, without the dot.
    pub extensions: &'static [&'static str],
    reader: for<'a> fn(Cow<'a, str>) -> Document<'a>,
}

/// Every format, in the order of [`Format`].
pub static FORMATS: [FormatEntry; 4] = [
    FormatEntry {
        format: Format::Plain,
        name: "plain",
        extensions: &["text", "txt"],
        reader: plain::read,
    },
    FormatEntry {
        format: Format::Markdown,
        name: "markdown",
        extensions: &["markdown", "md"],
        reader: markdown::read,
    },
    FormatEntry {
        format: Format::Html,
        name: "html",
        extensions: &["htm", "html", "xhtml"],
        reader: html::read,
    },
    FormatEntry { format: Format::Page, name: "page", extensions: &[], reader: html::read_page },
];

impl Format {
    /// The format that the extension of a file names; [`Format::Plain`] when it names none.
    pub fn from_path(path: &Path) -> Self {
        Self::of_extension(path).unwrap_or(Self::Plain)
    }

    /// The format called `name` on the command line.
    pub fn from_name(name: &str) -> Option<Self> {
        FORMATS.iter().find(|entry| entry.name == name).map(|entry| entry.format)
    }

    /// The name used on the command line.
    pub fn as_str(self) -> &'static str {
        self.entry().name
    }

    /// The format of the extension, `None` when no format claims it.
    pub fn of_extension(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        let claims = |entry: &&FormatEntry| entry.extensions.contains(&extension.as_str());
        FORMATS.iter().find(claims).map(|entry| entry.format)
    }

    fn entry(self) -> &'static FormatEntry {
        &FORMATS[self as usize]
    }
}

/// Finds the prose of `text`, which is the whole of a decoded file.
pub fn read<'a>(text: impl Into<Cow<'a, str>>, format: Format) -> Document<'a> {
    (format.entry().reader)(text.into())
}

/// The bytes of a file.
///
/// # Errors
///
/// [`ErrorKind::Io`] when it cannot be read, [`ErrorKind::TooLarge`] when it is over 4 GiB - 1.
pub fn read_file(path: &Path) -> Result<Vec<u8>, Error> {
    let size = std::fs::metadata(path).map_err(Error::io)?.len();
    decode::check_size(size)?;
    std::fs::read(path).map_err(Error::io)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_formats() {
        for entry in &FORMATS {
            assert_eq!(entry.format.entry().name, entry.name);
            assert_eq!(Format::from_name(entry.name), Some(entry.format));
            assert!(entry.extensions.is_sorted());
            for extension in entry.extensions {
                let path = format!("folder/file.{extension}");
                assert_eq!(Format::from_path(Path::new(&path)), entry.format);
            }
        }
    }

    #[test]
    fn unknown_extensions_are_plain_text() {
        assert_eq!(Format::from_path(Path::new("README")), Format::Plain);
        assert_eq!(Format::from_path(Path::new("a.rs")), Format::Plain);
        assert_eq!(Format::from_path(Path::new("INDEX.HTM")), Format::Html);
        assert_eq!(Format::from_name("docx"), None);
    }

    #[test]
    fn an_empty_file_is_an_empty_document() {
        for entry in &FORMATS {
            let document = read("", entry.format);
            assert_eq!((document.text(), document.original()), ("", ""));
            assert!(document.opaque().is_empty() && document.ignored().is_empty());
        }
    }

    #[test]
    fn a_file_that_is_not_there_is_an_io_error() {
        let error = read_file(Path::new("no/such/file.txt")).expect_err("no such file");
        assert_eq!(error.kind(), ErrorKind::Io);
    }
}
