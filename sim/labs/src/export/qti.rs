//! A question as an item of Question & Test Interoperability 2.1 (IMS Global 2012).
//!
//! An item contains its own scoring: conditions in order, each with a score and, for a known
//! mistake, its feedback. So the points do not depend on a system's notion of tolerance.
//!
//! Not every importer reads conditions. Some use the `correctResponse` alone, as a text that must
//! match exactly; so it has the decimals that the question asks for. Others use the first `gte` and
//! `lte` of an item that the manifest calls numerical (`package`); so the right range comes first,
//! and a question that accepts any number has a range as well.

use std::io;

use super::item::{Item, Response};
use super::moodle::for_graders;
use super::xml::{Element, Node, document};

const NAMESPACE: &str = "http://www.imsglobal.org/xsd/imsqti_v2p1";
const SCHEMA: &str =
    "http://www.imsglobal.org/xsd/imsqti_v2p1 http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd";

/// The bound of the range that accepts any number.
const ANY: &str = "1000000000000000";

/// A case of the scoring: its condition, its score, and the feedback.
struct Case {
    when: Element,
    score: f64,
    feedback: Vec<Node>,
}

/// The item as a document.
pub(super) fn assessment_item(item: &Item) -> io::Result<Vec<u8>> {
    let cases = cases(item);
    let base = match &item.response {
        Response::Number { .. } => "float",
        Response::Choice(_) => "identifier",
        Response::Text { .. } => "string",
    };
    let title: String = item.name.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut root = Element::new("assessmentItem")
        .with("xmlns", NAMESPACE)
        .with("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
        .with("xsi:schemaLocation", SCHEMA)
        .with("identifier", item.id.as_str())
        .with("title", title)
        .with("adaptive", "false")
        .with("timeDependent", "false")
        .child(response_declaration(item, base))
        .child(outcome("SCORE", "float").child(Element::new("defaultValue").child(value("0"))))
        .child(
            outcome("MAXSCORE", "float")
                .child(Element::new("defaultValue").child(value(&item.points.to_string()))),
        );
    if cases.iter().any(|case| !case.feedback.is_empty()) {
        root = root.child(outcome("FEEDBACK", "identifier"));
    }
    root = root.child(Element::new("itemBody").children(body(item)));
    if !cases.is_empty() {
        root = root.child(processing(&cases));
    }
    for (index, case) in cases.iter().enumerate().filter(|(_, case)| !case.feedback.is_empty()) {
        let told = Element::new("modalFeedback")
            .with("outcomeIdentifier", "FEEDBACK")
            .with("identifier", told(index))
            .with("showHide", "show");
        root = root.child(told.children(case.feedback.clone()));
    }
    document(&root)
}

fn response_declaration(item: &Item, base: &str) -> Element {
    let right = match &item.response {
        Response::Number { ranges, .. } => ranges.first().map(super::item::Range::literal),
        Response::Choice(picks) => picks.iter().position(|pick| pick.share >= 1.0).map(choice),
        Response::Text { .. } => None,
    };
    let declaration = Element::new("responseDeclaration")
        .with("identifier", "RESPONSE")
        .with("cardinality", "single")
        .with("baseType", base);
    match right {
        Some(right) => declaration.child(Element::new("correctResponse").child(value(&right))),
        None => declaration,
    }
}

fn outcome(name: &str, base: &str) -> Element {
    Element::new("outcomeDeclaration")
        .with("identifier", name)
        .with("cardinality", "single")
        .with("baseType", base)
}

fn value(text: &str) -> Element {
    Element::new("value").text(text)
}

/// The identifier of a choice, and of the feedback of a case.
fn choice(index: usize) -> String {
    format!("choice-{}", index + 1)
}

fn told(index: usize) -> String {
    format!("case-{}", index + 1)
}

fn body(item: &Item) -> Vec<Node> {
    let mut body = Vec::new();
    if let Response::Text { words } = &item.response {
        let rubric = Element::new("rubricBlock").with("view", "scorer");
        body.push(Node::Element(rubric.child(Element::new("p").text(for_graders(*words)))));
    }
    body.extend(item.stem.clone());
    body.push(Node::Element(match &item.response {
        Response::Number { .. } => Element::new("p").text("Your answer: ").child(
            Element::new("textEntryInteraction")
                .with("responseIdentifier", "RESPONSE")
                .with("expectedLength", "12"),
        ),
        Response::Choice(picks) => {
            let interaction = Element::new("choiceInteraction")
                .with("responseIdentifier", "RESPONSE")
                .with("shuffle", "false")
                .with("maxChoices", "1");
            let simple = |(index, pick): (usize, &super::item::Pick)| {
                let simple = Element::new("simpleChoice").with("identifier", choice(index));
                Node::Element(simple.children(pick.text.clone()))
            };
            interaction.children(picks.iter().enumerate().map(simple))
        }
        Response::Text { words } => Element::new("extendedTextInteraction")
            .with("responseIdentifier", "RESPONSE")
            // An English word with its space has about six letters.
            .with("expectedLength", (6 * words).to_string()),
    }));
    body
}

fn cases(item: &Item) -> Vec<Case> {
    let variable = || Element::new("variable").with("identifier", "RESPONSE");
    let constant = |base: &str, text: &str| Element::new("baseValue").with("baseType", base).text(text);
    match &item.response {
        Response::Number { ranges, any } => {
            let between = |low: &str, high: &str| {
                let from = Element::new("gte").child(variable()).child(constant("float", low));
                let to = Element::new("lte").child(variable()).child(constant("float", high));
                Element::new("and").child(from).child(to)
            };
            let within = |range: &super::item::Range| Case {
                when: between(&range.low(), &range.high()),
                score: item.points * range.share,
                feedback: range.feedback.clone(),
            };
            let anything = any.then(|| Case {
                when: between(&format!("-{ANY}"), ANY),
                score: item.points,
                feedback: Vec::new(),
            });
            ranges.iter().map(within).chain(anything).collect()
        }
        Response::Choice(picks) => {
            let chosen = |(index, pick): (usize, &super::item::Pick)| Case {
                when: Element::new("match").child(variable()).child(constant("identifier", &choice(index))),
                score: item.points * pick.share,
                feedback: pick.feedback.clone(),
            };
            picks.iter().enumerate().map(chosen).collect()
        }
        Response::Text { .. } => Vec::new(),
    }
}

fn processing(cases: &[Case]) -> Element {
    let set = |name: &str, base: &str, text: &str| {
        let constant = Element::new("baseValue").with("baseType", base).text(text);
        Element::new("setOutcomeValue").with("identifier", name).child(constant)
    };
    // An empty answer is not compared.
    let missing = Element::new("isNull").child(Element::new("variable").with("identifier", "RESPONSE"));
    let none = Element::new("responseIf").child(missing).child(set("SCORE", "float", "0"));
    let mut condition = Element::new("responseCondition").child(none);
    for (index, case) in cases.iter().enumerate() {
        let mut branch = Element::new("responseElseIf").child(case.when.clone()).child(set(
            "SCORE",
            "float",
            &case.score.to_string(),
        ));
        if !case.feedback.is_empty() {
            branch = branch.child(set("FEEDBACK", "identifier", &told(index)));
        }
        condition = condition.child(branch);
    }
    Element::new("responseProcessing").child(condition)
}
