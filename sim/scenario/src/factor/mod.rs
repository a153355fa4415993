//! Factors: the parameters that a study varies, and their values.

mod amount;
mod given;

use bazaar_models::violation::Violation;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use amount::{Amount, Grain};
pub use given::Given;

/// A parameter that a study varies. Exactly one of `low` with `high`, `values`, `normal`, `log_normal`,
/// `triangular` and `beta` gives its values.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FactorText {
    /// The dotted path of the parameter: `"model.queue.servers"`.
    pub path: String,
    /// Its name in tables and figures; the end of the path by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The lowest value of a range, in the parameter's unit: `"5 %"`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<Given>,
    /// The highest value of a range, in the same unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<Given>,
    /// Whether the range is logarithmic: each factor of ten is as likely as the next; false by default.
    #[serde(default, skip_serializing_if = "is_false")]
    pub log: bool,
    /// The number of values of the range in a grid, including its ends, from 2; 5 by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub levels: Option<u32>,
    /// Single values, all equally likely; they can be words and tables.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub values: Option<Vec<Given>>,
    /// A normal distribution of the parameter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub normal: Option<NormalText>,
    /// A log-normal distribution of the parameter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub log_normal: Option<LogNormalText>,
    /// A triangular distribution of the parameter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub triangular: Option<TriangularText>,
    /// A beta distribution of a parameter that is a plain share from 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beta: Option<BetaText>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_false(value: &bool) -> bool {
    !value
}

/// A normal distribution.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NormalText {
    /// Its mean, in the parameter's unit.
    pub mean: Given,
    /// Its standard deviation, above zero, in the same unit.
    pub sd: Given,
}

/// A log-normal distribution.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LogNormalText {
    /// Its median, above zero, in the parameter's unit.
    pub median: Given,
    /// The standard deviation of its logarithm, above zero: a plain number.
    pub sigma: f64,
}

/// A triangular distribution.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TriangularText {
    /// The lowest value.
    pub low: Given,
    /// The likeliest value, in the same unit.
    pub mode: Given,
    /// The highest value, in the same unit.
    pub high: Given,
}

/// A beta distribution.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BetaText {
    /// Its first shape, above zero.
    pub a: f64,
    /// Its second shape, above zero.
    pub b: f64,
}

/// The distribution of a factor's values.
#[derive(Clone, Debug, PartialEq)]
pub enum Spread {
    /// Uniform between two numbers.
    Range {
        /// The lowest.
        low: f64,
        /// The highest.
        high: f64,
        /// Whether the logarithm is uniform.
        log: bool,
    },
    /// One of these values.
    Values(Vec<Given>),
    /// Normally distributed.
    Normal {
        /// The mean.
        mean: f64,
        /// The standard deviation.
        sd: f64,
    },
    /// Log-normally distributed.
    LogNormal {
        /// The median.
        median: f64,
        /// The standard deviation of the logarithm.
        sigma: f64,
    },
    /// Triangular.
    Triangular {
        /// The lowest.
        low: f64,
        /// The likeliest.
        mode: f64,
        /// The highest.
        high: f64,
    },
    /// A share with a beta distribution.
    Beta {
        /// The first shape.
        a: f64,
        /// The second shape.
        b: f64,
    },
}

/// A factor with its numbers read: all in one unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Factor {
    /// The dotted path of the parameter.
    pub path: String,
    /// Its name in tables and figures.
    pub name: String,
    /// The distribution of its values, in its unit.
    pub spread: Spread,
    /// The number of values of a range in a grid.
    pub levels: u32,
    /// An amount that shows how its unit is written; `None` for single values.
    pub(super) like: Option<Amount>,
    /// The numbers that the parameter takes.
    pub(super) grain: Grain,
}

impl Factor {
    /// The default number of values of a range in a grid.
    pub const LEVELS: u32 = 5;

    /// A factor with single values.
    #[must_use]
    pub fn of_values(path: &str, values: Vec<Given>) -> Self {
        let (name, spread) = (short(path), Spread::Values(values));
        Factor { path: path.to_owned(), name, spread, levels: Self::LEVELS, like: None, grain: Grain::Any }
    }

    /// The unit of its numbers; empty for plain numbers and words.
    #[must_use]
    pub fn unit(&self) -> String {
        match (&self.like, &self.spread) {
            (Some(like), _) => like.unit(),
            (None, Spread::Values(values)) => {
                let amounts: Option<Vec<Amount>> = values.iter().map(Given::amount).collect();
                match amounts.as_deref() {
                    Some([first, rest @ ..]) if rest.iter().all(|other| other.is_like(first)) => first.unit(),
                    _ => String::new(),
                }
            }
            _ => String::new(),
        }
    }

    /// Whether an amount is in the unit of its numbers.
    pub(crate) fn is_measured_like(&self, amount: &Amount) -> bool {
        self.like.as_ref().is_some_and(|like| like.is_like(amount))
    }

    /// Whether its values are numbers in one unit, which an axis can show.
    #[must_use]
    pub fn is_numeric(&self) -> bool {
        match &self.spread {
            Spread::Values(values) => {
                let amounts: Option<Vec<Amount>> = values.iter().map(Given::amount).collect();
                amounts.is_some_and(|all| all.windows(2).all(|pair| pair[0].is_like(&pair[1])))
            }
            _ => true,
        }
    }

    /// A value as a number, for an axis or for a file of another program. For words, it is the index in the list, from 0.
    /// `value` is a number in the factor's unit or, for single values, that index.
    #[must_use]
    pub fn number(&self, value: f64) -> f64 {
        match &self.spread {
            Spread::Values(values) if self.is_numeric() => {
                pick(values, value).and_then(Given::amount).map_or(value, |amount| amount.number)
            }
            Spread::Values(_) => value,
            _ => self.grain.round(value),
        }
    }

    /// The value as TOML for an edit of the scenario.
    #[must_use]
    pub fn toml(&self, value: f64) -> String {
        match (&self.spread, &self.like) {
            (Spread::Values(values), _) => pick(values, value).map_or_else(String::new, Given::toml),
            (_, Some(like)) => like.toml(value, self.grain),
            (_, None) => format!("{value:?}"),
        }
    }

    /// The value as written in results.
    #[must_use]
    pub fn text(&self, value: f64) -> String {
        match (&self.spread, &self.like) {
            (Spread::Values(values), _) => pick(values, value).map_or_else(String::new, Given::shown),
            (_, Some(like)) => like.text(value, self.grain),
            (_, None) => format!("{value}"),
        }
    }
}

fn pick(values: &[Given], place: f64) -> Option<&Given> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in the list")]
    values.get(place.max(0.0) as usize)
}

/// The end of a path, long enough to be understood: `take_rate.sellers`.
pub(super) fn short(path: &str) -> String {
    let rest =
        path.strip_prefix("model.").and_then(|rest| rest.split_once('.')).map_or(path, |(_, rest)| rest);
    let parts: Vec<&str> = rest.split('.').collect();
    parts[parts.len().saturating_sub(2)..].join(".")
}

/// Gives factors with equal names as much of their paths as makes the names differ; those whose name was given keep it.
pub(crate) fn tell_apart(factors: &mut [Factor], named: &[bool]) {
    for parts in 3..=12 {
        let names: Vec<String> = factors.iter().map(|factor| factor.name.clone()).collect();
        let twice = |name: &String| names.iter().filter(|other| *other == name).count() > 1;
        for (factor, _) in
            factors.iter_mut().zip(named).filter(|(factor, named)| !**named && twice(&factor.name))
        {
            let all: Vec<&str> = factor.path.split('.').collect();
            factor.name = all[all.len().saturating_sub(parts)..].join(".");
        }
    }
}

const CHOICES: &str =
    "type low = … and high = …, or values = [ … ], or one of normal, log_normal, triangular and beta";

impl FactorText {
    /// A factor that multiplies the number at a path, with this value as TOML, by `low` to `high`; `None` if it is not a
    /// number. In a distribution it is the mean or the scale.
    pub(crate) fn around(path: &str, value: &str, low: f64, high: f64) -> Option<Self> {
        let (inner, given) = Given::from_toml(value).measure()?;
        let amount = given.amount()?;
        let grain = if amount.is_whole() && !amount.is_quoted() { Grain::Whole } else { Grain::Any };
        let end = |times: f64| Given::from_toml(&amount.toml(amount.number * times, grain));
        let path = format!("{path}{inner}");
        Some(FactorText { path, low: Some(end(low)), high: Some(end(high)), ..FactorText::default() })
    }

    /// Whether it gives a distribution, not only a range or a list.
    pub(crate) fn has_distribution(&self) -> bool {
        self.normal.is_some() || self.log_normal.is_some() || self.triangular.is_some() || self.beta.is_some()
    }

    /// Reads the numbers.
    ///
    /// # Errors
    /// The violations, with paths from the factor.
    pub(super) fn resolve(&self) -> Result<Factor, Vec<Violation>> {
        let given = [
            self.low.is_some() || self.high.is_some(),
            self.values.is_some(),
            self.normal.is_some(),
            self.log_normal.is_some(),
            self.triangular.is_some(),
            self.beta.is_some(),
        ];
        match given.into_iter().filter(|given| *given).count() {
            0 => return refused("path", "a factor needs values", CHOICES),
            1 => {}
            _ => return refused("path", "a factor needs its values in exactly one form", CHOICES),
        }
        if self.levels.is_some_and(|levels| levels < 2) {
            return refused("levels", "`levels` must be at least 2", "type a whole number from 2 up");
        }
        let (spread, like) = self.spread()?;
        Ok(Factor {
            path: self.path.clone(),
            name: self.name.clone().unwrap_or_else(|| short(&self.path)),
            spread,
            levels: self.levels.unwrap_or(Factor::LEVELS),
            like,
            grain: Grain::Any,
        })
    }

    fn spread(&self) -> Result<(Spread, Option<Amount>), Vec<Violation>> {
        if let Some(values) = &self.values {
            return match values.is_empty() {
                true => refused("values", "`values` must not be empty", "type at least one value"),
                false => Ok((Spread::Values(values.clone()), None)),
            };
        }
        if let Some(BetaText { a, b }) = self.beta {
            return match a > 0.0 && b > 0.0 {
                true => Ok((Spread::Beta { a, b }, Some(Amount::bare(0.5, false)))),
                false => refused("beta", "both shapes must be above zero", "type a = 2, b = 5"),
            };
        }
        if let Some(LogNormalText { median, sigma }) = &self.log_normal {
            let median = amount("log_normal.median", median)?;
            if median.number <= 0.0 || sigma.is_nan() || *sigma <= 0.0 {
                return refused(
                    "log_normal",
                    "`median` and `sigma` must be above zero",
                    "type a median such as \"10 h\" and a sigma such as 0.5",
                );
            }
            return Ok((Spread::LogNormal { median: median.number, sigma: *sigma }, Some(median)));
        }
        if let Some(NormalText { mean, sd }) = &self.normal {
            let [mean, sd] = alike([("normal.mean", mean), ("normal.sd", sd)])?;
            return match sd.number > 0.0 {
                true => Ok((Spread::Normal { mean: mean.number, sd: sd.number }, Some(mean))),
                false => refused("normal.sd", "`sd` must be above zero", "type one above zero"),
            };
        }
        if let Some(TriangularText { low, mode, high }) = &self.triangular {
            let [low, mode, high] =
                alike([("triangular.low", low), ("triangular.mode", mode), ("triangular.high", high)])?;
            let (from, at, to) = (low.number, mode.number, high.number);
            return match from < to && from <= at && at <= to {
                true => Ok((Spread::Triangular { low: from, mode: at, high: to }, Some(low))),
                false => {
                    refused("triangular", "`low`, `mode` and `high` must ascend", "type them in that order")
                }
            };
        }
        let (Some(low), Some(high)) = (&self.low, &self.high) else {
            let (there, lacking) = if self.low.is_some() { ("low", "high") } else { ("high", "low") };
            return refused(there, format!("a range needs two ends, and `{lacking}` is missing"), CHOICES);
        };
        let [low, high] = alike([("low", low), ("high", high)])?;
        if low.number >= high.number {
            return refused("high", "`high` must be above `low`", "swap low and high");
        }
        if self.log && low.number <= 0.0 {
            return refused(
                "low",
                "`low` of a logarithmic range must be above zero",
                "type a value above zero, or log = false",
            );
        }
        let mut like = low.clone();
        if !high.is_whole() {
            like = high.clone();
        }
        Ok((Spread::Range { low: low.number, high: high.number, log: self.log }, Some(like)))
    }
}

fn amount(path: &str, given: &Given) -> Result<Amount, Vec<Violation>> {
    given.amount().map_or_else(
        || {
            let message = format!("{} is not a number", given.toml());
            refused(path, message, "type a number with its unit, or list words with values = [ … ]")
        },
        Ok,
    )
}

/// Numbers in one unit.
fn alike<const N: usize>(given: [(&str, &Given); N]) -> Result<[Amount; N], Vec<Violation>> {
    let mut amounts = Vec::with_capacity(N);
    for (path, given) in given {
        let next = amount(path, given)?;
        if let Some(first) = amounts.first().filter(|first: &&Amount| !next.is_like(first)) {
            let message = format!("the unit must be `{}` as before, got `{}`", first.unit(), next.unit());
            return refused(path, message, "type both in the same unit");
        }
        amounts.push(next);
    }
    amounts.try_into().or_else(|_| refused("path", "a number is missing", CHOICES))
}

fn refused<T>(path: &str, message: impl Into<String>, help: &str) -> Result<T, Vec<Violation>> {
    Err(vec![Violation::new(path, message, help)])
}
