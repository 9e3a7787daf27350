//! The keyboard: one registry of commands, the palette, the window behind `?` (L11).

use bandeja_tests::{Stage, act, chromium, find::*, see};
use thirtyfour::Key;

chromium!(
    a_conversation_is_taken_answered_and_closed_by_keys_alone,
    the_palette_finds_what_can_be_done_and_says_why_not,
    keys_are_shown_changed_and_switched_off,
    a_key_leads_to_the_search_and_another_back,
    nothing_fires_while_somebody_writes_or_composes,
    a_key_leads_to_a_note_on_the_contact,
);

/// Proves L11, T2: from a row of the list and from the open conversation, by one key; a colleague
/// sees the note.
async fn a_key_leads_to_a_note_on_the_contact(stage: &Stage) {
    let (ana, bruno) = act::two_agents(stage).await;
    stage.customer().await.writes("Una nota, por favor").await;
    for agent in [&ana, &bruno] {
        act::chooses_tab(agent, "queued").await;
        agent.sees(&see::row("Una nota, por favor")).await;
    }
    act::opens(&bruno, "Una nota, por favor").await;
    bruno.clicks(&role("tab", bruno.word("side.contact"))).await;
    act::focuses_row(&ana, "Una nota, por favor").await;
    ana.presses("n").await;
    let note = textbox(ana.word("comment.write"));
    act::focus_is_on(&ana, &note).await;
    ana.presses("Prefiere la tarde").await;
    ana.presses(Key::Control + Key::Enter).await;
    let card = role("tabpanel", bruno.word("side.contact"));
    bruno.sees(&text("Prefiere la tarde").within(card)).await;
    // Once more, from where the focus is nowhere.
    ana.run::<()>("document.activeElement.blur()", Vec::new())
        .await
        .expect("leaves the box");
    ana.presses("n").await;
    act::focus_is_on(&ana, &note).await;
}

/// Proves L11, L5, L6, A5, G6: no pointer is touched, and Bruno sees all of it.
async fn a_conversation_is_taken_answered_and_closed_by_keys_alone(stage: &Stage) {
    let (ana, bruno) = act::two_agents(stage).await;
    let marta = act::arrives(stage, "Marta").await;
    act::says_in_chat(&marta, "¿Tienen la talla 38?").await;
    let closed = see::count(&bruno, "closed").await;
    let open = see::count(&bruno, "open").await;

    ana.presses("2").await;
    ana.sees(&any("listitem").holding("¿Tienen la talla 38?"))
        .await;
    ana.presses("j").await;
    // However many wait before it, `j` gets there.
    ana.until("the row of the visitor", async || {
        let row: String = ana
            .asks("return document.activeElement.closest('[role=listitem]')?.textContent ?? ''")
            .await;
        if row.contains("¿Tienen la talla 38?") {
            return Some(());
        }
        ana.presses("j").await;
        None
    })
    .await;
    ana.presses("a").await;
    see::count_is(&bruno, "open", open + 1).await;
    act::focus_is_on(&ana, &see::composer(&ana)).await;
    ana.presses(format!("Sí, quedan dos{}", Key::Enter.value()))
        .await;
    see::in_chat(&marta, "Sí, quedan dos").await;

    ana.presses(Key::Escape.value().to_string()).await;
    ana.run::<()>("document.activeElement.blur()", Vec::new())
        .await
        .expect("leaves the box");
    ana.presses("c").await;
    act::focus_is_on(&ana, &role("searchbox", ana.word("wrap_up.find"))).await;
    ana.presses(format!("resuelta{}", Key::Enter.value())).await;
    act::tabs_to(&ana, &button(ana.word("wrap_up.send"))).await;
    ana.presses(Key::Enter.value().to_string()).await;
    see::count_is(&bruno, "closed", closed + 1).await;
}

/// Proves L11, L6.
async fn the_palette_finds_what_can_be_done_and_says_why_not(stage: &Stage) {
    let (ana, bruno) = act::two_agents(stage).await;
    let marta = act::arrives(stage, "Marta").await;
    act::says_in_chat(&marta, "¿Hacen envíos a Cusco?").await;
    let pending = see::count(&bruno, "pending").await;
    act::chooses_tab(&ana, "queued").await;
    act::opens(&ana, "¿Hacen envíos a Cusco?").await;
    ana.sees(&see::message("¿Hacen envíos a Cusco?")).await;

    let find = role("combobox", ana.word("palette.find"));
    opens_palette(&ana).await;
    ana.sees(&find).await;
    let pause = like("option", ana.word("deed.pause"));
    ana.sees(&text_like(ana.word("why.queued")).within(pause.clone()))
        .await;
    ana.presses(format!("iniciar{}", Key::Enter.value())).await;
    ana.misses(&find).await;
    act::focus_is_on(&ana, &see::composer(&ana)).await;

    // From within the composer, too; and what is pending now is so on Bruno's screen.
    opens_palette(&ana).await;
    ana.sees(&find).await;
    ana.presses(format!("pendientes conversacion{}", Key::Enter.value()))
        .await;
    see::count_is(&bruno, "pending", pending + 1).await;

    opens_palette(&ana).await;
    ana.sees(&find).await;
    ana.presses(Key::Escape.value().to_string()).await;
    ana.misses(&find).await;
}

/// Proves L11, L9.
async fn a_key_leads_to_the_search_and_another_back(stage: &Stage) {
    let ana = act::ana(stage).await;
    stage
        .customer()
        .await
        .writes("¿Venden el florero Ñandú?")
        .await;
    act::chooses_tab(&ana, "queued").await;
    ana.sees(&see::row("¿Venden el florero Ñandú?")).await;
    ana.presses("/").await;
    let find = role("searchbox", ana.word("search.label"));
    act::focus_is_on(&ana, &find).await;
    // In the box it is a letter like any other.
    ana.presses("nandu").await;
    ana.sees(&any("mark").holding("Ñandú")).await;
    ana.presses(Key::Escape.value().to_string()).await;
    ana.sees(&see::row("¿Venden el florero Ñandú?")).await;
}

/// Proves L11: `?` shows them; they can be changed and switched off, and stay so.
async fn keys_are_shown_changed_and_switched_off(stage: &Stage) {
    let ana = act::ana(stage).await;
    ana.presses("3").await;
    see::tab_is_chosen(&ana, "pending").await;
    ana.presses("?").await;
    let title = ana.word("keys.title");
    ana.sees(&role("dialog", &title)).await;
    // Behind the window nothing happens.
    ana.presses("1").await;
    let tab = ana.phrase("keys.tab", &[("tab", &ana.word("tab.closed.a"))]);
    ana.clicks(&button(ana.phrase("keys.change", &[("name", &tab)])))
        .await;
    ana.presses("x").await;
    ana.presses(Key::Escape.value().to_string()).await;
    ana.misses(&role("dialog", &title)).await;
    see::tab_is_chosen(&ana, "pending").await;
    ana.presses("x").await;
    see::tab_is_chosen(&ana, "closed").await;

    ana.reloads().await;
    see::connection(&ana, "connection.live").await;
    ana.presses("1").await;
    see::tab_is_chosen(&ana, "open").await;
    ana.presses("x").await;
    see::tab_is_chosen(&ana, "closed").await;

    ana.presses("?").await;
    ana.clicks(&role("checkbox", ana.word("keys.single"))).await;
    ana.presses(Key::Escape.value().to_string()).await;
    ana.misses(&role("dialog", &title)).await;
    ana.presses("1").await;
    opens_palette(&ana).await;
    ana.sees(&role("combobox", ana.word("palette.find"))).await;
    ana.presses(Key::Escape.value().to_string()).await;
    see::tab_is_chosen(&ana, "closed").await;
}

/// Proves L11: letters that are written, composed (IME) or made with `AltGr` are letters.
async fn nothing_fires_while_somebody_writes_or_composes(stage: &Stage) {
    let ana = act::ana(stage).await;
    let marta = act::arrives(stage, "Marta").await;
    act::says_in_chat(&marta, "Una pregunta corta").await;
    act::chooses_tab(&ana, "queued").await;
    act::accepts(&ana, "Una pregunta corta").await;
    ana.types(&see::composer(&ana), "c 3 ? t").await;
    ana.misses(&any("dialog")).await;
    see::holds(&ana, &see::composer(&ana), "c 3 ? t").await;
    let script = "const press = (more) => document.body.dispatchEvent(new KeyboardEvent('keydown', \
        { bubbles: true, cancelable: true, ...more })); \
        document.activeElement.blur(); \
        return [press({ key: 'c', isComposing: true }), press({ key: 'Process', keyCode: 229 }), \
                press({ key: '3', modifierAltGraph: true }), press({ key: '3', ctrlKey: true, altKey: true }), \
                press({ key: 'c', ctrlKey: true }), press({ key: '3' })]";
    // What nobody takes goes on to the browser; only the last of them is a command.
    let passed: Vec<bool> = ana.asks(script).await;
    assert_eq!(passed, [true, true, true, true, true, false]);
    see::tab_is_chosen(&ana, "pending").await;
}

async fn opens_palette(person: &bandeja_tests::Person) {
    person.presses(format!("{}k", Key::Control.value())).await;
}
