//! Suggestions: did you mean …?

/// The candidate most similar to the typed text, if one is similar enough.
pub fn did_you_mean<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    /// The least similarity: about two thirds of the letters, or a common prefix.
    const NEAR: f64 = 0.6;
    let typed = typed.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| {
            let known = candidate.to_lowercase();
            let similarity = strsim::normalized_damerau_levenshtein(&typed, &known);
            let part = typed.len() >= 3 && (known.contains(&typed) || typed.contains(&known));
            (if part { similarity.max(NEAR) } else { similarity }, candidate)
        })
        .filter(|(similarity, _)| *similarity >= NEAR)
        .max_by(|(left, _), (right, _)| left.total_cmp(right))
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_is_understood() {
        let keys = ["arrivals", "service", "servers"];
        assert_eq!(did_you_mean("arivals", keys), Some("arrivals"));
        assert_eq!(did_you_mean("server", keys), Some("servers"));
        assert_eq!(did_you_mean("SERVICE", keys), Some("service"));
        assert_eq!(did_you_mean("delay", ["delay_bound", "quorum"]), Some("delay_bound"));
    }

    #[test]
    fn what_resembles_nothing_is_left_alone() {
        assert_eq!(did_you_mean("colour", ["arrivals", "service"]), None);
        assert_eq!(did_you_mean("", ["arrivals"]), None);
    }
}
