//! Archives, records and answers with something wrong in them.
//!
//! Whatever is in one, reading it ends with a submission or with a reason on it.

use std::io::Read as _;
use std::time::SystemTime;

use bazaar_labs::{CourseKey, Lab, Pages, Roster, examine, pack, release};
use bazaar_study::Silent;

use crate::harness::{Chance, altered, try_all};

fn files(archive: &[u8]) -> Vec<(String, String)> {
    let mut archive = tar::Archive::new(archive);
    let entries = archive.entries().unwrap().map(|entry| {
        let mut entry = entry.unwrap();
        let name = entry.path().unwrap().to_string_lossy().into_owned();
        let mut text = String::new();
        entry.read_to_string(&mut text).unwrap();
        (name, text)
    });
    entries.collect()
}

fn archived(files: &[(String, String)]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, text) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(text.len() as u64);
        builder.append_data(&mut header, name, text.as_bytes()).unwrap();
    }
    builder.into_inner().unwrap()
}

/// Bytes of an archive with heads, sizes and blocks that do not fit.
fn broken(archive: &[u8], chance: &mut Chance) -> Vec<u8> {
    const BLOCK: usize = 512;
    let mut bytes = archive.to_vec();
    for _ in 0..=chance.below(6) {
        let blocks = bytes.len() / BLOCK;
        let head = BLOCK * chance.below(blocks.max(1));
        match chance.below(7) {
            0 if !bytes.is_empty() => {
                let at = chance.below(bytes.len());
                bytes[at] ^= 1 << chance.below(8);
            }
            1 => bytes.truncate(chance.below(bytes.len() + 1)),
            2 if bytes.len() >= head + 136 => {
                let size: &[u8; 12] = chance.one(&[
                    b"77777777777\0",
                    b"00000000000\0",
                    b"-0000000001\0",
                    b"\x80\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff",
                    b"99999999999 ",
                ]);
                bytes[head + 124..head + 136].copy_from_slice(size);
            }
            3 if bytes.len() >= head + BLOCK => {
                bytes[head + 156] = *chance
                    .one(&[
                        b"0", b"1", b"2", b"3", b"5", b"6", b"7", b"g", b"x", b"L", b"K", b"S", b"\0",
                        b"\xff",
                    ])
                    .first()
                    .unwrap();
            }
            4 if bytes.len() >= head + BLOCK => {
                let block = bytes[head..head + BLOCK].to_vec();
                let many = block.repeat(1 + chance.below(64));
                bytes.splice(head..head, many);
            }
            5 if bytes.len() >= head + BLOCK => {
                // With a sum that fits, so that what else is wrong is come to.
                let sum: u32 = (head..head + BLOCK)
                    .map(|at| if (head + 148..head + 156).contains(&at) { 32 } else { u32::from(bytes[at]) })
                    .sum();
                bytes[head + 148..head + 156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
            }
            _ => {
                let at = chance.below(bytes.len() + 1);
                bytes.splice(at..at, (0..chance.below(600)).map(|byte| u8::try_from(byte % 256).unwrap()));
            }
        }
    }
    bytes
}

#[test]
fn whatever_is_handed_in_is_read_or_refused() {
    let desk = tempfile::tempdir().unwrap();
    let out = desk.path().join("release");
    let lab = Lab::load("labs/warm-up").unwrap();
    let roster = Roster::parse("student\ns1\n").unwrap();
    release(&lab, &CourseKey::new(b"any"), &roster, &Pages::None, &out, 1, &Silent).unwrap();
    let answers = out.join("s1/answers.toml");
    let blank = std::fs::read_to_string(&answers).unwrap();
    let given = "guess = 2,4\nwait = \"2,1 h\"\nfirst_days = 1.44\nbias = \"≈0.6±0.1\"\nbusiest = [\"a\", \"c\", \"b\"]\nexplain = \"\"\"\nChance; = 1\n\"\"\"\n";
    std::fs::write(&answers, blank + given).unwrap();
    let packed = pack(&out.join("s1"), SystemTime::UNIX_EPOCH).unwrap().path;
    let sound = std::fs::read(packed).unwrap();
    assert_eq!(examine(&sound, &lab), Ok(Vec::new()));
    let texts = files(&sound);

    let one = |case: u64, chance: &mut Chance| {
        let bytes = if case.is_multiple_of(4) {
            broken(&sound, chance)
        } else {
            let mut texts = texts.clone();
            let place = usize::try_from(case % 4 - 1).unwrap();
            texts[place].1 = altered(&texts[place].1, chance);
            archived(&texts)
        };
        examine(&bytes, &lab).map(|_| ()).map_err(|why| why.len())
    };
    // Most are broken, and some are not: both ways were gone.
    let (read, refused) = try_all(0x9e37_79b9_7f4a_7c15, one);
    assert!(read > 100 && refused > 1_000, "{read} read, {refused} refused");
}
