//! What the program does differently on a terminal: colors, links, width, and the line that says how far it is.

use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, Stdio};

use super::pseudo_terminal::PseudoTerminal;
use super::{PROGRAM, Place, known};

/// Where a stream of the program goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum To {
    Terminal,
    Pipe,
}

use To::{Pipe, Terminal};

/// What both streams of `C options bad.json missing.json` got: a finding, and an error.
fn run(variables: &[(&str, &str)], options: &str, columns: u16, to: [To; 2]) -> [String; 2] {
    let place = Place::with(["bad.json"]);
    let mut terminals = to.map(|_| PseudoTerminal::new(columns));
    let output = {
        let mut command = place.command(&format!("C {options} bad.json missing.json"));
        command.envs(variables.iter().copied()).stdin(Stdio::null());
        if to[0] == Terminal {
            command.stdout(terminals[0].stream());
        }
        if to[1] == Terminal {
            command.stderr(terminals[1].stream());
        }
        let child = command.spawn().expect("bash can be run");
        drop(command);
        terminals.iter_mut().for_each(PseudoTerminal::leave);
        child.wait_with_output().expect("it ends")
    };
    assert_eq!(output.status.code(), Some(2), "{variables:?} {options}");
    let piped = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).expect("reports are text"));
    let [first, second] = terminals.each_mut().map(PseudoTerminal::text);
    [first + &piped[0], second + &piped[1]]
}

/// Whether there is an escape sequence in standard output and in standard error.
#[track_caller]
fn check_escapes(variables: &[(&str, &str)], options: &str, to: [To; 2], expected: [bool; 2]) {
    let texts = run(variables, options, 100, to);
    let has_escapes = texts.each_ref().map(|text| text.contains('\u{1b}'));
    assert_eq!(has_escapes, expected, "{variables:?} {options} {to:?}\n{}{}", texts[0], texts[1]);
    assert!(texts[0].contains("redirect-http") && texts[1].contains("missing.json"), "{}{}", texts[0], texts[1]);
}

#[test]
fn check_56_the_first_that_speaks_decides_about_color() {
    const NO: [bool; 2] = [false; 2];
    const YES: [bool; 2] = [true; 2];
    for (variables, options, piped, on_terminal) in [
        (&[][..], "", NO, YES),
        (&[("NO_COLOR", "1")], "", NO, NO),
        (&[("NO_COLOR", "")], "", NO, YES),
        (&[("CLICOLOR_FORCE", "1")], "", YES, YES),
        (&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], "", NO, NO),
        (&[("FORCE_COLOR", "1"), ("TERM", "dumb")], "", YES, YES),
        (&[("NO_COLOR", "1")], "--color always", YES, YES),
        (&[("FORCE_COLOR", "1")], "--color never", NO, NO),
        (&[("TERM", "dumb")], "", NO, NO),
        (&[("CLICOLOR", "0")], "", NO, NO),
        (&[("TERM", "xterm-256color"), ("CLICOLOR", "1")], "", NO, YES),
    ] {
        check_escapes(variables, options, [Pipe; 2], piped);
        check_escapes(variables, options, [Terminal; 2], on_terminal);
    }
}

#[test]
fn each_stream_is_looked_at_by_itself() {
    check_escapes(&[], "", [Terminal, Pipe], [true, false]);
    check_escapes(&[], "", [Pipe, Terminal], [false, true]);
    check_escapes(&[], "-o concise", [Pipe, Terminal], [false, true]);
}

#[test]
fn check_57_a_locale_without_unicode_on_a_terminal() {
    let [stdout, stderr] = run(&[("LC_ALL", "C")], "", 100, [Terminal; 2]);
    assert!(stdout.is_ascii() && stderr.is_ascii(), "{stdout}{stderr}");
    assert!(stdout.contains(",-[") && stdout.contains("bad.json:9:5"), "{stdout}");
}

#[test]
fn the_terminal_says_how_wide_the_report_is() {
    for (columns, width) in [(60, 60), (150, 150), (20, 40), (400, 200)] {
        let [as_terminal, _] = run(&[], "", columns, [Terminal; 2]);
        let [as_said, _] = run(&[], &format!("--color always --width {width}"), 100, [Pipe; 2]);
        assert_eq!(as_terminal, as_said, "{columns} columns");
        let [wished, _] = run(&[], "--width 77", columns, [Terminal; 2]);
        let [as_wished, _] = run(&[], "--color always --width 77", 100, [Pipe; 2]);
        assert_eq!(wished, as_wished, "{columns} columns");
    }
    // Each stream has its own width, and a file none.
    let [beside, _] = run(&[], "", 60, [Pipe, Terminal]);
    assert_eq!(beside, run(&[], "", 100, [Pipe; 2])[0]);
}

/// In a build without published documentation there is nothing to link to.
#[test]
fn rule_ids_link_to_their_pages_where_terminals_can_show_it() {
    let is_published = option_env!("COGLINT_DOCS_URL").is_some_and(|url| url.starts_with("https://"));
    for (variables, options, to, expected) in [
        (&[][..], "", Terminal, false),
        (&[("TERM_PROGRAM", "WezTerm")], "", Terminal, true),
        (&[("TERM_PROGRAM", "WezTerm")], "", Pipe, false),
        (&[("TERM_PROGRAM", "WezTerm"), ("NO_COLOR", "1")], "", Terminal, false),
        (&[("TERM_PROGRAM", "WezTerm"), ("FORCE_HYPERLINK", "0")], "", Terminal, false),
        (&[("TERM_PROGRAM", "WezTerm")], "--hyperlinks never", Terminal, false),
        (&[("FORCE_HYPERLINK", "1")], "", Pipe, true),
        (&[("FORCE_HYPERLINK", "0")], "--hyperlinks always", Pipe, true),
    ] {
        let [stdout, _] = run(variables, options, 100, [to; 2]);
        let is_linked = stdout.contains("\u{1b}]8;;https://");
        assert_eq!(is_linked, expected && is_published, "{variables:?} {options} {to:?}\n{stdout}");
    }
}

/// A run over `bad.json` and a pipe that nothing comes out of.
struct Waiting {
    place: Place,
    child: Child,
    terminal: PseudoTerminal,
}

impl Waiting {
    fn new(variables: &[(&str, &str)], options: &str, stderr: To) -> Self {
        let place = Place::with(["bad.json"]);
        let made = Command::new("mkfifo").arg(place.path().join("pipe.json")).status().expect("mkfifo can be run");
        assert!(made.success());
        let mut terminal = PseudoTerminal::new(80);
        let mut command = place.command(&format!("exec {PROGRAM} check -o concise {options} bad.json pipe.json"));
        command.envs(variables.iter().copied()).stdin(Stdio::null());
        if stderr == Terminal {
            command.stderr(terminal.stream());
        }
        let child = command.spawn().expect("bash can be run");
        drop(command);
        terminal.leave();
        Self { place, child, terminal }
    }

    /// Lets a request come out of the pipe, so that the run ends, and gives what was written to standard error.
    fn finish(mut self) -> Finished {
        let pipe = OpenOptions::new().write(true).open(self.place.path().join("pipe.json"));
        pipe.and_then(|mut pipe| pipe.write_all(known("bad.json").as_bytes())).expect("somebody reads it");
        let output = self.child.wait_with_output().expect("it ends");
        assert_eq!(output.status.code(), Some(1));
        let piped = String::from_utf8(output.stderr).expect("it is text");
        Finished { written: self.terminal.text() + &piped, screen: self.terminal.screen() }
    }
}

/// What a run wrote to standard error, and what is left of it on the terminal.
struct Finished {
    written: String,
    screen: String,
}

#[test]
fn check_58_a_long_run_says_how_far_it_is_and_takes_that_away() {
    // Where TERM is not set nothing is known against the terminal.
    for variables in [&[][..], &[("TERM", "xterm-256color"), ("NO_COLOR", "1")], &[("CI", "")]] {
        let mut run = Waiting::new(variables, "", Terminal);
        run.terminal.wait_for("checking 1/2");
        let screen = run.finish().screen;
        assert!(screen.starts_with("coglint: ") && !screen.contains("checking"), "{variables:?}\n{screen}");
    }
}

#[test]
fn check_58_the_line_is_not_for_logs() {
    let runs = [
        (&[][..], "", Pipe),
        (&[("CI", "1")], "", Terminal),
        (&[("CI", "false")], "", Terminal),
        (&[("PRE_COMMIT", "1")], "", Terminal),
        (&[("TERM", "dumb")], "", Terminal),
        (&[], "--no-progress", Terminal),
        (&[], "-q", Terminal),
    ]
    .map(|(variables, options, stderr)| (variables, options, Waiting::new(variables, options, stderr)));
    // Nothing but time can show that nothing comes: somewhat more than the line would take to come.
    std::thread::sleep(std::time::Duration::from_millis(700));
    for (variables, options, run) in runs {
        let written = run.finish().written;
        assert!(!written.contains("checking") && !written.contains('\r'), "{variables:?} {options}\n{written:?}");
    }
}

#[test]
fn an_interrupted_run_takes_the_line_away() {
    for (signal, code) in [("INT", 130), ("TERM", 143)] {
        let mut run = Waiting::new(&[], "", Terminal);
        run.terminal.wait_for("checking 1/2");
        Command::new("kill")
            .args([&format!("-{signal}"), &run.child.id().to_string()])
            .status()
            .expect("kill can be run");
        let status = run.child.wait().expect("it ends");
        // A shell says 128 and the number of the signal.
        assert_eq!(status.signal().map(|signal| 128 + signal), Some(code));
        assert_eq!(run.terminal.screen(), "", "{signal}");
    }
}
