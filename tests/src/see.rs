//! `see`: what people see of Bandeja, and where they look for it.
//!
//! The only place, with [`act`](crate::act), that knows how the screens are built. Everything waits
//! for its condition; nothing is looked at once and believed.

use crate::{
    Person,
    find::{Query, any, like, role, text, text_like, textbox},
    words::Words,
};

/// A tab of the list.
#[must_use]
pub fn tab(person: &Person, status: &str) -> Query {
    like("tab", person.word(&format!("tab.{status}.a")))
}

/// The row that shows `what`: a name, or words of its preview.
#[must_use]
pub fn row(what: &str) -> Query {
    like("link", what).within(any("listitem"))
}

/// The box in which an agent writes, whoever it is for.
#[must_use]
pub fn composer(person: &Person) -> Query {
    like(
        "textbox",
        person.phrase("composer.label", &[("name", "")]).trim(),
    )
}

/// The box in which a visitor writes.
#[must_use]
pub fn chat_box() -> Query {
    textbox(Words::of_widget("es").get("write"))
}

/// The message in a thread or a panel that reads exactly so.
#[must_use]
pub fn message(words: &str) -> Query {
    text(words).within(any("article"))
}

/// The launcher on a customer's page, while the panel is closed.
#[must_use]
pub fn launcher(_visitor: &Person) -> Query {
    like("button", "Abrir el chat")
}

/// The number on a tab, once it is there.
pub async fn count(person: &Person, status: &str) -> u32 {
    person
        .until(format!("a number on the tab «{status}»"), async || {
            count_now(person, status).await
        })
        .await
}

/// Waits until a tab is the chosen one.
pub async fn tab_is_chosen(person: &Person, status: &str) {
    person
        .sees(&tab(person, status).with("aria-selected", "true"))
        .await;
}

/// Waits until the number on a tab is this.
pub async fn count_is(person: &Person, status: &str, expected: u32) {
    let mut last = None;
    let what = format!("{expected} on the tab «{status}»");
    person
        .until(what, async || {
            last = count_now(person, status).await;
            (last == Some(expected)).then_some(())
        })
        .await;
}

async fn count_now(person: &Person, status: &str) -> Option<u32> {
    let names = person.names(&tab(person, status)).await;
    let digits: String = names
        .first()?
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    digits.parse().ok()
}

/// Waits until a row with `what` is there, and answers all that can be read in it.
pub async fn row_text(person: &Person, what: &str) -> String {
    person.sees(&row(what)).await;
    person.names(&row(what)).await.pop().unwrap_or_default()
}

/// Waits until the row with `what` says `part`, too.
pub async fn row_says(person: &Person, what: &str, part: &str) {
    person
        .until(format!("«{part}» in the row of «{what}»"), async || {
            let text = person.names(&row(what)).await.pop()?;
            text.contains(part).then_some(())
        })
        .await;
}

/// The names of the rows in the list now, from the top; those on the screen and a few more.
pub async fn rows(person: &Person) -> Vec<String> {
    person
        .names_from_the_top(&any("link").within(any("listitem")))
        .await
}

/// Waits until the connection is in a state, by its key: `connection.live`, `connection.offline`, …
pub async fn connection(person: &Person, key: &str) {
    let name = format!("{}: {}", person.word("connection.label"), person.word(key));
    person.sees(&role("status", name)).await;
}

/// The words of an agent's messages on the screen, in order; only what `is_ours` knows.
pub async fn thread(person: &Person, is_ours: impl Fn(&str) -> bool) -> Vec<String> {
    let paragraphs = person.texts(&any("paragraph").within(any("article"))).await;
    paragraphs
        .into_iter()
        .filter(|words| is_ours(words))
        .collect()
}

/// The same for more messages than a screen holds: reads from the end upwards, page by page, and
/// goes back to the end.
pub async fn whole_thread(person: &Person, is_ours: impl Fn(&str) -> bool) -> Vec<String> {
    const UP: &str = "const log = document.querySelector('[role=log]'); if (!log) return true;\
        const top = log.scrollTop; log.scrollTop = top - log.clientHeight * 0.7;\
        return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() =>\
        done(top <= 0))))";
    const END: &str = "const log = document.querySelector('[role=log]');\
        if (log) log.scrollTop = log.scrollHeight";
    let mut all: Vec<String> = Vec::new();
    loop {
        let here = thread(person, &is_ours).await;
        let known = here.iter().position(|words| all.first() == Some(words));
        all.splice(0..0, here[..known.unwrap_or(here.len())].iter().cloned());
        if person.run(UP, Vec::new()).await.unwrap_or(true) {
            break;
        }
    }
    // A page that is being left has no end to go back to.
    let _ = person.run::<()>(END, Vec::new()).await;
    all
}

/// The words of the messages in the panel, in order; only what `is_ours` knows.
pub async fn chat(visitor: &Person, is_ours: impl Fn(&str) -> bool) -> Vec<String> {
    let log = role("log", Words::of_widget("es").get("log"));
    let paragraphs = visitor.texts(&any("paragraph").within(log)).await;
    paragraphs
        .into_iter()
        .filter(|words| is_ours(words))
        .collect()
}

/// Waits until a message of the thread has come so far: `message.sent`, `message.read`, …
pub async fn delivery(person: &Person, words: &str, key: &str) {
    let article = any("article").holding(words);
    person
        .sees(&text_like(person.word(key)).within(article))
        .await;
}

/// Waits until the panel shows a message.
pub async fn in_chat(visitor: &Person, words: &str) {
    let log = role("log", Words::of_widget("es").get("log"));
    visitor.sees(&text(words).within(log)).await;
}

/// Waits until the panel says something: how far a message got, who writes, where it stands.
pub async fn chat_says(visitor: &Person, key: &str, values: &[(&str, &str)]) {
    visitor
        .sees(&text_like(Words::of_widget("es").fill(key, values)))
        .await;
}

/// What stands in the box that an agent writes in.
pub async fn draft(person: &Person) -> String {
    value(person, &composer(person)).await
}

/// What stands in a text box.
pub async fn value(person: &Person, query: &Query) -> String {
    let element = person.find(query).await;
    element.value().await.ok().flatten().unwrap_or_default()
}

/// Waits until a text box holds exactly this.
pub async fn holds(person: &Person, query: &Query, expected: &str) {
    person
        .until(format!("{query} to hold «{expected}»"), async || {
            let element = person.look(query).await.pop()?;
            (element.value().await.ok()?? == expected).then_some(())
        })
        .await;
}
