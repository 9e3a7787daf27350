//! Icons: one path each on a grid of 20, drawn for Bandeja, in the colour of the text around them.
//!
//! An icon is never the only bearer of a meaning: it is hidden from screen readers, and whoever
//! uses it brings the word.

use super::read::Read;
use crate::ui::prelude::*;

/// Makes [`Shape`] with the path of each.
macro_rules! shapes {
    ($($(#[$doc:meta])* $name:ident = $word:literal $path:literal;)+) => {
        /// What an icon shows.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Shape { $($(#[$doc])* $name),+ }

        impl Shape {
            /// Every shape, for the gallery.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// Its path data.
            #[must_use]
            pub const fn path(self) -> &'static str {
                match self { $(Self::$name => $path),+ }
            }

            /// The shape of that name; what has none is drawn as [`Shape::Bubble`].
            #[must_use]
            pub fn named(word: &str) -> Self {
                match word { $($word => Self::$name,)+ _ => Self::Bubble }
            }
        }
    };
}

shapes! {
    /// Done, accept.
    Check = "check" "M4.5 10.5 8 14l7.5-8";
    /// Arrived: two checks.
    Checks = "checks" "M2 10.5 5.5 14 12 7M9.5 13.5 10 14l7.5-8";
    /// Close, remove.
    Cross = "cross" "M5.5 5.5l9 9m0-9-9 9";
    /// Write something else.
    Pencil = "pencil" "M4.5 15.5l.7-3.2 7.6-7.6a1.4 1.4 0 0 1 2 0l.5.5a1.4 1.4 0 0 1 0 2l-7.6 7.6z";
    /// More actions.
    Dots = "dots" "M4.5 10h.01M10 10h.01M15.5 10h.01";
    /// Back.
    Back = "back" "M12 4.5 6.5 10l5.5 5.5M6.5 10H16";
    /// A menu or list opens below.
    Down = "down" "M5.5 8l4.5 4.5L14.5 8";
    /// One row up.
    Up = "up" "M5.5 12.5 10 8l4.5 4.5";
    /// To the end.
    ToEnd = "to_end" "M10 3.5v12m-5-5 5 5 5-5";
    /// Send.
    Send = "send" "M3.5 9.5 16.5 4l-4 12-3.2-4.8zM9.3 11.2 16.5 4";
    /// A tag on it.
    Tag = "tag" "M3.5 4v5.6l7 7 6-6-7-7H4zM7 7.5h.01";
    /// A link to it.
    Chain = "chain" "M8.4 11.6a3 3 0 0 0 4.3 0l2.6-2.6a3 3 0 0 0-4.3-4.3L9.9 5.8M11.6 8.4a3 3 0 0 0-4.3 0L4.7 11a3 3 0 0 0 4.3 4.3l1.1-1.1";
    /// Answer.
    Answer = "answer" "M8 5 3.5 9.5 8 14M3.5 9.5H12a4.5 4.5 0 0 1 4.5 4.5v1.5";
    /// Files go along.
    Clip = "clip" "M15.5 9.3 9.6 15.2a3.3 3.3 0 0 1-4.7-4.7l6.3-6.3a2.2 2.2 0 0 1 3.1 3.1l-6.2 6.2a1.1 1.1 0 0 1-1.6-1.6l5.5-5.5";
    /// Search.
    Search = "search" "M8.8 14.5a5.7 5.7 0 1 0 0-11.4 5.7 5.7 0 0 0 0 11.4zM13 13l4 4";
    /// Filter.
    Filter = "filter" "M3.5 5.5h13M6 10h8m-5.5 4.5h3";
    /// In order, the newest above.
    NewestFirst = "newest_first" "M6 4v12m-2.7-2.7L6 16l2.7-2.7M11 5.5h6M11 10h4.5M11 14.5h3";
    /// In order, the oldest above.
    OldestFirst = "oldest_first" "M6 16V4M3.3 6.7 6 4l2.7 2.7M11 5.5h3M11 10h4.5M11 14.5h6";
    /// Light.
    Sun = "sun" "M10 13.4a3.4 3.4 0 1 0 0-6.8 3.4 3.4 0 0 0 0 6.8zM10 2v1.6M10 16.4V18M2 10h1.6M16.4 10H18M4.3 4.3l1.2 1.2M14.5 14.5l1.2 1.2M15.7 4.3l-1.2 1.2M5.5 14.5l-1.2 1.2";
    /// Dark.
    Moon = "moon" "M16.5 11.8A6.8 6.8 0 1 1 8.2 3.5a5.4 5.4 0 0 0 8.3 8.3z";
    /// As the system says.
    Screen = "screen" "M3.5 4.5h13v8.5h-13zM7.5 16.5h5M10 13v3.5";
    /// Language.
    Globe = "globe" "M10 17.2a7.2 7.2 0 1 0 0-14.4 7.2 7.2 0 0 0 0 14.4zM2.8 10h14.4M10 2.8c2.3 2 3.2 4.5 3.2 7.2s-.9 5.2-3.2 7.2c-2.3-2-3.2-4.5-3.2-7.2s.9-5.2 3.2-7.2z";
    /// Only for the team.
    Lock = "lock" "M5.5 9h9v7h-9zM7 9V6.5a3 3 0 0 1 6 0V9";
    /// Something needs attention.
    Warning = "warning" "M10 3.5 17 16H3zM10 8.5v3.2M10 13.8v.01";
    /// Again.
    Retry = "retry" "M15.5 10.3a5.6 5.6 0 1 1-1.5-4.2M14.4 2.8v3.6h-3.6";
    /// Shows.
    Eye = "eye" "M2.5 10C4.3 6.8 7 5.2 10 5.2s5.7 1.6 7.5 4.8c-1.8 3.2-4.5 4.8-7.5 4.8S4.3 13.2 2.5 10zM10 12.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z";
    /// Hides.
    EyeOff = "eye_off" "M3.5 3.5l13 13M8 5.5a7 7 0 0 1 2-.3c3 0 5.7 1.6 7.5 4.8a11 11 0 0 1-2 2.6M5.2 6.7A10.6 10.6 0 0 0 2.5 10C4.3 13.2 7 14.8 10 14.8a7.5 7.5 0 0 0 3-.6";
    /// A person.
    Person = "person" "M10 9.6a3.1 3.1 0 1 0 0-6.2 3.1 3.1 0 0 0 0 6.2zM3.8 16.8c.6-3 3-4.7 6.2-4.7s5.6 1.7 6.2 4.7";
    /// Notices.
    Bell = "bell" "M5.5 13.5c1-1 1.3-2.5 1.3-4.5a3.2 3.2 0 0 1 6.4 0c0 2 .3 3.5 1.3 4.5zM8.8 16.2h2.4";
    /// Leave.
    Leave = "leave" "M8 16.5H4v-13h4M12.5 13.5 16 10l-3.5-3.5M16 10H8";
    /// A file to read.
    Document = "document" "M5.5 2.8h6l3 3v11.4h-9zM11.5 2.8v3h3M7.5 9.5h5M7.5 12h5M7.5 14.5h3";
    /// A file of rows and columns.
    Sheet = "sheet" "M4 4h12v12H4zM4 8h12M4 12h12M8.5 4v12";
    /// Files packed together.
    Archive = "archive" "M3.5 4h13v3.5h-13zM4.5 7.5v9h11v-9M8 10.5h4";
    /// A file.
    File = "file" "M5.5 2.8h6l3 3v11.4h-9zM11.5 2.8v3h3";
    /// Plays.
    Play = "play" "M6.5 4.5 15 10l-8.5 5.5z";
    /// Holds.
    Pause = "pause" "M7 4.5v11M13 4.5v11";
    /// Larger.
    Plus = "plus" "M10 4v12M4 10h12";
    /// Smaller.
    Minus = "minus" "M4 10h12";
    /// Onwards.
    Next = "next" "M8 4.5 13.5 10 8 15.5";
    /// Back among several.
    Previous = "previous" "M12 4.5 6.5 10l5.5 5.5";
    /// Download.
    Download = "download" "M10 3.5v9m-3.7-3.7L10 12.5l3.7-3.7M4 16.5h12";
    /// The details at the side.
    Side = "side" "M3.5 4.5h13v11h-13zM12 4.5v11";
    /// Conversations.
    Tray = "tray" "M3 11.5 5 4.5h10l2 7v4H3zM3 11.5h4c0 1.7 1.3 2.7 3 2.7s3-1 3-2.7h4";
    /// Settings: three sliders.
    Sliders = "sliders" "M3.5 5.5h7m4 0h2M10.5 3.5v4h4v-4zM3.5 14.5h2m4 0h7M5.5 12.5v4h4v-4z";
    /// Waits.
    Clock = "clock" "M10 16.8a6.8 6.8 0 1 0 0-13.6 6.8 6.8 0 0 0 0 13.6zM10 6.2V10l2.5 1.8";
    /// Connected.
    Link = "link" "M10 13.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7z";
    /// Not connected.
    Unlinked = "unlinked" "M3.5 3.5l13 13M2.8 8a10.5 10.5 0 0 1 3.2-2M9.5 5a10.5 10.5 0 0 1 7.7 3M5.3 11a7 7 0 0 1 3-1.7M13 10a7 7 0 0 1 1.7 1M10 14.8v.01";
    /// A message without a known channel.
    Bubble = "bubble" "M4 4.5h12v9H9.5L6 16.5v-3H4z";
    /// WhatsApp: a round bubble with a receiver.
    Whatsapp = "whatsapp" "M4 16l.9-3A6.5 6.5 0 1 1 7.2 15.2zM8 7.7c-.2 2.2 2 4.4 4.3 4.3";
    /// Facebook: its letter.
    Facebook = "facebook" "M13 4.5h-1c-1.5 0-2.2.8-2.2 2.3V16.5M7 9.5h5.5";
    /// A site's chat: a window with a prompt.
    Webchat = "webchat" "M3.5 4.5h13v9H10l-3 2.8v-2.8H3.5zM7 9h.01M10 9h.01M13 9h.01";
    /// E-mail: an envelope.
    Email = "email" "M3.2 5.5h13.6v9.5H3.2zM3.2 6l6.8 5 6.8-5";
    /// Instagram: a camera.
    Instagram = "instagram" "M6.5 3.5h7a3 3 0 0 1 3 3v7a3 3 0 0 1-3 3h-7a3 3 0 0 1-3-3v-7a3 3 0 0 1 3-3zM10 12.8a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6z";
    /// Telegram: a paper plane.
    Telegram = "telegram" "M3.5 9.5 16.5 4l-2.3 12-4.5-3.6zM9.7 12.4 8.8 16l2-2.7";
    /// SMS: lines in a bubble.
    Sms = "sms" "M4 4.5h12v9H9.5L6 16.5v-3H4zM7 7.8h6M7 10.3h3.5";
    /// Google Business: a shop.
    GoogleBusiness = "google_business" "M4.5 9v7h11V9M3.5 8.5l1.2-4.5h10.6l1.2 4.5c-.5 1.3-2.8 1.3-3.3 0-.7 1.3-2.5 1.3-3.2 0-.7 1.3-2.5 1.3-3.2 0-.5 1.3-2.8 1.3-3.3 0z";
}

/// An icon; decoration only.
#[component]
pub fn Icon(
    /// What it shows.
    #[prop(into)]
    shape: Read<Shape>,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 20 20" aria-hidden="true">
            <path d=move || shape.get().path()></path>
        </svg>
    }
}
