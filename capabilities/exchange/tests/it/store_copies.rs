//! A node from before each authority had its own copy of a dossier: its tables are brought to the new form.

use crate::envelopes::waiting;
use crate::story::*;
use exchange::testing::{Desk, keeps_before_its_turn};
use exchange::{MoveBody, NewMove, history_bytes};
use sea_orm::ConnectionTrait;
use store::StoreError;

/// Takes a node's tables back to the form they had before each authority had its own copy: the same rows, one for each
/// dossier.
async fn back_to_the_first_form(desk: &Desk) {
    let back = desk.node.store.run::<_, StoreError, _, _>("back", |tx| async move {
        for table in ["dossier", "dossier_move", "dossier_fork", "dossier_pending"] {
            tx.db().execute_unprepared(&format!("ALTER TABLE {table} RENAME TO {table}_now")).await?;
        }
        for sql in [
            "CREATE TABLE dossier AS SELECT * FROM dossier_now",
            "CREATE TABLE dossier_move AS SELECT dossier, side, number, header, digest, signature, signer, salt, body, \
             at, person, message FROM dossier_move_now",
            "CREATE TABLE dossier_fork AS SELECT dossier, digest, side, number, header, signature, signer, message, at \
             FROM dossier_fork_now",
            "CREATE TABLE dossier_pending AS SELECT peer, dossier, number, message, sealed, at FROM dossier_pending_now",
            "DROP TABLE dossier_now",
            "DROP TABLE dossier_move_now",
            "DROP TABLE dossier_fork_now",
            "DROP TABLE dossier_pending_now",
            "ALTER TABLE dossier DROP COLUMN news_at",
            "ALTER TABLE correction_applied DROP COLUMN unseen",
            "DELETE FROM schema_step WHERE name IN ('exchange-2-copies', 'exchange-11-news')",
        ] {
            tx.db().execute_unprepared(sql).await?;
        }
        Ok(())
    });
    back.await.unwrap();
    // Each connection of the pool has to see the tables as they are now: SQLite adds no column by what it remembers.
    for _ in 0..32 {
        let look = desk.node.store.run::<_, StoreError, _, _>("look", |tx| async move {
            tx.db().execute_unprepared("SELECT count(*) FROM dossier").await?;
            Ok(())
        });
        look.await.unwrap();
    }
}

#[tokio::test]
async fn a_13_dossiers_from_before_authorities_had_their_own_copies_stay_whole_and_go_on() {
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let id = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
        settle(&pair).await;
        moves(niamey, id, NewMove::of("acknowledge", MoveBody::default())).await.unwrap();
        settle(&pair).await;
        // Of a second one the third move came, and the second is still on its way.
        let other = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
        settle(&pair).await;
        let reasons = MoveBody::default().with("reasons", "the person was found");
        moves(accra, other, NewMove::of("withdraw", reasons)).await.unwrap();
        moves(accra, other, NewMove::of("close", MoveBody::default())).await.unwrap();
        let rows = waiting(accra).await;
        keeps_before_its_turn(niamey, accra, &rows[1]).await;
        let before = (history_bytes(&reads(niamey, id).await), reads(niamey, id).await.opening());

        back_to_the_first_form(niamey).await;
        niamey.node.store.migrate(&exchange::testing::steps()).await.unwrap();

        let thread = reads(niamey, id).await;
        assert_eq!((history_bytes(&thread), thread.opening()), before, "{}", pair.kind);
        assert_eq!(thread.dossier.authority, niamey.authority.id);
        let report = verifies(niamey, id).await;
        assert_eq!((report.moves, report.bodies, report.faults.as_slice()), (2, 2, [].as_slice()));
        moves(niamey, id, NewMove::of("answer", answer())).await.unwrap();
        settle(&pair).await;
        assert_eq!(history_bytes(&reads(accra, id).await), history_bytes(&reads(niamey, id).await));
        assert_eq!(reads(niamey, other).await.dossier.state, "closed", "what waited was found again");
    }
}
