//! The dimensions and their tables of units.
//!
//! A year is 365.25 days and a month a twelfth of a year, in every model.

use super::dimension::{Dimension, UnitSpelling};

/// A dimension as a type, so that a duration cannot be passed for a rate.
pub trait Unit: Copy + PartialEq + std::fmt::Debug + Send + Sync + 'static {
    /// The dimension's table.
    const DIMENSION: &'static Dimension;
}

const fn unit(
    symbol: &'static str,
    also: &'static [&'static str],
    multiply: f64,
    divide: f64,
) -> UnitSpelling {
    UnitSpelling::new(symbol, also, multiply, divide)
}

/// Declares the marker type of a dimension and its table.
macro_rules! dimension {
    ($(#[$doc:meta])* $marker:ident { $($field:ident: $value:expr),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $marker {}

        impl Unit for $marker {
            const DIMENSION: &'static Dimension = &Dimension { $($field: $value),* };
        }
    };
}

dimension! {
    /// A length of time, in hours.
    Duration {
        name: "duration",
        noun: "a duration",
        units: &[
            unit("s", &["sec", "secs", "second", "seconds"], 1.0, 3600.0),
            unit("min", &["mins", "minute", "minutes"], 1.0, 60.0),
            unit("h", &["hr", "hrs", "hour", "hours"], 1.0, 1.0),
            unit("d", &["day", "days"], 24.0, 1.0),
            unit("week", &["weeks", "wk", "w"], 168.0, 1.0),
            unit("month", &["months"], 730.5, 1.0),
            unit("year", &["years", "yr", "y"], 8766.0, 1.0),
            // The last, so that any other unit takes precedence.
            unit("ms", &["msec", "millisecond", "milliseconds"], 1.0, 3_600_000.0),
        ],
        canonical: "h",
        usual: "h",
        example: "10 h",
        bare: false,
        largest: f64::MAX,
        case_matters: false,
    }
}

dimension! {
    /// Events per time, in events per hour.
    Rate {
        name: "rate",
        noun: "a rate",
        units: &[
            unit("/ s", &["/ sec", "/ second"], 3600.0, 1.0),
            unit("/ min", &["/ minute"], 60.0, 1.0),
            unit("/ h", &["/ hr", "/ hour"], 1.0, 1.0),
            unit("/ d", &["/ day"], 1.0, 24.0),
            unit("/ week", &["/ wk", "/ w"], 1.0, 168.0),
            unit("/ month", &[], 1.0, 730.5),
            unit("/ year", &["/ yr", "/ y"], 1.0, 8766.0),
        ],
        canonical: "/ h",
        usual: "/ month",
        example: "200 / month",
        bare: false,
        largest: f64::MAX,
        case_matters: false,
    }
}

dimension! {
    /// A part of a whole, from 0 to 1.
    Share {
        name: "share",
        noun: "a share",
        units: &[unit("%", &["percent"], 1.0, 100.0)],
        canonical: "",
        usual: "%",
        example: "15 %",
        bare: true,
        largest: 1.0,
        case_matters: false,
    }
}

dimension! {
    /// One number over another of its kind, from 0 up.
    Ratio {
        name: "ratio",
        noun: "a ratio",
        units: &[unit("%", &["percent"], 1.0, 100.0)],
        canonical: "",
        usual: "%",
        example: "150 %",
        bare: true,
        largest: f64::MAX,
        case_matters: false,
    }
}

dimension! {
    /// A speed of computing, in floating-point operations per second.
    Flops {
        name: "speed of computing",
        noun: "a speed of computing",
        units: &[
            unit("FLOPS", &["FLOP/s"], 1.0, 1.0),
            unit("kFLOPS", &["kFLOP/s"], 1e3, 1.0),
            unit("MFLOPS", &["MFLOP/s"], 1e6, 1.0),
            unit("GFLOPS", &["GFLOP/s"], 1e9, 1.0),
            unit("TFLOPS", &["TFLOP/s"], 1e12, 1.0),
            unit("PFLOPS", &["PFLOP/s"], 1e15, 1.0),
            unit("EFLOPS", &["EFLOP/s", "ExaFLOPS"], 1e18, 1.0),
        ],
        canonical: "FLOPS",
        usual: "GFLOPS",
        example: "1.6 GFLOPS",
        bare: false,
        largest: f64::MAX,
        case_matters: false,
    }
}

dimension! {
    /// An amount of computing, in floating-point operations.
    Work {
        name: "amount of computing",
        noun: "an amount of computing",
        units: &[
            unit("FLOP", &[], 1.0, 1.0),
            unit("kFLOP", &[], 1e3, 1.0),
            unit("MFLOP", &[], 1e6, 1.0),
            unit("GFLOP", &[], 1e9, 1.0),
            unit("TFLOP", &[], 1e12, 1.0),
            unit("PFLOP", &[], 1e15, 1.0),
            unit("EFLOP", &[], 1e18, 1.0),
        ],
        canonical: "FLOP",
        usual: "GFLOP",
        example: "120960 GFLOP",
        bare: false,
        largest: f64::MAX,
        case_matters: false,
    }
}

dimension! {
    /// An amount of data, in bytes.
    Bytes {
        name: "amount of data",
        noun: "an amount of data",
        units: &[
            unit("B", &["byte", "bytes"], 1.0, 1.0),
            unit("kB", &["KB"], 1e3, 1.0),
            unit("MB", &[], 1e6, 1.0),
            unit("GB", &[], 1e9, 1.0),
            unit("TB", &[], 1e12, 1.0),
            unit("PB", &[], 1e15, 1.0),
            unit("EB", &[], 1e18, 1.0),
            unit("KiB", &["kiB"], 1024.0, 1.0),
            unit("MiB", &[], 1_048_576.0, 1.0),
            unit("GiB", &[], 1_073_741_824.0, 1.0),
            unit("TiB", &[], 1_099_511_627_776.0, 1.0),
            unit("PiB", &[], 1_125_899_906_842_624.0, 1.0),
            unit("EiB", &[], 1_152_921_504_606_846_976.0, 1.0),
        ],
        canonical: "B",
        usual: "GB",
        example: "8 GB",
        bare: false,
        largest: f64::MAX,
        case_matters: true,
    }
}

dimension! {
    /// A speed of transfer, in bits per second.
    Bandwidth {
        name: "bandwidth",
        noun: "a bandwidth",
        units: &[
            unit("bit/s", &["bps"], 1.0, 1.0),
            unit("kbit/s", &["Kbit/s", "kbps"], 1e3, 1.0),
            unit("Mbit/s", &["Mbps"], 1e6, 1.0),
            unit("Gbit/s", &["Gbps"], 1e9, 1.0),
        ],
        canonical: "bit/s",
        usual: "Mbit/s",
        example: "20 Mbit/s",
        bare: false,
        largest: f64::MAX,
        case_matters: true,
    }
}

dimension! {
    /// A flow of energy, in watts.
    Power {
        name: "power",
        noun: "a power",
        units: &[
            unit("W", &["watt", "watts"], 1.0, 1.0),
            unit("kW", &["KW"], 1e3, 1.0),
            unit("MW", &[], 1e6, 1.0),
        ],
        canonical: "W",
        usual: "W",
        example: "120 W",
        bare: false,
        largest: f64::MAX,
        case_matters: true,
    }
}

dimension! {
    /// A distance, in kilometres.
    Length {
        name: "distance",
        noun: "a distance",
        units: &[
            unit("m", &["metre", "metres", "meter", "meters"], 1.0, 1000.0),
            unit("km", &["kilometre", "kilometres", "kilometer", "kilometers"], 1.0, 1.0),
        ],
        canonical: "km",
        usual: "km",
        example: "5 km",
        bare: false,
        largest: f64::MAX,
        case_matters: false,
    }
}

/// Every dimension with a table of units, in the order the book lists them.
pub const DIMENSIONS: [&Dimension; 10] = [
    Duration::DIMENSION,
    Rate::DIMENSION,
    Share::DIMENSION,
    Ratio::DIMENSION,
    Flops::DIMENSION,
    Work::DIMENSION,
    Bytes::DIMENSION,
    Bandwidth::DIMENSION,
    Power::DIMENSION,
    Length::DIMENSION,
];

/// Another dimension than `wanted` that this unit belongs to.
pub(super) fn dimension_of(spelling: &str, wanted: &Dimension) -> Option<&'static Dimension> {
    DIMENSIONS.into_iter().find(|other| other.name != wanted.name && other.unit(spelling).is_some())
}
