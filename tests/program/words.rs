//! How the repository's Markdown and doc comments are written: no phrase that recurs where the field has a term,
//! and, in Markdown, lines that fit an editor.
//!
//! A phrase is refused where it is always replaceable. "Nobody joins or leaves" is plain English, and so
//! "nobody" is free. Code is not looked at, nor are the targets of links.

use std::path::Path;

use crate::repository;

/// The most columns of a line that can be wrapped.
const COLUMNS: usize = 120;

/// Files and folders that are not held to this yet.
const LEFT: [&str; 1] = ["CHANGELOG.md"];

/// A phrase and what to write instead. A bar parts alternatives for a word; a word behind `!` is one that
/// must not stand there: `!there is none` leaves "there is none" alone.
const REFUSED: [(&str, &str); 16] = [
    ("whoever", "the noun: you, students, readers, buyers"),
    ("somebody|somebody's", "the noun: a person, a customer, a buyer"),
    ("is|are|was|were|be|been told !apart|from", "what reports, prints or explains it"),
    ("as told", "as instructed"),
    ("is|are|was|were said", "what says it, or where to find it"),
    ("!there is|are|was|were none !of", "the constraint: `agents` must be at least 1, got 0"),
    ("just|least|most|to|after|from|has|have so many", "a number, or: each number of"),
    ("!bad|good|of luck", "chance, random variation, or common random numbers"),
    ("!stroke of luck", "chance, or random variation"),
    ("same weather", "common random numbers"),
    ("stretches", "time bins"),
    ("stretch of time", "time bin"),
    ("who do not exist", "a simulated class"),
    ("by two things", "two-dimensional, such as cohort by age"),
    ("tells nothing", "has no effect, or: contains no information"),
    ("tells no", "has no, or: contains no"),
];

/// A word of prose in small letters, and its line; without text where a sentence, a cell or a paragraph ends.
struct Word {
    text: String,
    line: usize,
}

/// Whether a line begins or ends a block of code.
fn is_fence(line: &str) -> bool {
    line.trim_start().starts_with("```")
}

/// The words of a Markdown text that are prose.
fn words(markdown: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let (mut in_block, mut in_span) = (false, false);
    for (index, text) in markdown.lines().enumerate() {
        let line = index + 1;
        if is_fence(text) {
            in_block = !in_block;
        }
        if in_block || is_fence(text) || text.trim().is_empty() {
            in_span = false;
            words.push(Word { text: String::new(), line });
            continue;
        }
        let prose = without_targets(&without_spans(text, &mut in_span));
        for token in prose.split_whitespace() {
            let word = token.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
            words.push(Word { text: word, line });
            if token.trim_end_matches(['*', '_', '"', ')', ']']).ends_with(['.', ';', ':', '!', '?']) {
                words.push(Word { text: String::new(), line });
            }
        }
    }
    words
}

/// A line without the text between backticks, which may span lines.
fn without_spans(line: &str, in_span: &mut bool) -> String {
    let mut prose = String::new();
    // Code with a backtick in it stands between two of them.
    for (index, part) in line.replace("``", "`").split('`').enumerate() {
        if index > 0 {
            *in_span = !*in_span;
            // Code is no word, but it stands between words.
            prose.push_str(" ` ");
        }
        if !*in_span {
            prose.push_str(part);
        }
    }
    prose
}

/// A line without the targets of its links.
fn without_targets(line: &str) -> String {
    let mut parts = line.split("](");
    let mut prose = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        prose.push_str("] ");
        prose.push_str(part.split_once(')').map_or("", |(_, after)| after));
    }
    prose
}

/// Whether a word is one of those that a bar parts.
fn is_one_of(alternatives: &str, word: Option<&Word>) -> bool {
    word.is_some_and(|word| alternatives.split('|').any(|text| text == word.text))
}

/// The lines in which a phrase stands.
fn lines_with(phrase: &str, words: &[Word]) -> Vec<usize> {
    let steps: Vec<&str> = phrase.split(' ').collect();
    let before = steps.iter().take_while(|step| step.starts_with('!')).count();
    let begins_at = |at: usize| {
        steps.iter().enumerate().all(|(index, step)| {
            let word = (at + index).checked_sub(before).and_then(|place| words.get(place));
            match step.strip_prefix('!') {
                Some(others) => !is_one_of(others, word),
                None => is_one_of(step, word),
            }
        })
    };
    (0..words.len()).filter(|&at| begins_at(at)).map(|at| words[at].line).collect()
}

/// Whether a line could be made shorter: no row of a table, directive, formula, item that is a link, or single word.
fn can_be_wrapped(line: &str) -> bool {
    let text = line.trim();
    let item = text.trim_start_matches(|c: char| c.is_ascii_digit() || "-*.>".contains(c)).trim_start();
    let is_link = (item.starts_with('[') || item.starts_with("![")) && item.ends_with(')');
    let is_fixed = text.starts_with('|') || text.contains("{{") || text.contains("$`");
    !is_link && !is_fixed && item.contains(' ')
}

/// The lines that are too long.
fn long_lines(markdown: &str) -> Vec<usize> {
    let mut in_block = false;
    let mut long = Vec::new();
    for (index, line) in markdown.lines().enumerate() {
        if is_fence(line) {
            in_block = !in_block;
        } else if !in_block && line.chars().count() > COLUMNS && can_be_wrapped(line) {
            long.push(index + 1);
        }
    }
    long
}

/// Mistakes, each with its line.
type Mistakes = Vec<(usize, String)>;

/// The refused phrases of a text.
fn phrases(markdown: &str) -> Mistakes {
    let words = words(markdown);
    let mut mistakes = Mistakes::new();
    for (phrase, instead) in REFUSED {
        let lines = lines_with(phrase, &words).into_iter();
        mistakes.extend(lines.map(|line| (line, format!("`{phrase}`; write {instead}"))));
    }
    mistakes.sort();
    mistakes
}

/// The doc comments of a file of Rust, each line where it stands.
fn docs(code: &str) -> String {
    let doc = |line: &str| {
        let line = line.trim_start();
        let text = line.strip_prefix("//!").or_else(|| line.strip_prefix("///"));
        text.unwrap_or_default().to_owned() + "\n"
    };
    code.lines().map(doc).collect()
}

/// All mistakes of a text.
fn mistakes(markdown: &str) -> Mistakes {
    let mut mistakes = phrases(markdown);
    let long = long_lines(markdown).into_iter();
    mistakes.extend(long.map(|line| (line, format!("more than {COLUMNS} columns"))));
    mistakes.sort();
    mistakes
}

/// Every file of Markdown or Rust by its path from the root, with its mistakes.
fn read() -> Vec<(String, Mistakes)> {
    let root = repository::root();
    let files = repository::files(root).into_iter();
    let texts = files.filter_map(|path| {
        let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
        match path.extension()?.to_str()? {
            "md" => Some((mistakes(&repository::read(&name)), name)),
            // What refuses phrases quotes them.
            "rs" if !name.ends_with("words.rs") => Some((phrases(&docs(&repository::read(&name))), name)),
            _ => None,
        }
    });
    texts.map(|(mistakes, name)| (name, mistakes)).collect()
}

#[test]
fn texts_have_no_refused_phrase_and_no_long_line() {
    let files = read();
    assert!(files.len() > 900, "only {} files", files.len());
    let held =
        files.into_iter().filter(|(name, _)| !LEFT.iter().any(|left| Path::new(name).starts_with(left)));
    let mut report = String::new();
    for (name, mistakes) in held {
        for (line, mistake) in mistakes {
            report.push_str(&format!("{name}:{line}: {mistake}\n"));
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

#[test]
fn a_file_that_has_no_mistake_is_not_left_out() {
    let files = read();
    for left in LEFT {
        let mut below = files.iter().filter(|(name, _)| Path::new(name).starts_with(left));
        assert!(below.any(|(_, mistakes)| !mistakes.is_empty()), "{left} can be taken out of LEFT");
    }
}

#[test]
fn a_phrase_is_found_at_its_first_word() {
    let texts: [(&str, usize); 6] = [
        ("Line one.\nA table is\ntold as the others.", 2),
        ("[Whoever](whoever.md) comes", 1),
        ("An `agent` of zero is none.", 1),
        ("| Over all | with the **same luck** |", 1),
        ("```sh\nwhoever\n```\nA draw of\nluck", 4),
        ("The code `a\nb` is here.\n\nIt was said.", 4),
    ];
    for (text, line) in texts {
        let lines: Vec<usize> = mistakes(text).into_iter().map(|(line, _)| line).collect();
        assert_eq!(lines, [line], "{text}");
    }
}

#[test]
fn of_code_the_doc_comments_are_read() {
    let code =
        "//! Whoever reads.\nfn whoever() {} // whoever\n    /// Not `whoever`, but\n    /// somebody.\n";
    let lines: Vec<usize> = phrases(&docs(code)).into_iter().map(|(line, _)| line).collect();
    assert_eq!(lines, [1, 4]);
}

#[test]
fn a_legitimate_use_is_left_alone() {
    let texts = [
        "There is none. There are none of these, and one is none of those.",
        "Two mistakes can be told apart, and a hit be told from a miss.",
        "Run `whoever`, ``somebody`` and `is told`; [a link](whoever.md).",
        "```console\nsomebody is told that so many is none\n```",
        "By a stroke of luck, or by bad luck.",
        "So many businesses pay for it. Nobody joins or leaves, and an unlucky one is late.",
        "It is. Told again, it\n\nis\n\ntold.",
    ];
    for text in texts {
        let found = mistakes(text);
        assert!(found.is_empty(), "{text}: {found:?}");
    }
}

#[test]
fn a_long_line_is_refused_where_it_can_be_wrapped() {
    let long = "word ".repeat(30);
    assert_eq!(long_lines(&format!("short\n{long}\n- {long}")), [2, 3]);
    // 120 characters, of more bytes.
    assert!(long_lines(&"дума ".repeat(24)).is_empty());
    let address = format!("https://example.org/{}", "a".repeat(120));
    let fixed = [
        format!("| {long} |"),
        format!("{{{{ figure volunteer/base availability --caption \"{long}\" }}}}"),
        format!("- [{long}](page.md)"),
        format!("![{long}](figure.svg)"),
        format!("  1. {address}"),
        format!("```text\n{long}\n```"),
        format!("$`x`$ {long}"),
    ];
    for line in fixed {
        assert!(long_lines(&line).is_empty(), "{line}");
    }
}
