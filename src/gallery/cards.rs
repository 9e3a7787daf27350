//! Cards of contacts and tickets: fields as they stand, full, empty, hard and read-only.

use super::{Case, idle};
use crate::{
    features::{
        card::{
            comments::{Comment, Comments, Writing},
            contact_card::{ContactHead, FieldGroup, Named},
            earlier::{Earlier, EarlierOne},
            edited_field::{EditedField, Fielded, Input},
            tags::Tags,
            ticket_card::{TicketCard, fields},
        },
        thread::comment_line::CommentLine,
    },
    fixtures::{HARD_NAMES, a_moment, some_tags},
    ui::{avatar::Glyph, prelude::*},
};
use bandeja_contract::{
    Priority, Seq, SupportTicket, TicketField, TicketId, TicketKind, TicketStatus,
};
use bandeja_domain::{
    editing::{Editing, Outcome},
    fields::{Shape, fit},
};
use uuid::Uuid;

fn a_field(label: &str, kept: &str) -> Fielded {
    Fielded {
        label: label.to_owned(),
        input: Input::Line("text"),
        kept: kept.to_owned(),
        is_locked: false,
    }
}

/// A field into which something was typed, and what became of it.
fn typed(kept: &str, text: &str, outcome: Option<Outcome>) -> Editing {
    let mut editing = Editing::default();
    editing.typed(kept, text.to_owned());
    let _ = editing.done(|typed| fit(Shape::Email, typed));
    if let Some(outcome) = outcome {
        editing.answered(outcome);
    }
    editing
}

fn shown(field: Fielded, begun: Editing) -> impl IntoView {
    let fits = Callback::new(|typed: String| fit(Shape::Text, &typed));
    view! { <EditedField field fit=fits on_save=idle() begun/> }
}

/// Fields as they stand.
#[component]
pub fn Fields() -> impl IntoView {
    let address = "lucia@correo.example";
    let other = "lucia.fernandez@correo.example";
    let email = || a_field("Correo electrónico", address);
    let choices = ["Particular", "Empresa"].map(|one| (one.to_owned(), one.to_owned()));
    let choice = Fielded {
        input: Input::Choice(choices.into()),
        ..a_field("Tipo de cliente", "Empresa")
    };
    let checked = Fielded {
        input: Input::Box,
        ..a_field("Acepta novedades", "true")
    };
    let link = Fielded {
        input: Input::Line("url"),
        ..a_field("Página web", "https://tienda.example/catalogo")
    };
    let date = Fielded {
        input: Input::Line("date"),
        ..a_field("Cliente desde", "2024-03-18")
    };
    let locked = |field: Fielded| Fielded {
        is_locked: true,
        ..field
    };
    let empty = a_field("Teléfono", "");
    let kinds = [choice.clone(), date, link.clone(), checked.clone()]
        .map(|field| shown(field, Editing::default()));
    let read = [email(), empty, choice, link, checked]
        .map(|field| shown(locked(field), Editing::default()));
    let why = "No hay conexión con el servidor.".to_owned();
    let hard = HARD_NAMES.map(|name| {
        view! {
            {shown(a_field(name, name), Editing::default())}
            {shown(locked(a_field(name, name)), Editing::default())}
        }
    });
    view! {
        <Case name="Fields">
            {shown(a_field("Teléfono", ""), Editing::default())}
            {shown(email(), Editing::default())}
            {shown(email(), typed(address, other, None))}
            {shown(a_field("Correo electrónico", other), typed(address, other, Some(Outcome::Saved)))}
            {shown(email(), typed(address, "lucia", None))}
            {shown(email(), typed(address, other, Some(Outcome::Refused(why))))}
            {shown(email(), typed(address, other, Some(Outcome::Moved("l.fernandez@correo.example".to_owned()))))}
            {shown(email(), typed(address, other, Some(Outcome::Moved(String::new()))))}
            {kinds}
        </Case>
        <Case name="Fields to be read">
            {read}
        </Case>
        <Case name="Hard fields">{hard}</Case>
    }
}

fn a_comment(id: &str, author: &str, words: &str) -> Comment {
    Comment {
        id: id.to_owned(),
        author: author.to_owned(),
        words: words.to_owned(),
        at: a_moment("14:05"),
        elsewhere: (id == "2").then(|| "#other".to_owned()),
    }
}

fn an_earlier_one(channel: &'static str, about: &str) -> EarlierOne {
    EarlierOne {
        href: format!("#{channel}"),
        glyph: Glyph::named(channel),
        channel: "WhatsApp",
        about: about.to_owned(),
        status: "Cerrada".to_owned(),
        attention: "#6597".to_owned(),
        at: a_moment("21/11"),
    }
}

fn a_ticket() -> SupportTicket {
    SupportTicket {
        id: TicketId(Uuid::from_u128(1)),
        seq: Seq(1),
        number: 20_418,
        status: TicketStatus::Waiting,
        subject: "El abrigo del pedido 4471 no llegó".to_owned(),
        kind: TicketKind::Public,
        requester: "Lucía Fernández".to_owned(),
        service: "Reclamo por envío".to_owned(),
        category: "Posventa".to_owned(),
        priority: Priority::High,
        due: "2026-11-27".to_owned(),
        owner: None,
    }
}

fn contact(name: &str, is_locked: bool) -> impl IntoView + use<> {
    let named = [
        ("name", "Nombre", name),
        (
            "email",
            "Correo electrónico",
            "lucia.fernandez@correo.example",
        ),
        ("phone", "Teléfono", ""),
    ]
    .map(|(word, label, kept)| Named {
        word: word.to_owned(),
        field: Fielded {
            is_locked,
            ..a_field(label, kept)
        },
    });
    let fits = Callback::new(|(_, typed): (String, String)| fit(Shape::Text, &typed));
    let why = is_locked.then(|| {
        "Con el perfil Agente solo se editan contactos con alguna conversación propia o sin \
         asignar. Comentar siempre se puede."
            .to_owned()
    });
    view! {
        <ContactHead name=name.to_owned() agent=Some("Ana Paredes".to_owned()) locked=why/>
        <FieldGroup fields=Vec::from(named) fit=fits on_save=idle()/>
    }
}

/// Whole cards.
#[component]
pub fn Cards() -> impl IntoView {
    let long = "Prefiere que se le escriba por la tarde. ".repeat(12);
    let trouble = Writing {
        words: "Paga siempre al recoger".to_owned(),
        is_saving: false,
        trouble: Some("No hay conexión con el servidor.".to_owned()),
    };
    let comments = vec![
        a_comment(
            "1",
            "Ana Paredes",
            "Es muy de la casa: https://tienda.example/clientes/77",
        ),
        a_comment("2", "Bruno Sá", &long),
        a_comment("3", HARD_NAMES[1], HARD_NAMES[1]),
    ];
    let earlier = vec![
        an_earlier_one(
            "whatsapp",
            "¿Tienen el abrigo en azul? Lo vi en la tienda y no lo encuentro",
        ),
        an_earlier_one("email", HARD_NAMES[0]),
    ];
    view! {
        <Case name="Contact"><div class="card">{contact("Lucía Fernández", false)}</div></Case>
        <Case name="Contact to be read"><div class="card">{contact(HARD_NAMES[0], true)}</div></Case>
        <Case name="Tags">
            <div class="card">
                <Tags worn=some_tags(&["VIP", "Mayorista", HARD_NAMES[0], HARD_NAMES[1]]) others=some_tags(&["Prensa"]) is_locked=false on_change=idle()/>
                <Tags worn=Vec::new() others=Vec::new() is_locked=true on_change=idle()/>
            </div>
        </Case>
        <Case name="Comments">
            <div class="card">
                <Comments comments has_more=true writing=Writing::default() on_do=idle()/>
                <Comments comments=Vec::new() has_more=false writing=trouble on_do=idle()/>
            </div>
        </Case>
        <Case name="Comment in a thread">
            <CommentLine author="Ana Paredes".to_owned() words="Prefiere que se le escriba por la tarde".to_owned() at=a_moment("14:05")/>
        </Case>
        <Case name="Earlier conversations">
            <div class="card">
                <Earlier rows=earlier has_more=true on_more=idle() on_go=idle()/>
                <Earlier rows=Vec::new() has_more=false on_more=idle() on_go=idle()/>
            </div>
        </Case>
        <Case name="Ticket">
            <TicketCard fields=fields(&a_ticket(), &[], |_| true) locked=None on_save=idle()/>
        </Case>
        <Case name="Ticket of an agent">
            <TicketCard
                fields=fields(&a_ticket(), &[], |field| matches!(field, TicketField::Status | TicketField::Subject))
                locked=Some("El perfil Agente no cambia los campos con candado.".to_owned())
                on_save=idle()
            />
        </Case>
    }
}
