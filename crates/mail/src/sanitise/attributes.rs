//! The walk that rewrites attributes: links, images, styles, names.

use std::collections::{HashMap, HashSet};

use super::allow;
use super::css::{self, Notes};
use super::images::{self, Source};
use super::tree::{DOCUMENT, Data, Element, Id, Tree};
use super::{Options, PREFIX, ROOT, Remote};
use crate::link::Link;

/// How many remote addresses a mail may have; the rest is not shown.
const REMOTE: usize = 1_000;
/// How many links are told.
const LINKS: usize = 2_000;
/// The longest list of classes, in bytes.
const CLASSES: usize = 500;
/// How much of a link's text is read.
const TEXT: usize = 400;

/// Classes of ours that may stand in a mail.
pub(super) const OWN_CLASSES: &[&str] = &[ROOT, "b-blocked", "b-host", "b-missing", "b-quoted"];

/// What is shown of what is remote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Show {
    Blocked,
    Remote,
}

/// One walk, and what it found.
pub(super) struct Pass<'a> {
    options: &'a Options<'a>,
    show: Show,
    places: HashMap<String, usize>,
    issued: HashSet<String>,
    pub(super) remote: Vec<Remote>,
    pub(super) links: Vec<Link>,
    pub(super) inline: Vec<String>,
    pub(super) notes: Notes,
}

impl<'a> Pass<'a> {
    pub(super) fn new(options: &'a Options<'a>, show: Show) -> Self {
        Self {
            options,
            show,
            places: HashMap::new(),
            issued: HashSet::new(),
            remote: Vec::new(),
            links: Vec::new(),
            inline: Vec::new(),
            notes: Notes::default(),
        }
    }

    /// The addresses of images that this walk gave out: the gate lets no other pass.
    pub(super) fn issued(&mut self) -> HashSet<String> {
        std::mem::take(&mut self.issued)
    }

    /// Rewrites every element.
    pub(super) fn tree(&mut self, tree: &mut Tree, root: Id) {
        let all: Vec<Id> = tree.below(DOCUMENT).collect();
        for id in all {
            let Some(element) = tree.element(id) else {
                continue;
            };
            if matches!(&*element.name, "details" | "summary") {
                continue;
            }
            let mut element = element.clone();
            let text = if &*element.name == "a" {
                tree.text(id, TEXT)
            } else {
                String::new()
            };
            let Some(link) = self.element(&mut element, &text, id == root) else {
                tree.detach(id);
                continue;
            };
            if let Some(slot) = tree.element_mut(id) {
                *slot = element;
            }
            if let Some(link) = link {
                if link.deceives {
                    let mark = tree.make_element("bdi", &[("class", "b-host")]);
                    let host = tree.make(Data::Text(format!(" [{}]", link.host)));
                    tree.append(mark, host);
                    tree.append(id, mark);
                }
                if self.links.len() < LINKS {
                    self.links.push(link);
                }
            }
        }
    }

    /// The rules of the mail's style sheets that may stand.
    pub(super) fn sheet(&mut self, sheets: &[String]) -> String {
        let mut notes = self.notes;
        let filtered: String = sheets
            .iter()
            .map(|sheet| css::sheet(sheet, &mut |url| self.image(url, false), &mut notes))
            .collect();
        self.notes = notes;
        // Nothing above writes a «<»; if it ever did, the sheet could end its element.
        if filtered.contains('<') {
            String::new()
        } else {
            filtered
        }
    }

    /// `None` if the element has nothing to show; else its link, if it is one.
    fn element(
        &mut self,
        element: &mut Element,
        text: &str,
        is_root: bool,
    ) -> Option<Option<Link>> {
        let mut link = None;
        let name = element.name.clone();
        if &*name == "img" && !self.img(element) {
            return None;
        }
        let attributes = std::mem::take(&mut element.attributes);
        for (key, value) in attributes {
            if !allow::is_attribute(&name, &key) || !element.get(&key).is_empty() {
                continue;
            }
            let kept = match key.as_str() {
                "href" => {
                    link = Link::new(&value, text);
                    link.as_ref().map(|link| link.url.clone())
                }
                "src" => Some(value),
                "background" => self.image(&value, false),
                "style" => {
                    let mut notes = self.notes;
                    let style =
                        css::attribute(&value, &mut |url| self.image(url, false), &mut notes);
                    self.notes = notes;
                    (!style.is_empty()).then_some(style)
                }
                // An image's classes were written with its address.
                "class" if &*name == "img" => (!value.is_empty()).then_some(value),
                "class" if is_root => Some(root_classes(&value)),
                "class" => classes(&value),
                "id" => word(&value),
                _ => {
                    let value = value.trim().to_owned();
                    allow::is_value(&key, &value).then_some(value)
                }
            };
            self.notes.coloured |= kept.is_some() && matches!(key.as_str(), "bgcolor" | "color");
            if let Some(value) = kept {
                element.attributes.push((key, value));
            }
        }
        if let Some(link) = &link {
            element.set("title", link.title());
        }
        Some(link)
    }

    /// Decides what an image shows. `false` if nothing.
    fn img(&mut self, element: &mut Element) -> bool {
        let given = match element.get("src").trim() {
            "" => first_of_set(element.get("srcset")),
            src => src.to_owned(),
        };
        let tracker = is_tracker(element);
        let has_words = !element.get("alt").trim().is_empty();
        let source = images::source(&given);
        let shown = self.source(source.clone(), tracker);
        for ours in ["src", "data-remote"] {
            element.attributes.retain(|(name, _)| name != ours);
        }
        let mut class = classes(element.get("class")).unwrap_or_default();
        match (shown, source) {
            _ if tracker => return false,
            (Some(url), _) => element.set("src", url),
            (None, Source::Remote(url)) => {
                let Some(place) = self.places.get(url.as_str()) else {
                    return has_words;
                };
                element.set("data-remote", place.to_string());
                class = format!("b-blocked {class}");
            }
            (None, Source::Inline(_)) => class = format!("b-missing {class}"),
            (None, _) if has_words => {}
            (None, _) => return false,
        }
        element.set("class", class.trim());
        true
    }

    /// The address an image is shown from.
    fn image(&mut self, url: &str, tracker: bool) -> Option<String> {
        self.source(images::source(url), tracker)
    }

    fn source(&mut self, source: Source, tracker: bool) -> Option<String> {
        let url = match source {
            Source::Nowhere => return None,
            Source::Data(data) => data,
            Source::Inline(id) => {
                let url = (self.options.inline)(&id)?;
                if self.inline.len() < REMOTE && !self.inline.contains(&id) {
                    self.inline.push(id);
                }
                images::writable(&url)
            }
            Source::Remote(url) => {
                let place = self.place(url.as_str(), tracker)?;
                if self.show == Show::Blocked || tracker {
                    return None;
                }
                images::writable(&(self.options.proxy)(place, &url))
            }
        };
        self.issued.insert(url.clone());
        Some(url)
    }

    fn place(&mut self, url: &str, tracker: bool) -> Option<usize> {
        if let Some(&place) = self.places.get(url) {
            self.remote[place].tracker &= tracker;
            return Some(place);
        }
        if self.remote.len() >= REMOTE {
            return None;
        }
        self.remote.push(Remote {
            url: url.to_owned(),
            tracker,
        });
        self.places.insert(url.to_owned(), self.remote.len() - 1);
        Some(self.remote.len() - 1)
    }
}

/// Classes with our prefix, so that none is ours.
fn classes(value: &str) -> Option<String> {
    let prefixed = value
        .split_ascii_whitespace()
        .map(|class| format!("{PREFIX}{class}"));
    let all = prefixed.collect::<Vec<_>>().join(" ");
    (!all.is_empty() && all.len() <= CLASSES).then_some(all)
}

/// The root's: ours, which stands first, and the document's own.
fn root_classes(value: &str) -> String {
    let own = value.strip_prefix(ROOT).and_then(classes);
    own.map_or_else(|| ROOT.to_owned(), |own| format!("{ROOT} {own}"))
}

fn word(value: &str) -> Option<String> {
    let value = value.trim();
    let good = !value.is_empty() && value.len() <= 100 && !value.contains(char::is_whitespace);
    good.then(|| format!("{PREFIX}{value}"))
}

fn first_of_set(set: &str) -> String {
    set.split([' ', '\n', '\t', ','])
        .find(|word| !word.is_empty())
        .unwrap_or_default()
        .to_owned()
}

/// Whether an image is too small to be seen, or hidden.
fn is_tracker(element: &Element) -> bool {
    let style: String = element
        .get("style")
        .to_ascii_lowercase()
        .split_whitespace()
        .collect();
    let tiny = |name: &str| {
        let attribute = element.get(name).trim();
        let tiny = |value: &str| matches!(value, "0" | "1" | "0px" | "1px");
        let styled = style
            .split(';')
            .filter_map(|declaration| declaration.split_once(':'))
            .find(|(property, _)| *property == name)
            .map(|(_, value)| value.trim_end_matches("!important"));
        styled.map_or_else(|| tiny(attribute), tiny)
    };
    let hidden = |declaration| style.split(';').any(|given| given == declaration);
    (tiny("width") && tiny("height")) || hidden("display:none") || hidden("visibility:hidden")
}
