//! The dialogues of the demo, read from a text file and filled with names and things.

use super::{
    chance::Chance,
    words::{self, Language},
};

const TEXT: &str = include_str!("dialogues.txt");

/// What a dialogue is about, and what is said.
#[derive(Clone, Debug)]
pub(super) struct Dialogue {
    pub(super) language: Language,
    /// The group that answers it.
    pub(super) group: &'static str,
    pub(super) service: &'static str,
    subject: &'static str,
    /// The closing reason, and the note; «–» for none.
    pub(super) reason: &'static str,
    note: &'static str,
    turns: Vec<Turn>,
}

/// Something said, in several wordings.
#[derive(Clone, Debug)]
struct Turn {
    by_agent: bool,
    wordings: Vec<&'static str>,
}

/// A line as somebody wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) by_agent: bool,
    pub(super) text: String,
}

/// Reads the file.
pub(super) fn all() -> Vec<Dialogue> {
    TEXT.split("\n\n").filter_map(parse).collect()
}

fn parse(block: &'static str) -> Option<Dialogue> {
    let mut lines = block.trim().lines();
    let head: Vec<&str> = lines.next()?.strip_prefix("# ")?.split(" | ").collect();
    let &[language, group, service, subject, reason, note] = head.as_slice() else {
        return None;
    };
    let language = match language {
        "es" => Language::Es,
        "pt" => Language::Pt,
        "en" => Language::En,
        _ => return None,
    };
    let turns = lines
        .map(|line| {
            let (by, said) = line.split_once(' ')?;
            Some(Turn {
                by_agent: by == "A",
                wordings: said.split(" | ").collect(),
            })
        })
        .collect::<Option<Vec<_>>>()?;
    Some(Dialogue {
        language,
        group,
        service,
        subject,
        reason,
        note,
        turns,
    })
}

/// What fills the gaps of one conversation, the same throughout.
#[derive(Clone, Debug)]
pub(super) struct Filling {
    gaps: [(&'static str, String); 9],
}

impl Filling {
    /// Chosen by chance for a customer and an agent.
    pub(super) fn new(chance: &mut Chance, language: Language, first: &str, agent: &str) -> Self {
        let (whole, cents) = (
            chance.between(12, 240),
            chance.word(&["00", "50", "90", "95"]),
        );
        let amount = match language {
            Language::En => format!("€{whole}.{cents}"),
            Language::Es | Language::Pt => format!("{whole},{cents} €"),
        };
        let hour = format!(
            "{}:{}",
            chance.between(9, 19),
            chance.word(&["00", "15", "30"])
        );
        Self {
            gaps: [
                ("{item}", chance.word(words::items(language)).to_owned()),
                ("{city}", chance.word(words::cities(language)).to_owned()),
                ("{day}", chance.word(words::days(language)).to_owned()),
                ("{order}", format!("BV-{}", chance.between(20_310, 29_990))),
                ("{amount}", amount),
                ("{hour}", hour),
                ("{n}", chance.between(2, 9).to_string()),
                ("{first}", first.to_owned()),
                ("{agent}", agent.to_owned()),
            ],
        }
    }

    /// A text without gaps.
    pub(super) fn fill(&self, text: &str) -> String {
        let mut filled = text.replace("\\n", "\n");
        for (gap, word) in &self.gaps {
            if filled.contains(gap) {
                filled = filled.replace(gap, word);
            }
        }
        filled
    }
}

impl Dialogue {
    /// Everything that was said, in one wording each.
    pub(super) fn lines(&self, chance: &mut Chance, filling: &Filling) -> Vec<Line> {
        self.turns
            .iter()
            .map(|turn| Line {
                by_agent: turn.by_agent,
                text: filling.fill(chance.word(&turn.wordings)),
            })
            .collect()
    }

    /// The subject of its mail and of its ticket.
    pub(super) fn subject(&self, filling: &Filling) -> String {
        filling.fill(self.subject)
    }

    /// The closing note, if there is one.
    pub(super) fn note(&self, filling: &Filling) -> Option<String> {
        (self.note != "–").then(|| filling.fill(self.note))
    }
}

/// What customer and agent of a long thread say in turn, `count` lines.
pub(super) fn long_talk(chance: &mut Chance, first: &str, agent: &str, count: usize) -> Vec<Line> {
    let mut lines = Vec::with_capacity(count);
    while lines.len() < count {
        let filling = Filling::new(chance, Language::Es, first, agent);
        let Some((asked, answered)) = chance.one_of(&words::SMALL_TALK) else {
            break;
        };
        lines.push(Line {
            by_agent: false,
            text: filling.fill(asked),
        });
        lines.push(Line {
            by_agent: true,
            text: filling.fill(answered),
        });
    }
    lines.truncate(count);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seed::workspace::{GROUPS, REASONS};

    #[test]
    fn every_block_is_a_dialogue_of_a_group_with_a_reason() {
        let all = all();
        assert_eq!(all.len(), TEXT.matches("\n# ").count() + 1);
        for dialogue in &all {
            assert!(GROUPS.contains(&dialogue.group), "{}", dialogue.group);
            assert!(REASONS.contains(&dialogue.reason), "{}", dialogue.reason);
            assert!(
                !dialogue.turns[0].by_agent,
                "the customer begins: {}",
                dialogue.subject
            );
            assert!(dialogue.turns.iter().any(|turn| turn.by_agent));
        }
        for group in GROUPS {
            assert!(
                all.iter().any(|dialogue| dialogue.group == group),
                "{group}"
            );
        }
    }

    #[test]
    fn no_gap_stays_open() {
        let mut chance = Chance::new(7);
        for dialogue in all() {
            for _ in 0..20 {
                let filling = Filling::new(&mut chance, dialogue.language, "Inés", "Ana");
                let mut texts: Vec<String> = dialogue
                    .lines(&mut chance, &filling)
                    .into_iter()
                    .map(|line| line.text)
                    .collect();
                texts.push(dialogue.subject(&filling));
                texts.extend(dialogue.note(&filling));
                assert!(
                    texts
                        .iter()
                        .all(|text| !text.contains(['{', '}', '|', '\\'])),
                    "{texts:?}"
                );
            }
        }
        assert_eq!(long_talk(&mut chance, "Inés", "Ana", 501).len(), 501);
    }
}
