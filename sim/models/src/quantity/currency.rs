//! Currencies and how an amount in one of them is written.

use std::fmt;

use super::error::QuantityError;

/// A currency; each has a hundred minor units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Currency {
    /// United States dollar.
    Usd,
    /// Euro.
    Eur,
    /// Bulgarian lev.
    Bgn,
}

impl Currency {
    /// Every currency, in the order help texts name them.
    pub const ALL: [Self; 3] = [Self::Usd, Self::Eur, Self::Bgn];

    /// How many decimals an amount may have: two, in each of these currencies.
    pub const DECIMALS: usize = 2;

    /// The code of ISO 4217.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Usd => "USD",
            Self::Eur => "EUR",
            Self::Bgn => "BGN",
        }
    }

    /// What is written before an amount: `$15`, `EUR 15`, `BGN 15`.
    #[must_use]
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Usd => "$",
            Self::Eur => "EUR ",
            Self::Bgn => "BGN ",
        }
    }

    /// The spellings that are read, before or after the amount.
    #[must_use]
    pub const fn spellings(self) -> &'static [&'static str] {
        match self {
            Self::Usd => &["$", "USD"],
            Self::Eur => &["€", "EUR"],
            Self::Bgn => &["лв", "BGN"],
        }
    }

    fn from_spelling(spelling: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|currency| currency.spellings().iter().any(|known| known.eq_ignore_ascii_case(spelling)))
    }

    /// Splits `$15`, `15 EUR` or `BGN 15` into currency and amount. `noun` and
    /// `example` say what is wanted, for the help of an error.
    pub(super) fn split<'a>(
        text: &'a str,
        noun: &str,
        example: &str,
    ) -> Result<(Self, &'a str), QuantityError> {
        let help = || format!("type {noun} such as \"{example}\"; {}", Self::sentence());
        let refuse = |message: String| Err(QuantityError::new(message, help()));
        let trimmed = text.trim();
        let is_digit = |character: char| character.is_ascii_digit();
        let Some((start, last)) = trimmed
            .find(|character| is_digit(character) || character == '.')
            .zip(trimmed.rfind(is_digit))
            .filter(|(start, last)| start <= last)
        else {
            return refuse(format!("\"{text}\" has no amount"));
        };
        let (before, amount) = trimmed[..=last].split_at(start);
        let (before, after) = (before.trim(), trimmed[last + 1..].trim());
        if before.contains('-') {
            return refuse(format!("\"{text}\" is negative; {noun} cannot be"));
        }
        let name = match (before, after) {
            ("", "") => return refuse(format!("\"{text}\" has no currency")),
            (name, "") | ("", name) => name,
            _ => trimmed,
        };
        match Self::from_spelling(name) {
            Some(currency) => Ok((currency, amount)),
            None => refuse(format!("\"{name}\" is not a known currency")),
        }
    }

    pub(super) fn sentence() -> String {
        let names: Vec<String> =
            Self::ALL.into_iter().map(|currency| currency.spellings().join(" or ")).collect();
        format!("currencies: {}", names.join(", "))
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}
