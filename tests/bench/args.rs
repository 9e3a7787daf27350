//! What is to be measured: rows, runs, storms.

use std::{str::FromStr, time::Duration};

/// The wishes of the command line.
#[derive(Clone, Debug)]
pub(crate) struct Args {
    /// How often each number is taken.
    pub(crate) runs: usize,
    /// The rows, by their names.
    pub(crate) rows: Vec<String>,
    /// Events per second of the storms.
    pub(crate) rates: Vec<u32>,
    /// Conversations that the server holds in the storms; lists are measured with the most.
    pub(crate) sizes: Vec<u32>,
    /// How long a storm lasts.
    pub(crate) storm: Duration,
    /// The floor page's numbers of this run become the stored ones.
    pub(crate) store_floor: bool,
    /// What the pages were built for; anything but `web` says nothing about the product.
    pub(crate) profile: String,
}

impl Args {
    /// Reads the command line; cargo's own words for benchmarks are skipped.
    ///
    /// # Errors
    /// A sentence about what is not understood.
    pub(crate) fn from_env(known: &[&str]) -> Result<Self, String> {
        let mut args = Self {
            runs: 9,
            rows: known.iter().map(|row| (*row).to_owned()).collect(),
            rates: vec![50, 200, 1000],
            sizes: vec![10_000, 100_000],
            storm: Duration::from_secs(30),
            store_floor: false,
            profile: std::env::var("BANDEJA_PAGES").unwrap_or_else(|_| "unknown".to_owned()),
        };
        let mut words = std::env::args().skip(1);
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or(format!("{word} needs a value"));
            match word.as_str() {
                "--bench" => {}
                "--runs" => args.runs = number(&value()?)?,
                "--rows" => args.rows = value()?.split(',').map(str::to_owned).collect(),
                "--rates" => args.rates = numbers(&value()?)?,
                "--sizes" => args.sizes = numbers(&value()?)?,
                "--seconds" => args.storm = Duration::from_secs(number(&value()?)?),
                "--store-floor" => args.store_floor = true,
                _ => return Err(format!("«{word}» is not understood")),
            }
        }
        if args.runs == 0 || args.sizes.is_empty() || args.storm.is_zero() {
            return Err("nothing is measured no times".to_owned());
        }
        match args.rows.iter().find(|row| !known.contains(&row.as_str())) {
            Some(row) => Err(format!(
                "there is no row «{row}»; there are {}",
                known.join(", ")
            )),
            None => Ok(args),
        }
    }

    /// The storms over so many conversations: a thousand per second come on ten thousand only, as
    /// the list of goals says.
    pub(crate) fn rates_at(&self, size: u32) -> Vec<u32> {
        let fits = |rate: &u32| *rate < 1000 || size <= 10_000;
        self.rates.iter().copied().filter(fits).collect()
    }

    /// The largest workspace asked for.
    pub(crate) fn most(&self) -> u32 {
        self.sizes.iter().copied().max().unwrap_or_default()
    }
}

fn number<T: FromStr>(text: &str) -> Result<T, String> {
    text.trim()
        .parse()
        .map_err(|_| format!("«{text}» is no number for this"))
}

fn numbers<T: FromStr>(text: &str) -> Result<Vec<T>, String> {
    text.split(',').map(number).collect()
}
