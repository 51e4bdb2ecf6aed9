//! Words for codes: those of a kind of its own stand in its definition file, those that kinds share in the language
//! files. A code that neither knows is shown as it is.

use procedure::Kind;
use web::T;

/// States that have a name in the language files.
pub(crate) const STATES: [&str; 11] = [
    "opened",
    "acknowledged",
    "asked-back",
    "answered-part",
    "answered",
    "refused",
    "withdrawn",
    "closed",
    "granted",
    "granted-part",
    "consent-withdrawn",
];
/// Moves that have a name.
pub(crate) const MOVES: [&str; 14] = [
    "open",
    "acknowledge",
    "ask-back",
    "supplement",
    "answer",
    "refuse",
    "withdraw",
    "close",
    "grant",
    "withdraw-consent",
    "correct",
    "applied",
    "disclose",
    "attach",
];
/// Fields that have a name.
pub(crate) const FIELDS: [&str; 42] = [
    "attachments",
    "subject",
    "points",
    "facts",
    "offence",
    "benefit",
    "benefit_facts",
    "endangers_life",
    "inhuman_treatment",
    "reasons",
    "link",
    "urgency",
    "urgency_reason",
    "requested_by",
    "requested_by_reason",
    "basis",
    "category",
    "handling",
    "restrictions",
    "language",
    "hit",
    "statements",
    "promised",
    "text",
    "outcome",
    "answers",
    "conditions",
    "evidence",
    "ground",
    "purpose",
    "profile",
    "references",
    "cause",
    "copies",
    "what",
    "why",
    "notice",
    "disclosed",
    "not_before",
    "use",
    "recipient",
    "for_purpose",
];
/// Grounds that have a name.
pub(crate) const GROUNDS: [&str; 8] = [
    "not-available",
    "needs-judicial-authorisation",
    "essential-interests",
    "ongoing-investigation",
    "safety-of-a-person",
    "other-proceedings-needed",
    "not-precise-enough",
    "recipient-not-assessed",
];
/// What a permission is asked for.
pub(crate) const USES: [&str; 3] = ["onward", "judicial", "onward-judicial"];
/// When the originator is told of a disclosure.
pub(crate) const NOTICES: [&str; 2] = ["before", "after"];
/// Purposes that have a name.
pub(crate) const PURPOSES: [&str; 4] = ["investigation", "prosecution", "prevention", "protection"];
/// Urgencies that have a name.
pub(crate) const URGENCIES: [&str; 3] = ["normal", "urgent", "imminent-threat-to-life"];
/// Outcomes that have a name.
pub(crate) const OUTCOMES: [&str; 3] = ["whole", "part", "none"];
/// Offences of Protocol article 6 that have a name.
pub(crate) const OFFENCES: [&str; 4] = ["6.1.a", "6.1.b.i", "6.1.b.ii", "6.1.c"];
/// Benefits that have a name.
pub(crate) const BENEFITS: [&str; 7] = ["money", "goods", "labour", "sexual", "other", "none", "unknown"];
/// Categories of Protocol article 10(1) that have a name.
pub(crate) const CATEGORIES: [&str; 6] = ["a", "b", "c", "d", "e", "f"];
/// Clocks that have a name.
pub(crate) const CLOCKS: [&str; 6] =
    ["promised", "requested-by", "elapsed", "eu-urgent-direct", "eu-urgent-indirect", "eu-other"];
/// Agreed profiles of clocks that have a name.
pub(crate) const PROFILES: [&str; 1] = ["eu-2023-977"];
/// Reasons of a receipt or a standstill that have a sentence.
pub(crate) const REASONS: [&str; 14] = [
    "designation",
    "peer-not-trusted",
    "key-not-current",
    "expired",
    "unknown-kind",
    "number-used-twice",
    "chain-broken",
    "seen-unknown",
    "dossier-frozen",
    "not-agreed",
    "kind-unreadable",
    "key-revoked",
    "unknown-key",
    "forged",
];

/// The word for a code, or the code itself.
pub(crate) fn word(t: &T, group: &str, known: &[&str], code: &str) -> String {
    if known.contains(&code) {
        // Fluent keys have no dots.
        t.get(&format!("exchange-{group}-{}", code.replace(['.', '_'], "-")))
    } else {
        code.to_owned()
    }
}

/// The word that a kind has for a code of its own, or the program's, or the code itself. The words of a definition that
/// came from a peer stand only where the program has none: no peer gives a handling or a ground another name.
pub(crate) fn said(t: &T, kind: &Kind, group: &str, known: &[&str], code: &str) -> String {
    match kind.word(group, code, t.lang) {
        Some(own) if kind.is_shipped() || !known.contains(&code) => own.to_owned(),
        _ => word(t, group, known, code),
    }
}

/// What a move is called on a button (`act`), over its form (`do`), and what they will learn by it (`learn`).
pub(crate) fn move_word(t: &T, kind: &Kind, group: &str, code: &str) -> String {
    match (group, code) {
        ("learn" | "do", "open") => kind_word(t, group, &kind.id),
        _ => said(t, kind, group, &MOVES, code),
    }
}

/// What a field of a move is called: the same word may ask for different things in different moves.
pub(crate) fn field_word(t: &T, kind: &Kind, code: &str, field: &str) -> String {
    let of_move = format!("{code}.{field}");
    if kind.is_shipped() && kind.word("field", &of_move, t.lang).is_some() {
        return said(t, kind, "field", &[], &of_move);
    }
    said(t, kind, "field", &FIELDS, field)
}

/// What kind of dossier this is, by its code; the code itself where this program does not ship the kind.
pub(crate) fn kind_word(t: &T, group: &str, code: &str) -> String {
    let shipped = procedure::shipped::shipped_kinds().iter().find(|kind| kind.id == code);
    shipped.and_then(|kind| kind.word("kind", group, t.lang)).unwrap_or(code).to_owned()
}
