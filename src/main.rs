//! `dateline`: arguments in, exit code out.

fn main() -> std::process::ExitCode {
    dateline::cli::run()
}
