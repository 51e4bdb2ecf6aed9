//! A stretch of a history as a condition: entered by the time, so that an index on it serves every page.

use crate::history::Stretch;
use sea_orm::{ColumnTrait, Condition};

/// What stands in this stretch, by the columns that keep when something happened and the id of what it happened to.
pub fn within<C: ColumnTrait>(at: C, id: C, stretch: &Stretch) -> Condition {
    let last = stretch.below.map_or(stretch.to, |below| below.at.min(stretch.to));
    let within = Condition::all().add(at.gte(stretch.from.0)).add(at.lte(last.0));
    match stretch.below {
        Some(below) => within.add(Condition::any().add(at.lt(below.at.0)).add(id.lt(below.id))),
        None => within,
    }
}
