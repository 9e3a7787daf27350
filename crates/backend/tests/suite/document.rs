//! The committed OpenAPI document is the served one. `UPDATE=1` writes it anew.

use crate::world::World;
use serde_json::Value;
use std::path::Path;

#[tokio::test]
async fn the_committed_document_is_the_served_one() {
    let world = World::new().await;
    let served = world.nobody().get("/openapi.json").await.text();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi.json");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &served).expect("writes");
    }
    let committed = std::fs::read_to_string(&path).expect("openapi.json is there");
    assert!(
        committed == served,
        "openapi.json is old: run the test again with UPDATE=1"
    );
}

#[test]
fn every_reference_in_the_document_leads_somewhere() {
    let document = bandeja_backend::openapi::document().expect("a document");
    let document: Value = serde_json::from_str(&document).expect("json");
    let mut references = Vec::new();
    collect(&document, &mut references);
    assert!(references.len() > 30, "{references:?}");
    for reference in references {
        let pointer = reference.trim_start_matches('#');
        assert!(
            document.pointer(pointer).is_some(),
            "{reference} leads nowhere"
        );
    }
}

fn collect(value: &Value, references: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                match value {
                    Value::String(text) if name == "$ref" => references.push(text.clone()),
                    other => collect(other, references),
                }
            }
        }
        Value::Array(values) => values.iter().for_each(|value| collect(value, references)),
        _ => {}
    }
}
