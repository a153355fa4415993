//! A number and the unit around it: `5` and `%` of `"5 %"`, `10` and `$` of `"$10"`.
//!
//! A study that varies a parameter between two values needs to know no more about
//! units: the values between `"5 %"` and `"30 %"` are numbers of `%`. The scenario
//! defines the units and their meaning.

/// A number with the text before and after it.
#[derive(Clone, Debug, PartialEq)]
pub struct Amount {
    before: String,
    /// The number.
    pub number: f64,
    after: String,
    /// Whether it is in quotes.
    quoted: bool,
    /// Whether it was typed without a decimal point.
    whole: bool,
}

/// The numbers that a parameter takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grain {
    /// Any.
    Any,
    /// Hundredths, such as cents.
    Hundredths,
    /// Whole numbers.
    Whole,
}

impl Grain {
    /// The nearest number that the parameter takes.
    #[must_use]
    pub fn round(self, number: f64) -> f64 {
        match self {
            Grain::Any => number,
            Grain::Hundredths => (number * 100.0).round() / 100.0,
            Grain::Whole => number.round(),
        }
    }
}

impl Amount {
    pub(super) fn bare(number: f64, whole: bool) -> Self {
        Amount { before: String::new(), number, after: String::new(), quoted: false, whole }
    }

    /// A text with exactly one number in it; `None` if there is none, or it is not finite.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let start = text.find(|c: char| c.is_ascii_digit() || matches!(c, '.' | '+' | '-'))?;
        let (before, rest) = text.split_at(start);
        let end = end_of_number(rest);
        let (digits, after) = rest.split_at(end);
        let number: f64 = digits.replace(is_grouping, "").parse().ok()?;
        let after = after.trim();
        if !number.is_finite() || after.contains(',') {
            return None;
        }
        let whole = digits.bytes().all(|byte| byte != b'.' && byte != b'e' && byte != b'E');
        let (before, after) = (before.trim_end().to_owned(), after.to_owned());
        Some(Amount { before, number, after, quoted: true, whole })
    }

    /// The unit, as written in results: `%`, `$`, `h`; empty for a plain number.
    #[must_use]
    pub fn unit(&self) -> String {
        format!("{} {}", self.before, self.after).trim().to_owned()
    }

    /// Whether two amounts have the same unit, written in the same way.
    #[must_use]
    pub fn is_like(&self, other: &Self) -> bool {
        (&self.before, &self.after) == (&other.before, &other.after) && self.quoted == other.quoted
    }

    /// Whether the number was typed without a decimal point.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// Whether it is in quotes.
    pub(super) fn is_quoted(&self) -> bool {
        self.quoted
    }

    /// Another number in the same unit, as TOML.
    #[must_use]
    pub fn toml(&self, number: f64, grain: Grain) -> String {
        if self.quoted {
            return format!("\"{}\"", self.text(number, grain));
        }
        match grain {
            // An integer, since the parameter takes only integers.
            Grain::Whole => format!("{:.0}", number.round() + 0.0),
            grain => format!("{:?}", grain.round(number) + 0.0),
        }
    }

    /// Another number in the same unit, as written in results.
    #[must_use]
    pub fn text(&self, number: f64, grain: Grain) -> String {
        let number = grain.round(number) + 0.0;
        let gap =
            if self.before.chars().all(char::is_alphabetic) && !self.before.is_empty() { " " } else { "" };
        let behind = if self.after.is_empty() { "" } else { " " };
        match grain {
            Grain::Hundredths => format!("{}{gap}{number:.2}{behind}{}", self.before, self.after),
            _ => format!("{}{gap}{number}{behind}{}", self.before, self.after),
        }
    }
}

fn is_grouping(character: char) -> bool {
    matches!(character, '_' | '\u{2009}' | '\u{202f}' | '\u{a0}')
}

/// The length in bytes of the number with which a text begins.
fn end_of_number(text: &str) -> usize {
    let digits = |from: usize| {
        let rest = &text[from..];
        from + rest.find(|c: char| !(c.is_ascii_digit() || is_grouping(c))).unwrap_or(rest.len())
    };
    let sign = usize::from(text.starts_with(['+', '-']));
    let mut end = digits(sign);
    if text[end..].starts_with('.') {
        end = digits(end + 1);
    }
    if let Some(exponent) = text[end..].strip_prefix(['e', 'E']) {
        let signed = usize::from(exponent.starts_with(['+', '-']));
        // An e that begins a unit is not an exponent: "10 EB".
        if exponent[signed..].starts_with(|c: char| c.is_ascii_digit()) {
            end = digits(end + 1 + signed);
        }
    }
    // A space that does not group digits separates the number from its unit.
    text[..end].trim_end_matches(is_grouping).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_told_from_its_unit() {
        for (text, number, unit) in [
            ("5 %", 5.0, "%"),
            ("$1_000.50", 1000.5, "$"),
            ("EUR 14.60", 14.6, "EUR"),
            ("200 / month", 200.0, "/ month"),
            ("1e3 h", 1000.0, "h"),
            ("10 EB", 10.0, "EB"),
            ("10\u{a0}000\u{a0}h", 10_000.0, "\u{a0}h"),
            ("-3", -3.0, ""),
        ] {
            let amount = Amount::read(text).unwrap();
            assert_eq!((amount.number, amount.unit().as_str()), (number, unit.trim()), "{text}");
        }
        for text in ["", "many", "1,5 h", ".", "1e400 h"] {
            assert_eq!(Amount::read(text), None, "{text}");
        }
    }

    #[test]
    fn another_number_is_written_like_the_first() {
        let text = |text: &str, number, grain| Amount::read(text).unwrap().toml(number, grain);
        assert_eq!(text("5 %", 12.5, Grain::Any), "\"12.5 %\"");
        assert_eq!(text("$5", 12.346, Grain::Hundredths), "\"$12.35\"");
        assert_eq!(text("EUR 5", 2.0, Grain::Whole), "\"EUR 2\"");
        assert_eq!(Amount::bare(3.0, true).toml(2.6, Grain::Whole), "3");
        assert_eq!(Amount::bare(3.0, false).toml(-0.0, Grain::Any), "0.0");
    }
}
