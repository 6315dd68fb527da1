//! `coglint test`: rule files held to their own examples.

use std::sync::Arc;

use super::arguments::TestArguments;
use super::console::{Console, Written};
use super::projects::Projects;
use super::refusal::Refusal;
use super::rule_files::RuleFiles;
use super::settings::Flags;
use super::{FAIL, NO_VERDICT, PASS, finish, settings};
use crate::finding::Severity;
use crate::report::ErrorKind;
use crate::report::diagnostic::{Diagnostic, Place};
use crate::rule::builtin::RULES;
use crate::rule::{Rule, examples};
use crate::selftest::{self, Disagreement};
use crate::source::SourceFile;

/// Runs the command and gives the exit code.
pub fn run(arguments: &TestArguments, console: &mut Console) -> u8 {
    console.wishes = settings::wishes(&arguments.wishes);
    let mut refusals = Vec::new();
    let own = rule_files(arguments, &mut refusals);
    if refusals.is_empty() && own.found == 0 {
        let help = "name rule files or directories with *.toml files, or set rule-dirs in coglint.toml".to_owned();
        refusals.push(Refusal::new(ErrorKind::NothingChecked, "no rule file was found").help(help));
    }
    let set = own.set(RULES, &mut refusals);
    let mut told = Vec::new();
    for (file, rule) in own.files.iter().zip(&own.rules) {
        match selftest::run(rule, &set) {
            Ok(disagreements) => told.extend(disagreements.into_iter().map(|disagreement| (file, disagreement))),
            Err(errors) => refusals.extend(errors.iter().map(|error| Refusal::rule(file, error.span, &error.kind))),
        }
    }
    let written = show_disagreements(&told, console);
    if !refusals.is_empty() {
        return refuse(&refusals, console);
    }
    conclude(&own.rules, told.len(), console);
    match finish(console, written) {
        PASS if told.is_empty() => PASS,
        PASS => FAIL,
        code => code,
    }
}

/// The rule files that are named, or else those of the configuration.
fn rule_files(arguments: &TestArguments, refusals: &mut Vec<Refusal>) -> RuleFiles {
    let flags = Flags::of_config(&arguments.config);
    if !arguments.paths.is_empty() {
        return RuleFiles::load(&arguments.paths, &flags.working_directory, refusals);
    }
    let mut projects = Projects::new(&flags);
    let project = projects.project_of(&flags.working_directory);
    refusals.extend(projects.take_refusals());
    projects.into_rule_files(project)
}

/// The examples that do not behave are what people asked for, so they go to standard output.
fn show_disagreements(told: &[(&Arc<SourceFile>, Disagreement)], console: &Console) -> Written {
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

fn refuse(refusals: &[Refusal], console: &Console) -> u8 {
    for refusal in refusals {
        console.refuse(refusal);
    }
    let mistakes = refusals.iter().filter(|refusal| refusal.is_in("rule")).count();
    if mistakes > 0 {
        let mistakes = counted(mistakes, "mistake", "mistakes");
        console.tell(|_, out| writeln!(out, "coglint: {mistakes} in rule files: NO VERDICT"));
    }
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
