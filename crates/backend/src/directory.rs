//! The workspace's people, groups, queues, inboxes and reasons, in memory: every request asks for
//! some of them, and they change seldom.

mod lists;

use crate::{
    bot::Bot,
    db::{people, rows},
    error::Result,
};
use bandeja_contract::*;
use bandeja_domain::permission::Actor;
use sqlx::{Row, SqliteConnection};
use std::collections::BTreeMap;

/// A login with what travels to nobody.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    /// As colleagues see it.
    pub(crate) agent: Agent,
    /// Whether it may do nothing any more.
    pub(crate) disabled: bool,
    /// The change that last gave or took rights.
    pub(crate) rights_seq: Seq,
}

impl Person {
    /// Whoever asks.
    pub(crate) fn actor(&self) -> Actor {
        Actor {
            id: self.agent.id,
            role: self.agent.role,
            groups: self.agent.groups.clone(),
        }
    }
}

/// Whether anybody of a group is there, and the change that last said so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Online {
    pub(crate) online: bool,
    pub(crate) seq: Seq,
}

/// A web site that carries the widget.
#[derive(Clone, Debug)]
pub(crate) struct Site {
    /// The connected channel behind it.
    pub(crate) inbox: Inbox,
    /// The public key in the script tag.
    pub(crate) key: String,
    /// Which sites may show the panel.
    pub(crate) origins: Vec<String>,
    /// Switched off, it answers like one that does not exist.
    pub(crate) enabled: bool,
}

/// Everything about the workspace but its conversations.
#[derive(Clone, Debug, Default)]
pub(crate) struct Directory {
    pub(crate) workspace: String,
    pub(crate) people: BTreeMap<AgentId, Person>,
    pub(crate) groups: Vec<Group>,
    pub(crate) online: BTreeMap<GroupId, Online>,
    pub(crate) queues: Vec<Queue>,
    pub(crate) inboxes: Vec<Inbox>,
    pub(crate) sites: Vec<Site>,
    pub(crate) reasons: Vec<Reason>,
    pub(crate) tags: Vec<Tag>,
    pub(crate) fields: Vec<FieldDefinition>,
    /// What the chatbot is called.
    pub(crate) bot_name: String,
    pub(crate) bots: Vec<Bot>,
    /// What of these lists is offered no more.
    pub(crate) retired: Vec<EntryId>,
}

impl Directory {
    /// Reads everything.
    pub(crate) async fn load(connection: &mut SqliteConnection) -> Result<Self> {
        let mut directory = Self {
            workspace: sqlx::query_scalar("SELECT name FROM workspace")
                .fetch_one(&mut *connection)
                .await?,
            people: self::people(connection).await?,
            bot_name: sqlx::query_scalar("SELECT bot_name FROM workspace")
                .fetch_one(&mut *connection)
                .await?,
            bots: bots(connection).await?,
            ..Self::default()
        };
        for row in sqlx::query("SELECT * FROM groups ORDER BY name")
            .fetch_all(&mut *connection)
            .await?
        {
            let id = GroupId(row.try_get("id")?);
            directory.groups.push(Group {
                id,
                name: row.try_get("name")?,
            });
            let online = Online {
                online: row.try_get("online")?,
                seq: rows::seq(&row, "online_seq")?,
            };
            directory.online.insert(id, online);
        }
        for row in sqlx::query("SELECT * FROM queues ORDER BY name")
            .fetch_all(&mut *connection)
            .await?
        {
            directory.queues.push(Queue {
                id: QueueId(row.try_get("id")?),
                group: GroupId(row.try_get("grp")?),
                name: row.try_get("name")?,
                distribution: rows::word(&row, "distribution", Distribution::from_word)?,
            });
        }
        for row in sqlx::query("SELECT * FROM inboxes ORDER BY name")
            .fetch_all(&mut *connection)
            .await?
        {
            let inbox = Inbox {
                id: InboxId(row.try_get("id")?),
                channel: rows::word(&row, "channel", Channel::from_word)?,
                name: row.try_get("name")?,
                address: row.try_get("address")?,
                queue: rows::id(&row, "queue")?.map(QueueId),
                group: GroupId(row.try_get("grp")?),
                greeting: row.try_get("greeting")?,
            };
            if let Some(key) = row.try_get("site_key")? {
                directory.sites.push(Site {
                    inbox: inbox.clone(),
                    key,
                    origins: serde_json::from_str(row.try_get("origins")?)?,
                    enabled: row.try_get("enabled")?,
                });
            }
            directory.inboxes.push(inbox);
        }
        for row in sqlx::query("SELECT id, name FROM reasons ORDER BY place, id")
            .fetch_all(&mut *connection)
            .await?
        {
            directory.reasons.push(Reason {
                id: ReasonId(row.try_get("id")?),
                name: row.try_get("name")?,
            });
        }
        for row in sqlx::query("SELECT id, name FROM tags ORDER BY place, id")
            .fetch_all(&mut *connection)
            .await?
        {
            directory.tags.push(Tag {
                id: TagId(row.try_get("id")?),
                name: row.try_get("name")?,
            });
        }
        directory.fields = people::definitions(&mut *connection).await?;
        directory.retired = sqlx::query_scalar(
            "SELECT id FROM groups WHERE retired UNION ALL SELECT id FROM queues WHERE retired \
             UNION ALL SELECT id FROM reasons WHERE retired \
             UNION ALL SELECT id FROM tags WHERE retired ORDER BY 1",
        )
        .fetch_all(connection)
        .await?
        .into_iter()
        .map(EntryId)
        .collect();
        Ok(directory)
    }

    /// A login that may act; none for an unknown or disabled one.
    pub(crate) fn actor(&self, id: AgentId) -> Option<Actor> {
        self.people
            .get(&id)
            .filter(|person| !person.disabled)
            .map(Person::actor)
    }

    /// The name that customers see.
    pub(crate) fn agent_name(&self, id: AgentId) -> Option<String> {
        self.people.get(&id).map(|person| person.agent.name.clone())
    }

    /// The web site with this key, unless it is switched off.
    pub(crate) fn site(&self, key: &str) -> Option<&Site> {
        self.sites
            .iter()
            .find(|site| site.enabled && site.key == key)
    }

    /// The inbox with this id.
    pub(crate) fn inbox(&self, id: InboxId) -> Option<&Inbox> {
        self.inboxes.iter().find(|inbox| inbox.id == id)
    }

    /// A group's name.
    pub(crate) fn group_name(&self, id: GroupId) -> &str {
        self.groups
            .iter()
            .find(|group| group.id == id)
            .map_or("", |group| &group.name)
    }

    /// Whether anybody of a group is there, as last told.
    pub(crate) fn online(&self, group: GroupId) -> Online {
        self.online.get(&group).copied().unwrap_or_default()
    }

    /// Those of a group who could answer.
    pub(crate) fn members(&self, group: GroupId) -> impl Iterator<Item = &Person> {
        self.people
            .values()
            .filter(move |person| !person.disabled && person.agent.groups.contains(&group))
    }
}

/// Reads which inboxes the chatbot answers, and how.
async fn bots(connection: &mut SqliteConnection) -> Result<Vec<Bot>> {
    let found = sqlx::query("SELECT * FROM bots")
        .fetch_all(connection)
        .await?;
    found
        .iter()
        .map(|row| {
            Ok(Bot {
                inbox: InboxId(row.try_get("inbox")?),
                queue: rows::id(row, "queue")?.map(QueueId),
                script: serde_json::from_str(row.try_get("script")?)?,
                enabled: row.try_get("enabled")?,
            })
        })
        .collect()
}

/// Reads the logins.
pub(crate) async fn people(connection: &mut SqliteConnection) -> Result<BTreeMap<AgentId, Person>> {
    let mut people = BTreeMap::new();
    for row in sqlx::query("SELECT * FROM agents")
        .fetch_all(&mut *connection)
        .await?
    {
        let agent = rows::agent(&row)?;
        let person = Person {
            disabled: row.try_get("disabled")?,
            rights_seq: rows::seq(&row, "rights_seq")?,
            agent,
        };
        people.insert(person.agent.id, person);
    }
    for row in sqlx::query("SELECT agent, grp FROM agent_groups ORDER BY grp")
        .fetch_all(connection)
        .await?
    {
        if let Some(person) = people.get_mut(&AgentId(row.try_get("agent")?)) {
            person.agent.groups.push(GroupId(row.try_get("grp")?));
        }
    }
    Ok(people)
}
