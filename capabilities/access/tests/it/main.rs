//! One-time links, shifts handed over and acts that need a second person, on both databases; and their pages.

#![expect(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

mod browsers;
mod desk;
mod links;
mod pages;
mod second_person;
mod shifts;

use access::testing::{node, person};
use access::{
    Act, ActError, ActSays, AskedAct, Asking, NewAct, Node, OwnAuthority, Person, ask_second, store as people,
};
use futures_core::future::BoxFuture;
use kernel::id::PersonId;
use kernel::{Actor, Label, Purpose, Role};
use std::collections::BTreeSet;
use std::sync::Arc;
use store::audit::{self, LogQuery, LogRow};
use store::testing::{TestStore, both};
use store::{StoreError, Tx};
use uuid::Uuid;

/// A room's act: leaves a mark when it is carried out.
struct Mark {
    kind: &'static str,
    alone: bool,
    permits: bool,
}

const MARK: &str = "mark";

impl Act for Mark {
    fn kind(&self) -> &'static str {
        self.kind
    }

    fn object_kind(&self) -> &'static str {
        "case"
    }

    fn purpose(&self) -> Purpose {
        Purpose::Investigation
    }

    fn roles(&self) -> &'static [Role] {
        &[Role::Investigator]
    }

    fn alone(&self) -> bool {
        self.alone
    }

    fn permits(&self) -> bool {
        self.permits
    }

    fn says(&self, act: &AskedAct, _: &web::T) -> ActSays {
        ActSays { title: format!("Mark {}", act.text("secret")), ..ActSays::default() }
    }

    fn carry_out<'a>(
        &'a self,
        _: &'a Node,
        tx: &'a Tx,
        asker: &'a Actor,
        second: &'a Actor,
        _: &'a AskedAct,
    ) -> BoxFuture<'a, Result<(), ActError>> {
        Box::pin(async move {
            let both = format!("{} and {}", asker.name, second.name);
            Ok(store::setting::put(tx, MARK, &both).await?)
        })
    }
}

/// Niamey and the people who work there.
pub(crate) struct House {
    pub(crate) node: Arc<Node>,
    pub(crate) own: OwnAuthority,
    pub(crate) ibrahim: (Actor, String),
    pub(crate) moussa: (Actor, String),
    pub(crate) at: TestStore,
}

impl House {
    pub(crate) async fn on(at: TestStore) -> Self {
        let (mut node, own) = node(at.store.clone(), 1, "NE", "Investigation Unit", &[]).await;
        node.acts.push(Arc::new(Mark { kind: "mark", alone: false, permits: false }));
        node.acts.push(Arc::new(Mark { kind: "mark-alone", alone: true, permits: false }));
        node.acts.push(Arc::new(Mark { kind: "mark-permit", alone: false, permits: true }));
        let ibrahim = person(&node, &own, "h.ibrahim", &[Role::Investigator]).await;
        let moussa = person(&node, &own, "a.moussa", &[Role::DutyOfficer]).await;
        Self { node: Arc::new(node), own, ibrahim, moussa, at }
    }

    pub(crate) async fn both() -> Vec<Self> {
        let mut houses = Vec::new();
        for at in both(&access::migrations()).await {
            houses.push(Self::on(at).await);
        }
        houses
    }

    pub(crate) async fn joins(&self, sign_in: &str, roles: &[Role]) -> (Actor, String) {
        person(&self.node, &self.own, sign_in, roles).await
    }

    /// The person as they may act at this moment.
    pub(crate) async fn now(&self, id: PersonId) -> Actor {
        let found = self.at.store.run::<_, StoreError, _, _>("actor", |tx| async move {
            let person = people::person(&tx, id).await?.unwrap();
            Ok(people::actor(&tx, &person).await?.0)
        });
        found.await.unwrap()
    }

    pub(crate) async fn person(&self, id: PersonId) -> Person {
        let found = self
            .at
            .store
            .run::<_, StoreError, _, _>("person", |tx| async move { people::person(&tx, id).await });
        found.await.unwrap().unwrap()
    }

    pub(crate) async fn set(&self, id: PersonId, roles: &[Role], active: bool) {
        let roles: BTreeSet<Role> = roles.iter().copied().collect();
        let roles = &roles;
        let done = self.at.store.run::<_, StoreError, _, _>("set", |tx| async move {
            people::set_person(&tx, id, roles, active).await
        });
        done.await.unwrap();
    }

    pub(crate) async fn asks(&self, who: &Actor, kind: &'static str) -> Result<Asking, ActError> {
        let new = NewAct {
            kind,
            object: Uuid::from_u128(7),
            label: Label::own(self.own.id),
            parameters: serde_json::json!({ "secret": "Suleiman Adoum" }),
            reason: "the tribunal of Dosso".into(),
        };
        let new = &new;
        self.node.store.run("ask", |tx| async move { ask_second(&tx, &self.node, who, new).await }).await
    }

    pub(crate) async fn confirms(&self, who: &Actor, asked: Asking) -> Result<(), ActError> {
        let Asking::Waits(id) = asked else { panic!("nothing waits") };
        let done = self.node.store.run("confirm", |tx| async move {
            access::acts::confirm(&tx, &self.node, who, id, "read it").await
        });
        done.await
    }

    pub(crate) async fn waiting_for(&self, who: &Actor) -> (u64, Vec<AskedAct>) {
        let found = self.node.store.run::<_, StoreError, _, _>("waiting", |tx| async move {
            let count = access::acts::to_decide_count(&tx, &self.node, who).await?;
            Ok((count, access::acts::to_decide(&tx, &self.node, who).await?))
        });
        found.await.unwrap()
    }

    /// What the act left behind.
    pub(crate) async fn mark(&self) -> Option<String> {
        let found = self
            .at
            .store
            .run::<_, StoreError, _, _>("mark", |tx| async move { store::setting::get(&tx, MARK).await });
        found.await.unwrap()
    }

    pub(crate) async fn log(&self) -> Vec<LogRow> {
        let found = self.at.store.run::<_, StoreError, _, _>("log", |tx| async move {
            audit::read(&tx, &LogQuery { rows: 500, ..LogQuery::default() }).await
        });
        found.await.unwrap().0
    }
}
