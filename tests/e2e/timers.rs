//! What happens by itself: agents who are gone, windows that end, messages to nobody, the bot.

use bandeja_contract::{Channel, Conversation, Status, endpoint::PollEvents};
use bandeja_tests::{
    Person, Setting, Stage, act, both_browsers, chromium, find::*, phone, phone::Phone, see,
};

both_browsers!(a_lost_line_moves_chats_to_pending_and_one_click_brings_them_back);
both_browsers!(in super::often(); a_message_to_nobody_expires_and_the_next_one_queues);
chromium!(
    signing_out_moves_chats_at_once,
    a_restart_of_the_backend_moves_nobody,
    the_bot_answers_hands_over_and_is_paused,
    the_bot_answers_on_whatsapp_too,
);
chromium!(in super::ending(); a_window_ends_before_everybody_s_eyes);

/// Somebody who waits for a condition writes more often than people do.
fn often() -> Setting {
    let limits = ["visitor-message=9999/1", "visitor-host=9999/1"];
    Setting {
        switches: limits
            .iter()
            .flat_map(|one| ["--rate".to_owned(), (*one).to_owned()])
            .collect(),
        ..Setting::default()
    }
}

/// One of Ana's conversations over the shop's WhatsApp has less than a minute left.
fn ending() -> Setting {
    let one = format!(
        "SELECT c.id FROM conversations c JOIN inboxes i ON i.id = c.inbox \
         JOIN agents a ON a.id = c.assignee WHERE c.status = 'open' AND i.address = '{}' \
         AND a.email = 'ana@demo.bandeja' ORDER BY c.created_at LIMIT 1",
        phone::SHOP
    );
    Setting {
        statements: vec![format!(
            "UPDATE conversations SET window_until = unixepoch() * 1000 + 40000 WHERE id = ({one})"
        )],
        ..Setting::default()
    }
}

/// Ana and Bruno side by side, Ana over a line of her own; she has taken what a customer wrote.
async fn ana_has_taken(stage: &Stage, words: &str) -> (Person, Person) {
    let (ana, bruno) = tokio::join!(stage.person("Ana"), stage.person("Bruno"));
    let (hers, his) = (stage.lines[0].origin(), stage.origin());
    tokio::join!(
        act::signs_in(&ana, &hers, "ana"),
        act::signs_in(&bruno, &his, "bruno")
    );
    ana.expects_outage();
    ana.expects_console("NS_ERROR");
    stage.customer().await.writes(words).await;
    act::chooses_tab(&ana, "queued").await;
    act::accepts(&ana, words).await;
    ana.sees(&see::composer(&ana)).await;
    act::chooses_tab(&bruno, "open").await;
    bruno.sees(&see::row(words)).await;
    (ana, bruno)
}

/// The words of a text of the interface before its number.
fn head_of(person: &Person, key: &str) -> String {
    let whole = person.word(key);
    let head = whole.split('{').next().unwrap_or_default();
    head.trim().to_owned()
}

/// The words of a text of the interface after its last place.
fn tail_of(person: &Person, key: &str) -> String {
    let whole = person.word(key);
    let tail = whole.rsplit('}').next().unwrap_or_default();
    tail.trim().to_owned()
}

/// Proves A7: the countdown while the line is lost, pending after 30 s for everybody, told in the
/// thread, and one click takes all up again.
async fn a_lost_line_moves_chats_to_pending_and_one_click_brings_them_back(stage: &Stage) {
    let words = "¿Me sigue leyendo?";
    let (ana, bruno) = ana_has_taken(stage, words).await;
    stage.lines[0].down();
    see::connection(&ana, "connection.offline").await;
    ana.sees(&text_like(tail_of(&ana, "connection.away_in.other")))
        .await;
    act::chooses_tab(&bruno, "pending").await;
    bruno.patient(45).sees(&see::row(words)).await;
    act::opens(&bruno, words).await;
    let told = bruno.phrase("event.away", &[("name", "Ana Paredes")]);
    bruno.sees(&text(told)).await;
    ana.sees(&text_like(ana.word("connection.away"))).await;

    stage.lines[0].up();
    see::connection(&ana.patient(40), "connection.live").await;
    // The demo has given her some before.
    let moved = text_like(tail_of(&ana, "away.moved.other"));
    ana.sees(&moved).await;
    ana.clicks(&button(ana.word("away.resume"))).await;
    ana.misses(&moved).await;
    ana.sees(&see::composer(&ana)).await;
    act::chooses_tab(&bruno, "open").await;
    bruno.sees(&see::row(words)).await;
    let resumed = bruno.phrase("event.resumed", &[("name", "Ana Paredes")]);
    bruno.sees(&text(resumed)).await;
    assert_eq!(stage.database().await.happenings("away", words).await, 1);
}

/// Proves A7.
async fn signing_out_moves_chats_at_once(stage: &Stage) {
    let words = "¿Y si se va?";
    let (ana, bruno) = ana_has_taken(stage, words).await;
    act::chooses_tab(&bruno, "pending").await;
    act::signs_out(&ana).await;
    bruno.sees(&see::row(words)).await;
}

/// Proves A7: a start counts everybody anew. João, who does not come back, is gone half a minute
/// later; Ana, who does, has kept hers.
async fn a_restart_of_the_backend_moves_nobody(stage: &Stage) {
    let words = "¿Aguanta un reinicio?";
    let (ana, bruno) = ana_has_taken(stage, words).await;
    bruno.expects_outage();
    bruno.expects_console("NS_ERROR");
    let joao = stage.caller("joao").await;
    stage.customer().await.writes("¿Y João?").await;
    let his = joao.conversation_with("¿Y João?", Status::Queued).await;
    joao.accept(his.id).await;
    let after = joao.snapshot().await.seq;
    joao.ok(&PollEvents { after, wait: 0 }).await;
    stage.backend().kill();
    see::connection(&ana, "connection.offline").await;
    see::connection(&bruno, "connection.offline").await;
    stage.backend().run();
    for agent in [&ana, &bruno] {
        see::connection(&agent.patient(40), "connection.live").await;
    }
    act::chooses_tab(&bruno, "pending").await;
    bruno.patient(60).sees(&see::row("¿Y João?")).await;
    act::chooses_tab(&bruno, "open").await;
    bruno.sees(&see::row(words)).await;
    assert_eq!(stage.database().await.happenings("away", words).await, 0);
    ana.sees(&see::composer(&ana)).await;
}

/// Proves A8, L7: on the web nobody is there, so it expires, greyed, with nothing to answer with; the
/// client's next message queues it on both screens.
async fn a_message_to_nobody_expires_and_the_next_one_queues(stage: &Stage) {
    let marta = act::arrives(stage, "Marta").await;
    let waits = stage.customer().await;
    let dora = stage.caller("dora").await;
    // For half a minute after a start everybody counts as there.
    marta
        .patient(60)
        .until("a message that finds nobody", async || {
            waits.writes("¿Ya no?").await;
            let expired = dora.list(Status::Expired).await;
            expired
                .iter()
                .any(|row| row.preview == "¿Ya no?")
                .then_some(())
        })
        .await;
    act::says_in_chat(&marta, "¿Hay alguien en casa?").await;
    see::chat_says(&marta, "away.note", &[]).await;

    let (ana, bruno) = act::two_agents(stage).await;
    for agent in [&ana, &bruno] {
        act::chooses_tab(agent, "expired").await;
        act::opens(agent, "¿Hay alguien en casa?").await;
        agent.sees(&text(agent.word("event.expired"))).await;
        agent.sees(&text(agent.word("composer.expired"))).await;
        agent.sees(&text(agent.word("composer.expired.can"))).await;
        agent.misses(&see::composer(agent)).await;
    }
    for agent in [&ana, &bruno] {
        act::chooses_tab(agent, "queued").await;
    }
    act::says_in_chat(&marta, "¿Y ahora?").await;
    for agent in [&ana, &bruno] {
        agent.sees(&see::row("¿Y ahora?")).await;
        agent.sees(&see::composer(agent)).await;
    }
}

/// Proves L7, M7: the composer counts down, the conversation expires in front of both, takes no free
/// text, keeps the contact at hand, and the client's next message brings it back to Ana.
async fn a_window_ends_before_everybody_s_eyes(stage: &Stage) {
    let caller = stage.caller("ana").await;
    let it = ending_one(caller.list(Status::Open).await);
    let (ana, bruno) = act::two_agents(stage).await;
    act::opens(&ana, &it.preview).await;
    ana.sees(&text_like(head_of(&ana, "composer.window"))).await;
    act::chooses_tab(&bruno, "expired").await;
    bruno.patient(60).sees(&see::row(&it.preview)).await;
    ana.misses(&see::composer(&ana)).await;
    let why = ana.phrase("composer.template", &[("channel", "WhatsApp")]);
    ana.sees(&text(why)).await;
    ana.sees(&text(ana.word("event.window_ended"))).await;
    let number = it.contact_phone.clone().expect("a number");
    ana.sees(&role("link", &number).within(role("region", ana.word("composer.reply"))))
        .await;
    act::opens(&bruno, &it.preview).await;
    bruno.sees(&text(bruno.word("event.window_ended"))).await;
    let refused = caller.tries(it.id, "¿Sigue ahí?").await;
    let refused = refused.expect_err("free text after the window");
    assert_eq!(refused.status, 409);
    assert!(refused.body.contains("\"expired\""), "{}", refused.body);

    Phone::of(stage, &number, phone::SHOP)
        .writes("Ya estoy de vuelta")
        .await;
    ana.sees(&see::composer(&ana)).await;
    ana.sees(&see::message("Ya estoy de vuelta")).await;
    act::chooses_tab(&bruno, "open").await;
    let owner = bruno.phrase("row.assigned", &[("name", "Ana Paredes")]);
    see::row_says(&bruno, "Ya estoy de vuelta", &owner).await;
    let back = bruno.phrase("event.returned", &[("name", "Ana Paredes")]);
    bruno.sees(&text(back)).await;
}

fn ending_one(open: Vec<Conversation>) -> Conversation {
    let whatsapp = open
        .into_iter()
        .filter(|row| row.channel == Channel::Whatsapp && row.window_until.is_some());
    let soonest = whatsapp.min_by_key(|row| row.window_until);
    soonest.expect("one that ends soon")
}

/// Proves A4, W2: it answers by its name while nobody took it, says so in thread and list, hands over
/// with its reason, and is paused for a contact; a colleague watches.
async fn the_bot_answers_hands_over_and_is_paused(stage: &Stage) {
    let (hector, zoe) = tokio::join!(stage.person("Héctor"), stage.person("Zoe"));
    let origin = stage.origin();
    tokio::join!(
        act::signs_in(&hector, &origin, "hector"),
        act::signs_in(&zoe, &origin, "zoe")
    );
    let marta = stage.person("Marta").await;
    act::visits(&marta, &format!("{}/talleres.html", stage.shop())).await;
    act::says_in_chat(&marta, "¿Qué horario tienen?").await;
    let answer = "El taller abre de martes a sábado, de 10:00 a 14:00 y de 17:00 a 20:00.";
    see::in_chat(&marta, answer).await;
    see::chat_says(&marta, "agent", &[("name", "Barri, el asistente")]).await;
    for agent in [&hector, &zoe] {
        see::row_says(agent, "El taller abre", &agent.word("row.bot")).await;
        see::row_says(agent, "El taller abre", &agent.word("row.unassigned")).await;
    }
    act::opens(&hector, "El taller abre").await;
    hector.sees(&text(hector.word("thread.bot"))).await;
    hector.sees(&text(hector.word("event.bot_started"))).await;
    hector.sees(&see::message(answer)).await;

    // The client asks for a person.
    act::chooses_tab(&zoe, "queued").await;
    act::says_in_chat(&marta, "Quiero hablar con un agente").await;
    zoe.sees(&see::row("Quiero hablar con un agente")).await;
    hector
        .sees(&text(hector.word("event.escalated.asked")))
        .await;
    hector.misses(&text(hector.word("thread.bot"))).await;
    act::says(&hector, "Hola, soy Héctor").await;
    see::in_chat(&marta, "Hola, soy Héctor").await;

    // Another one is paused before it hands over.
    let pedro = stage.person("Pedro").await;
    act::visits(&pedro, &format!("{}/talleres.html", stage.shop())).await;
    act::says_in_chat(&pedro, "¿Precios?").await;
    act::opens(&hector, "Una tarde de torno").await;
    hector
        .clicks(&button(hector.word("thread.bot.pause")))
        .await;
    zoe.sees(&see::row("Una tarde de torno")).await;
    act::opens(&zoe, "Una tarde de torno").await;
    let paused = zoe.phrase("event.bot_paused", &[("name", "Héctor Ñáñez")]);
    zoe.sees(&text(paused)).await;
    act::says_in_chat(&pedro, "¿Y el horario?").await;
    zoe.sees(&see::message("¿Y el horario?")).await;
    act::says(&zoe, "De diez a dos").await;
    see::in_chat(&pedro, "De diez a dos").await;
    let by_bot = see::chat(&pedro, |words| words.starts_with("El taller abre")).await;
    assert!(by_bot.is_empty(), "it is silent: {by_bot:?}");
}

/// Proves A4: the same on a second channel.
async fn the_bot_answers_on_whatsapp_too(stage: &Stage) {
    let (ana, joao) = tokio::join!(stage.person("Ana"), stage.person("João"));
    let origin = stage.origin();
    tokio::join!(
        act::signs_in(&ana, &origin, "ana"),
        act::signs_in(&joao, &origin, "joao")
    );
    let phone = Phone::of(stage, "+34 600 111 222", phone::SHIPMENTS);
    phone.writes("¿Cuánto tarda?").await;
    see::row_says(&joao, "Los envíos salen en 24 horas", &joao.word("row.bot")).await;
    act::opens(&ana, "Los envíos salen en 24 horas").await;
    ana.sees(&text(ana.word("thread.bot"))).await;
    act::chooses_tab(&joao, "queued").await;
    phone.writes("brrr").await;
    let unknown = "No lo entendí bien. ¿Puede decirlo con otras palabras?";
    ana.sees(&see::message(unknown)).await;
    phone.writes("grrr").await;
    joao.sees(&see::row("grrr")).await;
    ana.sees(&text(ana.word("event.escalated.not_understood")))
        .await;
}
