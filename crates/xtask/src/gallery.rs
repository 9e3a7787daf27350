//! `cargo xtask gallery`: every view over every fixture, built and photographed.
//!
//! The page goes to `target/gallery`, the pictures to `target/gallery-shots`, one per width and
//! colour scheme, to be looked at by a person; nothing is compared.

mod base64;

use crate::{
    args::Args,
    browsers,
    dist::{self, Profile},
    project::Project,
    shell::{Because, Outcome, failure, note, run, step},
    tools,
    webdriver::{Browser, Screen},
};
use std::{
    fs,
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

/// A phone, a tablet on its side, a desk.
const WIDTHS: [(u32, u32); 3] = [(390, 844), (1024, 768), (1440, 900)];

/// What the gallery page shows when it is complete.
const COMPLETE: &str = "[data-gallery=complete]";

pub(crate) fn command(project: &Project, mut args: Args) -> Outcome {
    let profile = if args.flag("--dev") {
        Profile::Dev
    } else {
        Profile::Web
    };
    args.finish()?;
    browsers::ensure()?;
    let tools = tools::ensure(project, &tools::FOR_BUILD, false)?;
    step("Building the gallery");
    let pages = project.path("target/gallery");
    let alone = dist::alone(project)?;
    dist::fetch(project)?;
    dist::trunk(
        project,
        "",
        profile,
        &pages,
        &["--features", "gallery"],
        &tools,
    )?;
    drop(alone);
    run(project
        .cargo()
        .args(["build", "--locked", "--package", "bandeja-backend"]))?;
    step("Photographing");
    let server = Server::start(project, &pages)?;
    photograph(project, &server.address)
}

fn photograph(project: &Project, address: &str) -> Outcome {
    let shots = project.path("target/gallery-shots");
    fs::create_dir_all(&shots).because(shots.display())?;
    let browser = Browser::start(
        &browsers::path("chromedriver")?,
        &browsers::path("Chromium")?,
    )?;
    browser.open(&format!("{address}/gallery"), COMPLETE)?;
    for (width, height) in WIDTHS {
        for is_dark in [false, true] {
            let picture = browser.photograph(Screen {
                width,
                height,
                is_dark,
            })?;
            let scheme = if is_dark { "dark" } else { "light" };
            let file = shots.join(format!("{width}-{scheme}.png"));
            fs::write(&file, base64::decoded(&picture)?).because(file.display())?;
            note(&format!("target/gallery-shots/{width}-{scheme}.png"));
        }
    }
    Ok(())
}

/// A backend with an empty workspace; it only serves the pages.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn start(project: &Project, pages: &Path) -> Outcome<Self> {
        let data = project.work("gallery-data");
        let backend = project
            .cargo_target()
            .join("debug/bandeja-backend")
            .with_extension(std::env::consts::EXE_EXTENSION);
        let mut child = Command::new(backend)
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .arg("--static")
            .arg(pages)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .because("the backend could not be started")?;
        let stdout = child.stdout.take();
        let mut server = Self {
            child,
            address: String::new(),
        };
        let stdout = stdout.ok_or_else(|| failure("the backend has no output"))?;
        server.address = BufReader::new(stdout)
            .lines()
            .find_map(|line| line.ok()?.strip_prefix("listening on ").map(str::to_owned))
            .ok_or_else(|| failure("the backend ended before it listened"))?;
        Ok(server)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
