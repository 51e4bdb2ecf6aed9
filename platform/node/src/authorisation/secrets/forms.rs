//! The forms and addresses of a page, as a browser would find them, so that a new form is tried without being told of.

/// A form that sends something.
#[derive(Clone, Debug)]
pub(super) struct Form {
    pub(super) action: String,
    pub(super) files: bool,
    pub(super) fields: Vec<Field>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A person writes in it.
    Text,
    /// It stands as the page has it.
    Hidden,
    /// One of several.
    Choice,
    /// Any of several.
    Checks,
    /// The button that was pressed.
    Button,
}

#[derive(Clone, Debug)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) kind: Kind,
    /// What may be chosen, or what stands in it.
    pub(super) values: Vec<String>,
    /// What is chosen or stands in it before a person does something.
    pub(super) set: Vec<String>,
}

impl Form {
    fn field(&mut self, name: &str, kind: Kind, value: String, set: bool) {
        let found = self.fields.iter_mut().find(|f| f.name == name && f.kind == kind);
        let field = match found {
            Some(field) => field,
            None => {
                let (values, set) = (Vec::new(), Vec::new());
                self.fields.push(Field { name: name.to_owned(), kind, values, set });
                self.fields.last_mut().unwrap()
            }
        };
        if set {
            field.set.push(value.clone());
        }
        field.values.push(value);
    }

    /// What is sent when these fields are filled in and the rest is left as it stands.
    pub(super) fn filled(&self, given: &[(&str, &str)]) -> Vec<(String, String)> {
        let mut sent: Vec<(String, String)> =
            given.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        for field in self.fields.iter().filter(|f| given.iter().all(|(n, _)| *n != f.name)) {
            let first = field.values.iter().take(1);
            let values: Vec<&String> = match field.kind {
                Kind::Choice if field.set.is_empty() => first.collect(),
                Kind::Button => first.collect(),
                _ => field.set.iter().collect(),
            };
            sent.extend(values.into_iter().map(|v| (field.name.clone(), v.clone())));
        }
        sent
    }
}

/// Text without the entities of HTML.
pub(super) fn plain(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.find(';').filter(|end| *end < 12);
        let decoded = end.and_then(|end| {
            let name = &rest[1..end];
            let number = name.strip_prefix('#').map(|n| match n.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => n.parse(),
            });
            let letter = match name {
                "amp" => Some('&'),
                "lt" => Some('<'),
                "gt" => Some('>'),
                "quot" => Some('"'),
                "apos" => Some('\''),
                "nbsp" => Some(' '),
                _ => number.and_then(Result::ok).and_then(char::from_u32),
            };
            letter.map(|letter| (letter, end + 1))
        });
        let (letter, used) = decoded.unwrap_or(('&', 1));
        out.push(letter);
        rest = &rest[used..];
    }
    out.push_str(rest);
    out
}

/// The value of an attribute of a tag.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let at = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    let rest = &tag[at..];
    Some(plain(&rest[..rest.find('"')?]))
}

/// Whether a tag bears an attribute that has no value.
fn bears(tag: &str, name: &str) -> bool {
    tag.split_ascii_whitespace().any(|word| word.trim_end_matches('/') == name)
}

/// The forms of a page that send something.
pub(super) fn forms(page: &str) -> Vec<Form> {
    let mut all = Vec::new();
    for part in page.split("<form ").skip(1) {
        let Some((tag, inside)) = part.split_once('>') else { continue };
        let tag = format!(" {tag}");
        if attribute(&tag, "method").as_deref() != Some("post") {
            continue;
        }
        let inside = inside.split("</form>").next().unwrap_or_default();
        let files = tag.contains("multipart");
        let mut form =
            Form { action: attribute(&tag, "action").unwrap_or_default(), files, fields: Vec::new() };
        fields(&mut form, inside);
        all.push(form);
    }
    all
}

fn fields(form: &mut Form, inside: &str) {
    let mut select = String::new();
    for part in inside.split('<').skip(1) {
        let Some((tag, after)) = part.split_once('>') else { continue };
        let name = attribute(tag, "name").unwrap_or_default();
        let value = attribute(tag, "value").unwrap_or_default();
        match tag.split_ascii_whitespace().next().unwrap_or_default() {
            "input" => match attribute(tag, "type").as_deref() {
                Some("hidden") => form.field(&name, Kind::Hidden, value, true),
                Some("radio") => form.field(&name, Kind::Choice, value, bears(tag, "checked")),
                Some("checkbox") => form.field(&name, Kind::Checks, value, bears(tag, "checked")),
                Some("file") => {}
                _ => form.field(&name, Kind::Text, value, true),
            },
            "textarea" => form.field(&name, Kind::Text, plain(after.trim()), true),
            "select" => select = name,
            "option" => form.field(&select, Kind::Choice, value, bears(tag, "selected")),
            "button" if !name.is_empty() => form.field(&name, Kind::Button, value, false),
            _ => {}
        }
    }
}

/// Text in the body of a form.
pub(super) fn coded(text: &str) -> String {
    text.bytes()
        .map(|b| match b.is_ascii_alphanumeric() {
            true => char::from(b).to_string(),
            false => format!("%{b:02X}"),
        })
        .collect()
}

pub(super) fn body(sent: &[(String, String)]) -> String {
    sent.iter().map(|(n, v)| format!("{}={}", coded(n), coded(v))).collect::<Vec<_>>().join("&")
}

#[test]
fn a_form_is_read_as_a_browser_reads_it() {
    let page = "<form method=\"get\" action=\"/no\"><input name=\"q\"></form>\
        <form class=\"form\" method=\"post\" action=\"/a?b=1&amp;c=2\"><input type=\"hidden\" name=\"h\" value=\"1\">\
        <input type=\"text\" value=\"caf&#233;\" name=\"t\"><select id=\"x\" name=\"s\"><option value=\"\">-</option>\
        <option value=\"two\" selected>2</option></select><textarea rows=\"2\" name=\"w\">\nwords</textarea>\
        <input type=\"checkbox\" name=\"p\" value=\"one\"><button name=\"act\" value=\"send\">Go</button></form>";
    let all = forms(page);
    assert_eq!((all.len(), all[0].action.as_str()), (1, "/a?b=1&c=2"));
    let sent = all[0].filled(&[("t", "x y")]);
    assert_eq!(body(&sent), "t=x%20y&h=1&s=two&w=words&act=send");
}
