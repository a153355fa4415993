//! Timing: families of distributions, rates, and the warm-up.

use std::sync::Arc;

use bazaar_models::distribution::{Distribution, Family};
use serde::Deserialize;

use super::{Aspect, Change};
use crate::document::Document;
use crate::plain::Plain;
use crate::reading::read;
use crate::source::Source;
use crate::study::StudySettings;
use crate::table::Formats;
use crate::{serializer, writer};

/// Two coefficients of variation around 1, for families of which the exponential is a member.
const AROUND_ONE: [f64; 2] = [0.5, 2.0];

/// The distribution of intervals that a value is, if it is one.
pub(super) fn intervals(plain: &Plain) -> Option<Distribution> {
    #[derive(Deserialize)]
    struct Only {
        it: Distribution,
    }
    let (Plain::Section(entries) | Plain::Inline(entries)) = plain else { return None };
    if entries.len() != 1 {
        return None;
    }
    let text = format!("it = {}", writer::inline(plain));
    let mut document = Document::parse(&Arc::new(Source::new("", text)), Formats::CSV);
    let only: Only = read(&mut document)?;
    document.diagnostics.is_empty().then_some(only.it)
}

/// Other families with the same mean and, if it is free, the same coefficient of variation. A family that is exponential at
/// that coefficient is tried at a lower and a higher one.
pub(super) fn families(base: &Distribution) -> Vec<Change> {
    let Some((mean, cv)) = base.moments() else { return Vec::new() };
    let mut changes = Vec::new();
    for family in Family::OF_MOMENTS.into_iter().filter(|family| base.family() != Some(*family)) {
        let is_exponential = matches!(family, Family::Gamma | Family::Weibull) && (cv - 1.0).abs() < 1e-6;
        let varied: &[f64] = match family.has_shape() {
            false => &[1.0],
            true if is_exponential => &AROUND_ONE,
            true if cv < 0.01 => &AROUND_ONE[..1],
            true => &[cv],
        };
        for &of in varied {
            let Some(made) = Distribution::of_moments(family, mean, of) else { continue };
            let told = family.has_shape() && (of - cv).abs() > 1e-9;
            let name = if told { format!("{}, cv {of}", family.name()) } else { family.name().to_owned() };
            changes.push(change(Aspect::Families, name, &made));
        }
    }
    changes
}

/// The rate multiplied by each scale, that is, the time between events divided by it.
pub(super) fn rates(base: &Distribution, scales: &[f64]) -> Vec<Change> {
    let each = scales.iter().filter_map(|&scale| {
        let made = base.stretched(1.0 / scale)?;
        Some(change(Aspect::Rates, format!("× {scale}"), &made))
    });
    each.collect()
}

fn change(aspect: Aspect, name: String, made: &Distribution) -> Change {
    let value = serializer::plain(made).ok().flatten().map(|plain| writer::inline(&plain));
    // A distribution can always be written; an empty text would be refused when it is tried.
    Change { aspect, name, value: Some(value.unwrap_or_default()) }
}

/// Another warm-up: none instead of some, a quarter of the horizon instead of none.
pub(super) fn warm_up(study: &StudySettings) -> Change {
    let hours = study.horizon.canonical() / 4.0;
    let (name, value) = if study.warm_up.canonical() > 0.0 {
        ("nothing left out", "\"0 h\"".to_owned())
    } else {
        ("the first quarter left out", format!("\"{hours:?} h\""))
    };
    Change { aspect: Aspect::Starts, name: name.to_owned(), value: Some(value) }
}
