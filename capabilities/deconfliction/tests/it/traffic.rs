//! Everything that two nodes send each other in a check, searched inside TLS and inside the envelopes.

use crate::tapped::{Carried, Two, both_databases, case_of, checks, clears, settle, shown};
use data_encoding::{BASE64, BASE64_NOPAD, BASE64URL_NOPAD, HEXLOWER, HEXUPPER};
use exchange::envelope::{self, CarriageError};
use exchange::testing::Desk;
use sha2::{Digest as _, Sha256, Sha512};

/// A value as it was written, and as it is normalised.
const VALUES: [(&str, &str); 3] = [
    ("+227 90 00 01 14", "+22790000114"),
    ("+227 96 00 00 09", "+22796000009"),
    ("+233 20 000 00 01", "+233200000001"),
];
const KINDS: [&str; 7] =
    ["check", "check-answer", "filter-request", "filter", "hit-notice", "hit-claim", "hit-proof"];

/// Every form in which a value could be carried or looked up without the key.
fn forms(written: &str, normal: &str) -> Vec<Vec<u8>> {
    let digits: String = normal.chars().filter(char::is_ascii_digit).collect();
    let texts = [
        written.to_owned(),
        normal.to_owned(),
        digits.clone(),
        format!("00{digits}"),
        digits[3..].to_owned(),
        format!("phone:{normal}"),
        format!("phone\0{normal}"),
        format!("phone {normal}"),
        format!("phone{normal}"),
    ];
    let mut forms = Vec::new();
    for text in &texts {
        let utf16: Vec<u16> = text.encode_utf16().collect();
        let raw = [
            text.as_bytes().to_vec(),
            utf16.iter().flat_map(|u| u.to_le_bytes()).collect(),
            utf16.iter().flat_map(|u| u.to_be_bytes()).collect(),
            text.bytes().rev().collect(),
            Sha256::digest(text).to_vec(),
            Sha512::digest(text).to_vec(),
            Sha256::digest(Sha256::digest(text)).to_vec(),
            kernel::Digest::of(&[text.as_bytes()]).0.to_vec(),
            kernel::Digest::of(&[b"phone", text.as_bytes()]).0.to_vec(),
        ];
        for bytes in raw {
            // The last character of an encoding depends on what follows.
            let open = |mut text: String| {
                text.pop();
                text.into_bytes()
            };
            forms.push(HEXLOWER.encode(&bytes).into_bytes());
            forms.push(HEXUPPER.encode(&bytes).into_bytes());
            forms.push(open(BASE64_NOPAD.encode(&bytes)));
            forms.push(open(BASE64URL_NOPAD.encode(&bytes)));
            forms.push(bytes);
        }
    }
    forms
}

fn holds(hay: &[u8], needle: &[u8]) -> bool {
    hay.windows(needle.len()).any(|w| w == needle)
}

/// An envelope's body, opened by the one it is for.
async fn opened(to: &Desk, from: &Desk, bytes: &[u8]) -> Option<Vec<u8>> {
    for kind in KINDS {
        let body = to.node.store.run::<_, CarriageError, _, _>("open", |tx| async move {
            envelope::open_from(&to.node, &tx, from.node.keys.id, bytes, kind).await.map(|o| o.body.to_vec())
        });
        if let Ok(body) = body.await {
            return Some(body);
        }
    }
    None
}

/// The bytes inside the strings of a document.
fn unpacked(value: &serde_json::Value, out: &mut Vec<Vec<u8>>) {
    match value {
        serde_json::Value::String(text) => {
            out.extend(BASE64.decode(text.as_bytes()).ok());
            out.extend(HEXLOWER.decode(text.as_bytes()).ok());
        }
        serde_json::Value::Array(all) => all.iter().for_each(|v| unpacked(v, out)),
        serde_json::Value::Object(all) => all.values().for_each(|v| unpacked(v, out)),
        _ => {}
    }
}

/// All that was carried: as it went, opened, and with its encoded parts decoded.
async fn everything(two: &Two) -> (Vec<Vec<u8>>, usize) {
    let carried: Vec<Carried> = two.tap.carried.lock().unwrap().clone();
    let (mut all, mut bodies) = (Vec::new(), 0);
    for c in carried {
        let (from, to) = if c.from == two.accra.node.keys.id {
            (&two.accra, &two.niamey)
        } else {
            (&two.niamey, &two.accra)
        };
        assert_eq!(c.to, to.node.keys.id);
        for (receiver, sender, bytes) in [(to, from, c.asked), (from, to, c.answered)] {
            if let Some(body) = opened(receiver, sender, &bytes).await {
                bodies += 1;
                unpacked(&serde_json::from_slice(&body).unwrap(), &mut all);
                all.push(body);
            }
            all.push(bytes);
        }
    }
    (all, bodies)
}

#[tokio::test(flavor = "multi_thread")]
async fn captured_traffic_holds_no_selector_in_any_form() {
    for two in both_databases().await {
        let people: Vec<(&str, &str)> =
            VALUES.iter().map(|(written, _)| ("Hadiza Oumarou", *written)).collect();
        let mine = case_of(&two.accra, "GH-1", &[("a", people[0].1), ("b", people[1].1)]).await;
        let theirs = case_of(&two.niamey, "NE-9", &[("c", people[0].1), ("d", people[2].1)]).await;
        assert_eq!((clears(&two.accra, mine).await.0, clears(&two.niamey, theirs).await.0), (2, 2));
        let result = checks(&two.accra, &two.niamey, mine).await;
        assert_eq!(
            (result.state.as_str(), result.hits, result.asked),
            ("done", 1, 2),
            "{}: {result:?}",
            two.kind
        );
        settle(&two).await;
        assert_eq!((shown(&two.accra).await.len(), shown(&two.niamey).await.len()), (1, 1), "{}", two.kind);

        let (all, bodies) = everything(&two).await;
        // Question and answer, filter asked and given, notice, claim, proof: all of them were opened and searched.
        assert!(bodies >= 7, "{}: {bodies} bodies", two.kind);
        assert!(all.iter().any(|b| holds(b, b"a phone in a sealed truck")), "the search reads bodies");
        for (written, normal) in VALUES {
            for form in forms(written, normal) {
                assert!(form.len() >= 7);
                let found = all.iter().any(|bytes| holds(bytes, &form));
                assert!(!found, "{}: {normal} was carried as {:?}", two.kind, String::from_utf8_lossy(&form));
            }
        }
    }
}
