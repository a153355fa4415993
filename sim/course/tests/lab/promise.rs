//! The promise of grading, on the shipped lab whose scenario is cheap.
//!
//! At least 97% of honest students have all numbers right, and of those who make a known mistake at least 90% are told
//! so, wherever the two can be told apart.

use bazaar_course::lab::{CourseKey, Lab, rehearse};
use bazaar_study::Silent;

/// The lab lets an honest student lose anything with a probability of 1%. Were it so just, then of 1,000 students more than 30 would
/// lose something with a probability below 1e-6, by the binomial distribution. What keys from one seed have in common
/// for students with the same values makes that more; with 400 replications it is a twentieth to a third of the variance of
/// an answer.
#[test]
fn honest_students_have_all_numbers_right_and_known_mistakes_are_recognised() {
    const STUDENTS: usize = 1_000;
    let lab = Lab::load("labs/warm-up").unwrap();
    let key = CourseKey::new(b"a promise that is kept");
    let found = rehearse(&lab, &key, STUDENTS, 0, &Silent).unwrap();
    assert!(found.honest * 100 >= STUDENTS * 97, "{found:?}");
    assert!(found.mistakes.len() >= 4, "{found:?}");
    let mut apart = 0;
    for mistake in &found.mistakes {
        apart += mistake.apart;
        assert!(mistake.recognised * 10 >= mistake.apart * 9, "{mistake:?}");
    }
    assert!(apart >= 2 * STUDENTS, "hardly any mistake can be told apart: {found:?}");
}

#[test]
fn a_rehearsal_is_the_same_on_any_number_of_threads() {
    let lab = Lab::load("labs/warm-up").unwrap();
    let key = CourseKey::new(b"a promise that is kept");
    let on = |threads| rehearse(&lab, &key, 6, threads, &Silent).unwrap();
    assert_eq!(on(1), on(3));
}
