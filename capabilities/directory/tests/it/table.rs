//! The directory as a table that comes in: what a file has no column for stays, and the preview says what taking does.

use super::{act, one_pair};
use access::Node;
use directory::table::{self, Becomes, Import, Row, Sheet};
use directory::{Channel, DirectoryError, Kept};
use std::collections::BTreeMap;

fn sheet(name: &str, rows: &[&str]) -> Sheet {
    let row =
        |(n, row): (usize, &&str)| -> Row { (n as u64 + 1, row.split('|').map(str::to_owned).collect()) };
    (name.to_owned(), rows.iter().enumerate().map(row).collect())
}

async fn import(node: &Node, sheets: &[Sheet], take: bool) -> Result<Import, DirectoryError> {
    let named = &BTreeMap::new();
    act(node, |tx, actor| async move { table::import_table(&tx, node, &actor, (sheets, named), take).await })
        .await
}

/// Preview and taking, which say the same.
async fn takes(node: &Node, sheets: &[Sheet]) -> Import {
    let preview = import(node, sheets, false).await.unwrap();
    let taken = import(node, sheets, true).await.unwrap();
    assert_eq!(preview, taken);
    taken
}

fn becomes(import: &Import) -> Vec<Becomes> {
    import.rows.iter().map(|row| row.becomes.clone()).collect()
}

async fn kept(node: &Node) -> Vec<Kept> {
    act(node, |tx, actor| async move { Ok(directory::kept(&tx, actor.authority).await?) }).await.unwrap()
}

const WHOLE: [&str; 3] = [
    "state|name|kind|functions|contact|languages|accepted_languages|hours|phone|urgent_line|email|other",
    "XB|Coast Guard|authority|sea-authority|Operations room|es;fr|es|24/7|+1 202 555 0100;+1 202 555 0101|+1 202 555 0199|ops@cg.example|Pier 1",
    "XB|Sahel Messenger SA|company||Legal|fr|fr||||legal@messenger.example|",
];

#[tokio::test]
async fn a_file_changes_what_it_has_a_column_for() {
    let pair = one_pair(&[]).await;
    let node = &pair.niamey;
    assert_eq!(becomes(&takes(node, &[sheet("", &WHOLE)]).await), [Becomes::New, Becomes::New]);
    let before = kept(node).await;
    let fewer =
        ["state|name|phone", "XB|Coast Guard|+1 202 555 0142", "XB|Sahel Messenger SA|+1 202 555 0143"];
    let changed = Becomes::Changed { columns: vec!["phone"] };
    assert_eq!(becomes(&takes(node, &[sheet("", &fewer)]).await), [changed.clone(), changed]);
    let after = kept(node).await;
    for (then, now) in before.iter().zip(&after) {
        let mut wanted = then.authority.clone();
        let phone = if now.is_company() { "+1 202 555 0143" } else { "+1 202 555 0142" };
        let point = &mut wanted.contacts[0];
        point.channels.retain(|c| c.kind != "phone");
        point.channels.insert(0, Channel::new("phone", phone));
        assert_eq!(now.authority, wanted);
    }
    assert_eq!(becomes(&takes(node, &[sheet("", &fewer)]).await), [Becomes::Same, Becomes::Same]);
    // An empty cell of a column that is there says that nothing stands there.
    let emptied = ["state|name|functions", "XB|Coast Guard|"];
    let changed = Becomes::Changed { columns: vec!["functions"] };
    assert_eq!(becomes(&takes(node, &[sheet("", &emptied)]).await), [changed]);
}

#[tokio::test]
async fn one_row_that_cannot_be_kept_does_not_hold_up_the_others() {
    let pair = one_pair(&[]).await;
    let node = &pair.niamey;
    let long = format!("XB|{}|+1 202 555 0103|fr", "n".repeat(241));
    let rows = [
        "state|name|phone|accepted_languages",
        "XB|First|+1 202 555 0101|fr",
        "XB|Second|+1 202 555 0102|English, French",
        &long,
        "XB|Third|+1 202 555 0104|fr",
    ];
    let refused = |why| Becomes::Refused { why };
    assert_eq!(
        becomes(&takes(node, &[sheet("", &rows)]).await),
        [Becomes::New, refused("accepted language"), refused("name of a contact point"), Becomes::New]
    );
    assert_eq!(kept(node).await.len(), 2);
}

#[tokio::test]
async fn the_preview_counts_how_many_can_be_kept() {
    let pair = one_pair(&[]).await;
    let most = usize::try_from(directory::store_kept::KEPT_MAX).unwrap();
    let mut rows = vec!["state|name|phone".to_owned()];
    rows.extend((0..most + 2).map(|n| format!("XB|Unit {n}|+1 202 555 0100")));
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let import = takes(&pair.niamey, &[sheet("", &rows)]).await;
    let full = |row: &&table::Judged| row.becomes == Becomes::Refused { why: "full" };
    assert_eq!(import.rows.iter().filter(full).count(), 2);
    assert_eq!(kept(&pair.niamey).await.len(), most);
}

#[tokio::test]
async fn every_sheet_is_read_with_its_own_header_and_one_without_is_named() {
    let pair = one_pair(&[]).await;
    let sheets = [
        sheet("Read me", &["Contacts of 2026", "Ask Ms Diallo"]),
        sheet("North", &["state|name|phone", "XB|First|+1 202 555 0101"]),
        sheet("South", &["name|email|state", "Second|a@south.example|XB", "First|b@south.example|XB"]),
    ];
    let import = takes(&pair.niamey, &sheets).await;
    let said: Vec<_> = import.rows.iter().map(|r| (r.sheet.as_str(), r.row, r.name.as_str())).collect();
    assert_eq!(said, [("North", 2, "First"), ("South", 2, "Second"), ("South", 3, "First")]);
    assert_eq!(import.rows[2].becomes, Becomes::Refused { why: "named-twice" });
    let skipped: Vec<_> = import.skipped.iter().map(|s| (s.sheet.as_str(), s.rows)).collect();
    assert_eq!(skipped, [("Read me", 2)]);
    let none = super::table::import(&pair.niamey, &sheets[..1], false).await;
    assert!(matches!(none, Err(DirectoryError::Text("header"))));
}
