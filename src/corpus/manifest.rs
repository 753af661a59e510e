//! What a run was begun with, so that nobody goes on with another.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::input::Input;
use super::journal::replace;
use super::{Error, ErrorKind, SCHEMA, Scan};

/// `manifest.json`.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Manifest {
    mtlint: String,
    schema: u32,
    /// Everything that decides what is written, by the name a user knows it by.
    options: BTreeMap<String, String>,
    inputs: Vec<Input>,
}

impl Manifest {
    pub(super) fn of(scan: &Scan) -> Self {
        let fields = &scan.fields;
        let outputs = &scan.outputs;
        let options = [
            ("build", scan.build.clone()),
            ("checker", scan.checker_id.clone()),
            ("--text-field", fields.text.clone()),
            ("--id-field", fields.id.clone()),
            ("--source-field", fields.source.clone().unwrap_or_default()),
            ("--input-format", scan.format.as_str().to_owned()),
            ("--max-document", scan.max_document.to_string()),
            ("--drop-if", scan.drop_if.as_ref().map_or(String::new(), |(_, text)| text.clone())),
            ("--shard", format!("{}/{}", scan.shard.0, scan.shard.1)),
            ("outputs", format!("{outputs:?}")),
        ];
        Self {
            mtlint: env!("CARGO_PKG_VERSION").to_owned(),
            schema: SCHEMA,
            options: options.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
            inputs: scan.inputs.clone(),
        }
    }

    /// The manifest in a folder, when there is one.
    pub(super) fn read(folder: &Path) -> Result<Option<Self>, Error> {
        let path = folder.join("manifest.json");
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(e) => return Err(Error::io(ErrorKind::Output, &path, &e)),
        };
        let wrong = |e| Error::new(ErrorKind::Output, format!("{}: {e}", path.display()));
        serde_json::from_slice(&bytes).map(Some).map_err(wrong)
    }

    pub(super) fn write(&self, folder: &Path) -> Result<(), Error> {
        let json = serde_json::to_vec_pretty(self)
            .map_err(|e| Error::new(ErrorKind::Output, format!("manifest: {e}")))?;
        replace(&folder.join("manifest.json"), &json)
    }

    /// Whether a run that was begun with this can go on with `now`.
    pub(super) fn compare(&self, now: &Self) -> Result<(), Error> {
        let changed = |why: String| {
            let why = format!("cannot go on: {why}; --force begins anew");
            Err(Error::new(ErrorKind::Changed, why))
        };
        if (&self.mtlint, self.schema) != (&now.mtlint, now.schema) {
            return changed(format!("begun by version {}, this is {}", self.mtlint, now.mtlint));
        }
        if self.options.get("build") != now.options.get("build") {
            return changed(format!("begun by another build of version {}", self.mtlint));
        }
        for (name, value) in &now.options {
            let begun = self.options.get(name).map_or("", String::as_str);
            if begun != value {
                return changed(format!("{name} was {begun:?} and is {value:?}"));
            }
        }
        for (begun, now) in self.inputs.iter().zip(&now.inputs) {
            if begun.path != now.path {
                let (begun, now) = (begun.name(), now.name());
                return changed(format!("the inputs are others: {now} stands where {begun} stood"));
            }
            if begun != now {
                return changed(format!("{} has changed since", now.name()));
            }
        }
        if self.inputs.len() != now.inputs.len() {
            return changed(format!(
                "there were {} inputs and are {}",
                self.inputs.len(),
                now.inputs.len()
            ));
        }
        Ok(())
    }
}
