//! `cargo xtask bench`: the product against its goals and against the floor page.
//!
//! This builds what is measured (pages and backend as they are delivered) and starts the measuring,
//! which is a bench target of `bandeja-tests` and reads the rest of the command line. It prints
//! numbers and never judges: a slow number is no failure.

use crate::{
    args::Args,
    browsers,
    dist::{self, Profile},
    project::Project,
    shell::{Outcome, run},
    tools,
};

const USAGE: &str = "\
Usage: cargo xtask bench [--rows R,R] [--runs N] [--rates E,E] [--sizes C,C] [--seconds S]
                         [--store-floor] [--dev]

Measures Bandeja in Chromium against its goals and, interleaved, a floor page: the same list,
thread and socket on the same backend without a framework, the least that this machine can do.

  --rows     which rows (all):
               1  what the first load weighs        2  until the list answers, three networks
               3  opening a conversation            4  event storm on an open list
               5  scrolling 100,000 rows            7  a thread of 5,000 messages
               8  memory over a shift               9  what the widget weighs
              11  from a customer's Enter to an agent's screen
              accept  messages a second, each on the disk before its answer
              fan     from a commit to the last of 500 sockets
              list    pages of the list of a large workspace
              tab     from one tab of a large workspace to another
  --runs     how often each number is taken (9; a storm a third as often)
  --rates    events per second of the storms (50,200,1000; 1000 over 10,000 conversations only)
  --sizes    conversations that the server holds in the storms (10000,100000);
             rows 5, list and tab take the most of them
  --seconds  how long a storm lasts (30); the shift of row 8 is twelve times as long
  --store-floor  the floor page's numbers of this run become the stored ones
  --dev      pages built for daily work, in seconds: to try the command, not to believe a number

How to read the table: one line per number, «median» and «worst» over the runs, «floor» the median of
the floor page, «ratio» ours to the floor: on a busy machine believe the ratio. ✓ and ✗ compare the
median with the goal. ~ marks a line whose floor is more than 15 % off the value stored on this
machine in target/bench-floor.json: the machine was busy, measure again.
«1x» is this machine, «4x» a CPU slowed down to a quarter. «Painted» is the first animation frame after
the page shows what is awaited, and a turn of the event loop after that.
Everything, with every single value, is written to target/bench.json. On a quiet machine with two
cores all of it takes more than an hour; --runs 3 --seconds 10 gives an idea in a quarter of that.
";

pub(crate) fn command(project: &Project, mut args: Args) -> Outcome {
    if args.flag("--help") || args.flag("-h") {
        print!("{USAGE}");
        return Ok(());
    }
    let profile = if args.flag("--dev") {
        Profile::Dev
    } else {
        Profile::Web
    };
    browsers::ensure()?;
    let tools = tools::ensure(project, &tools::FOR_BUILD, false)?;
    dist::build_if_old(project, profile, &tools)?;
    run(project.cargo().args([
        "build",
        "--locked",
        "--release",
        "--package",
        "bandeja-backend",
    ]))?;
    let backend = project
        .cargo_target()
        .join("release/bandeja-backend")
        .with_extension(std::env::consts::EXE_EXTENSION);
    run(project
        .cargo()
        .args(["bench", "--locked", "--package", "bandeja-tests"])
        .args(["--bench", "bench", "--"])
        .args(args.rest())
        .env("BANDEJA_BACKEND", backend)
        .env("BANDEJA_DIST", project.path("dist"))
        .env("BANDEJA_PAGES", profile.name())
        .env("CHROMIUM", browsers::path("Chromium")?)
        .env("CHROMEDRIVER", browsers::path("chromedriver")?)
        // A line for every request is work that no deployment does.
        .env("RUST_LOG", "warn")
        .env("RUST_BACKTRACE", "0"))
}
