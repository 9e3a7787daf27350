//! The leaves of the features, each in the states worth seeing.

use super::{Case, idle};
use crate::{
    features::{
        composer::{
            around::Around,
            composer_blocked::{Blocked, ComposerBlocked, Reach},
            composer_box::{ComposerBox, ComposerState, Room, Warning},
            quote_head::QuoteHead,
            window_left::WindowLeft,
        },
        conversation_list::{
            changes_button::ChangesButton,
            conversation_row::{ConversationRow, Lead, Row},
            list_notice::{ListBroken, ListEmpty, ListWaiting},
            status_tabs::StatusTabs,
        },
        details::{details_card::DetailsCard, interaction_log::InteractionLog},
        presence::{
            away_pane::AwayBanner,
            connection_badge::{Connection, ConnectionBadge, ConnectionBanner},
        },
        thread::{
            marks::{DayMark, EventLine, Older, OlderLine, UnreadMark},
            message_bubble::{Delivery, Message, MessageBubble, Side},
            thread_header::ThreadHeader,
            thread_notice::{ThreadBroken, ThreadEmpty, ThreadGone, ThreadNone},
            thread_strip::{Strip, ThreadStrip},
            typing_line::TypingLine,
            viewers::{Customer, Doing, Viewer, ViewerMarks, ViewersLine},
        },
    },
    fixtures::{HARD_NAMES, a_heading, a_log, a_message, a_moment, a_row, some_details},
    i18n::words::Vocabulary,
    ui::{prelude::*, quote::Quote},
};
use bandeja_contract::{Channel, Counts, Status};

fn row(row: Option<Row>, is_selected: bool) -> impl IntoView {
    let row = Memo::new(move |_| row.clone());
    view! { <ConversationRow row href="#row" is_selected is_stop=true is_picked=false on_act=idle()/> }
}

/// Rows of the list.
#[component]
pub fn Rows() -> impl IntoView {
    let hard = HARD_NAMES.map(|name| {
        let text = format!("{name} {name}");
        row(
            Some(
                a_row(name)
                    .unread(1)
                    .queued(name)
                    .saying(Lead::Client, &text)
                    .row(),
            ),
            false,
        )
    });
    let picked = Memo::new(|_| Some(a_row("Noemí Sanz").unread(1).row()));
    view! {
        <Case name="Rows">
            {row(Some(a_row("Lucía Fernández").unread(3).assigned_to("Ana Paredes").row()), true)}
            {row(Some(a_row("Joaquim Prado").over(Channel::Webchat, "Loja").queued("Vendas").unread(1).row()), false)}
            {row(Some(a_row("Ana Díaz").saying(Lead::Draft, "Le confirmo que el envío salió hoy").row()), false)}
            {row(Some(a_row("Ana Díaz").saying(Lead::Failed, "Le confirmo que el envío").row()), false)}
            {row(Some(a_row("Mark Stone").saying(Lead::Typing, "").at("Ayer").row()), false)}
            {row(Some(a_row("Inés Prat").expired().over(Channel::Facebook, "Facebook").unread(140).row()), false)}
            {row(Some(a_row("Raúl Cid").queued("Soporte").taken_by("Bruno Sá").row()), false)}
            {row(None, false)}
            <ConversationRow
                row=picked
                href="#row"
                is_selected=false
                is_stop=true
                is_picked=true
                on_act=idle()
            />
        </Case>
        <Case name="Hard rows">{hard}</Case>
    }
}

/// The list without rows, and what stands around it.
#[component]
pub fn Lists() -> impl IntoView {
    let counts = Counts {
        open: 12,
        queued: 3,
        pending: 2,
        expired: 1240,
        closed: 98_304,
    };
    view! {
        <Case name="Tabs">
            <StatusTabs
                vocabulary=|| Vocabulary::Service
                counts=move || Some(counts)
                chosen=|| Status::Queued
                on_choose=idle()
            />
            <StatusTabs
                vocabulary=|| Vocabulary::Inbox
                counts=|| None
                chosen=|| Status::Open
                on_choose=idle()
            />
        </Case>
        <Case name="Empty list"><ListEmpty status=Status::Open vocabulary=Vocabulary::Inbox is_filtered=false on_queue=idle() on_all_groups=idle()/></Case>
        <Case name="Broken list"><ListBroken why="El servidor no respondió a tiempo.".to_owned() on_retry=idle()/></Case>
        <Case name="Waiting list" is_tall=true><ListWaiting on_retry=idle()/></Case>
        <Case name="Changes"><div class="conversation-list"><ChangesButton count=3 on_apply=idle()/></div></Case>
    }
}

fn bubble(message: Message) -> impl IntoView {
    view! { <MessageBubble message on_choose=idle()/> }
}

/// Messages of all sides and in all states.
#[component]
pub fn Messages() -> impl IntoView {
    let long = "Una línea que no termina nunca. ".repeat(400);
    let wide = "sinespacios".repeat(60);
    let states = [
        Delivery::Waiting,
        Delivery::Sending,
        Delivery::Checking,
        Delivery::Sent,
        Delivery::Delivered,
        Delivery::Read,
    ]
    .map(|state| {
        bubble(
            a_message("Le confirmo que el envío salió hoy.")
                .own(state)
                .message(),
        )
    });
    let quoted = Quote {
        author: HARD_NAMES[0].to_owned(),
        words: long.clone(),
    };
    let why = "El servidor no está disponible ahora.".to_owned();
    let hard = HARD_NAMES.map(|name| {
        bubble(
            a_message(name)
                .by(Side::Customer, name)
                .with_file(name, "1,2 MB")
                .message(),
        )
    });
    view! {
        <Case name="Sides and runs">
            {bubble(a_message("Hola").in_run(true, false).message())}
            {bubble(a_message("Mi pedido es el 4471, se ve en https://tienda.example/pedidos/4471?x=1.").in_run(false, false).message())}
            {bubble(a_message("¿Me ayudan?").in_run(false, true).with_file("factura 2026-11.pdf", "184 kB").message())}
            {bubble(a_message("Soy el asistente. Enseguida responde una persona.").by(Side::Bot, "Bot").message())}
            {bubble(a_message("Ya lo miro.").by(Side::Colleague, "Bruno Sá").message())}
        </Case>
        <Case name="Answers">
            {bubble(a_message("Sí, en azul quedan dos.").own(Delivery::Read).answering("Lucía Fernández", "¿Tienen la talla 38 en azul?").message())}
            {bubble(a_message("Perfecto, gracias.").answering("Ana Paredes", "Sí, en azul quedan dos, y en verde una. ¿Le aparto alguna hasta mañana por la tarde?").message())}
            {bubble(a_message("Aquí está.").own(Delivery::Sent).answering("", "un mensaje anterior").message())}
            {bubble(a_message("¿Y esto?").answering(HARD_NAMES[0], HARD_NAMES[4]).message())}
            <QuoteHead
                quote=Some(quoted)
                on_drop=idle()
            />
        </Case>
        <Case name="Delivery">
            {states}
            {bubble(a_message("No salió.").own(Delivery::Failed(why)).message())}
            {bubble(a_message("Había algo nuevo.").own(Delivery::Moved(2)).message())}
        </Case>
        <Case name="Hard messages">
            {hard}
            {bubble(a_message(&long).message())}
            {bubble(a_message(&wide).own(Delivery::Sent).message())}
        </Case>
    }
}

/// What stands around the messages.
#[component]
pub fn Thread() -> impl IntoView {
    let strips = [
        Strip::Preview {
            is_accepting: false,
        },
        Strip::Preview { is_accepting: true },
        Strip::Closed {
            reason: Some("Consulta resuelta".to_owned()),
            followed_by: Some("#next".to_owned()),
        },
        Strip::Expired,
        Strip::WindowOver {
            channel: "WhatsApp".to_owned(),
        },
        Strip::Bot,
        Strip::Follows {
            before: "#before".to_owned(),
        },
    ]
    .map(|strip| view! { <ThreadStrip strip=Some(strip) on_accept=idle()/> });
    let headers = ["Lucía Fernández", HARD_NAMES[0], HARD_NAMES[1]]
        .map(|name| view! { <ThreadHeader heading=Some(a_heading(name)) has_details=false on_ask=idle()/> });
    view! {
        <Case name="Headers">{headers}</Case>
        <Case name="Strips">{strips}</Case>
        <Case name="Marks">
            <OlderLine older=Older::Failed on_retry=idle()/>
            <DayMark day="Ayer".to_owned()/>
            <EventLine sentence="Ana Paredes aceptó la conversación".to_owned() at=a_moment("14:02")/>
            <EventLine
                sentence="Ana Paredes cerró la conversación: Consulta resuelta".to_owned()
                note=Some("Nota de cierre: se reenvió el pedido.".to_owned())
                at=a_moment("14:40")
            />
            <UnreadMark/>
            <TypingLine sentence=Some("Lucía está escribiendo…".to_owned())/>
        </Case>
        <Case name="Viewers">{viewers()}</Case>
        <Case name="None chosen"><ThreadNone/></Case>
        <Case name="Empty thread"><ThreadEmpty/></Case>
        <Case name="Gone"><ThreadGone on_back=idle()/></Case>
        <Case name="Broken thread"><ThreadBroken why="No hay conexión con el servidor.".to_owned() on_retry=idle()/></Case>
    }
}

fn viewers() -> impl IntoView {
    let viewer = |name: &str, doing| Viewer {
        name: name.to_owned(),
        doing,
    };
    let customer = |is_online, words: &str| {
        Some(Customer {
            is_online,
            words: words.to_owned(),
        })
    };
    let some = vec![
        viewer("Bruno Sá", Doing::Writing),
        viewer("Olga Ferrán", Doing::Viewing),
        viewer("Zoë O'Brien", Doing::Idle),
    ];
    let mut many = some.clone();
    many.extend(HARD_NAMES.map(|name| viewer(name, Doing::Viewing)));
    let heads = [
        (some, customer(true, "Cliente en línea")),
        (many, customer(false, "El cliente se fue hace 2 min")),
        (Vec::new(), customer(true, "Cliente en línea")),
    ]
    .map(|(viewers, customer)| view! {
        <ThreadHeader heading=Some(a_heading("Lucía Fernández")) has_details=false on_ask=idle()>
            <ViewerMarks viewers customer/>
        </ThreadHeader>
    });
    view! {
        {heads}
        <ViewersLine sentence=Some("Bruno Sá está escribiendo".to_owned())/>
    }
}

fn composer(text: &str, room: Option<Room>, warning: Option<Warning>) -> impl IntoView + use<> {
    let state = ComposerState {
        name: "Lucía Fernández".to_owned(),
        can_send: !text.is_empty() && !matches!(room, Some(Room::Over { .. })),
        room,
        warning,
        draft_key: "gallery".to_owned(),
        ..ComposerState::default()
    };
    let around = Around {
        on_files: Some(Callback::new(|_| {})),
        ..Around::default()
    };
    let text = RwSignal::new(text.to_owned());
    view! { <ComposerBox text state on_input=move |typed| text.set(typed) on_send=idle() around/> }
}

/// Composers that can and cannot send.
#[component]
pub fn Composers() -> impl IntoView {
    let blocked = [
        Blocked::Closed,
        Blocked::Expired,
        Blocked::Colleague("Bruno Sá".to_owned()),
        Blocked::Forbidden,
        Blocked::Window("WhatsApp".to_owned()),
    ]
    .map(|why| {
        let reach = match &why {
            Blocked::Expired => Some(Reach::default()),
            Blocked::Window(_) => Some(Reach {
                email: Some("lucia@correo.example".to_owned()),
                phone: Some("+34 600 000 000".to_owned()),
            }),
            _ => None,
        };
        view! { <ComposerBlocked why reach=Signal::stored(reach)/> }
    });
    view! {
        <Case name="Composers">
            {composer("", None, None)}
            {composer("Buenas tardes, Lucía.\nEl pedido salió hoy.", Some(Room::Left(41)), None)}
            {composer("Demasiado", Some(Room::Over { by: 12, limit: 4096 }), Some(Warning::Offline))}
            {composer("Borrador", None, Some(Warning::DraftNotKept))}
        </Case>
        <Case name="Blocked composers">{blocked}</Case>
        <Case name="Time left">
            {["23 h 59 min", "12 min", "45 s"].map(|left| view! { <WindowLeft left=Some(left.to_owned())/> })}
        </Case>
    }
}

/// Connection and details.
#[component]
pub fn Rest() -> impl IntoView {
    let states = [
        Connection::Starting,
        Connection::Live,
        Connection::CatchingUp,
        Connection::Offline {
            retry_in: Some(8),
            away_in: Some(24),
        },
        Connection::Offline {
            retry_in: Some(8),
            away_in: Some(0),
        },
        Connection::SignedOut,
    ];
    view! {
        <Case name="Connection">
            {states.map(|connection| view! { <ConnectionBadge connection=move || connection/> })}
            {states.map(|connection| view! {
                <ConnectionBanner connection=move || connection unsent=2 on_retry=idle() on_sign_in=idle()/>
            })}
        </Case>
        <Case name="Put aside while gone">
            {[1, 3].map(|count| view! { <AwayBanner count=Signal::stored(count) on_resume=idle() on_dismiss=idle()/> })}
        </Case>
        <Case name="Details" is_tall=true>
            <DetailsCard details=some_details("Lucía Fernández") on_ticket=idle()/>
            <InteractionLog entries=a_log()/>
        </Case>
    }
}
