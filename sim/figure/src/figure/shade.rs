//! A perceptually uniform colour map.
//!
//! The ramp is viridis (van der Walt & Smith 2015), from light to dark: its lightness
//! falls in equal steps, so equal differences look equal, people with the common kinds of colour
//! blindness see the same order, and it can be copied in black and white. White is not one of its shades, and means a
//! missing value.

use super::style::Colour;

/// The ramp at nine points, the lightest first; shades between them are interpolated.
const RAMP: [Colour; 9] = [
    Colour(253, 231, 37),
    Colour(170, 220, 50),
    Colour(93, 200, 99),
    Colour(39, 173, 129),
    Colour(33, 144, 140),
    Colour(44, 114, 142),
    Colour(59, 82, 139),
    Colour(71, 45, 123),
    Colour(68, 1, 84),
];

/// From this point of the ramp on, white letters are easier to read than dark ones.
const DARK: f64 = 0.45;

/// The shade at a point of the ramp, from 0, the lightest, to 1.
pub(super) fn shade(place: f64) -> Colour {
    let along = place.clamp(0.0, 1.0) * (RAMP.len() - 1) as f64;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in the ramp")]
    let below = (along.floor() as usize).min(RAMP.len() - 2);
    let share = along - below as f64;
    let mixed = |from: u8, to: u8| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between two bytes")]
        let mixed = (f64::from(from) + share * (f64::from(to) - f64::from(from))).round() as u8;
        mixed
    };
    let (from, to) = (RAMP[below], RAMP[below + 1]);
    Colour(mixed(from.0, to.0), mixed(from.1, to.1), mixed(from.2, to.2))
}

/// Whether letters on the shade at this point are white.
pub(super) fn is_dark(place: f64) -> bool {
    place > DARK
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lightness L* of a colour (CIE 1976), from 0 to 100.
    fn lightness(Colour(red, green, blue): Colour) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        let light = 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
        if light > 0.008_856 { 116.0 * light.cbrt() - 16.0 } else { 903.3 * light }
    }

    #[test]
    fn lightness_falls_evenly() {
        let shades: Vec<f64> = (0..=20).map(|step| lightness(shade(f64::from(step) / 20.0))).collect();
        let step = (shades[0] - shades[20]) / 20.0;
        for pair in shades.windows(2) {
            let fall = pair[0] - pair[1];
            assert!((fall - step).abs() < 0.35 * step, "{fall} instead of {step} in {shades:?}");
        }
    }

    #[test]
    fn letters_are_told_from_every_shade() {
        // The minimum contrast of large text is 3 (WCAG 2.1).
        for step in 0..=100 {
            let place = f64::from(step) / 100.0;
            let luminance = |colour| {
                let light: f64 = lightness(colour);
                ((light + 16.0) / 116.0).powi(3)
            };
            let (ground, letters) = (luminance(shade(place)), if is_dark(place) { 1.0 } else { 0.016 });
            let (low, high) = if ground < letters { (ground, letters) } else { (letters, ground) };
            assert!((high + 0.05) / (low + 0.05) > 3.0, "at {place}: {ground} under {letters}");
        }
    }
}
