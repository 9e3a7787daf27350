//! The measured part of `cargo xtask bench`: what a person waits for, beside what the machine can do.
//!
//! One file per row of the list; `table` compares with the goals and prints. Everything is measured
//! on the real backend and, interleaved, on the floor page (`floor/`), which is as bare as a page can
//! be: its number says what this machine gives at this moment. Nothing here fails for being slow.

mod accepting;
mod args;
mod fan_out;
mod floor;
mod inbox_bytes;
mod line;
mod list_page;
mod numbers;
mod opening;
mod page;
mod scroll;
mod send;
mod shift;
mod start;
mod storm;
mod table;
mod tabs;
mod thread;
mod weights;
mod widget_bytes;
mod wind;

use args::Args;
use std::{panic::AssertUnwindSafe, process::ExitCode};
use table::Table;

/// A row: its name on the command line, and what measures it.
type Row = (&'static str, fn(&Args, &Table));

const ROWS: [Row; 13] = [
    ("1", inbox_bytes::measure),
    ("2", start::measure),
    ("3", opening::measure),
    ("4", storm::measure),
    ("5", scroll::measure),
    ("7", thread::measure),
    ("8", shift::measure),
    ("9", widget_bytes::measure),
    ("11", send::measure),
    ("accept", accepting::measure),
    ("fan", fan_out::measure),
    ("list", list_page::measure),
    ("tab", tabs::measure),
];

fn main() -> ExitCode {
    let args = match Args::from_env(&ROWS.map(|(name, _)| name)) {
        Ok(args) => args,
        Err(sentence) => {
            eprintln!("{sentence}");
            return ExitCode::from(2);
        }
    };
    let table = Table::new(&args);
    let mut broken = Vec::new();
    for (name, measure) in ROWS {
        if !args.rows.iter().any(|row| row == name) {
            continue;
        }
        eprintln!("── row {name}");
        table.looks_around(name);
        let measured = AssertUnwindSafe(|| measure(&args, &table));
        if std::panic::catch_unwind(measured).is_err() {
            broken.push(name);
        }
        // What there is stays, whatever becomes of the next row.
        table.write();
    }
    table.print();
    if broken.is_empty() {
        ExitCode::SUCCESS
    } else {
        eprintln!("could not be measured: row {}", broken.join(", "));
        ExitCode::FAILURE
    }
}
