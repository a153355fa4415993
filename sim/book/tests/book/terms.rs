//! Words that have a definition: where they are marked, what they say, and where they lead.

use std::fs;

use bazaar_models::catalogue::ModelParameters;

use crate::shelf::{Shelf, shown};

const TERMS: &str = "# Terms\n\n| English | Bulgarian | is |\n|---|---|---|\n\
    | host | хост | a machine that belongs to a `volunteer` |\n\
    | subsidy | субсидия | what one side is paid |\n\
    | mean | средна | the sum over the number |\n\
    | confidence interval | интервал | where the \"true\" mean lies |\n";

/// A book with a glossary, of which this is a chapter.
fn shelf(chapter: &str) -> Shelf {
    let shelf = Shelf::new(chapter);
    shelf.file(
        "book.toml",
        "[book]\ntitle = \"A book\"\n[preprocessor.bazaar]\nterms = \"lists/terms.md\"\nmetrics = \"lists/metrics.md\"\n",
    );
    shelf.file(
        "src/SUMMARY.md",
        "- [A chapter](chapter.md)\n- [Terms](lists/terms.md)\n- [Metrics](lists/metrics.md)\n",
    );
    shelf.file("src/lists/terms.md", TERMS);
    shelf.file("src/lists/metrics.md", "# Metrics\n\n{{ glossary queue }}\n\nA host of `wait`.\n");
    shelf
}

/// The words that a page marks, with what they say and where they lead.
fn marked(page: &str) -> Vec<(String, String, String)> {
    let value = |tag: &str, name: &str| {
        let rest = tag.split_once(&format!(" {name}=\"")).unwrap().1;
        rest.split_once('"').unwrap().0.to_owned()
    };
    page.split("<a class=\"term\"")
        .skip(1)
        .map(|rest| {
            let (tag, rest) = rest.split_once('>').unwrap();
            let tag = format!(" {tag}");
            let inner = rest.split_once("</a>").unwrap().0.replace("<code>", "").replace("</code>", "");
            (inner, value(&tag, "title"), value(&tag, "href"))
        })
        .collect()
}

fn words(page: &str) -> Vec<String> {
    marked(page).into_iter().map(|(word, ..)| word).collect()
}

#[test]
fn a_term_is_marked_where_it_first_stands_in_a_section() {
    let text = "# A\n\nA Host and a host. Subsidies help\nhosts.\n\n## B\n\nHosts have a confidence\ninterval. Two confidence intervals.\n\n\
                ### C\n\nA host.\n";
    let page = shelf(text).page();
    assert_eq!(words(&page), ["Host", "Subsidies", "Hosts", "confidence interval"]);
    let (_, about, place) = &marked(&page)[0];
    assert_eq!(
        (about.as_str(), place.as_str()),
        ("a machine that belongs to a volunteer", "lists/terms.html#term-host")
    );
    assert_eq!(marked(&page)[3].1.replace("&quot;", "\""), "where the \"true\" mean lies");
}

#[test]
fn headings_links_code_pictures_and_directives_have_no_marks() {
    let text = "# A host\n\n[a host](chapter.md) and `host`, ![a host](data:,) <a href=\"chapter.html\">a host</a>\n\n```text\na host\n```\n\n\
                <figure>a host</figure>\n\n{{ value reference/mm1 wait QUICK }}\n\n> a subsidy\n";
    assert_eq!(words(&shelf(text).page()), ["subsidy"]);
    assert_eq!(words(&shelf("hostess, ghost, host-day, a_host, a chost").page()), [""; 0]);
}

#[test]
fn a_verb_is_no_term() {
    let page = shelf("What they mean is this. Batches mean much.\n\nThe mean is known.").page();
    assert_eq!(words(&page), ["mean"]);
    assert!(page.contains("The <a class=\"term\""), "{page}");
}

#[test]
fn a_metric_in_code_is_marked_wherever_it_stands_with_the_models_definition() {
    let page = shelf("Of reference/mm1, `wait` and `wait`, not wait, and `nothing`.\n\n## `wait`\n").page();
    let queue = ModelParameters::defaults().into_iter().find(|model| model.name() == "queue").unwrap();
    let wait = queue.metrics().iter().find(|metric| metric.name == "wait").unwrap();
    assert_eq!(words(&page), ["wait", "wait"]);
    let (_, about, place) = &marked(&page)[0];
    assert_eq!(about.replace("&#39;", "'"), format!("{}: {}", wait.unit, wait.about));
    assert_eq!(place, "lists/metrics.html#metric-queue-wait");
}

/// Several models have customers, and mean different ones.
#[test]
fn a_metric_of_several_models_is_that_of_the_chapters_scenarios_or_none() {
    let place =
        |text: &str| marked(&shelf(text).page()).into_iter().map(|(.., place)| place).collect::<Vec<_>>();
    assert_eq!(place("All `customers`."), [""; 0]);
    for model in ["subscription", "referral"] {
        assert_eq!(
            place(&format!("As in {model}/base, all `customers`.")),
            [format!("lists/metrics.html#metric-{model}-customers")]
        );
    }
}

#[test]
fn a_table_of_a_run_has_its_metrics_marked() {
    let page = shelf("{{ table reference/mm1 wait utilisation QUICK }}").page();
    assert_eq!(words(&page), ["wait", "utilisation"]);
    assert!(page.contains("<td><a class=\"term\""), "{page}");
}

#[test]
fn entries_have_their_places_and_no_marks() {
    let shelf = shelf("A host.");
    let built = shelf.build().unwrap_or_else(|error| panic!("{}", shown(error)));
    let read = |name: &str| fs::read_to_string(built.destination.join(name)).unwrap();
    let (terms, metrics) = (read("lists/terms.html"), read("lists/metrics.html"));
    for id in ["term-host", "term-subsidy", "term-confidence-interval"] {
        assert_eq!(terms.matches(&format!("id=\"{id}\"")).count(), 1, "{id}: {terms}");
    }
    assert_eq!(metrics.matches("id=\"metric-queue-wait\"").count(), 1);
    assert_eq!((words(&terms).len(), words(&metrics).len()), (0, 0));
    // On the page with all chapters the link leads to a place on it.
    let print = read("print.html");
    let place = &marked(&print)[0].2;
    let id = place.strip_prefix('#').unwrap_or_else(|| panic!("{place}"));
    assert_eq!(print.matches(&format!("id=\"{id}\"")).count(), 1, "{id}");
}

#[test]
fn a_book_without_a_glossary_has_no_marks_and_a_chapter_that_is_not_there_is_told() {
    assert_eq!(words(&Shelf::new("A host of reference/mm1 and `wait`.").page()), [""; 0]);
    let shelf = Shelf::new("A host.");
    shelf.file("book.toml", "[book]\ntitle = \"A book\"\n[preprocessor.bazaar]\nterms = \"glossary.md\"\n");
    let (message, _) = shelf.mistakes();
    let message = message.replace('│', " ").split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(message.contains("there is no chapter glossary.md; name one of SUMMARY.md"), "{message}");
}
