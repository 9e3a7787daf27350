//! Files on their way to the server. Each stays here until it has arrived or nobody wants it, so that
//! it can be tried again.

use super::App;
use crate::{
    api::{Api, ApiError, json},
    store::{
        drafts::Kept,
        uploads::{Stand, Why},
    },
};
use bandeja_browser::upload::{Heard, Picked, Upload};
use bandeja_contract::{Attachment, Code, ConversationId};
use bandeja_domain::{drafts::DraftFile, session::Input};

/// A file on its way, and the way; no way when it failed.
pub(super) struct Under {
    key: u32,
    file: Picked,
    _way: Option<Upload>,
}

impl App {
    /// A number for the next upload.
    pub(crate) fn next_upload(&self) -> u32 {
        let Some(inner) = self.inner() else { return 0 };
        inner.uploaded.set(inner.uploaded.get().wrapping_add(1));
        inner.uploaded.get()
    }

    /// Sends a file.
    pub(crate) fn begin_upload(&self, id: ConversationId, key: u32, file: Picked) {
        let Some(inner) = self.inner() else { return };
        let way = self.way(&inner.api, id, key, &file);
        inner.uploads.borrow_mut().push(Under {
            key,
            file,
            _way: way,
        });
    }

    /// Sends a file once more.
    pub(crate) fn retry_upload(&self, id: ConversationId, key: u32) {
        let Some(inner) = self.inner() else { return };
        let file = inner
            .uploads
            .borrow()
            .iter()
            .find(|under| under.key == key)
            .map(|under| under.file.clone());
        if let Some(file) = file {
            self.drop_upload(key);
            self.begin_upload(id, key, file);
        }
    }

    /// Breaks off an upload, and forgets the file.
    pub(crate) fn drop_upload(&self, key: u32) {
        if let Some(inner) = self.inner() {
            inner.uploads.borrow_mut().retain(|under| under.key != key);
        }
    }

    fn way(&self, api: &Api, id: ConversationId, key: u32, file: &Picked) -> Option<Upload> {
        let app = self.clone();
        let way = api.upload(file, move |heard| app.heard_of_upload(id, key, heard));
        if way.is_none() {
            self.store.uploads.stands(id, key, Stand::Failed(Why::Lost));
        }
        way
    }

    fn heard_of_upload(&self, id: ConversationId, key: u32, heard: Heard) {
        let failed = |why| {
            self.store.uploads.stands(id, key, Stand::Failed(why));
        };
        match heard {
            Heard::Sent(part) => {
                self.store.uploads.stands(id, key, Stand::Going(part));
            }
            Heard::Lost => failed(Why::Lost),
            Heard::Answered(reply) => match crate::api::judge(reply, "/attachments") {
                Ok(text) => match json::read::<Attachment>(&text) {
                    Ok(attachment) => self.uploaded(id, key, attachment),
                    Err(_) => failed(Why::Lost),
                },
                Err(error) => {
                    if error.code() == Some(Code::SignedOut) {
                        self.feed(Input::SignedOut);
                    }
                    failed(match error {
                        ApiError::Refused(problem) => Why::Refused(problem.code),
                        _ => Why::Lost,
                    });
                }
            },
        }
    }

    /// A file has arrived: from now on it belongs to the draft.
    fn uploaded(&self, id: ConversationId, key: u32, attachment: Attachment) {
        // Whoever took it out meanwhile, or signed out, does not want it.
        if !self.store.uploads.stands(id, key, Stand::Going(100)) {
            return;
        }
        let kept = self.store.drafts.get_untracked(id);
        let mut draft = kept.draft.next(&kept.draft.text);
        draft.files.push(DraftFile {
            id: attachment.id,
            name: attachment.name,
            size: attachment.size,
        });
        self.keep_draft(id, &draft);
        self.store.drafts.put(
            id,
            Kept {
                draft,
                ..(*kept).clone()
            },
        );
        self.store.uploads.remove(id, key);
        let app = self.clone();
        // Not now: this is the upload's own listener.
        leptos::task::spawn_local(async move { app.drop_upload(key) });
    }
}
