//! The program as a user meets it. Most cases are files of `tests/cmd`, one subject a file; `TRYCMD=overwrite cargo test --test
//! cli` writes their output anew. What a case file cannot say (pipes that close, devices, permissions) is here.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

const MTLINT: &str = env!("CARGO_BIN_EXE_mtlint");

/// A sentence with a repair that is safe.
const MARKED: &str = "The minister said on Tuesday that the the talks were over in the town.\n";

#[test]
fn every_case_is_as_written() {
    let cases = trycmd::TestCases::new();
    cases.insert_var("[VERSION]", env!("CARGO_PKG_VERSION")).expect("a name in brackets");
    cases
        .case("tests/cmd/*.trycmd")
        .case("tests/cmd/*.toml")
        .env("COLUMNS", "100")
        .env("NO_COLOR", "1");
}

fn mtlint(arguments: &[&str]) -> Command {
    let mut command = Command::new(MTLINT);
    command.args(arguments);
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("MTLINT_") {
            command.env_remove(name);
        }
    }
    command
}

fn run(arguments: &[&str], folder: &Path) -> Output {
    mtlint(arguments).current_dir(folder).output().expect("the program runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// A folder of many files with many findings: more output than a pipe holds.
fn much() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for number in 0..40 {
        let path = folder.path().join(format!("{number:02}.txt"));
        std::fs::write(path, MARKED.repeat(1 + 997 * number % 50)).expect("file written");
    }
    folder
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let folder = much();
    for format in ["text", "json", "jsonl", "github"] {
        for threads in ["1", "4"] {
            let arguments = ["check", "--isolated", "--format", format, "--threads", threads, "."];
            let mut command = mtlint(&arguments);
            command.current_dir(folder.path()).stdout(Stdio::piped()).stderr(Stdio::piped());
            let mut child = command.spawn().expect("the program runs");
            let mut first = String::new();
            let mut out = BufReader::new(child.stdout.take().expect("a pipe"));
            out.read_line(&mut first).expect("a line");
            drop(out);
            let mut err = String::new();
            child.stderr.take().expect("a pipe").read_to_string(&mut err).expect("UTF-8");
            assert_eq!(child.wait().expect("an end").code(), Some(0), "{format}");
            assert_eq!(err, "", "{format}");
            assert!(!first.is_empty());
        }
    }
}

#[test]
fn output_does_not_depend_on_the_number_of_threads() {
    let folder = much();
    std::fs::write(folder.path().join("07.txt"), b"a damaged \xE9 file").expect("file written");
    let with = |threads| run(&["--isolated", "--threads", threads, "."], folder.path());
    let one = with("1");
    assert_eq!(one.status.code(), Some(2));
    for threads in ["2", "3", "16"] {
        let many = with(threads);
        assert_eq!(many.status, one.status);
        assert!(many.stdout == one.stdout, "the same report with {threads} threads");
        assert_eq!(text(&many.stderr), text(&one.stderr));
    }
}

#[cfg(unix)]
#[test]
fn a_full_disk_is_said_and_nothing_is_lost() {
    use std::os::unix::fs::FileTypeExt;
    let full = Path::new("/dev/full");
    if !full.exists() {
        return;
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("a.txt");
    std::fs::write(&file, MARKED).expect("file written");

    let device = std::fs::OpenOptions::new().write(true).open(full).expect("the device");
    let checked =
        mtlint(&["--isolated", "a.txt"]).current_dir(folder.path()).stdout(device).output();
    let checked = checked.expect("the program runs");
    assert_eq!(checked.status.code(), Some(2));
    assert!(text(&checked.stderr).contains("standard output"), "{}", text(&checked.stderr));

    let fixed = run(&["fix", "--isolated", "a.txt", "--output", "/dev/full"], folder.path());
    assert_eq!(fixed.status.code(), Some(2), "{}", text(&fixed.stderr));
    assert_eq!(std::fs::read_to_string(&file).expect("the file"), MARKED);
    let kind = std::fs::metadata(full).expect("the device").file_type();
    assert!(kind.is_char_device(), "the device is written to and not replaced");
}

#[test]
fn two_inputs_for_one_output_write_nothing() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for name in ["a.txt", "b.txt"] {
        std::fs::write(folder.path().join(name), MARKED).expect("file written");
    }
    let arguments = ["fix", "--isolated", "a.txt", "b.txt", "--output", "out.txt"];
    let fixed = run(&arguments, folder.path());
    assert_eq!(fixed.status.code(), Some(2));
    assert!(text(&fixed.stderr).contains("only one input"), "{}", text(&fixed.stderr));
    assert!(!folder.path().join("out.txt").exists());
}

/// A file without line ends. Anything that compares its findings or words with one another, or walks the line for
/// each, takes hours here instead of seconds.
#[test]
fn a_line_of_many_megabytes_is_checked() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let sentence =
        "He said “yes” to Bob's plan, the the long -term one, in kyiv on Monday *** and left. ";
    std::fs::write(folder.path().join("a.txt"), sentence.repeat(40_000)).expect("file written");
    let checked = run(&["--isolated", "--summary", "a.txt"], folder.path());
    assert_eq!(checked.status.code(), Some(1), "{}", text(&checked.stderr));
    let summary = text(&checked.stdout);
    let row = |rule: &str| summary.lines().find(|line| line.starts_with(rule)).map(str::to_owned);
    assert!(row("repeat/word").is_some_and(|row| row.contains("40000")), "{summary}");
    assert!(row("casing/lowercase-name").is_some_and(|row| row.contains("40000")), "{summary}");
}

#[cfg(unix)]
#[test]
fn a_repaired_file_keeps_its_mode_and_a_new_one_gets_that_of_new_files() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mode = |name: &str| {
        let file = std::fs::metadata(folder.path().join(name)).expect("the file");
        file.permissions().mode() & 0o777
    };
    let old = folder.path().join("old.txt");
    std::fs::write(&old, MARKED).expect("file written");
    std::fs::set_permissions(&old, std::fs::Permissions::from_mode(0o640)).expect("mode set");
    std::os::unix::fs::symlink("old.txt", folder.path().join("link.txt")).expect("link made");

    let fixed = run(&["fix", "--isolated", "link.txt"], folder.path());
    assert_eq!(fixed.status.code(), Some(0), "{}", text(&fixed.stderr));
    assert_eq!(std::fs::read_to_string(&old).expect("the file"), MARKED.replace("the the", "the"));
    assert_eq!(mode("old.txt"), 0o640);
    let link = std::fs::symlink_metadata(folder.path().join("link.txt")).expect("the link");
    assert!(link.is_symlink());

    std::fs::write(folder.path().join("plain.txt"), "").expect("file written");
    run(&["fix", "--isolated", "old.txt", "--output", "new.txt"], folder.path());
    assert_eq!(mode("new.txt"), mode("plain.txt"));
}

#[test]
fn colour_is_for_terminals_and_for_those_who_ask() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("a.txt"), MARKED).expect("file written");
    let escapes = |arguments: &[&str]| {
        text(&run(&[&["check", "--isolated", "a.txt"], arguments].concat(), folder.path()).stdout)
            .contains('\u{1b}')
    };
    assert!(!escapes(&[]));
    assert!(!escapes(&["--color", "never"]));
    assert!(escapes(&["--color", "always"]));
    assert!(!escapes(&["--color", "always", "--format", "jsonl"]));
}

#[test]
fn the_environment_stands_between_flags_and_the_file() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("a.txt"), MARKED).expect("file written");
    std::fs::write(folder.path().join("mtlint.toml"), "format = \"json\"\n").expect("file written");
    let first = |arguments: &[&str], format: Option<&str>| {
        let mut command = mtlint(arguments);
        command.current_dir(folder.path());
        if let Some(format) = format {
            command.env("MTLINT_FORMAT", format);
        }
        text(&command.output().expect("the program runs").stdout)
            .chars()
            .take(8)
            .collect::<String>()
    };
    assert_eq!(first(&["a.txt"], None), "{\"mtlint");
    assert_eq!(first(&["a.txt"], Some("github")), "::error ");
    assert_eq!(first(&["check", "a.txt", "--format", "jsonl"], Some("github")), "{\"path\":");
    assert_eq!(first(&["check", "--isolated", "a.txt"], None), "error[re");
}

#[test]
fn standard_input_is_one_of_the_inputs_and_keeps_its_place() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for name in ["a.txt", "b.txt"] {
        std::fs::write(folder.path().join(name), MARKED).expect("file written");
    }
    let mut command = mtlint(&["check", "--isolated", "--format", "github", "a.txt", "-", "b.txt"]);
    command.current_dir(folder.path()).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().expect("the program runs");
    child.stdin.take().expect("a pipe").write_all(MARKED.as_bytes()).expect("the program reads");
    let out = text(&child.wait_with_output().expect("an end").stdout);
    let names: Vec<&str> =
        out.lines().filter_map(|line| line.split_once("file=")?.1.split(',').next()).collect();
    assert_eq!(names, ["a.txt", "<stdin>", "b.txt"]);
}

#[test]
fn a_group_of_more_alternatives_than_can_be_told_apart_is_refused() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let house = folder.path().join("house");
    std::fs::create_dir(&house).expect("a folder");
    let words: Vec<String> = (0..257).map(|n| format!("w{n}")).collect();
    let entry = format!(
        "[[entry]]\nid = \"many\"\nrule = \"calque/phrase\"\nfind = \"say ({})\"\nconfidence = \"low\"\n\
         why = \"Too many\"\nbad = [\"They say w1.\"]\ngood = [\"They say so.\"]\n",
        words.join("|")
    );
    let lang = "code = \"en\"\nname = \"English\"\n";
    std::fs::write(house.join("lang.toml"), lang).expect("a file");
    std::fs::write(house.join("many.toml"), entry).expect("a file");
    let output = run(&["lexicon", "test", "house"], folder.path());
    assert_eq!(output.status.code(), Some(2));
    let said = text(&output.stderr);
    assert!(said.contains("more than 256 alternatives") && said.contains("many"), "{said}");
}
