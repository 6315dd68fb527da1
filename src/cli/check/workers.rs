//! All files, on as many threads as it is worth.

use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::examine::{Assignment, Desk, Examiner, Outcome};
use crate::cli::guard::guarded;
use crate::report::Status;

/// Files that one thread takes at a time: fewer would have the threads wait for each other, more would leave one behind.
const BATCH: usize = 16;

/// What became of each file, in their order, whatever the number of threads.
pub fn examine_all(files: &[Assignment], examiner: &Examiner<'_>, wanted: Option<NonZeroUsize>) -> Vec<Outcome> {
    let batches = files.len().div_ceil(BATCH);
    let next = AtomicUsize::new(0);
    let mut outcomes: Vec<(usize, Vec<Outcome>)> = if batches < 2 {
        work(files, examiner, &next)
    } else {
        let cores = || thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
        let threads = wanted.unwrap_or_else(cores).get().min(batches);
        thread::scope(|scope| {
            let others: Vec<_> = (1..threads).map(|_| scope.spawn(|| work(files, examiner, &next))).collect();
            let mut outcomes = work(files, examiner, &next);
            // A thread ends in order: what may panic in it is guarded.
            outcomes.extend(others.into_iter().filter_map(|thread| thread.join().ok()).flatten());
            outcomes
        })
    };
    outcomes.sort_unstable_by_key(|(batch, _)| *batch);
    outcomes.into_iter().flat_map(|(_, outcomes)| outcomes).collect()
}

/// Takes one batch after the other until none is left.
fn work(files: &[Assignment], examiner: &Examiner<'_>, next: &AtomicUsize) -> Vec<(usize, Vec<Outcome>)> {
    let mut desk = examiner.desk();
    let mut done = Vec::new();
    loop {
        let batch = next.fetch_add(1, Ordering::Relaxed);
        let Some(rest) = files.get(batch * BATCH..).filter(|rest| !rest.is_empty()) else { return done };
        let batch_of = &rest[..rest.len().min(BATCH)];
        done.push((batch, batch_of.iter().map(|file| examine(file, examiner, &mut desk)).collect()));
    }
}

/// One file. A mistake of the program in it costs the run its verdict, and no other file its findings.
fn examine<'r>(file: &Assignment, examiner: &Examiner<'r>, desk: &mut Desk<'r>) -> Outcome {
    guarded(|| examiner.examine(file, desk)).unwrap_or_else(|internal| {
        *desk = examiner.desk();
        let refusal = internal.refusal(Some(&file.candidate.path));
        let policy = &examiner.policies[file.policy];
        Outcome::Refused(Box::new(examiner.file(&file.candidate, policy, Status::Unreadable)), Box::new(refusal))
    })
}
