//! `cargo xtask mail FILE.eml`: hands a mail in to the demo that is running, by the door by which
//! every mail comes in.
//!
//! The door opens to a secret of the inbox. The backend's own command makes one, of this command's
//! name, so that nobody else's stops being good.

use crate::{
    args::Args,
    project::Project,
    shell::{Because, Outcome, failure, output_of, usage},
};
use std::{
    fs,
    io::{Read, Write},
    net::TcpStream,
    process::Command,
};

/// The inbox of the demo's shop.
const INBOX: &str = "hola@barrovivo.example";
const PORT: u16 = 7878;

pub(crate) fn command(project: &Project, mut args: Args) -> Outcome {
    let inbox = args.option("--to")?.unwrap_or_else(|| INBOX.to_owned());
    let port: u16 = args.option("--port")?.unwrap_or(PORT);
    let file = args
        .command()
        .ok_or_else(|| usage("which mail? cargo xtask mail FILE.eml"))?;
    args.finish()?;
    let mail = fs::read(&file).because(&file)?;
    let secret = secret(project, &inbox)?;
    let (status, body) = hand_in(port, &secret, &mail)?;
    if status != 202 {
        return Err(failure(format!("refused with {status}: {body}")));
    }
    println!("{body}");
    Ok(())
}

/// A new secret for the inbox.
fn secret(project: &Project, inbox: &str) -> Outcome<String> {
    let backend = project
        .cargo_target()
        .join("release/bandeja-backend")
        .with_extension(std::env::consts::EXE_EXTENSION);
    let mut command = Command::new(backend);
    command.current_dir(project.path("")).args([
        "admin",
        "--data",
        "data",
        "inbound-secret",
        inbox,
        "--name",
        "xtask",
    ]);
    let secret = output_of(&mut command).map(|secret| secret.trim().to_owned());
    secret.filter(|secret| !secret.is_empty()).ok_or_else(|| {
        failure(format!(
            "there is no secret for {inbox}: is that an inbox of the demo, and was \
             cargo xtask demo run? A data/ of before mails begins anew with --reset"
        ))
    })
}

fn hand_in(port: u16, secret: &str, mail: &[u8]) -> Outcome<(u16, String)> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))
        .because("no demo answers; start one with cargo xtask demo")?;
    let head = format!(
        "POST /api/v1/inbound/mail HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\
         Content-Type: message/rfc822\r\nAuthorization: Bearer {secret}\r\n\
         Content-Length: {}\r\n\r\n",
        mail.len()
    );
    stream.write_all(head.as_bytes()).because("the demo")?;
    stream.write_all(mail).because("the demo")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).because("the demo")?;
    read(&answer).ok_or_else(|| failure("the demo's answer is none"))
}

/// Status and body of an answer that ends with its connection.
fn read(answer: &str) -> Option<(u16, String)> {
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    Some((status, body.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_its_status_and_its_body() {
        let answer = "HTTP/1.1 202 Accepted\r\ncontent-length: 2\r\n\r\n{}";
        assert_eq!(read(answer), Some((202, "{}".to_owned())));
        assert_eq!(read("HTTP/1.1 202"), None);
    }
}
