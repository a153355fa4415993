//! `bazaar book`: builds the book, serves it, and is a preprocessor of mdBook.

use std::env;
use std::io;
use std::path::PathBuf;
use std::thread::sleep;
use std::time::{Duration, Instant};

use bazaar_book::{BookError, Built, Options, Site, build, find, preprocess, supports};

use crate::arguments::{Book, BookBuild, BookServe, BookVerb, Preprocess};
use crate::failure::{Failure, show};
use crate::manual::manual;
use crate::output::{print, say};
use bazaar_play::Engine;

/// The interval at which files are checked for changes.
const LOOK: Duration = Duration::from_millis(500);

pub(crate) fn book(arguments: &Book, quiet: bool) -> Result<(), Failure> {
    match &arguments.verb {
        BookVerb::Build(build) => build_once(build, quiet),
        BookVerb::Serve(serve) => serve_on(serve, quiet),
        BookVerb::Preprocess { question: Some(Preprocess::Supports { renderer }) } => {
            if supports(renderer) {
                Ok(())
            } else {
                Err(Failure::No)
            }
        }
        BookVerb::Preprocess { question: None } => {
            Ok(preprocess(io::stdin().lock(), io::stdout().lock(), &manual())?)
        }
    }
}

fn build_once(arguments: &BookBuild, quiet: bool) -> Result<(), Failure> {
    let options = Options {
        folder: folder(arguments.dir.as_ref())?,
        destination: arguments.dest_dir.clone(),
        cached: !arguments.fresh,
        lecturer: arguments.lecturer || arguments.pages.is_some(),
        pages: arguments.pages.clone(),
        manual: manual(),
        live: arguments.live.then(Engine::find).transpose()?,
    };
    let began = Instant::now();
    let built = build(&options)?;
    tell(&built, began, quiet)?;
    Ok(print(&format!("{}\n", built.destination.join("index.html").display()))?)
}

fn serve_on(arguments: &BookServe, quiet: bool) -> Result<(), Failure> {
    let folder = folder(arguments.dir.as_ref())?;
    let destination = arguments.dest_dir.clone();
    let options = Options {
        folder,
        destination,
        cached: true,
        lecturer: false,
        pages: None,
        manual: manual(),
        live: arguments.live.then(Engine::find).transpose()?,
    };
    let mut site = Site::open(options, arguments.port)?;
    print(&format!("http://{}/\n", site.address()))?;
    loop {
        let began = Instant::now();
        match site.refresh() {
            Some(Ok(built)) => tell(&built, began, quiet)?,
            Some(Err(error)) => show(error.into()),
            None => {}
        }
        sleep(LOOK);
    }
}

/// The named folder, or the book in or above the current one.
fn folder(named: Option<&PathBuf>) -> Result<PathBuf, Failure> {
    match named {
        Some(folder) => Ok(folder.clone()),
        None => {
            let here = env::current_dir().map_err(|reason| BookError::File { path: ".".into(), reason })?;
            Ok(find(&here)?)
        }
    }
}

fn tell(built: &Built, began: Instant, quiet: bool) -> io::Result<()> {
    let Built { chapters, runs, .. } = built;
    let seconds = began.elapsed().as_secs_f64();
    let counted =
        |number: usize, thing: &str| format!("{number} {thing}{}", if number == 1 { "" } else { "s" });
    let (chapters, runs) = (counted(*chapters, "chapter"), counted(*runs, "run"));
    say(quiet, &format!("{chapters}, every claim holds; {runs} made in {seconds:.1} s"))
}
