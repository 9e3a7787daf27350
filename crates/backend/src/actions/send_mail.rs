//! A message in a conversation of e-mail leaves as a mail: written in the same transaction, handed
//! over by [`outgoing`](crate::outgoing) afterwards.

use crate::{
    app::App,
    auth,
    db::{mails, outbox, rows::Kept},
    error::{Error, Result},
    mail::{head, short},
    writer::Writing,
};
use bandeja_contract::{endpoint::NewMessage, mail::MailHead, *};
use bandeja_mail::{
    Address, Mail, Mailbox, MessageId, Safe, compose,
    compose::{Answered, File, Outgoing},
    said,
    sanitise::Labels,
    text_document,
};
use sqlx::{Row, SqliteConnection};
use tokio::io::AsyncReadExt;

/// The files of one mail together, in bytes: what most servers take, encoded.
const MOST_BYTES: u64 = 25_000_000;
/// Characters of the random part of a message id.
const RANDOM: usize = 32;

/// A mail that was written and is not kept yet.
pub(crate) struct Written {
    outgoing: Outgoing,
    inbox: InboxId,
    sender: Address,
    recipients: Vec<String>,
    chain: Vec<MessageId>,
    safe: Safe,
    pub(crate) head: MailHead,
    /// What the item holds of its text.
    pub(crate) text: String,
}

/// Writes the mail that a message is.
pub(crate) async fn write(
    app: &App,
    writing: &mut Writing,
    kept: &Kept,
    new: &NewMessage,
    text: &str,
    files: &[Attachment],
) -> Result<Written> {
    let now = writing.now();
    let own = super::receive_mail::own_address(app, kept.row.inbox)?;
    let answered = answered(writing.connection()?, kept, new.answers).await?;
    let to = match &answered {
        Some(mail) => mailboxes(&mail.head),
        None => contact_of(kept),
    };
    if to.is_empty() {
        return Err(Problem::new(Code::Invalid).at("/answers").into());
    }
    let total: u64 = files.iter().map(|file| file.size).sum();
    if total > MOST_BYTES {
        let problem = Problem::new(Code::TooLarge).at("/attachments");
        return Err(problem.limit(MOST_BYTES).into());
    }
    let contents = contents(app, writing.connection()?, files).await?;
    let subject = answered.as_ref().map_or_else(
        || kept.row.subject.clone().unwrap_or_default(),
        |mail| mail.head.subject.clone(),
    );
    let name = app.memory().read().directory.workspace.clone();
    let plan = Plan {
        from: Mailbox::new(&name, own.clone()),
        to,
        subject,
        attention: kept.row.attention_number,
        answers: answered.and_then(|mail| Some((mail.message_id?, mail.chain))),
        text: text.to_owned(),
        files: files.to_vec(),
        contents,
        now,
    };
    let composed = tokio::task::spawn_blocking(move || plan.compose()).await;
    let (plan, outgoing) =
        composed.map_err(|_| Error::Broken("writing a mail ended in the middle".to_owned()))?;
    let outgoing = outgoing?;
    let safe = text_document(
        &plan.text,
        &Labels {
            quoted: String::new(),
        },
    );
    let mail = Mail {
        message_id: Some(outgoing.message_id.clone()),
        date: Some(now.0),
        from: Some(plan.from.clone()),
        to: plan.to.clone(),
        subject: plan.line(),
        ..Mail::default()
    };
    Ok(Written {
        head: head::head(&mail, &safe, std::slice::from_ref(&own)),
        text: short(&said(&safe)),
        recipients: plan.to.iter().map(|one| one.address.to_string()).collect(),
        chain: plan.chain(),
        inbox: kept.row.inbox,
        sender: own,
        outgoing,
        safe,
    })
}

/// Keeps a written mail beside its item, and puts it on its way.
pub(crate) async fn keep(
    app: &App,
    writing: &mut Writing,
    kept: &Kept,
    item: &Item,
    written: Written,
) -> Result<()> {
    // On the disk before the transaction that names it.
    let raw = app.mails().receive_bytes(written.outgoing.raw).await?;
    app.mails().keep(&raw).await?;
    let mail = mails::Mail {
        item: item.id,
        inbox: written.inbox,
        raw: raw.hash.to_vec(),
        message_id: Some(written.outgoing.message_id),
        chain: written.chain,
        head: written.head,
    };
    let now = writing.now();
    let connection = writing.connection()?;
    mails::write(connection, &mail, &written.safe, &[]).await?;
    let people = head::people_of(&mail.head, &written.sender);
    mails::take_part(connection, kept.row.attention, people).await?;
    outbox::put(
        connection,
        item.id,
        written.sender.as_str(),
        &written.recipients,
        now,
    )
    .await
}

/// The mail that is answered: the named one, or the client's newest.
async fn answered(
    connection: &mut SqliteConnection,
    kept: &Kept,
    named: Option<ItemId>,
) -> Result<Option<mails::Mail>> {
    let Some(named) = named else {
        return mails::newest_of_customer(connection, kept.row.id).await;
    };
    let invalid = || Error::from(Problem::new(Code::Invalid).at("/answers"));
    let item = crate::db::read::item(connection, named).await?;
    item.filter(|item| item.conversation == kept.row.id)
        .ok_or_else(invalid)?;
    let mail = mails::of_item(connection, named).await?;
    Ok(Some(mail.ok_or_else(invalid)?))
}

/// Whom a plain reply goes to (E4).
fn mailboxes(head: &MailHead) -> Vec<Mailbox> {
    let one = |told: &bandeja_contract::mail::MailAddress| {
        let address = Address::new(&told.address).ok()?;
        Some(Mailbox::new(&told.name, address))
    };
    head.answer_to.iter().filter_map(one).collect()
}

/// Whom a message goes to in a conversation where no mail came yet.
fn contact_of(kept: &Kept) -> Vec<Mailbox> {
    kept.row
        .contact_email
        .as_deref()
        .and_then(|email| Address::new(email).ok())
        .map(|address| Mailbox::new(&kept.row.contact_name, address))
        .into_iter()
        .collect()
}

async fn contents(
    app: &App,
    connection: &mut SqliteConnection,
    files: &[Attachment],
) -> Result<Vec<Vec<u8>>> {
    let mut contents = Vec::with_capacity(files.len());
    for file in files {
        let row = sqlx::query("SELECT hash FROM attachments WHERE id = ?")
            .bind(file.id.0)
            .fetch_one(&mut *connection)
            .await?;
        let mut bytes = Vec::new();
        app.files()
            .read(row.try_get("hash")?)
            .await?
            .read_to_end(&mut bytes)
            .await?;
        contents.push(bytes);
    }
    Ok(contents)
}

/// Everything a mail is made of, to be composed where it may take its time.
struct Plan {
    from: Mailbox,
    to: Vec<Mailbox>,
    subject: String,
    attention: u64,
    answers: Option<(MessageId, Vec<MessageId>)>,
    text: String,
    files: Vec<Attachment>,
    contents: Vec<Vec<u8>>,
    now: Timestamp,
}

impl Plan {
    fn compose(self) -> (Self, Result<Outgoing>) {
        let outgoing = self.outgoing();
        (self, outgoing)
    }

    fn outgoing(&self) -> Result<Outgoing> {
        let secret = auth::new_secret()?;
        let files: Vec<File<'_>> = self
            .files
            .iter()
            .zip(&self.contents)
            .map(|(file, bytes)| File {
                name: &file.name,
                media_type: &file.media_type,
                bytes,
            })
            .collect();
        compose(&compose::Reply {
            from: &self.from,
            reply_to: None,
            to: &self.to,
            cc: &[],
            subject: &self.subject,
            attention: Some(self.attention),
            answers: self.answers.as_ref().map(|(message_id, chain)| Answered {
                message_id,
                references: chain,
            }),
            text: &self.text,
            html: None,
            attachments: &files,
            date: self.now.0,
            domain: self.from.address.domain(),
            random: secret.get(..RANDOM).unwrap_or(&secret),
            automatic: false,
        })
        .map_err(|error| Error::Broken(format!("writing a mail: {error}")))
    }

    /// Its subject, as the head tells it.
    fn line(&self) -> String {
        let subject = if self.answers.is_some() {
            bandeja_mail::thread::reply_subject(&self.subject)
        } else {
            self.subject.clone()
        };
        let tag = format!("[#{}]", self.attention);
        if subject.contains(&tag) {
            subject
        } else {
            format!("{subject} {tag}").trim().to_owned()
        }
    }

    fn chain(&self) -> Vec<MessageId> {
        let Some((answered, chain)) = &self.answers else {
            return Vec::new();
        };
        let mut chain = chain.clone();
        chain.retain(|id| id != answered);
        chain.push(answered.clone());
        chain
    }
}
