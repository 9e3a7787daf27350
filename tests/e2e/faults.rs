//! What networks, disks and servers do, and what people must not notice of it.
//!
//! The numbers are those of the fault list. CI runs a twentieth of each loop, `cargo xtask soak`
//! all of it: `BANDEJA_SOAK=1`.

mod kills;
mod network;
mod parts;
mod refusals;
mod surroundings;

use bandeja_tests::{Person, Stage, act, see};

/// Ana over a bad line, in an open conversation with somebody who wrote `first` without a screen.
async fn ana_answers(stage: &Stage, first: &str) -> (Person, bandeja_tests::api::Customer) {
    let customer = stage.customer().await;
    let ana = act::ana_at(stage, &stage.lines[0].origin()).await;
    ana.expects_outage();
    customer.writes(first).await;
    act::chooses_tab(&ana, "queued").await;
    act::accepts(&ana, first).await;
    ana.sees(&see::composer(&ana)).await;
    ana.sees(&see::message(first)).await;
    (ana, customer)
}
