//! «Motivos de cierre» in a real browser.

use super::wrap_up_form::{Closing, WrapUpForm};
use crate::{
    fixtures::some_reasons,
    testing::{Heard, press, settled, stage, write},
    ui::prelude::*,
};
use bandeja_contract::ReasonId;
use wasm_bindgen_test::wasm_bindgen_test;

/// Proves A5, R7.
#[wasm_bindgen_test]
async fn a_reason_is_found_by_typing_picked_and_sent_with_a_note() {
    let closing = RwSignal::new(Closing::default());
    let sent = Heard::<ReasonId>::new();
    let stage = stage(move || {
        view! {
            <WrapUpForm
                reasons=some_reasons()
                closing
                on_change=move |next| closing.set(next)
                is_busy=false
                error=None
                on_send=sent.callback()
            />
        }
    })
    .await;
    assert_eq!(stage.all("radio", "").len(), 7);
    stage.one("button", "Enviar cierre").click();
    assert_eq!(sent.all().len(), 0, "no reason, no closing");
    let find = stage.one("searchbox", "Buscar motivo");
    write(&find, "DEVOLUCION");
    settled().await;
    assert_eq!(stage.all("radio", "").len(), 1);
    assert!(
        !press(&find, "Enter"),
        "takes the only one and does not send"
    );
    assert_eq!(closing.get_untracked().reason, Some(some_reasons()[2].id));
    write(&find, "nada");
    settled().await;
    assert!(stage.has("status", "Ningún motivo coincide con «nada»."));
    write(
        &stage.one("textbox", "Nota de cierre"),
        "Se acordó la devolución",
    );
    assert_eq!(closing.get_untracked().note, "Se acordó la devolución");
    settled().await;
    stage.one("button", "Enviar cierre").click();
    assert_eq!(sent.all(), [some_reasons()[2].id]);
}
