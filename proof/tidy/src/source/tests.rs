use super::*;

const NONE: [usize; 0] = [];

fn findings(path: &str, text: &str, rule: fn(&Source) -> Vec<Finding>) -> Vec<usize> {
    let file = File::sample(path, text);
    let source = Source::read(&file).unwrap();
    rule(&source).iter().map(|finding| finding.line).collect()
}

fn function_of(lines: usize, inside: &str) -> String {
    format!("/// Long.\nfn long() {{\n{inside}\n{}}}\n", "    step();\n".repeat(lines - 3))
}

#[test]
fn a_function_over_its_limit_is_found_unless_it_says_why() {
    let path = "engines/kernel/src/a.rs";
    assert_eq!(findings(path, &function_of(71, ""), Source::too_long), [2]);
    assert_eq!(findings(path, &function_of(70, ""), Source::too_long), NONE);
    assert_eq!(
        findings(path, &function_of(71, "    // long: one table, better read whole"), Source::too_long),
        NONE
    );
    assert_eq!(findings(path, &function_of(71, "    // long:"), Source::too_long), [2]);
    assert_eq!(findings(path, &format!("impl A {{\n{}}}", function_of(71, "")), Source::too_long), [3]);
    let test = format!("#[cfg(test)]\nmod tests {{\n{}}}", function_of(90, ""));
    assert_eq!(findings(path, &test, Source::too_long), NONE);
}

#[test]
fn a_file_over_its_limit_is_found_without_its_tests() {
    let path = "engines/kernel/src/a.rs";
    let code = "const A: u8 = 1;\n".repeat(501);
    assert_eq!(findings(path, &code, Source::too_long), [0]);
    assert_eq!(
        findings(path, &format!("//! A table.\n// long: a list of codes\n\n{code}"), Source::too_long),
        NONE
    );
    let tests = format!("#[cfg(test)]\nmod tests {{\n{code}}}\n");
    assert_eq!(findings(path, &format!("const B: u8 = 1;\n{tests}"), Source::too_long), NONE);
    assert_eq!(findings("engines/kernel/tests/it.rs", &code, Source::too_long), NONE);
}

#[test]
fn allow_is_found_in_each_form() {
    let path = "engines/kernel/src/a.rs";
    for bad in [
        "#[allow(dead_code)]\nfn a() {}",
        "#![allow(dead_code)]",
        "#[cfg_attr(test, allow(dead_code))]\nfn a() {}",
    ] {
        assert_eq!(findings(path, bad, Source::allows), [1], "{bad}");
    }
    let good =
        "//! allow(x)\n/// #[allow(x)]\n#[expect(dead_code, reason = \"allow(x)\")]\nfn a() { allow(1); }";
    assert_eq!(findings(path, good, Source::allows), NONE);
}

#[test]
fn the_database_is_found_outside_the_store() {
    let bad = "//! sea_orm\nuse sea_orm::EntityTrait;\n";
    for path in [
        "capabilities/access/src/rules.rs",
        "capabilities/access/src/pages/store_case.rs/x.rs",
        "platform/web/src/lib.rs",
    ] {
        let expected: &[usize] = if path.contains("store_case") { &[] } else { &[2] };
        assert_eq!(findings(path, bad, Source::database_outside_store), expected, "{path}");
    }
    for path in [
        "capabilities/access/src/store.rs",
        "capabilities/access/src/store_people.rs",
        "capabilities/access/src/store/people.rs",
        "platform/store/src/lib.rs",
        "capabilities/access/src/entity/person.rs",
        "capabilities/access/src/migrations.rs",
    ] {
        assert_eq!(findings(path, bad, Source::database_outside_store), NONE, "{path}");
    }
}

#[test]
fn a_10_ambient_clock_and_randomness_are_found() {
    let path = "capabilities/access/src/rules.rs";
    for bad in [
        "fn a() { std::time::Instant::now(); }",
        "fn a() { SystemTime::now(); }",
        "fn a() { map(uuid::Uuid::now_v7) }",
        "fn a() { thread_rng(); }",
        "fn a() { let r = OsRng; }",
        "fn a() { sql(\"select NOW()\"); }",
        "fn a() { sql!(r\"default CURRENT_TIMESTAMP\"); }",
        "fn a() { println!(\"{}\", SystemTime::now()); }",
    ] {
        assert_eq!(findings(path, bad, Source::ambient), [1], "{bad}");
        assert_eq!(findings("platform/store/src/ambient.rs", bad, Source::ambient), NONE, "{bad}");
        assert_eq!(
            findings(path, &format!("#[cfg(test)]\nmod tests {{ {bad} }}"), Source::ambient),
            NONE,
            "{bad}"
        );
    }
    assert_eq!(
        findings(
            path,
            "/// Not `Instant::now()` and not now().\nfn a(clock: &dyn Clock) { clock.now(); }",
            Source::ambient
        ),
        NONE
    );
}

fn callers(text: &str) -> Vec<String> {
    let file = File::sample("capabilities/exchange/src/send.rs", text);
    Source::read(&file).unwrap().released_callers().into_iter().map(|(caller, _)| caller).collect()
}

#[test]
fn a_1_callers_of_encode_are_found_and_must_be_listed() {
    let send = ["capabilities/exchange/src/send.rs send"];
    assert_eq!(callers("fn send(r: Released<A>) { r.encode(|a| a.bytes()); }"), send);
    assert_eq!(callers("fn send(r: Released<A>) { r.encode(A::bytes); }"), send);
    assert_eq!(callers("fn send(r: Released<A>) { Released::encode(r, A::bytes); }"), send);
    assert_eq!(
        callers("fn send() { HEXLOWER.encode(bytes); data_encoding::BASE64.encode(&b); form.encode(&a); }"),
        Vec::<String>::new()
    );

    let found = vec![(send[0].to_owned(), 7)];
    let list = |text: &str| File::sample("proof/tidy/released_callers.txt", text);
    assert_eq!(unlisted_callers(&found, &list("# none\n")).len(), 1);
    assert_eq!(
        unlisted_callers(&found, &list("capabilities/exchange/src/send.rs send: bytes of the move\n")),
        vec![]
    );
    assert_eq!(unlisted_callers(&[], &list("capabilities/exchange/src/send.rs send: gone\n")).len(), 1);
}
