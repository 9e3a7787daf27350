//! The contract as an OpenAPI 3.1 document: from the table of routes and the contract's own types.

use crate::{
    error::Result,
    routes::{
        route::{Content, Described, Kind, Route, Who, described},
        table,
    },
};
use bandeja_contract::{API_ROOT, Code, endpoint::CLIENT_HEADER, problem};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The document, as it is served and committed.
///
/// # Errors
/// When a schema is no JSON.
pub fn document() -> Result<String> {
    let mut schemas = BTreeMap::new();
    let mut paths: BTreeMap<&str, Map<String, Value>> = BTreeMap::new();
    collect(&mut schemas, &described::<bandeja_contract::Problem>())?;
    // Named by a query only.
    collect(&mut schemas, &described::<bandeja_contract::Sort>())?;
    for route in table() {
        let operation = operation(&route, &mut schemas)?;
        let method = route.method.as_str().to_lowercase();
        paths
            .entry(route.path)
            .or_default()
            .insert(method, operation);
    }
    let document = json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Bandeja",
            "description": "Times are milliseconds since 1970 UTC; numbers stay below 2^53. \
                Members that a client does not know are to be skipped. Mutations carry an id made \
                by the client: the same id and body again get the same answer.",
            "version": "1",
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "servers": [{ "url": API_ROOT }],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "session": {
                    "type": "apiKey",
                    "in": "cookie",
                    "name": "session",
                    "description": "`__Host-session` behind https.",
                },
                "inbound": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "The secret of an inbox, made by a command.",
                },
                "visitor": {
                    "type": "http",
                    "scheme": "bearer",
                    "bearerFormat": "VISITOR.SECRET",
                },
            },
        },
    });
    Ok(format!("{}\n", serde_json::to_string_pretty(&document)?))
}

fn operation(route: &Route, schemas: &mut BTreeMap<String, Value>) -> Result<Value> {
    let mut operation = Map::new();
    operation.insert("summary".to_owned(), route.says.into());
    operation.insert("operationId".to_owned(), operation_id(route).into());
    operation.insert("parameters".to_owned(), parameters(route));
    let security = match route.who {
        Who::Anybody | Who::Ticket | Who::Capability => json!([]),
        Who::Postman => json!([{ "inbound": [] }]),
        Who::Agent => json!([{ "session": [] }]),
        Who::Visitor => json!([{ "visitor": [] }]),
        Who::AgentOrVisitor => json!([{ "session": [] }, { "visitor": [] }]),
    };
    operation.insert("security".to_owned(), security);
    match &route.body {
        Content::Json(body) => {
            collect(schemas, body)?;
            let content = json!({ "application/json": { "schema": body.schema } });
            let body = json!({ "required": true, "content": content });
            operation.insert("requestBody".to_owned(), body);
        }
        Content::Bytes => {
            let body = json!({ "required": true, "content": { "*/*": {} } });
            operation.insert("requestBody".to_owned(), body);
        }
        Content::Nothing | Content::Socket(..) => {}
    }
    operation.insert("responses".to_owned(), responses(route, schemas)?);
    if let Content::Socket(client, server) = &route.answer {
        operation.insert(
            "x-client-frames".to_owned(),
            serde_json::to_value(&client.schema)?,
        );
        operation.insert(
            "x-server-frames".to_owned(),
            serde_json::to_value(&server.schema)?,
        );
    }
    Ok(Value::Object(operation))
}

fn responses(route: &Route, schemas: &mut BTreeMap<String, Value>) -> Result<Value> {
    let mut responses = Map::new();
    let (status, good) = match &route.answer {
        Content::Json(answer) => {
            collect(schemas, answer)?;
            let content = json!({ "application/json": { "schema": answer.schema } });
            (
                route.good,
                json!({ "description": "Done.", "content": content }),
            )
        }
        Content::Bytes => (
            "200",
            json!({ "description": "Done.", "content": { "*/*": {} } }),
        ),
        Content::Nothing => ("200", json!({ "description": "Done." })),
        Content::Socket(client, server) => {
            collect(schemas, client)?;
            collect(schemas, server)?;
            (
                "101",
                json!({ "description": "A websocket; its frames are JSON texts." }),
            )
        }
    };
    responses.insert(status.to_owned(), good);
    let codes: Vec<&str> = Code::ALL.iter().map(|code| code.word()).collect();
    let schema = json!({ "$ref": "#/components/schemas/Problem" });
    let refused = json!({
        "description": format!("Refused: {}.", codes.join(", ")),
        "content": { problem::MEDIA_TYPE: { "schema": schema } },
    });
    responses.insert("default".to_owned(), refused);
    Ok(Value::Object(responses))
}

/// Method and path in words: `post_conversations_conversation_accept`.
fn operation_id(route: &Route) -> String {
    let path = route.path.replace(['{', '}'], "").replace(['/', '.'], "_");
    format!("{}{path}", route.method.as_str().to_lowercase())
}

fn parameters(route: &Route) -> Value {
    let mut parameters = Vec::new();
    for part in route.path.split('/') {
        if let Some(name) = part
            .strip_prefix('{')
            .and_then(|part| part.strip_suffix('}'))
        {
            let schema = match name {
                "capability" => json!({ "type": "string" }),
                "n" => json!({ "type": "integer", "minimum": 0 }),
                _ => json!({ "type": "string", "format": "uuid" }),
            };
            parameters.push(json!({
                "name": name, "in": "path", "required": true, "schema": schema,
            }));
        }
    }
    for parameter in &route.query {
        let schema = match parameter.kind {
            Kind::Number => json!({ "type": "integer", "minimum": 0 }),
            Kind::Text => json!({ "type": "string" }),
            Kind::Named(name) => json!({ "$ref": format!("#/components/schemas/{name}") }),
        };
        parameters.push(json!({
            "name": parameter.name, "in": "query", "required": parameter.needed,
            "description": parameter.says, "schema": schema,
        }));
    }
    if route.method != axum::http::Method::GET && route.who != Who::Postman {
        parameters.push(json!({
            "name": CLIENT_HEADER, "in": "header", "required": true,
            "description": "Any value; forces a preflight on other sites.",
            "schema": { "type": "string" },
        }));
    }
    Value::Array(parameters)
}

fn collect(schemas: &mut BTreeMap<String, Value>, described: &Described) -> Result<()> {
    for (name, schema) in &described.named {
        schemas.insert(name.clone(), serde_json::to_value(schema)?);
    }
    Ok(())
}
