//! `coglint test`: rule files held to their own examples.

use std::env;
use std::ffi::OsString;
use std::path::Path;

use super::arguments::TestArguments;
use super::console::{Console, Written};
use super::refusal::Refusal;
use super::{FAIL, NO_VERDICT, PASS, check, finish, settings};
use crate::finding::Severity;
use crate::report::ErrorKind;
use crate::report::diagnostic::{Diagnostic, Place};
use crate::rule::builtin::RULES;
use crate::rule::load::{LoadError, LoadErrorKind, load};
use crate::rule::{Rule, RuleSet, SetError, examples};
use crate::selftest::{self, Disagreement};
use crate::source::{SourceFile, Span};
use crate::toml_table::{Errors, Table, parse};
use crate::walk::{self, Candidate, From, Globs};

/// Runs the command and gives the exit code.
pub fn run(arguments: &TestArguments, console: &mut Console) -> u8 {
    console.wishes = settings::wishes(&arguments.wishes);
    let Some(files) = read_files(&arguments.paths, console) else { return NO_VERDICT };
    let mut files_and_rules = Vec::new();
    let mut mistakes = 0;
    for file in files {
        match load_rule(&file) {
            Ok(rule) => files_and_rules.push((file, rule)),
            Err(errors) => mistakes += show_mistakes(&errors, &file, console),
        }
    }
    let (files, rules): (Vec<SourceFile>, Vec<Rule>) = files_and_rules.into_iter().unzip();
    let set = match RuleSet::new(RULES, &rules) {
        Ok(set) => set,
        Err(errors) => {
            mistakes += errors.iter().map(|error| show_misfit(error, &files, &rules, console)).sum::<usize>();
            return refuse(mistakes, console);
        }
    };
    let mut told = Vec::new();
    for (file, rule) in files.iter().zip(&rules) {
        match selftest::run(rule, &set) {
            Ok(disagreements) => told.extend(disagreements.into_iter().map(|disagreement| (file, disagreement))),
            Err(errors) => mistakes += show_mistakes(&errors, file, console),
        }
    }
    let written = show_disagreements(&told, console);
    if mistakes > 0 {
        return refuse(mistakes, console);
    }
    conclude(&rules, told.len(), console);
    match finish(console, written) {
        PASS if told.is_empty() => PASS,
        PASS => FAIL,
        code => code,
    }
}

/// The texts of all rule files, or `None` after it was said why there are none.
fn read_files(paths: &[std::path::PathBuf], console: &Console) -> Option<Vec<SourceFile>> {
    let words: Vec<OsString> = paths.iter().map(|path| path.clone().into_os_string()).collect();
    let include = Globs::new(&["**/*.toml".to_owned()]);
    let exclude = Globs::new(&[]);
    let (Ok(include), Ok(exclude)) = (include, exclude) else { return None };
    let options = walk::Options {
        include,
        exclude,
        hidden: false,
        ignore_files: true,
        force_exclude: false,
        working_directory: env::current_dir().unwrap_or_default(),
        stdin_name: None,
        list_passed: false,
    };
    let found = walk::find(&words, &options);
    let mut refusals: Vec<_> = found.problems.iter().map(|(path, problem)| check::of_path(path, problem)).collect();
    let mut files = Vec::new();
    let mut candidates = found.candidates;
    candidates.sort_by(|a, b| a.path.cmp(&b.path));
    for candidate in candidates {
        match read_file(&candidate) {
            Ok(file) => files.push(file),
            Err(refusal) => refusals.push(refusal),
        }
    }
    if refusals.is_empty() && files.is_empty() {
        let help = "name rule files, or directories with *.toml files".to_owned();
        refusals.push(Refusal::new(ErrorKind::NothingChecked, "no rule file was found").help(help));
    }
    refusals.iter().for_each(|refusal| console.refuse(refusal));
    refusals.is_empty().then_some(files)
}

fn read_file(candidate: &Candidate) -> Result<SourceFile, Refusal> {
    let path = candidate.path.clone();
    let From::File(file) = &candidate.from else {
        let message = "a rule is not read from standard input, because its file must have its name";
        return Err(Refusal::usage(message));
    };
    match walk::read_text(file) {
        Ok(text) => Ok(SourceFile { path, text }),
        Err(error) => Err(Refusal::input(&path, format!("cannot read {path}: {}", walk::reason(&error)))),
    }
}

fn load_rule(file: &SourceFile) -> Result<Rule, Vec<LoadError>> {
    let path = Path::new(&file.path);
    let name = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    load(&name(path.parent().and_then(Path::file_name)), &name(path.file_stem()), &file.text)
}

fn show_mistakes(errors: &[LoadError], file: &SourceFile, console: &Console) -> usize {
    errors.iter().for_each(|error| show_mistake(&error.kind, error.span, file, console));
    errors.len()
}

/// A mistake that shows only beside the other rules, at the name that it is about.
fn show_misfit(error: &SetError, files: &[SourceFile], rules: &[Rule], console: &Console) -> usize {
    // Of two files with one id it is the later one that is too many.
    let Some(index) = rules.iter().rposition(|rule| rule.id == error.rule) else { return 0 };
    let file = &files[index];
    let name = match &error.kind {
        LoadErrorKind::UnknownName { name, .. } => name,
        _ => &error.rule,
    };
    show_mistake(&error.kind, span_of_name(&file.text, name), file, console);
    1
}

/// Where a name stands in quotes; the id comes first in a rule file, and so is found first.
fn span_of_name(text: &str, name: &str) -> Span {
    let quoted = [format!("\"{name}\""), format!("'{name}'")];
    let found = quoted.iter().filter_map(|quoted| Some((text.find(quoted)?, quoted.len()))).min();
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    match found {
        Some((start, length)) => Span::new(offset(start), offset(start + length)),
        None => id_span(text),
    }
}

fn id_span(text: &str) -> Span {
    let errors = Errors::default();
    let root = parse(text, &errors);
    Table::root(&root, "a rule file", &errors).item("id").map_or(Span::at(0), |id| id.span())
}

fn show_mistake(kind: &LoadErrorKind, span: Span, file: &SourceFile, console: &Console) {
    console.diagnose(&Diagnostic {
        severity: Severity::Error,
        kind: Some("rule"),
        message: &kind.what(),
        place: Some(Place { file, span, label: &kind.label() }),
        help: kind.help().as_deref(),
    });
}

/// The examples that do not behave are what people asked for, so they go to standard output.
fn show_disagreements(told: &[(&SourceFile, Disagreement)], console: &Console) -> Written {
    console.print(|appearance, out| {
        told.iter().try_for_each(|(file, disagreement)| {
            let message = format!("the example `{}`: {}", disagreement.example, disagreement.kind);
            let place = Place { file, span: disagreement.span, label: "this example" };
            let diagnostic = Diagnostic {
                severity: Severity::Error,
                kind: Some(&disagreement.rule),
                message: &message,
                place: Some(place),
                help: None,
            };
            diagnostic.write(appearance, out)
        })
    })
}

fn refuse(mistakes: usize, console: &Console) -> u8 {
    let mistakes = counted(mistakes, "mistake", "mistakes");
    console.tell(|_, out| writeln!(out, "coglint: {mistakes} in rule files: NO VERDICT"));
    NO_VERDICT
}

fn conclude(rules: &[Rule], disagreements: usize, console: &Console) {
    let of_rule = |rule: &Rule| {
        examples::read(&rule.id, &rule.text).map_or(0, |examples| examples.bad.len() + examples.good.len())
    };
    let examples = counted(rules.iter().map(of_rule).sum(), "example", "examples");
    let rules = counted(rules.len(), "rule", "rules");
    let verdict = match disagreements {
        0 => "pass".to_owned(),
        _ => format!("fail ({})", counted(disagreements, "disagreement", "disagreements")),
    };
    console.tell(|_, out| writeln!(out, "coglint: {examples} of {rules}: {verdict}"));
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
