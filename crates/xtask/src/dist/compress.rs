//! Brotli siblings (`x.wasm.br`), quality 11, which no server could afford per request.
//!
//! Results are kept by content, because Trunk empties `dist/` on each build.

use crate::{
    fingerprint,
    project::Project,
    shell::{Because, Outcome},
};
use brotli::enc::BrotliEncoderParams;
use std::{
    fs,
    path::{Path, PathBuf},
    sync::Mutex,
    thread,
};

/// What shrinks; pictures and sounds are compressed already.
const ENDINGS: [&str; 8] = [
    "css",
    "html",
    "js",
    "json",
    "svg",
    "txt",
    "wasm",
    "webmanifest",
];

/// Two are enough for one big wasm among small files.
const WORKERS: usize = 2;

/// Writes a sibling for every file below `dist` that becomes smaller by it.
pub(super) fn all(project: &Project, dist: &Path) -> Outcome {
    let cache = project.work("brotli");
    fs::create_dir_all(&cache).because(cache.display())?;
    let mut files = Vec::new();
    collect(dist, &mut files)?;
    // The biggest last, so that it is popped first and nobody waits for it at the end.
    files.sort_by_key(|path| fs::metadata(path).map_or(0, |data| data.len()));
    let queue = Mutex::new(files);
    let next = || queue.lock().ok().and_then(|mut files| files.pop());
    thread::scope(|scope| {
        let worker = || {
            while let Some(file) = next() {
                sibling(&file, &cache)?;
            }
            Ok(())
        };
        let workers: Vec<_> = (0..WORKERS).map(|_| scope.spawn(worker)).collect();
        workers
            .into_iter()
            .try_for_each(|worker| worker.join().unwrap_or(Ok(())))
    })
}

/// How many bytes of a file travel: its sibling's length, or its own.
pub(crate) fn brotli_length(file: &Path) -> Outcome<u64> {
    let sibling = sibling_of(file);
    let counted = if sibling.is_file() { &sibling } else { file };
    Ok(fs::metadata(counted).because(counted.display())?.len())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Outcome {
    for entry in fs::read_dir(folder).because(folder.display())? {
        let path = entry.because(folder.display())?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path
            .extension()
            .is_some_and(|ending| ENDINGS.iter().any(|known| ending == *known))
        {
            files.push(path);
        }
    }
    Ok(())
}

fn sibling(file: &Path, cache: &Path) -> Outcome {
    let bytes = fs::read(file).because(file.display())?;
    let kept = cache.join(format!("{}-{}", fingerprint::of(&bytes), bytes.len()));
    let compressed = match fs::read(&kept) {
        Ok(compressed) => compressed,
        Err(_) => {
            let compressed = compressed(&bytes)?;
            fs::write(&kept, &compressed).because(kept.display())?;
            compressed
        }
    };
    if compressed.len() < bytes.len() {
        let sibling = sibling_of(file);
        fs::write(&sibling, compressed).because(sibling.display())?;
    }
    Ok(())
}

fn compressed(bytes: &[u8]) -> Outcome<Vec<u8>> {
    let params = BrotliEncoderParams {
        quality: 11,
        size_hint: bytes.len(),
        ..BrotliEncoderParams::default()
    };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut out, &params).because("brotli")?;
    Ok(out)
}

fn sibling_of(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".br");
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_compressed_comes_back() {
        let bytes = "Una bandeja, muchas conversaciones. ".repeat(200);
        let small = compressed(bytes.as_bytes()).unwrap();
        assert!(small.len() < bytes.len() / 10);
        let mut back = Vec::new();
        brotli::BrotliDecompress(&mut &small[..], &mut back).unwrap();
        assert_eq!(back, bytes.as_bytes());
    }
}
