//! Mails: in a thread, in every state of their bodies, and the answer being written.

use super::{Case, idle};
use crate::{
    features::{
        composer::{
            answer_head::{Answer, AnswerHead, Instead},
            around::Around,
            composer_box::{ComposerBox, ComposerState, Warning},
            composer_files::{ChipStand, ComposerFiles},
        },
        thread::{
            mail_body::{Body, BodyWords, MailBody},
            mail_detail::MailDetail,
            mail_message::{Mail, MailMessage},
            message_bubble::Delivery,
            thread_header::ThreadHeader,
        },
    },
    fixtures::{
        HARD_NAMES, a_file, a_mail, a_mail_heading, a_moment, an_answer, some_chips,
        some_mail_facts,
    },
    i18n::Key,
    ui::{dialog::Dialog, prelude::*},
};
use bandeja_domain::media::Kind;

const LETTER: &str = "Buenas tardes:\n\nHace cinco días compré un abrigo y todavía no llega. El pedido es el 4471; el \
    seguimiento dice desde el martes que «está en reparto»: https://correo.example/seguimiento/4471\n\n\
    ¿Me pueden decir cuándo lo entregan? El sábado viajo y lo necesito antes.\n\nGracias,\nJorge Taype";
const REPLY: &str = "Buenas tardes, Jorge:\n\nRevisé su pedido con la transportista. Ayer intentaron entregarlo y no había \
    nadie; hoy vuelven entre las 17 y las 20.\n\nQuedo a disposición.\nAna Paredes";

fn body(stands: Body, text: &str, held_back: u32) -> ViewFn {
    let words = BodyWords {
        author: "Jorge Taype".to_owned(),
        text: text.to_owned(),
        held_back,
    };
    ViewFn::from(move || {
        view! {
            <MailBody
                body=Signal::stored(stands.clone())
                words=Signal::stored(words.clone())
                height=0.0
                on_told=idle()
            />
        }
    })
}

fn mail(mail: Mail, is_open: bool, stands: Body, held_back: u32) -> AnyView {
    let body = body(stands, &mail.message.text, held_back);
    let is_open = RwSignal::new(is_open);
    view! {
        <MailMessage
            mail=Signal::stored(mail)
            is_open
            can_answer=true
            on_ask=move |_| is_open.update(|is_open| *is_open = !*is_open)
            body
        />
    }
    .into_any()
}

fn conversation() -> Vec<AnyView> {
    let mut first = a_mail(
        "Jorge Taype",
        "Buenos días, quisiera saber si el abrigo gris está en talle L.",
    );
    first.message.at = a_moment("09:12");
    first.message.at.short = "18/11/2026, 09:12".to_owned();
    let mut second = an_answer(
        "Buenos días, Jorge. Sí, lo tenemos en L y en XL.",
        Delivery::Delivered,
    );
    second.message.at.short = "18/11/2026, 09:40".to_owned();
    let mut third = a_mail("Jorge Taype", LETTER);
    third
        .message
        .files
        .push(a_file("comprobante 4471.pdf", "184 kB", Kind::Document));
    vec![
        mail(first, false, Body::Text, 0),
        mail(second, false, Body::Text, 0),
        mail(third, true, Body::Text, 3),
    ]
}

/// Mails, open and closed.
#[component]
pub fn Mails() -> impl IntoView {
    let mut automatic = a_mail(
        "Boletín de la Tienda",
        "Ofertas de noviembre: hasta un 40 % en abrigos.",
    );
    automatic.is_automatic = true;
    let hard = HARD_NAMES.map(|name| mail(a_mail(name, name), false, Body::Text, 0));
    let why = "El servidor no respondió a tiempo.".to_owned();
    view! {
        <Case name="Heads of mails">
            {["Pedido 4471: sigue sin llegar", "", &"Un asunto que no termina nunca ".repeat(9)]
                .map(|subject| view! {
                    <ThreadHeader heading=Some(a_mail_heading("Jorge Taype", subject)) has_details=false on_ask=idle()/>
                })}
            <ThreadHeader heading=Some(a_mail_heading(HARD_NAMES[0], HARD_NAMES[1])) has_details=false on_ask=idle()/>
        </Case>
        <Case name="A thread of mails">{conversation()}</Case>
        <Case name="Bodies of mails">
            {mail(a_mail("Jorge Taype", LETTER), true, Body::Waiting, 0)}
            {mail(a_mail("Jorge Taype", LETTER), true, Body::Failed(why), 0)}
            {mail(a_mail("Jorge Taype", LETTER), true, Body::Asleep, 0)}
            {mail(automatic, false, Body::Text, 0)}
        </Case>
        <Case name="Answers of ours">
            {mail(an_answer(REPLY, Delivery::Sent), true, Body::Text, 0)}
            {mail(an_answer(REPLY, Delivery::Moved(1)), true, Body::Text, 0)}
            {mail(an_answer(REPLY, Delivery::Failed("El servidor no está disponible ahora.".to_owned())), true, Body::Text, 0)}
        </Case>
        <Case name="Hard mails">{hard}</Case>
    }
}

/// «Detalle».
#[component]
pub fn Detail() -> impl IntoView {
    view! { <Case name="Detail of a mail"><MailDetail facts=some_mail_facts()/></Case> }
}

fn an_addressee(instead: Option<Instead>) -> Answer {
    Answer {
        to: vec!["Jorge Taype <jorge.taype96@correo.example>".to_owned()],
        instead,
        subject: "Re: Pedido 4471: sigue sin llegar".to_owned(),
    }
}

fn writing(answer: Answer, text: &str, has_files: bool) -> AnyView {
    let files = if has_files { some_chips() } else { Vec::new() };
    let is_going = files.iter().any(|file| file.stand != ChipStand::Kept);
    let state = ComposerState {
        name: "Jorge Taype".to_owned(),
        can_send: !text.is_empty() && !is_going,
        is_mail: true,
        warning: is_going.then_some(Warning::Uploading),
        draft_key: "gallery".to_owned(),
        ..ComposerState::default()
    };
    let around = Around {
        head: Some(view! { <AnswerHead answer=Some(answer)/> }.into_any()),
        files: Some(view! { <ComposerFiles files on_ask=idle()/> }.into_any()),
        on_files: Some(Callback::new(|_| {})),
        ..Around::default()
    };
    let text = RwSignal::new(text.to_owned());
    view! { <ComposerBox text state on_input=move |typed| text.set(typed) on_send=idle() around/> }
        .into_any()
}

/// Answers being written.
#[component]
pub fn Writing() -> impl IntoView {
    let asked = Instead::Asked("cobros@otra.example".to_owned());
    let unread = Instead::Unread("no-reply@correo.example".to_owned());
    let nobody = Answer {
        to: Vec::new(),
        instead: None,
        subject: "Re:".to_owned(),
    };
    view! {
        <Case name="Answers being written">
            {writing(an_addressee(None), "", false)}
            {writing(an_addressee(Some(asked)), REPLY, false)}
            {writing(an_addressee(Some(unread)), "Buenas tardes, Jorge.", true)}
            {writing(nobody, "", false)}
        </Case>
    }
}

/// A thread of mails, alone, with «Detalle» open where `?show=mail#detail` asks for it.
#[component]
pub fn MailThread() -> impl IntoView {
    let has_detail = window()
        .location()
        .hash()
        .is_ok_and(|hash| hash == "#detail");
    view! {
        <div class="frame"><section class="frame__pane frame__thread">
            <ThreadHeader
                heading=Some(a_mail_heading("Jorge Taype", "Pedido 4471: sigue sin llegar"))
                has_details=false
                on_ask=idle()
            />
            <div class="thread-body">
                <div class="virtual-thread">
                    <div class="virtual-thread__content">{conversation()}</div>
                </div>
            </div>
            {writing(an_addressee(None), "Buenas tardes, Jorge:", false)}
        </section></div>
        {has_detail
            .then(|| view! {
                <Dialog title=Key::MailDetail close_label=Key::ActionClose on_close=idle()>
                    <MailDetail facts=some_mail_facts()/>
                </Dialog>
            })}
    }
}
