//! `bazaar verify`: the known answers of a model, and the simulated results.

use crate::desk::Desk;

const FALSE: &str = r#"title = "A queue with a wrong answer"

[study]
horizon = "400 d"
replications = 50

[model.queue]

[[checks]]
name = "utilisation of nine tenths"
metric = "utilisation"
expected = 0.9
precision = "5 %"
source = "rho = lambda / mu"

[[checks]]
name = "utilisation of eight tenths"
metric = "utilisation"
expected = 0.8
precision = "5 %"
source = "a slip"
"#;

#[test]
fn a_models_checks_agree() {
    let answer = Desk::new().bazaar(&["verify", "queue"]).done();
    assert!(answer.stdout.starts_with("reference/mm1\n"), "{}", answer.stdout);
    assert!(answer.stdout.ends_with("\n11 of 11 checks agree\n"), "{}", answer.stdout);
    assert!(!answer.stdout.contains("volunteer"), "{}", answer.stdout);
}

#[test]
fn a_false_check_is_told_and_the_answer_is_no() {
    let desk = Desk::new();
    let answer = desk.file("false.toml", FALSE).bazaar(&["verify", "false.toml"]);
    assert_eq!(answer.status, 1, "{}", answer.stderr);
    let lines: Vec<&str> = answer.stdout.lines().collect();
    assert!(lines[2].starts_with("utilisation of nine tenths") && lines[2].ends_with(" agrees"));
    assert!(lines[3].starts_with("utilisation of eight tenths") && lines[3].ends_with(" DIFFERS"));
    assert!(answer.stdout.ends_with("1 of 2 checks agree\n"), "{}", answer.stdout);
    assert!(answer.stderr.contains("1 of 2 checks failed"), "{}", answer.stderr);
}

#[test]
fn scripts_get_one_object_and_the_same_status() {
    let desk = Desk::new();
    let answer = desk.file("false.toml", FALSE).bazaar(&["verify", "false.toml", "--json"]);
    assert_eq!(answer.status, 1);
    let result: serde_json::Value = serde_json::from_str(&answer.stdout).unwrap();
    assert_eq!((&result["schema"], &result["passed"], &result["failed"]), (&1.into(), &1.into(), &1.into()));
    let checks = result["checks"].as_array().unwrap();
    assert_eq!(
        checks.iter().map(|check| check["pass"].as_bool().unwrap()).collect::<Vec<_>>(),
        [true, false]
    );
    let check = &checks[1];
    assert_eq!((&check["model"], &check["name"]), (&"queue".into(), &"utilisation of eight tenths".into()));
    assert_eq!(check["expected"], 0.8);
    let (observed, tolerance) = (check["observed"].as_f64().unwrap(), check["tolerance"].as_f64().unwrap());
    assert!(tolerance > 0.0 && (observed - 0.8).abs() > tolerance, "{check}");
}

#[test]
fn what_has_no_checks_cannot_be_verified() {
    let answer = Desk::new().bazaar(&["verify", "volunteer/diurnal"]);
    assert_eq!((answer.status, answer.stdout.as_str()), (2, ""));
    assert!(answer.stderr.contains("volunteer/diurnal states no checks"), "{}", answer.stderr);
}

#[test]
fn a_name_that_is_neither_model_nor_scenario_is_wrong_use() {
    let answer = Desk::new().bazaar(&["verify", "queues"]);
    assert_eq!((answer.status, answer.stdout.as_str()), (2, ""));
    assert!(answer.stderr.contains("queues"), "{}", answer.stderr);
}

#[test]
fn a_change_that_does_not_fit_is_shown_at_its_place() {
    let desk = Desk::new();
    let text = FALSE.replace("source = \"a slip\"", "source = \"a slip\"\nset = [\"model.queue.severs=2\"]");
    let answer = desk.file("slip.toml", text).bazaar(&["verify", "slip.toml"]);
    assert_eq!((answer.status, answer.stdout.as_str()), (2, ""));
    assert!(answer.stderr.contains("severs") && answer.stderr.contains("did you mean"), "{}", answer.stderr);
}
