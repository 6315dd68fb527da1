//! What coglint costs, as ratios in one run: times on a shared machine mean nothing, and pairs of them do.
//!
//! `cargo bench` prints the tables. The floor of a run over files is a process that walks, reads and parses the same files
//! with `serde_json`; the floor of a start is a process that ends at once. Both are this program, started again.

#![allow(clippy::disallowed_methods, reason = "a benchmark reads and writes files and looks at its arguments")]
#![allow(clippy::print_stdout, reason = "a benchmark prints its tables")]

use std::collections::BTreeMap;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use bumpalo::Bump;
use coglint::json::Reader;
use coglint::lint::Linter;
use coglint::lsp;
use coglint::request::kind;
use coglint::rule::builtin::RULES;
use coglint::rule::load::load;
use coglint::rule::{Rule, RuleSet};
use coglint::settings::Settings;
use lsp_server::{Connection, Message, Notification, Request, RequestId};
use serde_json::{Value, json};
use walkdir::WalkDir;

/// How often a pair of processes is timed; the median of the ratios is shown.
const PAIRS: usize = 15;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [_, "--empty"] => return,
        [_, "--floor", folder] => return floor(Path::new(folder)),
        _ => {}
    }
    let texts = fixtures();
    println!("{} fixtures, {} rules; medians of {PAIRS} pairs", texts.len(), RULES.len());
    processes(&texts);
    one_document(&texts);
    key_stroke();
    rule_loading();
    dearest_rules(&texts);
}

/// The requests of the fixtures that are valid JSON.
fn fixtures() -> Vec<String> {
    let files = WalkDir::new("fixtures/requests").sort_by_file_name().into_iter().filter_map(Result::ok);
    let json = files.filter(|entry| entry.path().extension().is_some_and(|extension| extension == "json"));
    json.map(|entry| fs::read_to_string(entry.path()).expect("a fixture can be read")).collect()
}

/// Walks, reads and parses: what any checker of these files has to do.
fn floor(folder: &Path) {
    let mut bytes = 0;
    for entry in WalkDir::new(folder).into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file()) {
        let text = fs::read(entry.path()).expect("a file of the corpus can be read");
        let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&text);
        black_box(serde_json::from_slice::<serde_json::Value>(text).expect("a file of the corpus is JSON"));
        bytes += text.len();
    }
    black_box(bytes);
}

/// The corpus: copies of the fixtures in folders of a hundred.
fn corpus(texts: &[String], count: usize, folder: &Path) {
    for index in 0..count {
        let below = folder.join(format!("team-{}", index / 100));
        if index % 100 == 0 {
            fs::create_dir_all(&below).expect("a folder of the corpus can be made");
        }
        let text = &texts[index % texts.len()];
        fs::write(below.join(format!("client-{index}.json")), text).expect("a file of the corpus can be written");
    }
}

fn processes(texts: &[String]) {
    let coglint = PathBuf::from(env!("CARGO_BIN_EXE_coglint"));
    let itself = std::env::current_exe().expect("a benchmark knows itself");
    println!("\n{:<44} {:>12} {:>12} {:>8}", "process", "coglint", "floor", "ratio");
    let clean = PathBuf::from("fixtures/requests/web-app.json");
    let found = PathBuf::from("fixtures/requests/spa-implicit.json");
    let broken = PathBuf::from("fixtures/requests/typo.json");
    for (name, file) in
        [("a clean file", clean), ("a file with findings", found), ("a file that breaks the model", broken)]
    {
        let ours = || command(&coglint, &["--isolated", "-q", &file.to_string_lossy()]);
        row(&format!("{name} / an empty process"), &ours, &|| command(&itself, &["--empty"]));
    }
    for count in [500, 10_000] {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        corpus(texts, count, folder.path());
        let path = folder.path().to_string_lossy().into_owned();
        let floor = || command(&itself, &["--floor", &path]);
        for threads in ["1", "2"] {
            let ours = || command(&coglint, &["--isolated", "-q", "-o", "concise", "-j", threads, &path]);
            row(&format!("{count} files, -j {threads} / walk, read, parse"), &ours, &floor);
        }
    }
}

fn command(program: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// Times two commands in turn and prints the medians, and the median of the ratios.
fn row(name: &str, ours: &dyn Fn() -> Command, floor: &dyn Fn() -> Command) {
    let run = |command: &dyn Fn() -> Command| {
        let begin = Instant::now();
        command().status().expect("a process of the benchmark can be started");
        begin.elapsed()
    };
    run(ours);
    run(floor);
    let pairs: Vec<(Duration, Duration)> = (0..PAIRS).map(|_| (run(ours), run(floor))).collect();
    let ratio = median(pairs.iter().map(|(ours, floor)| ours.as_secs_f64() / floor.as_secs_f64()));
    let ours = median(pairs.iter().map(|(ours, _)| ours.as_secs_f64() * 1e3));
    let floor = median(pairs.iter().map(|(_, floor)| floor.as_secs_f64() * 1e3));
    println!("{name:<44} {ours:>9.2} ms {floor:>9.2} ms {ratio:>8.2}");
}

fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// The median time of one call, in microseconds, of many.
fn time(mut call: impl FnMut()) -> f64 {
    let runs = (0..40).map(|_| {
        let begin = Instant::now();
        for _ in 0..20 {
            call();
        }
        begin.elapsed().as_secs_f64() * 1e6 / 20.0
    });
    median(runs)
}

/// The median time of reading and checking all texts once, in microseconds.
fn time_of_checks(texts: &[String], linter: &Linter<'_>) -> f64 {
    let mut reader = Reader::default();
    let mut arena = Bump::new();
    time(|| {
        for text in texts {
            let (document, _) = reader.read(text);
            if let Some(root) = document.root() {
                black_box(linter.check(&document, kind::form(root), &arena));
            }
            reader.recycle(document);
            arena.reset();
        }
    })
}

/// What the parts of a check cost in one process, for all fixtures together.
fn one_document(texts: &[String]) {
    let set = RuleSet::new(RULES, &[]).expect("the built-in rules fit together");
    let settings = Settings::default();
    let linter = Linter::new(&set, &settings);
    let trimmed: Vec<&str> = texts.iter().map(|text| text.trim_start_matches('\u{feff}')).collect();
    let parse_theirs = time(|| {
        for text in &trimmed {
            black_box(serde_json::from_str::<serde_json::Value>(text).expect("a fixture is JSON"));
        }
    });
    let mut reader = Reader::default();
    let parse = time(|| {
        for text in texts {
            let (document, _) = reader.read(text);
            black_box(&document);
            reader.recycle(document);
        }
    });
    let check = time_of_checks(texts, &linter);
    println!("\n{:<44} {:>12} {:>8}", "in one process, all fixtures", "time", "ratio");
    println!("{:<44} {parse_theirs:>9.1} µs {:>8.2}", "serde_json, parse", 1.0);
    println!("{:<44} {parse:>9.1} µs {:>8.2}", "coglint, parse", parse / parse_theirs);
    println!("{:<44} {check:>9.1} µs {:>8.2}", "coglint, parse and check", check / parse_theirs);
}

/// What an editor waits for after a key stroke in a request of 3 KiB: the change, the check, the diagnostics. The floor is a
/// session that answers without a check; both have the protocol's share.
fn key_stroke() {
    let urls: Vec<String> = (0..80).map(|index| format!("    \"https://shop-{index}.example.com/callback\"")).collect();
    let text = format!(
        "{{\n  \"UserPoolId\": \"eu-west-1_Ab12Cd34E\",\n  \"ClientId\": \"1example23456789\",\n  \"CallbackURLs\": [\n{}\n  ]\n}}\n",
        urls.join(",\n")
    );
    let (client, server) = Connection::memory();
    let serving = std::thread::spawn(move || lsp::serve(&server, Duration::ZERO));
    let mut session = Session { client, requests: 0 };
    let capabilities = json!({"textDocument": {"diagnostic": {}}});
    session.ask("initialize", json!({"processId": null, "rootUri": null, "capabilities": capabilities}));
    let uri = "file:///nowhere/client.json";
    session.tell(
        "textDocument/didOpen",
        json!({"textDocument": {"uri": uri, "languageId": "json", "version": 1, "text": text}}),
    );
    let document = json!({"textDocument": {"uri": uri}});
    let mut version = 1;
    let mut type_and_ask = |method: &str| {
        version += 1;
        let (start, end) = (json!({"line": 5, "character": 0}), json!({"line": 5, "character": 1}));
        let change = json!({"range": {"start": start, "end": end}, "text": if version % 2 == 0 { " " } else { "\t" }});
        let changed = json!({"textDocument": {"uri": uri, "version": version}, "contentChanges": [change]});
        session.tell("textDocument/didChange", changed);
        session.ask(method, document.clone());
    };
    let floor = time(|| type_and_ask("textDocument/unknown"));
    let check = time(|| type_and_ask("textDocument/diagnostic"));
    println!("\n{:<44} {:>12} {:>8}", format!("a key stroke in {} bytes", text.len()), "time", "ratio");
    println!("{:<44} {floor:>9.1} µs {:>8.2}", "the protocol alone", 1.0);
    println!("{:<44} {check:>9.1} µs {:>8.2}", "with a check", check / floor);
    drop(session);
    let _ = serving.join();
}

/// An editor that has nothing to do but to wait.
struct Session {
    client: Connection,
    requests: i32,
}

impl Session {
    fn tell(&self, method: &str, params: Value) {
        let message = Notification::new(method.to_owned(), params);
        self.client.sender.send(message.into()).expect("the server runs");
    }

    fn ask(&mut self, method: &str, params: Value) {
        self.requests += 1;
        let request = Request::new(RequestId::from(self.requests), method.to_owned(), params);
        self.client.sender.send(request.into()).expect("the server runs");
        loop {
            let message = self.client.receiver.recv().expect("the server answers");
            if matches!(message, Message::Response(_)) {
                return;
            }
        }
    }
}

/// What rules cost before the first file is read.
fn rule_loading() {
    let settings = Settings::default();
    let set_up = time(|| {
        let set = RuleSet::new(RULES, &[]).expect("the built-in rules fit together");
        black_box(Linter::new(&set, &settings).rules().len());
    });
    let texts: BTreeMap<&str, (&str, &str)> =
        RULES.iter().map(|rule| (&*rule.id, (&*rule.group, &*rule.text))).collect();
    let from_text = time(|| {
        for (id, (group, text)) in &texts {
            black_box(load(group, id, text).expect("a built-in rule loads"));
        }
    });
    println!("\n{:<44} {:>12} {:>8}", "rules", "time", "a rule");
    let count = f64::from(u32::try_from(RULES.len()).unwrap_or(u32::MAX));
    println!("{:<44} {set_up:>9.1} µs {:>5.2} µs", "built-in rules put in order, at start", set_up / count);
    println!("{:<44} {from_text:>9.1} µs {:>5.2} µs", "the same from their files, as a user's", from_text / count);
}

/// What each rule adds to a check of all fixtures, the dearest first.
fn dearest_rules(texts: &[String]) {
    let cost_of = |rules: &[Rule]| {
        let set = RuleSet::new(rules, &[]).expect("a rule without ties stands alone");
        let settings = Settings::default();
        let linter = Linter::new(&set, &settings);
        time_of_checks(texts, &linter)
    };
    let without = cost_of(&[]);
    let alone = |rule: &Rule| Rule { silences: (&[]).into(), asks_about: (&[]).into(), ..rule.clone() };
    let mut costs: Vec<(f64, &str)> = RULES.iter().map(|rule| (cost_of(&[alone(rule)]) - without, &*rule.id)).collect();
    costs.sort_by(|a, b| b.0.total_cmp(&a.0));
    println!("\n{:<44} {:>12}", "a rule alone, beyond no rule, all fixtures", "time");
    for (cost, id) in costs.iter().take(10) {
        println!("{id:<44} {cost:>9.1} µs");
    }
}
