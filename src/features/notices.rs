//! What sounds, shows on the desktop and counts in the tab when something happens (G5).
//!
//! The number in the title and the dot on the icon are unread messages of one's own conversations:
//! what waits for whoever sits here. The queue waits for everybody; it sounds and shows, and its
//! number stands on its tab. What somebody looks at is no news, in whichever tab. One tab speaks.

pub mod choices;
pub mod notices_form;
pub mod notices_pane;

mod voice;
