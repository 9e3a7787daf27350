//! The webchat panel's page, one per inbox, and its files: only the sites that an inbox names may
//! show it.

use crate::{app::App, directory::Site, error::Error, site};
use axum::{
    Router,
    body::Body,
    extract::{Path, Request, State},
    http::{HeaderName, HeaderValue, Response, header},
    routing::get,
};
use serde::Serialize;

/// What the page brings along, and where it goes in.
const PLACE: &str = r#"<meta name="bandeja-inbox" content="">"#;

/// The panel.
pub(crate) fn router() -> Router<App> {
    Router::new()
        .route("/widget/{key}", get(page))
        .route("/widget-assets/{*file}", get(asset))
}

/// What a panel has to know of its inbox.
#[derive(Serialize)]
struct About<'a> {
    key: &'a str,
    name: &'a str,
    team: &'a str,
    greeting: &'a str,
    origins: &'a [String],
    online: bool,
}

async fn page(State(app): State<App>, Path(key): Path<String>) -> Result<Response<Body>, Error> {
    let (about, origins) = about(&app, &key)?;
    let root = app
        .config()
        .static_dir
        .as_deref()
        .ok_or_else(Error::not_found)?;
    let page = tokio::fs::read_to_string(root.join("widget").join("index.html")).await;
    let page = page.map_err(|_| Error::not_found())?;
    let filled = PLACE.replace("\"\"", &format!("\"{}\"", escape(&about)));
    let mut answer = Response::new(Body::from(page.replacen(PLACE, &filled, 1)));
    let headers = answer.headers_mut();
    site::set(headers, header::CONTENT_TYPE, "text/html; charset=utf-8");
    site::set(headers, header::CACHE_CONTROL, "no-store");
    let policy = HeaderValue::from_str(&policy(&origins));
    let policy = policy.map_err(|_| Error::Broken("an origin that is no header".to_owned()))?;
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    const RESOURCE: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
    site::set(headers, RESOURCE, "cross-origin");
    Ok(answer)
}

/// What the panel gets, and the sites that may show it. Unknown and switched off are alike.
fn about(app: &App, key: &str) -> Result<(String, Vec<String>), Error> {
    let memory = app.memory().read();
    let site: &Site = memory.directory.site(key).ok_or_else(Error::not_found)?;
    let origins: Vec<String> = site
        .origins
        .iter()
        .chain(&app.config().sample_origins)
        .cloned()
        .collect();
    let about = About {
        key,
        name: &site.inbox.name,
        team: memory.directory.group_name(site.inbox.group),
        greeting: &site.inbox.greeting,
        origins: &origins,
        online: memory.directory.online(site.inbox.group).online,
    };
    Ok((serde_json::to_string(&about)?, origins))
}

/// What the panel's page may load, and who may show it.
fn policy(origins: &[String]) -> String {
    let ancestors: Vec<&str> = origins
        .iter()
        .map(String::as_str)
        .filter(|origin| is_origin(origin))
        .collect();
    let ancestors = if ancestors.is_empty() {
        "'none'".to_owned()
    } else {
        ancestors.join(" ")
    };
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
         style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; media-src 'self' blob:; \
         connect-src 'self'; font-src 'self'; form-action 'none'; base-uri 'self'; \
         object-src 'none'; frame-ancestors {ancestors}"
    )
}

/// Whether it is a scheme and a host and nothing else: nothing that could end a directive.
fn is_origin(text: &str) -> bool {
    let host = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    host.is_some_and(|host| {
        !host.is_empty()
            && host
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte))
    })
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

async fn asset(State(app): State<App>, request: Request) -> Result<Response<Body>, Error> {
    let root = app
        .config()
        .static_dir
        .as_deref()
        .ok_or_else(Error::not_found)?;
    let path = request
        .uri()
        .path()
        .strip_prefix("/widget-assets")
        .ok_or_else(Error::not_found)?;
    let file = site::inside(&root.join("widget"), path).ok_or_else(Error::not_found)?;
    site::file_answer(&file, request.headers())
        .await?
        .ok_or_else(Error::not_found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_named_sites_may_show_the_panel() {
        let check = |origins: &[&str]| {
            let origins: Vec<String> = origins.iter().map(|&origin| origin.to_owned()).collect();
            let policy = policy(&origins);
            policy.rsplit("frame-ancestors ").next().map(str::to_owned)
        };
        assert_eq!(check(&[]).as_deref(), Some("'none'"));
        assert_eq!(
            check(&["https://a.example", "http://localhost:7879"]).as_deref(),
            Some("https://a.example http://localhost:7879")
        );
        assert_eq!(
            check(&["*", "https://a.example; script-src *", "https:"]).as_deref(),
            Some("'none'")
        );
    }

    #[test]
    fn what_goes_into_the_page_cannot_leave_its_attribute() {
        assert_eq!(
            escape(r#""><script>'&"#),
            "&quot;&gt;&lt;script&gt;&#39;&amp;"
        );
    }
}
