//! Static files: the built app with its one page for every path, and the rules that keep foreign
//! code out of it.

use crate::{app::App, error::Error};
use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode, header},
    routing::any,
};
use bandeja_contract::Code;
use std::path::{Path, PathBuf};

/// What the app's page may load and do (decision 5 of the project's security rules): its own
/// files and its own server, nothing else.
const APP_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; \
    media-src 'self' blob:; connect-src 'self'; font-src 'self'; frame-src 'self'; \
    worker-src 'self'; manifest-src 'self'; form-action 'none'; base-uri 'self'; \
    object-src 'none'; frame-ancestors 'none'";

/// The address of the backend when the built app brings no `config.json`: where the app is.
const DEFAULT_CONFIG: &str = "{}";

/// The app's files, when there are any.
pub(crate) fn router(app: &App) -> Router<App> {
    if app.config().static_dir.is_none() {
        return Router::new().fallback(|| async { Error::not_found() });
    }
    Router::new().fallback(any(serve))
}

async fn serve(State(app): State<App>, request: Request) -> Result<Response<Body>, Error> {
    let root = app
        .config()
        .static_dir
        .as_deref()
        .ok_or_else(Error::not_found)?;
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return Err(Error::refused(Code::WrongMethod));
    }
    let path = request.uri().path();
    if let Some(file) = inside(root, path)
        && let Some(answer) = file_answer(&file, request.headers()).await?
    {
        return Ok(for_app(answer, path));
    }
    if path == "/config.json" {
        let mut answer = Response::new(Body::from(DEFAULT_CONFIG));
        set(
            answer.headers_mut(),
            header::CONTENT_TYPE,
            "application/json",
        );
        set(answer.headers_mut(), header::CACHE_CONTROL, "no-cache");
        return Ok(answer);
    }
    // A file that is gone is gone; every other path is one of the app's own.
    let last = path.rsplit('/').next().unwrap_or_default();
    if last.contains('.') || path.starts_with(bandeja_contract::API_ROOT) {
        return Err(Error::not_found());
    }
    let page = file_answer(&root.join("index.html"), request.headers()).await?;
    page.map(|answer| for_app(answer, "/"))
        .ok_or_else(Error::not_found)
}

/// The headers of the app's files beyond those of every file.
fn for_app(mut answer: Response<Body>, path: &str) -> Response<Body> {
    const OPENER: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
    const RESOURCE: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
    let headers = answer.headers_mut();
    set(headers, header::CONTENT_SECURITY_POLICY, APP_POLICY);
    set(headers, OPENER, "same-origin");
    if path == "/bandeja.js" {
        // The one file that other sites load, from the tag in their pages.
        set(headers, RESOURCE, "cross-origin");
        set(headers, header::CACHE_CONTROL, "public, max-age=3600");
    }
    answer
}

pub(crate) fn set(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers.insert(name, HeaderValue::from_static(value));
}

/// The file that a path of a request names inside a folder; none when it leads anywhere else.
pub(crate) fn inside(root: &Path, path: &str) -> Option<PathBuf> {
    let mut file = root.to_owned();
    for part in path.split('/').filter(|part| !part.is_empty()) {
        let part = percent_decode(part)?;
        let safe = !part.starts_with('.') && !part.contains(['/', '\\', '\0', ':']);
        if !safe {
            return None;
        }
        file.push(part);
    }
    (file != root).then_some(file)
}

fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next()?, rest.next()?];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

/// A file as an answer, compressed beforehand where the browser takes that; none when there is no
/// such file.
pub(crate) async fn file_answer(
    file: &Path,
    headers: &HeaderMap,
) -> Result<Option<Response<Body>>, Error> {
    let packed = accepts_brotli(headers).then(|| with_suffix(file, ".br"));
    let mut found = None;
    for (path, packed) in packed
        .into_iter()
        .map(|path| (path, true))
        .chain([(file.into(), false)])
    {
        if let Some(bytes) = read(&path).await? {
            found = Some((bytes, packed));
            break;
        }
    }
    let Some((bytes, packed)) = found else {
        return Ok(None);
    };
    let tag = format!(
        "\"{}\"",
        crate::auth::hex(&crate::auth::sha256(&bytes)[..12])
    );
    let known = headers
        .get(header::IF_NONE_MATCH)
        .is_some_and(|known| known == tag.as_str());
    let mut answer = Response::new(if known {
        Body::empty()
    } else {
        Body::from(bytes)
    });
    if known {
        *answer.status_mut() = StatusCode::NOT_MODIFIED;
    }
    let headers = answer.headers_mut();
    set(headers, header::CONTENT_TYPE, media_type(file));
    set(headers, header::VARY, "accept-encoding");
    set(
        headers,
        header::CACHE_CONTROL,
        if is_hashed(file) {
            "public, max-age=31536000, immutable"
        } else {
            "no-cache"
        },
    );
    if packed {
        set(headers, header::CONTENT_ENCODING, "br");
    }
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    Ok(Some(answer))
}

async fn read(path: &Path) -> Result<Option<Vec<u8>>, Error> {
    use std::io::ErrorKind::{InvalidInput, IsADirectory, NotADirectory, NotFound};
    match tokio::fs::read(path).await {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error)
            if matches!(
                error.kind(),
                NotFound | NotADirectory | IsADirectory | InvalidInput
            ) =>
        {
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}

fn accepts_brotli(headers: &HeaderMap) -> bool {
    headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|list| list.split(','))
        .any(|one| {
            let (name, weight) = one.split_once(';').unwrap_or((one, ""));
            name.trim() == "br" && !matches!(weight.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000")
        })
}

fn with_suffix(file: &Path, suffix: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// Whether the name holds a hash of the content, as Trunk and the texts' build write it: a part of
/// at least eight hexadecimal digits between `-`, `_` and `.`.
fn is_hashed(file: &Path) -> bool {
    let name = file
        .file_name()
        .and_then(|name| name.to_str())
        .unwrap_or_default();
    name.split(['-', '_', '.']).any(|part| {
        part.len() >= 8
            && part.bytes().all(|byte| byte.is_ascii_hexdigit())
            && part.bytes().any(|byte| byte.is_ascii_digit())
    })
}

pub(crate) fn media_type(file: &Path) -> &'static str {
    match file
        .extension()
        .and_then(|extension| extension.to_str())
        .unwrap_or_default()
    {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "mp3" => "audio/mpeg",
        "ogg" => "audio/ogg",
        "wav" => "audio/wav",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_leads_out_of_the_folder() {
        let root = Path::new("/srv/app");
        let check = |path: &str| inside(root, path);
        assert_eq!(check("/a/b.js"), Some(root.join("a/b.js")));
        assert_eq!(check("//a%20b.js"), Some(root.join("a b.js")));
        for wrong in [
            "/",
            "/../x",
            "/%2e%2e/x",
            "/a/..%2fx",
            "/..%5cx",
            "/.git/config",
            "/a%00",
            "/%",
            "/c:x",
        ] {
            assert_eq!(check(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn hashed_names_are_kept_for_ever_and_others_asked_for() {
        for (name, expected) in [
            ("bandeja-1f2e3d4c5b6a7988_bg.wasm", true),
            ("app-0123456789abcdef.css", true),
            ("es.9c1185a5.json", true),
            ("index.html", false),
            ("boot.js", false),
            ("decade.js", false),
            ("effaced-deadbeef.js", false),
            ("config.json", false),
        ] {
            assert_eq!(is_hashed(Path::new(name)), expected, "{name}");
        }
    }

    #[test]
    fn brotli_goes_to_those_who_take_it() {
        let check = |value: &'static str| {
            let mut headers = HeaderMap::new();
            set(&mut headers, header::ACCEPT_ENCODING, value);
            accepts_brotli(&headers)
        };
        assert!(check("gzip, deflate, br, zstd"));
        assert!(check("br;q=0.5"));
        assert!(!check("gzip"));
        assert!(!check("gzip, br;q=0"));
    }
}
