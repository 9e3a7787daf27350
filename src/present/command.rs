//! What keys do, in words (L11).

use super::deeds;
use crate::{
    i18n::{Key, t, tf, words},
    keys::Command,
};

/// What a command is called.
#[must_use]
pub fn name(command: Command, vocabulary: words::Vocabulary) -> String {
    let key = match command {
        Command::Palette => Key::KeysPalette,
        Command::Help => Key::KeysHelp,
        Command::Next => Key::KeysNext,
        Command::Previous => Key::KeysPrevious,
        Command::Search => Key::KeysSearch,
        Command::Reply => Key::KeysReply,
        Command::Note => Key::KeysNote,
        Command::Deed(deed) => deeds::name(deed),
        Command::Tab(status) => {
            return tf(Key::KeysTab, &[("tab", t(words::tab(status, vocabulary)))]);
        }
    };
    t(key).to_owned()
}

/// The heading under which it stands.
#[must_use]
pub const fn group(command: Command) -> Key {
    match command {
        Command::Palette | Command::Help | Command::Next | Command::Previous | Command::Search => {
            Key::KeysGroupDesk
        }
        Command::Reply | Command::Note | Command::Deed(_) => Key::KeysGroupConversation,
        Command::Tab(_) => Key::KeysGroupTabs,
    }
}
