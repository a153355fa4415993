//! What reporting guidelines for discrete-event simulations require beyond the ODD description.
//!
//! The STRESS checklist (Monks et al. 2019) asks for activities, resources, queues, and entry and exit points
//! of entities. ODD has no headings for these, so they are here, in a sentence or two each; the details are
//! in the model's description.

use crate::catalogue::ModelParameters;

/// The components of a model, in the checklist's order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Components {
    /// Activities: what takes time, and which entities do it.
    pub activities: &'static str,
    /// Resources of limited capacity.
    pub resources: &'static str,
    /// Queues and their discipline.
    pub queues: &'static str,
    /// Entry and exit points of entities.
    pub entry_and_exit: &'static str,
}

impl ModelParameters {
    /// The components of this model; `None` if there is no description yet.
    #[must_use]
    pub fn components(&self) -> Option<Components> {
        // By name, so that a new model has a report before it has components.
        match self.name() {
            "queue" => Some(QUEUE),
            "volunteer" => Some(VOLUNTEER),
            "marketplace" => Some(MARKETPLACE),
            "subscription" => Some(SUBSCRIPTION),
            "referral" => Some(REFERRAL),
            "platform" => Some(PLATFORM),
            _ => None,
        }
    }
}

const QUEUE: Components = Components {
    activities: "The service of a customer by one server, for a time drawn from `service`.",
    resources: "`servers` identical servers; each serves one customer at a time.",
    queues: "One unlimited queue, first come, first served, without reneging.",
    entry_and_exit: "Customers come in at intervals drawn from `arrivals`, and leave when they have been served. Customers \
                     present at the horizon are counted up to it.",
};

const VOLUNTEER: Components = Components {
    activities: "Hosts alternate between available and unavailable. They download, compute and upload copies of jobs, write \
                 checkpoints, lose work since the last one, report and request work; servers hand out copies, validate results and \
                 grant credit.",
    resources: "The time of a host's processors and graphics processor, its memory, disk and link; where a project sets \
                it, the number of copies that its server can hand out in a day.",
    queues: "Copies that a server has not sent yet, by application; copies that a host has and has not computed yet. The \
             order is that of *Submodels*.",
    entry_and_exit: "Hosts exist at the beginning, arrive as a Poisson process with their owners, or are recruited, \
                     and leave for good at the end of their lifetime. Jobs are created at the application's supply, and end as \
                     done or failed.",
};

const MARKETPLACE: Components = Components {
    activities: "Jobs, which take a seller's time; searching; hearing of the platform; reconsidering whether to be in.",
    resources: "The time of sellers, who serve one job at a time unless a matching function joins them; the platform's \
                budget.",
    queues: "Open requests wait until a seller serves them, or until they expire or are abandoned.",
    entry_and_exit: "People hear of the platform, join, reconsider and leave; a person who leaves for good is replaced by \
                     a newcomer, so that a side's potential is constant. Requests come from buyers who are in, and end \
                     served or unserved.",
};

const SUBSCRIPTION: Components = Components {
    activities: "Trials, sales by people, billing periods, pauses; use of metered features; purchases without a contract.",
    resources: "None with limited capacity. Cash may fall below zero.",
    queues: "None.",
    entry_and_exit: "Accounts come in as leads, by channel or by word of mouth, or are there at the beginning. They churn, \
                     and may come back, or are gone for good.",
};

const REFERRAL: Components = Components {
    activities: "Inviting, trials, months that are paid for; payouts that vest, are paid, expire or are taken back; the \
                 tenure of hires.",
    resources: "Jobs, which are filled by one hire each; with a finite pool, people who are not customers yet.",
    queues: "None. A job that is vacant takes the first applicant who is hired.",
    entry_and_exit: "Customers are there at the beginning, come on their own, through an invitation or through a partner, and \
                     leave for good at the end of a month. Hires come from the market or are referred, and leave at the end of \
                     their tenure.",
};

const PLATFORM: Components = Components {
    activities: "Those of the models that are switched on: subscriptions, a marketplace, a referral programme, volunteers. The \
                 platform adds the handling of incidents by agents of the help desk.",
    resources: "Those of the models, and the agents of the help desk.",
    queues: "Those of the models, and the line of incidents that wait for an agent.",
    entry_and_exit: "Those of the models. An account is one person in all of them; incidents occur at a rate that \
                     follows the number of members, and by sales, and end when they have been handled.",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_described_is_described_in_whole_sentences() {
        for model in ModelParameters::defaults() {
            let Some(Components { activities, resources, queues, entry_and_exit }) = model.components()
            else {
                continue;
            };
            for text in [activities, resources, queues, entry_and_exit] {
                assert!(text.ends_with('.') && !text.contains("  "), "{}: {text}", model.name());
            }
        }
    }
}
