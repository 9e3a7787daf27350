//! Capabilities: the right of one session to see the body of one mail, for five minutes, in its
//! address. The only thing in a URL that opens anything; never logged.
//!
//! A frame of opaque origin sends no cookie, so the address itself must hold the right. It names
//! the session by a keyed hash: whoever reads the address learns nothing of the session, and once
//! the session is over, or the conversation out of sight, the address opens nothing.

use super::session::{self, SessionHash};
use crate::{
    app::App,
    error::{Error, Result},
};
use bandeja_contract::{AgentId, ItemId, Timestamp, mail::Theme};
use bandeja_domain::permission::Actor;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use uuid::Uuid;

/// How long a capability is good, in milliseconds.
pub(crate) const GOOD_FOR: i64 = 5 * 60_000;

/// Item, agent, session, until, how.
const PAYLOAD: usize = 16 + 16 + 16 + 8 + 3;
const SEAL: usize = 32;

/// The languages of our own words in a body.
pub(crate) const LANGUAGES: [&str; 3] = ["es", "pt-BR", "en"];

/// The key that seals capabilities: the process's own, so that a restart ends them all and clients
/// ask again.
pub(crate) struct Key([u8; 64]);

impl Key {
    /// A new one.
    pub(crate) fn new() -> Result<Self> {
        let mut bytes = [0_u8; 64];
        getrandom::fill(&mut bytes)
            .map_err(|error| Error::Broken(format!("randomness: {error}")))?;
        Ok(Self(bytes))
    }

    fn mac(&self, purpose: &[u8], bytes: &[u8]) -> Hmac<Sha256> {
        let mut mac = <Hmac<Sha256> as KeyInit>::new((&self.0).into());
        mac.update(purpose);
        mac.update(bytes);
        mac
    }

    /// A token for a purpose of this process, such as a form.
    pub(crate) fn token(&self, purpose: &[u8]) -> String {
        super::hex(&self.mac(b"token", purpose).finalize().into_bytes())
    }

    fn session(&self, session: SessionHash) -> [u8; 16] {
        let whole = self
            .mac(b"session", session.bytes())
            .finalize()
            .into_bytes();
        let mut tag = [0; 16];
        tag.copy_from_slice(&whole[..16]);
        tag
    }

    /// Seals a right.
    pub(crate) fn seal(&self, right: &Right, session: SessionHash) -> String {
        let mut bytes = Vec::with_capacity(PAYLOAD + SEAL);
        bytes.extend(right.item.0.as_bytes());
        bytes.extend(right.agent.0.as_bytes());
        bytes.extend(self.session(session));
        bytes.extend(right.until.0.to_be_bytes());
        let theme = Theme::ALL.iter().position(|theme| *theme == right.theme);
        let language = LANGUAGES.iter().position(|one| *one == right.language);
        for place in [theme, language, Some(usize::from(right.remote))] {
            bytes.push(
                place
                    .and_then(|at| u8::try_from(at).ok())
                    .unwrap_or_default(),
            );
        }
        let seal = self.mac(b"body", &bytes).finalize().into_bytes();
        bytes.extend_from_slice(&seal);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// The right in a text, and the session it belongs to; none where anything of it is not ours.
    fn open(&self, text: &str) -> Option<(Right, [u8; 16])> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (payload, seal) = bytes.split_at_checked(PAYLOAD)?;
        self.mac(b"body", payload).verify_slice(seal).ok()?;
        let uuid = |at: usize| Uuid::from_slice(payload.get(at..at + 16)?).ok();
        let session = payload.get(32..48)?.try_into().ok()?;
        let until = i64::from_be_bytes(payload.get(48..56)?.try_into().ok()?);
        let [theme, language, remote]: [u8; 3] = payload.get(56..)?.try_into().ok()?;
        let right = Right {
            item: ItemId(uuid(0)?),
            agent: AgentId(uuid(16)?),
            until: Timestamp(until),
            theme: *Theme::ALL.get(usize::from(theme))?,
            language: LANGUAGES.get(usize::from(language))?,
            remote: remote == 1,
        };
        Some((right, session))
    }
}

/// What a capability allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Right {
    pub(crate) item: ItemId,
    pub(crate) agent: AgentId,
    pub(crate) until: Timestamp,
    pub(crate) theme: Theme,
    /// One of [`LANGUAGES`].
    pub(crate) language: &'static str,
    /// Whether remote images were asked for.
    pub(crate) remote: bool,
}

/// What a capability allows now, and whom.
///
/// # Errors
/// «Not found» for everything that is not good: forged, over, of a session that ended.
pub(crate) async fn find(app: &App, text: &str) -> Result<(Right, Actor)> {
    let (right, tag) = app.key().open(text).ok_or_else(Error::not_found)?;
    if right.until < app.now() {
        return Err(Error::not_found());
    }
    let sessions = session::of_agent(&mut *app.readers().get().await?, right.agent).await?;
    let session = sessions
        .into_iter()
        .find(|session| app.key().session(*session) == tag)
        .ok_or_else(Error::not_found)?;
    let actor = session::find(app, session).await?;
    Ok((right, actor.ok_or_else(Error::not_found)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn a_right() -> Right {
        Right {
            item: ItemId(Uuid::from_u128(1)),
            agent: AgentId(Uuid::from_u128(2)),
            until: Timestamp(1_795_000_000_000),
            theme: Theme::Dark,
            language: "pt-BR",
            remote: true,
        }
    }

    #[test]
    fn a_right_is_read_as_it_was_sealed_and_by_its_own_key_only() {
        let (key, other) = (Key::new().expect("a key"), Key::new().expect("a key"));
        let session = SessionHash::of("token");
        let text = key.seal(&a_right(), session);
        assert_eq!(key.open(&text), Some((a_right(), key.session(session))));
        assert_eq!(other.open(&text), None);
        assert!(text.parse::<Uuid>().is_err(), "the log tells ids");
    }

    #[test]
    fn one_bit_of_another_is_none() {
        let key = Key::new().expect("a key");
        let text = key.seal(&a_right(), SessionHash::of("token"));
        let bytes = URL_SAFE_NO_PAD.decode(&text).expect("bytes");
        for at in 0..bytes.len() {
            let mut forged = bytes.clone();
            forged[at] ^= 1;
            assert_eq!(key.open(&URL_SAFE_NO_PAD.encode(forged)), None, "byte {at}");
        }
        for cut in 0..text.len() {
            assert_eq!(key.open(&text[..cut]), None, "{cut}");
        }
    }
}
