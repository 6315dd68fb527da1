//! Runs that a signal ends.

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::process::Command;
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::Place;

/// The names in a directory, sorted.
fn names(place: &Place) -> Vec<String> {
    let entries = fs::read_dir(place.path()).expect("it is there");
    let mut names: Vec<_> =
        entries.map(|entry| entry.expect("it can be read").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Sends `signal` to a run that waits for its input with an output open.
#[track_caller]
fn check(signal: &str, code: i32) {
    let place = Place::with(["bad.json"]);
    place.write("old", "kept");
    let mut child = place.command("exec coglint -o json=new -o json=old -").spawn().expect("bash can be run");
    // Its standard input stays open, so that it goes on waiting.
    let input = child.stdin.take();
    let began = Instant::now();
    while names(&place).len() < 4 {
        assert!(began.elapsed() < Duration::from_secs(20), "the outputs are not opened");
        sleep(Duration::from_millis(5));
    }
    let pid = child.id().to_string();
    Command::new("kill").args([&format!("-{signal}"), &pid]).status().expect("kill can be run");
    let status = child.wait().expect("it ends");
    drop(input);
    // A shell says 128 and the number of the signal.
    let seen = status.code().or_else(|| status.signal().map(|signal| 128 + signal));
    assert_eq!(seen, Some(code));
    assert_eq!(names(&place), ["bad.json", "old"]);
    assert_eq!(place.read("old"), "kept");
}

#[test]
fn an_interrupt_leaves_nothing_behind() {
    check("INT", 130);
}

#[test]
fn a_termination_leaves_nothing_behind() {
    check("TERM", 143);
}
