//! The keys of a configuration file, described once: the JSON Schema, the table in `docs/configuration.md` and the words
//! of errors come from here. A test holds the readers to the same keys.

use super::SHORTEST_REASON;
use crate::finding::Severity;
use crate::request::client::ClientType;
use crate::request::kind::Operation;
use crate::rule::profile;

/// A table of a configuration file.
pub struct Section {
    /// What it is called in errors.
    pub within: &'static str,
    /// Its keys, in the order of the documentation.
    pub keys: &'static [Key],
}

/// A key of a table.
pub struct Key {
    /// The name.
    pub name: &'static str,
    /// What it takes.
    pub takes: Takes,
    /// Its value when it is left out, as TOML; empty when there is none, which `needed` tells apart from "nothing".
    pub default: &'static str,
    /// Whether it must be there.
    pub needed: bool,
    /// What it means, in a sentence or two of Markdown.
    pub doc: &'static str,
}

/// What a key takes.
pub enum Takes {
    /// The version of the format.
    Version,
    /// A JSON Pointer with wildcards.
    Pointer,
    /// A text of a least number of characters, blanks at its ends not counted.
    LongText(usize),
    /// `true` or `false`.
    Boolean,
    /// One of a few names.
    Name(fn() -> Vec<&'static str>),
    /// A path.
    Path,
    /// A path or a list of paths.
    PathOrPaths,
    /// A list of paths.
    Paths,
    /// A glob.
    Glob,
    /// A list of globs.
    Globs,
    /// The same, with one at least.
    SomeGlobs,
    /// A list of names.
    Names,
    /// A number of bytes, or a text with a unit.
    Size,
    /// A string, a number or a boolean.
    Scalar,
    /// A day.
    Date,
    /// The id of a rule or a list of ids.
    RuleOrRules,
    /// A table whose keys are ids of rules.
    Rules,
    /// A table whose keys are the parameters of one rule.
    Parameters,
    /// A list of such tables.
    Tables(&'static Section),
}

const fn key(name: &'static str, takes: Takes, default: &'static str, doc: &'static str) -> Key {
    Key { name, takes, default, needed: false, doc }
}

/// The same key where it overrides: left out, it changes nothing.
const fn overriding(key: Key) -> Key {
    Key { default: "", ..key }
}

const fn needed(name: &'static str, takes: Takes, doc: &'static str) -> Key {
    Key { name, takes, default: "", needed: true, doc }
}

/// The names that turn a rule on or off, or set how bad it is.
pub fn levels() -> Vec<&'static str> {
    std::iter::once(OFF).chain(severities()).collect()
}

/// What turns a rule off.
pub const OFF: &str = "off";

/// The names of profiles.
pub fn profiles() -> Vec<&'static str> {
    profile::NAMES.to_vec()
}

/// The names of operations, and of none.
pub fn operations() -> Vec<&'static str> {
    std::iter::once("auto").chain(Operation::ALL.map(Operation::name)).collect()
}

/// The names of types of clients, and of none.
pub fn client_types() -> Vec<&'static str> {
    std::iter::once("auto").chain(ClientType::ALL.map(ClientType::name)).collect()
}

/// The severities that can fail a run, and the name for that none does.
pub fn bars() -> Vec<&'static str> {
    severities().into_iter().chain(["never"]).collect()
}

/// The names of severities, the worst first.
pub fn severities() -> Vec<&'static str> {
    Severity::ALL.into_iter().rev().map(Severity::name).collect()
}

const PROFILE: Key = key("profile", Takes::Name(profiles), "\"default\"", "The set of choices to begin with.");
const OPERATION: Key = key(
    "operation",
    Takes::Name(operations),
    "\"auto\"",
    "The call that the requests are for, where they do not say so themselves.",
);
const CLIENT_TYPE: Key = key(
    "client-type",
    Takes::Name(client_types),
    "\"auto\"",
    "What the clients are; what is declared goes before what a request seems to be.",
);
const FAIL_ON: Key = key(
    "fail-on",
    Takes::Name(bars),
    "\"warning\"",
    "The lowest severity that fails a run. `--fail-on` overrides it for all files.",
);
const RULES: Key = key(
    "rules",
    Takes::Rules,
    "",
    "By the id of a rule: `\"off\"`, a severity, or a table with `enabled`, `severity` and `params`.",
);

/// The file.
pub static ROOT: Section = Section {
    within: "coglint.toml",
    keys: &[
        key("version", Takes::Version, "1", "The format of this file. A greater one asks for a newer coglint."),
        key(
            "extends",
            Takes::PathOrPaths,
            "[]",
            "Configuration files to begin with, from this one's directory; the later ones are stronger, and this one is the strongest. `include` and `exclude` take the place of inherited ones; `redact`, `rule-dirs`, `overrides` and `ignore` add to them. Paths and globs count from the file that they stand in.",
        ),
        PROFILE,
        OPERATION,
        CLIENT_TYPE,
        FAIL_ON,
        key(
            "include",
            Takes::Globs,
            "[\"**/*.json\"]",
            "The files of a directory that are looked at. `*` and `?` stay within a name, `**` crosses directories, `[…]` is one of some characters, `{a,b}` one of some texts; `/` on every system.",
        ),
        key("exclude", Takes::Globs, "[]", "Files and directories that are left out."),
        key("hidden", Takes::Boolean, "false", "Whether names that begin with a dot are looked at."),
        key(
            "respect-gitignore",
            Takes::Boolean,
            "true",
            "Whether `.gitignore`, `.ignore` and `.git/info/exclude` are obeyed.",
        ),
        key(
            "max-file-size",
            Takes::Size,
            "\"1MiB\"",
            "The greatest size of a file: bytes, or a text with `KiB` or `MiB`.",
        ),
        key("rule-dirs", Takes::Paths, "[]", "Directories with rule files of your own."),
        RULES,
        key(
            "redact",
            Takes::Names,
            "[]",
            "Members whose values are hidden in every output, as that of `ClientSecret` always is. Case, `_` and `-` do not count.",
        ),
        key("baseline", Takes::Path, "", "The file of known findings; it must exist."),
        key(
            "overrides",
            Takes::Tables(&OVERRIDE),
            "",
            "Other choices for some of the files; the later ones are stronger.",
        ),
        key("ignore", Takes::Tables(&IGNORE), "", "Findings that are accepted, each with a reason."),
    ],
};

/// The settings of a rule.
pub static RULE: Section = Section {
    within: "the settings of a rule",
    keys: &[
        key("enabled", Takes::Boolean, "", "Whether the rule speaks."),
        key("severity", Takes::Name(severities), "", "How bad its findings are."),
        key("params", Takes::Parameters, "", "Its parameters."),
    ],
};

/// An entry of `[[overrides]]`.
pub static OVERRIDE: Section = Section {
    within: "an override",
    keys: &[
        needed("paths", Takes::SomeGlobs, "The files, by globs from the directory of this file."),
        overriding(PROFILE),
        overriding(OPERATION),
        overriding(CLIENT_TYPE),
        overriding(FAIL_ON),
        RULES,
    ],
};

/// An entry of `[[ignore]]`.
pub static IGNORE: Section = Section {
    within: "a suppression",
    keys: &[
        needed("rule", Takes::RuleOrRules, "The rule whose findings are accepted, or a list of rules."),
        key("path", Takes::Glob, "", "The files, by a glob from the directory of this file; all files without it."),
        key(
            "pointer",
            Takes::Pointer,
            "",
            "Where in the document, as a JSON Pointer; `*` is any one name or index. A member that is not set has a place too.",
        ),
        key(
            "value",
            Takes::Scalar,
            "",
            "The value itself, so that the entry holds when it moves and ends when it changes.",
        ),
        needed("reason", Takes::LongText(SHORTEST_REASON), "Why: for those who read it next year."),
        key("expires", Takes::Date, "", "The last day on which it counts, in UTC, such as `2027-03-31`."),
    ],
};
