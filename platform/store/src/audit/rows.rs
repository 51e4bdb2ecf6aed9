//! The tables of the log.

use crate::{Column, Migration, table};

pub(super) mod waiting_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_waiting")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub digest: String,
        pub mark: String,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod body_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_body")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub at: i64,
        pub person: Uuid,
        pub authority: Uuid,
        pub action: String,
        pub object_kind: String,
        pub object: Uuid,
        pub refused: bool,
        pub recipient: String,
        pub salt: String,
        pub body: String,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod listed_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_listed")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub object: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub leaf: Uuid,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod link_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_link")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub seq: i64,
        pub leaf: Uuid,
        pub head: String,
        pub signature: Option<Vec<u8>>,
        pub digest: String,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod checkpoint_row {
    use sea_orm::entity::prelude::*;
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_checkpoint")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub seq: i64,
        pub at: i64,
        pub document: Vec<u8>,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Leaves wait in a small table of their own and move into the chain: nothing that a change writes is ever updated.
pub(crate) fn step() -> Migration {
    let both = |sql: &'static str| (sql, sql);
    Migration {
        name: "store-log-1",
        tables: vec![
            table("audit_waiting")
                .col("id", Column::Uuid)
                .col("digest", Column::Text)
                .col("mark", Column::Text)
                .key(&["id"]),
            table("audit_listed")
                .col("object", Column::Uuid)
                .col("leaf", Column::Uuid)
                .key(&["object", "leaf"])
                .index(&["leaf"]),
            table("audit_checkpoint")
                .col("seq", Column::Int)
                .col("at", Column::Int)
                .col("document", Column::Bytes)
                .key(&["seq"]),
        ],
        raw: vec![
            both(
                "INSERT INTO audit_waiting (id, digest, mark) SELECT id, digest, '' FROM audit_leaf WHERE seq IS NULL",
            ),
            both("ALTER TABLE audit_link ADD COLUMN digest text NOT NULL DEFAULT ''"),
            both(
                "UPDATE audit_link SET digest = COALESCE((SELECT digest FROM audit_leaf WHERE audit_leaf.id = audit_link.leaf), '')",
            ),
            both("DROP TABLE audit_leaf"),
            both("CREATE INDEX audit_link_leaf ON audit_link (leaf)"),
            both("ALTER TABLE audit_body ADD COLUMN recipient text NOT NULL DEFAULT ''"),
            both("CREATE INDEX audit_body_person ON audit_body (person)"),
            both("CREATE INDEX audit_body_left ON audit_body (id) WHERE recipient <> ''"),
            both("CREATE INDEX audit_body_refused ON audit_body (id) WHERE refused"),
        ],
    }
}
