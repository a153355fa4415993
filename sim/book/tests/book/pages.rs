//! What directives become on the page.

use std::fs;

use crate::shelf::{QUICK, Shelf};

#[test]
fn a_value_stands_in_its_sentence_with_its_interval() {
    let page = Shelf::new("Waits are {{ value reference/mm1 wait QUICK }}, about.").page();
    let (before, rest) = page.split_once("<data ").unwrap();
    let (value, after) = rest.split_once("</data>").unwrap();
    assert!(before.ends_with("<p>Waits are ") && after.starts_with(", about.</p>"), "{page}");
    let shown = value.split_once('>').unwrap().1;
    assert!(shown.contains("\u{a0}±\u{a0}") && shown.ends_with("\u{a0}h"), "{shown}");
    assert!(value.contains("bazaar run reference/mm1"), "{value}");
}

#[test]
fn a_line_may_hold_several_values_and_a_table_too() {
    let value = format!("{{{{ value reference/mm1 utilisation --percent {QUICK} }}}}");
    let page = Shelf::new(&format!("{value} and {value}\n\n| a |\n|---|\n| {value} |\n")).page();
    assert_eq!(page.matches("<data ").count(), 3, "{page}");
    assert!(page.contains("<td><data "), "{page}");
}

#[test]
fn a_figure_is_an_image_with_a_text_and_its_numbers() {
    let shelf =
        Shelf::new("# A\n\n{{ figure reference/mm1 customers_present --caption \"A line\" QUICK }}\n");
    let page = shelf.page();
    let image = page.split_once("<img ").unwrap().1.split_once('>').unwrap().0;
    assert!(image.starts_with("src=\"data:image/svg+xml,"), "{}", &image[..80]);
    let alt = image.split_once("alt=\"").unwrap().1.split_once('"').unwrap().0;
    assert!(alt.len() > 40 && alt.contains("mean"), "{alt}");
    assert!(page.contains("<figcaption>A line."), "the caption");
    let numbers = page.split_once("<details>").unwrap().1.split_once("</details>").unwrap().0;
    assert!(numbers.contains("Every 6th row") && numbers.contains("All 240 rows as a file"), "{numbers}");
    assert!(!page.contains("<svg"), "the figure is not in the text");
}

#[test]
fn a_distribution_can_be_drawn() {
    let page = Shelf::new("{{ figure reference/mm1 wait --distribution QUICK }}").page();
    assert!(page.contains("<img src=\"data:image/svg+xml,"), "{page}");
}

#[test]
fn a_sweep_makes_a_run_for_each_value() {
    let shelf = Shelf::new(
        "{{ sweep reference/mm1 wait model.queue.servers=1,2,3 --label Servers --mark 2=enough QUICK }}",
    );
    assert_eq!(shelf.build().unwrap().runs, 3);
    let page = shelf.page();
    assert!(page.contains("alt=\"Line chart.") && page.contains("over servers"), "{page}");
    assert!(page.contains("enough at 2") && page.contains("All 3 rows as a file"), "{page}");
    assert!(page.contains("model.queue.servers=VALUE"), "{page}");
}

#[test]
fn sliders_make_a_run_for_each_point_of_their_grid_and_the_page_holds_all_numbers() {
    let shelf = Shelf::new(
        "{{ explore reference/mm1 wait model.queue.servers=2,1,3 model.queue.service.exponential.mean=\"0.3 h,0.9 h\" \
         --label Servers --label \"Mean service\" --caption \"Waiting.\" QUICK }}",
    );
    assert_eq!(shelf.build().unwrap().runs, 6);
    let page = shelf.page();
    let grid = page.split("data-grid=\"").nth(1).unwrap().split('"').next().unwrap();
    let grid = grid.replace("&quot;", "\"").replace("&#34;", "\"");
    for fact in [
        r#""sides":[{"label":"Servers","values":["1","2","3"]},{"label":"Mean service","values":["0.3 h","0.9 h"]}]"#,
        r#""across":{"ends":["#,
        r#""ticks":[["#,
        r#""title":"Wait in line in h"}"#,
    ] {
        assert!(grid.contains(fact), "{fact} is not in {grid}");
    }
    assert_eq!(page.matches("<tr>").count(), 1 + 6, "a row for each point");
    assert!(page.contains("All 6 rows as a file") && page.contains("Waiting. <code"), "{page}");
    assert!(page.contains("model.queue.servers=VALUE"), "{page}");
    assert!(!page.contains("<noscript>"), "a grid of two parameters is no curve");
    let live = page.split("data-live=\"").nth(1).unwrap().split('"').next().unwrap();
    let live = live.replace("&quot;", "\"").replace("&#34;", "\"");
    assert!(live.contains(r#""do":"grid""#) && live.contains(r#"[1.0,"1"],[2.0,"2"]"#), "{live}");
}

#[test]
fn sliders_are_a_picture_where_no_script_runs() {
    let shelf = Shelf::new("{{ explore reference/mm1 wait model.queue.servers=1,2 QUICK }}");
    let page = shelf.page();
    let (_, picture) = page.split_once("<noscript><img src=\"data:image/svg+xml,").unwrap();
    assert!(picture.contains("alt=\"Line chart."), "{picture}");
    assert!(page.contains("<details open"), "{page}");
    assert_eq!(shelf.build().unwrap().runs, 0, "all of it is cached");
}

#[test]
fn coverage_is_a_share_of_intervals_with_its_own() {
    let shelf = Shelf::new(
        "Of all, {{ coverage reference/mm1 utilisation 90% --each 5 --replications 200 --set \"study.horizon=60 d\" \
         --set \"study.warm_up=30 d\" }} cover.",
    );
    let page = shelf.page();
    let share = page.split("value=\"").nth(1).unwrap().split('"').next().unwrap().parse::<f64>().unwrap();
    // Forty intervals, each of which misses once in twenty or somewhat more often: fewer than 30 cover
    // with a probability below one in a million.
    assert!((0.75..=1.0).contains(&share), "{page}");
    assert!(page.contains("of 40 intervals of 5 replications each"), "{page}");
}

#[test]
fn an_experiment_whose_warm_up_is_found_finds_its_own() {
    let shelf = Shelf::new(
        "Of all, {{ coverage reference/mm1-from-empty customers_present 9 --each 5 --replications 100 \
         --set \"study.horizon=400 h\" }} cover.",
    );
    assert_eq!(shelf.build().unwrap().runs, 20, "a run for each experiment");
    let page = shelf.page();
    let share = page.split("value=\"").nth(1).unwrap().split('"').next().unwrap().parse::<f64>().unwrap();
    // Four hundred hours are far too short for a line that takes weeks to fill, so intervals miss more often than
    // once in twenty; and experiments that were one and the same would all do alike.
    assert!(share > 0.0 && share < 0.95, "{page}");
    assert!(page.contains("of 20 intervals of 5 replications each"), "{page}");
}

#[test]
fn a_description_is_the_one_beside_the_code_without_its_title() {
    let page = Shelf::new("# The line\n\n{{ odd queue }}\n").page();
    assert_eq!(page.matches("<h1").count(), 1, "{page}");
    for element in ["Purpose and patterns", "Entities, state variables and scales", "Submodels"] {
        assert!(page.contains(&format!(">{element}</a></h2>")), "{element} in {page}");
    }
    assert!(page.contains("<td>Kendall 1953</td>"), "{page}");
}

#[test]
fn a_plane_makes_a_run_for_each_start() {
    let small = "--replications 2 --set \"study.horizon=20 week\" --set model.marketplace.buyers.potential=300 --set model.marketplace.sellers.potential=300";
    let sides = "participation_buyers participation_sellers";
    let start = |share: &str| {
        format!(
            "--start \"model.marketplace.buyers.seeded={share} model.marketplace.sellers.seeded={share}\""
        )
    };
    let both = format!("{} {}", start("0.5"), start("0.01"));
    let shelf = Shelf::new(&format!("{{{{ plane reference/two-sides {sides} {both} {small} }}}}"));
    assert_eq!(shelf.build().unwrap().runs, 2);
    let page = shelf.page();
    assert!(page.contains("2 of 2 launched") && page.contains("0 of 2 launched"), "{page}");
    let page = Shelf::new(&format!("{{{{ figure reference/two-sides {sides} {small} }}}}")).page();
    assert!(page.contains("unstable equilibrium at 0.214"), "{page}");
}

#[test]
fn a_map_has_its_cells_in_a_file() {
    let set = "--replications 2 --set \"study.horizon=2 month\" --set model.marketplace.buyers.potential=500";
    let page = Shelf::new(&format!("{{{{ map marketplace/base {set} }}}}")).page();
    assert!(page.contains("alt=\"Map.") && page.contains("All 400 rows as a file"), "{page}");
}

/// A subscription business that takes no time: five months, two replications.
const BUSINESS: &str =
    "--replications 2 --set \"study.horizon=5 month\" --set \"model.subscription.leads.rate=300 / month\"";

#[test]
fn what_a_business_lives_of_can_be_drawn() {
    let figures = [
        ("heat subscription/base cohort_retention", "alt=\"Heat map. Cohort retention by cohort and age"),
        ("shape subscription/base mrr_bridge", "alt=\"Waterfall chart. MRR bridge: from 0"),
        ("shape subscription/base survival_by_renewals", "closed form, if renewals alone decided"),
        (
            "shape subscription/base cash_and_its_trough",
            "alt=\"Line chart. Cash and its trough: the trough is",
        ),
        ("dots subscription/base revenue profit", "alt=\"Dot plot. Revenue: the mean is"),
        (
            "funnel subscription/base leads sign_ups new_customers",
            "alt=\"Funnel. From leads to new customers: Leads",
        ),
    ];
    let directive = |words: &str| format!("{{{{ {words} --caption \"A line\" {BUSINESS} }}}}\n\n");
    let shelf = Shelf::new(&figures.iter().map(|(words, _)| directive(words)).collect::<String>());
    assert_eq!(shelf.build().unwrap().runs, 1, "one run is read by all");
    let page = shelf.page();
    for (words, alt) in figures {
        assert!(page.contains(alt), "{words}: no `{alt}`");
    }
    assert_eq!(page.matches("<figcaption>A line.").count(), figures.len());
}

#[test]
fn how_word_spreads_is_drawn_from_one_run() {
    let small =
        "--caption \"A line\" --replications 2 --set \"study.horizon=60 d\" --set model.referral.pool=5000";
    let directive = |words: &str| format!("{{{{ {words} {small} }}}}\n\n");
    let shelf = Shelf::new(
        &["trees_by_size", "k_factor_by_generation"]
            .map(|name| directive(&format!("shape referral/base {name}")))
            .concat(),
    );
    assert_eq!(shelf.build().unwrap().runs, 1, "one run is read by both");
    let page = shelf.page();
    for alt in
        ["alt=\"Line chart. Trees by size: 0.", "alt=\"Dot plot. Reproduction number by generation: with the"]
    {
        assert!(page.contains(alt), "no `{alt}`");
    }
}

#[test]
fn what_triggers_changes_is_a_table() {
    let page = Shelf::new(&format!("{{{{ cells subscription/base changes {BUSINESS} }}}}")).page();
    assert!(page.contains("<th scope=\"col\">change</th><th scope=\"col\">cause</th>"), "{page}");
    assert!(page.contains("<td>conversion</td><td>cap on verifications</td>"), "{page}");
    assert!(page.contains("changes/month") && page.contains("2 replications of 5 month"), "{page}");
}

#[test]
fn a_table_has_the_metrics_that_are_asked_for() {
    let all = Shelf::new("{{ table reference/mm1 QUICK }}").page();
    let some = Shelf::new("{{ table reference/mm1 wait utilisation QUICK }}").page();
    assert_eq!((all.matches("<tr>").count(), some.matches("<tr>").count()), (8, 3), "{some}");
    assert!(some.contains("5 replications of 100 d, seed 1."), "{some}");
}

#[test]
fn a_scenario_is_shown_with_its_parameters_explained() {
    let page = Shelf::new("{{ scenario volunteer/base }}").page();
    assert!(page.contains("<code class=\"language-toml\">"), "{page}");
    assert!(page.contains("[model.volunteer.hosts]"), "the text");
    assert!(page.contains("How many hosts have joined when the run begins"), "the meaning");
    assert!(page.contains("Source: Anderson &amp; Fedak 2006"), "the source");
}

#[test]
fn a_glossary_defines_every_metric() {
    let page = Shelf::new("{{ glossary queue }}").page();
    assert!(page.contains("Share of the servers' time spent serving."), "{page}");
}

#[test]
fn parameters_have_their_defaults_and_meanings() {
    let page = Shelf::new("{{ parameters volunteer }}").page();
    assert!(page.contains("model.<wbr>volunteer.<wbr>classes.<wbr>NAME"), "{page}");
    assert!(
        page.contains("{ exponential = { mean = &quot;91 d&quot; } }")
            || page.contains("{ exponential = { mean = \"91 d\" } }"),
        "{page}"
    );
    assert!(page.contains("How many hosts have joined when the run begins"), "{page}");
}

#[test]
fn a_formula_is_mathml() {
    let page = Shelf::new("A load of $`\\rho < 1`$ costs $5 to $10.\n\n```math\n\\frac{1}{2}\n```\n").page();
    assert!(page.contains("<mi>ρ</mi><mo>&lt;</mo><mn>1</mn></math>"), "{page}");
    assert!(page.contains("<div class=\"formula\"><math display=\"block\"><mfrac>"), "{page}");
    assert!(page.contains("$5 to $10"), "{page}");
}

#[test]
fn code_is_left_as_it_is() {
    let page = Shelf::new("`{{ nosuch a }}`\n\n```text\n{{ claim a b }}\n```\n\nand \\{{ value }}\n").page();
    assert!(page.contains("<code>{{ nosuch a }}</code>"), "{page}");
    assert!(page.contains("{{ claim a b }}"), "{page}");
    assert!(page.contains("and {{ value }}"), "{page}");
}

#[test]
fn figures_stay_out_of_the_search_index() {
    let shelf = Shelf::new("# A\n\n{{ figure reference/mm1 customers_present QUICK }}\n");
    let built = shelf.build().unwrap();
    let index = fs::read_dir(&built.destination)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.file_name().unwrap().to_string_lossy().starts_with("searchindex"))
        .unwrap();
    let index = fs::read_to_string(index).unwrap();
    assert!(!index.contains("svg") && !index.contains("data:image"), "{index}");
}

#[test]
fn a_published_figure_has_the_simulated_one_and_their_ratio_beside_it() {
    let row = |words: &str| {
        let text =
            format!("| published | simulated | ratio |\n|---|---|---|\n| {{{{ beside {words} }}}} |\n");
        Shelf::new(&text).page()
    };
    let page = row("reference/mm1 customers_served 1_000 to 4_000 customers QUICK");
    assert!(page.contains("<td>1,000 to 4,000 customers</td><td><data "), "{page}");
    assert!(page.contains("</data></td><td>within</td>"), "{page}");
    let page = row("reference/mm1 customers_served 2400 --times 0.1 QUICK");
    let ratio = page.split_once("</data></td><td>").unwrap().1.split_once("\u{a0}±").unwrap().0;
    assert!((0.09..0.11).contains(&ratio.parse::<f64>().unwrap()), "{ratio}");
}

#[test]
fn checks_stand_with_their_sources() {
    let page = Shelf::new("{{ checks reference/always-on }}").page();
    assert_eq!(page.matches("<td>agrees</td>").count(), 4, "{page}");
    assert!(page.contains("nothing is wasted") && page.contains("bazaar</span> <span>verify"), "{page}");
    assert!(page.contains("<small>165 of 168 hours of 400 GFLOPS</small>"), "{page}");
}

#[test]
fn a_study_is_its_table_or_one_of_its_figures() {
    let shelf = Shelf::new(
        "# A\n\n{{ study counters.toml }}\n\n{{ study counters.toml wait_differences --caption \"Waits\" }}\n",
    );
    shelf.file(
        "counters.toml",
        "scenario = \"reference/mm1\"\nset = [\"study.horizon=30 d\", \"study.warm_up=1 d\", \"study.replications=3\"]\n\
         [compare]\nmetrics = [\"wait\"]\narms = [{ name = \"one\" }, { name = \"two\", set = [\"model.queue.servers=2\"] }]\n",
    );
    let page = shelf.page();
    assert!(page.contains(">one</td>") && page.contains(">two</td>"), "{page}");
    assert!(page.contains("<span>compare</span>") && page.contains("Waits. "), "{page}");
}

#[test]
fn the_manual_is_the_programs() {
    let page = Shelf::new("# Commands\n\n{{ commands }}\n").page();
    assert!(page.contains("bazaar run</a></h2>") && page.contains("Runs a <em>scenario</em>."), "{page}");
}
