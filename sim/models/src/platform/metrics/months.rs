//! Time series by month, and the flows between components.

use super::NAME;
use crate::books::dollars;
use crate::observation::{Axis, Matrix, Series, SeriesKind};
use crate::platform::MONTH;
use crate::platform::statistics::{Closing, Flow, Revenue, Run};

pub(super) fn series(run: &Run) -> Vec<Series> {
    let months = &run.own.months;
    // The part of a month that the horizon cuts off belongs to the total.
    let all_time: Vec<Closing> = months.iter().chain(&run.own.rest).copied().collect();
    let of_all_time = |metric: &'static str, kind: SeriesKind, of: &dyn Fn(&Closing) -> f64| Series {
        metric,
        kind,
        width: MONTH,
        values: all_time.iter().map(of).collect(),
    };
    let mut all = vec![
        of_all_time(NAME.cash, SeriesKind::Level, &|month| dollars(month.cash)),
        of_all_time(NAME.members, SeriesKind::Level, &|month| month.members as f64),
        Series {
            metric: NAME.revenue,
            kind: SeriesKind::Sum,
            width: MONTH,
            values: monthly(&all_time).map(|revenue| dollars(revenue.total())).collect(),
        },
    ];
    if run.marketplace.is_some() {
        all.push(of_all_time(NAME.transactions, SeriesKind::Total, &|month| month.transactions as f64));
    }
    if months.is_empty() {
        return all;
    }
    // Active users are counted at the end of a month, over the time before it.
    let series = |metric: &'static str, of: &dyn Fn(&Closing) -> f64| Series {
        metric,
        kind: SeriesKind::Level,
        width: MONTH,
        values: months.iter().map(of).collect(),
    };
    if run.subscription.is_some() {
        all.push(series(NAME.active_users, &|month| month.active_users as f64));
        all.push(series(NAME.enterprise_clients, &|month| month.enterprise_clients as f64));
        all.push(series(NAME.high_value_organisations, &|month| month.stages.high_value as f64));
        all.push(series(NAME.low_value_users, &|month| month.stages.low_value as f64));
    }
    if run.idle.is_some() {
        let hosts = |month: &Closing, which: usize| month.hosts.map_or(0.0, |hosts| hosts[which] as f64);
        all.push(series(NAME.hosts_given, &|month| hosts(month, 0)));
        all.push(series(NAME.hosts_selling, &|month| hosts(month, 1)));
    }
    all
}

/// Revenue of each month alone.
fn monthly(months: &[Closing]) -> impl Iterator<Item = Revenue> + '_ {
    let before = std::iter::once(Revenue::default()).chain(months.iter().map(|month| month.revenue));
    months.iter().zip(before).map(|(month, before)| {
        let mut revenue = month.revenue;
        revenue.0.iter_mut().zip(before.0).for_each(|(now, before)| *now -= before);
        revenue
    })
}

pub(super) fn matrices(run: &Run) -> Vec<Matrix> {
    let mut matrices = vec![flows(run)];
    if !run.own.months.is_empty() {
        matrices.push(streams(&run.own.months));
    }
    matrices
}

/// Flows between components: rows give, columns receive.
fn flows(run: &Run) -> Matrix {
    let mut givers: Vec<&str> = Vec::new();
    let mut getters: Vec<String> = Vec::new();
    for (_, [from, to, what]) in Flow::possible(run) {
        if !givers.contains(&from) {
            givers.push(from);
        }
        getters.push(format!("{to}: {what}"));
    }
    // Columns that receive from several rows stand together.
    getters.sort();
    let volume = |giver: &&str, getter: &String| {
        let is_it = |from: &str, to: &str, what: &str| from == *giver && format!("{to}: {what}") == *getter;
        let flow = Flow::possible(run).find(|(_, [from, to, what])| is_it(from, to, what))?;
        Some(run.flows.of(flow.0) as f64)
    };
    let values = givers.iter().flat_map(|giver| getters.iter().map(move |getter| volume(giver, getter)));
    let values = values.collect();
    let columns = Axis { label: "getter", unit: "", names: getters };
    Matrix { metric: NAME.flows, rows: axis("giver", &givers), columns, values }
}

/// Revenue by month and stream, without streams that are zero throughout.
fn streams(months: &[Closing]) -> Matrix {
    let earned = months.last().map(|month| month.revenue).unwrap_or_default();
    let which: Vec<usize> = (0..Revenue::STREAMS.len()).filter(|&stream| earned.0[stream] != 0).collect();
    let names: Vec<&str> = which.iter().map(|&stream| Revenue::STREAMS[stream].0).collect();
    let values = monthly(months)
        .flat_map(|revenue| {
            which.iter().map(move |&stream| Some(dollars(revenue.0[stream]))).collect::<Vec<_>>()
        })
        .collect();
    let numbers: Vec<String> = (1..=months.len()).map(|month| month.to_string()).collect();
    Matrix {
        metric: NAME.revenue_by_stream,
        rows: Axis { label: "month", unit: "months", names: numbers },
        columns: axis("stream", &names),
        values,
    }
}

fn axis(label: &'static str, names: &[&str]) -> Axis {
    Axis { label, unit: "", names: names.iter().map(|&name| name.to_owned()).collect() }
}
