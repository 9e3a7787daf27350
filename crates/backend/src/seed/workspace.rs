//! The demo's workspace: a pottery that sells on the web, its people, its channels.

use super::chance::Chance;
use crate::{auth::password, error::Result};
use bandeja_contract::{AgentId, Channel, GroupId, InboxId, QueueId, ReasonId, Role};
use sqlx::SqliteConnection;

/// The workspace's name.
const NAME: &str = "Barro Vivo";
/// The password of every demo login.
const PASSWORD: &str = "bandeja-demo";
/// The public key of the sample shop's widget.
const SITE_KEY: &str = "demo-tienda";
const GREETING: &str = "¡Hola! Somos el taller de Barro Vivo. ¿En qué podemos ayudarle?";

pub(super) const SHOP: &str = "Tienda en línea";
const POST: &str = "Envíos y devoluciones";
const BILLS: &str = "Facturación";
const VISITS: &str = "Talleres y citas";

/// The groups; each has a queue.
pub(super) const GROUPS: [&str; 4] = [SHOP, POST, BILLS, VISITS];

/// The closing reasons, in the order to show.
pub(super) const REASONS: [&str; 8] = [
    "Consulta resuelta",
    "Pedido realizado",
    "Cita confirmada",
    "Factura enviada",
    "Devolución aceptada",
    "Sin respuesta del cliente",
    "Derivado a la tienda física",
    "Spam o equivocado",
];

/// Address, name, role, groups. The first five are told to whoever tries the demo.
const PEOPLE: [(&str, &str, Role, &[&str]); 13] = [
    ("ana", "Ana Paredes", Role::Agent, &[SHOP, POST]),
    ("bruno", "Bruno Sá", Role::Agent, &[SHOP, BILLS]),
    ("olga", "Olga Ferrán", Role::Operator, &[SHOP, POST, VISITS]),
    ("carla", "Carla Núñez", Role::Supervisor, &[POST, BILLS]),
    ("dora", "Dora Etxeberria", Role::Admin, &[]),
    ("inigo", "Íñigo Goikoetxea Aranburu", Role::Agent, &[SHOP]),
    ("joao", "João Guilherme d'Ávila", Role::Agent, &[SHOP, POST]),
    (
        "angeles",
        "María de los Ángeles Fernández-Villaverde",
        Role::Agent,
        &[POST],
    ),
    ("nuria", "Núria Puig i Güell", Role::Agent, &[BILLS]),
    ("thiago", "Thiago Gonçalves", Role::Agent, &[POST, VISITS]),
    ("zoe", "Zoë O'Brien", Role::Agent, &[SHOP, VISITS]),
    (
        "xochitl",
        "Xóchitl Quispe Mamani",
        Role::Operator,
        &[BILLS, VISITS],
    ),
    ("hector", "Héctor Ñáñez", Role::Agent, &[VISITS]),
];

/// Channel, name, address, group, whether it has a queue.
const INBOXES: [(Channel, &str, &str, &str, bool); 6] = [
    (
        Channel::Webchat,
        "Web de la tienda",
        "barrovivo.example",
        SHOP,
        true,
    ),
    (
        Channel::Whatsapp,
        "WhatsApp Tienda",
        "+34 953 010 204",
        SHOP,
        true,
    ),
    (
        Channel::Whatsapp,
        "WhatsApp Envíos",
        "+34 953 010 205",
        POST,
        true,
    ),
    (
        Channel::Facebook,
        "Barro Vivo en Facebook",
        "facebook.example/barrovivo",
        POST,
        true,
    ),
    (
        Channel::Email,
        "Facturas",
        "facturas@barrovivo.example",
        BILLS,
        true,
    ),
    (
        Channel::Instagram,
        "@barrovivo.taller",
        "instagram.example/barrovivo.taller",
        VISITS,
        false,
    ),
];

/// What conversations refer to.
#[derive(Debug, Default)]
pub(super) struct Workspace {
    pub(super) groups: Vec<SeededGroup>,
    pub(super) reasons: Vec<(ReasonId, &'static str)>,
}

/// A group with those who answer it and what it answers.
#[derive(Debug)]
pub(super) struct SeededGroup {
    pub(super) id: GroupId,
    pub(super) name: &'static str,
    pub(super) queue: QueueId,
    /// Agents and operators: id, name.
    pub(super) people: Vec<(AgentId, &'static str)>,
    pub(super) inboxes: Vec<SeededInbox>,
}

/// A channel of a group.
#[derive(Clone, Copy, Debug)]
pub(super) struct SeededInbox {
    pub(super) id: InboxId,
    pub(super) channel: Channel,
    pub(super) has_queue: bool,
}

/// Writes the workspace.
pub(super) async fn write(
    connection: &mut SqliteConnection,
    chance: &mut Chance,
    now: i64,
    sites: &[String],
) -> Result<Workspace> {
    sqlx::query("UPDATE workspace SET name = ?")
        .bind(NAME)
        .execute(&mut *connection)
        .await?;
    let mut workspace = Workspace::default();
    for name in GROUPS {
        let (id, queue) = (GroupId(chance.id(now)), QueueId(chance.id(now)));
        sqlx::query("INSERT INTO groups (id, name) VALUES (?, ?)")
            .bind(id.0)
            .bind(name)
            .execute(&mut *connection)
            .await?;
        sqlx::query("INSERT INTO queues (id, grp, name) VALUES (?, ?, ?)")
            .bind(queue.0)
            .bind(id.0)
            .bind(format!("Cola de {}", name.to_lowercase()))
            .execute(&mut *connection)
            .await?;
        let (people, inboxes) = (Vec::new(), Vec::new());
        workspace.groups.push(SeededGroup {
            id,
            name,
            queue,
            people,
            inboxes,
        });
    }
    for (place, name) in (0_i64..).zip(REASONS) {
        let id = ReasonId(chance.id(now));
        sqlx::query("INSERT INTO reasons (id, place, name) VALUES (?, ?, ?)")
            .bind(id.0)
            .bind(place)
            .bind(name)
            .execute(&mut *connection)
            .await?;
        workspace.reasons.push((id, name));
    }
    people(connection, chance, now, &mut workspace).await?;
    inboxes(connection, chance, now, sites, &mut workspace).await?;
    Ok(workspace)
}

async fn people(
    connection: &mut SqliteConnection,
    chance: &mut Chance,
    now: i64,
    workspace: &mut Workspace,
) -> Result<()> {
    // One hash for all: they share the password anyway.
    let hash = password::hash(PASSWORD.to_owned()).await?;
    for (user, name, role, groups) in PEOPLE {
        let id = AgentId(chance.id(now));
        sqlx::query(
            "INSERT INTO agents (id, seq, email, name, role, password) VALUES (?, 0, ?, ?, ?, ?)",
        )
        .bind(id.0)
        .bind(format!("{user}@demo.bandeja"))
        .bind(name)
        .bind(role.word())
        .bind(hash.as_str())
        .execute(&mut *connection)
        .await?;
        for group in workspace
            .groups
            .iter_mut()
            .filter(|group| groups.contains(&group.name))
        {
            sqlx::query("INSERT INTO agent_groups (agent, grp) VALUES (?, ?)")
                .bind(id.0)
                .bind(group.id.0)
                .execute(&mut *connection)
                .await?;
            if matches!(role, Role::Agent | Role::Operator) {
                group.people.push((id, name));
            }
        }
    }
    Ok(())
}

async fn inboxes(
    connection: &mut SqliteConnection,
    chance: &mut Chance,
    now: i64,
    sites: &[String],
    workspace: &mut Workspace,
) -> Result<()> {
    let origins = serde_json::to_string(sites)?;
    for (channel, name, address, group, has_queue) in INBOXES {
        let Some(group) = workspace.groups.iter_mut().find(|one| one.name == group) else {
            continue;
        };
        let id = InboxId(chance.id(now));
        let web = channel == Channel::Webchat;
        sqlx::query(
            "INSERT INTO inboxes (id, channel, name, address, queue, grp, site_key, origins, \
             greeting) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(id.0)
        .bind(channel.word())
        .bind(name)
        .bind(address)
        .bind(has_queue.then_some(group.queue.0))
        .bind(group.id.0)
        .bind(web.then_some(SITE_KEY))
        .bind(if web { origins.as_str() } else { "[]" })
        .bind(if web { GREETING } else { "" })
        .execute(&mut *connection)
        .await?;
        group.inboxes.push(SeededInbox {
            id,
            channel,
            has_queue,
        });
    }
    Ok(())
}
