//! The meaning of a parameter, from the JSON Schema of scenarios: description, default, range, words.

use serde_json::Value;

/// The keyword with the kind of assumption that a parameter is; editors ignore it.
pub(crate) const DOUBT: &str = "x-doubt";

/// Says in words which values a parameter takes, where the schema has no bounds for them: quantities are texts.
pub(crate) const RANGE: &str = "x-range";

/// A place in the schema, found by following a scenario's tables and keys.
#[derive(Clone, Copy, Debug)]
pub struct Meaning<'a> {
    root: &'a Value,
    at: &'a Value,
    /// The schema of the key itself, whose description takes precedence over that of its type.
    key: &'a Value,
    /// The schema of the variant of a choice that this is the key of, and which has the description.
    variant: Option<&'a Value>,
    /// The schema of the table that one names this in oneself. Plain values have no description
    /// of their own there.
    named_in: Option<&'a Value>,
}

impl<'a> Meaning<'a> {
    /// The whole scenario, of which this is the [schema](crate::schema()).
    #[must_use]
    pub fn new(root: &'a Value) -> Self {
        Meaning { root, at: root, key: root, variant: None, named_in: None }
    }

    /// The place under a key, if the schema has it.
    #[must_use]
    pub fn child(&self, key: &str) -> Option<Self> {
        let here = self.element();
        let properties = |schema: &'a Value| schema.get("properties").and_then(|all| all.get(key));
        let place = |key, variant, named_in| {
            let at = self.resolve(key);
            Meaning { root: self.root, at, key, variant, named_in }
        };
        if let Some(known) = properties(here) {
            return Some(place(known, None, None));
        }
        let mut variants = here.get("oneOf").and_then(Value::as_array).into_iter().flatten();
        if let Some((variant, known)) = variants.find_map(|variant| Some((variant, properties(variant)?))) {
            return Some(place(known, Some(variant), None));
        }
        let free = here.get("additionalProperties").filter(|schema| schema.is_object())?;
        Some(place(free, None, Some(self.key)))
    }

    /// Every key that can follow, in order of name; `NAME` where users choose names.
    #[must_use]
    pub fn children(&self) -> Vec<(String, Self)> {
        let here = self.element();
        let properties = here.get("properties").and_then(Value::as_object);
        let names = properties.into_iter().flat_map(|all| all.keys().cloned());
        let free = here.get("additionalProperties").is_some_and(Value::is_object);
        names
            .chain(free.then(|| "NAME".to_owned()))
            .filter_map(|name| Some((name.clone(), self.child(&name)?)))
            .collect()
    }

    /// The keys of which exactly one can follow, such as the families of a distribution.
    #[must_use]
    pub fn choices(&self) -> Vec<(String, Self)> {
        let choices = self.at.get("oneOf").and_then(Value::as_array).into_iter().flatten();
        let names =
            choices.filter_map(|choice| choice.get("properties")?.as_object()).flat_map(|all| all.keys());
        names.filter_map(|name| Some((name.clone(), self.child(name)?))).collect()
    }

    /// The default value, as a scenario writes it.
    #[must_use]
    pub fn default(&self) -> Option<String> {
        self.key.get("default").map(written)
    }

    /// Whether the model declares this as part of the initial state.
    #[must_use]
    pub fn is_start(&self) -> bool {
        self.key.get(DOUBT).is_some_and(|doubt| doubt == "start")
    }

    /// Which values may stand here, in the words of a scenario: `from 1 to 100000`, `above 0 h`. None where the schema
    /// says no more than that a number is not negative.
    #[must_use]
    pub fn range(&self) -> Option<String> {
        if let Some(words) = self.key.get(RANGE).and_then(Value::as_str) {
            return Some(words.to_owned());
        }
        let bound = |key: &str| {
            let written = written(self.at.get(key)?);
            Some(written.strip_suffix(".0").unwrap_or(&written).to_owned())
        };
        let least = bound("minimum");
        let above = bound("exclusiveMinimum").map(|least| format!("above {least}"));
        let most = bound("maximum").map(|most| (format!(" to {most}"), format!("at most {most}")));
        let below = bound("exclusiveMaximum").map(|most| format!("below {most}"));
        match (least, above, most, below) {
            (Some(least), None, Some((to, _)), _) => Some(format!("from {least}{to}")),
            (least, above, most, below) => {
                let least = least.filter(|least| least != "0").map(|least| format!("at least {least}"));
                let most = most.map(|(_, most)| most);
                let bounds: Vec<String> = [above.or(least), most.or(below)].into_iter().flatten().collect();
                (!bounds.is_empty()).then(|| bounds.join(" and "))
            }
        }
    }

    /// Whether a distribution of intervals of time may stand here, and nothing else.
    #[must_use]
    pub fn is_distribution(&self) -> bool {
        self.root.pointer("/definitions/Distribution").is_some_and(|one| std::ptr::eq(one, self.at))
    }

    /// Whether this is the same table as another: its keys have the same meanings.
    #[must_use]
    pub fn is_same_table(&self, other: &Self) -> bool {
        self.is_table() && std::ptr::eq(self.at, other.at)
    }

    /// Whether the things in this table are named by oneself.
    pub(crate) fn holds_names(&self) -> bool {
        self.at.get("additionalProperties").is_some_and(Value::is_object)
    }

    /// The names of the things that stand here by default, where one names them oneself.
    pub(crate) fn names(&self) -> Option<Vec<String>> {
        let default = self.key.get("default").filter(|_| self.holds_names())?.as_object()?;
        Some(default.keys().cloned().collect())
    }

    /// Whether this key is required.
    #[must_use]
    pub fn requires(&self, key: &str) -> bool {
        let required = self.element().get("required").and_then(Value::as_array);
        required.into_iter().flatten().any(|one| one == key)
    }

    /// Whether keys follow here, each with a meaning of its own.
    #[must_use]
    pub fn is_table(&self) -> bool {
        self.at.get("properties").is_some() || self.holds_names()
    }

    /// Whether this is an entry that users name, such as a plan or a region.
    #[must_use]
    pub fn is_named_by_oneself(&self) -> bool {
        self.named_in.is_some()
    }

    /// The words that are allowed here, in their order: `search` and `function` for matching.
    #[must_use]
    pub fn words(&self) -> Vec<String> {
        let choices = ["oneOf", "anyOf"].into_iter().filter_map(|key| self.at.get(key)?.as_array()).flatten();
        let listed = |schema: &'a Value| schema.get("enum").and_then(Value::as_array).into_iter().flatten();
        let of = |schema: &'a Value| schema.get("const").into_iter().chain(listed(schema));
        let all = of(self.at).chain(choices.flat_map(of));
        all.filter_map(Value::as_str).map(str::to_owned).collect()
    }

    /// The words of a choice, each with a meaning of its own.
    pub(crate) fn alternatives(&self) -> Vec<String> {
        let choices = self.at.get("oneOf").and_then(Value::as_array).into_iter().flatten();
        choices.filter_map(|choice| choice.get("const")?.as_str()).map(str::to_owned).collect()
    }

    /// What it means.
    #[must_use]
    pub fn description(&self) -> Option<String> {
        let described = |schema: &Value| schema.get("description").and_then(Value::as_str).map(str::to_owned);
        described(self.key)
            .or_else(|| self.variant.and_then(described))
            .or_else(|| described(self.at))
            .or_else(|| self.named_in.and_then(described))
            .map(|text| text.replace('\n', " "))
    }

    /// The schema of an element of a list of tables, `[[checks]]`; else the schema of this place.
    fn element(&self) -> &'a Value {
        self.at.get("items").map_or(self.at, |items| self.resolve(items))
    }

    /// The plain form of a value: not the reference to it, nor a list of it to sweep over.
    fn resolve(&self, schema: &'a Value) -> &'a Value {
        if let Some(plain) = schema.pointer("/anyOf/0") {
            return self.resolve(plain);
        }
        let reference = schema.get("$ref").or_else(|| schema.pointer("/allOf/0/$ref"));
        let target = reference
            .and_then(Value::as_str)
            .and_then(|path| path.strip_prefix('#'))
            .and_then(|path| self.root.pointer(path));
        target.map_or(schema, |target| self.resolve(target))
    }
}

/// A value of the schema as a scenario writes it.
fn written(value: &Value) -> String {
    match value {
        Value::Object(entries) if entries.is_empty() => "{}".to_owned(),
        Value::Object(entries) => {
            let entries: Vec<String> =
                entries.iter().map(|(key, value)| format!("{key} = {}", written(value))).collect();
            format!("{{ {} }}", entries.join(", "))
        }
        Value::Array(elements) => {
            format!("[{}]", elements.iter().map(written).collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_default_is_written_as_in_a_scenario() {
        let schema = crate::schema();
        let path = ["model", "volunteer", "hosts", "lifetime"];
        let place = path.iter().try_fold(Meaning::new(&schema), |place, key| place.child(key)).unwrap();
        assert_eq!(place.default().unwrap(), "{ exponential = { mean = \"91 d\" } }");
    }

    #[test]
    fn a_path_leads_to_its_description() {
        let schema = crate::schema();
        let root = Meaning::new(&schema);
        let place =
            ["model", "volunteer", "hosts"].iter().try_fold(root, |place, key| place.child(key)).unwrap();
        assert!(place.is_table());
        let initial = place.child("initial").unwrap();
        assert!(!initial.is_table());
        assert!(initial.description().unwrap().starts_with("How many hosts"), "{initial:?}");
        let class = ["model", "volunteer", "classes", "mine", "share"];
        let share = class.iter().try_fold(root, |place, key| place.child(key)).unwrap();
        assert!(share.description().unwrap().starts_with("Share of the hosts"), "{share:?}");
        let start = ["model", "subscription", "start", "free"];
        let start = start.iter().try_fold(root, |place, key| place.child(key)).unwrap();
        assert!(start.description().unwrap().starts_with("Share of sign-ups"), "{start:?}");
        assert!(root.child("nosuch").is_none());
    }

    #[test]
    fn the_range_of_a_number_is_known() {
        let schema = crate::schema();
        let range = |path: &[&str]| {
            let root = Meaning::new(&schema).child("model");
            path.iter().try_fold(root.unwrap(), |place, key| place.child(key)).unwrap().range()
        };
        assert_eq!(range(&["platform", "help_desk", "agents"]).unwrap(), "from 1 to 100000");
        assert_eq!(range(&["queue", "servers"]).unwrap(), "at least 1");
        assert_eq!(range(&["volunteer", "projects", "mine", "resource_share"]).unwrap(), "above 0");
        assert_eq!(range(&["marketplace", "churn", "kappa"]).unwrap(), "from 0 to 20");
        assert_eq!(range(&["queue", "arrivals"]), None);
    }

    #[test]
    fn the_range_of_a_quantity_is_known() {
        let schema = crate::schema();
        let range = |path: &[&str]| {
            let root = Meaning::new(&schema).child("model");
            path.iter().try_fold(root.unwrap(), |place, key| place.child(key)).unwrap().range()
        };
        let of = |path: &[&str]| range(path).unwrap();
        assert_eq!(of(&["platform", "finance", "burn_over"]), "at least 1 month");
        assert_eq!(of(&["volunteer", "people", "patience"]), "above 0 h");
        assert_eq!(of(&["marketplace", "churn", "elsewhere"]), "above $0");
        assert_eq!(of(&["referral", "partners", "friends", "leads"]), "at most 10000 / h");
        assert_eq!(of(&["marketplace", "cities", "mine", "width"]), "from 1 m to 1e8 m");
        assert_eq!(of(&["volunteer", "client", "active"]), "above 0 and at most 1");
        assert_eq!(of(&["referral", "recruiting", "leave_first_month"]), "above 0 and below 1");
        assert_eq!(of(&["referral", "fraud"]), "at most 0.9");
        assert_eq!(of(&["volunteer", "people", "willing"]), "from 0 to 1");
        let diurnal = ["volunteer", "classes", "mine", "availability", "diurnal", "begins"];
        assert_eq!(of(&diurnal), "below 1 d");
        let supply = ["volunteer", "applications", "mine", "supply", "burst", "every"];
        assert_eq!(of(&supply), "above 0 h");
        assert_eq!(of(&["referral", "invitations", "count", "poisson"]), "at most 1000");
        assert_eq!(of(&["volunteer", "regions", "mine", "utc_offset"]), "from -12 to 14");
        assert_eq!(of(&["subscription", "features", "mine", "mean"]), "0, or from 1e-9 to 1e6");
        assert_eq!(range(&["marketplace", "churn", "rate"]), None);
    }

    #[test]
    fn a_choice_has_its_words_and_a_name_of_ones_own_is_known_as_such() {
        let schema = crate::schema();
        let at = |path: &[&str]| {
            path.iter().try_fold(Meaning::new(&schema), |place, key| place.child(key)).unwrap()
        };
        assert_eq!(at(&["model", "marketplace", "matching"]).words(), ["search", "function"]);
        assert_eq!(at(&["model", "volunteer", "hosts", "arrivals"]).words(), ["steady", "none"]);
        assert!(at(&["model", "queue", "servers"]).words().is_empty());
        assert!(at(&["model", "subscription", "plans", "paid"]).is_named_by_oneself());
        assert!(!at(&["model", "subscription", "plans", "paid", "trial"]).is_named_by_oneself());
    }
}
