//! An entity on two days held against each other: what was added between them, what was taken back, what came and went.
//! Pure; what a statement says is for the page.

use crate::types::Statement;
use kernel::{Property, Timestamp};

/// What became of a statement between two moments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Became {
    /// It stood at both.
    Same,
    /// It was added.
    Added,
    /// It was taken back.
    Gone,
    /// It was added and taken back again.
    Passing,
}

/// What became of it; `None` if it stood at neither moment and did not come between them.
pub(crate) fn became(statement: &Statement, (then, now): (Timestamp, Timestamp)) -> Option<Became> {
    let gone = statement.retracted.as_ref().map(|gone| gone.at);
    let stood = |at: Timestamp| statement.at <= at && gone.is_none_or(|gone| gone > at);
    match (stood(then), stood(now)) {
        (true, true) => Some(Became::Same),
        (false, true) => Some(Became::Added),
        (true, false) => Some(Became::Gone),
        (false, false) => (statement.at > then && statement.at <= now).then_some(Became::Passing),
    }
}

/// The statements of one property that changed, each with what became of it.
pub(crate) type Changed<'s> = (Property, Vec<(&'s Statement, Became)>);

/// The statements that changed, property by property in the order of the card, and how many stood at both moments.
pub(crate) fn changes(said: &[Statement], between: (Timestamp, Timestamp)) -> (Vec<Changed<'_>>, u64) {
    let mut groups: Vec<Changed<'_>> = Vec::new();
    let mut same = 0_u64;
    for statement in said {
        match became(statement, between) {
            None => {}
            Some(Became::Same) => same = same.saturating_add(1),
            Some(what) => match groups.iter_mut().find(|(property, _)| *property == statement.property) {
                Some((_, group)) => group.push((statement, what)),
                None => groups.push((statement.property, vec![(statement, what)])),
            },
        }
    }
    (groups, same)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::{Retraction, Source, Value};
    use kernel::id::{CaseId, EntityId, PersonId, StatementId};
    use std::collections::BTreeSet;
    use uuid::Uuid;

    fn said(property: Property, at: i64, gone: Option<i64>) -> Statement {
        let by = PersonId(Uuid::nil());
        Statement {
            id: StatementId(Uuid::nil()),
            case: CaseId(Uuid::nil()),
            entity: EntityId(Uuid::nil()),
            property,
            value: Value::Text("x".into()),
            source: Source::default(),
            grade: None,
            handling: kernel::Handling::H0,
            restrictions: BTreeSet::new(),
            tlp: None,
            pap: None,
            originator: None,
            author: by,
            at: Timestamp(at),
            retracted: gone.map(|at| Retraction { by, at: Timestamp(at), why: "wrong".into() }),
        }
    }

    #[test]
    fn a_statement_is_added_taken_back_both_or_neither_between_two_moments() {
        let between = (Timestamp(10), Timestamp(20));
        let of = |at, gone| became(&said(Property::Phone, at, gone), between);
        assert_eq!(of(5, None), Some(Became::Same));
        assert_eq!(of(10, None), Some(Became::Same), "what is recorded at the very moment stands at it");
        assert_eq!(of(11, None), Some(Became::Added));
        assert_eq!(of(5, Some(15)), Some(Became::Gone));
        assert_eq!(of(5, Some(20)), Some(Became::Gone));
        assert_eq!(of(5, Some(21)), Some(Became::Same), "what is taken back later stands");
        assert_eq!(of(12, Some(15)), Some(Became::Passing));
        assert_eq!((of(21, None), of(1, Some(5))), (None, None));
    }

    #[test]
    fn what_changed_stands_property_by_property() {
        let all = [
            said(Property::Name, 1, None),
            said(Property::Phone, 1, Some(15)),
            said(Property::Email, 12, None),
            said(Property::Phone, 15, None),
        ];
        let (groups, same) = changes(&all, (Timestamp(10), Timestamp(20)));
        let of: Vec<(Property, Vec<Became>)> =
            groups.iter().map(|(p, all)| (*p, all.iter().map(|(_, b)| *b).collect())).collect();
        let wanted =
            [(Property::Phone, vec![Became::Gone, Became::Added]), (Property::Email, vec![Became::Added])];
        assert_eq!((of.as_slice(), same), (wanted.as_slice(), 1));
    }
}
