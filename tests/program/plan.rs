//! Scenarios that consist of one plan and of the same plan without one of its parts.

use bazaar_scenario::Scenario;

fn plan(name: &str, set: &[&str]) -> Scenario {
    Scenario::load(name, set).unwrap()
}

#[test]
fn the_plan_without_a_part_differs_from_the_plan_in_that_part_alone() {
    let parts = [
        ("platform/osu-no-partners", "model.platform.on.referral=true"),
        ("platform/osu-no-marketplace", "model.platform.on.marketplace=true"),
    ];
    let whole = plan("platform/osu-plan", &[]);
    for (name, on) in parts {
        let without = plan(name, &[]);
        assert_ne!(without.model, whole.model, "{name}");
        let with = plan(name, &[on]);
        assert_eq!((with.model, with.study), (whole.model.clone(), whole.study.clone()), "{name}");
    }
}
