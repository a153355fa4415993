//! A dimension: what is measured, and every unit it may be written in.
//!
//! One table per dimension is the only place that knows its units. Reading,
//! writing, the help of an error, the JSON Schema and the book all derive from
//! it, so that they cannot disagree.

use super::error::QuantityError;
use super::number::{self, NumberError};
use super::units;

/// One unit of a dimension and the ways to spell it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct UnitSpelling {
    /// The spelling that is written, such as `h` or `/ month`.
    pub symbol: &'static str,
    /// Other spellings that are read.
    pub also: &'static [&'static str],
    /// A number in this unit times `multiply` over `divide` is canonical. Two
    /// whole factors instead of one ratio keep a third of an hour exact.
    pub multiply: f64,
    /// See `multiply`.
    pub divide: f64,
}

impl UnitSpelling {
    pub(crate) const fn new(
        symbol: &'static str,
        also: &'static [&'static str],
        multiply: f64,
        divide: f64,
    ) -> Self {
        Self { symbol, also, multiply, divide }
    }

    /// A number in this unit, in the dimension's canonical unit.
    #[must_use]
    pub fn to_canonical(&self, value: f64) -> f64 {
        value * self.multiply / self.divide
    }

    /// A canonical number, in this unit.
    #[must_use]
    pub fn from_canonical(&self, canonical: f64) -> f64 {
        canonical * self.divide / self.multiply
    }

    fn spellings(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.symbol).chain(self.also.iter().copied())
    }
}

/// What is measured: its name, its units, its range.
#[derive(Debug)]
pub struct Dimension {
    /// The name without an article, such as `duration`.
    pub name: &'static str,
    /// The name with its article, such as `a duration`.
    pub noun: &'static str,
    /// The units, smallest first.
    pub units: &'static [UnitSpelling],
    /// The symbol of the unit that quantities are held in.
    pub canonical: &'static str,
    /// The symbol of the unit that help texts use.
    pub usual: &'static str,
    /// A text to show as an example.
    pub example: &'static str,
    /// Whether a number without a unit is accepted, and is then canonical.
    pub bare: bool,
    /// The largest canonical number allowed.
    pub largest: f64,
    /// Whether accepting `K` for `k` would be ambiguous, as where `b` and `B` differ.
    pub case_matters: bool,
}

impl Dimension {
    /// The unit of a symbol that is written in the source.
    ///
    /// # Panics
    /// If there is none.
    pub(crate) const fn by_symbol(&self, symbol: &str) -> UnitSpelling {
        let mut place = 0;
        while place < self.units.len() {
            let (known, symbol) = (self.units[place].symbol.as_bytes(), symbol.as_bytes());
            let mut same = 0;
            while same < known.len() && same < symbol.len() && known[same] == symbol[same] {
                same += 1;
            }
            if same == known.len() && same == symbol.len() {
                return self.units[place];
            }
            place += 1;
        }
        panic!("the dimension has no unit of this symbol")
    }

    /// The sentence that names the units, such as `units of a duration: s, min, h`.
    #[must_use]
    pub fn units_sentence(&self) -> String {
        let symbols: Vec<&str> = self.units.iter().map(|unit| unit.symbol).collect();
        let units = symbols.join(", ");
        if self.bare {
            format!("{} is a plain number or has the unit {units}", self.noun)
        } else {
            format!("units of {}: {units}", self.noun)
        }
    }

    /// Reads a text into the canonical unit.
    ///
    /// # Errors
    /// If the text has no number, a wrong or missing unit, or lies out of range.
    pub fn parse(&self, text: &str) -> Result<f64, QuantityError> {
        self.read(text).map_err(|error| error.unless_retyped(text, |meant| self.read(meant).is_ok()))
    }

    fn read(&self, text: &str) -> Result<f64, QuantityError> {
        let (value, unit) = number::read(text).map_err(|error| self.no_number(text, error))?;
        if unit.is_empty() {
            return self.bare_number(value, &format!("\"{text}\""));
        }
        let unit = self.unit(unit).ok_or_else(|| self.wrong_unit(text, value, unit))?;
        let canonical = unit.to_canonical(value);
        if !canonical.is_finite() {
            return Err(self.no_number(text, NumberError::NotFinite));
        }
        self.in_range(canonical, &format!("\"{text}\""))
    }

    /// Takes a number without a unit, which errors quote as `shown`.
    ///
    /// # Errors
    /// If the dimension wants a unit or the number is out of range.
    pub fn bare_number(&self, value: f64, shown: &str) -> Result<f64, QuantityError> {
        if self.bare {
            return self.in_range(value, shown);
        }
        let with_unit = format!("{} {}", number::shortest(value), self.usual);
        let example = if self.read(&with_unit).is_ok() { with_unit } else { self.example.to_owned() };
        Err(QuantityError::new(
            format!("{shown} has no unit"),
            format!("type \"{example}\"; {}", self.units_sentence()),
        ))
    }

    /// Refuses numbers that are not finite, negative, or above the largest.
    ///
    /// # Errors
    /// If the number is out of range.
    pub fn in_range(&self, canonical: f64, shown: &str) -> Result<f64, QuantityError> {
        if !canonical.is_finite() {
            return Err(self.no_number(shown.trim_matches('"'), NumberError::NotFinite));
        }
        if canonical < 0.0 {
            return Err(QuantityError::new(
                format!("{shown} is negative; {} cannot be", self.noun),
                format!("type {}", self.example_as_typed()),
            ));
        }
        if canonical > self.largest {
            let percentage = number::shortest(canonical);
            let help = if canonical <= 100.0 && !shown.contains('%') {
                let share = number::shortest(canonical / 100.0);
                format!("type {share} or \"{percentage} %\"")
            } else {
                format!("type {}", self.example_as_typed())
            };
            return Err(QuantityError::new(
                format!("{shown} is above 1 (100 %); {} cannot be", self.noun),
                help,
            ));
        }
        Ok(canonical + 0.0)
    }

    /// A short text with few digits that reads back as exactly this canonical number: `6 month`, not `4383 h`.
    #[must_use]
    pub fn render(&self, canonical: f64) -> String {
        /// How many characters longer a text without an exponent may be.
        const EXPONENT: usize = 3;
        if self.bare {
            return number::shortest(canonical);
        }
        // Zero is the same in every unit.
        if canonical.to_bits() == 0 {
            return format!("0 {}", self.canonical);
        }
        self.units
            .iter()
            .filter_map(|unit| {
                let value = unit.from_canonical(canonical);
                let exact = unit.to_canonical(value).to_bits() == canonical.to_bits();
                exact.then(|| {
                    let number = number::shortest(value);
                    let effort = if number.contains('e') { EXPONENT } else { 0 };
                    let text = format!("{number} {}", unit.symbol);
                    // Digits are harder to read than letters, and count twice.
                    (effort + text.chars().count() + number.len(), number.len(), text)
                })
            })
            .min_by_key(|(effort, digits, _)| (*effort, *digits))
            .map_or_else(|| format!("{canonical} {}", self.canonical), |(_, _, text)| text)
    }

    /// The unit of this spelling: exactly, else in any letter case where that
    /// leaves no doubt.
    #[must_use]
    pub fn unit(&self, spelling: &str) -> Option<&'static UnitSpelling> {
        let wanted = compact(spelling);
        self.find(|candidate| candidate == wanted)
            .or_else(|| (!self.case_matters).then(|| self.unit_in_any_case(&wanted))?)
    }

    fn unit_in_any_case(&self, wanted: &str) -> Option<&'static UnitSpelling> {
        self.find(|candidate| candidate.eq_ignore_ascii_case(wanted))
    }

    fn find(&self, matches: impl Fn(&str) -> bool) -> Option<&'static UnitSpelling> {
        self.units.iter().find(|unit| unit.spellings().any(|spelling| matches(&compact(spelling))))
    }

    fn example_as_typed(&self) -> String {
        if self.units.is_empty() {
            self.example.to_owned()
        } else {
            format!("{} such as \"{}\"", self.noun, self.example)
        }
    }

    fn no_number(&self, text: &str, error: NumberError) -> QuantityError {
        match error {
            NumberError::Missing => QuantityError::new(
                format!("\"{text}\" does not begin with a number"),
                format!("type {}", self.example_as_typed()),
            ),
            NumberError::NotFinite => QuantityError::new(
                format!("\"{text}\" is not a finite number"),
                format!("type {}", self.example_as_typed()),
            ),
            NumberError::Comma => QuantityError::new(
                format!("\"{text}\" has a comma in its number"),
                "type a point for decimals, as in 1.5, and _ for thousands, as in 10_000",
            ),
            NumberError::Apart => QuantityError::new(
                format!("\"{text}\" has a space in its number"),
                "type a number without spaces, or with _ for thousands, as in 10_000",
            ),
        }
    }

    fn wrong_unit(&self, text: &str, value: f64, unit: &str) -> QuantityError {
        let other = units::dimension_of(unit, self);
        let message = match other {
            Some(other) => format!("\"{text}\" is {}, not {}", other.noun, self.noun),
            None => format!("\"{unit}\" is not a unit of {}", self.noun),
        };
        let meant = match other {
            Some(_) => None,
            None => self.nearest_unit(&compact(unit)),
        };
        let typed = match meant {
            Some(unit) => {
                let number = number::shortest(value);
                format!("did you mean \"{number} {}\"?", unit.symbol)
            }
            None => format!("type {};", self.example_as_typed()),
        };
        QuantityError::new(message, format!("{typed} {}", self.units_sentence()))
    }

    /// The unit that a misspelt one was meant to be, if it is one slip away.
    fn nearest_unit(&self, wanted: &str) -> Option<&'static UnitSpelling> {
        const SHORTEST: usize = 3;
        let one_slip = |candidate: &str| {
            wanted.chars().count() >= SHORTEST
                && candidate.chars().count() >= SHORTEST
                && strsim::damerau_levenshtein(candidate, wanted) == 1
        };
        self.unit_in_any_case(wanted).or_else(|| self.find(one_slip))
    }
}

/// A spelling without spaces, with `per` as a stroke.
fn compact(spelling: &str) -> String {
    let spelling = spelling.trim();
    let stroke =
        spelling.strip_prefix("per ").map(|unit| format!("/{unit}")).unwrap_or_else(|| spelling.to_owned());
    stroke.chars().filter(|character| !number::is_space(*character)).collect()
}
