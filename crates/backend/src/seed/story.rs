//! One conversation of the demo, from its first word to where it stands.

use super::{
    chance::Chance,
    customer::Customer,
    dialogue::{Dialogue, Filling, Line, long_talk},
    workspace::{SeededGroup, SeededInbox, Workspace},
};
use bandeja_contract::*;
use bandeja_domain::channel::rules;

pub(super) const MINUTE: i64 = 60_000;
pub(super) const HOUR: i64 = 60 * MINUTE;
pub(super) const DAY: i64 = 24 * HOUR;

/// How many messages the long thread has.
pub(super) const LONG: usize = 520;

/// Everything about one conversation.
#[derive(Debug)]
pub(super) struct Story {
    pub(super) row: Conversation,
    pub(super) ticket: TicketId,
    pub(super) ticket_subject: String,
    pub(super) items: Vec<Item>,
}

impl Story {
    /// Makes it the next one of the same contact and case.
    fn follow(&mut self, before: &mut Self) {
        before.row.followed_by = Some(self.row.id);
        self.row.follows = Some(before.row.id);
        self.row.contact = before.row.contact;
        self.row.attention = before.row.attention;
        self.row.attention_number = before.row.attention_number;
        self.row.ticket_number = before.row.ticket_number;
        self.row.service.clone_from(&before.row.service);
        self.ticket = before.ticket;
    }
}

/// Who numbers and invents.
#[derive(Debug)]
pub(super) struct Teller<'a> {
    pub(super) chance: Chance,
    pub(super) now: i64,
    pub(super) seq: u64,
    /// The next case's and ticket's number.
    pub(super) number: u64,
    pub(super) workspace: &'a Workspace,
    pub(super) dialogues: &'a [Dialogue],
}

/// How many of a hundred stand where. The rest is closed.
const SHARES: [(Status, u64); 4] = [
    (Status::Open, 24),
    (Status::Queued, 14),
    (Status::Pending, 8),
    (Status::Expired, 9),
];

/// What a conversation is made of.
#[derive(Clone)]
pub(super) struct Scene<'a> {
    pub(super) status: Status,
    pub(super) group: &'a SeededGroup,
    pub(super) inbox: SeededInbox,
    pub(super) agent: (AgentId, &'static str),
    pub(super) customer: Customer,
    pub(super) dialogue: &'a Dialogue,
    pub(super) filling: Filling,
    pub(super) lines: Vec<Line>,
    /// When somebody wrote last.
    pub(super) ended: i64,
}

impl<'a> Teller<'a> {
    /// A conversation by chance; now and then two, of which one follows the other (A6).
    pub(super) fn tell(&mut self) -> Vec<Story> {
        let Some(dialogue) = self.chance.one_of(self.dialogues) else {
            return Vec::new();
        };
        let Some(scene) = self.scene(dialogue) else {
            return Vec::new();
        };
        let goes_on = matches!(scene.status, Status::Open | Status::Queued);
        let before = (goes_on && self.chance.happens(12)).then(|| self.earlier(&scene));
        let mut story = self.write(scene);
        let Some(mut before) = before else {
            return vec![story];
        };
        story.follow(&mut before);
        vec![before, story]
    }

    /// The long one: an open conversation of the first agent of a group.
    pub(super) fn tell_long(&mut self) -> Vec<Story> {
        let found = self
            .dialogues
            .iter()
            .find(|one| one.service == "Pedido grande");
        let Some(mut scene) = found.and_then(|dialogue| self.scene(dialogue)) else {
            return Vec::new();
        };
        scene.status = Status::Open;
        scene.ended = self.now - self.age(Status::Open, Channel::Whatsapp);
        let whatsapp = |inbox: &&SeededInbox| inbox.channel == Channel::Whatsapp;
        scene.inbox = scene
            .group
            .inboxes
            .iter()
            .find(whatsapp)
            .copied()
            .unwrap_or(scene.inbox);
        scene.agent = scene.group.people.first().copied().unwrap_or(scene.agent);
        let nick = nick(scene.agent.1);
        let first = scene.customer.first.clone();
        scene.lines = scene.dialogue.lines(&mut self.chance, &scene.filling);
        scene
            .lines
            .extend(long_talk(&mut self.chance, &first, nick, LONG));
        vec![self.write(scene)]
    }

    /// Everything that is chosen before anybody writes.
    fn scene(&mut self, dialogue: &'a Dialogue) -> Option<Scene<'a>> {
        let workspace = self.workspace;
        let group = workspace
            .groups
            .iter()
            .find(|group| group.name == dialogue.group)?;
        let inbox = *self.chance.one_of(&group.inboxes)?;
        let status = match self.status() {
            Status::Queued if !inbox.has_queue => Status::Open,
            status => status,
        };
        let agent = *self.chance.one_of(&group.people)?;
        let customer = Customer::new(&mut self.chance, dialogue.language, inbox.channel);
        let filling = Filling::new(
            &mut self.chance,
            dialogue.language,
            &customer.first,
            nick(agent.1),
        );
        let lines = dialogue.lines(&mut self.chance, &filling);
        let lines = self.cut(lines, status);
        let ended = self.now - self.age(status, inbox.channel);
        Some(Scene {
            status,
            group,
            inbox,
            agent,
            customer,
            dialogue,
            filling,
            lines,
            ended,
        })
    }

    /// A status by its share.
    fn status(&mut self) -> Status {
        let mut roll = self.chance.below(100);
        for (status, share) in SHARES {
            if roll < share {
                return status;
            }
            roll -= share;
        }
        Status::Closed
    }

    /// What the same customer had asked some days before.
    fn earlier(&mut self, scene: &Scene<'a>) -> Story {
        let mut earlier = scene.clone();
        let fits = |one: &&Dialogue| {
            one.language == scene.dialogue.language && one.group == scene.dialogue.group
        };
        let others: Vec<&Dialogue> = self.dialogues.iter().filter(fits).collect();
        earlier.dialogue = self
            .chance
            .one_of(&others)
            .copied()
            .unwrap_or(scene.dialogue);
        let (language, first) = (earlier.dialogue.language, &earlier.customer.first);
        earlier.filling = Filling::new(&mut self.chance, language, first, nick(scene.agent.1));
        earlier.lines = earlier.dialogue.lines(&mut self.chance, &earlier.filling);
        earlier.status = Status::Closed;
        earlier.ended = scene.ended - self.chance.between(4 * DAY, 25 * DAY);
        self.write(earlier)
    }

    /// As much of a dialogue as leads to a status.
    fn cut(&mut self, mut lines: Vec<Line>, status: Status) -> Vec<Line> {
        let answered = lines
            .iter()
            .position(|line| line.by_agent)
            .unwrap_or(lines.len());
        let all = lines.len();
        let keep = match status {
            Status::Closed => all,
            Status::Queued | Status::Expired => answered,
            Status::Open | Status::Pending => {
                let most = all.saturating_sub(1).max(answered + 1);
                let span = most.saturating_sub(answered) as u64;
                answered + usize::try_from(self.chance.below(span)).unwrap_or_default() + 1
            }
        };
        lines.truncate(keep.max(1));
        lines
    }

    /// How long ago somebody wrote last.
    fn age(&mut self, status: Status, channel: Channel) -> i64 {
        let (least, most) = match status {
            Status::Queued => (30_000, 3 * HOUR),
            // Inside the window that the channel leaves for answers.
            Status::Open if rules(channel).window.is_some() => (MINUTE, 20 * HOUR),
            Status::Open => (MINUTE, 30 * HOUR),
            Status::Pending => (2 * HOUR, 20 * HOUR),
            Status::Expired => (DAY, 25 * DAY),
            Status::Closed => (DAY / 2, 180 * DAY),
        };
        self.chance.between(least, most)
    }
}

/// What customers call an agent.
fn nick(name: &'static str) -> &'static str {
    name.split(' ').next().unwrap_or(name)
}
