//! The real binary as a process that can be killed, and the little of HTTP that it takes to talk
//! to it.

use serde_json::Value;
use std::{path::Path, process::Stdio};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
    process::{Child, Command},
};

/// A server of its own.
pub(crate) struct Program {
    child: Child,
    address: String,
    log: tokio::task::JoinHandle<String>,
}

impl Program {
    /// Starts it. `most` limits its files to so many blocks of 1024 bytes, as a full disk would.
    pub(crate) async fn start(data: &Path, most: Option<u32>) -> Self {
        Self::start_with(data, most, &[]).await
    }

    /// The same with more on its command line.
    pub(crate) async fn start_with(data: &Path, most: Option<u32>, more: &[&str]) -> Self {
        let binary = env!("CARGO_BIN_EXE_bandeja-backend");
        let mut command = match most {
            None => Command::new(binary),
            Some(most) => {
                let mut shell = Command::new("bash");
                let script = format!("trap '' XFSZ; ulimit -f {most}; exec \"$@\"");
                shell.args(["-c", &script, "-", binary]);
                shell
            }
        };
        let mut child = command
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .args([
                "--rate",
                "visitor-message=100000/1",
                "--rate",
                "visitor-host=100000/1",
            ])
            .args(more)
            .env("RUST_LOG", "info,bandeja_backend=trace")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("starts");
        let mut errors = child.stderr.take().expect("a log");
        let log = tokio::spawn(async move {
            let mut log = String::new();
            errors.read_to_string(&mut log).await.expect("reads");
            log
        });
        let mut lines = BufReader::new(child.stdout.take().expect("an output")).lines();
        loop {
            let line = lines
                .next_line()
                .await
                .expect("reads")
                .expect("says that it listens");
            if let Some(address) = line.strip_prefix("listening on http://") {
                return Self {
                    child,
                    address: address.to_owned(),
                    log,
                };
            }
        }
    }

    /// The whole answer to a request written by hand.
    pub(crate) async fn raw(&self, request: &[u8]) -> String {
        let mut stream = TcpStream::connect(&self.address).await.expect("connects");
        stream.write_all(request).await.expect("writes");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.expect("reads");
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// `kill -9`, and waits until the process is gone, for only then is its folder free.
    pub(crate) async fn kill(&mut self) {
        self.child.kill().await.expect("kills");
    }

    /// Ends it in order and answers everything it wrote down.
    pub(crate) async fn stop(mut self) -> String {
        let id = self.child.id().expect("runs").to_string();
        let told = Command::new("kill")
            .args(["-TERM", &id])
            .status()
            .await
            .expect("kill");
        assert!(told.success());
        let ended = self.child.wait().await.expect("ends");
        let log = self.log.await.expect("a log");
        assert!(ended.success(), "in peace: {log}");
        log
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// Status and body, or nothing when the connection broke.
    pub(crate) async fn post(
        &self,
        path: &str,
        bearer: Option<&str>,
        body: &Value,
    ) -> Option<(u16, String)> {
        self.exchange("POST", path, bearer, &body.to_string())
            .await
            .ok()
    }

    pub(crate) async fn get(&self, path: &str, bearer: &str) -> Option<(u16, String)> {
        self.exchange("GET", path, Some(bearer), "").await.ok()
    }

    async fn exchange(
        &self,
        method: &str,
        path: &str,
        bearer: Option<&str>,
        body: &str,
    ) -> std::io::Result<(u16, String)> {
        let mut stream = TcpStream::connect(&self.address).await?;
        let authorization = bearer.map_or(String::new(), |bearer| {
            format!("authorization: Bearer {bearer}\r\n")
        });
        let request = format!(
            "{method} /api/v1{path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\nx-bandeja: 1\r\n\
             content-type: application/json\r\ncontent-length: {}\r\n{authorization}\r\n{body}",
            self.address,
            body.len()
        );
        stream.write_all(request.as_bytes()).await?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await?;
        let broken = || std::io::Error::from(std::io::ErrorKind::UnexpectedEof);
        let (head, body) = answer.split_once("\r\n\r\n").ok_or_else(broken)?;
        let status = head
            .split(' ')
            .nth(1)
            .and_then(|status| status.parse().ok());
        Ok((status.ok_or_else(broken)?, body.to_owned()))
    }
}

/// Another command of the binary on a data folder.
pub(crate) fn command(data: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bandeja-backend"));
    command
        .args(words)
        .arg("--data")
        .arg(data)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    command
}

/// Runs a command to its end: whether it went well, and what it said.
pub(crate) async fn run(data: &Path, words: &[&str]) -> (bool, String) {
    let output = command(data, words).output().await.expect("runs");
    let said = [output.stdout, output.stderr].concat();
    (
        output.status.success(),
        String::from_utf8_lossy(&said).into_owned(),
    )
}
