//! Jobs (work units), and the copies of them that hosts compute.

/// Stands for no job or no result.
pub(in crate::volunteer) const NONE: u32 = u32::MAX;

/// The numeric class of a job that may go to any host.
pub(super) const ANY_CLASS: u16 = u16::MAX;

/// The state of a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Progress {
    /// It may still get a canonical result.
    Undecided,
    /// There is a canonical result.
    Done,
    /// There will be no canonical result.
    Failed,
}

/// A job (work unit). Counts are of its copies; none exceeds `max_total_results`, which is at most 255.
#[derive(Clone, Copy, Debug)]
pub(super) struct Job {
    pub(super) app: u16,
    /// The numeric class that the first copy was sent to, under homogeneous redundancy.
    pub(super) class: u16,
    /// How many results must be there before they are compared.
    pub(super) quorum: u8,
    /// How many copies are wanted.
    pub(super) target: u8,
    /// Copies made, whether sent or not.
    pub(super) total: u8,
    /// Copies that wait to be sent.
    pub(super) unsent: u8,
    /// Copies with hosts, before their deadline.
    pub(super) in_progress: u8,
    /// Successful results that were not found invalid.
    pub(super) successes: u8,
    /// Client errors and invalid results.
    pub(super) errors: u8,
    /// Copies that are in progress, or past their deadline and still with a host.
    pub(super) open: u8,
    pub(super) progress: Progress,
    /// Whether a success was reported that has not been compared with the others.
    pub(super) compare: bool,
    /// Whether a copy was lost, so that those still to be sent replace it.
    pub(super) retried: bool,
    /// The canonical answer, once there is one.
    pub(super) answer: Answer,
    /// The credit granted for a valid result, once it is known.
    pub(super) granted: f32,
    /// The first of its results; the others follow by `JobResult::next`.
    pub(super) first: u32,
    /// Distinguishes this job from others that had its slot before.
    pub(super) serial: u32,
}

/// The content of a result. Only whether two agree matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::volunteer) struct Answer(u32);

impl Answer {
    /// The right one.
    pub(in crate::volunteer) const RIGHT: Answer = Answer(0);
    /// The one that colluding hosts make up.
    pub(in crate::volunteer) const AGREED_ON: Answer = Answer(1);
    const FIRST_CLASS: u32 = 2;
    const UNIQUE: u32 = 1 << 31;

    /// The right one, with the last digits of a numeric class.
    pub(in crate::volunteer) const fn right_for(class: u16) -> Self {
        Answer(Self::FIRST_CLASS + class as u32)
    }

    /// A wrong one like no other.
    pub(in crate::volunteer) const fn wrong(number: u32) -> Self {
        Answer(Self::UNIQUE | number)
    }

    pub(in crate::volunteer) const fn is_right(self) -> bool {
        self.0 == Self::RIGHT.0 || (self.0 >= Self::FIRST_CLASS && self.0 < Self::UNIQUE)
    }
}

/// The state of a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// A host has it, and its deadline has not passed.
    InProgress,
    /// Its deadline passed before the host reported.
    NoReply,
    /// The host reported an error.
    ClientError,
    /// The host reported success; it waits for others to be compared with.
    Inconclusive,
    /// It agrees with the canonical result.
    Valid,
    /// It does not.
    Invalid,
    /// It came after the job was decided.
    TooLate,
}

/// A result: one copy of a job on one host, as the server sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct JobResult {
    pub(super) job: u32,
    /// The next result of the same job.
    pub(super) next: u32,
    pub(super) host: u32,
    /// Which of the hosts that had this slot.
    pub(super) incarnation: u32,
    /// The volunteer who owns the host.
    pub(super) owner: u32,
    /// Distinguishes this result from others that had its slot before.
    pub(super) serial: u32,
    pub(super) sent: f64,
    /// What the host computed for it, in floating-point operations.
    pub(super) work: f64,
    pub(super) answer: Answer,
    /// The credit that the host claims.
    pub(super) claim: f32,
    pub(super) state: State,
    /// Whether a host has it.
    pub(super) held: bool,
    /// Whether a fabricator made it up.
    pub(super) fabricated: bool,
    /// Which of the application's deadlines it has: its own or that of a retry.
    pub(super) shortened: bool,
}
