//! Writes to a store until it is ended, and says after each write that it is done: `writer FOLDER SEED FIRST`.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use cairn_tests::writes::Writer;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, seed, first] = arguments.as_slice() else { return ExitCode::from(2) };
    let (Ok(seed), Ok(first)) = (seed.parse(), first.parse::<u64>()) else { return ExitCode::from(2) };
    let mut writer = match Writer::open(Path::new(folder), seed) {
        Ok(writer) => writer,
        Err(error) => {
            println!("error opening: {error}");
            return ExitCode::FAILURE;
        }
    };
    println!("open");
    for number in first.. {
        match writer.write(number) {
            Ok(kind) => println!("{number} {kind}"),
            Err(error) => {
                println!("error {number}: {error}");
                return ExitCode::FAILURE;
            }
        }
        if std::io::stdout().flush().is_err() {
            break;
        }
    }
    ExitCode::SUCCESS
}
