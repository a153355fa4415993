//! The validator (rule 4): determines which of several results is right.
//!
//! The server does not know the right result. It compares results in pairs and takes one that agrees with
//! enough others, itself included, as *canonical*. More than half of the quorum is enough, so wrong results
//! are accepted only if enough of them agree.

use super::job::Answer;

/// The number of results that must agree, the canonical one included.
pub(super) fn agreement(min_quorum: u8) -> usize {
    usize::from(min_quorum) / 2 + 1
}

/// The answer of enough results, if there is one.
pub(super) fn canonical(answers: impl Iterator<Item = Answer> + Clone, min_quorum: u8) -> Option<Answer> {
    let needed = agreement(min_quorum);
    answers.clone().find(|answer| answers.clone().filter(|other| other == answer).count() >= needed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn canonical(answers: &[Answer], min_quorum: u8) -> Option<Answer> {
        super::canonical(answers.iter().copied(), min_quorum)
    }

    #[test]
    fn more_than_half_of_the_quorum_must_agree() {
        let (right, one, other) = (Answer::RIGHT, Answer::wrong(1), Answer::wrong(2));
        assert_eq!(canonical(&[right], 1), Some(right));
        assert_eq!(canonical(&[right, one], 2), None);
        assert_eq!(canonical(&[right, one, right], 2), Some(right));
        assert_eq!(canonical(&[one, right, right], 3), Some(right));
        assert_eq!(canonical(&[one, right, other], 3), None);
        assert_eq!(canonical(&[right, right, one, other], 4), None);
        assert_eq!(canonical(&[right, right, one, right], 4), Some(right));
    }

    #[test]
    fn those_who_collude_agree_and_those_who_err_do_not() {
        assert_eq!(canonical(&[Answer::AGREED_ON, Answer::AGREED_ON], 2), Some(Answer::AGREED_ON));
        assert!(!Answer::AGREED_ON.is_right() && !Answer::wrong(0).is_right());
        assert!(Answer::right_for(3).is_right());
        assert_eq!(canonical(&[Answer::right_for(0), Answer::right_for(1)], 2), None);
    }
}
