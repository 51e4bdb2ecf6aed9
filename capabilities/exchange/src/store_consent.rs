//! What originators consented to, statement by statement: a copy of what signed grants say, for the gate's
//! question. The chains stay the proof.

use crate::store_rows::consent_row;
use ::store::{StoreError, Tx};
use kernel::id::{AuthorityId, DossierId, NodeId, Reference};
use kernel::{Party, Purpose, Timestamp};
use procedure::PassedTo;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use std::collections::BTreeSet;

/// The consent of an originator for one statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consented {
    /// The dossier in which it was asked for and granted.
    pub permission: DossierId,
    /// The statement, as its originator calls it.
    pub reference: Reference,
    /// Whom it was granted to.
    pub authority: AuthorityId,
    /// The originator's node.
    pub peer: NodeId,
    /// The dossier the statement was received in.
    pub about: DossierId,
    /// Whom it may go to.
    pub to: PassedTo,
    /// What for.
    pub purpose: Purpose,
    /// It may go on.
    pub onward: bool,
    /// It may be used in court.
    pub judicial: bool,
    /// What the originator asks for in return; goes on with the statement.
    pub conditions: String,
    /// Whether it was taken back.
    pub withdrawn: bool,
    /// When it came.
    pub at: Timestamp,
}

/// Whether anything of a permission is kept.
pub(crate) async fn is_known(tx: &Tx, permission: DossierId) -> Result<bool, StoreError> {
    let rows = consent_row::Entity::find().filter(consent_row::Column::Permission.eq(permission.0));
    Ok(rows.count(tx.db()).await? > 0)
}

/// Keeps what a grant covers.
pub(crate) async fn keep(tx: &Tx, all: &[Consented]) -> Result<(), StoreError> {
    let rows: Vec<consent_row::ActiveModel> = all
        .iter()
        .map(|c| consent_row::ActiveModel {
            permission: Set(c.permission.0),
            reference: Set(c.reference.0),
            authority: Set(c.authority.0),
            peer: Set(c.peer.to_string()),
            about: Set(c.about.0),
            party: Set(c.to.party.to_string()),
            node: Set(c.to.node.map(|n| n.to_string())),
            to_authority: Set(c.to.authority.map(|a| a.0)),
            purpose: Set(c.purpose.code().into()),
            onward: Set(c.onward),
            judicial: Set(c.judicial),
            conditions: Set(c.conditions.clone()),
            withdrawn: Set(c.withdrawn),
            at: Set(c.at.0),
        })
        .collect();
    ::store::insert_all(tx, rows).await
}

/// Notes that a permission no longer stands.
pub(crate) async fn withdraw(tx: &Tx, permission: DossierId) -> Result<(), StoreError> {
    consent_row::Entity::update_many()
        .col_expr(consent_row::Column::Withdrawn, Expr::value(true))
        .filter(consent_row::Column::Permission.eq(permission.0))
        .exec(tx.db())
        .await?;
    Ok(())
}

/// Every consent to one of these statements, those taken back too.
///
/// # Errors
/// What the database says.
pub async fn consents_to(tx: &Tx, references: &BTreeSet<Reference>) -> Result<Vec<Consented>, StoreError> {
    if references.is_empty() {
        return Ok(Vec::new());
    }
    let rows = consent_row::Entity::find()
        .filter(consent_row::Column::Reference.is_in(references.iter().map(|r| r.0)))
        .order_by_asc(consent_row::Column::At)
        .order_by_asc(consent_row::Column::Permission)
        .all(tx.db())
        .await?;
    rows.into_iter().map(read).collect()
}

fn read(row: consent_row::Model) -> Result<Consented, StoreError> {
    let corrupt = || StoreError::Corrupt(format!("a consent of permission `{}`", row.permission));
    let node = row.node.as_deref().map(|n| NodeId::parse(n).ok_or_else(corrupt)).transpose()?;
    Ok(Consented {
        permission: DossierId(row.permission),
        reference: Reference(row.reference),
        authority: AuthorityId(row.authority),
        peer: NodeId::parse(&row.peer).ok_or_else(corrupt)?,
        about: DossierId(row.about),
        to: PassedTo {
            party: Party::parse(&row.party).ok_or_else(corrupt)?,
            node,
            authority: row.to_authority.map(AuthorityId),
        },
        purpose: Purpose::parse(&row.purpose).ok_or_else(corrupt)?,
        onward: row.onward,
        judicial: row.judicial,
        conditions: row.conditions,
        withdrawn: row.withdrawn,
        at: Timestamp(row.at),
    })
}
