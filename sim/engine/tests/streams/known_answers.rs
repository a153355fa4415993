//! The generators against published test vectors and other implementations.

use bazaar_engine::stream::{Generator, Philox, Squares, mix};

/// From `kat_vectors` of Random123 (Salmon et al. 2011); key and counter are
/// all zeros, all ones, and digits of pi.
#[test]
fn philox_gives_the_published_numbers() {
    let ones = u64::MAX;
    let vectors = [
        (0, [0, 0], [0xca00_a045_9843_d731, 0x66c2_4222_c9a8_45b5]),
        (ones, [ones, ones], [0x65b0_21d6_0cd8_310f, 0x4d02_f322_2f86_df20]),
        (
            0xa409_3822_299f_31d0,
            [0x243f_6a88_85a3_08d3, 0x1319_8a2e_0370_7344],
            [0x0a5e_742c_2997_341c, 0xb0f8_83d3_8000_de5d],
        ),
    ];
    for (key, counter, output) in vectors {
        assert_eq!(Philox::block(key, counter), output, "key {key:#x}");
        if counter[1] == 0 {
            assert_eq!(Philox::at(key, counter[0]), output[0], "the first half is what is drawn");
        }
    }
}

/// From `Squares(variant=64)` of the Python package randomgen 2.5.1, which
/// contains the C code of Widynski (2022), and equal to that code written out
/// with Python's integers.
#[test]
fn squares_gives_the_numbers_of_its_author() {
    const IRREGULAR: u64 = 0x9b1f_5c8e_7d3a_2f61;
    const FROM_THE_PAPER: u64 = 0xc58e_fd15_4ce3_2f6d;
    let vectors = [
        (IRREGULAR, 0, 0x924f_27e8_c8a2_9a0c),
        (IRREGULAR, 1, 0xab8a_faa1_eb70_4e01),
        (IRREGULAR, 2, 0xbb55_17fa_026b_d67e),
        (IRREGULAR, 1 << 32, 0x888d_0d3a_a037_caef),
        (IRREGULAR, u64::MAX, 0x5679_f58a_55d1_36f0),
        (FROM_THE_PAPER, 0, 0x8352_d815_14c3_f20f),
        (FROM_THE_PAPER, 1, 0x4d64_5c71_0dea_443c),
        (FROM_THE_PAPER, 0x0123_4567_89ab_cdef, 0x53bd_8b65_ad63_236c),
        (0x548c_9dec_bce6_5297, 5 << 56, 0x2916_0b16_3f36_3712),
        (0x548c_9dec_bce6_5297, 5 << 56 | 1, 0x29f3_9064_51b7_eaaf),
    ];
    for (key, counter, output) in vectors {
        assert_eq!(Squares::at(key, counter), output, "key {key:#x}, counter {counter:#x}");
    }
}

/// `SplitMix64` seeded with 1234567 (Steele, Lea & Flood 2014): its n-th
/// number is the finaliser of seed + n times the golden ratio. The expected
/// numbers are those of Rosetta Code.
#[test]
fn mix_is_the_finaliser_of_splitmix64() {
    let published = [
        6_457_827_717_110_365_317,
        3_203_168_211_198_807_973,
        9_817_491_932_198_370_423,
        4_593_380_528_125_082_431,
        16_408_922_859_458_223_821,
    ];
    let mut state = 1_234_567_u64;
    for number in published {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        assert_eq!(mix(state), number);
    }
}
