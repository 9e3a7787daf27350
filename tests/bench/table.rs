//! The numbers, the goals, and how both are told: a table for people, JSON for machines.
//!
//! It will never know how a number was measured.

use crate::{
    args::Args,
    numbers::{count, median},
};
use bandeja_tests::place;
use serde_json::{Map, Value, json};
use std::{
    collections::BTreeMap,
    path::PathBuf,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{SystemTime, UNIX_EPOCH},
};

/// How far the floor page may be from its stored value before a result is marked.
const DRIFT: f64 = 0.15;

/// What a number should be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Goal {
    /// At most this.
    Most(f64),
    /// At least this.
    Least(f64),
    /// Nobody has set one; it explains another number.
    None,
}

/// Whose number it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whose {
    /// The product's.
    Ours,
    /// The floor page's.
    Floor,
}

/// What is measured: the row of the list, words, and a unit.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct What {
    /// The row's name.
    pub(crate) row: &'static str,
    /// What, under which conditions.
    pub(crate) name: String,
    /// Of the number.
    pub(crate) unit: &'static str,
    /// What it should be.
    pub(crate) goal: Goal,
}

/// Short for a [`What`].
pub(crate) fn what(
    row: &'static str,
    name: impl Into<String>,
    unit: &'static str,
    goal: Goal,
) -> What {
    let name = name.into();
    What {
        row,
        name,
        unit,
        goal,
    }
}

#[derive(Debug)]
struct Line {
    what: What,
    ours: Vec<f64>,
    floor: Vec<f64>,
}

/// All numbers so far.
pub(crate) struct Table {
    args: Args,
    lines: Mutex<Vec<Line>>,
    remarks: Mutex<Vec<String>>,
    /// The floor page's numbers of the run that stored them.
    stored: BTreeMap<String, f64>,
}

impl Table {
    /// An empty one.
    pub(crate) fn new(args: &Args) -> Self {
        let stored = std::fs::read_to_string(floor_file())
            .ok()
            .and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default();
        Self {
            args: args.clone(),
            lines: Mutex::default(),
            remarks: Mutex::default(),
            stored: if args.store_floor {
                BTreeMap::new()
            } else {
                stored
            },
        }
    }

    /// One more number.
    pub(crate) fn take(&self, what: What, whose: Whose, number: f64) {
        eprintln!("   {} [{whose:?}]: {number:.2} {}", what.name, what.unit);
        let mut lines = self.lines();
        let known = lines
            .iter()
            .position(|line| line.what.row == what.row && line.what.name == what.name);
        let at = known.unwrap_or_else(|| {
            lines.push(Line {
                what,
                ours: Vec::new(),
                floor: Vec::new(),
            });
            lines.len() - 1
        });
        match whose {
            Whose::Ours => lines[at].ours.push(number),
            Whose::Floor => lines[at].floor.push(number),
        }
    }

    /// Something to be known about the numbers; said once.
    pub(crate) fn remark(&self, sentence: String) {
        let mut remarks = self.remarks.lock().unwrap_or_else(PoisonError::into_inner);
        if !remarks.contains(&sentence) {
            eprintln!("   {sentence}");
            remarks.push(sentence);
        }
    }

    /// Says so where others want this machine, too.
    pub(crate) fn looks_around(&self, row: &str) {
        let load = load();
        let wanted = load
            .split(' ')
            .next()
            .and_then(|one| one.parse::<f64>().ok());
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        if wanted.is_some_and(|wanted| wanted > count(cores)) {
            self.remark(format!(
                "row {row}: load {load} on {cores} cores when it began; believe the ratios alone"
            ));
        }
    }

    fn lines(&self) -> MutexGuard<'_, Vec<Line>> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn remarks(&self) -> Vec<String> {
        let remarks = self.remarks.lock().unwrap_or_else(PoisonError::into_inner);
        remarks.clone()
    }

    /// Prints all of it.
    pub(crate) fn print(&self) {
        println!(
            "\n{:6} {:54} {:>12} {:>12} {:>12} {:>12} {:>7}  ",
            "row", "what", "goal", "median", "worst", "floor", "ratio"
        );
        for line in self.lines().iter() {
            println!("{}", self.told(line));
        }
        println!(
            "\n✓ goal reached, ✗ not; ~ the floor page is more than 15 % off its stored value."
        );
        for remark in self.remarks() {
            println!("{remark}");
        }
        if self.args.profile != "web" {
            println!("pages built for daily work, not as delivered: these numbers mean nothing");
        }
        println!("{} runs; {}", self.args.runs, json_file().display());
    }

    fn told(&self, line: &Line) -> String {
        let What {
            row,
            name,
            unit,
            goal,
        } = &line.what;
        let number = |value: f64| {
            if value.is_finite() {
                format!("{} {unit}", short(value))
            } else {
                "never".to_owned()
            }
        };
        let goal_told = match goal {
            Goal::Most(most) => format!("≤ {}", number(*most)),
            Goal::Least(least) => format!("≥ {}", number(*least)),
            Goal::None => String::new(),
        };
        let (floor, ratio) = match line.ratio() {
            Some(ratio) => (number(median(&line.floor)), format!("{ratio:.1}×")),
            None if line.floor.is_empty() => (String::new(), String::new()),
            None => (number(median(&line.floor)), String::new()),
        };
        let verdict = match line.is_reached() {
            Some(true) => "✓",
            Some(false) => "✗",
            None => " ",
        };
        let mark = if self.has_drifted(line) { "~" } else { " " };
        let (middle, worst) = if line.ours.is_empty() {
            (String::new(), String::new())
        } else {
            (number(median(&line.ours)), number(line.worst()))
        };
        format!(
            "{row:6} {name:54} {goal_told:>12} {middle:>12} {worst:>12} {floor:>12} {ratio:>7} {verdict}{mark}"
        )
    }

    fn has_drifted(&self, line: &Line) -> bool {
        let stored = self.stored.get(&line.key()).copied();
        match (stored, line.floor.is_empty()) {
            // Of small counts and shares of nothing, a part says nothing.
            (Some(stored), false) if stored >= 1.0 => {
                (median(&line.floor) / stored - 1.0).abs() > DRIFT
            }
            _ => false,
        }
    }

    /// Writes `target/bench.json`, and the floor page's numbers that are not stored yet.
    pub(crate) fn write(&self) {
        let mut floors = self.stored.clone();
        let mut told = Vec::new();
        for line in self.lines().iter() {
            if !line.floor.is_empty() {
                floors
                    .entry(line.key())
                    .or_insert_with(|| median(&line.floor));
            }
            told.push(self.json(line));
        }
        let document = json!({
            "at": SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs()),
            "runs": self.args.runs,
            "pages": self.args.profile,
            "cores": std::thread::available_parallelism().map_or(0, usize::from),
            "load": load(),
            "remarks": self.remarks(),
            "measures": told,
        });
        for (file, value) in [(json_file(), document), (floor_file(), json!(floors))] {
            let text = serde_json::to_string_pretty(&value).unwrap_or_default();
            if let Err(error) = std::fs::write(&file, text) {
                eprintln!("{}: {error}", file.display());
            }
        }
    }

    fn json(&self, line: &Line) -> Value {
        let mut object = Map::new();
        object.insert("row".to_owned(), line.what.row.into());
        object.insert("what".to_owned(), line.what.name.clone().into());
        object.insert("unit".to_owned(), line.what.unit.into());
        match line.what.goal {
            Goal::Most(most) => object.insert("at_most".to_owned(), most.into()),
            Goal::Least(least) => object.insert("at_least".to_owned(), least.into()),
            Goal::None => None,
        };
        if !line.ours.is_empty() {
            object.insert("median".to_owned(), median(&line.ours).into());
            object.insert("worst".to_owned(), line.worst().into());
        }
        if let Some(ratio) = line.ratio() {
            object.insert("ratio_to_floor".to_owned(), ratio.into());
        }
        if let Some(is_reached) = line.is_reached() {
            object.insert("is_reached".to_owned(), is_reached.into());
        }
        object.insert(
            "floor_has_drifted".to_owned(),
            self.has_drifted(line).into(),
        );
        object.insert("ours".to_owned(), json!(line.ours));
        object.insert("floor".to_owned(), json!(line.floor));
        Value::Object(object)
    }
}

impl Line {
    fn key(&self) -> String {
        format!("{}: {}", self.what.row, self.what.name)
    }

    fn worst(&self) -> f64 {
        let worse = match self.what.unit {
            "/s" | "fps" => f64::min,
            _ => f64::max,
        };
        self.ours.iter().copied().reduce(worse).unwrap_or(f64::NAN)
    }

    fn ratio(&self) -> Option<f64> {
        let (ours, floor) = (median(&self.ours), median(&self.floor));
        (floor > 0.0 && ours.is_finite()).then(|| ours / floor)
    }

    /// By the median.
    fn is_reached(&self) -> Option<bool> {
        if self.ours.is_empty() {
            return None;
        }
        match self.what.goal {
            Goal::Most(most) => Some(median(&self.ours) <= most),
            Goal::Least(least) => Some(median(&self.ours) >= least),
            Goal::None => None,
        }
    }
}

/// Three digits that count.
fn short(number: f64) -> String {
    if number.fract() == 0.0 || number.abs() >= 100.0 {
        format!("{number:.0}")
    } else if number.abs() >= 10.0 {
        format!("{number:.1}")
    } else {
        format!("{number:.2}")
    }
}

/// How many wanted a core, over one, five and fifteen minutes; empty where nobody says.
fn load() -> String {
    std::fs::read_to_string("/proc/loadavg")
        .map(|text| text.trim().to_owned())
        .unwrap_or_default()
}

fn json_file() -> PathBuf {
    place::target().join("bench.json")
}

fn floor_file() -> PathBuf {
    place::target().join("bench-floor.json")
}
