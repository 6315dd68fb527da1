//! `coglint completions`: what a shell offers when somebody presses Tab.
//!
//! The scripts are those of `clap_complete`, from the command line as clap has it. Values that the parser takes as any text,
//! since it says in its own words what is wrong with them, are given to the shell here: ids of rules, profiles, formats.
//! And since the library knows no default command, two of its scripts are told that a path can stand where a command can.

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Arg, Command};
use clap_complete::{Shell, generate};

use super::arguments::{CompletionsArguments, described};
use super::console::Console;
use super::finish;
use crate::report::Format;
use crate::rule::builtin::RULES;
use crate::rule::profile;

/// Runs the command and gives the exit code.
pub fn run(arguments: &CompletionsArguments, console: &Console) -> u8 {
    let script = script(arguments.shell);
    finish(console, console.print(|_, out| out.write_all(script.as_bytes())))
}

fn script(shell: Shell) -> String {
    // zsh would take the first word for a path, and no word for a command.
    let mut program = with_values(described(shell != Shell::Zsh));
    let mut script = Vec::new();
    generate(shell, &mut program, "coglint", &mut script);
    let script = String::from_utf8_lossy(&script);
    match shell {
        Shell::Zsh => script.replace(ZSH_COMMANDS, ZSH_COMMANDS_AND_FILES),
        Shell::Fish => script.replace(FISH_MISSING_VALUE, FISH_NO_COMMAND_YET) + &fish_words(&program),
        _ => script.into_owned(),
    }
}

const ZSH_COMMANDS: &str = "    _describe -t commands 'coglint commands' commands \"$@\"\n";
const ZSH_COMMANDS_AND_FILES: &str = "    local found=1\n    _describe -t commands 'coglint commands' commands \"$@\" && found=0\n    \
                                      _files && found=0\n    return found\n";

/// An option whose value is being written is an error to `argparse`, and no command was seen.
const FISH_MISSING_VALUE: &str = "2>/dev/null\n    or return\n";
const FISH_NO_COMMAND_YET: &str = "2>/dev/null\n    or return 0\n";

/// The values of words that are no options, which the library leaves out for fish.
fn fish_words(program: &Command) -> String {
    let line = |command: &Command, word: &Arg| {
        let values = word.get_possible_values();
        let names: Vec<_> = values.iter().map(PossibleValue::get_name).collect();
        let condition = format!("__fish_coglint_using_subcommand {}", command.get_name());
        format!("complete -c coglint -n \"{condition}\" -a \"{}\"\n", names.join(" "))
    };
    let of_command = |command: &Command| {
        let words = command.get_positionals().filter(|word| !word.get_possible_values().is_empty());
        words.map(|word| line(command, word)).collect::<String>()
    };
    program.get_subcommands().map(of_command).collect()
}

/// The command with the values that its options and words can have.
fn with_values(command: Command) -> Command {
    let command = command.mut_args(|argument| {
        if !argument.get_possible_values().is_empty() {
            return argument;
        }
        match argument.get_id().as_str() {
            "only" | "skip" | "rule" => argument.value_parser(rules()),
            "profile" => argument.value_parser(PossibleValuesParser::new(profile::NAMES)),
            "output" => argument.value_parser(PossibleValuesParser::new(Format::names())),
            _ => argument,
        }
    });
    command.mut_subcommands(with_values)
}

fn rules() -> PossibleValuesParser {
    PossibleValuesParser::new(RULES.iter().map(|rule| PossibleValue::new(&*rule.id).help(&*rule.summary)))
}
