//! Whole screens: the desk with five hundred messages and ten thousand conversations, a phone's
//! thread, signing in, closing.

use super::idle;
use crate::{
    features::{
        composer::composer_box::{ComposerBox, ComposerState},
        conversation_list::{
            ROW,
            conversation_row::{ConversationRow, Lead, Row},
            group_filter::{GroupChoices, GroupFilter},
            list_header::ListHeader,
            status_tabs::{PANEL, StatusTabs},
        },
        details::{
            details_card::{DetailsCard, DetailsHeader},
            interaction_log::InteractionLog,
            side_tabs::SideTabs,
        },
        login::{language_switch::LanguageSwitch, login_form::LoginForm},
        presence::{
            account_menu::{AccountItems, AccountMenu, Theme},
            connection_badge::{Connection, ConnectionBadge},
            nav_rail::NavRail,
        },
        thread::{
            jump_to_end::JumpToEnd,
            marks::{DayMark, EventLine, UnreadMark},
            message_bubble::{Delivery, Message, MessageBubble, Side},
            thread_header::ThreadHeader,
            thread_strip::{Strip, ThreadStrip},
            typing_line::TypingLine,
        },
        wrap_up::wrap_up_form::{Closing as Picked, WrapUpForm},
    },
    fixtures::{
        a_heading, a_log, a_message, a_moment, a_row, some_details, some_groups, some_reasons,
    },
    i18n::{Key, Language, switch_embedded, t, words::Vocabulary},
    ui::{
        dialog::Dialog,
        frame::{Frame, Pane, PaneLabels, Panes},
        prelude::*,
        virtual_list::{Rows, VirtualList},
        virtual_thread::{Place, VirtualThread},
    },
};
use bandeja_contract::{Channel, Counts, InboxTitle, Sort, Status};
use std::sync::Arc;

/// As many conversations as a large workspace has.
const MANY: usize = 100_000;
/// As many messages as a long thread has.
const LONG: usize = 500;

/// The desk with an open conversation.
#[component]
pub fn Desk() -> impl IntoView {
    view! { <Screen status=Status::Open shown=Pane::List/> }
}

/// The desk with a queued conversation, looked at.
#[component]
pub fn Queue() -> impl IntoView {
    view! { <Screen status=Status::Queued shown=Pane::List/> }
}

/// A thread, alone where there is no room for more.
#[component]
pub fn PhoneThread() -> impl IntoView {
    view! { <Screen status=Status::Open shown=Pane::Thread/> }
}

#[component]
fn Screen(status: Status, shown: Pane) -> impl IntoView {
    let has_details = RwSignal::new(
        window()
            .inner_width()
            .ok()
            .and_then(|w| w.as_f64())
            .is_some_and(|w| w >= 1100.0),
    );
    let labels = PaneLabels {
        list: Key::PaneList.into(),
        thread: Key::PaneThread.into(),
        details: Key::PaneDetails.into(),
        splitter: Key::PaneResize.into(),
    };
    let toggle = move || has_details.update(|has| *has = !*has);
    let panes = Panes {
        page: ().into_any(),
        rail: view! {
            <NavRail
                title=|| InboxTitle::Service
                inbox="/".to_owned()
                settings=|| Some("/settings".to_owned())
                is_settings=false
            >
                <ConnectionBadge connection=|| Connection::Live/>
                <AccountMenu name="Ana Paredes".to_owned()>
                    <AccountItems name="Ana Paredes".to_owned() theme=Theme::System on_ask=idle()/>
                </AccountMenu>
            </NavRail>
        }
        .into_any(),
        list: view! { <List status/> }.into_any(),
        thread: view! { <Thread status has_details on_details=move |()| toggle()/> }.into_any(),
        details: view! {
            <DetailsHeader on_close=move |()| toggle()/>
            <SideTabs side=crate::desk::Side::Conversation on_choose=idle()/>
            <DetailsCard details=some_details("Lucía Fernández") on_ticket=idle()/>
            <InteractionLog entries=a_log()/>
        }
        .into_any(),
    };
    view! {
        <Frame
            panes
            labels
            shown=move || shown
            has_details
            on_leave_details=move |()| has_details.set(false)
        />
    }
}

#[component]
fn List(status: Status) -> impl IntoView {
    let counts = Counts {
        open: 12,
        queued: 3,
        pending: 2,
        expired: 148,
        closed: 100_000,
    };
    let (sort, set_sort) = signal(Sort::Newest);
    let (groups, set_groups) = signal(Vec::new());
    let rows = Rows {
        count: Signal::stored(MANY),
        key_at: Arc::new(|place| place),
        height: ROW,
    };
    view! {
        <ListHeader title=|| InboxTitle::Service sort on_sort=move |sort| set_sort.set(sort)>
            <GroupFilter chosen=move || groups.with(Vec::len)>
                <GroupChoices groups=some_groups() chosen=groups on_choose=move |groups| set_groups.set(groups)/>
            </GroupFilter>
        </ListHeader>
        <StatusTabs
            vocabulary=|| Vocabulary::Service
            counts=move || Some(counts)
            chosen=move || status
            on_choose=idle()
        />
        <div class="conversation-list" id=PANEL role="tabpanel">
            <VirtualList
                label=move || t(Key::PaneList)
                rows=rows
                row=Arc::new(move |slot| {
                    let row = Memo::new(move |_| Some(nth(slot.key.get(), status)));
                    let href = Signal::derive(move || format!("#{}", slot.key.get()));
                    let is_selected = Signal::derive(move || slot.key.get() == 1);
                    view! { <ConversationRow row href is_selected is_stop=slot.is_stop is_picked=false on_act=idle()/> }.into_any()
                })
                on_window=idle()
                on_stir=idle()
            />
        </div>
    }
}

fn nth(place: usize, status: Status) -> Row {
    let names = [
        "Joaquim Prado",
        "Lucía Fernández",
        "Mark Stone",
        "Renata Alves",
        "Ignacio Bermúdez",
        "Sofía Ocampo",
        "Grace Miller",
        "Tomás Ibáñez",
        "Beatriz Nogueira",
        "Emilia Correa",
    ];
    let texts = [
        "Bom dia, o boleto venceu ontem e não consigo gerar outro",
        "¿Me ayudan con el pedido 4471?",
        "Thanks, the replacement arrived this morning",
        "Consegui, obrigada pela ajuda",
        "Adjunto la factura que me pidieron",
        "Quisiera cambiar la talla del abrigo gris",
        "Is the store in Palermo open on Sunday?",
        "Sigo esperando la llamada del técnico",
        "A entrega foi remarcada de novo",
        "Perfecto, quedo atenta",
    ];
    let channels = [
        Channel::Whatsapp,
        Channel::Webchat,
        Channel::Email,
        Channel::Whatsapp,
        Channel::Facebook,
        Channel::Webchat,
        Channel::Instagram,
        Channel::Whatsapp,
        Channel::Telegram,
        Channel::Sms,
    ];
    let channel = channels[place % channels.len()];
    let names_of = [
        "WhatsApp",
        "Webchat",
        "E-mail",
        "WhatsApp",
        "Facebook",
        "Webchat",
        "Instagram",
        "WhatsApp",
        "Telegram",
        "SMS",
    ];
    let mut row = a_row(names[place % names.len()])
        .over(channel, names_of[place % names_of.len()])
        .saying(
            if place % 5 == 3 {
                Lead::Us
            } else {
                Lead::Client
            },
            texts[place % texts.len()],
        )
        .at([
            "14:05", "14:02", "13:47", "13:15", "12:58", "11:20", "10:04", "Ayer", "Ayer", "19/11",
        ][place.min(9)]);
    row = match status {
        Status::Queued => row.queued(["Ventas", "Posventa", "Soporte técnico"][place % 3]),
        _ if place % 4 == 2 => row,
        _ => row.assigned_to("Ana Paredes"),
    };
    if place == 4 {
        row = row.saying(Lead::Draft, "Le confirmo que la recibimos");
    }
    row.unread([2, 0, 1, 0, 0, 120, 0, 0, 0, 0][place % 10])
        .row()
}

#[component]
fn Thread(
    status: Status,
    has_details: RwSignal<bool>,
    #[prop(into)] on_details: Callback<()>,
) -> impl IntoView {
    let place = Place::<usize>::new();
    let text = RwSignal::new(String::new());
    let state = Signal::derive(move || ComposerState {
        name: "Lucía Fernández".to_owned(),
        accepts: status == Status::Queued,
        can_send: text.with(|text| !text.trim().is_empty()),
        draft_key: "gallery".to_owned(),
        ..ComposerState::default()
    });
    let mut heading = a_heading("Lucía Fernández");
    heading.status = status;
    let strip = (status == Status::Queued).then_some(Strip::Preview {
        is_accepting: false,
    });
    view! {
        <ThreadHeader heading=Some(heading) has_details on_ask=move |_| on_details.run(())/>
        <ThreadStrip strip on_accept=idle()/>
        <div class="thread-body">
            <VirtualThread
                label="Mensajes con Lucía Fernández"
                items=Signal::stored(Arc::new((0..LONG).collect::<Vec<_>>()))
                item=Arc::new(item)
                place
                on_near_start=idle()
            >
                <TypingLine sentence=Some("Lucía Fernández está escribiendo…".to_owned())/>
            </VirtualThread>
            <JumpToEnd is_away=Signal::derive(move || !place.is_at_end().get()) new=0 on_jump=move |()| place.to_end()/>
        </div>
        <ComposerBox text state on_input=move |typed| text.set(typed) on_send=idle()/>
    }
}

fn item(place: usize) -> AnyView {
    match LONG - place {
        16 => view! { <DayMark day="Hoy".to_owned()/> }.into_any(),
        15 => view! { <EventLine sentence="Lucía Fernández inició la conversación".to_owned() at=a_moment("13:58")/> }.into_any(),
        12 => view! { <EventLine sentence="Ana Paredes aceptó la conversación".to_owned() at=a_moment("14:02")/> }.into_any(),
        3 => view! { <UnreadMark/> }.into_any(),
        left => {
            let message = spoken(left);
            view! { <MessageBubble message on_choose=idle()/> }.into_any()
        }
    }
}

fn spoken(left: usize) -> Message {
    match left {
        14 => a_message("Hola, buenas tardes").in_run(true, false).message(),
        13 => a_message("Hace cinco días compré un abrigo y todavía no llega. El pedido es el 4471: https://tienda.example/pedidos/4471").in_run(false, true).message(),
        11 => a_message("Buenas tardes, Lucía. Ahora mismo reviso dónde está el pedido.").own(Delivery::Read).in_run(true, false).message(),
        10 => a_message("Salió del depósito el martes y figura en reparto.").own(Delivery::Read).in_run(false, true).message(),
        9 => a_message("¿Y cuándo llegaría? El sábado viajo y lo necesito antes.").message(),
        8 => a_message("Veo que la transportista lo intentó ayer y no había nadie.").by(Side::Colleague, "Bruno Sá").message(),
        7 => a_message("Puedo pedir que lo dejen en un punto de retiro cercano, hoy mismo. Estos son los que quedan abiertos hasta las 21:\n\n1. Av. Corrientes 1840\n2. Gascón 512\n3. Av. Córdoba 3350").own(Delivery::Read).message(),
        6 => a_message("El 2 me queda perfecto").in_run(true, false).message(),
        5 => a_message("Adjunto el comprobante por si hace falta").in_run(false, true).with_file("comprobante 4471.pdf", "184 kB").message(),
        4 => a_message("Listo, queda para hoy después de las 17 en Gascón 512.").own(Delivery::Delivered).message(),
        2 => a_message("Genial, muchas gracias").in_run(true, false).message(),
        1 => a_message("¿Tengo que llevar el documento?").in_run(false, true).message(),
        left if left % 3 == 0 => a_message(&format!("Respuesta número {left}, con algo más de texto para que las alturas sean distintas entre sí y haga falta medirlas.")).own(Delivery::Read).message(),
        left => a_message(&format!("Mensaje número {left}")).message(),
    }
}

/// Signing in, refused.
#[component]
pub fn Login() -> impl IntoView {
    view! {
        <div class="login-page">
            <p class="login-page__name">"Bandeja"</p>
            <LoginForm is_busy=false error=Some(t(Key::ProblemWrongPassword).to_owned()) on_submit=idle()/>
            <LanguageSwitch on_choose=move |language: Language| switch_embedded(language)/>
        </div>
    }
}

/// The desk, closing.
#[component]
pub fn Closing() -> impl IntoView {
    let closing = RwSignal::new(Picked::default());
    view! {
        <Desk/>
        <Dialog title=Key::WrapUpTitle close_label=Key::ActionClose on_close=idle()>
            <WrapUpForm
                reasons=some_reasons()
                closing
                on_change=move |next| closing.set(next)
                is_busy=false
                error=None
                on_send=idle()
            />
        </Dialog>
    }
}
