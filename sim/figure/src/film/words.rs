//! The texts of a film: times, numbers, names of entities, and a description of each frame.

use bazaar_models::look::{Dial, Entity, Fact, Layout, Scene, Sight};
use bazaar_study::film::{Cut, Film, Frame};

use crate::number::Format;

const DAY: f64 = 24.0;
/// A month in hours.
const MONTH: f64 = 730.5;
/// Whole numbers below this are written in full.
const LARGEST_COUNT: f64 = 1e12;
/// For films of at least this number of months, times are given by month and day.
const MANY_MONTHS: f64 = 6.0;

/// The formats of a film's times.
pub(super) struct Words {
    by_month: bool,
    by_second: bool,
}

/// The label of a dial, with the name of its part.
fn label(dial: &Dial) -> String {
    match dial.part {
        Some(part) => format!("{part}: {}", dial.label),
        None => dial.label.to_owned(),
    }
}

/// A unit that is written after a number; empty for counts, whose label names what is counted.
fn told(unit: &str) -> &str {
    if matches!(unit, "$" | "h" | "FLOPS" | "FLOP") { unit } else { "" }
}

/// A number with its unit; four significant digits unless it is a count.
pub(super) fn number(value: f64, unit: &str) -> String {
    // Whole numbers are counts and are not rounded, unless they are too large to be counts.
    let is_count = value.fract() == 0.0 && value.abs() < LARGEST_COUNT;
    let rounded = if is_count { value } else { format!("{value:.3e}").parse().unwrap_or(value) };
    let unit = told(unit);
    let format = Format::of_mean(rounded, Some(0.0), unit);
    let text = format.show(Some(rounded));
    match (unit, text.strip_prefix('-')) {
        ("$", Some(text)) if format.unit == "$" => format!("-${text}"),
        ("$", None) if format.unit == "$" => format!("${text}"),
        _ => format!("{text} {}", format.unit).trim_end().to_owned(),
    }
}

impl Words {
    pub(super) fn of(film: &Film) -> Self {
        Words {
            by_month: film.scenario.study.horizon.canonical() >= MANY_MONTHS * MONTH,
            by_second: matches!(film.cut, Cut::Events { .. }),
        }
    }

    /// A time of the run. Days and months count from 1, as in a diary.
    pub(super) fn time(&self, hours: f64) -> String {
        let (month, within) = if self.by_month {
            let month = (hours / MONTH).floor();
            (Some(month + 1.0), hours - month * MONTH)
        } else {
            (None, hours)
        };
        let day = (within / DAY).floor();
        let seconds = ((within - day * DAY) * 3600.0).floor();
        let (hour, minute, second) =
            ((seconds / 3600.0).floor(), (seconds / 60.0).floor() % 60.0, seconds % 60.0);
        let mut text = month.map(|month| format!("month {month}, ")).unwrap_or_default();
        text += &format!("day {}, {hour:02}:{minute:02}", day + 1.0);
        if self.by_second {
            text += &format!(":{second:02}");
        }
        text
    }

    /// An amount of what flows, or of jobs.
    pub(super) fn amount(&self, amount: f64) -> String {
        number(amount, "")
    }

    fn fact(&self, fact: &Fact, unit: &str) -> String {
        match fact {
            Fact::Number(hours) if unit == "at" => self.time(*hours),
            Fact::Number(value) => number(*value, unit),
            Fact::Text(text) => text.clone(),
            Fact::None => "-".to_owned(),
        }
    }

    /// An entity's facts in words, in the order of its kind's facts.
    pub(super) fn facts<'a>(
        &'a self,
        scene: &'a Scene,
        entity: &'a Entity,
    ) -> impl Iterator<Item = String> + 'a {
        let units =
            scene.kinds.get(entity.kind).into_iter().flat_map(|kind| kind.facts.iter().map(|fact| fact.1));
        entity.facts.iter().zip(units).map(|(fact, unit)| self.fact(fact, unit))
    }

    /// The name of an entity.
    pub(super) fn called(&self, scene: &Scene, entity: &Entity) -> String {
        let Some(kind) = scene.kinds.get(entity.kind) else { return entity.name.clone() };
        match (entity.name.as_str(), kind.facts.first(), entity.facts.first()) {
            // An entity without a name is identified by its time of arrival.
            ("", Some((_, "at")), Some(Fact::Number(came))) => {
                format!("{} of {}", kind.name, Words { by_second: true, ..*self }.time(*came))
            }
            ("", ..) => kind.name.to_owned(),
            (name, ..) => format!("{} {name}", kind.name),
        }
    }

    /// The values of the dials.
    pub(super) fn dials(&self, film: &Film, frame: &Frame) -> Vec<String> {
        let dials = film.stage.dials.iter().zip(&frame.view.dials);
        dials
            .map(|(dial, value)| value.map_or_else(|| "-".to_owned(), |value| number(value, dial.unit)))
            .collect()
    }

    /// A frame in words: its time, the last event, the values of the dials, and the entities present. Of each part of a
    /// composition only the first dial is included.
    pub(super) fn sentence(&self, film: &Film, frame: &Frame, who: Option<&str>) -> String {
        let mut text = capital(&self.time(frame.time));
        if let Some(happened) = frame.happened {
            text += &format!(": {}", happened.words);
            if let Some(who) = who {
                text += &format!(" ({who})");
            }
        }
        text += ".";
        let warm_up = film.scenario.study.warm_up.canonical();
        if frame.time < warm_up {
            text += &format!(" The warm-up lasts until {}, when sums begin again.", self.time(warm_up));
        }
        let mut before = None;
        let dials = film.stage.dials.iter().zip(self.dials(film, frame));
        let dials =
            dials.filter(|(dial, _)| dial.part.is_none() || before.replace(dial.part) != Some(dial.part));
        let dials: Vec<String> = dials.map(|(dial, value)| format!("{}: {value}", label(dial))).collect();
        if !dials.is_empty() {
            text += &format!(" {}.", dials.join("; "));
        }
        for (place, (scene, sight)) in film.stage.scenes.iter().zip(&frame.view.scenes).enumerate() {
            text += &format!(" {}: {}.", scene.title, there(scene, sight));
            let moves = frame.moves.get(place).into_iter().flatten();
            let [mut came, mut went, mut moved] = [0, 0, 0];
            for one in moves {
                *match (one.from, one.to) {
                    (None, _) => &mut came,
                    (_, None) => &mut went,
                    _ => &mut moved,
                } += one.number;
            }
            if came + went + moved > 0 {
                text += &format!(" Since the frame before {came} came, {went} went and {moved} changed.");
            }
        }
        text
    }
}

/// The number of entities in each state and of each link, and how many of them are shown; of a composition, the flows
/// between its parts.
fn there(scene: &Scene, sight: &Sight) -> String {
    let states = scene.states.len();
    let in_state = |state: usize| sight.counts.iter().skip(state).step_by(states.max(1)).sum::<u64>();
    let told: Vec<String> = if scene.layout == Layout::Flows {
        let name = |kind: usize| scene.links.get(kind).map_or("", |link| link.name);
        sight.links.iter().map(|link| format!("{} {}", name(link.kind), number(link.amount, ""))).collect()
    } else {
        let of_states = scene.states.iter().enumerate().map(|(place, state)| (state.name, in_state(place)));
        let of_links = scene.links.iter().zip(&sight.link_counts).map(|(kind, number)| (kind.name, *number));
        of_states
            .chain(of_links)
            .filter(|(_, number)| *number > 0)
            .map(|(name, value)| format!("{name} {}", number(value as f64, "")))
            .collect()
    };
    let mut text = if told.is_empty() { "nobody".to_owned() } else { told.join(", ") };
    let (all, shown) = (sight.all(), sight.entities.len() as u64);
    if shown < all {
        text += &format!(" ({} of {} are shown)", number(shown as f64, ""), number(all as f64, ""));
    }
    text
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_as_many_digits_as_anybody_reads() {
        for (value, unit, text) in [
            (36.0, "customers", "36"),
            (2.421_013e18, "FLOP", "2.421 10¹⁸ FLOP"),
            (2.5, "h", "2.5 h"),
            (1_234_567.0, "", "1,234,567"),
            (0.333_333_3, "share", "0.3333"),
            (1234.5, "$", "$1,234"),
            (-12.25, "$", "-$12.25"),
            (0.0, "$", "$0"),
            (2.5e9, "FLOPS", "2.5 GFLOPS"),
        ] {
            assert_eq!(number(value, unit), text);
        }
    }

    #[test]
    fn times_are_those_of_a_diary() {
        let days = Words { by_month: false, by_second: false };
        assert_eq!(days.time(0.0), "day 1, 00:00");
        assert_eq!(days.time(24.0 * 9.0 + 13.51), "day 10, 13:30");
        let months = Words { by_month: true, by_second: true };
        assert_eq!(months.time(730.5), "month 2, day 1, 00:00:00");
        assert_eq!(months.time(730.5 + 25.0 + 61.0 / 3600.0), "month 2, day 2, 01:01:01");
    }
}
