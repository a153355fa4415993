//! The fit as the text of a scenario that runs.
//!
//! Each kind of data has the smallest scenario that uses its parameters: intervals are the service
//! times of a queue, a trace is a class of hosts, a cohort and buyers are a subscription business,
//! adopters are the awareness of one side of a marketplace. Fitted values state their source;
//! values that the data do not identify are marked as assumptions.

use super::comparison::mean;
use super::{Fitting, Part, Sample};
use bazaar_models::quantity::TimeUnit;

/// The text of a scenario with the best fit, from data of this name whose times are in `unit`,
/// which is also the length of a cohort's contracts and of a period of adoption.
#[must_use]
pub fn scenario(sample: &Sample, parts: &[Part], unit: TimeUnit, data: &str) -> Option<String> {
    let first = Written::new(parts.first()?, unit, data)?;
    let table = match sample {
        Sample::Intervals(_) => queue(&first)?,
        Sample::Trace { hosts, .. } => crowd(&first, &Written::new(parts.get(1)?, unit, data)?, *hosts)?,
        Sample::Cohort { lost, .. } => contracts(&first, lost.len()),
        Sample::Purchases(customers) => {
            let longest = customers.iter().map(|customer| customer.observed).fold(0.0, f64::max);
            buyers(&first, longest)
        }
        Sample::Adoption(adopters) => awareness(&first, adopters.len()),
    };
    Some(table)
}

/// A fitted model, ready to be written.
struct Written<'a> {
    model: &'a Fitting,
    n: u64,
    unit: TimeUnit,
    data: String,
}

impl<'a> Written<'a> {
    fn new(part: &'a Part, unit: TimeUnit, data: &str) -> Option<Self> {
        Some(Written { model: part.models.first()?, n: part.n, unit, data: plain(data) })
    }
}

impl Written<'_> {
    fn value(&self, name: &str) -> f64 {
        let found = self.model.parameters.iter().find(|one| one.name == name);
        found.map_or(0.0, |one| rounded(one.value))
    }

    /// A time as in a scenario.
    fn time(&self, name: &str) -> String {
        format!("\"{} {}\"", self.value(name), self.unit)
    }

    /// The source of a value.
    fn source(&self) -> String {
        let errors: Vec<String> = self
            .model
            .parameters
            .iter()
            .map(|one| format!("{} {:e}", one.name, short(one.standard_error)))
            .collect();
        format!("fitted to {}, n = {}; standard errors: {}", self.data, self.n, errors.join(", "))
    }

    /// A distribution of lengths.
    fn distribution(&self) -> Option<String> {
        let (value, time) = (|name| self.value(name), |name| self.time(name));
        Some(match self.model.model {
            "exponential" => format!("{{ exponential = {{ mean = {} }} }}", time("mean")),
            "weibull" => {
                format!("{{ weibull = {{ shape = {:?}, scale = {} }} }}", value("shape"), time("scale"))
            }
            "log_normal" => format!(
                "{{ log_normal = {{ mu = {:?}, sigma = {:?}, unit = \"{}\" }} }}",
                value("mu"),
                value("sigma"),
                self.unit
            ),
            "gamma" => format!("{{ gamma = {{ shape = {:?}, scale = {} }} }}", value("shape"), time("scale")),
            "hyper_exponential" => {
                // The shares must add up to 1, so the second is computed from the first.
                let share = value("share");
                format!(
                    "{{ hyper_exponential = {{ shares = [{share:?}, {:?}], means = [{}, {}] }} }}",
                    1.0 - share,
                    time("short"),
                    time("long")
                )
            }
            _ => return None,
        })
    }
}

fn head(title: &str, description: &str, horizon: &str, replications: u32) -> String {
    format!(
        "title = \"{title}\"\ndescription = \"\"\"\n{description}\n\"\"\"\n\n\
         [study]\nhorizon = \"{horizon}\"\nreplications = {replications}\n\n"
    )
}

fn queue(fitted: &Written<'_>) -> Option<String> {
    let distribution = fitted.distribution()?;
    let (mean, unit) = (short(mean(fitted.model)), fitted.unit);
    let description = format!(
        "A queue whose service times are the intervals of {}. The arrival rate is an assumption, at which the server is \
         busy for most of the time.",
        fitted.data
    );
    Some(format!(
        "{}[model.queue]\nservice = {{ value = {distribution}, source = \"{}\" }}\n\
         arrivals = {{ value = {{ exponential = {{ mean = \"{:?} {unit}\" }} }}, source = \"assumption\" }}\n",
        head(
            "A queue with measured service times",
            &description,
            &format!("{:?} {unit}", short(2_000.0 * mean)),
            20
        ),
        fitted.source(),
        short(1.5 * mean),
    ))
}

fn crowd(available: &Written<'_>, unavailable: &Written<'_>, hosts: u32) -> Option<String> {
    let distributions = [available.distribution()?, unavailable.distribution()?];
    let description = format!(
        "As many hosts as {} has, available and away for intervals from the fitted distributions; it does not replay the \
         recorded ones.",
        available.data
    );
    Some(format!(
        "{}[model.volunteer.hosts]\ninitial = {{ value = {hosts}, source = \"as many as {} has\" }}\n\
         lifetime = {{ value = \"forever\", source = \"all hosts stay for the time of observation\" }}\n\n\
         [model.volunteer.classes.fitted]\nshare = 1\n\n\
         [model.volunteer.classes.fitted.availability.renewal]\n\
         available = {{ value = {}, source = \"{}\" }}\nunavailable = {{ value = {}, source = \"{}\" }}\n",
        head("Hosts with fitted availability", &description, "30 d", 20),
        available.data,
        distributions[0],
        available.source(),
        distributions[1],
        unavailable.source(),
    ))
}

const PRICE: &str = "price = { value = \"$100\", source = \"assumption\" }";

fn contracts(fitted: &Written<'_>, renewals: usize) -> String {
    let unit = fitted.unit;
    let description = format!(
        "A cohort as large as that of {}, whose contracts last for 1 {unit} and are renewed or not. Its survival is that of the \
         {}; simulated for twice the length of the data.",
        fitted.data,
        if fitted.model.model == "constant" { "geometric distribution" } else { "shifted beta-geometric" },
    );
    let risk = if fitted.model.model == "constant" {
        format!("{{ constant = {:?} }}", fitted.value("risk"))
    } else {
        format!("{{ beta = {{ a = {:?}, b = {:?} }} }}", fitted.value("alpha"), fitted.value("beta"))
    };
    format!(
        "{}[model.subscription]\nstart = {{ contract = 1 }}\n\
         initial = {{ contract = {{ value = {}, source = \"as many as {} has\" }} }}\n\n\
         [model.subscription.leads]\nrate = {{ value = \"0 / month\", source = \"a cohort has no later customers\" }}\n\n\
         [model.subscription.plans.contract]\n{PRICE}\nperiod = \"1 {unit}\"\n\n\
         [model.subscription.renewal]\nrisk = {{ value = {risk}, source = \"{}\" }}\n",
        head("A measured cohort", &description, &format!("{} {unit}", 2 * renewals), 20),
        fitted.n,
        fitted.data,
        fitted.source(),
    )
}

fn buyers(fitted: &Written<'_>, longest: f64) -> String {
    let unit = fitted.unit;
    let description = format!(
        "As many customers as {} has. All buy for the first time when the run begins, and again by the fitted model; \
         simulated for the longest time of observation.",
        fitted.data
    );
    format!(
        "{}[model.subscription]\nstart = {{ goods = 1 }}\n\
         initial = {{ goods = {{ value = {}, source = \"as many as {} has\" }} }}\n\n\
         [model.subscription.leads]\nrate = {{ value = \"0 / month\", source = \"assumption\" }}\n\n\
         [model.subscription.plans.goods]\n{PRICE}\n\n\
         [model.subscription.plans.goods.repeat]\n\
         bg_nbd = {{ value = {{ r = {:?}, alpha = {}, a = {:?}, b = {:?} }}, source = \"{}\" }}\n",
        head("Measured repeat purchases", &description, &format!("{:?} {unit}", rounded(longest)), 20),
        fitted.n,
        fitted.data,
        fitted.value("r"),
        fitted.time("alpha"),
        fitted.value("a"),
        fitted.value("b"),
        fitted.source(),
    )
}

fn awareness(fitted: &Written<'_>, periods: usize) -> String {
    let unit = fitted.unit;
    let description = format!(
        "Adoption as in {}: people of the potential hear of it by innovation or imitation, and take it up at \
         once; there is no other side and no price. A person stands for one unit of the data.",
        fitted.data
    );
    let source = fitted.source();
    format!(
        "{}[model.marketplace]\nparticipation = \"always\"\n\n[model.marketplace.buyers]\n\
         potential = {{ value = {:.0}, source = \"{source}\" }}\n\
         innovation = {{ value = \"{} / {unit}\", source = \"{source}\" }}\n\
         imitation = {{ value = \"{} / {unit}\", source = \"{source}\" }}\n\n\
         [model.marketplace.sellers]\npotential = 0\n\n\
         [model.marketplace.requests]\nrate = {{ value = \"0 / month\", source = \"only growth matters here\" }}\n",
        head("Measured adoption", &description, &format!("{periods} {unit}"), 5),
        fitted.value("M"),
        fitted.value("p"),
        fitted.value("q"),
    )
}

/// A name without the characters that break a text in quotes or a sentence.
fn plain(name: &str) -> String {
    let is_safe = |letter: char| !letter.is_control() && !matches!(letter, '"' | '\\');
    name.chars().map(|letter| if is_safe(letter) { letter } else { '_' }).collect()
}

/// To eight significant digits, more than the data determine.
fn rounded(value: f64) -> f64 {
    format!("{value:.7e}").parse().unwrap_or(value)
}

/// To two significant digits.
fn short(value: f64) -> f64 {
    format!("{value:.1e}").parse().unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::super::{Choice, Customer, Lifetime, Reading, calibrate};
    use super::*;

    /// The scenario of a sample, read as any other.
    fn read(sample: &Sample, family: Option<super::super::Family>, unit: &str) -> bazaar_scenario::Scenario {
        let parts = calibrate(sample, Choice { family, reading: Reading::Counts }).unwrap();
        let text = scenario(sample, &parts, unit.parse().unwrap(), "a \"name\\\n.csv").unwrap();
        let source = bazaar_scenario::Source::new("fitted.toml", text);
        bazaar_scenario::Scenario::parse(source, &[] as &[&str]).unwrap()
    }

    #[test]
    fn every_family_is_written_so_that_it_can_be_read() {
        let lengths = |k: i32| if k % 3 == 0 { f64::from(k) } else { 0.01 * f64::from(k) };
        let all: Vec<Lifetime> =
            (1..120).map(|k| Lifetime { length: lengths(k), ended: k % 10 > 0 }).collect();
        for family in super::super::FAMILIES {
            let scenario = read(&Sample::Intervals(all.clone()), Some(family), "min");
            assert!(scenario.to_toml().contains(family.name()), "{}", scenario.to_toml());
            assert!(
                scenario.sources["model.queue.service"].starts_with("fitted to a _name__"),
                "{:?}",
                scenario.sources
            );
        }
        let trace = Sample::Trace {
            available: all.clone(),
            unavailable: all,
            hosts: 12,
            availability: 0.5,
            seen: 1.0,
        };
        assert_eq!(read(&trace, None, "s").model.name(), "volunteer");
    }

    #[test]
    fn businesses_and_growth_are_written_so_that_they_can_be_read() {
        let cohort = Sample::Cohort { lost: vec![369, 163, 86, 56, 37, 27, 21], kept: 241 };
        assert_eq!(read(&cohort, None, "year").study.horizon.to_string(), "14 year");
        let customer = |repeats, last, count| Customer { repeats, last, observed: 40.0, count };
        let buyers = [
            (0, 0.0, 600),
            (1, 3.0, 60),
            (1, 20.0, 40),
            (2, 8.0, 50),
            (2, 30.0, 40),
            (4, 35.0, 30),
            (9, 38.0, 20),
        ];
        let buyers = buyers.map(|(repeats, last, count)| customer(repeats, last, count)).to_vec();
        assert_eq!(read(&Sample::Purchases(buyers), None, "week").model.name(), "subscription");
        let counts = adopters([5_000.0, 0.01, 0.5], 12);
        assert_eq!(read(&Sample::Adoption(counts), None, "year").model.name(), "marketplace");
    }

    fn adopters(parameters: [f64; 3], n: usize) -> Vec<f64> {
        super::super::adopters(parameters, n, Reading::Counts)
    }
}
