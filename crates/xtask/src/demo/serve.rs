//! Runs the backend in the foreground: waits for its ready line, says where everything is, hands
//! Ctrl-C on, and ends with its exit code.

use crate::{
    project::Project,
    shell::{Because, Failure, Outcome, note, step},
};
use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{ChildStdout, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

/// What the backend prints when it accepts connections.
const READY: &str = "listening on ";

/// The people of the demo workspace.
const LOGINS: [(&str, &str); 5] = [
    ("ana@demo.bandeja", "agent"),
    ("bruno@demo.bandeja", "agent"),
    ("olga@demo.bandeja", "operator"),
    ("carla@demo.bandeja", "supervisor"),
    ("dora@demo.bandeja", "admin"),
];

const PASSWORD: &str = "bandeja-demo";

pub(super) fn until_stopped(project: &Project, backend: &Path, port: u16) -> Outcome {
    step("Starting");
    let mut child = Command::new(backend)
        .current_dir(project.path(""))
        .args(["serve", "--data", "data", "--static", "dist"])
        .args(["--listen", &format!("127.0.0.1:{port}")])
        .args(["--sample-site", &format!("127.0.0.1:{}", port + 1)])
        .arg("--demo-mailbox")
        // Every request in the log would bury the table below; who wants them sets it.
        .env(
            "RUST_LOG",
            std::env::var("RUST_LOG").unwrap_or_else(|_| "warn".to_owned()),
        )
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .because("the backend could not be started")?;
    let is_stopping = hand_on_signals(child.id())?;
    if let Some(stdout) = child.stdout.take() {
        follow(stdout, port, child.id());
    }
    let status = child.wait().because("the backend")?;
    if status.success() || is_stopping.load(Ordering::SeqCst) {
        return Ok(());
    }
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Err(Failure {
        message: format!(
            "the backend ended by itself ({status}). What it had confirmed is kept in data/; \
             start it again with cargo xtask demo"
        ),
        code: code.unwrap_or(1),
    })
}

/// A terminal sends Ctrl-C to the backend too; a `kill` of this process alone does not.
fn hand_on_signals(backend: u32) -> Outcome<Arc<AtomicBool>> {
    let is_stopping = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&is_stopping);
    ctrlc::set_handler(move || {
        flag.store(true, Ordering::SeqCst);
        // Where there is no such program, the console has told the backend itself.
        let _ = Command::new("kill")
            .args(["-TERM", &backend.to_string()])
            .status();
    })
    .because("Ctrl-C cannot be watched")?;
    Ok(is_stopping)
}

/// Passes the backend's words on until it ends; the ready line becomes the table.
fn follow(stdout: ChildStdout, port: u16, process: u32) {
    for line in BufReader::new(stdout).lines() {
        match line {
            Ok(line) if line.starts_with(READY) => print_table(port, process),
            // The table says it too.
            Ok(line) if line.starts_with("mailbox of the demo") => {}
            Ok(line) => println!("{line}"),
            Err(_) => break,
        }
    }
}

fn print_table(port: u16, process: u32) {
    println!();
    println!("  Agent app        http://127.0.0.1:{port}/");
    // Another host name than the backend's: as foreign to it as a customer's site.
    println!("  Sample shop      http://localhost:{}/", port + 1);
    println!("  Mails that left  http://127.0.0.1:{port}/mailbox");
    println!();
    for (login, role) in LOGINS {
        println!("  {login:20} {role:12} {PASSWORD}");
    }
    println!();
    println!("  Backend process  {process}");
    note(
        "  Ctrl-C stops it; data/ stays. A shop visitor and each agent need a browser profile of their own.",
    );
}
