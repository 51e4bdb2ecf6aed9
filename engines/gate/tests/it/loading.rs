//! What the gate refuses to load.

use gate::{Gate, GateError, PolicyFile, SCHEMA, action};
use std::collections::BTreeSet;

fn with(text: &'static str) -> Result<Gate, GateError> {
    Gate::new(&[PolicyFile { room: "a room", text }])
}

#[test]
fn a_rooms_policy_joins_the_base() {
    with(r#"@id("room-1") @article("x") forbid (principal, action == Action::"print", resource);"#).unwrap();
}

#[test]
fn a_policy_without_id_or_article_is_refused() {
    for (text, missing) in [
        (r#"@article("x") forbid (principal, action == Action::"print", resource);"#, "id"),
        (r#"@id("x") forbid (principal, action == Action::"print", resource);"#, "article"),
        (r#"@id("x") @article("") forbid (principal, action == Action::"print", resource);"#, "article"),
    ] {
        match with(text) {
            Err(GateError::Unannotated { room: "a room", annotation, .. }) => assert_eq!(annotation, missing),
            other => panic!("{:?}", other.err()),
        }
    }
}

#[test]
fn a_policy_with_words_outside_the_schema_is_refused() {
    for text in [
        r#"@id("x") @article("x") permit (principal, action == Action::"reed", resource);"#,
        r#"@id("x") @article("x") permit (principal, action, resource) when { principal.roles.contains(Role::"king") };"#,
        r#"@id("x") @article("x") permit (principal, action, resource) when { context.purpose == Purpose::"fun" };"#,
        r#"@id("x") @article("x") permit (principal, action, resource) when { context.recipient.party == "GH" };"#,
        r#"@id("x") @article("x") forbid (principal, action, resource) when { false };"#,
    ] {
        assert!(matches!(with(text), Err(GateError::Invalid(_))), "{text}");
    }
}

#[test]
fn a_second_policy_of_the_same_id_is_refused() {
    let text =
        r#"@id("non-refoulement") @article("x") forbid (principal, action == Action::"print", resource);"#;
    assert!(matches!(with(text), Err(GateError::Twice(id)) if id == "non-refoulement"));
}

#[test]
fn templates_and_broken_text_are_refused() {
    let template = r#"@id("x") @article("x") permit (principal == ?principal, action, resource);"#;
    assert!(matches!(with(template), Err(GateError::Template("a room"))));
    assert!(matches!(with("permit (principal"), Err(GateError::Unreadable { room: "a room", .. })));
}

#[test]
fn the_schema_and_the_constants_list_the_same_actions() {
    let (schema, _) = cedar_policy::Schema::from_cedarschema_str(SCHEMA).unwrap();
    let groups: BTreeSet<String> = schema.action_groups().map(|u| u.id().unescaped().to_owned()).collect();
    let in_schema: BTreeSet<String> =
        schema.actions().map(|u| u.id().unescaped().to_owned()).filter(|a| !groups.contains(a)).collect();
    let in_code: BTreeSet<String> = action::ALL.iter().map(|a| (*a).to_owned()).collect();
    assert_eq!(in_schema, in_code);
    assert_eq!(action::ALL.len(), in_code.len());
}

#[test]
fn the_schema_lists_the_codes_of_the_kernel() {
    let listed = |codes: Vec<&str>| codes.iter().map(|c| format!("{c:?}")).collect::<Vec<_>>().join(", ");
    let schema = SCHEMA.split_whitespace().collect::<Vec<_>>().join(" ");
    for (name, codes) in [
        ("Role", listed(kernel::Role::ALL.iter().map(|r| r.code()).collect())),
        ("Purpose", listed(kernel::Purpose::ALL.iter().map(|r| r.code()).collect())),
        ("Compartment", listed(kernel::Compartment::ALL.iter().map(|r| r.code()).collect())),
        ("Handling", listed(kernel::Handling::ALL.iter().map(|r| r.code()).collect())),
    ] {
        assert!(schema.contains(&format!("entity {name} enum [{codes}];")), "{name}: {codes}");
    }
}
