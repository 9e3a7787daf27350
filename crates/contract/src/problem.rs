//! Refusals: RFC 9457 problem documents with a stable code.
//!
//! The `title` is English, for logs and developers; what a person reads is looked up by `code` in
//! their language and says what happened to their words.

use crate::model::Item;
use serde::{Deserialize, Serialize};

/// The media type of a problem document.
pub const MEDIA_TYPE: &str = "application/problem+json";

/// A refusal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[error("{status} {title}")]
pub struct Problem {
    /// `about:blank`, or a page that explains the code.
    #[serde(rename = "type")]
    pub kind: String,
    /// The code in English words; never a customer's or an agent's text.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What was refused, stable for ever.
    pub code: Code,
    /// The member of the request that is wrong, as a JSON pointer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The limit that was passed, in the unit the field counts in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u64>,
    /// Seconds to wait before trying again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u64>,
    /// With [`Code::ThreadMoved`]: what the writer had not seen, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<Item>,
    /// With [`Code::FieldMoved`]: what the field holds by now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

impl Problem {
    /// A refusal with nothing but its code.
    #[must_use]
    pub fn new(code: Code) -> Self {
        Self {
            kind: "about:blank".to_owned(),
            title: code.title().to_owned(),
            status: code.status(),
            code,
            field: None,
            limit: None,
            retry_after: None,
            items: Vec::new(),
            value: None,
        }
    }

    /// Names the member that is wrong.
    #[must_use]
    pub fn at(mut self, field: &str) -> Self {
        self.field = Some(field.to_owned());
        self
    }

    /// Names the limit that was passed.
    #[must_use]
    pub fn limit(mut self, limit: u64) -> Self {
        self.limit = Some(limit);
        self
    }

    /// Says how many seconds to wait.
    #[must_use]
    pub fn retry_after(mut self, seconds: u64) -> Self {
        self.retry_after = Some(seconds);
        self
    }
}

/// Makes [`Code`] with its word, status and title.
macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $word:literal, $status:literal, $title:literal;)+) => {
        /// Why a request was refused.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
        pub enum Code {
            $($(#[$doc])* #[serde(rename = $word)] $variant,)+
            /// A code that this build does not know; never sent.
            #[serde(other, rename = "unknown")]
            Unknown,
        }

        impl Code {
            /// Every code that is sent.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word on the wire.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ Self::Unknown => "unknown" }
            }

            /// The HTTP status that goes with it.
            #[must_use]
            pub const fn status(self) -> u16 {
                match self { $(Self::$variant => $status,)+ Self::Unknown => 500 }
            }

            /// English words for logs and developers.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self { $(Self::$variant => $title,)+ Self::Unknown => "Unknown." }
            }
        }
    };
}

codes! {
    /// The body is no JSON of the expected shape.
    Malformed = "malformed", 400, "The request is not understood.";
    /// Nobody is signed in, or not any more.
    SignedOut = "signed_out", 401, "Sign in first.";
    /// Address and password do not go together.
    WrongPassword = "wrong_password", 401, "Address or password is wrong.";
    /// The reader may see the thing, but not do this to it.
    Forbidden = "forbidden", 403, "This role may not do that here.";
    /// The request came from a page of a site that is not allowed.
    ForeignOrigin = "foreign_origin", 403, "The request comes from a foreign origin.";
    /// It does not exist, or the reader may not see it; both look alike.
    NotFound = "not_found", 404, "There is no such thing.";
    /// The route exists, this method does not.
    WrongMethod = "wrong_method", 405, "This method does not exist here.";
    /// Somebody else was faster.
    AlreadyTaken = "already_taken", 409, "Another agent has it already.";
    /// The conversation's status does not allow this.
    WrongStatus = "wrong_status", 409, "The conversation's status does not allow that.";
    /// The conversation has expired (L7, A8): it takes nothing until the client writes again.
    Expired = "expired", 409, "The conversation has expired.";
    /// The channel's session window is over (M7): it takes no free text.
    WindowOver = "window_over", 409, "The channel's window is over.";
    /// Something was written that the sender had not seen; `items` has it.
    ThreadMoved = "thread_moved", 409, "The thread has moved.";
    /// The field holds something else by now than its editor had seen; `value` has it.
    FieldMoved = "field_moved", 409, "Somebody else changed the field.";
    /// The body is larger than the route takes.
    TooLarge = "too_large", 413, "The request is too large.";
    /// The body is not JSON, or the file's type is not taken.
    UnsupportedType = "unsupported_type", 415, "This type is not taken.";
    /// The operation's id was used before with another body.
    KeyReused = "key_reused", 422, "This id was used before for something else.";
    /// Nothing but white space.
    Empty = "empty", 422, "There is nothing in it.";
    /// A mail that cannot be read at all: nested too deep, of too many parts, too much unpacked.
    Unreadable = "unreadable", 422, "The message cannot be read.";
    /// More characters than the channel takes.
    TooLong = "too_long", 422, "The text is too long.";
    /// Something else still needs it.
    InUse = "in_use", 409, "Something still needs it.";
    /// There is one of that name.
    Duplicate = "duplicate", 409, "There is one of that name already.";
    /// A member has a value that cannot be.
    Invalid = "invalid", 422, "A value is not allowed.";
    /// Too many requests.
    RateLimited = "rate_limited", 429, "Too many requests.";
    /// A fault on the server's side; the log knows more.
    Internal = "internal", 500, "The server failed.";
    /// The server cannot write now (disk full, shutting down).
    Unavailable = "unavailable", 503, "The server cannot do that now.";
}
