//! Parquet files with something wrong in their bytes.

use std::fs;
use std::path::Path;

use bazaar_models::table::{Column, Holds, Intervals};
use bazaar_report::table::FORMATS;
use bazaar_scenario::read_table;

use crate::harness::{Chance, try_all};

/// Numbers that ask for much, as varints and as four bytes.
const FORGED: [&[u8]; 9] = [
    b"\xff\xff\xff\xff\x0f",
    b"\xfe\xff\xff\xff\x0f",
    b"\xff\xff\xff\xff\xff\xff\xff\xff\x7f",
    b"\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01",
    b"\x80\x80\x80\x80\x08",
    b"\xff\xff\xff\x7f",
    b"\xff\xff\xff\xff",
    b"\x00\x00\x00\x80",
    b"\xfc\xff\xff\x7f",
];

/// The small files that come with the tests of the reader.
fn files() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../report/tests/data");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "parquet"));
    paths.sort();
    assert!(paths.len() > 10, "{paths:?}");
    paths.iter().map(|path| fs::read(path).unwrap()).collect()
}

/// Reads a file's recording, and every other column that it may have, as a name.
fn read(path: &Path, bytes: &[u8]) -> Result<(), usize> {
    fs::write(path, bytes).unwrap();
    let others = ["length", "ended", "x", "y"].map(|name| Column { name, holds: Holds::Texts });
    let columns = [Intervals::COLUMNS, &others].concat();
    let read = read_table(path, &columns, FORMATS, |_| Ok(()));
    read.map(|_| ()).map_err(|error| miette::Diagnostic::related(&error).map_or(0, Iterator::count))
}

fn broken(bytes: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=chance.below(3) {
        let at = chance.below(bytes.len());
        match chance.below(6) {
            0 => bytes.truncate(at),
            1 => {
                let forged = chance.one(&FORGED);
                bytes.splice(at..(at + forged.len()).min(bytes.len()), forged.iter().copied());
            }
            2 => {
                // In the place of one byte, with a footer that is as long as it says.
                let forged = chance.one(&FORGED);
                let end = (at + 1).min(bytes.len());
                bytes.splice(at..end, forged.iter().copied());
                if let Some(length) = bytes.len().checked_sub(8) {
                    let said = bytes.get(length..length + 4).map(|said| said.try_into().unwrap());
                    let longer = said
                        .map_or(0, u32::from_le_bytes)
                        .wrapping_add(u32::try_from(forged.len()).unwrap() - 1);
                    bytes.splice(length..length + 4, longer.to_le_bytes());
                }
            }
            3 => {
                let part: Vec<u8> = bytes[at..(at + chance.below(64)).min(bytes.len())].to_vec();
                let to = chance.below(bytes.len());
                bytes.splice(to..to, part);
            }
            _ => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << chance.below(8);
                }
            }
        }
    }
    bytes
}

#[test]
fn whatever_is_in_a_parquet_file_is_read_or_refused() {
    let desk = tempfile::tempdir().unwrap();
    let path = desk.path().join("t.parquet");
    let files = files();
    let one = |_, chance: &mut Chance| {
        let at = chance.below(files.len());
        read(&path, &broken(&files[at], chance))
    };
    let (read, refused) = try_all(0x6a09_e667_f3bc_c909, one);
    assert!(read > 300 && refused > 3_000, "{read} read, {refused} refused");
}

/// Every bit of a file with texts, categories and levels, one after the other.
#[test]
fn no_bit_of_a_parquet_file_ends_the_program() {
    let desk = tempfile::tempdir().unwrap();
    let path = desk.path().join("t.parquet");
    let bytes =
        fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../report/tests/data/delta.parquet")).unwrap();
    let mut refused = 0;
    for at in 0..8 * bytes.len() {
        let mut bytes = bytes.clone();
        bytes[at / 8] ^= 1 << (at % 8);
        match read(&path, &bytes) {
            Ok(()) => {}
            Err(reasons) => {
                assert!(reasons > 0, "bit {at}");
                refused += 1;
            }
        }
    }
    assert!(refused > 8 * bytes.len() / 10, "{refused}");
}

#[test]
fn a_parquet_file_that_is_cut_short_is_refused() {
    let desk = tempfile::tempdir().unwrap();
    let path = desk.path().join("t.parquet");
    for bytes in files() {
        for length in 0..bytes.len() {
            assert_ne!(read(&path, &bytes[..length]), Ok(()), "{length} of {}", bytes.len());
        }
    }
}
