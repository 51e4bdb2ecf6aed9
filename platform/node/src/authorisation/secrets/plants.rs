//! What is planted, and who may come to see it. The tables are written by hand, from what the rooms promise
//! (`docs/ROLE.md`, SECURITY.md, R-01 to R-26), and never ask the gate.

use super::dice::Dice;
use super::scan::Marks;

/// What every planted word begins with; it stands in no word of any language file.
pub(super) const MARK: &[u8; 4] = b"zqxj";
pub(super) const WORD_LETTERS: usize = 12;
/// What every planted number begins with, after the country code of Niger.
pub(super) const PHONE: &str = "9673";

const OFFICERS: &str = "investigator duty-officer prosecutor in-circle operator";
const NEIGHBOURS: &str = "neighbour neighbour-protection";
const SIGNED_IN: &str = "administrator investigator duty-officer prosecutor protection-officer auditor \
    data-protection-officer in-circle neighbour neighbour-protection neighbour-admin coordinator neighbour-coordinator \
    secretariat";

/// Who is named in a claim is named to protection officers: to all of them where the circle of the case has none.
const CLAIMED: &str =
    "it shows to whom the case is kept to, and a claim names its person to protection officers";

/// Where something is planted; who may see it; who else may come to see it by a lawful act (being named, being sent a
/// request, being shown an opening); and why.
#[rustfmt::skip]
pub(super) const PLACES: &[(&str, &[&str], &[&str], &str)] = &[
    ("own", &[OFFICERS], &[NEIGHBOURS],
        "a case is its authority's officers'; another authority sees what is sent to it"),
    ("own-reference", &[OFFICERS], &[NEIGHBOURS, "data-protection-officer"],
        "a case is its officers'; whose end is due is named, by its reference alone, to who oversees the end of records (R-19)"),
    ("own-name", &[OFFICERS, "protection-officer"], &[NEIGHBOURS],
        "who records a claim names whom it is about, and who sends a name similar to a held one puts it before protection officers"),
    ("shut", &["investigator prosecutor in-circle operator"], &["duty-officer", NEIGHBOURS],
        "who is excluded by name never sees the case, whatever their role"),
    ("shut-name", &["investigator prosecutor in-circle operator"], &["duty-officer protection-officer", NEIGHBOURS], CLAIMED),
    ("kept-name", &["in-circle"], &[OFFICERS, "protection-officer", NEIGHBOURS], CLAIMED),
    ("integrity-name", &["in-circle"], &[OFFICERS, "protection-officer"], CLAIMED),
    ("kept", &["in-circle"], &[OFFICERS, NEIGHBOURS], "a circle is of the people named in it, whatever their role"),
    ("integrity", &["in-circle"], &[OFFICERS], "inquiries into officers stay in their circle, and in the node"),
    ("protection", &["protection-officer"], &[], "a protection case is of protection officers alone (R-04)"),
    ("nobody", &[], &[OFFICERS],
        "an integrity record outside a circle is nobody's, until who answers for its case keeps it to people they name"),
    ("theirs", &["neighbour"], &[OFFICERS, "neighbour-protection"], "need to know ends at the own authority"),
    ("their-protection", &["neighbour-protection"], &[], "a protection case is of its own authority's officers alone"),
    ("claim", &["protection-officer"], &[OFFICERS], "a claim shows to protection officers alone, the recorder included (R-04)"),
    ("opened", &["protection-officer investigator"], &[OFFICERS],
        "what was opened of a claim shows to whom it was opened to, in the fields named (R-04)"),
    ("their-claim", &["neighbour-protection"], &[], "a claim shows to the protection officers of its authority alone"),
    ("upload", &["investigator"], &[OFFICERS, NEIGHBOURS], "what was uploaded and not taken is its person's alone"),
    ("received", &[OFFICERS, "auditor data-protection-officer"], &[],
        "what a peer said it asks for shows to officers, and to overseers in the log"),
    ("log", &["auditor data-protection-officer"], &[], "the log is of its own authority's overseers"),
    ("rule", &["data-protection-officer"], &[], "what time a request is given is its authority's rule"),
    ("request", &["data-protection-officer"], &[], "requests of persons are the data protection officer's"),
    ("node", &[SIGNED_IN], &[], "whom the node exchanges with, and why, is known to all who work on it"),
    ("administration", &["administrator neighbour-admin"], &[], "trust and its terms are administrators'"),
    ("shift", &["investigator"], &[], "why a shift was handed over is between the two"),
    ("people", &["administrator investigator duty-officer prosecutor protection-officer auditor \
        data-protection-officer in-circle operator coordinator"],
        // A secretariat reads who handed it a statement.
        &[NEIGHBOURS, "neighbour-admin neighbour-coordinator secretariat"],
        "people are known by name to those they work with"),
    ("sign-in", &[], &[], "what somebody typed as a name at the door is a secret perhaps, and nobody's"),
];

/// Which peers may be sent something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Out {
    /// To nobody.
    Never,
    /// To these, in any message that an officer sends.
    To(&'static [&'static str]),
    /// To whoever asked, in an answer only.
    Answer,
    /// To anybody, in a message to a named authority; in no file for a whole node.
    Named,
    /// To these, and not for prosecution.
    NotInCourt(&'static [&'static str]),
}

/// Trusted peers: Ghana's, Italy's, and that of a State which people of the scene fear. All are assessed, so that what
/// keeps something from them is what it is and nothing else.
pub(super) const PEERS: &[&str] = &["accra", "palermo", "feared"];
pub(super) const ALL: Out = Out::To(PEERS);

/// One planted secret.
#[derive(Debug)]
pub(super) struct Plant {
    pub(super) token: String,
    /// `table.column` it comes to stand in, and what it is.
    pub(super) field: String,
    pub(super) place: &'static str,
    pub(super) out: Out,
    /// Why it may go to those peers and to no other.
    pub(super) why: &'static str,
}

#[derive(Default)]
pub(super) struct Plants {
    pub(super) all: Vec<Plant>,
    pub(super) marks: Marks,
}

impl Plants {
    fn keep(&mut self, token: String, field: &str, place: &'static str, (out, why): (Out, &'static str)) {
        assert!(PLACES.iter().any(|p| p.0 == place), "no place is called {place}");
        self.marks.add(&token, self.all.len());
        self.all.push(Plant { token, field: field.to_owned(), place, out, why });
    }

    /// A word that stands nowhere else.
    pub(super) fn word(
        &mut self,
        dice: &mut Dice,
        field: &str,
        place: &'static str,
        out: (Out, &'static str),
    ) -> String {
        let mark = std::str::from_utf8(MARK).unwrap();
        let token = format!("{mark}{}", dice.word(WORD_LETTERS - MARK.len()));
        self.keep(token.clone(), field, place, out);
        token
    }

    /// A telephone number that stands nowhere else.
    pub(super) fn phone(
        &mut self,
        dice: &mut Dice,
        field: &str,
        place: &'static str,
        out: (Out, &'static str),
    ) -> String {
        let mut last = dice.below(10_000);
        while self.all.iter().any(|p| p.token == format!("{PHONE}{last:04}")) {
            last = dice.below(10_000);
        }
        self.keep(format!("{PHONE}{last:04}"), field, place, out);
        format!("+227 96 73 {:02} {:02}", last / 100, last % 100)
    }
}

fn names(list: &[&str], asker: &str) -> bool {
    list.iter().any(|line| line.split_ascii_whitespace().any(|name| name == asker))
}

impl Plant {
    /// Why this must not show to the asker, if it must not. `moved`: somebody who may has named people, opened a claim,
    /// or sent something to another authority of the node before.
    pub(super) fn hidden_from(&self, asker: &str, moved: bool) -> Option<&'static str> {
        let (_, may, come, why) = PLACES.iter().find(|p| p.0 == self.place).unwrap();
        (!(names(may, asker) || moved && names(come, asker))).then_some(why)
    }

    /// Why this must not be in a message to a peer, if it must not. `answers`: it is an answer; `court`: it is for
    /// prosecution. `file`: it is an export for a node, in which no authority is named.
    pub(super) fn kept_from(
        &self,
        peer: &str,
        (answers, court, file): (bool, bool, bool),
    ) -> Option<&'static str> {
        let may = match self.out {
            Out::Never => false,
            Out::To(peers) => peers.contains(&peer),
            Out::Answer => answers,
            Out::Named => !file,
            Out::NotInCourt(peers) => peers.contains(&peer) && !court,
        };
        (!may).then_some(self.why)
    }
}
