//! What the server knows by heart follows what was written: after the commit, before the next turn.

use super::Writing;
use std::sync::atomic::Ordering;

impl Writing {
    /// Brings memory up to date.
    pub(super) fn remember(&mut self) {
        // Other options may make somebody gone sooner.
        let is_set_up = self.setup.is_some();
        let mut memory = self.app.memory().write();
        memory.head = self.seq;
        for facts in self.facts.drain(..) {
            memory.index.put(facts);
        }
        let sooner = memory.windows.next();
        for (id, until) in self.windows.drain(..) {
            memory.windows.put(id, until);
        }
        for id in self.gone.drain(..) {
            memory.index.remove(id);
            memory.windows.put(id, None);
        }
        if let Some(people) = self.people.take() {
            memory.directory.people = people;
        }
        if let Some((lists, options)) = self.setup.take() {
            memory.directory.put_lists(lists);
            memory.options = options;
        }
        for agent in self.agents.drain(..) {
            if let Some(person) = memory.directory.people.get_mut(&agent.id) {
                person.agent = agent;
            }
        }
        for (group, online) in self.online.drain(..) {
            memory.directory.online.insert(group, online);
        }
        if let Some(start) = self.log_start {
            memory.log_start = start;
        }
        if self.owes {
            self.app.bot_owes().store(true, Ordering::SeqCst);
        }
        if self.owes || is_set_up || memory.windows.next() != sooner {
            self.app.alarm().notify_one();
        }
    }
}
