//! `act`: what people do with Bandeja, one function per deed.
//!
//! The only place, with [`see`](crate::see), that knows how the screens are built. It never looks
//! at what comes of a deed, but for what a person has to see before the next step.

use crate::{
    Person, Stage,
    api::PASSWORD,
    find::{Query, any, button, like, role, text_like, textbox},
    see,
    words::Words,
};
use std::time::{Duration, Instant};
use thirtyfour::Key;

/// Opens the app at `origin` and signs in a demo login (`ana`, `bruno`, …). They have been here
/// before: what is offered once in a browser was offered to them.
pub async fn signs_in(person: &Person, origin: &str, login: &str) {
    person.goes_to(&format!("{origin}/")).await;
    is_offered_notices(person, false).await;
    fills_in_login(person, &format!("{login}@demo.bandeja"), PASSWORD).await;
    see::connection(person, "connection.live").await;
}

/// Whether the browser's notices will be offered to them when they take a conversation.
pub async fn is_offered_notices(person: &Person, is_offered: bool) {
    // A browser that keeps nothing is offered them each time.
    let script = "try { \
          if (arguments[0]) localStorage.removeItem('bandeja.notices.asked'); \
          else localStorage.setItem('bandeja.notices.asked', '1') \
        } catch {}";
    if let Err(error) = person.run::<()>(script, vec![is_offered.into()]).await {
        panic!("the browser keeps nothing: {error}");
    }
}

/// Types address and password into the form that is there, and sends it.
pub async fn fills_in_login(person: &Person, email: &str, password: &str) {
    let address = textbox(person.word("login.email"));
    person.clears(&address).await;
    person.types(&address, email).await;
    let secret = textbox(person.word("login.password"));
    person.clears(&secret).await;
    person.types(&secret, password).await;
    person.clicks(&button(person.word("login.submit"))).await;
}

/// Ana and Bruno, signed in, side by side.
pub async fn two_agents(stage: &Stage) -> (Person, Person) {
    let (ana, bruno) = tokio::join!(stage.person("Ana"), stage.person("Bruno"));
    let origin = stage.origin();
    tokio::join!(
        signs_in(&ana, &origin, "ana"),
        signs_in(&bruno, &origin, "bruno")
    );
    (ana, bruno)
}

/// Ana, signed in.
pub async fn ana(stage: &Stage) -> Person {
    ana_at(stage, &stage.origin()).await
}

/// Ana, signed in over another way to the backend.
pub async fn ana_at(stage: &Stage, origin: &str) -> Person {
    let ana = stage.person("Ana").await;
    signs_in(&ana, origin, "ana").await;
    ana
}

/// Signs out, by the account's menu.
pub async fn signs_out(person: &Person) {
    from_account_menu(person, &role("menuitem", person.word("account.sign_out"))).await;
    person.sees(&button(person.word("login.submit"))).await;
}

/// Chooses a language in the account's menu: `es`, `pt-BR`, `en`.
pub async fn switches_language(person: &Person, language: &str) {
    let key = format!("language.{}", language.to_lowercase().replace('-', "_"));
    from_account_menu(person, &role("menuitemradio", person.word(&key))).await;
}

/// Chooses a theme in the account's menu: `light`, `dark`, `system`.
pub async fn chooses_theme(person: &Person, theme: &str) {
    let word = person.word(&format!("account.theme.{theme}"));
    from_account_menu(person, &role("menuitemradio", word)).await;
}

async fn from_account_menu(person: &Person, item: &Query) {
    let menu = person.phrase("account.menu", &[("name", "")]);
    person.clicks(&like("button", menu.trim())).await;
    person.clicks(item).await;
}

/// A tab of the list, by its word in the locale files: `open`, `queued`, `pending`, …
pub async fn chooses_tab(person: &Person, status: &str) {
    person.clicks(&see::tab(person, status)).await;
    person
        .sees(&see::tab(person, status).with("aria-selected", "true"))
        .await;
}

/// Opens the conversation whose row shows `what`.
pub async fn opens(person: &Person, what: &str) {
    let row = see::row(what);
    settles(person, &row).await;
    person.clicks(&row).await;
    person.sees(&row.with("aria-current", "true")).await;
    points_elsewhere(person).await;
}

/// Opens a conversation on a phone, where the list goes away.
pub async fn taps(person: &Person, what: &str) {
    let row = see::row(what);
    settles(person, &row).await;
    person.clicks(&row).await;
    person.misses(&row).await;
}

/// Accepts the conversation whose row shows `what`, by the green check beside it.
pub async fn accepts(person: &Person, what: &str) {
    let row = see::row(what);
    settles(person, &row).await;
    person.hovers(&row).await;
    let check = person.phrase("row.accept", &[("name", "")]);
    let item = any("listitem").holding(what);
    person
        .clicks(&like("button", check.trim()).within(item))
        .await;
    points_elsewhere(person).await;
}

/// Opens the menu of the conversation whose row shows `what`, by its three dots.
pub async fn opens_row_menu(person: &Person, what: &str) {
    let row = see::row(what);
    settles(person, &row).await;
    person.hovers(&row).await;
    let item = any("listitem").holding(what);
    person.clicks(&dots(person).within(item)).await;
    person.sees(&any("menu")).await;
}

/// Opens the menu of the first row of the list.
pub async fn opens_first_row_menu(person: &Person) {
    points_at_row(person, 0).await;
    let first = any("listitem").with("aria-posinset", "1");
    person.clicks(&dots(person).within(first)).await;
    person.sees(&any("menu")).await;
}

/// Opens the menu in the head of the open thread.
pub async fn opens_thread_menu(person: &Person) {
    let head = role("main", person.word("pane.thread"));
    person.clicks(&dots(person).within(head)).await;
    person.sees(&any("menu")).await;
}

/// Ticks the row that shows `what`, or not any more.
pub async fn ticks(person: &Person, what: &str) {
    let row = see::row(what);
    settles(person, &row).await;
    person.hovers(&row).await;
    let item = any("listitem").holding(what);
    person.clicks(&any("checkbox").within(item)).await;
}

/// Ticks the row at a place of the list, from 1; with Shift all from the one ticked before.
pub async fn ticks_place(person: &Person, place: usize, is_range: bool) {
    let item = any("listitem").with("aria-posinset", &place.to_string());
    let tick = person.find(&any("checkbox").within(item)).await;
    let chain = person.driver().action_chain();
    let shift = Key::Shift.value();
    let done = if is_range {
        let held = chain.key_down(shift).move_to_element_center(&tick);
        held.click().key_up(shift).perform().await
    } else {
        chain.move_to_element_center(&tick).click().perform().await
    };
    if let Err(error) = done {
        panic!("{} cannot tick row {place}: {error}", person.name());
    }
}

/// Puts the focus on the row that shows `what`.
pub async fn focuses_row(person: &Person, what: &str) {
    let row = see::row(what);
    settles(person, &row).await;
    let found = person.find(&row).await.to_json().unwrap_or_default();
    person
        .run::<()>("arguments[0].focus()", vec![found])
        .await
        .unwrap_or_default();
    focus_is_on(person, &row).await;
}

fn dots(person: &Person) -> Query {
    let name = person.phrase("deed.menu", &[("name", "")]);
    like("button", name.trim())
}

/// Moves the pointer to where nothing is: into the thread pane.
pub async fn points_elsewhere(person: &Person) {
    let (width, height): (i64, i64) = person.asks("return [innerWidth, innerHeight]").await;
    points_at(person, width - 30, height / 2).await;
}

/// Moves the pointer over a row, by its place in the list, and a little on it, as hands do.
pub async fn points_at_row(person: &Person, place: usize) {
    let script = "const rows = [...document.querySelectorAll('[role=listitem]')]\
        .filter((row) => row.checkVisibility()).map((row) => row.getBoundingClientRect())\
        .sort((a, b) => a.top - b.top); const row = rows[arguments[0]];\
        return row ? [row.left + row.width / 3, row.top + row.height / 2].map(Math.round) : null";
    let (x, y): (i64, i64) = person
        .until("that row", async || {
            person
                .run::<Option<(i64, i64)>>(script, vec![place.into()])
                .await
                .ok()?
        })
        .await;
    points_at(person, x, y).await;
    points_at(person, x + 2, y).await;
}

async fn points_at(person: &Person, x: i64, y: i64) {
    if let Err(error) = person.driver().action_chain().move_to(x, y).perform().await {
        panic!("{} cannot point at {x}, {y}: {error}", person.name());
    }
}

/// Puts the focus on the row of the list that the Tab key stops at.
pub async fn focuses_list(person: &Person) {
    let stop = any("link").within(any("listitem")).with("tabindex", "0");
    let row = person.find(&stop).await;
    let row = row.to_json().unwrap_or_default();
    person
        .run::<()>("arguments[0].focus()", vec![row])
        .await
        .unwrap_or_default();
    focus_is_on(person, &stop).await;
}

/// Waits until the focus is on the one thing that the query fits.
pub async fn focus_is_on(person: &Person, query: &Query) {
    let what = format!("the focus on {query}");
    person
        .until(what, async || has_focus(person, query).await.then_some(()))
        .await;
}

async fn has_focus(person: &Person, query: &Query) -> bool {
    const SCRIPT: &str = "let focus = document.activeElement;\
        while (focus && focus.shadowRoot) focus = focus.shadowRoot.activeElement;\
        return focus === arguments[0]";
    let Some(wanted) = person.look(query).await.pop() else {
        return false;
    };
    let wanted = wanted.to_json().unwrap_or_default();
    person.run(SCRIPT, vec![wanted]).await.unwrap_or(false)
}

/// Presses Tab until the focus is on the one thing that the query fits.
pub async fn tabs_to(person: &Person, query: &Query) {
    person.sees(query).await;
    for _ in 0..80 {
        if has_focus(person, query).await {
            return;
        }
        person.presses(Key::Tab).await;
    }
    panic!("{} cannot reach {query} by Tab", person.name());
}

/// Drags the scroll bar of the list to a part of its length.
pub async fn drags_list_to(person: &Person, part: f64) {
    scrolls_list(
        person,
        "view.scrollTop = view.scrollHeight * arguments[0]",
        part,
    )
    .await;
}

/// Scrolls the list by so many pixels.
pub async fn scrolls_list_by(person: &Person, pixels: i32) {
    scrolls_list(person, "view.scrollTop += arguments[0]", pixels.into()).await;
}

async fn scrolls_list(person: &Person, how: &str, number: f64) {
    let script = format!(
        "let view = document.querySelector('[role=listitem]');\
         if (!view) return;\
         while (view && !/auto|scroll/.test(getComputedStyle(view).overflowY)) view = view.parentElement;\
         {how}"
    );
    if let Err(error) = person.run::<()>(&script, vec![number.into()]).await {
        panic!("{}: the list does not scroll: {error}", person.name());
    }
}

/// Scrolls to the top of what the thread holds so far.
pub async fn scrolls_thread_up(person: &Person) {
    person
        .asks::<()>("document.querySelector('[role=log]').scrollTop = 0")
        .await;
}

/// Where the upper edge of the row is that reads so.
pub async fn top_of_row(person: &Person, name: &str) -> f64 {
    let row = person
        .find(&role("link", name).within(any("listitem")))
        .await;
    row.rect().await.map(|rect| rect.y).unwrap_or_default()
}

/// Pastes into a text box, as the browser's own paste does.
pub async fn pastes(person: &Person, query: &Query, text: &str) {
    person.clicks(query).await;
    let script = "return document.execCommand('insertText', false, arguments[0])";
    let pasted = person.run::<bool>(script, vec![text.into()]).await;
    assert!(
        pasted.is_ok_and(|pasted| pasted),
        "{} cannot paste",
        person.name()
    );
}

/// Looks for a row, scrolling from the top of the list where it is not in sight, and waits until it
/// has stood still for as long as the list ignores clicks after a shift.
async fn settles(person: &Person, row: &Query) {
    let mut last = (String::new(), Instant::now());
    let mut at = 0.0;
    person
        .until(format!("{row} to stand still"), async || {
            let Some(element) = person.look(row).await.pop() else {
                at = if at > 1.0 { 0.0 } else { at + 0.1 };
                scrolls_list(
                    person,
                    "view.scrollTop = view.scrollHeight * arguments[0]",
                    at,
                )
                .await;
                return None;
            };
            let script = "arguments[0].scrollIntoView({block: 'nearest'});\
                return JSON.stringify(arguments[0].getBoundingClientRect())";
            let place: String = person
                .run(script, vec![element.to_json().ok()?])
                .await
                .ok()?;
            if place != last.0 {
                last = (place, Instant::now());
            }
            (last.1.elapsed() > Duration::from_millis(350)).then_some(())
        })
        .await;
}

/// Types into the composer, and leaves it there.
pub async fn writes(person: &Person, text: &str) {
    person.types(&see::composer(person), text).await;
}

/// Types a message and sends it with Enter.
pub async fn says(person: &Person, text: &str) {
    writes(person, text).await;
    person.presses(Key::Enter).await;
}

/// Closes the open conversation for a reason, with a note.
pub async fn closes(person: &Person, reason: &str, note: &str) {
    person.clicks(&button(person.word("thread.close"))).await;
    let dialog = || role("dialog", person.word("wrap_up.title"));
    person.clicks(&text_like(reason).within(dialog())).await;
    if !note.is_empty() {
        person
            .types(&textbox(person.word("wrap_up.note")).within(dialog()), note)
            .await;
    }
    person
        .clicks(&button(person.word("wrap_up.send")).within(dialog()))
        .await;
    person.misses(&dialog()).await;
}

/// Somebody comes to the sample shop and opens the chat; they look into the panel from then on.
pub async fn arrives(stage: &Stage, name: &str) -> Person {
    let visitor = stage.person(name).await;
    visits(&visitor, &format!("{}/", stage.shop())).await;
    visitor
}

/// Opens a page with the widget, and the chat on it.
pub async fn visits(visitor: &Person, page: &str) {
    visitor.goes_to(page).await;
    opens_chat(visitor).await;
}

/// A page whose chat talks to the backend at `origin`, on a site that the inbox allows.
pub fn a_site_of(stage: &Stage, origin: &str) -> String {
    let key = crate::SITE_KEY;
    let page = format!(
        "<!doctype html><html lang=\"es\"><title>Tienda</title><h1>Tienda</h1>\
         <script async src=\"{origin}/bandeja.js\" data-inbox=\"{key}\"></script>"
    );
    stage.site.page("/tienda", "", &page)
}

/// Presses the launcher and looks into the panel.
pub async fn opens_chat(visitor: &Person) {
    visitor.leaves_frame().await;
    visitor.clicks(&see::launcher(visitor)).await;
    looks_into_chat(visitor).await;
}

/// Looks into the panel, which is open.
pub async fn looks_into_chat(visitor: &Person) {
    visitor.leaves_frame().await;
    visitor.enters(&role("frame", "Chat")).await;
    visitor.sees(&see::chat_box()).await;
}

/// Closes the panel by its own button, and looks at the page.
pub async fn closes_chat(visitor: &Person) {
    let close = Words::of_widget("es").get("close");
    visitor.clicks(&button(close)).await;
    visitor.leaves_frame().await;
}

/// Types into the panel, and leaves it there.
pub async fn writes_in_chat(visitor: &Person, text: &str) {
    visitor.types(&see::chat_box(), text).await;
}

/// Types a message in the panel and sends it with Enter.
pub async fn says_in_chat(visitor: &Person, text: &str) {
    writes_in_chat(visitor, text).await;
    visitor.presses(Key::Enter).await;
}
