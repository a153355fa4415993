//! The errors of mistyped directives: where, and what to type.

use bazaar_report::cause::Cause;

use crate::shelf::Shelf;

/// The chapter is refused at this place with this message and this help.
#[track_caller]
fn refused(chapter: &str, place: &str, message: &str, help: &str) {
    let (shown, error) = Shelf::new(chapter).mistakes();
    // Long lines are wrapped, with the rest below the words above it.
    let flat = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(shown.contains(&format!("chapter.md:{place}]")), "{shown}");
    assert!(flat.contains(message), "no `{message}` in {shown}");
    assert!(flat.contains(help), "no `{help}` in {shown}");
    assert_eq!(error.cause(), Cause::Input);
}

#[test]
fn an_unknown_directive_is_told_the_known_ones() {
    refused("a {{ valeu a b }}", "1:6", "there is no directive `valeu`", "did you mean `value`?");
}

#[test]
fn an_unknown_scenario_is_told_its_neighbour() {
    refused(
        "Ю {{ value voluntier/base availability }}",
        "1:12",
        "there is no scenario `voluntier/base`",
        "did you mean `volunteer/base`?",
    );
}

#[test]
fn a_study_or_a_figure_that_is_not_there_is_told_its_neighbour() {
    refused(
        "{{ study studies/delaybound }}",
        "1:10",
        "there is no study `studies/delaybound`",
        "did you mean `studies/delay-bound`?",
    );
    refused(
        "{{ study reference/mm1 }}",
        "1:10",
        "there is no study `reference/mm1`",
        "`bazaar models` lists",
    );
    let shelf = Shelf::new("{{ study counters.toml margin }}");
    shelf.file(
        "counters.toml",
        "scenario = \"reference/mm1\"\nset = [\"study.horizon=30 d\", \"study.warm_up=1 d\", \"study.replications=2\"]\n\
         [compare]\nmetrics = [\"wait\"]\narms = [{ name = \"one\" }, { name = \"two\" }]\n",
    );
    let (shown, _) = shelf.mistakes();
    assert!(
        shown.contains("the study has no figure `margin`") && shown.contains("wait_differences"),
        "{shown}"
    );
}

#[test]
fn an_unknown_metric_is_told_its_neighbour() {
    refused(
        "\n\n{{ value volunteer/base availibility }}",
        "3:25",
        "the model `volunteer` has no metric `availibility`",
        "did you mean `availability`?",
    );
}

#[test]
fn an_unknown_flag_is_told_its_neighbour() {
    refused(
        "{{ value reference/mm1 wait --replication 5 }}",
        "1:29",
        "`--replication` is not understood here",
        "did you mean `--replications`?",
    );
}

#[test]
fn a_missing_word_is_asked_for() {
    refused("{{ value }}", "1:1", "the directive lacks a scenario", "type {{ value SCENARIO METRIC");
    refused("{{ value reference/mm1 }}", "1:1", "the directive lacks a metric", "type {{ value");
    refused("{{ value reference/mm1 wait --seed }}", "1:29", "`--seed` needs a value", "type {{ value");
    refused("{{ claim reference/mm1 wait within 3 to }}", "1:1", "lacks a second number", "LOW to HIGH");
}

#[test]
fn a_word_too_many_is_pointed_at() {
    refused(
        "{{ value reference/mm1 wait utilisation }}",
        "1:29",
        "`utilisation` is not understood here",
        "type {{",
    );
}

#[test]
fn a_wrong_number_is_pointed_at() {
    refused(
        "{{ value reference/mm1 wait --replications 0 }}",
        "1:44",
        "a whole number of at least 1 is needed, got `0`",
        "from 1",
    );
    refused("{{ claim reference/mm1 wait within a to 2 }}", "1:36", "`a` is not a number", "such as 0.25");
    refused(
        "{{ claim reference/mm1 wait within 3 to 2 }}",
        "1:36",
        "the range is empty",
        "the smaller number first",
    );
    refused("{{ claim reference/mm1 wait about 3 }}", "1:29", "`about` is not understood", "covers X");
}

#[test]
fn a_wrong_unit_is_pointed_at() {
    refused(
        "{{ claim reference/mm1 wait covers 8 km }}",
        "1:38",
        "`km` is not a unit of `wait`",
        "its unit is h",
    );
    refused(
        "{{ claim reference/mm1 wait covers 8% }}",
        "1:36",
        "`%` is not a unit of `wait`",
        "its unit is h",
    );
    refused("{{ value reference/mm1 wait --percent }}", "1:24", "`wait` is not one", "leave out --percent");
}

#[test]
fn a_block_stands_alone() {
    refused("see {{ table reference/mm1 }}", "1:5", "`table` must be on a line of its own", "move it");
}

#[test]
fn what_is_not_closed_says_how() {
    refused("{{ value reference/mm1 wait }", "1:1", "not closed", "on the same line");
}

#[test]
fn a_wrong_parameter_is_told_as_on_the_command_line() {
    refused(
        "{{ value reference/mm1 wait --set model.queue.server=2 }}",
        "1:10",
        "unknown key `server`",
        "did you mean `servers`?",
    );
}

#[test]
fn a_sweep_is_told_to_pick() {
    refused(
        "{{ value reference/mm1 wait --set \"model.queue.servers=[1, 2]\" }}",
        "1:1",
        "several values for model.queue.servers",
        "--set model.queue.servers=1 or 2",
    );
}

#[test]
fn a_metric_without_a_course_says_which_have_one() {
    refused("{{ figure reference/mm1 wait QUICK }}", "1:25", "over time", "--distribution");
}

#[test]
fn a_sweep_of_what_no_axis_could_show_says_what_to_type() {
    let help = "values in one unit";
    refused(
        "{{ sweep reference/mm1 wait model.queue.servers=1 }}",
        "1:29",
        "a curve needs at least two values",
        help,
    );
    refused("{{ sweep reference/mm1 wait model.queue.servers=a,b }}", "1:29", "`a` is not a number", help);
    refused(
        "{{ sweep reference/mm1 wait study.horizon=\"1 d,2 h\" }}",
        "1:29",
        "must have one unit, got d, h",
        help,
    );
    refused(
        "{{ sweep reference/mm1 wait model.queue.servers=1,2 --mark 5%=x }}",
        "1:60",
        "is not a mark at a value of model.queue.servers",
        "in the unit of the others",
    );
    refused(
        "{{ sweep reference/mm1 wait model.queue.server=1,2 }}",
        "1:29",
        "unknown key `server`",
        "did you mean `servers`?",
    );
}

#[test]
fn sliders_say_what_they_can_move_over() {
    let help = "values in one unit";
    refused("{{ explore reference/mm1 wait }}", "1:1", "lacks a parameter with values", "type {{ explore");
    refused(
        "{{ explore reference/mm1 wait model.queue.servers=1 }}",
        "1:31",
        "a curve needs at least two values",
        help,
    );
    refused(
        "{{ explore reference/mm1 wait model.queue.servers=1,two }}",
        "1:31",
        "`two` is not a number",
        help,
    );
    refused(
        "{{ explore reference/mm1 wait model.queue.servers=1,2 model.queue.server=1,2 }}",
        "1:55",
        "unknown key `server`",
        "did you mean `servers`?",
    );
    refused(
        "{{ explore reference/mm1 wait model.queue.servers=1,2 --label One --label Two }}",
        "1:75",
        "at most one label for each slider, got `Two`",
        "one label, in their order",
    );
    refused(
        "{{ explore reference/mm1 wait a=1,2 b=1,2 c=1,2 d=1,2 }}",
        "1:49",
        "at most 3 sliders",
        "leave one out",
    );
    let many: Vec<String> = (1..=15).map(|number| number.to_string()).collect();
    let many = many.join(",");
    refused(
        &format!("{{{{ explore reference/mm1 wait model.queue.servers={many} b={many} }}}}"),
        "1:1",
        "at most 200 points, got 225",
        "no more than 200",
    );
}

#[test]
fn coverage_says_how_many_replications_it_takes() {
    refused("{{ coverage reference/mm1 wait 8.1 h QUICK }}", "1:1", "lacks the size", "--each N");
    refused("{{ coverage reference/mm1 wait 8.1 h --each 1 }}", "1:45", "at least 2, got `1`", "from 2");
    refused(
        "{{ coverage reference/mm1 wait 8.1 km --each 5 }}",
        "1:36",
        "`km` is not a unit",
        "its unit is h",
    );
    refused(
        "{{ coverage reference/mm1 wait 8.1 h --each 5 QUICK }}",
        "1:1",
        "at least 20 intervals, got 1 of 5 replications",
        "make 100 replications",
    );
}

#[test]
fn a_description_of_no_model_is_told_the_models() {
    refused("{{ odd quue }}", "1:8", "there is no model `quue`", "did you mean `queue`?");
}

#[test]
fn a_plane_and_a_map_say_what_there_is() {
    refused("{{ plane reference/mm1 wait }}", "1:1", "lacks a metric to go up", "type {{ plane");
    refused(
        "{{ plane reference/mm1 wait wait QUICK }}",
        "1:24",
        "there is no wait over time",
        "follows over time",
    );
    refused("{{ map reference/mm1 QUICK }}", "1:1", "do not meet in space", "that has a map");
}

#[test]
fn what_only_some_models_have_says_which() {
    refused("{{ heat reference/mm1 }}", "1:1", "lacks a metric", "type {{ heat SCENARIO METRIC");
    refused(
        "{{ heat reference/mm1 wait QUICK }}",
        "1:23",
        "no wait by two things at once",
        "two things at once",
    );
    refused("{{ shape reference/mm1 }}", "1:1", "lacks a figure", "type {{ shape SCENARIO FIGURE");
    refused(
        "{{ shape reference/mm1 mrr_bridge QUICK }}",
        "1:24",
        "no figure `mrr_bridge`",
        "`queue` has none here",
    );
    refused(
        "{{ shape reference/mm1 mrr_bridge wait QUICK }}",
        "1:35",
        "`wait` is not understood",
        "type {{ shape SCENARIO",
    );
    let month = "--replications 1 --set \"study.horizon=1 month\"";
    let chapter = format!("{{{{ shape subscription/base mrr_brigde {month} }}}}");
    refused(&chapter, "1:28", "no figure `mrr_brigde`", "did you mean `mrr_bridge`? It has mrr_bridge, ");
    refused(
        "{{ cells reference/mm1 wait QUICK }}",
        "1:24",
        "no two-dimensional wait",
        "`table` has the others",
    );
    refused("{{ dots reference/mm1 wait }}", "1:1", "lacks a second metric", "type {{ dots");
    refused("{{ dots reference/mm1 wait utilisation QUICK }}", "1:23", "wait is in h and", "in one unit");
    let metrics = "leads mrr --replications 1 --set \"study.horizon=1 month\"";
    let chapter = format!("{{{{ funnel subscription/base {metrics} }}}}");
    refused(&chapter, "1:29", "one axis cannot show both", "in the same stretch of time");
}

#[test]
fn several_metrics_need_an_axis_in_common() {
    let metrics = "participation_buyers joins_buyers";
    let chapter = format!("{{{{ figure reference/two-sides {metrics} --replications 1 }}}}");
    refused(&chapter, "1:31", "participation_buyers is in share", "a figure of its own");
    let chapter = "{{ figure reference/mm1 wait utilisation --distribution }}";
    refused(chapter, "1:1", "have no axis in common", "a figure of its own");
}

#[test]
fn a_formula_that_is_none_is_pointed_at() {
    refused("so $`\\frac{a`$", "1:4", "the formula is not valid LaTeX", "$`\\frac{a}{b}`$");
}

#[test]
fn the_books_own_scenarios_are_found_and_their_errors_shown() {
    let shelf = Shelf::new("{{ value scenarios/bank.toml utilisation }}\n");
    shelf.file("scenarios/bank.toml", "[study]\nhorizon = \"10 d\"\nreplications = 2\n[model.queue]\n");
    assert!(shelf.page().contains("<data "));
    let shelf = Shelf::new("{{ value scenarios/bank.toml utilisation }}\n");
    shelf.file("scenarios/bank.toml", "[model.queue]\nservers = \"two\"\n");
    let (message, _) = shelf.mistakes();
    assert!(message.contains("scenarios/bank.toml:2:11]"), "{message}");
    let (message, _) = Shelf::new("{{ value scenarios/bank.toml utilisation }}\n").mistakes();
    assert!(message.contains("paths of scenarios start from the book's folder"), "{message}");
}

#[test]
fn all_mistakes_of_all_chapters_come_at_once() {
    let shelf = Shelf::new("{{ one }} and {{ two }}\n");
    shelf.file("src/SUMMARY.md", "- [A chapter](chapter.md)\n- [Another](another.md)\n");
    shelf.file("src/another.md", "# Another\n\n{{ three }}\n");
    let (message, _) = shelf.mistakes();
    for place in ["chapter.md:1:4]", "chapter.md:1:18]", "another.md:3:4]"] {
        assert!(message.contains(place), "no {place} in {message}");
    }
    assert!(message.contains("the book has 3 mistakes"), "{message}");
}

#[test]
fn a_chapter_that_is_not_there_is_named() {
    let shelf = Shelf::new("");
    shelf.file("src/SUMMARY.md", "- [A chapter](nosuch.md)\n");
    shelf.file("book.toml", "[build]\ncreate-missing = false\n");
    let (message, error) = shelf.mistakes();
    assert!(message.contains("nosuch.md"), "{message}");
    assert_eq!(error.cause(), Cause::Input);
}

#[test]
fn a_setting_that_is_none_is_named() {
    let shelf = Shelf::new("");
    shelf.file("book.toml", "[preprocessor.bazaar]\nscenario = \"x\"\n");
    let (message, _) = shelf.mistakes();
    assert!(message.contains("unknown field `scenario`"), "{message}");
}

#[test]
fn an_unknown_model_is_told_the_known_ones() {
    refused("{{ glossary volunter }}", "1:13", "there is no model `volunter`", "did you mean `volunteer`?");
    refused(
        "{{ parameters cue }}",
        "1:15",
        "there is no model `cue`",
        "The models are marketplace, platform, queue, referral, subscription, volunteer",
    );
}

#[test]
fn a_published_figure_must_be_a_number_that_can_be_divided_by() {
    let help = "type one above zero";
    refused("{{ beside reference/mm1 wait 0 h }}", "1:30", "the published figure must be above zero", help);
    refused("{{ beside reference/mm1 wait 8 TB }}", "1:32", "`TB` is not a unit of `wait`", "its unit is h");
    refused("{{ beside reference/mm1 wait 9 to 8 h }}", "1:30", "the range is empty", "smaller number first");
    refused(
        "{{ beside reference/mm1 wait 8 --times no }}",
        "1:40",
        "a number above zero, got `no`",
        "such as 25",
    );
}

#[test]
fn a_scenario_without_checks_has_none_to_show() {
    refused("{{ checks volunteer/base }}", "1:1", "`volunteer/base` states no checks", "[[checks]]");
}
