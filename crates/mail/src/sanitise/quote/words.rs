//! How mail programs introduce what they quote, in the languages our customers write in.

/// The longest line that introduces a quote, in bytes.
const LINE: usize = 300;

/// «On … wrote:», by its beginning and the verb it ends with.
const INTRODUCTIONS: &[(&[&str], &[&str])] = &[
    (&["on "], &["wrote"]),
    (&["el ", "en "], &["escribió", "escribio"]),
    (&["em ", "a "], &["escreveu"]),
    (&["am "], &["schrieb"]),
    (&["le "], &["a écrit", "ecrit", "écrit"]),
    (&["il ", "in data "], &["ha scritto"]),
];

/// Lines that stand over what is quoted or forwarded, without the dashes around them.
const DIVIDERS: &[&str] = &[
    "original message",
    "mensaje original",
    "mensagem original",
    "ursprüngliche nachricht",
    "message d'origine",
    "message d’origine",
    "messaggio originale",
];

const FORWARDS: &[&str] = &[
    "forwarded message",
    "mensaje reenviado",
    "mensagem encaminhada",
    "weitergeleitete nachricht",
    "message transféré",
    "messaggio inoltrato",
];

/// How a forwarded mail is announced without dashes.
const ANNOUNCED: &[&str] = &[
    "begin forwarded message:",
    "inicio del mensaje reenviado:",
    "início da mensagem encaminhada:",
    "anfang der weitergeleiteten nachricht:",
    "début du message transféré :",
    "début du message réexpédié :",
];

/// The four fields that Outlook writes over what it quotes.
const FROM: &[&str] = &["from:", "de:", "de :", "desde:", "von:", "da:"];
const SENT: &[&str] = &[
    "sent:",
    "date:",
    "enviado:",
    "enviado el:",
    "fecha:",
    "enviada em:",
    "enviada:",
    "data:",
    "gesendet:",
    "datum:",
    "envoyé:",
    "envoyé :",
    "date :",
    "inviato:",
];
const TO: &[&str] = &["to:", "para:", "an:", "à:", "à :", "destinataire:", "a:"];
const SUBJECT: &[&str] = &[
    "subject:", "asunto:", "assunto:", "betreff:", "objet:", "objet :", "oggetto:",
];

/// Whether a line begins as lines do that say who wrote what follows.
pub(crate) fn begins_introduction(line: &str) -> bool {
    let line = line.trim_start().to_lowercase();
    INTRODUCTIONS
        .iter()
        .any(|(starts, _)| starts.iter().any(|start| line.starts_with(start)))
}

/// Whether a line says who wrote what follows.
pub(crate) fn introduces(text: &str) -> bool {
    if text.len() > LINE {
        return false;
    }
    let line = folded(text);
    let Some(line) = line.strip_suffix(':').map(str::trim_end) else {
        return false;
    };
    let dated =
        line.contains('@') || line.contains('<') || line.contains(|c: char| c.is_ascii_digit());
    dated
        && INTRODUCTIONS.iter().any(|(starts, verbs)| {
            let verb = |verb: &&str| line.ends_with(*verb) || line.contains(&format!(" {verb} "));
            let start = starts.iter().any(|start| line.starts_with(start));
            verbs.iter().any(verb) && (start || line.contains('@'))
        })
}

/// Whether a text begins with a line of dashes over what is quoted.
pub(crate) fn is_divider(text: &str) -> bool {
    dashed(text).is_some_and(|words| DIVIDERS.contains(&words.as_str()))
}

/// Whether a text begins as forwarded mail.
pub(crate) fn is_forward(text: &str) -> bool {
    dashed(text).is_some_and(|words| FORWARDS.contains(&words.as_str()))
        || text
            .lines()
            .take(3)
            .any(|line| ANNOUNCED.contains(&folded(line).as_str()))
}

/// Whether a text begins so that [`is_head`] or [`is_divider`] is worth asking.
pub(crate) fn may_head(start: &str) -> bool {
    let start = start.trim_start().to_lowercase();
    start.starts_with("--") || FROM.iter().any(|word| start.starts_with(word))
}

/// Whether a text begins with the fields of a quoted mail: from, sent, to, subject.
pub(crate) fn is_head(text: &str) -> bool {
    let text = text.replace('\u{a0}', " ").to_lowercase();
    let lines: Vec<&str> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .take(8)
        .collect();
    let any = |words: &[&str]| {
        lines
            .iter()
            .any(|line| words.iter().any(|word| line.starts_with(word)))
    };
    let first = lines
        .first()
        .is_some_and(|line| FROM.iter().any(|word| line.starts_with(word)));
    first && any(SENT) && (any(TO) || any(SUBJECT))
}

/// The words of a first line that stand between dashes.
fn dashed(text: &str) -> Option<String> {
    let line = text.trim_start().lines().next()?;
    let words = line
        .trim()
        .strip_prefix("--")?
        .trim_matches(['-', ' ', '\u{a0}']);
    (words.len() <= 60 && line.trim().ends_with("--")).then(|| words.to_lowercase())
}

fn folded(text: &str) -> String {
    text.to_lowercase()
        .split(|c: char| c.is_whitespace())
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn introductions_of_five_languages_are_known() {
        for line in [
            "On Tue, Jul 1, 2025 at 10:00 AM Ana Pérez <ana@b.example> wrote:",
            "El mar, 1 jul 2025 a las 10:00, Ana Pérez (<ana@b.example>) escribió:",
            "Em ter., 1 de jul. de 2025 às 10:00, Ana <ana@b.example> escreveu:",
            "Am Di., 1. Juli 2025 um 10:00 Uhr schrieb Ana <ana@b.example>:",
            "Le mar. 1 juil. 2025 à 10:00, Ana <ana@b.example> a écrit\u{a0}:",
            "Ana <ana@b.example> schrieb am Di., 1. Juli 2025:",
            "On 01/07/2025 10:00, Ana\nwrote:",
        ] {
            assert!(introduces(line), "{line}");
        }
        for line in [
            "",
            "Hola:",
            "On the other hand:",
            "El 3 de julio le escribí",
            "Como escribió mi colega:",
            "El cliente escribió:",
            &format!("On 1 {} wrote:", "x".repeat(400)),
        ] {
            assert!(!introduces(line), "{line}");
        }
    }

    #[test]
    fn dividers_and_heads_are_known() {
        assert!(is_divider("-----Mensaje original-----\nDe: Ana"));
        assert!(is_divider("  ----- Original Message -----"));
        assert!(!is_divider("-- \nAna"));
        assert!(is_forward(
            "---------- Forwarded message ---------\nFrom: x"
        ));
        assert!(is_forward("\nInicio del mensaje reenviado:\n"));
        assert!(is_head(
            "De: Ana\nEnviado el: martes\nPara: Luis\nAsunto: x"
        ));
        assert!(is_head("Von:\u{a0}Ana\nGesendet: x\nBetreff: y"));
        assert!(!is_head("De: todo un poco\nGracias"));
        assert!(!is_head("Hola\nDe: Ana\nEnviado: x\nPara: y"));
    }
}
