//! The ticket that the selected conversation is linked to (T3).

use super::{
    contact_card::Saving,
    contact_rows::held,
    saving::outcome,
    ticket_card::{TicketCard, fields},
};
use crate::{
    commands::{self, App},
    desk::Desk,
    i18n::{Key, t, tf, words},
    present::failure,
    ui::{
        notice::{Notice, Way},
        prelude::*,
        waiting::{Bar, Waiting},
    },
};
use bandeja_contract::{ConversationId, SupportTicket, TicketField};
use bandeja_domain::people::may_edit_ticket;
use leptos::task::spawn_local;

/// The ticket.
#[component]
pub fn TicketPane() -> impl IntoView {
    let app = expect_context::<App>();
    let desk = expect_context::<Desk>();
    let shown = Memo::new(move |_| {
        let id = desk.selected()?;
        Some((id, app.store.conversations.get(id)?.ticket_number))
    });
    move || shown.get().map(|(id, number)| view! { <Card id number/> })
}

#[component]
fn Card(id: ConversationId, number: u64) -> impl IntoView {
    let app = expect_context::<App>();
    let ticket = RwSignal::new(None::<SupportTicket>);
    let trouble = RwSignal::new(None::<String>);
    let see = move |news: SupportTicket| {
        let is_newer = ticket
            .try_with_untracked(|known| known.as_ref().is_none_or(|known| known.seq < news.seq));
        if is_newer == Some(true) {
            ticket.set(Some(news));
        }
    };
    let reader = app.clone();
    let read = Callback::new(move |()| {
        let app = reader.clone();
        trouble.set(None);
        spawn_local(async move {
            match commands::read_ticket(&app, number).await {
                Ok(news) => see(news),
                Err(error) => drop(trouble.try_set(Some(failure::of_call(&error)))),
            }
        });
    });
    // Its id comes with the first answer; from then on every change of it is told by that.
    let told = app.store.clone();
    let which = Memo::new(move |_| ticket.with(|ticket| Some(ticket.as_ref()?.id)));
    Effect::new(move |before: Option<bool>| {
        let is_first = before.is_none();
        let last = which.get().map(|id| told.told.last(id.0.as_u128()));
        let is_news = last.is_some_and(|last| {
            ticket.with_untracked(|ticket| ticket.as_ref().is_none_or(|it| it.seq < last))
        });
        if is_first || is_news {
            read.run(());
        }
        true
    });
    let store = app.store.clone();
    let shown = Memo::new(move |_| {
        let me = store.workspace.actor();
        let held = held(&[id], &store);
        let may = |field| {
            me.as_ref()
                .is_some_and(|me| may_edit_ticket(me, field, &held))
        };
        let agents = store.workspace.people();
        ticket.with(|ticket| Some(fields(ticket.as_ref()?, &agents, may)))
    });
    let rights = app.store.clone();
    let locked = Signal::derive(move || {
        let me = rights.workspace.actor()?;
        let held = held(&[id], &rights);
        let role = t(words::role(me.role));
        // Number and requester are nobody's to change.
        let never = [TicketField::Number, TicketField::Requester];
        let mut rest = TicketField::ALL
            .iter()
            .filter(|field| !never.contains(field));
        rest.any(|field| !may_edit_ticket(&me, *field, &held))
            .then(|| tf(Key::CardTicketLocked, &[("role", role)]))
    });
    let on_save = Callback::new(move |saving: Saving| {
        let app = app.clone();
        spawn_local(async move {
            let Saving {
                word,
                edit,
                answered,
            } = saving;
            let answer = commands::edit_ticket(&app, number, word, edit).await;
            if let Ok(news) = &answer {
                see(news.clone());
            }
            let _ = answered.try_run(outcome(answer, Key::CardTicketRefused));
        });
    });
    // What is known stays on the screen while it is read again: somebody may be typing in it.
    let state = Memo::new(move |_| {
        let is_known = ticket.with(Option::is_some);
        (is_known, trouble.get().filter(|_| !is_known))
    });
    move || match state.get() {
        (true, _) => {
            let fields = Signal::derive(move || shown.get().unwrap_or_default());
            view! { <TicketCard fields locked on_save/> }.into_any()
        }
        (false, Some(why)) => {
            let way = Way::new(Key::ActionRetry, read);
            view! { <Notice sentence=why way=way is_trouble=true/> }.into_any()
        }
        (false, None) => view! {
            <Waiting label=Key::CardLoading sentence=Key::PartSlow>
                <div class="thread-shapes"><Bar tenths=4/><Bar tenths=7/><Bar tenths=5/></div>
            </Waiting>
        }
        .into_any(),
    }
}
