//! What recommendations are found by, so that a search reads the page it shows and nothing else: their words, who is asked
//! how strongly, their themes and articles, and what they are known by at other nodes. It finds what [`Filter::finds`] says.
//! Sessions by page, too.

use crate::pages::code_of;
use crate::public::Of;
use crate::rules::{Filter, full_text, words};
use crate::store::{guarded, recommendation_row, recommended_of, row, session_of, session_row};
use crate::types::{Recommended, Session};
use ::store::Column::{Text, Uuid as Id};
use ::store::{Migration, StoreError, Tx, insert_all, table};
use gate::Guarded;
use kernel::limit::PAGE_ROWS;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::BTreeSet;

row!(key_row, "conference_recommendation_key", { recommendation: Uuid, kind: String, value: String });

/// Recommendations that are given their keys at a time.
const CHUNK: u64 = 500;
/// Most words of a search that are looked at.
const WORDS_MAX: usize = 24;

const WORDS: &str = "words";
const CALL: &str = "call";
const THEME: &str = "theme";
const ARTICLE: &str = "article";
const SAME: &str = "same";

pub(crate) fn migration() -> Migration {
    Migration::tables(
        "conference-7-found",
        vec![
            table("conference_recommendation_key")
                .col("id", Id)
                .col("recommendation", Id)
                .col("kind", Text)
                .col("value", Text)
                .key(&["id"])
                .index(&["recommendation"])
                .index(&["kind"]),
        ],
    )
}

/// Each word between blanks, so that the beginning of one is told from its middle.
fn spaced(words: &BTreeSet<String>) -> String {
    words.iter().fold(" ".to_owned(), |line, word| line + word + " ")
}

fn keys(one: &Recommended) -> BTreeSet<(&'static str, String)> {
    let (says, of) = (&one.says, Of::recommendation(one));
    let mut keys = BTreeSet::from([
        (WORDS, spaced(&words(&format!("{} {}", one.name(), full_text(says))))),
        (SAME, of.key()),
        (SAME, of.words_key()),
    ]);
    keys.extend(
        says.calls.iter().map(|c| (CALL, format!("{} {}", code_of(&c.addressed), code_of(&c.strength)))),
    );
    keys.extend(says.themes.iter().map(|theme| (THEME, code_of(theme))));
    let article = |a: &reading::report::Article| spaced(&words(&format!("{} {}", a.treaty, a.article)));
    keys.extend(says.articles.iter().map(|a| (ARTICLE, article(a))));
    keys
}

/// The recommendations that have these keys.
fn keyed(kind: &str) -> SelectStatement {
    let mut select = Query::select();
    select.column(key_row::Column::Recommendation).from(key_row::Entity);
    select.and_where(key_row::Column::Kind.eq(kind));
    select
}

/// Gives keys to recommendations that have none: those that just came, and those from before there were any.
pub(crate) async fn fill(tx: &Tx) -> Result<(), StoreError> {
    use recommendation_row::Column;
    loop {
        let find = recommendation_row::Entity::find().filter(Column::Id.not_in_subquery(keyed(WORDS)));
        let rows = find.limit(CHUNK).all(tx.db()).await?;
        if rows.is_empty() {
            return Ok(());
        }
        let mut all = Vec::new();
        for row in rows {
            let id = row.id;
            for (kind, value) in keys(&recommended_of(row)?) {
                all.push(key_row::ActiveModel {
                    id: Set(kernel::id::new(tx.clock(), tx.rng())),
                    recommendation: Set(id),
                    kind: Set(kind.to_owned()),
                    value: Set(value),
                });
            }
        }
        insert_all(tx, all).await?;
    }
}

fn condition(filter: &Filter) -> Condition {
    use key_row::Column::Value;
    let mut narrowed: Vec<SelectStatement> = Vec::new();
    let mut narrow = |select: SelectStatement| narrowed.push(select);
    for word in words(&filter.words).into_iter().take(WORDS_MAX) {
        narrow(keyed(WORDS).and_where(Value.like(format!("% {word}%"))).to_owned());
    }
    let (who, how) = (filter.addressee.as_ref().map(code_of), filter.strength.as_ref().map(code_of));
    match (who, how) {
        (Some(who), Some(how)) => narrow(keyed(CALL).and_where(Value.eq(format!("{who} {how}"))).to_owned()),
        (Some(who), None) => narrow(keyed(CALL).and_where(Value.like(format!("{who} %"))).to_owned()),
        (None, Some(how)) => narrow(keyed(CALL).and_where(Value.like(format!("% {how}"))).to_owned()),
        (None, None) => {}
    }
    if let Some(theme) = &filter.theme {
        narrow(keyed(THEME).and_where(Value.eq(code_of(theme))).to_owned());
    }
    let article = words(&filter.article);
    if !article.is_empty() {
        let mut select = keyed(ARTICLE);
        for word in article.into_iter().take(WORDS_MAX) {
            select.and_where(Value.like(format!("% {word} %")));
        }
        narrow(select);
    }
    let within = |all: Condition, select| all.add(recommendation_row::Column::Id.in_subquery(select));
    narrowed.into_iter().fold(Condition::all(), within)
}

/// A page of what is found, those of the newest session first, each report in its order; with how many are found, and how
/// many are kept.
pub(crate) async fn found(
    tx: &Tx,
    filter: &Filter,
    page: u64,
) -> Result<(Vec<Guarded<Recommended>>, u64, u64), StoreError> {
    use recommendation_row::Column;
    let kept = recommendation_row::Entity::find().count(tx.db()).await?;
    let keyed = key_row::Entity::find().filter(key_row::Column::Kind.eq(WORDS)).count(tx.db()).await?;
    if keyed < kept {
        fill(tx).await?;
    }
    let find = recommendation_row::Entity::find().filter(condition(filter));
    let total = find.clone().count(tx.db()).await?;
    let rows = find
        .order_by_desc(Column::Day)
        .order_by_asc(Column::Report)
        .order_by_asc(Column::Place)
        .offset(page.saturating_sub(1).saturating_mul(PAGE_ROWS))
        .limit(PAGE_ROWS)
        .all(tx.db())
        .await?;
    let read = rows.into_iter().map(guarded).collect::<Result<_, StoreError>>()?;
    Ok((read, total, kept))
}

/// What the recommendations here are known by at other nodes.
pub(crate) fn known_here() -> SelectStatement {
    let mut select = Query::select();
    select.column(key_row::Column::Value).from(key_row::Entity);
    select.and_where(key_row::Column::Kind.eq(SAME));
    select
}

/// A page of the sessions, the newest first, of one body where it is named; with how many there are.
pub(crate) async fn sessions(
    tx: &Tx,
    body: &str,
    page: u64,
) -> Result<(Vec<Guarded<Session>>, u64), StoreError> {
    let mut find = session_row::Entity::find();
    if !body.is_empty() {
        find = find.filter(session_row::Column::Body.eq(body));
    }
    let total = find.clone().count(tx.db()).await?;
    let rows = find
        .order_by_desc(session_row::Column::FirstDay)
        .order_by_desc(session_row::Column::Id)
        .offset(page.saturating_sub(1).saturating_mul(PAGE_ROWS))
        .limit(PAGE_ROWS)
        .all(tx.db())
        .await?;
    Ok((rows.into_iter().map(session_of).collect::<Result<_, StoreError>>()?, total))
}

/// The bodies that met, by name.
pub(crate) async fn bodies(tx: &Tx) -> Result<Vec<String>, StoreError> {
    let find = session_row::Entity::find().select_only().column(session_row::Column::Body).distinct();
    Ok(find.order_by_asc(session_row::Column::Body).into_tuple().all(tx.db()).await?)
}
