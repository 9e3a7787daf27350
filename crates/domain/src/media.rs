//! What a file is to whoever looks at it in a thread (T7): shown in line, played, or a card.
//!
//! What the server found by looking decides, never the name, so that a file that lies is a card.

use bandeja_contract::Attachment;

/// More pixels than this would take more memory than a page has; such an image is a card.
pub const MOST_PIXELS: u64 = 40_000_000;

/// What a file is to whoever looks at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A raster image of a known size.
    Image,
    /// Sound that browsers play.
    Audio,
    /// Moving pictures that browsers play.
    Video,
    /// Something to read: PDF, text, documents, slides.
    Document,
    /// Rows and columns.
    Sheet,
    /// Files packed together.
    Archive,
    /// Anything else.
    Other,
}

/// What a file is.
#[must_use]
pub fn kind(file: &Attachment) -> Kind {
    match file.media_type.as_str() {
        "image/png" | "image/jpeg" | "image/gif" | "image/webp" | "image/avif" => {
            if pixels(file).is_some_and(|pixels| pixels <= MOST_PIXELS) {
                Kind::Image
            } else {
                Kind::Other
            }
        }
        "audio/mpeg" | "audio/m4a" | "audio/mp4" | "audio/ogg" | "audio/opus" | "audio/aac"
        | "audio/x-wav" | "audio/x-flac" => Kind::Audio,
        "video/mp4" | "video/webm" | "video/x-m4v" | "video/quicktime" => Kind::Video,
        "application/zip"
        | "application/gzip"
        | "application/x-tar"
        | "application/x-7z-compressed"
        | "application/vnd.rar" => Kind::Archive,
        "application/pdf" | "application/msword" | "text/plain" | "application/rtf" => {
            Kind::Document
        }
        "application/vnd.ms-excel" => Kind::Sheet,
        other if other.contains("spreadsheet") => Kind::Sheet,
        other if other.contains("officedocument") || other.contains("opendocument") => {
            Kind::Document
        }
        _ => Kind::Other,
    }
}

fn pixels(file: &Attachment) -> Option<u64> {
    Some(u64::from(file.width?) * u64::from(file.height?))
}

/// How large an image stands in a thread: at most so wide and so high, never larger than it is,
/// never a line.
#[must_use]
pub fn fitted(width: u32, height: u32, most: (u32, u32)) -> (u32, u32) {
    let (wide, high) = (u64::from(width.max(1)), u64::from(height.max(1)));
    let (most_wide, most_high) = (u64::from(most.0), u64::from(most.1));
    let (mut shown_wide, mut shown_high) = (wide.min(most_wide), high.min(most_high));
    if wide * shown_high > high * shown_wide {
        shown_high = high * shown_wide / wide;
    } else {
        shown_wide = wide * shown_high / high;
    }
    let side = |length: u64| u32::try_from(length).unwrap_or(u32::MAX).max(LEAST);
    (side(shown_wide), side(shown_high))
}

/// The shortest side of an image in a thread: something to point at.
const LEAST: u32 = 44;

#[cfg(test)]
mod tests {
    use super::*;
    use bandeja_contract::AttachmentId;

    fn file(media_type: &str, size: Option<(u32, u32)>) -> Attachment {
        Attachment {
            id: AttachmentId(uuid::Uuid::nil()),
            name: "foto.png".to_owned(),
            media_type: media_type.to_owned(),
            size: 9,
            width: size.map(|size| size.0),
            height: size.map(|size| size.1),
        }
    }

    /// Proves T7, F14: a name says nothing.
    #[test]
    fn the_bytes_decide_and_not_the_name() {
        let check =
            |media_type, size, expected| assert_eq!(kind(&file(media_type, size)), expected);
        check("image/png", Some((640, 480)), Kind::Image);
        check("image/png", None, Kind::Other);
        check("image/jpeg", Some((60_000, 60_000)), Kind::Other);
        check("image/svg+xml", Some((9, 9)), Kind::Other);
        check("text/html", None, Kind::Other);
        check("text/xml", None, Kind::Other);
        check("application/pdf", None, Kind::Document);
        check("audio/ogg", None, Kind::Audio);
        check("audio/amr", None, Kind::Other);
        check("video/mp4", None, Kind::Video);
        check("", None, Kind::Other);
    }

    /// Proves T7.
    #[test]
    fn an_image_fits_and_keeps_its_form() {
        let check = |size: (u32, u32), expected| {
            assert_eq!(fitted(size.0, size.1, (320, 280)), expected, "{size:?}");
        };
        check((100, 80), (100, 80));
        check((640, 480), (320, 240));
        check((480, 640), (210, 280));
        check((10_000, 10), (320, 44));
        check((1, 1), (44, 44));
        check((0, 0), (44, 44));
    }
}
