//! What there is to see of a run at a moment, for films.
//!
//! A model says on what [`Stage`] it plays: which figures stand beside it, and which scenes there are, each of entities
//! in states, with links between some of them. At any moment it then reports to an [`Eye`] who is there, in what state.
//! How a scene is laid out is one of a few [`Layout`]s; nobody who draws them needs to know a model's name.
//!
//! | layout | entities | links |
//! |---|---|---|
//! | [`Line`](Layout::Line) | those who wait, the first in line first, and those who serve | none |
//! | [`Groups`](Layout::Groups) | whoever is in one state of several, in rows | none |
//! | [`Map`](Layout::Map) | whoever is at a place | those who have met |
//! | [`Tree`](Layout::Tree) | whoever came through another, who is the parent | none |
//! | [`Flows`](Layout::Flows) | the parts of a whole | what has flowed between them so far |
//!
//! Nobody is looked at in a run that is not filmed: a [`Driver`](crate::model::Driver) that films stops the clock between two events
//! and asks. The component has no field for it and its handlers do nothing for it.
//!
//! What is reported of an entity stays as it is until something happens to it: since when it waits, and not how long. So most of a
//! frame is that of the frame before.

mod eye;
mod stage;

use bazaar_engine::Component;

pub(crate) use eye::About;
pub use eye::{Entity, Eye, Fact, Link, Sight, View, called};
pub use stage::{Dial, Entities, Layout, Scene, Stage, State, Tone};

/// A component that can be looked at.
pub trait Watch: Component {
    /// What there is to see, which does not change in a run.
    fn stage(&self) -> Stage;

    /// Reports what there is now: a value for each dial, and then each scene, in the order of the stage.
    fn look(&self, now: f64, eye: &mut Eye);

    /// What an event is, in words, and the number of the scene in which the entity is that it happens to.
    fn told(&self, kind: Self::Kind) -> Told;
}

/// What an event is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// In a few words, as a sentence without its end.
    pub words: &'static str,
    /// The scene in which the entity of the event's key is; none if it is in none.
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
