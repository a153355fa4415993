//! The first draws of some streams, which never change.
//!
//! A change here changes every result ever published with this engine: it
//! needs a new major version. The numbers come from an independent
//! implementation: the layout written in Python, the generators taken from the
//! package randomgen 2.5.1.

use bazaar_engine::stream::{Generator, Philox, Squares};
use bazaar_engine::{Key, Rng, Streams};

/// Replication, component, purpose, entity; then three draws of Squares and three of Philox.
type Line = (u64, &'static str, u8, Key, [u64; 3], [u64; 3]);

#[rustfmt::skip]
const SEED_42: [Line; 8] = [
    (0, "volunteer", 0, Key::SINGLE,
        [0x5656_5066_3b7e_4ea6, 0xf11d_6ca3_cad4_889e, 0x5b18_aee1_0546_2548],
        [0xe19a_b1e7_50d3_0c2e, 0x8a70_b44f_465e_c0ed, 0xc8c8_ebc4_f473_e559]),
    (3, "volunteer", 0, Key::initial(17),
        [0x0f56_c9de_f7d7_81a7, 0x3aee_ba49_7a72_5236, 0xd085_73f0_18cf_dbbb],
        [0xf08d_65f4_f4c6_2922, 0x22ec_19b3_dea3_82d2, 0xa435_cef7_678f_2af9]),
    (3, "volunteer", 1, Key::initial(17),
        [0x4071_706d_5401_af46, 0x0472_2739_d9a4_86db, 0x7663_c78c_7506_4147],
        [0xa791_87c1_495b_cc2b, 0x8c26_715b_8597_b19e, 0x7289_ff6d_6362_a74f]),
    (3, "volunteer", 255, Key::initial(17),
        [0x4bad_7be5_d1ec_70a1, 0xda44_9556_0b3a_ec7c, 0x1aa6_bbcf_d36d_53ff],
        [0x387a_4a40_c334_f381, 0x7278_7542_d167_40f2, 0xb4ba_68c4_d311_f329]),
    (3, "marketplace", 1, Key::initial(17),
        [0x9394_4c21_9727_494f, 0x15af_4310_8e71_32fe, 0x1628_932a_4eab_c265],
        [0xf46d_50c5_1e3c_9cce, 0x7d93_0a39_1ec7_b99c, 0x364b_77d7_f185_fd71]),
    (1_000_000, "volunteer", 2, Key::arrival(5, 6),
        [0xb15e_bb67_62a2_2b61, 0xab34_0e57_5f84_60db, 0x85d7_2e35_19ca_2e49],
        [0x2524_68a8_373d_31e1, 0x37bb_9b69_e246_239b, 0x737a_225c_7e9c_41aa]),
    (3, "volunteer", 1, Key::initial(17).child(2),
        [0xbd44_505d_18c2_5705, 0xc491_83d9_8b04_88fb, 0x9a08_2a6a_8102_1b44],
        [0x7fae_a402_e32e_5610, 0x8359_9e0e_132e_0b0d, 0xe1a1_9f23_bbc7_051f]),
    (0, "", 0, Key::arrival(5, 6).child(0).child(1),
        [0x0828_ed0c_a562_6d2e, 0xd794_8ab6_1c17_e3e0, 0x59e8_f76a_ae26_943d],
        [0x448d_961e_db86_8d81, 0x4337_9116_72a6_653f, 0x61e6_8077_e6c8_7679]),
];

#[test]
fn seed_42_draws_what_it_always_drew() {
    for (replication, component, purpose, key, squares, philox) in SEED_42 {
        let place = format!("replication {replication}, {component:?}, purpose {purpose}, {key:?}");
        assert_eq!(draws(Streams::new(42), replication, component, purpose, key), squares, "{place}");
        let reference = Streams::<Philox>::with_generator(42);
        assert_eq!(draws(reference, replication, component, purpose, key), philox, "{place}");
    }
}

#[test]
fn the_default_generator_is_squares() {
    assert_eq!(Squares::NAME, "squares64");
    let draw = |seed| draws(seed, 0, "host", 0, Key::SINGLE);
    assert_eq!(draw(Streams::new(42)), draw(Streams::<Squares>::with_generator(42)));
}

fn draws<G: Generator>(
    seed: Streams<G>,
    replication: u64,
    component: &str,
    purpose: u8,
    key: Key,
) -> [u64; 3] {
    let mut stream = seed.replication(replication).component(component).stream(purpose, key);
    core::array::from_fn(|_| stream.next_u64())
}
