//! `cargo xtask pictures`: the two pictures of the README, from the running product.
//!
//! The stories that photograph the screens run (`target/shots` has all they make), and the two that
//! README shows are taken over.

use crate::{
    args::Args,
    browsers,
    dist::{self, Profile},
    project::Project,
    shell::{Because, Outcome, note, run},
    test, tools,
};
use std::fs;

/// A part of the names of the stories.
const STORIES: &str = "photographed";
/// Where README finds them.
const FOLDER: &str = "tests/pictures";
/// What they are called there, and in `target/shots`.
const PICTURES: [(&str, &str); 2] = [
    ("thread.png", "thread-desk-dark.png"),
    ("mail.png", "mail-desk-light.png"),
];

pub(crate) fn command(project: &Project, args: Args) -> Outcome {
    args.finish()?;
    browsers::ensure()?;
    let tools = tools::ensure(project, &tools::FOR_TESTS, false)?;
    dist::build_if_old(project, Profile::Web, &tools)?;
    run(test::end_to_end(project, &tools)?.arg("--").arg(STORIES))?;
    let folder = project.path(FOLDER);
    fs::create_dir_all(&folder).because(folder.display())?;
    for (name, shot) in PICTURES {
        let shot = project.cargo_target().join("shots").join(shot);
        fs::copy(&shot, folder.join(name)).because(shot.display())?;
        note(&format!("{FOLDER}/{name}"));
    }
    Ok(())
}
