//! `bazaar play`: a page in which scenarios run, opened or written.

use std::fs;
use std::path::Path;

use bazaar_play::{ENGINE_FILE, Engine, Opened, PAGE, playground};
use bazaar_report::folder::{Replacement, is_litter};
use bazaar_report::table::FORMATS;
use bazaar_scenario::{Play as Playing, Shipped, Source};

use crate::arguments::Play;
use crate::failure::Failure;
use crate::output::{print, say};

pub(crate) fn play(arguments: &Play, quiet: bool) -> Result<(), Failure> {
    let opened = arguments.scenario.as_deref().map(|name| opened(name, &arguments.sets)).transpose()?;
    let engine = Engine::find()?;
    let files = [(PAGE, playground(opened.as_ref())), (ENGINE_FILE, engine.script())];
    let page = match &arguments.out {
        Some(folder) => {
            put(folder, &files, arguments.force)?;
            folder.join(PAGE)
        }
        None => {
            let folder =
                tempfile::Builder::new().prefix("bazaar-play-").tempdir().map_err(Failure::Output)?.keep();
            for (name, text) in &files {
                fs::write(folder.join(name), text).map_err(Failure::Output)?;
            }
            folder.join(PAGE)
        }
    };
    print(&format!("{}\n", page.display()))?;
    if arguments.out.is_none()
        && let Err(error) = opener::open_browser(&page)
    {
        say(quiet, &format!("no browser could be started ({error}); open that file in one"))?;
    }
    Ok(())
}

/// The scenario to open, which is valid.
fn opened(name: &str, sets: &[String]) -> Result<Opened, Failure> {
    let source = Source::find(name)?;
    let text = source.text().to_owned();
    let shipped = Shipped::find(name).filter(|shipped| shipped.text == text);
    let scenario = Playing::parse(source, sets, FORMATS)?.scenario;
    if let (None, Some(table)) = (shipped, scenario.tables.first()) {
        return Err(Failure::Use {
            message: format!("{name} reads the table {}, and a page cannot read files", table.name),
            help: "put the values into the scenario itself, for instance a distribution that `bazaar calibrate` fits"
                .to_owned(),
        });
    }
    let text = shipped.is_none().then_some(text);
    let file = || Path::new(name).file_name().map_or(name.into(), |file| file.to_string_lossy());
    let name = shipped.map_or_else(|| file().into_owned(), |shipped| shipped.name.to_owned());
    Ok(Opened { name, text, sets: sets.to_vec() })
}

/// Writes files to a folder that is new or empty or has an earlier page; all of them or none.
fn put(folder: &Path, files: &[(&str, String)], force: bool) -> Result<(), Failure> {
    let replacement = Replacement::claim(folder)?;
    let ours = |name: &str| files.iter().any(|(file, _)| *file == name) || is_litter(name);
    let others = fs::read_dir(folder).into_iter().flatten().flatten();
    let other = others.map(|entry| entry.file_name().to_string_lossy().into_owned()).find(|name| !ours(name));
    if let (Some(other), false) = (other, force) {
        return Err(Failure::Use {
            message: format!("`{}` holds {other}", folder.display()),
            help: "name a folder that is new or empty; --force replaces its files".to_owned(),
        });
    }
    files.iter().try_for_each(|(name, text)| replacement.write(name, text))?;
    Ok(replacement.finish()?)
}
