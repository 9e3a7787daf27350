//! `cargo xtask dist --backend URL`: what a host of static files needs when the backend is another
//! machine: `config.json` with its address, `_headers` and `_redirects` as such hosts read them,
//! and the same headers as a plain list (`headers.txt`) for servers that are set up otherwise.
//!
//! The backend sends the same headers itself when it serves the pages; a test compares.

use crate::{
    project::{Project, write_if_changed},
    shell::{Because, Outcome, failure, note, usage},
};
use std::{fs, path::Path};

/// What the app's page may load and do, when everything is on one server.
const POLICY: [(&str, &str); 13] = [
    ("default-src", "'none'"),
    ("script-src", "'self' 'wasm-unsafe-eval'"),
    ("style-src", "'self'"),
    ("style-src-attr", "'unsafe-inline'"),
    ("img-src", "'self' data: blob:"),
    ("media-src", "'self' blob:"),
    ("connect-src", "'self'"),
    ("font-src", "'self'"),
    ("frame-src", "'self'"),
    ("worker-src", "'self'"),
    ("manifest-src", "'self'"),
    ("form-action", "'none'"),
    ("base-uri", "'self'"),
];
/// The rest of it, which names no server.
const POLICY_END: &str = "object-src 'none'; frame-ancestors 'none'";

/// Headers of every file beside the policy.
const EVERY: [(&str, &str); 4] = [
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Referrer-Policy", "no-referrer"),
    ("Strict-Transport-Security", "max-age=63072000"),
    ("X-Content-Type-Options", "nosniff"),
];

/// Where a backend is, as `--backend` names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Backend {
    /// Scheme, host and port.
    origin: String,
    /// The same for websockets.
    sockets: String,
}

impl Backend {
    /// Takes `https://host` or `https://host:port`; http for this machine only, for trying.
    pub(super) fn parse(url: &str) -> Outcome<Self> {
        let wanted = || {
            usage(format!(
                "--backend takes an origin like https://api.example, without a path; not «{url}»"
            ))
        };
        let url = url.strip_suffix('/').unwrap_or(url);
        let (scheme, place) = url.split_once("://").ok_or_else(wanted)?;
        let host = place.split(':').next().unwrap_or_default();
        let is_here = ["localhost", "127.0.0.1"].contains(&host);
        let fits = !host.is_empty()
            && place
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b".-:".contains(&byte));
        let sockets = match scheme {
            "https" if fits => "wss",
            "http" if fits && is_here => "ws",
            _ => return Err(wanted()),
        };
        Ok(Self {
            origin: url.to_ascii_lowercase(),
            sockets: format!("{sockets}://{}", place.to_ascii_lowercase()),
        })
    }

    fn policy(&self) -> String {
        let (origin, sockets) = (&self.origin, &self.sockets);
        let mut policy = String::new();
        for (name, sources) in POLICY {
            policy.push_str(&match name {
                "connect-src" => format!("{name} {sources} {origin} {sockets}; "),
                "img-src" | "media-src" | "frame-src" => format!("{name} {sources} {origin}; "),
                _ => format!("{name} {sources}; "),
            });
        }
        policy.push_str(POLICY_END);
        policy
    }

    fn every(&self) -> Vec<(&'static str, String)> {
        let mut headers = vec![("Content-Security-Policy", self.policy())];
        headers.extend(EVERY.map(|(name, value)| (name, value.to_owned())));
        headers
    }

    /// `_headers`: a path, then its headers, set in.
    fn headers_file(&self, hashed: &[String]) -> String {
        let mut text = String::from("/*\n");
        for (name, value) in self.every() {
            text.push_str(&format!("  {name}: {value}\n"));
        }
        for path in hashed {
            text.push_str(&format!(
                "/{path}\n  Cache-Control: public, max-age=31536000, immutable\n"
            ));
        }
        text
    }

    /// The same in words.
    fn list(&self) -> String {
        let mut text = format!(
            "For the app's files, where {} is the backend.\n\nEvery answer:\n\n",
            self.origin
        );
        for (name, value) in self.every() {
            text.push_str(&format!("{name}: {value}\n"));
        }
        text.push_str(
            "\nFiles with a hash in their name (they are listed in _headers):\n\n\
             Cache-Control: public, max-age=31536000, immutable\n\n\
             Every other file:\n\nCache-Control: no-cache\n\n\
             A path without a file answers index.html with status 200.\n\
             A file.br beside a file is the same, packed with brotli (Content-Encoding: br).\n",
        );
        text
    }
}

/// Writes the files into the built pages.
pub(super) fn write(project: &Project, backend: &Backend) -> Outcome {
    let dist = project.path("dist");
    let mut hashed = Vec::new();
    gather(&dist, "", &mut hashed)?;
    if hashed.is_empty() {
        return Err(failure("dist/ holds no built pages".to_owned()));
    }
    hashed.sort();
    let config = format!("{{\"backend\":\"{}\"}}\n", backend.origin);
    for (name, text) in [
        ("config.json", config),
        ("_headers", backend.headers_file(&hashed)),
        ("_redirects", "/* /index.html 200\n".to_owned()),
        ("headers.txt", backend.list()),
    ] {
        write_if_changed(&dist.join(name), text.as_bytes())?;
    }
    note(&format!(
        "dist/ is for a backend at {}: start it with --public-url {} and --app-origin and the \
         address of these pages",
        backend.origin, backend.origin
    ));
    Ok(())
}

/// Takes away what pages for a backend elsewhere had.
pub(super) fn clear(project: &Project) -> Outcome {
    for name in ["config.json", "_headers", "_redirects", "headers.txt"] {
        let path = project.path("dist").join(name);
        if path.is_file() {
            fs::remove_file(&path).because(path.display())?;
        }
    }
    Ok(())
}

/// The files whose names hold a hash of their content, but for packed siblings.
fn gather(folder: &Path, below: &str, hashed: &mut Vec<String>) -> Outcome {
    for entry in fs::read_dir(folder).because(folder.display())? {
        let path = entry.because(folder.display())?.path();
        let name = path.file_name().and_then(|name| name.to_str());
        let Some(name) = name else { continue };
        let place = format!("{below}{name}");
        if path.is_dir() {
            gather(&path, &format!("{place}/"), hashed)?;
        } else if is_hashed(name) && !name.ends_with(".br") {
            hashed.push(place);
        }
    }
    Ok(())
}

/// As the backend tells them: a part of at least eight hexadecimal digits, one of them a number.
fn is_hashed(name: &str) -> bool {
    name.split(['-', '_', '.']).any(|part| {
        part.len() >= 8
            && part.bytes().all(|byte| byte.is_ascii_hexdigit())
            && part.bytes().any(|byte| byte.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> String {
        text.replace("\\\n", " ")
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// Proves that pages on a host of static files are bound as the backend binds them, and by
    /// nothing more than the backend's own address.
    #[test]
    fn the_policy_is_that_of_the_backend_and_its_address() {
        let project = Project::find().unwrap();
        let source = fs::read_to_string(project.path("crates/backend/src/site.rs")).unwrap();
        let own = source
            .split_once("const APP_POLICY: &str = \"")
            .and_then(|(_, rest)| rest.split_once("\";"))
            .map(|(policy, _)| words(policy))
            .unwrap();
        let backend = Backend::parse("https://api.example/").unwrap();
        let policy = backend.policy();
        let without = policy
            .replace(" https://api.example", "")
            .replace(" wss://api.example", "");
        assert_eq!(without, own);
        for expected in [
            "connect-src 'self' https://api.example wss://api.example;",
            "img-src 'self' data: blob: https://api.example;",
            "media-src 'self' blob: https://api.example;",
            "frame-src 'self' https://api.example;",
            "script-src 'self' 'wasm-unsafe-eval';",
        ] {
            assert!(policy.contains(expected), "{expected}: {policy}");
        }
    }

    #[test]
    fn a_backend_is_an_origin_on_https() {
        for (url, sockets) in [
            ("https://api.example", "wss://api.example"),
            ("https://API.example:8443/", "wss://api.example:8443"),
            ("http://127.0.0.1:7878", "ws://127.0.0.1:7878"),
        ] {
            assert_eq!(Backend::parse(url).unwrap().sockets, sockets);
        }
        for wrong in [
            "api.example",
            "http://api.example",
            "https://api.example/api",
            "https://",
            "https://a; script-src *",
            "https://user@api.example",
            "ftp://api.example",
        ] {
            assert!(Backend::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn hosts_read_a_path_and_its_headers() {
        let backend = Backend::parse("https://api.example").unwrap();
        let text = backend.headers_file(&["a-0123456789abcdef.js".to_owned()]);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "/*");
        assert!(lines[1].starts_with("  Content-Security-Policy: default-src 'none'; "));
        assert_eq!(lines[lines.len() - 2], "/a-0123456789abcdef.js");
        assert!(lines[lines.len() - 1].starts_with("  Cache-Control: public"));
        assert!(
            lines.iter().all(|line| line.len() < 2000),
            "hosts cut longer lines"
        );
    }
}
