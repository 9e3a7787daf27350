//! What the scripted chatbot says (A4), without I/O: a script is data, an answer follows from it and
//! from what was said last.

use bandeja_contract::{HandOver, InboxId, QueueId};
use serde::{Deserialize, Serialize};

/// A chatbot on one inbox.
#[derive(Clone, Debug)]
pub(crate) struct Bot {
    pub(crate) inbox: InboxId,
    /// Where it hands over to; the inbox's own queue, if nothing is said.
    pub(crate) queue: Option<QueueId>,
    pub(crate) script: Script,
    pub(crate) enabled: bool,
}

/// What it knows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Script {
    /// Answers, the first that fits is given.
    pub(crate) answers: Vec<Known>,
    /// Words by which a client asks for a person.
    pub(crate) person: Vec<String>,
    /// What it says when it did not understand once.
    pub(crate) unknown: String,
    /// What it says when it hands over.
    pub(crate) goodbye: String,
}

/// Something that it can answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Known {
    /// Any of these, as whole words, capitals and accents aside.
    pub(crate) words: Vec<String>,
    /// The answer.
    pub(crate) says: String,
}

/// What it does about a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reply<'a> {
    /// It answers.
    Says(&'a str),
    /// It says goodbye and hands over.
    HandsOver(&'a str, HandOver),
}

impl Script {
    /// What it does about `text`, when `last` is what it said last, if it said anything.
    pub(crate) fn reply(&self, text: &str, last: Option<&str>) -> Reply<'_> {
        let text = folded(text);
        let has = |words: &[String]| words.iter().any(|words| contains(&text, &folded(words)));
        if has(&self.person) {
            return Reply::HandsOver(&self.goodbye, HandOver::Asked);
        }
        if let Some(known) = self.answers.iter().find(|known| has(&known.words)) {
            return Reply::Says(&known.says);
        }
        if last == Some(&self.unknown) {
            return Reply::HandsOver(&self.goodbye, HandOver::NotUnderstood);
        }
        Reply::Says(&self.unknown)
    }
}

/// Small letters without accents, one space between words and around all of them.
fn folded(text: &str) -> String {
    let mut folded = String::from(" ");
    for letter in text.to_lowercase().chars() {
        let plain = match letter {
            'á' | 'à' | 'â' | 'ã' | 'ä' => 'a',
            'é' | 'è' | 'ê' | 'ë' => 'e',
            'í' | 'ì' | 'î' | 'ï' => 'i',
            'ó' | 'ò' | 'ô' | 'õ' | 'ö' => 'o',
            'ú' | 'ù' | 'û' | 'ü' => 'u',
            'ç' => 'c',
            'ñ' => 'n',
            letter if letter.is_alphanumeric() => letter,
            _ => ' ',
        };
        if plain != ' ' || !folded.ends_with(' ') {
            folded.push(plain);
        }
    }
    if !folded.ends_with(' ') {
        folded.push(' ');
    }
    folded
}

fn contains(text: &str, words: &str) -> bool {
    words.trim() != "" && text.contains(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn a_script() -> Script {
        Script {
            answers: vec![Known {
                words: vec!["horario".to_owned(), "a qué hora".to_owned()],
                says: "De 9 a 18 h.".to_owned(),
            }],
            person: vec!["agente".to_owned()],
            unknown: "No lo entendí.".to_owned(),
            goodbye: "Le paso con una persona.".to_owned(),
        }
    }

    /// Proves A4.
    #[test]
    fn it_answers_what_it_knows_and_hands_over_the_rest() {
        let script = a_script();
        let unknown = Some(script.unknown.as_str());
        let goodbye = "Le paso con una persona.";
        for (text, last, expected) in [
            ("¿Cuál es su HORARIO?", None, Reply::Says("De 9 a 18 h.")),
            ("¿A que hora abren?", unknown, Reply::Says("De 9 a 18 h.")),
            ("Horarios", None, Reply::Says("No lo entendí.")),
            ("", None, Reply::Says("No lo entendí.")),
            ("bla", Some("De 9 a 18 h."), Reply::Says("No lo entendí.")),
            (
                "bla",
                unknown,
                Reply::HandsOver(goodbye, HandOver::NotUnderstood),
            ),
            (
                "quiero un agente",
                None,
                Reply::HandsOver(goodbye, HandOver::Asked),
            ),
        ] {
            assert_eq!(script.reply(text, last), expected, "{text} after {last:?}");
        }
    }
}
