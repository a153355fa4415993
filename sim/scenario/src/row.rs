//! Every parameter below a table of the schema, one by one: what the book and the models' READMEs show of them.

use crate::meaning::Meaning;

/// A parameter, with what the schema says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The keys that lead to it, its own last; `NAME` where one names things oneself.
    pub path: Vec<String>,
    /// What it means.
    pub meaning: String,
    /// What stands there if a scenario says nothing; of things that one names oneself, their names.
    pub default: LeftOut,
    /// Which values it takes, in words.
    pub range: Option<String>,
    /// The words of a choice, and the keys of which one may follow: `"steady"`, `{ rate = ... }`.
    pub forms: Vec<String>,
}

/// What stands where a scenario says nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// This value, as a scenario writes it.
    Value(String),
    /// Nothing.
    Nothing,
    /// The scenario must say something.
    Refused,
}

impl<'a> Meaning<'a> {
    /// Every parameter below this place, to which the keys lead: the values of a table, and then the tables in it, each
    /// with its values but for those that stand `elsewhere`. Among tables only those have a row that may be absent or
    /// that hold things one names oneself. A choice is followed by what its variants hold, a list of
    /// tables by their keys. The families of a distribution are the same everywhere, and left out.
    #[must_use]
    pub fn rows(&self, path: &[String], elsewhere: &dyn Fn(&[String], &Meaning<'a>) -> bool) -> Vec<Row> {
        let mut rows = Vec::new();
        self.collect(&mut path.to_vec(), elsewhere, &mut rows);
        rows
    }

    fn collect(
        &self,
        path: &mut Vec<String>,
        elsewhere: &dyn Fn(&[String], &Meaning<'a>) -> bool,
        rows: &mut Vec<Row>,
    ) {
        let mut following = self.children();
        if !self.is_distribution() {
            following.extend(self.choices());
        }
        let (tables, values): (Vec<_>, Vec<_>) =
            following.into_iter().partition(|(_, place)| place.is_table());
        for (key, place) in values.into_iter().chain(tables) {
            let is_required = self.requires(&key);
            path.push(key);
            // A table with values of its own has no row: they are listed one by one.
            if let Some(value) = place.named_value() {
                path.push("NAME".to_owned());
                rows.push(Row { range: value.range(), ..place.row(path, is_required) });
                path.pop();
            } else {
                if !place.is_table() || place.holds_names() || place.may_be_absent(is_required) {
                    rows.push(place.row(path, is_required));
                }
                if !elsewhere(path, &place) {
                    place.collect(path, elsewhere, rows);
                }
            }
            path.pop();
        }
    }

    /// What stands under each name here, if that is a single value.
    fn named_value(&self) -> Option<Self> {
        self.child("NAME").filter(|value| value.is_named_by_oneself() && !value.is_table())
    }

    /// Whether nothing stands here if a scenario says nothing.
    fn may_be_absent(&self, is_required: bool) -> bool {
        !is_required && !self.is_named_by_oneself() && self.default().is_none()
    }

    fn row(&self, path: &[String], is_required: bool) -> Row {
        let names = self.names().filter(|names| !names.is_empty() && self.named_value().is_none());
        let default = match names.map(|names| names.join(", ")).or_else(|| self.default()) {
            Some(default) => LeftOut::Value(default),
            None if is_required => LeftOut::Refused,
            None => LeftOut::Nothing,
        };
        let words = self.alternatives().into_iter().map(|word| format!("\"{word}\""));
        let keys = self.choices().into_iter().map(|(key, _)| format!("{{ {key} = ... }}"));
        Row {
            path: path.to_vec(),
            meaning: self.description().unwrap_or_default(),
            default,
            range: self.range(),
            forms: words.chain(keys).filter(|_| !self.is_distribution()).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(path: &[&str]) -> Vec<Row> {
        let schema = crate::schema();
        let path: Vec<String> = path.iter().map(|&key| key.to_owned()).collect();
        let place = path.iter().try_fold(Meaning::new(&schema), |place, key| place.child(key)).unwrap();
        place.rows(&path[2..], &|_, _| false)
    }

    fn of<'r>(rows: &'r [Row], path: &str) -> &'r Row {
        rows.iter().find(|row| row.path.join(".") == path).unwrap()
    }

    #[test]
    fn values_come_before_tables_and_what_a_choice_holds_after_it() {
        let paths: Vec<String> =
            rows(&["model", "volunteer", "hosts"]).iter().map(|row| row.path.join(".")).collect();
        assert_eq!(
            paths,
            [
                "hosts.arrivals",
                "hosts.arrivals.rate",
                "hosts.initial",
                "hosts.join_state",
                "hosts.lifetime",
                "hosts.start"
            ]
        );
        let rows = rows(&["model", "volunteer"]);
        let at = |path: &str| rows.iter().position(|row| row.path.join(".") == path).unwrap();
        assert!(at("steps") < at("hosts.initial") && at("people.patience") < at("people.teams.count"));
    }

    #[test]
    fn a_row_has_default_range_and_words() {
        let all = rows(&["model", "volunteer"]);
        assert_eq!(of(&all, "steps").forms, ["\"walked\"", "\"queued\""]);
        let arrivals = of(&all, "hosts.arrivals");
        assert_eq!(arrivals.forms, ["\"steady\"", "\"none\"", "{ rate = ... }"]);
        assert_eq!(arrivals.default, LeftOut::Value("\"steady\"".to_owned()));
        assert_eq!(of(&all, "regions.NAME.share").default, LeftOut::Refused);
        assert_eq!(of(&all, "people.patience").default, LeftOut::Nothing);
        assert_eq!(
            of(&all, "classes").default,
            LeftOut::Value("always_on, desktop, diurnal, random".to_owned())
        );
        assert!(of(&all, "hosts.lifetime").forms.is_empty());
        let burst = of(&all, "applications.NAME.supply.burst.every");
        assert_eq!((burst.default.clone(), burst.range.as_deref()), (LeftOut::Refused, Some("above 0 h")));
        assert!(of(&all, "applications.NAME.supply.stream").meaning.starts_with("A constant rate of jobs"));
        assert_eq!(of(&all, "applications.NAME.supply.burst").default, LeftOut::Nothing);
        assert!(
            !all.iter().any(|row| row.path.join(".") == "people.teams" || row.path == ["classes", "NAME"])
        );
        let queue = rows(&["model", "queue"]);
        assert_eq!(queue.len(), 3, "families of a distribution are no parameters of their own: {queue:?}");
    }

    #[test]
    fn a_list_of_tables_is_followed_by_their_keys() {
        let moves = rows(&["model", "subscription"]);
        assert_eq!(of(&moves, "moves").default, LeftOut::Value("[]".to_owned()));
        assert_eq!(of(&moves, "moves.at").default, LeftOut::Refused);
    }

    #[test]
    fn values_that_one_names_oneself_have_one_row() {
        let all = rows(&["model", "subscription"]);
        let start = of(&all, "start.NAME");
        assert_eq!(start.default, LeftOut::Value("{ free = 1.0 }".to_owned()));
        assert_eq!(start.range.as_deref(), Some("from 0 to 1"));
        let per_use = of(&all, "plans.NAME.per_use.NAME");
        assert!(per_use.meaning.starts_with("What each use"), "{per_use:?}");
        assert_eq!(per_use.default, LeftOut::Value("{}".to_owned()));
        assert!(!all.iter().any(|row| row.path == ["start"]));
    }
}
