//! Pages of the network as programs keep them, and statements of ownership: what they say of themselves, each part with its
//! digest, the words with their place; and such files made to harm.

use crate::child::{part_in_child, read_in_child};
use crate::papers::zipped;
use crate::{Taken, shared, taken, text};
use flate2::Compression;
use flate2::write::GzEncoder;
use kernel::{Digest, EntityKind, Property};
use reading::capture::Capture;
use reading::child::Limits;
use reading::{Format, Input, Options, ReadError, Value, detect};
use std::io::{Cursor, Read, Write};

const PAGE: &str = "<!DOCTYPE html><title>Boats</title><p>Leave from Zuwara, call +218 91 234 5678</p>";
const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\nnot much of a picture";
const AD: &str = "https://ads.example.org/profile/9";

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut gz = GzEncoder::new(Vec::new(), Compression::default());
    gz.write_all(bytes).expect("it writes");
    gz.finish().expect("it ends")
}

/// A record of a WARC file.
fn record(kind: &str, more: &str, block: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Date: 2026-11-20T08:15:00Z\r\n{more}Content-Length: {}\r\n\r\n",
        block.len()
    );
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

/// What a server answered, as a record.
fn answer(url: &str, head: &str, body: &[u8]) -> Vec<u8> {
    let block = [format!("HTTP/1.1 200 OK\r\n{head}\r\n\r\n").as_bytes(), body].concat();
    let more = format!("WARC-Target-URI: {url}\r\nContent-Type: application/http;msgtype=response\r\n");
    record("response", &more, &block)
}

fn pieces(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    for piece in body.chunks(10) {
        out.extend_from_slice(format!("{:x};x=y\r\n", piece.len()).as_bytes());
        out.extend_from_slice(piece);
        out.extend_from_slice(b"\r\n");
    }
    out.extend_from_slice(b"0\r\n\r\n");
    out
}

fn info() -> Vec<u8> {
    record("warcinfo", "", b"software: browsertrix 1.4\r\noperator: Moussa\r\nformat: WARC\r\n")
}

fn crawl() -> Vec<Vec<u8>> {
    vec![
        info(),
        record("request", &format!("WARC-Target-URI: {AD}\r\n"), b"GET / HTTP/1.1\r\n\r\n"),
        answer("https://ads.example.org/a.css", "Content-Type: text/css", b"p{}"),
        answer(
            AD,
            "Content-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip",
            &pieces(&gzipped(PAGE.as_bytes())),
        ),
        answer("https://ads.example.org/boat.png", "Content-Type: image/png", PICTURE),
        record(
            "resource",
            "WARC-Target-URI: metadata://crawler/log\r\nContent-Type: text/plain\r\n",
            b"saved it all\n",
        ),
    ]
}

fn of(format: Format, bytes: &[u8]) -> (Taken, Capture) {
    let read = taken(format, bytes, &Options::default()).expect("a capture");
    assert_eq!(read.summary.captures.len(), 1);
    let capture = read.summary.captures[0].clone();
    (read, capture)
}

fn said(read: &Taken) -> Vec<(&str, &str)> {
    read.passages.iter().map(|p| (p.place.file.as_str(), p.text.as_str())).collect()
}

#[test]
fn a_crawl_says_where_when_by_whom_with_what_and_each_part_has_its_digest() {
    let plain = crawl().concat();
    let packed: Vec<u8> = crawl().iter().flat_map(|record| gzipped(record)).collect();
    assert_eq!(detect(&plain, "x"), Some(Format::Warc));
    assert_eq!(detect(&packed, "page.warc.gz"), Some(Format::Warc));
    for bytes in [plain, packed] {
        let (read, capture) = of(Format::Warc, &bytes);
        assert_eq!(
            (capture.url.as_str(), capture.at.as_str(), capture.by.as_str(), capture.tool.as_str()),
            (AD, "2026-11-20T08:15:00Z", "Moussa", "browsertrix 1.4")
        );
        let digests: Vec<(&str, Digest)> =
            capture.parts.iter().map(|p| (p.media.as_str(), p.sha256)).collect();
        assert_eq!(
            digests,
            [
                ("text/css", Digest::of_bytes(b"p{}")),
                ("text/html; charset=utf-8", Digest::of_bytes(PAGE.as_bytes())),
                ("image/png", Digest::of_bytes(PICTURE)),
                ("text/plain", Digest::of_bytes(b"saved it all\n")),
            ]
        );
        assert_eq!(
            said(&read),
            [
                (AD, "Boats"),
                (AD, "Leave from Zuwara, call +218 91 234 5678"),
                ("", AD),
                ("", "2026-11-20T08:15:00Z"),
            ]
        );
        assert_eq!(read.reasons(), ["no-place", "no-text", "no-place"]);
        assert!(read.mentions.iter().any(|(_, all)| all.iter().any(|m| m.value == "+218912345678")));
    }
}

#[test]
fn a_record_that_is_not_what_its_own_digest_says_is_told() {
    let block = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nas it was\n";
    let told = |digest: &str| {
        let more = format!(
            "WARC-Target-URI: https://a.example.org/\r\nContent-Type: application/http\r\nWARC-Block-Digest: {digest}\r\n"
        );
        let (read, capture) = of(Format::Warc, &record("response", &more, block));
        (capture.parts[0].fits, read.reasons().contains(&"check-digit"))
    };
    let right = Digest::of_bytes(block).to_string();
    assert_eq!(told(&format!("sha256:{right}")), (Some(true), false));
    assert_eq!(told(&format!("sha256:{}", right.replace(&right[..1], "_"))), (None, false));
    assert_eq!(told(&format!("sha256:{}", Digest::of_bytes(b"other"))), (Some(false), true));
    // In the way of most crawlers: SHA-1 in 32 letters, reckoned by another program.
    assert_eq!(told("sha1:BQILM4GM3IPVEDDXP7HIX64PRY5ZP54T"), (Some(true), false));
    assert_eq!(told("sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"), (Some(false), true));
    assert_eq!(told("md5:x"), (None, false));
}

#[test]
fn a_crawl_that_breaks_off_keeps_what_stood_and_says_where() {
    let mut bytes = crawl().concat();
    bytes.truncate(bytes.len() - 20);
    let (read, capture) = of(Format::Warc, &bytes);
    assert_eq!(read.summary.broken.as_ref().map(|b| b.place.index), Some(6));
    assert_eq!(capture.parts.len(), 3);
    let (read, _) = of(Format::Warc, &[info(), b"no record\r\n".to_vec()].concat());
    assert!(read.summary.broken.is_some());
    for not_one in [b"".as_slice(), b"no record at all\r\n", b"WARC/1.0\r\nWARC-Type: response\r\n\r\n"] {
        let read = taken(Format::Warc, not_one, &Options::default());
        assert!(
            matches!(&read, Err(ReadError::NotTheFormat { format: "warc", .. }))
                || read.as_ref().is_ok_and(|r| r.summary.broken.is_some()),
            "{read:?}"
        );
    }
}

#[test]
fn content_that_breaks_off_keeps_its_words_and_its_digest_so_far() {
    let long: String = (0..400).map(|n| format!("<p>Line {n} of what they wrote</p>")).collect();
    let packed = gzipped(long.as_bytes());
    let in_pieces = pieces(PAGE.as_bytes());
    let one = |head: &str, body: &[u8]| answer(AD, &format!("Content-Type: text/html\r\n{head}"), body);
    let cut = {
        let whole = one("X: y", long.as_bytes());
        whole[..whole.len() - 900].to_vec()
    };
    let cases: Vec<(Vec<u8>, &str)> = vec![
        // In pieces, without the last one, which has no length.
        (one("Transfer-Encoding: chunked", &in_pieces[..in_pieces.len() - 5]), "Boats"),
        // Packed, and cut: so is the record that holds it, or the file.
        (one("Content-Encoding: gzip", &packed[..packed.len() - 12]), "Line 3 of what they wrote"),
        (cut, "Line 3 of what they wrote"),
    ];
    for (bytes, words) in cases {
        let (read, capture) = of(Format::Warc, &bytes);
        assert!(read.passages.iter().any(|p| p.text == words), "{words}: {:?}", read.not_taken);
        assert_eq!(capture.parts.len(), 1);
        assert!(capture.parts[0].bytes > 0);
        // Of the part, and of the file where that ends in it.
        assert!(
            matches!(*read.reasons(), ["broken-off"] | ["broken-off", "broken-off"]),
            "{:?}",
            read.not_taken
        );
    }
    let block = [b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", PAGE.as_bytes()].concat();
    let more =
        format!("WARC-Target-URI: {AD}\r\nContent-Type: application/http\r\nWARC-Truncated: length\r\n");
    let (read, capture) = of(Format::Warc, &record("response", &more, &block));
    assert_eq!(capture.parts[0].sha256, Digest::of_bytes(PAGE.as_bytes()));
    assert!(said(&read).contains(&(AD, "Boats")));
    assert_eq!(read.not_taken[0].detail, "its crawler cut it off: length");
    // Text of which the first buffer ends within a letter is text.
    let letters = format!("<p>{}</p>", "é".repeat(70_000));
    let (read, _) =
        of(Format::Warc, &answer(AD, "Content-Type: text/html\r\nContent-Encoding: br", letters.as_bytes()));
    assert!(!read.reasons().contains(&"unknown-format"), "{:?}", read.not_taken);
}

#[test]
fn content_that_was_freed_of_its_frame_before_is_read_as_it_stands() {
    let bytes = answer(
        AD,
        "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip",
        PAGE.as_bytes(),
    );
    let (read, capture) = of(Format::Warc, &bytes);
    assert_eq!(capture.parts[0].sha256, Digest::of_bytes(PAGE.as_bytes()));
    assert!(said(&read).contains(&(AD, "Boats")));
    let bytes = answer(AD, "Content-Type: text/html\r\nContent-Encoding: br", b"\x1b\xff\xfe\x80");
    let (read, capture) = of(Format::Warc, &bytes);
    assert_eq!((capture.parts[0].bytes, read.reasons()), (4, vec!["unknown-format"]));
}

/// As Chromium writes it: quoted, folded, with a picture and a frame.
fn saved() -> String {
    format!(
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://ads.example.org/\r\n profile/9\r\n\
         Subject: =?utf-8?Q?Boats?=\r\nDate: Fri, 20 Nov 2026 09:15:00 +0100\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"--b--\"\r\n\r\n\r\n\
         ----b--\r\nContent-Type: text/html\r\nContent-ID: <frame-1>\r\nContent-Transfer-Encoding: quoted-printable\r\n\
         Content-Location: {AD}\r\n\r\n<!DOCTYPE html><title>Boats</title><p>Leave from Zuwara, call +218 91 =\r\n234 5678</p>\r\n\
         ----b--\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Location: https://ads.example.org/boat.png\r\n\r\n\
         {}\r\n----b--\r\nContent-Type: text/css\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: cid:css-1@mhtml.blink\r\n\r\np{{}}\r\n\
         ----b----\r\n",
        data_encoding::BASE64.encode(PICTURE)
    )
}

#[test]
fn a_page_saved_whole_says_where_when_and_with_what_and_each_part_has_its_digest() {
    assert_eq!(detect(saved().as_bytes(), "page.mhtml"), Some(Format::Mhtml));
    assert_eq!(detect(saved().as_bytes(), "page"), Some(Format::Mhtml));
    let (read, capture) = of(Format::Mhtml, saved().as_bytes());
    assert_eq!(
        (capture.url.as_str(), capture.at.as_str(), capture.tool.as_str()),
        (AD, "2026-11-20T08:15:00Z", "Saved by Blink")
    );
    assert_eq!(capture.parts_total, 3);
    assert_eq!(capture.parts[1].sha256, Digest::of_bytes(PICTURE));
    assert_eq!(
        said(&read),
        [
            ("", "Boats"),
            (AD, "Boats"),
            (AD, "Leave from Zuwara, call +218 91 234 5678"),
            ("", AD),
            ("", "2026-11-20T08:15:00Z"),
        ]
    );
    assert_eq!(read.reasons(), ["no-text", "no-place"]);
}

#[test]
fn a_capture_within_an_archive_is_read_like_one_by_itself() {
    let packed: Vec<u8> = crawl().iter().flat_map(|record| gzipped(record)).collect();
    let bytes = zipped(&[("archive/data.warc.gz", packed), ("page.mht", saved().into_bytes())]);
    let read = taken(Format::Zip, &bytes, &Options::default()).expect("an archive");
    let urls: Vec<&str> = read.summary.captures.iter().map(|c| c.url.as_str()).collect();
    assert_eq!(urls, [AD, AD]);
    let inner = format!("archive/data.warc.gz > {AD}");
    assert!(read.passages.iter().any(|p| p.place.file == inner && p.text == "Boats"));
}

#[test]
fn people_of_two_answers_from_one_address_are_two_people() {
    let table = |name: &str| format!("Name;Phone\n{name};+218912345678\n");
    let long = format!("https://a.example.org/{}", "list/".repeat(60));
    for (one, other) in [(AD, AD), (&*format!("{long}1"), &*format!("{long}2"))] {
        let bytes = [
            answer(one, "Content-Type: text/csv", table("Moussa Diallo").as_bytes()),
            answer(other, "Content-Type: text/csv", table("Hamid Saleh").as_bytes()),
        ]
        .concat();
        let (read, _) = of(Format::Warc, &bytes);
        let mut keys: Vec<&str> = read
            .statements()
            .filter(|(e, s)| e.kind == EntityKind::Person && s.property == Property::Name)
            .map(|(e, _)| e.key.as_str())
            .collect();
        keys.dedup();
        assert_eq!(keys.len(), 2, "{keys:?}");
    }
    // Nor are those of two attachments, or two members of an archive, that have one name.
    let zip = zipped(&[
        ("a/list.csv", table("Moussa Diallo").into_bytes()),
        ("b/list.csv", table("Hamid Saleh").into_bytes()),
    ]);
    let zip = zipped(&[("one.zip", zip.clone()), ("two.zip", zip)]);
    let read = taken(Format::Zip, &zip, &Options::default()).expect("an archive");
    let people: std::collections::BTreeSet<&str> =
        read.entities.iter().filter(|e| e.kind == EntityKind::Person).map(|e| e.key.as_str()).collect();
    assert_eq!(people.len(), 4, "{people:?}");
}

#[test]
fn a_capture_beyond_those_that_are_told_is_said() {
    let one = crawl().concat();
    let names: Vec<String> = (0..12).map(|n| format!("{n:02}.warc")).collect();
    let members: Vec<(&str, Vec<u8>)> = names.iter().map(|name| (name.as_str(), one.clone())).collect();
    let read = taken(Format::Zip, &zipped(&members), &Options::default()).expect("an archive");
    assert_eq!(read.summary.captures.len(), 10);
    let over: Vec<&str> = read
        .not_taken
        .iter()
        .filter(|n| n.reason.code() == "too-many")
        .map(|n| n.place.file.as_str())
        .collect();
    assert_eq!(over, ["10.warc", "11.warc"]);
}

#[test]
fn each_part_of_a_capture_is_handed_out_as_the_bytes_of_its_digest() {
    let packed: Vec<u8> = crawl().iter().flat_map(|record| gzipped(record)).collect();
    let archive = zipped(&[("archive/data.warc.gz", packed), ("page.mht", saved().into_bytes())]);
    let large = [
        info(),
        answer(AD, "Content-Type: video/mp4\r\nTransfer-Encoding: chunked", &pieces(&PICTURE.repeat(9_000))),
    ];
    let page = "https://ads.example.org/page.mht";
    let within = [
        info(),
        answer(page, "Content-Type: multipart/related", saved().as_bytes()),
        answer(AD, "Content-Type: image/png", PICTURE),
    ];
    for (format, bytes) in [
        (Format::Warc, crawl().concat()),
        (Format::Warc, large.concat()),
        // A page saved whole that a server gave stands within the crawl, which is told of first.
        (Format::Warc, within.concat()),
        (Format::Mhtml, saved().into_bytes()),
        (Format::Zip, archive),
    ] {
        let told = taken(format, &bytes, &Options::default()).expect("a capture");
        let parts = &told.summary.captures.first().expect("a capture").parts;
        for (part, number) in parts.iter().zip(0..) {
            let options = Options { part: Some(number), ..Options::default() };
            let read = taken(format, &bytes, &options).expect("a part");
            assert_eq!(
                (read.bytes.len() as u64, Digest::of_bytes(&read.bytes)),
                (part.bytes, part.sha256),
                "{}",
                part.url
            );
            assert!(read.entities.is_empty(), "a part is handed out, not read");
            // And through the child.
            let file = Input { name: "file".into(), bytes: Box::new(Cursor::new(bytes.clone())) };
            assert_eq!(part_in_child(format, file, number), read.bytes);
        }
        let beyond = Options { part: Some(parts.len() as u64), ..Options::default() };
        assert!(taken(format, &bytes, &beyond).expect("a capture").bytes.is_empty());
    }
}

#[test]
fn a_6_a_capture_comes_through_the_child_with_what_it_says_of_itself() {
    for (format, bytes) in [(Format::Warc, crawl().concat()), (Format::Mhtml, saved().into_bytes())] {
        let here = taken(format, &bytes, &Options::default()).expect("a capture");
        let file = Input { name: "file".into(), bytes: Box::new(Cursor::new(bytes)) };
        let (there, told) = read_in_child(format, vec![file], &Limits::default());
        assert_eq!(told.expect("a capture").captures, here.summary.captures);
        assert_eq!((there.passages, there.not_taken), (here.passages, here.not_taken));
    }
}

fn limits() -> Limits {
    Limits { cpu_seconds: 30, wall_seconds: 60, ..Limits::default() }
}

fn trap(format: Format, bytes: impl Read + Send) -> (Taken, Result<reading::Summary, ReadError>) {
    let file = Input { name: "trap.warc.gz".into(), bytes: Box::new(bytes) };
    read_in_child(format, vec![file], &limits())
}

#[test]
fn a_7_a_crawl_that_swells_is_not_unpacked() {
    // Packed from outside: a record that says it is of a gigabyte of spaces.
    let head = format!(
        "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: {AD}\r\nContent-Type: text/plain\r\nContent-Length: {}\r\n\r\n",
        1_u64 << 30
    );
    let mut gz = GzEncoder::new(Vec::new(), Compression::best());
    gz.write_all(head.as_bytes()).expect("it writes");
    std::io::copy(&mut std::io::repeat(b' ').take(80 << 20), &mut gz).expect("it writes");
    let bytes = [gzipped(&crawl().concat()), gz.finish().expect("it ends")].concat();
    assert!(bytes.len() < 200 << 10, "it is small as it comes: {}", bytes.len());
    let (taken, told) = trap(Format::Warc, Cursor::new(bytes));
    assert!(told.expect("a crawl").broken.is_some_and(|b| b.reason.contains("beyond measure")));
    assert!(taken.passages.iter().any(|p| p.text == "Boats"));
    // Packed by its server: it costs itself only.
    let swollen = gzipped(&vec![b' '; 80 << 20]);
    let head = "Content-Type: text/html\r\nContent-Encoding: gzip";
    let bytes = [answer("https://a.example.org/", head, &swollen), crawl().concat()].concat();
    let (taken, told) = trap(Format::Warc, Cursor::new(bytes));
    assert_eq!(told.expect("a crawl").broken, None);
    assert!(taken.not_taken.iter().any(|n| n.reason.code() == "malformed"));
    assert!(taken.passages.iter().any(|p| p.text == "Boats"));
}

#[test]
fn a_7_heads_lengths_and_pieces_without_end_take_their_limit() {
    let endless =
        |start: &str| Cursor::new(start.as_bytes().to_vec()).chain(std::io::repeat(b'x').take(20 << 20));
    for start in [
        "",
        "WARC/1.0\r\n",
        "WARC/1.0\r\nWARC-Type: warcinfo\r\nX: ",
        "WARC/1.0\r\nContent-Length: 9\r\n\r\n",
    ] {
        let (taken, told) = trap(Format::Warc, endless(start));
        assert!(told.is_err() || told.is_ok_and(|s| s.broken.is_some()), "{start}");
        assert!(taken.passages.is_empty());
    }
    for length in ["18446744073709551615", "99999999999999999999999", "-1", "0x10", ""] {
        let bytes = format!("WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: {length}\r\n\r\nx");
        let (_, told) = trap(Format::Warc, Cursor::new(bytes.into_bytes()));
        assert!(told.expect("a crawl").broken.is_some(), "{length}");
    }
    for body in ["ffffffffffffffff\r\nx", "ffffffff\r\nx", "5\r\nx", "5\r\nabcdeffff\r\n"] {
        let head = "Content-Type: text/plain\r\nTransfer-Encoding: chunked";
        let bytes = [answer("https://a.example.org/", head, body.as_bytes()), crawl().concat()].concat();
        let (taken, told) = trap(Format::Warc, Cursor::new(bytes));
        told.expect("a crawl");
        assert!(taken.passages.iter().any(|p| p.text == "Boats"), "{body}");
    }
}

#[test]
fn a_7_ten_gigabytes_of_nothing_and_parts_within_parts_are_refused() {
    let sparse = tempfile::tempfile().expect("a file");
    sparse.set_len(10 << 30).expect("a sparse file");
    for format in [Format::Warc, Format::Mhtml, Format::Bods] {
        let (_, told) = trap(format, sparse.try_clone().expect("the same file"));
        assert!(
            matches!(told, Err(ReadError::TooLarge { .. } | ReadError::NotTheFormat { .. })),
            "{format:?}: {told:?}"
        );
    }
    let mut deep = String::from("From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n");
    for level in 0..50_000 {
        deep.push_str(&format!("Content-Type: multipart/related; boundary=b{level}\r\n\r\n--b{level}\r\n"));
    }
    let (_, told) = trap(Format::Mhtml, Cursor::new(deep.into_bytes()));
    assert!(matches!(told, Err(ReadError::NotTheFormat { format: "mhtml", .. })), "{told:?}");
    let many: Vec<u8> = (0..1_500)
        .flat_map(|n| answer(&format!("https://a.example.org/{n}"), "Content-Type: image/png", b"x"))
        .collect();
    let (_, told) = trap(Format::Warc, Cursor::new(many));
    let capture = &told.expect("a crawl").captures[0];
    assert_eq!((capture.parts.len(), capture.parts_total), (1_000, 1_500));
    let nested = format!("[{{\"statementId\":\"1\",\"recordDetails\":{}", "[".repeat(200_000));
    let (_, told) = trap(Format::Bods, Cursor::new(nested.into_bytes()));
    assert!(matches!(told, Err(ReadError::NotTheFormat { format: "bods", .. })), "{told:?}");
}

fn remarks(read: &Taken, name: &str) -> Vec<String> {
    let of = |property: Property| read.statements().filter(move |(_, s)| s.property == property);
    let key = of(Property::Name).find(|(_, s)| text(s) == name).map(|(e, _)| e.key.clone());
    let own = of(Property::Remark).filter(|(e, _)| Some(&e.key) == key.as_ref());
    own.map(|(_, s)| text(s).to_owned()).collect()
}

#[test]
fn statements_of_ownership_tell_who_owned_what_and_when() {
    let Some(path) = shared("data/formats/bods/tecido.json") else { return };
    let bytes = std::fs::read(&path).expect("the file");
    assert_eq!(detect(&bytes, "tecido.json"), Some(Format::Bods));
    let read = taken(Format::Bods, &bytes, &Options::default()).expect("statements");
    let owners: Vec<(EntityKind, &str)> = read
        .statements()
        .filter(|(_, s)| s.property == Property::Owns)
        .map(|(e, s)| (e.kind, text(s)))
        .collect();
    assert_eq!(
        owners,
        [(EntityKind::Person, "bods/01B68D7633"), (EntityKind::Organisation, "bods/01B68D7633")]
    );
    let maria = remarks(&read, "Maria Esteves");
    assert!(maria.contains(&"record closed by its publisher on 2023-03-03".to_owned()), "{maria:?}");
    let esteves: Vec<&str> = read
        .statements()
        .filter(|(e, s)| e.key == "bods/018AF6B3EB" && s.property == Property::Remark)
        .map(|(_, s)| text(s))
        .filter(|said| said.starts_with("shareholding"))
        .collect();
    // None of them says when it ended: the days are those of the statements, and are said to be.
    assert_eq!(
        esteves,
        [
            "shareholding 100 % of Tecido Ltd, direct, beneficial owner, from 2002-03-09, replaced by a statement of 2021-09-25",
            "shareholding 40 % of Tecido Ltd, direct, beneficial owner, from 2021-09-24, replaced by a statement of 2022-09-25",
            "shareholding 30 % of Tecido Ltd, direct, beneficial owner, from 2022-09-21, record closed on 2023-03-03",
        ]
    );
    let land: Vec<&str> =
        read.statements().filter(|(_, s)| s.property == Property::Country).map(|(_, s)| text(s)).collect();
    assert_eq!(land, ["US", "US"]);
    assert!(remarks(&read, "Tecido Ltd").contains(&"jurisdiction: Delaware (US-DE)".to_owned()));
    assert_eq!(read.reasons(), ["removed"]);
}

/// Statements about what `p` has in `e`, as lines: day, status, interests.
fn stated(states: &[(&str, &str, &str)]) -> Taken {
    let mut lines = vec![
        r#"{"statementId":"1","recordId":"e","recordType":"entity","recordDetails":{"name":"A Ltd"}}"#.to_owned(),
        r#"{"statementId":"2","recordId":"p","recordType":"person","recordDetails":{"names":[{"fullName":"Moussa Diallo"}]}}"#.to_owned(),
    ];
    lines.extend(states.iter().map(|(day, status, interests)| {
        format!(
            r#"{{"statementId":"3-{day}","statementDate":"{day}","recordStatus":"{status}","recordId":"r","recordType":"relationship","recordDetails":{{"subject":"e","interestedParty":"p","interests":[{interests}]}}}}"#
        )
    }));
    taken(Format::Bods, lines.join("\n").as_bytes(), &Options::default()).expect("statements")
}

#[test]
fn an_interest_ends_on_the_day_that_it_says_and_on_no_day_of_a_statement() {
    let held = r#"{"type":"shareholding","startDate":"2015-01-01"}"#;
    let ended = r#"{"type":"shareholding","startDate":"2015-01-01","endDate":"2017-05-05"}"#;
    let chair = r#"{"type":"boardChair","startDate":"2016-01-01"}"#;
    let told = |states: &[(&str, &str, &str)]| {
        let read = stated(states);
        let own = read.statements().filter(|(e, s)| e.key == "bods/p" && s.property == Property::Remark);
        own.map(|(_, s)| text(s).to_owned()).collect::<Vec<_>>()
    };
    // The statement that closes the record, years later, says when the interest ended.
    let until = ["shareholding of A Ltd, from 2015-01-01, until 2017-05-05"];
    assert_eq!(told(&[("2015-02-01", "new", held), ("2023-01-01", "closed", ended)]), until);
    assert_eq!(told(&[("2015-02-01", "new", held), ("2018-01-01", "updated", ended)]), until);
    assert_eq!(told(&[("2023-01-01", "closed", ended)]), until);
    assert_eq!(
        told(&[("2015-02-01", "new", held), ("2023-01-01", "closed", held)]),
        ["shareholding of A Ltd, from 2015-01-01, record closed on 2023-01-01"]
    );
    // What runs on through an update did not end with it.
    assert_eq!(
        told(&[("2015-02-01", "new", held), ("2016-02-01", "updated", &format!("{held},{chair}"))]),
        ["shareholding of A Ltd, from 2015-01-01", "boardChair of A Ltd, from 2016-01-01"]
    );
    assert_eq!(
        told(&[
            ("2015-02-01", "new", held),
            ("2016-02-01", "updated", chair),
            ("2017-01-01", "closed", ended)
        ]),
        [
            "shareholding of A Ltd, from 2015-01-01, replaced by a statement of 2016-02-01",
            "boardChair of A Ltd, from 2016-01-01, record closed on 2017-01-01",
            "shareholding of A Ltd, from 2015-01-01, until 2017-05-05",
        ]
    );
}

#[test]
fn a_band_of_a_share_keeps_both_of_its_bounds() {
    let said = |share: &str| {
        let interest = format!(r#"{{"type":"votingRights","share":{{{share}}}}}"#);
        let read = stated(&[("2020-01-01", "new", &interest)]);
        let own = read.statements().find(|(e, s)| e.key == "bods/p" && s.property == Property::Remark);
        own.map(|(_, s)| text(s).to_owned()).unwrap_or_default()
    };
    for (share, words) in [
        (r#""exclusiveMinimum":25,"maximum":50"#, "votingRights more than 25 to 50 % of A Ltd"),
        (r#""minimum":75,"exclusiveMaximum":100"#, "votingRights 75 to less than 100 % of A Ltd"),
        (
            r#""minimum":25,"exclusiveMinimum":true,"maximum":50"#,
            "votingRights more than 25 to 50 % of A Ltd",
        ),
        (r#""minimum":25,"exclusiveMinimum":false,"maximum":50"#, "votingRights 25 to 50 % of A Ltd"),
        (r#""exclusiveMinimum":75"#, "votingRights more than 75 % of A Ltd"),
        (r#""maximum":5"#, "votingRights at most 5 % of A Ltd"),
        (r#""exact":30"#, "votingRights 30 % of A Ltd"),
        ("", "votingRights of A Ltd"),
    ] {
        assert_eq!(said(share), words, "{share}");
    }
}

#[test]
fn a_passport_in_a_statement_is_a_document_and_a_country_is_its_code() {
    let line = r#"{"statementId":"1","recordId":"p","recordType":"person","recordDetails":{"names":[{"fullName":"Moussa Diallo"}],
        "nationalities":[{"code":"NE","name":"Republic that is Niger"}],
        "identifiers":[{"scheme":"NER-PASSPORT","id":"10PC28134"},{"scheme":"NER-IDCARD","schemeName":"Carte","id":"77-1123"},
            {"scheme":"NER-TAXID","id":"T-99812"}]}}"#;
    let read =
        taken(Format::Bods, line.replace('\n', "").as_bytes(), &Options::default()).expect("statements");
    let says = |property: Property| -> Vec<&str> {
        read.statements().filter(|(_, s)| s.property == property).map(|(_, s)| text(s)).collect()
    };
    assert_eq!(says(Property::Nationality), ["NE"]);
    assert_eq!(says(Property::Remark), ["nationalities: Republic that is Niger"]);
    assert_eq!(says(Property::DocumentKind), ["Passport", "Identity card"]);
    assert_eq!(says(Property::DocumentNumber), ["10PC28134", "77-1123"]);
    assert_eq!(says(Property::DocumentIssuer), ["NE", "NE"]);
    assert_eq!(says(Property::Reference), ["NER-TAXID T-99812"]);
    assert_eq!(says(Property::HoldsDocument).len(), 2);
}

#[test]
fn statements_of_an_older_version_are_said_to_be_that() {
    let old = r#"[{"statementID":"1","statementType":"personStatement","names":[{"fullName":"Moussa Diallo"}],
        "publicationDetails":{"bodsVersion":"0.2"}}]"#;
    assert_eq!(detect(old.as_bytes(), "x.json"), Some(Format::Bods));
    let told = taken(Format::Bods, old.as_bytes(), &Options::default());
    assert!(
        matches!(&told, Err(ReadError::NotTheFormat { why, .. }) if why.contains("older version")),
        "{told:?}"
    );
}

#[test]
fn a_person_of_a_statement_has_every_name_and_an_unknown_owner_is_said() {
    let Some(path) = shared("data/formats/bods/bods-package.json") else { return };
    let bytes = std::fs::read(&path).expect("the file");
    let read = taken(Format::Bods, &bytes, &Options::default()).expect("statements");
    let says = |property: Property| -> Vec<&str> {
        read.statements().filter(|(_, s)| s.property == property).map(|(_, s)| text(s)).collect()
    };
    assert_eq!(says(Property::Alias), ["Jenny Hewitson-Smith"]);
    assert_eq!(says(Property::BirthDate), ["1978-07"]);
    assert_eq!(says(Property::RegistrationNumber), ["2063384560"]);
    assert_eq!(says(Property::Address), ["76 York Road Bournemouth, BH81 3LO, United Kingdom"]);
    // As lines, with an owner that nobody knows and an end that is not in the file.
    let lines = "{\"statementId\":\"1\",\"recordId\":\"e\",\"recordType\":\"entity\",\"recordDetails\":{\"name\":\"A Ltd\"}}\n\
        {\"statementId\":\"2\",\"recordId\":\"r\",\"recordType\":\"relationship\",\"recordDetails\":{\"subject\":\"e\",\"interestedParty\":{\"reason\":\"noBeneficialOwners\"}}}\n\
        {\"statementId\":\"3\",\"recordId\":\"s\",\"recordType\":\"relationship\",\"recordDetails\":{\"subject\":\"e\",\"interestedParty\":\"gone\"}}\n\
        {\"statementId\":\"4\",\"statementType\":\"personStatement\"}\nnothing\n";
    assert_eq!(detect(lines.as_bytes(), "x.jsonl"), Some(Format::Bods));
    let read = taken(Format::Bods, lines.as_bytes(), &Options::default()).expect("statements");
    assert!(
        read.statements().any(|(e, s)| e.key == "bods/e"
            && s.value == Value::Text("owner not known: noBeneficialOwners".into()))
    );
    assert_eq!(read.reasons(), ["unknown-element", "not-json", "no-entry"]);
}
