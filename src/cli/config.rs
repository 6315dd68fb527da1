//! `coglint config`: what applies to a file and where it comes from, the JSON Schema of a configuration, and whether one is
//! well.

use std::path::Path;

use super::arguments::{ConfigAction, ConfigArguments, ConfigCheckArguments};
use super::chosen::{Row, columns, markdown_row, markdown_rule, plain, rows, with_settings};
use super::console::Console;
use super::policies::{Chosen, Policy};
use super::projects::Projects;
use super::refusal::Refusal;
use super::settings::{ConfigChoice, Flags, shown_from};
use super::{NO_VERDICT, PASS, finish, settings, tool};
use crate::config::schema::schema;
use crate::report::json_text::{Object, array, string, value};
use crate::report::{ErrorKind, footer};
use crate::rule::RuleSet;
use crate::rule::builtin::RULES;
use crate::rule::definition::Source;
use crate::settings::{ByteSize, Effective, Origin, Settings, Sourced};
use crate::untrusted::inline;
use crate::walk;

/// Runs the command and gives the exit code.
pub fn run(arguments: &ConfigArguments, console: &mut Console) -> u8 {
    console.wishes = settings::wishes(&arguments.wishes);
    match &arguments.action {
        Some(ConfigAction::Schema) => print_schema(console),
        Some(ConfigAction::Check(check)) => {
            console.wishes = settings::wishes(&check.wishes);
            self::check(check, console)
        }
        None => {
            let path = arguments.file.as_deref();
            let show = |policy: &Policy<'_>, flags: &Flags<'_>| self::show(arguments, policy, flags, console);
            let shown = with_settings(&arguments.settings, path, console, show);
            shown.unwrap_or_else(|code| code)
        }
    }
}

fn print_schema(console: &Console) -> u8 {
    let id = tool::schema_address("config-1");
    let schema = schema(&RuleSet::built_in(RULES), &id);
    finish(console, console.print(|_, out| writeln!(out, "{schema:#}")))
}

fn show(arguments: &ConfigArguments, policy: &Policy<'_>, flags: &Flags<'_>, console: &Console) -> u8 {
    let rows: Vec<_> =
        rows_about_files(policy, flags).into_iter().chain(all_rows(policy, &flags.working_directory)).collect();
    let heads = ["name", "value", "from"].map(str::to_owned);
    let cells = |row: &Row| [row.name.clone(), toml_value(row), row.from.clone()];
    let written = console.print(|appearance, out| match arguments.output.as_str() {
        "json" => {
            let settings = rows.iter().map(|row| {
                Object::new()
                    .string("name", &row.name)
                    .with("value", &value(&row.value))
                    .string("from", &row.from)
                    .finish()
            });
            let config = policy.chosen.project().config.as_deref().map_or_else(|| "null".to_owned(), string);
            let members = [("schema", string("coglint-config/1")), ("config", config), ("settings", array(settings))];
            let members: Vec<_> = members.iter().map(|(name, json)| format!("  \"{name}\": {json}")).collect();
            writeln!(out, "{{\n{}\n}}", members.join(",\n"))
        }
        "markdown" => {
            writeln!(out, "{}\n{}", markdown_row(&heads), markdown_rule(heads.len()))?;
            rows.iter().map(cells).try_for_each(|[name, value, from]| {
                writeln!(out, "{}", markdown_row(&[format!("`{name}`"), format!("`{value}`"), from]))
            })
        }
        _ => {
            let shown = |cells: [String; 3]| cells.map(|cell| inline(&cell, appearance.charset).into_owned()).to_vec();
            let lines: Vec<_> = std::iter::once(heads.clone()).chain(rows.iter().map(cells)).map(shown).collect();
            columns(&lines).iter().try_for_each(|line| writeln!(out, "{line}"))
        }
    });
    finish(console, written)
}

/// The value as a configuration has it.
fn toml_value(row: &Row) -> String {
    match toml::Value::try_from(&row.value) {
        Ok(value) => value.to_string(),
        Err(_) => plain(&row.value),
    }
}

/// What a configuration file cannot say: which one it is, and the outputs of the environment.
fn rows_about_files(policy: &Policy<'_>, flags: &Flags<'_>) -> Vec<Row> {
    let row = |name: &str, value: serde_json::Value, from: String| Row {
        name: name.to_owned(),
        value,
        from,
        doc: String::new(),
    };
    let named_by = match &flags.config {
        ConfigChoice::Only { by, .. } => by.to_string(),
        ConfigChoice::Nearest | ConfigChoice::None => "nearest".to_owned(),
    };
    let config = policy.chosen.project().config.clone().map(|config| row("config", config.into(), named_by));
    let outputs = Some(settings::outputs_of_environment()).filter(|outputs| !outputs.is_empty());
    let by_variable = Origin::Variable(settings::OUTPUT_VARIABLE).to_string();
    config.into_iter().chain(outputs.map(|outputs| row("output", outputs.into(), by_variable))).collect()
}

/// Everything that applies, first what is not about rules.
fn all_rows(policy: &Policy<'_>, working_directory: &Path) -> Vec<Row> {
    let mut all = plain_rows(&policy.settings, working_directory);
    let mut rules: Vec<_> =
        policy.chosen.rules.rules().iter().map(|rule| Effective::new(rule, &policy.settings)).collect();
    rules.sort_by(|a, b| a.rule.id.cmp(&b.rule.id));
    for rule in rules.iter().filter(|rule| rule.rule.source != Source::Reader || !rule.rule.parameters.is_empty()) {
        all.extend(rows(rule).into_iter().map(|row| {
            let key = match row.name.as_str() {
                "enabled" | "severity" => row.name.clone(),
                parameter => format!("params.{parameter}"),
            };
            Row { name: format!("rules.{}.{key}", rule.rule.id), ..row }
        }));
    }
    all
}

fn plain_rows(settings: &Settings, working_directory: &Path) -> Vec<Row> {
    fn row<T>(name: &str, setting: &Sourced<T>, value: impl Into<serde_json::Value>) -> Row {
        of(name, value, setting.origin.to_string())
    }
    fn of(name: &str, value: impl Into<serde_json::Value>, from: String) -> Row {
        Row { name: name.to_owned(), value: value.into(), from, doc: String::new() }
    }
    let files = &settings.files;
    let fail_on = settings.fail_on.value.map_or("never", crate::finding::Severity::name);
    let operation = settings.operation.value.map_or("auto", crate::request::kind::Operation::name);
    let client_type = settings.client_type.value.map_or("auto", crate::request::client::ClientType::name);
    let patterns = files.exclude.iter().flat_map(|exclude| exclude.value.globs.patterns());
    let path = |path: &Path| shown_from(working_directory, path);
    let mut rows = vec![
        row("profile", &settings.profile, settings.profile.value.as_str()),
        row("operation", &settings.operation, operation),
        row("client-type", &settings.client_type, client_type),
        row("fail-on", &settings.fail_on, fail_on),
        row("include", &files.include, files.include.value.globs.patterns().to_vec()),
        of("exclude", patterns.cloned().collect::<Vec<_>>(), origins(files.exclude.iter().map(|one| &one.origin))),
        row("hidden", &files.hidden, files.hidden.value),
        row("respect-gitignore", &files.respect_gitignore, files.respect_gitignore.value),
        row("max-file-size", &files.max_file_size, ByteSize(files.max_file_size.value).spelled()),
        of(
            "rule-dirs",
            settings.rule_dirs.iter().map(|one| path(&one.value)).collect::<Vec<_>>(),
            origins(settings.rule_dirs.iter().map(|one| &one.origin)),
        ),
        of(
            "redact",
            settings.redact.iter().map(|one| one.value.clone()).collect::<Vec<_>>(),
            origins(settings.redact.iter().map(|one| &one.origin)),
        ),
    ];
    rows.extend(settings.baseline.as_ref().map(|baseline| row("baseline", baseline, path(&baseline.value))));
    rows
}

/// Where the parts of a list come from.
fn origins<'o>(origins: impl Iterator<Item = &'o Origin>) -> String {
    let mut names: Vec<_> = origins.map(ToString::to_string).collect();
    names.dedup();
    if names.is_empty() { Origin::BuiltIn.to_string() } else { names.join(", ") }
}

/// Says whether a configuration is well: the named one, or the one for a file or the working directory.
fn check(arguments: &ConfigCheckArguments, console: &Console) -> u8 {
    let mut flags = Flags::of_config(&arguments.config);
    let file = arguments.file.as_deref();
    if let Some(path) = file.filter(|path| path.extension().is_some_and(|extension| extension == "toml")) {
        flags.config = ConfigChoice::Only { path: path.to_owned(), by: Origin::Flag("FILE") };
    }
    let mut projects = Projects::new(&flags);
    let project = match file {
        Some(path) if path.is_dir() => projects.project_of(&walk::absolute(&flags.working_directory, path)),
        Some(path) => projects.project_of_file(path),
        None => projects.project_of(&flags.working_directory),
    };
    let mut refusals = projects.take_refusals();
    Chosen::of_all(&projects, &mut refusals);
    let config = projects.all()[project].config.clone();
    if config.is_none() && refusals.is_empty() {
        let place = file.map_or_else(|| ".".to_owned(), |path| shown_from(&flags.working_directory, path));
        let message = format!("nothing was checked: there is no coglint.toml for {place}");
        refusals.push(Refusal::new(ErrorKind::NothingChecked, message).help("`coglint init` writes one".to_owned()));
    }
    for refusal in &refusals {
        console.refuse(refusal);
    }
    if !refusals.is_empty() {
        console.tell(|_, out| footer::write_refusal(refusals.len(), "the configuration", out));
        return NO_VERDICT;
    }
    console.tell(|appearance, out| {
        let config = config.unwrap_or_default();
        writeln!(out, "coglint: {}: no mistakes", inline(&config, appearance.charset))
    });
    PASS
}
