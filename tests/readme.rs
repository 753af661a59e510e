//! Every command of README.md works as written, and its picture shows what the program prints today.

use std::process::{Command, Output};

use snapbox::data::DataFormat;
use snapbox::{Assert, Data};

fn mtlint(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mtlint"));
    command.args(arguments).env_remove("NO_COLOR").output().expect("the program runs")
}

fn commands() -> Vec<String> {
    let readme = std::fs::read_to_string("README.md").expect("README.md");
    let commands = readme.lines().filter_map(|line| line.strip_prefix("$ "));
    commands.map(str::to_owned).collect()
}

#[test]
fn every_command_works() {
    let mut run = 0;
    for line in commands() {
        // The tests themselves and an installation into the user's folder are run by the continuous integration and the user.
        let arguments = match line
            .strip_prefix("cargo run --release -- ")
            .or_else(|| line.strip_prefix("mtlint "))
        {
            Some(arguments) => arguments,
            None => {
                assert!(
                    matches!(line.as_str(), "cargo test" | "cargo install --path . --locked"),
                    "{line}"
                );
                continue;
            }
        };
        let output = mtlint(&arguments.split(' ').collect::<Vec<_>>());
        let code = output.status.code();
        assert!(
            matches!(code, Some(0 | 1)),
            "{line}: {code:?} {}",
            String::from_utf8_lossy(&output.stderr)
        );
        assert!(!output.stdout.is_empty(), "{line} prints something");
        run += 1;
    }
    assert!(run >= 8, "the commands were found");
}

#[test]
fn the_picture_is_up_to_date() {
    let rules = ["casing/lowercase-name", "calque/quantity", "punct/foreign-mark", "locale/time"];
    let mut arguments =
        vec!["check", "--isolated", "--color", "always", "corpus/en/fr-war-bridge.txt"];
    for rule in rules {
        arguments.extend(["--select", rule]);
    }
    let output = mtlint(&arguments);
    let shown = String::from_utf8(output.stdout).expect("UTF-8");
    let picture = Data::read_from("docs/check.svg".as_ref(), Some(DataFormat::TermSvg));
    let actual = Data::text(shown).coerce_to(DataFormat::TermSvg);
    Assert::new().action_env("SNAPSHOTS").eq(actual, picture);
}
