//! What dialogues are filled with: names, things, places, days.

/// A language of the demo's customers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    Es,
    Pt,
    En,
}

/// First names and family names.
pub(super) const fn names(
    language: Language,
) -> (&'static [&'static str], &'static [&'static str]) {
    match language {
        Language::Es => (
            &[
                "Lucía", "Íñigo", "Begoña", "Andrés", "Rocío", "Óscar", "Maite", "Joaquín",
                "Ximena", "Raúl", "Noelia", "Santiago", "Ángela", "Tomás", "Pilar", "Emilio",
                "Yolanda", "Gonzalo", "Inés", "Fermín", "Marisol", "Édgar", "Paloma", "Julián",
                "Amparo", "Dolores", "Ignacio", "Camila", "Aarón", "Sofía",
            ],
            &[
                "Muñoz",
                "Peña Ortega",
                "Etxeberria",
                "Gutiérrez",
                "de la Fuente",
                "Núñez Cárdenas",
                "Quispe",
                "Ibáñez",
                "Villanueva",
                "Mamani Choque",
                "Sáenz",
                "Ordóñez",
                "Bermúdez",
                "Zúñiga",
                "Castañeda",
                "Vázquez",
                "Luján",
                "Echegaray",
                "Rosales",
                "Páez",
                "Fernández de Córdoba",
                "Güell",
                "Santamaría",
                "Urrutia",
                "Ávila",
            ],
        ),
        Language::Pt => (
            &[
                "João",
                "Conceição",
                "Thiago",
                "Luísa",
                "Antônio",
                "Beatriz",
                "Caetano",
                "Heloísa",
                "Estêvão",
                "Fabiana",
                "Jussara",
                "Márcio",
                "Patrícia",
                "Rogério",
                "Tainá",
                "Vinícius",
            ],
            &[
                "Gonçalves",
                "da Conceição",
                "d'Ávila",
                "Araújo",
                "Magalhães",
                "Simões",
                "Brandão",
                "dos Santos Leitão",
                "Guimarães",
                "Falcão",
                "Siqueira",
                "Assunção",
            ],
        ),
        Language::En => (
            &[
                "Siobhán", "Oliver", "Zoë", "Gareth", "Priya", "Hamish", "Eleanor", "Kwame",
                "Harriet", "Dafydd", "Chloe", "Wei Ling", "Rory", "Imogen",
            ],
            &[
                "O'Sullivan",
                "Featherstonehaugh",
                "Patel",
                "MacGregor",
                "Okonkwo",
                "Brontë",
                "Llewellyn-Jones",
                "Tan",
                "Ashworth",
                "van der Merwe",
                "Smythe",
                "Birch",
            ],
        ),
    }
}

/// Names that a layout has to bear.
pub(super) const LONG_NAMES: [&str; 4] = [
    "María del Carmen Inmaculada Concepción Fernández de Córdoba y Álvarez de Toledo",
    "Pedro de Alcântara Francisco António João Carlos Xavier de Paula Miguel Rafael",
    "Hubert Blaine Wolfeschlegelsteinhausenbergerdorff",
    "Ñ",
];

/// Things that the shop sells.
pub(super) const fn items(language: Language) -> &'static [&'static str] {
    match language {
        Language::Es => &[
            "la taza Albaicín",
            "el plato Loma",
            "la ensaladera Jandulilla",
            "la jarra Guadalimar",
            "el cuenco Sierra Mágina",
            "la fuente Cazorla",
            "el juego de café Úbeda",
            "la maceta Olivar",
            "la tetera Darro",
            "el azucarero Baeza",
        ],
        Language::Pt => &[
            "a caneca Albaicín",
            "o prato Loma",
            "a saladeira Jandulilla",
            "a jarra Guadalimar",
            "a tigela Sierra Mágina",
            "o jogo de café Úbeda",
            "o vaso Olivar",
        ],
        Language::En => &[
            "the Albaicín mug",
            "the Loma plate",
            "the Jandulilla salad bowl",
            "the Guadalimar jug",
            "the Sierra Mágina bowl",
            "the Úbeda coffee set",
            "the Darro teapot",
        ],
    }
}

/// Where customers live.
pub(super) const fn cities(language: Language) -> &'static [&'static str] {
    match language {
        Language::Es => &[
            "Jaén",
            "A Coruña",
            "Arequipa",
            "Cádiz",
            "Donostia",
            "León",
            "Logroño",
            "Mérida",
            "Cusco",
            "Villanueva del Arzobispo",
            "Málaga",
            "Córdoba",
        ],
        Language::Pt => &[
            "São Paulo",
            "Niterói",
            "Évora",
            "Belém",
            "Florianópolis",
            "Goiânia",
        ],
        Language::En => &[
            "Leeds",
            "Cork",
            "Bristol",
            "Aberystwyth",
            "St Andrews",
            "Norwich",
        ],
    }
}

/// Days of the week, as they stand in a sentence.
pub(super) const fn days(language: Language) -> &'static [&'static str] {
    match language {
        Language::Es => &[
            "lunes",
            "martes",
            "miércoles",
            "jueves",
            "viernes",
            "sábado",
        ],
        Language::Pt => &["segunda", "terça", "quarta", "quinta", "sexta", "sábado"],
        Language::En => &[
            "Monday",
            "Tuesday",
            "Wednesday",
            "Thursday",
            "Friday",
            "Saturday",
        ],
    }
}

/// What people say in between in a long thread, customer and agent in turn.
pub(super) const SMALL_TALK: [(&str, &str); 24] = [
    (
        "Otra cosa: ¿las tazas van numeradas?",
        "Sí, cada una lleva su número en la base.",
    ),
    (
        "¿Cuántas caben en cada caja?",
        "Doce, con separadores de cartón.",
    ),
    (
        "Vale, apunto {n} cajas entonces.",
        "Anotadas {n} cajas en el pedido {order}.",
    ),
    (
        "El cocinero pregunta por {item}.",
        "Lo añado al presupuesto, son {amount} más.",
    ),
    (
        "¿Podéis hacer una muestra en verde?",
        "La meto en la hornada del {day}.",
    ),
    (
        "¿Llegó la foto que mandé?",
        "Llegó, gracias. El color es el que pensaba.",
    ),
    (
        "Nos han cambiado la fecha de apertura 😅",
        "Tranquilo, movemos la entrega al {day}.",
    ),
    (
        "¿A qué hora pasáis a recoger las rotas?",
        "El {day} sobre las {hour}.",
    ),
    (
        "Hemos pensado que mejor mate que brillo.",
        "Mate entonces. Lo cambio en la ficha.",
    ),
    (
        "¿El esmalte mate se raya?",
        "Con los cubiertos normales, no; con estropajo de acero, sí.",
    ),
    (
        "Mi socio quiere ver el taller.",
        "Venid el {day}, a las {hour} hay poco lío.",
    ),
    (
        "¿Hay sitio para aparcar la furgoneta?",
        "En la plaza de detrás, os guardo un hueco.",
    ),
    (
        "¡Qué maravilla de sitio!",
        "Nos alegró mucho teneros por aquí.",
    ),
    (
        "La factura proforma viene sin IVA.",
        "Es verdad, la corrijo y os la mando.",
    ),
    ("Ahora sí, gracias.", "Perfecto. Queda en {amount}."),
    (
        "¿Y si al final son {n} más?",
        "Sin problema hasta el {day}; después ya entra al horno.",
    ),
    (
        "Confirmo las {n} de más.",
        "Confirmado por nuestra parte también.",
    ),
    (
        "¿Cómo va la hornada?",
        "Secando. Mañana entra la primera cocción.",
    ),
    ("¿Alguna baja?", "Una, de {n}0. Está dentro de lo normal."),
    (
        "Qué nervios, abrimos en nada.",
        "Va a quedar precioso, ya veréis.",
    ),
    (
        "¿Nos mandáis el certificado de uso alimentario?",
        "Va en el correo de hoy.",
    ),
    ("Recibido el certificado.", "¡Estupendo!"),
    (
        "El del seguro pregunta por el valor declarado.",
        "Poned {amount}, como en la factura.",
    ),
    (
        "Ya está la primera caja aquí, todo entero.",
        "¡Qué alegría! La segunda sale el {day}.",
    ),
];
