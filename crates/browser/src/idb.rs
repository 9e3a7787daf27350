//! A small durable key-value store on IndexedDB: one database, one object store, text to text.
//!
//! A write is done when its transaction is complete, not when its request succeeded.

use crate::listen::Listener;
use js_sys::{Array, Promise};
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{EventTarget, IdbDatabase, IdbObjectStore, IdbTransaction, IdbTransactionMode};

const STORE: &str = "entries";

/// The browser keeps nothing here: blocked, full, or gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotKept;

/// An open store.
#[derive(Clone)]
pub struct Store {
    database: IdbDatabase,
}

impl Store {
    /// Opens the database `name`, and makes it where it is not there yet.
    ///
    /// # Errors
    /// [`NotKept`] when the browser has no IndexedDB for this page.
    pub async fn open(name: &str) -> Result<Self, NotKept> {
        let factory = web_sys::window()
            .and_then(|window| window.indexed_db().ok().flatten())
            .ok_or(NotKept)?;
        let request = factory.open_with_u32(name, 1).map_err(|_| NotKept)?;
        let making = request.clone();
        let upgrade = Listener::new(&request, "upgradeneeded", move |_| {
            let database = making
                .result()
                .ok()
                .and_then(|it| it.dyn_into::<IdbDatabase>().ok());
            if let Some(database) = database {
                // Fails only where the store is there already.
                let _ = database.create_object_store(STORE);
            }
        });
        outcome(&request, "success", &["error", "blocked"]).await?;
        drop(upgrade);
        let database = request
            .result()
            .map_err(|_| NotKept)?
            .dyn_into()
            .map_err(|_| NotKept)?;
        Ok(Self { database })
    }

    /// Keeps a value under a key; durable when this returns.
    ///
    /// # Errors
    /// [`NotKept`] when the browser refuses; the caller still has the value.
    pub async fn put(&self, key: &str, value: &str) -> Result<(), NotKept> {
        let (transaction, store) = self.begin(IdbTransactionMode::Readwrite)?;
        store
            .put_with_key(&JsValue::from_str(value), &JsValue::from_str(key))
            .map_err(|_| NotKept)?;
        outcome(&transaction, "complete", &["abort", "error"]).await
    }

    /// Forgets a key; done for good when this returns.
    ///
    /// # Errors
    /// [`NotKept`] when the browser refuses.
    pub async fn remove(&self, key: &str) -> Result<(), NotKept> {
        let (transaction, store) = self.begin(IdbTransactionMode::Readwrite)?;
        store.delete(&JsValue::from_str(key)).map_err(|_| NotKept)?;
        outcome(&transaction, "complete", &["abort", "error"]).await
    }

    /// Forgets everything.
    ///
    /// # Errors
    /// [`NotKept`] when the browser refuses.
    pub async fn clear(&self) -> Result<(), NotKept> {
        let (transaction, store) = self.begin(IdbTransactionMode::Readwrite)?;
        store.clear().map_err(|_| NotKept)?;
        outcome(&transaction, "complete", &["abort", "error"]).await
    }

    /// Every key and value, in the order of the keys.
    ///
    /// # Errors
    /// [`NotKept`] when the browser refuses.
    pub async fn all(&self) -> Result<Vec<(String, String)>, NotKept> {
        let (transaction, store) = self.begin(IdbTransactionMode::Readonly)?;
        let keys = store.get_all_keys().map_err(|_| NotKept)?;
        let values = store.get_all().map_err(|_| NotKept)?;
        outcome(&transaction, "complete", &["abort", "error"]).await?;
        let keys = Array::from(&keys.result().map_err(|_| NotKept)?);
        let values = Array::from(&values.result().map_err(|_| NotKept)?);
        Ok(keys
            .iter()
            .zip(values.iter())
            .filter_map(|(key, value)| Some((key.as_string()?, value.as_string()?)))
            .collect())
    }

    fn begin(&self, mode: IdbTransactionMode) -> Result<(IdbTransaction, IdbObjectStore), NotKept> {
        let transaction = self
            .database
            .transaction_with_str_and_mode(STORE, mode)
            .map_err(|_| NotKept)?;
        let store = transaction.object_store(STORE).map_err(|_| NotKept)?;
        Ok((transaction, store))
    }
}

/// Waits for one of the events that end a request or a transaction.
async fn outcome(
    target: &EventTarget,
    good: &'static str,
    bad: &[&'static str],
) -> Result<(), NotKept> {
    let listeners = Rc::new(RefCell::new(Vec::with_capacity(3)));
    let promise = Promise::new(&mut |resolve, reject| {
        let mut listeners = listeners.borrow_mut();
        listeners.push(Listener::new(target, good, move |_| {
            // Settling a promise does not fail.
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }));
        for kind in bad {
            let reject = reject.clone();
            listeners.push(Listener::new(target, kind, move |event| {
                // An error that nobody stops becomes an uncaught exception of the page.
                event.prevent_default();
                let _ = reject.call0(&JsValue::UNDEFINED);
            }));
        }
    });
    JsFuture::from(promise).await.map(drop).map_err(|_| NotKept)
}
