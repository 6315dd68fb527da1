//! Answers to a command line that asks for help, or that cannot be understood.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::arguments::{COMMANDS, KnownCommand};
use super::console::Console;
use super::refusal::Refusal;
use super::{NO_VERDICT, finish, tool};
use crate::expr::near_names;
use crate::rule::load::did_you_mean;

/// Prints help or version, or says what is wrong; gives the exit code.
pub fn answer(error: &clap::Error, console: &Console) -> u8 {
    let text = match error.kind() {
        ErrorKind::DisplayHelp => {
            let help = error.render();
            console.print(
                |appearance, out| {
                    if appearance.color { write!(out, "{}", help.ansi()) } else { write!(out, "{help}") }
                },
            )
        }
        ErrorKind::DisplayVersion => console.print(|_, out| writeln!(out, "{}", tool::version_line())),
        _ => {
            console.refuse(&refusal(error));
            return NO_VERDICT;
        }
    };
    finish(console, text)
}

/// What is wrong, in our words.
fn refusal(error: &clap::Error) -> Refusal {
    let said = Said(error);
    let option = said.option();
    match error.kind() {
        ErrorKind::UnknownArgument if option.starts_with('-') => {
            let name = option.split('=').next().unwrap_or(&option).to_owned();
            Refusal::usage(format!("unknown option `{name}`")).help(said.near_option(&name))
        }
        ErrorKind::UnknownArgument => Refusal::usage(format!("`{option}` is one word too many")).help(said.see_help()),
        ErrorKind::InvalidSubcommand => {
            let name = said.text(ContextKind::InvalidSubcommand);
            let commands = said.command().map_or_else(|| COMMANDS.map(str::to_owned).into(), |known| known.commands);
            let near = did_you_mean(&near_names(&name, commands.iter().map(String::as_str)));
            Refusal::usage(format!("unknown command `{name}`")).help(near.unwrap_or_else(|| said.see_help()))
        }
        ErrorKind::InvalidValue if said.text(ContextKind::InvalidValue).is_empty() => {
            Refusal::usage(format!("`{option}` has no value")).help(said.known_values())
        }
        ErrorKind::InvalidValue => {
            let value = said.text(ContextKind::InvalidValue);
            let near = did_you_mean(&near_names(&value, said.valid_values().iter().map(String::as_str)));
            Refusal::usage(format!("unknown value `{value}` of `{option}`")).help(near.or_else(|| said.known_values()))
        }
        ErrorKind::ValueValidation => {
            let value = said.text(ContextKind::InvalidValue);
            let source = std::error::Error::source(error).map_or(String::new(), |source| format!(": {source}"));
            Refusal::usage(format!("`{value}` is no value of `{option}`{source}")).help(said.see_help())
        }
        ErrorKind::ArgumentConflict => {
            let other = said.text(ContextKind::PriorArg);
            let message = if other == option || other.is_empty() {
                format!("`{option}` is given twice")
            } else {
                format!("`{option}` and `{other}` exclude each other")
            };
            Refusal::usage(message).help("leave one of them out".to_owned())
        }
        ErrorKind::MissingRequiredArgument => {
            Refusal::usage(format!("{} is missing", option.trim_matches(['<', '>']))).help(said.see_help())
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            Refusal::usage("no command is given").help(said.see_help())
        }
        ErrorKind::InvalidUtf8 => {
            Refusal::usage("a value of an option is not UTF-8").help("only paths may be other bytes".to_owned())
        }
        _ => Refusal::usage(format!("the command line cannot be understood ({})", error.kind())).help(said.see_help()),
    }
}

/// What the parser has to say about an error.
struct Said<'e>(&'e clap::Error);

impl Said<'_> {
    /// A text of the context, or the first one of several; empty when there is none.
    fn text(&self, kind: ContextKind) -> String {
        match self.0.get(kind) {
            Some(ContextValue::String(text)) => text.clone(),
            Some(ContextValue::Strings(texts)) => texts.join(", "),
            _ => String::new(),
        }
    }

    /// The option as it is written, without the name of its value; or the name of a missing word.
    fn option(&self) -> String {
        let text = self.text(ContextKind::InvalidArg);
        let option = if text.starts_with('-') { text.split([' ', '=']).next().unwrap_or_default() } else { &text };
        option.to_owned()
    }

    fn valid_values(&self) -> Vec<String> {
        match self.0.get(ContextKind::ValidValue) {
            Some(ContextValue::Strings(values)) => values.clone(),
            _ => Vec::new(),
        }
    }

    fn known_values(&self) -> Option<String> {
        let values = self.valid_values();
        (!values.is_empty()).then(|| format!("write one of {}", values.join(", ")))
    }

    fn near_option(&self, name: &str) -> String {
        let options = self.command().map(|command| command.options).unwrap_or_default();
        let near = near_names(name, options.iter().map(String::as_str).chain(["--help"]));
        did_you_mean(&near).unwrap_or_else(|| self.see_help())
    }

    /// The command that the words were for; `None` when there is none.
    fn command(&self) -> Option<KnownCommand> {
        let usage = self.0.get(ContextKind::Usage).map(ToString::to_string).unwrap_or_default();
        KnownCommand::named(usage.split_whitespace().skip_while(|word| *word != "coglint").skip(1))
    }

    fn see_help(&self) -> String {
        let command = self.command().map_or_else(|| "check".to_owned(), |command| command.name);
        format!("coglint {command} --help shows what can be written")
    }
}
