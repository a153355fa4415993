//! Who looks: counts all that it is told of, and keeps the first so many entities and links with what is told of them.

use bazaar_engine::Key;

/// What is told of an entity.
#[derive(Clone, Debug, PartialEq)]
pub enum Fact {
    /// A number, in the fact's unit.
    Number(f64),
    /// A word.
    Text(String),
    /// It has none now.
    None,
}

impl From<f64> for Fact {
    fn from(number: f64) -> Self {
        Fact::Number(number)
    }
}

impl From<u32> for Fact {
    fn from(number: u32) -> Self {
        Fact::Number(f64::from(number))
    }
}

impl From<&str> for Fact {
    fn from(text: &str) -> Self {
        Fact::Text(text.to_owned())
    }
}

impl From<String> for Fact {
    fn from(text: String) -> Self {
        Fact::Text(text)
    }
}

impl<T: Into<Fact>> From<Option<T>> for Fact {
    fn from(fact: Option<T>) -> Self {
        fact.map_or(Fact::None, Into::into)
    }
}

/// Somebody or something that is there.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// Its own in its scene for the whole run: where it has a [`Key`], that key's bits.
    pub id: u64,
    /// What it is called, for people, with the kind's name in front.
    pub name: String,
    /// The number of its kind in the scene.
    pub kind: usize,
    /// The number of its row,
    pub row: usize,
    /// and of its state.
    pub state: usize,
    /// On a map: how far east and north it is, in kilometres.
    pub at: Option<[f64; 2]>,
    /// In a tree: through whom it came, if through anybody.
    pub parent: Option<u64>,
    /// What its kind tells, in that order.
    pub facts: Vec<Fact>,
}

/// Two who have to do with one another, or a part that gives something to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link {
    /// The one,
    pub from: u64,
    /// and the other.
    pub to: u64,
    /// The number of its kind in the scene.
    pub kind: usize,
    /// How much: jobs of a pair, what has flowed since the beginning.
    pub amount: f64,
}

/// What is seen of a scene at a moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sight {
    /// How many entities there are in all, by row and then by state.
    pub counts: Vec<u64>,
    /// How many links there are in all, by kind.
    pub link_counts: Vec<u64>,
    /// The first so many entities.
    pub entities: Vec<Entity>,
    /// Links between entities that are shown.
    pub links: Vec<Link>,
    /// Of every entity, shown or not, its identity and its cell; in no order.
    pub cells: Vec<(u64, u32)>,
    states: usize,
    most: usize,
    shown: std::collections::BTreeSet<u64>,
}

impl Sight {
    /// How many entities there are, whether they are shown or not.
    #[must_use]
    pub fn all(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// How many links there are, whether they are shown or not.
    #[must_use]
    pub fn all_links(&self) -> u64 {
        self.link_counts.iter().sum()
    }

    /// Somebody is there. What else there is to tell is asked only if there is room to show it.
    pub(crate) fn see(&mut self, id: u64, row: usize, state: usize, tell: impl FnOnce() -> About) {
        let cell = row * self.states + state;
        if let Some(count) = self.counts.get_mut(cell) {
            *count += 1;
        }
        self.cells.push((id, u32::try_from(cell).unwrap_or(u32::MAX)));
        if self.entities.len() < self.most {
            let About { kind, name, at, parent, facts } = tell();
            self.shown.insert(id);
            self.entities.push(Entity { id, name, kind, row, state, at, parent, facts });
        }
    }

    /// Two have to do with one another. They are drawn only where both are shown.
    pub(crate) fn link(&mut self, from: u64, to: u64, kind: usize, amount: f64) {
        if let Some(count) = self.link_counts.get_mut(kind) {
            *count += 1;
        }
        if self.links.len() < self.most && self.shown.contains(&from) && self.shown.contains(&to) {
            self.links.push(Link { from, to, kind, amount });
        }
    }
}

/// What is told of an entity beside its state.
#[derive(Debug, Default)]
pub(crate) struct About {
    pub(crate) kind: usize,
    pub(crate) name: String,
    pub(crate) at: Option<[f64; 2]>,
    pub(crate) parent: Option<u64>,
    pub(crate) facts: Vec<Fact>,
}

/// What is seen at a moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct View {
    /// The values of the dials, in the order of the stage; none where there is none yet.
    pub dials: Vec<Option<f64>>,
    /// The scenes, in the order of the stage.
    pub scenes: Vec<Sight>,
}

/// Who looks.
#[derive(Debug)]
pub struct Eye {
    sizes: Vec<(usize, usize, usize)>,
    most: usize,
    view: View,
}

impl Eye {
    /// Somebody who looks at this stage and keeps so many entities and links of each scene.
    #[must_use]
    pub fn new(stage: &super::Stage, most: usize) -> Self {
        let size = |scene: &super::Scene| (scene.cells(), scene.states.len(), scene.links.len());
        Eye { sizes: stage.scenes.iter().map(size).collect(), most, view: View::default() }
    }

    /// What was seen, which is forgotten here.
    #[must_use]
    pub fn take(&mut self) -> View {
        std::mem::take(&mut self.view)
    }

    /// The next dial shows this.
    pub(crate) fn dial(&mut self, value: impl Into<Option<f64>>) {
        self.view.dials.push(value.into());
    }

    /// What the dials from this one on show so far.
    pub(crate) fn dials_from(&self, first: usize) -> &[Option<f64>] {
        self.view.dials.get(first..).unwrap_or_default()
    }

    /// How many scenes have begun.
    pub(crate) fn scenes(&self) -> usize {
        self.view.scenes.len()
    }

    /// A scene that was begun before.
    pub(crate) fn again(&mut self, scene: usize) -> Option<&mut Sight> {
        self.view.scenes.get_mut(scene)
    }

    /// The next scene.
    pub(crate) fn scene(&mut self) -> &mut Sight {
        let (cells, states, links) = self.sizes.get(self.view.scenes.len()).copied().unwrap_or_default();
        let sight = Sight {
            counts: vec![0; cells],
            link_counts: vec![0; links],
            states,
            most: self.most,
            ..Sight::default()
        };
        self.view.scenes.push(sight);
        // It was just pushed.
        let last = self.view.scenes.len() - 1;
        &mut self.view.scenes[last]
    }
}

/// What an entity with a key is called: those who were there at the beginning by their number, those who came later by
/// their number and a plus, and those whom somebody else brought by six digits that tell them apart.
#[must_use]
pub fn called(key: Key) -> String {
    let bits = key.bits();
    match bits >> 62 {
        0 => (bits + 1).to_string(),
        #[expect(clippy::cast_possible_truncation, reason = "an arrival's number has 32 bits")]
        1 => format!("+{}", bits as u32),
        _ => format!("~{:06x}", bits & 0xff_ffff),
    }
}
