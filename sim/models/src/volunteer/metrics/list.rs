//! The list of metrics: names, units, definitions.

use crate::metric::Metric;

pub(super) const HOSTS_ACTIVE: &str = "hosts_active";
pub(super) const AVAILABILITY: &str = "availability";
pub(super) const TRANSITIONS: &str = "transitions_per_host_year";
pub(super) const COMPUTED: &str = "throughput_computed";
pub(super) const DELIVERED: &str = "throughput_delivered";
pub(super) const CREDIT: &str = "credit_granted";
pub(super) const WASTED: &str = "wasted_flops_share";
pub(super) const TURNAROUND: &str = "turnaround";
const TURNAROUND_QUANTILES: [&str; 3] = ["turnaround_p50", "turnaround_p90", "turnaround_p99"];
const BATCH: [&str; 4] = ["batch_p50", "batch_p90", "batch_p99", "batch_p100"];

pub(in crate::volunteer) const METRICS: &[Metric] = &[
    Metric {
        name: HOSTS_ACTIVE,
        unit: "hosts",
        label: "Hosts joined",
        about: "Time average of the number of hosts that have joined and not left, available or not.",
    },
    Metric {
        name: AVAILABILITY,
        unit: "share",
        label: "Availability",
        about: "Share of the joined hosts' time in which they are available.",
    },
    Metric {
        name: TRANSITIONS,
        unit: "1/year",
        label: "Transitions per host and year",
        about: "How often a host becomes available or unavailable in a year of being joined.",
    },
    Metric {
        name: "available_p50",
        unit: "h",
        label: "Available intervals, median",
        about: "Half of the intervals in which a host is available, counted as they begin, last no longer than this.",
    },
    Metric {
        name: "unavailable_p50",
        unit: "h",
        label: "Unavailable intervals, median",
        about: "Half of the intervals in which a host is unavailable, counted as they begin, last no longer than this.",
    },
    Metric {
        name: "joins_per_year",
        unit: "hosts/year",
        label: "Hosts that join in a year",
        about: "Hosts that joined during the run, scaled to a year.",
    },
    Metric {
        name: "departures_per_year",
        unit: "hosts/year",
        label: "Hosts that leave in a year",
        about: "Hosts that left for good during the run, scaled to a year.",
    },
    Metric {
        name: "throughput_gross",
        unit: "FLOPS",
        label: "Gross throughput",
        about: "Peak of all joined hosts, as if they were always available and did nothing else; graphics processors count if an application uses them.",
    },
    Metric {
        name: COMPUTED,
        unit: "FLOPS",
        label: "Computed throughput",
        about: "What hosts computed while available, whatever became of it.",
    },
    Metric {
        name: DELIVERED,
        unit: "FLOPS",
        label: "Delivered throughput",
        about: "Work of jobs with a canonical result, each counted once however many copies it took.",
    },
    Metric {
        name: "results_returned",
        unit: "results/d",
        label: "Results returned",
        about: "Results that hosts reported in a day, errors and late ones included.",
    },
    Metric {
        name: "jobs_completed",
        unit: "jobs/d",
        label: "Jobs completed",
        about: "Jobs that got a canonical result in a day.",
    },
    Metric {
        name: "jobs_failed",
        unit: "jobs/d",
        label: "Jobs failed",
        about: "Jobs that were given up in a day, because of too many errors, too many copies, or no agreement.",
    },
    Metric {
        name: TURNAROUND,
        unit: "h",
        label: "Turnaround",
        about: "Mean time from the sending of a result to its report, over successful results.",
    },
    Metric {
        name: TURNAROUND_QUANTILES[0],
        unit: "h",
        label: "Turnaround, median",
        about: "Half of the successful results were reported within this time after they were sent.",
    },
    Metric {
        name: TURNAROUND_QUANTILES[1],
        unit: "h",
        label: "Turnaround, 90th percentile",
        about: "Nine tenths of the successful results were reported within this time after they were sent.",
    },
    Metric {
        name: TURNAROUND_QUANTILES[2],
        unit: "h",
        label: "Turnaround, 99th percentile",
        about: "All but a hundredth of the successful results were reported within this time after they were sent.",
    },
    Metric {
        name: "deadline_miss_rate",
        unit: "share",
        label: "Deadlines missed",
        about: "Deadlines that passed without a reply, over results sent.",
    },
    Metric {
        name: "replication_overhead",
        unit: "copies/job",
        label: "Copies per completed job",
        about: "Copies that were sent of jobs that were completed, for each of these jobs.",
    },
    Metric {
        name: WASTED,
        unit: "share",
        label: "Computing wasted",
        about: "Share of what was computed that was lost since a checkpoint, ended in an error, was invalid, came too late or was abandoned.",
    },
    Metric {
        name: "wrong_accepted_rate",
        unit: "share",
        label: "Wrong results accepted",
        about: "Share of the completed jobs whose canonical result is wrong.",
    },
    Metric {
        name: CREDIT,
        unit: "credits/d",
        label: "Credit granted",
        about: "Credit for valid results in a day; computing at 1 GFLOPS for a day is worth 200.",
    },
    Metric {
        name: "credit_to_cheaters",
        unit: "credits/d",
        label: "Credit to cheaters",
        about: "Credit in a day for results that were made up.",
    },
    Metric {
        name: "fairness_share_error",
        unit: "share",
        label: "Deviation from resource shares",
        about: "Half the sum of the differences between the projects' parts of what was computed and their resource shares among those that have started and not ended, averaged over time; 0 is fair.",
    },
    Metric {
        name: "server_load",
        unit: "tasks/d",
        label: "Server load",
        about: "Tasks that the projects' servers handed out in a day.",
    },
    Metric {
        name: "tasks_running",
        unit: "tasks",
        label: "Tasks being computed",
        about: "Time average of the number of tasks that hosts are computing: one on each busy core or graphics processor.",
    },
    Metric {
        name: BATCH[0],
        unit: "h",
        label: "Half of the batch",
        about: "Time from the start of the project until half of the jobs of its batch were completed.",
    },
    Metric {
        name: BATCH[1],
        unit: "h",
        label: "Nine tenths of the batch",
        about: "Time from the start of the project until 90% of the jobs of its batch were completed.",
    },
    Metric {
        name: BATCH[2],
        unit: "h",
        label: "All but a hundredth of the batch",
        about: "Time from the start of the project until 99% of the jobs of its batch were completed.",
    },
    Metric {
        name: BATCH[3],
        unit: "h",
        label: "The whole batch",
        about: "Time from the start of the project until the last job of its batch was completed.",
    },
    Metric {
        name: "storage_gross",
        unit: "B",
        label: "Storage of all joined hosts",
        about: "Disk offered by all joined hosts, as if they were always available, time average.",
    },
    Metric {
        name: "storage_available",
        unit: "B",
        label: "Storage available",
        about: "Disk offered by hosts while available, time average.",
    },
    Metric {
        name: "energy_cost_owner",
        unit: "$/month",
        label: "Owner's energy cost over idling",
        about: "What computing adds to a host's monthly bill if it would otherwise idle, averaged over joined hosts.",
    },
    Metric {
        name: "energy_cost_owner_over_off",
        unit: "$/month",
        label: "Owner's energy cost over off",
        about: "What computing adds to a host's monthly bill if it would otherwise be off, averaged over joined hosts.",
    },
    Metric {
        name: "energy_cost_per_tflops_year",
        unit: "$",
        label: "Owners' energy per TFLOPS-year",
        about: "What all owners pay for power over idling, for each TFLOPS delivered during a year.",
    },
    Metric {
        name: "cost_per_tflops_year",
        unit: "$",
        label: "Project's cost per TFLOPS-year",
        about: "What the projects pay for each TFLOPS delivered during a year; their volunteers' power is not included.",
    },
    Metric {
        name: "cluster_cost_ratio",
        unit: "",
        label: "Cluster's cost over the project's",
        about: "How many times more a cluster would cost for the same throughput.",
    },
    Metric {
        name: "cloud_cost_ratio",
        unit: "",
        label: "Cloud's cost over the project's",
        about: "How many times more a cloud would cost for the same throughput.",
    },
];
