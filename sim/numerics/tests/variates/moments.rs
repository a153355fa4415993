//! Means, variances and residual means, to twelve digits.

use bazaar_numerics::variates::{
    Beta, Deterministic, Distribution, Empirical, Exponential, Gamma, HyperExponential, LogNormal,
    NegativeBinomial, Normal, Poisson, Residual, Uniform, Variate, VariateError, Weibull,
};

fn close(name: &str, seen: f64, expected: f64) {
    let error = (seen / expected - 1.0).abs();
    assert!(error < 1e-12, "{name}: {seen:?} instead of {expected:?}, off by {error:e}");
}

fn have_moments<D: Into<Distribution>>(rows: impl IntoIterator<Item = (Result<D, VariateError>, [f64; 3])>) {
    for (distribution, [mean, variance, residual_mean]) in rows {
        let distribution = distribution.unwrap().into();
        let name = format!("{distribution:?}");
        close(&name, distribution.mean(), mean);
        close(&name, distribution.variance(), variance);
        close(&name, distribution.residual_mean(), residual_mean);
        close(&name, distribution.cv(), variance.sqrt() / mean);
    }
}

// The expected numbers of this file are the closed forms in 50 digits, rounded once.

#[test]
fn weibull_moments_are_exact() {
    have_moments([
        (Weibull::new(0.02, 1.0), [3.041409320171325e+64, 9.332621544394326e+157, 1.5342593781274747e+93]),
        (Weibull::new(0.393, 2.964), [10.349746284687113, 1120.9915763285296, 59.33038311784335]),
        (Weibull::new(0.45, 4.16), [10.310950945016568, 722.2098665753078, 40.17697205543802]),
        (Weibull::new(0.55, 35.3), [60.09574537420107, 13945.025936359674, 146.07127708559423]),
        (Weibull::new(1.0, 2.0), [2.0, 4.0, 2.0]),
        (Weibull::new(3.6, 1.0), [0.9011056832822895, 0.07729528000857123, 0.4934419729842199]),
        (Weibull::new(10.0, 1.0), [0.9513507698668732, 0.01310045507346831, 0.48256057149575027]),
        (Weibull::new(31.9, 1.0), [0.9828503690835138, 0.0014944741773108144, 0.4921854600752058]),
        (Weibull::new(32.1, 5.0), [4.914757653500778, 0.03691499458085788, 2.461134352168266]),
        (Weibull::new(100.0, 1.0), [0.9943258511915061, 0.00016030491620026111, 0.4972435354461397]),
        (Weibull::new(1000.0, 1.0), [0.9994237724845955, 1.640642681484991e-06, 0.49971270703660275]),
    ]);
}

#[test]
fn log_normal_moments_are_exact() {
    have_moments([
        (LogNormal::new(-0.586, 2.844), [31.75874117355284, 3283317.336997537, 51707.432871638746]),
        (LogNormal::new(1.42, 1.54), [13.542054614136838, 1781.5193737906293, 72.54831976942725]),
        (LogNormal::new(3.0, 0.001), [20.08554696595864, 0.00040342939863639604, 10.042783525757825]),
        (LogNormal::new(-100.0, 15.0), [268337.2865208745, 3.7464546145026734e+108, 6.980868486592581e+102]),
        (
            LogNormal::new(100.0, 15.0),
            [1.938998193409882e+92, 1.956199921370272e+282, 5.044357256285369e+189],
        ),
    ]);
}

#[test]
fn gamma_moments_are_exact() {
    have_moments([
        (Gamma::new(0.357, 43.652), [15.583764, 680.262466128, 29.617882]),
        (Gamma::new(0.001, 2.0), [0.002, 0.004, 1.001]),
        (Gamma::new(1000000000.0, 0.001), [1000000.0, 1000.0, 500000.0005]),
    ]);
}

#[test]
fn uniform_moments_are_exact() {
    have_moments([
        (Uniform::new(0.0, 1.0), [0.5, 0.08333333333333333, 0.3333333333333333]),
        (Uniform::new(2.0, 5.0), [3.5, 0.75, 1.8571428571428572]),
        (Uniform::new(1000000.0, 1000001.0), [1000000.5, 0.08333333333333333, 500000.2500000417]),
    ]);
}

#[test]
fn hyper_exponential_moments_are_exact() {
    let fit = HyperExponential::new(&[0.338, 0.390, 0.272], &[0.029, 30.121, 1.069]);
    let extreme = HyperExponential::new(&[0.5, 0.5], &[1e-30, 1e30]);
    have_moments([
        (fit, [11.922563596142783, 662.134371115122, 33.729402545581486]),
        (extreme, [5e29, 7.5e59, 1e30]),
    ]);
}

#[test]
fn exponential_moments_are_exact() {
    have_moments([
        (Exponential::new(91.0), [91.0, 8281.0, 91.0]),
        (Exponential::from_rate(4.0), [0.25, 0.0625, 0.25]),
    ]);
    assert_eq!(Exponential::from_rate(4.0).unwrap().rate(), 4.0);
}

#[test]
fn empirical_moments_are_those_of_the_list() {
    let values = (1..=100_000).map(|i| 0.1 * f64::from(i)).collect::<Vec<_>>();
    have_moments([(Empirical::new(&values), [5000.05, 8333333.3325000005, 3333.3500000000004])]);
}

#[test]
fn deterministic_moments_are_exact() {
    let always = Deterministic::new(7.0).unwrap();
    assert_eq!([always.mean(), always.variance(), always.residual_mean()], [7.0, 0.0, 3.5]);
}

#[test]
fn moments_of_traits_and_counts_are_exact() {
    fn moments(variate: &impl Variate, mean: f64, variance: f64) {
        close("mean", variate.mean(), mean);
        close("variance", variate.variance(), variance);
    }
    moments(&Normal::new(-3.0, 0.5).unwrap(), -3.0, 0.25);
    moments(&Poisson::new(80.0).unwrap(), 80.0, 80.0);
    moments(&NegativeBinomial::new(20.0, 0.8).unwrap(), 20.0, 520.0);
    moments(&Beta::new(2.0, 3.0).unwrap(), 0.4, 0.04);
    moments(&Beta::new(1e9, 1e9).unwrap(), 0.5, 0.25 / (2e9 + 1.0));
}

#[test]
fn medians_are_exact_where_they_have_a_closed_form() {
    let median = |distribution: Distribution| distribution.median().unwrap();
    close("Weibull", median(Weibull::new(0.393, 2.964).unwrap().into()), 1.1664172322978172);
    close("log-normal", median(LogNormal::new(-0.586, 2.844).unwrap().into()), 0.5565490344104649);
    close("exponential", median(Exponential::new(2.0).unwrap().into()), 4_f64.ln());
    close("uniform", median(Uniform::new(2.0, 5.0).unwrap().into()), 3.5);
    close("deterministic", median(Deterministic::new(7.0).unwrap().into()), 7.0);
    close("empirical, odd", median(Empirical::new(&[9.0, 1.0, 4.0]).unwrap().into()), 4.0);
    close("empirical, even", median(Empirical::new(&[9.0, 1.0, 4.0, 2.0]).unwrap().into()), 3.0);
    assert_eq!(Distribution::from(Gamma::new(2.0, 1.0).unwrap()).median(), None);
    assert_eq!(Distribution::from(HyperExponential::new(&[1.0], &[1.0]).unwrap()).median(), None);
}

#[test]
fn a_log_normal_of_given_mean_and_variation_has_them() {
    for (mean, cv, mu, sigma) in [
        (10.0, 0.5, 2.1910133173369406, 0.47238072707743883),
        (10.0, 1e-6, 2.302585092993546, 9.999999999997499e-7),
    ] {
        let variate = LogNormal::from_mean_cv(mean, cv).unwrap();
        close("mu", variate.mu(), mu);
        close("sigma", variate.sigma(), sigma);
        close("mean", variate.mean(), mean);
        close("cv", variate.cv(), cv);
    }
}

#[test]
fn the_random_class_is_available_a_quarter_of_the_time() {
    // Availability E[up] / (E[up] + E[down]) from Javadi, Kondo, Vincent & Anderson.
    let up = Weibull::new(0.393, 2.964).unwrap();
    let down = LogNormal::new(-0.586, 2.844).unwrap();
    let cycle = up.mean() + down.mean();
    assert!((up.mean() / cycle - 0.245_79).abs() < 5e-6);
    assert!((2.0 * 8766.0 / cycle - 416.35).abs() < 5e-3);
}
