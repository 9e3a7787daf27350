//! A mail comes in: it joins the conversation it answers, or begins one (A6).
//!
//! Nothing in a mail proves who sent it. So it never merges contacts, and it joins a case by ids
//! that its writer must have seen, or by the case's number only where the writer takes part.

use super::{
    items,
    opening::{self, Opening, begin, follow},
};
use crate::{
    app::App,
    db::{mails, read, rows, rows::Kept},
    error::{Error, Result},
    files::Incoming,
    mail::{Read, head},
    writer::Writing,
};
use bandeja_contract::{
    mail::{MailFate, MailTaken},
    *,
};
use bandeja_domain::status::Step;
use bandeja_mail::{Address, Mail, MessageId, thread};
use std::collections::HashMap;
use tokio::io::AsyncReadExt;
use uuid::Uuid;

/// What a case is about before anybody says so (*tipo de servicio*).
const SERVICE: &str = "Consulta por correo";
/// The name of a contact whose mail names nobody.
const NOBODY: &str = "Remitente desconocido";
/// At most so many ids are looked up.
const MOST_IDS: usize = 100;

/// Takes a mail in that came as a file: the original is kept first, whatever becomes of it.
pub(crate) async fn receive(app: &App, inbox: InboxId, original: &Incoming) -> Result<MailTaken> {
    let hash = original.hash;
    app.mails().keep(original).await?;
    let own = own_address(app, inbox)?;
    let _room = app.mail_reader().enter().await?;
    let mut raw = Vec::new();
    app.mails().read(&hash).await?.read_to_end(&mut raw).await?;
    let mut read = app.mail_reader().read(raw).await?;
    let head = head::head(&read.mail, &read.safe, std::slice::from_ref(&own));
    let bounced = bounced_ids(&read.mail);
    let mut incoming = take_files(app, &mut read).await?;

    let mut writing = Writing::begin(app).await?;
    if let Some((item, conversation)) =
        mails::same_bytes(writing.connection()?, inbox, &hash).await?
    {
        return Ok(MailTaken {
            fate: MailFate::Repeated,
            conversation,
            item,
        });
    }
    let place = find_place(&mut writing, inbox, &read.mail, &bounced).await?;
    let next = place
        .as_ref()
        .and_then(|kept| opening::next(&kept.row, Step::ClientWrote));
    let (mut kept, status, began) = match (place, next) {
        (Some(kept), Some(status)) => (kept, status, false),
        (old, _) => {
            let contact = contact(&mut writing, &read.mail).await?;
            let subject = head.subject.clone();
            let opening = Opening {
                inbox,
                contact,
                visitor: None,
                about: if subject.is_empty() {
                    &read.text
                } else {
                    &head.subject
                },
                subject: (!subject.is_empty()).then_some(subject),
                service: SERVICE,
                there: true,
            };
            let (kept, status) = begin(app, &mut writing, opening, old).await?;
            (kept, status, true)
        }
    };

    let failed = fail(&mut writing, inbox, &bounced).await?;
    let item = ItemId(Uuid::now_v7());
    let attachments = hang(app, &mut writing, &kept, &read, &mut incoming).await?;
    let mut message = items::message(item, kept.row.id, None, read.text.clone(), attachments);
    message.mail = Some(Box::new(head.clone()));
    let message = writing.add_item(&mut kept, message).await?;
    let mut inline = Vec::new();
    for n in &read.inline {
        if let Some(file) = incoming.remove(n) {
            app.files().keep(&file).await?;
            inline.push(mails::Inline {
                n: *n,
                hash: file.hash.to_vec(),
                media_type: file.media_type.clone(),
            });
        }
    }
    let mail = mails::Mail {
        item,
        inbox,
        raw: hash.to_vec(),
        message_id: read.mail.message_id.clone(),
        chain: chain(&read.mail),
        head,
    };
    mails::write(writing.connection()?, &mail, &read.safe, &inline).await?;
    let people = head::people_of(&mail.head, &own);
    mails::take_part(writing.connection()?, kept.row.attention, people).await?;
    follow(app, &mut writing, &mut kept, &message, status).await?;
    writing.put_conversation(&mut kept, None).await?;
    writing.commit().await?;
    let fate = match (failed, began) {
        (true, _) => MailFate::Bounced,
        (false, true) => MailFate::Began,
        (false, false) => MailFate::Joined,
    };
    Ok(MailTaken {
        fate,
        conversation: kept.row.id,
        item,
    })
}

/// The address of an inbox that takes mails.
pub(crate) fn own_address(app: &App, id: InboxId) -> Result<Address> {
    let memory = app.memory().read();
    let inbox = memory
        .directory
        .inbox(id)
        .filter(|inbox| inbox.channel == Channel::Email)
        .ok_or_else(Error::not_found)?;
    Address::new(&inbox.address)
        .map_err(|_| Error::Broken("an inbox whose address is none".to_owned()))
}

/// What it answers, oldest first.
fn chain(mail: &Mail) -> Vec<MessageId> {
    if mail.references.is_empty() {
        mail.in_reply_to.clone()
    } else {
        mail.references.clone()
    }
}

/// Writes its files to the disk, not yet in their place, and forgets their bytes.
async fn take_files(app: &App, read: &mut Read) -> Result<HashMap<usize, Incoming>> {
    let mut incoming = HashMap::new();
    for (n, file) in read.mail.attachments.iter_mut().enumerate() {
        let bytes = std::mem::take(&mut file.bytes);
        incoming.insert(n, app.files().receive_bytes(bytes).await?);
    }
    Ok(incoming)
}

/// Gives its files their place, all but those that stand in the body. In the writer's turn, so
/// that no pruning removes one in between.
async fn hang(
    app: &App,
    writing: &mut Writing,
    kept: &Kept,
    read: &Read,
    incoming: &mut HashMap<usize, Incoming>,
) -> Result<Vec<Attachment>> {
    let mut attachments = Vec::new();
    for (n, file) in read.mail.attachments.iter().enumerate() {
        if read.inline.contains(&n) {
            continue;
        }
        let Some(stored) = incoming.remove(&n) else {
            continue;
        };
        app.files().keep(&stored).await?;
        let attachment = Attachment {
            id: AttachmentId(Uuid::now_v7()),
            name: file.name.safe.clone(),
            media_type: stored.media_type.clone(),
            size: stored.size,
            width: stored.pixels.map(|(width, _)| width),
            height: stored.pixels.map(|(_, height)| height),
        };
        let now = writing.now();
        sqlx::query(
            "INSERT INTO attachments (id, hash, name, media_type, size, uploaded_by, uploaded_at, \
         width, height) \
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(attachment.id.0)
        .bind(stored.hash.as_slice())
        .bind(attachment.name.as_str())
        .bind(attachment.media_type.as_str())
        .bind(rows::sql(Seq(attachment.size)))
        .bind(kept.row.contact.0)
        .bind(now.0)
        .bind(attachment.width)
        .bind(attachment.height)
        .execute(writing.connection()?)
        .await?;
        attachments.push(attachment);
    }
    Ok(attachments)
}

/// The conversation a mail belongs to: the newest one of the case that it answers.
async fn find_place(
    writing: &mut Writing,
    inbox: InboxId,
    mail: &Mail,
    bounced: &[MessageId],
) -> Result<Option<Kept>> {
    let candidates = thread::candidates(mail);
    let mut found = None;
    for id in candidates.into_iter().chain(bounced).take(MOST_IDS) {
        if let Some((_, conversation)) = mails::with_id(writing.connection()?, inbox, id).await? {
            found = Some(conversation);
            break;
        }
    }
    if found.is_none()
        && let Some(number) = thread::subject_tag(&mail.subject)
        && let Some(author) = mail.from.as_ref()
    {
        let address = author.address.as_str().to_lowercase();
        found = mails::with_number(writing.connection()?, inbox, number, &address).await?;
    }
    let Some(mut id) = found else {
        return Ok(None);
    };
    loop {
        let kept = read::conversation(writing.connection()?, id).await?;
        let Some(kept) = kept else { return Ok(None) };
        match kept.row.followed_by {
            Some(next) if kept.row.status == Status::Closed => id = next,
            _ => return Ok(Some(kept)),
        }
    }
}

/// Who wrote it: the contact with this address, or a new one.
async fn contact(writing: &mut Writing, mail: &Mail) -> Result<ContactId> {
    let connection = writing.connection()?;
    let Some(author) = head::author(mail) else {
        return mails::new_contact(connection, NOBODY, None).await;
    };
    let address = author.address.as_str();
    if let Some(known) = mails::contact(connection, &address.to_lowercase()).await? {
        return Ok(known);
    }
    let name = if author.name.is_empty() {
        author.address.local()
    } else {
        &author.name
    };
    mails::new_contact(connection, name, Some(address)).await
}

/// The ids of the messages that a report says did not arrive.
fn bounced_ids(mail: &Mail) -> Vec<MessageId> {
    let of = |wanted: &[&str]| {
        let wanted: Vec<String> = wanted.iter().map(|one| (*one).to_owned()).collect();
        mail.attachments
            .iter()
            .filter(move |file| wanted.contains(&file.declared))
    };
    let says_failed = of(&["message/delivery-status"]).any(|report| {
        let text = String::from_utf8_lossy(&report.bytes).to_ascii_lowercase();
        text.lines()
            .filter_map(|line| line.strip_prefix("action:"))
            .any(|action| action.trim().starts_with("failed"))
    });
    if !mail.automatic.report || !says_failed {
        return Vec::new();
    }
    of(&[
        "message/rfc822",
        "message/rfc822-headers",
        "text/rfc822-headers",
    ])
    .filter_map(|original| bandeja_mail::parse(&original.bytes, Default::default()).ok())
    .filter_map(|original| original.message_id)
    .collect()
}

/// Marks messages of ours as failed; whether there was one. Their ids cannot be guessed.
async fn fail(writing: &mut Writing, inbox: InboxId, bounced: &[MessageId]) -> Result<bool> {
    let mut any = false;
    for id in bounced {
        let found = mails::with_id(writing.connection()?, inbox, id).await?;
        let Some((item, conversation)) = found else {
            continue;
        };
        let item = read::item(writing.connection()?, item).await?;
        let kept = read::conversation(writing.connection()?, conversation).await?;
        if let (Some(mut item), Some(kept)) = (item, kept)
            && item.author == AuthorKind::Agent
        {
            item.delivery = Some(Delivery::Failed);
            writing.put_delivery(&kept, item).await?;
            any = true;
        }
    }
    Ok(any)
}
