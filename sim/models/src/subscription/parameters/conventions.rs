//! The definitions of KPIs that a scenario has chosen, in words.

use super::{ChurnOver, FirstMargin, FreeAccounts, Kpi, Pausing};
use crate::metric::Convention;

impl Kpi {
    /// The choices in the `kpi` table, each with the metrics that it affects.
    #[must_use]
    pub fn conventions(&self) -> Vec<Convention> {
        let convention = |metrics, path, text: &str| Convention { metrics, path, text: text.to_owned() };
        let either = |first: bool, texts: [&'static str; 2]| if first { texts[0] } else { texts[1] };
        let start = self.churn_over == ChurnOver::Start;
        let marketing = self.free_accounts_are == FreeAccounts::Marketing;
        let at_once = self.first_margin == FirstMargin::Month0;
        vec![
            convention(
                &["customer_churn"],
                "kpi.churn_over",
                either(
                    start,
                    [
                        "customers lost in a month over those at its start",
                        "customers lost in a month over the mean of those at its start and at its end",
                    ],
                ),
            ),
            convention(
                &["mrr_churn", "mrr_contraction"],
                "kpi.pausing_is",
                either(self.pausing_is == Pausing::Churn, ["a pause is churn", "a pause is contraction"]),
            ),
            convention(
                &["nrr_1_month", "nrr_12_months"],
                "kpi.nrr_with_reactivation",
                either(
                    self.nrr_with_reactivation,
                    ["what comes back counts", "what comes back does not count"],
                ),
            ),
            convention(
                &["cac"],
                "kpi.cac_with_reactivated",
                either(
                    self.cac_with_reactivated,
                    [
                        "spend over those who are new and those who come back",
                        "spend over those who are new, without those who come back",
                    ],
                ),
            ),
            convention(
                &["cac", "gross_margin"],
                "kpi.free_accounts_are",
                either(
                    marketing,
                    [
                        "free accounts are part of the cost of acquisition, not of the margin",
                        "free accounts are deducted from the margin, not part of the cost of acquisition",
                    ],
                ),
            ),
            convention(
                &["ltv_discounted"],
                "kpi.first_margin",
                either(
                    at_once,
                    [
                        "the first margin counts at month 0",
                        "the first margin counts at month 1, of survivors only",
                    ],
                ),
            ),
            convention(
                &["ltv_discounted", "ltv_sbg", "ltv_realised"],
                "kpi.discount",
                &format!("margins are discounted by {} a month", self.discount),
            ),
            convention(&["ltv_sbg"], "kpi.ltv_horizon", &format!("margins of the next {}", self.ltv_horizon)),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::ModelParameters;
    use crate::subscription::Parameters;

    fn text(kpi: &Kpi, path: &str) -> String {
        kpi.conventions().into_iter().find(|one| one.path == path).unwrap().text
    }

    #[test]
    fn every_choice_of_the_table_is_put_into_words_that_change_with_it() {
        let usual = Kpi::default();
        let other = Kpi {
            churn_over: ChurnOver::Average,
            nrr_with_reactivation: true,
            cac_with_reactivated: true,
            pausing_is: Pausing::Contraction,
            free_accounts_are: FreeAccounts::Margin,
            first_margin: FirstMargin::Month1,
            discount: crate::quantity::Quantity::constant(0.01),
            ltv_horizon: crate::quantity::Quantity::days(365),
        };
        for Convention { path, .. } in usual.conventions() {
            assert_ne!(text(&usual, path), text(&other, path), "{path}");
        }
        assert_eq!(text(&other, "kpi.discount"), "margins are discounted by 0.01 a month");
        assert_eq!(text(&other, "kpi.ltv_horizon"), "margins of the next 365 d");
    }

    #[test]
    fn conventions_are_about_metrics_that_there_are() {
        let metrics = ModelParameters::Subscription(Parameters::default()).metrics();
        let known = |name: &&str| metrics.iter().any(|metric| metric.name == *name);
        assert!(Kpi::default().conventions().iter().all(|one| one.metrics.iter().all(known)));
    }
}
