//! `cargo xtask demo`: from a fresh clone to a running Bandeja.
//!
//! It installs and builds only what is missing or old, so a second start takes seconds; `data/`
//! stays as it was left. Everything after the build is the backend's own: this fills no database
//! and answers no request.

mod serve;

use crate::{
    args::Args,
    dist::{self, Profile},
    project::Project,
    shell::{Because, Outcome, failure, run, step, usage},
    tools,
};
use std::{fs, net::TcpListener, path::PathBuf, process::Command};

const PORT: u16 = 7878;

struct Wishes {
    /// Forget the data of before.
    reset: bool,
    /// How many conversations a new `data/` gets; the backend knows what is usual.
    conversations: Option<u32>,
    /// The agents' app; the sample shop is one above.
    port: u16,
    /// Install nothing.
    offline: bool,
}

pub(crate) fn command(project: &Project, mut args: Args) -> Outcome {
    let wishes = Wishes {
        reset: args.flag("--reset"),
        conversations: args.option("--conversations")?,
        port: args.option("--port")?.unwrap_or(PORT),
        offline: args.flag("--offline-tools"),
    };
    args.finish()?;
    // Before the long build, and before data/ is touched: another demo may be using it.
    check_ports(wishes.port)?;
    check_data(project, &wishes)?;
    let tools = tools::ensure(project, &tools::FOR_BUILD, wishes.offline)?;
    dist::build_if_old(project, Profile::Web, &tools)?;
    let backend = backend(project)?;
    fill(project, &backend, &wishes)?;
    serve::until_stopped(project, &backend, wishes.port)
}

fn check_ports(port: u16) -> Outcome {
    if port == u16::MAX {
        return Err(usage(
            "--port must leave room for the sample shop, one above",
        ));
    }
    for port in [port, port + 1] {
        TcpListener::bind(("127.0.0.1", port)).map_err(|cause| {
            failure(format!(
                "port {port} cannot be used ({cause}). Is a demo running already? Stop it, or pass \
                 another --port"
            ))
        })?;
    }
    Ok(())
}

fn check_data(project: &Project, wishes: &Wishes) -> Outcome {
    let is_new = wishes.reset || !data(project).exists();
    if wishes.conversations.is_some() && !is_new {
        return Err(usage(
            "data/ is already there: --conversations needs --reset, which begins anew",
        ));
    }
    Ok(())
}

fn backend(project: &Project) -> Outcome<PathBuf> {
    step("Building the backend");
    run(project.cargo().args([
        "build",
        "--locked",
        "--release",
        "--package",
        "bandeja-backend",
    ]))?;
    Ok(project
        .cargo_target()
        .join("release/bandeja-backend")
        .with_extension(std::env::consts::EXE_EXTENSION))
}

/// Fills a new `data/` beside its place and moves it there, so that half a demo is never kept.
fn fill(project: &Project, backend: &PathBuf, wishes: &Wishes) -> Outcome {
    let data = data(project);
    if wishes.reset && data.exists() {
        fs::remove_dir_all(&data).because(data.display())?;
    }
    if data.exists() {
        return Ok(());
    }
    step("Filling data/ with a demo workspace");
    let unfinished = project.work("data");
    if unfinished.exists() {
        fs::remove_dir_all(&unfinished).because(unfinished.display())?;
    }
    fs::create_dir_all(&unfinished).because(unfinished.display())?;
    let mut seed = Command::new(backend);
    seed.current_dir(project.path(""))
        .args(["seed", "--mails", "--data"])
        .arg(&unfinished);
    if let Some(conversations) = wishes.conversations {
        seed.args(["--conversations", &conversations.to_string()]);
    }
    run(&mut seed)?;
    fs::rename(&unfinished, &data).because(data.display())
}

fn data(project: &Project) -> PathBuf {
    project.path("data")
}
