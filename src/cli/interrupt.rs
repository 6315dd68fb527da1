//! What an interrupted run would leave behind: temporary files, and a line on the terminal.
//!
//! Without any, a signal ends the process as it always does. With some, a thread waits for the signal, takes them away, and
//! then lets the signal do what it does, so that a shell sees 130 or 143 and stops its loops.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};
use std::thread;

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

use super::progress;

/// The files to remove. Whoever makes, removes or renames one holds the lock meanwhile.
static TEMPORARY: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());
static WATCH: Once = Once::new();

/// Makes a temporary file with `make`, which will be removed if the run is interrupted.
pub fn made<T>(path: &Path, make: impl FnOnce() -> std::io::Result<T>) -> std::io::Result<T> {
    watch();
    let mut files = lock();
    let file = make()?;
    files.push(path.to_owned());
    Ok(file)
}

/// Takes the temporary file away with `take`, by renaming or removing it.
pub fn gone<T>(path: &Path, take: impl FnOnce() -> T) -> T {
    let mut files = lock();
    files.retain(|file| file != path);
    take()
}

fn lock() -> MutexGuard<'static, Vec<PathBuf>> {
    TEMPORARY.lock().unwrap_or_else(PoisonError::into_inner)
}

/// From now on a signal takes away what would be left behind.
pub fn watch() {
    WATCH.call_once(start);
}

fn start() {
    // Where signals cannot be waited for the run goes on as if there were none.
    let Ok(mut signals) = Signals::new([SIGHUP, SIGINT, SIGTERM]) else { return };
    thread::spawn(move || {
        if let Some(signal) = signals.forever().next() {
            let files = lock();
            for file in files.iter() {
                let _ = fs::remove_file(file);
            }
            let _line = progress::erase_for_good();
            let _ = emulate_default_handler(signal);
        }
    });
}
