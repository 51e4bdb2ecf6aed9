//! What the case files hold, row by row, so that a test can show that nothing of it changed.

use exchange::testing::Desk;
use sea_orm::ConnectionTrait;
use store::StoreError;

/// Everything that case files say, row by row.
pub async fn mark(desk: &Desk) -> String {
    let mark = desk.node.store.run::<_, StoreError, _, _>("mark", |tx| async move {
        let mut all = String::new();
        for table in
            ["case_file", "entity", "statement", "selector", "acceptance", "retraction", "held_value"]
        {
            let sql = format!("SELECT * FROM {table} ORDER BY 1");
            let rows = tx
                .db()
                .query_all_raw(sea_orm::Statement::from_string(tx.db().get_database_backend(), sql))
                .await?;
            all.push_str(&format!("{table}: {rows:?}\n"));
        }
        Ok(all)
    });
    mark.await.unwrap()
}

/// As if a clearance had slipped past the hold: the label alone must still keep the value in.
pub async fn slips_through(desk: &Desk) {
    slips_through_on(&desk.node).await;
}

/// The same, where only the node is at hand.
pub async fn slips_through_on(node: &access::Node) {
    let slipped = node.store.run::<_, StoreError, _, _>("slip", |tx| async move {
        let sql = "UPDATE selector SET held = FALSE, acceptance = (SELECT id FROM acceptance LIMIT 1) WHERE kind = 'phone'";
        tx.db().execute_unprepared(sql).await?;
        Ok(())
    });
    slipped.await.unwrap();
}
