//! The files behind the paths of a command.
//!
//! A file that is named is always taken, whatever it is called. A folder is walked in the order of names, so that the
//! output is the same on every machine; hidden files and what `.gitignore` and `.ignore` exclude are passed over, and
//! only files with the extension of a format are taken. Links inside folders are not followed, which rules out loops.
//! The user's own git settings play no part, for they differ between machines.

use std::path::{Path, PathBuf};

use ignore::{DirEntry, WalkBuilder};

use super::{Error, ErrorKind, Format};

/// The files that `paths` stand for, in order. A folder that cannot be read is one error, which names it, and the
/// walk goes on.
pub fn files(paths: &[PathBuf]) -> impl Iterator<Item = Result<PathBuf, Error>> + '_ {
    files_that(paths, |path| Format::of_extension(path).is_some())
}

/// The same, taking those files of folders that `wanted` picks.
pub fn files_that(
    paths: &[PathBuf],
    wanted: impl Fn(&Path) -> bool + Copy + 'static,
) -> impl Iterator<Item = Result<PathBuf, Error>> + '_ {
    paths.iter().flat_map(move |path| -> Box<dyn Iterator<Item = Result<PathBuf, Error>>> {
        if path.is_dir() {
            Box::new(folder(path, wanted))
        } else {
            Box::new(std::iter::once(Ok(path.clone())))
        }
    })
}

fn folder<W: Fn(&Path) -> bool>(
    path: &Path,
    wanted: W,
) -> impl Iterator<Item = Result<PathBuf, Error>> + use<W> {
    WalkBuilder::new(path)
        .git_global(false)
        .git_exclude(false)
        .require_git(false)
        .sort_by_file_name(std::cmp::Ord::cmp)
        .build()
        .filter_map(move |entry| match entry {
            Ok(entry) => (is_file(&entry) && wanted(entry.path())).then(|| Ok(entry.into_path())),
            Err(error) => Some(Err(Error::new(ErrorKind::Io, format!("cannot be read: {error}")))),
        })
}

fn is_file(entry: &DirEntry) -> bool {
    entry.file_type().is_some_and(|kind| kind.is_file())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn names(root: &Path, paths: &[PathBuf]) -> Vec<String> {
        files(paths)
            .map(|file| {
                let file = file.expect("readable");
                let name = file.strip_prefix(root).expect("inside the root");
                name.to_string_lossy().replace('\\', "/")
            })
            .collect()
    }

    fn write(root: &Path, names: &[&str]) {
        for name in names {
            let path = root.join(name);
            fs::create_dir_all(path.parent().expect("has a folder")).expect("folder made");
            fs::write(path, "text").expect("file written");
        }
    }

    #[test]
    fn folders_give_known_files_in_order() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = folder.path();
        write(
            root,
            &["b.md", "a/z.HTML", "a/b.txt", "c.rs", ".hidden/x.txt", ".y.txt", "out/q.txt"],
        );
        fs::write(root.join(".gitignore"), "out/\n").expect("file written");
        assert_eq!(names(root, &[root.to_owned()]), ["a/b.txt", "a/z.HTML", "b.md"]);
    }

    #[test]
    fn named_files_are_always_taken() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = folder.path();
        write(root, &["c.rs", ".y.txt"]);
        let paths = ["c.rs", ".y.txt", "missing"].map(|name| root.join(name));
        assert_eq!(names(root, &paths), ["c.rs", ".y.txt", "missing"]);
    }

    #[test]
    fn a_folder_that_cannot_be_read_is_named() {
        let error = folder(Path::new("no/such/folder"), |_| true)
            .next()
            .expect("an item")
            .expect_err("gone");
        assert_eq!(error.kind(), ErrorKind::Io);
        assert!(error.to_string().contains("no/such/folder"), "{error}");
    }

    #[cfg(unix)]
    #[test]
    fn links_that_go_round_are_not_followed() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = folder.path();
        write(root, &["a/b.txt"]);
        std::os::unix::fs::symlink(root, root.join("a/loop")).expect("link made");
        assert_eq!(names(root, &[root.to_owned()]), ["a/b.txt"]);
    }
}
