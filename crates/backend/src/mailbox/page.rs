//! How the demo's mailbox looks: written by hand, every text escaped.

use crate::db::outbox::Left;
use bandeja_contract::Inbox;
use base64::{Engine, engine::general_purpose::STANDARD};
use std::{
    fmt::Write,
    time::{Duration, UNIX_EPOCH},
};

const STYLE: &str = include_str!("page.css");

/// The policy of the page: its style sheet and its own forms, nothing else.
pub(super) fn policy() -> String {
    let hash = STANDARD.encode(crate::auth::sha256(STYLE.as_bytes()));
    format!(
        "default-src 'none'; style-src 'sha256-{hash}'; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'"
    )
}

/// The page.
pub(super) fn page(left: &[Left], inboxes: &[Inbox], token: &str) -> String {
    let mut html = format!(
        "<!doctype html>\n<html lang=\"es\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>Buzón de la demo</title>\
         <style>{STYLE}</style></head><body><h1>Buzón de la demo</h1>\
         <p>Aquí llega el correo que sale de Bandeja en la demo; nada va a Internet. Responda como \
         lo haría el cliente, o escriba un correo nuevo.</p>"
    );
    fresh(&mut html, inboxes, token);
    if left.is_empty() {
        html.push_str("<p>Todavía no ha salido ningún correo.</p>");
    }
    for mail in left {
        one(&mut html, mail, token);
    }
    html.push_str("</body></html>\n");
    html
}

// A `String` takes every write, here and below.

fn fresh(html: &mut String, inboxes: &[Inbox], token: &str) {
    let _ = write!(
        html,
        "<section><h2>Correo nuevo</h2><form method=\"post\" action=\"/mailbox/new\">\
         <input type=\"hidden\" name=\"token\" value=\"{token}\">\
         <label>Nombre <input name=\"name\" value=\"Lucía Ramos\"></label>\
         <label>De <input name=\"from\" type=\"email\" required value=\"lucia@cliente.example\">\
         </label><label>Para <select name=\"to\">"
    );
    for inbox in inboxes {
        let address = escaped(&inbox.address);
        let _ = write!(html, "<option>{address}</option>");
    }
    html.push_str(
        "</select></label><label>Asunto <input name=\"subject\"></label>\
         <label>Texto <textarea name=\"text\" rows=\"4\" required></textarea></label>\
         <button>Enviar</button></form></section>",
    );
}

fn one(html: &mut String, mail: &Left, token: &str) {
    let millis = u64::try_from(mail.written_at.0).unwrap_or_default();
    let at = httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_millis(millis));
    let item = mail.item;
    let waits = if mail.is_waiting { " · en camino" } else { "" };
    let _ = write!(
        html,
        "<article><h2>{}</h2><p>Para: <bdi>{}</bdi> · {at}{waits}</p><pre>{}</pre>\
         <p><a href=\"/mailbox/{item}/raw\" download>Descargar original</a></p>\
         <form method=\"post\" action=\"/mailbox/{item}/answer\">\
         <input type=\"hidden\" name=\"token\" value=\"{token}\">\
         <label>Responder como el cliente \
         <textarea name=\"text\" rows=\"3\" required></textarea></label>\
         <button>Responder</button></form></article>",
        escaped(&mail.subject),
        escaped(&mail.recipients.join(", ")),
        escaped(&mail.text),
    );
}

/// A text as the content of an element or a quoted attribute.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use bandeja_contract::{ItemId, Timestamp};

    #[test]
    fn what_people_wrote_is_text() {
        let hostile = "<script>\"'&</script>".to_owned();
        let left = Left {
            item: ItemId(uuid::Uuid::nil()),
            recipients: vec![hostile.clone()],
            subject: hostile.clone(),
            text: hostile,
            written_at: Timestamp(0),
            is_waiting: false,
        };
        let html = page(&[left], &[], "t");
        assert!(!html.contains("<script"), "{html}");
        assert_eq!(html.matches("&lt;script&gt;&quot;&#39;&amp;").count(), 3);
    }
}
