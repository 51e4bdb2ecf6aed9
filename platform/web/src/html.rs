//! Text that is already HTML.

use std::fmt;

/// HTML made by a template of ours. Templates print it without escaping, so nothing that a person typed may be
/// turned into one except through a template or [`Html::escape`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html(String);

impl Html {
    /// Renders a template.
    ///
    /// # Errors
    /// If the template fails to write.
    pub fn render(template: &impl askama::Template) -> askama::Result<Self> {
        template.render().map(Self)
    }

    /// Plain text as HTML, escaped.
    #[must_use]
    pub fn escape(text: &str) -> Self {
        let mut out = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '&' => out.push_str("&amp;"),
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '"' => out.push_str("&quot;"),
                '\'' => out.push_str("&#39;"),
                other => out.push(other),
            }
        }
        Self(out)
    }

    /// The markup.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is nothing to show.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl askama::filters::HtmlSafe for Html {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_typed_stays_text() {
        assert_eq!(Html::escape("<b title='x'>&\"").as_str(), "&lt;b title=&#39;x&#39;&gt;&amp;&quot;");
    }
}
