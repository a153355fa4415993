//! Metrics of a part of the crowd, of a project, or of what was computed.

use super::computing::spent;
use super::list::{AVAILABILITY, COMPUTED, CREDIT, HOSTS_ACTIVE, TRANSITIONS, WASTED};
use super::{HOURS_PER_DAY, HOURS_PER_YEAR, SECONDS_PER_HOUR, add_up, computed, ratio};
use crate::observation::Segment;
use crate::volunteer::Volunteer;
use crate::volunteer::server::Fate;
use crate::volunteer::sums::Sums;

pub(super) fn segments(sums: &Sums, volunteer: &Volunteer, time: f64) -> Vec<Segment> {
    let mut segments = by_class(sums, volunteer, time);
    if !volunteer.plan.apps.is_empty() {
        segments.extend(by_project(sums, volunteer, time));
        segments.extend(by_fate(sums, volunteer));
        segments.extend(by_team(sums, time));
    }
    segments
}

/// Hosts, availability and transitions of each class.
fn by_class(sums: &Sums, volunteer: &Volunteer, time: f64) -> Vec<Segment> {
    let classes = volunteer.parameters.classes.keys().enumerate();
    classes
        .flat_map(|(index, name)| {
            let members = volunteer.groups().iter().zip(&sums.fleet.groups);
            let total = add_up(members.filter(|(group, _)| group.class == index).map(|(_, sums)| sums));
            let segment = format!("class:{name}");
            [
                (HOSTS_ACTIVE, ratio(total.joined, time)),
                (AVAILABILITY, ratio(total.available, total.joined)),
                (TRANSITIONS, ratio(total.transitions as f64, total.joined / HOURS_PER_YEAR)),
            ]
            .map(|(metric, value)| Segment { metric, segment: segment.clone(), value })
        })
        .collect()
}

/// What was computed for each project.
fn by_project<'a>(sums: &'a Sums, volunteer: &'a Volunteer, time: f64) -> impl Iterator<Item = Segment> + 'a {
    let projects = volunteer.parameters.projects.keys().zip(&sums.fleet.projects);
    projects.map(move |(name, &done)| Segment {
        metric: COMPUTED,
        segment: format!("project:{name}"),
        value: ratio(done, time * SECONDS_PER_HOUR),
    })
}

/// Why computing was wasted, as shares of all that was computed.
fn by_fate<'a>(sums: &'a Sums, volunteer: &'a Volunteer) -> impl Iterator<Item = Segment> + 'a {
    let wasted = Fate::ALL.iter().filter(|(fate, _)| *fate != Fate::Valid);
    wasted.map(|(fate, name)| Segment {
        metric: WASTED,
        segment: format!("cause:{name}"),
        value: ratio(spent(sums, *fate), computed(sums, volunteer)),
    })
}

/// How many teams are shown one by one.
const FIRST_TEAMS: usize = 10;

/// What the first teams, all others together, and those in no team are granted.
fn by_team(sums: &Sums, time: f64) -> Vec<Segment> {
    let Some((none, teams)) = sums.server.credit_of_teams.by_team() else { return Vec::new() };
    let (first, others) = teams.split_at(teams.len().min(FIRST_TEAMS));
    let mut shown: Vec<(String, f64)> =
        (1..).zip(first).map(|(rank, &credit)| (format!("{rank}"), credit)).collect();
    if !others.is_empty() {
        shown.push(("others".to_owned(), others.iter().sum()));
    }
    shown.push(("none".to_owned(), none));
    let of_day = |credit: f64| ratio(credit, time / HOURS_PER_DAY);
    let segment =
        |(team, credit)| Segment { metric: CREDIT, segment: format!("team:{team}"), value: of_day(credit) };
    shown.into_iter().map(segment).collect()
}
