//! Evaluation by simulation: the same people with and without a programme, with common random
//! numbers.
//!
//! A replication is a pair: the outcome with the programme, and the counterfactual. So the net
//! effect has a paired interval, and can be compared with the estimates that an evaluator in the
//! field has to rely on.

use bazaar_models::metric::Metric;
use bazaar_scenario::{Evaluate, Flows, Scenario, Without};

use super::AnswerError;
use crate::estimate::Estimate;
use crate::evaluation::{Beside, CashFlows, EvaluationError, Measured, about, ratio};
use crate::experiment::{PartStore, Runs, Task, conduct};
use crate::interval::Estimated;
use crate::outcome::Settings;
use crate::progress::Progress;

const SURE: f64 = Estimate::CONFIDENCE;

/// The runs of an evaluation.
#[derive(Clone, Debug)]
pub struct Evaluation<'a> {
    with: &'a Scenario,
    question: &'a Evaluate,
}

/// The result of an evaluation.
#[derive(Clone, Debug, PartialEq)]
pub struct Evaluated {
    /// The runs of each arm: with the programme, the control, both before the programme, and both
    /// at the end of each period; without a control only the others.
    pub arms: Vec<(String, Runs)>,
    /// All measures, in the order of the argument.
    pub measured: Vec<Measured>,
    /// The net cash flow of each period, mean over replications; the first is the outlay.
    pub flows: Vec<Estimated>,
}

/// The runs that an evaluation needs.
#[must_use]
pub fn evaluate<'a>(with: &'a Scenario, question: &'a Evaluate) -> Evaluation<'a> {
    Evaluation { with, question }
}

impl Evaluation<'_> {
    /// The arms with their names, in order.
    fn arms(&self) -> Vec<(String, &Scenario)> {
        let mut arms = vec![("with the programme".to_owned(), self.with)];
        if let Without::Control(control) = &self.question.without {
            arms.push(("control".to_owned(), control));
        }
        if let Some((with, control)) = &self.question.before {
            arms.push(("with the programme, before".to_owned(), with));
            arms.extend(control.as_ref().map(|control| ("control, before".to_owned(), control)));
        }
        for (period, (with, control)) in
            (1..).zip(self.question.flows.iter().flat_map(|flows: &Flows| &flows.ends))
        {
            arms.push((format!("with the programme, period {period}"), with));
            arms.extend(control.as_ref().map(|control| (format!("control, period {period}"), control)));
        }
        arms
    }

    /// The runs.
    #[must_use]
    pub fn tasks(&self) -> Vec<Task<'_>> {
        self.arms().into_iter().map(|(_, scenario)| Task::all(scenario)).collect()
    }

    /// Runs the arms and computes the measures.
    ///
    /// # Errors
    /// If an arm cannot be run or stored, or a metric has too few values.
    pub fn run(
        &self,
        settings: &Settings,
        store: &dyn PartStore,
        progress: &dyn Progress,
    ) -> Result<Evaluated, AnswerError> {
        let runs = conduct(&self.tasks(), settings, store, progress)?;
        let names = self.arms().into_iter().map(|(name, _)| name);
        let arms: Vec<(String, Runs)> = names.zip(runs).collect();
        let reading = Reading { question: self.question, arms: &arms };
        let (measured, flows) = reading.all()?;
        Ok(Evaluated { arms, measured, flows })
    }
}

/// The runs, replication by replication.
struct Reading<'a> {
    question: &'a Evaluate,
    arms: &'a [(String, Runs)],
}

impl Reading<'_> {
    fn metric(&self, name: &str) -> Option<&'static Metric> {
        self.arms.first()?.1.metrics.iter().find(|metric| metric.name == name)
    }

    /// A metric in an arm; an error if a replication has no value.
    fn values(&self, arm: &str, name: &'static str) -> Result<Vec<f64>, AnswerError> {
        let runs = self.arms.iter().find(|(other, _)| other == arm).map(|(_, runs)| runs);
        let values = runs.and_then(|runs| runs.of_metric(name)).unwrap_or_default();
        let all: Option<Vec<f64>> = values.into_iter().collect();
        all.filter(|all| all.len() >= 2).ok_or_else(|| AnswerError::NoValue {
            metric: name,
            at: format!("of the arm {arm}, of which two or more are needed"),
        })
    }

    /// With the programme and without it, at a time: `""`, `", before"` or `", period 3"`.
    fn pair(&self, outcome: &'static str, when: &str) -> Result<(Vec<f64>, Vec<f64>), AnswerError> {
        let arm = format!("with the programme{when}");
        let with = self.values(&arm, outcome)?;
        let without = match &self.question.without {
            Without::Control(_) => self.values(&format!("control{when}"), outcome)?,
            Without::Metric(name) => self.values(&arm, name)?,
        };
        Ok((with, without))
    }

    fn all(&self) -> Result<(Vec<Measured>, Vec<Estimated>), AnswerError> {
        let question = self.question;
        let mut all = self.on(question.outcome)?;
        let flows = match &question.flows {
            Some(flows) => {
                let before = all.len();
                let found = self.flows(&mut all, flows)?;
                let told = all.split_off(before).into_iter().map(|one| one.on(question.outcome));
                all.extend(told);
                found
            }
            None => Vec::new(),
        };
        for outcome in &question.also {
            all.extend(self.on(outcome)?);
        }
        Ok((all, flows))
    }

    /// All measures of one outcome except its present value and rates of return.
    fn on(&self, outcome: &'static str) -> Result<Vec<Measured>, AnswerError> {
        let question = self.question;
        let is_first = outcome == question.outcome;
        let unit = self.metric(outcome).map_or("", |metric| metric.unit);
        let (with, without) = self.pair(outcome, "")?;
        let mut all = vec![
            Measured::new("with the programme, after", about::TREATED, mean(&with)?, unit),
            Measured::new("counterfactual, after", about::COUNTERFACTUAL, mean(&without)?, unit),
        ];
        let by_means = less(&with, &without);
        let (mut gross, mut net) = (with.clone(), by_means.clone());
        if question.before.is_some() {
            let (with_before, without_before) = self.pair(outcome, ", before")?;
            gross = less(&with, &with_before);
            let anyway = less(&without, &without_before);
            net = less(&gross, &anyway);
            all.push(Measured::new("with the programme, before", about::BEFORE, mean(&with_before)?, unit));
            all.push(Measured::new("gross effect", about::GROSS, mean(&gross)?, unit));
            all.push(Measured::new(
                "net effect by difference of means",
                about::MEANS,
                mean(&by_means)?,
                unit,
            ));
            let name = "net effect by difference in differences";
            all.push(Measured::new(name, about::DIFFERENCES, mean(&net)?, unit));
            let share = ratio(&anyway, &gross, SURE)?;
            all.extend(share.map(|share| Measured::new("deadweight", about::DEADWEIGHT, share, "share")));
        } else {
            all.push(Measured::new(
                "net effect by difference of means",
                about::MEANS,
                mean(&by_means)?,
                unit,
            ));
        }
        let [leakage, displacement, substitution] = question.shares;
        let beside =
            Beside { leakage, displacement, substitution, multiplier: question.multiplier, cost: None };
        let mut lost = vec![0.0; net.len()];
        let displaced = question.displaced.filter(|_| is_first);
        if let Some(name) = displaced {
            lost = less(&self.values("control", name)?, &self.values("with the programme", name)?);
            all.push(Measured::new("displacement", about::DISPLACED, mean(&lost)?, unit));
        }
        let rest = (1.0 - substitution) * question.multiplier;
        let left = |(net, lost): (&f64, &f64)| match displaced {
            Some(_) => (net * (1.0 - leakage) - lost) * rest,
            None => net * beside.left(),
        };
        let impact: Vec<f64> = net.iter().zip(&lost).map(left).collect();
        all.push(Measured::new("net additional impact", about::ADDITIONAL, mean(&impact)?, unit));
        if question.has_cost {
            self.costs(&mut all, &gross, &net, &impact, unit)?;
            if is_first {
                self.weighted(&mut all, net.len())?;
            }
        }
        Ok(all.into_iter().map(|one| one.on(outcome)).collect())
    }

    /// The extra cost of the programme, replication by replication.
    fn extra_costs(&self, runs: usize) -> Result<Vec<f64>, AnswerError> {
        let stated = self.question.cost;
        let Some(name) = self.question.costs else { return Ok(vec![stated; runs]) };
        let with = self.values("with the programme", name)?;
        let more = match &self.question.without {
            Without::Control(_) => less(&with, &self.values("control", name)?),
            Without::Metric(_) => with,
        };
        Ok(more.into_iter().map(|cost| cost + stated).collect())
    }

    fn costs(
        &self,
        all: &mut Vec<Measured>,
        gross: &[f64],
        net: &[f64],
        impact: &[f64],
        unit: &str,
    ) -> Result<(), AnswerError> {
        let costs = self.extra_costs(net.len())?;
        all.push(Measured::new("extra cost", "The extra cost of the programme.", mean(&costs)?, "$"));
        let each = if unit.is_empty() { "$".to_owned() } else { format!("$/{unit}") };
        let ratios = [
            ("cost per outcome", about::PER_OUTCOME, gross),
            ("cost per additional outcome (ICER)", about::ICER, net),
            ("cost per net additional impact", about::PER_IMPACT, impact),
        ];
        for (name, told, outcomes) in ratios {
            let found = ratio(&costs, outcomes, SURE)?;
            all.extend(found.map(|found| Measured::new(name, told, found, each.clone())));
        }
        Ok(())
    }

    /// The cost of the programme over the weighted sum of its aims.
    fn weighted(&self, all: &mut Vec<Measured>, runs: usize) -> Result<(), AnswerError> {
        if self.question.weights.is_empty() {
            return Ok(());
        }
        let costs = self.extra_costs(runs)?;
        let mut sum = vec![0.0; runs];
        for (aim, weight) in &self.question.weights {
            let effect = less(&self.values("with the programme", aim)?, &self.values("control", aim)?);
            sum.iter_mut().zip(effect).for_each(|(sum, effect)| *sum += weight * effect);
        }
        let found = ratio(&costs, &sum, SURE)?;
        let name = "weighted cost-effectiveness";
        all.extend(found.map(|found| Measured::new(name, about::WEIGHTED, found, "$")));
        Ok(())
    }

    /// Present value, benefit-cost ratio and rates of return of the increase of the net effect in
    /// each period.
    fn flows(&self, all: &mut Vec<Measured>, asked: &Flows) -> Result<Vec<Estimated>, AnswerError> {
        let start = match self.question.before {
            Some(_) => self.pair(self.question.outcome, ", before")?,
            None => {
                let (with, _) = self.pair(self.question.outcome, "")?;
                (vec![0.0; with.len()], vec![0.0; with.len()])
            }
        };
        let outlay = self.extra_costs(start.0.len())?;
        let mut columns: Vec<Vec<f64>> = vec![outlay.iter().map(|cost| -cost).collect()];
        let mut known = less(&start.0, &start.1);
        for period in 1..=asked.ends.len() {
            let (with, without) = self.pair(self.question.outcome, &format!(", period {period}"))?;
            let net = less(&with, &without);
            columns.push(less(&net, &known).into_iter().map(|grown| asked.worth * grown).collect());
            known = net;
        }
        let of_run =
            |run: usize| CashFlows::new(&columns.iter().map(|column| column[run]).collect::<Vec<_>>());
        let runs: Vec<CashFlows> = (0..outlay.len()).map(of_run).collect::<Result<_, _>>()?;
        let values: Vec<f64> =
            runs.iter().map(|run| run.present_value(asked.discount)).collect::<Result<_, _>>()?;
        all.push(Measured::new("net present value", about::NPV, mean(&values)?, "$"));
        let ratios: Option<Vec<f64>> = runs
            .iter()
            .map(|run| run.benefit_cost_ratio(asked.discount))
            .collect::<Result<Option<Vec<f64>>, EvaluationError>>()?;
        if let Some(ratios) = ratios {
            all.push(Measured::new("benefit-cost ratio", about::BCR, mean(&ratios)?, ""));
        }
        let rates: Vec<Vec<f64>> = runs.iter().map(CashFlows::rates_of_return).collect();
        let single: Option<Vec<f64>> = rates
            .iter()
            .map(|rates| <[f64; 1]>::try_from(rates.as_slice()).ok().map(|[rate]| rate))
            .collect();
        let name = format!("internal rate of return per {}", asked.every);
        let flows = columns.iter().map(|column| mean(column)).collect::<Result<Vec<_>, _>>()?;
        if let Some(single) = single {
            all.push(Measured::new(name, about::IRR, mean(&single)?, "share"));
        } else {
            // Flows that change sign more than once have several rates, and no single interval.
            let means: Vec<f64> = flows.iter().map(|flow| flow.value).collect();
            for rate in CashFlows::new(&means)?.rates_of_return() {
                let n = outlay.len() as u64;
                let bare = Estimated { value: rate, low: f64::NAN, high: f64::NAN, n };
                all.push(Measured::new(format!("{name}, of the mean flows"), about::IRR, bare, "share"));
            }
        }
        Ok(flows)
    }
}

fn less(one: &[f64], other: &[f64]) -> Vec<f64> {
    one.iter().zip(other).map(|(one, other)| one - other).collect()
}

fn mean(values: &[f64]) -> Result<Estimated, EvaluationError> {
    Estimated::mean(values, SURE).ok_or(EvaluationError::Group)
}

#[cfg(test)]
mod tests {
    use bazaar_scenario::{Formats, Question, Source, Study};

    use super::*;
    use crate::experiment::Nowhere;
    use crate::progress::Silent;

    fn evaluated(table: &str) -> Evaluated {
        let text = format!(
            "scenario = \"reference/mm1\"\nset = [\"study.horizon=40 d\", \"study.warm_up=0 d\", \"study.replications=6\"]\n{table}"
        );
        let study = Study::parse(Source::new("test", text), &[] as &[&str], Formats::CSV);
        let study = study.unwrap_or_else(|error| panic!("{:?}", error.diagnostics()));
        let Question::Evaluate(question) = &study.question else { panic!() };
        evaluate(&study.scenario, question).run(&Settings::default(), &Nowhere, &Silent).unwrap()
    }

    fn value(found: &Evaluated, name: &str) -> f64 {
        let all = &found.measured;
        all.iter().find(|one| one.name == name).unwrap_or_else(|| panic!("{name}: {all:?}")).value.value
    }

    const TABLE: &str = "[evaluate]\noutcome = \"utilisation\"\nbefore = [\"study.horizon=10 d\"]\n\
        leakage = 0.1\ndisplacement = 0.25\nmultiplier = 2\ncost = 100\nweights = { utilisation = 2, wait = 0 }\n\
        control = { set = [\"model.queue.service.exponential.mean=0.45 h\"] }\n\
        flows = { every = \"10 d\", worth = 1000, discount = \"1 %\" }";

    #[test]
    fn several_outcomes_are_told_one_after_the_other_each_as_if_it_were_alone() {
        let with = TABLE.replace("outcome = \"utilisation\"", "outcome = \"utilisation\"\nalso = [\"wait\"]");
        let (alone, both) = (evaluated(TABLE), evaluated(&with));
        assert_eq!(both.measured[..alone.measured.len()], alone.measured[..]);
        let also = &both.measured[alone.measured.len()..];
        assert!(!also.is_empty() && also.iter().all(|one| one.outcome == "wait"));
        let wait = evaluated(&TABLE.replace("outcome = \"utilisation\"", "outcome = \"wait\""));
        for one in also {
            let same = wait.measured.iter().find(|other| other.name == one.name).unwrap();
            assert_eq!((one.value, &one.unit), (same.value, &same.unit), "{}", one.name);
        }
    }

    #[test]
    fn numbers_follow_from_one_another() {
        let found = evaluated(TABLE);
        let of = |name: &str| value(&found, name);
        let gross = of("with the programme, after") - of("with the programme, before");
        assert!((of("gross effect") - gross).abs() < 1e-12);
        let means = of("with the programme, after") - of("counterfactual, after");
        assert!((of("net effect by difference of means") - means).abs() < 1e-12);
        let net = of("net effect by difference in differences");
        assert!((of("deadweight") - (gross - net) / gross).abs() < 1e-9);
        assert!((of("net additional impact") - net * 0.9 * 0.75 * 2.0).abs() < 1e-12);
        assert!((of("cost per additional outcome (ICER)") - 100.0 / net).abs() < 1e-6);
        assert!((of("weighted cost-effectiveness") - 100.0 / (2.0 * means)).abs() < 1e-6);
        assert!(found.measured.iter().all(|one| one.value.n == 6));
        assert_eq!((found.flows.len(), found.flows[0].value), (5, -100.0));
        let flows: Vec<f64> = found.flows.iter().map(|flow| flow.value).collect();
        let worth = CashFlows::new(&flows).unwrap().present_value(0.01).unwrap();
        assert!((of("net present value") - worth).abs() < 1e-9, "a sum of means is the mean of sums");
    }

    #[test]
    fn a_half_as_slow_counter_is_half_as_busy_and_the_effect_is_known_well() {
        let found = evaluated(
            "[evaluate]\noutcome = \"utilisation\"\ncontrol = { set = [\"model.queue.service.exponential.mean=0.45 h\"] }",
        );
        let net = found.measured.iter().find(|one| one.name.starts_with("net effect")).unwrap().value;
        assert!((net.value - 0.45).abs() < 0.05 && net.width() < 0.1, "{net:?}");
        assert!(found.measured.iter().all(|one| !one.name.contains("difference in differences")));
    }
}
