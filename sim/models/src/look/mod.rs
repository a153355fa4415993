//! Films: what can be seen of a run at a moment.
//!
//! A model defines a [`Stage`]: the dials, and the scenes, each of entities in states, with links between
//! some of them. At any moment it then reports to an [`Eye`] which entities are present, in what state. The
//! layout of a scene is one of a few [`Layout`]s, so the code that draws them depends on no model.
//!
//! | layout | entities | links |
//! |---|---|---|
//! | [`Line`](Layout::Line) | entities that wait, the first in line first, and entities that serve | none |
//! | [`Groups`](Layout::Groups) | entities in one of several states, in rows | none |
//! | [`Map`](Layout::Map) | entities at places | pairs that have met |
//! | [`Tree`](Layout::Tree) | entities that came through others, their parents | none |
//! | [`Flows`](Layout::Flows) | the parts of a whole | flows between them so far |
//!
//! A run that is not filmed has no overhead: a [`Driver`](crate::model::Driver) that films stops the clock
//! between two events and asks. The component has no field for it and its handlers do nothing for it.
//!
//! The facts about an entity stay the same until an event changes it: the time since which it waits, not how
//! long. So most of a frame equals the frame before.

mod eye;
mod stage;

use bazaar_engine::Component;

pub(crate) use eye::About;
pub use eye::{Entity, Eye, Fact, Link, Sight, View, called};
pub use stage::{Dial, Entities, Layout, Scene, Stage, State, Tone};

/// A component that can be filmed.
pub trait Watch: Component {
    /// The stage, which does not change in a run.
    fn stage(&self) -> Stage;

    /// Reports the current state: a value for each dial, and then each scene, in the order of the stage.
    fn look(&self, now: f64, eye: &mut Eye);

    /// The description of an event, and the number of the scene that contains its entity.
    fn told(&self, kind: Self::Kind) -> Told;
}

/// The description of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// In a few words, as a sentence without its end.
    pub words: &'static str,
    /// The scene that contains the entity of the event's key; `None` if none does.
    pub scene: Option<usize>,
}

impl Told {
    pub(crate) const fn of(words: &'static str) -> Self {
        Told { words, scene: None }
    }

    pub(crate) const fn within(self, scene: usize) -> Self {
        Told { scene: Some(scene), ..self }
    }
}
