//! What the finder says, in words: why a desk is proposed, and why another is not.

use super::shown;
use crate::finder::{LeftOut, Reason};
use web::T;

/// A reason as a sentence.
#[must_use]
pub fn reason(t: &T, reason: &Reason) -> String {
    match reason {
        Reason::Function(function, article) => t
            .say("directory-why-function")
            .with("function", shown::function(t, function.code()))
            .with("article", *article)
            .to_string(),
        Reason::Liaison(by, to) => {
            t.say("directory-why-liaison").with("by", by.code()).with("to", to.code()).to_string()
        }
        Reason::Paired(sign) => t.say("directory-why-paired").with("sign", sign.as_str()).to_string(),
        Reason::WithoutNode => t.get("directory-why-without-node"),
        Reason::OpenNow => t.get("directory-why-open"),
        Reason::UrgentLine => t.get("directory-why-line"),
        Reason::OpensAt(at) => t.say("directory-why-opens").with("when", t.near(at)).to_string(),
        Reason::HoursUnclear => t.get("directory-why-hours"),
        Reason::Language(code) => {
            let language = shown::languages(t, std::slice::from_ref(code));
            t.say("directory-why-language").with("language", language).to_string()
        }
        Reason::Translation => t.get("directory-why-translation"),
        Reason::Confirmed(at) => t.say("directory-why-confirmed").with("day", t.day(at)).to_string(),
        Reason::Unconfirmed(_) => t.get("directory-why-unconfirmed"),
        Reason::Answers(ms, of) => {
            t.say("directory-why-answers").with("time", t.duration(ms)).with("n", i64::from(*of)).to_string()
        }
        Reason::Silent(at) => t.say("directory-why-silent").with("when", t.when(at)).to_string(),
        Reason::DeputyOf(name) => t.say("directory-why-deputy").with("name", name.as_str()).to_string(),
        Reason::ReachesToo(party) => t.say("directory-why-reaches").with("party", party.code()).to_string(),
        // A term ends with its last day.
        Reason::EndsOn(at) => t.say("directory-why-ends").with("day", t.day(at.plus_ms(-1))).to_string(),
    }
}

/// Why a desk was left out, as a sentence with its name.
pub(crate) fn left_out(t: &T, name: &str, why: &LeftOut) -> String {
    let said = |key| t.say(key).with("name", name);
    match why {
        LeftOut::WithoutNode => said("directory-out-without-node").to_string(),
        LeftOut::Suspended => said("directory-out-suspended").to_string(),
        LeftOut::OtherFunction => said("directory-out-function").to_string(),
        LeftOut::NotYet(at) => said("directory-out-not-yet").with("day", t.day(at)).to_string(),
        LeftOut::Over(at) => said("directory-out-over").with("day", t.day(at.plus_ms(-1))).to_string(),
        LeftOut::Unconfirmed(Some(at)) => said("directory-out-overdue").with("day", t.day(at)).to_string(),
        LeftOut::Unconfirmed(None) => said("directory-out-never").to_string(),
        LeftOut::Silent(at) => said("directory-out-silent").with("when", t.when(at)).to_string(),
    }
}
