//! A kind of dossier that comes later and rests on UNTOC article 18: the figure of requests for mutual legal assistance fills
//! by itself, by what its definition says.

use crate::story::*;
use exchange::MoveBody;
use exchange::NewMove;
use exchange::testing::Desk;
use kernel::id::DossierId;
use procedure::shipped::INFORMATION_REQUEST;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query};
use store::StoreError;

/// The dossier as it would stand if it had been opened of that kind.
pub(crate) async fn is_of_kind(desk: &Desk, dossier: DossierId, id: &str, file: &str) {
    let done = desk.node.store.run::<_, StoreError, _, _>("later kind", |tx| async move {
        let update = Query::update()
            .table(Alias::new("dossier"))
            .values([
                (Alias::new("kind"), id.into()),
                (Alias::new("kind_file"), file.as_bytes().to_vec().into()),
            ])
            .and_where(Expr::col(Alias::new("id")).eq(dossier.0))
            .to_owned();
        tx.db().execute(&update).await?;
        Ok(())
    });
    done.await.unwrap();
}

#[tokio::test]
async fn a_later_kind_that_rests_on_article_18_is_counted_by_what_its_definition_says() {
    let later = INFORMATION_REQUEST
        .replace("id = \"information-request\"", "id = \"a-later-kind\"")
        .replace("law = [\"UNTOC-27\", \"SOMP-10\"]", "law = [\"UNTOC-18\"]");
    assert_ne!(later, INFORMATION_REQUEST);
    for pair in both_databases().await {
        let (accra, niamey) = (&pair.accra, &pair.niamey);
        let id = opens(accra, niamey.node.keys.id, request()).await.unwrap().dossier;
        settle(&pair).await;
        let answer = MoveBody::default().with("outcome", "none").with("text", "-").with("handling", "H0");
        moves(niamey, id, NewMove::of("answer", answer)).await.unwrap();
        settle(&pair).await;
        for desk in [accra, niamey] {
            assert_eq!(counts(desk, "assistance-requests").await, [], "{}: UNTOC 27", pair.kind);
            is_of_kind(desk, id, "a-later-kind", &later).await;
        }
        assert_eq!(counts(accra, "assistance-requests").await, [("sent", 1)], "{}", pair.kind);
        assert_eq!(counts(niamey, "assistance-requests").await, [("received", 1)], "{}", pair.kind);
        assert_eq!(counts(accra, "requests-sent").await, [], "{}: each is counted once", pair.kind);
    }
}
