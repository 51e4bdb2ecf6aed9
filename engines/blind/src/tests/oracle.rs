//! Against the RFC's vectors and against the `voprf` crate. Both know only the RFC's weights, so these stand here.

use super::{hex, hexes, holder, phones, refs, vector_file};
use crate::answer::multiply;
use crate::proof::Batch;
use crate::suite::{decode, decode_all, finalize, hash_to_group, hash_to_scalar, selector_input};
use crate::{Proof, Question, SecretKey, evaluate, tokens_of};
use curve25519_dalek::Scalar;
use kernel::SelectorKind::Phone;
use kernel::selector::NORMALISER_VERSION;
use sha2::{Digest, Sha512};
use voprf::{BlindedElement, EvaluationElement, Group, Ristretto255, VoprfClient, VoprfServer};

/// The weights of RFC 9497 2.2.1, `ComputeCompositesFast`.
fn rfc_weights(batch: &Batch<'_>) -> Vec<Scalar> {
    let dst = b"Seed-OPRFV1-\x01-ristretto255-SHA512";
    let dst_len = u16::try_from(dst.len()).unwrap().to_be_bytes();
    let seed = Sha512::new().chain_update([0, 32]).chain_update(batch.key.to_bytes());
    let seed = seed.chain_update(dst_len).chain_update(dst).finalize();
    let pairs = (0u16..).zip(batch.blinded.iter().zip(batch.evaluated));
    let len: &[u8] = &[0, 32];
    pairs
        .map(|(i, (c, d))| hash_to_scalar(&[&[0, 64], &seed, &i.to_be_bytes(), len, c, len, d, b"Composite"]))
        .collect()
}

fn scalar(bytes: [u8; 32]) -> Scalar {
    Scalar::from_canonical_bytes(bytes).unwrap()
}

#[test]
fn the_vectors_of_rfc_9497_hold_from_seed_to_output() {
    let file = vector_file("rfc9497.json");
    let seed: [u8; 32] = hex(&file["seed"]).try_into().unwrap();
    let key = SecretKey::derive_with(&seed, &hex(&file["key_info"]), Phone, 1).unwrap();
    assert_eq!(key.scalar().as_bytes().as_slice(), hex(&file["sk"]));
    assert_eq!(key.public().to_bytes().as_slice(), hex(&file["pk"]));

    let vectors = file["vectors"].as_array().unwrap();
    assert_eq!(vectors.len(), 3);
    for vector in vectors {
        let inputs: Vec<Vec<u8>> = vector["inputs"].as_array().unwrap().iter().map(hex).collect();
        let blinds: Vec<Scalar> = hexes(&vector["blinds"]).into_iter().map(scalar).collect();
        let blinded: Vec<[u8; 32]> = hexes(&vector["blinded"]);
        let evaluated: Vec<[u8; 32]> = hexes(&vector["evaluated"]);
        let points = decode_all(&blinded).unwrap();
        for ((input, blind), point) in inputs.iter().zip(&blinds).zip(&points) {
            assert_eq!(hash_to_group(input).unwrap() * blind, *point);
        }
        assert_eq!(multiply(&points, key.scalar()), evaluated);

        let batch = Batch { key: key.public(), blinded: &blinded, points: &points, evaluated: &evaluated };
        let nonce = scalar(hex(&vector["proof_nonce"]).try_into().unwrap());
        let proof = batch.prove(&key, &rfc_weights(&batch), &nonce);
        assert_eq!(proof.to_bytes().as_slice(), hex(&vector["proof"]));
        let results = decode_all(&evaluated).unwrap();
        assert!(batch.verify(&results, &rfc_weights(&batch), &proof));

        let outputs: Vec<[u8; 64]> = hexes(&vector["outputs"]);
        for (((input, blind), result), output) in inputs.iter().zip(&blinds).zip(&results).zip(&outputs) {
            let element = (result * blind.invert()).compress().to_bytes();
            assert_eq!(finalize(input, &element), *output);
        }
    }
}

#[test]
fn our_weights_do_not_satisfy_the_rfc_and_the_rfcs_do_not_satisfy_us() {
    let (key, values) = (holder(), phones(3));
    let question = Question::ask(Phone, &refs(&values), [1; 32]).unwrap();
    let answer = evaluate(&key, question.blinded(), question.batch_id(), [2; 32]).unwrap();
    let points = decode_all(question.blinded()).unwrap();
    let results = decode_all(&answer.evaluated).unwrap();
    let batch = Batch {
        key: key.public(),
        blinded: question.blinded(),
        points: &points,
        evaluated: &answer.evaluated,
    };
    assert!(!batch.verify(&results, &rfc_weights(&batch), &answer.proof));
    let theirs = batch.prove(&key, &rfc_weights(&batch), &Scalar::from(5u8));
    assert!(question.finish(&crate::Answer { proof: theirs, ..answer }, &key.public()).is_err());
}

#[test]
fn another_implementation_derives_blinds_evaluates_and_finalises_alike() {
    let (key, values) = (holder(), phones(70));
    let info = [[9; 16].as_slice(), b"phone", &NORMALISER_VERSION.to_be_bytes()].concat();
    let server = VoprfServer::<Ristretto255>::new_from_seed(&[7; 32], &info).unwrap();
    let public = Ristretto255::serialize_elem(server.get_public_key());
    assert_eq!(public[..], key.public().to_bytes());

    let question = Question::ask(Phone, &refs(&values), [1; 32]).unwrap();
    let inputs: Vec<Vec<u8>> =
        values.iter().map(|v| selector_input(Phone, NORMALISER_VERSION, v).unwrap()).collect();
    let mut clients = Vec::new();
    for (index, input) in (0u32..).zip(&inputs) {
        let blind = &question.reveal(index).unwrap().to_bytes()[4..];
        let blind = Ristretto255::deserialize_scalar(blind).unwrap();
        let asked = VoprfClient::<Ristretto255>::deterministic_blind_unchecked(input, blind).unwrap();
        assert_eq!(asked.message.serialize()[..], question.blinded()[index as usize]);
        clients.push(asked.state);
    }

    let answer = evaluate(&key, question.blinded(), question.batch_id(), [2; 32]).unwrap();
    let messages: Vec<_> =
        question.blinded().iter().map(|b| BlindedElement::<Ristretto255>::deserialize(b).unwrap()).collect();
    let theirs = server.batch_blind_evaluate(&mut rand_core_06::OsRng, &messages).unwrap();
    for (their, our) in theirs.messages.iter().zip(&answer.evaluated) {
        assert_eq!(their.serialize()[..], *our);
    }

    // Under the RFC's weights each accepts the other's proof.
    let points = decode_all(question.blinded()).unwrap();
    let results = decode_all(&answer.evaluated).unwrap();
    let batch = Batch {
        key: key.public(),
        blinded: question.blinded(),
        points: &points,
        evaluated: &answer.evaluated,
    };
    let their_proof = Proof::from_bytes(&theirs.proof.serialize()).unwrap();
    assert!(batch.verify(&results, &rfc_weights(&batch), &their_proof));

    let (blinded, points) = (&question.blinded()[..values.len()], &points[..values.len()]);
    let evaluated = &answer.evaluated[..values.len()];
    let batch = Batch { key: key.public(), blinded, points, evaluated };
    let our_proof = batch.prove(&key, &rfc_weights(&batch), &Scalar::from(77u8));
    let our_proof = voprf::Proof::<Ristretto255>::deserialize(&our_proof.to_bytes()).unwrap();
    let evaluated: Vec<_> =
        evaluated.iter().map(|e| EvaluationElement::<Ristretto255>::deserialize(e).unwrap()).collect();
    let outputs =
        VoprfClient::batch_finalize(&inputs, &clients, &evaluated, &our_proof, server.get_public_key())
            .unwrap();
    let outputs: Vec<_> = outputs.map(Result::unwrap).collect();

    let tokens = question.finish(&answer, &key.public()).unwrap();
    assert_eq!((outputs.len(), tokens.len()), (70, 70));
    assert_eq!(tokens, tokens_of(&key, Phone, &refs(&values)).unwrap());
    for ((output, token), input) in outputs.iter().zip(&tokens).zip(&inputs) {
        assert_eq!(output[..32], token.0);
        assert_eq!(server.evaluate(input).unwrap()[..32], token.0);
    }
}

#[test]
fn what_we_refuse_as_an_element_is_what_an_independent_decoder_refuses() {
    let file = vector_file("refused-elements.json");
    let elements = file["elements"].as_array().unwrap();
    assert!(elements.len() >= 30);
    for element in elements {
        let bytes: [u8; 32] = hex(&element["bytes"]).try_into().unwrap();
        assert!(decode(&bytes).is_err(), "{} is {}", element["bytes"], element["why"]);
        assert!(crate::PublicKey::from_bytes(&bytes).is_err());
        let mut blinded = Question::ask(Phone, &["+227"], [3; 32]).unwrap().blinded().to_vec();
        blinded[63] = bytes;
        assert_eq!(evaluate(&holder(), &blinded, [0; 16], [0; 32]), Err(crate::Error::Element));
    }
}
