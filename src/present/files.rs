//! The files of the message being written, as their chips show them.

use super::message::size;
use crate::{
    features::composer::composer_files::{ChipId, ChipStand, FileChip},
    i18n::{Key, t, tf, words},
    store::{
        Store,
        uploads::{Stand, Why},
    },
};
use bandeja_contract::ConversationId;
use bandeja_domain::channel::{FileUnfit, MOST_FILES, Rules};

/// The files of a conversation's draft, and those on their way.
#[must_use]
pub fn chips(id: ConversationId, rules: &Rules, store: &Store) -> Vec<FileChip> {
    let kept = store.drafts.get(id);
    let drafted = kept.draft.files.iter().map(|file| FileChip {
        id: ChipId::Kept(file.id),
        name: file.name.clone(),
        size: size(file.size),
        stand: ChipStand::Kept,
    });
    let uploads = store.uploads.get(id);
    let under = uploads.iter().map(|upload| FileChip {
        id: ChipId::Under(upload.key),
        name: upload.name.clone(),
        size: size(upload.size),
        stand: match upload.stand {
            Stand::Going(part) => ChipStand::Going(part),
            Stand::Failed(why) => ChipStand::Failed {
                why: reason(why, rules),
                may_retry: why.may_pass_later(),
            },
        },
    });
    drafted.chain(under).collect()
}

fn reason(why: Why, rules: &Rules) -> String {
    match why {
        Why::Unfit(FileUnfit::Empty) => t(Key::ComposerFileEmpty).to_owned(),
        Why::Unfit(FileUnfit::TooLarge { limit }) => {
            tf(Key::ComposerFileTooLarge, &[("limit", &size(limit))])
        }
        Why::Unfit(FileUnfit::Kind) => tf(Key::ComposerFileKind, &[("channel", rules.name)]),
        Why::TooMany => tf(
            Key::ComposerFileTooMany,
            &[("limit", &MOST_FILES.to_string())],
        ),
        Why::Refused(code) => t(words::problem(code)).to_owned(),
        Why::Lost => t(Key::ComposerFileLost).to_owned(),
    }
}
