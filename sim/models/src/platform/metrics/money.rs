//! Revenue, cash, and for how long it lasts.

use super::list;
use crate::observation::Segment;
use crate::platform::Platform;
use crate::platform::money::{Class, General};
use crate::platform::sums::{Closing, Revenue, Run};

const CENTS_PER_DOLLAR: f64 = 100.0;

pub(super) fn dollars(cents: i64) -> f64 {
    cents as f64 / CENTS_PER_DOLLAR
}

pub(super) fn values(run: &Run, without: Option<&Run>, platform: &Platform) -> Vec<Option<f64>> {
    let general = &run.general;
    let whole = |value: f64| general.is_complete().then_some(value);
    let revenue = Revenue::of(general).total();
    let rewards = run.referral.as_ref().and_then(crate::referral::ArmSums::paid);
    let over = |amount: i64| (revenue > 0).then(|| amount as f64 / revenue as f64);
    let cash = general.cash();
    let trough = trough(&run.own.months);
    let broke = run.own.months.iter().position(|month| month.cash < 0);
    let burn = burn(run, platform);
    let runway = burn.filter(|&burn| burn > 0.0 && cash > 0).map(|burn| dollars(cash) / burn);
    let months = |place: usize| (place + 1) as f64;
    let difference = |of: fn(&Run) -> Option<f64>| {
        let without = without?;
        Some(of(run)? - of(without)?)
    };
    vec![
        whole(dollars(revenue)),
        rewards.map(dollars),
        rewards.and_then(over),
        difference(|run| Some(dollars(Revenue::of(&run.general).total()))),
        difference(|run| run.own.months.last().map(|month| month.members as f64)),
        difference(|run| Some(dollars(operating_cash(&run.general)))),
        difference(|run| Some(dollars(run.general.funding()))),
        (revenue > 0)
            .then(|| (revenue - run.general.cost(Class::Serving)) as f64 / revenue as f64)
            .filter(|_| general.is_complete()),
        whole(dollars(general.profit())),
        whole(dollars(cash)),
        trough.map(|(_, cash)| dollars(cash)),
        trough.map(|(place, _)| months(place)),
        (!run.own.months.is_empty()).then(|| f64::from(u8::from(broke.is_some()))),
        broke.map(months),
        burn,
        runway,
        whole(general.unexplained() as f64 / CENTS_PER_DOLLAR),
    ]
}

/// What trade has left at hand. Equity is no income: a round that only one of two arms closes is no part of what the
/// programme has earned, and owners get a share of the company for it.
fn operating_cash(general: &General) -> i64 {
    general.cash() - general.funding()
}

/// The month that closes with the least cash, and how much that is.
fn trough(months: &[Closing]) -> Option<(usize, i64)> {
    months.iter().map(|month| month.cash).enumerate().min_by_key(|&(_, cash)| cash)
}

/// What a month has cost beyond what it brought, on average over the last months.
fn burn(run: &Run, platform: &Platform) -> Option<f64> {
    let months = &run.own.months;
    let over = platform.plan.burn_months.min(months.len());
    let last = months.last()?;
    let first = months.len() - over;
    let (cash, funding) =
        first.checked_sub(1).map_or((0, 0), |place| (months[place].cash, months[place].funding));
    // Funding is no trade.
    Some(dollars(cash + (last.funding - funding) - last.cash) / over as f64)
}

/// Revenue of all streams in a month, on average.
pub(super) fn by_stream(run: &Run) -> Option<f64> {
    let months = run.own.months.len();
    let revenue = run.own.months.last()?.revenue.total();
    Some(dollars(revenue) / months as f64)
}

pub(super) fn segments(run: &Run) -> impl Iterator<Item = Segment> {
    let revenue = Revenue::of(&run.general);
    Revenue::STREAMS.into_iter().zip(revenue.0).filter(|&(_, cents)| cents != 0).map(
        |((stream, ..), cents)| Segment {
            metric: list::REVENUE,
            segment: format!("stream:{stream}"),
            value: Some(dollars(cents)),
        },
    )
}
