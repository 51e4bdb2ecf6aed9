//! Recommendations across reports, found by whom they ask, how strongly, about what, by article and by words.

use super::{
    ADDRESSEES, Links, STRENGTHS, any, called, calls, code_of, coded, head, permit, read_each, short, word,
};
use crate::rules::Filter;
use crate::store_found;
use crate::store_public::{self, Received};
use crate::types::{ConferenceError, LINE_CHARS_MAX, Recommended};
use access::{Node, Officer};
use axum::extract::{Query, State};
use axum::response::Response;
use gate::action;
use reading::report::Theme;
use serde::Deserialize;
use std::sync::Arc;
use uuid::Uuid;
use web::{Action, Choice, Problem, T, Tag};

/// What is looked for, as it stands in the address.
#[derive(Clone, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    addressee: String,
    #[serde(default)]
    strength: String,
    #[serde(default)]
    theme: String,
    #[serde(default)]
    article: String,
    #[serde(default)]
    page: String,
}

impl Asked {
    fn filter(&self) -> Filter {
        let cut = |text: &str| text.trim().chars().take(LINE_CHARS_MAX).collect::<String>();
        Filter {
            words: cut(&self.q),
            addressee: coded(&self.addressee),
            strength: coded(&self.strength),
            theme: coded(&self.theme),
            article: cut(&self.article),
        }
    }

    /// The address of the same search, without its page.
    fn address(&self) -> String {
        let parts = [
            ("q", &self.q),
            ("addressee", &self.addressee),
            ("strength", &self.strength),
            ("theme", &self.theme),
            ("article", &self.article),
        ];
        let mut query = String::new();
        for (name, value) in parts.into_iter().filter(|(_, value)| !value.is_empty()) {
            let sign = if query.is_empty() { '?' } else { '&' };
            query.push_str(&format!("{sign}{name}={}", super::escaped(value)));
        }
        format!("/conference{query}")
    }
}

struct Row {
    id: Uuid,
    called: String,
    symbol: String,
    heading: String,
    text: String,
    calls: Vec<Tag>,
}

#[derive(askama::Template)]
#[template(path = "list_recommendations.html")]
struct ListRecommendations<'a> {
    t: &'a T,
    links: Links,
    rows: Vec<Row>,
    total: u64,
    kept: u64,
    page: u64,
    asked: Asked,
    narrowed: bool,
    addressees: Vec<Choice>,
    strengths: Vec<Choice>,
    themes: Vec<Choice>,
    /// What others publish about recommendations of reports that were not put in here: address, recommendation, who.
    elsewhere: Vec<(Uuid, String, String)>,
}

pub(crate) async fn list(
    State(node): State<Arc<Node>>,
    officer: Officer,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (filter, page) = (&asked.filter(), super::page_of(&asked.page));
    let all = node.store.run::<_, ConferenceError, _, _>("recommendations", |tx| {
        let (node, officer) = (&node, &officer);
        async move {
            permit(node, &tx, &officer.actor, action::READ_CONFERENCE, ("conference", Uuid::nil()))?;
            let (closed, total, kept) = store_found::found(&tx, filter, page).await?;
            let others = store_public::received_elsewhere(&tx).await?;
            let others = read_each(node, &tx, &officer.actor, others);
            Ok((read_each(node, &tx, &officer.actor, closed), total, kept, others))
        }
    });
    let (found, total, kept, others) = all.await?;
    let (t, elsewhere) = (&officer.t, elsewhere(others));
    let body = ListRecommendations {
        t,
        links: Links::of(&officer),
        rows: found.iter().map(|one| row(t, one)).collect(),
        total,
        kept,
        page,
        narrowed: !filter.is_empty(),
        addressees: any(t, ADDRESSEES.iter().map(|a| Choice::new(code_of(a), word(t, "addressee", a)))),
        strengths: any(t, STRENGTHS.iter().map(|s| Choice::new(code_of(s), word(t, "strength", s)))),
        themes: any(t, THEMES.iter().map(|s| Choice::new(code_of(s), word(t, "theme", s)))),
        asked,
        elsewhere,
    };
    let mut head = head(t, t.get("conference-recommendations"), &[]).under(t.get("conference-what"));
    if body.links.keeps {
        head = head.action(Action::link(t.get("conference-put-in"), "/conference/put-in").primary());
    }
    Ok(web::page(&officer.viewer, head, body))
}

/// What is published about what stands in no report here: by recommendation and name, in no order of time.
fn elsewhere(others: Vec<Received>) -> Vec<(Uuid, String, String)> {
    let mut list: Vec<_> = others.into_iter().map(|one| (one.id, one.title.clone(), one.who())).collect();
    list.sort_by(|a, b| (&a.1, &a.2).cmp(&(&b.1, &b.2)));
    list
}

fn row(t: &T, one: &Recommended) -> Row {
    Row {
        id: one.id,
        called: called(t, &one.says, &one.says.number),
        symbol: one.symbol.clone(),
        heading: one.says.heading.clone(),
        text: short(&one.says.text, 240),
        calls: calls(t, &one.says.calls),
    }
}

/// Every theme, in the order of the choice.
pub(crate) const THEMES: [Theme; 23] = [
    Theme::CapacityBuilding,
    Theme::Technology,
    Theme::Sea,
    Theme::PrivateSector,
    Theme::CivilSociety,
    Theme::NationalStrategies,
    Theme::InternationalCooperation,
    Theme::MutualLegalAssistance,
    Theme::JointInvestigations,
    Theme::ContactPoints,
    Theme::InformationSharing,
    Theme::BordersDocuments,
    Theme::Protection,
    Theme::Children,
    Theme::Gender,
    Theme::DeathsInjuries,
    Theme::Money,
    Theme::Corruption,
    Theme::Trafficking,
    Theme::Prevention,
    Theme::Legislation,
    Theme::Review,
    Theme::FutureWork,
];
