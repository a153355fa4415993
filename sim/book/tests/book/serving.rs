//! The book while it is written.

use std::io::{Read, Write};
use std::net::TcpStream;

use bazaar_book::Site;

use crate::shelf::Shelf;

fn get(site: &Site, path: &str) -> String {
    let mut stream = TcpStream::connect(site.address()).unwrap();
    write!(stream, "GET {path} HTTP/1.0\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn a_change_is_seen_and_a_mistake_leaves_the_last_good_book() {
    let shelf = Shelf::new("the first text");
    let mut site = Site::open(shelf.options(), 0).unwrap();
    assert!(get(&site, "/").contains(" 404 "));
    assert!(site.refresh().unwrap().is_ok());
    assert!(get(&site, "/chapter.html").contains("the first text"));
    assert!(site.refresh().is_none(), "nothing has changed");
    let version = get(&site, "/.version");

    shelf.chapter("{{ a mistake }}");
    assert!(site.refresh().unwrap().is_err());
    assert!(get(&site, "/").contains("the first text"));
    assert_eq!(get(&site, "/.version").lines().last(), version.lines().last());

    shelf.chapter("another text, longer");
    assert!(site.refresh().unwrap().is_ok());
    assert!(get(&site, "/chapter.html?x").contains("another text"));
    assert_ne!(get(&site, "/.version").lines().last(), version.lines().last());
}

#[test]
fn what_the_build_itself_writes_is_no_change() {
    let shelf = Shelf::new("{{ value reference/mm1 wait QUICK }}");
    let mut site = Site::open(shelf.options(), 0).unwrap();
    assert!(site.refresh().unwrap().is_ok());
    assert!(shelf.path().join("cache").is_dir() && shelf.path().join("book").is_dir());
    shelf.file("notes.txt", "to do");
    assert!(site.refresh().is_none());
}

#[test]
fn a_scenario_that_changes_is_seen() {
    let shelf = Shelf::new("{{ value scenarios/bank.toml utilisation }}\n");
    let scenario = "[study]\nhorizon = \"10 d\"\nreplications = 2\n[model.queue]\n";
    shelf.file("scenarios/bank.toml", scenario);
    let mut site = Site::open(shelf.options(), 0).unwrap();
    assert!(site.refresh().unwrap().is_ok());
    shelf.file("scenarios/bank.toml", &format!("{scenario}servers = 2\n"));
    assert_eq!(site.refresh().unwrap().unwrap().runs, 1);
}

#[test]
fn only_this_computer_is_served_and_only_the_book() {
    let shelf = Shelf::new("a text");
    let mut site = Site::open(shelf.options(), 0).unwrap();
    site.refresh().unwrap().unwrap();
    assert!(site.address().starts_with("127.0.0.1:"), "{}", site.address());
    assert!(get(&site, "/../book.toml").contains(" 404 "));
    assert!(get(&site, "/%2e%2e/book.toml").contains(" 404 "));
    assert!(get(&site, "/nosuch.html").contains(" 404 "));
}

#[test]
fn a_port_that_is_taken_is_refused() {
    let shelf = Shelf::new("a text");
    let site = Site::open(shelf.options(), 0).unwrap();
    let port = site.address().rsplit(':').next().unwrap().parse().unwrap();
    let error = Site::open(shelf.options(), port).unwrap_err();
    assert!(error.to_string().contains("cannot serve at 127.0.0.1:"), "{error}");
}

/// All that comes back to these bytes.
fn send(site: &Site, request: &[u8]) -> String {
    let mut stream = TcpStream::connect(site.address()).unwrap();
    stream.write_all(request).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn a_page_on_the_web_cannot_read_the_book_under_a_name_of_its_own() {
    let shelf = Shelf::new("a secret");
    let mut site = Site::open(shelf.options(), 0).unwrap();
    site.refresh().unwrap().unwrap();
    let port = site.address().rsplit(':').next().unwrap().to_owned();
    for own in ["localhost", "127.0.0.1", "[::1]"] {
        let request = format!("GET /chapter.html HTTP/1.1\r\nHost: {own}:{port}\r\n\r\n");
        let answer = send(&site, request.as_bytes());
        assert!(answer.starts_with("HTTP/1.1 200 ") && answer.contains("a secret"), "{answer}");
    }
    let answer = send(&site, b"GET /chapter.html HTTP/1.1\r\nHost: rebound.example\r\n\r\n");
    assert!(answer.starts_with("HTTP/1.1 421 ") && !answer.contains("a secret"), "{answer}");
    let answer = send(&site, b"HEAD /chapter.html HTTP/1.1\r\nHost: localhost\r\n\r\n");
    assert!(answer.starts_with("HTTP/1.1 200 ") && answer.ends_with("\r\n\r\n"), "{answer}");
}

#[test]
fn who_does_not_read_or_does_not_end_holds_up_nobody() {
    let shelf = Shelf::new("a text");
    let mut site = Site::open(shelf.options(), 0).unwrap();
    site.refresh().unwrap().unwrap();
    // More than any buffer of the system takes.
    std::fs::write(shelf.path().join("book/large.bin"), vec![7; 32 << 20]).unwrap();
    let open = |text: &[u8]| {
        let mut stream = TcpStream::connect(site.address()).unwrap();
        stream.write_all(text).unwrap();
        stream
    };
    let unread = open(b"GET /large.bin HTTP/1.0\r\n\r\n");
    let unended = open(b"GET /chapter.html HTTP/1.0\r\nX: ");
    let began = std::time::Instant::now();
    assert!(get(&site, "/chapter.html").contains("a text"));
    assert!(began.elapsed() < std::time::Duration::from_secs(5), "{:?}", began.elapsed());
    drop((unread, unended));
    // A head without an end is refused and not kept.
    let mut head = b"GET /chapter.html HTTP/1.0\r\nX: ".to_vec();
    head.resize(40 << 10, b'x');
    assert!(send(&site, &head).starts_with("HTTP/1.1 431 "));
}
