//! Searching (L9): what an agent may see, newest first, in pages that nobody waits long for.

use crate::{
    app::App,
    db::{
        read,
        search::{Match, Signs, Tier, What, look},
    },
    error::Result,
};
use bandeja_contract::{
    Code, Problem,
    search::{Found, Hit, MAX_HITS, MAX_SEARCH, Search, SearchPage},
};
use bandeja_domain::{
    permission::{Actor, sees},
    search::{Refusal, Wanted},
};

mod snippet;

/// So many matches are looked at for one page: what the reader may not see among them, and common
/// words, end it early.
const LOOKED_AT: usize = 2_000;

/// A page of what was found.
pub(crate) async fn search(app: &App, actor: &Actor, search: &Search) -> Result<SearchPage> {
    let wanted = Wanted::read(&search.text).map_err(|refusal| match refusal {
        Refusal::Nothing => Problem::new(Code::Invalid).at("/text"),
        Refusal::TooLong => Problem::new(Code::TooLarge)
            .at("/text")
            .limit(MAX_SEARCH as u64),
    })?;
    if !(1..=MAX_HITS).contains(&search.limit) {
        let problem = Problem::new(Code::Invalid).at("/limit");
        return Err(problem.limit(MAX_HITS.into()).into());
    }
    let limit = usize::try_from(search.limit).unwrap_or(usize::MAX);
    let (first, mut before) = match &search.cursor {
        Some(cursor) => parse_cursor(cursor)?,
        None => (0, i64::MAX),
    };
    let mut moment = app.readers().moment().await?;
    let (seq, _) = read::head(&mut moment).await?;
    let signs = Signs::new();
    let mut hits: Vec<Hit> = Vec::new();
    let mut looked_at = 0;
    let mut next = None;
    for (number, tier) in Tier::ALL.into_iter().enumerate().skip(first) {
        let Some(expression) = tier.expression(&wanted) else {
            continue;
        };
        let from = before;
        let take = |one: Match| {
            looked_at += 1;
            if hits.len() == limit || looked_at > LOOKED_AT {
                return false;
            }
            before = one.place;
            if sees(actor, one.group) {
                hits.extend(hit(one, &wanted, &signs));
            }
            true
        };
        let is_whole = look(&mut moment, tier, &expression, &signs, from, take).await?;
        if !is_whole {
            next = Some(format!("{number}.{before}"));
            break;
        }
        before = i64::MAX;
    }
    let mut ids: Vec<_> = hits.iter().map(|hit| hit.conversation).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut conversations = read::conversations(&mut moment, &ids).await?;
    conversations.retain(|row| sees(actor, row.group));
    Ok(SearchPage {
        seq,
        hits,
        conversations,
        next,
    })
}

fn hit(one: Match, wanted: &Wanted, signs: &Signs) -> Option<Hit> {
    let (found, item, author, (snippet, marks)) = match one.what {
        What::Message { item, author, text } => {
            let cut = snippet::cut(&text, signs);
            (Found::Message, Some(item), Some(author), cut)
        }
        What::Head { columns, phone } => {
            let (found, cut) = head(&columns, phone.as_deref(), wanted, signs)?;
            (found, None, None, cut)
        }
    };
    let position = item.map(|_| bandeja_contract::Seq(one.place.unsigned_abs()));
    Some(Hit {
        found,
        conversation: one.conversation,
        item,
        position,
        author,
        at: one.at,
        snippet,
        marks,
    })
}

/// Which part of a head it is that matches, and what is shown of it.
fn head(
    columns: &[String; 6],
    phone: Option<&str>,
    wanted: &Wanted,
    signs: &Signs,
) -> Option<(Found, snippet::Snippet)> {
    const ORDER: [(Found, usize); 6] = [
        (Found::Name, 0),
        (Found::Email, 1),
        (Found::Phone, 2),
        (Found::Attention, 3),
        (Found::Ticket, 4),
        (Found::Subject, 5),
    ];
    let (found, at) = ORDER
        .into_iter()
        .find(|(_, at)| columns.get(*at).is_some_and(|text| text.contains(&signs.0)))?;
    let text = columns.get(at)?;
    let shown = match found {
        Found::Phone => snippet::phone(phone.unwrap_or_default(), wanted),
        _ => snippet::cut(text, signs),
    };
    Some((found, shown))
}

fn parse_cursor(cursor: &str) -> Result<(usize, i64)> {
    let parse = || {
        let (tier, place) = cursor.split_once('.')?;
        let tier: usize = tier.parse().ok()?;
        (tier < Tier::ALL.len()).then_some((tier, place.parse().ok()?))
    };
    parse().ok_or_else(|| Problem::new(Code::Invalid).at("/cursor").into())
}
