//! What a browser gets: the engine and the pages around it.
//!
//! A page is one HTML file with its style and scripts inside, so that it can be mailed, put on a stick or on a server as
//! it is. The engine is in the page or, where many pages share it, a script beside them. All that a page shows comes
//! from the engine as JSON; its scripts only lay out.
#![cfg_attr(test, allow(clippy::unwrap_used))]

mod engine;
mod html;
mod lab;
mod playground;

pub use engine::{Engine, EngineError};
pub use html::{Html, Script, Style};
pub use lab::lab_page;
pub use playground::{Opened, playground, site};

/// The file of a playground, in a folder of its own.
pub const PAGE: &str = "index.html";

/// The file that a page loads the engine from, unless it has it inside.
pub const ENGINE_FILE: &str = "bazaar.wasm.js";
