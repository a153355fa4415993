//! Checks everything in a lab on its scenario.

use bazaar_exercise::Bounds;
use bazaar_models::metric::Metric;
use bazaar_models::violation::Violation;
use bazaar_scenario::{
    Formats, Given, Question as Asked, Scenario, ScenarioError, Shipped, Source, Study, Threshold,
    did_you_mean, shipped,
};

use super::asked::{Arms, Hidden, Kind, Mistake, Numeric, Personal, Plan, Question, Slip, Turning};
use super::estimator::{Estimator, Method};
use super::kinds::{ArmText, ArmsText, EstimationText, NumericText, ScenarioText, ThresholdText};
use super::text::{LabText, PersonalText, QuestionText, VariantText};

/// The checker of a lab, with its scenario.
pub(super) struct Checker {
    pub(super) scenario: Scenario,
    pub(super) broken: Vec<Violation>,
}

impl Checker {
    pub(super) fn new(text: &LabText) -> Result<Self, Vec<Violation>> {
        let refuse = |message: String, help: &str| vec![Violation::new("scenario", message, help)];
        let Some(found) = Shipped::find(&text.scenario) else {
            let help = did_you_mean(&text.scenario, shipped().map(|scenario| scenario.name)).map_or_else(
                || {
                    "type the name of a scenario that comes with the program; `bazaar models` lists them"
                        .to_owned()
                },
                |guess| format!("did you mean `{guess}`?"),
            );
            return Err(vec![Violation::new(
                "scenario",
                format!("there is no scenario `{}`", text.scenario),
                help,
            )]);
        };
        let mut scenario = match Scenario::parse(found.source(), &text.set) {
            Ok(scenario) => scenario,
            Err(error) => return Err(of_edits(&error, "set", text.set.len())),
        };
        if let Some(sweep) = scenario.sweeps.first() {
            let message = format!("the scenario has several values for {}", sweep.path);
            return Err(refuse(message, "give it one value with `set`"));
        }
        if !scenario.tables.is_empty() {
            let message = "the scenario reads tables, which students do not have".to_owned();
            return Err(refuse(message, "choose a scenario without tables"));
        }
        if scenario.study.batches.is_some() || scenario.study.warm_up_by.is_some() {
            let message = "the scenario finds its warm-up or cuts one run into batches".to_owned();
            let help =
                "choose one with replications and a warm-up that is set: answers are means over replications";
            return Err(refuse(message, help));
        }
        scenario.checks.clear();
        Ok(Checker { scenario, broken: Vec::new() })
    }

    fn refuse(&mut self, at: impl Into<String>, message: impl Into<String>, help: impl Into<String>) {
        self.broken.push(Violation::new(at, message, help));
    }

    /// Checks edits; errors are reported at their places.
    fn try_edits(&mut self, set: &[String], at: &str) {
        match self.scenario.with(set) {
            Ok(scenario) if !scenario.sweeps.is_empty() => {
                self.refuse(
                    at,
                    "an edit must set a single value",
                    "a run takes one value: ask a question for each",
                );
            }
            Ok(_) => {}
            Err(error) => self.broken.extend(of_edits(&error, at, set.len())),
        }
    }

    fn metric(&mut self, name: &str, at: &str) -> Option<&'static Metric> {
        let all: &'static [Metric] = self.scenario.model.metrics();
        let found = all.iter().find(|metric| metric.name == name);
        if found.is_none() {
            let model = self.scenario.model.name();
            let help = did_you_mean(name, all.iter().map(|metric| metric.name)).map_or_else(
                || format!("`bazaar models {model}` lists them"),
                |guess| format!("did you mean `{guess}`?"),
            );
            self.refuse(at, format!("the model {model} has no metric `{name}`"), help);
        }
        found
    }

    pub(super) fn personal(&mut self, texts: &[PersonalText]) -> Vec<Personal> {
        let mut all = Vec::with_capacity(texts.len());
        for (index, text) in texts.iter().enumerate() {
            let at = format!("personal.{index}");
            let values = match text.candidates() {
                Ok(values) => values,
                Err(broken) => {
                    self.broken.push(broken.within(&at));
                    continue;
                }
            };
            let tried = match (text.values.is_empty(), values.as_slice()) {
                (true, [first, .., last]) => vec![first.clone(), last.clone()],
                _ => values.clone(),
            };
            for value in tried {
                if let Err(error) = self.scenario.with(&[format!("{}={value}", text.path)]) {
                    let first = of_edits(&error, &at, 1).into_iter().next();
                    let (message, help) = first.map_or_else(Default::default, |it| (it.message, it.help));
                    self.refuse(format!("{at}.path"), format!("{value}: {message}"), help);
                    break;
                }
            }
            all.push(Personal { path: text.path.clone(), label: text.label.clone(), values });
        }
        all
    }

    pub(super) fn questions(&mut self, lab: &LabText) -> Vec<Question> {
        let texts = &lab.questions;
        let all = texts.iter().enumerate().filter_map(|(index, text)| {
            let at = format!("questions.{index}");
            let kind = self.kind(lab, text, &at)?;
            let mut question = Question {
                name: text.name.clone(),
                text: text.text.clone(),
                points: text.points,
                hints: text.hints.clone(),
                prediction: text.prediction,
                alike: text.alike.clone(),
                kind,
                variants: Vec::new(),
            };
            let variants = text.variants.iter().enumerate();
            let variants = variants
                .filter_map(|(index, text)| self.variant(&question, text, &format!("{at}.variants.{index}")));
            question.variants = variants.collect();
            Some(question)
        });
        all.collect()
    }

    /// The question in its variant.
    fn variant(&mut self, question: &Question, text: &VariantText, at: &str) -> Option<Question> {
        let Kind::Arms(arms) = &question.kind else { return None };
        for (index, option) in text.options.iter().enumerate() {
            self.try_edits(&option.set, &format!("{at}.options.{index}.set"));
        }
        let metric = match &text.metric {
            Some(name) => self.metric(name, &format!("{at}.metric"))?.name,
            None => arms.metric,
        };
        let options = if text.options.is_empty() { &arms.options } else { &text.options };
        let arms =
            Arms { metric, best: text.best.unwrap_or(arms.best), options: options.clone(), ..arms.clone() };
        let hints = if text.hints.is_empty() { &question.hints } else { &text.hints };
        Some(Question {
            text: text.text.clone(),
            hints: hints.clone(),
            kind: Kind::Arms(arms),
            ..question.clone()
        })
    }

    fn kind(&mut self, lab: &LabText, text: &QuestionText, at: &str) -> Option<Kind> {
        if let Some(numeric) = &text.numeric {
            return self.numeric(numeric, &format!("{at}.numeric")).map(Kind::Numeric);
        }
        if let Some(choice) = &text.choice {
            return self.arms(choice, false, &format!("{at}.choice")).map(Kind::Arms);
        }
        if let Some(ranking) = &text.ranking {
            return self.arms(ranking, true, &format!("{at}.ranking")).map(Kind::Arms);
        }
        if let Some(threshold) = &text.threshold {
            return self.threshold(lab, threshold, &format!("{at}.threshold")).map(Kind::Numeric);
        }
        if let Some(estimation) = &text.estimation {
            return self.estimation(estimation, &format!("{at}.estimation")).map(Kind::Numeric);
        }
        if let Some(scenario) = &text.scenario {
            if text.prediction || ["scenario", "answers"].contains(&text.name.as_str()) {
                let help = "a file has the question's name: choose another one, and leave out prediction";
                self.refuse(format!("{at}.name"), format!("a design cannot be called `{}`", text.name), help);
            }
            return self.plan(scenario, &format!("{at}.scenario")).map(Kind::Plan);
        }
        text.free.as_ref().map(|free| Kind::Free { words: free.words })
    }

    fn numeric(&mut self, text: &NumericText, at: &str) -> Option<Numeric> {
        let metric = self.metric(&text.metric, &format!("{at}.metric"));
        self.try_edits(&text.set, &format!("{at}.set"));
        let replications = text.replications.unwrap_or(self.scenario.study.replications);
        let minus = match &text.minus {
            Some(ArmText { metric, set }) => {
                let name = metric.as_ref().unwrap_or(&text.metric);
                let metric = self.metric(name, &format!("{at}.minus.metric"))?;
                self.try_edits(set, &format!("{at}.minus.set"));
                Some((metric.name, set.clone()))
            }
            None => None,
        };
        let metric = metric?;
        let right =
            Estimator { metric: metric.name, set: text.set.clone(), minus, factor: 1.0, replications };
        let mut mistakes = Vec::with_capacity(text.mistakes.len());
        for (index, mistake) in text.mistakes.iter().enumerate() {
            let at = format!("{at}.mistakes.{index}");
            let metric = match &mistake.metric {
                Some(name) => self.metric(name, &format!("{at}.metric"))?.name,
                None => metric.name,
            };
            let set: Vec<String> = text.set.iter().chain(&mistake.set).cloned().collect();
            self.try_edits(&mistake.set, &format!("{at}.set"));
            let minus = right.minus.clone().filter(|_| !mistake.nothing_taken_away);
            let replications = mistake.replications.unwrap_or(replications);
            let estimator = Estimator { metric, set, minus, factor: 1.0, replications };
            if estimator == right {
                self.refuse(
                    at,
                    "a mistake must run differently from the question",
                    "add what differs, such as another metric or an edit with set",
                );
                continue;
            }
            let (name, feedback) = (mistake.name.clone(), mistake.feedback.clone());
            mistakes.push(Mistake { name, way: Method::Mean(estimator), feedback, credit: mistake.credit });
        }
        let (unit, decimals) = (metric.unit.to_owned(), text.decimals);
        Some(Numeric { right: Method::Mean(right), unit, decimals, mistakes, hidden: None })
    }

    fn arms(&mut self, text: &ArmsText, ranked: bool, at: &str) -> Option<Arms> {
        for (index, option) in text.options.iter().enumerate() {
            self.try_edits(&option.set, &format!("{at}.options.{index}.set"));
        }
        let metric = self.metric(&text.metric, &format!("{at}.metric"))?.name;
        let replications = text.replications.unwrap_or(self.scenario.study.replications);
        Some(Arms { metric, best: text.best, replications, options: text.options.clone(), ranked })
    }

    fn threshold(&mut self, lab: &LabText, text: &ThresholdText, at: &str) -> Option<Numeric> {
        self.metric(&text.metric, &format!("{at}.metric"))?;
        self.try_edits(&text.set, &format!("{at}.set"));
        let (kind, level) = match (text.turn, text.root) {
            (Some(level), _) => ("turn", level),
            (None, level) => ("root", level.unwrap_or(0.0)),
        };
        let search = self.search(lab, text, &text.metric, (kind, level), at)?;
        let unit = search.along.unit();
        let flags = flags(text, kind, level);
        let right = Turning { search, set: text.set.clone(), searches: text.searches, flags };
        let mut mistakes = Vec::with_capacity(text.mistakes.len());
        for (index, mistake) in text.mistakes.iter().enumerate() {
            let at = format!("{at}.mistakes.{index}");
            self.try_edits(&mistake.set, &format!("{at}.set"));
            let metric = mistake.metric.as_ref().unwrap_or(&text.metric);
            self.metric(metric, &format!("{at}.metric"))?;
            let search = self.search(lab, text, metric, (kind, mistake.level.unwrap_or(level)), &at)?;
            let set: Vec<String> = text.set.iter().chain(&mistake.set).cloned().collect();
            let way = Turning { search, set, searches: text.searches, flags: right.flags.clone() };
            if way == right {
                self.refuse(
                    at,
                    "a mistake must search differently from the question",
                    "add what differs, such as another metric or an edit with set",
                );
                continue;
            }
            let (name, feedback) = (mistake.name.clone(), mistake.feedback.clone());
            mistakes.push(Mistake {
                name,
                way: Method::Turn(Box::new(way)),
                feedback,
                credit: mistake.credit,
            });
        }
        let (right, decimals) = (Method::Turn(Box::new(right)), text.decimals);
        Some(Numeric { right, unit, decimals, mistakes, hidden: None })
    }

    /// The search as the text of a study, for the same errors.
    fn search(
        &mut self,
        lab: &LabText,
        text: &ThresholdText,
        metric: &str,
        (kind, level): (&str, f64),
        at: &str,
    ) -> Option<Threshold> {
        let tolerance = text
            .tolerance
            .as_ref()
            .map(|given| format!("tolerance = {}\n", given.toml()))
            .unwrap_or_default();
        let (low, high) = (text.low.toml(), text.high.toml());
        let set: Vec<String> = lab.set.iter().chain(&text.set).map(|edit| format!("{edit:?}")).collect();
        let study = format!(
            "scenario = {:?}\nset = [{}]\n[threshold]\nmetric = {metric:?}\n{kind} = {level:?}\n\
             along = {{ path = {:?}, low = {low}, high = {high} }}\n{tolerance}",
            lab.scenario,
            set.join(", "),
            text.path,
        );
        match Study::parse(Source::new("the search", study), &[] as &[&str], Formats::CSV) {
            Ok(Study { question: Asked::Threshold(search), .. }) => Some(*search),
            Ok(_) => None,
            Err(error) => {
                for diagnostic in error.diagnostics() {
                    let key = if diagnostic.message().contains("tolerance") { "tolerance" } else { "path" };
                    let help = diagnostic.help_text().unwrap_or_default();
                    let place = at.split_once(".mistakes").map_or(at, |(before, _)| before);
                    self.refuse(format!("{place}.{key}"), diagnostic.message(), help);
                }
                None
            }
        }
    }

    fn estimation(&mut self, text: &EstimationText, at: &str) -> Option<Numeric> {
        self.try_edits(&text.set, &format!("{at}.set"));
        let values = match text.hidden.candidates() {
            Ok(values) => values,
            Err(broken) => {
                self.broken.push(broken.within(&format!("{at}.hidden")));
                return None;
            }
        };
        let path = &text.hidden.path;
        let amounts: Option<Vec<_>> = values.iter().map(|value| Given::from_toml(value).amount()).collect();
        let Some(unit) = amounts
            .filter(|all| all.windows(2).all(|pair| pair[0].is_like(&pair[1])))
            .and_then(|all| Some(all.first()?.unit()))
        else {
            let help = "give it numbers, all in one unit";
            self.refuse(format!("{at}.hidden.path"), format!("the values of {path} must be numbers"), help);
            return None;
        };
        for value in [values.first(), values.last()].into_iter().flatten() {
            self.try_edits(&[format!("{path}={value}")], &format!("{at}.hidden.path"));
        }
        let mut columns = Vec::with_capacity(text.columns.len());
        for (index, column) in text.columns.iter().enumerate() {
            columns.push(self.metric(column, &format!("{at}.columns.{index}"))?.name);
        }
        let column = |checker: &mut Self, name: &str, at: String| {
            let metric = checker.metric(name, &at)?;
            if !columns.contains(&metric.name) {
                let help = "add it to columns, or name one of them";
                checker.refuse(at, format!("the table has no column `{name}`"), help);
            }
            Some(metric.name)
        };
        let estimator = |metric, factor| Estimator {
            metric,
            set: Vec::new(),
            minus: None,
            factor,
            replications: text.observations,
        };
        let metric = column(self, &text.metric, format!("{at}.metric"))?;
        let right = estimator(metric, text.factor);
        let mut mistakes = Vec::with_capacity(text.mistakes.len());
        for (index, mistake) in text.mistakes.iter().enumerate() {
            let at = format!("{at}.mistakes.{index}");
            let metric = match &mistake.metric {
                Some(name) => column(self, name, format!("{at}.metric"))?,
                None => metric,
            };
            let way = estimator(metric, mistake.factor.unwrap_or(text.factor));
            if way == right {
                self.refuse(
                    at,
                    "a mistake must estimate differently from the question",
                    "add what differs, such as another metric or an edit with set",
                );
                continue;
            }
            let (name, feedback) = (mistake.name.clone(), mistake.feedback.clone());
            mistakes.push(Mistake { name, way: Method::Mean(way), feedback, credit: mistake.credit });
        }
        let parameter = Personal { path: path.clone(), label: text.hidden.label.clone(), values };
        let hidden = Hidden { parameter, columns, observations: text.observations, set: text.set.clone() };
        let (right, decimals) = (Method::Mean(right), text.decimals);
        Some(Numeric { right, unit, decimals, mistakes, hidden: Some(hidden) })
    }

    fn plan(&mut self, text: &ScenarioText, at: &str) -> Option<Plan> {
        let metric = self.metric(&text.metric, &format!("{at}.metric"))?;
        let mut may_change = Vec::with_capacity(text.may_change.len());
        for (index, bounds) in text.may_change.iter().enumerate() {
            let at = format!("{at}.may_change.{index}");
            let (low, high) = (bounds.low.amount(), bounds.high.amount());
            let ordered =
                low.zip(high).is_some_and(|(low, high)| low.is_like(&high) && low.number < high.number);
            if !ordered || !bounds.path.starts_with("model.") {
                let help = "type the path of a parameter of the model, and two numbers in one unit, the lower one first";
                self.refuse(
                    format!("{at}.path"),
                    format!("the bounds of `{}` are not valid", bounds.path),
                    help,
                );
                continue;
            }
            for value in [&bounds.low, &bounds.high] {
                self.try_edits(&[format!("{}={}", bounds.path, value.toml())], &format!("{at}.path"));
            }
            let (path, label) = (bounds.path.clone(), bounds.label.clone());
            may_change.push(Bounds { path, label, low: bounds.low.toml(), high: bounds.high.toml() });
        }
        for (index, mistake) in text.mistakes.iter().enumerate() {
            self.try_edits(&mistake.set, &format!("{at}.mistakes.{index}.set"));
        }
        let slip = |text: &super::kinds::DesignMistakeText| Slip {
            name: text.name.clone(),
            set: text.set.clone(),
            feedback: text.feedback.clone(),
            credit: text.credit,
        };
        Some(Plan {
            metric: metric.name,
            unit: metric.unit,
            at_least: text.at_least.is_some(),
            level: text.at_least.or(text.at_most).unwrap_or_default(),
            replications: text.replications.unwrap_or(self.scenario.study.replications),
            tries: text.tries,
            may_change,
            mistakes: text.mistakes.iter().map(slip).collect(),
        })
    }
}

/// The arguments of the same search on the command line.
fn flags(text: &ThresholdText, kind: &str, level: f64) -> String {
    let sets: String = text.set.iter().map(|edit| format!(" --set '{edit}'")).collect();
    let tolerance = text.tolerance.as_ref().map(|given| format!(" --tolerance '{}'", given.shown()));
    format!(
        "--metric {} --{kind} {level} --along '{}={}..{}'{}{sets}",
        text.metric,
        text.path,
        text.low.shown(),
        text.high.shown(),
        tolerance.unwrap_or_default(),
    )
}

/// The errors of a scenario in its edits at the place of each, other errors at the list.
fn of_edits(error: &ScenarioError, at: &str, edits: usize) -> Vec<Violation> {
    let of_one = error.diagnostics().iter().map(|diagnostic| {
        let edit = diagnostic.place().edit().filter(|edit| *edit < edits);
        let path = edit.map_or_else(|| at.to_owned(), |edit| format!("{at}.{edit}"));
        Violation::new(path, diagnostic.message(), diagnostic.help_text().unwrap_or_default())
    });
    let all: Vec<Violation> = of_one.collect();
    if all.is_empty() { vec![Violation::new(at, error.to_string(), "")] } else { all }
}
