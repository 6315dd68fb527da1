//! The line that says how far a long run is: `checking 1234/9000`, on a terminal, after half a second.
//!
//! Only a thread of its own can draw it, since those that check may wait for a file that is slow. The thread is there only
//! when the line may be, and draws nothing in a run that ends before [`SHOWN_AFTER`]. What else is written to standard
//! error meanwhile goes through [`aside`]; a signal takes the line away with [`erase_for_good`].

use std::ffi::OsString;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use console::Term;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle, TermLike};

/// How long a run takes before people want to know how far it is.
const SHOWN_AFTER: Duration = Duration::from_millis(500);
/// How long the line stays as it is.
const REDRAWN_AFTER: Duration = Duration::from_millis(100);

/// The line while it is drawn. Whoever draws or erases it, or writes where it stands, holds the lock meanwhile.
static LINE: Mutex<Option<ProgressBar>> = Mutex::new(None);

/// Counts what is done of a run, and shows it where that is wanted until this is dropped.
#[derive(Debug)]
pub struct Progress {
    done: Arc<AtomicUsize>,
    clock: Option<Clock>,
}

/// The thread that draws.
#[derive(Debug)]
struct Clock {
    /// Dropped to end the thread.
    stop: Sender<()>,
    thread: JoinHandle<()>,
}

impl Progress {
    /// That of a run which `began` then and has `total` files to check.
    pub fn new(total: usize, began: Instant, is_wanted: bool) -> Self {
        let done = Arc::new(AtomicUsize::new(0));
        let start = || {
            let (stop, stopped) = channel();
            let done = Arc::clone(&done);
            let thread = thread::Builder::new().name("progress".to_owned());
            // Without a thread to spare there is no line, and a verdict all the same.
            let thread = thread.spawn(move || draw(&done, total, began, &stopped)).ok()?;
            Some(Clock { stop, thread })
        };
        let clock = if is_wanted { start() } else { None };
        Self { done, clock }
    }

    /// One file more is done.
    pub fn step(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(Clock { stop, thread }) = self.clock.take() {
            drop(stop);
            // What follows must find the line erased.
            let _ = thread.join();
        }
    }
}

/// Whether a run shows how far it is: on a terminal that people look at.
///
/// `CI` and `PRE_COMMIT` count when they are not empty, whatever they say. The second is there because pre-commit runs its
/// hooks in a pseudo-terminal and shows all that they ever wrote.
pub fn is_shown(terminal: bool, variable: impl Fn(&str) -> Option<OsString>) -> bool {
    let is_set = |name: &str| variable(name).is_some_and(|value| !value.is_empty());
    terminal && !is_set("CI") && !is_set("PRE_COMMIT") && variable("TERM").is_none_or(|term| term != "dumb")
}

/// Writes to standard error with `write`, above the line if it is drawn.
pub fn aside(write: impl FnOnce()) {
    let line = line();
    if let Some(bar) = &*line {
        bar.suspend(write);
    } else {
        // Nothing but the line waits for a stream that takes no more.
        drop(line);
        write();
    }
}

/// Erases the line, which is drawn again only when the guard is dropped.
pub fn erase_for_good() -> impl Drop {
    let line = line();
    line.iter().for_each(ProgressBar::finish_and_clear);
    line
}

fn line() -> MutexGuard<'static, Option<ProgressBar>> {
    LINE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Draws the line from time to time until the run has stopped, and erases it.
fn draw(done: &AtomicUsize, total: usize, began: Instant, stopped: &Receiver<()>) {
    if !goes_on(stopped, SHOWN_AFTER.saturating_sub(began.elapsed())) {
        return;
    }
    #[cfg(unix)]
    super::interrupt::watch();
    *line() = Some(bar(total, Term::buffered_stderr()));
    loop {
        let count = done.load(Ordering::Relaxed);
        line().iter().for_each(|bar| bar.update(|state| state.set_pos(count as u64)));
        if !goes_on(stopped, REDRAWN_AFTER) {
            break;
        }
    }
    line().take().iter().for_each(ProgressBar::finish_and_clear);
}

/// Waits, and says whether the run is still going on.
fn goes_on(stopped: &Receiver<()>, time: Duration) -> bool {
    stopped.recv_timeout(time) == Err(RecvTimeoutError::Timeout)
}

fn bar(total: usize, terminal: impl TermLike + 'static) -> ProgressBar {
    // `ProgressDrawTarget::stderr` would not draw where TERM is not set. Whether to draw is decided by `is_shown`.
    let target = ProgressDrawTarget::term_like(Box::new(terminal));
    let bar = ProgressBar::with_draw_target(Some(total as u64), target);
    // The style of the library stands in for a template that it does not take, which a test would see.
    let style = ProgressStyle::with_template("checking {pos}/{len}").unwrap_or_else(|_| ProgressStyle::default_bar());
    bar.with_style(style)
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    #[track_caller]
    fn check(terminal: bool, variables: &[(&str, &str)], expected: bool) {
        let value = |name: &str| variables.iter().find(|(set, _)| *set == name).map(|(_, value)| value.into());
        assert_eq!(is_shown(terminal, value), expected, "{terminal} {variables:?}");
    }

    #[test]
    fn the_line_is_for_people_at_a_terminal() {
        check(true, &[], true);
        check(true, &[("TERM", "xterm-256color"), ("NO_COLOR", "1")], true);
        check(false, &[("TERM", "xterm-256color")], false);
        check(true, &[("TERM", "dumb")], false);
        for variable in ["CI", "PRE_COMMIT"] {
            check(true, &[(variable, "1")], false);
            check(true, &[(variable, "false")], false);
            check(true, &[(variable, "")], true);
        }
    }

    #[test]
    fn what_is_written_meanwhile_stands_above_the_line() {
        let screen = Screen::default();
        let bar = bar(2, screen.clone());
        bar.tick();
        *line() = Some(bar);
        aside(|| screen.note("note"));
        line().take();
        assert_eq!(screen.text(), "checking 0/2|<clear>|note|checking 0/2|<clear>");
    }

    /// A terminal that notes what is done with it.
    #[derive(Clone, Debug, Default)]
    struct Screen(Arc<Mutex<Vec<String>>>);

    impl Screen {
        fn note(&self, what: &str) {
            self.0.lock().expect("no test holds it").push(what.trim_end().to_owned());
        }

        fn text(&self) -> String {
            // The library fills the line up with blanks, in a piece of its own.
            let pieces = self.0.lock().expect("no test holds it").clone();
            pieces.into_iter().filter(|piece| !piece.is_empty()).collect::<Vec<_>>().join("|")
        }
    }

    impl TermLike for Screen {
        fn width(&self) -> u16 {
            80
        }
        fn move_cursor_up(&self, _: usize) -> io::Result<()> {
            Ok(())
        }
        fn move_cursor_down(&self, _: usize) -> io::Result<()> {
            Ok(())
        }
        fn move_cursor_right(&self, _: usize) -> io::Result<()> {
            Ok(())
        }
        fn move_cursor_left(&self, _: usize) -> io::Result<()> {
            Ok(())
        }
        fn write_line(&self, text: &str) -> io::Result<()> {
            self.note(text);
            Ok(())
        }
        fn write_str(&self, text: &str) -> io::Result<()> {
            self.note(text);
            Ok(())
        }
        fn clear_line(&self) -> io::Result<()> {
            self.note("<clear>");
            Ok(())
        }
        fn flush(&self) -> io::Result<()> {
            Ok(())
        }
    }
}
