//! A small HTTP/1.1 server for a browser on the same computer: it serves files, one per connection (RFC 9110 and 9112).
//!
//! Each answer has a thread of its own, so a slow client does not block others. Resources that a client can occupy are
//! limited: the length of a request's head, its time, and the number of connections. And since any page on the web can
//! send a browser here under another host name (DNS rebinding), only requests to this computer's own names are answered.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// The longest head of a request; browsers send about one kilobyte.
const LONGEST: usize = 16 << 10;

/// The most time for the head of a request, and the time without progress after which writing is given up.
const PATIENCE: Duration = Duration::from_secs(10);

/// The most simultaneous connections; a browser opens six.
const MOST: usize = 64;

/// The names of this computer, as written in a request.
const OWN_NAMES: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// The media type.
    pub(crate) kind: &'static str,
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    pub(crate) fn text(status: u16, text: &str) -> Self {
        Answer { status, kind: "text/plain; charset=utf-8", bytes: text.as_bytes().to_vec() }
    }

    /// A refusal with the reason phrase of the standard.
    fn refusal(status: u16) -> Self {
        Answer::text(status, reason(status))
    }
}

/// A server, which stops when it is dropped.
#[derive(Debug)]
pub(crate) struct Server {
    address: SocketAddr,
    is_over: Arc<AtomicBool>,
}

impl Server {
    /// Answers requests at an address; `answer` gets the path and the query, which begin with `/`.
    ///
    /// # Errors
    /// If the address is in use, or not allowed.
    pub(crate) fn open(
        address: SocketAddr,
        answer: impl Fn(&str) -> Answer + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let listener = TcpListener::bind(address)?;
        let server = Server { address: listener.local_addr()?, is_over: Arc::default() };
        let (is_over, answer) = (Arc::clone(&server.is_over), Arc::new(answer));
        let busy = Arc::new(AtomicUsize::new(0));
        thread::Builder::new().spawn(move || {
            for stream in listener.incoming() {
                if is_over.load(Ordering::Relaxed) {
                    return;
                }
                let Ok(stream) = stream else { continue };
                let place = Place::take(&busy);
                let answer = Arc::clone(&answer);
                if let Some(place) = place {
                    // Without a thread the connection is closed, and the browser asks again.
                    let _ = thread::Builder::new().spawn(move || {
                        let _place = place;
                        // A client that closes the connection early is not a failure.
                        let _ = serve(stream, &*answer);
                    });
                }
            }
        })?;
        Ok(server)
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::Relaxed);
        // Wakes the thread that is waiting for a connection.
        let _ = TcpStream::connect_timeout(&self.address, Duration::from_secs(1));
    }
}

/// One of the simultaneous connections.
struct Place(Arc<AtomicUsize>);

impl Place {
    fn take(busy: &Arc<AtomicUsize>) -> Option<Self> {
        let place = Place(Arc::clone(busy));
        (busy.fetch_add(1, Ordering::Relaxed) < MOST).then_some(place)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Reads one request and answers it.
fn serve(mut stream: TcpStream, answer: &(impl Fn(&str) -> Answer + ?Sized)) -> io::Result<()> {
    stream.set_write_timeout(Some(PATIENCE))?;
    let head = head(&mut stream)?;
    let request = head.and_then(|head| request(&head));
    let (given, has_body) = match request {
        Ok(Request { target, has_body }) => (answer(&target), has_body),
        Err(status) => (Answer::refusal(status), true),
    };
    let Answer { status, kind, bytes } = &given;
    let allow = if *status == 405 { "Allow: GET, HEAD\r\n" } else { "" };
    let text = format!(
        "HTTP/1.1 {status} {}\r\n{allow}Content-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        reason(*status),
        bytes.len()
    );
    stream.write_all(text.as_bytes())?;
    if has_body {
        stream.write_all(bytes)?;
    }
    stream.shutdown(Shutdown::Write)?;
    // Closing with unread input would reset the connection and lose the answer; wait up to a second for the rest.
    let deadline = Instant::now() + Duration::from_secs(1);
    let mut rest = [0; 4096];
    while let Some(left) = left(deadline) {
        stream.set_read_timeout(Some(left))?;
        if matches!(stream.read(&mut rest), Ok(0) | Err(_)) {
            break;
        }
    }
    Ok(())
}

/// The time left until the deadline; `None` if it has passed.
fn left(deadline: Instant) -> Option<Duration> {
    deadline.checked_duration_since(Instant::now()).filter(|left| !left.is_zero())
}

/// The head of a request, or the status that refuses it.
fn head(stream: &mut TcpStream) -> io::Result<Result<String, u16>> {
    const END: &[u8] = b"\r\n\r\n";
    let deadline = Instant::now() + PATIENCE;
    let mut head = Vec::new();
    let mut chunk = [0; 1024];
    loop {
        let Some(left) = left(deadline) else { return Ok(Err(408)) };
        stream.set_read_timeout(Some(left))?;
        let read = match stream.read(&mut chunk) {
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                return Ok(Err(408));
            }
            other => other?,
        };
        if read == 0 {
            return Ok(Err(400));
        }
        let from = head.len().saturating_sub(END.len());
        head.extend_from_slice(&chunk[..read]);
        if let Some(end) = head[from..].windows(END.len()).position(|window| window == END) {
            head.truncate(from + end);
            return Ok(String::from_utf8(head).map_err(|_| 400));
        }
        if head.len() > LONGEST {
            return Ok(Err(431));
        }
    }
}

/// A request.
#[derive(Debug, PartialEq, Eq)]
struct Request {
    target: String,
    /// Whether the client wants a body, not only the head of the answer.
    has_body: bool,
}

/// Parses the head of a request, or returns the status that refuses it.
fn request(head: &str) -> Result<Request, u16> {
    let mut lines = head.split("\r\n");
    let words: Vec<&str> = lines.next().unwrap_or_default().split(' ').collect();
    let &[method, target, version] = words.as_slice() else { return Err(400) };
    let mut hosts = Vec::new();
    for line in lines {
        let (name, value) = line.split_once(':').ok_or(400_u16)?;
        if name.eq_ignore_ascii_case("host") {
            hosts.push(value.trim());
        }
    }
    match (version, hosts.as_slice()) {
        ("HTTP/1.0", []) => {}
        ("HTTP/1.0" | "HTTP/1.1", [host]) if is_own(host) => {}
        ("HTTP/1.0" | "HTTP/1.1", [_]) => return Err(421),
        ("HTTP/1.0" | "HTTP/1.1", _) => return Err(400),
        _ => return Err(505),
    }
    if !matches!(method, "GET" | "HEAD") {
        return Err(405);
    }
    if !target.starts_with('/') {
        return Err(400);
    }
    Ok(Request { target: target.to_owned(), has_body: method == "GET" })
}

/// Whether a host, with a port or without, is one of this computer's own names.
fn is_own(host: &str) -> bool {
    OWN_NAMES.iter().any(|own| {
        let port =
            host.get(..own.len()).filter(|name| name.eq_ignore_ascii_case(own)).map(|_| &host[own.len()..]);
        port.is_some_and(|port| {
            port.is_empty()
                || port.strip_prefix(':').is_some_and(|port| port.bytes().all(|b| b.is_ascii_digit()))
        })
    })
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        400 => "Bad Request",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        421 => "Misdirected Request",
        431 => "Request Header Fields Too Large",
        _ => "HTTP Version Not Supported",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(head: &str) -> u16 {
        request(&head.replace('\n', "\r\n")).unwrap_err()
    }

    #[test]
    fn what_browsers_send_is_understood() {
        for host in ["localhost", "LOCALHOST:3000", "127.0.0.1:3000", "[::1]:3000", "127.0.0.1"] {
            let head = format!("GET /a?b HTTP/1.1\r\nAccept: */*\r\nhost: {host}");
            assert_eq!(request(&head), Ok(Request { target: "/a?b".to_owned(), has_body: true }), "{host}");
        }
        let head = "HEAD / HTTP/1.0";
        assert_eq!(request(head), Ok(Request { target: "/".to_owned(), has_body: false }));
    }

    #[test]
    fn only_requests_to_this_computers_own_names_are_answered() {
        for host in [
            "evil.example",
            "localhost.evil.example",
            "127.0.0.1.evil.example:3000",
            "127.0.0.1:x",
            "192.168.1.2",
            "",
        ] {
            assert_eq!(refused(&format!("GET / HTTP/1.1\nHost: {host}")), 421, "{host}");
            assert_eq!(refused(&format!("GET / HTTP/1.0\nHost: {host}")), 421, "{host}");
        }
        assert_eq!(refused("GET / HTTP/1.1"), 400);
        assert_eq!(refused("GET / HTTP/1.1\nHost: localhost\nHost: evil.example"), 400);
        assert_eq!(refused("GET http://evil.example/ HTTP/1.1\nHost: localhost"), 400);
    }

    #[test]
    fn what_is_no_request_for_a_file_is_refused() {
        assert_eq!(refused("POST / HTTP/1.1\nHost: localhost"), 405);
        assert_eq!(refused("GET / HTTP/2\nHost: localhost"), 505);
        for head in ["", "GET /", "GET / HTTP/1.1 x", "GET  / HTTP/1.1", "GET / HTTP/1.1\nno field"] {
            assert_eq!(refused(head), 400, "{head}");
        }
    }
}
