//! Files that go with the next message: checked, uploaded, taken out again (M3, E12).

use super::{App, writing::put_draft};
use crate::store::uploads::{Stand, Upload, Why};
use bandeja_browser::upload::Picked;
use bandeja_contract::{AttachmentId, ConversationId};
use bandeja_domain::channel::{MOST_FILES, rules};

/// Somebody picked, dropped or pasted files. What the channel does not take is said before anything
/// is uploaded.
pub fn attach(app: &App, id: ConversationId, files: Vec<Picked>) {
    let Some(conversation) = app.store.conversations.get_untracked(id) else {
        return;
    };
    let rules = rules(conversation.channel);
    for file in files {
        let drafted = app.store.drafts.get_untracked(id).draft.files.len();
        let going = app.store.uploads.get_untracked(id);
        let going = going
            .iter()
            .filter(|one| matches!(one.stand, Stand::Going(_)));
        let stand = match rules.takes_file(&file.name(), file.size()) {
            Err(unfit) => Stand::Failed(Why::Unfit(unfit)),
            Ok(()) if drafted + going.count() >= MOST_FILES => Stand::Failed(Why::TooMany),
            Ok(()) => Stand::Going(0),
        };
        let key = app.next_upload();
        let upload = Upload {
            key,
            name: file.name(),
            size: file.size(),
            stand,
        };
        app.store.uploads.put(id, upload);
        if stand == Stand::Going(0) {
            app.begin_upload(id, key, file);
        }
    }
}

/// A file does not go along.
pub fn detach(app: &App, id: ConversationId, file: AttachmentId) {
    let kept = app.store.drafts.get_untracked(id);
    let mut draft = kept.draft.next(&kept.draft.text);
    draft.files.retain(|one| one.id != file);
    put_draft(app, id, draft);
}

/// A file that is on its way, or failed, is not wanted.
pub fn cancel_upload(app: &App, id: ConversationId, key: u32) {
    app.store.uploads.remove(id, key);
    app.drop_upload(key);
}

/// A file that failed is sent once more.
pub fn retry_upload(app: &App, id: ConversationId, key: u32) {
    if app.store.uploads.stands(id, key, Stand::Going(0)) {
        app.retry_upload(id, key);
    }
}
