use proptest::prelude::*;
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error, F64Deserializer, StrDeserializer, U64Deserializer};

use super::*;

fn read<U: Unit>(text: &str) -> f64 {
    text.parse::<Quantity<U>>().unwrap().canonical()
}

fn refusal<U: Unit>(text: &str) -> (String, String) {
    let error = text.parse::<Quantity<U>>().unwrap_err();
    (error.message().to_owned(), error.help().to_owned())
}

#[test]
fn each_unit_of_time_has_its_hours() {
    let hours = [
        ("3600 s", 1.0),
        ("90 min", 1.5),
        ("10 h", 10.0),
        ("30 d", 720.0),
        ("2 week", 336.0),
        ("1 month", 730.5),
        ("1 year", 8766.0),
    ];
    for (text, expected) in hours {
        assert_eq!(read::<Duration>(text), expected, "{text}");
    }
    assert_eq!(read::<Duration>("12 months"), read::<Duration>("1 year"));
}

#[test]
fn each_dimension_has_its_canonical_unit() {
    assert_eq!(read::<Rate>("730.5 / month"), 1.0);
    assert_eq!(read::<Rate>("4.01e6 / year"), 4.01e6 / 8766.0);
    assert_eq!(read::<Share>("15 %"), 0.15);
    assert_eq!(read::<Ratio>("150 %"), 1.5);
    assert_eq!(read::<Flops>("1.6 GFLOPS"), 1.6e9);
    assert_eq!(read::<Work>("120960 GFLOP"), 1.2096e14);
    assert_eq!(read::<Bytes>("100 GB"), 1e11);
    assert_eq!(read::<Bytes>("1 KiB"), 1024.0);
    assert_eq!(read::<Bandwidth>("20 Mbit/s"), 2e7);
    assert_eq!(read::<Power>("0.12 kW"), 120.0);
}

#[test]
fn people_spell_units_in_their_own_ways() {
    for text in ["10h", "10 h", " 10  hours ", "10 H", "10 Hours", "1_0 h", "1e1 hr", "+10 h"] {
        assert_eq!(read::<Duration>(text), 10.0, "{text}");
    }
    for text in ["2/month", "2 / month", "2 per month", "2 / Month"] {
        assert_eq!(read::<Rate>(text), 2.0 / 730.5, "{text}");
    }
    assert_eq!(read::<Flops>("2 gflops"), 2e9);
}

#[test]
fn a_letter_case_that_changes_the_meaning_is_not_guessed() {
    let (message, help) = refusal::<Bytes>("20 Mb");
    assert_eq!(message, "\"Mb\" is not a unit of an amount of data");
    assert!(help.starts_with("did you mean \"20 MB\"?"), "{help}");
    assert!("5 mW".parse::<Quantity<Power>>().is_err());
    assert!("20 MB/s".parse::<Quantity<Bandwidth>>().is_err());
}

#[test]
fn a_wrong_unit_names_both_dimensions_and_lists_the_units() {
    let (message, help) = refusal::<Flops>("1.6 GFLOP");
    assert_eq!(message, "\"1.6 GFLOP\" is an amount of computing, not a speed of computing");
    for unit in Flops::DIMENSION.units {
        assert!(help.contains(unit.symbol), "{help} lacks {}", unit.symbol);
    }
}

#[test]
fn a_number_without_its_unit_is_told_what_to_type() {
    let (message, help) = refusal::<Duration>("10");
    assert_eq!(message, "\"10\" has no unit");
    assert!(help.starts_with("type \"10 h\";"), "{help}");

    let number: F64Deserializer<Error> = 10.0.into_deserializer();
    let error = Quantity::<Duration>::deserialize(number).unwrap_err();
    assert!(error.to_string().starts_with("10 has no unit\ntype \"10 h\";"), "{error}");
}

#[test]
fn what_needs_no_unit_may_come_as_a_number() {
    let number: F64Deserializer<Error> = 0.15.into_deserializer();
    assert_eq!(Quantity::<Share>::deserialize(number).unwrap().canonical(), 0.15);
    let whole: U64Deserializer<Error> = 3u64.into_deserializer();
    assert_eq!(Quantity::<Ratio>::deserialize(whole).unwrap().canonical(), 3.0);
    let text: StrDeserializer<'_, Error> = "15 %".into_deserializer();
    assert_eq!(Quantity::<Share>::deserialize(text).unwrap().canonical(), 0.15);
}

#[test]
fn a_share_above_one_is_told_its_percentage() {
    let number: F64Deserializer<Error> = 15.0.into_deserializer();
    let error = Quantity::<Share>::deserialize(number).unwrap_err();
    assert_eq!(error.to_string(), "15 is above 1 (100 %); a share cannot be\ntype 0.15 or \"15 %\"");
    assert!("101 %".parse::<Quantity<Share>>().is_err());
    assert_eq!(read::<Share>("100 %"), 1.0);
}

#[test]
fn what_is_not_finite_or_negative_is_refused() {
    for text in ["nan h", "inf h", "-inf h", "1e400 h", "1e308 year", "-1 h", "h", "", "ten h"] {
        assert!(text.parse::<Quantity<Duration>>().is_err(), "{text}");
    }
    for number in [f64::NAN, f64::INFINITY, -1.0] {
        assert!(Quantity::<Duration>::new(number).is_err(), "{number}");
    }
    assert_eq!(read::<Duration>("-0 h").to_bits(), 0);
}

#[test]
fn text_takes_the_unit_that_is_exact_and_easiest_to_read() {
    let written = |hours: f64| Quantity::<Duration>::new(hours).unwrap().to_string();
    assert_eq!(written(10.0), "10 h");
    assert_eq!(written(720.0), "30 d");
    assert_eq!(written(8766.0), "1 year");
    assert_eq!(written(4383.0), "6 month");
    assert_eq!(written(336.0), "14 d");
    assert_eq!(written(2184.0), "91 d");
    assert_eq!(written(2.964), "2.964 h");
    assert_eq!(written(300.0 / 3600.0), "5 min");
    assert_eq!(Quantity::<Rate>::new(4.01e6 / 8766.0).unwrap().to_string(), "4.01e6 / year");
    assert_eq!(Quantity::<Work>::new(1.2096e14).unwrap().to_string(), "120960 GFLOP");
    assert_eq!(Quantity::<Bytes>::new(1e11).unwrap().to_string(), "100 GB");
    assert_eq!(written(0.0), "0 h");
    assert_eq!(Quantity::<Share>::new(0.15).unwrap().to_string(), "0.15");
}

#[test]
fn no_two_units_of_a_dimension_share_a_spelling() {
    for dimension in DIMENSIONS {
        let mut seen = std::collections::BTreeMap::new();
        for unit in dimension.units {
            for spelling in std::iter::once(unit.symbol).chain(unit.also.iter().copied()) {
                let spelling =
                    if dimension.case_matters { spelling.to_owned() } else { spelling.to_lowercase() };
                let before = seen.insert(spelling.clone(), unit.symbol);
                assert_eq!(before, None, "{spelling} in {}", dimension.name);
            }
        }
    }
}

#[test]
fn canonical_usual_and_example_are_units_of_their_dimension() {
    for dimension in DIMENSIONS {
        if !dimension.canonical.is_empty() {
            let unit = dimension.unit(dimension.canonical).unwrap();
            assert_eq!(unit.to_canonical(3.0), 3.0, "{}", dimension.name);
        }
        assert!(dimension.unit(dimension.usual).is_some(), "{}", dimension.name);
        assert!(dimension.parse(dimension.example).is_ok(), "{}", dimension.name);
    }
}

#[test]
fn money_is_read_digit_by_digit() {
    let usd = |text: &str| text.parse::<Money>().unwrap();
    assert_eq!(usd("$15"), Money::new(1500, Currency::Usd));
    assert_eq!(usd("$0.08"), Money::new(8, Currency::Usd));
    assert_eq!(usd("$0.5"), Money::new(50, Currency::Usd));
    assert_eq!(usd("$12_000.07"), Money::new(1_200_007, Currency::Usd));
    for text in ["EUR 14.60", "€14.60", "14.60 EUR", "14.60€", "eur 14.6"] {
        assert_eq!(usd(text), Money::new(1460, Currency::Eur), "{text}");
    }
    assert_eq!(usd("BGN 3"), usd("3 лв"));
    // As a float 90071992547409.93 dollars has no cents left to trust.
    assert_eq!(usd("$90071992547409.93").minor(), 9_007_199_254_740_993);
}

#[test]
fn money_finer_than_a_cent_names_its_neighbours() {
    let error = "$1.999".parse::<Money>().unwrap_err();
    assert_eq!(error.message(), "\"$1.999\" has 3 decimals; money is counted in whole cents");
    assert_eq!(error.help(), "type \"$1.99\" or \"$2\"");
}

#[test]
fn what_is_no_money_says_why() {
    let refusals = [
        ("15", "\"15\" has no currency"),
        ("$", "\"$\" has no amount"),
        ("-$5", "\"-$5\" is negative; an amount of money cannot be"),
        ("$-5", "\"$-5\" is negative; an amount of money cannot be"),
        ("£5", "\"£\" is not a known currency"),
        ("$1,000", "\"1,000\" is not an amount"),
        ("$1e3", "\"1e3\" is not an amount"),
        ("$99999999999999999999", "\"$99999999999999999999\" is too large"),
    ];
    for (text, message) in refusals {
        assert_eq!(text.parse::<Money>().unwrap_err().message(), message);
    }
    let whole: U64Deserializer<Error> = 15u64.into_deserializer();
    let error = Money::deserialize(whole).unwrap_err();
    assert_eq!(error.to_string(), "15 has no currency\ntype \"$15\", \"EUR 15\", \"BGN 15\"");
}

#[test]
fn a_price_of_energy_may_be_finer_than_a_cent() {
    let price: EnergyPrice = "$0.0825 / kWh".parse().unwrap();
    assert_eq!((price.per_kwh(), price.currency()), (0.0825, Currency::Usd));
    assert_eq!(price.to_string(), "$0.0825 / kWh");
    assert_eq!("EUR 0.20 per kWh".parse::<EnergyPrice>().unwrap().to_string(), "EUR 0.2 / kWh");
    for text in ["$0.08", "$0.08 / h", "0.08 / kWh", "$-1 / kWh", "$x / kWh", "$1 2 / kWh"] {
        assert!(text.parse::<EnergyPrice>().is_err(), "{text}");
    }
}

#[test]
fn the_schema_names_the_units_and_has_a_pattern() {
    let schema = schemars::schema_for!(Quantity<Duration>).to_value();
    assert_eq!(schema["type"], "string");
    assert_eq!(schema["title"], "DurationQuantity");
    assert_eq!(schema["description"], "units of a duration: s, min, h, d, week, month, year, ms");
    let share = schemars::schema_for!(Quantity<Share>).to_value();
    assert_eq!(share["anyOf"][0]["maximum"], 1.0);
}

fn round_trips<U: Unit>(canonical: f64) -> Result<(), TestCaseError> {
    let quantity = Quantity::<U>::new(canonical);
    prop_assume!(quantity.is_ok());
    let quantity = quantity.unwrap();
    let text = quantity.to_string();
    let read: Quantity<U> = text.parse().map_err(|e| TestCaseError::fail(format!("{text}: {e}")))?;
    prop_assert_eq!(read.canonical().to_bits(), quantity.canonical().to_bits(), "{}", text);
    Ok(())
}

proptest! {
    #[test]
    fn every_quantity_reads_back_to_the_last_bit(bits in 0..f64::MAX.to_bits(), nice in 0u32..100_000, share in 0.0..=1.0) {
        for canonical in [f64::from_bits(bits), f64::from(nice), f64::from(nice) / 60.0, share] {
            round_trips::<Duration>(canonical)?;
            round_trips::<Rate>(canonical)?;
            round_trips::<Ratio>(canonical)?;
            round_trips::<Flops>(canonical)?;
            round_trips::<Bytes>(canonical)?;
            round_trips::<Power>(canonical)?;
        }
        round_trips::<Share>(share)?;
    }

    #[test]
    fn every_amount_reads_back_to_the_cent(minor: u64, currency in prop::sample::select(&Currency::ALL[..])) {
        let money = Money::new(minor, currency);
        prop_assert_eq!(money.to_string().parse::<Money>(), Ok(money));
    }

    #[test]
    fn every_price_of_energy_reads_back(per_kwh in 0.0..1e9, currency in prop::sample::select(&Currency::ALL[..])) {
        let price = EnergyPrice::new(per_kwh, currency).unwrap();
        prop_assert_eq!(price.to_string().parse::<EnergyPrice>(), Ok(price));
    }

    #[test]
    fn no_text_makes_a_reader_panic(text in "\\PC*", near in "[-+$€0-9._,eE %/a-zA-Zлв\u{2009}]{0,12}") {
        for text in [&text, &near] {
            for dimension in DIMENSIONS {
                if let Ok(canonical) = dimension.parse(text) {
                    prop_assert!(canonical.is_finite() && canonical >= 0.0);
                }
            }
            let _ = text.parse::<Money>();
            let _ = text.parse::<EnergyPrice>();
            let _ = text.parse::<TimeUnit>();
        }
    }
}
