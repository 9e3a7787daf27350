//! Writing a story down: its items in time, its row, who has read how far.

use super::{
    dialogue::Line,
    story::{HOUR, MINUTE, Scene, Story, Teller},
};
use bandeja_contract::*;
use bandeja_domain::{channel::rules, text};

impl Teller<'_> {
    /// Everything about one conversation.
    pub(super) fn write(&mut self, scene: Scene<'_>) -> Story {
        let Scene {
            status,
            group,
            inbox,
            customer,
            dialogue,
            filling,
            lines,
            ended,
            ..
        } = scene;
        let agent = scene.agent.0;
        let mut times = vec![ended];
        for _ in 1..lines.len() {
            let last = times.last().copied().unwrap_or(ended);
            let pause = if self.chance.happens(15) {
                4 * HOUR
            } else {
                6 * MINUTE
            };
            times.push(last - 9_000 - self.chance.between(0, pause));
        }
        times.reverse();
        let window = rules(inbox.channel).window;
        // Whoever can be answered wrote within the session that the channel leaves for answers.
        let late = match (window, status) {
            (Some(window), Status::Open | Status::Queued | Status::Pending) => {
                let asked = lines.iter().zip(&times).filter(|(line, _)| !line.by_agent);
                let last = asked.map(|(_, at)| *at).max().unwrap_or(ended);
                (self.now - window + 2 * HOUR - last).max(0)
            }
            _ => 0,
        };
        if late > 0 {
            for at in &mut times {
                *at = (*at + late).min(self.now - MINUTE);
            }
        }
        let ended = times.last().copied().unwrap_or(ended);
        let begun = times.first().copied().unwrap_or(ended);
        let id = ConversationId(self.chance.id(begun));
        let taken = !matches!(status, Status::Queued | Status::Expired);
        let mut items = vec![self.event(id, begun, None, Happening::Started)];
        let mut started_at = None;
        for (line, at) in lines.into_iter().zip(times) {
            if line.by_agent && started_at.is_none() {
                let accepted = at - 4_000;
                items.push(self.event(id, accepted, Some(agent), Happening::Accepted));
                started_at = Some(Timestamp(accepted));
            }
            items.push(self.message(id, at, line, agent));
        }
        if taken && id.0.as_bytes()[15].is_multiple_of(6) {
            items.push(self.comment(id, ended + 20_000, agent, dialogue.reason));
        }
        let told = |teller: &mut Self, by, what| teller.event(id, ended + 40_000, by, what);
        match status {
            Status::Pending => items.push(told(self, Some(agent), Happening::Paused)),
            Status::Expired => items.push(told(self, None, Happening::Expired)),
            Status::Closed => {
                let mut closed = told(self, Some(agent), Happening::Closed);
                closed.text = dialogue.reason.to_owned();
                closed.note = if self.chance.happens(60) {
                    dialogue.note(&filling)
                } else {
                    None
                };
                items.push(closed);
            }
            Status::Open | Status::Queued => {}
        }
        let subject = dialogue.subject(&filling);
        self.number += 1;
        self.seq += 1;
        let mut row = Conversation {
            id,
            seq: Seq(self.seq),
            status,
            channel: inbox.channel,
            inbox: inbox.id,
            group: group.id,
            queue: inbox.has_queue.then_some(group.queue),
            assignee: taken.then_some(agent),
            contact: ContactId(self.chance.id(begun)),
            contact_name: customer.name,
            contact_email: customer.email,
            contact_phone: customer.phone,
            attention: AttentionId(self.chance.id(begun)),
            attention_number: self.number,
            ticket_number: self.number + 20_000,
            service: dialogue.service.to_owned(),
            subject: rules(inbox.channel).mail.then(|| subject.clone()),
            preview: String::new(),
            preview_by: AuthorKind::Customer,
            unread: 0,
            created_at: Timestamp(begun),
            queued_at: Timestamp(begun),
            started_at,
            last_activity_at: Timestamp(ended),
            closed_at: (status == Status::Closed).then_some(Timestamp(ended + 40_000)),
            last_position: items.last().map_or(Seq(0), |item| item.position),
            customer_read: Seq(0),
            agent_read: Seq(0),
            follows: None,
            followed_by: None,
            window_until: None,
            bot: false,
            tags: Vec::new(),
        };
        if let Some(window) = window.filter(|_| status != Status::Closed) {
            let asked = items.iter().rfind(|item| {
                item.kind == ItemKind::Message && item.author == AuthorKind::Customer
            });
            row.window_until = asked.map(|item| item.at.plus(window));
        }
        self.read(&mut row, &items);
        let ticket = TicketId(self.chance.id(begun));
        Story {
            row,
            ticket,
            ticket_subject: subject,
            items,
        }
    }

    /// Who has read how far, what is unread, and the preview that follows from it (L2).
    fn read(&mut self, row: &mut Conversation, items: &[Item]) {
        let messages = || items.iter().filter(|item| item.kind == ItemKind::Message);
        let queued = row.status == Status::Queued;
        let shown = if queued {
            messages().next()
        } else {
            messages().next_back()
        };
        if let Some(shown) = shown {
            row.preview = text::preview(&shown.text);
            row.preview_by = shown.author;
        }
        let last_answer = messages().rfind(|item| item.author == AuthorKind::Agent);
        let before = last_answer.map_or(Seq(0), |item| item.position);
        // Whoever answered had read what stood there; of the rest, some is unread.
        let caught_up = !matches!(row.status, Status::Queued | Status::Expired)
            && (row.status == Status::Closed || self.chance.happens(45));
        row.agent_read = if caught_up { row.last_position } else { before };
        let unread = messages()
            .filter(|item| item.author == AuthorKind::Customer && item.position > row.agent_read)
            .count();
        row.unread = u32::try_from(unread).unwrap_or(u32::MAX);
        if rules(row.channel).read_receipts && self.chance.happens(70) {
            row.customer_read = before;
        }
    }

    fn item(&mut self, conversation: ConversationId, at: i64) -> Item {
        self.seq += 1;
        Item {
            id: ItemId(self.chance.id(at)),
            conversation,
            seq: Seq(self.seq),
            position: Seq(self.seq),
            at: Timestamp(at),
            kind: ItemKind::Message,
            author: AuthorKind::Customer,
            agent: None,
            text: String::new(),
            attachments: Vec::new(),
            happening: None,
            note: None,
            to_agent: None,
            to_group: None,
            delivery: None,
            mail: None,
            answers: None,
        }
    }

    fn message(&mut self, id: ConversationId, at: i64, line: Line, agent: AgentId) -> Item {
        let item = self.item(id, at);
        if line.by_agent {
            let (agent, delivery) = (Some(agent), Some(Delivery::Sent));
            Item {
                author: AuthorKind::Agent,
                agent,
                delivery,
                text: line.text,
                ..item
            }
        } else {
            Item {
                text: line.text,
                ..item
            }
        }
    }

    /// A comment; its id is made of the conversation's, so that nothing is asked of chance.
    fn comment(&mut self, id: ConversationId, at: i64, agent: AgentId, about: &str) -> Item {
        self.seq += 1;
        let mut bytes = *id.0.as_bytes();
        bytes[9] ^= 1;
        Item {
            id: ItemId(uuid::Uuid::from_bytes(bytes)),
            conversation: id,
            seq: Seq(self.seq),
            position: Seq(self.seq),
            at: Timestamp(at),
            kind: ItemKind::Comment,
            author: AuthorKind::Agent,
            agent: Some(agent),
            text: format!(
                "Prefiere que se le escriba por la tarde. La última vez: {}.",
                about.to_lowercase()
            ),
            attachments: Vec::new(),
            happening: None,
            note: None,
            delivery: None,
            to_agent: None,
            to_group: None,
            mail: None,
            answers: None,
        }
    }

    fn event(
        &mut self,
        id: ConversationId,
        at: i64,
        agent: Option<AgentId>,
        happening: Happening,
    ) -> Item {
        let author = if agent.is_some() {
            AuthorKind::Agent
        } else {
            AuthorKind::System
        };
        let happening = Some(happening);
        Item {
            kind: ItemKind::Event,
            author,
            agent,
            happening,
            ..self.item(id, at)
        }
    }
}
