//! What there is to see of a queue.

use bazaar_engine::stream::Generator;

use super::line::{Kind, Line};
use crate::look::{About, Dial, Eye, Layout, Scene, Stage, Told, Tone, Watch};

const SERVER: usize = 0;
const CUSTOMER: usize = 1;
const IDLE: usize = 0;
const BUSY: usize = 1;
const WAITS: usize = 2;

/// Servers are told apart from customers, who are numbered by when they came, which is below this bit.
const SERVERS: u64 = 1 << 63;

impl<G: Generator> Watch for Line<'_, G> {
    fn stage(&self) -> Stage {
        Stage {
            dials: vec![
                Dial::new("in_line", "Customers in line now", "customers"),
                Dial::new("present", "Customers present now", "customers"),
                Dial::new("customers_waiting", "Customers in line so far, on average", "customers"),
                Dial::new("utilisation", "Utilisation so far", "share"),
                Dial::new("wait", "Wait in line so far, on average", "h"),
                Dial::new("customers_served", "Customers served so far", "customers"),
            ],
            scenes: vec![
                Scene::new("The line", Layout::Line)
                    .states(&[("idle", Tone::Plain), ("serves", Tone::Active), ("waits", Tone::Waiting)])
                    .kind("server", &[])
                    .kind("customer", &[("came", "at")]),
            ],
        }
    }

    fn look(&self, now: f64, eye: &mut Eye) {
        let busy = self.busy();
        let waiting = self.waiting.len() as f64;
        eye.dial(waiting);
        eye.dial(waiting + f64::from(busy));
        eye.dial(self.waiting_level.mean(now));
        eye.dial(self.busy_level.mean(now).map(|busy| busy / f64::from(self.queue.servers)));
        eye.dial(self.waits.mean());
        eye.dial(self.served as f64);
        let scene = eye.scene();
        for server in 0..self.queue.servers {
            // Servers are alike: those who serve are shown first.
            let state = if server < busy { BUSY } else { IDLE };
            let tell = || About { kind: SERVER, name: (server + 1).to_string(), ..About::default() };
            scene.see(SERVERS | u64::from(server), 0, state, tell);
        }
        let mut before = 0;
        for &came in &self.waiting {
            // Whoever came at the same instant as another is a little later.
            let id = came.to_bits().max(before);
            before = id + 1;
            let tell = || About { kind: CUSTOMER, facts: vec![came.into()], ..About::default() };
            scene.see(id, 0, WAITS, tell);
        }
    }

    fn told(&self, kind: Kind) -> Told {
        Told::of(match kind {
            Kind::WarmedUp => "the warm-up ends, and counting begins",
            Kind::Departure => "a customer has been served and leaves",
            Kind::Arrival => "a customer arrives",
        })
    }
}
