//! What the browser is asked for, in a real browser.

#![cfg(target_arch = "wasm32")]

use bandeja_browser::{clock, fetch, idb, ids, intl::Formats, locks, storage, timer};
use bandeja_contract::Timestamp;
use std::{cell::Cell, rc::Rc};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn an_id_is_a_uuid_of_version_7_and_carries_the_time() {
    let before = clock::now().0;
    let id = ids::uuid_v7();
    assert_eq!(id.get_version_num(), 7);
    let mut millis = [0_u8; 8];
    millis[2..].copy_from_slice(&id.as_bytes()[..6]);
    let made = i64::from_be_bytes(millis);
    assert!((before..=clock::now().0).contains(&made));
    assert_ne!(ids::uuid_v7(), id);
}

#[wasm_bindgen_test]
fn a_secret_is_64_digits_and_never_the_same() {
    let secret = ids::secret();
    assert_eq!(secret.len(), 64);
    assert!(secret.bytes().all(|byte| byte.is_ascii_hexdigit()));
    assert_ne!(ids::secret(), secret);
}

#[wasm_bindgen_test]
async fn what_was_put_is_there_after_opening_again() {
    let name = format!("test-{}", ids::uuid_v7());
    let store = idb::Store::open(&name)
        .await
        .expect("this browser has IndexedDB");
    store.put("b", "dos").await.expect("it keeps");
    store.put("a", "uno").await.expect("it keeps");
    store.put("a", "uno otra vez").await.expect("it keeps");
    drop(store);
    let again = idb::Store::open(&name).await.expect("it opens twice");
    let expected = vec![
        ("a".to_owned(), "uno otra vez".to_owned()),
        ("b".to_owned(), "dos".to_owned()),
    ];
    assert_eq!(again.all().await, Ok(expected));
    again.remove("a").await.expect("it forgets");
    assert_eq!(again.all().await.map(|all| all.len()), Ok(1));
    again.clear().await.expect("it forgets everything");
    assert_eq!(again.all().await, Ok(Vec::new()));
}

#[wasm_bindgen_test]
fn local_storage_lists_keys_by_prefix() {
    storage::set("bandeja.test.1", "x").expect("it keeps");
    storage::set("other", "y").expect("it keeps");
    assert_eq!(storage::keys("bandeja.test."), ["bandeja.test.1"]);
    assert_eq!(storage::get("bandeja.test.1").as_deref(), Some("x"));
    storage::remove("bandeja.test.1");
    assert_eq!(storage::get("bandeja.test.1"), None);
}

#[wasm_bindgen_test]
async fn a_second_holder_of_a_lock_waits_for_the_first() {
    let first = locks::exclusive("test-lock").await;
    let entered = Rc::new(Cell::new(false));
    let seen = Rc::clone(&entered);
    wasm_bindgen_futures::spawn_local(async move {
        let _second = locks::exclusive("test-lock").await;
        seen.set(true);
    });
    // Other tasks run here; the second still has to wait.
    timer::sleep(0).await;
    timer::sleep(0).await;
    assert!(!entered.get());
    drop(first);
    while !entered.get() {
        timer::sleep(0).await;
    }
}

#[wasm_bindgen_test]
async fn a_server_that_is_not_there_is_unreachable() {
    let call = fetch::Call {
        method: "GET",
        // Port 1 is nobody's.
        url: "http://127.0.0.1:1/",
        headers: &[],
        body: None,
        within: 10_000,
        cookies: false,
    };
    assert_eq!(fetch::fetch(call).await, Err(fetch::NoReply::Unreachable));
}

/// Proves G4.
#[wasm_bindgen_test]
fn spanish_dates_are_day_month_year_and_24_hours() {
    let spanish = Formats::new("es");
    let noon = Timestamp(1_795_262_400_000);
    assert!(
        spanish.date(noon).ends_with("/11/2026"),
        "{}",
        spanish.date(noon)
    );
    assert!(!spanish.time(noon).contains('m'), "{}", spanish.time(noon));
    assert_eq!(spanish.number(12_400), "12.400");
    assert!(spanish.is_one(1) && !spanish.is_one(0));
    assert!(Formats::new("pt-BR").is_one(0));
}
