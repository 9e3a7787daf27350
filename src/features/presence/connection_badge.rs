//! The state of the connection: always a sign and a word; a strip with what to do when it is not
//! live (G8).

use crate::{
    i18n::{Key, Plural, t, tn},
    ui::{
        banner::Banner,
        icon::{Icon, Shape},
        notice::Way,
        prelude::*,
        read::Read,
    },
};

/// How the page stands with the server.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Connection {
    /// The first connection is being made.
    #[default]
    Starting,
    /// Everything that happens is shown at once.
    Live,
    /// Connected; what was missed is coming.
    CatchingUp,
    /// Not connected; tries again in so many seconds, where known.
    Offline {
        /// Seconds.
        retry_in: Option<u32>,
        /// Seconds until one's own chats are put aside (A7); 0 afterwards, nothing without that rule.
        away_in: Option<u32>,
    },
    /// The session is over.
    SignedOut,
}

/// The sign and the word.
#[component]
pub fn ConnectionBadge(
    /// The state.
    #[prop(into)]
    connection: Read<Connection>,
) -> impl IntoView {
    let (of, said, shown) = (connection.clone(), connection.clone(), connection.clone());
    let class = move || format!("connection connection--{}", modifier(of.get()));
    view! {
        <span class=class role="status" aria-label=move || {
            format!("{}: {}", t(Key::ConnectionLabel), t(word(said.get())))
        }>
            <Icon shape=move || shape(shown.get())/>
            <span class="connection__word" aria-hidden="true">{move || t(word(connection.get()))}</span>
        </span>
    }
}

/// The strip across the page while the connection is not live; nothing else.
#[component]
pub fn ConnectionBanner(
    /// The state.
    #[prop(into)]
    connection: Read<Connection>,
    /// How many messages wait here to be sent.
    #[prop(into)]
    unsent: Read<u32>,
    /// «Intentar ahora».
    #[prop(into)]
    on_retry: Callback<()>,
    /// «Iniciar sesión».
    #[prop(into)]
    on_sign_in: Callback<()>,
) -> impl IntoView {
    // The seconds tick inside the sentence; the strip itself stays.
    let of = connection.clone();
    let kind = Memo::new(move |_| modifier(of.get()));
    move || match kind.get() {
        "offline" => {
            let (connection, unsent) = (connection.clone(), unsent.clone());
            view! {
                <Banner
                    sentence=move || offline(connection.get(), unsent.get())
                    shape=Shape::Unlinked
                    way=Way::new(Key::ConnectionRetry, on_retry)
                />
            }
            .into_any()
        }
        "signed-out" => view! {
            <Banner
                sentence=Key::ConnectionSignedOutLong
                shape=Shape::Lock
                way=Way::new(Key::LoginSubmit, on_sign_in)
                is_trouble=true
            />
        }
        .into_any(),
        _ => ().into_any(),
    }
}

fn offline(connection: Connection, unsent: u32) -> String {
    let mut sentence = t(Key::ConnectionOfflineLong).to_owned();
    if unsent != 0 {
        sentence.push_str(" · ");
        sentence.push_str(&tn(Plural::ConnectionOutbox, unsent.into()));
    }
    let Connection::Offline { retry_in, away_in } = connection else {
        return sentence;
    };
    let away = away_in.map(|seconds| match seconds {
        0 => t(Key::ConnectionAway).to_owned(),
        seconds => tn(Plural::ConnectionAwayIn, seconds.into()),
    });
    let again = retry_in.map(|seconds| tn(Plural::ConnectionRetryIn, seconds.into()));
    for part in away.into_iter().chain(again) {
        sentence.push_str(" · ");
        sentence.push_str(&part);
    }
    sentence
}

const fn word(connection: Connection) -> Key {
    match connection {
        Connection::Starting => Key::ConnectionStarting,
        Connection::Live => Key::ConnectionLive,
        Connection::CatchingUp => Key::ConnectionCatchingUp,
        Connection::Offline { .. } => Key::ConnectionOffline,
        Connection::SignedOut => Key::ConnectionSignedOut,
    }
}

const fn modifier(connection: Connection) -> &'static str {
    match connection {
        Connection::Starting => "starting",
        Connection::Live => "live",
        Connection::CatchingUp => "catching-up",
        Connection::Offline { .. } => "offline",
        Connection::SignedOut => "signed-out",
    }
}

const fn shape(connection: Connection) -> Shape {
    match connection {
        Connection::Live => Shape::Link,
        Connection::Starting | Connection::CatchingUp => Shape::Retry,
        Connection::Offline { .. } => Shape::Unlinked,
        Connection::SignedOut => Shape::Lock,
    }
}
