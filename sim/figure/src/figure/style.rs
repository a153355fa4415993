//! Colours and sizes of all figures.
//!
//! The colours are those of Okabe & Ito (2008), which people with the common
//! kinds of colour blindness can distinguish. The white background is drawn, so
//! that a figure is also legible on a dark page. Sizes are in pixels of the page.

/// A colour: red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Colour(pub(super) u8, pub(super) u8, pub(super) u8);

pub(super) const BLUE: Colour = Colour(0, 114, 178);
pub(super) const SKY: Colour = Colour(86, 180, 233);
pub(super) const GREEN: Colour = Colour(0, 158, 115);
pub(super) const PURPLE: Colour = Colour(204, 121, 167);
pub(super) const VERMILLION: Colour = Colour(213, 94, 0);

pub(super) const GROUND: Colour = Colour(255, 255, 255);
pub(super) const INK: Colour = Colour(34, 34, 34);
pub(super) const QUIET_INK: Colour = Colour(85, 85, 85);
pub(super) const AXIS: Colour = Colour(110, 110, 110);
pub(super) const GRID: Colour = Colour(226, 226, 226);

pub(super) const WIDTH: f64 = 720.0;
pub(super) const HEIGHT: f64 = 420.0;
/// The height of a figure whose vertical axis carries little information.
pub(super) const LOW_HEIGHT: f64 = 260.0;
pub(super) const MARGIN: f64 = 16.0;

pub(super) const TITLE_SIZE: f64 = 17.0;
pub(super) const TEXT_SIZE: f64 = 13.0;

/// The colours of lines in one plot, in order.
pub(super) fn colour(of: usize) -> Colour {
    const LINES: [Colour; 4] = [BLUE, VERMILLION, GREEN, PURPLE];
    LINES[of % LINES.len()]
}

/// An upper bound of the width of a text, in pixels, in the usual sans-serif fonts.
///
/// The reader's font is unknown, so each letter counts as in DejaVu
/// Sans, one of the widest.
pub(super) fn width_of(text: &str, size: f64) -> f64 {
    text.chars().map(width_of_letter).sum::<f64>() * size
}

fn width_of_letter(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | 'I' | 'J' | '|' | '\'' => 0.30,
        ' ' | ',' | '.' | ':' | ';' | '·' => 0.32,
        'f' | 'r' | 't' | '(' | ')' | '/' | '-' | '⁻' | '⁰'..='⁹' | '¹' | '²' | '³' => 0.42,
        'm' | 'w' | 'M' | 'W' | '%' | '±' | '@' => 0.98,
        'A'..='Z' => 0.74,
        _ => 0.64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_as_wide_as_its_letters() {
        // DejaVu Sans, measured: "Availability" 5.65 em, "10,000" 3.50 em, "TFLOPS" 3.85 em.
        for (text, measured) in [("Availability", 5.65), ("10,000", 3.50), ("TFLOPS", 3.85)] {
            let found = width_of(text, 1.0);
            assert!((measured..measured * 1.2).contains(&found), "{text}: {found}");
        }
    }
}
