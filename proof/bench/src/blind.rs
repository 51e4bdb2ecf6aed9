//! Private matching, per element and core, against the `voprf` crate in the same run.
//!
//! Both sides do verifiable work on the same inputs with the same key: what is compared is set-up (a token for each
//! of the holder's own selectors), asking (blinding), evaluating with the batch proof, and finishing (checking the
//! proof and unblinding). Ours runs in a pool of one thread, as the crate knows no other.

use ::blind::{Filter, Question, SecretKey, Tag, ViewId, evaluate, peer_tag, tokens_of};
use kernel::SelectorKind::Phone;
use kernel::selector::NORMALISER_VERSION;
use sha2::{Digest, Sha256};
use std::hint::black_box;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;
use voprf::{BlindedElement, EvaluationElement, Group, Ristretto255, VoprfClient, VoprfServer};

/// Elements in one batch: a power of two, so that nothing is padding.
const BATCH: usize = 4096;
/// Times each step is measured; the fastest counts, as the others were disturbed.
const ROUNDS: usize = 3;
const PEER: &str = "voprf 0.5";

/// Measures and reports: microseconds per element and core, with the peer's time over ours as the ratio.
///
/// # Panics
///
/// When the two implementations do not agree; figures of a wrong result are worth nothing.
#[expect(clippy::unwrap_used, reason = "a benchmark that fails has nothing to report")]
pub fn run(report: &mut crate::Report<'_>) {
    let single = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let ours = single.install(measure_ours);
    let theirs = measure_voprf();
    assert_eq!(ours.tokens, theirs.tokens, "both give the same outputs");
    let steps = ["set-up", "ask", "evaluate", "finish"];
    for ((step, our), their) in steps.iter().zip(ours.steps).zip(theirs.steps) {
        report(&format!("blind {step}"), our, "µs/element/core", Some((PEER, their / our)));
    }
    report("blind filter build", ours.filter, "µs/entry/core", None);
    let all_cores = fastest(measure_set_up);
    report("blind set-up, all cores", all_cores, "µs/element", Some((PEER, theirs.steps[0] / all_cores)));
}

struct Measured {
    /// Set-up, ask, evaluate, finish: microseconds per element.
    steps: [f64; 4],
    filter: f64,
    tokens: Vec<[u8; 32]>,
}

#[expect(clippy::unwrap_used, reason = "a benchmark that fails has nothing to report")]
fn measure_ours() -> Measured {
    let (key, values) = (key(), values());
    let values: Vec<&str> = values.iter().map(String::as_str).collect();
    let set_up = fastest(measure_set_up);
    let ask = fastest(|| timed(|| Question::ask(Phone, &values, [1; 32]).unwrap()).0);
    let question = Question::ask(Phone, &values, [1; 32]).unwrap();
    let answer = || evaluate(&key, question.blinded(), question.batch_id(), [2; 32]).unwrap();
    let evaluated = fastest(|| timed(answer).0);
    let (answer, public) = (answer(), key.public());
    let finish = fastest(|| timed(|| question.finish(&answer, &public).unwrap()).0);
    let tokens = question.finish(&answer, &public).unwrap();
    let tags: Vec<Tag> = tokens.iter().map(|token| peer_tag(&[3; 32], token)).collect();
    let filter = fastest(|| timed(|| Filter::build(&tags, &Counter::default()).unwrap()).0);
    let tokens = tokens.iter().map(|token| token.0).collect();
    Measured { steps: [set_up, ask, evaluated, finish], filter, tokens }
}

#[expect(clippy::unwrap_used, reason = "a benchmark that fails has nothing to report")]
fn measure_set_up() -> f64 {
    let (key, values) = (key(), values());
    let values: Vec<&str> = values.iter().map(String::as_str).collect();
    timed(|| tokens_of(&key, Phone, &values).unwrap()).0
}

#[expect(clippy::unwrap_used, reason = "a benchmark that fails has nothing to report")]
fn measure_voprf() -> Measured {
    let info = [[9; 16].as_slice(), Phone.code().as_bytes(), &NORMALISER_VERSION.to_be_bytes()].concat();
    let server = VoprfServer::<Ristretto255>::new_from_seed(&[7; 32], &info).unwrap();
    let head = [Phone.code().as_bytes(), &[0], &NORMALISER_VERSION.to_be_bytes()].concat();
    let inputs: Vec<Vec<u8>> = values().iter().map(|v| [head.as_slice(), v.as_bytes()].concat()).collect();
    let set_up =
        fastest(|| timed(|| inputs.iter().map(|i| server.evaluate(i).unwrap()).collect::<Vec<_>>()).0);

    let mut rng = rand_core_06::OsRng;
    // Both sides encode what they send: bytes are what a question and an answer are made of.
    let mut ask = || {
        let asked = inputs.iter().map(|input| VoprfClient::<Ristretto255>::blind(input, &mut rng).unwrap());
        asked.map(|asked| (asked.state, asked.message.serialize())).collect::<Vec<_>>()
    };
    let asked_us = fastest(|| timed(&mut ask).0);
    let asked = ask();
    let evaluate = || {
        let batch: Vec<_> =
            asked.iter().map(|(_, b)| BlindedElement::<Ristretto255>::deserialize(b).unwrap()).collect();
        let answer = server.batch_blind_evaluate(&mut rand_core_06::OsRng, &batch).unwrap();
        let elements: Vec<_> = answer.messages.iter().map(EvaluationElement::serialize).collect();
        (elements, answer.proof)
    };
    let evaluated = fastest(|| timed(evaluate).0);
    let (elements, proof) = evaluate();
    let clients: Vec<_> = asked.iter().map(|(client, _)| client.clone()).collect();
    let public =
        Ristretto255::deserialize_elem(&Ristretto255::serialize_elem(server.get_public_key())).unwrap();
    let finish = || {
        let answer: Vec<_> =
            elements.iter().map(|e| EvaluationElement::<Ristretto255>::deserialize(e).unwrap()).collect();
        let outputs = VoprfClient::batch_finalize(&inputs, &clients, &answer, &proof, public).unwrap();
        outputs.map(|output| *output.unwrap().first_chunk::<32>().unwrap()).collect::<Vec<_>>()
    };
    let finished = fastest(|| timed(finish).0);
    Measured { steps: [set_up, asked_us, evaluated, finished], filter: f64::NAN, tokens: finish() }
}

#[expect(clippy::unwrap_used, reason = "a benchmark that fails has nothing to report")]
fn key() -> SecretKey {
    SecretKey::derive(&[7; 32], &ViewId([9; 16]), Phone, NORMALISER_VERSION).unwrap()
}

fn values() -> Vec<String> {
    (0..BATCH).map(|i| format!("+22790{i:06}")).collect()
}

/// Microseconds for each element of the batch, and the result.
#[expect(clippy::disallowed_methods, reason = "measuring time is what this crate is for")]
#[expect(clippy::cast_precision_loss, reason = "a batch of some thousand")]
fn timed<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let start = Instant::now();
    let result = black_box(work());
    (start.elapsed().as_secs_f64() * 1e6 / BATCH as f64, result)
}

fn fastest(mut round: impl FnMut() -> f64) -> f64 {
    (0..ROUNDS).map(|_| round()).fold(f64::INFINITY, f64::min)
}

/// Bytes for the filter's padding; nothing depends on their being secret here.
#[derive(Default)]
struct Counter(AtomicU64);

impl kernel::Rng for Counter {
    fn fill(&self, out: &mut [u8]) {
        for chunk in out.chunks_mut(32) {
            let block = Sha256::digest(self.0.fetch_add(1, Ordering::Relaxed).to_be_bytes());
            chunk.iter_mut().zip(block).for_each(|(to, from)| *to = from);
        }
    }
}
