//! `admin`: logins. Passwords come on standard input, never as arguments, which others can see.

use bandeja_backend::admin::{Admin as People, NewLogin};
use bandeja_contract::Role;
use clap::{Args, Subcommand};
use std::io::Read;

#[derive(Debug, Args)]
pub(super) struct Admin {
    #[command(flatten)]
    folder: super::Folder,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Makes a login; the password comes on standard input.
    Create {
        /// Its e-mail address.
        email: String,
        /// The name that colleagues and customers see.
        #[arg(long)]
        name: String,
        /// agent, operator, supervisor or admin.
        #[arg(long, default_value = "admin", value_parser = role)]
        role: Role,
        /// A group it belongs to; may be said several times.
        #[arg(long = "group")]
        groups: Vec<String>,
    },
    /// Gives a login a new password, which comes on standard input, and ends its sessions.
    ResetPassword {
        /// Its e-mail address.
        email: String,
    },
    /// Gives a login another role.
    Role {
        /// Its e-mail address.
        email: String,
        /// agent, operator, supervisor or admin.
        #[arg(value_parser = role)]
        role: Role,
    },
    /// Puts a login into these groups and no others.
    Groups {
        /// Its e-mail address.
        email: String,
        /// The groups' names.
        groups: Vec<String>,
    },
    /// Makes the secret by which mails, or messages of a channel like WhatsApp, are handed in for an
    /// inbox, and shows it, once. Another one of
    /// the same name is good no more.
    InboundSecret {
        /// The inbox's address: of e-mail, or a number.
        address: String,
        /// What it is for.
        #[arg(long, default_value = "default")]
        name: String,
    },
    /// Switches a login off; its sessions end at once.
    Disable {
        /// Its e-mail address.
        email: String,
    },
    /// Switches a login on again.
    Enable {
        /// Its e-mail address.
        email: String,
    },
}

fn role(word: &str) -> Result<Role, String> {
    let words = || {
        Role::ALL
            .iter()
            .map(|role| role.word())
            .collect::<Vec<_>>()
            .join(", ")
    };
    Role::from_word(word).ok_or_else(|| format!("one of {}", words()))
}

impl Admin {
    pub(super) async fn run(self) -> Result<(), String> {
        let mut people = People::open(&self.folder.data)
            .await
            .map_err(|error| error.to_string())?;
        let done = match self.command {
            Command::Create {
                email,
                name,
                role,
                groups,
            } => {
                let password = password()?;
                people
                    .create(NewLogin {
                        email,
                        name,
                        role,
                        groups,
                        password,
                    })
                    .await
                    .map(drop)
            }
            Command::ResetPassword { email } => people.reset_password(&email, password()?).await,
            Command::Role { email, role } => people.set_role(&email, role).await,
            Command::Groups { email, groups } => people.set_groups(&email, &groups).await,
            Command::InboundSecret { address, name } => people
                .inbound_secret(&address, &name)
                .await
                .map(|secret| println!("{secret}")),
            Command::Disable { email } => people.set_disabled(&email, true).await,
            Command::Enable { email } => people.set_disabled(&email, false).await,
        };
        done.map_err(|error| {
            let problem = error.problem();
            match problem.field {
                Some(field) => format!("{error} ({})", field.trim_start_matches('/')),
                None => error.to_string(),
            }
        })
    }
}

/// The first line of standard input.
fn password() -> Result<String, String> {
    let mut text = String::new();
    std::io::stdin()
        .read_to_string(&mut text)
        .map_err(|error| error.to_string())?;
    Ok(text.lines().next().unwrap_or_default().to_owned())
}
