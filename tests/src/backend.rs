//! The real backend as a program of its own: started, killed, started again over the same data.
//!
//! It will never know what the backend answers.

use crate::{
    place,
    process::{Program, scratch},
};
use std::{
    collections::BTreeMap,
    io::{self, Write},
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::{Arc, Mutex, OnceLock, PoisonError},
    time::Duration,
};

/// The key of the demo inbox.
pub const SITE_KEY: &str = "demo-tienda";

/// A backend and its data.
pub struct Backend {
    data: PathBuf,
    dist: PathBuf,
    port: u16,
    shop: u16,
    switches: Vec<String>,
    program: Option<Program>,
}

impl Backend {
    /// Starts one over `data`, on ports of its own.
    ///
    /// # Panics
    /// When it does not come up.
    pub(crate) fn start(data: &Path, dist: PathBuf, switches: Vec<String>) -> Self {
        let mut backend = Self {
            data: data.to_owned(),
            dist,
            port: 0,
            shop: free_port().unwrap_or_else(|error| panic!("no free port: {error}")),
            switches,
            program: None,
        };
        backend.run();
        backend
    }

    /// The port it answers on; the same after a restart.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The address of the agent app.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The address of the sample shop, another origin than the backend's.
    #[must_use]
    pub fn shop(&self) -> String {
        format!("http://localhost:{}", self.shop)
    }

    /// Its folder.
    #[must_use]
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// `kill -9`: nothing is flushed, nobody is told.
    pub fn kill(&mut self) {
        if let Some(mut program) = self.program.take() {
            program.kill();
        }
    }

    /// Asks it to end in order, and waits.
    pub fn stop(&mut self) {
        if let Some(mut program) = self.program.take() {
            program.stop();
        }
    }

    /// Starts it again on the same ports over the same data.
    ///
    /// # Panics
    /// When it does not come up.
    pub fn run(&mut self) {
        let mut command = Command::new(binary());
        command.arg("serve");
        command.args(["--listen", &format!("127.0.0.1:{}", self.port)]);
        command
            .arg("--data")
            .arg(&self.data)
            .arg("--static")
            .arg(&self.dist);
        command.args(["--sample-site", &format!("127.0.0.1:{}", self.shop)]);
        command.args(&self.switches);
        let (program, port) = Program::start(command, Duration::from_secs(30), |line| {
            let (_, address) = line.split_once("listening on http://")?;
            address.trim().rsplit_once(':')?.1.parse().ok()
        });
        self.port = port;
        self.program = Some(program);
    }

    /// Makes the secret by which mails are handed in for an inbox.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    pub fn inbound_secret(&self, address: &str) -> String {
        let mut command = Command::new(binary());
        command.arg("admin").arg("--data").arg(&self.data);
        command.args(["inbound-secret", address, "--name", "test"]);
        match command.output() {
            Ok(done) if done.status.success() => {
                String::from_utf8_lossy(&done.stdout).trim().to_owned()
            }
            Ok(done) => panic!("no secret: {}", String::from_utf8_lossy(&done.stderr)),
            Err(error) => panic!("no secret: {error}"),
        }
    }

    /// The command that gives a login another password; it ends the login's sessions.
    ///
    /// # Panics
    /// When it fails.
    pub fn resets_password(&self, email: &str, password: &str) {
        let mut command = Command::new(binary());
        command.arg("admin").arg("--data").arg(&self.data);
        command.args(["reset-password", email]);
        command.stdin(Stdio::piped()).stdout(Stdio::null());
        let done = command.spawn().and_then(|mut child| {
            if let Some(mut stdin) = child.stdin.take() {
                writeln!(stdin, "{password}")?;
            }
            child.wait()
        });
        assert!(
            done.is_ok_and(|status| status.success()),
            "no new password for {email}"
        );
    }

    /// What it wrote to its log.
    #[must_use]
    pub fn log(&self) -> Vec<String> {
        self.program.as_ref().map(Program::said).unwrap_or_default()
    }
}

/// A folder with the demo's data, with so many conversations or with the usual 200; made once per
/// run, copied for every test.
///
/// # Panics
/// When it cannot be made.
#[must_use]
pub(crate) fn seeded(conversations: Option<u32>) -> PathBuf {
    static SEEDED: Mutex<BTreeMap<Option<u32>, Arc<OnceLock<PathBuf>>>> =
        Mutex::new(BTreeMap::new());
    let place = {
        let mut all = SEEDED.lock().unwrap_or_else(PoisonError::into_inner);
        all.entry(conversations).or_default().clone()
    };
    place.get_or_init(|| seed(conversations)).clone()
}

fn seed(conversations: Option<u32>) -> PathBuf {
    let name = conversations.map_or_else(|| "demo".to_owned(), |number| format!("demo-{number}"));
    let data = scratch().join(name);
    let mut command = Command::new(binary());
    command.arg("seed").arg("--data").arg(&data);
    if let Some(number) = conversations {
        command.args(["--conversations", &number.to_string()]);
    }
    match command.output() {
        Ok(output) if output.status.success() => data,
        Ok(output) => panic!(
            "seeding failed: {}",
            String::from_utf8_lossy(&output.stderr)
        ),
        Err(error) => panic!("no backend to seed with: {error}"),
    }
}

/// `BANDEJA_BACKEND`, else what `cargo build` makes of it.
fn binary() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| {
        if let Some(path) = std::env::var_os("BANDEJA_BACKEND") {
            return path.into();
        }
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let built = Command::new(cargo)
            .args(["build", "--quiet", "--package", "bandeja-backend"])
            .current_dir(place::repository())
            .status();
        assert!(
            built.is_ok_and(|status| status.success()),
            "the backend does not build"
        );
        place::target().join("debug/bandeja-backend")
    })
}

fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}
