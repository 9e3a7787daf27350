//! The details of the selected conversation (T1), from what the store knows of it.

use super::{
    details_card::{Contact, Details, DetailsCard, DetailsHeader, Reading},
    interaction_log::{InteractionLog, LogEntry},
    side_tabs::{PANEL, SideTabs, word},
};
use crate::{
    commands::App,
    desk::{Desk, Side},
    i18n::t,
    present::{happening, moment, stand},
    store::{Store, ThreadItem, What},
    ui::prelude::*,
};
use bandeja_browser::{page, timer::Frame};
use bandeja_contract::{Conversation, ConversationId};
use bandeja_domain::channel;
use leptos::html;

/// The details pane: the conversation's details, and the cards that `contact` and `ticket` make.
#[component]
pub fn DetailsPane(
    /// The card of the contact.
    contact: Callback<(), AnyView>,
    /// The ticket.
    ticket: Callback<(), AnyView>,
) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let (side, has_details, wants_focus) = (desk.side, desk.has_details, desk.side_wants_focus);
    let panel = NodeRef::<html::Div>::new();
    // Whoever asks for a card goes on reading in it.
    whenever(move || {
        if let Some(panel) = panel.get().filter(|_| wants_focus.get()) {
            wants_focus.set(false);
            // What cannot take the focus leaves it where it is.
            let _ = panel.focus();
        }
    });
    let frame = StoredValue::new_local(None::<Frame>);
    let leave = move |()| {
        has_details.set(false);
        frame.set_value(Some(Frame::new(|| page::keep_focus("[role=log]"))));
    };
    view! {
        <DetailsHeader on_close=leave/>
        <SideTabs side on_choose=move |chosen| side.set(chosen)/>
        <div class="side" id=PANEL role="tabpanel" tabindex="-1" aria-label=move || t(word(side.get())) node_ref=panel>
            {move || match side.get() {
                Side::Conversation => view! { <OfConversation/> }.into_any(),
                Side::Contact => contact.run(()),
                Side::Ticket => ticket.run(()),
            }}
        </div>
    }
}

#[component]
fn OfConversation() -> impl IntoView {
    let store = expect_context::<App>().store;
    let desk = expect_context::<Desk>();
    let side = desk.side;
    let (of, log) = (store.clone(), store);
    let (at, on) = (desk.clone(), desk);
    let shown = Memo::new(move |before: Option<&Option<Details>>| {
        let conversation = at.selected().and_then(|id| of.conversations.get(id));
        // The last ones stay until the pane is taken away.
        conversation
            .map(|it| details(&it, &of))
            .or_else(|| before.cloned().flatten())
    });
    let is_known = Memo::new(move |_| shown.with(Option::is_some));
    let entries = Memo::new(move |_| {
        on.selected()
            .map(|id| entries(id, &log))
            .unwrap_or_default()
    });
    view! {
        {move || {
            let begun = is_known.get().then(|| shown.get_untracked()).flatten()?;
            let details = Signal::derive(move || shown.get().unwrap_or_else(|| begun.clone()));
            Some(view! {

                    <DetailsCard details on_ticket=move |()| side.set(Side::Ticket)/>
                    <InteractionLog entries/>

            })
        }}
    }
}

fn details(conversation: &Conversation, store: &Store) -> Details {
    let workspace = &store.workspace;
    Details {
        contact: Contact {
            name: conversation.contact_name.clone(),
            email: conversation.contact_email.clone(),
            phone: conversation.contact_phone.clone(),
        },
        department: workspace.group_name(conversation.group),
        queue: conversation.queue.map(|id| workspace.queue_name(id)),
        ticket: format!("#{}", conversation.ticket_number),
        attention: format!("#{}", conversation.attention_number),
        service: conversation.service.clone(),
        channel: conversation.channel,
        channel_name: stand::channel_name(conversation).to_owned(),
        status: conversation.status,
        started: conversation.started_at.map(moment::whole_of),
        assignee: conversation.assignee.map(|id| workspace.agent_name(id)),
        read: reading(conversation, store),
    }
}

fn reading(conversation: &Conversation, store: &Store) -> Reading {
    if !channel::rules(conversation.channel).read_receipts {
        return Reading::Unknown;
    }
    let thread = store.threads.get(conversation.id);
    let unread = thread.map(|thread| {
        let ours = |item: &ThreadItem| {
            let is_message = matches!(item.what, What::Message { .. });
            let is_new = item.position > conversation.customer_read;
            (is_message && is_new && !is_incoming(item)).then_some(())
        };
        thread.filter_map(ours).len()
    });
    Reading::Unread(u32::try_from(unread.unwrap_or_default()).unwrap_or(u32::MAX))
}

fn is_incoming(item: &ThreadItem) -> bool {
    bandeja_domain::timeline::Entry::is_incoming(item)
}

fn entries(id: ConversationId, store: &Store) -> Vec<LogEntry> {
    let conversation = store.conversations.get(id);
    let name = conversation
        .as_ref()
        .map(|it| it.contact_name.as_str())
        .unwrap_or_default();
    let Some(thread) = store.threads.get(id) else {
        return Vec::new();
    };
    thread.filter_map(|item| {
        Some(LogEntry {
            id: item.id.to_string(),
            sentence: happening::sentence(&item.what, store, name)?,
            at: moment::whole_of(item.at),
        })
    })
}
