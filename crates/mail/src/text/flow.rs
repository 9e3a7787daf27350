//! `format=flowed` (RFC 3676): joins lines that were broken only to be sent.

/// Joins soft line breaks. `delete_space` is the parameter `DelSp=yes`.
#[must_use]
pub fn flow(text: &str, delete_space: bool) -> String {
    let mut out = String::with_capacity(text.len());
    // The depth of the line that goes on, if the last one does.
    let mut open: Option<usize> = None;
    for line in text.split('\n') {
        let unquoted = line.trim_start_matches('>');
        let depth = line.len() - unquoted.len();
        let content = unquoted.strip_prefix(' ').unwrap_or(unquoted);
        let signature = content == "-- ";
        if open == Some(depth) && !signature {
            out.push_str(content);
        } else {
            if !out.is_empty() || open.is_some() {
                out.push('\n');
            }
            out.push_str(&">".repeat(depth));
            if depth > 0 && !content.is_empty() {
                out.push(' ');
            }
            out.push_str(content);
        }
        let soft = content.ends_with(' ') && !signature;
        if soft && delete_space {
            out.pop();
        }
        open = Some(if soft { depth } else { usize::MAX });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &str, delete_space: bool, expected: &str) {
        assert_eq!(flow(input, delete_space), expected);
    }

    #[test]
    fn soft_breaks_are_joined_within_one_depth() {
        check("uno \ndos\ntres", false, "uno dos\ntres");
        check(
            "> uno \n> dos\n>> tres \n> cuatro",
            false,
            "> uno dos\n>> tres \n> cuatro",
        );
        check("漢 \n字", true, "漢字");
        check(" >no es cita\n From x", false, ">no es cita\nFrom x");
        check("fin \n-- \nAna", false, "fin \n-- \nAna");
        check("\n\na", false, "\n\na");
        check("", false, "");
    }
}
