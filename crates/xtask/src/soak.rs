//! `cargo xtask soak`: the fault loops of `bandeja-tests` in full length; CI runs a twentieth.

use crate::{
    args::Args,
    browsers,
    dist::{self, Profile},
    project::Project,
    shell::{Outcome, run},
    test, tools,
};

/// The module of the fault loops in `bandeja-tests`.
const FAULTS: &str = "faults";

pub(crate) fn command(project: &Project, mut args: Args) -> Outcome {
    let filter: Option<String> = args.option("--filter")?;
    args.finish()?;
    browsers::ensure()?;
    let tools = tools::ensure(project, &tools::FOR_TESTS, false)?;
    dist::build_if_old(project, Profile::Web, &tools)?;
    let mut cargo = test::end_to_end(project, &tools)?;
    run(cargo
        .env("BANDEJA_SOAK", "1")
        .arg("--")
        .arg(filter.as_deref().unwrap_or(FAULTS))
        .arg("--nocapture"))
}
