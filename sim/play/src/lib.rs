//! The browser side: the engine and the pages around it.
//!
//! A page is one HTML file with its style and scripts inside, so that it can be mailed, copied or
//! served as it is. The engine is in the page or, if many pages share it, in a script beside them.
//! Everything that a page shows comes from the engine as JSON; its scripts only lay it out.
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

/// The file from which a page loads the engine, unless it has it inside.
pub const ENGINE_FILE: &str = "bazaar.wasm.js";
