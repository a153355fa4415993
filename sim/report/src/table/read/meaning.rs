//! The meaning of a column's types.

use std::borrow::Cow;
use std::fmt::Write as _;

use ::parquet::data_type::{ByteArray, FixedLenByteArray, Int96};
use arrow_schema::{DataType, TimeUnit};
use bazaar_models::table::{Column, Holds};
use bazaar_scenario::BadTable;

/// The content of a column, as far as it matters here.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Meaning {
    /// Plain numbers; true and false are 1 and 0.
    Number {
        signed: bool,
    },
    /// Scaled integers, with this factor.
    Decimal {
        scale: f64,
    },
    /// Half-precision numbers, as two bytes.
    Half,
    /// Days and moments since 1970, with this number of ticks per second; in UTC or in local time.
    Moment {
        ticks: f64,
        of_the_world: bool,
    },
    /// Times of day, since midnight.
    Clock {
        ticks: f64,
    },
    /// Durations.
    Length {
        ticks: f64,
    },
    Text,
}

const SECONDS_PER_DAY: f64 = 86_400.0;

fn ticks(unit: TimeUnit) -> f64 {
    match unit {
        TimeUnit::Second => 1.0,
        TimeUnit::Millisecond => 1e3,
        TimeUnit::Microsecond => 1e6,
        TimeUnit::Nanosecond => 1e9,
    }
}

impl Meaning {
    /// The meaning of a type, if a column of it can be read at all.
    pub(super) fn of(kind: &DataType) -> Option<Self> {
        Some(match kind {
            DataType::Null | DataType::Boolean => Self::Number { signed: true },
            DataType::Int8 | DataType::Int16 | DataType::Int32 | DataType::Int64 => {
                Self::Number { signed: true }
            }
            DataType::UInt8 | DataType::UInt16 | DataType::UInt32 | DataType::UInt64 => {
                Self::Number { signed: false }
            }
            DataType::Float32 | DataType::Float64 => Self::Number { signed: true },
            DataType::Float16 => Self::Half,
            DataType::Decimal32(_, scale)
            | DataType::Decimal64(_, scale)
            | DataType::Decimal128(_, scale)
            | DataType::Decimal256(_, scale) => Self::Decimal { scale: 10_f64.powi(i32::from(*scale)) },
            DataType::Date32 => Self::Moment { ticks: 1.0 / SECONDS_PER_DAY, of_the_world: false },
            DataType::Date64 => Self::Moment { ticks: 1e3, of_the_world: false },
            DataType::Timestamp(unit, zone) => {
                Self::Moment { ticks: ticks(*unit), of_the_world: zone.is_some() }
            }
            DataType::Time32(unit) | DataType::Time64(unit) => Self::Clock { ticks: ticks(*unit) },
            DataType::Duration(unit) => Self::Length { ticks: ticks(*unit) },
            DataType::Utf8
            | DataType::LargeUtf8
            | DataType::Utf8View
            | DataType::Binary
            | DataType::LargeBinary
            | DataType::BinaryView
            | DataType::FixedSizeBinary(_) => Self::Text,
            DataType::Dictionary(_, values) => return Self::of(values),
            _ => return None,
        })
    }

    /// Whether it is a time with a unit of its own.
    pub(super) fn is_time(self) -> bool {
        matches!(self, Self::Moment { .. } | Self::Clock { .. } | Self::Length { .. })
    }

    /// Whether times of both kinds can be compared.
    pub(super) fn goes_with(self, other: Self) -> bool {
        match (self, other) {
            (Self::Moment { of_the_world: one, .. }, Self::Moment { of_the_world: other, .. }) => {
                one == other
            }
            (Self::Clock { .. }, Self::Clock { .. }) | (Self::Length { .. }, Self::Length { .. }) => true,
            _ => !self.is_time() && !other.is_time(),
        }
    }

    /// Refuses a column of the wrong type.
    pub(super) fn check(kind: &DataType, wanted: &Column) -> Result<Self, BadTable> {
        let name = wanted.name;
        let refuse = |needed: &str, help: String| {
            let message = format!("has a column `{name}` of type {kind}, not of {needed}");
            Err(BadTable::new("", message, help))
        };
        let as_number = || {
            format!(
                "make numbers of it first, as with pandas: table[\"{name}\"] = pandas.to_numeric(table[\"{name}\"])"
            )
        };
        let Some(meaning) = Self::of(kind) else {
            return refuse(
                "single values",
                "copy the values that are needed to a column of their own".to_owned(),
            );
        };
        let is_number = !meaning.is_time() && meaning != Self::Text;
        match wanted.holds {
            Holds::Names | Holds::Texts => Ok(meaning),
            Holds::Numbers if is_number => Ok(meaning),
            Holds::Numbers => refuse("numbers", as_number()),
            Holds::Moments | Holds::MomentsIfAny if is_number || meaning.is_time() => Ok(meaning),
            Holds::Moments | Holds::MomentsIfAny => refuse(
                "numbers or times",
                format!(
                    "make times of it first, as with pandas: table[\"{name}\"] = pandas.to_datetime(table[\"{name}\"])"
                ),
            ),
            Holds::Lengths if is_number || matches!(meaning, Self::Length { .. }) => Ok(meaning),
            Holds::Lengths if meaning.is_time() => refuse(
                "numbers or durations",
                format!(
                    "subtract the moment from which it counts, as with pandas: table[\"{name}\"] = table[\"until\"] - table[\"since\"]"
                ),
            ),
            Holds::Lengths => refuse("numbers or durations", as_number()),
        }
    }
}

/// One value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell<'a> {
    Whole(i128),
    Real(f64),
    Text(Cow<'a, str>),
}

impl Cell<'_> {
    /// The value as a finite number.
    pub(super) fn number(&self) -> Option<f64> {
        let number = match self {
            Self::Whole(number) => *number as f64,
            Self::Real(number) => *number,
            Self::Text(_) => return None,
        };
        number.is_finite().then_some(number)
    }

    /// The value as a name.
    pub(super) fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Whole(number) => number.to_string().into(),
            Self::Real(number) if number.is_nan() => "".into(),
            Self::Real(number) => number.to_string().into(),
            Self::Text(text) => Cow::Borrowed(text),
        }
    }
}

/// A value as a file stores it.
pub(super) trait Stored {
    /// Its meaning; `None` if it cannot be of this type.
    fn cell(&self, meaning: Meaning) -> Option<Cell<'_>>;
}

/// An integer of this number of bits, and the unsigned one.
fn whole(signed: i128, unsigned: i128, meaning: Meaning) -> Option<Cell<'static>> {
    Some(match meaning {
        Meaning::Number { signed: true } => Cell::Whole(signed),
        Meaning::Number { signed: false } => Cell::Whole(unsigned),
        Meaning::Decimal { scale } => Cell::Real(signed as f64 / scale),
        Meaning::Moment { ticks, .. } | Meaning::Clock { ticks } | Meaning::Length { ticks } => {
            Cell::Real(signed as f64 / ticks)
        }
        Meaning::Half | Meaning::Text => return None,
    })
}

impl Stored for bool {
    fn cell(&self, meaning: Meaning) -> Option<Cell<'_>> {
        matches!(meaning, Meaning::Number { .. }).then(|| Cell::Whole(i128::from(*self)))
    }
}

impl Stored for i32 {
    fn cell(&self, meaning: Meaning) -> Option<Cell<'_>> {
        whole(i128::from(*self), i128::from(self.cast_unsigned()), meaning)
    }
}

impl Stored for i64 {
    fn cell(&self, meaning: Meaning) -> Option<Cell<'_>> {
        whole(i128::from(*self), i128::from(self.cast_unsigned()), meaning)
    }
}

/// Days of the Julian calendar and nanoseconds of the day, the old encoding of moments.
impl Stored for Int96 {
    fn cell(&self, meaning: Meaning) -> Option<Cell<'_>> {
        const DAY_OF_1970: f64 = 2_440_588.0;
        let [low, high, day] = self.data() else { return None };
        let nanoseconds = f64::from(*high) * 4_294_967_296.0 + f64::from(*low);
        let seconds = (f64::from(*day) - DAY_OF_1970) * SECONDS_PER_DAY + nanoseconds / 1e9;
        matches!(meaning, Meaning::Moment { .. }).then_some(Cell::Real(seconds))
    }
}

impl Stored for f32 {
    fn cell(&self, meaning: Meaning) -> Option<Cell<'_>> {
        matches!(meaning, Meaning::Number { .. }).then(|| Cell::Real(f64::from(*self)))
    }
}

impl Stored for f64 {
    fn cell(&self, meaning: Meaning) -> Option<Cell<'_>> {
        matches!(meaning, Meaning::Number { .. }).then_some(Cell::Real(*self))
    }
}

impl Stored for ByteArray {
    fn cell(&self, meaning: Meaning) -> Option<Cell<'_>> {
        bytes(self.data(), meaning)
    }
}

impl Stored for FixedLenByteArray {
    fn cell(&self, meaning: Meaning) -> Option<Cell<'_>> {
        bytes(self.data(), meaning)
    }
}

fn bytes(bytes: &[u8], meaning: Meaning) -> Option<Cell<'_>> {
    Some(match meaning {
        Meaning::Text => Cell::Text(match std::str::from_utf8(bytes) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => bytes
                .iter()
                .fold(String::new(), |mut text, byte| {
                    _ = write!(text, "{byte:02x}");
                    text
                })
                .into(),
        }),
        Meaning::Half => Cell::Real(half::f16::from_le_bytes(bytes.try_into().ok()?).to_f64()),
        Meaning::Decimal { scale } => Cell::Real(big_endian(bytes) / scale),
        _ => return None,
    })
}

/// A number in two's complement, the highest byte first, possibly with more digits than a float
/// has.
fn big_endian(bytes: &[u8]) -> f64 {
    let is_negative = bytes.first().is_some_and(|byte| *byte >= 0x80);
    if bytes.len() <= 16 {
        let start = if is_negative { -1_i128 } else { 0 };
        return bytes.iter().fold(start, |number, byte| (number << 8) | i128::from(*byte)) as f64;
    }
    let start = if is_negative { -1.0 } else { 0.0 };
    bytes.iter().fold(start, |number, byte| number * 256.0 + f64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_two_s_complement_have_their_sign() {
        for number in [0_i128, 1, -1, 12_345, -12_345, i128::from(i64::MAX), i128::MIN] {
            assert_eq!(big_endian(&number.to_be_bytes()), number as f64);
        }
        assert_eq!(big_endian(&(-300_i16).to_be_bytes()), -300.0);
        assert_eq!(big_endian(&[]), 0.0);
        let mut long = [0xff; 32];
        assert_eq!(big_endian(&long), -1.0);
        long[31] = 0;
        assert_eq!(big_endian(&long), -256.0);
    }

    #[test]
    fn moments_of_old_programs_are_moments() {
        let mut stored = Int96::new();
        stored.set_data(1_500_000_000, 0, 2_440_589);
        let moment = Meaning::Moment { ticks: 1e9, of_the_world: false };
        assert_eq!(stored.cell(moment), Some(Cell::Real(86_401.5)));
        assert_eq!(stored.cell(Meaning::Text), None);
    }

    #[test]
    fn times_go_together_if_they_count_from_the_same_moment() {
        let of = |kind| Meaning::of(&kind).unwrap();
        let day = of(DataType::Date32);
        let local = of(DataType::Timestamp(TimeUnit::Nanosecond, None));
        let world = of(DataType::Timestamp(TimeUnit::Nanosecond, Some("UTC".into())));
        assert!(day.goes_with(local) && !local.goes_with(world));
        assert!(!local.goes_with(of(DataType::Time32(TimeUnit::Second))));
        assert!(!local.goes_with(of(DataType::Int64)) && of(DataType::Int8).goes_with(of(DataType::Float16)));
        assert_eq!(86_400_i32.cell(day), Some(Cell::Real(86_400.0 * 86_400.0)));
    }
}
