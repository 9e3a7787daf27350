//! `contact`: what is kept of a person, and forgetting it.

use bandeja_backend::contacts::{Contacts, Erased, Found, erase};
use clap::{Args, Subcommand};
use std::{path::PathBuf, time::Duration};

/// How long the command waits for a server that erases.
const PATIENCE: Duration = Duration::from_secs(60);

#[derive(Debug, Args)]
pub(super) struct Contact {
    #[command(flatten)]
    folder: super::Folder,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Lists contacts by a part of name, e-mail address or telephone number, or by the number of
    /// an attention.
    Find {
        /// What to look for.
        words: String,
    },
    /// Writes everything that is kept of a person into a new folder: contact.json, and the files
    /// of their conversations.
    Export {
        /// An e-mail address, or the id that `contact find` shows.
        who: String,
        /// The new folder.
        target: PathBuf,
    },
    /// Erases a person with everything: conversations, notes, files, cases, copies in the event
    /// log. There is no way back but a backup.
    ///
    /// While the server runs it does so itself, and screens forget at once; otherwise this command
    /// does. Killed in between, it goes on at the next start. Older backups still hold the person.
    Erase {
        /// An e-mail address, or the id that `contact find` shows.
        who: String,
        /// Erases all contacts that have the address, where there are several.
        #[arg(long)]
        all: bool,
    },
}

impl Contact {
    pub(super) async fn run(self) -> Result<(), String> {
        let data = &self.folder.data;
        let mut contacts = Contacts::open(data).await.map_err(say)?;
        match self.command {
            Command::Find { words } => {
                for found in contacts.find(&words).await.map_err(say)? {
                    println!("{}", line(&found));
                }
                Ok(())
            }
            Command::Export { who, target } => {
                let found = contacts.named(&who).await.map_err(say)?;
                let one = only(&found)?;
                let files = contacts.export(one.id, &target).await.map_err(say)?;
                println!("contact.json and {files} files in {}", target.display());
                Ok(())
            }
            Command::Erase { who, all } => {
                let found = contacts.named(&who).await.map_err(say)?;
                if !all {
                    only(&found)?;
                }
                contacts.close().await.map_err(say)?;
                for one in &found {
                    match erase(data, one.id, PATIENCE).await.map_err(say)? {
                        Erased::Whole => println!("erased: {}", one.id),
                        Erased::ButContents => println!(
                            "erased: {}; their files go when the backup that runs has ended",
                            one.id
                        ),
                        Erased::Later => {
                            return Err(format!(
                                "{} is to be erased, but the server has not done it within {} s; \
                                 it goes on with it",
                                one.id,
                                PATIENCE.as_secs()
                            ));
                        }
                    }
                }
                if found.is_empty() {
                    return Err("there is no such contact".to_owned());
                }
                Ok(())
            }
        }
    }
}

fn only(found: &[Found]) -> Result<&Found, String> {
    match found {
        [one] => Ok(one),
        [] => Err("there is no such contact".to_owned()),
        several => {
            let lines: Vec<String> = several.iter().map(line).collect();
            Err(format!(
                "several contacts have this address; name one by its id:\n{}",
                lines.join("\n")
            ))
        }
    }
}

fn line(found: &Found) -> String {
    let parts = [
        Some(found.id.to_string()),
        Some(found.name.clone()),
        found.email.clone(),
        found.phone.clone(),
        Some(format!("{} conversations", found.conversations)),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join("\t")
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "it stands where errors are mapped"
)]
fn say(error: bandeja_backend::error::Error) -> String {
    error.to_string()
}
