//! The command line, from which help, manual pages and completions derive.

use std::path::PathBuf;

use bazaar_figure::date::last_moment;
use bazaar_labs::Roster;
use bazaar_models::quantity::{QuantityError, TimeUnit};
use bazaar_scenario::{MOST_POINTS, StudySettings, bounded};
use bazaar_study::calibration::Window;
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;

/// Simulate open business models.
///
/// A scenario is a text file that names a model and its parameters, or the
/// name of one that comes with the program: `bazaar models` lists them.
#[derive(Debug, Parser)]
#[command(name = "bazaar", version, max_term_width = 100, after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// Show no progress and no messages, only results and errors
    #[arg(long, short, global = true)]
    pub(crate) quiet: bool,
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

const EXAMPLES: &str = "\
Examples:
  bazaar run volunteer/base
  bazaar run volunteer/base --set model.volunteer.hosts.initial=20000
  bazaar run my-scenario.toml --precision 1% --json
  bazaar check my-scenario.toml
  bazaar verify

Exit status: 0 done; 1 the answer is no; 2 wrong use or an invalid scenario; 3 the run failed.";

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Run a scenario and print its metrics with intervals
    Run(Run),
    /// Run a scenario at many values of its parameters
    Sweep(Sweep),
    /// Compare arms under common random numbers, or select the best of them
    Compare(Compare),
    /// Find which parameters move a metric: screening, shares of variance, tornado
    Sensitivity(Sensitivity),
    /// Find where an outcome turns, with an interval: critical mass, break-even
    Threshold(Threshold),
    /// Doubt a scenario's assumptions, and find where a conclusion fails
    Stress(Stress),
    /// Evaluate a programme: treatment against control, net effect, costs
    Evaluate(Evaluate),
    /// Read scenarios and studies without running them; shows all errors of a file at once
    Check(Check),
    /// Fit parameters to data, and write a scenario with them
    Calibrate(Calibrate),
    /// Compare runs whose answer is known with that answer
    Verify(Verify),
    /// Open a page in which a scenario runs: sliders, live results, two arms side by side
    Play(Play),
    /// List the models and the scenarios that come with the program
    Models(Models),
    /// Describe a scenario as journals ask for it: the STRESS checklist and the ODD protocol
    Report(Report),
    /// Write small tables of scenarios, with a data dictionary, and notebooks that read them
    Export(Export),
    /// Print the JSON Schema of scenarios, studies or labs, for editors that complete and check
    #[command(
        after_help = "Examples:\n  bazaar schema > schema.json\n  bazaar schema --study > study-schema.json\n  bazaar schema --lab > lab-schema.json"
    )]
    Schema {
        /// That of studies
        #[arg(long)]
        study: bool,
        /// That of labs
        #[arg(long, conflicts_with = "study")]
        lab: bool,
    },
    /// Build the book, whose figures and numbers are made by running scenarios
    Book(Book),
    /// Give labs to a class, and grade what comes back
    Course(Course),
    /// Print a completion script for a shell
    #[command(
        after_help = "Example:\n  bazaar completions bash > ~/.local/share/bash-completion/completions/bazaar"
    )]
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print a manual page
    #[command(after_help = "Example:\n  bazaar man run | man -l -")]
    Man {
        /// The verb whose page to print; the program's own page if none is given
        verb: Option<String>,
    },
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bazaar run volunteer/base
  bazaar run volunteer/base --replications 50 --seed 7
  bazaar run reference/mm1 --precision 1%
  bazaar run reference/mm1 --precision 1% --metric wait
  bazaar run volunteer/base --set model.volunteer.hosts.start=available
  bazaar run volunteer/base --out results
  bazaar run subscription/base --describe
  bazaar run reference/mm1 --json
  bazaar run reference/mm1 --format csv

Results go to standard output, progress to standard error. The same scenario,
seed and version give the same results on any number of threads.")]
pub(crate) struct Run {
    /// A path, or the name of a scenario that comes with the program
    pub(crate) scenario: String,
    #[command(flatten)]
    pub(crate) sampling: Sampling,
    /// With --precision: wait for this metric and no other; may be given several times
    ///
    /// Without it all metrics are waited for, and one that never becomes precise, such as a
    /// median that jumps between two values, takes all 100,000 replications.
    #[arg(long = "metric", value_name = "NAME", requires = "precision")]
    pub(crate) metrics: Vec<String>,
    #[command(flatten)]
    pub(crate) printing: Printing,
    /// Write observations, estimates, figures and a manifest to this folder
    ///
    /// Open its index.html: one page with the table, the figures, what was changed and how to repeat it.
    /// Beside that it gets observations.parquet, summary.parquet, summary.csv, for metrics by two
    /// things at once matrices.parquet, cells.parquet and cells.csv, figures/*.svg,
    /// scenario.toml with all defaults, run.json with times and machine, and last
    /// ro-crate-metadata.json, which says what is what. A folder without that file is
    /// incomplete. A folder that holds another run or anything else is refused.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) out: Option<PathBuf>,
    /// Write to the folder whatever it holds, and replace the files of another run
    #[arg(long, requires = "out")]
    pub(crate) force: bool,
    /// Say beside each value what it is, instead of its percentiles over replications
    #[arg(long, conflicts_with_all = ["json", "format"])]
    pub(crate) describe: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bazaar play
  bazaar play volunteer/base
  bazaar play my-scenario.toml --set model.queue.servers=3
  bazaar play --out playground

The page needs no network and no installation. With --out it is a folder of two files, for a web server or a memory stick.")]
pub(crate) struct Play {
    /// The scenario that the page begins with: a path, or the name of one that comes with the program
    pub(crate) scenario: Option<String>,
    /// Begin with another value: a dotted path and a value
    #[arg(long = "set", value_name = "PATH=VALUE", requires = "scenario")]
    pub(crate) sets: Vec<String>,
    /// Write the page to this folder, and open none
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) out: Option<PathBuf>,
    /// Replace the folder whatever it holds
    #[arg(long, requires = "out")]
    pub(crate) force: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bazaar export --out notebooks-data
  bazaar export volunteer/base labs/warm-up my-scenario.toml --out tables

Each scenario or lab gets a folder: observations, estimates and definitions of
its metrics as CSV and Parquet, datapackage.json, which says what is what, and a
notebook each for Python and R. Without a name every shipped base scenario and
every shipped lab is written, which is how the repository's notebooks-data/ is
renewed; --force replaces what is there.")]
pub(crate) struct Export {
    /// Scenarios or labs: paths, or names of those that come with the program; all base scenarios and labs if none is given
    #[arg(value_name = "SCENARIO|LAB")]
    pub(crate) subjects: Vec<String>,
    /// The folder to write to
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) out: PathBuf,
    /// Write to the folder whatever it holds, and replace files of the same names
    #[arg(long)]
    pub(crate) force: bool,
    /// Make so many replications; those of the scenario, and no more than 5, if not given
    #[arg(long, value_name = "N", value_parser = replications)]
    pub(crate) replications: Option<u32>,
    /// Derive all randomness from this number instead of the scenario's
    #[arg(long, value_name = "N")]
    pub(crate) seed: Option<u64>,
    /// Use so many threads, up to 1024; 0 means one per core
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u16).range(0..=1024))]
    pub(crate) threads: u16,
}

/// How the runs of a study are made.
#[derive(Debug, Args)]
pub(crate) struct Repeating {
    /// Derive all randomness from this number instead of the scenario's
    #[arg(long, value_name = "N")]
    pub(crate) seed: Option<u64>,
    /// Make so many replications of each run instead of the scenario's number
    #[arg(long, value_name = "N", value_parser = replications)]
    pub(crate) replications: Option<u32>,
    /// Use so many threads, up to 1024; 0 means one per core
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u16).range(0..=1024))]
    pub(crate) threads: u16,
    /// Change a parameter of every run by its dotted path, with the units of the scenario text; what an arm changes itself stays its own
    #[arg(long = "set", value_name = "PATH=VALUE")]
    pub(crate) sets: Vec<String>,
}

/// Where the results of a study are kept.
#[derive(Debug, Args)]
pub(crate) struct Output {
    /// Write tables, figures, the study and a manifest to this folder, and go on there if interrupted
    ///
    /// Open its index.html: one page with the answer, the figures, and how to repeat it.
    /// Finished runs are kept in its subfolder parts until all are there: the same command takes up where it
    /// stopped, with the same results. The manifest, ro-crate-metadata.json, comes last and says what is what.
    /// A folder that holds another study, a run or anything else is refused.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) out: Option<PathBuf>,
    /// Write to the folder whatever it holds, and replace the files of another study
    #[arg(long, requires = "out")]
    pub(crate) force: bool,
}

/// How a study is run, kept and printed.
#[derive(Debug, Args)]
pub(crate) struct Answering {
    #[command(flatten)]
    pub(crate) repeating: Repeating,
    #[command(flatten)]
    pub(crate) keeping: Output,
    #[command(flatten)]
    pub(crate) printing: Printing,
}

/// How a scenario is changed and how often it is run.
#[derive(Debug, Args)]
pub(crate) struct Sampling {
    /// Derive all randomness from this number instead of the scenario's
    #[arg(long, value_name = "N")]
    pub(crate) seed: Option<u64>,
    /// Make so many replications instead of the scenario's number
    #[arg(long, value_name = "N", value_parser = replications)]
    pub(crate) replications: Option<u32>,
    /// Go on until every interval is within this share of its mean, such as 1%
    ///
    /// Looks at 10 replications or the scenario's number, whichever is more, then
    /// at twice as many, and so on, up to 100,000. Metrics that are zero in more than
    /// half of the replications are not waited for, and named at the end.
    #[arg(long, value_name = "SHARE", value_parser = precision)]
    pub(crate) precision: Option<f64>,
    /// Use so many threads, up to 1024; 0 means one per core
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u16).range(0..=1024))]
    pub(crate) threads: u16,
    /// Change a parameter by its dotted path, with the units of the scenario text
    #[arg(long = "set", value_name = "PATH=VALUE")]
    pub(crate) sets: Vec<String>,
}

/// How results are printed.
#[derive(Debug, Args)]
pub(crate) struct Printing {
    /// Print one JSON object instead of a table
    #[arg(long, conflicts_with = "format")]
    pub(crate) json: bool,
    /// How to print the estimates
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

/// The format of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Table,
    /// For spreadsheets
    Csv,
    /// For notebooks; not to a terminal
    Parquet,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bazaar sweep marketplace/base --set 'model.marketplace.take_rate.sellers=[\"5 %\", \"15 %\", \"25 %\"]' --metric fees
  bazaar sweep reference/mm1 --set 'model.queue.servers=[1, 2, 3]' --metric customers_waiting
  bazaar sweep reference/mm1 --factor 'model.queue.servers=1..3' --factor 'model.queue.service.exponential.mean=0.2 h..0.8 h' --design sobol --points 16 --metric wait --replications 2
  bazaar sweep my-scenario.toml --format csv > points.csv
  bazaar sweep my-scenario.toml --out results

A parameter is swept where the scenario, or --set, gives an array in place of a
value, and by --factor over a range or a list. Several make a grid: every value of
one meets every value of the others. With many of them a Latin hypercube or Sobol
points say more with fewer runs. All points run from the same seed, so that chance
treats them alike. A study file says all that in a text.")]
pub(crate) struct Sweep {
    /// A study, or a path or the name of a scenario that comes with the program
    #[arg(value_name = "STUDY|SCENARIO")]
    pub(crate) subject: String,
    /// Vary a parameter from a lowest to a highest value, or over a list; may be given several times
    #[arg(long = "factor", value_name = "PATH=LOW..HIGH|V1,V2,V3")]
    pub(crate) factors: Vec<String>,
    /// Where the points lie
    #[arg(long, value_name = "DESIGN", value_enum, requires = "factors")]
    pub(crate) design: Option<SweepDesign>,
    /// How many points a Latin hypercube or Sobol points have; 64 if not given
    #[arg(long, value_name = "N", requires = "design", value_parser = points)]
    pub(crate) points: Option<u32>,
    /// Show this metric only; may be given several times
    #[arg(long = "metric", value_name = "METRIC")]
    pub(crate) metrics: Vec<String>,
    #[command(flatten)]
    pub(crate) sampling: Sampling,
    #[command(flatten)]
    pub(crate) keeping: Output,
    #[command(flatten)]
    pub(crate) printing: Printing,
}

/// Where the points of a sweep lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SweepDesign {
    /// Every value of one factor meets every value of the others
    Grid,
    /// One point in every slice of every factor
    LatinHypercube,
    /// Points that are even in all directions; best a power of two of them
    Sobol,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bazaar compare reference/mm1 reference/mmc --metric wait
  bazaar compare reference/mm1 --arm 'two:model.queue.servers=2' --arm 'three:model.queue.servers=3' --metric wait
  bazaar compare marketplace/base --arm 'dearer:model.marketplace.take_rate.sellers=16 %' --metric fees --replications 5
  bazaar compare reference/mm1 --arm 'two:model.queue.servers=2' --select wait --best lowest --indifference 0.5
  bazaar compare my-study.toml --out results

Arms share their random numbers: replication by replication they have the same
luck wherever they ask the same of it, so differences are known much better than
the arms. The first arm is the control. Of one scenario with --arm, the control is the scenario as
it is, called base.")]
pub(crate) struct Compare {
    /// A study, or one scenario with --arm, or two scenarios of one model or more
    #[arg(value_name = "STUDY|SCENARIO", required = true)]
    pub(crate) subjects: Vec<String>,
    /// Add an arm: the scenario with this change; the same name again adds a change
    #[arg(long = "arm", value_name = "NAME:PATH=VALUE")]
    pub(crate) arms: Vec<String>,
    /// Compare with this arm instead of the first
    #[arg(long, value_name = "NAME")]
    pub(crate) control: Option<String>,
    /// Show this metric only; may be given several times
    #[arg(long = "metric", value_name = "METRIC")]
    pub(crate) metrics: Vec<String>,
    /// Run until the best arm is known by the mean of this metric
    #[arg(long, value_name = "METRIC", requires = "indifference")]
    pub(crate) select: Option<String>,
    /// The smallest difference that matters, in the metric's unit
    #[arg(long, value_name = "X", requires = "select", value_parser = an_amount)]
    pub(crate) indifference: Option<f64>,
    /// Whether the highest mean is the best or the lowest
    #[arg(long, value_name = "WHICH", value_enum, requires = "select")]
    pub(crate) best: Option<Best>,
    /// The probability with which the best arm is selected if it leads by that much; 95% if not given
    #[arg(long, value_name = "SHARE", requires = "select", value_parser = share)]
    pub(crate) confidence: Option<f64>,
    #[command(flatten)]
    pub(crate) answering: Answering,
}

/// Which mean is the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Best {
    /// The highest
    Highest,
    /// The lowest
    Lowest,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bazaar sensitivity reference/mm1 --metric wait --factor 'model.queue.servers=1..3' --factor 'model.queue.service.exponential.mean=0.2 h..0.8 h' --method tornado --replications 2
  bazaar sensitivity marketplace/base --metric fees --factor 'model.marketplace.take_rate.sellers=5 %..30 %' --factor 'model.marketplace.buyers.potential=2000..20000' --replications 1
  bazaar sensitivity my-study.toml --out results

morris screens many factors with few runs: mu* says how much a factor moves the
metric, sigma how unevenly. sobol tells which share of the metric's variance a
factor has alone and with others; it takes many runs. tornado moves one factor at
a time from the scenario as it is. The folder of --out has the design and what came
out of it as SALib, EMA Workbench and R read them.")]
pub(crate) struct Sensitivity {
    /// A study, or a path or the name of a scenario that comes with the program
    #[arg(value_name = "STUDY|SCENARIO")]
    pub(crate) subject: String,
    /// Look at this metric; may be given several times
    #[arg(long = "metric", value_name = "METRIC")]
    pub(crate) metrics: Vec<String>,
    /// Vary a parameter from a lowest to a highest value, or over a list; may be given several times
    #[arg(long = "factor", value_name = "PATH=LOW..HIGH|V1,V2,V3")]
    pub(crate) factors: Vec<String>,
    /// How sensitivity is told; morris if not given
    #[arg(long, value_name = "METHOD", value_enum)]
    pub(crate) method: Option<Method>,
    /// How many trajectories (morris, 10 if not given) or base points (sobol, 256)
    #[arg(long, value_name = "N", value_parser = points)]
    pub(crate) size: Option<u32>,
    #[command(flatten)]
    pub(crate) answering: Answering,
}

/// How sensitivity is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Method {
    /// Elementary effects (Morris 1991)
    Morris,
    /// Shares of variance (Sobol 1993)
    Sobol,
    /// One factor at a time
    Tornado,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bazaar stress reference/mm1 --criterion 'wait <= 12' --set 'study.horizon=50 d' --set 'study.warm_up=5 d'
  bazaar stress referral/base --metric programme_margin --aspect mechanisms --replications 3
  bazaar stress reference/mm1 --metric wait --aspect families --only model.queue.service --arm 'two servers:model.queue.servers=2' --replications 3
  bazaar stress reference/mm1 --criterion 'wait <= 12' --aspect rates --discover --points 64 --set 'study.horizon=50 d' --set 'study.warm_up=5 d'
  bazaar stress my-study.toml --out results

What a scenario takes for granted its own parameters tell: which family a
distribution is of, how often something happens, which mechanisms are at work, what
is there at the start. Each is replaced in turn, under the same random numbers; the
intervals of all differences hold together. --discover looks for the box of
parameters in which the conclusion fails, by the patient rule induction method.")]
pub(crate) struct Stress {
    /// A study, or a path or the name of a scenario that comes with the program
    #[arg(value_name = "STUDY|SCENARIO")]
    pub(crate) subject: String,
    /// Look at this metric; may be given several times
    #[arg(long = "metric", value_name = "METRIC")]
    pub(crate) metrics: Vec<String>,
    /// The conclusion: a bound that the mean of a metric keeps, in its unit
    #[arg(long, value_name = "METRIC>=X|METRIC<=X")]
    pub(crate) criterion: Option<String>,
    /// Doubt assumptions of this kind only; may be given several times
    #[arg(long = "aspect", value_name = "KIND", value_enum)]
    pub(crate) aspects: Vec<AspectName>,
    /// Multiply rates, starts and numbers by this; may be given several times; 0.5 and 2 if not given
    #[arg(long = "scale", value_name = "X", value_parser = an_amount)]
    pub(crate) scales: Vec<f64>,
    /// Doubt only parameters whose path begins so; may be given several times
    #[arg(long, value_name = "PATH")]
    pub(crate) only: Vec<String>,
    /// Doubt no parameters whose path begins so; may be given several times
    #[arg(long, value_name = "PATH")]
    pub(crate) except: Vec<String>,
    /// Add a doubt of your own: the scenario with this change
    #[arg(long = "arm", value_name = "NAME:PATH=VALUE")]
    pub(crate) arms: Vec<String>,
    /// Look for the box of parameters in which the conclusion fails
    #[arg(long, requires = "criterion")]
    pub(crate) discover: bool,
    /// Vary this parameter in the search; may be given several times; all rates if not given
    #[arg(long = "factor", value_name = "PATH=LOW..HIGH|V1,V2,V3", requires = "discover")]
    pub(crate) factors: Vec<String>,
    /// Where the points of the search lie; latin-hypercube if not given
    #[arg(long, value_name = "DESIGN", value_enum, requires = "discover")]
    pub(crate) design: Option<SweepDesign>,
    /// How many points the search has; 200 if not given
    #[arg(long, value_name = "N", requires = "discover", value_parser = boxed)]
    pub(crate) points: Option<u32>,
    #[command(flatten)]
    pub(crate) answering: Answering,
}

/// A kind of assumption.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum AspectName {
    /// Which family a distribution is of, at the same mean
    Families,
    /// How often something happens
    Rates,
    /// Whether something is at work, and how
    Mechanisms,
    /// What is there when the clock starts
    Starts,
    /// Every other number
    Numbers,
}

impl AspectName {
    pub(crate) fn name(self) -> &'static str {
        match self {
            AspectName::Families => "families",
            AspectName::Rates => "rates",
            AspectName::Mechanisms => "mechanisms",
            AspectName::Starts => "starts",
            AspectName::Numbers => "numbers",
        }
    }
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bazaar evaluate referral/base --outcome customers --counterfactual customers_without --before 'study.horizon=1 h' --costs payout_total --replications 5
  bazaar evaluate reference/mm1 --outcome utilisation --control 'model.queue.servers=2' --cost 100 --replications 3
  bazaar evaluate people.csv --treated treat --outcome re78 --before re75 --unit $
  bazaar evaluate households.parquet --income income --spending bill --limit 5%
  bazaar evaluate my-study.toml --out results

Of a scenario, the scenario as it is has the programme, and --control changes it
into the arm without; --counterfactual names a metric that says what would have been
without in the same runs. Both arms share their random numbers. Of a table, a row is
a person, and flags name its columns. Gross is before against after; the net effect
is told by difference of means and by difference in differences; what both arms
gain is deadweight. Weights of aims and cash flows over time take a study file.")]
pub(crate) struct Evaluate {
    /// A study, a scenario, or a table, a path that ends in .csv, .tsv, .tab or .parquet
    #[arg(value_name = "STUDY|SCENARIO|TABLE")]
    pub(crate) subject: String,
    /// The metric that the programme is to raise; of a table, the column with the outcome; may be given several times, the
    /// one that counts most first
    #[arg(long = "outcome", value_name = "METRIC|COLUMN")]
    pub(crate) outcomes: Vec<String>,
    /// Change the scenario into the arm without the programme; may be given several times
    #[arg(long, value_name = "PATH=VALUE")]
    pub(crate) control: Vec<String>,
    /// The metric that says what the outcome would have been without the programme
    #[arg(long, value_name = "METRIC", conflicts_with = "control")]
    pub(crate) counterfactual: Option<String>,
    /// An edit that shows both arms before the programme; of a table, the column with the outcome before, one for each
    /// outcome in their order; may be given several times
    #[arg(long, value_name = "PATH=VALUE|COLUMN")]
    pub(crate) before: Vec<String>,
    /// The metric that says what an arm costs, in dollars
    #[arg(long, value_name = "METRIC")]
    pub(crate) costs: Option<String>,
    /// What the programme costs in dollars; of a table, for each of the treated
    #[arg(long, value_name = "X", value_parser = an_amount)]
    pub(crate) cost: Option<f64>,
    /// The share of the effect that goes to people who were not meant
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub(crate) leakage: Option<f64>,
    /// The share of the rest that is taken from others
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub(crate) displacement: Option<f64>,
    /// The column that says who was treated, 1, and who was not, 0
    #[arg(long, value_name = "COLUMN", requires = "outcomes")]
    pub(crate) treated: Option<String>,
    /// The unit of the outcome in a table
    #[arg(long, value_name = "UNIT")]
    pub(crate) unit: Option<String>,
    /// The column with the income of each household
    #[arg(long, value_name = "COLUMN", requires = "spending")]
    pub(crate) income: Option<String>,
    /// The column with what each household spends on the service
    #[arg(long, value_name = "COLUMN", requires = "income")]
    pub(crate) spending: Option<String>,
    /// Above which share of income a service is not affordable; 5% if not given
    #[arg(long, value_name = "SHARE", value_parser = share, requires = "income")]
    pub(crate) limit: Option<f64>,
    /// What stands before fractions in a table that is text, if that is not plain from it
    #[arg(long, value_name = "DECIMAL", value_enum)]
    pub(crate) decimal: Option<DecimalName>,
    #[command(flatten)]
    pub(crate) answering: Answering,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bazaar threshold reference/mm1 --metric utilisation --root 0.5 --along 'model.queue.service.exponential.mean=0.1 h..0.9 h' --tolerance '0.05 h'
  bazaar threshold reference/critical-mass --metric launched --turn 0.5 --along 'model.marketplace.buyers.seeded=20 %..40 %'
  bazaar threshold my-study.toml --out results

turn is for yes or no: where do half of the runs have a metric of at least so much?
root is for numbers: where does the metric's mean pass so much? Runs are made in stages, each where those
before say that they tell most, until the interval of the answer is short enough.
With --over it is sought for each value of a second parameter. Exit status 1 if the
outcome does not turn within the range.")]
pub(crate) struct Threshold {
    /// A study, or a path or the name of a scenario that comes with the program
    #[arg(value_name = "STUDY|SCENARIO")]
    pub(crate) subject: String,
    /// The metric whose turn is sought
    #[arg(long, value_name = "METRIC")]
    pub(crate) metric: Option<String>,
    /// Look for where half of the runs have a metric of at least this
    #[arg(long, value_name = "LEVEL", allow_negative_numbers = true, value_parser = level)]
    pub(crate) turn: Option<f64>,
    /// Look for where the metric's mean passes this
    #[arg(long, value_name = "LEVEL", allow_negative_numbers = true, value_parser = level)]
    pub(crate) root: Option<f64>,
    /// Look along this parameter, from a lowest to a highest value
    #[arg(long, value_name = "PATH=LOW..HIGH")]
    pub(crate) along: Option<String>,
    /// Half the length of an interval that is short enough, in that parameter's unit; a hundredth of the range if not given
    #[arg(long, value_name = "VALUE")]
    pub(crate) tolerance: Option<String>,
    /// Look for each value of this second parameter
    #[arg(long, value_name = "PATH=V1,V2,V3")]
    pub(crate) over: Option<String>,
    #[command(flatten)]
    pub(crate) answering: Answering,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bazaar check my-scenario.toml
  bazaar check scenarios/volunteer/*.toml")]
pub(crate) struct Check {
    /// Paths, or names of scenarios, studies or labs that come with the program
    #[arg(required = true, value_name = "SCENARIO")]
    pub(crate) scenarios: Vec<String>,
    /// Change a parameter by its dotted path before checking
    #[arg(long = "set", value_name = "PATH=VALUE")]
    pub(crate) sets: Vec<String>,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bazaar calibrate trace desktops.csv --unit s
  bazaar calibrate intervals repairs.csv --unit min --unfinished --family weibull
  bazaar calibrate cohort customers.csv --unit year --write fitted.toml
  bazaar calibrate purchases discs.parquet --unit week --out results
  bazaar calibrate intervals stays.csv --unit d --column length=days_in_hospital
  bazaar calibrate adoption sales.csv --unit year --json

Data are a table, CSV as spreadsheets write it or Parquet, whose columns are found by
their headings. Dates, times and durations of Parquet are taken in the unit:
  intervals   length; with --unfinished also ended, 1 or 0
  trace       host, start, end: when hosts were available; with --window columns
              also from, until: over which stretch each was watched (a host that was
              never available has one row, without start and end)
  cohort      renewals, customers: how many are left after 0, 1, 2, ...
  purchases   frequency, recency, T; with --counted also customers
  adoption    adopters, a row for each period

Lengths are fitted with several families, and a cohort with one risk for all and with
the shifted beta-geometric; the one with the lowest AIC is written. The last line has a
figure of the data beside that of the fitted scenario. By maximum likelihood, with standard errors from the observed information;
adoption by least squares.")]
pub(crate) struct Calibrate {
    /// What the data are about
    #[arg(value_enum)]
    pub(crate) about: About,
    /// The table, a path that ends in .csv, .tsv, .tab or .parquet
    #[arg(value_hint = ValueHint::FilePath)]
    pub(crate) data: PathBuf,
    /// In which unit the times are; of cohorts and adoption, how long a period is
    #[arg(long, value_name = "UNIT", value_parser = time_unit)]
    pub(crate) unit: TimeUnit,
    /// Some intervals were not over when observation ended: the column `ended` says which
    #[arg(long)]
    pub(crate) unfinished: bool,
    /// A row stands for several customers: the column `customers` says for how many
    #[arg(long)]
    pub(crate) counted: bool,
    /// What a column is called in the table, if not as above; may be given several times
    #[arg(long = "column", value_name = "NAME=HEADING")]
    pub(crate) columns: Vec<String>,
    /// What stands before fractions in a table that is text, if that is not plain from it
    #[arg(long, value_name = "DECIMAL", value_enum)]
    pub(crate) decimal: Option<DecimalName>,
    /// Over which stretch hosts were watched: columns, each, or FROM..UNTIL
    ///
    /// `columns` takes it from the columns `from` and `until`, the same in every row of
    /// a host; `each` is from a host's own first start to its last end; two numbers with
    /// .. between are for all. Without it: from the earliest start to the latest end.
    #[arg(long, value_name = "WINDOW", value_parser = window, allow_hyphen_values = true)]
    pub(crate) window: Option<Window>,
    /// Fit this family to lengths instead of all
    #[arg(long, value_name = "FAMILY", value_enum)]
    pub(crate) family: Option<FamilyName>,
    /// What figures of adopters are: counts within the period, or the rate at its end
    #[arg(long, value_name = "READING", value_enum)]
    pub(crate) reading: Option<Counts>,
    /// Write a scenario with what fits best to this file
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) write: Option<PathBuf>,
    /// Write parameters, models, the scenario and figures of the fit to this folder
    ///
    /// It gets index.html, the page to open, parameters.csv, models.csv, scenario.toml, calibration.json with the
    /// checksum of the data, and figures/*.svg. A folder that holds anything is refused.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) out: Option<PathBuf>,
    /// Replace the file, and write to the folder whatever it holds
    #[arg(long)]
    pub(crate) force: bool,
    /// Print one JSON object instead of tables
    #[arg(long)]
    pub(crate) json: bool,
}

fn window(text: &str) -> Result<Window, String> {
    match text {
        "columns" => return Ok(Window::Columns),
        "each" => return Ok(Window::Each),
        _ => {}
    }
    let number = |text: &str| text.trim().parse::<f64>().ok().filter(|number| number.is_finite());
    match text.split_once("..").map(|(from, until)| (number(from), number(until))) {
        Some((Some(from), Some(until))) if from < until => Ok(Window::From(from, until)),
        Some((Some(_), Some(_))) => Err("the second time must be later than the first".to_owned()),
        _ => Err("type columns, each, or two times such as 0..604800".to_owned()),
    }
}

/// What data are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum About {
    /// How long something lasts
    Intervals,
    /// When hosts were available
    Trace,
    /// How many customers are left after each renewal
    Cohort,
    /// Who bought again, how often and when
    Purchases,
    /// How many took something up in each period
    Adoption,
}

impl About {
    pub(crate) fn name(self) -> &'static str {
        match self {
            About::Intervals => "intervals",
            About::Trace => "trace",
            About::Cohort => "cohort",
            About::Purchases => "purchases",
            About::Adoption => "adoption",
        }
    }
}

/// What stands before a fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DecimalName {
    /// As in 2.5
    Point,
    /// As in 2,5
    Comma,
}

/// A family of distributions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FamilyName {
    /// Without memory
    Exponential,
    /// Of falling or rising hazard
    Weibull,
    /// Of many small factors
    LogNormal,
    /// Of stages
    Gamma,
    /// A mixture of two exponentials
    HyperExponential,
}

/// What figures of adopters stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Counts {
    /// Adopters within the period
    Counts,
    /// The rate at its end, as many published fits have it
    Rate,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bazaar verify
  bazaar verify volunteer
  bazaar verify my-scenario.toml --json

A check is a scenario that states a metric's exact value in a [[checks]] table,
with its source. It agrees if the exact value lies in the 99.99% interval of the
simulated mean and that interval is as short as the check demands. Exit status 1
if any does not.")]
pub(crate) struct Verify {
    /// A model, or a scenario with checks; everything that comes with the program if none is given
    #[arg(value_name = "MODEL")]
    pub(crate) subject: Option<String>,
    /// Use so many threads, up to 1024; 0 means one per core
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u16).range(0..=1024))]
    pub(crate) threads: u16,
    /// Print one JSON object instead of tables
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bazaar report volunteer/base
  bazaar report my-scenario.toml --out report.md

The report is Markdown. It has the STRESS checklist for discrete-event simulations
(Monks et al. 2019) and the model's description by the ODD protocol (Grimm et al.
2020), filled in from the scenario and the model. What only a person can say is
marked as missing.")]
pub(crate) struct Report {
    /// A path, or the name of a scenario that comes with the program
    pub(crate) scenario: String,
    /// Change a parameter by its dotted path, with the units of the scenario text
    #[arg(long = "set", value_name = "PATH=VALUE")]
    pub(crate) sets: Vec<String>,
    /// Write to this file instead of standard output
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) out: Option<PathBuf>,
    /// Replace the file if it is there
    #[arg(long, requires = "out")]
    pub(crate) force: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bazaar models
  bazaar models volunteer
  bazaar models volunteer --describe")]
pub(crate) struct Models {
    /// Show this model's metrics and scenarios
    pub(crate) model: Option<String>,
    /// Print the model's whole description, by the ODD protocol and in Markdown
    #[arg(long, requires = "model")]
    pub(crate) describe: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bazaar course labs
  bazaar course release labs/warm-up --roster roster.csv --key course.key --out release
  bazaar course pack
  bazaar course grade submitted --key course.key --out graded

A lab gives every student values of their own, which follow from the course key and
the student's id. Keys and tolerances come from simulation, and so does feedback on
known mistakes. Keep the key: without it nothing can be graded.")]
pub(crate) struct Course {
    #[command(subcommand)]
    pub(crate) verb: CourseVerb,
}

#[derive(Debug, Subcommand)]
pub(crate) enum CourseVerb {
    /// List the labs that come with the program
    #[command(after_help = "Example:\n  bazaar course labs")]
    Labs,
    /// Make a course key, from which all personal values derive
    #[command(after_help = "\
Example:
  bazaar course key --out course.key

The key is 256 bits of chance, in a file that you alone can read. Keep it: the same key
is needed to grade what was released with it. Students must not see it.")]
    Key {
        /// Write to this file, which must not be there yet
        #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
        out: PathBuf,
    },
    /// Make a folder for each student: scenario.toml with their own values, task.md, answers.toml
    Release(CourseRelease),
    /// Pack a student's folder into one file to hand in
    #[command(after_help = "Examples:\n  bazaar course pack\n  bazaar course pack release/s001")]
    Pack {
        /// The student's folder; the current one if none is given
        #[arg(value_hint = ValueHint::DirPath)]
        dir: Option<PathBuf>,
    },
    /// Grade what was handed in: grades.csv, feedback for each student, a debrief of the class
    Grade(CourseGrade),
    /// Print the debrief of a class that was graded
    #[command(after_help = "Example:\n  bazaar course debrief graded")]
    Debrief {
        /// The folder that `grade` wrote
        #[arg(value_hint = ValueHint::DirPath)]
        dir: PathBuf,
    },
    /// Try a lab on students who do not exist, honest ones and ones who make each known mistake
    Rehearse(CourseRehearse),
    /// Write a whole class of students who do not exist: what they got, what they handed in, and their grades
    Class(CourseClass),
    /// Write a lab's questions for a learning-management system: Moodle XML, GIFT or QTI 2.1
    Export(CourseExport),
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bazaar course release labs/warm-up --roster roster.csv --key course.key --out release
  bazaar course release my-lab/lab.toml --roster roster.csv --key course.key --out release

The roster is a CSV file with a column `student`: ids of letters, digits, dots,
hyphens and underscores. `bazaar course key` makes a key; words, and what else could be
guessed, are refused. The same key, lab and id give the same values again.

Each folder also gets lab.html, in which the lab is done in a browser, without a
network: 2 MB, the engine inside. With --link, pages of less than 100 kB share one engine
of 2 MB on a web server, as telephones need it; DIR/_links.csv says which page is
whose, and stays with you.")]
pub(crate) struct CourseRelease {
    /// A lab that comes with the program, a lab.toml, or the folder that it lies in
    pub(crate) lab: String,
    /// The class, a CSV file with a column `student`
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) roster: PathBuf,
    /// The course key, which students must not see
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) key: PathBuf,
    /// Write to this folder, which must be new or empty
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) out: PathBuf,
    /// Write small pages for a web server below DIR/_web, and not a lab.html into each folder
    #[arg(long)]
    pub(crate) link: bool,
    /// Use so many threads, up to 1024; 0 means one per core
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u16).range(0..=1024))]
    pub(crate) threads: u16,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bazaar course export labs/warm-up --roster roster.csv --key course.key --format moodle --out warm-up.xml
  bazaar course export labs/warm-up --roster roster.csv --key course.key --format qti --out warm-up.zip

Each question is there once for every set of personal values that somebody in the class
has, with those values and the command that runs with them. Keys, tolerances and what
known mistakes are told are those of `bazaar course grade`. The file has the answers:
it is for the lecturer alone. GIFT has no number that is right whatever it is, so
predictions are essays there; designs can be graded by `bazaar course grade` alone.")]
pub(crate) struct CourseExport {
    /// A lab that comes with the program, a lab.toml, or the folder that it lies in
    pub(crate) lab: String,
    /// The class, a CSV file with a column `student`
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) roster: PathBuf,
    /// The course key, which students must not see
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) key: PathBuf,
    /// What the system imports
    #[arg(long, value_enum)]
    pub(crate) format: QuestionFormat,
    /// Write to this file: .xml for moodle, .txt for gift, .zip for qti
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) out: PathBuf,
    /// Replace the file if it is there
    #[arg(long)]
    pub(crate) force: bool,
    /// Use so many threads, up to 1024; 0 means one per core
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u16).range(0..=1024))]
    pub(crate) threads: u16,
}

/// A format for questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum QuestionFormat {
    /// Moodle XML
    Moodle,
    /// GIFT, Moodle's plain text
    Gift,
    /// A content package with items in QTI 2.1
    Qti,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bazaar course grade submitted --key course.key --out graded
  bazaar course grade submitted --key course.key --roster roster.csv --due 2026-12-01 --out graded
  bazaar course grade submitted --key course.key --lab my-lab --out graded --force

All files with the ending .tar in the folder and below it are graded. What is broken,
late, tampered with, of another lab or version, or there twice is reported and stops
nobody. Of several attempts of a student the last is graded. Where files lie in a folder
for each student, the folder decides whose they are: it is called by the student's id, or
as the column `folder` of the roster says. Nothing is unpacked. grades.csv can be imported by Moodle, students by the
column `ID number`; texts that a person must read are in to_grade.csv.")]
pub(crate) struct CourseGrade {
    /// The folder with what was handed in
    #[arg(value_hint = ValueHint::DirPath)]
    pub(crate) submitted: PathBuf,
    /// The course key with which the lab was released
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) key: PathBuf,
    /// Write to this folder, which must be new or empty
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) out: PathBuf,
    /// The class, so that missing students are in grades.csv and others are not
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) roster: Option<PathBuf>,
    /// The lab, if it does not come with the program or not all files are of one lab
    #[arg(long, value_name = "LAB")]
    pub(crate) lab: Option<String>,
    /// Give points for what an earlier version packed, though its scenario and its run could not be compared
    #[arg(long)]
    pub(crate) uncompared: bool,
    /// Report what was packed after this day or moment, such as 2026-12-01 or 2026-12-01T18:00Z
    ///
    /// A day ends at midnight UTC. The time is that of the student's clock.
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub(crate) due: Option<String>,
    /// Replace an earlier grading in the folder
    #[arg(long)]
    pub(crate) force: bool,
    /// Use so many threads, up to 1024; 0 means one per core
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u16).range(0..=1024))]
    pub(crate) threads: u16,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bazaar course rehearse labs/warm-up --students 200
  bazaar course rehearse my-lab --students 50 --seed 2

Tells which share of honest students would have everything right, for which share of
them a known mistake can be told apart from the right answer at the effort that the
lab asks for, and how often it is then recognised; and which share of answers pass that
are right for somebody else, which more and wider personal values make less. Do this before you give a lab of
your own to a class.")]
pub(crate) struct CourseRehearse {
    /// A lab that comes with the program, a lab.toml, or the folder that it lies in
    pub(crate) lab: String,
    /// How many students of each kind
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = students)]
    pub(crate) students: u32,
    /// Derive their values and their luck from this number
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,
    /// Use so many threads, up to 1024; 0 means one per core
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u16).range(0..=1024))]
    pub(crate) threads: u16,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bazaar course class labs/warm-up --out class
  bazaar course class my-lab --students 12 --out class

Half of them do as told, the others make one known mistake each, and of the last
three one hands in the scenario of another, one half of a file, and one nothing. The
folder has what a lecturer has of a real class: roster.csv, course.key, release,
submitted, graded, and beside that who.csv, which says what each of them did. Look at
it before you give a lab, or practise grading on it. Every known mistake is there if
there are twice as many students as mistakes, and three more.")]
pub(crate) struct CourseClass {
    /// A lab that comes with the program, a lab.toml, or the folder that it lies in
    pub(crate) lab: String,
    /// How many students
    #[arg(long, value_name = "N", default_value_t = 30, value_parser = clap::value_parser!(u16).range(5..=999))]
    pub(crate) students: u16,
    /// Derive their values and their luck from this number
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,
    /// Write to this folder, which must be new or empty
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) out: PathBuf,
    /// Use so many threads, up to 1024; 0 means one per core
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u16).range(0..=1024))]
    pub(crate) threads: u16,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bazaar book build
  bazaar book serve --port 8000

A book is a folder with a book.toml, as mdBook has it. Without --dir it is looked
for in the current folder, in its subfolder book, and then in the folders above.
A claim in a chapter that does not hold ends with exit status 1.")]
pub(crate) struct Book {
    #[command(subcommand)]
    pub(crate) verb: BookVerb,
}

#[derive(Debug, Subcommand)]
pub(crate) enum BookVerb {
    /// Build the pages, and print where the first one is
    Build(BookBuild),
    /// Build and serve the pages on this computer, again whenever a chapter or scenario changes
    Serve(BookServe),
    /// What mdBook calls when it builds the book by itself: JSON in, JSON out
    #[command(hide = true)]
    Preprocess {
        #[command(subcommand)]
        question: Option<Preprocess>,
    },
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bazaar book build
  bazaar book build --dir my-course --dest-dir /tmp/pages
  bazaar book build --fresh
  bazaar book build --live
  bazaar book build --lecturer
  bazaar book build --lecturer --pages bazaar/scenarios/labs

The pages go where book.toml says, for Bazaar's own book to target/book. The
folder is replaced as a whole, and only if nothing is wrong. The lecturer's edition has
a page with the solution behind each lab, and a folder of its own: the same name with
-lecturer behind it. The program does not carry these pages, since students have it
too: they lie beside the labs in the source, in scenarios/labs.")]
pub(crate) struct BookBuild {
    /// The folder of the book
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub(crate) dir: Option<PathBuf>,
    /// Put the pages into this folder, which must be new, empty or a built book
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub(crate) dest_dir: Option<PathBuf>,
    /// Make every run again, and neither use nor keep results of earlier builds
    #[arg(long)]
    pub(crate) fresh: bool,
    /// Build the lecturer's edition, which has the solutions of the labs
    #[arg(long)]
    pub(crate) lecturer: bool,
    /// Read the solutions from this folder of labs, LAB/lecturer.md; for --lecturer, where the book has none of its own
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub(crate) pages: Option<PathBuf>,
    /// Put the playground and its engine beside the pages, so that scenarios can be run in them
    #[arg(long)]
    pub(crate) live: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bazaar book serve
  bazaar book serve --port 8000

Only this computer can see the pages. A mistake in a chapter is shown here and
leaves the last good book where it is. Ctrl-C ends.")]
pub(crate) struct BookServe {
    /// Serve at this port; 0 takes any that is free
    #[arg(long, value_name = "N", default_value_t = 3000)]
    pub(crate) port: u16,
    /// The folder of the book
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub(crate) dir: Option<PathBuf>,
    /// Put the pages into this folder, which must be new, empty or a built book
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub(crate) dest_dir: Option<PathBuf>,
    /// Put the playground and its engine beside the pages, so that scenarios can be run in them
    #[arg(long)]
    pub(crate) live: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Preprocess {
    /// Whether pages of this renderer can show what directives become
    Supports {
        /// The renderer's name
        renderer: String,
    },
}

/// A cost, a factor or a difference.
fn an_amount(text: &str) -> Result<f64, String> {
    let number = text.trim().parse().map_err(|_| "type a number such as 250 or 1.5e6".to_owned());
    bounded(number?).map_err(|why| format!("{why}; type a number from 0 to 1e15"))
}

/// Where an outcome is looked at: any number that is one.
fn level(text: &str) -> Result<f64, String> {
    let number = text.trim().parse().ok().filter(|number: &f64| number.is_finite());
    number.ok_or_else(|| "type a number such as 0.5 or -2e3".to_owned())
}

/// A precision below this takes more replications than are made: those of the mean of something that varies by a
/// fiftieth of itself.
const LEAST_SHARE: f64 = 1e-4;

/// A precision: a share that some number of replications reaches.
fn precision(text: &str) -> Result<f64, String> {
    let share = share(text)?;
    if share < LEAST_SHARE {
        return Err("no study is that precise: it would take more than the 100,000 replications that are made at most; type a share from 0.01%".to_owned());
    }
    Ok(share)
}

/// A share above zero and below one: `1%`, `1 %` or `0.01`.
fn share(text: &str) -> Result<f64, String> {
    let number = |text: &str| {
        text.trim()
            .parse::<f64>()
            .map_err(|_| format!("`{text}` is not a number; type a share such as 1% or 0.01"))
    };
    let share = match text.trim().strip_suffix('%') {
        Some(percent) => number(percent)? / 100.0,
        None => number(text)?,
    };
    if share > 0.0 && share < 1.0 {
        Ok(share)
    } else {
        Err("a share lies above 0 and below 1 here; type one such as 1% or 0.01".to_owned())
    }
}

/// A count within bounds, of which the upper one has a reason.
fn count(text: &str, least: u32, most: u32, reason: &str) -> Result<u32, String> {
    let number: u64 =
        text.parse().map_err(|_| format!("`{text}` is no whole number from {least} to {most}"))?;
    match u32::try_from(number) {
        Ok(number) if number < least => Err(format!("type a whole number from {least} to {most}")),
        Ok(number) if number <= most => Ok(number),
        _ => Err(format!("{reason}; type at most {most}")),
    }
}

fn replications(text: &str) -> Result<u32, String> {
    count(text, 1, StudySettings::MOST_REPLICATIONS, "what each replication finds stays in memory")
}

fn points(text: &str) -> Result<u32, String> {
    count(text, 2, MOST_POINTS, "each point is a scenario of its own, which is read and run")
}

/// The points among which a box is sought.
fn boxed(text: &str) -> Result<u32, String> {
    count(text, 20, MOST_POINTS, "each point is a scenario of its own, which is read and run")
}

fn students(text: &str) -> Result<u32, String> {
    let most = u32::try_from(Roster::MOST).unwrap_or(u32::MAX);
    count(text, 1, most, "each student has runs of their own")
}

/// A day, which ends at midnight UTC, or a moment in UTC, as `2026-12-01T18:00:00Z`.
fn moment(text: &str) -> Result<String, String> {
    last_moment(text).ok_or_else(|| {
        "there is no such day or moment; type a day such as 2026-12-01, or a moment such as 2026-12-01T18:00Z".to_owned()
    })
}

/// A unit of time, such as `h`.
fn time_unit(text: &str) -> Result<TimeUnit, String> {
    text.parse().map_err(|error: QuantityError| format!("{}; {}", error.message(), error.help()))
}
