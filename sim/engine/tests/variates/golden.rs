//! The first draws of every family, to the last bit.
//!
//! Whoever changes a number here changes the result of every simulation: that
//! belongs in the changelog, under "Numbers that change".

use bazaar_engine::variates::{
    Beta, Deterministic, Distribution, Empirical, Exponential, Gamma, HyperExponential, LogNormal,
    NegativeBinomial, Normal, Poisson, Residual, Uniform, Variate, Weibull, below, open_unit, unit,
};
use bazaar_engine::{Key, Stream, Streams};

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
    // Far enough to pass through every edge and tail of the recipes.
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

const CHAIN: u64 = 0xf07a_4685_b229_a4b5;

#[rustfmt::skip]
const GOLDEN: &[Row] = &[
    ("unit", [0x3fd6_68d1_e01e_339c, 0x3fd0_d432_e7fd_c8d6, 0x3fdf_5d18_f2b4_0b18, 0x3fe4_c1b0_b130_330b]),
    ("open unit", [0x3fd6_68d1_e01e_339e, 0x3fd0_d432_e7fd_c8d6, 0x3fdf_5d18_f2b4_0b1a, 0x3fe4_c1b0_b130_330b]),
    ("below 1000", [0x4075_e000_0000_0000, 0x4070_6000_0000_0000, 0x407e_a000_0000_0000, 0x4084_4000_0000_0000]),
    ("exponential", [0x405c_6dc3_62d7_7f85, 0x4052_c0f0_8a06_5e1f, 0x4060_6bab_f8b8_276f, 0x4020_3593_f7e8_8638]),
    ("exponential, residual", [0x405c_6dc3_62d7_7f85, 0x4052_c0f0_8a06_5e1f, 0x4060_6bab_f8b8_276f, 0x4020_3593_f7e8_8638]),
    ("Weibull", [0x4014_e6ed_05cc_eb9a, 0x3ffd_022a_0c1b_1c94, 0x401e_2c84_728e_0390, 0x3f79_ce06_2437_c6d6]),
    ("Weibull, residual", [0x406b_c8f8_be07_1a61, 0x4012_8d16_b15e_81f7, 0x405c_8c4d_c60a_bbf4, 0x4008_a90b_e18e_7f54]),
    ("log-normal", [0x404f_e64f_3fe7_924c, 0x402e_6c50_62db_6309, 0x406a_b0e2_f759_54e9, 0x3fd2_3576_47b2_8c4c]),
    ("log-normal, residual", [0x40ea_ac70_26f1_e88d, 0x411b_86ef_4098_0f62, 0x40c9_69fb_6a39_ecf9, 0x40bd_1161_56ee_9f4c]),
    ("gamma, shape below 1", [0x4007_4f54_5199_0f65, 0x4031_23a9_1406_088c, 0x4004_7c44_3b22_dc5e, 0x4015_eaa4_8ef3_3394]),
    ("gamma, shape below 1, residual", [0x4054_5be0_68fe_e629, 0x400f_c14e_4108_ac4a, 0x404e_ba85_95e2_df76, 0x4006_97fe_c17a_d302]),
    ("gamma, shape above 1", [0x4036_a7ff_4b09_65c1, 0x403b_bdc7_8ee6_0a92, 0x4034_6893_24f2_a658, 0x402c_d07f_207c_0a13]),
    ("gamma, shape above 1, residual", [0x402c_0eb6_225c_ba50, 0x3ff4_09fc_b443_4a23, 0x402a_23c9_b2a3_a095, 0x3fef_0e87_0e84_e80c]),
    ("hyper-exponential", [0x3f9c_063b_5f85_b945, 0x3f68_38e0_7563_02cf, 0x3f81_5e38_ff2c_f5fb, 0x402a_2d54_b730_b4f9]),
    ("hyper-exponential, residual", [0x403c_6ce8_464b_6c07, 0x4008_919f_302b_9314, 0x4021_9ddb_0961_1cea, 0x402a_2d54_b730_b4f9]),
    ("uniform", [0x4008_674e_b40b_535a, 0x4006_4f93_16ff_2b50, 0x400b_c2e9_5b03_8429, 0x400f_9144_84e4_2648]),
    ("uniform, residual", [0x3fec_5a19_dab5_a434, 0x4003_9ded_f3e1_110d, 0x3fdb_0d73_17d2_e6e8, 0x3ff2_2fb1_8744_a7c1]),
    ("deterministic", [0x4004_0000_0000_0000, 0x4004_0000_0000_0000, 0x4004_0000_0000_0000, 0x4004_0000_0000_0000]),
    ("deterministic, residual", [0x3fec_0306_5825_c083, 0x3fe5_093f_a1fd_3b0c, 0x3ff3_9a2f_97b0_86ef, 0x3ff9_f21c_dd7c_3fce]),
    ("empirical", [0x4008_0000_0000_0000, 0x4008_0000_0000_0000, 0x4008_0000_0000_0000, 0x4014_0000_0000_0000]),
    ("empirical, residual", [0x4025_093f_a1fd_3b0c, 0x4039_f21c_dd7c_3fce, 0x4012_1e22_f331_fb1e, 0x4030_2a49_95ed_4b8e]),
    ("normal", [0x3ffa_ad2c_fb1e_c6cf, 0x3ff2_9c57_fdba_7a40, 0x4000_bc80_5bd0_f154, 0xbfce_32da_4c25_1d5e]),
    ("beta", [0x3fdd_cb58_9802_021e, 0x3feb_4c99_bd25_dabe, 0x3fde_b70d_7653_8065, 0x3fd3_2d3a_f03e_78e3]),
    ("Poisson 5", [0x4010_0000_0000_0000, 0x4008_0000_0000_0000, 0x4014_0000_0000_0000, 0x4018_0000_0000_0000]),
    ("Poisson 80", [0x4053_0000_0000_0000, 0x4054_0000_0000_0000, 0x4053_c000_0000_0000, 0x4051_c000_0000_0000]),
    ("negative binomial", [0x4035_0000_0000_0000, 0x4041_0000_0000_0000, 0x4041_0000_0000_0000, 0x403b_0000_0000_0000]),
];
