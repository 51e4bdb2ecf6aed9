//! What ends in this room: what the moves of a dossier say, what was kept apart, and what is kept about the statements of
//! a case. Headers and signatures stay: they carry no content, and both chains go on proving the history.

use crate::store::{self, NOBODY};
use crate::store_recall::Of;
use crate::store_rows::{
    consent_row, copy_row, corrected_row, correction_row, dossier_row, inbox_row, limit_row, move_row,
    pending_row, sent_row, taken_row,
};
use crate::types::{Dossier, MoveBody, StoredMove};
use ::store::{StoreError, Tx};
use access::{Dated, Erased, Need, Rule};
use kernel::Timestamp;
use kernel::id::{AuthorityId, CaseId, DossierId};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

/// Moves whose last day is over, taken in one go.
const LIMITS_AT_A_TIME: u64 = 1_000;

/// Counts the end of a dossier from its last move.
pub(crate) async fn date(tx: &Tx, dossier: &Dossier) -> Result<(), StoreError> {
    access::store_retention::date(tx, end(dossier)).await
}

/// What the end of a dossier is counted from.
pub(crate) fn end(dossier: &Dossier) -> Dated {
    let (object, authority, since) = (dossier.id.0, dossier.authority, dossier.changed_at);
    Dated { kind: "dossier", object, authority, rule: Rule::Dossier, since }
}

/// Dossiers without an end date whose moves still say something.
pub(crate) async fn undated(tx: &Tx, most: u64) -> Result<Vec<Dated>, StoreError> {
    let rows: Vec<(Uuid, Uuid, i64)> = dossier_row::Entity::find()
        .select_only()
        .column(dossier_row::Column::Id)
        .column(dossier_row::Column::Authority)
        .column(dossier_row::Column::ChangedAt)
        .filter(dossier_row::Column::Key.is_not_null())
        .filter(dossier_row::Column::Id.not_in_subquery(access::store_retention::dated("dossier")))
        .limit(most)
        .into_tuple()
        .all(tx.db())
        .await?;
    let dated = |(object, authority, at)| Dated {
        kind: "dossier",
        object,
        authority: AuthorityId(authority),
        rule: Rule::Dossier,
        since: Timestamp(at),
    };
    Ok(rows.into_iter().map(dated).collect())
}

/// What is open here and needs a record: requests that wait for somebody, corrections that nobody was told of.
pub(crate) async fn needs(
    tx: &Tx,
    kind: &str,
    object: Uuid,
    authority: AuthorityId,
) -> Result<Vec<Need>, StoreError> {
    let open = dossier_row::Entity::find()
        .filter(dossier_row::Column::WaitsFor.ne(NOBODY))
        .filter(dossier_row::Column::Authority.eq(authority.0));
    let mut held = 0;
    let (open, untold) = match kind {
        "case" => {
            held = access::store_holds::held_among(tx, "dossier", &of_case(tx, object).await?).await?;
            (
                open.filter(dossier_row::Column::CaseId.eq(object)).count(tx.db()).await?,
                crate::recall::taken_back(tx, Of::Case(CaseId(object))).await?.len() as u64,
            )
        }
        "dossier" => (open.filter(dossier_row::Column::Id.eq(object)).count(tx.db()).await?, 0),
        "entity" => {
            // What was sent of it in a request that is still open is still asked about.
            let sent: Vec<Uuid> = sent_row::Entity::find()
                .select_only()
                .column(sent_row::Column::Dossier)
                .filter(sent_row::Column::Entity.eq(object))
                .into_tuple()
                .all(tx.db())
                .await?;
            (open.filter(dossier_row::Column::Id.is_in(sent)).count(tx.db()).await?, 0)
        }
        _ => (0, 0),
    };
    let need = |code, n| (n > 0).then_some(Need { code, n });
    let needs = [need("open-dossier", open), need("untold-correction", untold), need("held-dossier", held)];
    Ok(needs.into_iter().flatten().collect())
}

/// The dossiers of a case.
async fn of_case(tx: &Tx, case: Uuid) -> Result<Vec<Uuid>, StoreError> {
    Ok(dossier_row::Entity::find()
        .select_only()
        .column(dossier_row::Column::Id)
        .filter(dossier_row::Column::CaseId.eq(case))
        .into_tuple()
        .all(tx.db())
        .await?)
}

/// A case goes, or an entity of one: what this room keeps of its statements goes with it. Closed dossiers of a case end
/// by their own rule; those of a case that was not for everybody end with it, and stay closed to everybody.
pub(crate) async fn goes(tx: &Tx, kind: &str, object: Uuid) -> Result<(), StoreError> {
    if kind == "entity" {
        sent_row::Entity::delete_many().filter(sent_row::Column::Entity.eq(object)).exec(tx.db()).await?;
        copy_row::Entity::delete_many().filter(copy_row::Column::Entity.eq(object)).exec(tx.db()).await?;
    }
    if kind != "case" {
        return Ok(());
    }
    sent_row::Entity::delete_many().filter(sent_row::Column::CaseId.eq(object)).exec(tx.db()).await?;
    copy_row::Entity::delete_many().filter(copy_row::Column::CaseId.eq(object)).exec(tx.db()).await?;
    taken_row::Entity::delete_many().filter(taken_row::Column::CaseId.eq(object)).exec(tx.db()).await?;
    corrected_row::Entity::delete_many()
        .filter(corrected_row::Column::CaseId.eq(object))
        .exec(tx.db())
        .await?;
    let label = casefile::case_label(tx, CaseId(object)).await?;
    let open = label.is_none_or(|l| {
        l.circle.is_none() && l.excluded.is_none() && l.compartment == kernel::Compartment::Operational
    });
    if open {
        dossier_row::Entity::update_many()
            .col_expr(dossier_row::Column::CaseId, Expr::value(None::<Uuid>))
            .filter(dossier_row::Column::CaseId.eq(object))
            .exec(tx.db())
            .await?;
        return Ok(());
    }
    let of_case: Vec<(Uuid, Uuid)> = dossier_row::Entity::find()
        .select_only()
        .column(dossier_row::Column::Id)
        .column(dossier_row::Column::Authority)
        .filter(dossier_row::Column::CaseId.eq(object))
        .into_tuple()
        .all(tx.db())
        .await?;
    for (id, authority) in of_case {
        erase(tx, id, AuthorityId(authority)).await?;
        access::store_retention::undate(tx, "dossier", &[id], AuthorityId(authority)).await?;
    }
    Ok(())
}

/// Erases what an authority's copy of a dossier says; see [`store::erase_bodies`].
pub(crate) async fn erase(tx: &Tx, id: Uuid, authority: AuthorityId) -> Result<Erased, StoreError> {
    let mut erased = Erased::none();
    let moves: Vec<Uuid> = move_row::Entity::find()
        .select_only()
        .column(move_row::Column::Message)
        .filter(move_row::Column::Dossier.eq(id))
        .filter(move_row::Column::Authority.eq(authority.0))
        .filter(move_row::Column::Body.is_not_null())
        .into_tuple()
        .all(tx.db())
        .await?;
    ::store::outbox::forget_bodies(tx, &moves).await?;
    erased.add(moves);
    erased.count(access::forget_work(tx, &[id]).await?);
    store::erase_bodies(tx, DossierId(id), authority).await?;
    crate::store_letters::erase(tx, DossierId(id), authority).await?;
    let waiting = pending_row::Entity::delete_many().filter(pending_row::Column::Dossier.eq(id));
    erased.count(waiting.exec(tx.db()).await?.rows_affected);
    let consents =
        Condition::any().add(consent_row::Column::About.eq(id)).add(consent_row::Column::Permission.eq(id));
    let consents = consent_row::Entity::delete_many()
        .filter(consents)
        .filter(consent_row::Column::Authority.eq(authority.0));
    erased.count(consents.exec(tx.db()).await?.rows_affected);
    let corrections = correction_row::Entity::delete_many()
        .filter(correction_row::Column::Dossier.eq(id))
        .filter(correction_row::Column::Authority.eq(authority.0));
    erased.count(corrections.exec(tx.db()).await?.rows_affected);
    erased.count(crate::store_attachments::erase(tx, DossierId(id), authority).await?);
    let limits = limit_row::Entity::delete_many()
        .filter(limit_row::Column::Dossier.eq(id))
        .filter(limit_row::Column::Authority.eq(authority.0));
    limits.exec(tx.db()).await?;
    Ok(erased)
}

/// Remembers until when the text of a received move may be kept, where its sender set a last day.
pub(crate) async fn limit(tx: &Tx, authority: AuthorityId, new: &StoredMove) -> Result<(), StoreError> {
    let Some(until) = new.read_body().as_ref().and_then(last_day) else { return Ok(()) };
    let row = limit_row::ActiveModel {
        dossier: Set(new.dossier.0),
        authority: Set(authority.0),
        side: Set(new.side.code().into()),
        number: Set(store::number(new.number)),
        until: Set(until.0),
    };
    limit_row::Entity::insert(row).exec_without_returning(tx.db()).await?;
    Ok(())
}

/// The earliest last day in a move: of the whole, or of a statement in it.
fn last_day(body: &MoveBody) -> Option<Timestamp> {
    let whole = ["conditions", "restrictions"].iter().map(|name| body.text(name).trim().to_owned());
    let each = crate::carry::carried(body).0.into_iter().flat_map(|c| c.restrictions).map(|r| r.0);
    whole.chain(each).filter_map(|text| kernel::Restriction(text).erase_by()).min()
}

/// Erases what peers allowed to be kept no longer, and what was kept apart for too long; says how many rows went.
pub(crate) async fn sweep(tx: &Tx, quarantined_before: Timestamp) -> Result<u64, StoreError> {
    let due = limit_row::Entity::find()
        .filter(limit_row::Column::Until.lte(tx.at().0))
        .limit(LIMITS_AT_A_TIME)
        .all(tx.db())
        .await?;
    let mut swept = 0_u64;
    for one in due {
        // A court that holds the dossier or its case holds what it was sent as well.
        let cases: Vec<Option<Uuid>> = dossier_row::Entity::find()
            .select_only()
            .column(dossier_row::Column::CaseId)
            .filter(dossier_row::Column::Id.eq(one.dossier))
            .into_tuple()
            .all(tx.db())
            .await?;
        let cases: Vec<Uuid> = cases.into_iter().flatten().collect();
        let held = access::store_holds::held_among(tx, "dossier", &[one.dossier]).await?;
        if held.saturating_add(access::store_holds::held_among(tx, "case", &cases).await?) > 0 {
            continue;
        }
        let this = Condition::all()
            .add(move_row::Column::Dossier.eq(one.dossier))
            .add(move_row::Column::Authority.eq(one.authority))
            .add(move_row::Column::Side.eq(one.side.clone()))
            .add(move_row::Column::Number.eq(one.number));
        let gone = move_row::Entity::update_many()
            .col_expr(move_row::Column::Salt, Expr::value(None::<String>))
            .col_expr(move_row::Column::Body, Expr::value(None::<Vec<u8>>))
            .filter(this)
            .exec(tx.db())
            .await?;
        let files = (one.dossier, one.authority);
        let files = crate::store_attachments::erase_of_move(tx, files, (&one.side, one.number)).await?;
        swept = swept.saturating_add(gone.rows_affected).saturating_add(files);
        limit_row::Entity::delete_by_id((one.dossier, one.authority, one.side, one.number))
            .exec(tx.db())
            .await?;
    }
    // The receipt stays: the same message is answered the same for ever.
    let apart = inbox_row::Entity::update_many()
        .col_expr(inbox_row::Column::Kept, Expr::value(None::<Vec<u8>>))
        .filter(inbox_row::Column::Kept.is_not_null())
        .filter(inbox_row::Column::At.lt(quarantined_before.0))
        .exec(tx.db())
        .await?;
    Ok(swept.saturating_add(apart.rows_affected))
}
