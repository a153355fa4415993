//! Numbers as people type them: with a decimal comma, a unit in their own language, a typographic
//! minus sign.
//!
//! Only unambiguous input is accepted. A number such as `1,234`, which has two readings, is
//! refused, and its author is asked to write it unambiguously.

use bazaar_figure::foreign::Foreign;
use toml::de::DeTable;

/// A number and the unit after or before it; empty without a unit.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Typed {
    pub(crate) number: f64,
    pub(crate) unit: String,
}

/// The largest number that is accepted: more than all bytes and all cents of the world.
const LARGEST: f64 = 1e24;

/// Parses a number.
///
/// # Errors
/// Why it is invalid, in words for its author.
pub(crate) fn read(text: &str) -> Result<Typed, String> {
    let none = || format!("`{}` is not a number", Foreign::new(text));
    if text.len() > 200 {
        return Err(none());
    }
    let mut all: String = text.trim().trim_start_matches('\u{feff}').to_owned();
    for (sign, plain) in
        [('−', "-"), ('–', "-"), ('‒', "-"), ('﹣', "-"), ('－', "-"), ('＋', "+"), ('＝', "="), ('，', ",")]
    {
        all = all.replace(sign, plain);
    }
    let mut rest = without_about(&all);
    // The answer of `2.2 ± 0.3 h` is the midpoint.
    let spread = ["±", "+/-", "+-"].iter().find_map(|sign| rest.split_once(sign));
    let mut unit_of_spread = String::new();
    if let Some((middle, spread)) = spread {
        let spread = spread.trim().trim_end_matches(')');
        let (closed, behind) = rest.split_once(')').unwrap_or((rest, ""));
        let inner = if closed.starts_with('(') && !behind.is_empty() { behind } else { "" };
        let (_, number, unit) = parts(spread).ok_or_else(none)?;
        decimal(number, text)?;
        unit_of_spread = unit.rsplit(')').next().unwrap_or_default().trim().to_owned();
        if unit_of_spread.is_empty() {
            unit_of_spread = inner.trim().to_owned();
        }
        rest = middle.trim().trim_start_matches('(');
    }
    let (before, number, after) = parts(rest).ok_or_else(none)?;
    let mut number = decimal(number, text)?;
    let mut before = before.trim();
    // A sign before a currency: `-$5`.
    if let Some(rest) = before.strip_prefix('-') {
        (before, number) = (rest.trim_start(), -number);
    }
    if number.is_nan() || number.abs() > LARGEST {
        return Err(format!("`{}` is larger than any answer", Foreign::new(text)));
    }
    let after = after.trim();
    if after.contains(|c: char| c.is_ascii_digit()) || after.contains(',') || before.chars().count() > 8 {
        return Err(none());
    }
    let own = unit(format!("{before} {after}").trim());
    let unit = if own.is_empty() { unit(&unit_of_spread) } else { own };
    Ok(Typed { number, unit })
}

/// A text without leading words for "about".
fn without_about(text: &str) -> &str {
    const ABOUT: [&str; 19] = [
        "approximately",
        "приблизително",
        "roughly",
        "around",
        "approx.",
        "approx",
        "прибл.",
        "около",
        "circa",
        "about",
        "abt.",
        "ca.",
        "ca ",
        "c. ",
        "ок.",
        "≈",
        "≅",
        "~",
        "=",
    ];
    let mut rest = text.trim();
    loop {
        let lower = rest.to_lowercase();
        let Some(word) = ABOUT.iter().find(|word| lower.starts_with(**word)) else { return rest };
        // Words have the same number of letters in lower case, so the same number is removed.
        let at = rest.char_indices().nth(word.chars().count()).map_or(rest.len(), |(at, _)| at);
        rest = rest[at..].trim_start();
    }
}

/// The text before the first number, the number, and the text after it.
fn parts(text: &str) -> Option<(&str, &str, &str)> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let mut begin = start;
    for (at, c) in text[..start].char_indices().rev() {
        match c {
            '.' | ',' | '-' | '+' => begin = at,
            ' ' | '\u{a0}' if text[at + c.len_utf8()..].starts_with(['-', '+']) => break,
            ' ' if text[..at].trim_end().ends_with(['-', '+']) => begin = at,
            _ => break,
        }
    }
    let mut end = start;
    let mut chars = text[start..].char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let is_followed = next.is_some_and(|next| next.is_ascii_digit());
        match c {
            c if c.is_ascii_digit() => end = start + at + 1,
            '.' | ',' if next.is_none_or(|next| !next.is_ascii_digit()) => break,
            '.' | ',' | '_' | '\'' | '’' | ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' if is_followed => {}
            'e' | 'E' => {
                let power = text[start + at + 1..].trim_start_matches(['-', '+']);
                let digits = power.chars().take_while(char::is_ascii_digit).count();
                if digits > 0 && !power[digits..].starts_with(|c: char| c.is_alphanumeric()) {
                    end = text.len() - power.len() + digits;
                }
                break;
            }
            _ => break,
        }
    }
    let after = text[end..].strip_prefix(['.', ',']).unwrap_or(&text[end..]);
    Some((&text[..begin], &text[begin..end], after))
}

/// A number in digits, with any separators of thousands and decimals.
fn decimal(number: &str, text: &str) -> Result<f64, String> {
    let none = || format!("`{}` is not a number", Foreign::new(text));
    let compact: String = number.chars().filter(|c| !matches!(c, '+')).collect();
    let (mantissa, power) = match compact.find(['e', 'E']) {
        Some(at) => (&compact[..at], &compact[at..]),
        None => (compact.as_str(), ""),
    };
    let negative = mantissa.trim_start().starts_with('-');
    let digits = mantissa.trim_start_matches(|c: char| c == '-' || c.is_whitespace());
    let (commas, dots) = (digits.matches(',').count(), digits.matches('.').count());
    let point = match (commas, dots) {
        (0, 0) => None,
        (0, 1) => digits.rfind('.'),
        (1, 0) => {
            let (whole, rest) = digits.split_once(',').unwrap_or((digits, ""));
            let is_thousand = rest.len() == 3
                && (1..=3).contains(&whole.len())
                && !whole.starts_with('0')
                && power.is_empty();
            if is_thousand {
                return Err(format!(
                    "`{}` may be {whole}.{rest} or {whole}{rest}: write it without a comma, with a point for decimals",
                    Foreign::new(text)
                ));
            }
            digits.rfind(',')
        }
        (0, _) | (_, 0) => None,
        (1, _) if digits.rfind(',') > digits.rfind('.') => digits.rfind(','),
        (_, 1) if digits.rfind('.') > digits.rfind(',') => digits.rfind('.'),
        _ => return Err(none()),
    };
    let (whole, decimals) = point.map_or((digits, ""), |at| (&digits[..at], &digits[at + 1..]));
    if !decimals.chars().all(|c| c.is_ascii_digit() || c == '_') {
        return Err(none());
    }
    let groups: Vec<&str> = whole.split(|c: char| !c.is_ascii_digit()).collect();
    let in_threes = groups.len() == 1
        || groups.first().is_some_and(|first| (1..=3).contains(&first.len()))
            && groups[1..].iter().all(|group| group.len() == 3);
    if !in_threes {
        return Err(none());
    }
    let sign = if negative { "-" } else { "" };
    let whole = groups.concat();
    let whole = if whole.is_empty() { "0" } else { &whole };
    format!("{sign}{whole}.{}0{power}", decimals.replace('_', "")).parse().map_err(|_| none())
}

/// A unit in the simulator's spelling.
fn unit(typed: &str) -> String {
    let bare = typed.trim().trim_end_matches('.').trim();
    let known = match bare.to_lowercase().as_str() {
        "ч" | "час" | "часа" | "часове" | "hr" | "hrs" | "hour" | "hours" | "std" | "stunden" => {
            "h"
        }
        "мин" | "минута" | "минути" | "mins" | "minute" | "minutes" => "min",
        "с" | "сек" | "секунда" | "секунди" | "sec" | "secs" | "second" | "seconds" => "s",
        "д" | "ден" | "дни" | "дена" | "day" | "days" => "d",
        "седмица" | "седмици" | "weeks" => "week",
        "мес" | "месец" | "месеца" | "месеци" => "month",
        "г" | "год" | "година" | "години" => "year",
        "проц" | "процент" | "процента" | "percent" | "per cent" | "pct" => "%",
        "долар" | "долара" | "dollars" | "usd" => "$",
        "евро" | "euro" | "euros" => "EUR",
        _ => return bare.to_owned(),
    };
    known.to_owned()
}

/// An `answers.toml` in which invalid TOML values, such as `2,4` or `ca. 2 h`, are put in quotes.
/// Every line keeps its number; valid TOML is unchanged.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    // Inside a multi-line text, or a list, a line that looks like an answer is ignored.
    let mut within: Option<&str> = None;
    for line in text.trim_start_matches('\u{feff}').split_inclusive('\n') {
        let body = line.trim_end_matches(['\n', '\r']);
        let ending = if line.ends_with('\n') { "\n" } else { "" };
        if let Some(end) = within {
            if body.contains(end) {
                within = None;
            }
            out.push_str(body);
            out.push_str(ending);
            continue;
        }
        match repaired(body) {
            Some(line) => out.push_str(&line),
            None => {
                within = ["\"\"\"", "'''"].into_iter().find(|mark| body.matches(mark).count() % 2 == 1);
                let is_list =
                    body.split_once('=').is_some_and(|(_, value)| value.trim_start().starts_with('['));
                if within.is_none() && is_list && !body.contains(']') {
                    within = Some("]");
                }
                out.push_str(body);
            }
        }
        out.push_str(ending);
    }
    out
}

/// Whether a text is a valid TOML value.
pub(crate) fn is_value(text: &str) -> bool {
    DeTable::parse(&format!("v = {text}")).is_ok()
}

/// A line with its value in quotes, if it has an answer that is not valid TOML.
fn repaired(line: &str) -> Option<String> {
    if line.len() > 400 {
        return None;
    }
    let (name, value) = line.split_once('=')?;
    let letters = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if name.trim().is_empty() || !name.trim().chars().all(letters) {
        return None;
    }
    let (value, comment) = value.split_once('#').map_or((value, ""), |(value, comment)| (value, comment));
    let value = value.trim();
    let is_plain = !value.is_empty()
        && !value.contains(['"', '\'', '\\', '[', ']', '{', '}'])
        && !value.contains(char::is_control);
    if !is_plain || is_value(value) {
        return None;
    }
    let comment = if comment.is_empty() { String::new() } else { format!(" #{comment}") };
    Some(format!("{name}= \"{value}\"{comment}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_type_them() {
        for (text, number, unit) in [
            ("2.4", 2.4, ""),
            ("2,4", 2.4, ""),
            (" 2,40 ", 2.4, ""),
            ("1,7 h", 1.7, "h"),
            ("1,7 ч", 1.7, "h"),
            ("1,7 часа", 1.7, "h"),
            ("1.7ч.", 1.7, "h"),
            ("≈2.2", 2.2, ""),
            ("≈ 2,2 h", 2.2, "h"),
            ("~2.2", 2.2, ""),
            ("2.20±0.3", 2.2, ""),
            ("2,20 ± 0,3 h", 2.2, "h"),
            ("2.2 h ± 0.3 h", 2.2, "h"),
            ("(2.2 ± 0.3) h", 2.2, "h"),
            ("2.2 +/- 0.3", 2.2, ""),
            ("ca. 1.44", 1.44, ""),
            ("ca 1.44", 1.44, ""),
            ("Около 1,44 часа", 1.44, "h"),
            ("about 5 min", 5.0, "min"),
            ("132 minutes", 132.0, "min"),
            ("1.44h", 1.44, "h"),
            ("1.44 h.", 1.44, "h"),
            ("+0.63", 0.63, ""),
            ("−0.63", -0.63, ""),
            ("– 0,63", -0.63, ""),
            ("- 0.63", -0.63, ""),
            ("-$5", -5.0, "$"),
            ("2.20e+00", 2.2, ""),
            ("2,2e1 h", 22.0, "h"),
            ("1e3", 1000.0, ""),
            ("1 234,5", 1234.5, ""),
            ("1\u{a0}234.5", 1234.5, ""),
            ("1,234.5", 1234.5, ""),
            ("1.234,5", 1234.5, ""),
            ("1'234'567", 1_234_567.0, ""),
            ("1.234.567", 1_234_567.0, ""),
            ("1,234,567", 1_234_567.0, ""),
            ("1_000", 1000.0, ""),
            ("0,123", 0.123, ""),
            ("1.234", 1.234, ""),
            (".5", 0.5, ""),
            (",5", 0.5, ""),
            ("5.", 5.0, ""),
            ("45 %", 45.0, "%"),
            ("45 процента", 45.0, "%"),
            ("$24000", 24_000.0, "$"),
            ("24000 $", 24_000.0, "$"),
            ("10 EB", 10.0, "EB"),
            ("\u{feff}3", 3.0, ""),
            ("1.7 / h", 1.7, "/ h"),
        ] {
            let typed = read(text).unwrap_or_else(|why| panic!("{text}: {why}"));
            assert!((typed.number - number).abs() < 1e-9 && typed.unit == unit, "{text}: {typed:?}");
        }
    }

    #[test]
    fn what_can_be_read_in_two_ways_is_said() {
        for text in ["1,234", "24,000 h", "-1,200"] {
            assert!(read(text).unwrap_err().contains(" or "), "{text}");
        }
        for text in [
            "",
            "many",
            "2 3",
            "2.2, 2.3",
            "2-3",
            "1,23,4",
            "1.2.3",
            "twenty 2 three 3",
            "h",
            "1e999",
            "2,2 or 2,3",
            "1..2",
            "±",
            "± 3",
            "1,2.3,4",
        ] {
            assert!(read(text).is_err(), "{text}: {:?}", read(text));
        }
    }

    #[test]
    fn answers_without_quotes_get_them() {
        let text = "\u{feff}lab = \"labs/warm-up\"\r\n[answers]\r\nguess = 2,4\r\nwait = ca. 2 h # yes\r\nbias = 0.3\nbusiest = [\n\"a\",\nb = 1\n]\nexplain = \"\"\"\nx = 1,2\n\"\"\"\ne = 'a, b'\nrank = a, c, b\nbad = \n";
        let expected = "lab = \"labs/warm-up\"\n[answers]\nguess = \"2,4\"\nwait = \"ca. 2 h\" # yes\nbias = 0.3\nbusiest = [\n\"a\",\nb = 1\n]\nexplain = \"\"\"\nx = 1,2\n\"\"\"\ne = 'a, b'\nrank = \"a, c, b\"\nbad = \n";
        assert_eq!(quoted(text), expected);
    }
}
