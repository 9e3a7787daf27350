//! Random actions of everybody, with readers who come back at random moments: at the end everybody
//! has what the server has.

use crate::{
    client::{Answer, Client},
    mirror::{Mirror, Panel},
    world::*,
};
use bandeja_contract::{endpoint::*, *};
use proptest::prelude::*;
use serde_json::json;
use std::collections::BTreeMap;
use uuid::Uuid;

const AGENTS: [&str; 5] = ["ana", "bruno", "olga", "carla", "hector"];
const VISITORS: usize = 3;

/// One thing that somebody does. Numbers choose among what there is.
#[derive(Clone, Debug)]
enum Act {
    Write {
        visitor: usize,
    },
    VisitorReads {
        visitor: usize,
    },
    Accept {
        agent: usize,
        which: usize,
    },
    Send {
        agent: usize,
        which: usize,
        seen: bool,
        anyway: bool,
    },
    Again,
    Close {
        agent: usize,
        which: usize,
    },
    Read {
        agent: usize,
        which: usize,
    },
    Move {
        which: usize,
        group: usize,
    },
    Pass {
        seconds: i64,
    },
    Prune,
    CatchUp {
        reader: usize,
    },
}

fn an_act() -> impl Strategy<Value = Act> {
    let (agent, visitor, which) = (0..AGENTS.len(), 0..VISITORS, 0_usize..8);
    prop_oneof![
        6 => visitor.clone().prop_map(|visitor| Act::Write { visitor }),
        2 => visitor.prop_map(|visitor| Act::VisitorReads { visitor }),
        4 => (agent.clone(), which.clone()).prop_map(|(agent, which)| Act::Accept { agent, which }),
        6 => (agent.clone(), which.clone(), any::<bool>(), any::<bool>())
            .prop_map(|(agent, which, seen, anyway)| Act::Send { agent, which, seen, anyway }),
        2 => Just(Act::Again),
        3 => (agent.clone(), which.clone()).prop_map(|(agent, which)| Act::Close { agent, which }),
        2 => (agent, which.clone()).prop_map(|(agent, which)| Act::Read { agent, which }),
        1 => (which, 0_usize..4).prop_map(|(which, group)| Act::Move { which, group }),
        1 => (1_i64..50).prop_map(|seconds| Act::Pass { seconds }),
        1 => Just(Act::Prune),
        5 => (0..AGENTS.len() + VISITORS).prop_map(|reader| Act::CatchUp { reader }),
    ]
}

/// A run: the world, what everybody holds, and what was asked last.
struct Run {
    world: World,
    visitors: Vec<Visitor>,
    mirrors: BTreeMap<&'static str, Mirror>,
    panels: Vec<Panel>,
    groups: Vec<GroupId>,
    reason: ReasonId,
    last: Option<(Client, String, String, Answer)>,
}

impl Run {
    async fn begin() -> Self {
        let world = World::new().await;
        let mut visitors = Vec::new();
        let mut panels = Vec::new();
        for _ in 0..VISITORS {
            let visitor = world.visitor().await;
            panels.push(Panel::fresh(&visitor.client).await);
            visitors.push(visitor);
        }
        let mut mirrors = BTreeMap::new();
        for login in AGENTS {
            mirrors.insert(login, Mirror::fresh(&world.agent(login)).await);
        }
        let snapshot = world.agent("dora").ok(&GetSnapshot).await;
        let groups = snapshot.groups.iter().map(|group| group.id).collect();
        let reason = snapshot.reasons[0].id;
        Self {
            world,
            visitors,
            mirrors,
            panels,
            groups,
            reason,
            last: None,
        }
    }

    /// One of the conversations that are not closed.
    async fn conversation(&self, which: usize) -> Option<Conversation> {
        let mut all = Vec::new();
        for status in [Status::Queued, Status::Open, Status::Expired] {
            all.extend(
                self.world
                    .agent("dora")
                    .ok(&list(status, Sort::Newest))
                    .await
                    .rows,
            );
        }
        (!all.is_empty()).then(|| all.swap_remove(which % all.len()))
    }

    async fn ask(&mut self, client: Client, path: String, body: serde_json::Value) {
        let answer = client.post(&path, &body).await;
        assert!(answer.status < 500, "{path}: {}", answer.text());
        self.last = Some((client, path, body.to_string(), answer));
    }

    async fn act(&mut self, act: &Act) {
        let id = Uuid::now_v7();
        match *act {
            Act::Write { visitor } => {
                let client = self.visitors[visitor].client.clone();
                let body = json!({ "id": id, "text": format!("mensaje {id}") });
                self.ask(client, "/visitor/messages".to_owned(), body).await;
            }
            Act::VisitorReads { visitor } => {
                let client = self.visitors[visitor].client.clone();
                let body = json!({ "up_to": 1_u64 << 45 });
                self.ask(client, "/visitor/read".to_owned(), body).await;
            }
            Act::Accept { agent, which } => {
                self.on(agent, which, "accept", |_| json!({ "id": id }))
                    .await;
            }
            Act::Send {
                agent,
                which,
                seen,
                anyway,
            } => {
                self.on(agent, which, "messages", |row| {
                    let seen = if seen { row.last_position } else { Seq(0) };
                    json!({ "id": id, "text": "Respuesta", "seen": seen, "anyway": anyway })
                })
                .await;
            }
            Act::Close { agent, which } => {
                let reason = self.reason;
                self.on(
                    agent,
                    which,
                    "close",
                    |_| json!({ "id": id, "reason": reason }),
                )
                .await;
            }
            Act::Read { agent, which } => {
                self.on(
                    agent,
                    which,
                    "read",
                    |row| json!({ "up_to": row.last_position }),
                )
                .await;
            }
            Act::Again => {
                let Some((client, path, body, before)) = self.last.take() else {
                    return;
                };
                let again = client.request("POST", &path, Some(body)).await;
                if before.status == 200 && path != "/visitor/read" && !path.ends_with("/read") {
                    assert_eq!(again.text(), before.text(), "{path} twice");
                }
            }
            Act::Move { which, group } => {
                if let Some(row) = self.conversation(which).await {
                    let moved = self
                        .world
                        .app
                        .move_to_group(row.id, self.groups[group])
                        .await;
                    moved.expect("moves");
                }
            }
            Act::Pass { seconds } => {
                self.world.clock.advance(seconds * 1000);
                self.world.app.look().await;
            }
            Act::Prune => self.world.app.prune().await.expect("prunes"),
            Act::CatchUp { reader } => self.catch_up(reader).await,
        }
    }

    async fn on(
        &mut self,
        agent: usize,
        which: usize,
        what: &str,
        body: impl Fn(&Conversation) -> serde_json::Value,
    ) {
        let Some(row) = self.conversation(which).await else {
            return;
        };
        let client = self.world.agent(AGENTS[agent]);
        self.ask(
            client,
            format!("/conversations/{}/{what}", row.id),
            body(&row),
        )
        .await;
    }

    async fn catch_up(&mut self, reader: usize) {
        if let Some(login) = AGENTS.get(reader) {
            let client = self.world.agent(login);
            self.mirrors
                .get_mut(login)
                .expect("a mirror")
                .catch_up(&client)
                .await;
        } else {
            let visitor = reader - AGENTS.len();
            self.panels[visitor]
                .catch_up(&self.visitors[visitor].client)
                .await;
        }
    }

    async fn end(mut self) {
        for reader in 0..AGENTS.len() + VISITORS {
            self.catch_up(reader).await;
        }
        // Their own coming back is news to the others.
        for reader in 0..AGENTS.len() + VISITORS {
            self.catch_up(reader).await;
        }
        for (login, mirror) in &self.mirrors {
            assert_eq!(
                mirror,
                &Mirror::fresh(&self.world.agent(login)).await,
                "{login}"
            );
        }
        for (visitor, panel) in self.visitors.iter().zip(&self.panels) {
            assert_eq!(panel, &Panel::fresh(&visitor.client).await, "a visitor");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    /// Proves G8, M11.
    #[test]
    fn whatever_happens_in_whatever_order_everybody_ends_with_the_truth(
        acts in prop::collection::vec(an_act(), 1..60)
    ) {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        runtime.block_on(async {
            let mut run = Run::begin().await;
            for act in &acts {
                run.act(act).await;
            }
            run.end().await;
        });
    }
}
