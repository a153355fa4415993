//! `bazaar calibrate`: fits parameters to data.

use std::borrow::Cow;

use bazaar_figure::checksum::checksum;
use bazaar_figure::figure::{self, Figure};
use bazaar_figure::number::{Format, counted, grouped};
use bazaar_figure::told::{Block, Body, Told};
use bazaar_models::quantity::TimeUnit;
use bazaar_models::table::Column;
use bazaar_report::folder::{Delivery, may_save, save};
use bazaar_report::overview::Overview;
use bazaar_report::study::fitted;
use bazaar_report::table;
use bazaar_scenario::{Rows, Scenario, Source, read_table};
use bazaar_study::calibration::{
    self, Choice, Comparison, Family, Fitted, Fitting, Part, Reading, Sample, Subject, Window, comparison,
    parameter_unit,
};

use crate::arguments::{About, Calibrate, Counts, FamilyName};
use crate::calling::called;
use crate::columns::{formats, named};
use crate::failure::Failure;
use crate::fits::FitsResult;
use crate::output::{Written, bold, conclude, mention, print};
use crate::table::table as aligned;

pub(crate) fn calibrate(arguments: &Calibrate, quiet: bool) -> Result<(), Failure> {
    let subject = subject(arguments)?;
    if let Some(path) = &arguments.write {
        may_save(path, arguments.force)?;
    }
    let folder = arguments.out.as_deref().map(|path| Delivery::claim(path, arguments.force)).transpose()?;
    let columns = named(subject.columns(), &arguments.columns)?;
    let (sample, bytes) = read_table(&arguments.data, &columns, formats(arguments.decimal), |rows| {
        Sample::read(subject, &in_unit(rows, &columns, arguments.unit))
    })?;
    let choice = Choice {
        family: arguments.family.map(family),
        reading: match arguments.reading {
            Some(Counts::Rate) => Reading::Rate,
            _ => Reading::Counts,
        },
    };
    let parts = calibration::calibrate(&sample, choice).map_err(|error| Failure::Use {
        message: format!("{}: {error}", arguments.data.display()),
        help: "no model can be fitted to such data".to_owned(),
    })?;
    let name = arguments.data.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let compared = comparison(&sample, &parts);
    let fits = Fits { arguments, name: &name, sample: &sample, parts: &parts, bytes: &bytes, compared };
    let written = fits.write(folder, quiet);
    // The fit is printed even if it could not be written.
    let text = if arguments.json { fits.as_json()? } else { fits.as_text() };
    let shown = print(&text);
    conclude(written, shown.map_err(Failure::from), quiet)
}

/// The columns, with times in this unit. Only a table with dates and times is in seconds and must be converted.
fn in_unit<'a>(rows: &'a Rows, columns: &[Column], unit: TimeUnit) -> Cow<'a, [Vec<f64>]> {
    if !rows.in_seconds {
        return Cow::Borrowed(&rows.columns);
    }
    let seconds = unit.in_hours() / TimeUnit::SECOND.in_hours();
    let scaled = columns.iter().zip(&rows.columns).map(|(column, values)| match column.holds.is_time() {
        true => values.iter().map(|value| value / seconds).collect(),
        false => values.clone(),
    });
    Cow::Owned(scaled.collect())
}

/// What the data record; flags for other data are refused.
fn subject(arguments: &Calibrate) -> Result<Subject, Failure> {
    let Calibrate { about, unfinished, counted, family, reading, window, .. } = arguments;
    let refuse = |flag: &str, of: &str| Failure::Use {
        message: format!("{flag} is only for {of}, got {}", about.name()),
        help: format!("leave {flag} out"),
    };
    if *unfinished && *about != About::Intervals {
        return Err(refuse("--unfinished", "intervals"));
    }
    if *counted && *about != About::Purchases {
        return Err(refuse("--counted", "purchases"));
    }
    if family.is_some() && !matches!(about, About::Intervals | About::Trace) {
        return Err(refuse("--family", "intervals and traces"));
    }
    if reading.is_some() && *about != About::Adoption {
        return Err(refuse("--reading", "adoption"));
    }
    if window.is_some() && *about != About::Trace {
        return Err(refuse("--window", "traces"));
    }
    Ok(match about {
        About::Intervals => Subject::Intervals { unfinished: *unfinished },
        About::Trace => Subject::Trace { window: window.unwrap_or(Window::Whole) },
        About::Cohort => Subject::Cohort,
        About::Purchases => Subject::Purchases { counted: *counted },
        About::Adoption => Subject::Adoption,
    })
}

fn family(name: FamilyName) -> Family {
    match name {
        FamilyName::Exponential => Family::Exponential,
        FamilyName::Weibull => Family::Weibull,
        FamilyName::LogNormal => Family::LogNormal,
        FamilyName::Gamma => Family::Gamma,
        FamilyName::HyperExponential => Family::HyperExponential,
    }
}

struct Fits<'a> {
    arguments: &'a Calibrate,
    /// The name of the data's file.
    name: &'a str,
    sample: &'a Sample,
    parts: &'a [Part],
    bytes: &'a [u8],
    compared: Option<Comparison>,
}

/// Hosts that appear in less than this share of a recording may not have been observed over all of it.
const SEEN: f64 = 0.9;

impl Fits<'_> {
    /// The scenario as text, checked like any other scenario.
    fn scenario(&self) -> Result<String, Failure> {
        let text = calibration::scenario(self.sample, self.parts, self.arguments.unit, self.name);
        let text = text.unwrap_or_default();
        Scenario::parse(Source::new("the fitted scenario", text.as_str()), &[] as &[&str])?;
        Ok(text)
    }

    fn figures(&self) -> Result<Vec<Figure>, Failure> {
        let unit = self.arguments.unit.to_string();
        let drawn = self.parts.iter().map(|part| figure::fit(part, &unit, &self.title()));
        drawn.map(|figure| figure.map_err(|error| Failure::Folder(error.into()))).collect()
    }

    /// Writes the file and the folder that the flags ask for.
    fn write(&self, folder: Option<Delivery>, quiet: bool) -> Result<Option<Written>, Failure> {
        let path = self.arguments.write.as_ref();
        if path.is_none() && folder.is_none() {
            return Ok(None);
        }
        let scenario = self.scenario()?;
        if let Some(path) = path {
            save(path, scenario.as_bytes(), self.arguments.force)?;
            mention(quiet, &format!("wrote {}", path.display()))?;
        }
        let written = folder.map(|folder| {
            let files = self.deliver(&folder, &scenario)?;
            Ok(Written::new(files, folder.path()))
        });
        written.transpose()
    }

    fn deliver(&self, folder: &Delivery, scenario: &str) -> Result<usize, Failure> {
        let figures = self.figures()?;
        let unit = self.arguments.unit.to_string();
        let (mut parameters, mut models) = (Vec::new(), Vec::new());
        table::csv(table::fitted(self.parts, &unit)?, &mut parameters)?;
        table::csv(table::models(self.parts)?, &mut models)?;
        let json = self.as_json()?;
        let told = self.told();
        let overview = Overview {
            title: &format!("Models of {}", self.title()),
            description: "",
            about: "",
            told: &told,
            scenario: None,
            metrics: &[],
            command: &called(),
            place: "where the data are",
        };
        let files = [
            ("parameters.csv", "The parameters of each model, with standard errors.", "text/csv", parameters),
            ("models.csv", "How well each model fits.", "text/csv", models),
            ("scenario.toml", "A scenario with the fitted parameters.", "application/toml", scenario.into()),
            ("calibration.json", "All results, for scripts.", "application/json", json.into_bytes()),
        ];
        let contents = fitted(&overview, files, figures)?;
        Ok(folder.write(contents.iter().map(|one| (one.path.as_str(), one.bytes.as_slice())))?)
    }

    fn as_json(&self) -> Result<String, Failure> {
        let unit = self.arguments.unit.to_string();
        let about = self.arguments.about.name();
        let result = FitsResult::new(self.name, checksum(self.bytes), about, &unit, self.parts)
            .with(self.compared.as_ref(), self.warnings());
        let text = serde_json::to_string(&result).map_err(std::io::Error::from)?;
        Ok(text + "\n")
    }

    /// `lengths.csv: 3,000 intervals`.
    fn title(&self) -> String {
        let size = self.sample.size();
        let what = match self.sample {
            Sample::Intervals(_) => counted(size, "interval"),
            Sample::Trace { hosts, .. } => {
                format!("{}, {}", counted(u64::from(*hosts), "host"), counted(size, "interval"))
            }
            Sample::Cohort { .. } | Sample::Purchases(_) => counted(size, "customer"),
            Sample::Adoption(_) => counted(size, "period"),
        };
        format!("{} · {what}", self.name)
    }

    /// The contents of a folder's page.
    fn told(&self) -> Told {
        let unit = self.arguments.unit.to_string();
        let blocks = self.parts.iter().flat_map(|part| {
            let (parameters, models) = (self.parameters(part, &unit), Self::models(part));
            let refused = part.refused.iter().map(|(model, error)| format!("{model}: {error}"));
            let refused: Vec<String> = refused.collect();
            let heading = format!("{}: {}", part.name, Self::size(part));
            let of_models = format!("{}: how well the models fit", part.name);
            let not_fitted = Block {
                heading: format!("{}: models that were not fitted", part.name),
                body: Body::Words(refused.join("; ")),
            };
            let blocks = [
                Block::new(&heading, &PARAMETERS, parameters),
                Block::new(&of_models, &Self::headings(part), models),
                not_fitted,
            ];
            blocks.into_iter().take(if refused.is_empty() { 2 } else { 3 })
        });
        let warnings = self.warnings().into_iter().map(|warning| format!("Warning: {warning}."));
        Told {
            name: self.name.to_owned(),
            blocks: blocks.collect(),
            sentences: self.compared.iter().map(|one| self.beside(one)).chain(warnings).collect(),
            ..Told::default()
        }
    }

    fn as_text(&self) -> String {
        let parts = self.parts.iter().map(|part| self.part(part));
        let warnings = self.warnings().into_iter().map(|warning| format!("warning: {warning}\n"));
        let compared = self.compared.as_ref().map(|compared| format!("\n{}\n", self.beside(compared)));
        format!(
            "{}\n{}{}{}",
            bold(&self.title()),
            parts.collect::<String>(),
            compared.unwrap_or_default(),
            warnings.collect::<String>()
        )
    }

    /// `availability: 0.505 in the data, 0.498 in the fitted scenario`.
    fn beside(&self, Comparison { what, data, fitted, .. }: &Comparison) -> String {
        let format = Format::for_axis(0.0, "").with_step((data.abs().max(fitted.abs()) / 1000.0).max(1e-12));
        let unit = match self.sample {
            Sample::Intervals(_) => format!(" {}", self.arguments.unit),
            _ => String::new(),
        };
        format!(
            "{what}: {}{unit} in the data, {}{unit} in the fitted scenario",
            format.text(*data),
            format.text(*fitted)
        )
    }

    fn warnings(&self) -> Vec<String> {
        let mut warnings = Vec::new();
        if let (Sample::Trace { seen, .. }, None) = (self.sample, self.arguments.window)
            && *seen < SEEN
        {
            warnings.push(format!(
                "from a host's first start to its last end it is {:.0}% of the recording on average; if hosts were observed \
                 over different periods, give the periods: --window columns, --window each or --window FROM..UNTIL",
                100.0 * seen
            ));
        }
        if self.compared.as_ref().is_some_and(Comparison::is_apart) {
            warnings.push(
                "the fitted scenario differs from the data: none of these models describes them, or they are heterogeneous"
                    .to_owned(),
            );
        }
        warnings
    }

    /// `3,000, 12 of them unfinished`.
    fn size(part: &Part) -> String {
        let unfinished = match part.unfinished {
            0 => String::new(),
            number => format!(", {} of them unfinished", grouped(&number.to_string())),
        };
        grouped(&part.n.to_string()) + &unfinished
    }

    fn parameters(&self, part: &Part, unit: &str) -> Vec<Vec<String>> {
        let of_model = |model: &Fitting| {
            let rows = model.parameters.iter().enumerate();
            rows.map(|(at, one)| parameter(model, one, at == 0, unit)).collect::<Vec<_>>()
        };
        part.models.iter().flat_map(of_model).collect()
    }

    fn headings(part: &Part) -> [(&'static str, bool); 4] {
        let distance = if part.name == "adopters" { "residual error" } else { "distance" };
        [MODELS[0], MODELS[1], MODELS[2], (distance, true)]
    }

    fn models(part: &Part) -> Vec<Vec<String>> {
        let of_likelihood = Format::for_axis(0.0, "").with_step(0.01);
        let of_distance =
            Format::for_axis(0.0, "").with_step(if part.name == "adopters" { 0.01 } else { 0.0001 });
        let row = |model: &Fitting| {
            vec![
                model.model.to_owned(),
                of_likelihood.show(model.log_likelihood),
                of_likelihood.show(model.aic),
                of_distance.show(Some(model.distance)),
            ]
        };
        part.models.iter().map(row).collect()
    }

    fn part(&self, part: &Part) -> String {
        let unit = self.arguments.unit.to_string();
        let refused = part.refused.iter().map(|(model, error)| format!("{model}: {error}\n"));
        let refused: String = refused.collect();
        format!(
            "\n{}: {}\n\n{}\n{}{}{refused}",
            bold(part.name),
            Self::size(part),
            aligned(&PARAMETERS, self.parameters(part, &unit)),
            aligned(&Self::headings(part), Self::models(part)),
            if refused.is_empty() { "" } else { "\n" },
        )
    }
}

const PARAMETERS: [(&str, bool); 5] =
    [("model", false), ("parameter", false), ("estimate", true), ("standard error", true), ("unit", false)];

const MODELS: [(&str, bool); 3] = [("model", false), ("log-likelihood", true), ("AIC", true)];

/// A row with a parameter, with three digits of its standard error.
fn parameter(model: &Fitting, one: &Fitted, is_first: bool, unit: &str) -> Vec<String> {
    let format = Format::for_axis(0.0, "").with_step(one.standard_error / 100.0);
    vec![
        if is_first { model.model.to_owned() } else { String::new() },
        one.name.to_owned(),
        format.text(one.value),
        format.text(one.standard_error),
        parameter_unit(model.model, one.name, unit),
    ]
}
