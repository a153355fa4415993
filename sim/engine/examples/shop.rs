//! Two components on one clock: a door lets customers in, a till serves them.
//!
//! Neither refers to the other. The door *emits* that a customer has come in; the shop,
//! which owns both, passes it on. A composition needs no more code than this.

use bazaar_engine::{Component, Context, Event, Key, Nothing, Simulation};

mod door {
    use bazaar_engine::{Component, Context, Event, kinds};
    kinds! { pub(crate) enum Kind { Opens } }

    #[derive(Clone, Copy)]
    pub(crate) struct CustomerCameIn;

    pub(crate) struct Door;

    impl Component for Door {
        type Kind = Kind;
        type Effect = CustomerCameIn;
        fn start(&mut self, context: &mut Context<'_, Self>) {
            context.after(1.0, Kind::Opens, 0);
        }
        fn handle(&mut self, _: Event<Kind>, context: &mut Context<'_, Self>) {
            context.emit(CustomerCameIn);
            context.after(1.0, Kind::Opens, 0);
        }
    }
}

mod till {
    use bazaar_engine::{Component, Context, Event, Nothing, kinds};
    kinds! { pub(crate) enum Kind { Paid } }

    pub(crate) struct Till {
        pub(crate) paid: u32,
    }

    impl Till {
        pub(crate) fn serve(&mut self, context: &mut Context<'_, Self>) {
            context.after(0.5, Kind::Paid, 0);
        }
    }

    impl Component for Till {
        type Kind = Kind;
        type Effect = Nothing;
        fn start(&mut self, _: &mut Context<'_, Self>) {}
        fn handle(&mut self, _: Event<Kind>, _: &mut Context<'_, Self>) {
            self.paid += 1;
        }
    }
}

bazaar_engine::kinds! { enum Kind { Door(door::Kind), Till(till::Kind) } }

struct Shop {
    door: door::Door,
    till: till::Till,
    came_in: Vec<door::CustomerCameIn>,
    nothing: Vec<Nothing>,
}

impl Component for Shop {
    type Kind = Kind;
    type Effect = Nothing;

    fn start(&mut self, context: &mut Context<'_, Self>) {
        self.door.start(&mut context.lens(&mut self.came_in));
        self.till.start(&mut context.lens(&mut self.nothing));
    }

    fn handle(&mut self, event: Event<Kind>, context: &mut Context<'_, Self>) {
        match event.kind {
            Kind::Door(kind) => self.door.handle(event.of(kind), &mut context.lens(&mut self.came_in)),
            Kind::Till(kind) => self.till.handle(event.of(kind), &mut context.lens(&mut self.nothing)),
        }
        for door::CustomerCameIn in self.came_in.drain(..) {
            self.till.serve(&mut context.lens(&mut self.nothing));
        }
    }

    fn key(&self, event: &Event<Kind>) -> Key {
        match event.kind {
            Kind::Door(kind) => self.door.key(&event.of(kind)),
            Kind::Till(kind) => self.till.key(&event.of(kind)),
        }
    }
}

fn main() -> Result<(), bazaar_engine::Stalled> {
    let shop =
        Shop { door: door::Door, till: till::Till { paid: 0 }, came_in: Vec::new(), nothing: Vec::new() };
    let mut simulation = Simulation::new(shop);
    simulation.run_until(10.0)?;
    // Ten came in; the tenth, at time 10, has not paid yet.
    assert_eq!(simulation.component().till.paid, 9);
    Ok(())
}
