//! The contact network, if contacts are restricted.
//!
//! The structure is petgraph's compressed sparse rows: each person's neighbours are adjacent in memory.
//! petgraph's generators use their own random numbers, so the three classical networks are generated here
//! from the model's streams, and the same seed gives the same network on every machine.

mod random;
mod scale_free;
mod small_world;

use bazaar_engine::stream::Generator;
use bazaar_engine::stream::Stream;
use petgraph::csr::Csr;

use super::parameters::Contacts;

/// Pairs of people who know each other.
type Pairs = Vec<(u32, u32)>;

/// The contact network.
#[derive(Debug)]
pub(crate) struct Network(Csr<(), (), petgraph::Directed, u32>);

impl Network {
    /// The network that a scenario asks for; `None` if any two people may meet.
    pub(super) fn new<G: Generator>(contacts: &Contacts, people: u32, rng: &mut Stream<G>) -> Option<Self> {
        let pairs = match contacts {
            Contacts::Pool | Contacts::Strangers => return None,
            Contacts::Random { degree } => random::pairs(people, *degree, rng),
            Contacts::SmallWorld { degree, rewired } => {
                small_world::pairs(people, *degree, rewired.canonical(), rng)
            }
            Contacts::ScaleFree { links } => scale_free::pairs(people, *links, rng),
            Contacts::EdgeList { file } => file.content().pairs().to_vec(),
        };
        Some(Self::of(people, &pairs))
    }

    fn of(people: u32, pairs: &[(u32, u32)]) -> Self {
        let mut edges: Pairs = pairs.iter().flat_map(|&(one, other)| [(one, other), (other, one)]).collect();
        edges.sort_unstable();
        edges.dedup();
        // Sorted edges without repetitions are always accepted.
        let mut graph = Csr::from_sorted_edges(&edges).unwrap_or_default();
        // Isolated people with the highest numbers are in no edge.
        while graph.node_count() < people as usize {
            graph.add_node(());
        }
        Network(graph)
    }

    /// The neighbours of a person.
    #[inline]
    pub(super) fn of_person(&self, person: u32) -> &[u32] {
        self.0.neighbors_slice(person)
    }
}

#[cfg(test)]
mod tests {
    use bazaar_engine::{Key, Streams};

    use super::*;
    use crate::quantity::Quantity;
    use crate::table::{Content, Edges, Table};

    fn made(contacts: &Contacts, people: u32) -> Network {
        let mut rng: Stream = Streams::new(5).component("test").stream(0, Key::SINGLE);
        Network::new(contacts, people, &mut rng).unwrap()
    }

    fn degrees(network: &Network, people: u32) -> Vec<usize> {
        (0..people).map(|person| network.of_person(person).len()).collect()
    }

    fn mean(degrees: &[usize]) -> f64 {
        degrees.iter().sum::<usize>() as f64 / degrees.len() as f64
    }

    #[test]
    fn knowing_goes_both_ways_and_nobody_knows_himself() {
        let small_world = Contacts::SmallWorld { degree: 6, rewired: Quantity::new(0.2).unwrap() };
        for contacts in [Contacts::Random { degree: 8.0 }, small_world, Contacts::ScaleFree { links: 3 }] {
            let network = made(&contacts, 500);
            for person in 0..500 {
                for &other in network.of_person(person) {
                    assert_ne!(other, person);
                    assert!(network.of_person(other).contains(&person), "{contacts:?}");
                }
            }
        }
    }

    /// 20,000 people with 8 neighbours: the mean of 80,000 pairs varies by .4%; error probability below 1e-4.
    #[test]
    fn in_a_random_network_neighbours_are_counted_by_poisson() {
        let degrees = degrees(&made(&Contacts::Random { degree: 8.0 }, 20_000), 20_000);
        let mean = mean(&degrees);
        assert!((mean - 8.0).abs() < 0.12, "{mean}");
        let variance = degrees.iter().map(|&d| (d as f64 - mean).powi(2)).sum::<f64>() / 20_000.0;
        assert!((variance - 8.0).abs() < 0.35, "{variance}");
    }

    #[test]
    fn a_ring_that_is_not_rewired_knows_those_next_to_it() {
        let network = made(&Contacts::SmallWorld { degree: 4, rewired: Quantity::ZERO }, 10);
        assert_eq!(network.of_person(0), [1, 2, 8, 9]);
        assert_eq!(network.of_person(5), [3, 4, 6, 7]);
    }

    /// A ring of degree 6 has clustering 3 (d - 2) / (4 (d - 1)) = .6; with half of the ties rewired about an eighth is left.
    #[test]
    fn rewiring_keeps_the_number_of_ties_and_loses_triangles() {
        let clustering = |rewired: f64| {
            let contacts = Contacts::SmallWorld { degree: 6, rewired: Quantity::new(rewired).unwrap() };
            let network = made(&contacts, 2_000);
            assert!((mean(&degrees(&network, 2_000)) - 6.0).abs() < 1e-9, "{rewired}");
            let (mut closed, mut open) = (0, 0);
            for person in 0..2_000 {
                let known = network.of_person(person);
                for (place, &one) in known.iter().enumerate() {
                    for other in &known[place + 1..] {
                        open += 1;
                        closed += u32::from(network.of_person(one).contains(other));
                    }
                }
            }
            f64::from(closed) / f64::from(open)
        };
        assert!((clustering(0.0) - 0.6).abs() < 1e-9);
        assert!(clustering(0.5) < 0.15);
    }

    #[test]
    fn a_scale_free_network_has_hubs() {
        let degrees = degrees(&made(&Contacts::ScaleFree { links: 4 }, 20_000), 20_000);
        assert!((mean(&degrees) - 8.0).abs() < 0.01, "{}", mean(&degrees));
        assert!(*degrees.iter().min().unwrap() >= 4);
        assert!(*degrees.iter().max().unwrap() > 200, "{:?}", degrees.iter().max());
        // P(degree >= d) = m (m + 1) / (d (d + 1)) in a large network.
        let few = degrees.iter().filter(|&&degree| degree >= 16).count() as f64 / 20_000.0;
        assert!((few - 20.0 / 272.0).abs() < 0.01, "{few}");
    }

    #[test]
    fn an_edge_list_is_read_as_it_is_and_strangers_to_it_know_nobody() {
        let edges = Edges::read(&[vec![0.0, 2.0, 0.0], vec![2.0, 0.0, 1.0]]).unwrap();
        let network = made(&Contacts::EdgeList { file: Table::new("edges.csv", edges) }, 5);
        assert_eq!(network.of_person(0), [1, 2]);
        assert_eq!((network.of_person(2), network.of_person(4)), (&[0][..], &[][..]));
    }
}
