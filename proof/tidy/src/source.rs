//! Rules over Rust source, read as Rust: sizes, `#[allow]`, the database's name, ambient clock and randomness, and
//! the callers of `Released::encode`.

mod tokens;

use crate::Finding;
use crate::tree::File;
use proc_macro2::{Span, TokenStream};
use std::str::FromStr;
use syn::spanned::Spanned;
use syn::visit::Visit;
use tokens::{Kind, Token};

/// Lines of a function, from its name to its closing brace.
pub const FUNCTION_LINES_MAX: usize = 70;
/// Lines of a file, without its tests.
pub const FILE_LINES_MAX: usize = 500;

/// The one module that may ask the machine for time and randomness.
const AMBIENT: [&str; 2] = ["platform/store/src/ambient.rs", "platform/node/src/ambient.rs"];
const AMBIENT_CALLS: [(&str, &str); 8] = [
    ("Instant", "now"),
    ("SystemTime", "now"),
    ("OffsetDateTime", "now_utc"),
    ("Utc", "now"),
    ("Local", "now"),
    ("Uuid", "new_v4"),
    ("getrandom", "fill"),
    ("rand", "rng"),
];
const AMBIENT_NAMES: [&str; 6] = ["now_v7", "thread_rng", "OsRng", "SysRng", "from_entropy", "from_os_rng"];
const AMBIENT_SQL: [&str; 4] = ["now()", "current_timestamp", "'now'", "clock_timestamp"];

/// A source file, parsed once for all rules.
pub struct Source {
    file: File,
    tokens: Vec<Token>,
    functions: Vec<Function>,
    tests: Vec<(usize, usize)>,
    first_item: usize,
}

struct Function {
    name: String,
    /// Where its comments and attributes begin.
    begins: usize,
    line: usize,
    ends: usize,
}

impl Source {
    /// Reads a file.
    ///
    /// # Errors
    /// When it is not Rust; the compiler says more.
    pub fn read(file: &File) -> Result<Self, Finding> {
        let wrong = |e: &dyn std::fmt::Display| {
            Finding::at(&file.path, 0, format!("is not Rust: {e}"), "see what the compiler says")
        };
        let stream = TokenStream::from_str(&file.text).map_err(|e| wrong(&e))?;
        let parsed = syn::parse_file(&file.text).map_err(|e| wrong(&e))?;
        let mut parts = Parts::default();
        parts.visit_file(&parsed);
        let first_item = parsed.items.first().map_or(1, |item| item.span().start().line);
        Ok(Self {
            file: file.clone(),
            tokens: tokens::flat(stream),
            functions: parts.functions,
            tests: parts.tests,
            first_item,
        })
    }

    /// Functions and files over their limit, without `// long: reason` in or right above the function, or above the
    /// first item of the file.
    #[must_use]
    pub fn too_long(&self) -> Vec<Finding> {
        let way_out = "split it, or give the reason in a line `// long: …`";
        let mut found = Vec::new();
        if self.is_test_file() {
            return found;
        }
        for function in self.functions.iter().filter(|f| !self.is_test(f.line)) {
            let lines = function.ends.saturating_sub(function.line) + 1;
            if lines > FUNCTION_LINES_MAX && !self.says_why(function.begins.saturating_sub(1), function.ends)
            {
                let why = format!("`{}` has {lines} lines, over {FUNCTION_LINES_MAX}", function.name);
                found.push(Finding::at(&self.file.path, function.line, why, way_out));
            }
        }
        let tests: usize = self.tests.iter().map(|(from, to)| to.saturating_sub(*from) + 1).sum();
        let lines = self.file.text.lines().count().saturating_sub(tests);
        if lines > FILE_LINES_MAX && !self.says_why(1, self.first_item.saturating_sub(1)) {
            found.push(Finding::at(
                &self.file.path,
                0,
                format!("has {lines} lines without tests, over {FILE_LINES_MAX}"),
                way_out,
            ));
        }
        found
    }

    fn says_why(&self, from: usize, to: usize) -> bool {
        let lines = self.file.text.lines().skip(from.saturating_sub(1)).take(to.saturating_sub(from) + 1);
        lines
            .map(str::trim)
            .any(|line| line.strip_prefix("// long:").is_some_and(|reason| reason.trim().len() > 2))
    }

    /// `#[allow(…)]` in any form.
    #[must_use]
    pub fn allows(&self) -> Vec<Finding> {
        let in_attribute = |at: usize| {
            let before = self.tokens.get(at.saturating_sub(3)..at).unwrap_or_default();
            before.iter().any(|t| t.kind == Kind::Attribute)
                || before.last().is_some_and(|t| t.kind == Kind::Punct(','))
        };
        let opens = |at: usize| self.tokens.get(at + 1).is_some_and(|t| t.kind == Kind::Open('('));
        self.each_name("allow")
            .filter(|(at, token)| token.in_attribute && in_attribute(*at) && opens(*at))
            .map(|(_, token)| {
                Finding::at(
                    &self.file.path,
                    token.line,
                    "silences a lint for good",
                    "write `#[expect(lint, reason = \"…\")]`",
                )
            })
            .collect()
    }

    /// The database's crate outside the files that are about storing.
    #[must_use]
    pub fn database_outside_store(&self) -> Vec<Finding> {
        let path = &self.file.path;
        let storing = |part: &str| {
            ["store", "migration", "entity", "entities"].iter().any(|name| part.starts_with(name))
        };
        let inside = path
            .split_once("/src/")
            .or_else(|| path.split_once("/tests/"))
            .map_or(path.as_str(), |(_, rest)| rest);
        if path.starts_with("platform/store/") || path.starts_with("proof/") || inside.split('/').any(storing)
        {
            return vec![];
        }
        ["sea_orm", "sea_orm_migration", "sqlx"]
            .iter()
            .flat_map(|name| self.each_name(name))
            .map(|(_, token)| {
                Finding::at(
                    path,
                    token.line,
                    "names the database outside `store*.rs`",
                    "ask a function of the room's store by what it answers",
                )
            })
            .collect()
    }

    /// Clock and randomness of the machine outside the ambient module, SQL's included. Tests are left to
    /// clippy, where an exception carries its reason.
    #[must_use]
    pub fn ambient(&self) -> Vec<Finding> {
        if AMBIENT.contains(&self.file.path.as_str())
            || self.file.path.starts_with("proof/")
            || self.is_test_file()
        {
            return vec![];
        }
        let mut found = Vec::new();
        for (at, token) in self.tokens.iter().enumerate().filter(|(_, token)| !self.is_test(token.line)) {
            let what = match &token.kind {
                Kind::Name(name) if AMBIENT_NAMES.contains(&name.as_str()) => Some(name.clone()),
                Kind::Name(name) => self.path_call(at, name),
                Kind::Text(text) => {
                    let text = text.to_ascii_lowercase();
                    AMBIENT_SQL.iter().find(|sql| text.contains(*sql)).map(|sql| format!("SQL {sql}"))
                }
                _ => None,
            };
            if let Some(what) = what {
                let why = format!("asks the machine for time or randomness, `{what}` (A-10)");
                found.push(Finding::at(
                    &self.file.path,
                    token.line,
                    why,
                    "take a kernel::Clock or kernel::Rng as a parameter",
                ));
            }
        }
        found
    }

    fn path_call(&self, at: usize, name: &str) -> Option<String> {
        let after: Vec<&Kind> = self.tokens.iter().skip(at + 1).take(3).map(|t| &t.kind).collect();
        let [Kind::Punct(':'), Kind::Punct(':'), Kind::Name(called)] = after.as_slice() else { return None };
        AMBIENT_CALLS.contains(&(name, called.as_str())).then(|| format!("{name}::{called}"))
    }

    /// Callers of `Released::encode`, as `path function`, with the line. Types are not known here, so every
    /// `.encode(name or closure …)` counts, except on a constant (`HEXLOWER.encode`).
    #[must_use]
    pub fn released_callers(&self) -> Vec<(String, usize)> {
        if self.file.path.starts_with("proof/") || self.is_test_file() {
            return vec![];
        }
        self.each_name("encode")
            .filter(|(at, token)| !self.is_test(token.line) && self.encodes_released(*at))
            .map(|(_, token)| (format!("{} {}", self.file.path, self.function_at(token.line)), token.line))
            .collect()
    }

    fn encodes_released(&self, at: usize) -> bool {
        let kind = |at: Option<usize>| at.and_then(|at| self.tokens.get(at)).map(|t| &t.kind);
        let (dot, before) = (kind(at.checked_sub(1)), kind(at.checked_sub(2)));
        let (open, first) = (kind(Some(at + 1)), kind(Some(at + 2)));
        let by_path = dot == Some(&Kind::Punct(':'))
            && matches!(kind(at.checked_sub(3)), Some(Kind::Name(name)) if name == "Released");
        let on_constant = matches!(before, Some(Kind::Name(name)) if !name.chars().any(char::is_lowercase));
        let takes_function =
            open == Some(&Kind::Open('(')) && matches!(first, Some(Kind::Name(_) | Kind::Punct('|')));
        by_path || (dot == Some(&Kind::Punct('.')) && !on_constant && takes_function)
    }

    fn function_at(&self, line: usize) -> &str {
        let around = self.functions.iter().filter(|f| f.line <= line && line <= f.ends);
        around.max_by_key(|f| f.line).map_or("outside functions", |f| f.name.as_str())
    }

    fn each_name<'s>(&'s self, wanted: &'s str) -> impl Iterator<Item = (usize, &'s Token)> {
        let is_it = move |token: &Token| matches!(&token.kind, Kind::Name(name) if name == wanted);
        self.tokens.iter().enumerate().filter(move |(_, token)| is_it(token))
    }

    fn is_test(&self, line: usize) -> bool {
        self.tests.iter().any(|(from, to)| (*from..=*to).contains(&line))
    }

    fn is_test_file(&self) -> bool {
        let path = &self.file.path;
        path.contains("/tests/")
            || path.ends_with("/tests.rs")
            || path.ends_with("/testing.rs")
            || path.contains("/testing/")
    }
}

/// What is listed and no longer there, and what is there and not listed.
#[must_use]
pub fn unlisted_callers(callers: &[(String, usize)], list: &File) -> Vec<Finding> {
    let listed: Vec<(usize, &str)> = list
        .text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|(index, line)| (index + 1, line.split_once(": ").map_or("", |(caller, _)| caller)))
        .collect();
    let mut found = Vec::new();
    for (caller, line) in callers.iter().filter(|(caller, _)| listed.iter().all(|(_, known)| known != caller))
    {
        let path = caller.split(' ').next().unwrap_or_default();
        let why = format!("`{caller}` gives a released value another form (A-1) and is not listed");
        found.push(Finding::at(path, *line, why, "if it adds nothing the gate has not seen, list it with the reason in proof/tidy/released_callers.txt"));
    }
    for (line, _) in listed.iter().filter(|(_, known)| callers.iter().all(|(caller, _)| caller != known)) {
        found.push(Finding::at(
            &list.path,
            *line,
            "lists a caller that is not there, or gives no reason",
            "write `path function: reason`, or take it out",
        ));
    }
    found
}

#[derive(Default)]
struct Parts {
    functions: Vec<Function>,
    tests: Vec<(usize, usize)>,
}

impl Parts {
    fn function(&mut self, whole: Span, signature: &syn::Signature, block: Span) {
        self.functions.push(Function {
            name: signature.ident.to_string(),
            begins: whole.start().line,
            line: signature.span().start().line,
            ends: block.end().line,
        });
    }
}

impl<'ast> Visit<'ast> for Parts {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        if attributes(item).iter().any(only_for_tests) {
            self.tests.push((item.span().start().line, item.span().end().line));
            return; // what is inside is a test, whatever it holds
        }
        syn::visit::visit_item(self, item);
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.function(item.span(), &item.sig, item.block.span());
        syn::visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.function(item.span(), &item.sig, item.block.span());
        syn::visit::visit_impl_item_fn(self, item);
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        if let Some(block) = &item.default {
            self.function(item.span(), &item.sig, block.span());
        }
        syn::visit::visit_trait_item_fn(self, item);
    }
}

fn attributes(item: &syn::Item) -> &[syn::Attribute] {
    match item {
        syn::Item::Fn(item) => &item.attrs,
        syn::Item::Impl(item) => &item.attrs,
        syn::Item::Mod(item) => &item.attrs,
        syn::Item::Struct(item) => &item.attrs,
        syn::Item::Enum(item) => &item.attrs,
        syn::Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

/// `#[cfg(test)]` or `#[test]`. `cfg(not(test))` is what ships, and `cfg(any(test, …))` may ship.
fn only_for_tests(attribute: &syn::Attribute) -> bool {
    let is_cfg_test = || attribute.parse_args::<syn::Path>().is_ok_and(|path| path.is_ident("test"));
    attribute.path().is_ident("test") || (attribute.path().is_ident("cfg") && is_cfg_test())
}

#[cfg(test)]
mod tests;
