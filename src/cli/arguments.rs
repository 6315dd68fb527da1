//! What the program understands: commands, options, and their help.

use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{ArgAction, Args, Parser, Subcommand, ValueHint};
use clap_complete::Shell;

use crate::finding::{Category, Severity};
use crate::report::Format;
use crate::report::appearance::Choice;
use crate::request::client::ClientType;
use crate::request::kind::Operation;
use crate::untrusted::Charset;

/// The names of the commands, for the first word and for near misses.
pub const COMMANDS: [&str; 8] = ["check", "rules", "explain", "schema", "test", "completions", "man", "help"];

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
    /// Exit code 0: nothing at or above --fail-on. 1: something. 2: no verdict, because something could not be read or
    /// understood, or nothing was checked.
    Check(Box<CheckArguments>),
    /// List the rules as they apply
    Rules(RulesArguments),
    /// Explain a rule, and show its severity and parameters as they apply
    Explain(ExplainArguments),
    /// Print the complete JSON Schema of a request
    Schema(SchemaArguments),
    /// Run the examples inside rule files
    ///
    /// Exit code 0: every example behaves. 1: one does not. 2: a file could not be read or understood.
    Test(TestArguments),
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
    pub judging: Judging,
    #[command(flatten)]
    pub showing: Showing,
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
#[expect(clippy::struct_excessive_bools, reason = "each is an option of the command line")]
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
    /// List the files that would be checked; with -v also the others, and why
    #[arg(long)]
    pub list_files: bool,
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
    /// Read no configuration file
    #[arg(long)]
    pub isolated: bool,
    /// Set one key of the configuration, such as rules.redirect-http.severity=info
    #[arg(long, value_name = "KEY=VALUE")]
    pub set: Vec<String>,
}

/// What counts.
#[derive(Debug, Args)]
#[command(next_help_heading = "Verdict")]
pub struct Judging {
    /// Report the findings of these rules only
    #[arg(long, value_name = "ID,...", value_delimiter = ',')]
    pub only: Vec<String>,
    /// Leave out the findings of these rules
    #[arg(long, value_name = "ID,...", value_delimiter = ',')]
    pub skip: Vec<String>,
    /// Fail from this severity on [default: warning]
    #[arg(long, value_name = "SEVERITY", value_parser = PossibleValuesParser::new(["error", "warning", "info", "never"]).map(|name| Severity::from_name(&name)))]
    pub fail_on: Option<OrNone<Severity>>,
    /// Hide lower findings, which count all the same [default: info]
    #[arg(long, value_name = "SEVERITY", value_parser = PossibleValuesParser::new(["error", "warning", "info"]).map(|name| Severity::from_name(&name).unwrap_or(Severity::Info)))]
    pub min_severity: Option<Severity>,
}

/// How and where results are shown.
#[derive(Debug, Args)]
#[command(next_help_heading = "Output")]
pub struct Showing {
    #[arg(short, long, value_name = "FORMAT[=FILE]", help = output_help())]
    pub output: Vec<String>,
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
type OrNone<T> = Option<T>;

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

/// List the rules as they apply.
#[derive(Debug, Args)]
pub struct RulesArguments {
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
    /// Rule files, and directories of them
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
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

/// The names of all long options of the command that a command line begins with.
pub fn long_options(command: &str) -> Vec<String> {
    let program = <Program as clap::CommandFactory>::command();
    let command = program.find_subcommand(command);
    let options = command.into_iter().flat_map(clap::Command::get_arguments);
    options.filter_map(|option| option.get_long()).map(|name| format!("--{name}")).collect()
}
