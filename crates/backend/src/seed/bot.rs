//! The demo's chatbot: on the web site of the workshops, which has a panel of its own, and on the
//! WhatsApp number for shipments.

use super::chance::Chance;
use crate::{
    bot::{Known, Script},
    error::Result,
};
use bandeja_contract::Channel;
use sqlx::SqliteConnection;
use uuid::Uuid;

/// What it is called.
const NAME: &str = "Barri, el asistente";
/// The public key of its site.
const SITE_KEY: &str = "demo-talleres";
/// Its first words.
const GREETING: &str = "¡Hola! Soy Barri. ¿Qué le gustaría saber de nuestros talleres?";
/// The site, its group, and the number that it answers.
const SITE: (&str, &str) = ("Web de los talleres", "talleres.barrovivo.example");
const GROUP: &str = "Talleres y citas";
const NUMBER: &str = "+34 953 010 205";

/// Writes it. Its chance is its own: the rest of the demo stays as it is.
pub(super) async fn write(
    connection: &mut SqliteConnection,
    now: i64,
    sites: &[String],
) -> Result<()> {
    sqlx::query("UPDATE workspace SET bot_name = ?")
        .bind(NAME)
        .execute(&mut *connection)
        .await?;
    let site = Chance::new(1953).id(now);
    sqlx::query(
        "INSERT INTO inboxes (id, channel, name, address, queue, grp, site_key, origins, greeting) \
         SELECT ?, ?, ?, ?, q.id, g.id, ?, ?, ? FROM groups g JOIN queues q ON q.grp = g.id \
         WHERE g.name = ?",
    )
    .bind(site)
    .bind(Channel::Webchat.word())
    .bind(SITE.0)
    .bind(SITE.1)
    .bind(SITE_KEY)
    .bind(serde_json::to_string(sites)?)
    .bind(GREETING)
    .bind(GROUP)
    .execute(&mut *connection)
    .await?;
    let number: Option<Uuid> = sqlx::query_scalar("SELECT id FROM inboxes WHERE address = ?")
        .bind(NUMBER)
        .fetch_optional(&mut *connection)
        .await?;
    for (inbox, script) in [(Some(site), workshops()), (number, shipments())] {
        sqlx::query("INSERT INTO bots (inbox, script) VALUES (?, ?)")
            .bind(inbox)
            .bind(serde_json::to_string(&script)?)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

fn workshops() -> Script {
    Script {
        answers: vec![
            known(
                &[
                    "hola",
                    "buenas",
                    "buenos días",
                    "buenas tardes",
                    "olá",
                    "hello",
                ],
                "¡Hola! Puedo contarle el horario, los precios y cómo reservar. Si prefiere hablar con una persona, escriba «agente».",
            ),
            known(
                &["horario", "hora", "abren", "abierto", "horários"],
                "El taller abre de martes a sábado, de 10:00 a 14:00 y de 17:00 a 20:00.",
            ),
            known(
                &["precio", "precios", "cuesta", "cuánto", "preço"],
                "Una tarde de torno cuesta 35 € por persona, con barro, horneado y envío de la pieza incluidos.",
            ),
            known(
                &["reservar", "reserva", "cita", "plazas", "apuntarme"],
                "Hay plazas los jueves y los sábados. Para reservar, escriba «agente» y una persona lo apunta.",
            ),
        ],
        ..common()
    }
}

fn shipments() -> Script {
    Script {
        answers: vec![
            known(
                &["hola", "buenas", "olá", "hello"],
                "¡Hola! Puedo decirle plazos, precios de envío y cómo devolver. Para una persona, escriba «agente».",
            ),
            known(
                &["plazo", "tarda", "llega", "cuándo"],
                "Los envíos salen en 24 horas y llegan en dos o tres días laborables.",
            ),
            known(
                &["devolver", "devolución", "cambio"],
                "Tiene 30 días para devolver: guarde la caja y le mandamos una etiqueta sin coste.",
            ),
        ],
        ..common()
    }
}

fn common() -> Script {
    Script {
        answers: Vec::new(),
        person: ["agente", "persona", "humano", "atendente", "agent", "human"]
            .map(str::to_owned)
            .to_vec(),
        unknown: "No lo entendí bien. ¿Puede decirlo con otras palabras?".to_owned(),
        goodbye: "Le paso con una persona del equipo; en cuanto pueda le responde aquí mismo."
            .to_owned(),
    }
}

fn known(words: &[&str], says: &str) -> Known {
    Known {
        words: words.iter().map(|word| (*word).to_owned()).collect(),
        says: says.to_owned(),
    }
}
