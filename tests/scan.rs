//! Scans of corpora: the same bytes whatever the threads, the shares and the kills; damage named and passed by; what is written
//! and what is refused.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use mtlint::check::Checker;
use mtlint::corpus::{self, Fields, Filter, Outputs, Scan};
use mtlint::finding::Applicability;
use mtlint::source::Format;
use serde_json::{Value, json};

const MTLINT: &str = env!("CARGO_BIN_EXE_mtlint");

/// A doubled word, which has a safe repair.
const MARKED: &str = "The minister said on Tuesday that the the talks were over in the town.";
const REPAIRED: &str = "The minister said on Tuesday that the talks were over in the town.";
const CLEAN: &str = "The council met on Monday and agreed to repair the old bridge over the river.";

/// A record; every seventh is marked.
fn text(number: usize) -> String {
    let marked = if number % 7 == 3 { MARKED } else { CLEAN };
    format!("{CLEAN}\nNumber {number} of the series follows here.\n{marked}")
}

fn line(number: usize) -> String {
    let host = number % 5;
    format!(
        "{{\"n\": 1.50, \"id\": \"d{number}\", \"meta\": {{\"url\": \"https://s{host}.example/{number}\"}}, \"text\": {}}}\n",
        json!(text(number))
    )
}

fn lines(range: std::ops::Range<usize>) -> String {
    range.map(line).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).expect("packed");
    encoder.finish().expect("packed")
}

#[cfg(feature = "zstd")]
fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::stream::encode_all(bytes, 1).expect("packed")
}

fn archived(number: usize) -> String {
    let body = text(number);
    format!(
        "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: https://w.example/{number}\r\n\
         WARC-Record-ID: <urn:{number}>\r\nContent-Length: {}\r\n\r\n{body}\r\n\r\n",
        body.len()
    )
}

/// A corpus of every kind and packing, of several units.
fn corpus(folder: &Path) {
    let write =
        |name: &str, bytes: &[u8]| std::fs::write(folder.join(name), bytes).expect("written");
    write("a.jsonl", lines(0..4000).as_bytes());
    write(
        "b.jsonl.gz",
        &[gzip(lines(0..900).as_bytes()), gzip(lines(900..4000).as_bytes())].concat(),
    );
    let rows: String = (0..50).fold("id,text\n".to_owned(), |mut rows, n| {
        let _ = writeln!(rows, "{n},\"{}\"", text(n));
        rows
    });
    write("c.csv", rows.as_bytes());
    write("d.wet", (0..60).map(archived).collect::<String>().as_bytes());
    #[cfg(feature = "zstd")]
    write("e.jsonl.zst", &[zstd(lines(0..50).as_bytes()), zstd(lines(50..90).as_bytes())].concat());
    write("f.txt", text(3).as_bytes());
    write("g.md", text(4).as_bytes());
}

fn scan(input: &Path, output: &Path, shard: (u64, u64)) -> Scan {
    let drop_if = "rules['repeat'] and id == 'd10'";
    Scan {
        inputs: corpus::inputs(&[input.to_owned()], None, output).expect("inputs"),
        checker: Checker::new(),
        checker_id: String::new(),
        build: String::new(),
        fields: Fields { source: Some("meta.url".to_owned()), ..Fields::default() },
        format: Format::Plain,
        max_document: 1 << 20,
        checkpoint_every: 1 << 19,
        output: output.to_owned(),
        outputs: Outputs {
            findings: true,
            table: false,
            documents: true,
            sample: Some((5, 7)),
            attributes: true,
            texts: true,
            repair: Some(Applicability::Safe),
        },
        drop_if: Some((Filter::parse(drop_if).expect("an expression"), drop_if.to_owned())),
        shard,
    }
}

/// Runs to the end.
fn whole(scan: &Scan, threads: usize, resume: bool) {
    let mut faults = Vec::new();
    let ended = corpus::run(scan, threads, (resume, false), &mut |_, met| {
        faults.extend_from_slice(met);
        ControlFlow::Continue(())
    });
    assert!(ended.expect("a scan").done);
    assert_eq!(faults, []);
}

/// Every file that a scan wrote, but those it keeps for itself.
fn written(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(inside) = folders.pop() {
        for entry in std::fs::read_dir(inside).expect("a folder").flatten() {
            let path = entry.path();
            let name = path.strip_prefix(folder).expect("inside").to_string_lossy().into_owned();
            if path.is_dir() {
                folders.push(path);
            } else if !["manifest.json", "checkpoint.json", ".lock"].contains(&name.as_str()) {
                files.insert(name, std::fs::read(&path).expect("readable"));
            }
        }
    }
    files
}

fn assert_same(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>, what: &str) {
    assert!(one.keys().eq(other.keys()), "{what}: {:?} {:?}", one.keys(), other.keys());
    for (name, bytes) in one {
        assert!(*bytes == other[name], "{what}: {name} differs");
    }
}

#[test]
fn outputs_are_the_same_for_any_threads_shares_and_kills() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let input = folder.path().join("in");
    std::fs::create_dir(&input).expect("made");
    corpus(&input);
    let out = |name: &str| folder.path().join(name);
    whole(&scan(&input, &out("one"), (1, 1)), 1, false);
    let one = written(&out("one"));
    let unfinished = |name: &String| Path::new(name).extension().is_some_and(|e| e == "tmp");
    assert!(!one.keys().any(unfinished));

    whole(&scan(&input, &out("four"), (1, 1)), 4, false);
    assert_same(&one, &written(&out("four")), "four threads");

    let mut joined: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut stats = corpus::Stats::default();
    for share in 1..=3 {
        let to = out(&format!("share{share}"));
        whole(&scan(&input, &to, (share, 3)), 2, false);
        for (name, bytes) in written(&to) {
            if name == "stats.json" {
                let text = String::from_utf8(bytes).expect("UTF-8");
                stats.merge(corpus::Stats::parse(&text).expect("counts"));
            } else {
                joined.entry(name).or_default().extend(bytes);
            }
        }
    }
    joined.insert("stats.json".to_owned(), stats.to_json().into_bytes());
    joined.insert("sample.jsonl".to_owned(), one["sample.jsonl"].clone());
    assert_same(&one, &joined, "shares");

    // Broken off after every number of units, and gone on with.
    for units in [1, 2, 3, 4, 6, 9] {
        let to = out(&format!("broken{units}"));
        let begun = scan(&input, &to, (1, 1));
        let mut left = units;
        let ended = corpus::run(&begun, 2, (false, false), &mut |_, _| {
            left -= 1;
            if left == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert!(!ended.expect("a scan").done);
        whole(&begun, 2, true);
        assert_same(&one, &written(&to), &format!("broken off after {units}"));
        // A scan that is finished is left as it is.
        whole(&begun, 2, true);
        assert_same(&one, &written(&to), "resumed when done");
    }
}

fn run(arguments: &[&str], folder: &Path) -> Output {
    let mut command = Command::new(MTLINT);
    command.args(arguments).current_dir(folder);
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("MTLINT_") {
            command.env_remove(name);
        }
    }
    command.output().expect("the program runs")
}

/// Scans and gives the exit status and standard error.
fn scanned(folder: &Path, arguments: &str) -> (i32, String) {
    let arguments: Vec<&str> =
        ["scan", "--isolated"].into_iter().chain(arguments.split_whitespace()).collect();
    let output = run(&arguments, folder);
    let told = String::from_utf8(output.stderr).expect("UTF-8");
    (output.status.code().unwrap_or(-1), told)
}

fn rows(path: PathBuf) -> Vec<Value> {
    let text = std::fs::read_to_string(path).expect("readable");
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

#[test]
fn a_killed_scan_goes_on_to_the_same_bytes() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path();
    std::fs::write(root.join("a.jsonl"), lines(0..7000)).expect("written");
    let arguments = "a.jsonl --fix --quiet --threads 2 --checkpoint-every 1";
    assert_eq!(scanned(root, &format!("{arguments} -o whole")).0, 0);
    let wanted = written(&root.join("whole"));
    for wait in [5, 150, 400, 800] {
        let to = format!("killed{wait}");
        let mut child = Command::new(MTLINT)
            .args(["scan", "--isolated", "-o", &to])
            .args(arguments.split_whitespace())
            .current_dir(root)
            .spawn()
            .expect("the program runs");
        std::thread::sleep(std::time::Duration::from_millis(wait));
        child.kill().expect("killed");
        child.wait().expect("ended");
        let (status, told) = scanned(root, &format!("{arguments} -o {to} --resume"));
        assert_eq!((status, told.as_str()), (0, ""));
        assert_same(&wanted, &written(&root.join(&to)), &format!("killed after {wait} ms"));
    }
}

#[test]
fn a_repaired_line_differs_in_its_text_only() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path();
    let given = format!(
        "{{\"id\":  7 , \"x\": [1.0, \"\\u00e9\"], \"text\": {}, \"z\": null}}\r\n\n{{\"text\": {}}}",
        json!(MARKED),
        json!(CLEAN)
    );
    std::fs::write(root.join("a.jsonl"), &given).expect("written");
    assert_eq!(scanned(root, "a.jsonl -o out --fix").0, 0);
    let fixed = std::fs::read_to_string(root.join("out/texts/a.jsonl")).expect("readable");
    assert_eq!(fixed, given.replace(MARKED, REPAIRED));
    let documents = rows(root.join("out/documents.jsonl"));
    assert_eq!(documents[0]["rules"], json!({"repeat/word": 1}));
    assert_eq!((&documents[0]["id"], &documents[1]["id"]), (&json!(7), &Value::Null));
    let finding = &rows(root.join("out/findings.jsonl"))[0];
    assert_eq!((&finding["id"], &finding["record"]), (&json!(7), &json!(0)));
    let span = |key: &str| finding["span"][key].as_u64().expect("a number") as usize;
    assert_eq!(&MARKED[span("start")..span("end")], finding["text"].as_str().expect("text"));
}

#[test]
fn damage_is_named_and_passed_by() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path();
    let whole = lines(0..40);
    let write = |name: &str, bytes: &[u8]| std::fs::write(root.join(name), bytes).expect("written");
    let wrong = b"{\"text\": \"\xff\"}\n{\"body\": 1}\n{\"text\"\n";
    let bad = [line(0).into_bytes(), wrong.to_vec(), line(1).into_bytes()];
    write("records.jsonl", &bad.concat());
    let one = gzip(whole.as_bytes());
    write("short.jsonl.gz", &one[..one.len() / 2]);
    let mut middle = one.clone();
    let at = middle.len() / 2;
    middle[at..at + 40].fill(0xAA);
    write("middle.jsonl.gz", &[&one[..], &middle[..], &one[..]].concat());
    let (status, told) =
        scanned(root, "records.jsonl short.jsonl.gz middle.jsonl.gz -o out --quiet");
    assert_eq!(status, 2);
    let first = line(0).len();
    for wanted in [
        format!("records.jsonl: byte {first}: "),
        format!("records.jsonl: byte {}: no field \"text\"", first + 14),
        format!("records.jsonl: byte {}: ", first + 26),
        "short.jsonl.gz: byte 0 of the packed file: cut off".to_owned(),
        format!("middle.jsonl.gz: byte {} of the packed file: damaged", one.len()),
    ] {
        assert!(told.contains(&wanted), "{wanted} not in {told}");
    }
    let documents = rows(root.join("out/documents.jsonl"));
    let of = |name: &str| documents.iter().filter(|row| row["path"] == name).count();
    assert_eq!(of("records.jsonl"), 2);
    assert!((80..120).contains(&of("middle.jsonl.gz")), "{}", of("middle.jsonl.gz"));
    let faults = rows(root.join("out/faults.jsonl"));
    assert_eq!(faults.len(), told.lines().count());
}

#[cfg(feature = "zstd")]
#[test]
fn damaged_frames_are_named_and_passed_by() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path();
    let one = zstd(lines(0..40).as_bytes());
    let mut middle = one.clone();
    let at = middle.len() / 2;
    middle[at..at + 40].fill(0xAA);
    std::fs::write(root.join("m.jsonl.zst"), [&one[..], &middle, &one].concat()).expect("written");
    std::fs::write(root.join("s.jsonl.zst"), &one[..one.len() / 2]).expect("written");
    let (status, told) = scanned(root, "m.jsonl.zst s.jsonl.zst -o out --quiet");
    assert_eq!(status, 2);
    let wanted = format!("m.jsonl.zst: byte {} of the packed file: damaged", one.len());
    assert!(told.contains(&wanted), "{told}");
    assert!(told.contains("s.jsonl.zst: byte 0 of the packed file: cut off"), "{told}");
    let documents = rows(root.join("out/documents.jsonl"));
    assert!(documents.iter().filter(|row| row["path"] == "m.jsonl.zst").count() >= 80);
}

#[test]
fn a_line_over_the_limit_is_reported_and_skipped() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path();
    let long = format!("{{\"id\": \"long\", \"text\": {}}}\n", json!(CLEAN.repeat(40_000)));
    let all = format!("{}{long}{}", line(0), line(1));
    std::fs::write(root.join("a.jsonl"), &all).expect("written");
    std::fs::write(root.join("b.jsonl.gz"), gzip(all.as_bytes())).expect("written");
    let (status, told) = scanned(root, "a.jsonl b.jsonl.gz -o out --quiet --max-document 1000000");
    assert_eq!(status, 2);
    let at = line(0).len();
    for name in ["a.jsonl", "b.jsonl.gz"] {
        assert!(
            told.contains(&format!("{name}: byte {at}: skipped: longer than 1000000")),
            "{told}"
        );
    }
    let ids: Vec<Value> =
        rows(root.join("out/documents.jsonl")).iter().map(|row| row["id"].clone()).collect();
    assert_eq!(ids, ["d0", "d1", "d0", "d1"]);
}

#[test]
fn what_is_wrong_with_a_command_is_said_before_anything_is_written() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path();
    std::fs::write(root.join("a.jsonl"), line(0)).expect("written");
    for (arguments, wanted) in [
        ("a.jsonl -o out --drop-if densty>4", "unknown attribute \"densty\""),
        ("a.jsonl -o out --select casng", "did you mean \"casing\"?"),
        ("b.jsonl -o out", "b.jsonl"),
        ("a.jsonl -o out --shard 3/2", "a share is written I/N"),
        ("- -o out --shard 1/2", "standard input"),
    ] {
        let (status, told) = scanned(root, arguments);
        assert_eq!(status, 2, "{arguments}");
        assert!(told.contains(wanted), "{arguments}: {told}");
        assert!(!root.join("out").exists(), "{arguments}");
    }
}

#[test]
fn another_scan_is_not_gone_on_with_or_written_over() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path();
    std::fs::write(root.join("a.jsonl"), line(3)).expect("written");
    assert_eq!(scanned(root, "a.jsonl -o out --quiet").0, 0);
    let before = written(&root.join("out"));
    let refused = |arguments: &str, wanted: &str| {
        let (status, told) = scanned(root, arguments);
        assert_eq!(status, 2, "{arguments}");
        assert!(told.contains(wanted), "{arguments}: {told}");
        assert_same(&before, &written(&root.join("out")), arguments);
    };
    refused("a.jsonl -o out", "holds a scan already");
    refused("a.jsonl -o out --resume --confidence low", "checker was");
    refused("a.jsonl -o out --resume --text-field body", "--text-field was \"text\"");
    let manifest = root.join("out/manifest.json");
    let begun = std::fs::read_to_string(&manifest).expect("readable");
    let mut other: Value = serde_json::from_str(&begun).expect("JSON");
    other["options"]["build"] = json!("0123456789abcdef");
    std::fs::write(&manifest, other.to_string()).expect("written");
    refused("a.jsonl -o out --resume", "begun by another build of version");
    std::fs::write(&manifest, begun).expect("written");
    std::fs::write(root.join("a.jsonl"), line(0) + &line(1)).expect("written");
    refused("a.jsonl -o out --resume", "a.jsonl has changed since");
    assert_eq!(scanned(root, "a.jsonl -o out --force --quiet").0, 0);
    assert_eq!(rows(root.join("out/documents.jsonl")).len(), 2);
}

#[test]
fn dropped_documents_stand_in_full_and_sources_add_up() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path();
    std::fs::write(root.join("a.jsonl"), lines(0..35)).expect("written");
    let arguments = ["scan", "--isolated", "a.jsonl", "-o", "out", "--write", "texts,documents"];
    let more = ["--drop-if", "rules[\"repeat/word\"]", "--source-field", "meta.url"];
    let output = run(&[&arguments[..], &more].concat(), root);
    assert_eq!(output.status.code(), Some(0));
    let read = |name: &str| std::fs::read_to_string(root.join(name)).expect("readable");
    let (dropped, kept): (Vec<usize>, Vec<usize>) = (0..35).partition(|n| n % 7 == 3);
    assert_eq!(read("out/dropped.jsonl"), dropped.into_iter().map(line).collect::<String>());
    assert_eq!(read("out/texts/a.jsonl"), kept.into_iter().map(line).collect::<String>());
    assert!(!root.join("out/findings.jsonl").exists());
    let both = ["sources", "out/stats.json", "out/stats.json", "--format", "json"];
    let sum: Value = serde_json::from_slice(&run(&both, root).stdout).expect("JSON");
    assert_eq!((&sum["documents"], &sum["dropped"]), (&json!(70), &json!(10)));
    assert_eq!(sum["sources"]["s3.example"]["documents"], 14);
    let table = String::from_utf8(run(&["sources", "out/stats.json"], root).stdout).expect("UTF-8");
    assert_eq!(table.lines().count(), 6);
}

/// A text long enough for a verdict, one that is not, and an expression that asks for it.
#[test]
fn verdicts_are_kept_dropped_by_and_added_up() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path();
    let article = std::fs::read_to_string("corpus/en/fr-war-bridge.txt").expect("an article");
    let row = |id: u32, text: &str| {
        let line = json!({"id": id, "text": text, "url": "s.example"});
        format!("{line}\n")
    };
    let rows_given = row(1, &article) + &row(2, "The mayor had two pieces of cake.");
    std::fs::write(root.join("a.jsonl"), rows_given).expect("written");
    let arguments = ["scan", "--isolated", "a.jsonl", "-o", "out", "--write", "documents"];
    let more = ["--drop-if", "mt > 0.5", "--source-field", "url"];
    assert_eq!(run(&[&arguments[..], &more].concat(), root).status.code(), Some(0));
    let documents = rows(root.join("out/documents.jsonl"));
    assert!(documents[0]["mt"].as_f64().is_some_and(|mt| mt > 0.5), "{}", documents[0]);
    assert_eq!(documents[0]["source_languages"][0]["code"], "fr");
    assert_eq!((&documents[0]["dropped"], &documents[1]["dropped"]), (&json!(true), &json!(false)));
    assert_eq!(documents[1]["mt"], Value::Null);
    let both = ["sources", "out/stats.json", "out/stats.json", "--format", "json"];
    let sum: Value = serde_json::from_slice(&run(&both, root).stdout).expect("JSON");
    let verdict = &sum["sources"]["s.example"]["verdict"];
    assert_eq!((&verdict["judged"], &verdict["dirty"]), (&json!(2), &json!(2)));
}

/// A Parquet file with a row group for each range of records.
#[cfg(feature = "parquet")]
fn parquet_file(path: &Path, groups: &[std::ops::Range<usize>]) {
    use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
    use parquet::file::writer::SerializedFileWriter;
    let schema = "message rows { required int64 id; required binary text (utf8); \
                  optional binary site (utf8); required int64 likes; }";
    let schema = parquet::schema::parser::parse_message_type(schema).expect("a schema");
    let file = std::fs::File::create(path).expect("made");
    let properties = std::sync::Arc::default();
    let mut writer = SerializedFileWriter::new(file, schema.into(), properties).expect("a writer");
    for group in groups {
        let numbers: Vec<i64> = group.clone().map(|n| i64::try_from(n).expect("few")).collect();
        let texts: Vec<ByteArray> =
            group.clone().map(|n| ByteArray::from(text(n).as_str())).collect();
        let sites: Vec<ByteArray> = group.clone().map(|_| ByteArray::from("s.example")).collect();
        let mut row_group = writer.next_row_group().expect("a row group");
        let mut at = 0;
        while let Some(mut column) = row_group.next_column().expect("a column") {
            match at {
                1 => column.typed::<ByteArrayType>().write_batch(&texts, None, None),
                2 => column.typed::<ByteArrayType>().write_batch(
                    &sites,
                    Some(&vec![1; sites.len()]),
                    None,
                ),
                _ => column.typed::<Int64Type>().write_batch(&numbers, None, None),
            }
            .expect("written");
            column.close().expect("closed");
            at += 1;
        }
        row_group.close().expect("closed");
    }
    writer.close().expect("closed");
}

#[cfg(feature = "parquet")]
#[test]
fn columns_are_read_and_carried_along() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path();
    parquet_file(&root.join("a.parquet"), &[0..10, 10..14]);
    assert_eq!(scanned(root, "a.parquet -o out --fix --quiet --source-field site").0, 0);
    let documents = rows(root.join("out/documents.jsonl"));
    assert_eq!(documents.len(), 14);
    assert_eq!((&documents[12]["id"], &documents[12]["record"]), (&json!(12), &json!(12)));
    assert_eq!(documents[12]["source"], "s.example");
    let texts = rows(root.join("out/texts/a.parquet.jsonl"));
    let repaired = text(10).replace(MARKED, REPAIRED);
    assert_eq!(texts[10], json!({"id": 10, "text": repaired, "site": "s.example", "likes": 10}));
    let (status, told) = scanned(root, "a.parquet -o none --text-field body");
    assert_eq!(status, 2);
    assert!(told.contains("no column \"body\" among id, text, site, likes"), "{told}");
}

#[cfg(feature = "parquet")]
#[test]
fn a_damaged_row_group_is_named_and_passed_by() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("a.parquet");
    parquet_file(&path, &[0..30, 30..40]);
    let mut bytes = std::fs::read(&path).expect("readable");
    bytes[4..40].fill(0xFF);
    std::fs::write(&path, bytes).expect("written");
    let (status, told) = scanned(folder.path(), "a.parquet -o out --quiet");
    assert_eq!(status, 2);
    assert!(
        told.contains("a.parquet: row 0: damaged from here to the end of the row group"),
        "{told}"
    );
    let documents = rows(folder.path().join("out/documents.jsonl"));
    let ids: Vec<&Value> = documents.iter().map(|row| &row["id"]).collect();
    assert_eq!(ids.first(), Some(&&json!(30)));
    assert_eq!(ids.len(), 10);
}

#[cfg(feature = "parquet")]
#[test]
fn findings_are_a_table_too() {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path();
    std::fs::write(root.join("a.jsonl"), lines(0..40)).expect("written");
    assert_eq!(scanned(root, "a.jsonl -o both --quiet --write findings,table").0, 0);
    assert_eq!(scanned(root, "a.jsonl -o alone --quiet --write table --threads 1").0, 0);
    let kept: Vec<String> = written(&root.join("alone")).into_keys().collect();
    assert_eq!(kept, ["faults.jsonl", "findings.parquet", "stats.json"]);
    let bytes = |of: &str| std::fs::read(root.join(of).join("findings.parquet")).expect("readable");
    assert!(bytes("both") == bytes("alone"));
    let file = std::fs::File::open(root.join("alone/findings.parquet")).expect("readable");
    let reader = SerializedFileReader::new(file).expect("a table");
    let table: Vec<Value> = reader
        .get_row_iter(None)
        .expect("rows")
        .map(|row| row.expect("a row").to_json_value())
        .collect();
    let lines = rows(root.join("both/findings.jsonl"));
    assert!(!lines.is_empty() && table.len() == lines.len());
    for (row, line) in table.iter().zip(&lines) {
        for same in ["path", "id", "record", "rule", "confidence", "line", "column", "text"] {
            assert_eq!(row[same], line[same], "{same}");
        }
        assert_eq!(
            (&row["start"], &row["char_end"]),
            (&line["span"]["start"], &line["chars"]["end"])
        );
        let suggestions = row["suggestions"].as_str().expect("JSON");
        assert_eq!(serde_json::from_str::<Value>(suggestions).expect("JSON"), line["suggestions"]);
    }
}

#[cfg(not(feature = "parquet"))]
#[test]
fn a_table_needs_its_feature() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("a.jsonl"), line(3)).expect("written");
    let (status, told) = scanned(folder.path(), "a.jsonl -o out --write table");
    assert_eq!(status, 2);
    assert!(told.contains("without the feature parquet"), "{told}");
    assert!(!folder.path().join("out/manifest.json").exists());
}
