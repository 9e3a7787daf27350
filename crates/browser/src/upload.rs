//! One file on its way to a server, with its progress. `fetch` does not tell how far a body is.

use crate::{fetch::Reply, listen::Listener};
use wasm_bindgen::JsCast;
use web_sys::{
    DataTransfer, Event, File, FileList, HtmlInputElement, ProgressEvent, XmlHttpRequest,
};

/// A file that somebody picked, dropped or pasted.
#[derive(Clone, Debug)]
pub struct Picked(File);

impl Picked {
    /// Its name, without a path.
    #[must_use]
    pub fn name(&self) -> String {
        self.0.name()
    }

    /// Bytes.
    #[must_use]
    pub fn size(&self) -> u64 {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "whole, not negative, below 2^53"
        )]
        {
            self.0.size() as u64
        }
    }
}

/// The files of an `<input type=file>`; it is emptied, so that the same file can be picked again.
#[must_use]
pub fn picked_in(input: &HtmlInputElement) -> Vec<Picked> {
    let picked = listed(input.files());
    input.set_value("");
    picked
}

/// The files of a drop or a paste.
#[must_use]
pub fn carried_by(transfer: Option<DataTransfer>) -> Vec<Picked> {
    listed(transfer.and_then(|transfer| transfer.files()))
}

fn listed(files: Option<FileList>) -> Vec<Picked> {
    let Some(files) = files else {
        return Vec::new();
    };
    (0..files.length())
        .filter_map(|at| files.item(at))
        .map(Picked)
        .collect()
}

/// A name as a part of an address.
#[must_use]
pub fn encoded(name: &str) -> String {
    // A lone surrogate cannot be encoded; Rust's strings have none.
    js_sys::encode_uri_component(name).into()
}

/// What becomes of an upload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// So many hundredths are sent.
    Sent(u8),
    /// The server answered.
    Answered(Reply),
    /// There was no answer; the file may have arrived.
    Lost,
}

/// An upload; dropping it breaks it off.
#[must_use = "an upload that is dropped is broken off"]
pub struct Upload {
    request: XmlHttpRequest,
    _listeners: Vec<Listener>,
}

impl Upload {
    /// Sends a file as the body of a POST, cookies included; `None` where the browser refuses.
    pub fn begin(
        url: &str,
        headers: &[(&str, &str)],
        file: &Picked,
        heard: impl Fn(Heard) + Clone + 'static,
    ) -> Option<Self> {
        let request = XmlHttpRequest::new().ok()?;
        request.open_with_async("POST", url, true).ok()?;
        request.set_with_credentials(true);
        for (name, value) in headers {
            request.set_request_header(name, value).ok()?;
        }
        let mut listeners = Vec::with_capacity(3);
        if let Ok(upload) = request.upload() {
            let heard = heard.clone();
            listeners.push(Listener::new(&upload, "progress", move |event| {
                heard(Heard::Sent(hundredths(&event)));
            }));
        }
        let (answered, lost) = (heard.clone(), heard);
        let of = request.clone();
        listeners.push(Listener::new(&request, "load", move |_| {
            answered(reply(&of).map_or(Heard::Lost, Heard::Answered));
        }));
        listeners.push(Listener::new(&request, "error", move |_| lost(Heard::Lost)));
        request.send_with_opt_blob(Some(&file.0)).ok()?;
        Some(Self {
            request,
            _listeners: listeners,
        })
    }
}

impl Drop for Upload {
    fn drop(&mut self) {
        // One that has ended cannot be broken off, which is no error.
        let _ = self.request.abort();
    }
}

fn hundredths(event: &Event) -> u8 {
    let Some(event) = event.dyn_ref::<ProgressEvent>() else {
        return 0;
    };
    let part = event.loaded() / event.total().max(1.0);
    // Neither more than all nor less than nothing, whatever a browser says: a cast of a float stops
    // at the bounds.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "0 to 100"
    )]
    {
        ((part * 100.0) as u8).min(100)
    }
}

fn reply(request: &XmlHttpRequest) -> Option<Reply> {
    let retry_after = request.get_response_header("retry-after").ok().flatten();
    Some(Reply {
        status: request.status().ok().filter(|status| *status > 0)?,
        text: request.response_text().ok().flatten().unwrap_or_default(),
        retry_after: retry_after.and_then(|seconds| seconds.trim().parse().ok()),
    })
}
