//! The frame around every page: side bar, top bar, head with at most three actions, main.

use crate::html::Html;
use crate::preferences::{Preferences, Theme};
use crate::problem::Problem;
use crate::statics;
use crate::words::T;
use askama::Template;
use axum::response::{Html as HtmlResponse, IntoResponse, Response};
use http::StatusCode;
use kernel::Party;

/// Most actions in the head of a page.
pub const ACTIONS_MAX: usize = 3;
/// Most rooms in the side bar.
pub const ROOMS_MAX: usize = 24;

/// Who looks at the page, and everything the frame shows of them. Built by `access` from the session.
#[derive(Clone, Debug)]
pub struct Viewer {
    /// The person, as they are called: `A. Moussa`.
    pub name: String,
    /// What they are here, in their language: `duty officer`.
    pub role: String,
    /// The authority they act for.
    pub authority: String,
    /// Where it sits, if known: `Niamey`.
    pub place: Option<String>,
    /// Its State.
    pub party: Party,
    /// Words, language and zone.
    pub t: T,
    /// Light or dark.
    pub theme: Theme,
    /// Path of this page.
    pub here: String,
    /// The rooms that exist for this person, in order; at most [`ROOMS_MAX`].
    pub rooms: Vec<RoomLink>,
    /// The case and purpose they act in, if they are in one.
    pub acting_in: Option<ActingIn>,
    /// The running shift, if they keep a desk.
    pub shift: Option<Shift>,
    /// Path of the search page; no search field if none.
    pub search: Option<&'static str>,
    /// What was searched for, to stand in the field.
    pub searched: String,
    /// Path of the person's own settings.
    pub account: Option<&'static str>,
    /// Path that ends the session (POST).
    pub sign_out: Option<&'static str>,
    /// Whether everything on this node is invented.
    pub demonstration: bool,
}

impl Viewer {
    /// A viewer of whom only this much is known; `access` fills in the rest.
    #[must_use]
    pub fn new(
        name: &str,
        role: &str,
        authority: &str,
        party: Party,
        t: T,
        preferences: &Preferences,
    ) -> Self {
        Self {
            name: name.to_owned(),
            role: role.to_owned(),
            authority: authority.to_owned(),
            place: None,
            party,
            t,
            theme: preferences.theme,
            here: preferences.here.clone(),
            rooms: Vec::new(),
            acting_in: None,
            shift: None,
            search: None,
            searched: String::new(),
            account: None,
            sign_out: None,
            demonstration: false,
        }
    }

    /// This viewer, now acting in a case for a purpose.
    #[must_use]
    pub fn acting_in(mut self, case: impl ToString, href: impl ToString, purpose: impl ToString) -> Self {
        self.acting_in =
            Some(ActingIn { case: case.to_string(), href: href.to_string(), purpose: purpose.to_string() });
        self
    }
}

/// A room in the side bar.
#[derive(Clone, Debug)]
pub struct RoomLink {
    /// The room, as [`Head::room`] names it.
    pub room: &'static str,
    /// Its name in the viewer's language.
    pub label: String,
    /// Its front page.
    pub href: &'static str,
    /// What waits there; nothing is shown for zero.
    pub waiting: u64,
    /// Whether it stands below the line: oversight, settings.
    pub apart: bool,
}

/// The case and purpose a person acts in.
#[derive(Clone, Debug)]
pub struct ActingIn {
    /// The case's reference.
    pub case: String,
    /// The case's page.
    pub href: String,
    /// The purpose, in words.
    pub purpose: String,
}

/// A shift at a desk.
#[derive(Clone, Debug)]
pub struct Shift {
    /// `Night shift until 06:00`.
    pub label: String,
    /// Where it is handed over.
    pub href: String,
}

/// What a page is: its room, its law, its name, its actions.
#[derive(Clone, Debug)]
pub struct Head {
    pub(crate) room: &'static str,
    pub(crate) title: String,
    pub(crate) over: String,
    pub(crate) under: String,
    pub(crate) actions: Vec<Action>,
    pub(crate) status: StatusCode,
}

impl Head {
    /// The page called `title`, in the room.
    #[must_use]
    pub fn new(room: &'static str, title: impl ToString) -> Self {
        Self {
            room,
            title: title.to_string(),
            over: String::new(),
            under: String::new(),
            actions: Vec::new(),
            status: StatusCode::OK,
        }
    }

    /// The line over the title: what it is and under which law.
    #[must_use]
    pub fn over(mut self, text: impl ToString) -> Self {
        self.over = text.to_string();
        self
    }

    /// The line under the title.
    #[must_use]
    pub fn under(mut self, text: impl ToString) -> Self {
        self.under = text.to_string();
        self
    }

    /// An action. A page has at most [`ACTIONS_MAX`], one of them primary: more are left out and logged.
    #[must_use]
    pub fn action(mut self, action: Action) -> Self {
        let second_primary = action.primary && self.actions.iter().any(|a| a.primary);
        if self.actions.len() >= ACTIONS_MAX || second_primary {
            tracing::error!(
                page = self.title,
                action = action.label,
                "a page has at most three actions, one primary"
            );
            return self;
        }
        self.actions.push(action);
        self
    }

    /// Another status than 200: a form that comes back with errors is 422.
    #[must_use]
    pub fn status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }
}

/// A button in the head of a page.
#[derive(Clone, Debug)]
pub struct Action {
    pub(crate) label: String,
    pub(crate) way: Way,
    pub(crate) primary: bool,
    pub(crate) grave: bool,
}

#[derive(Clone, Debug)]
pub(crate) enum Way {
    Link(String),
    Post(String),
    Submit(String),
}

impl Action {
    /// Goes to another page.
    #[must_use]
    pub fn link(label: impl ToString, href: impl ToString) -> Self {
        Self::new(label, Way::Link(href.to_string()))
    }

    /// Does something at once (an empty form by POST).
    #[must_use]
    pub fn post(label: impl ToString, path: impl ToString) -> Self {
        Self::new(label, Way::Post(path.to_string()))
    }

    /// Sends the form on this page that has this id.
    #[must_use]
    pub fn submit(label: impl ToString, form_id: impl ToString) -> Self {
        Self::new(label, Way::Submit(form_id.to_string()))
    }

    /// The one that most people want here.
    #[must_use]
    pub fn primary(mut self) -> Self {
        self.primary = true;
        self
    }

    /// One that cannot be taken back.
    #[must_use]
    pub fn grave(mut self) -> Self {
        self.grave = true;
        self
    }

    fn new(label: impl ToString, way: Way) -> Self {
        Self { label: label.to_string(), way, primary: false, grave: false }
    }
}

#[derive(Template)]
#[template(path = "frame.html")]
struct Frame<'a> {
    viewer: &'a Viewer,
    t: &'a T,
    head: &'a Head,
    body: Html,
    css: &'a str,
    js: &'a str,
    icon: &'a str,
}

#[derive(Template)]
#[template(path = "plain_frame.html")]
struct PlainFrame<'a> {
    t: &'a T,
    theme: Theme,
    here: &'a str,
    title: &'a str,
    body: Html,
    css: &'a str,
    js: &'a str,
    icon: &'a str,
}

/// A page of a room in its frame.
#[must_use]
pub fn page(viewer: &Viewer, head: Head, body: impl Template) -> Response {
    let framed = Html::render(&body).and_then(|body| {
        Frame {
            viewer,
            t: &viewer.t,
            head: &head,
            body,
            css: statics::css(),
            js: statics::js(),
            icon: statics::icon(),
        }
        .render()
    });
    answer(head.status, framed)
}

/// A page for somebody who is not signed in: sign-in, first link, errors. The body brings its own `h1`.
#[must_use]
pub fn plain_page(
    t: &T,
    preferences: &Preferences,
    status: StatusCode,
    title: &str,
    body: impl Template,
) -> Response {
    let framed = Html::render(&body).and_then(|body| {
        PlainFrame {
            t,
            theme: preferences.theme,
            here: &preferences.here,
            title,
            body,
            css: statics::css(),
            js: statics::js(),
            icon: statics::icon(),
        }
        .render()
    });
    answer(status, framed)
}

/// A part of a page without its frame.
#[must_use]
pub fn fragment(body: impl Template) -> Response {
    answer(StatusCode::OK, body.render())
}

fn answer(status: StatusCode, page: askama::Result<String>) -> Response {
    match page {
        Ok(page) => (status, HtmlResponse(page)).into_response(),
        Err(error) => {
            tracing::error!(%error, "a page could not be written");
            Problem::broken().into_response()
        }
    }
}
