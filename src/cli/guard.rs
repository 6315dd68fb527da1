//! Mistakes of the program itself: caught, named by their place, and never shown with the text that caused them.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};

use super::refusal::Refusal;
use crate::report::ErrorKind;

thread_local! {
    /// Where the last panic of this thread began.
    static PLACE: Cell<Option<String>> = const { Cell::new(None) };
}

/// A panic that was caught.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Internal {
    /// File and line of the source, when known.
    place: Option<String>,
}

/// Lets panics print nothing: their texts may hold what was read, secrets too.
pub fn quiet_panics() {
    panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(|at| format!("{}:{}", at.file(), at.line()));
        PLACE.with(|last| last.set(place));
    }));
}

/// What `work` gives, or where it went wrong. Nothing that `work` changed may be used after an error but to drop it.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, Internal> {
    panic::catch_unwind(AssertUnwindSafe(work)).map_err(|_| Internal { place: PLACE.with(Cell::take) })
}

impl Internal {
    /// The error for people, about the file `path` if there is one.
    pub fn refusal(&self, path: Option<&str>) -> Refusal {
        let about = path.map_or(String::new(), |path| format!(" while {path} was checked"));
        let place = self.place.as_ref().map_or(String::new(), |place| format!(" ({place})"));
        let refusal = Refusal::new(ErrorKind::Internal, format!("internal error{about}{place}"))
            .help("this is a mistake in coglint: please report it, with this line and the command".to_owned());
        match path {
            Some(path) => refusal.about(path),
            None => refusal,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_an_error_without_its_text() {
        quiet_panics();
        let caught = guarded(|| -> u8 { panic!("S3cr3t") }).expect_err("it panics");
        let _ = panic::take_hook();
        let refusal = caught.refusal(Some("web.json"));
        assert!(refusal.error.message.starts_with("internal error while web.json was checked (src/cli/guard.rs:"));
        assert!(!format!("{refusal:?}").contains("S3cr3t"));
        assert_eq!(guarded(|| 7), Ok(7));
    }
}
