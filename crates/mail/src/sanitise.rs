//! A mail's HTML, made safe to show: [`sanitise()`].
//!
//! The order is the safety. A mail is parsed into a tree; elements are dropped, quoted history is
//! folded, styles, links and images are rewritten *on the tree*; the tree is written; and what was
//! written goes through `ammonia`, whose output nothing touches any more. Every list is a list of
//! what may stay. Where a limit is passed there is no output at all, and the caller shows the text
//! part: [`crate::text_document`].
//!
//! Knows nothing of frames and headers (that is [`mod@crate::document`]), and fetches nothing.

pub(crate) mod allow;
mod attributes;
mod css;
mod gate;
pub(crate) mod images;
pub(crate) mod quote;
mod strip;
mod tree;

use std::panic::{AssertUnwindSafe, catch_unwind};

use serde::{Deserialize, Serialize};
use url::Url;

pub(crate) use tree::escape;

use crate::link::Link;
use attributes::{Pass, Show};
use css::Notes;

/// The class of the element that holds the whole mail.
pub(crate) const ROOT: &str = "b-mail";
/// What stands before every class and id of a mail, so that none is ours.
pub(crate) const PREFIX: &str = "m-";

/// How many times longer a mail may become: links get a title, images an address of ours.
const GROWTH: usize = 3;

/// What sanitising a mail may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The HTML, in bytes.
    pub bytes: usize,
    /// Nodes of its tree.
    pub nodes: usize,
    /// How deep elements may be nested. Below 200 they are shown without their own box.
    pub depth: usize,
    /// Steps of the parser.
    pub steps: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 5 << 20,
            nodes: 400_000,
            depth: 600,
            steps: 500_000_000,
        }
    }
}

/// Why a mail's HTML is not shown. Its text part is shown instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unsafe {
    /// Over [`Limits::bytes`], or over three times that when written anew.
    #[error("the HTML has more than {0} bytes")]
    TooLarge(usize),
    /// Over [`Limits::nodes`].
    #[error("the HTML has more than {0} nodes")]
    TooManyNodes(usize),
    /// Over [`Limits::depth`].
    #[error("the HTML is nested more than {0} deep")]
    TooDeep(usize),
    /// Over [`Limits::steps`].
    #[error("the HTML is too complex")]
    TooComplex,
    /// Something in the sanitiser gave way. A bug of ours, kept from spreading.
    #[error("the HTML could not be sanitised")]
    Broken,
}

/// What the reader of a mail sees of ours in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labels {
    /// The line that unfolds quoted history.
    pub quoted: String,
}

impl Default for Labels {
    fn default() -> Self {
        Self {
            quoted: "Mensajes anteriores".to_owned(),
        }
    }
}

/// How a mail is made safe.
///
/// What is made at arrival is stored and served for as long as the mail is kept, while the right to
/// see an image lasts minutes. So let both addresses be relative (`remote/3`, `inline/2`) and serve
/// the document from a path that holds the right (`/mail/CAPABILITY/body`): the images then stand
/// under the same right, and nothing has to be written into what was made safe.
pub struct Options<'a> {
    /// The address a remote image is shown from after consent, given its place in
    /// [`Safe::remote`] and where it is. May be relative to the document.
    pub proxy: &'a dyn Fn(usize, &Url) -> String,
    /// The address an inline image is shown from, given its content id; `None` if there is none.
    pub inline: &'a dyn Fn(&str) -> Option<String>,
    /// Our words in it.
    pub labels: Labels,
    /// What it may cost.
    pub limits: Limits,
}

impl<'a> Options<'a> {
    /// Options with the usual words and limits.
    #[must_use]
    pub fn new(
        proxy: &'a dyn Fn(usize, &Url) -> String,
        inline: &'a dyn Fn(&str) -> Option<String>,
    ) -> Self {
        Self {
            proxy,
            inline,
            labels: Labels::default(),
            limits: Limits::default(),
        }
    }
}

/// A mail's body, safe to show in the frame that [`crate::document()`] makes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Safe {
    /// The body without remote images: what is shown first.
    pub blocked: Body,
    /// The body with remote images from the proxy: what is shown after consent. `None` if nothing
    /// is remote.
    pub consented: Option<Body>,
    /// What was remote, each address once.
    pub remote: Vec<Remote>,
    /// Where its links go, in order.
    pub links: Vec<Link>,
    /// The content ids of the images that stand in it.
    pub inline: Vec<String>,
    /// What it looks like on a dark screen.
    pub scheme: Scheme,
    /// Whether quoted history was folded.
    pub folded: bool,
}

/// Safe HTML and its style sheet. Can be made by this crate alone, or read from where what this
/// crate made was stored.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    html: String,
    css: String,
}

impl Body {
    pub(crate) const fn new(html: String, css: String) -> Self {
        Self { html, css }
    }

    /// The content of the document's body, from the gate.
    #[must_use]
    pub fn html(&self) -> &str {
        &self.html
    }

    /// The style sheet; holds no `<`.
    #[must_use]
    pub fn css(&self) -> &str {
        &self.css
    }
}

/// Something that would be fetched from elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remote {
    /// Where it is: `http` or `https`.
    pub url: String,
    /// It can only be there to tell that the mail was read; it is never shown.
    pub tracker: bool,
}

/// What a mail looks like on a dark screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scheme {
    /// It has no colours of its own and takes ours.
    Plain,
    /// It has colours made for white paper and stays on white.
    White,
    /// It knows of dark and light itself.
    Own,
}

/// Makes a mail's HTML safe to show.
///
/// # Errors
/// [`Unsafe`] says why nothing is shown of it.
pub fn sanitise(html: &str, options: &Options<'_>) -> Result<Safe, Unsafe> {
    if html.len() > options.limits.bytes {
        return Err(Unsafe::TooLarge(options.limits.bytes));
    }
    catch_unwind(AssertUnwindSafe(|| run(html, options))).unwrap_or(Err(Unsafe::Broken))
}

fn run(html: &str, options: &Options<'_>) -> Result<Safe, Unsafe> {
    let mut tree = tree::document(html, options.limits)?;
    let stripped = strip::strip(&mut tree);
    let folded = quote::fold(&mut tree, stripped.root, &options.labels.quoted);
    let (blocked, pass) = render(&tree, &stripped, options, Show::Blocked)?;
    let anything = pass.remote.iter().any(|remote| !remote.tracker);
    let consented = if anything {
        Some(render(&tree, &stripped, options, Show::Remote)?.0)
    } else {
        None
    };
    let scheme = match pass.notes {
        Notes { schemes: true, .. } => Scheme::Own,
        _ if stripped.schemes => Scheme::Own,
        Notes { coloured: true, .. } => Scheme::White,
        Notes { .. } => Scheme::Plain,
    };
    Ok(Safe {
        blocked,
        consented,
        remote: pass.remote,
        links: pass.links,
        inline: pass.inline,
        scheme,
        folded,
    })
}

fn render<'a>(
    tree: &tree::Tree,
    stripped: &strip::Stripped,
    options: &'a Options<'_>,
    show: Show,
) -> Result<(Body, Pass<'a>), Unsafe> {
    let mut tree = tree.clone();
    let mut pass = Pass::new(options, show);
    pass.tree(&mut tree, stripped.root);
    let css = pass.sheet(&stripped.css);
    let written = tree.written(tree::DOCUMENT);
    if written.len() > options.limits.bytes.saturating_mul(GROWTH) {
        return Err(Unsafe::TooLarge(options.limits.bytes));
    }
    tree::measure(&written, options.limits)?;
    Ok((Body::new(gate::clean(&written, pass.issued()), css), pass))
}
