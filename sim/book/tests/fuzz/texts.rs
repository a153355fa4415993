//! Scenarios, studies and labs with something wrong in their text, read and weighed as `bazaar check` does.

use bazaar_labs::Lab;
use bazaar_report::table::FORMATS;
use bazaar_scenario::{Scenario, Source, Study, shipped, shipped_labs, shipped_studies};
use bazaar_study::{Load, Settings};

use crate::harness::{Chance, altered, try_all};

/// What stands at the edges of TOML and of quantities.
const TOKENS: [&str; 30] = [
    "= ",
    "[",
    "]",
    "[[",
    "{",
    "}",
    "\"",
    "'''",
    "\n",
    "#",
    ".",
    "1e999",
    "-1",
    "0",
    "1e18",
    "4294967295",
    "nan",
    "inf",
    "\"1e300 h\"",
    "\"-1 d\"",
    "\"0 s\"",
    "\"5 furlong\"",
    "true",
    "1979-05-27",
    "[1, 2, 3]",
    "{ trace = { file = \"t.csv\" } }",
    "\u{202e}",
    "\u{0}",
    "e\u{301}\u{327}",
    "\u{10ffff}",
];

/// A text in which lines or words have changed places, came twice, or are nested without end.
fn rearranged(text: &str, chance: &mut Chance) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for _ in 0..=chance.below(3) {
        let [one, other] = [0; 2].map(|_| chance.below(lines.len()));
        match chance.below(7) {
            0 => lines.swap(one, other),
            1 => {
                let line = lines[one].clone();
                lines.insert(other, line);
            }
            2 => {
                // A section twice, or many times.
                let section: Vec<String> = lines[one..(one + 8).min(lines.len())].to_vec();
                let many = 1 + chance.below(3) * chance.below(200);
                lines.extend(std::iter::repeat_n(section, many).flatten());
            }
            3 => {
                let depth = 1 + chance.below(3_000);
                let (open, close) = [("[", "]"), ("{ a = ", " }"), ("(", ")")][chance.below(3)];
                lines.insert(one, format!("a = {}1{}", open.repeat(depth), close.repeat(depth)));
            }
            4 => lines.insert(one, format!("[{}]", vec!["a"; 1 + chance.below(2_000)].join("."))),
            5 => {
                let line = lines[one].clone();
                if let Some((key, _)) = line.split_once('=') {
                    lines[one] = format!("{key}= {}", chance.one(&TOKENS));
                }
            }
            _ => {
                let mut words: Vec<&str> = lines[one].split(' ').collect();
                let at = chance.below(words.len());
                words[at] = chance.one(&TOKENS);
                lines[one] = words.join(" ");
            }
        }
    }
    lines.join("\n")
}

fn spoilt(text: &str, chance: &mut Chance) -> String {
    match chance.below(4) {
        0 => altered(text, chance),
        1 => {
            let mut bytes = text.as_bytes().to_vec();
            for _ in 0..=chance.below(3) {
                let at = chance.below(bytes.len());
                bytes[at] ^= 1 << chance.below(8);
            }
            String::from_utf8_lossy(&bytes).into_owned()
        }
        _ => rearranged(text, chance),
    }
}

fn scenario(text: &str) -> Result<(), usize> {
    let read = Scenario::parse_with(Source::new("x.toml", text), &[] as &[&str], FORMATS);
    let read = read.map_err(|error| error.diagnostics().len().max(error.to_string().len().min(1)))?;
    let _ = Load::of(&read, &Settings::default());
    Ok(())
}

fn study(text: &str) -> Result<(), usize> {
    let read = Study::parse(Source::new("x.toml", text), &[] as &[&str], FORMATS);
    read.map(|_| ()).map_err(|error| error.to_string().len())
}

fn lab(text: &str) -> Result<(), usize> {
    Lab::parse("x", Source::new("lab.toml", text)).map(|_| ()).map_err(|error| error.to_string().len())
}

/// How a kind of text is read: refused with so many bytes of errors, at worst.
type Reader = fn(&str) -> Result<(), usize>;

#[test]
fn whatever_is_in_a_text_is_read_or_refused() {
    let texts = |all: Vec<bazaar_scenario::Shipped>| {
        all.iter().map(|one| one.source().text().to_owned()).collect::<Vec<_>>()
    };
    let kinds: [(Vec<String>, Reader); 3] = [
        (texts(shipped().collect()), scenario),
        (texts(shipped_studies().collect()), study),
        (texts(shipped_labs().collect()), lab),
    ];
    let one = |_, chance: &mut Chance| {
        // A lab and a study take long, since they read their scenario once for each question and each factor.
        let kind = match chance.below(16) {
            0 => 2,
            1 | 2 => 1,
            _ => 0,
        };
        let (texts, read) = &kinds[kind];
        let text = &texts[chance.below(texts.len())];
        read(&spoilt(text, chance))
    };
    let (read, refused) = try_all(0xbb67_ae85_84ca_a73b, one);
    assert!(read > 300 && refused > 3_000, "{read} read, {refused} refused");
}
