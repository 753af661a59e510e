//! The report of a scan: its `stats.json`, the sample that lies beside it, and the counts of an earlier scan.

use std::path::{Path, PathBuf};

use super::sources;
use crate::corpus::{self, Stats};
use crate::report::numbers::Numbers;
use crate::report::scan_page;

/// Whether the paths are counts of scans: files of JSON that hold such counts, which no article does.
pub(super) fn is_scan(paths: &[PathBuf]) -> bool {
    let is_stats = |path: &PathBuf| {
        path.extension().is_some_and(|extension| extension == "json")
            && std::fs::read_to_string(path).is_ok_and(|text| Stats::parse(&text).is_ok())
    };
    !paths.is_empty() && paths.iter().all(is_stats)
}

/// The page about the scans, added up, compared with those before.
pub(super) fn page(paths: &[PathBuf], before: &[PathBuf]) -> Result<String, String> {
    let now = Numbers::from(&sources::sum(paths)?);
    let before = match before {
        [] => None,
        before => Some(Numbers::from(&sources::sum(before)?)),
    };
    let mut samples = String::new();
    for path in paths {
        let sample = path.with_file_name("sample.jsonl");
        // A scan need not have written one.
        samples += &std::fs::read_to_string(sample).unwrap_or_default();
    }
    let title = match paths {
        [path] => format!("Scan report: {}", folder(path).display()),
        paths => format!("Report of {} scans", paths.len()),
    };
    Ok(scan_page(&title, &now, before.as_ref(), corpus::samples(&samples)))
}

/// The folder of a scan, by which people know it.
fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(path)
}
