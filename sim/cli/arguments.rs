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
    /// Compare arms with common random numbers, or select the best arm
    Compare(Compare),
    /// Rank parameters by their effect on a metric: Morris, Sobol or a tornado diagram
    Sensitivity(Sensitivity),
    /// Find where an outcome changes, with an interval: critical mass, break-even
    Threshold(Threshold),
    /// Replace a scenario's assumptions one at a time, and find where a conclusion fails
    Stress(Stress),
    /// Evaluate a programme: treatment against control, net effect, costs
    Evaluate(Evaluate),
    /// Read scenarios and studies without running them; shows all errors of a file at once
    Check(Check),
    /// Fit parameters to data, and write a scenario with them
    Calibrate(Calibrate),
    /// Compare simulated results with known exact answers
    Verify(Verify),
    /// Open a page in which a scenario runs: sliders, live results, two arms side by side
    Play(Play),
    /// List the models and the scenarios that come with the program
    Models(Models),
    /// Describe a scenario as journals require: the STRESS checklist and the ODD protocol
    Report(Report),
    /// Write small tables of scenarios, with a data dictionary, and notebooks that read them
    Export(Export),
    /// Print the JSON Schema of scenarios, studies or labs, for editors
    #[command(
        after_help = "Examples:\n  bazaar schema > schema.json\n  bazaar schema --study > study-schema.json\n  bazaar schema --lab > lab-schema.json"
    )]
    Schema {
        /// Print the schema of studies
        #[arg(long)]
        study: bool,
        /// Print the schema of labs
        #[arg(long, conflicts_with = "study")]
        lab: bool,
    },
    /// Build the book, whose figures and numbers come from running scenarios
    Book(Book),
    /// Release labs to a class, and grade the submissions
    Course(Course),
    /// Print a completion script for a shell
    #[command(
        after_help = "Example:\n  bazaar completions bash > ~/.local/share/bash-completion/completions/bazaar"
    )]
    Completions {
        /// The shell that reads the script
        shell: Shell,
    },
    /// Print a manual page
    #[command(after_help = "Example:\n  bazaar man run | man -l -")]
    Man {
        /// The verb whose page to print; without it, the page of the program
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
    /// With --precision: apply it to this metric only; may be given several times
    ///
    /// By default it applies to all metrics, and one that never becomes precise, such as a
    /// median that jumps between two values, takes all 100,000 replications.
    #[arg(long = "metric", value_name = "NAME", requires = "precision")]
    pub(crate) metrics: Vec<String>,
    #[command(flatten)]
    pub(crate) printing: Printing,
    /// Write observations, estimates, figures and a manifest to this folder
    ///
    /// Open its index.html: one page with the table, the figures, the changed parameters and how to repeat the run.
    /// The folder also has observations.parquet, summary.parquet and summary.csv; for two-dimensional
    /// metrics matrices.parquet, cells.parquet and cells.csv; figures/*.svg; scenario.toml with all
    /// defaults; run.json with times and machine; and ro-crate-metadata.json, which describes each
    /// file and is written last: a folder without it is incomplete. A folder that holds another run
    /// or other files is refused.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) out: Option<PathBuf>,
    /// Write to the folder even if it is not empty, and replace the files of another run
    #[arg(long, requires = "out")]
    pub(crate) force: bool,
    /// Print the definition of each metric instead of its percentiles over replications
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

The page needs no network and no installation. With --out it is a folder of two files,
for a web server or a memory stick.")]
pub(crate) struct Play {
    /// The scenario to open: a path, or the name of one that comes with the program
    pub(crate) scenario: Option<String>,
    /// Change a parameter by its dotted path, with the units of the scenario text
    #[arg(long = "set", value_name = "PATH=VALUE", requires = "scenario")]
    pub(crate) sets: Vec<String>,
    /// Write the page to this folder, and do not open a browser
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) out: Option<PathBuf>,
    /// Replace the folder even if it is not empty
    #[arg(long, requires = "out")]
    pub(crate) force: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bazaar export --out notebooks-data
  bazaar export volunteer/base labs/warm-up my-scenario.toml --out tables

Each scenario or lab gets a folder: observations, estimates and definitions of
its metrics as CSV and Parquet, a data dictionary, datapackage.json, and a notebook
each for Python and R. Without a name, every shipped base scenario and every shipped
lab is exported: this renews the repository's notebooks-data/. --force replaces
existing files.")]
pub(crate) struct Export {
    /// Scenarios or labs: paths, or names of those that come with the program; without any, all base scenarios and labs
    #[arg(value_name = "SCENARIO|LAB")]
    pub(crate) subjects: Vec<String>,
    /// The folder to write to
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) out: PathBuf,
    /// Write to the folder even if it is not empty, and replace files of the same names
    #[arg(long)]
    pub(crate) force: bool,
    /// Number of replications; by default the scenario's, but at most 5
    #[arg(long, value_name = "N", value_parser = replications)]
    pub(crate) replications: Option<u32>,
    /// Seed of the random numbers, instead of the scenario's
    #[arg(long, value_name = "N")]
    pub(crate) seed: Option<u64>,
    /// Number of threads, up to 1024; 0 = one per core
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u16).range(0..=1024))]
    pub(crate) threads: u16,
}

/// How the runs of a study are made.
#[derive(Debug, Args)]
pub(crate) struct Repeating {
    /// Seed of the random numbers, instead of the scenario's
    #[arg(long, value_name = "N")]
    pub(crate) seed: Option<u64>,
    /// Number of replications of each run, instead of the scenario's
    #[arg(long, value_name = "N", value_parser = replications)]
    pub(crate) replications: Option<u32>,
    /// Number of threads, up to 1024; 0 = one per core
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u16).range(0..=1024))]
    pub(crate) threads: u16,
    /// Change a parameter of every run by its dotted path, with the units of the scenario text; edits of an arm take
    /// precedence
    #[arg(long = "set", value_name = "PATH=VALUE")]
    pub(crate) sets: Vec<String>,
}

/// Where the results of a study are written.
#[derive(Debug, Args)]
pub(crate) struct Output {
    /// Write tables, figures, the study and a manifest to this folder, and resume there after an interruption
    ///
    /// Open its index.html: one page with the answer, the figures, and how to repeat the study.
    /// Finished runs are kept in its subfolder parts until all are done: after an interruption the same command
    /// resumes, with the same results. The manifest, ro-crate-metadata.json, describes each file and is written
    /// last. A folder that holds another study, a run or other files is refused.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) out: Option<PathBuf>,
    /// Write to the folder even if it is not empty, and replace the files of another study
    #[arg(long, requires = "out")]
    pub(crate) force: bool,
}

/// How a study is run, written and printed.
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
    /// Seed of the random numbers, instead of the scenario's
    #[arg(long, value_name = "N")]
    pub(crate) seed: Option<u64>,
    /// Number of replications, instead of the scenario's
    #[arg(long, value_name = "N", value_parser = replications)]
    pub(crate) replications: Option<u32>,
    /// Add replications until the half-width of every interval is within this share of its mean, such as 1%
    ///
    /// Starts with 10 replications or the scenario's number, whichever is more, and doubles
    /// it, up to 100,000. Metrics that are zero in more than half of the replications do not
    /// count, and are listed at the end.
    #[arg(long, value_name = "SHARE", value_parser = precision)]
    pub(crate) precision: Option<f64>,
    /// Number of threads, up to 1024; 0 = one per core
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
    /// The format of the estimates
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Table)]
    pub(crate) format: Format,
}

/// The format of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Aligned columns, to read
    Table,
    /// For spreadsheets
    Csv,
    /// For notebooks; redirect it to a file
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

A parameter is swept where the scenario, or --set, has an array in place of a value,
and by --factor over a range or a list. Several of them make a grid: all combinations
of their values. For many parameters, a Latin hypercube or Sobol points need fewer
runs. All points use the same seed, hence common random numbers. A study file holds
all of this as text.")]
pub(crate) struct Sweep {
    /// A study, or a path or the name of a scenario that comes with the program
    #[arg(value_name = "STUDY|SCENARIO")]
    pub(crate) subject: String,
    /// Vary a parameter from a lowest to a highest value, or over a list; may be given several times
    #[arg(long = "factor", value_name = "PATH=LOW..HIGH|V1,V2,V3")]
    pub(crate) factors: Vec<String>,
    /// The experimental design; grid if not given
    #[arg(long, value_name = "DESIGN", value_enum, requires = "factors")]
    pub(crate) design: Option<SweepDesign>,
    /// Number of points of a Latin hypercube or Sobol design; 64 if not given
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

/// The experimental design of a sweep.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SweepDesign {
    /// All combinations of the factors' values
    Grid,
    /// One point in each of N equal slices of every factor
    LatinHypercube,
    /// A low-discrepancy sequence; best with a power of two points
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

Arms have common random numbers: in each replication the same random draw has the same
value in all arms, so paired differences are much more precise than the arms themselves.
The first arm is the control. With --arm, the control is the unchanged scenario, called
base.")]
pub(crate) struct Compare {
    /// A study, or one scenario with --arm, or two scenarios of one model or more
    #[arg(value_name = "STUDY|SCENARIO", required = true)]
    pub(crate) subjects: Vec<String>,
    /// Add an arm: the scenario with this change; repeat the name for further changes
    #[arg(long = "arm", value_name = "NAME:PATH=VALUE")]
    pub(crate) arms: Vec<String>,
    /// Compare with this arm instead of the first
    #[arg(long, value_name = "NAME")]
    pub(crate) control: Option<String>,
    /// Show this metric only; may be given several times
    #[arg(long = "metric", value_name = "METRIC")]
    pub(crate) metrics: Vec<String>,
    /// Run until the best arm by the mean of this metric is selected
    #[arg(long, value_name = "METRIC", requires = "indifference")]
    pub(crate) select: Option<String>,
    /// The smallest difference that matters, in the metric's unit
    #[arg(long, value_name = "X", requires = "select", value_parser = an_amount)]
    pub(crate) indifference: Option<f64>,
    /// Whether the highest or the lowest mean is the best; highest if not given
    #[arg(long, value_name = "WHICH", value_enum, requires = "select")]
    pub(crate) best: Option<Best>,
    /// The probability of selecting the best arm if it leads by the --indifference; 95% if not given
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

morris screens many factors with few runs: mu* is the mean absolute effect of a factor
on the metric, and sigma is large for nonlinear effects and interactions. sobol gives
the share of the metric's variance that a factor explains alone (first order) and with
others (total order); it takes many runs. tornado changes one factor at a time from the
scenario's values. The folder of --out has the design and the results in the formats of
SALib, EMA Workbench and R.")]
pub(crate) struct Sensitivity {
    /// A study, or a path or the name of a scenario that comes with the program
    #[arg(value_name = "STUDY|SCENARIO")]
    pub(crate) subject: String,
    /// Analyse this metric; may be given several times
    #[arg(long = "metric", value_name = "METRIC")]
    pub(crate) metrics: Vec<String>,
    /// Vary a parameter from a lowest to a highest value, or over a list; may be given several times
    #[arg(long = "factor", value_name = "PATH=LOW..HIGH|V1,V2,V3")]
    pub(crate) factors: Vec<String>,
    /// The method of sensitivity analysis; morris if not given
    #[arg(long, value_name = "METHOD", value_enum)]
    pub(crate) method: Option<Method>,
    /// Number of trajectories (morris, 10 if not given) or base points (sobol, 256)
    #[arg(long, value_name = "N", value_parser = points)]
    pub(crate) size: Option<u32>,
    #[command(flatten)]
    pub(crate) answering: Answering,
}

/// A method of sensitivity analysis.
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

The assumptions come from the scenario's parameters: the families of distributions,
rates, the mechanisms at work, the initial state. Each is replaced in turn, with common
random numbers; the intervals of all paired differences hold simultaneously. --discover
searches for the box of parameters in which the conclusion fails, by the patient rule
induction method (PRIM).")]
pub(crate) struct Stress {
    /// A study, or a path or the name of a scenario that comes with the program
    #[arg(value_name = "STUDY|SCENARIO")]
    pub(crate) subject: String,
    /// Analyse this metric; may be given several times
    #[arg(long = "metric", value_name = "METRIC")]
    pub(crate) metrics: Vec<String>,
    /// The conclusion: a bound on the mean of a metric, in its unit
    #[arg(long, value_name = "METRIC>=X|METRIC<=X")]
    pub(crate) criterion: Option<String>,
    /// Replace assumptions of this kind only; may be given several times
    #[arg(long = "aspect", value_name = "KIND", value_enum)]
    pub(crate) aspects: Vec<AspectName>,
    /// Multiply rates, initial values and numbers by this; may be given several times; 0.5 and 2 if not given
    #[arg(long = "scale", value_name = "X", value_parser = an_amount)]
    pub(crate) scales: Vec<f64>,
    /// Replace only parameters whose path begins with this; may be given several times
    #[arg(long, value_name = "PATH")]
    pub(crate) only: Vec<String>,
    /// Keep parameters whose path begins with this; may be given several times
    #[arg(long, value_name = "PATH")]
    pub(crate) except: Vec<String>,
    /// Add an alternative of your own: the scenario with this change
    #[arg(long = "arm", value_name = "NAME:PATH=VALUE")]
    pub(crate) arms: Vec<String>,
    /// Search for the box of parameters in which the conclusion fails
    #[arg(long, requires = "criterion")]
    pub(crate) discover: bool,
    /// Vary this parameter in the search; may be given several times; all rates if not given
    #[arg(long = "factor", value_name = "PATH=LOW..HIGH|V1,V2,V3", requires = "discover")]
    pub(crate) factors: Vec<String>,
    /// The experimental design of the search; latin-hypercube if not given
    #[arg(long, value_name = "DESIGN", value_enum, requires = "discover")]
    pub(crate) design: Option<SweepDesign>,
    /// Number of points of the search; 200 if not given
    #[arg(long, value_name = "N", requires = "discover", value_parser = boxed)]
    pub(crate) points: Option<u32>,
    #[command(flatten)]
    pub(crate) answering: Answering,
}

/// A kind of assumption.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum AspectName {
    /// The family of a distribution, at the same mean
    Families,
    /// Rates and durations
    Rates,
    /// Mechanisms that can be switched off or replaced
    Mechanisms,
    /// The initial state
    Starts,
    /// All other numbers
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

A scenario is the arm with the programme, and --control changes it into the arm
without; or --counterfactual names a metric of the same runs that gives the outcome
without the programme. Both arms have common random numbers. In a table each row is a
person, and flags name its columns. The gross effect is the change from before to after;
the net effect is a difference of means, and a difference in differences; what the
control gains too is deadweight. Weights of outcomes and cash flows over time need a
study file.")]
pub(crate) struct Evaluate {
    /// A study, a scenario, or a table, a path that ends in .csv, .tsv, .tab or .parquet
    #[arg(value_name = "STUDY|SCENARIO|TABLE")]
    pub(crate) subject: String,
    /// The metric that the programme should raise, or the column with the outcome; may be given several times, the most
    /// important first
    #[arg(long = "outcome", value_name = "METRIC|COLUMN")]
    pub(crate) outcomes: Vec<String>,
    /// Change the scenario into the arm without the programme; may be given several times
    #[arg(long, value_name = "PATH=VALUE")]
    pub(crate) control: Vec<String>,
    /// The metric that gives the outcome without the programme, in the same runs
    #[arg(long, value_name = "METRIC", conflicts_with = "control")]
    pub(crate) counterfactual: Option<String>,
    /// An edit that gives both arms before the programme; for a table, the column with the outcome before it, one for each
    /// outcome in the same order; may be given several times
    #[arg(long, value_name = "PATH=VALUE|COLUMN")]
    pub(crate) before: Vec<String>,
    /// The metric with the cost of an arm, in dollars
    #[arg(long, value_name = "METRIC")]
    pub(crate) costs: Option<String>,
    /// The cost of the programme in dollars; for a table, per treated person
    #[arg(long, value_name = "X", value_parser = an_amount)]
    pub(crate) cost: Option<f64>,
    /// Leakage: the share of the effect that benefits people outside the target group
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub(crate) leakage: Option<f64>,
    /// Displacement: the share of the rest that is at the expense of others
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub(crate) displacement: Option<f64>,
    /// The column with 1 for treated people and 0 for the control group
    #[arg(long, value_name = "COLUMN", requires = "outcomes")]
    pub(crate) treated: Option<String>,
    /// The unit of the outcome in a table
    #[arg(long, value_name = "UNIT")]
    pub(crate) unit: Option<String>,
    /// The column with the income of each household
    #[arg(long, value_name = "COLUMN", requires = "spending")]
    pub(crate) income: Option<String>,
    /// The column with each household's spending on the service
    #[arg(long, value_name = "COLUMN", requires = "income")]
    pub(crate) spending: Option<String>,
    /// The share of income above which a service is not affordable; 5% if not given
    #[arg(long, value_name = "SHARE", value_parser = share, requires = "income")]
    pub(crate) limit: Option<f64>,
    /// The decimal mark of a text table, if it cannot be inferred
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

--turn is for a yes or no: the value at which the metric is at least LEVEL in half of
the runs. --root is for a mean: the value at which the metric's mean crosses LEVEL. Runs
are made in stages, each where the earlier ones promise most information, until the
interval of the answer is short enough. With --over the search is repeated for each
value of a second parameter. Exit status 1 if there is no such value in the range.")]
pub(crate) struct Threshold {
    /// A study, or a path or the name of a scenario that comes with the program
    #[arg(value_name = "STUDY|SCENARIO")]
    pub(crate) subject: String,
    /// The metric that is compared with LEVEL
    #[arg(long, value_name = "METRIC")]
    pub(crate) metric: Option<String>,
    /// Find the value at which the metric is at least this in half of the runs
    #[arg(long, value_name = "LEVEL", allow_negative_numbers = true, value_parser = level)]
    pub(crate) turn: Option<f64>,
    /// Find the value at which the metric's mean crosses this
    #[arg(long, value_name = "LEVEL", allow_negative_numbers = true, value_parser = level)]
    pub(crate) root: Option<f64>,
    /// The parameter to search along, from a lowest to a highest value
    #[arg(long, value_name = "PATH=LOW..HIGH")]
    pub(crate) along: Option<String>,
    /// Stop when the interval's half-width is at most this, in that parameter's unit; a hundredth of the range if not given
    #[arg(long, value_name = "VALUE")]
    pub(crate) tolerance: Option<String>,
    /// Repeat the search for each value of this second parameter
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
their headings. Dates, times and durations of Parquet are converted to the unit:
  intervals   length; with --unfinished also ended, 1 or 0
  trace       host, start, end: when hosts were available; with --window columns
              also from, until: the period in which each was observed (a host that was
              never available has one row, without start and end)
  cohort      renewals, customers: the number left after 0, 1, 2, ... renewals
  purchases   frequency, recency, T; with --counted also customers
  adoption    adopters, a row for each period

Several families are fitted to lengths, and to a cohort the geometric (one risk for all)
and the shifted beta-geometric; the one with the lowest AIC is written. Estimates are by
maximum likelihood, with standard errors from the observed information; of adoption by
least squares. The last line compares a statistic of the data with that of the fitted
scenario.")]
pub(crate) struct Calibrate {
    /// What the data record
    #[arg(value_enum)]
    pub(crate) about: About,
    /// The table, a path that ends in .csv, .tsv, .tab or .parquet
    #[arg(value_hint = ValueHint::FilePath)]
    pub(crate) data: PathBuf,
    /// The unit of times; for cohorts and adoption, the length of a period
    #[arg(long, value_name = "UNIT", value_parser = time_unit)]
    pub(crate) unit: TimeUnit,
    /// Some intervals are censored, since observation ended first: the column `ended` has 0 for them, 1 for others
    #[arg(long)]
    pub(crate) unfinished: bool,
    /// A row stands for several customers: the column `customers` has their number
    #[arg(long)]
    pub(crate) counted: bool,
    /// The heading of a column in the table, if not as below; may be given several times
    #[arg(long = "column", value_name = "NAME=HEADING")]
    pub(crate) columns: Vec<String>,
    /// The decimal mark of a text table, if it cannot be inferred
    #[arg(long, value_name = "DECIMAL", value_enum)]
    pub(crate) decimal: Option<DecimalName>,
    /// The period in which hosts were observed: columns, each, or FROM..UNTIL
    ///
    /// `columns` takes it from the columns `from` and `until`, the same in every row of
    /// a host; `each` is from a host's own first start to its last end; two numbers with
    /// .. between are for all. By default: from the earliest start to the latest end.
    #[arg(long, value_name = "WINDOW", value_parser = window, allow_hyphen_values = true)]
    pub(crate) window: Option<Window>,
    /// Fit only this family to lengths
    #[arg(long, value_name = "FAMILY", value_enum)]
    pub(crate) family: Option<FamilyName>,
    /// The meaning of the column `adopters`: counts within the period, or the rate at its end
    #[arg(long, value_name = "READING", value_enum)]
    pub(crate) reading: Option<Counts>,
    /// Write a scenario with the best-fitting model to this file
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) write: Option<PathBuf>,
    /// Write parameters, models, the scenario and figures of the fit to this folder
    ///
    /// The folder has index.html, the page to open, parameters.csv, models.csv, scenario.toml, calibration.json with
    /// the checksum of the data, and figures/*.svg. A folder that is not empty is refused.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) out: Option<PathBuf>,
    /// Replace the file, and write to the folder even if it is not empty
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

/// What the data record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum About {
    /// Durations
    Intervals,
    /// Times at which hosts became available and unavailable
    Trace,
    /// Customers left after each renewal
    Cohort,
    /// Repeat purchases: frequency and recency of each customer
    Purchases,
    /// Adopters in each period
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

/// A decimal mark.
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
    /// Constant hazard
    Exponential,
    /// Falling or rising hazard
    Weibull,
    /// A product of many small factors
    LogNormal,
    /// A sum of stages
    Gamma,
    /// A mixture of two exponentials
    HyperExponential,
}

/// The meaning of figures of adopters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Counts {
    /// Adopters within the period
    Counts,
    /// The rate at the end of the period, as in many published fits
    Rate,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bazaar verify
  bazaar verify volunteer
  bazaar verify my-scenario.toml --json

A check states a metric's exact value, with its source, in a table [[checks]] of a
scenario. It agrees if the exact value lies in the 99.99% interval of the simulated
mean and that interval is as short as the check demands. Exit status 1 if a check
does not agree.")]
pub(crate) struct Verify {
    /// A model, or a scenario with checks; without it, all checks that come with the program
    #[arg(value_name = "MODEL")]
    pub(crate) subject: Option<String>,
    /// Number of threads, up to 1024; 0 = one per core
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
2020), filled in from the scenario and the model. What only the author can supply is
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
    /// Replace the file if it exists
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
    /// Print the model's full description by the ODD protocol, in Markdown
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

In a lab every student has personal values, derived from the course key and the
student's id. Correct answers, tolerances and feedback on known mistakes come from
simulation. Keep the key: grading needs it.")]
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

The key is 256 random bits, in a file that only you can read. Keep it: grading needs the
key with which the lab was released. Students must not see it.")]
    Key {
        /// Write to this file, which must not exist yet
        #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
        out: PathBuf,
    },
    /// Make a folder for each student: scenario.toml with personal values, task.md, answers.toml
    Release(CourseRelease),
    /// Pack a student's folder into one file to hand in
    #[command(after_help = "Examples:\n  bazaar course pack\n  bazaar course pack release/s001")]
    Pack {
        /// The student's folder; by default the current one
        #[arg(value_hint = ValueHint::DirPath)]
        dir: Option<PathBuf>,
    },
    /// Grade submissions: grades.csv, feedback for each student, a debrief of the class
    Grade(CourseGrade),
    /// Print the debrief of a graded class
    #[command(after_help = "Example:\n  bazaar course debrief graded")]
    Debrief {
        /// The folder that `grade` wrote
        #[arg(value_hint = ValueHint::DirPath)]
        dir: PathBuf,
    },
    /// Simulate a class to test a lab: honest students, and students who make each known mistake
    Rehearse(CourseRehearse),
    /// Write a simulated class: the folders handed out, the submissions, and the grades
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
hyphens and underscores. `bazaar course key` makes a key; words and other keys that
could be guessed are refused. The same key, lab and id always give the same values.

Each folder also has lab.html, in which students do the lab in a browser, without a
network: 2 MB, including the engine. With --link, pages of less than 100 kB share one
engine of 2 MB on a web server, which suits telephones; DIR/_links.csv lists the page of
each student: keep it to yourself.")]
pub(crate) struct CourseRelease {
    /// A lab that comes with the program, a lab.toml, or the folder that contains it
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
    /// Write small pages for a web server below DIR/_web, instead of a lab.html in each folder
    #[arg(long)]
    pub(crate) link: bool,
    /// Number of threads, up to 1024; 0 = one per core
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u16).range(0..=1024))]
    pub(crate) threads: u16,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bazaar course export labs/warm-up --roster roster.csv --key course.key --format moodle --out warm-up.xml
  bazaar course export labs/warm-up --roster roster.csv --key course.key --format qti --out warm-up.zip

The file has each question once for every set of personal values in the class, with
those values and the command that uses them. Correct answers, tolerances and feedback on
known mistakes are those of `bazaar course grade`. The file contains the answers, so
students must not see it. In GIFT no question accepts every number, so predictions are
essays there. Only `bazaar course grade` can grade designs.")]
pub(crate) struct CourseExport {
    /// A lab that comes with the program, a lab.toml, or the folder that contains it
    pub(crate) lab: String,
    /// The class, a CSV file with a column `student`
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) roster: PathBuf,
    /// The course key, which students must not see
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) key: PathBuf,
    /// The format that the system imports
    #[arg(long, value_enum)]
    pub(crate) format: QuestionFormat,
    /// Write to this file: .xml for moodle, .txt for gift, .zip for qti
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) out: PathBuf,
    /// Replace the file if it exists
    #[arg(long)]
    pub(crate) force: bool,
    /// Number of threads, up to 1024; 0 = one per core
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

All files that end in .tar in the folder and below it are graded. A file that is broken,
late, tampered with, duplicated, or of another lab or version is reported, and grading
goes on. Of several attempts of a student the last is graded. Where each student has a
folder, its name decides: the student's id, or the roster's column `folder`. Nothing is
unpacked. Moodle can import grades.csv, with students by the column `ID number`; texts
that you must read are in to_grade.csv.")]
pub(crate) struct CourseGrade {
    /// The folder with the submissions
    #[arg(value_hint = ValueHint::DirPath)]
    pub(crate) submitted: PathBuf,
    /// The course key with which the lab was released
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) key: PathBuf,
    /// Write to this folder, which must be new or empty
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) out: PathBuf,
    /// The class: grades.csv then lists these students, also those without a submission, and no others
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) roster: Option<PathBuf>,
    /// The lab, if it does not come with the program or the files are of several labs
    #[arg(long, value_name = "LAB")]
    pub(crate) lab: Option<String>,
    /// Give points for files packed by an earlier version, whose scenario and run could not be compared
    #[arg(long)]
    pub(crate) uncompared: bool,
    /// Report files packed after this day or time, such as 2026-12-01 or 2026-12-01T18:00Z
    ///
    /// A day ends at midnight UTC. The time of packing is that of the student's clock.
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub(crate) due: Option<String>,
    /// Replace earlier grades in the folder
    #[arg(long)]
    pub(crate) force: bool,
    /// Number of threads, up to 1024; 0 = one per core
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u16).range(0..=1024))]
    pub(crate) threads: u16,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bazaar course rehearse labs/warm-up --students 200
  bazaar course rehearse my-lab --students 50 --seed 2

Prints the share of honest students who have everything right; the share for whom a
known mistake can be distinguished from the right answer at the effort that the lab asks
for, and how often it is then recognised; and the share of copied answers that pass: more
and wider personal values reduce it. Do this before you give a lab of your own to a
class.")]
pub(crate) struct CourseRehearse {
    /// A lab that comes with the program, a lab.toml, or the folder that contains it
    pub(crate) lab: String,
    /// Number of students of each kind
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = students)]
    pub(crate) students: u32,
    /// Seed of their personal values and their random numbers
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,
    /// Number of threads, up to 1024; 0 = one per core
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u16).range(0..=1024))]
    pub(crate) threads: u16,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bazaar course class labs/warm-up --out class
  bazaar course class my-lab --students 12 --out class

Half of the students follow the task, the others make one known mistake each. Of the
last three, one hands in another student's scenario, one a truncated file, and one
nothing. The folder has what a lecturer has of a real class: roster.csv, course.key,
release, submitted and graded; and who.csv, which lists what each student did. Look at it
before you give a lab, or practise grading on it. Every known mistake occurs if there are
twice as many students as mistakes, and three more.")]
pub(crate) struct CourseClass {
    /// A lab that comes with the program, a lab.toml, or the folder that contains it
    pub(crate) lab: String,
    /// Number of students
    #[arg(long, value_name = "N", default_value_t = 30, value_parser = clap::value_parser!(u16).range(5..=999))]
    pub(crate) students: u16,
    /// Seed of their personal values and their random numbers
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,
    /// Write to this folder, which must be new or empty
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) out: PathBuf,
    /// Number of threads, up to 1024; 0 = one per core
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u16).range(0..=1024))]
    pub(crate) threads: u16,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bazaar book build
  bazaar book serve --port 8000

A book is a folder with a book.toml, as in mdBook. Without --dir, the program looks for
it in the current folder, in its subfolder book, and then in the folders above. If a
claim in a chapter does not hold, the exit status is 1.")]
pub(crate) struct Book {
    #[command(subcommand)]
    pub(crate) verb: BookVerb,
}

#[derive(Debug, Subcommand)]
pub(crate) enum BookVerb {
    /// Build the pages, and print the path of the first one
    Build(BookBuild),
    /// Serve the pages on this computer, and build them again whenever a chapter or scenario changes
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

The pages go to the folder that book.toml names; for Bazaar's own book it is target/book.
The folder is replaced as a whole, and only if there are no errors. The lecturer's
edition has a page with the solution after each lab, and goes to a folder of its own: the
same name followed by -lecturer. The program does not contain these pages, since students
have it too: they are beside the labs in the source, in scenarios/labs.")]
pub(crate) struct BookBuild {
    /// The folder of the book
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub(crate) dir: Option<PathBuf>,
    /// Put the pages into this folder, which must be new, empty or a built book
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub(crate) dest_dir: Option<PathBuf>,
    /// Make every run again, without using or keeping results of earlier builds
    #[arg(long)]
    pub(crate) fresh: bool,
    /// Build the lecturer's edition, which has the solutions of the labs
    #[arg(long)]
    pub(crate) lecturer: bool,
    /// Read the solutions from this folder of labs, LAB/lecturer.md; for --lecturer, where the book has none of its own
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub(crate) pages: Option<PathBuf>,
    /// Put the playground and its engine beside the pages, so that readers can run scenarios in them
    #[arg(long)]
    pub(crate) live: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  bazaar book serve
  bazaar book serve --port 8000

Only this computer can see the pages. An error in a chapter is printed here, and the
last good book stays. Ctrl-C ends.")]
pub(crate) struct BookServe {
    /// Serve at this port; 0 = any free port
    #[arg(long, value_name = "N", default_value_t = 3000)]
    pub(crate) port: u16,
    /// The folder of the book
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub(crate) dir: Option<PathBuf>,
    /// Put the pages into this folder, which must be new, empty or a built book
    #[arg(long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub(crate) dest_dir: Option<PathBuf>,
    /// Put the playground and its engine beside the pages, so that readers can run scenarios in them
    #[arg(long)]
    pub(crate) live: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Preprocess {
    /// Whether the output of directives suits this renderer
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

/// The level with which an outcome is compared: any finite number.
fn level(text: &str) -> Result<f64, String> {
    let number = text.trim().parse().ok().filter(|number: &f64| number.is_finite());
    number.ok_or_else(|| "type a number such as 0.5 or -2e3".to_owned())
}

/// The least precision. Below it, even a metric whose coefficient of variation is a fiftieth needs more replications
/// than the maximum.
const LEAST_SHARE: f64 = 1e-4;

/// A precision that is within reach of the maximum number of replications.
fn precision(text: &str) -> Result<f64, String> {
    let share = share(text)?;
    if share < LEAST_SHARE {
        return Err("this precision needs more than 100,000 replications, the maximum; type a share of at least 0.01%".to_owned());
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
        Err("the share must be above 0 and below 1; type one such as 1% or 0.01".to_owned())
    }
}

/// A count within bounds, of which the upper one has a reason.
fn count(text: &str, least: u32, most: u32, reason: &str) -> Result<u32, String> {
    let number: u64 =
        text.parse().map_err(|_| format!("`{text}` is not a whole number from {least} to {most}"))?;
    match u32::try_from(number) {
        Ok(number) if number < least => Err(format!("type a whole number from {least} to {most}")),
        Ok(number) if number <= most => Ok(number),
        _ => Err(format!("{reason}; type at most {most}")),
    }
}

fn replications(text: &str) -> Result<u32, String> {
    count(text, 1, StudySettings::MOST_REPLICATIONS, "the observations of all replications stay in memory")
}

fn points(text: &str) -> Result<u32, String> {
    count(text, 2, MOST_POINTS, "each point is a scenario that is read and run")
}

/// The number of points in which a box is searched for.
fn boxed(text: &str) -> Result<u32, String> {
    count(text, 20, MOST_POINTS, "each point is a scenario that is read and run")
}

fn students(text: &str) -> Result<u32, String> {
    let most = u32::try_from(Roster::MOST).unwrap_or(u32::MAX);
    count(text, 1, most, "runs are made for each student")
}

/// A day, which ends at midnight UTC, or a time in UTC, such as `2026-12-01T18:00:00Z`.
fn moment(text: &str) -> Result<String, String> {
    last_moment(text).ok_or_else(|| {
        "there is no such day or moment; type a day such as 2026-12-01, or a moment such as 2026-12-01T18:00Z".to_owned()
    })
}

/// A unit of time, such as `h`.
fn time_unit(text: &str) -> Result<TimeUnit, String> {
    text.parse().map_err(|error: QuantityError| format!("{}; {}", error.message(), error.help()))
}
