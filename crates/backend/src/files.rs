//! Uploaded files on the disk, named by their content: `files/ab/ab…`. No name that anybody gave
//! ever becomes a path.

use crate::{
    auth::hex,
    error::{Error, Result},
    pixels,
};
use axum::body::Body;
use bandeja_contract::{Code, Problem};
use futures_util::StreamExt;
use sha2::{Digest, Sha256};
use std::{
    fs::{File, TryLockError},
    path::{Path, PathBuf},
};
use tokio::io::AsyncWriteExt;
use uuid::Uuid;

/// How much of a file tells its type.
const HEAD: usize = 8192;

/// The folder of files.
#[derive(Clone, Debug)]
pub(crate) struct Files {
    root: PathBuf,
}

/// A file that came in whole and waits for its place.
#[derive(Debug)]
pub(crate) struct Incoming {
    pub(crate) hash: [u8; 32],
    pub(crate) size: u64,
    pub(crate) media_type: String,
    /// Width and height of an image.
    pub(crate) pixels: Option<(u32, u32)>,
    is_program: bool,
    path: PathBuf,
}

impl Drop for Incoming {
    fn drop(&mut self) {
        // Moved to its place it is not there any more, and that is fine.
        let _ = std::fs::remove_file(&self.path);
    }
}

impl Files {
    /// Opens the folder, and removes what was left half-way by a crash.
    pub(crate) fn open(data: &Path) -> Result<Self> {
        Self::open_at(data.join("files"))
    }

    /// Opens the folder of raw mails.
    pub(crate) fn open_mails(data: &Path) -> Result<Self> {
        Self::open_at(data.join("mail"))
    }

    fn open_at(root: PathBuf) -> Result<Self> {
        let incoming = root.join("incoming");
        if incoming.exists() {
            std::fs::remove_dir_all(&incoming)?;
        }
        std::fs::create_dir_all(&incoming)?;
        Ok(Self { root })
    }

    /// Takes a body in, at most `limit` bytes; programs are refused.
    pub(crate) async fn receive(&self, body: Body, limit: u64) -> Result<Incoming> {
        let incoming = self.receive_any(body, limit).await?;
        if incoming.size == 0 {
            return Err(Error::refused(Code::Empty));
        }
        if incoming.is_program {
            return Err(Error::refused(Code::UnsupportedType));
        }
        Ok(incoming)
    }

    /// Takes bytes in that are here already.
    pub(crate) async fn receive_bytes(&self, bytes: Vec<u8>) -> Result<Incoming> {
        self.receive_any(Body::from(bytes), u64::MAX).await
    }

    /// Takes a body in, whatever it is.
    pub(crate) async fn receive_any(&self, body: Body, limit: u64) -> Result<Incoming> {
        let path = self
            .root
            .join("incoming")
            .join(Uuid::now_v7().simple().to_string());
        let mut file = tokio::fs::File::create(&path).await?;
        let mut incoming = Incoming {
            hash: [0; 32],
            size: 0,
            media_type: String::new(),
            pixels: None,
            is_program: false,
            path,
        };
        let mut hasher = Sha256::new();
        let mut head = Vec::new();
        let mut stream = body.into_data_stream();
        while let Some(part) = stream.next().await {
            let part = part.map_err(|_| Error::refused(Code::Malformed))?;
            incoming.size += part.len() as u64;
            if incoming.size > limit {
                return Err(Problem::new(Code::TooLarge).limit(limit).into());
            }
            hasher.update(&part);
            let room = HEAD.saturating_sub(head.len()).min(part.len());
            head.extend_from_slice(part.get(..room).unwrap_or_default());
            file.write_all(&part).await?;
        }
        file.sync_all().await?;
        incoming.hash = hasher.finalize().into();
        let (is_program, media_type) = sniff(&head);
        incoming.is_program = is_program;
        media_type.clone_into(&mut incoming.media_type);
        incoming.pixels = pixels::of(&incoming.path, media_type);
        Ok(incoming)
    }

    /// Gives a file its place. The same content again is the same file.
    pub(crate) async fn keep(&self, incoming: &Incoming) -> Result<()> {
        let path = self.path(&incoming.hash);
        if let Some(folder) = path.parent() {
            tokio::fs::create_dir_all(folder).await?;
        }
        tokio::fs::rename(&incoming.path, path).await?;
        Ok(())
    }

    /// Opens a kept file.
    pub(crate) async fn read(&self, hash: &[u8]) -> Result<tokio::fs::File> {
        Ok(tokio::fs::File::open(self.path(hash)).await?)
    }

    /// Leave to remove contents, for as long as the answer is held; none while a backup copies.
    pub(crate) fn removing(&self) -> Result<Option<File>> {
        let file = lock_file(self.root.parent().unwrap_or(&self.root))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(file)),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }

    fn path(&self, hash: &[u8]) -> PathBuf {
        self.root.join(place(hash))
    }
}

/// Removes a content that nothing refers to any more from a folder of contents.
pub(crate) async fn remove(root: &Path, hash: &[u8]) -> Result<()> {
    match tokio::fs::remove_file(root.join(place(hash))).await {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

/// While the answer is held, no content is removed from a data folder.
pub(crate) fn hold(data: &Path) -> Result<File> {
    let file = lock_file(data)?;
    file.lock_shared()?;
    Ok(file)
}

fn lock_file(data: &Path) -> Result<File> {
    Ok(File::options()
        .create(true)
        .append(true)
        .open(data.join("files.lock"))?)
}

/// Where a content lies below the folder of files.
pub(crate) fn place(hash: &[u8]) -> PathBuf {
    let name = hex(hash);
    Path::new(name.get(..2).unwrap_or("00")).join(&name)
}

/// Whether it is a program, and the media type, by what the file begins with, whatever its name
/// says.
pub(crate) fn sniff(head: &[u8]) -> (bool, &'static str) {
    match infer::get(head) {
        Some(kind) => (
            kind.matcher_type() == infer::MatcherType::App,
            kind.mime_type(),
        ),
        None if is_text(head) => (false, "text/plain"),
        None => (false, "application/octet-stream"),
    }
}

/// Images that a mail may show in its text: raster only, which can hold no script.
pub(crate) fn raster(head: &[u8]) -> Option<&'static str> {
    const RASTER: [&str; 5] = [
        "image/avif",
        "image/gif",
        "image/jpeg",
        "image/png",
        "image/webp",
    ];
    let (_, found) = sniff(head);
    RASTER.contains(&found).then_some(found)
}

/// Whether it reads as UTF-8, but for a character cut off at the end of the head.
fn is_text(head: &[u8]) -> bool {
    let text = match std::str::from_utf8(head) {
        Ok(_) => head,
        Err(error) if error.error_len().is_none() => {
            head.get(..error.valid_up_to()).unwrap_or_default()
        }
        Err(_) => return false,
    };
    !text
        .iter()
        .any(|byte| byte.is_ascii_control() && !b"\t\n\r\x0c".contains(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(head: &[u8], expected: Option<&str>) {
        let (is_program, found) = sniff(head);
        assert_eq!(
            (!is_program).then_some(found),
            expected,
            "{:?}",
            String::from_utf8_lossy(head)
        );
    }

    #[test]
    fn the_type_is_what_the_bytes_say() {
        check(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Some("image/png"));
        check(b"%PDF-1.7", Some("application/pdf"));
        check("Hola, ¿qué tal?".as_bytes(), Some("text/plain"));
        check(
            "cut off: ñ".as_bytes().split_last().expect("bytes").1,
            Some("text/plain"),
        );
        check(b"\x01\x02\x00\xff\xfe", Some("application/octet-stream"));
        check(b"MZ\x90\0\x03", None);
        let mut program = b"\x7fELF\x02\x01\x01".to_vec();
        program.resize(64, 0);
        check(&program, None);
        check(b"\x7fELF", Some("application/octet-stream"));
    }

    #[tokio::test]
    async fn what_is_too_large_leaves_nothing() {
        let data = tempfile::tempdir().expect("a folder");
        let files = Files::open(data.path()).expect("opens");
        let receive = |size: usize| files.receive(Body::from(vec![b'a'; size]), 10);
        assert_eq!(
            receive(11).await.expect_err("too large").problem().code,
            Code::TooLarge
        );
        assert_eq!(
            receive(0).await.expect_err("empty").problem().code,
            Code::Empty
        );
        let kept = receive(10).await.expect("fits");
        files.keep(&kept).await.expect("kept");
        let left = || {
            std::fs::read_dir(data.path().join("files/incoming"))
                .expect("lists")
                .count()
        };
        drop(kept);
        assert_eq!(left(), 0);
    }
}
