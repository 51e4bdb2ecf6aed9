//! Who may what in the running system: every route, tried by everybody on a record of every kind.
//! `UPDATE_EXPECTED=1 cargo nextest run -p node authoris` writes the table anew; a person reads the difference.

mod must_be_no;
mod scene;
mod secrets;

use crate::compose;
use scene::{ASKERS, NO_SUCH, Scene};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use web::Route;

const HEAD: &str = "\
# Every route of the running system, tried on a record of every kind by everybody: the answer, and who got it.
# Reads come first, then acts, most with an empty form: after 400, 409 and 422 the asker got as far as the form.
# 403 is a room's word to another node that it takes no part in this.
# 404 is nothing there, for whoever may not know; 401 and sign-in are for nobody in particular.
# own: of the asker's authority. kept: kept to a circle. neighbour's: of another authority of this node.
# Roles by actions by labels, all rooms' policies loaded: engines/gate/tests/expected/table.txt.

";
/// Answers of somebody who got in.
const INSIDE: &[&str] = &["200", "303", "400", "403", "409", "422"];
/// Routes for which there is nothing here that they could be tried on, and why.
const NO_SUBJECT: &[(&str, &str)] = &[
    (
        "POST /witnesses/{id}",
        "an alarm stands only where a peer showed two logs; `oversight` tries its settling",
    ),
    (
        "POST /hub/alarms/{id}",
        "an alarm stands only where a hub showed what cannot be true; `hub` tries its settling",
    ),
    ("POST /hub/introduced/{node}", "it takes two witnesses in the log of a hub; `hub` tries it"),
];

fn expected(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../proof/expected").join(name)
}

/// Reads, then acts, then those after which what they were tried on is gone.
fn order(route: &Route) -> u8 {
    const LAST: &[&str] = &[
        "withdraw_contact",
        "withdraw_kept",
        "retract_statement",
        "discard_upload",
        "take_back_opening",
        "end_shift",
        "take_desk",
        "change_person",
        "revoke_peer",
    ];
    match (route.method.as_str(), route.action) {
        ("GET", _) => 0,
        (_, "record_claim") => 3,
        (_, action) if LAST.contains(&action) => 2,
        _ => 1,
    }
}

fn name(route: &Route) -> String {
    format!("{} {}", route.method, route.path)
}

/// A line of the table: the route, what it was tried on, and who was answered what.
struct Row {
    route: String,
    of: &'static str,
    answers: BTreeMap<String, Vec<&'static str>>,
}

impl Row {
    fn has(&self, asker: &str, answers: &[&str]) -> bool {
        self.answers.iter().any(|(answer, who)| answers.contains(&answer.as_str()) && who.contains(&asker))
    }

    fn anybody_inside(&self) -> bool {
        ASKERS.iter().any(|(asker, _)| self.has(asker, INSIDE))
    }
}

async fn sessions(scene: &Scene) -> Vec<(&'static str, Option<String>)> {
    let mut all = Vec::new();
    for (asker, sign_in) in ASKERS {
        all.push((
            *asker,
            match sign_in {
                Some(sign_in) => Some(scene.session(sign_in).await),
                None => None,
            },
        ));
    }
    all
}

async fn table(scene: &Scene) -> Vec<Row> {
    let (mut routes, askers) = (compose::routes().list(), sessions(scene).await);
    routes.sort_by_key(order);
    let mut rows = Vec::new();
    for route in &routes {
        for of in scene.subjects(&route.path) {
            let mut answers: BTreeMap<String, Vec<&'static str>> = BTreeMap::new();
            for ((asker, token), (_, sign_in)) in askers.iter().zip(ASKERS) {
                // Whoever signs out does so with a session of their own.
                let token = match (route.action, sign_in) {
                    ("sign_out", Some(sign_in)) => Some(scene.session(sign_in).await),
                    _ => token.clone(),
                };
                let answer = scene.answer((asker, token.as_deref()), route, of).await;
                answers.entry(answer).or_default().push(asker);
            }
            rows.push(Row { route: name(route), of, answers });
        }
    }
    rows
}

fn written(rows: &[Row]) -> String {
    let mut text = HEAD.to_owned();
    for row in rows {
        write!(text, "{} {}", row.route, row.of).unwrap();
        for (answer, who) in &row.answers {
            write!(text, " | {answer}: {}", who.join(" ")).unwrap();
        }
        text.push('\n');
    }
    text
}

/// Routes that no line of the table tries on something that is there.
fn untried(rows: &[Row]) -> BTreeSet<String> {
    let tried = |route: &String| rows.iter().any(|row| row.route == *route && row.of != NO_SUCH);
    let without = |route: &String| NO_SUBJECT.iter().any(|(known, _)| known == route);
    compose::routes().list().iter().map(name).filter(|r| !tried(r) && !without(r)).collect()
}

fn compare(path: &Path, now: &str) {
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        std::fs::write(path, now).unwrap();
    }
    let expected = std::fs::read_to_string(path).unwrap();
    for (n, (now, expected)) in now.lines().zip(expected.lines()).enumerate() {
        assert_eq!(now, expected, "{} line {}", path.display(), n + 1);
    }
    assert_eq!(now.lines().count(), expected.lines().count(), "{}", path.display());
}

#[tokio::test(flavor = "multi_thread")]
async fn authorisation_of_every_route_is_as_expected_and_what_must_be_no_is_no() {
    let home = tempfile::tempdir().unwrap();
    let scene = Scene::make(home.path()).await;
    let askers = sessions(&scene).await;
    let faults = must_be_no::faults(&scene, &askers).await;
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let rows = table(&scene).await;
    compare(&expected("authorisation.txt"), &written(&rows));

    // A wall of 404 would pass everything above.
    let shut: BTreeSet<&str> = rows.iter().map(|row| row.route.as_str()).collect();
    let open: BTreeSet<&str> =
        rows.iter().filter(|row| row.anybody_inside()).map(|row| row.route.as_str()).collect();
    assert_eq!(shut.difference(&open).count(), 0, "nobody gets in: {:?}", shut.difference(&open));
    // A no says something only where somebody else gets a yes.
    for (_, method, path, of, _) in must_be_no::ALL {
        let (route, of) = (format!("{method} {path}"), *of);
        let row = rows.iter().find(|row| row.route == route && row.of == of).unwrap();
        assert!(of == NO_SUCH || row.anybody_inside(), "{route} {of}: nobody gets in there");
    }
    let untried: String = untried(&rows).iter().map(|route| format!("{route}\n")).collect();
    assert_eq!(untried, "", "nothing tries these routes; say in `scene` what they are tried on");
    let kept = std::fs::read_to_string(expected("routes-without-authorisation-test.txt")).unwrap();
    assert_eq!(kept, untried);
}
