//! Who comes in, as whom.

use crate::scene::*;
use rustls::HandshakeKind;
use rustls::version::{TLS12, TLS13};
use wire::{ClientError, Options};

#[tokio::test]
async fn a_trusted_peer_is_known_by_its_key() {
    let node = Node::serving(Options::default()).await;
    let (certificate, client) = peer();
    let id = node.trusted.trust(&certificate);
    let said =
        client.post(&node.address(), node.certificate.spki_digest(), "/who", vec![], 1000).await.unwrap();
    assert_eq!(String::from_utf8(said).unwrap(), format!("{id} over https from 127.0.0.1"));
}

#[tokio::test]
async fn a_node_whose_card_is_not_trusted_is_refused_and_told_so() {
    let node = Node::serving(Options::default()).await;
    let (_, client) = peer();
    for _ in 0..20 {
        // With a body in flight: the refusal must not be lost in a reset.
        let body = vec![7; 100_000];
        let refused = client.post(&node.address(), node.certificate.spki_digest(), "/echo", body, 1000).await;
        assert_eq!(refused, Err(ClientError::NotTrusted));
    }
}

#[tokio::test]
async fn who_shows_a_peers_certificate_without_its_key_is_refused() {
    let node = Node::serving(Options::default()).await;
    let (stolen, own) = (certificate(), certificate());
    node.trusted.trust(&stolen);
    let honest = browser(Some(shown_with(&stolen, &stolen)), &TLS13);
    let said = ask(connect(&honest, &node).await.unwrap(), &get_once("/who")).await.unwrap();
    assert!(said.starts_with("HTTP/1.1 200"), "{said}");

    let thief = browser(Some(shown_with(&stolen, &own)), &TLS13);
    let refused = match connect(&thief, &node).await {
        Ok(stream) => ask(stream, &get_once("/who")).await,
        Err(error) => Err(error),
    };
    assert!(refused.unwrap_err().to_string().contains("DecryptError"), "the signature is what fails");
}

#[tokio::test]
async fn a_visitor_without_certificate_gets_pages_and_is_no_peer() {
    let node = Node::serving(Options::default()).await;
    node.trusted.trust(&certificate());
    let said = ask(connect(&visitor(), &node).await.unwrap(), &get_once("/who")).await.unwrap();
    assert!(said.starts_with("HTTP/1.1 200"), "{said}");
    assert!(said.ends_with("a visitor over https from 127.0.0.1"), "{said}");
}

#[tokio::test]
async fn plain_http_from_this_machine_gets_pages_and_is_no_peer() {
    let node = Node::serving(Options::default()).await;
    let said = ask(node.plain().await, &get_once("/who")).await.unwrap();
    assert!(said.ends_with("a visitor over http from 127.0.0.1"), "{said}");
}

#[tokio::test]
async fn trust_withdrawn_ends_a_connection_that_stands_and_every_later_one() {
    let node = Node::serving(Options::default()).await;
    let (certificate, client) = peer();
    node.trusted.trust(&certificate);
    let address = node.address();
    let ask = || client.post(&address, node.certificate.spki_digest(), "/port", vec![], 1000);
    assert_eq!(ask().await.unwrap(), ask().await.unwrap(), "one connection serves both");
    node.trusted.withdraw(&certificate);
    assert_eq!(ask().await, Err(ClientError::Status(403)));
    assert_eq!(ask().await, Err(ClientError::NotTrusted));
}

#[tokio::test]
async fn every_connection_shakes_hands_anew() {
    let node = Node::serving(Options::default()).await;
    let visitor = visitor();
    for _ in 0..3 {
        let mut stream = connect(&visitor, &node).await.unwrap();
        ask(&mut stream, &get_once("/who")).await.unwrap();
        assert_eq!(stream.get_ref().1.handshake_kind(), Some(HandshakeKind::Full));
    }
}

#[tokio::test]
async fn tls_1_2_is_refused() {
    let node = Node::serving(Options::default()).await;
    let refused = connect(&browser(None, &TLS12), &node).await;
    assert!(refused.unwrap_err().to_string().contains("ProtocolVersion"));
}

#[tokio::test]
async fn a_stopping_node_finishes_what_is_under_way() {
    let mut node = Node::serving(Options::default()).await;
    let idle = connect(&visitor(), &node).await.unwrap();
    let silent = node.plain().await;
    let under_way = node.plain().await;
    let under_way = tokio::spawn(async move { ask(under_way, &get_once("/slow")).await.unwrap() });
    tokio::time::sleep(SHORT).await;
    node.tells_to_stop();
    let said = under_way.await.unwrap();
    assert!(said.ends_with("done"), "{said}");
    node.has_stopped().await;
    until_closed(idle).await.unwrap();
    until_closed(silent).await.unwrap();
    assert!(tokio::net::TcpStream::connect(node.at).await.is_err(), "no one comes in any more");
}

#[tokio::test]
async fn a_stopping_node_does_not_wait_for_ever() {
    let mut node = Node::serving(Options { shutdown_timeout: SHORT, ..Options::default() }).await;
    let stuck = node.plain().await;
    // Cut off with or without a reset, but cut off.
    let stuck = tokio::spawn(async move { drop(ask(stuck, &get_once("/never")).await) });
    tokio::time::sleep(SHORT).await;
    node.tells_to_stop();
    node.has_stopped().await;
    stuck.await.unwrap();
}
