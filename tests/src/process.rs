//! Programs that the tests start: watched, read, and gone when the tests are gone.
//!
//! Each has a guard, a shell that waits on a pipe of ours: when this process ends in whatever way,
//! the pipe closes and the guard ends the program. It will never know what the programs do.

use std::{
    io::{BufRead, BufReader, Read},
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex, OnceLock, PoisonError, mpsc},
    thread,
    time::Duration,
};

/// A started program with all that it starts.
pub(crate) struct Program {
    child: Child,
    guard: Child,
    output: Arc<Mutex<Vec<String>>>,
}

impl Program {
    /// Starts `command` in a process group of its own, and waits until a line of its output gives
    /// what `ready` looks for.
    ///
    /// # Panics
    /// When it cannot be started, ends, or says nothing of the kind within `patience`; the message
    /// holds what it said.
    pub(crate) fn start<T: Send + 'static>(
        mut command: Command,
        patience: Duration,
        ready: impl Fn(&str) -> Option<T> + Send + Sync + 'static,
    ) -> (Self, T) {
        command.process_group(0).stdin(Stdio::null());
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        // Browsers leave their profiles here.
        command.env("TMPDIR", scratch());
        let mut child = match command.spawn() {
            Ok(child) => child,
            Err(error) => panic!("{command:?} does not start: {error}"),
        };
        let guard = guard(child.id());
        let output = Arc::new(Mutex::new(Vec::new()));
        let (found, is_ready) = mpsc::channel();
        let ready = Arc::new(ready);
        for stream in [
            child
                .stdout
                .take()
                .map(|out| Box::new(out) as Box<dyn Read + Send>),
            child
                .stderr
                .take()
                .map(|out| Box::new(out) as Box<dyn Read + Send>),
        ]
        .into_iter()
        .flatten()
        {
            let (output, found, ready) = (output.clone(), found.clone(), ready.clone());
            thread::spawn(move || {
                for line in BufReader::new(stream).lines().map_while(Result::ok) {
                    if let Some(what) = ready(&line) {
                        // Nobody listens any more after the first.
                        let _ = found.send(what);
                    }
                    output
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .push(line);
                }
            });
        }
        drop(found);
        let program = Self {
            child,
            guard,
            output,
        };
        match is_ready.recv_timeout(patience) {
            Ok(what) => (program, what),
            Err(_) => panic!("{command:?} is not ready:\n{}", program.said().join("\n")),
        }
    }

    /// Everything it wrote so far, errors too.
    pub(crate) fn said(&self) -> Vec<String> {
        self.output
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// `kill -9`: no farewell, no flush.
    pub(crate) fn kill(&mut self) {
        // Ended already is as good.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// Asks it to end (SIGTERM) and waits until it has.
    pub(crate) fn stop(&mut self) {
        let asked = Command::new("kill")
            .arg(self.child.id().to_string())
            .status();
        if asked.is_ok_and(|status| status.success()) {
            let _ = self.child.wait();
        } else {
            self.kill();
        }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // Closing the pipe lets the guard end the whole group, then the guard itself ends.
        drop(self.guard.stdin.take());
        let _ = self.guard.wait();
        let _ = self.child.wait();
    }
}

/// The folder of this run; it goes when this process goes. Its name is short, because browsers
/// make sockets in it.
pub(crate) fn scratch() -> &'static Path {
    static SCRATCH: OnceLock<(PathBuf, Child)> = OnceLock::new();
    &SCRATCH.get_or_init(|| swept(&std::env::temp_dir())).0
}

/// The same in memory, where writing through to a disk costs nothing; else the same.
pub(crate) fn memory() -> &'static Path {
    static MEMORY: OnceLock<Option<(PathBuf, Child)>> = OnceLock::new();
    let here = Path::new("/dev/shm");
    let memory = MEMORY.get_or_init(|| here.is_dir().then(|| swept(here)));
    memory.as_ref().map_or_else(scratch, |(path, _)| path)
}

/// A folder of this run, and the shell that takes it away.
fn swept(place: &Path) -> (PathBuf, Child) {
    let path = place.join(format!("bandeja-{}", std::process::id()));
    if let Err(error) = std::fs::create_dir_all(&path) {
        panic!("{}: {error}", path.display());
    }
    // The programs' own guards come first.
    let sweeper = at_the_end("sleep 1; rm -rf -- \"$0\"", &path.display().to_string());
    (path, sweeper)
}

/// A shell that ends a process group when this process is gone.
fn guard(group: u32) -> Child {
    at_the_end("kill -s KILL -- -$0 2> /dev/null", &group.to_string())
}

/// A shell that does `what` when this process is gone.
fn at_the_end(what: &str, zero: &str) -> Child {
    Command::new("sh")
        .args(["-c", &format!("cat > /dev/null; {what}"), zero])
        .process_group(0)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap_or_else(|error| panic!("no shell: {error}"))
}
