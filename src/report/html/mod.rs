//! The report as a page for people: one file that needs no network, and no script to be read.
//!
//! One document becomes an article page (the text with its marks, before and after, a note beside each mark, decisions to make and
//! to keep); several become a corpus page (rates, distribution, sources, samples). A page is a list of [`Section`]s; one that has
//! nothing to say is left out, with its entry in the contents.
//!
//! Text of a document is written by [`escape`] only. The policy in the head of the page admits no script but ours, by its hash, and
//! no address, so what slipped through would still be dead.

mod article;
mod chart;
mod corpus;
mod data;
mod escape;
mod names;
mod notes;
mod page;
mod rows;
mod samples;
mod scan;
mod tables;
mod verdict;

use std::io::{self, Write};

use article::Article;
use corpus::Corpus;

pub use names::names_page;
pub use samples::Sample;
pub use scan::scan_page;

use super::{Report, Reported, Totals};

/// A part of a page about a `T`: a heading, and what stands under it.
struct Section<T> {
    id: &'static str,
    title: &'static str,
    /// Writes what stands under the heading; nothing when there is nothing to say.
    write: fn(&T, &mut String),
}

/// The sections of the page about one document, in their order.
static ARTICLE: &[Section<Article>] = &[
    Section { id: "summary", title: "Summary", write: article::summary },
    Section { id: "verdict", title: "Verdict", write: verdict::one },
    Section { id: "names", title: "Names and their spellings", write: article::names },
    Section { id: "whole", title: "About the document as a whole", write: notes::whole },
    Section { id: "text", title: "The text", write: article::text },
];

/// The sections of the page about many documents, in their order.
static CORPUS: &[Section<Corpus>] = &[
    Section { id: "summary", title: "Summary", write: corpus::summary },
    Section {
        id: "rates",
        title: "Findings per 1,000 words",
        write: |corpus, out| tables::rates(&corpus.numbers, &corpus.samples, out),
    },
    Section {
        id: "density",
        title: "How densely documents are marked",
        write: |corpus, out| tables::density(&corpus.numbers, out),
    },
    Section { id: "verdicts", title: "Machine translation", write: verdict::many },
    Section {
        id: "sources",
        title: "Folders",
        write: |corpus, out| tables::sources(&corpus.numbers, out),
    },
    Section { id: "documents", title: "Documents", write: corpus::documents },
    Section {
        id: "conventions",
        title: "How names are written",
        write: |corpus, out| tables::conventions(&corpus.numbers, out),
    },
    Section { id: "names", title: "Names and their spellings", write: corpus::names },
    Section {
        id: "samples",
        title: "Samples",
        write: |corpus, out| samples::write(&corpus.samples, out),
    },
];

/// See the module.
#[derive(Default)]
pub(super) struct Html {
    /// The document, as long as it is the only one.
    only: Option<Article>,
    corpus: Corpus,
}

impl Report for Html {
    fn wants_names(&self) -> bool {
        true
    }

    fn document(&mut self, reported: &Reported, _: &mut dyn Write) -> io::Result<()> {
        self.only = (self.corpus.documents() == 0).then(|| Article::new(reported));
        self.corpus.add(reported);
        Ok(())
    }

    fn finish(&mut self, totals: &Totals, out: &mut dyn Write) -> io::Result<()> {
        let page = if let Some(article) = self.only.take() {
            let data = data::json(&article);
            page::write(&article.path, ARTICLE, &article, Some(&data))
        } else {
            self.corpus.finish(totals.silenced);
            page::write("Corpus report", CORPUS, &self.corpus, None)
        };
        out.write_all(page.as_bytes())
    }
}
