//! A mail server: SMTP over TLS, without it on the own machine only.
//!
//! The client is `lettre`, because it speaks the protocol and takes what was written as it is; of it
//! neither the pool nor the writing of messages is used.

use super::{FarEnd, Letter, Outcome};
use crate::error::{Error, Result};
use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport, Tokio1Executor,
    address::Envelope,
    transport::smtp::{
        authentication::Credentials,
        client::{Tls, TlsParameters},
    },
};
use std::{fmt, pin::Pin, str::FromStr, time::Duration};

/// How long a server may take for each answer.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long handing one over may take in all.
const WITHIN: Duration = Duration::from_secs(600);
/// Replies that say something of us, not of the mail: authentication, and policies on it.
const OF_US: [u16; 4] = [530, 534, 535, 538];

/// Where a mail server is: `smtps://user:password@host:465`, or `smtp://…:587` with STARTTLS, which
/// is plain on the own machine only. Never shown.
#[derive(Clone)]
pub struct SmtpUrl {
    host: String,
    port: u16,
    encryption: Encryption,
    credentials: Option<(String, String)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Encryption {
    /// From the first byte.
    Whole,
    /// After a greeting; nothing is said without it.
    Begun,
    /// None: the own machine.
    None,
}

impl fmt::Debug for SmtpUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SmtpUrl(…)")
    }
}

impl SmtpUrl {
    /// The same with a password that did not stand in the text.
    #[must_use]
    pub fn with_password(mut self, password: String) -> Self {
        if let Some((_, kept)) = &mut self.credentials
            && kept.is_empty()
        {
            *kept = password;
        }
        self
    }
}

impl FromStr for SmtpUrl {
    type Err = String;

    /// Never says what stood in the text.
    fn from_str(text: &str) -> Result<Self, String> {
        let wanted = || "smtps://USER:PASSWORD@HOST[:PORT] or smtp://… (STARTTLS)".to_owned();
        let url = url::Url::parse(text).map_err(|_| wanted())?;
        let host = url.host_str().filter(|host| !host.is_empty());
        let host = host.ok_or_else(wanted)?.trim_matches(['[', ']']).to_owned();
        let at_home = crate::config::is_loopback(&format!("x://{}", url.host_str().unwrap_or("")));
        let (encryption, port) = match url.scheme() {
            "smtps" => (Encryption::Whole, 465),
            "smtp" if at_home => (Encryption::None, 25),
            "smtp" => (Encryption::Begun, 587),
            _ => return Err(wanted()),
        };
        let decode = |part: &str| {
            percent_decode(part).ok_or_else(|| "the credentials are not percent-encoded".to_owned())
        };
        let credentials = if url.username().is_empty() {
            None
        } else {
            let password = url.password().unwrap_or_default();
            Some((decode(url.username())?, decode(password)?))
        };
        Ok(Self {
            host,
            port: url.port().unwrap_or(port),
            encryption,
            credentials,
        })
    }
}

fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            let digits = std::str::from_utf8(&digits).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

/// A mail server.
pub(super) struct Smtp(AsyncSmtpTransport<Tokio1Executor>);

impl fmt::Debug for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Smtp(…)")
    }
}

impl Smtp {
    pub(super) fn new(url: &SmtpUrl) -> Result<Self> {
        let parameters = || {
            TlsParameters::new(url.host.clone())
                .map_err(|_| Error::Broken("the name of the mail server is none".to_owned()))
        };
        let tls = match url.encryption {
            Encryption::Whole => Tls::Wrapper(parameters()?),
            Encryption::Begun => Tls::Required(parameters()?),
            Encryption::None => Tls::None,
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&url.host)
            .port(url.port)
            .tls(tls)
            .timeout(Some(PATIENCE));
        if let Some((user, password)) = &url.credentials {
            builder = builder.credentials(Credentials::new(user.clone(), password.clone()));
        }
        Ok(Self(builder.build()))
    }

    async fn send(&self, letter: Letter) -> Outcome {
        let address = |text: &str| text.parse::<Address>().ok();
        let recipients: Vec<Address> = letter
            .recipients
            .iter()
            .filter_map(|one| address(one))
            .collect();
        let whole = recipients.len() == letter.recipients.len();
        let envelope = Envelope::new(address(&letter.sender), recipients);
        let (Ok(envelope), true) = (envelope, whole) else {
            // «Mailbox name not allowed».
            return Outcome::Refused(553);
        };
        match tokio::time::timeout(WITHIN, self.0.send_raw(&envelope, &letter.raw)).await {
            Ok(Ok(_)) => Outcome::Accepted,
            Ok(Err(error)) => {
                let code = error.status().map(u16::from);
                match code {
                    Some(code) if error.is_permanent() && !OF_US.contains(&code) => {
                        Outcome::Refused(code)
                    }
                    code => Outcome::Later(code),
                }
            }
            Err(_) => Outcome::Later(None),
        }
    }
}

impl FarEnd for Smtp {
    fn hand<'a>(&'a self, letter: Letter) -> Pin<Box<dyn Future<Output = Outcome> + Send + 'a>> {
        Box::pin(self.send(letter))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_own_machine_is_spoken_to_in_the_open() {
        for (text, expected) in [
            ("smtps://mx.example", Some((Encryption::Whole, 465))),
            ("smtp://mx.example", Some((Encryption::Begun, 587))),
            ("smtp://mx.example:25", Some((Encryption::Begun, 25))),
            ("smtp://127.0.0.1:1025", Some((Encryption::None, 1025))),
            ("smtp://localhost", Some((Encryption::None, 25))),
            ("smtp://[::1]:2525", Some((Encryption::None, 2525))),
            ("smtp://127.0.0.1.example", Some((Encryption::Begun, 587))),
            ("http://mx.example", None),
            ("mx.example", None),
            ("smtp://", None),
        ] {
            let url = text.parse::<SmtpUrl>().ok();
            assert_eq!(
                url.map(|url| (url.encryption, url.port)),
                expected,
                "{text}"
            );
        }
    }

    #[test]
    fn credentials_are_decoded_and_never_shown() {
        let url: SmtpUrl = "smtps://ana%40x.example:p%C3%A4ss@mx.example"
            .parse()
            .expect("a url");
        let pair = ("ana@x.example".to_owned(), "päss".to_owned());
        assert_eq!(url.credentials, Some(pair));
        assert_eq!(format!("{url:?}"), "SmtpUrl(…)");
        let url: SmtpUrl = "smtps://ana@mx.example".parse().expect("a url");
        let url = url.with_password("secret".to_owned());
        assert_eq!(
            url.credentials.map(|(_, password)| password).as_deref(),
            Some("secret")
        );
        let wrong = "smtps://ana:%zz@mx.example"
            .parse::<SmtpUrl>()
            .expect_err("refused");
        assert!(!wrong.contains("zz"), "{wrong}");
    }
}
