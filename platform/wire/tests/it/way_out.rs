//! What a node takes from others when it asks.

use crate::scene::*;
use std::time::Duration;
use wire::{ClientError, Limits, Options};

fn head(length: &str) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\n{length}\r\n\r\n").into_bytes()
}

#[tokio::test]
async fn a_body_comes_back_as_it_was_sent() {
    let node = Node::serving(Options::default()).await;
    let (certificate, client) = peer();
    node.trusted.trust(&certificate);
    let body: Vec<u8> = (0..1_000_000_u32).map(|n| (n % 251) as u8).collect();
    let address = node.address();
    let pin = node.certificate.spki_digest();
    let said = client.post(&address, pin, "/echo", body.clone(), body.len());
    assert!(said.await.unwrap() == body);
}

#[tokio::test]
async fn another_key_at_the_peers_address_is_not_them() {
    let node = Node::serving(Options::default()).await;
    let (own, client) = peer();
    node.trusted.trust(&own);
    let wrong = certificate().spki_digest();
    assert_eq!(client.post(&node.address(), wrong, "/who", vec![], 1000).await, Err(ClientError::NotThem));
}

#[tokio::test]
async fn who_shows_the_peers_certificate_without_its_key_is_not_them() {
    let (them, other) = (certificate(), certificate());
    let answer = vec![head("Content-Length: 0")];
    let (_, client) = peer();
    let honest = foreign_node(shown_with(&them, &them), answer.clone(), true).await;
    assert_eq!(client.post(&honest, them.spki_digest(), "/", vec![], 10).await, Ok(vec![]));
    let thief = foreign_node(shown_with(&them, &other), answer, true).await;
    assert_eq!(client.post(&thief, them.spki_digest(), "/", vec![], 10).await, Err(ClientError::NotThem));
}

#[tokio::test]
async fn a_connection_made_for_one_key_is_not_used_for_another() {
    let node = Node::serving(Options::default()).await;
    let (own, client) = peer();
    node.trusted.trust(&own);
    let address = node.address();
    client.post(&address, node.certificate.spki_digest(), "/who", vec![], 1000).await.unwrap();
    let wrong = certificate().spki_digest();
    assert_eq!(client.post(&address, wrong, "/who", vec![], 1000).await, Err(ClientError::NotThem));
}

#[tokio::test]
async fn the_next_address_is_tried_where_the_first_is_dead_or_not_theirs() {
    let (node, other) = (Node::serving(Options::default()).await, Node::serving(Options::default()).await);
    let (own, client) = peer();
    node.trusted.trust(&own);
    let (them, dead) = (node.certificate.spki_digest(), "https://127.0.0.1:1".to_owned());
    let addresses = [vec![dead.clone()], other.address(), node.address()].concat();
    assert!(client.post(&addresses, them, "/who", vec![], 1000).await.is_ok());

    let addresses = [other.address(), vec![dead.clone()]].concat();
    let refused = client.post(&addresses, them, "/who", vec![], 1000).await;
    assert_eq!(refused, Err(ClientError::NotThem), "outweighs a dead address");

    let refused = client.post(&[dead], them, "/who", vec![], 1000).await.unwrap_err();
    assert!(matches!(&refused, ClientError::Unreachable(why) if why.contains("127.0.0.1:1`: ")), "{refused}");
    let refused = client.post(&[], them, "/who", vec![], 1000).await.unwrap_err();
    assert!(matches!(&refused, ClientError::Unreachable(why) if why.contains("no address")), "{refused}");
}

#[tokio::test]
async fn a_7_an_answer_that_is_too_large_is_cut_whether_it_tells_or_not() {
    let them = certificate();
    let (_, client) = peer();
    let tells =
        foreign_node(shown_with(&them, &them), vec![head("Content-Length: 101"), vec![0; 101]], true).await;
    assert_eq!(client.post(&tells, them.spki_digest(), "/", vec![], 100).await, Err(ClientError::TooLarge));
    assert_eq!(client.post(&tells, them.spki_digest(), "/", vec![], 101).await, Ok(vec![0; 101]));

    // Chunks without end and without a length, more than fits any buffer.
    let mut endless = vec![head("Transfer-Encoding: chunked")];
    endless.extend((0..500).map(|_| [&b"10000\r\n"[..], &[0; 65_536], b"\r\n"].concat()));
    let hides = foreign_node(shown_with(&them, &them), endless, false).await;
    assert_eq!(
        client.post(&hides, them.spki_digest(), "/", vec![], 100_000).await,
        Err(ClientError::TooLarge)
    );
}

#[tokio::test]
async fn an_answer_that_breaks_off_is_no_answer() {
    let them = certificate();
    let (_, client) = peer();
    let lies =
        foreign_node(shown_with(&them, &them), vec![head("Content-Length: 100"), vec![0; 50]], true).await;
    let refused = client.post(&lies, them.spki_digest(), "/", vec![], 100).await;
    assert!(matches!(refused, Err(ClientError::Unreachable(why)) if why.starts_with("the answer broke off")));
}

#[tokio::test]
async fn a_peer_that_takes_too_long_is_left() {
    let node = Node::serving(Options::default()).await;
    let short = Limits { total_timeout: SHORT, stall_timeout: SHORT, ..Limits::default() };
    let (own, client) = peer_with(short);
    node.trusted.trust(&own);
    let pin = node.certificate.spki_digest();
    assert_eq!(client.post(&node.address(), pin, "/never", vec![], 1000).await, Err(ClientError::Timeout));

    // A large exchange has its own total; a silence within it is still noticed.
    let large = kernel::limit::ENVELOPE_BYTES_MAX + 1;
    assert_eq!(client.post(&node.address(), pin, "/slow", vec![], large).await, Ok(b"done".to_vec()));
    let them = certificate();
    let halts = foreign_node(shown_with(&them, &them), vec![head("Content-Length: 9"), vec![0]], false).await;
    assert_eq!(client.post(&halts, them.spki_digest(), "/", vec![], large).await, Err(ClientError::Timeout));
}

#[tokio::test]
async fn one_who_never_shakes_hands_is_left() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let silent = vec![listener.local_addr().unwrap().to_string()];
    let (_, client) = peer_with(Limits { connect_timeout: SHORT, ..Limits::default() });
    let refused = client.post(&silent, certificate().spki_digest(), "/", vec![], 1000);
    let refused = tokio::time::timeout(Duration::from_secs(10), refused).await.unwrap();
    assert!(matches!(refused, Err(ClientError::Unreachable(_))), "{refused:?}");
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let node = Node::serving(Options::default()).await;
    let (own, client) = peer();
    node.trusted.trust(&own);
    let pin = node.certificate.spki_digest();
    let refused = client.post(&node.address(), pin, "/elsewhere", vec![], 1000).await;
    assert_eq!(refused, Err(ClientError::Status(307)));
    let refused = client.post(&node.address(), pin, "/nowhere", vec![], 1000).await;
    assert_eq!(refused, Err(ClientError::Status(404)));
}
