//! The experiment that taught economists to distrust comparisons (LaLonde 1986).

use bazaar_study::evaluation::{Person, difference_in_differences, difference_of_means, gross_effect};

use crate::table::table;

fn groups() -> [Vec<Person>; 2] {
    let rows = table(include_str!("../data/nsw.csv"));
    let group = |treat: f64| {
        let people = rows.iter().filter(|row| row[0] == treat);
        people.map(|row| Person { before: row[1], after: row[2] }).collect()
    };
    [group(1.0), group(0.0)]
}

fn after(group: &[Person]) -> Vec<f64> {
    group.iter().map(|person| person.after).collect()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

#[test]
fn the_experiment_says_what_was_published() {
    let [treated, control] = groups();
    assert_eq!((treated.len(), control.len()), (185, 260));
    assert!((mean(&after(&treated)) - 6349.14).abs() < 0.005);
    assert!((mean(&after(&control)) - 4554.80).abs() < 0.005);
    let net = difference_of_means(&after(&treated), &after(&control), 0.95).unwrap();
    assert!((net.size.value - 1794.34).abs() < 0.005 && (net.standard_error - 671.00).abs() < 0.005);
    assert!(net.size.low > 0.0);
    let gains = difference_in_differences(&treated, &control, 0.95).unwrap();
    assert!((gains.size.value - 1529.20).abs() < 0.005, "{gains:?}");
    let gross = gross_effect(&treated, 0.95).unwrap();
    assert!((gross.size.value - 4817.09).abs() < 0.005, "{gross:?}");
}

#[test]
fn a_survey_as_the_control_group_turns_the_sign() {
    let [treated, _] = groups();
    let survey: Vec<f64> = table(include_str!("../data/cps_re78.csv"))
        .iter()
        .flat_map(|row| core::iter::repeat_n(row[0], row[1] as usize))
        .collect();
    assert_eq!(survey.len(), 15_992);
    let naive = difference_of_means(&after(&treated), &survey, 0.95).unwrap();
    assert!((naive.size.value + 8497.52).abs() < 0.005, "{naive:?}");
}
