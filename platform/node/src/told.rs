//! What rooms that do not know each other tell each other: released figures for whoever follows recommendations.

use access::Node;
use conference::Told;
use conference::follow::Figure;
use futures_core::future::BoxFuture;
use kernel::Actor;
use kernel::figures::Band;
use std::sync::Arc;
use store::{StoreError, Tx};

/// Tables that say something of how a State cooperates: the time of answers, and what became of requests.
const TABLES: [(&str, &str); 2] = [("exchange", "requests-received"), ("exchange", "requests-sent")];
/// Told once this program opens dossiers of such a kind; before, there are none, and that is told as it is.
const ASSISTANCE: (&str, &str) = ("exchange", "assistance-requests");

/// Figures that two people released.
struct Released;

impl Told for Released {
    fn told<'a>(
        &'a self,
        node: &'a Node,
        tx: &'a Tx,
        actor: &'a Actor,
    ) -> BoxFuture<'a, Result<Vec<Figure>, StoreError>> {
        Box::pin(async move {
            let released = oversight::released_of(tx, node, actor).await?;
            let named = |t: &&kernel::figures::Table| {
                let of = (t.room.as_str(), t.table.as_str());
                TABLES.contains(&of) || of == ASSISTANCE && exchange::assists()
            };
            // The newest period in which these tables stand.
            let newest = released.iter().find(|f| f.document.tables.iter().any(|t| named(&t)));
            let Some(newest) = newest else { return Ok(Vec::new()) };
            let mut list = Vec::new();
            for table in newest.document.tables.iter().filter(named) {
                for cell in &table.cells {
                    let (n, to, below) = match cell.count {
                        Band::Within { from, to } => (from, Some(to), None),
                        Band::Below { below } => (0, None, Some(below)),
                    };
                    let code = format!("released.{}.{}.{}", table.room, table.table, cell.cell);
                    let period = newest.period.to_string();
                    list.push(Figure { code, n, of: None, to, below, period });
                }
            }
            Ok(list)
        })
    }
}

/// Who knows them.
pub(crate) fn figures() -> Arc<dyn Told> {
    Arc::new(Released)
}
