//! Formulas: LaTeX in the chapter, MathML on the page, which browsers display and
//! screen readers read without a script.

use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::{Parser, Storage, push_mathml};

use super::fault::Fault;
use super::markdown::Formula;

/// The formula as MathML.
pub(crate) fn mathml(formula: &Formula) -> Result<String, Fault> {
    let storage = Storage::new();
    let refused = |reason: String| {
        Fault::new(
            formula.span.clone(),
            format!("the formula is not valid LaTeX: {reason}"),
            "type a formula as $`\\frac{a}{b}`$, or in a code block of the language math",
        )
    };
    let latex = formula.latex.trim();
    let events: Vec<_> = Parser::new(latex, &storage).collect();
    if let Some(error) = events.iter().find_map(|event| event.as_ref().err()) {
        let message = error.to_string();
        return Err(refused(message.lines().next().unwrap_or_default().to_owned()));
    }
    let display_mode = if formula.block { DisplayMode::Block } else { DisplayMode::Inline };
    let config = RenderConfig { display_mode, ..RenderConfig::default() };
    let mut mathml = String::new();
    push_mathml(&mut mathml, events.into_iter(), config).map_err(|error| refused(error.to_string()))?;
    // The library does not escape "less than", which would open a tag, and writes the
    // micro sign, which browsers leave upright, for the letter mu.
    let mathml = mathml.replace("><</", ">&lt;</").replace('\u{b5}', "\u{3bc}");
    Ok(if formula.block { format!("\n\n<div class=\"formula\">{mathml}</div>\n\n") } else { mathml })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn formula(latex: &str) -> Formula {
        Formula { latex: latex.to_owned(), block: false, span: 3..9 }
    }

    #[test]
    fn a_fraction_is_a_fraction() {
        let mathml = mathml(&formula(r"\frac{\rho}{\mu - \lambda}")).unwrap();
        assert!(mathml.starts_with("<math display=\"inline\"><mfrac>"), "{mathml}");
        assert!(mathml.contains("<mi>ρ</mi>"), "{mathml}");
    }

    #[test]
    fn less_than_opens_no_tag() {
        let mathml = mathml(&formula(r"\rho < 1")).unwrap();
        assert!(mathml.contains("<mo>&lt;</mo>"), "{mathml}");
    }

    #[test]
    fn what_is_no_latex_is_a_fault_at_its_place() {
        for latex in [r"\frac{a", r"\nosuch"] {
            let fault = mathml(&formula(latex)).unwrap_err();
            assert_eq!(fault.span, 3..9);
            assert!(fault.message.contains("not valid LaTeX"), "{}", fault.message);
        }
    }
}
