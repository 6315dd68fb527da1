//! What the documentation shows happens: each command in README.md and docs/*.md is run, and what is shown below it is what it
//! prints.
//!
//! A page's commands are run one after the other, as if typed into one shell, in a directory with a copy of the fixtures,
//! `clients/web.json` and `request.json`. A shown line that is `…` stands for any number of lines, and one that ends with it
//! for a line that begins so. Without shown lines only the exit code is looked at: 2 is a command that does not work.
//!
//! A comment before a block says what is special about it: `<!-- file: PATH -->` makes a file of it for the commands below, and
//! `<!-- not run: REASON -->` leaves it alone.

#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::cli::{Place, known};

/// A line that stands for others.
const ANYTHING: &str = "…";

/// The file that keeps where a reader would be after the commands so far.
const DIRECTORY: &str = ".git/directory";

/// How much of an unexpected output is told.
const TOLD: usize = 40;

/// A block of code.
#[derive(Debug)]
struct Fence {
    /// The line of the page that it begins in, from 1.
    line: usize,
    language: String,
    /// What the comment before it says.
    marks: BTreeMap<String, String>,
    lines: Vec<String>,
}

/// A command, and the lines that are shown below it.
#[derive(Debug, PartialEq)]
struct Shown {
    command: String,
    output: Vec<String>,
}

/// The pages, with their texts.
fn pages() -> Vec<(PathBuf, String)> {
    let docs = WalkDir::new("docs").max_depth(1).sort_by_file_name().into_iter();
    let docs = docs.map(|entry| entry.expect("can be walked").into_path());
    let pages = docs.filter(|path| path.extension().is_some_and(|extension| extension == "md"));
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("a page is text");
        (path, text)
    };
    [PathBuf::from("README.md")].into_iter().chain(pages).map(read).collect()
}

fn fences(page: &str) -> Vec<Fence> {
    let mut fences = Vec::new();
    let mut before = "";
    let mut lines = page.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        if let Some(language) = line.strip_prefix("```") {
            let lines = lines.by_ref().map(|(_, line)| line.to_owned()).take_while(|line| line != "```").collect();
            fences.push(Fence { line: number + 1, language: language.to_owned(), marks: marks(before), lines });
        }
        before = line;
    }
    fences
}

/// What a comment says: `<!-- NAME: TEXT; NAME: TEXT -->`.
fn marks(comment: &str) -> BTreeMap<String, String> {
    let inside = comment.strip_prefix("<!-- ").and_then(|rest| rest.strip_suffix(" -->")).unwrap_or_default();
    let pairs = inside.split("; ").filter_map(|mark| mark.split_once(": "));
    pairs.map(|(name, text)| (name.to_owned(), text.to_owned())).collect()
}

impl Fence {
    fn is_run(&self) -> bool {
        !self.marks.contains_key("not run")
    }

    /// The commands, each after `$ `; one that ends with `\` goes on in the next line.
    fn shown(&self) -> Vec<Shown> {
        let mut shown: Vec<Shown> = Vec::new();
        for line in &self.lines {
            match (line.strip_prefix("$ "), shown.last_mut()) {
                (Some(command), _) => shown.push(Shown { command: command.to_owned(), output: Vec::new() }),
                (None, Some(last)) if last.output.is_empty() && last.command.ends_with('\\') => {
                    last.command.push('\n');
                    last.command.push_str(line);
                }
                (None, Some(last)) => last.output.push(line.clone()),
                (None, None) => panic!("line {}: a console begins with a command", self.line),
            }
        }
        shown
    }
}

/// Whether the shown lines are what was printed.
fn agree(shown: &[String], printed: &[&str]) -> bool {
    match (shown, printed) {
        ([], []) => true,
        ([first, rest @ ..], _) if first == ANYTHING => {
            agree(rest, printed) || (!printed.is_empty() && agree(shown, &printed[1..]))
        }
        ([first, rest @ ..], [line, lines @ ..]) => {
            let is_line = first == line || first.strip_suffix(ANYTHING).is_some_and(|start| line.starts_with(start));
            is_line && agree(rest, lines)
        }
        _ => false,
    }
}

/// The directory that the commands of a page find.
fn place() -> Place {
    let place = Place::with([]);
    for entry in WalkDir::new("fixtures") {
        let entry = entry.expect("can be walked");
        if entry.file_type().is_file() {
            let name = entry.path().to_str().expect("fixtures have plain names");
            place.write(name, fs::read(entry.path()).expect("it can be read"));
        }
    }
    place.write("clients/web.json", known("bad.json"));
    place.write("request.json", known("bad.json"));
    // Nothing above it counts.
    place.write(".git/HEAD", "ref: refs/heads/main\n");
    place.write(DIRECTORY, ".");
    place
}

/// What does not happen as it is shown.
fn failures(page: &Path, text: &str) -> Vec<String> {
    let place = place();
    let mut failures = Vec::new();
    for fence in fences(text).iter().filter(|fence| fence.is_run()) {
        if let Some(file) = fence.marks.get("file") {
            place.write(file, fence.lines.join("\n") + "\n");
            continue;
        }
        let shown = match fence.language.as_str() {
            "console" => fence.shown(),
            "sh" => vec![Shown { command: fence.lines.join("\n"), output: Vec::new() }],
            _ => continue,
        };
        for shown in shown {
            failures.extend(failure(&place, &shown).map(|why| format!("{}:{}: {why}", page.display(), fence.line)));
        }
    }
    failures
}

/// Runs a command where the one before it was, both streams in one as on a terminal.
fn failure(place: &Place, shown: &Shown) -> Option<String> {
    let home = place.path().display();
    let script = format!(
        "exec 2>&1
        export LC_ALL=C.UTF-8 GITHUB_STEP_SUMMARY={home}/summary.md
        cd \"$(cat {home}/{DIRECTORY})\"
        trap 'pwd > {home}/{DIRECTORY}' EXIT
        {}\n",
        shown.command
    );
    let answer = place.run(&script, b"");
    let printed: Vec<&str> = answer.stdout.lines().collect();
    let is_right = match shown.output.as_slice() {
        [] => matches!(answer.status, Some(0 | 1)),
        output => agree(output, &printed),
    };
    let Shown { command, output } = shown;
    (!is_right).then(|| {
        let told = printed.iter().take(TOLD).copied().collect::<Vec<_>>().join("\n");
        let more = if printed.len() > TOLD { "\n…" } else { "" };
        format!("$ {command}\n{}\n--- but it prints\n{told}{more}\n--- {:?}", output.join("\n"), answer.status)
    })
}

#[test]
fn every_command_does_what_is_shown() {
    let failures: Vec<String> = pages().iter().flat_map(|(page, text)| failures(page, text)).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

/// In the README that is every block, in the other pages what looks like a command or holds some.
#[test]
fn what_is_not_run_says_why() {
    for (page, text) in pages() {
        let is_front = page.ends_with("README.md");
        for fence in fences(&text) {
            let place = format!("{}:{}", page.display(), fence.line);
            let is_command = matches!(fence.language.as_str(), "console" | "sh");
            let must_say = is_front || matches!(fence.language.as_str(), "bash" | "shell" | "yaml" | "yml");
            let has_file = fence.marks.contains_key("file") && fence.language != "yaml";
            let reason = fence.marks.get("not run").map_or("", |reason| reason.trim());
            let is_fine = if fence.is_run() { is_command || has_file || !must_say } else { reason.len() > 5 };
            assert!(is_fine, "{place}: a comment before the block must say why it is not run");
        }
    }
}

#[test]
fn lines_agree_up_to_what_is_left_out() {
    #[track_caller]
    fn check(shown: &str, printed: &str, agrees: bool) {
        let shown: Vec<String> = shown.split('|').map(str::to_owned).collect();
        assert_eq!(agree(&shown, &printed.split('|').collect::<Vec<_>>()), agrees, "{shown:?} {printed}");
    }
    check("a|b", "a|b", true);
    check("a", "a|b", false);
    check("a|b", "a", false);
    check("a|…", "a|b|c", true);
    check("a|…", "a", true);
    check("…|c", "a|b|c", true);
    check("a|…|c|…|e", "a|c|b|c|d|e", true);
    check("a|…|c", "a|b", false);
    check("a|b…", "a|bcd", true);
    check("a|b…", "a|cd", false);
}

#[test]
fn a_page_is_taken_apart() {
    let page = "<!-- file: a.toml; not run: it is an example -->\n```toml\nx = 1\n```\n\n```console\n$ one \\\n  two\nout\n$ three\n```\n";
    let fences = fences(page);
    assert_eq!(fences.len(), 2);
    assert_eq!((fences[0].line, fences[0].marks["file"].as_str(), fences[0].is_run()), (2, "a.toml", false));
    let shown = |command: &str, output: &[&str]| Shown {
        command: command.to_owned(),
        output: output.iter().map(|&line| line.to_owned()).collect(),
    };
    assert_eq!(fences[1].shown(), [shown("one \\\n  two", &["out"]), shown("three", &[])]);
}
