//! Errors in a chapter: the message, the place, and what to type instead.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use bazaar_scenario::{ScenarioError, Source};
use miette::{Diagnostic, LabeledSpan, Severity, SourceCode};

use bazaar_report::cause::Cause;

/// An error at a span of the current chapter.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) span: Range<usize>,
    pub(crate) message: String,
    help: String,
    cause: Cause,
    beside: Option<Beside>,
}

/// Further text that explains the error.
#[derive(Debug)]
enum Beside {
    Scenario(Box<ScenarioError>),
    Run(Box<Run>),
}

impl Fault {
    /// A typing error.
    pub(crate) fn new(span: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Self {
        Fault { span, message: message.into(), help: help.into(), cause: Cause::Input, beside: None }
    }

    /// The fault with another cause.
    pub(crate) fn because(mut self, cause: Cause) -> Self {
        self.cause = cause;
        self
    }

    /// The fault, with the errors of the scenario below it.
    pub(crate) fn with_scenario(mut self, error: ScenarioError) -> Self {
        self.beside = Some(Beside::Scenario(Box::new(error)));
        self
    }

    /// The fault, with the line of the scenario that was run below it.
    pub(crate) fn with_run(mut self, source: &Source) -> Self {
        let text = source.text();
        let start = if text.starts_with("[model") { 0 } else { text.find("\n[model").map_or(0, |at| at + 1) };
        let end = text[start..].find('\n').map_or(text.len(), |length| start + length);
        self.beside = Some(Beside::Run(Box::new(Run { text: source.clone(), span: start..end })));
        self
    }

    /// The fault with its chapter.
    pub(crate) fn of_chapter(self, chapter: &Arc<Source>) -> Mistake {
        Mistake { fault: self, chapter: Arc::clone(chapter) }
    }
}

/// A fault and its chapter.
#[derive(Debug)]
pub struct Mistake {
    fault: Fault,
    chapter: Arc<Source>,
}

impl Mistake {
    /// Line and column of its first character, from 1.
    #[must_use]
    pub fn position(&self) -> (usize, usize) {
        self.chapter.position(self.fault.span.start)
    }

    /// The kind of the error.
    #[must_use]
    pub fn cause(&self) -> Cause {
        self.fault.cause
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.fault.message)
    }
}

impl std::error::Error for Mistake {}

impl Diagnostic for Mistake {
    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        (!self.fault.help.is_empty()).then(|| Box::new(&self.fault.help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&*self.chapter)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(std::iter::once(LabeledSpan::new_primary_with_span(None, self.fault.span.clone()))))
    }

    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn Diagnostic> + 'a>> {
        let beside: &dyn Diagnostic = match self.fault.beside.as_ref()? {
            Beside::Scenario(error) => &**error,
            Beside::Run(run) => &**run,
        };
        Some(Box::new(std::iter::once(beside)))
    }
}

/// The scenario that a claim is about.
#[derive(Debug, thiserror::Error)]
#[error("the claim is about this scenario")]
struct Run {
    text: Source,
    span: Range<usize>,
}

impl Diagnostic for Run {
    fn severity(&self) -> Option<Severity> {
        Some(Severity::Advice)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.text)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(std::iter::once(LabeledSpan::new_primary_with_span(None, self.span.clone()))))
    }
}
