//! Something that was found, as its row shows it (L9).

use super::moment;
use crate::{
    features::search::hit_row::{Hit, Part},
    i18n::{Key, words},
    store::Workspace,
};
use bandeja_contract::{
    Conversation, Timestamp,
    search::{self, Found, Highlight},
};

/// What a row of the results shows.
#[must_use]
pub fn hit(
    hit: &search::Hit,
    conversation: &Conversation,
    workspace: &Workspace,
    now: Timestamp,
) -> Hit {
    let marked = parts(&hit.snippet, &hit.marks);
    let (name, words) = match hit.found {
        Found::Name => (marked, plain(&conversation.preview)),
        _ => (plain(&conversation.contact_name), marked),
    };
    Hit {
        name,
        words,
        channel: conversation.channel,
        at: moment::in_list(hit.at, now),
        place: place(hit.found),
        status: words::status(conversation.status, workspace.vocabulary()),
        owner: conversation.assignee.map(|id| workspace.agent_name(id)),
    }
}

const fn place(found: Found) -> Key {
    match found {
        Found::Attention => Key::SearchInAttention,
        Found::Ticket => Key::SearchInTicket,
        Found::Name => Key::SearchInName,
        Found::Email => Key::SearchInEmail,
        Found::Phone => Key::SearchInPhone,
        Found::Subject => Key::SearchInSubject,
        Found::Message => Key::SearchInMessage,
    }
}

fn plain(text: &str) -> Vec<Part> {
    vec![Part {
        text: text.to_owned(),
        is_match: false,
    }]
}

/// A text cut at its marks. Marks that do not fit it mark nothing.
fn parts(text: &str, marks: &[Highlight]) -> Vec<Part> {
    let mut parts = Vec::new();
    let (mut at, mut signs) = (0, text.chars());
    for (upto, is_match) in marks
        .iter()
        .flat_map(|mark| [(mark.from, false), (mark.to, true)])
        .chain([(u32::MAX, false)])
    {
        let length = upto.saturating_sub(at) as usize;
        let text: String = signs.by_ref().take(length).collect();
        if !text.is_empty() {
            parts.push(Part { text, is_match });
        }
        at = at.max(upto);
    }
    parts
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;

    fn check(text: &str, marks: &[(u32, u32)], expected: &str) {
        let marks: Vec<Highlight> = marks
            .iter()
            .map(|(from, to)| Highlight {
                from: *from,
                to: *to,
            })
            .collect();
        let mut shown = String::new();
        for part in parts(text, &marks) {
            let (open, close) = if part.is_match { ("[", "]") } else { ("", "") };
            shown.push_str(&format!("{open}{}{close}", part.text));
        }
        assert_eq!(shown, expected);
    }

    /// Proves L9: what matches is marked by characters, whatever the text is made of.
    #[test]
    fn a_text_is_cut_at_its_marks() {
        check("un reembolso ya", &[(3, 12)], "un [reembolso] ya");
        check("ñandú 😀 sí", &[(0, 5), (8, 10)], "[ñandú] 😀 [sí]");
        check("<b>x</b>", &[(3, 4)], "<b>[x]</b>");
        check("corto", &[(2, 99)], "co[rto]");
        check("corto", &[(9, 12), (3, 2)], "corto");
        check("", &[(0, 3)], "");
    }
}
