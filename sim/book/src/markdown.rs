//! Finds the code of a chapter, which must stay unchanged, its formulas, and its prose.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// The code and the formulas of a chapter.
#[derive(Debug, Default)]
pub(crate) struct Structure {
    /// Code and raw HTML, in order of place.
    pub(crate) code: Vec<Range<usize>>,
    /// Formulas in LaTeX, in order of place.
    pub(crate) formulas: Vec<Formula>,
}

/// A formula in LaTeX: `` $`x`$ `` within a line, or a code block of the language `math`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Formula {
    pub(crate) latex: String,
    pub(crate) block: bool,
    pub(crate) span: Range<usize>,
}

impl Structure {
    /// Reads a chapter as mdBook does.
    pub(crate) fn of(text: &str) -> Self {
        let mut structure = Structure::default();
        let mut formula: Option<Formula> = None;
        for (event, span) in events(text) {
            match event {
                Event::Start(Tag::CodeBlock(kind)) => {
                    let fenced = matches!(&kind, CodeBlockKind::Fenced(language) if &**language == "math");
                    formula =
                        fenced.then(|| Formula { latex: String::new(), block: true, span: span.clone() });
                    structure.code.push(span);
                }
                Event::Text(latex) => {
                    if let Some(formula) = &mut formula {
                        formula.latex.push_str(&latex);
                    }
                }
                Event::End(_) => structure.formulas.extend(formula.take()),
                Event::Code(latex) => {
                    if text[..span.start].ends_with('$') && text[span.end..].starts_with('$') {
                        let span = span.start - 1..span.end + 1;
                        structure.formulas.push(Formula { latex: latex.to_string(), block: false, span });
                    }
                    structure.code.push(span);
                }
                Event::Html(_) | Event::InlineHtml(_) => structure.code.push(span),
                _ => {}
            }
        }
        structure
    }
}

/// The sentences of a chapter: no headings, links, pictures, blocks of code.
#[derive(Debug, Default)]
pub(crate) struct Prose {
    /// Its pieces, in order of place.
    pub(crate) pieces: Vec<Piece>,
}

/// A piece of prose.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// A section begins here.
    Section,
    /// Words, possibly over several lines.
    Text(Range<usize>),
    /// Code within a line, and its text.
    Code(Range<usize>, String),
}

impl Prose {
    /// Reads a chapter as mdBook does.
    pub(crate) fn of(text: &str) -> Self {
        let mut prose = Prose::default();
        // The depth of nesting in elements that are not prose.
        let mut depth = 0_usize;
        let mut goes_on = false;
        for (event, span) in events(text) {
            let was_text = std::mem::take(&mut goes_on);
            match event {
                Event::Start(Tag::Heading { level, .. }) => {
                    depth += 1;
                    if level <= HeadingLevel::H2 {
                        prose.pieces.push(Piece::Section);
                    }
                }
                Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_)) => depth += 1,
                Event::End(TagEnd::Heading(_) | TagEnd::Link | TagEnd::Image | TagEnd::CodeBlock) => {
                    depth = depth.saturating_sub(1);
                }
                Event::InlineHtml(tag) if tag.starts_with("<a ") || tag.starts_with("<button") => depth += 1,
                Event::InlineHtml(tag) if tag.starts_with("</a") || tag.starts_with("</button") => {
                    depth = depth.saturating_sub(1);
                }
                Event::Text(_) if depth == 0 => {
                    match prose.pieces.last_mut() {
                        Some(Piece::Text(before)) if was_text => before.end = span.end,
                        _ => prose.pieces.push(Piece::Text(span)),
                    }
                    goes_on = true;
                }
                Event::SoftBreak => goes_on = was_text,
                Event::Code(code) if depth == 0 => prose.pieces.push(Piece::Code(span, code.to_string())),
                _ => {}
            }
        }
        prose
    }
}

/// The events of a chapter, with mdBook's extensions.
fn events(text: &str) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM;
    Parser::new_ext(text, options).into_offset_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Vec<&str> {
        Structure::of(text).code.into_iter().map(|span| text[span].trim()).collect()
    }

    #[test]
    fn code_and_html_are_found() {
        assert_eq!(code("a `b` <i title=\"{{\">c</i>"), ["`b`", "<i title=\"{{\">", "</i>"]);
        assert_eq!(code("a\n\n```text\n{{ b }}\n```\n\n    {{ c }}\n"), ["```text\n{{ b }}\n```", "{{ c }}"]);
        assert_eq!(code("<!-- {{ a }} -->\n\nb"), ["<!-- {{ a }} -->"]);
    }

    #[test]
    fn prose_has_no_headings_links_or_blocks_and_goes_over_lines() {
        let text = "# A `b`\n\nc *d* e\nf `g` [h `i`](j) <a href=\"k\">l</a>\n\n```sh\nm\n```\n";
        let pieces: Vec<&str> = Prose::of(text)
            .pieces
            .into_iter()
            .map(|piece| match piece {
                Piece::Section => "-",
                Piece::Text(span) | Piece::Code(span, _) => text[span].trim(),
            })
            .collect();
        assert_eq!(pieces, ["-", "c", "d", "e\nf", "`g`", "", ""]);
    }

    #[test]
    fn formulas_are_found_and_prices_are_not() {
        let formulas = Structure::of("from $5 to $10, $`x^2`$ and `y`\n\n```math\n\\rho\n```\n").formulas;
        let found: Vec<(&str, bool)> =
            formulas.iter().map(|formula| (formula.latex.trim(), formula.block)).collect();
        assert_eq!(found, [("x^2", false), ("\\rho", true)]);
    }
}
