//! An [`Event`]: its time, its [`Kind`] and the entity that it concerns.
//!
//! Two events may happen at the same instant, and with heavy tails or whole hours they do. Ties are broken by what
//! the events *are*: by kind, then slot; never by when they were scheduled. So the order in which kinds are declared
//! is their priority, and a program that schedules the same events in another order computes the same result.
//!
//! Time bins (a warm-up, a month, a run) are half-open: a bin contains its first instant and ends before the first
//! instant of the next. An event that ends a bin, such as the end of a month or of the warm-up, is an *edge*
//! ([`Kind::is_edge`]). Edges come before all other events of their instant, in every component, and those at the
//! end of a run are the last that it handles.

/// The kinds of event of one component: an enum without fields, declared with [`kinds!`](crate::kinds).
///
/// The order of declaration is the order in which simultaneous events are handled.
pub trait Kind: Copy + core::fmt::Debug + 'static {
    /// How many kinds there are.
    const COUNT: u16;
    /// How many components there are inside: one, unless this is a composition.
    const COMPONENTS: usize;

    /// The kind's number, its priority among simultaneous events.
    fn code(self) -> u16;

    /// The kind with this number, which is below [`COUNT`](Kind::COUNT).
    fn from_code(code: u16) -> Self;

    /// Which of the components this kind belongs to, and its number in there.
    fn component(self) -> (usize, u16);

    /// Whether this event separates two time bins, so that it comes before everything else that happens at its
    /// instant.
    fn is_edge(self) -> bool;
}

/// A composition's kinds contain those of each child, from a fixed number on.
pub trait Includes<Child: Kind>: Kind {
    /// The number of the child's first kind.
    const OFFSET: u16;
}

/// One event: its time, its kind, and the entity that it concerns.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Event<K> {
    /// When it happens, in the unit that the model has chosen (Bazaar's models count hours).
    pub time: f64,
    /// What happens.
    pub kind: K,
    /// The entity's index in the component's table; 0 where there is only one entity.
    pub slot: u32,
    /// The generation it was scheduled under; see [`Component::is_current`](crate::Component::is_current).
    pub generation: Generation,
}

impl<K> Event<K> {
    /// The same event as the child component `Child` names it.
    #[inline]
    #[must_use]
    pub fn of<Child>(self, kind: Child) -> Event<Child> {
        Event { time: self.time, kind, slot: self.slot, generation: self.generation }
    }
}

/// The version of an entity's schedule. Raising it cancels all events that were scheduled under the old one.
///
/// A cancelled event stays in the scheduler until its time comes, and is then dropped without moving the clock, which
/// is cheaper than searching for it. After 2^22 generations the count starts again at zero: an event would have to
/// stay pending through four million cancellations of its own entity to be taken for a current one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Generation(u32);

impl Generation {
    /// How many bits of an event's word a generation takes.
    pub const BITS: u32 = 22;

    /// Cancels all events scheduled so far under this generation.
    #[inline]
    pub fn cancel(&mut self) {
        self.0 = (self.0 + 1) & ((1 << Self::BITS) - 1);
    }

    #[inline]
    pub(crate) const fn bits(self) -> u32 {
        self.0
    }

    #[inline]
    pub(crate) const fn from_bits(bits: u32) -> Self {
        Generation(bits & ((1 << Self::BITS) - 1))
    }
}

/// Declares the kinds of a component, or those of a composition.
///
/// ```
/// mod door {
///     bazaar_engine::kinds! {
///         /// What happens at a door. At equal times people leave first.
///         pub enum Kind { Leave, Enter }
///     }
/// }
/// mod till {
///     bazaar_engine::kinds! {
///         /// What happens at a till.
///         pub enum Kind { Paid }
///     }
/// }
/// bazaar_engine::kinds! {
///     /// A shop has both; at equal times the door goes first.
///     pub enum ShopKind { Door(door::Kind), Till(till::Kind) }
/// }
/// use bazaar_engine::Kind;
/// assert_eq!(ShopKind::from(till::Kind::Paid).code(), 2);
/// assert_eq!(ShopKind::COMPONENTS, 2);
/// ```
///
/// Edges, which separate time bins, come first, before a semicolon:
/// ```
/// bazaar_engine::kinds! {
///     /// The day's total is taken before a customer enters at that same instant.
///     pub enum Kind { Closing; Leave, Enter }
/// }
/// use bazaar_engine::Kind as _;
/// assert!(Kind::Closing.is_edge() && !Kind::Leave.is_edge());
/// ```
#[macro_export]
macro_rules! kinds {
    ($(#[$meta:meta])* $visibility:vis enum $name:ident {
        $($(#[$kind_meta:meta])* $kind:ident),+ $(,)?
    }) => {
        $crate::kinds!(@leaf [$(#[$meta])*] $visibility $name [] [$($(#[$kind_meta])* $kind),+]);
    };
    ($(#[$meta:meta])* $visibility:vis enum $name:ident {
        $($(#[$edge_meta:meta])* $edge:ident),+; $($(#[$kind_meta:meta])* $kind:ident),* $(,)?
    }) => {
        $crate::kinds!(
            @leaf [$(#[$meta])*] $visibility $name
            [$($(#[$edge_meta])* $edge),+] [$($(#[$kind_meta])* $kind),*]
        );
    };
    (@leaf [$(#[$meta:meta])*] $visibility:vis $name:ident
        [$($(#[$edge_meta:meta])* $edge:ident),*] [$($(#[$kind_meta:meta])* $kind:ident),*]
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(missing_docs, reason = "a kind's name says what happens")]
        $visibility enum $name { $($(#[$edge_meta])* $edge,)* $($(#[$kind_meta])* $kind),* }

        impl $crate::Kind for $name {
            const COUNT: u16 = [$($name::$edge,)* $($name::$kind),*].len() as u16;
            const COMPONENTS: usize = 1;
            #[inline]
            fn code(self) -> u16 {
                self as u16
            }
            #[inline]
            fn from_code(code: u16) -> Self {
                const ALL: [$name; <$name as $crate::Kind>::COUNT as usize] =
                    [$($name::$edge,)* $($name::$kind),*];
                ALL[code as usize]
            }
            #[inline]
            fn component(self) -> (usize, u16) {
                (0, self as u16)
            }
            #[inline]
            fn is_edge(self) -> bool {
                const EDGES: &[$name] = &[$($name::$edge),*];
                (self as usize) < EDGES.len()
            }
        }
    };
    ($(#[$meta:meta])* $visibility:vis enum $name:ident {
        $($(#[$child_meta:meta])* $child:ident($kind:ty)),+ $(,)?
    }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[allow(missing_docs, reason = "a child's name says which it is")]
        $visibility enum $name { $($(#[$child_meta])* $child($kind)),+ }

        impl $crate::Kind for $name {
            const COUNT: u16 = 0 $(+ <$kind as $crate::Kind>::COUNT)+;
            const COMPONENTS: usize = 0 $(+ <$kind as $crate::Kind>::COMPONENTS)+;
            #[inline]
            fn code(self) -> u16 {
                match self {
                    $($name::$child(kind) => {
                        <$name as $crate::Includes<$kind>>::OFFSET + $crate::Kind::code(kind)
                    })+
                }
            }
            #[inline]
            fn from_code(code: u16) -> Self {
                $(
                    let first = <$name as $crate::Includes<$kind>>::OFFSET;
                    if code < first + <$kind as $crate::Kind>::COUNT {
                        return $name::$child(<$kind as $crate::Kind>::from_code(code - first));
                    }
                )+
                unreachable!("kind {code} of {}", stringify!($name))
            }
            #[inline]
            fn component(self) -> (usize, u16) {
                let mut before = 0;
                $(
                    if let $name::$child(kind) = self {
                        let (index, code) = $crate::Kind::component(kind);
                        return (before + index, code);
                    }
                    before += <$kind as $crate::Kind>::COMPONENTS;
                )+
                unreachable!("{before} components, and the kind of none")
            }
            #[inline]
            fn is_edge(self) -> bool {
                match self {
                    $($name::$child(kind) => $crate::Kind::is_edge(kind)),+
                }
            }
        }
        $crate::kinds!(@offsets $name, (0); $($child($kind)),+);
    };
    (@offsets $name:ident, ($offset:expr); $child:ident($kind:ty) $(, $more:ident($more_kind:ty))*) => {
        impl $crate::Includes<$kind> for $name {
            const OFFSET: u16 = $offset;
        }
        impl From<$kind> for $name {
            #[inline]
            fn from(kind: $kind) -> Self {
                $name::$child(kind)
            }
        }
        $crate::kinds!(@offsets $name, ($offset + <$kind as $crate::Kind>::COUNT); $($more($more_kind)),*);
    };
    (@offsets $name:ident, ($offset:expr);) => {};
}
