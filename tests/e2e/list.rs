//! Story 2: the list: tabs, rows, order, filter, address.

use bandeja_contract::model::{Channel, Status};
use bandeja_tests::{Person, Stage, act, both_browsers, chromium, find::*, see};

both_browsers!(every_tab_bears_its_number_and_leads_to_its_rows);
chromium!(
    the_address_keeps_tab_and_selection,
    a_row_says_who_over_what_when_and_whose_it_is,
    the_queue_is_in_order_of_arrival_and_the_order_can_be_turned,
    a_filter_by_groups_changes_rows_numbers_and_address,
    what_one_may_not_see_is_not_there,
);

const TABS: [(&str, Status); 5] = [
    ("open", Status::Open),
    ("queued", Status::Queued),
    ("pending", Status::Pending),
    ("expired", Status::Expired),
    ("closed", Status::Closed),
];

/// Proves L1.
async fn every_tab_bears_its_number_and_leads_to_its_rows(stage: &Stage) {
    let ana = act::ana(stage).await;
    let caller = stage.caller("ana").await;
    for (word, status) in TABS {
        let rows = caller.list(status).await;
        see::count_is(&ana, word, u32::try_from(rows.len()).expect("few")).await;
        act::chooses_tab(&ana, word).await;
        if let Some(first) = rows.first() {
            first_row_is(&ana, &first.contact_name).await;
        }
    }
}

/// Proves L4: filters and selection live in the address.
async fn the_address_keeps_tab_and_selection(stage: &Stage) {
    let ana = act::ana(stage).await;
    let caller = stage.caller("ana").await;
    let queued = caller.list(Status::Queued).await;
    act::chooses_tab(&ana, "queued").await;
    act::opens(&ana, &queued[0].preview).await;
    ana.sees(&role("heading", &queued[0].contact_name)).await;
    let address = ana.url().await;

    ana.reloads().await;
    ana.sees(&see::tab(&ana, "queued").with("aria-selected", "true"))
        .await;
    ana.sees(&role("heading", &queued[0].contact_name)).await;
    assert_eq!(ana.url().await, address);

    act::opens(&ana, &queued[1].preview).await;
    ana.sees(&role("heading", &queued[1].contact_name)).await;
    ana.driver().back().await.expect("a way back");
    ana.sees(&role("heading", &queued[0].contact_name)).await;
    ana.driver().forward().await.expect("a way forward");
    ana.sees(&role("heading", &queued[1].contact_name)).await;

    // The same address in another window shows the same.
    let address = ana.url().await;
    ana.goes_to("about:blank").await;
    ana.goes_to(&address).await;
    ana.sees(&see::tab(&ana, "queued").with("aria-selected", "true"))
        .await;
    ana.sees(&role("heading", &queued[1].contact_name)).await;
}

/// Proves L2.
async fn a_row_says_who_over_what_when_and_whose_it_is(stage: &Stage) {
    let ana = act::ana(stage).await;
    let caller = stage.caller("ana").await;
    let snapshot = caller.snapshot().await;
    for (word, status) in TABS {
        act::chooses_tab(&ana, word).await;
        for row in caller.list(status).await.iter().take(6) {
            // Names and previews alone are not unique.
            let said = ana
                .until(format!("the row of {}", row.contact_name), async || {
                    let rows = see::rows(&ana).await;
                    rows.into_iter().find(|said| {
                        said.contains(&row.contact_name) && said.contains(row.preview.trim())
                    })
                })
                .await;
            let channel = match row.channel {
                Channel::Webchat => "Webchat",
                Channel::Email => "E-mail",
                Channel::Whatsapp => "WhatsApp",
                Channel::Facebook => "Facebook",
                _ => "",
            };
            let inbox = snapshot.inboxes.iter().find(|inbox| inbox.id == row.inbox);
            let inbox = inbox.map_or("", |inbox| inbox.name.as_str());
            assert!(
                said.contains(channel) || said.contains(inbox),
                "no channel in «{said}»"
            );
            let owner = snapshot
                .agents
                .iter()
                .find(|agent| Some(agent.id) == row.assignee);
            let owner = owner.map_or_else(
                || ana.word("row.unassigned"),
                |agent| ana.phrase("row.assigned", &[("name", &agent.name)]),
            );
            assert!(said.contains(&owner), "«{owner}» not in «{said}»");
            let unread = match row.unread {
                0 => None,
                1 => Some(ana.phrase("row.unread.one", &[("n", "1")])),
                n => Some(ana.phrase("row.unread.other", &[("n", &n.to_string())])),
            };
            match unread {
                Some(unread) => assert!(said.contains(&unread), "«{unread}» not in «{said}»"),
                None => assert!(!said.contains("sin leer"), "unread in «{said}»"),
            }
        }
    }
}

/// Proves L3.
async fn the_queue_is_in_order_of_arrival_and_the_order_can_be_turned(stage: &Stage) {
    let ana = act::ana(stage).await;
    let caller = stage.caller("ana").await;
    let mut queued = caller.list(Status::Queued).await;
    queued.sort_by_key(|row| row.queued_at);
    act::chooses_tab(&ana, "queued").await;
    rows_begin_with(
        &ana,
        &queued
            .iter()
            .map(|row| row.contact_name.as_str())
            .collect::<Vec<_>>(),
    )
    .await;

    let turn = format!(
        "{}: {}",
        ana.word("list.sort"),
        ana.word("list.sort.oldest")
    );
    ana.clicks(&button(turn)).await;
    queued.reverse();
    rows_begin_with(
        &ana,
        &queued
            .iter()
            .map(|row| row.contact_name.as_str())
            .collect::<Vec<_>>(),
    )
    .await;

    let mut open = caller.list(Status::Open).await;
    open.sort_by_key(|row| std::cmp::Reverse(row.last_activity_at));
    act::chooses_tab(&ana, "open").await;
    rows_begin_with(
        &ana,
        &open
            .iter()
            .map(|row| row.contact_name.as_str())
            .collect::<Vec<_>>(),
    )
    .await;
}

/// Proves L4.
async fn a_filter_by_groups_changes_rows_numbers_and_address(stage: &Stage) {
    let carla = stage.person("Carla").await;
    act::signs_in(&carla, &stage.origin(), "carla").await;
    let caller = stage.caller("carla").await;
    let snapshot = caller.snapshot().await;
    let group = &snapshot.groups[0];
    let all = caller.list(Status::Queued).await;
    let of_group = all.iter().filter(|row| row.group == group.id).count();
    assert!(
        of_group > 0 && of_group < all.len(),
        "the demo's queue has several groups"
    );

    act::chooses_tab(&carla, "queued").await;
    see::count_is(&carla, "queued", u32::try_from(all.len()).expect("few")).await;
    carla
        .clicks(&like("button", carla.word("list.filter")))
        .await;
    carla.clicks(&role("checkbox", &group.name)).await;
    see::count_is(&carla, "queued", u32::try_from(of_group).expect("few")).await;
    assert!(carla.url().await.contains(&group.id.to_string()));

    carla.reloads().await;
    see::count_is(&carla, "queued", u32::try_from(of_group).expect("few")).await;
    let filter = carla.phrase("list.filter.some.one", &[("n", "1")]);
    carla.clicks(&like("button", filter)).await;
    carla
        .clicks(&role("checkbox", carla.word("list.filter.all")))
        .await;
    see::count_is(&carla, "queued", u32::try_from(all.len()).expect("few")).await;
}

/// Proves G1: what one may not see and what does not exist look alike.
async fn what_one_may_not_see_is_not_there(stage: &Stage) {
    let ana = act::ana(stage).await;
    ana.expects_console("status of 404");
    let (dora, mine) = (stage.caller("dora").await, stage.caller("ana").await);
    let mine = mine.list(Status::Queued).await;
    let hidden = dora.list(Status::Queued).await;
    let hidden = hidden
        .iter()
        .find(|row| mine.iter().all(|own| own.id != row.id));
    let hidden = hidden.expect("a queue that Ana does not see").id;
    act::chooses_tab(&ana, "queued").await;
    act::opens(&ana, &mine[0].preview).await;
    let address = ana.url().await;
    let nowhere = "0190b0a0-0000-7000-8000-000000000000".to_owned();
    for other in [hidden.to_string(), nowhere] {
        ana.goes_to(&address.replace(&mine[0].id.to_string(), &other))
            .await;
        ana.sees(&text_like(ana.word("thread.gone"))).await;
    }
}

async fn first_row_is(person: &Person, name: &str) {
    rows_begin_with(person, &[name]).await;
}

/// Waits until the list begins with rows of these people; as many as are on the screen.
async fn rows_begin_with(person: &Person, names: &[&str]) {
    let mut seen = Vec::new();
    person
        .until(format!("the list to begin with {names:?}"), async || {
            seen = see::rows(person).await;
            let compared = seen.len().min(names.len()).min(8);
            let same = seen
                .iter()
                .zip(names)
                .take(compared)
                .all(|(row, name)| row.contains(name));
            (compared > 0 && same).then_some(())
        })
        .await;
}
