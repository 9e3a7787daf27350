//! `find`: what people look for, by role and accessible name; never a class, never an id.
//!
//! It will never know which elements those are: `find.js` does, and one test compares it with what
//! the browser itself computes.

use serde_json::{Value, json};
use std::fmt;

/// The script that finds.
pub(crate) const SCRIPT: &str = include_str!("find.js");

/// Something that a person could point at.
#[derive(Clone, Debug)]
pub struct Query {
    outer: Option<Box<Query>>,
    step: Value,
}

/// Anything of a role, whatever its name.
#[must_use]
pub fn any(role: &str) -> Query {
    Query {
        outer: None,
        step: json!({"role": role}),
    }
}

/// Something of a role with exactly this name.
#[must_use]
pub fn role(role: &str, name: impl AsRef<str>) -> Query {
    any(role).set("name", name.as_ref()).set("how", "is")
}

/// Something of a role whose name contains this.
#[must_use]
pub fn like(role: &str, part: impl AsRef<str>) -> Query {
    any(role).set("name", part.as_ref()).set("how", "has")
}

/// A button with exactly this name.
#[must_use]
pub fn button(name: impl AsRef<str>) -> Query {
    role("button", name)
}

/// A text box with exactly this name.
#[must_use]
pub fn textbox(name: impl AsRef<str>) -> Query {
    role("textbox", name)
}

/// The innermost thing that shows exactly this text.
#[must_use]
pub fn text(text: impl AsRef<str>) -> Query {
    Query {
        outer: None,
        step: json!({"text": text.as_ref(), "how": "is"}),
    }
}

/// The innermost thing whose text contains this.
#[must_use]
pub fn text_like(part: impl AsRef<str>) -> Query {
    text(part).set("how", "has")
}

impl Query {
    fn set(mut self, key: &str, value: &str) -> Self {
        self.step[key] = value.into();
        self
    }

    /// Only inside of `outer`.
    #[must_use]
    pub fn within(mut self, outer: Query) -> Self {
        self.outer = Some(Box::new(match self.outer {
            Some(inner) => inner.within(outer),
            None => outer,
        }));
        self
    }

    /// Only where this can be read in it.
    #[must_use]
    pub fn holding(self, text: impl AsRef<str>) -> Self {
        self.set("holds", text.as_ref())
    }

    /// Only where an attribute (a state such as `aria-selected`) has this value.
    #[must_use]
    pub fn with(mut self, attribute: &str, value: &str) -> Self {
        self.step["with"] = json!([attribute, value]);
        self
    }

    /// The argument of the script.
    pub(crate) fn steps(&self) -> Vec<Value> {
        let mut steps = self
            .outer
            .as_ref()
            .map(|outer| outer.steps())
            .unwrap_or_default();
        steps.push(self.step.clone());
        steps
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = |key: &str| self.step[key].as_str().unwrap_or_default().to_owned();
        match (part("role"), part("name"), part("text")) {
            (role, _, text) if role.is_empty() => write!(f, "text «{text}»")?,
            (role, name, _) if name.is_empty() => write!(f, "{role}")?,
            (role, name, _) => write!(f, "{role} «{name}»")?,
        }
        if let Some(with) = self.step["with"].as_array() {
            write!(f, " with {} = {}", with[0], with[1])?;
        }
        if let Some(holds) = self.step["holds"].as_str() {
            write!(f, " holding «{holds}»")?;
        }
        match &self.outer {
            Some(outer) => write!(f, " in {outer}"),
            None => Ok(()),
        }
    }
}
