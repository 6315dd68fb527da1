//! `coglint rules new`: a rule file to begin with.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use super::arguments::NewRuleArguments;
use super::console::Console;
use super::projects::Projects;
use super::refusal::Refusal;
use super::settings::Flags;
use super::{NO_VERDICT, PASS, settings};
use crate::report::ErrorKind;
use crate::rule::builtin::RULES;
use crate::rule::load::is_kebab_case;
use crate::rule::template::template;
use crate::walk::{self, reason, shown};

/// Runs the command and gives the exit code.
pub fn run(arguments: &NewRuleArguments, console: &mut Console) -> u8 {
    console.wishes = settings::wishes(&arguments.wishes);
    match write(arguments, console) {
        Ok(()) => PASS,
        Err(refusal) => {
            console.refuse(&refusal);
            NO_VERDICT
        }
    }
}

fn write(arguments: &NewRuleArguments, console: &Console) -> Result<(), Refusal> {
    // A configuration may already speak of the rule, or name the directory, before either is there.
    let mut mistakes = Vec::new();
    let flags = Flags::of_config(&arguments.config);
    let mut projects = Projects::new(&flags);
    let project = projects.project_of(&flags.working_directory);
    let project = &projects.all()[project];
    let rules = project.rule_files.set(RULES, &mut mistakes);
    let id = &arguments.id;
    if !is_kebab_case(id) {
        let help = "use small letters and digits, in words joined by `-`: the defect, the noun first".to_owned();
        return Err(Refusal::usage(format!("the id `{id}` is not in kebab-case")).help(help));
    }
    if rules.index_of(id).is_some() {
        return Err(
            Refusal::usage(format!("a rule `{id}` exists already")).help(format!("coglint explain {id} shows it"))
        );
    }
    let known = project.configured().rule_dirs;
    let directory: PathBuf = match (&arguments.dir, known.first()) {
        (Some(directory), _) => directory.clone(),
        (None, Some(first)) => walk::relative_to(&flags.working_directory, &first.value),
        (None, None) => PathBuf::from("."),
    };
    let path = directory.join(format!("{id}.toml"));
    create(&directory, &path, id)?;
    let shown_path = shown(&path);
    console.note(&format!("wrote {shown_path}; coglint test {shown_path} holds the rule to its examples"));
    let is_known = known.iter().any(|one| fs::canonicalize(&one.value).ok() == fs::canonicalize(&directory).ok());
    if !is_known {
        let directory = shown(&directory);
        console.note(&format!("for the rule to count, put {directory} into rule-dirs of coglint.toml"));
    }
    Ok(())
}

fn create(directory: &Path, path: &Path, id: &str) -> Result<(), Refusal> {
    let create = || {
        fs::create_dir_all(directory)?;
        let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
        file.write_all(template(id).as_bytes())
    };
    create().map_err(|error| {
        let path = shown(path);
        Refusal::new(ErrorKind::Output, format!("cannot write {path}: {}", reason(&error))).about(&path)
    })
}
