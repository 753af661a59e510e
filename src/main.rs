//! The `mtlint` program.

fn main() -> std::process::ExitCode {
    mtlint::cli::run()
}
