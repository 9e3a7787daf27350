//! What the right pane says about a conversation, field by field (T1), and how to reach the
//! contact (L7).

use crate::{
    i18n::{Key, Plural, t, text, tf, tn},
    ui::{
        avatar::{Avatar, Glyph},
        button::IconButton,
        icon::Shape,
        moment::{Moment, Time},
        prelude::*,
    },
};
use bandeja_contract::{Channel, Status};

/// What the pane shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Details {
    /// The contact.
    pub contact: Contact,
    /// Nombre del departamento.
    pub department: String,
    /// The queue it came through.
    pub queue: Option<String>,
    /// Ticket vinculado.
    pub ticket: String,
    /// ID de Atención: `#6597`.
    pub attention: String,
    /// Tipo de servicio.
    pub service: String,
    /// Canal de origen: the kind of channel.
    pub channel: Channel,
    /// Canal de origen: its name.
    pub channel_name: String,
    /// Where it stands.
    pub status: Status,
    /// Fecha y hora de inicio del soporte; none before somebody took it.
    pub started: Option<Moment>,
    /// The owner's name.
    pub assignee: Option<String>,
    /// Indicador de lectura.
    pub read: Reading,
}

/// How to reach the contact.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contact {
    /// The name; empty when nobody knows it.
    pub name: String,
    /// The address.
    pub email: Option<String>,
    /// The number.
    pub phone: Option<String>,
}

/// How far the customer has read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// The channel does not tell.
    Unknown,
    /// So many of our messages are unread.
    Unread(u32),
}

/// The head of the pane.
#[component]
pub fn DetailsHeader(
    /// The person wants it away.
    #[prop(into)]
    on_close: Callback<()>,
) -> impl IntoView {
    view! {
        <header class="pane-head">
            <h2 class="pane-head__title">{text(Key::DetailsTitle)}</h2>
            <IconButton label=Key::ThreadDetailsHide shape=Shape::Cross on_press=on_close/>
        </header>
    }
}

/// The contact and the fields.
#[component]
pub fn DetailsCard(
    /// What it shows.
    #[prop(into)]
    details: Signal<Details>,
    /// The person wants to see the ticket.
    #[prop(into)]
    on_ticket: Callback<()>,
) -> impl IntoView {
    let ticket = Memo::new(move |_| details.with(|details| details.ticket.clone()));
    let of = move |read: fn(&Details) -> String| Memo::new(move |_| details.with(read));
    let name = of(|details| or(Some(details.contact.name.clone()), Key::ContactNameless));
    let started = Memo::new(move |_| details.with(|details| details.started.clone()));
    let glyph = Signal::derive(move || {
        details.with(|details| {
            let glyph = Glyph::named(details.channel.word());
            Some(if details.status == Status::Expired {
                glyph.off()
            } else {
                glyph
            })
        })
    });
    view! {
        <div class="details">
            <div class="details__contact">
                <Avatar name=name glyph=glyph/>
                <p class="details__name"><bdi>{move || name.get()}</bdi></p>
            </div>
            <dl class="details__fields">
                <Line label=Key::DetailsEmail value=of(|details| or(details.contact.email.clone(), Key::DetailsUnknown))/>
                <Line label=Key::DetailsPhone value=of(|details| or(details.contact.phone.clone(), Key::DetailsUnknown))/>
            </dl>
            <dl class="details__fields">
                <Line label=Key::DetailsDepartment value=of(|details| details.department.clone())/>
                <div class="details__line">
                    <dt>{text(Key::DetailsTicket)}</dt>
                    <dd>
                        <button
                            type="button"
                            class="text-button"
                            aria-label=move || format!("{}: {}", t(Key::TicketSee), ticket.get())
                            on:click=move |_| on_ticket.run(())
                        >
                            {move || ticket.get()}
                        </button>
                    </dd>
                </div>
                <Line label=Key::DetailsService value=of(|details| or(Some(details.service.clone()), Key::DetailsUnknown))/>
                <Line label=Key::DetailsChannel value=of(|details| details.channel_name.clone())/>
                <div class="details__line">
                    <dt>{text(Key::DetailsStarted)}</dt>
                    <dd>
                        <Show
                            when=move || started.with(Option::is_some)
                            fallback=|| text(Key::DetailsNotStarted)
                        >
                            <Time at=Signal::derive(move || started.get().unwrap_or_default())/>
                        </Show>
                    </dd>
                </div>
                <Line label=Key::DetailsRead value=of(reading)/>
            </dl>
            <dl class="details__fields">
                <Line label=Key::DetailsAttention value=of(|details| details.attention.clone())/>
                <Line label=Key::DetailsQueue value=of(|details| or(details.queue.clone(), Key::DetailsUnknown))/>
                <Line label=Key::DetailsAssignee value=of(|details| or(details.assignee.clone(), Key::RowUnassigned))/>
            </dl>
        </div>
    }
}

#[component]
fn Line(label: Key, value: Memo<String>) -> impl IntoView {
    view! {
        <div class="details__line">
            <dt>{text(label)}</dt>
            <dd><bdi>{move || value.get()}</bdi></dd>
        </div>
    }
}

fn or(value: Option<String>, instead: Key) -> String {
    value
        .filter(|value| !value.trim().is_empty())
        .unwrap_or_else(|| t(instead).to_owned())
}

fn reading(details: &Details) -> String {
    match details.read {
        Reading::Unknown => tf(
            Key::DetailsReadUnknown,
            &[("channel", &details.channel_name)],
        ),
        Reading::Unread(0) => t(Key::DetailsReadAll).to_owned(),
        Reading::Unread(n) => tn(Plural::DetailsReadSome, n.into()),
    }
}
