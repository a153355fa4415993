//! Answers a page's question without a browser: JSON on standard input, the answer on standard
//! output.
//!
//! ```text
//! echo '{ "do": "film", "name": "reference/mmc", "by": "event" }' | cargo run -p bazaar-page --example ask > film.json
//! ```

use std::io::{Read as _, Write as _};

fn main() -> std::io::Result<()> {
    let mut question = String::new();
    std::io::stdin().read_to_string(&mut question)?;
    let answer = bazaar_page::Page::default().ask(&question, &bazaar_study::Silent);
    writeln!(std::io::stdout(), "{answer}")
}
