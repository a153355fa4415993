//! The business among other components: it hears of leads, and others hear what becomes of them.

use bazaar_engine::stream::Squares;
use bazaar_engine::{
    Component, Context, Event, Fingerprints, Key, Nothing, Simulation, Streams, Trace, kinds,
};

use super::{MONTH, dollars, horizon, on, priced, quantity};
use crate::subscription::parameters::Parameters;
use crate::subscription::{Business, Effect, News, Subscription};

mod feeder {
    use super::{Component, Context, Event, Key, Nothing, kinds};

    kinds! { pub(super) enum Kind { Send } }

    /// Sends a lead every day, each with a referrer of its own.
    pub(super) struct Feeder {
        pub(super) days: u32,
    }

    impl Component for Feeder {
        type Kind = Kind;
        type Effect = Nothing;

        fn start(&mut self, context: &mut Context<'_, Self>) {
            if self.days > 0 {
                context.at(24.0, Kind::Send, 0);
            }
        }

        fn handle(&mut self, event: Event<Kind>, context: &mut Context<'_, Self>) {
            if event.slot + 1 < self.days {
                context.after(24.0, Kind::Send, event.slot + 1);
            }
        }
    }

    pub(super) fn referrer(slot: u32) -> Key {
        Key::initial(1 << 40 | u64::from(slot))
    }
}

kinds! { pub(super) enum Both { Feeder(feeder::Kind), Business(crate::subscription::Kind) } }

struct Platform<'a> {
    feeder: feeder::Feeder,
    business: Business<'a, Squares>,
    nothing: Vec<Nothing>,
    news: Vec<Effect>,
    heard: Vec<Effect>,
}

impl Component for Platform<'_> {
    type Kind = Both;
    type Effect = Nothing;

    fn start(&mut self, context: &mut Context<'_, Self>) {
        self.feeder.start(&mut context.lens(&mut self.nothing));
        self.business.start(&mut context.lens(&mut self.news));
    }

    fn handle(&mut self, event: Event<Both>, context: &mut Context<'_, Self>) {
        match event.kind {
            Both::Feeder(kind) => {
                self.feeder.handle(event.of(kind), &mut context.lens(&mut self.nothing));
                let referrer = feeder::referrer(event.slot);
                self.business.qualified_lead(
                    referrer.child(0),
                    Some(referrer),
                    &mut context.lens(&mut self.news),
                );
            }
            Both::Business(kind) => {
                self.business.handle(event.of(kind), &mut context.lens(&mut self.news));
            }
        }
        self.heard.append(&mut self.news);
    }

    fn is_current(&self, event: &Event<Both>) -> bool {
        match event.kind {
            Both::Feeder(kind) => self.feeder.is_current(&event.of(kind)),
            Both::Business(kind) => self.business.is_current(&event.of(kind)),
        }
    }

    fn key(&self, event: &Event<Both>) -> Key {
        match event.kind {
            Both::Feeder(kind) => self.feeder.key(&event.of(kind)),
            Both::Business(kind) => self.business.key(&event.of(kind)),
        }
    }
}

fn together(parameters: &Parameters, days: u32) -> (Vec<Effect>, crate::subscription::Statistics, Vec<u64>) {
    let model = Subscription::new(parameters, horizon(12.0 * MONTH)).unwrap();
    let platform = Platform {
        feeder: feeder::Feeder { days },
        business: model.component(Streams::new(3).replication(0)),
        nothing: Vec::new(),
        news: Vec::new(),
        heard: Vec::new(),
    };
    let mut simulation = Simulation::traced(platform, Fingerprints::default());
    simulation.run_until(12.0 * MONTH).unwrap();
    let (platform, trace) = simulation.into_parts();
    let prints = trace.components().to_vec();
    (platform.heard, platform.business.close(0, trace.fingerprint()), prints)
}

#[test]
fn leads_from_elsewhere_become_customers_and_their_referrers_hear_of_it() {
    let mut business = on("paid", priced(10), 0);
    business.leads.word_of_mouth = quantity(0.5 / MONTH);
    let (heard, sums, _) = together(&business, 50);
    let sent: Vec<&Effect> = heard
        .iter()
        .filter(|effect| effect.news == News::Converted)
        .filter(|effect| (0..50).any(|day| effect.referrer == Some(feeder::referrer(day))))
        .collect();
    assert_eq!(sent.len(), 50);
    let brought: Vec<&Effect> = heard
        .iter()
        .filter(|effect| sent.iter().any(|first| effect.referrer == Some(first.account)))
        .collect();
    assert!(brought.len() > 50, "accounts bring others, who know by whom they came");
    let paid: i64 =
        heard.iter().map(|effect| if let News::Paid(cents) = effect.news { cents } else { 0 }).sum();
    assert_eq!(paid, sums.books.income(), "whatever is paid is heard of");
}

#[test]
fn a_business_is_the_same_alone_and_beside_a_component_that_is_silent() {
    let mut business = Parameters::default();
    business.plans.get_mut("paid").unwrap().price = dollars(12);
    let model = Subscription::new(&business, horizon(12.0 * MONTH)).unwrap();
    let alone = model.component(Streams::<Squares>::new(3).replication(0));
    let mut simulation = Simulation::traced(alone, Fingerprints::default());
    simulation.run_until(12.0 * MONTH).unwrap();
    let expected = simulation.trace().components()[0];
    let (_, sums, prints) = together(&business, 0);
    assert_eq!(prints[1], expected);
    assert!(sums.counts.signed_up > 2_000);
}
