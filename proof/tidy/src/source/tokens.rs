//! A source file as one flat row of tokens with their lines, macros included, comments and documentation left out.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Name(String),
    Punct(char),
    /// A literal with quotes, as written.
    Text(String),
    Open(char),
    Close,
    /// `#[` or `#![`.
    Attribute,
}

#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) line: usize,
    pub(super) kind: Kind,
    pub(super) in_attribute: bool,
}

/// The tokens in the order of the text.
pub(super) fn flat(stream: TokenStream) -> Vec<Token> {
    let mut row = Vec::new();
    lay(stream, false, &mut row);
    row
}

fn lay(stream: TokenStream, in_attribute: bool, row: &mut Vec<Token>) {
    let mut hash = false; // the last tokens were `#` or `#!`
    for tree in stream {
        let line = tree.span().start().line;
        let mut push = |kind| row.push(Token { line, kind, in_attribute });
        match tree {
            TokenTree::Group(group) if hash && group.delimiter() == Delimiter::Bracket => {
                hash = false;
                if !documents(&group.stream()) {
                    row.push(Token { line, kind: Kind::Attribute, in_attribute: true });
                    lay(group.stream(), true, row);
                }
            }
            TokenTree::Group(group) => {
                hash = false;
                let open = match group.delimiter() {
                    Delimiter::Parenthesis => '(',
                    Delimiter::Brace => '{',
                    Delimiter::Bracket => '[',
                    Delimiter::None => ' ',
                };
                push(Kind::Open(open));
                lay(group.stream(), in_attribute, row);
                row.push(Token { line: group.span_close().start().line, kind: Kind::Close, in_attribute });
            }
            TokenTree::Punct(punct) => {
                hash = punct.as_char() == '#' || (hash && punct.as_char() == '!');
                if !hash {
                    push(Kind::Punct(punct.as_char()));
                }
            }
            TokenTree::Ident(name) => {
                hash = false;
                push(Kind::Name(name.to_string()));
            }
            TokenTree::Literal(literal) => {
                hash = false;
                let text = literal.to_string();
                if text.contains('"') {
                    push(Kind::Text(text));
                }
            }
        }
    }
}

fn documents(attribute: &TokenStream) -> bool {
    matches!(attribute.clone().into_iter().next(), Some(TokenTree::Ident(name)) if name == "doc")
}
