//! A terminal as far as a program can tell, with what a person would see on it.

use std::fs::{File, OpenOptions};
use std::io::Read;
use std::num::NonZero;
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::OpenOptionsExt;
use std::process::Stdio;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use rustix::fs::OFlags;
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{OptionalActions, Winsize, tcgetattr, tcsetattr, tcsetwinsize};

/// Lines of every terminal: more than any test prints, so that nothing scrolls away.
const ROWS: u16 = 200;

/// How long a test waits for something that is sure to come.
const PATIENCE: Duration = Duration::from_mins(1);

/// A terminal that processes can be connected to.
pub struct PseudoTerminal {
    columns: u16,
    /// The end of the processes, until it is left to them.
    near_end: Option<File>,
    chunks: Receiver<Vec<u8>>,
    written: Vec<u8>,
}

impl PseudoTerminal {
    /// A terminal that many columns wide, which passes bytes on as they are.
    pub fn new(columns: u16) -> Self {
        let controller = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("there are pseudo-terminals");
        grantpt(&controller).expect("it is ours");
        unlockpt(&controller).expect("it is ours");
        let name = ptsname(&controller, Vec::new()).expect("it has a name");
        let near_end = OpenOptions::new()
            .read(true)
            .write(true)
            .custom_flags(OFlags::NOCTTY.bits().cast_signed())
            .open(std::ffi::OsStr::from_bytes(name.as_bytes()))
            .expect("it can be opened");
        let mut modes = tcgetattr(&near_end).expect("it is a terminal");
        modes.make_raw();
        tcsetattr(&near_end, OptionalActions::Now, &modes).expect("it is a terminal");
        let size = Winsize { ws_row: ROWS, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 };
        tcsetwinsize(&near_end, size).expect("it is a terminal");
        Self { columns, near_end: Some(near_end), chunks: reader(controller), written: Vec::new() }
    }

    /// What a process is given as a stream of its own.
    pub fn stream(&self) -> Stdio {
        self.near_end.as_ref().expect("it is not closed").try_clone().expect("it can be shared").into()
    }

    /// Leaves it to the processes: when the last one ends, so does what is written. The commands that were given the
    /// stream must be dropped.
    pub fn leave(&mut self) {
        self.near_end = None;
    }

    /// Waits until `text` was written.
    #[track_caller]
    pub fn wait_for(&mut self, text: &str) {
        while !self.written.windows(text.len()).any(|window| window == text.as_bytes()) {
            let written = || String::from_utf8_lossy(&self.written).into_owned();
            let chunk = self.chunks.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("no {text:?} in {:?}", written()));
            self.written.extend(chunk);
        }
    }

    /// All that was written, when every process has ended.
    pub fn text(&mut self) -> String {
        while let Ok(chunk) = self.chunks.recv_timeout(PATIENCE) {
            self.written.extend(chunk);
        }
        String::from_utf8_lossy(&self.written).into_owned()
    }

    /// What is to be seen in the end.
    pub fn screen(&mut self) -> String {
        let size = |count| NonZero::new(count).expect("a terminal has some");
        let mut parser = vt100::Parser::new(size(ROWS), size(self.columns), 0);
        // In raw mode a line feed does not go back to the first column; the programs count on one that does.
        parser.process(self.text().replace('\n', "\r\n").as_bytes());
        parser.screen().contents().trim_end().to_owned()
    }
}

/// Passes on what is written, from a thread, so that waiting for it can end.
fn reader(controller: OwnedFd) -> Receiver<Vec<u8>> {
    let (sender, chunks) = channel();
    let mut controller = File::from(controller);
    std::thread::spawn(move || {
        let mut buffer = [0; 4096];
        // Linux answers with an error when the last process is gone, others with an end.
        while let Ok(count @ 1..) = controller.read(&mut buffer) {
            if sender.send(buffer[..count].to_vec()).is_err() {
                return;
            }
        }
    });
    chunks
}
