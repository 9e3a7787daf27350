//! Searching: every field finds, the match is shown, opening lands on the message, links to messages.

use bandeja_contract::{
    endpoint::ListConversations,
    model::{Channel, Filter, Owner, Sort, Status},
};
use bandeja_tests::{
    Person, Setting, Stage, act, both_browsers, chromium, find::*, see, with_a_long_thread,
};
use thirtyfour::Key;

both_browsers!(what_a_colleague_just_wrote_is_found_and_opened);
chromium!(
    every_field_finds_and_shows_what_matches,
    escape_leads_back_to_the_list_where_it_was,
    what_one_may_not_see_is_not_found,
    by_keyboard_alone,
    a_link_to_a_message_opens_there_for_a_colleague,
);
chromium!(in super::with_a_tag(); every_filter_changes_rows_counts_and_address);
both_browsers!(in super::a_long_thread(); a_hit_opens_in_the_middle_and_both_directions_load);

const MESSAGES: u32 = 5_000;

fn a_long_thread() -> Setting {
    with_a_long_thread(MESSAGES)
}

/// Three contacts with open conversations bear a tag.
fn with_a_tag() -> Setting {
    let statements = vec![
        "INSERT INTO tags (id, place, name) \
         VALUES (x'0190b0a0000070008000000000000077', 99, 'Muy importante')"
            .to_owned(),
        "INSERT INTO contact_tags (contact, tag) SELECT DISTINCT contact, \
         x'0190b0a0000070008000000000000077' FROM conversations WHERE status = 'open' \
         ORDER BY contact LIMIT 3"
            .to_owned(),
    ];
    Setting {
        statements,
        ..Setting::default()
    }
}

fn the_box(person: &Person) -> Query {
    role("searchbox", person.word("search.label"))
}

async fn looks_for(person: &Person, text: &str) {
    let search_box = the_box(person);
    person.clears(&search_box).await;
    person.types(&search_box, text).await;
}

/// Waits until something is found in `place` (a key such as `search.in.name`) whose match reads so.
async fn finds(person: &Person, place: &str, matched: &str) {
    let row = like("link", person.word(place)).within(any("listitem"));
    let what = format!("«{matched}» marked in {place}");
    person
        .until(what, async || {
            let marks = person.texts(&any("mark").within(row.clone())).await;
            marks.iter().any(|mark| mark == matched).then_some(())
        })
        .await;
}

/// Proves L9: name, e-mail, phone, both numbers, subject and words, accents and case aside.
async fn every_field_finds_and_shows_what_matches(stage: &Stage) {
    stage
        .rewrite(&[
            "UPDATE contacts SET name = 'Íñigo Zañartu', email = 'inigo.z@tienda.example', \
             phone = '+51 999-888 777' WHERE id = (SELECT contact FROM conversations \
             WHERE status = 'queued' AND subject IS NULL ORDER BY queued_at LIMIT 1)",
            "UPDATE conversations SET subject = 'Góndola averiada' WHERE id = (SELECT id FROM \
             conversations WHERE status = 'closed' AND subject IS NOT NULL LIMIT 1)",
        ])
        .await;
    let dora = stage.person("Dora").await;
    act::signs_in(&dora, &stage.origin(), "dora").await;
    let caller = stage.caller("dora").await;
    let queued = caller.list(Status::Queued).await;
    let it = queued
        .iter()
        .find(|row| row.contact_name == "Íñigo Zañartu")
        .expect("there");
    for (text, place, matched) in [
        ("zanartu", "search.in.name", "Zañartu"),
        ("TIENDA.EXA", "search.in.email", "tienda.example"),
        ("999888", "search.in.phone", "999-888"),
        ("+51 999 888", "search.in.phone", "51 999-888"),
        (
            &format!("#{}", it.attention_number),
            "search.in.attention",
            &it.attention_number.to_string(),
        ),
        (
            &it.ticket_number.to_string(),
            "search.in.ticket",
            &it.ticket_number.to_string(),
        ),
        ("gondola aver", "search.in.subject", "averiada"),
    ] {
        looks_for(&dora, text).await;
        finds(&dora, place, matched).await;
    }
    assert!(
        !dora.url().await.contains("gondola"),
        "words in the address"
    );
    // A person opens as their conversation.
    looks_for(&dora, "zañartu").await;
    act::opens(&dora, "Íñigo Zañartu").await;
    dora.sees(&role("heading", "Íñigo Zañartu")).await;
    looks_for(&dora, "nadaquesepuedaencontrar").await;
    dora.sees(&text_like(dora.word("search.none"))).await;
    looks_for(&dora, "¿?").await;
    dora.sees(&text_like(dora.word("search.hint"))).await;
}

/// Proves L9: what was written a moment ago, by a colleague, and where it stands.
async fn what_a_colleague_just_wrote_is_found_and_opened(stage: &Stage) {
    let (ana, bruno) = act::two_agents(stage).await;
    let caller = stage.caller("bruno").await;
    let mut open = caller.list(Status::Open).await;
    let me = caller.snapshot().await.me;
    open.retain(|row| row.assignee == Some(me));
    let theirs = open.first().expect("one of Bruno's");
    looks_for(&ana, "gondola").await;
    ana.sees(&text_like(ana.word("search.none"))).await;
    bruno
        .goes_to(&format!("{}/open/{}", stage.origin(), theirs.id))
        .await;
    act::says(&bruno, "¿Dónde está la góndola azul?").await;
    bruno
        .sees(&see::message("¿Dónde está la góndola azul?"))
        .await;

    looks_for(&ana, "gondola AZ").await;
    finds(&ana, "search.in.message", "góndola").await;
    finds(&ana, "search.in.message", "azul").await;
    act::opens(&ana, "góndola").await;
    ana.sees(&role("heading", &theirs.contact_name)).await;
    let found = any("article").with("aria-current", "true");
    ana.sees(&text_like("góndola azul").within(found)).await;
    // The results stay beside it.
    finds(&ana, "search.in.message", "azul").await;
}

/// Proves L9, T5: a hit opens its thread at the message; older and newer ones load without a jump,
/// and what comes meanwhile leaves no hole.
async fn a_hit_opens_in_the_middle_and_both_directions_load(stage: &Stage) {
    let dora = stage.person("Dora").await.patient(20);
    act::signs_in(&dora, &stage.origin(), "dora").await;
    let caller = stage.caller("dora").await;
    let first = caller.list(Status::Queued).await.remove(0);
    looks_for(&dora, "mensaje 2500").await;
    finds(&dora, "search.in.message", "2500").await;
    dora.clicks(&see::row("mensaje 2500")).await;
    let found = any("article").with("aria-current", "true");
    dora.sees(&text_like("mensaje 2500 ").within(found)).await;
    assert!(
        dora.url().await.contains("message="),
        "{}",
        dora.url().await
    );
    // Both neighbours are there, in order and without a hole.
    dora.until("the neighbours of 2500", async || {
        let here = numbers(&dora).await;
        (here.contains(&2499) && here.contains(&2501) && is_run(&here)).then_some(())
    })
    .await;
    let seen = is_in_view(&dora, 2500).await;
    assert!(seen, "message 2500 is in view");

    // Down, further than what was loaded with it: every number follows the one before.
    goes(&dora, 1, 2500, 2620).await;
    // Up again, beyond.
    goes(&dora, -1, 2620, 2400).await;
    let written = caller.write(first.id, "escrito mientras tanto").await;
    dora.clicks(&like("button", dora.word("thread.to_end")))
        .await;
    dora.sees(&see::message("escrito mientras tanto")).await;
    // From the end upwards there is no hole either.
    goes(&dora, -1, MESSAGES, MESSAGES - 130).await;
    assert!(written.position > first.last_position);
}

/// The numbers of the messages that have elements, from the top.
async fn numbers(person: &Person) -> Vec<u32> {
    let script = "return [...document.querySelectorAll('[role=log] article p')]\
        .filter((p) => /^mensaje \\d/.test(p.innerText))\
        .map((p) => [p.getBoundingClientRect().top, Number(p.innerText.split(' ')[1])])\
        .sort((a, b) => a[0] - b[0]).map(([, n]) => n)";
    person.asks(script).await
}

async fn is_in_view(person: &Person, number: u32) -> bool {
    let script = "const log = document.querySelector('[role=log]').getBoundingClientRect();\
        return [...document.querySelectorAll('[role=log] article p')].some((p) => {\
        const box = p.getBoundingClientRect();\
        return Number(p.innerText.split(' ')[1]) === arguments[0] && box.top >= log.top &&\
        box.bottom <= log.bottom; })";
    let arguments = vec![serde_json::json!(number)];
    person.run(script, arguments).await.unwrap_or(false)
}

fn is_run(numbers: &[u32]) -> bool {
    numbers.windows(2).all(|pair| pair[0] + 1 == pair[1])
}

/// Scrolls by most of a screen until a message has an element; what is passed is without a hole,
/// and nothing that was read is passed over.
async fn goes(person: &Person, direction: i32, from: u32, to: u32) {
    let script = "const log = document.querySelector('[role=log]');\
        log.scrollTop += arguments[0] * log.clientHeight * 0.6;\
        return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))";
    let mut last = vec![from];
    for _ in 0..400 {
        let here = person
            .until("messages without a hole", async || {
                let here = numbers(person).await;
                (!here.is_empty() && is_run(&here)).then_some(here)
            })
            .await;
        let meets = here.iter().any(|number| last.contains(number)) || last == [from];
        assert!(
            meets,
            "from {last:?} to {here:?}: something was passed over"
        );
        if here.contains(&to) {
            return;
        }
        last = here;
        let _: bool = person
            .run(script, vec![serde_json::json!(direction)])
            .await
            .unwrap_or(true);
    }
    panic!("message {to} did not come; here are {last:?}");
}

/// Proves L9, L8: the list is found again as it was left; the way back leads to the results.
async fn escape_leads_back_to_the_list_where_it_was(stage: &Stage) {
    let dora = stage.person("Dora").await;
    act::signs_in(&dora, &stage.origin(), "dora").await;
    act::chooses_tab(&dora, "closed").await;
    // A list that has not come yet cannot be scrolled.
    dora.until("a list scrolled down", async || {
        if dora.asks::<f64>(LIST_TOP).await > 200.0 {
            return Some(());
        }
        act::scrolls_list_by(&dora, 300).await;
        None
    })
    .await;
    act::points_elsewhere(&dora).await;
    // Rows that have come say who they are of.
    let before = dora
        .until("rows at rest", async || {
            let (one, two) = (see::rows(&dora).await, see::rows(&dora).await);
            (one == two && !one.is_empty()).then_some(one)
        })
        .await;
    let scrolled: f64 = dora.asks(LIST_TOP).await;
    assert!(scrolled > 200.0);
    looks_for(&dora, "pedido").await;
    finds(&dora, "search.in.subject", "pedido").await;
    dora.presses(Key::Escape).await;
    dora.misses(&any("mark").within(any("listitem"))).await;
    dora.until("the rows where they were", async || {
        (see::rows(&dora).await == before).then_some(())
    })
    .await;
    assert_eq!(dora.asks::<f64>(LIST_TOP).await, scrolled);
    see::holds(&dora, &the_box(&dora), "").await;

    dora.driver().back().await.expect("a way back");
    finds(&dora, "search.in.subject", "pedido").await;
    see::holds(&dora, &the_box(&dora), "pedido").await;
    act::chooses_tab(&dora, "closed").await;
    dora.until("the rows once more", async || {
        (see::rows(&dora).await == before).then_some(())
    })
    .await;
}

const LIST_TOP: &str =
    "return document.querySelector('#conversations .virtual-list')?.scrollTop ?? 0";

/// Proves L9, G1.
async fn what_one_may_not_see_is_not_found(stage: &Stage) {
    let ana = act::ana(stage).await;
    let (dora, mine) = (stage.caller("dora").await, stage.caller("ana").await);
    let groups: Vec<_> = mine
        .list(Status::Queued)
        .await
        .iter()
        .map(|row| row.group)
        .collect();
    let queued = dora.list(Status::Queued).await;
    let hidden = queued
        .iter()
        .find(|row| !groups.contains(&row.group))
        .expect("one");
    let shown = queued
        .iter()
        .find(|row| groups.contains(&row.group))
        .expect("one");
    looks_for(&ana, &format!("#{}", hidden.attention_number)).await;
    ana.sees(&text_like(ana.word("search.none"))).await;
    looks_for(&ana, &format!("#{}", shown.attention_number)).await;
    finds(
        &ana,
        "search.in.attention",
        &shown.attention_number.to_string(),
    )
    .await;
}

/// Proves L9, L11: from the box to the message and back without a pointer.
async fn by_keyboard_alone(stage: &Stage) {
    let dora = stage.person("Dora").await;
    act::signs_in(&dora, &stage.origin(), "dora").await;
    act::tabs_to(&dora, &the_box(&dora)).await;
    dora.presses("pedido").await;
    finds(&dora, "search.in.subject", "pedido").await;
    dora.presses(Key::Down).await;
    let rows = any("link").within(any("listitem"));
    act::focus_is_on(&dora, &rows.clone().with("tabindex", "0")).await;
    dora.presses(Key::Down).await;
    dora.presses(Key::Up).await;
    dora.presses(Key::Down).await;
    dora.presses(Key::Enter).await;
    dora.sees(&rows.with("aria-current", "true")).await;
    dora.presses(Key::Escape).await;
    act::focus_is_on(&dora, &the_box(&dora)).await;
    dora.misses(&any("mark").within(any("listitem"))).await;
}

/// Proves T9: what one copies a colleague opens; what they may not see they are told is not there.
async fn a_link_to_a_message_opens_there_for_a_colleague(stage: &Stage) {
    let (ana, bruno) = act::two_agents(stage).await;
    let (caller, theirs) = (stage.caller("ana").await, stage.caller("bruno").await);
    let bruno_sees = theirs.list(Status::Closed).await;
    let of_both = caller.list(Status::Closed).await;
    let chosen = of_both
        .iter()
        .find(|row| bruno_sees.iter().any(|other| other.id == row.id) && row.subject.is_none())
        .expect("one that both see");
    let thread = caller.thread(chosen.id).await;
    let item = thread
        .iter()
        .find(|item| item.text.len() > 20)
        .expect("a message");
    // Another tab than the link's, so that it is seen to lead there.
    ana.goes_to(&format!("{}/closed/{}", stage.origin(), chosen.id))
        .await;
    let message = text_like(&item.text).within(any("article"));
    ana.hovers(&message).await;
    let article = any("article").holding(&item.text);
    let menu = button(ana.word("message.menu")).within(article);
    ana.clicks(&menu).await;
    ana.clicks(&role("menuitem", ana.word("message.copy_link")))
        .await;
    ana.sees(&text_like(ana.word("message.link_copied"))).await;

    // Pasted where words go, it is the address.
    let search_box = the_box(&ana);
    ana.types(&search_box, &format!("{}v", Key::Control.value()))
        .await;
    let link = format!(
        "{}/closed/{}?message={}",
        stage.origin(),
        chosen.id,
        item.id
    );
    see::holds(&ana, &search_box, &link).await;

    bruno.goes_to(&link).await;
    let found = any("article").with("aria-current", "true");
    bruno.sees(&text_like(&item.text).within(found)).await;

    // One that is not in it, and a conversation that is out of sight.
    bruno.expects_console("status of 404");
    let nowhere = "0190b0a0-0000-7000-8000-000000000000";
    bruno
        .goes_to(&link.replace(&item.id.to_string(), nowhere))
        .await;
    bruno.sees(&text_like(bruno.word("message.not_here"))).await;
    let dora = stage.caller("dora").await.list(Status::Closed).await;
    let hidden = dora
        .iter()
        .find(|row| bruno_sees.iter().all(|own| own.id != row.id));
    let hidden = hidden.expect("one that Bruno does not see").id;
    bruno
        .goes_to(&link.replace(&chosen.id.to_string(), &hidden.to_string()))
        .await;
    bruno.sees(&text_like(bruno.word("thread.gone"))).await;
}

/// Proves L4: mine, nobody's, a channel, unread, a tag: rows, counts, address; all away at once; the
/// conversation stays open.
async fn every_filter_changes_rows_counts_and_address(stage: &Stage) {
    let dora = stage.person("Dora").await;
    act::signs_in(&dora, &stage.origin(), "dora").await;
    let caller = stage.caller("dora").await;
    let counts = async |filter: Filter| {
        let page = ListConversations {
            status: Status::Open,
            sort: Sort::Newest,
            filter,
            offset: 0,
            cursor: None,
            limit: 1,
        };
        caller.ok(&page).await.counts
    };
    let first = caller.list(Status::Open).await.remove(0);
    act::opens(&dora, &first.preview).await;
    dora.sees(&role("heading", &first.contact_name)).await;
    let all = counts(Filter::default()).await;
    dora.clicks(&like("button", dora.word("list.filter"))).await;
    let tag = "0190b0a0-0000-7000-8000-000000000077";
    let choices = [
        (
            "radio",
            dora.word("list.filter.owner.mine"),
            "owner=mine".to_owned(),
            Filter {
                owner: Some(Owner::Mine),
                ..Filter::default()
            },
        ),
        (
            "radio",
            dora.word("list.filter.owner.nobody"),
            "owner=unassigned".to_owned(),
            Filter {
                owner: Some(Owner::Nobody),
                ..Filter::default()
            },
        ),
        (
            "checkbox",
            "WhatsApp".to_owned(),
            "channels=whatsapp".to_owned(),
            Filter {
                channels: vec![Channel::Whatsapp],
                ..Filter::default()
            },
        ),
        (
            "checkbox",
            dora.word("list.filter.unread"),
            "unread=1".to_owned(),
            Filter {
                unread: true,
                ..Filter::default()
            },
        ),
        (
            "checkbox",
            "Muy importante".to_owned(),
            format!("tags={tag}"),
            Filter {
                tags: vec![tag.parse().expect("an id")],
                ..Filter::default()
            },
        ),
    ];
    for (kind, word, address, filter) in choices {
        dora.clicks(&role(kind, &word)).await;
        let expected = counts(filter).await;
        assert_ne!(expected, all, "{word} changes something");
        see::count_is(&dora, "open", expected.open).await;
        see::count_is(&dora, "closed", expected.closed).await;
        assert!(
            dora.url().await.contains(&address),
            "{word}: {}",
            dora.url().await
        );
        dora.sees(&button(dora.phrase("list.filter.drop", &[("name", &word)])))
            .await;
        let sheet = like("dialog", dora.word("list.filter"));
        dora.clicks(&button(dora.word("list.filter.clear")).within(sheet))
            .await;
        see::count_is(&dora, "open", all.open).await;
        assert!(!dora.url().await.contains(&address));
    }
    // Two at once are both asked for, and what is chosen survives a reload.
    dora.clicks(&role("checkbox", "WhatsApp")).await;
    dora.clicks(&role("checkbox", "E-mail")).await;
    dora.clicks(&role("checkbox", dora.word("list.filter.unread")))
        .await;
    let both = counts(Filter {
        channels: vec![Channel::Whatsapp, Channel::Email],
        unread: true,
        ..Filter::default()
    })
    .await;
    see::count_is(&dora, "open", both.open).await;
    dora.reloads().await;
    see::count_is(&dora, "open", both.open).await;
    dora.sees(&role("heading", &first.contact_name)).await;
    dora.sees(&like(
        "button",
        dora.phrase("list.filter.active.other", &[("n", "3")]),
    ))
    .await;
}
