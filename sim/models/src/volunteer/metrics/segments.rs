//! Metrics by class of hosts, by project, by team, and by cause of waste.

use super::NAME;
use super::view::{HOURS_PER_YEAR, View, add_up};
use crate::metrics::ratio;
use crate::observation::Segment;
use crate::volunteer::server::Fate;

pub(super) fn segments(view: &View<'_>) -> Vec<Segment> {
    let mut segments = by_class(view);
    if view.server.is_some() {
        segments.extend(by_project(view));
        segments.extend(by_fate(view));
        segments.extend(by_team(view));
    }
    segments
}

/// Hosts, availability and transitions of each class.
fn by_class(view: &View<'_>) -> Vec<Segment> {
    let classes = view.volunteer.parameters.classes.keys().enumerate();
    classes
        .flat_map(|(index, name)| {
            let members = view.volunteer.groups().iter().zip(&view.sums.fleet.groups);
            let total = add_up(members.filter(|(group, _)| group.class == index).map(|(_, sums)| sums));
            let segment = format!("class:{name}");
            [
                (NAME.hosts_active, view.per_hour(total.joined)),
                (NAME.availability, ratio(total.available, total.joined)),
                (
                    NAME.transitions_per_host_year,
                    ratio(total.transitions as f64, total.joined / HOURS_PER_YEAR),
                ),
            ]
            .map(|(metric, value)| Segment { metric, segment: segment.clone(), value })
        })
        .collect()
}

/// What was computed for each project.
fn by_project(view: &View<'_>) -> impl Iterator<Item = Segment> {
    let projects = view.volunteer.parameters.projects.keys().zip(&view.sums.fleet.projects);
    projects.map(|(name, &done)| Segment {
        metric: NAME.throughput_computed,
        segment: format!("project:{name}"),
        value: view.flops(done),
    })
}

/// Causes of wasted computing, as shares of all computing.
fn by_fate(view: &View<'_>) -> impl Iterator<Item = Segment> {
    let wasted = Fate::ALL.iter().filter(|(fate, _)| *fate != Fate::Valid);
    wasted.map(|(fate, name)| Segment {
        metric: NAME.wasted_flops_share,
        segment: format!("cause:{name}"),
        value: ratio(view.spent(*fate), view.computed),
    })
}

/// The number of teams that are shown individually.
const FIRST_TEAMS: usize = 10;

/// The credit of the first teams, of all others together, and of volunteers without a team.
fn by_team(view: &View<'_>) -> Vec<Segment> {
    let Some((none, teams)) = view.sums.server.credit_of_teams.by_team() else { return Vec::new() };
    let (first, others) = teams.split_at(teams.len().min(FIRST_TEAMS));
    let mut shown: Vec<(String, f64)> =
        (1..).zip(first).map(|(rank, &credit)| (format!("{rank}"), credit)).collect();
    if !others.is_empty() {
        shown.push(("others".to_owned(), others.iter().sum()));
    }
    shown.push(("none".to_owned(), none));
    let segment = |(team, credit)| Segment {
        metric: NAME.credit_granted,
        segment: format!("team:{team}"),
        value: view.per_day(credit),
    };
    shown.into_iter().map(segment).collect()
}
