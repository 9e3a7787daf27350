//! Running other programs, and failing with a sentence.

use std::{
    fmt::{self, Display},
    io::{BufRead, BufReader, IsTerminal},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// Why a command stops: a sentence for the terminal and the code to exit with.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) message: String,
    pub(crate) code: u8,
}

impl Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// What every fallible step returns.
pub(crate) type Outcome<T = ()> = Result<T, Failure>;

/// A failure of the work itself, exit code 1.
pub(crate) fn failure(message: impl Into<String>) -> Failure {
    Failure {
        message: message.into(),
        code: 1,
    }
}

/// A misunderstanding on the command line, exit code 2.
pub(crate) fn usage(message: impl Into<String>) -> Failure {
    Failure {
        message: message.into(),
        code: 2,
    }
}

/// Adds to an error what was being done.
pub(crate) trait Because<T> {
    /// `what`, then the cause.
    fn because(self, what: impl Display) -> Outcome<T>;
}

impl<T, E: Display> Because<T> for Result<T, E> {
    fn because(self, what: impl Display) -> Outcome<T> {
        self.map_err(|cause| failure(format!("{what}: {cause}")))
    }
}

/// Runs a program with our own terminal and fails when it does.
pub(crate) fn run(command: &mut Command) -> Outcome {
    note(&format!("$ {}", line_of(command)));
    let status = command
        .status()
        .because(format!("`{}` could not be started", line_of(command)))?;
    if status.success() {
        Ok(())
    } else {
        Err(failure(format!("`{}` failed ({status})", line_of(command))))
    }
}

/// Runs a program, shows what it writes to stdout line by line and hands each line to `heard`;
/// whether it succeeded.
pub(crate) fn run_and_hear(command: &mut Command, mut heard: impl FnMut(&str)) -> Outcome<bool> {
    note(&format!("$ {}", line_of(command)));
    let could_not = format!("`{}` could not be started", line_of(command));
    let mut child = command.stdout(Stdio::piped()).spawn().because(&could_not)?;
    for line in child
        .stdout
        .take()
        .into_iter()
        .flat_map(|it| BufReader::new(it).lines())
    {
        let line = line.because("what it writes could not be read")?;
        println!("{line}");
        heard(&line);
    }
    Ok(child.wait().because(could_not)?.success())
}

/// What a program writes to stdout, trimmed; `None` when it is missing or fails.
pub(crate) fn output_of(command: &mut Command) -> Option<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}

/// Where a program stands on the PATH.
pub(crate) fn which(program: &str) -> Option<PathBuf> {
    let file = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&std::env::var_os("PATH")?)
        .map(|folder| folder.join(&file))
        .find(|path| path.is_file())
}

/// Puts folders before the PATH that `command` will see.
pub(crate) fn with_path(command: &mut Command, folders: &[PathBuf]) {
    let old = std::env::var_os("PATH").unwrap_or_default();
    let all = folders.iter().cloned().chain(std::env::split_paths(&old));
    if let Ok(path) = std::env::join_paths(all) {
        command.env("PATH", path);
    }
}

/// A heading before a step that takes its time.
pub(crate) fn step(text: &str) {
    eprintln!("\n{}", styled("1", &format!("── {text}")));
}

/// A line about what happens, for those who watch.
pub(crate) fn note(text: &str) {
    eprintln!("{}", styled("2", text));
}

fn styled(style: &str, text: &str) -> String {
    if std::io::stderr().is_terminal() {
        format!("\u{1b}[{style}m{text}\u{1b}[0m")
    } else {
        text.to_owned()
    }
}

fn line_of(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(command.get_program());
    let mut line = name.to_string_lossy().into_owned();
    for arg in command.get_args() {
        line.push(' ');
        line.push_str(&arg.to_string_lossy());
    }
    line
}
