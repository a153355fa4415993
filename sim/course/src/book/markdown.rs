//! What in a chapter is code, and must stay as it is; and where formulas stand.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

/// The parts of a chapter that are not prose.
#[derive(Debug, Default)]
pub(crate) struct Structure {
    /// Code and raw HTML, in order of place.
    pub(crate) code: Vec<Range<usize>>,
    /// Formulas in LaTeX, in order of place.
    pub(crate) formulas: Vec<Formula>,
}

/// A formula in LaTeX: `` $`x`$ `` in a line, or a code block of the language `math`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Formula {
    pub(crate) latex: String,
    pub(crate) block: bool,
    pub(crate) span: Range<usize>,
}

impl Structure {
    /// Reads a chapter as mdBook does.
    pub(crate) fn of(text: &str) -> Self {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_DEFINITION_LIST
            | Options::ENABLE_GFM;
        let mut structure = Structure::default();
        let mut formula: Option<Formula> = None;
        for (event, span) in Parser::new_ext(text, options).into_offset_iter() {
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
    fn formulas_are_found_and_prices_are_not() {
        let formulas = Structure::of("from $5 to $10, $`x^2`$ and `y`\n\n```math\n\\rho\n```\n").formulas;
        let found: Vec<(&str, bool)> =
            formulas.iter().map(|formula| (formula.latex.trim(), formula.block)).collect();
        assert_eq!(found, [("x^2", false), ("\\rho", true)]);
    }
}
