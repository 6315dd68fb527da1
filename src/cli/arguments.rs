//! What the program understands: commands, options, and their help.

use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{ArgAction, Args, Parser, Subcommand, ValueHint};
use clap_complete::Shell;
use toml::value::Date;

use super::calendar::day;
use crate::finding::{Category, Severity};
use crate::report::Format;
use crate::report::appearance::Choice;
use crate::request::client::ClientType;
use crate::request::kind::Operation;
use crate::untrusted::Charset;

/// The names of the commands, for the first word and for near misses.
pub const COMMANDS: [&str; 12] =
    ["check", "baseline", "rules", "explain", "config", "init", "schema", "test", "lsp", "completions", "man", "help"];

/// Which text a first word must be to be taken for an option of the program itself.
const OWN_OPTIONS: [&str; 4] = ["--version", "-V", "--help", "-h"];

/// Policy checks for the JSON requests that configure Amazon Cognito app clients
#[derive(Debug, Parser)]
#[command(
    name = "coglint",
    version = "",
    disable_version_flag = true,
    subcommand_required = true,
    override_usage = "coglint [check] [OPTIONS] [PATH]...\n       coglint <COMMAND> ...",
    after_help = "`check` is the default command: `coglint clients/` checks a directory, `coglint check --help` shows its \
                  options.\nA path that is called like a command is written ./rules.",
    help_template = "{about}\n\nUsage: {usage}\n\n{all-args}{after-help}"
)]
struct Program {
    #[command(subcommand)]
    command: Command,
    /// Show the versions of program, rules and service model
    #[arg(short = 'V', long, action = ArgAction::Version)]
    version: Option<bool>,
}

/// A command with its arguments.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check requests (the default command)
    ///
    /// Exit code 0: nothing at or above --fail-on. 1: something, or a difference with --diff. 2: no verdict, because something could not be read or
    /// understood, or nothing was checked.
    Check(Box<CheckArguments>),
    /// Accept the findings that there are, so that only new ones fail
    Baseline(BaselineArguments),
    /// List the rules as they apply, or begin a new one
    Rules(RulesArguments),
    /// Explain a rule, and show its severity and parameters as they apply
    Explain(ExplainArguments),
    /// Show the settings of a file and where each comes from
    Config(ConfigArguments),
    /// Write a configuration file to begin with
    Init(InitArguments),
    /// Print the complete JSON Schema of a request
    Schema(SchemaArguments),
    /// Run the examples inside rule files
    ///
    /// Exit code 0: every example behaves. 1: one does not. 2: a file could not be read or understood.
    Test(TestArguments),
    /// Serve editors: the Language Server Protocol on standard input and output
    ///
    /// docs/editors.md says how to set up which editor. Exit code 0: the editor said good-bye. 1: it went away without.
    Lsp,
    /// Print completions for a shell
    ///
    /// For bash they belong into ~/.local/share/bash-completion/completions/coglint, for fish into
    /// ~/.config/fish/completions/coglint.fish, for zsh into a file `_coglint` in a directory of $fpath.
    Completions(CompletionsArguments),
    /// Print the man page, or write all of them into a directory
    Man(ManArguments),
}

/// Check requests.
#[derive(Debug, Args)]
pub struct CheckArguments {
    #[command(flatten)]
    pub choosing: Choosing,
    #[command(flatten)]
    pub judging: Judging,
    #[command(flatten)]
    pub fixing: Fixing,
    #[command(flatten)]
    pub showing: Showing,
    #[command(flatten)]
    pub running: Running,
}

/// Which files are judged, by which rules and settings: the same for every command that checks.
#[derive(Debug, Args)]
pub struct Choosing {
    /// Files, directories, globs, or - for standard input [default: .]
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<OsString>,
    #[command(flatten)]
    pub reading: Reading,
    #[command(flatten)]
    pub files: FileOptions,
    #[command(flatten)]
    pub settings: SettingsOptions,
    #[command(flatten)]
    pub rules: RuleOptions,
    #[command(flatten)]
    pub known: KnownOptions,
}

/// How texts are read.
#[derive(Debug, Args)]
#[command(next_help_heading = "Which requests")]
pub struct Reading {
    /// Accept explicit paths and standard input as requests, recognized or not
    #[arg(long = "as", value_name = "FORM", value_parser = PossibleValuesParser::new(["update", "create", "request"]).map(Form::named))]
    pub form: Option<Form>,
    /// Skip and count explicit paths that are no requests, as in a directory
    #[arg(long)]
    pub skip_unrecognized: bool,
    /// Pass when nothing was checked
    #[arg(long)]
    pub allow_empty: bool,
    /// Name standard input in reports and for globs
    #[arg(long, value_name = "PATH", value_hint = ValueHint::FilePath)]
    pub stdin_filename: Option<String>,
    /// Read more paths from a file, one a line; - is standard input
    #[arg(long, value_name = "FILE")]
    pub files_from: Option<PathBuf>,
    /// Paths of --files-from end with a NUL character
    #[arg(short = '0', requires = "files_from")]
    pub nul: bool,
}

/// What explicit texts are accepted as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// The request of one operation.
    Of(Operation),
    /// A request; the document says of which operation.
    Request,
}

impl Form {
    fn named(name: impl AsRef<str>) -> Self {
        Operation::from_name(name.as_ref()).map_or(Form::Request, Form::Of)
    }
}

/// Which files of a directory are read.
#[derive(Debug, Args)]
#[command(next_help_heading = "Files in directories")]
pub struct FileOptions {
    /// Leave out files and directories that match; ** crosses directories
    #[arg(long, value_name = "GLOB")]
    pub exclude: Vec<String>,
    /// Obey --exclude and ignore files for explicit paths too
    #[arg(long)]
    pub force_exclude: bool,
    /// Read names that begin with a dot
    #[arg(long)]
    pub hidden: bool,
    /// Read what .gitignore and .ignore leave out
    #[arg(long)]
    pub no_ignore: bool,
}

/// What the rules go by.
#[derive(Debug, Args)]
#[command(next_help_heading = "Settings")]
pub struct SettingsOptions {
    /// Choose a set of settings: default, strict, aal2, aal3, fapi2, dev, multi-tenant
    #[arg(long, value_name = "NAME")]
    pub profile: Option<String>,
    /// Say which call the requests are for
    #[arg(long, value_name = "CALL", value_parser = PossibleValuesParser::new(["auto", "update", "create"]).map(|name| Operation::from_name(&name)))]
    pub operation: Option<OrNone<Operation>>,
    /// Say what the client is
    #[arg(long, value_name = "TYPE", value_parser = PossibleValuesParser::new(["auto", "confidential", "machine", "public"]).map(|name| ClientType::from_name(&name)))]
    pub client_type: Option<OrNone<ClientType>>,
    #[command(flatten)]
    pub config: ConfigOptions,
    /// Set one key of the configuration, such as rules.redirect-http.severity=info
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
}

/// Which configuration counts.
#[derive(Debug, Args)]
#[command(next_help_heading = "Settings")]
pub struct ConfigOptions {
    /// Read this configuration file for all files, instead of the nearest coglint.toml above each
    #[arg(long, value_name = "FILE", conflicts_with = "isolated")]
    pub config: Option<PathBuf>,
    /// Read no configuration file
    #[arg(long)]
    pub isolated: bool,
}

/// Whose findings are looked at.
#[derive(Debug, Args)]
#[command(next_help_heading = "Verdict")]
pub struct RuleOptions {
    /// Report the findings of these rules only
    #[arg(long, value_name = "ID,...", value_delimiter = ',')]
    pub only: Vec<String>,
    /// Leave out the findings of these rules
    #[arg(long, value_name = "ID,...", value_delimiter = ',')]
    pub skip: Vec<String>,
}

/// Which findings are known and accepted.
#[derive(Debug, Args)]
#[command(next_help_heading = "Verdict")]
pub struct KnownOptions {
    /// Report suppressed findings as any others
    #[arg(long)]
    pub no_suppress: bool,
    /// Hold `expires` of suppressions against this day [default: today, in UTC]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub now: Option<Date>,
}

/// What counts.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Verdict")]
pub struct Judging {
    /// Fail from this severity on [default: warning]
    #[arg(long, value_name = "SEVERITY", value_parser = PossibleValuesParser::new(["error", "warning", "info", "never"]).map(|name| Severity::from_name(&name)))]
    pub fail_on: Option<OrNone<Severity>>,
    /// Hide lower findings, which count all the same [default: info]
    #[arg(long, value_name = "SEVERITY", value_parser = PossibleValuesParser::new(["error", "warning", "info"]).map(|name| Severity::from_name(&name).unwrap_or(Severity::Info)))]
    pub min_severity: Option<Severity>,
    /// Do not count the findings that this baseline knows
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Use no baseline
    #[arg(long, conflicts_with = "baseline")]
    pub no_baseline: bool,
}

/// Whether what was found is mended.
#[derive(Debug, Args)]
#[command(next_help_heading = "Fixes")]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub struct Fixing {
    /// Apply safe fixes, and report what is left; a document from standard input goes to standard output
    #[arg(long)]
    pub fix: bool,
    /// Apply fixes too that may break someone
    #[arg(long)]
    pub unsafe_fixes: bool,
    /// Print what --fix would change, and write nothing
    #[arg(long, conflicts_with = "fix")]
    pub diff: bool,
    /// Fail when a fix changed a file
    #[arg(long)]
    pub exit_non_zero_on_fix: bool,
}

/// How and where results are shown.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub struct Showing {
    #[arg(short, long, value_name = "FORMAT[=FILE]", help = output_help())]
    pub output: Vec<String>,
    /// List the files that would be checked; with -v also the others, and why
    #[arg(long, help_heading = "Files in directories")]
    pub list_files: bool,
}

/// How a run goes, and what it says beside its results.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub struct Running {
    /// Use this many threads [default: one a core]
    #[arg(short = 'j', long, value_name = "N")]
    pub threads: Option<NonZeroUsize>,
    #[command(flatten)]
    pub wishes: WishOptions,
    /// Never show how far a long run is
    #[arg(long)]
    pub no_progress: bool,
    /// Leave out footer and notes
    #[arg(short, long, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say more: why files are skipped, how long it took
    #[arg(short, long)]
    pub verbose: bool,
}

/// How text looks.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub struct WishOptions {
    /// Color the output [default: auto]
    #[arg(long, value_name = "WHEN", value_parser = PossibleValuesParser::new(CHOICES).map(choice), default_value = "auto", hide_default_value = true)]
    pub color: Choice,
    /// Link rule ids to their pages [default: auto]
    #[arg(long, value_name = "WHEN", value_parser = PossibleValuesParser::new(CHOICES).map(choice), default_value = "auto", hide_default_value = true)]
    pub hyperlinks: Choice,
    /// Use these characters [default: auto]
    #[arg(long, value_name = "SET", value_parser = PossibleValuesParser::new(["auto", "unicode", "ascii"]).map(charset))]
    pub charset: Option<OrNone<Charset>>,
    /// Use this many columns, 40 to 200 [default: the terminal's, or 100]
    #[arg(long, value_name = "N")]
    pub width: Option<usize>,
}

/// A value that an option can say is none, as `auto` does. Under its own name the parser takes it for one value.
pub type OrNone<T> = Option<T>;

const CHOICES: [&str; 3] = ["auto", "always", "never"];

fn choice(name: impl AsRef<str>) -> Choice {
    match name.as_ref() {
        "always" => Choice::Always,
        "never" => Choice::Never,
        _ => Choice::Auto,
    }
}

fn charset(name: impl AsRef<str>) -> Option<Charset> {
    match name.as_ref() {
        "unicode" => Some(Charset::Unicode),
        "ascii" => Some(Charset::Ascii),
        _ => None,
    }
}

fn output_help() -> String {
    let formats: Vec<_> = Format::names().collect();
    format!("Write {}, to standard output or a file; may be repeated", formats.join(", "))
}

/// Accept the findings that there are, so that only new ones fail.
///
/// A baseline is a file of accepted findings, each known by its rule, its file, its place and its value: it stays known when
/// it moves, and is new when it changes. `coglint check --baseline FILE` counts only what is new.
#[derive(Debug, Args)]
#[command(arg_required_else_help = false)]
pub struct BaselineArguments {
    #[command(subcommand)]
    pub action: BaselineAction,
}

/// What is done with a baseline.
#[derive(Debug, Subcommand)]
pub enum BaselineAction {
    /// Check, and write a baseline of everything that was found
    Create(Box<CreateArguments>),
    /// Check, and drop the entries that match nothing any more; none is added
    Prune(Box<BaselineOptions>),
    /// Check, and list the entries, each with what the run says of it
    Show(Box<BaselineOptions>),
}

/// Check, and write a baseline of everything that was found.
///
/// Nothing is written when something could not be read. Findings that the configuration suppresses, and syntax errors, are not
/// part of a baseline.
#[derive(Debug, Args)]
pub struct CreateArguments {
    #[command(flatten)]
    pub options: BaselineOptions,
    /// Replace a baseline that is there
    #[arg(long, help_heading = "Verdict")]
    pub force: bool,
}

/// A run for the sake of a baseline.
#[derive(Debug, Args)]
pub struct BaselineOptions {
    #[command(flatten)]
    pub choosing: Choosing,
    /// The baseline [default: the one that the configuration here names, or else coglint-baseline.json]
    #[arg(long, value_name = "FILE", help_heading = "Verdict")]
    pub baseline: Option<PathBuf>,
    #[command(flatten)]
    pub running: Running,
}

/// List the rules as they apply.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct RulesArguments {
    #[command(subcommand)]
    pub action: Option<RulesAction>,
    /// Those of one category: validity, security, correctness, hygiene
    #[arg(long, value_name = "CATEGORY", value_parser = PossibleValuesParser::new(["validity", "security", "correctness", "hygiene"]).map(|name| Category::from_name(&name)), hide_possible_values = true)]
    pub category: Option<OrNone<Category>>,
    /// Those that are on
    #[arg(long)]
    pub enabled: bool,
    /// Write them in this form [default: table]
    #[arg(short, long, value_name = "FORM", value_parser = ["table", "json", "markdown"], default_value = "table", hide_default_value = true)]
    pub output: String,
    #[command(flatten)]
    pub settings: SettingsOptions,
    #[command(flatten)]
    pub wishes: WishOptions,
}

/// Explain a rule, and show its severity and parameters as they apply.
#[derive(Debug, Args)]
pub struct ExplainArguments {
    /// The id of the rule
    #[arg(value_name = "RULE")]
    pub rule: String,
    /// Show what applies to this file [default: the current directory]
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Write it in this form [default: text]
    #[arg(short, long, value_name = "FORM", value_parser = ["text", "json", "markdown"], default_value = "text", hide_default_value = true)]
    pub output: String,
    #[command(flatten)]
    pub settings: SettingsOptions,
    #[command(flatten)]
    pub wishes: WishOptions,
}

/// What else is done with rules.
#[derive(Debug, Subcommand)]
pub enum RulesAction {
    /// Write a rule file to begin with, ID.toml
    New(Box<NewRuleArguments>),
}

/// Write a rule file to begin with, ID.toml.
///
/// Its rule is a small true one with a bad and a good example, which coglint test accepts.
#[derive(Debug, Args)]
pub struct NewRuleArguments {
    /// The id of the rule, in kebab-case
    #[arg(value_name = "ID")]
    pub id: String,
    /// The directory [default: the first of rule-dirs, or else the current one]
    #[arg(long, value_name = "DIR")]
    pub dir: Option<PathBuf>,
    #[command(flatten)]
    pub config: ConfigOptions,
    #[command(flatten)]
    pub wishes: WishOptions,
}

/// Show the settings of a file and where each comes from.
///
/// A setting comes from the program (built-in), a profile, a line of a configuration file, the environment, or an option.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct ConfigArguments {
    #[command(subcommand)]
    pub action: Option<ConfigAction>,
    /// The file [default: the current directory]
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Write them in this form [default: table]
    #[arg(short, long, value_name = "FORM", value_parser = ["table", "json", "markdown"], default_value = "table", hide_default_value = true)]
    pub output: String,
    #[command(flatten)]
    pub settings: SettingsOptions,
    #[command(flatten)]
    pub wishes: WishOptions,
}

/// What else is done with a configuration.
#[derive(Debug, Subcommand)]
pub enum ConfigAction {
    /// Print the JSON Schema (draft 2020-12) of a configuration file
    Schema,
    /// Say whether a configuration is well
    Check(ConfigCheckArguments),
}

/// Say whether a configuration is well.
///
/// Exit code 0: it is. 2: it is not, or there is none.
#[derive(Debug, Args)]
pub struct ConfigCheckArguments {
    /// A configuration file, or a file or directory whose configuration is meant [default: the current directory]
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    #[command(flatten)]
    pub config: ConfigOptions,
    #[command(flatten)]
    pub wishes: WishOptions,
}

/// Write a configuration file to begin with: coglint.toml, here.
///
/// Every key stands in it, with what it means. A file that is there is left as it is.
#[derive(Debug, Args)]
pub struct InitArguments {
    /// The profile to begin with
    #[arg(long, value_name = "NAME", value_parser = PossibleValuesParser::new(crate::rule::profile::NAMES), default_value = "default", hide_possible_values = true)]
    pub profile: String,
    #[command(flatten)]
    pub wishes: WishOptions,
}

/// Print the complete JSON Schema (draft 2020-12) of a request.
#[derive(Debug, Args)]
pub struct SchemaArguments {
    /// The request
    #[arg(value_name = "CALL", value_parser = PossibleValuesParser::new(["update", "create"]).map(|name| Operation::from_name(&name).unwrap_or(Operation::Update)))]
    pub operation: Operation,
}

/// Run the examples inside rule files.
#[derive(Debug, Args)]
pub struct TestArguments {
    /// Rule files, and directories of them [default: every rule-dirs of the configuration]
    #[arg(value_name = "PATH")]
    pub paths: Vec<OsString>,
    #[command(flatten)]
    pub config: ConfigOptions,
    #[command(flatten)]
    pub wishes: WishOptions,
}

/// Print completions for a shell.
#[derive(Debug, Args)]
pub struct CompletionsArguments {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub shell: Shell,
}

/// Print the man page, or write all of them into a directory.
#[derive(Debug, Args)]
pub struct ManArguments {
    /// Write the page of every command into this directory, which is made if it is not there
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub directory: Option<PathBuf>,
}

/// What the user wants, or a text to show instead: help, the version, or what is wrong.
pub fn parse(mut arguments: Vec<OsString>) -> Result<Command, clap::Error> {
    if arguments.is_empty() {
        arguments.push("coglint".into());
    }
    let is_command = arguments
        .get(1)
        .and_then(|first| first.to_str())
        .is_some_and(|first| COMMANDS.contains(&first) || OWN_OPTIONS.contains(&first));
    if !is_command {
        arguments.insert(1, "check".into());
    }
    Program::try_parse_from(arguments).map(|program| program.command)
}

/// The command line as pages and completions describe it: the options of `check` can be written without its name too, and
/// so can its paths, which are left out unless `with_paths`.
pub fn described(with_paths: bool) -> clap::Command {
    let program = <Program as clap::CommandFactory>::command();
    let check = program.find_subcommand("check").into_iter().flat_map(clap::Command::get_arguments);
    let of_check: Vec<_> = check.filter(|argument| with_paths || !argument.is_positional()).cloned().collect();
    program.args(of_check)
}

/// A command as the parser knows it.
pub struct KnownCommand {
    /// Its name, after those of the commands that it belongs to: `baseline create`.
    pub name: String,
    /// The names of its long options.
    pub options: Vec<String>,
    /// The names of the commands that belong to it.
    pub commands: Vec<String>,
}

impl KnownCommand {
    /// The innermost command that `words` name, one after the other; other words are passed over.
    pub fn named<'w>(words: impl Iterator<Item = &'w str>) -> Option<Self> {
        let program = <Program as clap::CommandFactory>::command();
        let (mut command, mut names) = (&program, Vec::new());
        for word in words {
            if let Some(inner) = command.find_subcommand(word) {
                command = inner;
                names.push(word);
            }
        }
        let options = command.get_arguments().filter_map(clap::Arg::get_long);
        let found = Self {
            name: names.join(" "),
            options: options.map(|name| format!("--{name}")).collect(),
            commands: command.get_subcommands().map(|inner| inner.get_name().to_owned()).collect(),
        };
        (!names.is_empty()).then_some(found)
    }
}
