//! The command line: what it takes, and how that becomes a configuration.

mod admin;
mod contact;
mod serve;
mod store;

use bandeja_backend::{app, seed};
use bandeja_contract::Timestamp;
use clap::{Args, Parser, Subcommand};
use std::{
    io::IsTerminal,
    path::PathBuf,
    process::ExitCode,
    time::{Instant, SystemTime, UNIX_EPOCH},
};
use tracing_subscriber::EnvFilter;

/// The reference backend of Bandeja.
#[derive(Debug, Parser)]
#[command(version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// How the log on standard error is written; `RUST_LOG` says how much.
    #[arg(long, global = true, value_enum, default_value_t = LogFormat::Text)]
    log: LogFormat,
}

/// How the log is written.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum LogFormat {
    /// For people.
    Text,
    /// One JSON document a line.
    Json,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves the API, and the app when it is given.
    Serve(Box<serve::Serve>),
    /// Fills an empty data folder with the demo workspace.
    Seed(Seed),
    /// Makes and changes logins, while the server runs or not.
    Admin(admin::Admin),
    /// Finds, exports and erases what is kept of a person, while the server runs or not.
    Contact(contact::Contact),
    /// Writes a backup into a folder, while the server runs or not.
    Backup(store::Backup),
    /// Makes a data folder from a backup.
    Restore(store::Restore),
    /// Looks through the database for damage.
    Check(Folder),
}

/// Where the data lie.
#[derive(Debug, Args)]
struct Folder {
    /// The folder of the database and the files.
    #[arg(long, default_value = "data", global = true)]
    data: PathBuf,
}

#[derive(Debug, Args)]
struct Seed {
    #[command(flatten)]
    folder: Folder,
    /// How many conversations.
    #[arg(long, default_value_t = 200)]
    conversations: u32,
    /// Lets mails come in beside, some with images and files, in three languages.
    #[arg(long)]
    mails: bool,
    /// An origin whose pages may show the demo's panel; may be said several times.
    #[arg(
        long = "site-origin",
        default_values_t = ["http://localhost:7879".to_owned(), "http://127.0.0.1:7879".to_owned()],
    )]
    sites: Vec<String>,
}

/// Runs what was asked for.
pub(crate) async fn run() -> ExitCode {
    let cli = Cli::parse();
    log(cli.log);
    let done = match cli.command {
        Command::Serve(serve) => serve.run().await,
        Command::Seed(seed) => seed.run().await,
        Command::Admin(admin) => admin.run().await,
        Command::Contact(contact) => contact.run().await,
        Command::Backup(backup) => backup.run().await,
        Command::Restore(restore) => restore.run().await,
        Command::Check(folder) => check(folder).await,
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::FAILURE
        }
    }
}

fn log(format: LogFormat) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    match format {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().init(),
    }
    // The words of a panic may quote what somebody wrote; the place is enough.
    std::panic::set_hook(Box::new(|info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "panic");
    }));
}

impl Seed {
    async fn run(self) -> Result<(), String> {
        let begun = Instant::now();
        let since = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        let now = Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX));
        let plan = seed::Plan {
            conversations: self.conversations,
            sites: self.sites,
            mails: self.mails,
            now,
        };
        seed::seed(&self.folder.data, &plan)
            .await
            .map_err(|error| error.to_string())?;
        let (count, seconds) = (self.conversations, begun.elapsed().as_secs_f32());
        println!(
            "{count} conversations in {}, {seconds:.1} s",
            self.folder.data.display()
        );
        Ok(())
    }
}

async fn check(folder: Folder) -> Result<(), String> {
    let found = app::check(&folder.data)
        .await
        .map_err(|error| error.to_string())?;
    if found.is_empty() {
        println!("sound");
        Ok(())
    } else {
        Err(found.join("\n"))
    }
}
