//! Raw random bits on standard output, for a battery of statistical tests.
//!
//! ```text
//! cargo run --release -p bazaar-engine --example bits -- ARRANGEMENT GENERATOR [SEED] | BATTERY
//! ```
//!
//! A generator whose single streams are good can still have correlated streams,
//! so the bits come in five arrangements:
//!
//! | arrangement | the bits are |
//! |---|---|
//! | `one` | one long stream |
//! | `entities` | the first 8 draws of consecutive entities, 16 entities interleaved |
//! | `purposes` | 16 purposes of one entity in turn, 16 draws of each, then the next entity |
//! | `replications` | the first draw of consecutive replications |
//! | `children` | the first draw of each member of consecutive families (1 + 3 + 9) |
//!
//! The generator is `squares` or `philox`. The bits never end; they stop when
//! the battery has closed the pipe. Batteries that read such a pipe:
//!
//! ```text
//! bits entities squares 1 | dieharder -a -g 200 -Y 1 -k 2    # Brown; apt-get install dieharder
//! bits entities squares 1 | RNG_test stdin64 -tlmax 64GB     # PractRand, Doty-Humphrey
//! ```
//!
//! One weak p-value in a hundred is to be expected by chance. Repeat a weak test
//! with another seed: a real flaw reappears.

use std::error::Error;
use std::io::{self, ErrorKind, Write};

use bazaar_engine::stream::{Generator, Philox, Squares};
use bazaar_engine::{Key, Rng, Stream, Streams};

const USAGE: &str =
    "usage: bits one|entities|purposes|replications|children squares|philox [SEED], into a pipe";

/// Bytes gathered before they are written.
const BUFFER: usize = 1 << 16;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (arrangement, generator, seed) = match arguments.as_slice() {
        [arrangement, generator] => (arrangement, generator, 1),
        [arrangement, generator, seed] => (arrangement, generator, seed.parse().map_err(|_| USAGE)?),
        _ => return Err(USAGE.into()),
    };
    let written = match generator.as_str() {
        "squares" => write_bits(arrangement, Streams::<Squares>::with_generator(seed))?,
        "philox" => write_bits(arrangement, Streams::<Philox>::with_generator(seed))?,
        _ => return Err(USAGE.into()),
    };
    match written {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}

/// Writes until the pipe is closed. The outer error is an unknown arrangement.
fn write_bits<G: Generator>(arrangement: &str, seed: Streams<G>) -> Result<io::Result<()>, &'static str> {
    let streams = seed.replication(0).component("bits");
    Ok(match arrangement {
        "one" => one(streams.stream(0, Key::SINGLE)),
        "entities" => blocks(|block, out| {
            in_turn(8, |i| streams.stream(0, Key::initial(block * 16 + u64::from(i))), out);
        }),
        "purposes" => blocks(|index, out| {
            in_turn(16, |purpose| streams.stream(purpose, Key::initial(index)), out);
        }),
        "replications" => blocks(|number, out| {
            let streams = seed.replication(number).component("bits");
            out.push(streams.stream(0, Key::SINGLE).next_u64());
        }),
        "children" => blocks(|founder, out| family(streams, founder, out)),
        _ => return Err(USAGE),
    })
}

fn one<G: Generator>(mut stream: Stream<G>) -> io::Result<()> {
    blocks(|_, out| out.push(stream.next_u64()))
}

/// The first `draws` of 16 streams, draw by draw, so that neighbouring streams are neighbours in the output.
fn in_turn<G: Generator>(draws: usize, stream: impl Fn(u8) -> Stream<G>, out: &mut Vec<u64>) {
    let mut sixteen: Vec<_> = (0..16).map(stream).collect();
    for _ in 0..draws {
        out.extend(sixteen.iter_mut().map(Rng::next_u64));
    }
}

/// A founder, its three children, and three of each child.
fn family<G: Generator>(streams: Streams<G>, founder: u64, out: &mut Vec<u64>) {
    let founder = Key::initial(founder);
    let mut draw = |key| out.push(streams.stream(0, key).next_u64());
    draw(founder);
    for child in (0..3).map(|number| founder.child(number)) {
        draw(child);
        (0..3).for_each(|number| draw(child.child(number)));
    }
}

/// Calls `fill` with 0, 1, 2, ... and writes what it appends, until the reader has gone.
fn blocks(mut fill: impl FnMut(u64, &mut Vec<u64>)) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    let mut words = Vec::with_capacity(BUFFER / 8 + 256);
    let mut bytes = Vec::with_capacity(BUFFER + 2048);
    for number in 0.. {
        fill(number, &mut words);
        if words.len() * 8 >= BUFFER {
            bytes.clear();
            words.drain(..).for_each(|word| bytes.extend_from_slice(&word.to_le_bytes()));
            stdout.write_all(&bytes)?;
        }
    }
    Ok(())
}
