//! What handlers take out of a request: JSON bodies, ids in paths, queries. Whatever does not fit
//! is refused with a problem document that names the member.

use crate::error::{Error, Result};
use axum::{
    body::{Body, Bytes},
    extract::{FromRequest, FromRequestParts, Path, Query as Pairs, Request},
    http::{HeaderMap, Response, header, request::Parts},
    response::IntoResponse,
};
use bandeja_contract::{Code, Problem, Seq};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde::{Serialize, de::DeserializeOwned};
use std::{collections::HashMap, str::FromStr};

/// The largest JSON body, in bytes: a long e-mail with everything escaped.
pub(crate) const LARGEST: usize = 2_000_000;

/// A JSON body. Members that this build does not know are skipped.
pub(crate) struct Json<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = Error;

    async fn from_request(request: Request, _: &S) -> Result<Self> {
        if !is_json(request.headers()) {
            return Err(Error::refused(Code::UnsupportedType));
        }
        let bytes = whole(request.into_body()).await?;
        let reader = &mut serde_json::Deserializer::from_slice(&bytes);
        let body = serde_path_to_error::deserialize(&mut *reader)
            .map_err(|error| Problem::new(Code::Malformed).at(&pointer(error.path())))?;
        reader.end().map_err(|_| Problem::new(Code::Malformed))?;
        Ok(Self(body))
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .is_some_and(|media| media.trim().eq_ignore_ascii_case("application/json"))
}

async fn whole(body: Body) -> Result<Bytes> {
    match Limited::new(body, LARGEST).collect().await {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => {
            Err(Problem::new(Code::TooLarge).limit(LARGEST as u64).into())
        }
        Err(_) => Err(Error::refused(Code::Malformed)),
    }
}

/// A path through a document as a JSON pointer (RFC 6901).
fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    let mut pointer = String::new();
    for segment in path {
        let name = match segment {
            Segment::Seq { index } => index.to_string(),
            Segment::Map { key } => key.replace('~', "~0").replace('/', "~1"),
            Segment::Enum { variant } => variant.clone(),
            Segment::Unknown => break,
        };
        pointer.push('/');
        pointer.push_str(&name);
    }
    pointer
}

/// An id in the path. One that is none names nothing that exists.
pub(crate) struct Id<T>(pub(crate) T);

impl<T: FromStr, S: Send + Sync> FromRequestParts<S> for Id<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let path = Path::<String>::from_request_parts(parts, state).await;
        let Path(text) = path.map_err(|_| Error::not_found())?;
        text.parse().map(Self).map_err(|_| Error::not_found())
    }
}

/// The query of a request.
pub(crate) struct Query(HashMap<String, String>);

impl<S: Send + Sync> FromRequestParts<S> for Query {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self> {
        Pairs::try_from_uri(&parts.uri)
            .map(|Pairs(pairs)| Self(pairs))
            .map_err(|_| Error::refused(Code::Malformed))
    }
}

impl Query {
    /// A parameter as it was written.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// A parameter that must be there.
    pub(crate) fn needed(&self, name: &str) -> Result<&str> {
        self.text(name).ok_or_else(|| malformed(name))
    }

    /// A parameter of a type of its own, `None` when it is not there.
    pub(crate) fn parsed<T: FromStr>(&self, name: &str) -> Result<Option<T>> {
        self.text(name)
            .map(|text| text.parse().map_err(|_| malformed(name)))
            .transpose()
    }

    /// A word of the contract.
    pub(crate) fn word<T>(&self, name: &str, parse: fn(&str) -> Option<T>) -> Result<T> {
        parse(self.needed(name)?).ok_or_else(|| invalid(name))
    }

    /// A number between two others, both taken.
    pub(crate) fn number(&self, name: &str, least: u32, most: u32, default: u32) -> Result<u32> {
        let number = self.parsed(name)?.unwrap_or(default);
        if (least..=most).contains(&number) {
            Ok(number)
        } else {
            Err(Problem::new(Code::Invalid)
                .at(&at(name))
                .limit(u64::from(most))
                .into())
        }
    }

    /// The number of a change.
    pub(crate) fn seq(&self, name: &str) -> Result<Option<Seq>> {
        match self.parsed(name)? {
            Some(number) if number >= 1 << 53 => Err(invalid(name)),
            number => Ok(number.map(Seq)),
        }
    }

    /// A list of words of the contract, commas between.
    pub(crate) fn words<T>(&self, name: &str, parse: fn(&str) -> Option<T>) -> Result<Vec<T>> {
        let text = self.text(name).unwrap_or_default();
        text.split(',')
            .filter(|part| !part.is_empty())
            .map(|part| parse(part).ok_or_else(|| invalid(name)))
            .collect()
    }

    /// A list with commas between.
    pub(crate) fn list<T: FromStr>(&self, name: &str) -> Result<Vec<T>> {
        let text = self.text(name).unwrap_or_default();
        text.split(',')
            .filter(|part| !part.is_empty())
            .map(|part| part.parse().map_err(|_| malformed(name)))
            .collect()
    }
}

fn at(name: &str) -> String {
    format!("/{name}")
}

fn malformed(name: &str) -> Error {
    Problem::new(Code::Malformed).at(&at(name)).into()
}

fn invalid(name: &str) -> Error {
    Problem::new(Code::Invalid).at(&at(name)).into()
}

/// A JSON answer.
pub(crate) fn json<T: Serialize>(answer: &T) -> Result<Response<Body>> {
    Ok(raw_json(serde_json::to_string(answer)?))
}

/// A JSON answer that is text already.
pub(crate) fn raw_json(json: String) -> Response<Body> {
    (
        [
            (header::CONTENT_TYPE, "application/json"),
            (header::CACHE_CONTROL, "no-store"),
        ],
        json,
    )
        .into_response()
}

/// Lets a change run to its end, whether or not its client waits for the answer: cut in the middle
/// of a commit, it would be kept but not told.
pub(crate) async fn to_the_end<T: Send + 'static>(
    change: impl Future<Output = Result<T>> + Send + 'static,
) -> Result<T> {
    match tokio::spawn(change).await {
        Ok(answer) => answer,
        Err(_) => Err(Error::Broken("a change ended in the middle".to_owned())),
    }
}
