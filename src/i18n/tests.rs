//! What a person reads, and what happens when a language does not come.

use super::*;
use std::{future::ready, pin::pin, task};

/// Runs a future that never waits.
fn now<T>(future: impl Future<Output = T>) -> T {
    let mut context = task::Context::from_waker(task::Waker::noop());
    match pin!(future).poll(&mut context) {
        task::Poll::Ready(value) => value,
        task::Poll::Pending => panic!("it waits"),
    }
}

fn arrives(texts: Vec<String>) -> impl Future<Output = Result<Vec<String>, String>> {
    ready(Ok(texts))
}

fn file_of(language: Language) -> Vec<String> {
    file(&EMBEDDED[language as usize][..COUNTS[FIRST]])
}

fn late_file_of(language: Language) -> Vec<String> {
    file(&EMBEDDED[language as usize][COUNTS[FIRST]..])
}

fn file(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

/// Either file, as its path says; the path, too.
fn either(path: &str) -> Vec<String> {
    let language = match path {
        _ if path.contains("/en") => Language::En,
        _ if path.contains("/pt") => Language::PtBr,
        _ => Language::Es,
    };
    if path.contains("-late-") {
        late_file_of(language)
    } else {
        file_of(language)
    }
}

/// Proves L1: the labels of the documents are law.
#[test]
fn the_tabs_bear_the_words_of_the_documents() {
    let words = [
        (Key::TabOpenA, "Abiertas"),
        (Key::TabOpenB, "Conversaciones en curso"),
        (Key::TabQueuedA, "En Cola"),
        (Key::TabQueuedB, "En espera"),
        (Key::TabPendingA, "Pendientes"),
        (Key::TabExpiredA, "Expiradas"),
        (Key::TabExpiredB, "Inactivas"),
        (Key::TabClosedA, "Cerradas"),
        (Key::WrapUpTitle, "Motivos de cierre"),
        (Key::WrapUpSend, "Enviar cierre"),
        (Key::DetailsDepartment, "Nombre del departamento"),
        (Key::DetailsTicket, "Ticket vinculado"),
        (Key::DetailsService, "Tipo de servicio"),
        (Key::DetailsChannel, "Canal de origen"),
        (Key::DetailsStarted, "Fecha y hora de inicio del soporte"),
        (Key::DetailsLog, "Registros de las interacciones"),
        (Key::DetailsRead, "Indicador de lectura"),
    ];
    for (key, word) in words {
        assert_eq!(EMBEDDED[Language::Es as usize][key as usize], word);
    }
}

/// Proves G4.
#[test]
fn a_language_is_fetched_once_and_switched_to_at_once() {
    assert_eq!(t(Key::ActionUndo), "Deshacer");
    now(switch(Language::En, |path| {
        assert!(
            path.starts_with("locales/en-") && path.ends_with(".json"),
            "{path}"
        );
        arrives(file_of(Language::En))
    }))
    .unwrap();
    assert_eq!(
        (language(), t(Key::ActionUndo)),
        (Some(Language::En), "Undo")
    );
    now(switch(Language::PtBr, |_| arrives(file_of(Language::PtBr)))).unwrap();
    now(switch(
        Language::En,
        |_| -> std::future::Ready<Result<_, String>> { panic!("fetched twice") },
    ))
    .unwrap();
    assert_eq!(t(Key::ActionUndo), "Undo");
}

/// Proves G4: what is not in the first load comes once, and in every language from then on.
#[test]
fn late_texts_come_when_they_are_asked_for_and_stay() {
    use std::cell::{Cell, RefCell};
    thread_local! {
        static WANTED: Cell<u32> = const { Cell::new(0) };
    }
    let fetched = RefCell::new(Vec::new());
    let load = |path: &'static str| {
        fetched.borrow_mut().push(path);
        arrives(either(path))
    };
    on_late_wanted(|| WANTED.set(WANTED.get() + 1));
    now(switch(Language::En, load)).unwrap();
    assert_eq!(fetched.borrow().len(), 1);
    // A view of the first load that says one after all has them fetched, once.
    assert_eq!((t(Key::ComposerSend), t(Key::ComposerSend)), ("", ""));
    assert_eq!(WANTED.get(), 1);
    now(bring_late(load)).unwrap();
    now(bring_late(load)).unwrap();
    assert_eq!(fetched.borrow().len(), 2);
    assert_eq!(t(Key::ComposerSend), "Send");
    now(switch(Language::PtBr, load)).unwrap();
    assert_eq!(t(Key::ComposerSend), "Enviar");
    now(switch(Language::En, load)).unwrap();
    assert_eq!(t(Key::ComposerSend), "Send");
    assert_eq!(fetched.borrow().len(), 4);
}

#[test]
fn late_texts_that_do_not_come_are_asked_for_again() {
    now(switch(Language::En, |path| arrives(either(path)))).unwrap();
    let lost = now(bring_late(|_| ready(Err::<Vec<String>, _>("404"))));
    assert_eq!(lost, Err(Missing::Unloaded("404".to_owned())));
    now(bring_late(|path| arrives(either(path)))).unwrap();
    assert_eq!(t(Key::ComposerSend), "Send");
}

/// Whoever chooses another language while the late texts of one are on their way gets those of the
/// other.
#[test]
fn late_texts_are_those_of_the_language_chosen_last() {
    now(switch(Language::En, |path| arrives(either(path)))).unwrap();
    now(bring_late(|path| {
        if path.contains("/en") {
            now(switch(Language::PtBr, |path| arrives(either(path)))).unwrap();
        }
        arrives(either(path))
    }))
    .unwrap();
    assert_eq!(
        (language(), t(Key::ComposerSend), t(Key::ActionUndo)),
        (Some(Language::PtBr), "Enviar", "Desfazer")
    );
}

#[test]
fn a_language_that_does_not_come_changes_nothing() {
    let lost = now(switch(Language::PtBr, |_| {
        ready(Err::<Vec<String>, _>("404"))
    }));
    assert_eq!(lost, Err(Missing::Unloaded("404".to_owned())));
    let short = now(switch(Language::PtBr, |_| {
        arrives(vec!["Enviar".to_owned()])
    }));
    assert_eq!(short, Err(Missing::Foreign { found: 1 }));
    assert_eq!(
        (language(), t(Key::ComposerSend)),
        (Some(Language::Es), "Enviar")
    );
}

#[test]
fn a_person_gets_the_first_of_their_languages_that_we_speak() {
    let check = |remembered, preferred: &[&str], expected| {
        assert_eq!(
            Language::choose(remembered, preferred.iter().copied()),
            expected
        );
    };
    check(None, &["de-DE", "pt-PT", "en"], Language::PtBr);
    check(None, &["es-419"], Language::Es);
    check(None, &["fr"], Language::Es);
    check(Some("en"), &["es"], Language::En);
    check(Some("xx"), &["EN-us"], Language::En);
}

/// Proves G4.
#[test]
fn numbers_and_plurals_follow_the_language() {
    let said = |language, n| {
        switch_embedded(language);
        tn(Plural::RowUnread, n)
    };
    assert_eq!(said(Language::Es, 0), "0 mensajes sin leer");
    assert_eq!(said(Language::Es, 1), "1 mensaje sin leer");
    assert_eq!(said(Language::Es, 1234), "1234 mensajes sin leer");
    assert_eq!(said(Language::Es, 12_345), "12.345 mensajes sin leer");
    assert_eq!(said(Language::PtBr, 0), "0 mensagem não lida");
    assert_eq!(
        said(Language::PtBr, 1_234_567),
        "1.234.567 mensagens não lidas"
    );
    assert_eq!(said(Language::En, 1234), "1,234 unread messages");
}

#[test]
fn a_value_is_never_looked_into() {
    assert_eq!(fill("{a}-{b}", &[("a", "{b}"), ("b", "2")]), "{b}-2");
    assert_eq!(fill("{unknown} {", &[]), "{unknown} {");
    assert_eq!(tf(Key::RowTaken, &[("name", "Bruno")]), "la tomó Bruno");
}

/// No text shouts (LOOK: short, without exclamation marks).
#[test]
fn no_text_has_an_exclamation_mark() {
    for text in EMBEDDED.iter().flatten() {
        assert!(!text.contains(['!', '¡']), "{text}");
    }
}
