//! The first draws of every family, to the last bit.
//!
//! A change here changes the result of every simulation, and must be recorded in
//! the changelog under "Numbers that change".

use bazaar_engine::{Key, Stream, Streams};
use bazaar_numerics::variates::{
    Beta, Deterministic, Distribution, Empirical, Exponential, Gamma, HyperExponential, LogNormal,
    NegativeBinomial, Normal, Poisson, Residual, Uniform, Variate, Weibull, below, open_unit, unit,
};

type Row = (&'static str, [u64; 4]);

fn fixed() -> Stream {
    Streams::new(1).component("golden").stream(0, Key::SINGLE)
}

fn four(name: &'static str, mut draw: impl FnMut(&mut Stream) -> f64) -> Row {
    let mut rng = fixed();
    (name, [(); 4].map(|()| draw(&mut rng).to_bits()))
}

fn intervals() -> Vec<(&'static str, &'static str, Distribution)> {
    let probabilities = [0.338, 0.390, 0.272];
    let rates = [0.029, 30.121, 1.069];
    vec![
        ("exponential", "exponential, residual", Exponential::new(91.0).unwrap().into()),
        ("Weibull", "Weibull, residual", Weibull::new(0.393, 2.964).unwrap().into()),
        ("log-normal", "log-normal, residual", LogNormal::new(-0.586, 2.844).unwrap().into()),
        ("gamma, shape below 1", "gamma, shape below 1, residual", Gamma::new(0.357, 43.652).unwrap().into()),
        ("gamma, shape above 1", "gamma, shape above 1, residual", Gamma::new(2.5, 4.0).unwrap().into()),
        (
            "hyper-exponential",
            "hyper-exponential, residual",
            HyperExponential::new(&probabilities, &rates).unwrap().into(),
        ),
        ("uniform", "uniform, residual", Uniform::new(2.0, 5.0).unwrap().into()),
        ("deterministic", "deterministic, residual", Deterministic::new(2.5).unwrap().into()),
        ("empirical", "empirical, residual", Empirical::new(&[5.0, 1.0, 3.0, 40.0]).unwrap().into()),
    ]
}

fn rows() -> Vec<Row> {
    let mut rows = vec![
        four("unit", unit),
        four("open unit", open_unit),
        four("below 1000", |rng| below(rng, 1000) as f64),
    ];
    for (name, residual, distribution) in intervals() {
        rows.push(four(name, |rng| distribution.sample(rng)));
        rows.push(four(residual, |rng| distribution.sample_residual(rng)));
    }
    let normal = Normal::new(0.0, 1.0).unwrap();
    rows.push(four("normal", |rng| normal.sample(rng)));
    let beta = Beta::new(0.704, 1.182).unwrap();
    rows.push(four("beta", |rng| beta.sample(rng)));
    for (name, mean) in [("Poisson 5", 5.0), ("Poisson 80", 80.0)] {
        let poisson = Poisson::new(mean).unwrap();
        rows.push(four(name, |rng| poisson.sample(rng)));
    }
    let usage = NegativeBinomial::new(20.0, 0.8).unwrap();
    rows.push(four("negative binomial", |rng| usage.sample(rng)));
    rows
}

#[test]
fn the_first_draws_are_the_same_for_ever() {
    let rows = rows();
    assert_eq!(rows.len(), GOLDEN.len());
    for (seen, expected) in rows.iter().zip(GOLDEN) {
        assert_eq!(seen, expected);
    }
}

#[test]
fn ten_thousand_draws_of_each_family_are_the_same_for_ever() {
    // Enough draws to reach every branch of the algorithms.
    let mut rng = fixed();
    let mut chain = 0_u64;
    for (_, _, distribution) in intervals() {
        for _ in 0..10_000 {
            for draw in [distribution.sample(&mut rng), distribution.sample_residual(&mut rng)] {
                chain = (chain ^ draw.to_bits()).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
            }
        }
    }
    assert_eq!(chain, CHAIN, "{chain:#018x}");
}

const CHAIN: u64 = 0xb3f0_daf0_5bfd_2944;

#[rustfmt::skip]
const GOLDEN: &[Row] = &[
    ("unit", [0x3fe0_deca_d997_ab96, 0x3fbd_a161_750f_89d8, 0x3fe3_386e_2401_dbd9, 0x3fed_bd5f_7db4_f344]),
    ("open unit", [0x3fe0_deca_d997_ab97, 0x3fbd_a161_750f_89d8, 0x3fe3_386e_2401_dbd9, 0x3fed_bd5f_7db4_f345]),
    ("below 1000", [0x4080_7800_0000_0000, 0x405c_c000_0000_0000, 0x4082_c000_0000_0000, 0x408d_0800_0000_0000]),
    ("exponential", [0x4059_250b_af27_9119, 0x4041_a74f_5b81_6abf, 0x4057_ddf7_5bfe_3096, 0x4054_4f63_ab9c_02c9]),
    ("exponential, residual", [0x4059_250b_af27_9119, 0x4041_a74f_5b81_6abf, 0x4057_ddf7_5bfe_3096, 0x4054_4f63_ab9c_02c9]),
    ("Weibull", [0x400e_96cf_55b8_71ce, 0x3fd1_0d90_e326_bd3f, 0x400a_c9b4_4744_5c72, 0x4001_c438_dfe4_68ab]),
    ("Weibull, residual", [0x4000_9641_15a3_a7b4, 0x4041_ee8e_5b7f_0579, 0x4037_a3d3_2ee9_0485, 0x4023_4d4d_4a40_641d]),
    ("log-normal", [0x3f74_627f_ba6c_45a1, 0x4004_359b_fa9f_c0f2, 0x3f8f_c18f_d69c_ed30, 0x3fd6_dcf1_80b3_63ba]),
    ("log-normal, residual", [0x3ffe_02db_8507_b20e, 0x4047_7665_b010_77b1, 0x405c_2c7b_77c5_4820, 0x4093_c809_46cc_c49c]),
    ("gamma, shape below 1", [0x3fcc_40c6_0f1d_0890, 0x4029_db0c_6dfe_65c6, 0x3ff8_7c41_5dd3_c31c, 0x4010_34f1_2c84_660d]),
    ("gamma, shape below 1, residual", [0x4004_091a_a9ce_7c1e, 0x403d_affb_dcb5_f6bb, 0x4033_4ae0_5405_ab9c, 0x4023_6cfe_97e0_438b]),
    ("gamma, shape above 1", [0x4000_e104_f6bb_c544, 0x4009_550d_7c47_c58b, 0x4011_ab4a_9fd7_5e3e, 0x401f_de33_7e12_14ce]),
    ("gamma, shape above 1, residual", [0x4003_ef85_9d95_e944, 0x4022_09b2_ebce_1b09, 0x4017_1589_5de8_e02f, 0x400e_cd5a_e82c_6ca3]),
    ("hyper-exponential", [0x3f8a_6161_bbaf_c026, 0x3f9e_59a6_a4ca_4930, 0x3fd7_20a6_fd1f_110d, 0x3ff6_628b_b52b_ae3b]),
    ("hyper-exponential, residual", [0x402a_c208_ba09_5382, 0x403e_c8d9_098b_8f6c, 0x402a_a43b_f27a_21b5, 0x4049_c93e_2d1c_8638]),
    ("uniform", [0x400c_a718_2331_c0b0, 0x4002_c721_22f9_74ec, 0x400e_6a52_9b01_64e3, 0x4013_2703_cf23_db3a]),
    ("uniform, residual", [0x3fdc_c1e7_a275_53ff, 0x400e_4df0_eab8_c0aa, 0x400c_dc17_478c_6939, 0x4013_8652_a2e7_f071]),
    ("deterministic", [0x4004_0000_0000_0000, 0x4004_0000_0000_0000, 0x4004_0000_0000_0000, 0x4004_0000_0000_0000]),
    ("deterministic, residual", [0x3ff5_167d_8ffd_967c, 0x3fd2_84dc_e929_b627, 0x3ff8_0689_ad02_52cf, 0x4002_965b_ae91_180a]),
    ("empirical", [0x4014_0000_0000_0000, 0x3ff0_0000_0000_0000, 0x4014_0000_0000_0000, 0x4044_0000_0000_0000]),
    ("empirical, residual", [0x4012_84dc_e929_b627, 0x4042_965b_ae91_180a, 0x403f_210a_0c44_b77f, 0x4043_c6dc_be60_ba52]),
    ("normal", [0xbffa_8982_b4cb_8edb, 0x3fe1_0546_ce11_4fd3, 0xbff4_24c6_5e7c_a663, 0xbfc3_f44f_de4d_445a]),
    ("beta", [0x3fae_a708_c082_eb44, 0x3f9e_e104_81a4_3de0, 0x3fd7_8502_08e2_d590, 0x3fec_7df5_45ff_8dc6]),
    ("Poisson 5", [0x4014_0000_0000_0000, 0x4000_0000_0000_0000, 0x4014_0000_0000_0000, 0x4020_0000_0000_0000]),
    ("Poisson 80", [0x4054_4000_0000_0000, 0x4054_c000_0000_0000, 0x4056_8000_0000_0000, 0x4054_0000_0000_0000]),
    ("negative binomial", [0x4010_0000_0000_0000, 0x4008_0000_0000_0000, 0x0000_0000_0000_0000, 0x4024_0000_0000_0000]),
];
