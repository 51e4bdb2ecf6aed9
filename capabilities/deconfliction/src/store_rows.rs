//! One row module a table, for the room's stores.

macro_rules! rows {
    ($($module:ident = $table:literal { $(#[$key:ident] $kf:ident: $kt:ty),* ; $($field:ident: $type:ty),* $(,)? })*) => {$(
        pub(crate) mod $module {
            use sea_orm::entity::prelude::*;
            #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
            #[sea_orm(table_name = $table)]
            pub struct Model {
                $(#[sea_orm(primary_key, auto_increment = false)]
                pub $kf: $kt,)*
                $(pub $field: $type),*
            }
            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {}
            impl ActiveModelBehavior for ActiveModel {}
        }
    )*};
}

pub(crate) use rows;
