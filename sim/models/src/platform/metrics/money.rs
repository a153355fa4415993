//! Revenue, cash and runway.

use super::NAME;
use crate::books::dollars;
use crate::observation::Segment;
use crate::platform::money::General;
use crate::platform::statistics::{Closing, Revenue, Run};

/// Cash from operations, without funding. Equity is no income: a round that only one of two arms closes is
/// not an effect of the programme on earnings, and investors get a share of the company for it.
pub(super) fn operating_cash(general: &General) -> i64 {
    general.cash() - general.funding()
}

/// The month with the least cash at its end, counted from 1, and that cash in cents.
pub(super) fn trough(months: &[Closing]) -> Option<(f64, i64)> {
    let cash = months.iter().map(|month| month.cash).enumerate();
    cash.min_by_key(|&(_, cash)| cash).map(|(place, cash)| ((place + 1) as f64, cash))
}

/// The burn rate in dollars: mean cost of a month beyond its income, over this number of months at the end.
pub(super) fn burn(months: &[Closing], over: usize) -> Option<f64> {
    let over = over.min(months.len());
    let last = months.last()?;
    let first = months.len() - over;
    let (cash, funding) =
        first.checked_sub(1).map_or((0, 0), |place| (months[place].cash, months[place].funding));
    // Funding is no income.
    Some(dollars(cash + (last.funding - funding) - last.cash) / over as f64)
}

pub(super) fn segments(run: &Run) -> impl Iterator<Item = Segment> {
    let revenue = Revenue::of(&run.general);
    Revenue::STREAMS.into_iter().zip(revenue.0).filter(|&(_, cents)| cents != 0).map(
        |((stream, ..), cents)| Segment {
            metric: NAME.revenue,
            segment: format!("stream:{stream}"),
            value: Some(dollars(cents)),
        },
    )
}
