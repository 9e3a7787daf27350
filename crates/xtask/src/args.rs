//! The few arguments that the commands take: `--flag`, `--option value`, `--option=value`.
//!
//! It knows no command; each command asks for what it understands and ends with [`Args::finish`].

use crate::shell::{Outcome, usage};
use std::str::FromStr;

/// What stands behind `cargo xtask`, taken away piece by piece.
pub(crate) struct Args {
    rest: Vec<String>,
}

impl Args {
    /// The arguments of this process.
    pub(crate) fn from_env() -> Self {
        Self {
            rest: std::env::args().skip(1).collect(),
        }
    }

    /// Takes the first word.
    pub(crate) fn command(&mut self) -> Option<String> {
        (!self.rest.is_empty()).then(|| self.rest.remove(0))
    }

    /// Takes `name` and says whether it was there.
    pub(crate) fn flag(&mut self, name: &str) -> bool {
        let before = self.rest.len();
        self.rest.retain(|arg| arg != name);
        self.rest.len() < before
    }

    /// Takes `name VALUE` or `name=VALUE`. Fails when the value is missing or of another kind.
    pub(crate) fn option<T: FromStr>(&mut self, name: &str) -> Outcome<Option<T>> {
        let Some(at) = self.rest.iter().position(|arg| {
            arg == name || arg.strip_prefix(name).is_some_and(|r| r.starts_with('='))
        }) else {
            return Ok(None);
        };
        let arg = self.rest.remove(at);
        let value = match arg.split_once('=') {
            Some((_, value)) => value.to_owned(),
            None if at < self.rest.len() => self.rest.remove(at),
            None => return Err(usage(format!("{name} needs a value"))),
        };
        match value.parse() {
            Ok(value) => Ok(Some(value)),
            Err(_) => Err(usage(format!("{name} cannot be «{value}»"))),
        }
    }

    /// All that is left, for another program that reads it.
    pub(crate) fn rest(self) -> Vec<String> {
        self.rest
    }

    /// Fails when something is left that nobody asked for.
    pub(crate) fn finish(self) -> Outcome {
        match self.rest.first() {
            None => Ok(()),
            Some(arg) => Err(usage(format!(
                "«{arg}» is not understood; see cargo xtask help"
            ))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(words: &str) -> Args {
        Args {
            rest: words.split_whitespace().map(str::to_owned).collect(),
        }
    }

    #[test]
    fn options_are_taken_in_both_spellings() {
        let mut args = args("--port 80 --filter=a=b --reset");
        assert_eq!(args.option::<u16>("--port").unwrap(), Some(80));
        assert_eq!(
            args.option::<String>("--filter").unwrap().as_deref(),
            Some("a=b")
        );
        assert!(args.flag("--reset"));
        assert!(!args.flag("--reset"));
        assert!(args.finish().is_ok());
    }

    #[test]
    fn wrong_missing_and_unknown_values_are_refused() {
        assert!(args("--port many").option::<u16>("--port").is_err());
        assert!(args("--port").option::<u16>("--port").is_err());
        assert!(args("--prot 1").finish().is_err());
    }
}
