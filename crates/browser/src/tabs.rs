//! Messages between the tabs of one origin.

use crate::listen::Listener;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

/// One named channel to the other tabs; closed when dropped.
pub struct Tabs {
    channel: BroadcastChannel,
    _heard: Listener,
}

impl Tabs {
    /// Joins a channel; `heard` gets what other tabs say, never the own words. `None` where the
    /// browser has no such thing.
    pub fn join(name: &str, heard: impl Fn(String) + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(name).ok()?;
        let listener = Listener::new(&channel, "message", move |event| {
            let text = event
                .dyn_ref::<MessageEvent>()
                .and_then(|event| event.data().as_string());
            if let Some(text) = text {
                heard(text);
            }
        });
        Some(Self {
            channel,
            _heard: listener,
        })
    }

    /// Tells the other tabs.
    pub fn tell(&self, text: &str) {
        // A closed channel has no listeners to miss it.
        let _ = self.channel.post_message(&JsValue::from_str(text));
    }
}

impl Drop for Tabs {
    fn drop(&mut self) {
        self.channel.close();
    }
}
