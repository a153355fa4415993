//! Command lines without a terminal: which scenario to run, and how.
//!
//! Tasks show commands. A page runs them, so a student types the same on paper, in a terminal and
//! in a page; flags about files, threads or output are accepted and ignored.

use bazaar_scenario::asking::{self, Effect, Search, Slip, quoted};
use serde::Serialize;

/// A command that a page supports.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Command {
    /// `run`, or the verb of a study.
    pub verb: String,
    /// The name of the scenario.
    pub file: String,
    /// Its edits, each `path=value`.
    pub sets: Vec<String>,
    /// A seed instead of the scenario's, in digits.
    pub seed: Option<String>,
    /// Replications instead of the scenario's.
    pub replications: Option<u32>,
    /// The metrics of the question; empty for all.
    pub metrics: Vec<String>,
    /// The text of the study; `None` for a run.
    pub study: Option<String>,
    /// The command on one line, for a terminal.
    pub line: String,
}

/// The supported verbs.
const VERBS: [&str; 5] = ["run", "sweep", "compare", "threshold", "evaluate"];

/// Flags with a value that have no effect in a page.
const IDLE: [&str; 3] = ["--out", "--threads", "--format"];

/// Flags without a value; all of them concern output.
const BARE: [&str; 5] = ["--describe", "--json", "--quiet", "--force", "-q"];

impl Command {
    /// Parses a command, which may span several lines. A line that begins with `--set` needs no
    /// quotes.
    ///
    /// # Errors
    /// If a page does not support it.
    pub fn read(text: &str) -> Result<Self, Slip> {
        let words = words(text)?;
        let line = words.iter().map(|word| shown(word)).collect::<Vec<_>>().join(" ");
        let mut words = words.into_iter().peekable();
        words.next_if(|word| word == "bazaar");
        let verb = words.next().unwrap_or_default();
        if !VERBS.contains(&verb.as_str()) {
            return Err(Slip::new(
                format!("the verb `{verb}` is not available here"),
                format!("type a command that begins with bazaar and one of {}", VERBS.join(", ")),
            ));
        }
        let (mut files, mut flags) = (Vec::new(), Flags::default());
        while let Some(word) = words.next() {
            if BARE.contains(&word.as_str()) {
                continue;
            }
            if !word.starts_with("--") {
                files.push(word);
                continue;
            }
            let (flag, value) = match word.split_once('=') {
                Some((flag, value)) => (flag.to_owned(), Some(value.to_owned())),
                None => (word, words.next()),
            };
            let Some(value) = value else {
                return Err(Slip::new(format!("{flag} has no value"), "type one after it"));
            };
            match listed(&value) {
                Some(factor) if verb == "sweep" && flag == "--set" => {
                    flags.0.push(("--factor".to_owned(), factor));
                }
                _ if IDLE.contains(&flag.as_str()) => {}
                _ => flags.0.push((flag, value)),
            }
        }
        let [file] = <[String; 1]>::try_from(files).map_err(|files| match files.first() {
            None => Slip::new("the command names no scenario", format!("type bazaar {verb} scenario.toml")),
            Some(_) => {
                let help =
                    "name one, and put a value with blanks in quotes, as in --set 'study.horizon=48 h'";
                Slip::new(format!("several scenarios: {}", files.join(", ")), help)
            }
        })?;
        let (sets, seed, replications) =
            (flags.all("--set"), flags.whole("--seed")?, flags.whole("--replications")?);
        let replications = match replications {
            Some(count) => Some(
                u32::try_from(count)
                    .ok()
                    .filter(|count| *count > 0)
                    .ok_or_else(|| Slip::new(format!("{count} replications"), "type a number from 1 up"))?,
            ),
            None => None,
        };
        let study = flags.study(&verb)?;
        let study = study.map(|body| format!("scenario = {}\n\n{body}", quoted(&file)));
        let metrics = if verb == "run" { flags.all("--metric") } else { Vec::new() };
        if let Some((flag, _)) = flags.0.first() {
            return Err(Slip::new(
                format!("{verb} has no flag {flag} here"),
                "leave it out; `bazaar help` in a terminal lists all flags",
            ));
        }
        let seed = seed.map(|seed| seed.to_string());
        Ok(Command { verb, file, sets, seed, replications, metrics, study, line })
    }
}

/// An edit with several values, as a factor: `a=["5 %", "10 %"]` becomes `a=5 %,10 %`.
fn listed(set: &str) -> Option<String> {
    let (path, values) = set.split_once('=')?;
    let values = values.trim().strip_prefix('[')?.strip_suffix(']')?;
    let values: Vec<&str> = values.split(',').map(|value| value.trim().trim_matches('"')).collect();
    Some(format!("{}={}", path.trim(), values.join(",")))
}

/// Flags with their values; the functions below remove what they return.
#[derive(Default)]
struct Flags(Vec<(String, String)>);

impl Flags {
    fn all(&mut self, flag: &str) -> Vec<String> {
        self.0.extract_if(.., |(name, _)| name == flag).map(|(_, value)| value).collect()
    }

    fn one(&mut self, flag: &str) -> Result<Option<String>, Slip> {
        let mut all = self.all(flag);
        let last = all.pop();
        match all.first() {
            Some(_) => Err(Slip::new(format!("{flag} is there twice"), "leave one of them")),
            None => Ok(last),
        }
    }

    fn number(&mut self, flag: &str) -> Result<Option<f64>, Slip> {
        let Some(text) = self.one(flag)? else { return Ok(None) };
        let share = text.strip_suffix('%').map(str::trim);
        let number = share.unwrap_or(&text).parse::<f64>().ok().filter(|number| number.is_finite());
        let number = number.ok_or_else(|| {
            Slip::new(format!("`{text}` is not a number"), format!("type one after {flag}"))
        })?;
        Ok(Some(if share.is_some() { number / 100.0 } else { number }))
    }

    fn whole(&mut self, flag: &str) -> Result<Option<u64>, Slip> {
        let Some(text) = self.one(flag)? else { return Ok(None) };
        let number = text.parse::<u64>();
        let help = format!("type a whole number after {flag}");
        number.map(Some).map_err(|_| Slip::new(format!("`{text}` is not a whole number"), help))
    }

    /// The table of a study; `None` for a run.
    fn study(&mut self, verb: &str) -> Result<Option<String>, Slip> {
        let text = match verb {
            "sweep" => {
                let (metrics, factors) = (self.all("--metric"), self.all("--factor"));
                if factors.is_empty() {
                    let help = "add one, as in --factor 'study.horizon=10 d,20 d'";
                    return Err(Slip::new("a sweep needs a parameter with several values", help));
                }
                asking::sweep(&metrics, "\"grid\"", &factors)?
            }
            "compare" => {
                let (metrics, control, arms) =
                    (self.all("--metric"), self.one("--control")?, self.all("--arm"));
                if arms.is_empty() {
                    let help = "add an arm, as in --arm 'two:model.queue.servers=2'";
                    return Err(Slip::new("a comparison needs at least two arms", help));
                }
                asking::compare(&metrics, control.as_deref()) + &asking::arms(&arms)?
            }
            "threshold" => {
                let [metric, along, tolerance, over] =
                    ["--metric", "--along", "--tolerance", "--over"].map(|flag| self.one(flag));
                let (metric, along, tolerance, over) = (metric?, along?, tolerance?, over?);
                let (turn, root) = (self.number("--turn")?, self.number("--root")?);
                let search = Search {
                    metric: metric.as_deref(),
                    turn,
                    root,
                    along: along.as_deref(),
                    tolerance: tolerance.as_deref(),
                    over: over.as_deref(),
                };
                search.text()?
            }
            "evaluate" => {
                let (outcomes, before, control) =
                    (self.all("--outcome"), self.all("--before"), self.all("--control"));
                let (counterfactual, costs) = (self.one("--counterfactual")?, self.one("--costs")?);
                let effect = Effect {
                    outcomes: &outcomes,
                    counterfactual: counterfactual.as_deref(),
                    before: &before,
                    costs: costs.as_deref(),
                    cost: self.number("--cost")?,
                    leakage: self.number("--leakage")?,
                    displacement: self.number("--displacement")?,
                    control: &control,
                };
                effect.text()?
            }
            _ => return Ok(None),
        };
        Ok(Some(text))
    }
}

/// The words of a command, split as a shell does: at blanks outside quotes.
fn words(text: &str) -> Result<Vec<String>, Slip> {
    let mut words = Vec::new();
    for line in text.lines() {
        let line = line.trim();
        let line = line.strip_suffix('\\').unwrap_or(line).trim_end();
        // An edit on a line of its own needs no quotes.
        if let Some(edit) = line.strip_prefix("--set ").map(str::trim)
            && !edit.contains(['\'', '"'])
            && !edit.contains(" --")
        {
            words.extend(["--set".to_owned(), edit.to_owned()]);
            continue;
        }
        let (mut word, mut is_word, mut quote) = (String::new(), false, None);
        for c in line.chars() {
            match (c, quote) {
                (c, Some(open)) if c == open => quote = None,
                (c, Some(_)) => word.push(c),
                ('\'' | '"', None) => (is_word, quote) = (true, Some(c)),
                // Typographic quotes from a telephone or a word processor.
                ('‘' | '“' | '„', None) => {
                    (is_word, quote) = (true, Some(if c == '‘' { '’' } else { '”' }));
                }
                ('—', None) if !is_word => (is_word, word) = (true, "--".to_owned()),
                (c, None) if c.is_whitespace() => {
                    if std::mem::take(&mut is_word) {
                        words.push(std::mem::take(&mut word));
                    }
                }
                (c, None) => {
                    is_word = true;
                    word.push(c);
                }
            }
        }
        if quote.is_some() {
            return Err(Slip::new("a quote is not closed", "type a second one after the value"));
        }
        if is_word {
            words.push(word);
        }
    }
    Ok(words)
}

/// A word quoted for a shell.
fn shown(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=:,+%@".contains(c);
    if !word.is_empty() && word.chars().all(plain) { word.to_owned() } else { format!("'{word}'") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_says_which_scenario_is_run_and_how() {
        let run = Command::read(
            "bazaar run scenario.toml --set 'study.horizon=48 h' --set study.warm_up=\"0 h\" --replications 60 --seed 18446744073709551615 --out there --describe",
        )
        .unwrap();
        assert_eq!((run.verb.as_str(), run.file.as_str()), ("run", "scenario.toml"));
        assert_eq!(run.sets, ["study.horizon=48 h", "study.warm_up=0 h"]);
        assert_eq!((run.replications, run.seed.as_deref()), (Some(60), Some("18446744073709551615")));
        assert_eq!(run.study, None);
        assert!(run.line.contains("--set 'study.horizon=48 h'"), "{}", run.line);
    }

    #[test]
    fn edits_may_stand_on_lines_of_their_own() {
        let run =
            Command::read("run scenario.toml\n--set study.horizon=48 h\n  --set model.queue.servers=2  \n")
                .unwrap();
        assert_eq!(run.sets, ["study.horizon=48 h", "model.queue.servers=2"]);
        let phone = Command::read("bazaar run scenario.toml —set ‘study.horizon=48 h’").unwrap();
        assert_eq!(phone.sets, ["study.horizon=48 h"]);
    }

    #[test]
    fn studies_are_those_of_the_program() {
        let sweep = Command::read("bazaar sweep scenario.toml --factor 'a.b=1,2' --metric wait").unwrap();
        assert_eq!(
            sweep.study.as_deref(),
            Some(
                "scenario = \"scenario.toml\"\n\n[sweep]\nmetrics = [\"wait\"]\ndesign = \"grid\"\nfactors = [\n  { path = \"a.b\", values = [1, 2] },\n]\n"
            )
        );
        // As in the page and the book.
        let text = "bazaar sweep scenario.toml --set 'a.b=[1, 2]' --set 'c=[\"5 %\", \"10 %\"]' --set d=3 --metric wait";
        let arrays = Command::read(text).unwrap();
        let text =
            "bazaar sweep scenario.toml --factor 'a.b=1,2' --factor 'c=5 %,10 %' --set d=3 --metric wait";
        let factors = Command::read(text).unwrap();
        assert_eq!((&arrays.study, arrays.sets), (&factors.study, factors.sets));
        let turn =
            Command::read("bazaar threshold scenario.toml --metric x --turn 0.5 --along 'a=2 %..60 %'")
                .unwrap();
        assert!(turn.study.unwrap().contains("turn = 0.5"));
    }

    #[test]
    fn what_cannot_be_done_says_what_to_type() {
        for (text, part) in [
            ("", "is not available here"),
            ("rm -rf /", "is not available here"),
            ("bazaar course grade x", "is not available here"),
            ("bazaar run", "names no scenario"),
            ("bazaar run scenario.toml --set study.horizon=48 h", "several scenarios"),
            ("bazaar run scenario.toml --set", "no value"),
            ("bazaar run scenario.toml --precision 1%", "no flag"),
            ("bazaar run scenario.toml --replications 0", "0 replications"),
            ("bazaar run scenario.toml --seed x", "not a whole number"),
            ("bazaar run 'scenario.toml", "not closed"),
            ("bazaar sweep scenario.toml", "several values"),
            ("bazaar compare scenario.toml", "at least two arms"),
            ("bazaar threshold scenario.toml --metric a", "along which"),
        ] {
            let slip = Command::read(text).unwrap_err();
            assert!(slip.message.contains(part), "{text}: {slip}");
        }
    }
}
