//! The file that `coglint init` writes.

use super::keys::{self, Takes};

/// A configuration for `profile` in which every other key stands as a comment. `schema` is the address of its JSON
/// Schema, for editors that look for one at the head.
pub fn template(profile: &str, schema: Option<&str>) -> String {
    let mut text = schema.map_or_else(String::new, |schema| format!("#:schema {schema}\n"));
    text += "# What coglint checks, and how. A key with # before it is at its default.\n\n";
    for key in keys::ROOT.keys {
        if matches!(key.takes, Takes::Rules | Takes::Tables(_)) {
            continue;
        }
        text += &comment(key.doc);
        text += &match (key.name, key.default) {
            ("version", default) => format!("version = {default}\n"),
            ("profile", _) => format!("profile = \"{profile}\"\n"),
            (name, "") => format!("# {name} = \"coglint-baseline.json\"\n"),
            (name, default) => format!("# {name} = {default}\n"),
        };
        text.push('\n');
    }
    text + AFTER
}

/// Tables come last in TOML.
const AFTER: &str = r#"# Rules one by one: `coglint rules` lists them, `coglint explain RULE` says what each is about.
[rules]
# redirect-http = "error"
# refresh-token-lifetime-long = { severity = "warning", params = { max = "30d" } }

# Other choices for some of the files.
# [[overrides]]
# paths = ["staging/**"]
# profile = "dev"

# A finding that is accepted. The reason is for whoever reads it next year.
# [[ignore]]
# rule = "redirect-http"
# path = "legacy/kiosk.json"
# pointer = "/CallbackURLs/*"
# reason = "The kiosk has no certificate until it is replaced, TICKET-123"
# expires = 2027-03-31
"#;

/// The text as comments of at most 100 columns.
fn comment(text: &str) -> String {
    let mut lines = String::new();
    let mut line = String::from("#");
    for word in text.split_whitespace() {
        if line.chars().count() + 1 + word.chars().count() > 100 {
            lines += &line;
            lines.push('\n');
            line = String::from("#");
        }
        line.push(' ');
        line += word;
    }
    lines + &line + "\n"
}
