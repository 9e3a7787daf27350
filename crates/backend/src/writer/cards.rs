//! What is told of cards: only which one is another one now.

use super::Writing;
use crate::{
    error::Result,
    log::{Kind, Logged},
};
use bandeja_contract::{Change, ContactId, Seq, TicketId};

impl Writing {
    /// Tells that what is kept of a contact, or the comments on it, or its conversations changed;
    /// whoever shows its card reads it again. Answers the number of the change.
    pub(crate) fn touch_contact(&mut self, contact: ContactId) -> Result<Seq> {
        let seq = self.next();
        let mut logged = Logged::new(seq, Kind::Contact, Change::Contact(contact))?;
        logged.contact = Some(contact);
        self.log.push(logged);
        Ok(seq)
    }

    /// Tells that a ticket changed; whoever shows it reads it again. Answers the change's number.
    pub(crate) fn touch_ticket(&mut self, ticket: TicketId) -> Result<Seq> {
        let seq = self.next();
        let mut logged = Logged::new(seq, Kind::Ticket, Change::Ticket(ticket))?;
        logged.ticket = Some(ticket);
        self.log.push(logged);
        Ok(seq)
    }

    /// The contact whose card this transaction changed last.
    pub(crate) fn contact(&self) -> Option<ContactId> {
        self.log.iter().rev().find_map(|logged| logged.contact)
    }

    /// The ticket that this transaction changed last.
    pub(crate) fn ticket(&self) -> Option<TicketId> {
        self.log.iter().rev().find_map(|logged| logged.ticket)
    }
}
