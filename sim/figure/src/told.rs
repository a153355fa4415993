//! A result for readers, the same in a terminal and on the page of a folder: a head, blocks of rows, sentences.

use bazaar_models::catalogue::Section;
use bazaar_models::metric::Convention;
use bazaar_scenario::Study;
use bazaar_study::{Cells, Estimate, Outcome};

use crate::printed;
use crate::study::called;

/// A result for readers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// The name of the scenario or the study.
    pub name: String,
    /// Its title.
    pub title: String,
    /// The question, if it is printed before the run's description.
    pub sought: Option<String>,
    /// The number of replications and the horizon: `20 replications of 30 d, seed 1`.
    pub runs: String,
    /// The number of events handled, if anything was simulated.
    pub events: Option<u64>,
    /// The steady-state methods used, in lines; empty if none was.
    pub notes: String,
    /// The numbers, the most important first.
    pub blocks: Vec<Block>,
    /// The conclusions.
    pub sentences: Vec<String>,
}

/// A table or text below a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The heading; may be empty.
    pub heading: String,
    /// The content below it.
    pub body: Body,
}

/// The content of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// A table: its headings, each with whether the column holds numbers, and its rows.
    Rows {
        /// The headings.
        headings: Vec<(String, bool)>,
        /// The rows, a cell for each heading.
        rows: Vec<Vec<String>>,
    },
    /// Text.
    Words(String),
}

impl Block {
    /// A table below a heading, which may be empty.
    #[must_use]
    pub fn new(heading: &str, headings: &[(&str, bool)], rows: Vec<Vec<String>>) -> Self {
        let headings = headings.iter().map(|(text, right)| ((*text).to_owned(), *right)).collect();
        Block { heading: heading.to_owned(), body: Body::Rows { headings, rows } }
    }
}

/// The choice of columns of the table of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Columns {
    /// The mean with its interval, and the percentiles.
    Estimates,
    /// The mean with its interval, and the metric's definition.
    Described,
    /// As the first, with the number of replications that have a value.
    Counted,
}

impl Columns {
    fn block(self, heading: &str, estimates: Vec<&Estimate>) -> Block {
        let estimates = estimates.into_iter();
        match self {
            Columns::Estimates => {
                Block::new(heading, &printed::ESTIMATES, estimates.map(printed::estimate).collect())
            }
            Columns::Described => {
                Block::new(heading, &printed::DESCRIBED, estimates.map(printed::described).collect())
            }
            Columns::Counted => {
                Block::new(heading, &printed::COUNTED, estimates.map(printed::counted).collect())
            }
        }
    }
}

impl Told {
    /// The results of a run: the headline metrics by section if the model has any, metrics without a value in any
    /// replication by name only, and then the two-dimensional metrics.
    #[must_use]
    pub fn of_run(outcome: &Outcome, columns: Columns) -> Self {
        let Outcome { scenario, plan, summary, .. } = outcome;
        let mut blocks = sections(outcome, columns);
        // Matrices over numbers, such as months, are figures and files only.
        blocks.extend(summary.matrices.iter().filter(|cells| cells.is_of_names()).filter_map(by_two));
        Told {
            name: scenario.name.clone(),
            title: scenario.title.clone(),
            sought: None,
            runs: format!("{}, seed {}", printed::runs(outcome), plan.seed),
            events: Some(summary.events),
            notes: printed::steady(outcome),
            blocks,
            sentences: Vec::new(),
        }
    }

    /// The head of a study's result, without its runs and its results.
    #[must_use]
    pub fn of_study(study: &Study) -> Self {
        let title = if study.title.is_empty() { &study.scenario.title } else { &study.title };
        Told { name: called(study).to_owned(), title: title.clone(), ..Told::default() }
    }

    /// Whether a block has a heading of its own: then the first numbers are the headline metrics.
    #[must_use]
    pub fn has_sections(&self) -> bool {
        self.blocks.iter().skip(1).any(|block| !block.heading.is_empty())
    }
}

fn sections(outcome: &Outcome, columns: Columns) -> Vec<Block> {
    let model = &outcome.scenario.model;
    let has_sections = model.metrics().iter().any(|metric| model.section(metric) != Section::Headline);
    let mut blocks = Vec::new();
    let mut without: Vec<String> = Vec::new();
    for section in model.sections() {
        let told = outcome.summary.estimates.iter().filter(|of| model.section(of.metric) == section);
        let (known, unknown): (Vec<&Estimate>, Vec<&Estimate>) =
            told.partition(|of| of.mean.is_some() || !has_sections);
        let heading = match section {
            Section::Part(part) if known.is_empty() && !unknown.is_empty() => {
                without.push(format!("all of {part}"));
                continue;
            }
            Section::Headline => "",
            Section::Own => "beside that",
            Section::Part(part) => part,
        };
        without.extend(unknown.into_iter().map(|of| of.metric.name.to_owned()));
        if !known.is_empty() {
            blocks.push(columns.block(heading, known));
        }
    }
    if !without.is_empty() {
        let heading = "without a value in any replication".to_owned();
        blocks.push(Block { heading, body: Body::Words(without.join(", ")) });
    }
    blocks
}

fn by_two(cells: &Cells) -> Option<Block> {
    let rows = printed::cells(cells);
    let heading = format!("{} by {} and {}", cells.metric.name, cells.rows.label, cells.columns.label);
    (!rows.is_empty()).then(|| Block::new(&heading, &printed::cell_headings(cells), rows))
}

/// The definitions that this scenario has chosen among those in use, for the metrics that have a value.
#[must_use]
pub fn conventions(outcome: &Outcome) -> Option<Block> {
    let has_value = |name: &&str| outcome.summary.get(name).is_some_and(|estimate| estimate.mean.is_some());
    let rows: Vec<Vec<String>> = outcome
        .scenario
        .model
        .conventions()
        .into_iter()
        .filter(|convention| convention.metrics.iter().any(&has_value))
        .map(|Convention { metrics, text, path }| vec![metrics.join(", "), text, path.to_owned()])
        .collect();
    let headings = [("metric", false), ("as this scenario defines it", false), ("by", false)];
    (!rows.is_empty()).then(|| Block::new("", &headings, rows))
}
