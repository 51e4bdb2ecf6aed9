//! The slow, the many, the large and the garbled at the door.

use crate::scene::*;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::{sleep, timeout};
use wire::Options;

fn short() -> Options {
    Options {
        handshake_timeout: SHORT,
        header_timeout: SHORT,
        stall_timeout: SHORT,
        shutdown_timeout: SHORT,
        ..Options::default()
    }
}

/// Sends `bytes` one at a time until the other side closes; panics if it never does.
async fn drips(
    mut stream: impl tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin,
    mut bytes: impl Iterator<Item = u8>,
) {
    let dripping = async {
        let mut said = [0; 1024];
        loop {
            let byte = bytes.next().unwrap_or(b'a');
            if stream.write_all(&[byte]).await.is_err() || stream.flush().await.is_err() {
                return;
            }
            if let Ok(Ok(0) | Err(_)) = timeout(SHORT / 6, stream.read(&mut said)).await {
                return;
            }
        }
    };
    timeout(AT_MOST, dripping).await.expect("the dripping was not ended");
}

#[tokio::test]
async fn a_7_who_connects_and_says_nothing_is_closed() {
    let node = Node::serving(short()).await;
    assert_eq!(until_closed(node.plain().await).await.unwrap(), "");
}

#[tokio::test]
async fn a_7_who_begins_a_handshake_and_stops_is_closed() {
    let node = Node::serving(short()).await;
    let mut stream = node.plain().await;
    stream.write_all(&[0x16, 0x03, 0x01, 0x02, 0x00]).await.unwrap();
    until_closed(stream).await.unwrap();
}

#[tokio::test]
async fn a_7_a_head_sent_byte_by_byte_is_cut_off() {
    let node = Node::serving(short()).await;
    let head = || "GET /who HTTP/1.1\r\nHost: localhost\r\nX-Long: ".bytes();
    drips(node.plain().await, head()).await;
    drips(connect(&visitor(), &node).await.unwrap(), head()).await;
}

#[tokio::test]
async fn a_7_a_body_sent_byte_by_byte_is_cut_off() {
    let node = Node::serving(short()).await;
    let head = "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n";
    let mut stream = node.plain().await;
    stream.write_all(head.as_bytes()).await.unwrap();
    drips(stream, std::iter::empty()).await;
}

#[tokio::test]
async fn a_body_that_keeps_its_pace_may_take_longer_than_a_window() {
    let node = Node::serving(Options { stall_timeout: SHORT * 3, ..Options::default() }).await;
    let mut stream = node.plain().await;
    let head = "POST /echo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 81920\r\n\r\n";
    stream.write_all(head.as_bytes()).await.unwrap();
    for _ in 0..20 {
        stream.write_all(&[b'a'; 4096]).await.unwrap();
        sleep(SHORT / 3).await;
    }
    let said = until_closed(stream).await.unwrap();
    assert!(said.starts_with("HTTP/1.1 200") && said.ends_with("aaaa"), "{said:.100}");
}

#[tokio::test]
async fn a_7_who_does_not_read_the_answer_is_cut_off() {
    let node = Node::serving(short()).await;
    for mut stream in [node.plain().await, node.plain().await] {
        stream.write_all(get_once("/much").as_bytes()).await.unwrap();
        sleep(SHORT * 5).await;
        let mut said = Vec::new();
        // A reset may swallow what was in flight; what matters is that the whole never comes.
        let _ = timeout(AT_MOST, stream.read_to_end(&mut said)).await.expect("closed");
        assert!(said.len() < 64_000_000, "{} bytes came", said.len());
    }
}

#[tokio::test]
async fn a_large_answer_to_one_who_reads_comes_whole() {
    let node = Node::serving(short()).await;
    let said = ask(connect(&visitor(), &node).await.unwrap(), &get_once("/much")).await.unwrap();
    assert!(said.len() > 64_000_000);
}

#[tokio::test]
async fn a_handler_may_take_longer_than_every_window() {
    let node = Node::serving(short()).await;
    let said = ask(node.plain().await, &get_once("/slow")).await.unwrap();
    assert!(said.ends_with("done"), "{said}");
}

#[tokio::test]
async fn a_7_an_idle_connection_is_closed_between_requests() {
    let node = Node::serving(short()).await;
    let said = ask(node.plain().await, "GET /who HTTP/1.1\r\nHost: localhost\r\n\r\n").await.unwrap();
    assert!(said.starts_with("HTTP/1.1 200"), "{said}");
}

#[tokio::test]
async fn a_7_a_head_that_is_too_large_is_refused() {
    let node = Node::serving(Options { header_bytes_max: 2000, headers_max: 10, ..short() }).await;
    let long = format!("GET /who HTTP/1.1\r\nHost: localhost\r\nX: {}\r\n\r\n", "a".repeat(2000));
    assert!(ask(node.plain().await, &long).await.unwrap().starts_with("HTTP/1.1 431"));
    let many = format!("GET /who HTTP/1.1\r\nHost: localhost\r\n{}\r\n", "X: a\r\n".repeat(20));
    assert!(ask(node.plain().await, &many).await.unwrap().starts_with("HTTP/1.1 431"));
}

#[tokio::test]
async fn garbage_is_closed_without_a_page() {
    let node = Node::serving(short()).await;
    let binary: &[u8] = &[0x00, 0xff, 0x80, 0x01];
    for garbage in [
        binary,
        b"\r\n\r\n",
        b"SSH-2.0-x\r\n\r\n",
        &[0x16, 0xff, 0xff, 0xff, 0xff, 0xff],
        b"\x16GET / HTTP/1.1",
    ] {
        let mut stream = node.plain().await;
        stream.write_all(garbage).await.unwrap();
        // Reset or closed, but never answered with success.
        let said = until_closed(stream).await.unwrap_or_default();
        assert!(!said.contains(" 200 "), "{said}");
    }
    let said = ask(node.plain().await, &get_once("/who")).await.unwrap();
    assert!(said.starts_with("HTTP/1.1 200"), "the node still answers");
}

#[tokio::test]
async fn a_7_more_connections_than_one_address_may_have_are_closed() {
    let node = Node::serving(Options { connections_per_address_max: 2, ..Options::default() }).await;
    let first = connect(&visitor(), &node).await.unwrap();
    let _second = connect(&visitor(), &node).await.unwrap();
    assert!(connect(&visitor(), &node).await.is_err());
    drop(first);
    let again = async {
        while connect(&visitor(), &node).await.is_err() {
            sleep(Duration::from_millis(10)).await;
        }
    };
    timeout(AT_MOST, again).await.expect("a place that was left is given again");
}

#[tokio::test]
async fn a_7_more_connections_than_the_node_takes_wait_for_their_turn() {
    let node = Node::serving(Options { connections_max: 1, ..Options::default() }).await;
    let first = connect(&visitor(), &node).await.unwrap();
    let mut second = node.plain().await;
    second.write_all(get_once("/who").as_bytes()).await.unwrap();
    let mut said = [0; 12];
    assert!(timeout(SHORT, second.read_exact(&mut said)).await.is_err(), "not yet its turn");
    drop(first);
    timeout(AT_MOST, second.read_exact(&mut said)).await.unwrap().unwrap();
    assert_eq!(&said, b"HTTP/1.1 200");
}
