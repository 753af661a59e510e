//! Parquet: rows of columns, given as the JSON lines they stand for.
//!
//! A file is read row group by row group and, inside one, page by page, so that memory does not grow with the file. A row
//! becomes a line, and from there on everything is as with JSON lines; what is said of a place counts rows. Only the columns
//! that are asked for are read, unless texts are written, which carry the others along.

use std::fs::File;
use std::io;
use std::sync::Arc;

use parquet::file::reader::FileReader;
use parquet::file::serialized_reader::{ReadOptionsBuilder, SerializedFileReader};
use parquet::record::reader::RowIter;
use parquet::schema::types::Type;

use super::blocks::{Block, CELL};
use super::input::Input;
use super::record::Fields;
use super::{Fault, Unit};

/// The rows of one file.
pub(super) struct Rows {
    input: usize,
    file: Input,
    /// The columns that are read; `None` for all.
    columns: Option<Type>,
    /// Where each row group begins, in rows, and the number of rows at the end.
    starts: Vec<u64>,
    group: usize,
    open: Option<RowIter<'static>>,
    number: u64,
    row: u64,
}

impl Rows {
    /// Opens a file. `whole` reads every column.
    pub(super) fn open(
        input: usize,
        file: &Input,
        fields: &Fields,
        whole: bool,
    ) -> io::Result<Self> {
        let reader =
            SerializedFileReader::new(File::open(&file.path)?).map_err(io::Error::other)?;
        let metadata = reader.metadata();
        let mut starts = vec![0];
        for group in metadata.row_groups() {
            let before = starts.last().copied().unwrap_or_default();
            starts.push(before + u64::try_from(group.num_rows()).unwrap_or_default());
        }
        let schema = metadata.file_metadata().schema();
        let columns = if whole { None } else { Some(projection(schema, fields)?) };
        let file = file.clone();
        Ok(Self { input, file, columns, starts, group: 0, open: None, number: 0, row: 0 })
    }

    /// The next block; the last one says so.
    pub(super) fn next_block(&mut self) -> Option<Block> {
        let groups = self.starts.len() - 1;
        if self.group > groups {
            return None;
        }
        let mut block =
            Block { input: self.input, number: self.number, offset: self.row, ..Block::default() };
        while (block.data.len() as u64) < CELL && block.faults.is_empty() && self.group < groups {
            if self.open.is_none() {
                match self.open_group() {
                    Ok(rows) => self.open = Some(rows),
                    Err(e) => self.leave_group(&mut block, Some(&e)),
                }
                continue;
            }
            match self.open.as_mut().and_then(Iterator::next) {
                None => self.leave_group(&mut block, None),
                Some(Ok(row)) => {
                    // A row of columns is always an object of values, which cannot fail to be written.
                    block.data.extend(serde_json::to_vec(&row.to_json_value()).unwrap_or_default());
                    block.data.push(b'\n');
                    self.row += 1;
                }
                Some(Err(e)) => self.leave_group(&mut block, Some(&io::Error::other(e))),
            }
        }
        self.number += 1;
        if self.group == groups {
            block.last = true;
            self.group += 1;
        }
        // Progress counts bytes of the file as it is stored, and rows are spread evenly enough over them.
        let rows = self.starts.last().copied().unwrap_or_default().max(1);
        let part =
            |row: u64| (u128::from(self.file.size) * u128::from(row) / u128::from(rows)) as u64;
        block.stored = part(self.row).saturating_sub(part(block.offset));
        Some(block)
    }

    fn open_group(&self) -> io::Result<RowIter<'static>> {
        let group = self.group;
        let only = ReadOptionsBuilder::new()
            .with_predicate(Box::new(move |_, number| number == group))
            .build();
        let file = File::open(&self.file.path)?;
        let reader =
            SerializedFileReader::new_with_options(file, only).map_err(io::Error::other)?;
        let rows = RowIter::from_file_into(Box::new(reader));
        rows.project(self.columns.clone()).map_err(io::Error::other)
    }

    /// Goes on with the next row group; what is left of a damaged one is passed by.
    fn leave_group(&mut self, block: &mut Block, why: Option<&io::Error>) {
        if let Some(why) = why {
            let fault = Fault::new(
                &self.file,
                self.row,
                format!("damaged from here to the end of the row group: {why}"),
            );
            block.faults.push(Fault { unit: Unit::Row, ..fault });
        }
        self.open = None;
        self.group += 1;
        self.row = self.starts[self.group];
    }
}

/// The columns that the fields begin in.
fn projection(schema: &Type, fields: &Fields) -> io::Result<Type> {
    let wanted = [Some(&fields.text), Some(&fields.id), fields.source.as_ref()];
    let roots: Vec<&str> =
        wanted.into_iter().flatten().map(|path| path.split('.').next().unwrap_or(path)).collect();
    let columns: Vec<Arc<Type>> = schema
        .get_fields()
        .iter()
        .filter(|column| roots.contains(&column.name()))
        .cloned()
        .collect();
    if !columns.iter().any(|column| column.name() == roots[0]) {
        let names: Vec<&str> = schema.get_fields().iter().map(|column| column.name()).collect();
        return Err(io::Error::other(format!(
            "no column {:?} among {}",
            roots[0],
            names.join(", ")
        )));
    }
    Type::group_type_builder(schema.name()).with_fields(columns).build().map_err(io::Error::other)
}
