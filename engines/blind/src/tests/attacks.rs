//! What a dishonest peer may try, on either side.

use super::{holder, phones, refs};
use crate::proof::{Batch, combine};
use crate::suite::{decode, decode_all};
use crate::{
    Answer, Error, Proof, PublicKey, Question, Reveal, SecretKey, ViewId, check_reveal, evaluate, tokens_of,
};
use curve25519_dalek::{RistrettoPoint, Scalar};
use kernel::SelectorKind::{Document, Phone};

fn exchange() -> (SecretKey, Question, Answer) {
    let (key, values) = (holder(), phones(100));
    let question = Question::ask(Phone, &refs(&values), [1; 32]).unwrap();
    let answer = evaluate(&key, question.blinded(), question.batch_id(), [2; 32]).unwrap();
    (key, question, answer)
}

#[test]
fn an_honest_answer_is_taken() {
    let (key, question, answer) = exchange();
    assert_eq!(question.finish(&answer, &key.public()).unwrap().len(), 100);
    assert_eq!(answer.evaluated.len(), 128);
}

#[test]
fn an_answer_under_another_key_than_the_logged_one_is_caught() {
    let (key, question, _) = exchange();
    let other = SecretKey::derive(&[8; 32], &ViewId([9; 16]), Phone, 1).unwrap();
    let answer = evaluate(&other, question.blinded(), question.batch_id(), [2; 32]).unwrap();
    assert_eq!(question.finish(&answer, &key.public()), Err(Error::Proof));
    assert!(question.finish(&answer, &other.public()).is_ok());
}

#[test]
fn every_part_of_a_key_s_name_changes_the_key() {
    let derive = |seed, view, kind, version| {
        SecretKey::derive(&[seed; 32], &ViewId([view; 16]), kind, version).unwrap().public().to_bytes()
    };
    let keys = [
        derive(7, 9, Phone, 1),
        derive(8, 9, Phone, 1),
        derive(7, 8, Phone, 1),
        derive(7, 9, Document, 1),
        derive(7, 9, Phone, 2),
    ];
    let distinct: std::collections::BTreeSet<_> = keys.iter().collect();
    assert_eq!(distinct.len(), keys.len());
}

#[test]
fn a_swapped_replaced_dropped_or_doubled_element_is_caught() {
    let (key, question, answer) = exchange();
    let mut swapped = answer.clone();
    swapped.evaluated.swap(3, 4);
    assert_eq!(question.finish(&swapped, &key.public()), Err(Error::Proof));
    let mut replaced = answer.clone();
    replaced.evaluated[3] = question.blinded()[3];
    assert_eq!(question.finish(&replaced, &key.public()), Err(Error::Proof));
    let mut padding = answer.clone();
    padding.evaluated.swap(126, 127);
    assert_eq!(question.finish(&padding, &key.public()), Err(Error::Proof), "padding is proved too");
    let mut dropped = answer.clone();
    dropped.evaluated.pop();
    assert_eq!(question.finish(&dropped, &key.public()), Err(Error::AnswerSize { asked: 128, got: 127 }));
    let mut doubled = answer.clone();
    doubled.evaluated.push(answer.evaluated[0]);
    assert_eq!(question.finish(&doubled, &key.public()), Err(Error::AnswerSize { asked: 128, got: 129 }));
    let mut identity = answer;
    identity.evaluated[0] = [0; 32];
    assert_eq!(question.finish(&identity, &key.public()), Err(Error::Element));
}

#[test]
fn every_bit_of_the_proof_counts() {
    let (key, question, answer) = exchange();
    for bit in (0..512).step_by(17) {
        let mut bytes = answer.proof.to_bytes();
        bytes[bit / 8] ^= 1 << (bit % 8);
        if let Ok(proof) = Proof::from_bytes(&bytes) {
            let forged = Answer { proof, ..answer.clone() };
            assert_eq!(question.finish(&forged, &key.public()), Err(Error::Proof), "bit {bit}");
        }
    }
}

#[test]
fn a_proof_is_for_one_batch_id_and_one_question_only() {
    let (key, question, answer) = exchange();
    let other_id = evaluate(&key, question.blinded(), [0; 16], [2; 32]).unwrap();
    assert_eq!(other_id.evaluated, answer.evaluated);
    assert_eq!(question.finish(&other_id, &key.public()), Err(Error::Proof));
    let values = phones(100);
    let later = Question::ask(Phone, &refs(&values), [9; 32]).unwrap();
    assert_eq!(later.finish(&answer, &key.public()), Err(Error::Proof));
}

/// Two wrong evaluations that cancel under weights the holder knows beforehand pass a proof with such weights; under
/// ours they do not, because they move every weight.
#[test]
fn wrong_evaluations_chosen_to_cancel_are_caught() {
    let (key, question, honest) = exchange();
    let points = decode_all(question.blinded()).unwrap();
    let batch = Batch {
        key: key.public(),
        blinded: question.blinded(),
        points: &points,
        evaluated: &honest.evaluated,
    };
    let known = batch.weights(question.batch_id());

    let shift = |element: &[u8; 32], by: Scalar| -> [u8; 32] {
        (decode(element).unwrap() + RistrettoPoint::mul_base(&by)).compress().to_bytes()
    };
    let mut forged = honest.clone();
    forged.evaluated[5] = shift(&honest.evaluated[5], known[6]);
    forged.evaluated[6] = shift(&honest.evaluated[6], -known[5]);
    let results = decode_all(&forged.evaluated).unwrap();
    assert_eq!(combine(&known, &results), combine(&known, &decode_all(&honest.evaluated).unwrap()));

    let forged_batch = Batch { evaluated: &forged.evaluated, ..batch };
    let under_known = forged_batch.prove(&key, &known, &Scalar::from(3u8));
    assert!(
        forged_batch.verify(&results, &known, &under_known),
        "the attack is real: known weights let it pass"
    );

    let moved = forged_batch.weights(question.batch_id());
    assert!(known.iter().zip(&moved).all(|(before, after)| before != after), "every weight moves");
    for proof in [honest.proof, under_known, forged_batch.prove(&key, &moved, &Scalar::from(3u8))] {
        forged.proof = proof;
        assert_eq!(question.finish(&forged, &key.public()), Err(Error::Proof));
    }
}

#[test]
fn weights_are_short_distinct_and_as_many_as_elements() {
    let (key, question, answer) = exchange();
    let points = decode_all(question.blinded()).unwrap();
    let batch = Batch {
        key: key.public(),
        blinded: question.blinded(),
        points: &points,
        evaluated: &answer.evaluated,
    };
    let weights = batch.weights(question.batch_id());
    let distinct: std::collections::BTreeSet<_> = weights.iter().map(|w| *w.as_bytes()).collect();
    assert_eq!((weights.len(), distinct.len()), (128, 128));
    assert!(weights.iter().all(|w| w.as_bytes()[16..] == [0; 16]));
}

#[test]
fn a_nonce_never_serves_two_transcripts_even_without_entropy() {
    let (key, question, answer) = exchange();
    let points = decode_all(question.blinded()).unwrap();
    let batch = Batch {
        key: key.public(),
        blinded: question.blinded(),
        points: &points,
        evaluated: &answer.evaluated,
    };
    let mut swapped = question.blinded().to_vec();
    swapped.swap(0, 1);
    let other = Batch { blinded: &swapped, ..batch };
    let nonces = [
        *batch.nonce(&key, [0; 16], &[0; 32]),
        *batch.nonce(&key, [1; 16], &[0; 32]),
        *batch.nonce(&key, [0; 16], &[1; 32]),
        *other.nonce(&key, [0; 16], &[0; 32]),
    ];
    let distinct: std::collections::BTreeSet<_> = nonces.iter().map(|n| *n.as_bytes()).collect();
    assert_eq!(distinct.len(), 4);
}

#[test]
fn an_identical_retry_gets_identical_bytes() {
    let (_, question, answer) = exchange();
    let (_, again, answer_again) = exchange();
    assert_eq!(question.blinded(), again.blinded());
    assert_eq!(answer.to_bytes(), answer_again.to_bytes());
}

#[test]
fn a_batch_of_an_unpadded_size_is_refused() {
    let (key, question, _) = exchange();
    for size in [0, 1, 63, 65, 100, 127] {
        let batch = &question.blinded()[..size];
        assert_eq!(evaluate(&key, batch, [0; 16], [0; 32]), Err(Error::BatchSize(size)));
    }
    let too_many = vec![question.blinded()[0]; 32_768];
    assert_eq!(evaluate(&key, &too_many, [0; 16], [0; 32]), Err(Error::BatchSize(32_768)));
}

#[test]
fn a_question_hides_how_many_it_asks_up_to_the_padding() {
    for (asked, sent) in [(1, 64), (64, 64), (65, 128), (200, 256)] {
        let values = phones(asked);
        let question = Question::ask(Phone, &refs(&values), [1; 32]).unwrap();
        assert_eq!((question.asked(), question.blinded().len()), (asked, sent));
        let distinct: std::collections::BTreeSet<_> = question.blinded().iter().collect();
        assert_eq!(distinct.len(), sent);
    }
    assert_eq!(Question::ask(Phone, &[], [1; 32]).unwrap_err(), Error::QuestionSize(0));
    assert_eq!(Question::ask(Phone, &["+1"; 16_385], [1; 32]).unwrap_err(), Error::QuestionSize(16_385));
    assert_eq!(Question::ask(Phone, &[""], [1; 32]).unwrap_err(), Error::Value(0));
    let long = "9".repeat(16_385);
    assert_eq!(Question::ask(Phone, &[&long], [1; 32]).unwrap_err(), Error::Value(16_385));
}

#[test]
fn selectors_are_evaluated_only_under_the_key_of_their_kind() {
    let refused = tokens_of(&holder(), Document, &["NE:12345"]);
    assert_eq!(refused, Err(Error::OtherKind { key: Phone, asked: Document }));
}

#[test]
fn only_who_asked_can_show_that_it_asked() {
    let (_, question, _) = exchange();
    let reveal = question.reveal(17).unwrap();
    let sent = &question.blinded()[17];
    assert!(check_reveal(Phone, "+22790000017", &reveal, sent));
    assert!(!check_reveal(Phone, "+22790000018", &reveal, sent), "another value");
    assert!(!check_reveal(Document, "+22790000017", &reveal, sent), "another kind");
    assert!(!check_reveal(Phone, "+22790000017", &question.reveal(18).unwrap(), sent), "another blind");
    assert!(!check_reveal(Phone, "+22790000017", &reveal, &question.blinded()[18]), "another element");
    assert_eq!(question.reveal(100), Err(Error::Index(100)), "padding is not revealed");
    assert_eq!(Reveal::from_bytes(&reveal.to_bytes()), Ok(reveal));
}

#[test]
fn oversight_opens_the_commitment_and_sees_a_value_that_was_left_out() {
    let values = phones(3);
    let question = Question::ask(Phone, &refs(&values), [1; 32]).unwrap();
    assert!(Question::opens(Phone, &refs(&values), [1; 32], question.blinded()));
    assert!(!Question::opens(Phone, &refs(&values[..2]), [1; 32], question.blinded()));
    assert!(!Question::opens(Phone, &refs(&values), [2; 32], question.blinded()));
}

#[test]
fn what_travels_reads_back_and_refuses_wrong_lengths() {
    let (key, _, answer) = exchange();
    let bytes = answer.to_bytes();
    assert_eq!(Answer::from_bytes(&bytes), Ok(answer.clone()));
    for cut in [0, 3, 4, 35, bytes.len() - 1] {
        assert!(matches!(Answer::from_bytes(&bytes[..cut]), Err(Error::Malformed(_))));
    }
    assert!(Answer::from_bytes(&[bytes.as_slice(), &[0]].concat()).is_err());
    assert_eq!(Answer::from_bytes(&[0xff; 100]), Err(Error::Malformed("answer")));
    let text = serde_json::to_string(&answer).unwrap();
    assert_eq!(serde_json::from_str::<Answer>(&text).unwrap(), answer);
    let public = key.public();
    assert_eq!(PublicKey::from_bytes(&public.to_bytes()), Ok(public));
    assert_eq!(PublicKey::from_bytes(&public.to_bytes()[..31]), Err(Error::Element));
}

#[test]
fn no_secret_is_printed() {
    let (key, question, answer) = exchange();
    let token = question.finish(&answer, &key.public()).unwrap().remove(0);
    let printed = format!("{key:?} {question:?} {token:?} {:?}", question.reveal(0).unwrap());
    for secret in [key.scalar().as_bytes(), &token.0] {
        assert!(!printed.contains(&data_encoding::HEXLOWER.encode(secret)));
        assert!(!printed.contains(&format!("{:?}", &secret[..8]).replace(['[', ']'], "")));
    }
    assert!(!printed.contains("+227"));
}
