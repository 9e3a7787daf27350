//! No file knows the machine it was written on.

use super::{Finding, source::Source};

/// Written in pieces, so that this file does not find itself.
const MACHINES: [&str; 6] = [
    concat!("/wo", "rk/"),
    concat!("/ro", "ot/"),
    concat!("/tmp", "/w/"),
    concat!("index.crates", ".io"),
    concat!("static.crates", ".io"),
    concat!("registry.npmjs", ".org"),
];

pub(super) fn no_file_knows_a_machine(source: &Source, findings: &mut Vec<Finding>) {
    for machine in MACHINES {
        for (at, _) in source.text.match_indices(machine) {
            // `network/` and `uproot/` are words, not places.
            let is_place = !source.text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '.');
            if is_place {
                findings.push(source.finding(at, format!("«{machine}» is a place of one machine")));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::testing::lines, *};

    #[test]
    fn places_of_a_machine_are_found() {
        for machine in MACHINES {
            let found = lines(
                no_file_knows_a_machine,
                "README.md",
                &format!("\nsee {machine}x"),
            );
            assert_eq!(found, [2], "{machine}");
        }
    }

    #[test]
    fn relative_paths_pass() {
        let text = concat!("../wo", "rk/a and a/wo", "rk/b");
        assert_eq!(lines(no_file_knows_a_machine, "a.rs", text), [0; 0]);
    }
}
