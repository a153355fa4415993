//! Parameters: tables that validate themselves.
//!
//! Everything that a scenario may write is a [`Parameter`], from a number to a whole model. A table validates
//! its fields, and each type has its own rules: money must be in dollars, a rate must allow intervals to be
//! drawn, a map validates its entries. The range of a field is an attribute of the table (`bazaar_macros`).

use std::collections::BTreeMap;
use std::iter;
use std::ops::{Bound, RangeBounds};

use schemars::Schema;

use crate::distribution::Distribution;
use crate::quantity::{
    Bandwidth, Bytes, Currency, Duration, EnergyPrice, Flops, Length, Money, Power, Quantity, Rate, Ratio,
    Share, TimeUnit, Unit, Work, number,
};
use crate::rules::within;
use crate::table::{Edges, Intervals, Table};
use crate::violation::Violation;
use crate::volunteer::Lifetime;

/// Something that a scenario may write.
pub trait Parameter {
    /// The rules that it violates, with paths relative to it.
    fn validate(&self) -> Vec<Violation> {
        Vec::new()
    }
}

macro_rules! always_fine {
    ($($ty:ty),+ $(,)?) => { $(impl Parameter for $ty {})+ };
}

// Their text was checked when it was read, or their type has no invalid values.
always_fine!(
    bool,
    f64,
    u32,
    u64,
    String,
    Distribution,
    EnergyPrice,
    Lifetime,
    TimeUnit,
    Table<Edges>,
    Table<Intervals>,
    Quantity<Bandwidth>,
    Quantity<Bytes>,
    Quantity<Duration>,
    Quantity<Flops>,
    Quantity<Length>,
    Quantity<Power>,
    Quantity<Ratio>,
    Quantity<Share>,
    Quantity<Work>,
);

impl Parameter for Money {
    /// Books have one currency and a limited range.
    fn validate(&self) -> Vec<Violation> {
        /// A hundred million dollars: a billion such payments still fit the books.
        const LARGEST: u64 = 10_000_000_000;
        let (message, help) = if self.currency() != Currency::Usd {
            (format!("amounts must be in dollars, got {self}"), "type an amount such as \"$15\"")
        } else if self.minor() > LARGEST {
            (format!("amounts must be at most $100,000,000, got {self}"), "type at most \"$100_000_000\"")
        } else {
            return Vec::new();
        };
        vec![Violation::new("", message, help)]
    }
}

impl Parameter for Quantity<Rate> {
    /// The kernel draws intervals of limited lengths only; at a rate of 0 there are none.
    fn validate(&self) -> Vec<Violation> {
        const FASTEST: f64 = 1e30;
        let per_hour = self.canonical();
        if per_hour <= 0.0 || (1.0 / FASTEST..=FASTEST).contains(&per_hour) {
            return Vec::new();
        }
        let message = format!("rates must be 0, or from 1e-30 to 1e30 in an hour, got {per_hour:e}");
        vec![Violation::new("", message, "type a rate such as \"1 / month\"")]
    }
}

impl<T: Parameter> Parameter for Option<T> {
    fn validate(&self) -> Vec<Violation> {
        self.as_ref().map(T::validate).unwrap_or_default()
    }
}

impl<T: Parameter> Parameter for Vec<T> {
    fn validate(&self) -> Vec<Violation> {
        self.iter().enumerate().flat_map(|(place, one)| within(&place.to_string(), one.validate())).collect()
    }
}

impl<T: Parameter> Parameter for BTreeMap<String, T> {
    fn validate(&self) -> Vec<Violation> {
        self.iter().flat_map(|(name, entry)| within(name, entry.validate())).collect()
    }
}

/// A plain number of the schema.
pub(crate) enum Plain {
    Whole(u64),
    Real(f64),
}

/// A value that may have a range.
pub(crate) trait Ranged: PartialOrd + Sized {
    /// What to type, as in "type a whole number from 1 to 10".
    fn noun() -> &'static str;

    /// As a scenario writes it: `10_000`, `"2 h"`, `"$15"`.
    fn written(&self) -> String;

    /// As a number of the schema, where values are plain numbers.
    fn plain(&self) -> Option<Plain> {
        None
    }

    /// The largest value of the type, if it has a meaning of its own: a share of 1.
    fn largest() -> Option<Self> {
        None
    }
}

macro_rules! whole_numbers {
    ($($ty:ty),+) => { $(
        impl Ranged for $ty {
            fn noun() -> &'static str {
                "a whole number"
            }

            fn written(&self) -> String {
                grouped(&self.to_string())
            }

            fn plain(&self) -> Option<Plain> {
                Some(Plain::Whole(u64::from(*self)))
            }
        }
    )+ };
}

whole_numbers!(u32, u64);

impl Ranged for f64 {
    fn noun() -> &'static str {
        "a number"
    }

    fn written(&self) -> String {
        grouped(&number::shortest(*self))
    }

    fn plain(&self) -> Option<Plain> {
        Some(Plain::Real(*self))
    }
}

impl Ranged for Money {
    fn noun() -> &'static str {
        "an amount"
    }

    fn written(&self) -> String {
        format!("\"{self}\"")
    }
}

impl<U: Unit> Ranged for Quantity<U> {
    fn noun() -> &'static str {
        U::DIMENSION.noun
    }

    fn written(&self) -> String {
        if U::DIMENSION.bare { self.to_string() } else { format!("\"{self}\"") }
    }

    fn largest() -> Option<Self> {
        let largest = U::DIMENSION.largest;
        (largest < f64::MAX).then(|| Self::constant(largest))
    }
}

/// Digits in groups of three, from five of them on.
fn grouped(text: &str) -> String {
    if text.len() < 5 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.to_owned();
    }
    let groups: Vec<&str> =
        text.as_bytes().rchunks(3).rev().filter_map(|group| str::from_utf8(group).ok()).collect();
    groups.join("_")
}

/// Both ends of a range.
pub(crate) type Ends<T> = (Bound<T>, Bound<T>);

fn ends<T>(range: &Ends<T>) -> Ends<&T> {
    (range.0.as_ref(), range.1.as_ref())
}

/// The range of a parameter, and the parts of its error message.
pub(crate) struct Limits<T> {
    pub(crate) range: Ends<T>,
    /// Whether 0 is allowed too.
    pub(crate) or_zero: bool,
    /// An example for the help.
    pub(crate) example: Option<T>,
    /// The reason of the range, if it is not obvious.
    pub(crate) because: Option<&'static str>,
    /// Whether the key may be left out.
    pub(crate) is_optional: bool,
}

impl<T: Ranged> Limits<T> {
    /// The violation, if a value of the field of this name is out of range.
    pub(crate) fn broken(&self, name: &str, value: &T) -> Option<Violation> {
        let written = value.written();
        if self.range.contains(value) || self.or_zero && written.trim_matches('"').parse() == Ok(0.0) {
            return None;
        }
        let zero = self.zero();
        let phrase = phrase(ends(&self.range), T::written);
        let because = self.because.map_or(String::new(), |because| format!(": {because}"));
        let message = format!(
            "`{name}` must be {zero}{}, got {}{because}",
            phrase.replace('"', ""),
            written.trim_matches('"')
        );
        let of = if phrase.starts_with("at ") { " of" } else { "" };
        let example =
            self.example.as_ref().map_or(String::new(), |one| format!(", such as {}", one.written()));
        let absent = if self.is_optional { ", or leave it out" } else { "" };
        Some(Violation::new(name, message, format!("type {zero}{}{of} {phrase}{example}{absent}", T::noun())))
    }

    fn zero(&self) -> &'static str {
        if self.or_zero { "0, or " } else { "" }
    }

    /// Adds the range of the field under these keys to the schema: as bounds where values are plain numbers
    /// without a gap, else in words.
    pub(crate) fn annotate(&self, schema: &mut Schema, keys: &[&str]) {
        let Some(place) = pointer(schema, keys) else { return };
        let Some(property) = schema.pointer_mut(&place).and_then(|found| found.as_object_mut()) else {
            return;
        };
        let (least, most) = ends(&self.range);
        let ends =
            [("minimum", "exclusiveMinimum", least), ("maximum", "exclusiveMaximum", most)].into_iter();
        let bounds = ends.filter_map(|(closed, open, bound)| match bound {
            Bound::Included(value) => Some((closed, closed, value)),
            Bound::Excluded(value) => Some((closed, open, value)),
            Bound::Unbounded => None,
        });
        let bounds: Option<Vec<_>> =
            bounds.map(|(closed, word, value)| Some((closed, word, value.plain()?))).collect();
        match bounds.filter(|_| !self.or_zero) {
            Some(bounds) => {
                for (closed, word, value) in bounds {
                    property.remove(closed);
                    let _ = match value {
                        Plain::Whole(value) => property.insert(word.to_owned(), value.into()),
                        Plain::Real(value) => property.insert(word.to_owned(), value.into()),
                    };
                }
            }
            None => {
                property.insert("x-range".to_owned(), self.words().into());
            }
        }
    }

    /// The range in the words of a scenario: `above 0 h`, `0, or from 1 h to 2 h`.
    fn words(&self) -> String {
        let largest = T::largest();
        let (least, most) = ends(&self.range);
        let most = match (most, &largest) {
            (Bound::Unbounded, Some(largest)) => Bound::Included(largest),
            _ => most,
        };
        format!("{}{}", self.zero(), phrase((least, most), T::written).replace('"', ""))
    }
}

/// Marks the field under these keys in the schema as initial state.
pub(crate) fn is_start(schema: &mut Schema, keys: &[&str]) {
    let Some(place) = pointer(schema, keys) else { return };
    if let Some(property) = schema.pointer_mut(&place).and_then(|found| found.as_object_mut()) {
        property.insert("x-doubt".to_owned(), "start".into());
    }
}

/// The place of these keys in the schema of a table, or of a choice between tables.
fn pointer(schema: &Schema, keys: &[&str]) -> Option<String> {
    let is_there = |place: &String| schema.pointer(place).is_some();
    keys.iter().try_fold(String::new(), |above, key| {
        let variants = (0..).map(|index| format!("{above}/oneOf/{index}")).take_while(is_there);
        let tables = iter::once(above.clone()).chain(variants);
        tables.map(|table| format!("{table}/properties/{key}")).find(is_there)
    })
}

/// The violation of a map that has too few entries or too many.
pub(crate) fn entries(name: &str, count: usize, range: Ends<usize>) -> Option<Violation> {
    (!range.contains(&count)).then(|| {
        let phrase = phrase(ends(&range), usize::to_string);
        Violation::new(
            name,
            format!("`{name}` must have {phrase} entries, has {count}"),
            format!("keep {phrase}"),
        )
    })
}

/// A range in words.
fn phrase<T>(range: Ends<&T>, written: impl Fn(&T) -> String) -> String {
    match range {
        (Bound::Included(least), Bound::Included(most)) => {
            format!("from {} to {}", written(least), written(most))
        }
        (least, most) => {
            let least = match least {
                Bound::Included(least) => Some(format!("at least {}", written(least))),
                Bound::Excluded(least) => Some(format!("above {}", written(least))),
                Bound::Unbounded => None,
            };
            let most = match most {
                Bound::Included(most) => Some(format!("at most {}", written(most))),
                Bound::Excluded(most) => Some(format!("below {}", written(most))),
                Bound::Unbounded => None,
            };
            least.into_iter().chain(most).collect::<Vec<_>>().join(" and ")
        }
    }
}

#[cfg(test)]
mod tests {
    use bazaar_macros::Parameters;
    use schemars::JsonSchema;
    use serde::{Deserialize, Serialize};

    use super::*;

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
    #[serde(rename_all = "snake_case")]
    #[schemars(transform = Self::annotate)]
    enum Way {
        None,
        LogNormal {
            #[param(above = "$0")]
            mean: Money,
        },
        Fixed(#[param(range = ..=1000, example = 3)] u32),
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
    #[serde(default)]
    #[params(rules = Self::rules)]
    #[schemars(transform = Self::annotate)]
    struct Desk {
        /// How many agents there are.
        #[param(default = 2, range = 1..=100_000)]
        agents: u32,
        #[param(default = 0.5, range = 1e-9..1, or_zero)]
        mean: f64,
        #[param(default = "30 d", range = "1 h".., because = "memory takes time")]
        memory: Quantity<Duration>,
        #[param(default = "$1_500.50")]
        price: Money,
        #[param(default = "5 %", above = 0)]
        won: Quantity<Share>,
        #[param(above = 0)]
        elasticity: Option<f64>,
        leads: Quantity<Rate>,
        #[param(entries = ..=2, whole)]
        start: BTreeMap<String, Quantity<Share>>,
        #[param(default = Way::None, when = self.agents > 1, doubt = start)]
        way: Way,
    }

    impl Desk {
        fn rules(&self) -> Option<Violation> {
            (f64::from(self.agents) < self.mean).then(|| Violation::new("", "fewer than needed", "type more"))
        }
    }

    fn fine() -> Desk {
        Desk { start: BTreeMap::from([("a".to_owned(), Quantity::constant(1.0))]), ..Desk::default() }
    }

    fn told(desk: &Desk) -> Vec<[String; 3]> {
        desk.validate().into_iter().map(|broken| [broken.path, broken.message, broken.help]).collect()
    }

    fn only(desk: &Desk) -> [String; 3] {
        let [one] = told(desk).try_into().unwrap();
        one
    }

    #[test]
    fn a_default_is_what_is_written_or_nothing() {
        let desk = Desk::default();
        assert_eq!((desk.agents, desk.mean, desk.elasticity), (2, 0.5, None));
        assert_eq!((desk.memory, desk.won), (Quantity::days(30), Quantity::constant(0.05)));
        assert_eq!((desk.price, desk.leads), (Money::new(150_050, Currency::Usd), Quantity::ZERO));
        assert_eq!(told(&fine()), Vec::<[String; 3]>::new());
    }

    #[test]
    fn a_broken_range_says_what_it_is_and_what_to_type() {
        let of = |desk| only(&desk);
        assert_eq!(
            of(Desk { agents: 0, mean: 0.0, ..fine() }),
            [
                "agents",
                "`agents` must be from 1 to 100_000, got 0",
                "type a whole number from 1 to 100_000, such as 2"
            ]
        );
        assert_eq!(
            of(Desk { mean: 1.0, ..fine() }),
            [
                "mean",
                "`mean` must be 0, or at least 1e-9 and below 1, got 1",
                "type 0, or a number of at least 1e-9 and below 1, such as 0.5"
            ]
        );
        assert_eq!(only(&Desk { mean: f64::NAN, ..fine() })[0], "mean");
        assert_eq!(told(&Desk { mean: 0.0, ..fine() }), Vec::<[String; 3]>::new());
        assert_eq!(
            of(Desk { memory: Quantity::ZERO, ..fine() }),
            [
                "memory",
                "`memory` must be at least 1 h, got 0 h: memory takes time",
                "type a duration of at least \"1 h\", such as \"30 d\""
            ]
        );
        assert_eq!(
            of(Desk { elasticity: Some(0.0), ..fine() }),
            ["elasticity", "`elasticity` must be above 0, got 0", "type a number above 0, or leave it out"]
        );
    }

    #[test]
    fn money_rates_and_maps_answer_for_themselves() {
        let euros = Money::new(100, Currency::Eur);
        assert!(only(&Desk { price: euros, ..fine() })[1].contains("must be in dollars"));
        assert_eq!(only(&Desk { leads: Quantity::constant(1e40), ..fine() })[0], "leads");
        let [path, message, help] = only(&Desk::default());
        assert_eq!((path.as_str(), message.contains("add up to 0")), ("start", true), "{message} {help}");
        let third = |name: &str| (name.to_owned(), Quantity::constant(1.0 / 3.0));
        let three = Desk { start: BTreeMap::from(["a", "b", "c"].map(third)), ..fine() };
        assert_eq!(only(&three)[1], "`start` must have at most 2 entries, has 3");
    }

    #[test]
    fn a_choice_is_looked_at_below_its_key_and_only_when_it_counts() {
        let nothing = Way::LogNormal { mean: Money::new(0, Currency::Usd) };
        assert_eq!(only(&Desk { way: nothing.clone(), ..fine() })[0], "way.log_normal.mean");
        let [path, message, help] = only(&Desk { way: Way::Fixed(1001), ..fine() });
        assert_eq!(path, "way.fixed");
        assert_eq!(message, "`fixed` must be at most 1000, got 1001");
        assert_eq!(help, "type a whole number of at most 1000, such as 3");
        assert_eq!(told(&Desk { agents: 1, way: nothing, ..fine() }), Vec::<[String; 3]>::new());
    }

    #[test]
    fn rules_across_fields_come_after_the_fields() {
        let desk = Desk { agents: 0, mean: 0.5, ..fine() };
        assert_eq!(told(&desk).into_iter().map(|[path, ..]| path).collect::<Vec<_>>(), ["agents", ""]);
    }

    #[test]
    fn the_schema_knows_ranges_defaults_and_starts() {
        let schema = schemars::schema_for!(Desk);
        let of = |path: &str| schema.pointer(&format!("/properties/{path}")).cloned().unwrap_or_default();
        assert_eq!((of("agents/minimum"), of("agents/maximum")), (1.into(), 100_000.into()));
        assert_eq!((of("agents/default"), of("price/default")), (2.into(), "$1500.50".into()));
        assert_eq!((of("elasticity/exclusiveMinimum"), of("mean/minimum")), (0.0.into(), ().into()));
        assert_eq!((of("agents/x-range"), of("price/x-range")), (().into(), ().into()));
        assert_eq!(
            (of("memory/x-range"), of("won/x-range")),
            ("at least 1 h".into(), "above 0 and at most 1".into())
        );
        assert_eq!(of("mean/x-range"), "0, or at least 1e-9 and below 1");
        assert_eq!((of("way/x-doubt"), of("agents/x-doubt")), ("start".into(), ().into()));
    }

    #[test]
    fn the_schema_knows_the_ranges_of_what_the_variants_of_a_choice_hold() {
        let schema = schemars::schema_for!(Way).to_value();
        let of = |path: &str| {
            let mut choices = schema["oneOf"].as_array().unwrap().iter();
            choices.find_map(|choice| choice.pointer(&format!("/properties/{path}"))).unwrap().clone()
        };
        assert_eq!(of("log_normal/properties/mean/x-range"), "above $0");
        assert_eq!((of("fixed/minimum"), of("fixed/maximum")), (0.into(), 1000.into()));
    }
}
