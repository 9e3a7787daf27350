//! Made-up conversations for the gallery and the tests of the views.
//!
//! They begin with an article and are changed by what they are: `a_row("Ana").unread(3).queued()`.

mod acts;
mod mail;

pub use acts::{some_choices, some_tags};
pub use mail::{a_mail, a_mail_heading, an_answer, some_chips, some_mail_facts};

use crate::{
    features::{
        conversation_list::conversation_row::{Lead, Preview, Row, Standing},
        details::{
            details_card::{Contact, Details, Reading},
            interaction_log::LogEntry,
        },
        thread::{
            attached::FileCard,
            message_bubble::{Delivery, Message, Run, Side},
            thread_header::Heading,
        },
    },
    ui::{moment::Moment, quote::Quote},
};
use bandeja_contract::{
    AttachmentId, Channel, Group, GroupId, ItemId, Reason, ReasonId, Status, Vocabulary,
};
use bandeja_domain::media::Kind;
use uuid::Uuid;

/// Names that a careless view breaks on: long, right to left, towers of marks, no letters at all.
pub const HARD_NAMES: [&str; 7] = [
    "Maximiliana Hernández de la Fuente y Rodríguez-Villaseñor de los Santos",
    "مريم عبد الرحمن علي",
    "דניאל כהן",
    "Z\u{310}\u{311}\u{312}\u{313}\u{314}\u{33d}\u{309}\u{363}\u{364}\u{365}\u{366}\u{367}algo",
    "<img src=x onerror=alert(1)>",
    "\u{202e}gpj.exe",
    "👩‍🚒🧑🏽‍🚀",
];

/// `14:05`.
#[must_use]
pub fn a_moment(short: &str) -> Moment {
    Moment {
        iso: "2026-11-21T14:05:00Z".to_owned(),
        short: short.to_owned(),
        full: format!("21/11/2026, {short}"),
    }
}

/// A file.
#[must_use]
pub fn a_file(name: &str, size: &str, kind: Kind) -> FileCard {
    FileCard {
        id: AttachmentId(Uuid::nil()),
        name: name.to_owned(),
        size: size.to_owned(),
        href: "#file".to_owned(),
        kind,
        sides: None,
    }
}

/// A row under construction.
#[derive(Clone)]
pub struct ARow(Row);

/// An open conversation over WhatsApp, read, nobody's.
#[must_use]
pub fn a_row(name: &str) -> ARow {
    ARow(Row {
        name: name.to_owned(),
        channel: Channel::Whatsapp,
        channel_name: "WhatsApp".to_owned(),
        at: a_moment("14:05"),
        preview: Preview {
            lead: Lead::Client,
            text: "Buenas tardes, sigo sin recibir el pedido 4471 y ya pasaron cinco días"
                .to_owned(),
        },
        unread: 0,
        assignee: None,
        chip: None,
        can_accept: false,
        is_off: false,
        standing: Standing::Here,
    })
}

impl ARow {
    /// With so many messages that its owner has not seen.
    #[must_use]
    pub fn unread(mut self, count: u32) -> Self {
        self.0.unread = count;
        self
    }

    /// Over another channel.
    #[must_use]
    pub fn over(mut self, channel: Channel, name: &str) -> Self {
        self.0.channel = channel;
        name.clone_into(&mut self.0.channel_name);
        self
    }

    /// Somebody's.
    #[must_use]
    pub fn assigned_to(mut self, agent: &str) -> Self {
        self.0.assignee = Some(agent.to_owned());
        self
    }

    /// Waiting in a queue.
    #[must_use]
    pub fn queued(mut self, queue: &str) -> Self {
        self.0.can_accept = true;
        self.0.chip = Some(queue.to_owned());
        self
    }

    /// Expired: its sign is grey.
    #[must_use]
    pub fn expired(mut self) -> Self {
        self.0.is_off = true;
        self
    }

    /// With other words, led by something.
    #[must_use]
    pub fn saying(mut self, lead: Lead, text: &str) -> Self {
        self.0.preview = Preview {
            lead,
            text: text.to_owned(),
        };
        self
    }

    /// Active at another time.
    #[must_use]
    pub fn at(mut self, short: &str) -> Self {
        self.0.at = a_moment(short);
        self
    }

    /// Taken by a colleague while the list is held.
    #[must_use]
    pub fn taken_by(mut self, agent: &str) -> Self {
        self.0.standing = Standing::TakenBy(agent.to_owned());
        self
    }

    /// The row.
    #[must_use]
    pub fn row(self) -> Row {
        self.0
    }
}

/// A message under construction.
#[derive(Clone)]
pub struct AMessage(Message);

/// The customer's, alone in its run.
#[must_use]
pub fn a_message(text: &str) -> AMessage {
    AMessage(Message {
        side: Side::Customer,
        author: "Lucía Fernández".to_owned(),
        text: text.to_owned(),
        at: a_moment("14:05"),
        run: Run {
            is_head: true,
            is_tail: true,
        },
        delivery: None,
        files: Vec::new(),
        quote: None,
    })
}

impl AMessage {
    /// An answer to another message.
    #[must_use]
    pub fn answering(mut self, author: &str, words: &str) -> Self {
        let quote = Quote {
            author: author.to_owned(),
            words: words.to_owned(),
        };
        self.0.quote = Some((ItemId(Uuid::from_u128(1)), quote));
        self
    }

    /// One's own, so far along.
    #[must_use]
    pub fn own(mut self, delivery: Delivery) -> Self {
        self.0.side = Side::Own;
        self.0.author = "Ana Paredes".to_owned();
        self.0.delivery = Some(delivery);
        self
    }

    /// Another writer's.
    #[must_use]
    pub fn by(mut self, side: Side, author: &str) -> Self {
        self.0.side = side;
        author.clone_into(&mut self.0.author);
        if side != Side::Customer {
            self.0.delivery = Some(Delivery::Read);
        }
        self
    }

    /// Within a run.
    #[must_use]
    pub fn in_run(mut self, is_head: bool, is_tail: bool) -> Self {
        self.0.run = Run { is_head, is_tail };
        self
    }

    /// With a file.
    #[must_use]
    pub fn with_file(self, name: &str, size: &str) -> Self {
        self.with(a_file(name, size, Kind::Other))
    }

    /// With this file.
    #[must_use]
    pub fn with(mut self, file: FileCard) -> Self {
        self.0.files.push(file);
        self
    }

    /// The message.
    #[must_use]
    pub fn message(self) -> Message {
        self.0
    }
}

/// The head of an open conversation.
#[must_use]
pub fn a_heading(name: &str) -> Heading {
    Heading {
        name: name.to_owned(),
        channel: Channel::Webchat,
        channel_name: "Tienda · Webchat".to_owned(),
        status: Status::Open,
        vocabulary: Vocabulary::Service,
        attention: "#6597".to_owned(),
        mail: None,
        can_close: true,
    }
}

/// The details of an open conversation.
#[must_use]
pub fn some_details(name: &str) -> Details {
    Details {
        contact: Contact {
            name: name.to_owned(),
            email: Some("lucia.fernandez@correo.example".to_owned()),
            phone: None,
        },
        department: "Posventa".to_owned(),
        queue: Some("Cambios y devoluciones".to_owned()),
        ticket: "#20418".to_owned(),
        attention: "#6597".to_owned(),
        service: "Reclamo por envío".to_owned(),
        channel: Channel::Webchat,
        channel_name: "Tienda · Webchat".to_owned(),
        status: Status::Open,
        started: Some(a_moment("14:02")),
        assignee: Some("Ana Paredes".to_owned()),
        read: Reading::Unread(1),
    }
}

/// What happened in it.
#[must_use]
pub fn a_log() -> Vec<LogEntry> {
    [
        ("Lucía Fernández inició la conversación", "13:58"),
        ("Ana Paredes aceptó la conversación", "14:02"),
    ]
    .map(|(sentence, at)| LogEntry {
        id: sentence.to_owned(),
        sentence: sentence.to_owned(),
        at: a_moment(at),
    })
    .into()
}

/// The groups of a workspace.
#[must_use]
pub fn some_groups() -> Vec<Group> {
    ["Ventas", "Posventa", "Soporte técnico", "Facturación"]
        .into_iter()
        .zip(1..)
        .map(|(name, id)| Group {
            id: GroupId(Uuid::from_u128(id)),
            name: name.to_owned(),
        })
        .collect()
}

/// The closing reasons of a workspace.
#[must_use]
pub fn some_reasons() -> Vec<Reason> {
    [
        "Consulta resuelta",
        "Pedido entregado",
        "Devolución acordada",
        "Venta cerrada",
        "Sin respuesta del cliente",
        "Derivado a otra área",
        "Mensaje no deseado",
    ]
    .into_iter()
    .zip(1..)
    .map(|(name, id)| Reason {
        id: ReasonId(Uuid::from_u128(id)),
        name: name.to_owned(),
    })
    .collect()
}
