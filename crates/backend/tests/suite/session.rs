//! Signing in and out, and what commands do to logins.

use crate::{client::Client, world::*};
use bandeja_backend::{
    Config,
    admin::{Admin, NewLogin},
    limits::{Kind, Limits, Rate},
};
use bandeja_contract::{endpoint::*, *};

const DAY: i64 = 24 * 3_600_000;

fn sign_in(login: &str, password: &str) -> SignIn {
    SignIn {
        email: format!("{login}@demo.bandeja"),
        password: password.to_owned(),
    }
}

async fn signed_in(world: &World, login: &str, password: &str) -> Client {
    let answer = world.nobody().call(&sign_in(login, password)).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    Client {
        cookie: Some(cookie_of(answer.header("set-cookie"))),
        ..world.nobody()
    }
}

#[tokio::test]
async fn address_and_password_make_a_session() {
    let world = World::new().await;
    let answer = world.nobody().call(&sign_in(" ANA", PASSWORD)).await;
    assert_eq!(answer.read::<Agent>().name, "Ana Paredes");
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("session="), "{cookie}");
    assert!(
        cookie.ends_with("; Path=/; Max-Age=2592000; HttpOnly; SameSite=Strict"),
        "{cookie}"
    );
    assert_eq!(cookie_of(cookie).len(), 64);
    assert_eq!(answer.header("cache-control"), "no-store");
    let text = answer.text();
    assert!(
        !text.contains("demo.bandeja") && !text.contains("argon2"),
        "{text}"
    );
}

#[tokio::test]
async fn behind_https_the_cookie_is_bound_to_the_host() {
    let public_url = "https://chat.example".to_owned();
    let world = World::with(|config| Config {
        public_url,
        ..config
    })
    .await;
    let answer = world.nobody().call(&sign_in("ana", PASSWORD)).await;
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("__Host-session="), "{cookie}");
    assert!(
        cookie.ends_with("; Secure; HttpOnly; SameSite=Lax"),
        "{cookie}"
    );
    assert!(
        answer
            .header("strict-transport-security")
            .starts_with("max-age=")
    );
    // The plain name does not count there.
    let request = axum::http::Request::get("/api/v1/session")
        .header("cookie", format!("session={}", cookie_of(cookie)))
        .body(axum::body::Body::empty())
        .expect("a request");
    assert_eq!(world.nobody().send(request).await.code(), "signed_out");
}

#[tokio::test]
async fn wrong_passwords_and_unknown_addresses_are_alike() {
    let world = World::new().await;
    let mut answers = Vec::new();
    for call in [
        sign_in("ana", "wrong-password"),
        sign_in("nobody", PASSWORD),
        sign_in("ana", ""),
        sign_in("ana", &"x".repeat(2000)),
        sign_in(&"x".repeat(400), PASSWORD),
    ] {
        let answer = world.nobody().call(&call).await;
        assert_eq!((answer.status, answer.code()), (401, "wrong_password"));
        assert_eq!(answer.header("set-cookie"), "");
        answers.push(answer.text());
    }
    answers.dedup();
    assert_eq!(answers.len(), 1);
}

#[tokio::test]
async fn guessing_is_slowed_down_and_signing_in_is_not() {
    let limits = Limits::default()
        .with(
            Kind::SignIn,
            Rate {
                times: 3,
                seconds: 90,
            },
        )
        .with(
            Kind::SignInHost,
            Rate {
                times: 1000,
                seconds: 1,
            },
        );
    let world = World::with(|config| Config { limits, ..config }).await;
    for _ in 0..5 {
        signed_in(&world, "bruno", PASSWORD).await;
    }
    for _ in 0..3 {
        assert_eq!(
            world.nobody().call(&sign_in("ana", "guess")).await.code(),
            "wrong_password"
        );
    }
    let answer = world.nobody().call(&sign_in("ana", PASSWORD)).await;
    assert_eq!(
        (answer.code(), answer.header("retry-after")),
        ("rate_limited", "30")
    );
    signed_in(&world, "bruno", PASSWORD).await;
    world.clock.advance(30_000);
    signed_in(&world, "ana", PASSWORD).await;
}

#[tokio::test]
async fn signing_out_ends_the_session_for_good() {
    let world = World::new().await;
    let (one, other) = (
        signed_in(&world, "ana", PASSWORD).await,
        signed_in(&world, "ana", PASSWORD).await,
    );
    let answer = one.call(&SignOut).await;
    assert!(
        answer
            .header("set-cookie")
            .starts_with("session=; Path=/; Max-Age=0")
    );
    assert_eq!(one.call(&WhoAmI).await.code(), "signed_out");
    assert_eq!(one.call(&SignOut).await.code(), "signed_out");
    assert_eq!(other.call(&WhoAmI).await.code(), "ok");
    // A new sign-in in the same browser ends the session that it had.
    let again = other.call(&sign_in("ana", PASSWORD)).await;
    assert_eq!(again.status, 200);
    assert_eq!(other.call(&WhoAmI).await.code(), "signed_out");
}

#[tokio::test]
async fn a_session_ends_when_idle_for_a_week_or_after_a_month() {
    let world = World::new().await;
    let idle = world.agent("olga");
    let used = world.agent("ana");
    for _ in 0..9 {
        world.clock.advance(3 * DAY);
        used.ok(&WhoAmI).await;
        // The use is noted beside the request.
        world.app.prune().await.expect("prunes");
    }
    assert_eq!(idle.call(&WhoAmI).await.code(), "signed_out");
    world.clock.advance(3 * DAY);
    world.clock.advance(DAY);
    assert_eq!(used.call(&WhoAmI).await.code(), "signed_out");
}

#[tokio::test]
async fn a_new_password_ends_the_old_sessions() {
    let world = World::new().await;
    let ana = world.agent("ana");
    let mut admin = Admin::open(&world.data).await.expect("opens");
    admin
        .reset_password("Ana@demo.bandeja", "otra clave".to_owned())
        .await
        .expect("resets");
    assert_eq!(ana.call(&WhoAmI).await.code(), "signed_out");
    assert_eq!(
        world.nobody().call(&sign_in("ana", PASSWORD)).await.code(),
        "wrong_password"
    );
    signed_in(&world, "ana", "otra clave").await;
    assert!(
        admin
            .reset_password("ana@demo.bandeja", "short".to_owned())
            .await
            .is_err()
    );
    assert!(
        admin
            .reset_password("nobody@demo.bandeja", "long enough".to_owned())
            .await
            .is_err()
    );
}

/// Proves G1: rights hold from the moment on, also for who is in the middle of something.
#[tokio::test]
async fn rights_change_at_once() {
    let world = World::new().await;
    let (_, conversation) = world.taken_by("ana").await;
    let hector = world.agent("hector");
    let call = GetConversation { conversation };
    assert_eq!(hector.call(&call).await.code(), "not_found");
    let before = hector.ok(&GetSnapshot).await.seq;
    let mut admin = Admin::open(&world.data).await.expect("opens");
    admin
        .set_role("hector@demo.bandeja", Role::Supervisor)
        .await
        .expect("sets");
    world.app.look().await;
    assert_eq!(hector.call(&call).await.code(), "ok");
    let frames = hector
        .ok(&PollEvents {
            after: before,
            wait: 0,
        })
        .await
        .frames;
    assert!(
        matches!(frames.as_slice(), [realtime::ServerFrame::Reset(_)]),
        "{frames:?}"
    );
    admin
        .set_disabled("hector@demo.bandeja", true)
        .await
        .expect("sets");
    world.app.look().await;
    assert_eq!(hector.call(&WhoAmI).await.code(), "signed_out");
    assert_eq!(
        world
            .nobody()
            .call(&sign_in("hector", PASSWORD))
            .await
            .code(),
        "wrong_password"
    );
    admin
        .set_disabled("hector@demo.bandeja", false)
        .await
        .expect("sets");
    world.app.look().await;
    signed_in(&world, "hector", PASSWORD).await;
}

#[tokio::test]
async fn a_login_made_by_command_signs_in_and_is_known_to_the_others() {
    let world = World::new().await;
    let before = world.agent("ana").ok(&GetSnapshot).await;
    let mut admin = Admin::open(&world.data).await.expect("opens");
    let new = |email: &str, groups: &[&str]| NewLogin {
        email: email.to_owned(),
        name: "Elio Paz".to_owned(),
        role: Role::Agent,
        groups: groups.iter().map(|&name| name.to_owned()).collect(),
        password: "bandeja-demo".to_owned(),
    };
    admin
        .create(new("elio@demo.bandeja", &["Facturación"]))
        .await
        .expect("creates");
    for wrong in [
        new("elio@demo.bandeja", &[]),
        new("elio", &[]),
        new("x@y", &["No such"]),
    ] {
        assert!(admin.create(wrong.clone()).await.is_err(), "{wrong:?}");
    }
    world.app.look().await;
    let elio = signed_in(&world, "elio", PASSWORD).await.ok(&WhoAmI).await;
    let frames = world
        .agent("ana")
        .ok(&PollEvents {
            after: before.seq,
            wait: 0,
        })
        .await
        .frames;
    let told = frames.iter().any(|frame| {
        matches!(frame, realtime::ServerFrame::Events(batch) if batch.events.iter().any(|event| {
            matches!(&event.change, Change::Agent(agent) if **agent == elio)
        }))
    });
    assert!(told, "{frames:?}");
}
