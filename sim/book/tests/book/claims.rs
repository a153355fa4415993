//! Claims: one that holds is printed on the page, one that does not stops the build.

use bazaar_book::BookError;
use bazaar_report::cause::Cause;

use crate::shelf::Shelf;

#[test]
fn a_claim_that_holds_is_on_the_page() {
    let page = Shelf::new("{{ claim reference/mm1 utilisation within 80% to 100% QUICK }}\n").page();
    assert!(page.contains("<details class=\"claim\"><summary><strong>Checked:</strong>"), "{page}");
    assert!(page.contains("within 80% to 100%; found "), "{page}");
}

#[test]
fn a_false_claim_fails_at_its_line_and_names_the_scenario() {
    let shelf =
        Shelf::new("# Lines\n\nSome prose.\n\n{{ claim reference/mm1 wait within 900 to 901 h QUICK }}\n");
    let (message, error) = shelf.mistakes();
    assert!(message.contains("chapter.md:5:1]"), "{message}");
    assert!(message.contains("not within 900 to 901 h"), "{message}");
    assert!(message.contains("[reference/mm1:"), "{message}");
    assert!(message.contains("[model.queue]"), "{message}");
    assert!(message.contains("1 claim that does not hold"), "{message}");
    assert_eq!(error.cause(), Cause::False);
}

#[test]
fn a_mean_within_is_not_enough() {
    let (message, _) =
        Shelf::new("{{ claim reference/mm1 utilisation within 0.85 to 0.9 QUICK }}\n").mistakes();
    assert!(message.contains("--replications"), "{message}");
}

#[test]
fn one_replication_proves_nothing() {
    let (message, _) = Shelf::new("{{ claim reference/mm1 wait covers 8.1 --replications 1 --set \"study.horizon=10 d\" --set \"study.warm_up=0 h\" }}\n").mistakes();
    assert!(message.contains("a claim needs an interval"), "{message}");
}

#[test]
fn a_claim_is_about_the_scenario_that_was_varied() {
    let claim = |servers: u32| {
        format!(
            "{{{{ claim reference/mm1 wait within -0.5 to 0.5 QUICK --set model.queue.servers={servers} }}}}\n"
        )
    };
    assert!(Shelf::new(&claim(4)).build().is_ok());
    assert!(Shelf::new(&claim(1)).build().is_err());
}

#[test]
fn a_false_claim_and_a_slip_come_together() {
    let shelf = Shelf::new(
        "{{ claim reference/mm1 wait within 900 to 901 h QUICK }}\n\n{{ value reference/mm1 weight }}\n",
    );
    let (message, error) = shelf.mistakes();
    assert!(message.contains("1 mistake and 1 claim that does not hold"), "{message}");
    assert_eq!(error.cause(), Cause::Input, "{message}");
    let BookError::Mistakes { mistakes } = error else { panic!("{message}") };
    let lines: Vec<usize> = mistakes.iter().map(|mistake| mistake.position().0).collect();
    assert_eq!(lines, [1, 3]);
}
