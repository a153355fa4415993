//! How the components feed each other.

use bazaar_macros::Parameters;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::quantity::{Quantity, Ratio, Share};
use crate::subscription;
use crate::violation::Violation;

/// How the components feed each other. A link has no effect if one of its ends is off.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Parameters)]
#[serde(default, deny_unknown_fields)]
#[schemars(transform = Self::annotate)]
pub struct Links {
    /// Share of accounts that publish, and so sell in the marketplace, from signing up until they are gone
    /// (default assumed).
    #[param(default = 0.3)]
    pub publish: Quantity<Share>,
    /// Share of the users of an account who learn, and so buy there (default assumed).
    #[param(default = 0.5)]
    pub learn: Quantity<Share>,
    /// The feature of which a sale takes one use from the seller's account. When its cap is used up the
    /// account is asked to move up, and if it does not, it sells nothing more until the end of the month.
    /// None by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sale_takes: Option<String>,
    /// The feature of which a purchase takes one use from the buyer's account, such as a credential's
    /// verification. When its cap is used up the account is asked to move up, and if it does not, it buys
    /// nothing more until the end of the month. None by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purchase_takes: Option<String>,
    /// With the subscription business off: the share of the programme's customers who sell in the
    /// marketplace; the others buy (default assumed).
    #[param(default = 0.5)]
    pub referred_sell: Quantity<Share>,
    /// How strongly lost trust keeps buyers from going through with a job: by this share of the trust lost (default
    /// assumed).
    #[param(default = 1)]
    pub distrust_hires: Quantity<Share>,
    /// How much more likely accounts are to leave at a renewal when all trust is lost, as a multiple added to
    /// one (default assumed: twice as likely).
    #[param(default = 1, range = ..=100)]
    pub distrust_churns: Quantity<Ratio>,
}

impl Links {
    /// Features that the subscription business does not have.
    pub(super) fn unknown(&self, subscription: &subscription::Parameters) -> Vec<Violation> {
        let features = [("sale_takes", &self.sale_takes), ("purchase_takes", &self.purchase_takes)];
        let unknown = features.into_iter().filter_map(|(link, feature)| {
            let feature = feature.as_ref()?;
            (!subscription.features.contains_key(feature)).then(|| {
                let known: Vec<&str> = subscription.features.keys().map(String::as_str).collect();
                Violation::new(
                    link,
                    format!("the subscription business has no feature \"{feature}\""),
                    format!("type one of: {}", known.join(", ")),
                )
            })
        });
        unknown.collect()
    }
}
