//! Headline metrics: the first sections of a platform's table and folder.

use crate::desk::Desk;

/// A plan that is over soon.
const SMALL: [&str; 9] = [
    "run",
    "platform/osu-plan",
    "--quiet",
    "--replications",
    "2",
    "--set",
    "study.horizon=4 month",
    "--set",
    "model.platform.marketplace.buyers.potential=5000",
];

#[test]
fn what_a_plan_is_asked_comes_first_and_parts_follow() {
    let answer = Desk::new().bazaar(&SMALL);
    assert_eq!(answer.status, 0, "{}", answer.stderr);
    let place = |what: &str| answer.stdout.find(what).unwrap_or_else(|| panic!("no {what:?} in the table"));
    let order = [
        "\nactive_users",
        "\ncash ",
        "\nbeside that\n",
        "\nincidents ",
        "\nsubscription\n",
        "\nmarketplace\n",
        "\nreferral\n",
        "\nwithout a value",
    ];
    assert!(order.windows(2).all(|pair| place(pair[0]) < place(pair[1])), "{}", answer.stdout);
    assert!(answer.stdout.contains("all of volunteer"), "{}", answer.stdout);
}

#[test]
fn no_metric_is_left_out_of_tables_for_scripts() {
    let desk = Desk::new();
    let csv = desk.bazaar(&[&SMALL[..], &["--format", "csv"]].concat());
    let json = desk.bazaar(&[&SMALL[..], &["--json"]].concat());
    for metric in bazaar_models::platform::Platform::metrics() {
        assert!(csv.stdout.contains(&format!("\n{},", metric.name)), "{} in CSV", metric.name);
        assert!(json.stdout.contains(&format!("\"{}\":", metric.name)), "{} in JSON", metric.name);
    }
}

#[test]
fn a_folder_of_the_plan_has_the_figures_that_matter() {
    let desk = Desk::new();
    let answer = desk.bazaar(&[&SMALL[..], &["--out", "plan"]].concat());
    assert_eq!(answer.status, 0, "{}", answer.stderr);
    let names = std::fs::read_dir(desk.path().join("plan/figures")).unwrap();
    let names: Vec<String> = names.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    for figure in [
        "flows",
        "revenue_by_stream",
        "cash_and_its_trough",
        "subscription_mrr_bridge",
        "active_users_over_time",
    ] {
        assert!(names.iter().any(|name| name.starts_with(figure)), "no {figure} in {names:?}");
    }
    assert!(!names.iter().any(|name| name.starts_with("marketplace_")), "{names:?}");
    assert!(names.len() < 60, "{} figures are too many to look at", names.len());
}
