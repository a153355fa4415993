//! The book in a real browser: no request leaves the page, every image is drawn, no
//! script fails. The use of the book by a reader is tested in `reader`.
//!
//! Chromium is controlled by its DevTools protocol over a pipe: JSON, a zero byte
//! after each message. Unlike a log of the network, which includes requests of
//! the browser itself, `Network.requestWillBeSent` reports the requests of the
//! page. Without Chromium the test prints so and checks nothing, unless
//! `BAZAAR_BROWSER=required`, as in `.ci/run`.

use std::env;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::book::{built, pages};

const LIMIT: Duration = Duration::from_secs(60);

/// The protocol's ends are the descriptors 3 and 4.
const CHROMIUM: &str = "exec \"$0\" --headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run \
    --disable-background-networking --disable-component-update --disable-sync \
    --disable-dev-shm-usage --user-data-dir=\"$1\" --host-resolver-rules='MAP * ~NOTFOUND' \
    --remote-debugging-pipe about:blank 3<&0 4>&1 1>&2";

pub(crate) struct Browser {
    child: Child,
    input: ChildStdin,
    messages: Receiver<Value>,
    events: Vec<Value>,
    session: Option<String>,
    last: u64,
    _profile: TempDir,
}

/// The requests, errors and images of a page while it was open.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    pub(crate) requests: Vec<String>,
    pub(crate) complaints: Vec<String>,
}

impl Browser {
    /// A browser with an empty page, if there is one on this machine.
    fn open() -> Option<Self> {
        let name = ["chromium", "chromium-browser", "google-chrome"].into_iter().find(|name| {
            Command::new(name).arg("--version").output().is_ok_and(|out| out.status.success())
        })?;
        let profile = tempfile::tempdir().unwrap();
        let mut command = Command::new("sh");
        command.args(["-c", CHROMIUM, name]).arg(profile.path());
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        let (sender, messages) = channel();
        thread::spawn(move || {
            for message in output.split(0).map_while(Result::ok) {
                if sender.send(serde_json::from_slice(&message).unwrap()).is_err() {
                    break;
                }
            }
        });
        let input = child.stdin.take().unwrap();
        let mut browser =
            Browser { child, input, messages, events: Vec::new(), session: None, last: 0, _profile: profile };
        let target = browser.call("Target.createTarget", json!({ "url": "about:blank" }));
        let attach = json!({ "targetId": target["targetId"], "flatten": true });
        let session = browser.call("Target.attachToTarget", attach);
        browser.session = session["sessionId"].as_str().map(str::to_owned);
        for domain in ["Network", "Runtime", "Log", "Page"] {
            browser.call(&format!("{domain}.enable"), json!({}));
        }
        // A page may forbid scripts; the checker's is none of its own.
        browser.call("Page.setBypassCSP", json!({ "enabled": true }));
        browser.call("Page.setLifecycleEventsEnabled", json!({ "enabled": true }));
        Some(browser)
    }

    /// Calls a method and waits for its result; events that come before are kept.
    fn call(&mut self, method: &str, parameters: Value) -> Value {
        self.last += 1;
        let mut message = json!({ "id": self.last, "method": method, "params": parameters });
        if let Some(session) = &self.session {
            message["sessionId"] = json!(session);
        }
        self.input.write_all(message.to_string().as_bytes()).unwrap();
        self.input.write_all(b"\0").unwrap();
        self.input.flush().unwrap();
        loop {
            let answer = self.next(method);
            if answer["id"] == self.last {
                assert!(answer["error"].is_null(), "{method}: {answer}");
                return answer["result"].clone();
            }
            self.events.push(answer);
        }
    }

    fn next(&self, waiting_for: &str) -> Value {
        self.messages.recv_timeout(LIMIT).unwrap_or_else(|error| panic!("{waiting_for}: {error}"))
    }

    /// Opens a page, in a dark theme if so wanted, and looks at what it does.
    pub(crate) fn look(&mut self, page: &Path, dark: bool) -> Seen {
        self.events.clear();
        let scheme = if dark { "dark" } else { "light" };
        let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.call("Emulation.setEmulatedMedia", media);
        let opened = self.call("Page.navigate", json!({ "url": format!("file://{}", page.display()) }));
        // The page before may still be loading, and its end is not that of this one.
        let is_loaded = |event: &Value| {
            let parameters = &event["params"];
            event["method"] == "Page.lifecycleEvent"
                && parameters["name"] == "load"
                && parameters["loaderId"] == opened["loaderId"]
        };
        while !self.events.iter().any(is_loaded) {
            let event = self.next("the page");
            self.events.push(event);
        }
        // What a page asks for only when it is scrolled, or a little later.
        self.evaluate("window.scrollTo(0, document.body.scrollHeight), new Promise(r => setTimeout(r, 300))");
        self.seen()
    }

    /// Makes the window as wide and as high as this, in pixels.
    pub(crate) fn resize(&mut self, width: u32, height: u32) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.call("Emulation.setDeviceMetricsOverride", size);
    }

    /// The observations of the page since it was opened.
    pub(crate) fn seen(&self) -> Seen {
        let mut seen = Seen::default();
        for event in &self.events {
            let parameters = &event["params"];
            match event["method"].as_str() {
                Some("Network.requestWillBeSent") => {
                    seen.requests.push(parameters["request"]["url"].as_str().unwrap().to_owned());
                }
                Some("Runtime.exceptionThrown") => seen.complaints.push(parameters.to_string()),
                Some("Log.entryAdded") if parameters["entry"]["level"] == "error" => {
                    seen.complaints.push(parameters["entry"]["text"].to_string());
                }
                Some("Runtime.consoleAPICalled") if parameters["type"] == "error" => {
                    seen.complaints.push(parameters["args"].to_string());
                }
                _ => {}
            }
        }
        seen
    }

    pub(crate) fn evaluate(&mut self, script: &str) -> Value {
        let parameters = json!({ "expression": script, "awaitPromise": true, "returnByValue": true });
        let result = self.call("Runtime.evaluate", parameters);
        assert!(result["exceptionDetails"].is_null(), "{script}: {result}");
        result["result"]["value"].clone()
    }

    /// Presses a key and lets it go, as a hand does, and waits until the page has had time for it.
    pub(crate) fn press(&mut self, key: &str) {
        let (code, text) = match key {
            "Tab" => (9, ""),
            "Enter" => (13, "\r"),
            "Escape" => (27, ""),
            "ArrowLeft" => (37, ""),
            "ArrowRight" => (39, ""),
            "ArrowDown" => (40, ""),
            letter => (letter.to_ascii_uppercase().as_bytes()[0], letter),
        };
        let press = |kind: &str, text: &str| json!({ "type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code, "text": text });
        self.call("Input.dispatchKeyEvent", press("keyDown", text));
        self.call("Input.dispatchKeyEvent", press("keyUp", ""));
        self.evaluate("new Promise(r => setTimeout(r, 60))");
    }

    /// Moves the pointer to the middle of what a script gives, or touches it there, and waits until the page has had time for it.
    pub(crate) fn point(&mut self, place: &str, touch: bool) {
        let middle = format!(
            "(() => {{ const it = {place}; it.scrollIntoView({{ block: 'center' }}); const box = it.getClientRects()[0]; \
             return [box.left + box.width / 2, box.top + box.height / 2]; }})()"
        );
        let middle = self.evaluate(&middle);
        let (x, y) = (&middle[0], &middle[1]);
        if touch {
            let points = json!([{ "x": x, "y": y }]);
            self.call("Input.dispatchTouchEvent", json!({ "type": "touchStart", "touchPoints": points }));
            self.call("Input.dispatchTouchEvent", json!({ "type": "touchEnd", "touchPoints": [] }));
        } else {
            self.call("Input.dispatchMouseEvent", json!({ "type": "mouseMoved", "x": x, "y": y }));
        }
        // Not in the page: a touch may have left it.
        std::thread::sleep(Duration::from_millis(400));
    }

    /// Types a text into what has the focus.
    pub(crate) fn write(&mut self, text: &str) {
        self.call("Input.insertText", json!({ "text": text }));
        // The page looks at what was typed when a key goes up.
        self.press("ArrowRight");
    }

    /// Waits until a script gives true.
    pub(crate) fn wait_until(&mut self, script: &str) {
        let began = Instant::now();
        while self.evaluate(script) != true {
            assert!(began.elapsed() < LIMIT, "never true: {script}");
            thread::sleep(Duration::from_millis(100));
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Whether a request stays in the folder or within the page.
pub(crate) fn stays(request: &str, folder: &Path) -> bool {
    request.starts_with(&format!("file://{}/", folder.display())) || request.starts_with("data:")
}

#[expect(clippy::print_stderr, reason = "a test that proves nothing says so")]
pub(crate) fn browser() -> Option<Browser> {
    let browser = Browser::open();
    if browser.is_none() {
        assert!(env::var_os("BAZAAR_BROWSER").is_none(), "there is no chromium");
        eprintln!("not tested: there is no chromium on this machine");
    }
    browser
}

/// The accessibility checker, a script that is no part of the program: `BAZAAR_AXE` says where it lies, as in `.ci/run`.
#[expect(clippy::print_stderr, reason = "a test that proves nothing says so")]
pub(crate) fn axe() -> Option<String> {
    let path = env::var_os("BAZAAR_AXE");
    if path.is_none() {
        eprintln!("not tested: BAZAAR_AXE does not say where axe-core lies");
    }
    path.map(|path| std::fs::read_to_string(path).unwrap())
}

/// What the checker finds serious or critical on the open page.
pub(crate) fn grave(browser: &mut Browser, axe: &str) -> Value {
    browser.evaluate(&format!("{axe}; 0"));
    browser.evaluate(
        "axe.run(document, { resultTypes: ['violations'] }).then(found => found.violations \
         .filter(rule => ['serious', 'critical'].includes(rule.impact)) \
         .map(rule => `${rule.id}: ${rule.nodes.map(node => node.html).join(' ').slice(0, 400)}`))",
    )
}

#[test]
fn no_request_leaves_the_page() {
    let Some(mut browser) = browser() else { return };
    for (path, _) in pages() {
        for dark in [false, true] {
            let seen = browser.look(&built().join(&path), dark);
            let name = path.display();
            assert!(!seen.requests.is_empty(), "{name}: not even the page was seen");
            let left: Vec<_> = seen.requests.iter().filter(|request| !stays(request, built())).collect();
            assert!(left.is_empty(), "{name} asks for {left:?}");
            assert!(seen.complaints.is_empty(), "{name}: {:?}", seen.complaints);
            let broken = "[...document.images].filter(image => !image.naturalWidth).map(image => image.alt)";
            assert_eq!(browser.evaluate(broken), json!([]), "{name}");
            if name.to_string() != "toc.html" {
                let theme = browser.evaluate("document.documentElement.className").to_string();
                assert_eq!(theme.contains("navy"), dark, "{name}: {theme}");
            }
        }
    }
}

#[test]
fn a_page_that_asks_for_something_elsewhere_is_caught() {
    let Some(mut browser) = browser() else { return };
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("page.html");
    std::fs::write(&page, "<img src=\"http://elsewhere.example/x.png\"><script src=\"nosuch.js\"></script>")
        .unwrap();
    let seen = browser.look(&page, false);
    assert!(seen.requests.iter().any(|request| !stays(request, folder.path())), "{seen:?}");
    assert!(!seen.complaints.is_empty(), "{seen:?}");
}
