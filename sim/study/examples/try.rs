use bazaar_scenario::Scenario;
use bazaar_study::*;
fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let scenario = match Scenario::load(&args[0], &args[2..]) { Ok(s) => s, Err(e) => { for d in e.diagnostics() { eprintln!("{}: {}", d.message(), d.place().source().text().get(d.place().span()).unwrap_or("")); } panic!("{e}") } };
    let t = std::time::Instant::now();
    let outcome = run(&scenario, &Settings { threads: args[1].parse().unwrap(), ..Settings::default() }, &Silent).unwrap();
    println!("{} events, {:.2} s", outcome.summary.events, t.elapsed().as_secs_f64());
    for e in &outcome.summary.estimates { println!("{:30} {:>14.6?} {:>12.4?} {}", e.metric.name, e.mean.unwrap_or(f64::NAN), e.half_width.unwrap_or(f64::NAN), e.metric.unit); }
    for s in &outcome.observations[0].segments { println!("  {} {} {:?}", s.metric, s.segment, s.value); }
}
