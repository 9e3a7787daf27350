//! How large an image is, read from its head alone: nothing is ever decoded here, so that an image
//! of a few bytes that unpacks to gigabytes costs nothing.

use std::{fs::File, io::BufReader, path::Path};

/// Wider or higher than this no camera takes pictures.
const MOST: usize = 65_535;
/// EXIF orientations from here on lie on their side.
const LYING: std::ops::RangeInclusive<u32> = 5..=8;

/// Width and height of a raster image as it stands upright; `None` for what is none, or lies.
pub(crate) fn of(file: &Path, media_type: &str) -> Option<(u32, u32)> {
    if !media_type.starts_with("image/") || media_type == "image/svg+xml" {
        return None;
    }
    let size = imagesize::reader_size(BufReader::new(File::open(file).ok()?)).ok()?;
    let length = |side: usize| {
        (1..=MOST)
            .contains(&side)
            .then(|| u32::try_from(side).ok())
            .flatten()
    };
    let (width, height) = (length(size.width)?, length(size.height)?);
    if media_type == "image/jpeg" && orientation(file).is_some_and(|it| LYING.contains(&it)) {
        return Some((height, width));
    }
    Some((width, height))
}

/// How a camera was held.
fn orientation(file: &Path) -> Option<u32> {
    let mut reader = BufReader::new(File::open(file).ok()?);
    let read = exif::Reader::new().read_from_container(&mut reader).ok()?;
    let field = read.get_field(exif::Tag::Orientation, exif::In::PRIMARY)?;
    field.value.get_uint(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], media_type: &str, expected: Option<(u32, u32)>) {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("image");
        std::fs::write(&file, bytes).expect("written");
        assert_eq!(of(&file, media_type), expected);
    }

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        png.extend(width.to_be_bytes());
        png.extend(height.to_be_bytes());
        png.extend(b"\x08\x02\0\0\0\0\0\0\0");
        png
    }

    /// A JPEG's head: an orientation, where there is one, and a size.
    fn jpeg(orientation: Option<u8>, width: u16, height: u16) -> Vec<u8> {
        let mut jpeg = b"\xff\xd8".to_vec();
        if let Some(orientation) = orientation {
            let mut tiff = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
            tiff.extend([orientation, 0, 0, 0, 0, 0, 0]);
            jpeg.extend(b"\xff\xe1");
            jpeg.extend(u16::try_from(tiff.len() + 2).expect("short").to_be_bytes());
            jpeg.extend(tiff);
        }
        jpeg.extend(b"\xff\xc0\0\x11\x08");
        jpeg.extend(height.to_be_bytes());
        jpeg.extend(width.to_be_bytes());
        jpeg.extend(b"\x03\x01\x22\0\x02\x11\x01\x03\x11\x01\xff\xd9");
        jpeg
    }

    /// Proves T7, F13: an image's place is known before it comes; nothing is decoded for it.
    #[test]
    fn the_head_tells_the_size() {
        check(&png(640, 480), "image/png", Some((640, 480)));
        check(&png(60_000, 60_000), "image/png", Some((60_000, 60_000)));
        check(b"GIF89a\x10\0\x20\0\0\0\0", "image/gif", Some((16, 32)));
        check(&jpeg(None, 300, 200), "image/jpeg", Some((300, 200)));
    }

    /// Proves T7: a telephone held upright.
    #[test]
    fn what_lies_on_its_side_is_set_upright() {
        check(&jpeg(Some(1), 300, 200), "image/jpeg", Some((300, 200)));
        check(&jpeg(Some(6), 300, 200), "image/jpeg", Some((200, 300)));
    }

    #[test]
    fn what_is_no_image_or_lies_has_no_size() {
        check(&png(0, 10), "image/png", None);
        check(&png(u32::MAX, 10), "image/png", None);
        check(b"\x89PNG\r\n\x1a\n", "image/png", None);
        check(b"<svg width='9' height='9'/>", "image/svg+xml", None);
        check(&png(5, 5), "application/pdf", None);
    }
}
