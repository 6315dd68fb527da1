//! The lines of a log that the runner of GitHub Actions takes for commands, by the rules of its `ActionCommand`
//! (actions/runner, `src/Runner.Common/ActionCommand.cs`): what people get to see is decided there.

use std::collections::BTreeMap;

/// The commands that the runner knows (its `IActionCommandExtension`s).
const COMMANDS: [&str; 14] = [
    "add-mask",
    "add-matcher",
    "add-path",
    "debug",
    "echo",
    "endgroup",
    "error",
    "group",
    "notice",
    "remove-matcher",
    "save-state",
    "set-env",
    "set-output",
    "warning",
];

/// A command as the runner understands it.
#[derive(Debug, PartialEq, Eq)]
pub struct Command {
    pub name: String,
    pub properties: BTreeMap<String, String>,
    pub data: String,
}

/// The command of a line, if it is one in either syntax.
pub fn command(line: &str) -> Option<Command> {
    second_syntax(line).or_else(|| first_syntax(line))
}

/// `::name key=value,key=value::data`, after blanks.
fn second_syntax(line: &str) -> Option<Command> {
    let rest = line.trim_start().strip_prefix("::")?;
    let (head, data) = rest.split_once("::")?;
    let unescaped =
        |text: &str| unescape(text, &[("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")]);
    let data = unescape(data, &[("%0D", "\r"), ("%0A", "\n"), ("%25", "%")]);
    parse(head, ',', unescaped, data)
}

/// `##[name key=value;key=value]data`, anywhere in a line.
fn first_syntax(line: &str) -> Option<Command> {
    let (_, rest) = line.split_once("##[")?;
    let (head, data) = rest.split_once(']')?;
    let unescaped =
        |text: &str| unescape(text, &[("%3B", ";"), ("%0D", "\r"), ("%0A", "\n"), ("%5D", "]"), ("%25", "%")]);
    parse(head, ';', unescaped, unescaped(data))
}

fn parse(head: &str, separator: char, unescaped: impl Fn(&str) -> String, data: String) -> Option<Command> {
    let (name, properties) = head.split_once(' ').unwrap_or((head, ""));
    if !COMMANDS.iter().any(|known| known.eq_ignore_ascii_case(name)) {
        return None;
    }
    let pairs = properties.trim().split(separator).filter_map(|property| property.split_once('='));
    let filled = pairs.filter(|(key, value)| !key.is_empty() && !value.is_empty());
    let properties = filled.map(|(key, value)| (key.to_owned(), unescaped(value))).collect();
    Some(Command { name: name.to_owned(), properties, data })
}

/// One replacement after the other, as the runner does it.
fn unescape(text: &str, mappings: &[(&str, &str)]) -> String {
    mappings.iter().fold(text.to_owned(), |text, (escaped, token)| text.replace(escaped, token))
}

#[test]
fn both_syntaxes_are_understood() {
    let parsed = command(" \t::error file=a%2Cb,line=1, title=x%3A%3Ay::50%25%0Aof::it").expect("a command");
    let properties = [("file", "a,b"), ("line", "1"), (" title", "x::y")];
    let properties = properties.map(|(key, value)| (key.to_owned(), value.to_owned())).into();
    assert_eq!(parsed, Command { name: "error".into(), properties, data: "50%\nof::it".into() });
    assert_eq!(command("x ##[Group a=b;c=d]e").map(|command| command.properties.len()), Some(2));
    for line in ["x ::error::y", "::error", "::unknown::x", "## [error]", "##[error", "#\u{23} [error]x"] {
        assert_eq!(command(line), None, "{line}");
    }
}
