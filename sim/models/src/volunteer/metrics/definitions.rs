//! The metrics: definitions and formulas.

use super::fairness::unfairness;
use super::view::{HOURS_PER_MONTH, HOURS_PER_YEAR, View, mean};
use crate::metrics::{metrics, ratio, share};
use crate::volunteer::server::Fate;

metrics! { |view: &View<'_>|

    /// Time average of the number of hosts that have joined and not left, available or not.
    hosts_active: "hosts", "Hosts joined" => view.per_hour(view.total.joined);

    /// Share of the joined hosts' time in which they are available.
    availability: "share", "Availability" => ratio(view.total.available, view.total.joined);

    /// How often a host becomes available or unavailable in a year of being joined.
    transitions_per_host_year: "1/year", "Transitions per host and year" =>
        ratio(view.total.transitions as f64, view.total.joined / HOURS_PER_YEAR);

    /// Half of the intervals in which a host is available, counted as they begin, last no longer than this.
    available_p50: "h", "Available intervals, median" => view.sums.fleet.intervals[1].quantile(0.5);

    /// Half of the intervals in which a host is unavailable, counted as they begin, last no longer than this.
    unavailable_p50: "h", "Unavailable intervals, median" => view.sums.fleet.intervals[0].quantile(0.5);

    /// Hosts that joined during the run, scaled to a year.
    joins_per_year: "hosts/year", "Hosts that join in a year" => view.per_year(view.sums.fleet.joins);

    /// Hosts that left for good during the run, scaled to a year.
    departures_per_year: "hosts/year", "Hosts that leave in a year" =>
        view.per_year(view.sums.fleet.departures);

    /// Peak of all joined hosts, as if they were always available and did nothing else; graphics processors
    /// count if an application uses them.
    throughput_gross: "FLOPS", "Gross throughput" =>
        view.per_hour(view.of_groups(|group, sums| group.peak * sums.joined));

    /// What hosts computed while available, whatever its outcome.
    throughput_computed: "FLOPS", "Computed throughput" => view.server.and(view.flops(view.computed));

    /// Work of jobs with a canonical result, each counted once however many copies it took.
    throughput_delivered: "FLOPS", "Delivered throughput" => view.flops(view.server?.delivered);

    /// Results that hosts reported in a day, errors and late ones included.
    results_returned: "results/d", "Results returned" => view.per_day(view.server?.returned as f64);

    /// Jobs that got a canonical result in a day.
    jobs_completed: "jobs/d", "Jobs completed" => view.per_day(view.server?.jobs_completed as f64);

    /// Jobs that were given up in a day, because of too many errors, too many copies, or no agreement.
    jobs_failed: "jobs/d", "Jobs failed" => view.per_day(view.server?.jobs_failed as f64);

    /// Mean time from the sending of a result to its report, over successful results.
    turnaround: "h", "Turnaround" => mean(&view.server?.turnaround);

    /// Half of the successful results were reported within this time after they were sent.
    turnaround_p50: "h", "Turnaround, median" => view.server?.turnaround.quantile(0.5);

    /// Nine tenths of the successful results were reported within this time after they were sent.
    turnaround_p90: "h", "Turnaround, 90th percentile" => view.server?.turnaround.quantile(0.9);

    /// All but a hundredth of the successful results were reported within this time after they were sent.
    turnaround_p99: "h", "Turnaround, 99th percentile" => view.server?.turnaround.quantile(0.99);

    /// Deadlines that passed without a reply, over results sent.
    deadline_miss_rate: "share", "Deadlines missed" => share(view.server?.misses, view.server?.sent);

    /// Copies that were sent of jobs that were completed, for each of these jobs.
    replication_overhead: "copies/job", "Copies per completed job" =>
        share(view.server?.copies, view.server?.jobs_completed);

    /// Share of what was computed that was lost since a checkpoint, ended in an error, was invalid, came too
    /// late or was abandoned.
    wasted_flops_share: "share", "Computing wasted" => {
        view.server?;
        let wasted = Fate::ALL.iter().filter(|(fate, _)| *fate != Fate::Valid);
        ratio(wasted.map(|(fate, _)| view.spent(*fate)).sum(), view.computed)
    };

    /// Share of the completed jobs whose canonical result is wrong.
    wrong_accepted_rate: "share", "Wrong results accepted" =>
        share(view.server?.wrong_accepted, view.server?.jobs_completed);

    /// Credit for valid results in a day; computing at 1 GFLOPS for a day is worth 200.
    credit_granted: "credits/d", "Credit granted" => view.per_day(view.server?.credit);

    /// Credit in a day for results that were made up.
    credit_to_cheaters: "credits/d", "Credit to cheaters" => view.per_day(view.server?.credit_to_cheaters);

    /// Half the sum of the differences between the projects' parts of what was computed and their resource
    /// shares among those that have started and not ended, averaged over time; 0 is fair.
    fairness_share_error: "share", "Deviation from resource shares" =>
        view.server.and(unfairness(view.sums, view.volunteer));

    /// Tasks that the projects' servers handed out in a day.
    server_load: "tasks/d", "Server load" => view.per_day(view.server?.sent as f64);

    /// Time average of the number of tasks that hosts are computing: one on each busy core or graphics
    /// processor.
    tasks_running: "tasks", "Tasks being computed" =>
        view.server.and(view.per_hour(view.total.computing.iter().sum()));

    /// Time from the start of the project until half of the jobs of its batch were completed.
    batch_p50: "h", "Half of the batch" => view.batch.done(0.5);

    /// Time from the start of the project until 90% of the jobs of its batch were completed.
    batch_p90: "h", "Nine tenths of the batch" => view.batch.done(0.9);

    /// Time from the start of the project until 99% of the jobs of its batch were completed.
    batch_p99: "h", "All but a hundredth of the batch" => view.batch.done(0.99);

    /// Time from the start of the project until the last job of its batch was completed.
    batch_p100: "h", "The whole batch" => view.batch.all_done();

    /// Disk offered by all joined hosts, as if they were always available, time average.
    storage_gross: "B", "Storage of all joined hosts" =>
        view.per_hour(view.of_groups(|group, sums| group.disk * sums.joined));

    /// Disk offered by hosts while available, time average.
    storage_available: "B", "Storage available" =>
        view.per_hour(view.of_groups(|group, sums| group.disk * sums.available));

    /// What computing adds to a host's monthly bill if it would otherwise idle, averaged over joined hosts.
    energy_cost_owner: "$/month", "Owner's energy cost over idling" =>
        ratio(view.costs?.over_idle, view.total.joined / HOURS_PER_MONTH);

    /// What computing adds to a host's monthly bill if it would otherwise be off, averaged over joined hosts.
    energy_cost_owner_over_off: "$/month", "Owner's energy cost over off" =>
        ratio(view.costs?.over_off, view.total.joined / HOURS_PER_MONTH);

    /// What all owners pay for power over idling, for each TFLOPS delivered during a year.
    energy_cost_per_tflops_year: "$", "Owners' energy per TFLOPS-year" =>
        ratio(view.costs?.over_idle, view.costs?.tflops? * view.time / HOURS_PER_YEAR);

    /// What the projects pay for each TFLOPS delivered during a year; their volunteers' power is not
    /// included.
    cost_per_tflops_year: "$", "Project's cost per TFLOPS-year" => view.costs?.project;

    /// How many times more a cluster would cost for the same throughput.
    cluster_cost_ratio: "", "Cluster's cost over the project's" =>
        ratio(view.costs?.cluster, view.costs?.project?);

    /// How many times more a cloud would cost for the same throughput.
    cloud_cost_ratio: "", "Cloud's cost over the project's" => ratio(view.costs?.cloud, view.costs?.project?);
}
