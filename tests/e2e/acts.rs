//! What is done to conversations from menus: begun, given away, put aside, taken up, transferred.

use bandeja_contract::{
    acts::{Assign, Assignment, Pause},
    endpoint::Operation,
    ids::OperationId,
    model::Status,
};
use bandeja_tests::{Person, Stage, act, both_browsers, chromium, find::*, see};
use thirtyfour::Key;

both_browsers!(a_conversation_is_given_away_put_aside_and_taken_up_by_a_colleague);
chromium!(
    a_menu_offers_what_status_and_role_allow_and_says_why_not,
    a_transfer_to_a_department_goes_out_of_sight,
    whoever_comes_back_comes_back_to_their_agent,
    a_menu_is_opened_and_used_by_keys,
    several_are_closed_at_once_with_a_way_back_and_one_refused,
    a_closed_tab_loses_no_closing_of_many,
    rows_that_colleagues_move_stay_put_under_the_pointer,
    a_whole_tab_is_given_to_somebody_over_all_its_pages,
    several_are_tagged_at_once_with_a_way_back,
);

/// The menu of a conversation, open.
fn menu(person: &Person, item: &str) -> Query {
    role("menuitem", person.word(&format!("deed.{item}"))).within(any("menu"))
}

async fn offers(person: &Person, item: &str, can: bool) {
    let there = menu(person, item);
    let wanted = if can {
        there
    } else {
        there.with("aria-disabled", "true")
    };
    person.sees(&wanted).await;
    if can {
        let hindered = menu(person, item).with("aria-disabled", "true");
        assert!(person.look(&hindered).await.is_empty(), "{item}");
    }
}

async fn says(person: &Person, key: &str) {
    person
        .sees(&text(person.word(key)).within(any("menu")))
        .await;
}

async fn shuts_menu(person: &Person) {
    person.presses(Key::Escape).await;
    person.misses(&any("menu")).await;
}

async fn name_of(stage: &Stage, login: &str) -> String {
    let snapshot = stage.caller(login).await.snapshot().await;
    let mut agents = snapshot.agents.into_iter();
    let me = agents.find(|agent| agent.id == snapshot.me);
    me.expect("oneself among the agents").name
}

/// Picks somebody in the dialog that is open, and sends it.
async fn gives_to(person: &Person, title: &str, to: &str, button_word: &str) {
    let dialog = || role("dialog", person.word(title));
    person.clicks(&text(to).within(dialog())).await;
    person
        .clicks(&button(person.word(button_word)).within(dialog()))
        .await;
    person.misses(&dialog()).await;
}

/// Proves A1, A7, T4: everything shows on a colleague's screen, and the customer is answered by
/// whoever has it.
async fn a_conversation_is_given_away_put_aside_and_taken_up_by_a_colleague(stage: &Stage) {
    let (ana, bruno) = act::two_agents(stage).await;
    let (her, his) = (name_of(stage, "ana").await, name_of(stage, "bruno").await);
    let owner = |name: &str| bruno.phrase("row.assigned", &[("name", name)]);
    let marta = act::arrives(stage, "Marta").await;
    act::says_in_chat(&marta, "¿Tienen tazas azules?").await;
    let what = "¿Tienen tazas azules?";
    for agent in [&ana, &bruno] {
        act::chooses_tab(agent, "queued").await;
    }

    // «Iniciar conversación» takes it and opens it among those in course.
    act::opens_row_menu(&ana, what).await;
    ana.clicks(&menu(&ana, "start")).await;
    ana.sees(&see::tab(&ana, "open").with("aria-selected", "true"))
        .await;
    ana.sees(&see::row(what).with("aria-current", "true")).await;
    act::focus_is_on(&ana, &see::composer(&ana)).await;
    act::chooses_tab(&bruno, "open").await;
    see::row_says(&bruno, what, &owner(&her)).await;
    act::opens(&bruno, what).await;

    // To Bruno, and back by «Deshacer».
    act::opens_row_menu(&ana, what).await;
    ana.clicks(&menu(&ana, "assign")).await;
    gives_to(&ana, "hand.assign", &his, "hand.do_assign").await;
    see::row_says(&bruno, what, &owner(&his)).await;
    let told = bruno.phrase("event.assigned_by", &[("name", &her), ("to", &his)]);
    bruno.sees(&text(told)).await;
    ana.clicks(&button(ana.word("action.undo"))).await;
    see::row_says(&bruno, what, &owner(&her)).await;

    // Taken from its owner it is nobody's, on both screens.
    act::opens_row_menu(&ana, what).await;
    ana.clicks(&menu(&ana, "unassign")).await;
    see::row_says(&bruno, what, &bruno.word("row.unassigned")).await;
    let told = bruno.phrase("event.unassigned", &[("name", &her), ("to", &her)]);
    bruno.sees(&text(told)).await;

    // Ana takes it in the thread's head, and puts it aside.
    act::opens_thread_menu(&ana).await;
    ana.clicks(&menu(&ana, "take")).await;
    see::row_says(&bruno, what, &owner(&her)).await;
    let pending = see::count(&bruno, "pending").await;
    act::opens_thread_menu(&ana).await;
    ana.clicks(&menu(&ana, "pause")).await;
    see::count_is(&bruno, "pending", pending + 1).await;

    // A colleague takes it up.
    act::chooses_tab(&bruno, "pending").await;
    act::opens_row_menu(&bruno, what).await;
    offers(&bruno, "transfer", false).await;
    bruno.clicks(&menu(&bruno, "resume")).await;
    see::count_is(&ana, "pending", pending).await;
    bruno
        .sees(&see::tab(&bruno, "open").with("aria-selected", "true"))
        .await;
    see::row_says(&ana, what, &ana.phrase("row.assigned", &[("name", &his)])).await;
    ana.sees(&text(ana.phrase("event.resumed", &[("name", &his)])))
        .await;
    act::says(&bruno, "Sí, quedan seis.").await;
    see::in_chat(&marta, "Sí, quedan seis.").await;
}

/// Proves L6, G1: the four of L6 are always there; what cannot be done says why.
async fn a_menu_offers_what_status_and_role_allow_and_says_why_not(stage: &Stage) {
    let ana = act::ana(stage).await;
    let carla = stage.person("Carla").await;
    act::signs_in(&carla, &stage.origin(), "carla").await;
    let customer = stage.customer().await;
    customer.writes("Pregunta de la cola").await;
    act::chooses_tab(&ana, "queued").await;
    act::opens_row_menu(&ana, "Pregunta de la cola").await;
    for item in ["start", "transfer", "close", "details", "take"] {
        offers(&ana, item, true).await;
    }
    shuts_menu(&ana).await;

    // Bruno has it: the agent may only look, the supervisor may give it on.
    let bruno = stage.caller("bruno").await;
    let queued = bruno.list(Status::Queued).await;
    let mut rows = queued.into_iter();
    let row = rows.find(|row| row.preview == "Pregunta de la cola");
    bruno.accept(row.expect("it is queued").id).await;
    let his = name_of(stage, "bruno").await;
    for person in [&ana, &carla] {
        act::chooses_tab(person, "open").await;
        act::opens_row_menu(person, "Pregunta de la cola").await;
        offers(person, "details", true).await;
        offers(person, "start", false).await;
        let is_supervisor = person.name() == "Carla";
        for item in ["transfer", "close", "take", "unassign", "pause"] {
            offers(person, item, is_supervisor).await;
        }
        let why = person.phrase("why.colleagues", &[("name", &his)]);
        person.sees(&text(why).within(any("menu"))).await;
        shuts_menu(person).await;
    }

    // What is over can only be looked at.
    act::chooses_tab(&ana, "closed").await;
    let first = any("link").within(any("listitem").with("aria-posinset", "1"));
    ana.sees(&first).await;
    act::opens_first_row_menu(&ana).await;
    for item in ["start", "transfer", "close"] {
        offers(&ana, item, false).await;
    }
    says(&ana, "why.closed").await;
    ana.clicks(&menu(&ana, "details")).await;
    ana.sees(&first.with("aria-current", "true")).await;
    ana.sees(&button(ana.word("thread.details.hide"))).await;
}

/// Proves L6, A1, G1: who sees the department gets it in the queue, who does not loses it.
async fn a_transfer_to_a_department_goes_out_of_sight(stage: &Stage) {
    let (ana, bruno) = act::two_agents(stage).await;
    let what = "Quiero otra factura";
    stage.customer().await.writes(what).await;
    act::chooses_tab(&ana, "queued").await;
    act::accepts(&ana, what).await;
    act::chooses_tab(&bruno, "queued").await;
    let (open, queued) = (
        see::count(&ana, "open").await,
        see::count(&bruno, "queued").await,
    );
    act::opens_row_menu(&ana, what).await;
    ana.clicks(&menu(&ana, "transfer")).await;
    gives_to(&ana, "hand.transfer", "Facturación", "hand.do_transfer").await;
    see::count_is(&ana, "open", open - 1).await;
    act::points_elsewhere(&ana).await;
    ana.misses(&see::row(what)).await;
    ana.sees(&text(ana.word("thread.gone"))).await;
    see::count_is(&bruno, "queued", queued + 1).await;
    act::opens(&bruno, what).await;
    let her = name_of(stage, "ana").await;
    let told = bruno.phrase(
        "event.transferred",
        &[("name", &her), ("to", "Facturación")],
    );
    bruno.sees(&text(told)).await;
    act::accepts(&bruno, what).await;
}

/// Proves A2, A5, A6, L6, R7: closed from the row's menu; told in the thread, seen by a colleague.
async fn whoever_comes_back_comes_back_to_their_agent(stage: &Stage) {
    let (ana, bruno) = act::two_agents(stage).await;
    let marta = act::arrives(stage, "Marta").await;
    act::says_in_chat(&marta, "¿Reparan loza?").await;
    act::chooses_tab(&ana, "queued").await;
    act::accepts(&ana, "¿Reparan loza?").await;
    // The row's menu and the thread's button run one command (R7).
    act::chooses_tab(&ana, "open").await;
    act::opens_row_menu(&ana, "¿Reparan loza?").await;
    ana.clicks(&menu(&ana, "close")).await;
    let dialog = || role("dialog", ana.word("wrap_up.title"));
    ana.clicks(&text("Consulta resuelta").within(dialog()))
        .await;
    ana.clicks(&button(ana.word("wrap_up.send")).within(dialog()))
        .await;
    ana.misses(&dialog()).await;
    see::chat_says(&marta, "ended", &[]).await;
    act::chooses_tab(&bruno, "open").await;
    act::says_in_chat(&marta, "Una cosa más: ¿y vidrio?").await;
    let her = name_of(stage, "ana").await;
    let owner = bruno.phrase("row.assigned", &[("name", &her)]);
    see::row_says(&bruno, "¿y vidrio?", &owner).await;
    act::chooses_tab(&ana, "open").await;
    act::opens(&ana, "¿y vidrio?").await;
    ana.sees(&text(ana.phrase("event.assigned", &[("name", &her)])))
        .await;
    act::says(&ana, "Vidrio no.").await;
    see::in_chat(&marta, "Vidrio no.").await;
}

/// Proves L6, L11: the menu, the dialog and the way back, without a pointer.
async fn a_menu_is_opened_and_used_by_keys(stage: &Stage) {
    let (ana, bruno) = act::two_agents(stage).await;
    let what = "¿Se puede con teclado?";
    stage.customer().await.writes(what).await;
    act::chooses_tab(&ana, "queued").await;
    act::accepts(&ana, what).await;
    act::chooses_tab(&bruno, "open").await;
    see::row_says(&bruno, what, "").await;
    act::chooses_tab(&ana, "open").await;
    ana.sees(&see::row(what).with("aria-current", "true")).await;
    act::focuses_list(&ana).await;
    let keys = [Key::Shift.value(), Key::F10.value()];
    ana.presses(keys.iter().collect::<String>()).await;
    ana.sees(&any("menu")).await;
    act::focus_is_on(&ana, &menu(&ana, "start")).await;
    ana.presses(Key::Down).await;
    act::focus_is_on(&ana, &menu(&ana, "transfer")).await;
    ana.presses(Key::Enter).await;
    let dialog = || role("dialog", ana.word("hand.transfer"));
    let find = any("searchbox").within(dialog());
    act::focus_is_on(&ana, &find).await;
    let his = name_of(stage, "bruno").await;
    ana.presses(his.as_str()).await;
    ana.presses(Key::Enter).await;
    act::tabs_to(&ana, &button(ana.word("hand.do_transfer")).within(dialog())).await;
    ana.presses(Key::Enter).await;
    ana.misses(&dialog()).await;
    let owner = bruno.phrase("row.assigned", &[("name", &his)]);
    see::row_says(&bruno, what, &owner).await;
}

/// Something in the bar of the ticked rows.
fn in_bar(person: &Person, word: &str) -> Query {
    button(person.word(word)).within(role("region", person.word("bulk.bar")))
}

async fn sees_count(person: &Person, count: &str) {
    let key = if count == "1" {
        "bulk.count.one"
    } else {
        "bulk.count.other"
    };
    person
        .sees(&text(person.phrase(key, &[("n", count)])))
        .await;
}

/// Three open conversations: two of Ana's, one of Bruno's, each of a customer of its own.
async fn three_open(stage: &Stage) -> [&'static str; 3] {
    let whats = ["Primera de Ana", "Segunda de Ana", "Una de Bruno"];
    for (what, login) in whats.iter().zip(["ana", "ana", "bruno"]) {
        stage.customer().await.writes(what).await;
        let caller = stage.caller(login).await;
        let row = caller.conversation_with(what, Status::Queued).await;
        caller.accept(row.id).await;
    }
    whats
}

/// Proves L12, A5: customers hear of the end only when the way back is over; each is done or
/// refused by itself; once with the pointer, once by keys.
async fn several_are_closed_at_once_with_a_way_back_and_one_refused(stage: &Stage) {
    let (ana, bruno) = act::two_agents(stage).await;
    let marta = act::arrives(stage, "Marta").await;
    act::says_in_chat(&marta, "Cuarta, de Marta").await;
    let whats = three_open(stage).await;
    act::chooses_tab(&ana, "queued").await;
    act::accepts(&ana, "Cuarta, de Marta").await;
    act::chooses_tab(&bruno, "open").await;
    act::chooses_tab(&ana, "open").await;
    let open = see::count(&bruno, "open").await;
    let dialog = || role("dialog", ana.word("wrap_up.title"));

    for what in ["Cuarta, de Marta", whats[0], whats[2]] {
        act::ticks(&ana, what).await;
    }
    sees_count(&ana, "3").await;
    ana.clicks(&in_bar(&ana, "bulk.close")).await;
    ana.clicks(&text("Consulta resuelta").within(dialog()))
        .await;
    ana.clicks(&button(ana.word("wrap_up.send")).within(dialog()))
        .await;
    ana.sees(&text(ana.phrase("bulk.closing.other", &[("n", "3")])))
        .await;
    ana.clicks(&button(ana.word("action.undo"))).await;
    ana.sees(&text(ana.word("action.undone"))).await;

    // Again, by keys, and one more; nobody takes it back.
    for what in ["Cuarta, de Marta", whats[0], whats[2]] {
        act::ticks(&ana, what).await;
    }
    act::focuses_row(&ana, whats[1]).await;
    let box_ = any("checkbox").within(any("listitem").holding(whats[1]));
    act::tabs_to(&ana, &box_).await;
    ana.presses(" ").await;
    sees_count(&ana, "4").await;
    act::tabs_to(&ana, &in_bar(&ana, "bulk.close")).await;
    ana.presses(Key::Enter).await;
    act::focus_is_on(&ana, &any("searchbox").within(dialog())).await;
    ana.presses("sin respuesta").await;
    ana.presses(Key::Enter).await;
    act::tabs_to(&ana, &button(ana.word("wrap_up.send")).within(dialog())).await;
    ana.presses(Key::Enter).await;
    ana.misses(&dialog()).await;
    assert_eq!(see::count(&bruno, "open").await, open, "not yet");
    let waits = ana.patient(30);
    waits
        .sees(&text(ana.phrase("bulk.closed.other", &[("n", "3")])))
        .await;
    let left = ana.phrase("bulk.refused.one", &[("n", "1")]);
    ana.sees(&text(&left)).await;
    see::count_is(&bruno, "open", open - 3).await;
    see::chat_says(&marta, "ended", &[]).await;
    ana.clicks(&button(ana.word("bulk.which"))).await;
    let refused = || role("dialog", &left);
    ana.sees(&text(ana.word("problem.forbidden")).within(refused()))
        .await;
    let mut database = stage.database().await;
    for what in ["Cuarta, de Marta", whats[0], whats[1]] {
        assert_eq!(database.happenings("closed", what).await, 1, "{what}");
    }
    assert_eq!(database.happenings("closed", whats[2]).await, 0);
}

/// Proves L12: what waits for its end is in the browser, and done when the page is there again.
async fn a_closed_tab_loses_no_closing_of_many(stage: &Stage) {
    let (ana, bruno) = act::two_agents(stage).await;
    let whats = three_open(stage).await;
    act::chooses_tab(&bruno, "open").await;
    let open = see::count(&bruno, "open").await;
    for what in &whats[..2] {
        act::ticks(&ana, what).await;
    }
    ana.clicks(&in_bar(&ana, "bulk.close")).await;
    let dialog = || role("dialog", ana.word("wrap_up.title"));
    ana.clicks(&text("Consulta resuelta").within(dialog()))
        .await;
    ana.clicks(&button(ana.word("wrap_up.send")).within(dialog()))
        .await;
    ana.misses(&dialog()).await;
    ana.reloads().await;
    see::count_is(&bruno.patient(30), "open", open - 2).await;
    ana.sees(&text(ana.phrase("bulk.closed.other", &[("n", "2")])))
        .await;
    let mut database = stage.database().await;
    for what in &whats[..2] {
        assert_eq!(database.happenings("closed", what).await, 1, "{what}");
    }
}

/// Proves L12, T2: a tag for several at once, seen at once on a colleague's card; undone, it stays
/// with whoever had it before; and closed ones can be tagged, too.
async fn several_are_tagged_at_once_with_a_way_back(stage: &Stage) {
    // An agent edits the contacts of their own conversations only; a coordinator all.
    let carla = stage.person("Carla").await;
    act::signs_in(&carla, &stage.origin(), "carla").await;
    let bruno = stage.person("Bruno").await;
    act::signs_in(&bruno, &stage.origin(), "bruno").await;
    let whats = three_open(stage).await;
    act::chooses_tab(&bruno, "open").await;
    act::opens(&bruno, whats[2]).await;
    bruno.clicks(&role("tab", bruno.word("side.contact"))).await;
    let card = role("tabpanel", bruno.word("side.contact"));
    let worn = any("listitem").holding("VIP").within(card);
    let tags = async |group: &str, tag: &str| {
        carla.clicks(&in_bar(&carla, "bulk.tag")).await;
        let group = role("group", carla.word(group));
        carla.clicks(&role("menuitem", tag).within(group)).await;
    };
    let bearers = async || {
        let caller = stage.caller("ana").await;
        let tag = caller.snapshot().await.tags;
        let tag = tag.into_iter().find(|tag| tag.name == "VIP").expect("VIP");
        let mut bearers = Vec::new();
        for what in whats {
            let row = caller.conversation_with(what, Status::Open).await;
            bearers.push(row.tags.contains(&tag.id));
        }
        bearers
    };
    act::chooses_tab(&carla, "open").await;
    act::ticks(&carla, whats[0]).await;
    tags("bulk.tag.on", "VIP").await;
    let said = |n: &str, key: &str| text(carla.phrase(key, &[("n", n), ("name", "VIP")]));
    carla.sees(&said("1", "bulk.tagged.one")).await;
    carla.clicks(&button(carla.word("action.dismiss"))).await;
    assert_eq!(bearers().await, [true, false, false]);

    for what in &whats[1..] {
        act::ticks(&carla, what).await;
    }
    sees_count(&carla, "3").await;
    tags("bulk.tag.on", "VIP").await;
    carla.sees(&said("2", "bulk.tagged.other")).await;
    bruno.sees(&worn).await;
    assert_eq!(bearers().await, [true, true, true]);
    carla.clicks(&button(carla.word("action.undo"))).await;
    carla.sees(&text(carla.word("action.undone"))).await;
    bruno.misses(&worn).await;
    assert_eq!(bearers().await, [true, false, false]);

    // The rows are still ticked; what nobody has is taken from nobody, and that is said.
    sees_count(&carla, "3").await;
    tags("bulk.tag.off", "VIP").await;
    carla.sees(&said("1", "bulk.untagged.one")).await;
    tags("bulk.tag.off", "VIP").await;
    carla
        .sees(&text(carla.phrase("bulk.tag.had_not", &[("name", "VIP")])))
        .await;
    act::chooses_tab(&carla, "closed").await;
    act::ticks_place(&carla, 1, false).await;
    carla.sees(&in_bar(&carla, "bulk.tag")).await;
    assert!(carla.look(&in_bar(&carla, "bulk.close")).await.is_empty());
}

/// Proves L12, A1: ranges by Shift, everything by «Seleccionar las …», also beyond the first page.
async fn a_whole_tab_is_given_to_somebody_over_all_its_pages(stage: &Stage) {
    let carla = stage.person("Carla").await;
    act::signs_in(&carla, &stage.origin(), "carla").await;
    let bruno = stage.person("Bruno").await;
    act::signs_in(&bruno, &stage.origin(), "bruno").await;
    act::chooses_tab(&carla, "pending").await;
    let pending = see::count(&carla, "pending").await;
    assert!(pending > 4, "{pending} pending");
    act::ticks_place(&carla, 1, false).await;
    act::ticks_place(&carla, 4, true).await;
    sees_count(&carla, "4").await;
    act::ticks_place(&carla, 2, false).await;
    sees_count(&carla, "3").await;
    let all = carla.phrase("bulk.all.other", &[("n", &pending.to_string())]);
    carla.clicks(&button(all)).await;
    sees_count(&carla, &pending.to_string()).await;
    act::ticks_place(&carla, 3, false).await;
    sees_count(&carla, &(pending - 1).to_string()).await;
    carla.clicks(&in_bar(&carla, "bulk.assign")).await;
    let dora = name_of(stage, "dora").await;
    gives_to(&carla, "hand.assign", &dora, "hand.do_assign").await;
    see::count_is(&carla, "pending", 1).await;
    let seen = see::count(&bruno, "pending").await;
    assert!(seen < 2, "Bruno sees {seen}");
    let rows = stage.caller("dora").await.list(Status::Open).await;
    let snapshot = stage.caller("dora").await.snapshot().await;
    let hers = rows.iter().filter(|row| row.assignee == Some(snapshot.me));
    assert!(hers.count() >= usize::try_from(pending - 1).expect("few"));
}

/// Proves L8: put aside, given to a department out of sight, they stay greyed until one leaves.
async fn rows_that_colleagues_move_stay_put_under_the_pointer(stage: &Stage) {
    let whats = three_open(stage).await;
    let ana = act::ana(stage).await;
    act::chooses_tab(&ana, "open").await;
    for what in whats {
        ana.sees(&see::row(what)).await;
    }
    let olga = stage.caller("olga").await;
    let id = || OperationId(uuid::Uuid::now_v7());
    let mut of = Vec::new();
    for what in &whats[..2] {
        of.push(olga.conversation_with(what, Status::Open).await.id);
    }
    let group = olga.snapshot().await.groups.into_iter();
    let mut group = group.filter(|one| one.name == "Facturación");
    let group = Some(group.next().expect("a group").id);
    act::points_at_row(&ana, 0).await;
    let (open, before) = (see::count(&ana, "open").await, see::rows(&ana).await.len());
    let pause = Pause {
        conversation: of[0],
        body: Operation { id: id() },
    };
    olga.ok(&pause).await;
    let body = Assignment {
        id: id(),
        agent: None,
        group,
    };
    let conversation = of[1];
    olga.ok(&Assign { conversation, body }).await;
    see::count_is(&ana, "open", open - 2).await;
    let left = text(ana.word("row.left"));
    ana.until("two rows that are greyed", async || {
        (ana.look(&left).await.len() == 2).then_some(())
    })
    .await;
    assert_eq!(see::rows(&ana).await.len(), before);
    act::points_elsewhere(&ana).await;
    ana.misses(&left).await;
    ana.misses(&see::row(whats[1])).await;
}
