//! The book in use: sliders, search, keyboard, dark theme, screen reader.
//!
//! A real browser shows the built book from a folder, and keys are pressed one after
//! another; no test clicks. Accessibility is checked by axe-core as far as a machine can, a
//! script that is not part of the book: `BAZAAR_AXE` is its path, as in `.ci/run`.
//! Without it that test prints so and checks nothing.

use serde_json::json;

use crate::book::{built, pages};
use crate::browser::{Browser, axe, browser, grave, stays};

/// The first sliders of a page.
const SLIDERS: &str = "document.querySelector('figure.explore')";

/// Presses the tabulator until the focus is where this script says.
#[track_caller]
fn tab_to(browser: &mut Browser, place: &str) {
    for _ in 0..400 {
        browser.press("Tab");
        if browser.evaluate(&format!("document.activeElement !== null && document.activeElement === {place}"))
            == true
        {
            return;
        }
    }
    panic!("the tabulator never comes to {place}");
}

#[track_caller]
fn found(browser: &mut Browser) -> String {
    browser.evaluate(&format!("{SLIDERS}.querySelector('output').textContent")).as_str().unwrap().to_owned()
}

fn points(browser: &mut Browser) -> u64 {
    browser.evaluate(&format!("{SLIDERS}.querySelectorAll('circle').length")).as_u64().unwrap()
}

#[test]
fn sliders_move_the_plot_by_keys_alone_and_ask_for_nothing() {
    let Some(mut browser) = browser() else { return };
    browser.look(&built().join("how-it-works.html"), false);
    assert_eq!(points(&mut browser), 1, "a prediction comes before the answer");
    tab_to(&mut browser, &format!("{SLIDERS}.querySelectorAll('input')[0]"));
    let first = found(&mut browser);
    assert!(
        first.starts_with("Mean service 0.3 h, Servers 1: Wait in line ") && first.contains(" ± "),
        "{first}"
    );
    let drawing = browser.evaluate(&format!("{SLIDERS}.querySelector('svg').innerHTML"));
    browser.press("ArrowRight");
    let second = found(&mut browser);
    assert!(second.starts_with("Mean service 0.5 h, Servers 1: Wait in line "), "{second}");
    assert_eq!(points(&mut browser), 2);
    assert_ne!(browser.evaluate(&format!("{SLIDERS}.querySelector('svg').innerHTML")), drawing);
    let heard = browser.evaluate("document.activeElement.getAttribute('aria-valuetext')");
    assert_eq!(heard, "0.5 h", "what a screen reader says");
    let label = browser.evaluate(&format!("{SLIDERS}.querySelector('svg').getAttribute('aria-label')"));
    assert!(label.as_str().unwrap().contains(&second), "{label}");
    browser.press("Tab");
    browser.press("ArrowRight");
    let other = found(&mut browser);
    assert!(other.starts_with("Mean service 0.5 h, Servers 2: "), "{other}");
    assert_ne!(other.split(": ").nth(1), second.split(": ").nth(1));
    browser.press("Tab");
    browser.press("Enter");
    assert_eq!(points(&mut browser), 14, "all points of the grid");
    let seen = browser.seen();
    assert!(seen.requests.iter().all(|request| stays(request, built())), "{:?}", seen.requests);
    assert!(seen.complaints.is_empty(), "{:?}", seen.complaints);
}

#[test]
fn every_page_with_sliders_shows_a_first_point_within_its_axes() {
    let Some(mut browser) = browser() else { return };
    let mut seen = 0;
    for (path, page) in pages() {
        let grids = page.matches("class=\"explore\"").count();
        if grids == 0 || path.ends_with("print.html") {
            continue;
        }
        browser.look(&built().join(&path), true);
        let whole = browser.evaluate(
            "[...document.querySelectorAll('figure.explore')].every(figure => { \
             [...figure.querySelectorAll('button')].forEach(button => button.click()); \
             const box = figure.querySelector('svg').getBoundingClientRect(); \
             const marks = [...figure.querySelectorAll('circle, path, text')].map(it => it.getBoundingClientRect()); \
             return marks.length > 4 && figure.querySelector('output').textContent.length > 20 \
             && marks.every(it => it.left >= box.left - 1 && it.right <= box.right + 1 && it.top >= box.top - 1 && it.bottom <= box.bottom + 1); })",
        );
        assert_eq!(whole, true, "{}", path.display());
        seen += grids;
    }
    assert!(seen >= 10, "only {seen} grids");
}

#[test]
fn search_finds_words_in_latin_and_in_cyrillic_letters_by_keys_alone() {
    let Some(mut browser) = browser() else { return };
    for (words, place) in [
        ("equilibrium", "Warm-up"),
        ("опашка", "Terms in Bulgarian"),
        ("МРЕЖОВ ефект", "Open business models"),
    ] {
        browser.look(&built().join("index.html"), false);
        browser.press("s");
        browser.wait_until("document.activeElement.id === 'mdbook-searchbar'");
        browser.write(words);
        browser.wait_until("document.querySelectorAll('#mdbook-searchresults li').length > 0");
        let results = browser.evaluate("document.getElementById('mdbook-searchresults').textContent");
        assert!(results.as_str().unwrap().contains(place), "{words}: {results}");
        let seen = browser.seen();
        assert!(seen.requests.iter().all(|request| stays(request, built())), "{:?}", seen.requests);
        browser.press("ArrowDown");
        browser.press("Enter");
        browser.wait_until("location.href.includes('highlight=') && document.querySelector('mark') !== null");
    }
}

#[test]
fn a_word_that_is_not_there_is_not_found() {
    let Some(mut browser) = browser() else { return };
    browser.look(&built().join("index.html"), false);
    browser.press("s");
    browser.write("щъркел");
    browser.wait_until(
        "document.getElementById('mdbook-searchresults-header').textContent.startsWith('No search results')",
    );
}

#[test]
fn the_keyboard_alone_reaches_every_control_and_turns_pages() {
    let Some(mut browser) = browser() else { return };
    browser.look(&built().join("volunteer/base.html"), false);
    let main = "document.querySelector('main a[href$=\".html\"], main details > summary')";
    for place in [
        "document.getElementById('mdbook-sidebar-toggle')",
        "document.getElementById('mdbook-theme-toggle')",
        "document.getElementById('mdbook-search-toggle')",
        main,
        "document.querySelector('main figure.explore input')",
    ] {
        tab_to(&mut browser, place);
    }
    browser.look(&built().join("volunteer/base.html"), false);
    tab_to(&mut browser, "document.getElementById('mdbook-sidebar-toggle')");
    let shown = "document.getElementById('mdbook-sidebar-toggle-anchor').checked";
    let before = browser.evaluate(shown);
    browser.press("Enter");
    assert_ne!(browser.evaluate(shown), before, "the table of contents comes or goes");
    browser.evaluate("document.activeElement.blur()");
    browser.press("ArrowRight");
    browser.wait_until(
        "location.pathname.endsWith('/volunteer/cold-start-bias.html') && document.readyState === 'complete'",
    );
}

#[test]
fn figures_and_sliders_read_on_a_dark_page() {
    let Some(mut browser) = browser() else { return };
    browser.look(&built().join("how-it-works.html"), true);
    let filter = browser.evaluate("getComputedStyle(document.querySelector('figure.plot img')).filter");
    assert!(filter.as_str().unwrap().starts_with("invert("), "a figure on white would glare: {filter}");
    // WCAG 2.2: 4.5 to 1 for texts (1.4.3), 3 to 1 for marks (1.4.11).
    let contrast = "(() => { \
        const channel = value => { const share = value / 255; return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4; }; \
        const light = colour => { const [r, g, b] = colour.match(/[0-9.]+/g).map(Number); \
            return 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b); }; \
        const ground = light(getComputedStyle(document.documentElement).backgroundColor); \
        const against = (name, property) => { const own = light(getComputedStyle(document.querySelector(name))[property]); \
            return (Math.max(own, ground) + 0.05) / (Math.min(own, ground) + 0.05); }; \
        return [against('main p', 'color'), against('figure.explore svg text', 'fill'), against('figure.explore output', 'color'), \
            against('figure.explore svg g.here', 'fill'), against('main p a', 'color')]; })()";
    let ratios = browser.evaluate(contrast);
    let ratios: Vec<f64> = ratios.as_array().unwrap().iter().map(|ratio| ratio.as_f64().unwrap()).collect();
    let [prose, label, found, mark, link] = ratios[..] else { panic!("{ratios:?}") };
    assert!(prose >= 4.5 && label >= 4.5 && found >= 4.5 && link >= 4.5 && mark >= 3.0, "{ratios:?}");
}

/// What the note beside a word says; nothing where there is none.
const NOTE: &str = "(() => { const note = document.getElementById('term-note'); return note.hidden ? '' : note.textContent; })()";

#[test]
fn a_word_shows_its_definition_to_pointer_focus_and_touch_and_leads_to_its_entry() {
    let Some(mut browser) = browser() else { return };
    let page = built().join("volunteer/base.html");
    browser.look(&page, false);
    let word = "document.querySelector('main a.term[href*=\"#metric-volunteer-\"]')";
    let name = browser.evaluate(&format!("{word}.textContent"));
    let metrics = bazaar_models::catalogue::ModelParameters::defaults();
    let volunteer = metrics.iter().find(|model| model.name() == "volunteer").unwrap();
    let metric = volunteer.metrics().iter().find(|metric| name == metric.name).unwrap();
    let about = metric.about.replace('`', "");
    let says = |found: &serde_json::Value| found.as_str().unwrap().ends_with(&about);
    assert_eq!(browser.evaluate(NOTE), "");
    // The pointer: it comes, can be gone into, and goes with Escape.
    browser.point(word, false);
    let found = browser.evaluate(NOTE);
    assert!(says(&found), "{found}");
    assert_eq!(browser.evaluate(&format!("{word}.getAttribute('aria-describedby')")), "term-note");
    browser.point("document.getElementById('term-note')", false);
    assert!(says(&browser.evaluate(NOTE)), "gone when the pointer goes into it");
    browser.press("Escape");
    assert_eq!(browser.evaluate(NOTE), "");
    browser.point("document.querySelector('main h1')", false);
    // The keyboard: it comes with the focus and goes with it, and Enter leads to the entry.
    browser.evaluate(&format!("{word}.focus()"));
    assert!(says(&browser.evaluate(NOTE)));
    let inside = "(() => { const box = document.getElementById('term-note').getBoundingClientRect(); \
                  return box.left >= 0 && box.top >= 0 && box.right <= innerWidth && box.bottom <= innerHeight; })()";
    assert_eq!(browser.evaluate(inside), true);
    browser.press("Tab");
    assert_ne!(browser.evaluate(NOTE), found);
    browser.evaluate(&format!("{word}.focus()"));
    browser.press("Enter");
    browser.wait_until(
        "location.pathname.endsWith('/metrics.html') && document.querySelector('tr:has(:target)') !== null",
    );
    // A finger on a phone: the first touch shows, the second follows.
    browser.resize(390, 800);
    browser.look(&page, true);
    browser.point(word, true);
    assert!(says(&browser.evaluate(NOTE)));
    assert_eq!(browser.evaluate(inside), true);
    assert_eq!(browser.evaluate("location.pathname.endsWith('/volunteer/base.html')"), true);
    browser.point(word, true);
    browser.wait_until("location.pathname.endsWith('/metrics.html')");
}

/// Pages of every kind.
const KINDS: [&str; 10] = [
    "index.html",
    "getting-started.html",
    "how-it-works.html",
    "models/volunteer.html",
    "volunteer/base.html",
    "marketplace/no-critical-mass.html",
    "labs/warm-up.html",
    "output-analysis.html",
    "metrics.html",
    "terms.html",
];

#[test]
fn the_accessibility_checker_finds_nothing_serious() {
    let Some(axe) = axe() else { return };
    let Some(mut browser) = browser() else { return };
    for page in KINDS {
        for dark in [false, true] {
            browser.look(&built().join(page), dark);
            assert_eq!(grave(&mut browser, &axe), json!([]), "{page}, dark: {dark}");
        }
    }
    // The checker itself: an image without words is found.
    browser.evaluate("document.querySelector('main').append(document.createElement('img'))");
    let grave = browser.evaluate("axe.run(document).then(found => found.violations.map(rule => rule.id))");
    assert!(grave.as_array().unwrap().contains(&json!("image-alt")), "{grave}");
}
