//! A receipt as files that anybody checks with OpenSSL and `sha256sum`, without this program and without a network: what the
//! secretariat signed, its signature, its key, what was handed in, and how to check it in three languages.

use crate::public::Handed;
use access::Node;
use kernel::Lang;
use seal::identity::{self, KeyError};
use seal::publication::HANDED_IN;
use std::sync::Arc;
use web::{T, Words};

/// What shows that the signature is over these bytes.
pub const VERIFY_SIGNATURE: &str =
    "openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in signed.bin -sigfile receipt.sig";

/// The files of a receipt, as they are packed.
///
/// # Errors
/// [`KeyError`] for a document that is no signed one.
pub(crate) fn files(node: &Node, says: &Handed, document: &[u8]) -> Result<Vec<(String, Vec<u8>)>, KeyError> {
    let signed = identity::open_signed(document, HANDED_IN, None)?;
    let name = name_of(says);
    let verify =
        instructions(&node.words, &name, signed.bytes.len(), &seal::fingerprint_words(&signed.signer));
    let file = |name: &str, bytes: Vec<u8>| (name.to_owned(), bytes);
    Ok(vec![
        file("VERIFY.txt", verify.into_bytes()),
        file("receipt.json", signed.bytes.to_vec()),
        file("signed.bin", signed.signed_over(HANDED_IN)),
        file("receipt.sig", signed.signature.to_vec()),
        file("key.pem", identity::public_pem(&signed.signer).into_bytes()),
        file("receipt.liaison", document.to_vec()),
        (name, says.bytes().unwrap_or_default()),
    ])
}

/// A plain name that is unpacked the same everywhere; the file's own stands on the page.
fn name_of(says: &Handed) -> String {
    let Handed::Statement { file, .. } = says else { return "handed-in.json".to_owned() };
    let ending = file.rsplit_once('.').map(|(_, ending)| ending).unwrap_or_default();
    let plain = (1..=10).contains(&ending.len()) && ending.chars().all(|c| c.is_ascii_alphanumeric());
    match plain {
        true => format!("handed-in.{}", ending.to_ascii_lowercase()),
        false => "handed-in".to_owned(),
    }
}

/// How to check it, in every language.
fn instructions(words: &Arc<Words>, name: &str, length: usize, key: &[&str]) -> String {
    let mut text = String::new();
    for lang in Lang::ALL {
        let t = T::new(Arc::clone(words), *lang);
        let parts: [(&str, Vec<String>); 6] = [
            ("title", Vec::new()),
            ("what", Vec::new()),
            (
                "file",
                vec![format!("sha256sum {name}"), "grep -o '\"digest\":\"[0-9a-f]*\"' receipt.json".into()],
            ),
            (
                "signature",
                vec![
                    VERIFY_SIGNATURE.to_owned(),
                    format!("tail -c {length} signed.bin | cmp - receipt.json && echo same"),
                ],
            ),
            ("key", key.chunks(6).map(|line| line.join(" ")).collect()),
            ("limits", Vec::new()),
        ];
        for (part, below) in parts {
            let said = t.get(&format!("conference-verify-{part}"));
            // Marks of direction are for pages; a plain file is read by tools as well.
            text.extend(said.chars().filter(|c| !matches!(c, '\u{2066}'..='\u{2069}')));
            text.push_str("\n\n");
            for line in &below {
                text.push_str(&format!("    {line}\n"));
            }
            if !below.is_empty() {
                text.push('\n');
            }
        }
        text.push_str("----------------------------------------------------------------\n\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_has_a_plain_name_whatever_it_was_called() {
        let called = |file: &str| {
            let (submitter, item, language) = Default::default();
            name_of(&Handed::Statement { submitter, item, language, file: file.into(), bytes: String::new() })
        };
        assert_eq!(called("Déclaration du Niger.PDF"), "handed-in.pdf");
        assert_eq!(called("../../etc/passwd"), "handed-in");
        assert_eq!(called("x.a b"), "handed-in");
        assert_eq!(name_of(&Handed::Answer { says: Vec::new() }), "handed-in.json");
    }
}
