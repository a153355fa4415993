//! `explore`: sliders over a grid of parameters, each point with a run of its own.
//!
//! The page contains the numbers of the whole grid and needs no other data. A script
//! of the book, `explore.js`, puts sliders above them and draws a point once a slider
//! has been on it; without a script, as on paper, the numbers are a table.

use std::rc::Rc;

use bazaar_figure::figure::{Figure, FigureError, Grid, Side, Swept, grid, sweep};
use bazaar_figure::result;
use bazaar_study::Outcome;
use serde_json::json;

use super::figure::numbers;
use super::values::{Values, short};
use super::{Directive, Place, Reading};
use crate::arguments::Arguments;
use crate::fault::Fault;
use crate::markup;
use crate::subject::{Shelf, Subject, usage};

pub(super) const DIRECTIVE: Directive = Directive {
    name: "explore",
    usage: usage!(
        "explore SCENARIO METRIC PATH=VALUE,VALUE... [PATH=VALUE,VALUE...]... [--label TEXT]... [--caption TEXT]"
    ),
    place: Place::Block,
    read,
};

/// The most sliders that readers can follow.
const MOST_SLIDERS: usize = 3;

/// The most points of a grid: more would make a build of the book too slow.
const MOST_POINTS: usize = 200;

fn read(arguments: &mut Arguments, shelf: &Shelf) -> Result<Reading, Fault> {
    let caption = arguments.flag("--caption")?;
    let labels = arguments.flags("--label")?;
    let subject = Subject::read(arguments, shelf)?;
    let word = arguments.next("a metric")?;
    let metric = subject.metric(&word)?;
    let first = arguments.next("a parameter with values, such as model.queue.servers=1,2,3")?;
    let mut sliders = vec![Values::read(&first)?];
    while let Some(word) = arguments.optional() {
        sliders.push(Values::read(&word)?);
    }
    if let Some(slider) = sliders.get(MOST_SLIDERS) {
        let message = format!("there must be at most {MOST_SLIDERS} sliders");
        return Err(Fault::new(slider.span.clone(), message, "leave one out, or --set it"));
    }
    if let Some(label) = labels.get(sliders.len()) {
        let message = format!("there must be at most one label for each slider, got `{}`", label.text);
        return Err(Fault::new(label.span.clone(), message, "give each parameter one label, in their order"));
    }
    let points = sliders.iter().map(|slider| slider.typed.len()).product::<usize>();
    if points > MOST_POINTS {
        let message =
            format!("the grid must have at most {MOST_POINTS} points, got {points}, each with runs");
        let help = format!("leave out values until there are no more than {MOST_POINTS}");
        return Err(Fault::new(arguments.span.clone(), message, help));
    }
    let subjects = points_of(&subject, &sliders)?;
    let shown: String = sliders.iter().map(|slider| format!(" --set {}=VALUE", slider.path)).collect();
    let command = subject.command.clone() + &shown;
    let paths: Vec<String> = sliders.iter().map(|slider| slider.path.clone()).collect();
    let live = subject.is_shipped().then(|| Live {
        scenario: subject.scenario.name.clone(),
        sets: subject.sets.clone(),
        paths,
        metric: metric.name,
    });
    let called = |(index, slider): (usize, &Values)| Side {
        label: labels.get(index).map_or_else(|| short(&slider.path).to_owned(), |label| label.text.clone()),
        unit: slider.unit.clone(),
        values: slider.typed.clone(),
    };
    let sides: Vec<Side> = sliders.iter().enumerate().map(called).collect();
    let render = move |outcomes: &[Rc<Outcome>]| {
        let outcomes: Vec<&Outcome> = outcomes.iter().map(AsRef::as_ref).collect();
        let refused = |error: FigureError| {
            Fault::new(word.span.clone(), error.to_string(), "choose a metric that has a value here")
        };
        let grid = grid(&sides, &outcomes, metric.name).map_err(refused)?;
        let picture = picture(&sides, &outcomes, metric.name).transpose().map_err(refused)?;
        let caption = caption.as_ref().map_or(grid.title.as_str(), |caption| &caption.text);
        Ok(html(&grid, &sides, live.as_ref(), picture.as_deref(), caption, &command))
    };
    Ok(Reading::Runs(subjects, Box::new(render)))
}

/// The scenario at every point of the grid; the first parameter changes fastest.
fn points_of(subject: &Subject, sliders: &[Values]) -> Result<Vec<Subject>, Fault> {
    let mut subjects = vec![subject.clone()];
    for slider in sliders.iter().rev() {
        let mut next = Vec::with_capacity(subjects.len() * slider.typed.len());
        for subject in &subjects {
            for (_, typed) in &slider.typed {
                next.push(subject.with(&[format!("{}={typed}", slider.path)], &slider.span)?);
            }
        }
        subjects = next;
    }
    Ok(subjects)
}

/// The whole curve over one parameter, for a page without scripts: the picture and its description.
fn picture(sides: &[Side], outcomes: &[&Outcome], name: &str) -> Option<Result<String, FigureError>> {
    let [side] = sides else { return None };
    let swept = Swept { label: side.label.clone(), unit: side.unit.clone(), marks: Vec::new() };
    let points: Vec<(f64, &Outcome)> =
        side.values.iter().map(|(value, _)| *value).zip(outcomes.iter().copied()).collect();
    let draw = |figure: Figure| {
        let (source, alt) = (markup::data_uri(&figure.svg), markup::text(&figure.alt));
        format!("<noscript><img src=\"{source}\" alt=\"{alt}\"></noscript>")
    };
    Some(sweep(&points, name, &swept).map(draw))
}

/// The question for an engine in the page that makes the same grid.
struct Live {
    scenario: String,
    sets: Vec<String>,
    paths: Vec<String>,
    metric: &'static str,
}

impl Live {
    fn question(&self, sides: &[Side]) -> String {
        let sides = self.paths.iter().zip(sides).map(|(path, side)| {
            json!({ "path": path, "label": side.label, "unit": side.unit, "values": side.values })
        });
        json!({
            "do": "grid",
            "name": self.scenario,
            "sets": self.sets,
            "sides": sides.collect::<Vec<_>>(),
            "metric": self.metric,
        })
        .to_string()
    }
}

fn html(
    grid: &Grid,
    sides: &[Side],
    live: Option<&Live>,
    picture: Option<&str>,
    caption: &str,
    command: &str,
) -> String {
    format!(
        "<figure class=\"explore\" data-grid=\"{}\"{}>{}<details open><summary>The numbers of all points</summary>{}</details>\
         <figcaption>{}. {}</figcaption></figure>",
        markup::text(&result::grid(grid, sides).to_string()),
        live.map_or_else(String::new, |live| format!(
            " data-live=\"{}\"",
            markup::text(&live.question(sides))
        )),
        picture.unwrap_or_default(),
        numbers(&grid.data, &format!("{}_explored", grid.label.to_lowercase().replace(' ', "_"))),
        markup::text(caption.trim_end_matches('.')),
        markup::command(command),
    )
}
