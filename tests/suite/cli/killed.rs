//! A run that is killed while it writes a file leaves the old one or the new one.

use std::fs;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use super::{BAD, PROGRAM, Place};

/// A request that takes a while to write.
fn large() -> String {
    let padding = "                                                                \n".repeat(12_000);
    BAD.replacen('{', &format!("{{\n{padding}"), 1)
}

#[test]
fn a_file_is_the_old_one_or_the_new_one_whenever_the_run_is_killed() {
    let old = large();
    let new = old.replace("http://", "https://");
    let place = Place::new();
    let file = place.path().join("bad.json");
    let is_being_written = || {
        let entries = fs::read_dir(place.path()).expect("the directory is there");
        entries.filter_map(Result::ok).any(|entry| entry.file_name() != "bad.json")
    };
    let mut left = [0, 0];
    for step in 0..24 {
        fs::write(&file, &old).expect("the file can be written");
        let mut command = Command::new(PROGRAM);
        command.args(["-q", "--isolated", "--only", "redirect-http", "--fix", "--unsafe-fixes"]).arg(&file);
        let mut child = command.env_clear().spawn().expect("the program can be run");
        let began = Instant::now();
        while !is_being_written() && child.try_wait().expect("it is ours").is_none() {
            assert!(began.elapsed() < Duration::from_mins(1), "it ends");
        }
        // From the first byte to the last step, and beyond.
        thread::sleep(Duration::from_micros(150) * step);
        let _ = child.kill();
        child.wait().expect("it is ours");
        let text = fs::read_to_string(&file).expect("the file is there");
        assert!(text == old || text == new, "after step {step} the file has {} bytes", text.len());
        left[usize::from(text == new)] += 1;
        for entry in fs::read_dir(place.path()).expect("the directory is there").filter_map(Result::ok) {
            if entry.file_name() != "bad.json" {
                fs::remove_file(entry.path()).expect("it is ours");
            }
        }
    }
    assert!(left[0] > 0, "it was killed before the end, at least once");
}
