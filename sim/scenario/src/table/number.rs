//! Numbers as people and programs write them.

/// The decimal mark of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decimal {
    /// As in 2.5.
    Point,
    /// As in 2,5.
    Comma,
}

/// The texts for a missing value.
const NOTHING: [&str; 12] = ["", "na", "n/a", "#n/a", "nan", "null", "none", "nil", "-", "--", "?", "nd"];

/// The finite number in a field, if it has one.
pub(super) fn read(field: &str, decimal: Decimal) -> Option<f64> {
    let number = match decimal {
        Decimal::Point => field.parse::<f64>().ok(),
        Decimal::Comma if field.contains('.') => None,
        Decimal::Comma => field.replacen(',', ".", 1).parse::<f64>().ok(),
    };
    number.filter(|number| number.is_finite())
}

/// Evidence of how the numbers of a table are written.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Evidence {
    comma: bool,
    point: bool,
}

impl Evidence {
    /// Adds the evidence of a field.
    pub(super) fn add(&mut self, field: &str) {
        match of(field) {
            Some(Decimal::Comma) => self.comma = true,
            Some(Decimal::Point) => self.point = true,
            None => {}
        }
    }

    /// The decimal mark: a comma if some field can only have a decimal comma, and none a decimal point.
    pub(super) fn decimal(self) -> Decimal {
        if self.comma && !self.point { Decimal::Comma } else { Decimal::Point }
    }
}

/// The decimal mark of this field, if it is a number and the mark is certain.
fn of(field: &str) -> Option<Decimal> {
    let digits = field.trim_start_matches(['+', '-']);
    let digits = digits.split(['e', 'E']).next().unwrap_or(digits);
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match (digits.rsplit_once(','), digits.rsplit_once('.')) {
        (None, Some(_)) if read(field, Decimal::Point).is_some() => Some(Decimal::Point),
        (Some((whole, fraction)), None) if is_number(fraction) && !whole.contains(',') => {
            let may_be_a_group = fraction.len() == 3 && matches!(whole.len(), 1..=3) && whole != "0";
            (!may_be_a_group && (whole.is_empty() || is_number(whole))).then_some(Decimal::Comma)
        }
        (Some((_, after)), Some((_, fraction))) if grouped(field).is_some() => {
            Some(if after.len() < fraction.len() { Decimal::Comma } else { Decimal::Point })
        }
        _ => None,
    }
}

/// A number with digits in groups of three, written without group separators and with a decimal point.
fn grouped(field: &str) -> Option<String> {
    let text = field.replace(['\u{2212}', '\u{2013}'], "-");
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits.trim_start()),
        None => ("", text.strip_prefix('+').unwrap_or(&text)),
    };
    let (whole, fraction) = match digits.rfind([',', '.']) {
        Some(at) if digits.matches(&digits[at..=at]).count() == 1 => (&digits[..at], Some(&digits[at + 1..])),
        _ => (digits, None),
    };
    let is_between = |letter: char| {
        letter.is_whitespace() || matches!(letter, ',' | '.' | '\'' | '\u{2019}' | '\u{2bc}' | '_')
    };
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let groups: Vec<&str> = whole.split(is_between).collect();
    let fits = match groups.as_slice() {
        [only] => !only.is_empty() || fraction.is_some(),
        [first, rest @ ..] => matches!(first.len(), 1..=3) && rest.iter().all(|group| group.len() == 3),
        [] => false,
    };
    let fraction = fraction.map(|fraction| format!(".{fraction}")).unwrap_or_default();
    let is_number = fits
        && groups.iter().all(|group| are_digits(group))
        && fraction != "."
        && are_digits(fraction.trim_start_matches('.'));
    is_number.then(|| format!("{sign}{}{fraction}", groups.concat()))
}

/// What to type instead of a field that is not a number.
pub(super) fn advice(field: &str, decimal: Decimal) -> String {
    let missing = NOTHING.contains(&field.to_lowercase().as_str());
    if missing || field.parse::<f64>().is_ok_and(|number| !number.is_finite()) {
        return "type a number there, or leave the row out where there is none".to_owned();
    }
    if let Some(plain) = grouped(field) {
        let here = |number: &str| match decimal {
            Decimal::Point => number.to_owned(),
            Decimal::Comma => number.replace('.', ","),
        };
        let whole = plain.replace('.', "");
        let is_doubtful = decimal == Decimal::Point
            && plain.rsplit_once('.').is_some_and(|(_, fraction)| fraction.len() == 3)
            && !field.contains('.');
        return match (is_doubtful, decimal) {
            (true, _) => format!(
                "type {whole} or {plain}, whichever is meant: nothing between groups of digits, and a point before a fraction"
            ),
            (false, Decimal::Point) => {
                format!(
                    "type {}: nothing between groups of digits, and a point before a fraction",
                    here(&plain)
                )
            }
            (false, Decimal::Comma) => {
                format!(
                    "type {}: nothing between groups of digits, and a comma before a fraction, as in other rows",
                    here(&plain)
                )
            }
        };
    }
    if is_date(field) {
        return "type times as numbers, counted from one moment on; or save the table as Parquet, which has a type for dates and times"
            .to_owned();
    }
    match decimal {
        Decimal::Point => "type a number with a point and no unit, such as 86400 or 1.5e6".to_owned(),
        Decimal::Comma => {
            "type a number with a comma, as in other rows, and no unit, such as 86400 or 1,5e6".to_owned()
        }
    }
}

/// Whether it looks like `2026-01-01 10:00`, `1.2.2026`, `1/2/26` or `10:00`.
fn is_date(field: &str) -> bool {
    let parts = |between: char| {
        let parts = field.split_whitespace().next().unwrap_or_default().split(between);
        parts.filter(|part| part.starts_with(|letter: char| letter.is_ascii_digit())).count()
    };
    field.starts_with(|letter: char| letter.is_ascii_digit())
        && (['-', '.', '/'].into_iter().any(|between| parts(between) >= 3) || parts(':') >= 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_before_a_fraction_is_told_where_it_can_be() {
        for comma in ["2,5", "-0,125", ",5", "1234,567", "1,2345", "1.234,5", "2,5e3", "1.234.567,8"] {
            assert_eq!(of(comma), Some(Decimal::Comma), "{comma}");
        }
        for point in ["2.5", ".5", "1,234.5", "-1,234,567.25", "1.234"] {
            assert_eq!(of(point), Some(Decimal::Point), "{point}");
        }
        for neither in ["1,234", "12", "1e5", "1,234,567", "a,b", "", "2026-01-01", ",", "1,2,3"] {
            assert_eq!(of(neither), None, "{neither}");
        }
    }

    #[test]
    fn a_number_is_read_as_the_rest_of_the_table_is_written() {
        assert_eq!(read("2,5", Decimal::Comma), Some(2.5));
        assert_eq!(read("1,234", Decimal::Comma), Some(1.234));
        assert_eq!(read("-2,5e3", Decimal::Comma), Some(-2500.0));
        for none in ["2.5", "1,2,3", "inf", "NaN", ""] {
            assert_eq!(read(none, Decimal::Comma), None, "{none}");
        }
        assert_eq!((read("2,5", Decimal::Point), read("2.5", Decimal::Point)), (None, Some(2.5)));
    }

    #[test]
    fn what_is_no_number_is_told_what_to_type() {
        for (field, typed) in [
            ("1\u{a0}234,5", "type 1234.5:"),
            ("1 234", "type 1234:"),
            ("12'000.5", "type 12000.5:"),
            ("1,234,567", "type 1234567:"),
            ("1,234.5", "type 1234.5:"),
            ("1.234.567", "type 1234567:"),
            ("1,234", "type 1234 or 1.234,"),
            ("\u{2212}5", "type -5:"),
            ("2,5", "type 2.5:"),
            ("NA", "or leave the row out"),
            ("", "or leave the row out"),
            ("inf", "or leave the row out"),
            ("2026-01-01 00:10", "type times as numbers"),
            ("10:00", "type times as numbers"),
            ("1.2.2026", "type times as numbers"),
            ("1/2/2026", "type times as numbers"),
            ("5 h", "no unit"),
            ("soon", "no unit"),
        ] {
            let told = advice(field, Decimal::Point);
            assert!(told.contains(typed), "{field}: {told}");
        }
        assert!(advice("1.234,5", Decimal::Comma).starts_with("type 1234,5:"));
        assert!(advice("2.5", Decimal::Comma).starts_with("type 2,5:"));
    }
}
