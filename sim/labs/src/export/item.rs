//! A question in one form, independent of the format.

use bazaar_exercise::letter;

use super::super::asked::{Arms, Kind, Numeric, Question};
use super::super::kinds::{Best, OptionText};
use super::super::loading::Lab;
use super::super::marking::{Key, Marking, candidates, is_better, ranked, turned};
use super::super::prediction::{Prediction, written};
use super::super::task::{how, runs};
use super::super::variant::Variant;
use super::markup::{blocks, inline, paragraph};
use super::xml::{Element, Node};

/// The maximum number of right orders to list; with more, the question is not exported.
const ORDERS: usize = 12;

/// A question in one form.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Item {
    /// The question's name in the lab.
    pub(super) question: String,
    /// Letters, digits, hyphens and underscores; unique.
    pub(super) id: String,
    /// The title in a list of questions.
    pub(super) name: String,
    pub(super) points: f64,
    /// The text for the student.
    pub(super) stem: Vec<Node>,
    pub(super) hints: Vec<Vec<Node>>,
    pub(super) response: Response,
}

/// The kind of response, and its points.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Response {
    /// A number: the first range that contains it counts. With `any`, every number has all points.
    Number { ranges: Vec<Range>, any: bool },
    /// One choice.
    Choice(Vec<Pick>),
    /// A text for the lecturer to grade.
    Text { words: u32 },
}

/// Numbers from `low` to `high`, ends included, and their points.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Range {
    pub(super) low: f64,
    pub(super) high: f64,
    /// The result of runs, somewhere between.
    pub(super) found: f64,
    /// The decimals of the ends.
    pub(super) decimals: u32,
    /// The share of the points.
    pub(super) share: f64,
    pub(super) feedback: Vec<Node>,
}

impl Range {
    /// The midpoint, with as many decimals as needed.
    pub(super) fn middle(&self) -> String {
        written(0.5 * (self.low + self.high), self.decimals + 1)
    }

    /// The half-width.
    pub(super) fn tolerance(&self) -> String {
        written(0.5 * (self.high - self.low), self.decimals + 1)
    }

    /// The result of runs, with the decimals that the question asks for.
    pub(super) fn literal(&self) -> String {
        written(self.found, self.decimals)
    }

    pub(super) fn low(&self) -> String {
        written(self.low, self.decimals)
    }

    pub(super) fn high(&self) -> String {
        written(self.high, self.decimals)
    }
}

/// A choice.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Pick {
    pub(super) text: Vec<Node>,
    /// The share of the points.
    pub(super) share: f64,
    pub(super) feedback: Vec<Node>,
}

/// The common part of all questions of a form: the personal values, and how to run with them.
pub(super) struct Form<'a> {
    pub(super) number: usize,
    pub(super) label: &'a str,
    pub(super) command: &'a str,
    /// The student whose order of options is used.
    pub(super) variant: &'a Variant,
}

/// A question in a form.
///
/// # Errors
/// Why it cannot be exported to a learning-management system.
pub(super) fn item(lab: &Lab, index: usize, marking: &Marking, form: &Form<'_>) -> Result<Item, String> {
    let (Some(question), Some(key)) = (form.variant.questions().get(index), marking.keys.get(index)) else {
        return Err("there is no such question".to_owned());
    };
    if question.hidden().is_some() {
        return Err("every student has data of their own, which `bazaar course release` hands out".to_owned());
    }
    if question.plan().is_some() {
        return Err("`bazaar course grade` grades it by running the design".to_owned());
    }
    let mut stem = blocks(question.text.trim());
    let response = match (&question.kind, key) {
        (Kind::Numeric(numeric), Key::Number { right, mistakes }) => {
            stem.extend(blocks(&how(numeric, question.prediction)));
            if question.prediction {
                Response::Number { ranges: Vec::new(), any: true }
            } else {
                let right = right.as_ref().ok_or("with some values there is nothing to measure")?;
                Response::Number { ranges: ranges(numeric, marking, right, mistakes), any: false }
            }
        }
        (Kind::Arms(arms), Key::Order(better)) => {
            stem.extend(blocks(&by_what(arms)));
            if arms.ranked {
                stem.push(listed(&form.variant.options(index, arms)));
            }
            Response::Choice(picks(question, arms, &form.variant.options(index, arms), better)?)
        }
        (Kind::Free { words }, _) => Response::Text { words: *words },
        _ => return Err("it has no key".to_owned()),
    };
    if !form.label.is_empty() {
        stem.push(paragraph(format!("Your own values: {}.", form.label)));
    }
    if !matches!(response, Response::Text { .. }) {
        stem.push(paragraph("This runs your scenario; add edits after it:"));
        stem.push(Node::Element(Element::new("pre").child(Element::new("code").text(form.command))));
    }
    let bare = lab.name.rsplit('/').next().unwrap_or_default();
    let safe = |c: char| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' };
    let id: String = format!("{bare}-{}-{}", form.number, question.name).chars().map(safe).collect();
    let label = if form.label.is_empty() { String::new() } else { format!(" · {}", form.label) };
    Ok(Item {
        question: question.name.clone(),
        id,
        name: format!("{}. {}{label}", index + 1, question.name),
        points: question.points,
        stem,
        hints: question.hints.iter().map(|hint| blocks(hint.trim())).collect(),
        response,
    })
}

/// First the right range, then those of known mistakes.
fn ranges(
    numeric: &Numeric,
    marking: &Marking,
    right: &Prediction,
    mistakes: &[Option<Prediction>],
) -> Vec<Range> {
    let range = |prediction: &Prediction, share, feedback| {
        let (low, high) = prediction.bounds(marking.miss());
        Range { low, high, found: prediction.mean, decimals: numeric.decimals, share, feedback }
    };
    let mut all = vec![range(right, 1.0, Vec::new())];
    let known = numeric.mistakes.iter().zip(mistakes);
    all.extend(known.filter_map(|(known, prediction)| {
        Some(range(prediction.as_ref()?, known.credit, blocks(known.feedback.trim())))
    }));
    all
}

fn by_what(arms: &Arms) -> String {
    let first = match arms.best {
        Best::Highest => "highest",
        Best::Lowest => "lowest",
    };
    let what = if arms.ranked {
        format!("Choose the order, the {first} first")
    } else {
        format!("Choose the {first}")
    };
    format!("{what}, by the mean of `{}` over {} each.", arms.metric, runs(arms.replications))
}

fn listed(options: &[&OptionText]) -> Node {
    let of_one = |(place, option): (usize, &&OptionText)| {
        let head = Element::new("strong").text(letter(place).to_string());
        let line = Element::new("li").child(head).text(" ").children(inline(option.text.trim()));
        Node::Element(line)
    };
    Node::Element(Element::new("ul").children(options.iter().enumerate().map(of_one)))
}

fn picks(
    question: &Question,
    arms: &Arms,
    options: &[&OptionText],
    better: &[Vec<(f64, f64)>],
) -> Result<Vec<Pick>, String> {
    let all = if question.prediction { 1.0 } else { 0.0 };
    if !arms.ranked {
        let right = candidates(better);
        let pick = |(place, option): (usize, &&OptionText)| Pick {
            text: inline(option.text.trim()),
            share: if right.contains(&place) { 1.0 } else { all },
            feedback: blocks(option.feedback.trim()),
        };
        return Ok(options.iter().enumerate().map(pick).collect());
    }
    let mut orders = right_orders(better);
    if orders.len() > ORDERS {
        return Err(format!(
            "so many differences between its options are within random variation that more than {ORDERS} orders would count as right"
        ));
    }
    let centre = ranked(better);
    let mut others: Vec<Vec<usize>> = (1..centre.len())
        .map(|place| {
            let mut order = centre.clone();
            order.swap(place - 1, place);
            order
        })
        .collect();
    others.push(centre.iter().rev().copied().collect());
    orders.extend(others);
    // In the order of letters, so that their place contains no information.
    orders.sort();
    orders.dedup();
    let pairs = (better.len() * (better.len() - 1) / 2).max(1) as f64;
    let pick = |order: Vec<usize>| {
        let share = 1.0 - turned(better, &order) as f64 / pairs;
        let letters: Vec<String> = order.into_iter().map(|one| letter(one).to_string()).collect();
        Pick { text: vec![Node::Text(letters.join(", "))], share: share.max(all), feedback: Vec::new() }
    };
    Ok(orders.into_iter().map(pick).collect())
}

/// All orders that keep every pair with a clear order; stops soon after the limit.
fn right_orders(better: &[Vec<(f64, f64)>]) -> Vec<Vec<usize>> {
    let mut found = Vec::new();
    let mut open = vec![Vec::new()];
    while let Some(order) = open.pop() {
        if order.len() == better.len() {
            found.push(order);
            if found.len() > ORDERS {
                break;
            }
            continue;
        }
        let left: Vec<usize> = (0..better.len()).filter(|one| !order.contains(one)).collect();
        for one in &left {
            if !left.iter().any(|other| is_better(better, *other, *one)) {
                open.push(order.iter().copied().chain([*one]).collect());
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Differences of means 3, 2, 1, 0, of which the first few are clear.
    fn better(half: f64) -> Vec<Vec<(f64, f64)>> {
        (0..4).map(|one: i32| (0..4).map(|other: i32| (f64::from(other - one), half)).collect()).collect()
    }

    #[test]
    fn every_order_that_chance_may_make_is_right() {
        assert_eq!(right_orders(&better(0.5)), [[0, 1, 2, 3]]);
        let mut unclear = right_orders(&better(1.5));
        unclear.sort();
        // Only neighbours may change places.
        assert_eq!(unclear, [[0, 1, 2, 3], [0, 1, 3, 2], [0, 2, 1, 3], [1, 0, 2, 3], [1, 0, 3, 2]]);
        assert!(right_orders(&better(9.0)).len() > ORDERS);
    }

    #[test]
    fn a_range_with_an_odd_last_digit_has_an_exact_middle() {
        let range = Range { low: 2.5, high: 2.8, found: 2.68, decimals: 1, share: 1.0, feedback: Vec::new() };
        assert_eq!((range.middle(), range.tolerance()), ("2.65".to_owned(), "0.15".to_owned()));
        assert_eq!(range.literal(), "2.7");
    }
}
