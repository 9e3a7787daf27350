//! The words around the text that is written.

use super::composer_box::{Room, Warning};
use crate::i18n::{Key, Plural, number, tn, tnf};

pub(super) const fn hint(is_over_it: bool, is_mail: bool) -> Key {
    match (is_over_it, is_mail) {
        (true, _) => Key::ComposerDrop,
        (_, true) => Key::ComposerKeysMail,
        _ => Key::ComposerKeys,
    }
}

pub(super) const fn sentence(warning: Warning) -> Key {
    match warning {
        Warning::Offline => Key::ComposerOffline,
        Warning::DraftNotKept => Key::ComposerDraftUnsaved,
        Warning::DraftChangedElsewhere => Key::ComposerDraftElsewhere,
        Warning::Rescued => Key::ComposerRescued,
        Warning::Uploading => Key::ComposerUploading,
    }
}

pub(super) const fn placeholder(accepts: bool) -> Key {
    if accepts {
        Key::ComposerPlaceholderQueued
    } else {
        Key::ComposerPlaceholder
    }
}

pub(super) fn counted(room: Room) -> String {
    match room {
        Room::Left(left) => tn(Plural::ComposerLeft, left),
        Room::Over { by, limit } => tnf(Plural::ComposerOver, by, &[("limit", &number(limit))]),
    }
}

pub(super) const fn is_over(room: Option<Room>) -> bool {
    matches!(room, Some(Room::Over { .. }))
}
