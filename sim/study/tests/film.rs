//! Films show the run that a study counts, and nothing else.
#![allow(clippy::unwrap_used, clippy::float_cmp, reason = "a test may fail")]

use std::collections::{BTreeMap, BTreeSet};

use bazaar_models::look::{Entity, Fact, Layout, Sight};
use bazaar_scenario::{Scenario, Shipped, Source, shipped};
use bazaar_study::experiment::Task;
use bazaar_study::film::{Cut, Film, Filming, Frame, MOST_FRAMES, film};
use bazaar_study::{Settings, Silent, StudyError, run_until};

/// A scenario of each model, short enough for a test and in one partition.
const SCENARIOS: [(&str, &[&str]); 8] = [
    ("reference/mmc", &["study.horizon=20 d", "study.warm_up=2 d"]),
    ("referral/base", &["study.horizon=4 month", "model.referral.pool=3000", "model.referral.seeds=60"]),
    ("volunteer/base", &["study.horizon=6 d", "model.volunteer.hosts.initial=120"]),
    ("subscription/base", &["study.horizon=6 month"]),
    (
        "marketplace/base",
        &[
            "study.horizon=3 month",
            "model.marketplace.buyers.potential=600",
            "model.marketplace.sellers.potential=40",
        ],
    ),
    ("marketplace/leakage", &["study.horizon=2 month"]),
    ("platform/osu-plan", &["study.horizon=5 month"]),
    ("platform/idle-computing", &["study.horizon=2 month"]),
];

fn scenario(name: &str, sets: &[&str]) -> Scenario {
    Scenario::parse(Shipped::find(name).unwrap().source(), sets).unwrap()
}

fn all() -> impl Iterator<Item = Scenario> {
    SCENARIOS.into_iter().map(|(name, sets)| scenario(name, sets))
}

/// With the same history, step by step.
fn step_by_step(scenario: &Scenario) -> Scenario {
    let mut scenario = scenario.clone();
    scenario.model = scenario.model.step_by_step();
    scenario
}

/// The whole run in this number of frames.
fn whole(scenario: &Scenario, frames: u32, shown: usize) -> Film {
    let every = scenario.study.horizon.canonical() / f64::from(frames);
    let cut = Cut::Time { from: 0.0, every };
    film(scenario, &Filming { cut, shown, frames: frames + 2, ..Filming::by_time(scenario) }).unwrap()
}

fn events(scenario: &Scenario, from: f64, every: u64, frames: u32) -> Film {
    let cut = Cut::Events { from, every };
    film(scenario, &Filming { cut, frames, ..Filming::by_event(from) }).unwrap()
}

fn dial(film: &Film, frame: &Frame, part: Option<&str>, name: &str) -> f64 {
    let place = film.stage.dials.iter().position(|dial| dial.part == part && dial.name == name).unwrap();
    frame.view.dials[place].unwrap()
}

/// The number of entities in a state, in all rows.
fn in_state(film: &Film, scene: usize, sight: &Sight, name: &str) -> u64 {
    let states = &film.stage.scenes[scene].states;
    let place = states.iter().position(|state| state.name == name).unwrap();
    sight.counts.iter().skip(place).step_by(states.len()).sum()
}

fn number(fact: &Fact) -> f64 {
    match fact {
        Fact::Number(number) => *number,
        Fact::None => 0.0,
        Fact::Text(text) => panic!("{text} is no number"),
    }
}

#[test]
fn a_film_ends_with_what_the_run_observes() {
    for mut scenario in all() {
        scenario.study.seed = 7;
        let filmed = Filming { replication: 2, ..Filming::by_time(&scenario) };
        let filmed = film(&scenario, &filmed).unwrap();
        let settings = Settings { fingerprint: true, ..Settings::default() };
        let counted = |scenario: &Scenario| {
            let third = Task { scenario, first: 2, replications: Some(1) };
            run_until(&third, &settings, &[], &Silent).unwrap().observations.remove(0)
        };
        let (seen, expected) = (filmed.observation.unwrap(), counted(&step_by_step(&scenario)));
        assert!(expected.fingerprint.is_some());
        assert_eq!(format!("{seen:?}"), format!("{expected:?}"), "{}", scenario.name);

        // The scenario as it is, where hosts are followed ahead of the clock: the same, up to the order of sums.
        let ahead = counted(&scenario);
        // A platform does not count the steps of hosts that are followed ahead.
        let has_steps = scenario.name == "platform/idle-computing";
        assert!(seen.events == ahead.events || has_steps && seen.events > ahead.events, "{}", scenario.name);
        let metrics = scenario.model.metrics().iter().zip(seen.values.iter().zip(&ahead.values));
        for (metric, (one, other)) in metrics {
            let (one, other) = (one.unwrap_or(-1.0), other.unwrap_or(-1.0));
            assert!((one - other).abs() <= 1e-9 * one.abs(), "{}: {one} and {other}", metric.name);
        }
    }
}

#[test]
fn what_is_seen_does_not_depend_on_how_often_one_looks() {
    for scenario in all() {
        let (often, seldom) = (whole(&scenario, 60, 50), whole(&scenario, 6, 50));
        for (frame, same) in often.frames.iter().step_by(10).zip(&seldom.frames) {
            assert!((frame.time - same.time).abs() < 1e-6, "{}", scenario.name);
            assert_eq!((frame.events, &frame.view), (same.events, &same.view), "{}", scenario.name);
        }
        assert_eq!(seldom.frames.len(), 7, "{}", scenario.name);

        let from = 0.3 * scenario.study.horizon.canonical();
        let (often, seldom) = (events(&scenario, from, 1, 201), events(&scenario, from, 10, 21));
        for (frame, same) in often.frames.iter().step_by(10).zip(&seldom.frames) {
            let seen = |frame: &Frame| (frame.time, frame.events, frame.happened, frame.view.clone());
            assert_eq!(seen(frame), seen(same), "{}", scenario.name);
        }
        assert_eq!((often.frames.len(), seldom.frames.len()), (201, 21), "{}", scenario.name);
        let counts: Vec<u64> = often.frames.iter().map(|frame| frame.events).collect();
        assert!(counts.windows(2).all(|two| two[1] == two[0] + 1), "{}", scenario.name);
        assert!(often.frames[1..].iter().all(|frame| frame.happened.is_some()), "{}", scenario.name);
    }
}

/// What holds of any film.
fn check(film: &Film) {
    let name = &film.scenario.name;
    let mut before: Option<&Frame> = None;
    for frame in &film.frames {
        assert_eq!(frame.view.dials.len(), film.stage.dials.len(), "{name}");
        assert_eq!(frame.view.scenes.len(), film.stage.scenes.len(), "{name}");
        for (place, (sight, scene)) in frame.view.scenes.iter().zip(&film.stage.scenes).enumerate() {
            assert_eq!(
                (sight.counts.len(), sight.link_counts.len()),
                (scene.cells(), scene.links.len()),
                "{name}"
            );
            let shown: BTreeSet<u64> = sight.entities.iter().map(|entity| entity.id).collect();
            assert_eq!(shown.len(), sight.entities.len(), "{name}: everybody is shown once");
            assert!(sight.all() >= shown.len() as u64);
            assert!(sight.all_links() >= sight.links.len() as u64);
            let mut numbers = vec![0; scene.cells()];
            let mut reported = BTreeSet::new();
            for Entity { id, kind, row, state, at, parent, facts, .. } in &sight.entities {
                numbers[row * scene.states.len() + state] += 1;
                assert_eq!(facts.len(), scene.kinds[*kind].facts.len(), "{name}");
                assert_eq!(at.is_some(), matches!(scene.layout, Layout::Map { .. }), "{name}");
                assert!(parent.is_none_or(|parent| reported.contains(&parent)), "{name}: parents come first");
                reported.insert(*id);
            }
            let is_all = sight.all() == shown.len() as u64;
            assert!(
                numbers
                    .iter()
                    .zip(&sight.counts)
                    .all(|(shown, all)| shown <= all && (!is_all || shown == all))
            );
            for link in &sight.links {
                assert!(shown.contains(&link.from) && shown.contains(&link.to), "{name}");
                assert!(link.kind < scene.links.len(), "{name}");
            }
            // An entity in a cell was there before, or came from elsewhere.
            if let Some(before) = before {
                let mut counts: Vec<i128> =
                    before.view.scenes[place].counts.iter().map(|&n| n.into()).collect();
                for one in &frame.moves[place] {
                    for (cell, sign) in [(one.from, -1), (one.to, 1)] {
                        if let Some(cell) = cell {
                            counts[cell as usize] += sign * i128::from(one.number);
                        }
                    }
                }
                let now: Vec<i128> = sight.counts.iter().map(|&n| n.into()).collect();
                assert_eq!(counts, now, "{name}, {}", scene.title);
            }
        }
        before = Some(frame);
    }
}

#[test]
fn frames_are_what_their_stage_says() {
    for scenario in all() {
        check(&whole(&scenario, 40, 30));
        check(&whole(&scenario, 40, 100_000));
        check(&events(&scenario, 0.5 * scenario.study.horizon.canonical(), 1, 100));
    }
}

#[test]
fn every_scenario_can_be_filmed() {
    let mut filmed = 0;
    for shipped in shipped() {
        let scenario = Scenario::parse(shipped.source(), &[] as &[&str]).unwrap();
        if scenario.sweeps.is_empty() {
            let film = events(&scenario, 0.0, 3, 20);
            assert!(film.frames.len() > 1, "{}", scenario.name);
            check(&film);
            filmed += 1;
        }
    }
    assert!(filmed > 50, "{filmed}");
}

#[test]
fn whoever_is_in_the_queue_has_come_and_not_left() {
    let (name, sets) = SCENARIOS[0];
    let film = events(&scenario(name, sets), 0.0, 1, 1000);
    let (mut arrived, mut left, mut longest) = (0, 0, 0);
    for frame in &film.frames {
        match frame.happened.map(|happened| happened.words) {
            Some("a customer arrives") => arrived += 1,
            Some("a customer has been served and leaves") => left += 1,
            Some(other) => assert!(other.contains("warm-up"), "{other}"),
            None => assert_eq!(frame.events, 0),
        }
        let sight = &frame.view.scenes[0];
        let (waiting, busy) = (in_state(&film, 0, sight, "waits"), in_state(&film, 0, sight, "serves"));
        assert_eq!(waiting + busy, arrived - left, "at {} h", frame.time);
        assert_eq!(waiting as f64, dial(&film, frame, None, "in_line"));
        assert_eq!((waiting + busy) as f64, dial(&film, frame, None, "present"));
        let idle = in_state(&film, 0, sight, "idle");
        assert!(waiting == 0 || idle == 0, "nobody waits while a server idles");
        let came: Vec<f64> = sight
            .entities
            .iter()
            .filter(|entity| entity.kind == 1)
            .map(|entity| number(&entity.facts[0]))
            .collect();
        assert!(came.is_sorted() && came.iter().all(|&came| came <= frame.time));
        longest = longest.max(waiting);
    }
    assert!(longest > 3 && left > 400, "{longest} in line, {left} have left");
}

#[test]
fn dials_end_as_the_metrics_of_their_name() {
    let mut met = BTreeSet::new();
    for scenario in all() {
        let film = whole(&scenario, 5, 10);
        let (last, seen) = (film.frames.last().unwrap(), film.observation.as_ref().unwrap());
        let metrics = scenario.model.metrics();
        for of in &film.stage.dials {
            let full = of.part.map_or_else(|| of.name.to_owned(), |part| format!("{part}_{}", of.name));
            let Some(metric) = metrics.iter().position(|metric| metric.name == full) else { continue };
            assert_eq!(of.unit, metrics[metric].unit, "{}: {full}", scenario.name);
            let (shown, value) = (dial(&film, last, of.part, of.name), seen.values[metric].unwrap());
            assert_eq!(shown, value, "{}: {full}", scenario.name);
            met.insert(full);
        }
    }
    for name in ["utilisation", "wait", "customers_waiting", "customers_served", "mrr", "subscription_mrr"] {
        assert!(met.contains(name), "{name}");
    }
}

#[test]
fn mrr_is_what_those_who_pay_have() {
    let (name, sets) = SCENARIOS[3];
    let film = whole(&scenario(name, sets), 60, 100_000);
    let mut most = 0.0_f64;
    for frame in &film.frames {
        let sight = &frame.view.scenes[0];
        let of_accounts: f64 = sight.entities.iter().map(|account| number(&account.facts[3])).sum();
        let mrr = dial(&film, frame, None, "mrr");
        assert!((mrr - of_accounts).abs() < 0.005, "{mrr} and {of_accounts} at {} h", frame.time);
        assert_eq!(in_state(&film, 0, sight, "pays") as f64, dial(&film, frame, None, "customers"));
        assert_eq!(in_state(&film, 0, sight, "free") as f64, dial(&film, frame, None, "free_accounts"));
        most = most.max(mrr);
    }
    assert!(most > 100.0, "{most}");
    let moved = film.frames.iter().flat_map(|frame| frame.moves.iter().flatten());
    assert!(moved.filter(|one| one.from.is_some() && one.to.is_some()).count() > 10);
}

#[test]
fn nobody_joins_before_whoever_brought_them() {
    let (name, sets) = SCENARIOS[1];
    let film = whole(&scenario(name, sets), 30, 100_000);
    let mut brought = 0;
    let mut joined: BTreeMap<u64, (f64, f64)> = BTreeMap::new();
    for frame in &film.frames {
        let sight = &frame.view.scenes[0];
        assert_eq!(in_state(&film, 0, sight, "pays") as f64, dial(&film, frame, None, "customers_now"));
        let customers = in_state(&film, 0, sight, "pays") + in_state(&film, 0, sight, "has left");
        let real = dial(&film, frame, None, "customers");
        assert_eq!(customers as f64, real + dial(&film, frame, None, "fakes"));
        let is_customer = |person: &&Entity| person.facts[1] != Fact::None;
        for person in sight.entities.iter().filter(is_customer) {
            let (since, generation) = (number(&person.facts[1]), number(&person.facts[2]));
            let before = joined.insert(person.id, (since, generation));
            assert!(before.is_none_or(|before| before == (since, generation)), "the past does not change");
            if let Some(parent) = person.parent {
                let (parent_since, parent_generation) = joined[&parent];
                assert!(parent_since <= since && since <= frame.time);
                assert_eq!(parent_generation + 1.0, generation);
                brought += 1;
            } else {
                assert_eq!(generation, 0.0);
            }
        }
    }
    assert!(brought > 100, "{brought}");
}

#[test]
fn hosts_by_class_are_all_hosts() {
    let (name, sets) = SCENARIOS[2];
    let film = whole(&scenario(name, sets), 100, 20);
    for frame in &film.frames {
        let sight = &frame.view.scenes[0];
        let of = |state: &str| in_state(&film, 0, sight, state) as f64;
        assert_eq!(sight.all() as f64, dial(&film, frame, None, "hosts"));
        assert_eq!(of("on, idle") + of("computes"), dial(&film, frame, None, "hosts_on"));
        assert_eq!(of("computes"), dial(&film, frame, None, "hosts_computing"));
        assert_eq!(sight.entities.len(), 20);
    }
    // Some come and go between frames.
    let changed =
        film.frames.windows(2).filter(|two| two[0].view.scenes[0].counts != two[1].view.scenes[0].counts);
    assert!(changed.count() > 50);
}

#[test]
fn who_trades_is_in_and_who_has_leaked_has_met() {
    let (name, sets) = SCENARIOS[5];
    let film = whole(&scenario(name, sets), 20, 100_000);
    let mut leaked = 0;
    for frame in &film.frames {
        let sight = &frame.view.scenes[0];
        let states = film.stage.scenes[0].states.len();
        let (buyers, sellers) = sight.counts.split_at(states);
        assert_eq!(buyers.iter().sum::<u64>() as f64, dial(&film, frame, None, "buyers_in"));
        assert_eq!(sellers.iter().sum::<u64>() as f64, dial(&film, frame, None, "sellers_in"));
        let of: BTreeMap<u64, &Entity> = sight.entities.iter().map(|entity| (entity.id, entity)).collect();
        let mut leaks: BTreeMap<u64, f64> = BTreeMap::new();
        for link in &sight.links {
            assert_eq!((of[&link.from].kind, of[&link.to].kind), (0, 1), "from a buyer to a seller");
            assert!(link.kind == 2 || link.amount >= 1.0, "who has met has done a job");
            *leaks.entry(link.from).or_default() += f64::from(u8::from(link.kind == 1));
        }
        // A buyer may have leaked with a seller who has left since, but not the reverse.
        assert!(leaks.iter().all(|(buyer, leaks)| *leaks <= number(&of[buyer].facts[3])));
        leaked = sight.link_counts[1];
    }
    assert!(leaked > 0, "nobody leaks");
}

#[test]
fn a_platform_shows_its_parts_and_what_flows() {
    let (name, sets) = SCENARIOS[6];
    let film = whole(&scenario(name, sets), 10, 50);
    let scenes = &film.stage.scenes;
    assert_eq!(scenes[0].layout, Layout::Flows);
    assert!(scenes.len() > 3, "{}", scenes.len());
    let flowed =
        |frame: &Frame| frame.view.scenes[0].links.iter().map(|link| link.amount).collect::<Vec<_>>();
    let all: Vec<Vec<f64>> = film.frames.iter().map(flowed).collect();
    assert!(all.windows(2).all(|two| two[0].iter().zip(&two[1]).all(|(then, now)| then <= now)));
    let last: f64 = all.last().unwrap().iter().sum();
    assert!(last > 100.0, "{last}");
    // The flows counted at the end are those of the metric.
    let observed = film.observation.as_ref().unwrap();
    let metric = |name: &str| {
        let segment = format!("flow:{name}");
        observed.segments.iter().find(|one| one.metric == "flows" && one.segment == segment).unwrap().value
    };
    for (link, kind) in film.frames.last().unwrap().view.scenes[0].links.iter().zip(&scenes[0].links) {
        assert_eq!(metric(kind.name), Some(link.amount), "{}", kind.name);
    }
}

#[test]
fn what_is_too_much_for_a_film_is_refused() {
    let long =
        scenario("reference/mmc", &["study.horizon=9000 yr", "study.warm_up=0 d", "study.replications=2"]);
    let refused = |filming: &Filming| match film(&long, filming) {
        Err(StudyError::TooLarge { takes, .. }) => takes,
        other => panic!("{other:?}"),
    };
    assert!(refused(&Filming::by_time(&long)).contains("events"));
    assert!(refused(&Filming::by_event(long.study.horizon.canonical())).contains("events"));
    // Its beginning is short.
    let film = film(&long, &Filming { frames: u32::MAX, ..Filming::by_event(0.0) }).unwrap();
    assert_eq!(film.frames.len(), MOST_FRAMES as usize);
    assert_eq!(film.observation, None);

    let text = "[study]\nhorizon = \"1 d\"\n[model.queue]\nservers = [2, 3]\n";
    let swept = Scenario::parse(Source::new("swept", text.to_owned()), &[] as &[&str]).unwrap();
    assert!(matches!(
        bazaar_study::film::film(&swept, &Filming::by_event(0.0)),
        Err(StudyError::Swept { .. })
    ));
}
