//! What must be refused, line by line. Written by hand from what the rooms promise, never from what they answer.

use super::name;
use super::scene::{NO_SUCH, Scene};
use crate::compose;

const SIGNED_IN: &str = "nobody is anybody before the sign-in";
const NO_CONTENT: &str = "an administrator reads no content (R-17)";
const NO_CASES: &str = "who watches over the log works on no case";
const NEED: &str = "need to know ends at the own authority";
const CIRCLE: &str = "a circle is of the people named in it, whatever their role";
const INTEGRITY: &str = "inquiries into officers stay in their circle";
const PROTECTION: &str = "a protection case is of protection officers alone (R-04)";
const CLAIM: &str = "a claim shows to protection officers alone, the recorder included (R-04)";
const NO_LOG: &str = "who writes the log's entries does not read them";
const NO_POWER: &str = "only administrators add people, authorities and nodes";
const NODE: &str = "whom the node trusts binds all its authorities: the leading one decides";
const NO_DATA: &str = "requests of persons are the data protection officer's";
const FIGURES: &str = "figures are of those who answer for the authority";
const PEERS: &str = "pages are not for other nodes, nor the doors of nodes for people";
const HANDED: &str = "a desk is handed to one person, by one person";
const FOLLOWS: &str = "what a State does about a recommendation is its coordinator's until it publishes";
const HANDED_IN: &str = "what was handed to a secretariat is its own and the giver's until it is published";
const SERVES: &str = "only a secretariat publishes, calls and curates";
const NOTHING: &str = "what does not exist answers as what is hidden (A-8)";

/// Who, method, path, on what, why not.
#[rustfmt::skip]
pub(super) const ALL: &[(&str, &str, &str, &str, &str)] = &[
    ("nobody", "GET", "/", "-", SIGNED_IN),
    ("nobody", "GET", "/cases", "-", SIGNED_IN),
    ("nobody", "GET", "/cases/{id}", "own", SIGNED_IN),
    ("nobody", "GET", "/search", "-", SIGNED_IN),
    ("nobody", "GET", "/log", "-", SIGNED_IN),
    ("nobody", "GET", "/people", "-", SIGNED_IN),
    ("nobody", "POST", "/people", "-", SIGNED_IN),
    ("nobody", "POST", "/cases/{id}/circle", "own", SIGNED_IN),
    ("nobody", "POST", "/dossiers/{id}/{code}", "own", SIGNED_IN),
    ("nobody", "GET", "/protection/{id}", "own", SIGNED_IN),

    ("administrator", "GET", "/cases", "-", NO_CONTENT),
    ("administrator", "GET", "/cases/{id}", "own", NO_CONTENT),
    ("administrator", "GET", "/entities/{id}", "own", NO_CONTENT),
    ("administrator", "GET", "/search", "-", NO_CONTENT),
    ("administrator", "GET", "/imports/{id}", "own", NO_CONTENT),
    ("administrator", "GET", "/dossiers/{id}", "own", NO_CONTENT),
    ("administrator", "GET", "/dossiers/{id}/history", "own", NO_CONTENT),
    ("administrator", "GET", "/checks/{id}", "own", NO_CONTENT),
    ("administrator", "GET", "/protection", "-", NO_CONTENT),
    ("administrator", "GET", "/protection/{id}", "own", NO_CONTENT),
    ("administrator", "POST", "/second-person/{id}", "own", NO_CONTENT),
    ("administrator", "GET", "/log", "-", "who administers the node is not who watches its log"),
    ("administrator", "GET", "/log/export", "-", "who administers the node is not who watches its log"),

    ("administrator", "GET", "/desk/{kind}/{id}", "own", NO_CONTENT),
    ("administrator", "POST", "/desk/{kind}/{id}", "own", NO_CONTENT),
    ("administrator", "GET", "/duty/hand-over", "-", NO_CONTENT),
    ("auditor", "GET", "/desk/{kind}/{id}", "own", NO_CASES),
    ("duty-officer", "GET", "/desk/{kind}/{id}", "own", "an act of a colleague is for those who confirm such acts"),
    ("neighbour", "GET", "/desk/{kind}/{id}", "own", NEED),
    ("neighbour", "POST", "/desk/{kind}/{id}", "own", NEED),
    ("prosecutor", "GET", "/desk/{kind}/{id}", "no-such", NOTHING),
    ("investigator", "GET", "/duty/hand-over/{id}", "duty-officer's", HANDED),
    ("investigator", "POST", "/duty/hand-over/{id}", "duty-officer's", HANDED),
    ("neighbour", "GET", "/duty/hand-over/{id}", "duty-officer's", HANDED),
    ("auditor", "GET", "/cases/{id}", "own", NO_CASES),
    ("auditor", "GET", "/entities/{id}", "own", NO_CASES),
    ("auditor", "GET", "/dossiers/{id}", "own", NO_CASES),
    ("auditor", "POST", "/dossiers/{id}/{code}", "own", NO_CASES),
    ("auditor", "GET", "/protection/{id}", "own", NO_CASES),
    ("auditor", "GET", "/data-protection", "-", NO_DATA),
    ("data-protection-officer", "GET", "/cases/{id}", "own", NO_CASES),
    ("data-protection-officer", "GET", "/search", "-", NO_CASES),
    ("data-protection-officer", "GET", "/protection/{id}", "own", NO_CASES),

    ("neighbour", "POST", "/test-calls/{node}/{id}", "own", "only the people of a desk answer a call there"),
    ("investigator", "POST", "/test-calls/{node}/{id}", "own", "only who keeps the desk answers for it"),
    ("investigator", "POST", "/directory/entry", "-", "who keeps the entry of an authority changes it"),
    ("nobody", "GET", "/figures", "-", SIGNED_IN),
    ("nobody", "GET", "/figures/{id}/{form}", "own", SIGNED_IN),
    ("investigator", "GET", "/figures", "-", FIGURES),
    ("protection-officer", "GET", "/figures/{id}/{form}", "own", FIGURES),
    ("duty-officer", "POST", "/figures/{id}/release", "own", FIGURES),
    ("auditor", "POST", "/figures/{id}/release", "neighbour's", NEED),
    ("neighbour-admin", "GET", "/figures/{id}/{form}", "own", NEED),

    ("nobody", "GET", "/kept/{id}", "own", SIGNED_IN),
    ("administrator", "GET", "/kept/{id}", "own", NO_CONTENT),
    ("auditor", "GET", "/kept/{id}", "own", NO_CASES),
    ("auditor", "GET", "/data-protection/retention", "-", NO_DATA),
    ("auditor", "POST", "/data-protection/retention/end", "-", NO_DATA),
    ("administrator", "POST", "/data-protection/retention", "-", NO_DATA),
    ("investigator", "POST", "/data-protection/requests/{id}/erase", "own", NO_DATA),
    ("investigator", "GET", "/kept/{id}", "kept", CIRCLE),
    ("investigator", "GET", "/kept/{id}", "claim", CLAIM),
    ("investigator", "POST", "/kept/{id}", "claim", CLAIM),
    ("prosecutor", "POST", "/kept/{id}", "integrity", INTEGRITY),
    ("prosecutor", "POST", "/kept/{id}", "claim", CLAIM),
    ("data-protection-officer", "GET", "/kept/{id}", "kept", CIRCLE),
    ("data-protection-officer", "GET", "/kept/{id}", "neighbour's", NEED),
    ("neighbour", "GET", "/kept/{id}", "own", NEED),

    ("investigator", "GET", "/cases/{id}", "kept", CIRCLE),
    ("investigator", "GET", "/cases/{id}/circle", "kept", CIRCLE),
    ("investigator", "GET", "/entities/{id}", "kept", CIRCLE),
    ("investigator", "GET", "/checks/{id}", "kept", CIRCLE),
    ("investigator", "GET", "/imports/{id}", "kept", CIRCLE),
    ("investigator", "POST", "/statements/{id}/retract", "kept", CIRCLE),
    ("investigator", "POST", "/cases/{id}/import", "kept", CIRCLE),
    ("duty-officer", "GET", "/cases/{id}", "kept", CIRCLE),
    ("prosecutor", "GET", "/cases/{id}", "kept", CIRCLE),
    ("prosecutor", "POST", "/cases/{id}/circle", "kept", CIRCLE),
    ("investigator", "GET", "/cases/{id}", "integrity", INTEGRITY),
    ("duty-officer", "GET", "/entities/{id}", "integrity", INTEGRITY),
    ("prosecutor", "GET", "/cases/{id}", "integrity", INTEGRITY),
    ("protection-officer", "GET", "/cases/{id}", "integrity", INTEGRITY),
    ("investigator", "GET", "/cases/{id}", "protection", PROTECTION),
    ("duty-officer", "GET", "/entities/{id}", "protection", PROTECTION),
    ("prosecutor", "GET", "/cases/{id}", "protection", PROTECTION),
    ("in-circle", "GET", "/cases/{id}", "protection", PROTECTION),
    ("protection-officer", "POST", "/second-person/{id}", "own", "whoever may not read a case decides nothing about it"),
    ("investigator", "GET", "/protection/{id}", "own", CLAIM),
    ("investigator", "POST", "/protection/{id}", "own", CLAIM),
    ("prosecutor", "GET", "/protection", "-", CLAIM),
    ("prosecutor", "GET", "/protection/{id}", "own", CLAIM),
    ("duty-officer", "GET", "/protection/{id}/went-to", "own", CLAIM),
    ("duty-officer", "POST", "/protection/openings/{id}/take-back", "own", CLAIM),
    ("neighbour-protection", "GET", "/protection/{id}", "own", NEED),
    ("protection-officer", "GET", "/protection/{id}", "neighbour's", NEED),

    ("neighbour", "GET", "/cases/{id}", "own", NEED),
    ("neighbour", "GET", "/entities/{id}", "own", NEED),
    ("neighbour", "GET", "/dossiers/{id}", "own", NEED),
    ("neighbour", "GET", "/checks/{id}", "own", NEED),
    ("neighbour", "POST", "/dossiers/{id}/{code}", "own", NEED),
    ("neighbour", "POST", "/second-person/{id}", "own", NEED),
    ("neighbour", "POST", "/directory/contacts/{id}/confirm", "own", NEED),
    ("investigator", "GET", "/cases/{id}", "neighbour's", NEED),
    ("investigator", "GET", "/dossiers/{id}/verify", "neighbour's", NEED),
    ("prosecutor", "POST", "/second-person/{id}", "neighbour's", NEED),
    ("administrator", "POST", "/people/{id}", "neighbour's", NEED),
    ("administrator", "POST", "/people/{id}/link", "neighbour's", NEED),
    ("neighbour-admin", "POST", "/people/{id}", "colleague", NEED),
    ("neighbour-admin", "POST", "/people/{id}/link", "colleague", NEED),
    ("neighbour-admin", "POST", "/peers", "-", NODE),
    ("neighbour-admin", "POST", "/peers/{node}/revoke", "trusted", NODE),
    ("neighbour-admin", "GET", "/peers/{node}/suspension", "trusted", NODE),
    ("neighbour-admin", "POST", "/peers/{node}/suspend", "trusted", NODE),
    ("neighbour-admin", "POST", "/peers/{node}/lift", "trusted", NODE),
    ("neighbour-admin", "POST", "/peers/{node}/terms", "trusted", NODE),
    ("neighbour-admin", "POST", "/peers/{node}/assess", "trusted", NODE),
    ("neighbour-admin", "POST", "/peers/{node}/card", "trusted", NODE),

    ("protection-officer", "POST", "/second-person/{id}", "own", NEED),
    ("duty-officer", "POST", "/entities/{id}/names", "own", "what a child is called is not for this role"),
    ("investigator", "POST", "/entities/{id}/names", "neighbour's", NEED),
    ("neighbour", "POST", "/child-duties/{id}", "own", NEED),
    ("neighbour", "GET", "/same/{id}", "own", NEED),
    ("neighbour", "POST", "/same/{id}", "own", NEED),
    ("administrator", "GET", "/same", "-", NO_CONTENT),
    ("administrator", "GET", "/same/{id}", "own", NO_CONTENT),
    ("investigator", "GET", "/same/{id}", "kept", CIRCLE),
    ("investigator", "POST", "/same/{id}", "kept", CIRCLE),
    ("investigator", "GET", "/same/{id}", "protection", PROTECTION),
    ("auditor", "GET", "/child-duties/{id}", "own", NO_CASES),
    ("administrator", "POST", "/entities/{id}/child", "own", NO_CONTENT),

    ("investigator", "GET", "/log", "-", NO_LOG),
    ("duty-officer", "GET", "/log/verify", "-", NO_LOG),
    ("prosecutor", "GET", "/log/export", "-", NO_LOG),
    ("protection-officer", "GET", "/log", "-", NO_LOG),
    ("investigator", "GET", "/people", "-", NO_POWER),
    ("investigator", "POST", "/people", "-", NO_POWER),
    ("duty-officer", "POST", "/peers", "-", NO_POWER),
    ("prosecutor", "POST", "/authorities", "-", NO_POWER),
    ("auditor", "POST", "/people/{id}/link", "colleague", NO_POWER),
    ("duty-officer", "POST", "/peers/{node}/revoke", "trusted", NO_POWER),
    ("duty-officer", "POST", "/peers/{node}/suspend", "trusted", NO_POWER),
    ("duty-officer", "POST", "/peers/{node}/lift", "trusted", NO_POWER),
    ("duty-officer", "GET", "/peers/{node}/suspension", "trusted", NO_POWER),
    ("investigator", "POST", "/courier/{node}", "trusted", NO_POWER),
    ("auditor", "GET", "/courier", "-", NO_POWER),
    ("protection-officer", "POST", "/courier", "-", NO_POWER),
    ("peer", "POST", "/courier", "-", PEERS),
    ("investigator", "GET", "/data-protection/requests/{id}", "own", NO_DATA),
    ("administrator", "GET", "/data-protection/requests/{id}", "own", NO_DATA),

    ("peer", "GET", "/cases/{id}", "own", PEERS),
    ("peer", "GET", "/search", "-", PEERS),
    ("peer", "POST", "/dossiers/{id}/{code}", "own", PEERS),
    ("investigator", "POST", "/entities/{id}/role", "kept", CIRCLE),
    ("prosecutor", "POST", "/entities/{id}/role", "protection", PROTECTION),
    ("neighbour", "POST", "/entities/{id}/role", "own", NEED),
    ("neighbour", "POST", "/protection/new", "own", NEED),
    ("investigator", "POST", "/protection/new", "kept", CIRCLE),
    ("neighbour", "POST", "/directory/contacts/{id}", "own", NEED),
    ("investigator", "POST", "/directory/contacts/{id}", "own", "duty officers and administrators keep the contacts"),

    ("nobody", "GET", "/conference", "-", SIGNED_IN),
    ("nobody", "GET", "/conference/published/{id}", "own", SIGNED_IN),
    ("investigator", "GET", "/conference/following/{id}", "public", FOLLOWS),
    ("prosecutor", "POST", "/conference/following/{id}", "public", FOLLOWS),
    ("administrator", "GET", "/conference/following", "-", FOLLOWS),
    ("secretariat", "GET", "/conference/following/{id}", "public", FOLLOWS),
    ("secretariat", "GET", "/conference/draft/{form}", "own", FOLLOWS),
    ("investigator", "POST", "/conference/put-in", "-", "coordinators and secretariats keep the record"),
    ("auditor", "POST", "/conference/sessions/{id}", "public", "coordinators and secretariats keep the record"),
    ("neighbour-coordinator", "GET", "/conference/statements/{id}/file", "own", HANDED_IN),
    ("investigator", "GET", "/conference/statements/{id}/file", "own", HANDED_IN),
    ("coordinator", "POST", "/conference/statements/{id}", "own", SERVES),
    ("coordinator", "POST", "/conference/sessions/{id}/publish", "public", SERVES),
    ("secretariat", "POST", "/conference/received/{id}/answer", "call", FOLLOWS),
    ("secretariat", "POST", "/conference/received/{id}/topics", "topics", FOLLOWS),
    ("investigator", "POST", "/conference/received/{id}/support", "topics", FOLLOWS),
    ("investigator", "GET", "/conference/received/{id}/receipts/{handed}", "session", FOLLOWS),
    ("neighbour-coordinator", "GET", "/conference/received/{id}/receipts/{handed}", "session", HANDED_IN),
    ("secretariat", "POST", "/conference/statements/{id}/take-back", "own", FOLLOWS),
    ("neighbour-coordinator", "POST", "/conference/statements/{id}/take-back", "own", HANDED_IN),
    ("coordinator", "POST", "/conference/topics/publish", "-", SERVES),
    ("investigator", "POST", "/conference/received/{id}/statements", "session", FOLLOWS),
    ("secretariat", "GET", "/conference/trainings", "-", FOLLOWS),
    ("coordinator", "POST", "/conference/calls/{id}", "open", SERVES),
    ("coordinator", "POST", "/conference/calls", "-", SERVES),
    ("investigator", "GET", "/conference/calls/{id}/digest/{form}", "with digest", "coordinators and secretariats write files"),
    ("peer", "GET", "/conference/published/{id}", "own", PEERS),
    ("investigator", "POST", "/peer/v1/check", "-", PEERS),
    ("duty-officer", "POST", "/peer/v1/envelopes", "-", PEERS),
    ("administrator", "POST", "/peer/v1/card", "-", PEERS),
    ("administrator", "POST", "/peer/v1/prekeys", "-", PEERS),
    ("investigator", "GET", "/cases/{id}", NO_SUCH, NOTHING),
    ("protection-officer", "GET", "/protection/{id}", NO_SUCH, NOTHING),
    ("prosecutor", "POST", "/second-person/{id}", NO_SUCH, NOTHING),
];

/// Lines that were answered otherwise.
pub(super) async fn faults(scene: &Scene, askers: &[(&'static str, Option<String>)]) -> Vec<String> {
    let routes = compose::routes().list();
    let mut faults = Vec::new();
    for (asker, method, path, of, why) in ALL {
        let line = format!("{method} {path}");
        let route = routes.iter().find(|r| name(r) == line).unwrap_or_else(|| panic!("no route {line}"));
        let (name, token) = askers.iter().find(|a| a.0 == *asker).unwrap();
        let (answer, text) = scene.said(name, token.as_deref(), route, of).await;
        let without_session = matches!(*asker, "nobody" | "peer");
        let no = match without_session {
            true => matches!(answer.as_str(), "401" | "sign-in" | "404"),
            false => answer == "404",
        };
        if !no {
            faults.push(format!("{asker} got {answer} for {line} of {of}: {why}"));
        }
        if *of != "-" && answer == "404" {
            // What is hidden and what is not there answer in the same words.
            let (_, nothing) = scene.said(name, token.as_deref(), route, NO_SUCH).await;
            if text.is_empty() || text != nothing {
                faults.push(format!("{asker} is told more than nothing by {line} of {of}"));
            }
        }
    }
    faults
}
