//! The keys of a rule file, described once: from here come `rules/rule.schema.json`, which editors complete and check with,
//! and the reference in `docs/rule-format.md`. A test holds the readers of [`load`](super::load) to the same keys.

use super::definition::{ParameterKind, ParameterRole, Precedence};

/// A table of a rule file.
pub struct Section {
    /// What it is called in errors, with its article.
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
    /// Whether it must be there.
    pub needed: bool,
    /// What it means, in a sentence or more.
    pub doc: &'static str,
}

/// What a key takes.
pub enum Takes {
    /// A text.
    Text,
    /// An expression in CEL.
    Expression,
    /// `true` or `false`.
    Boolean,
    /// A list of texts.
    Texts,
    /// One of a few names.
    Name(fn() -> Vec<&'static str>),
    /// A severity, or a list of cases of which the last has no condition.
    Severity,
    /// A number, or for a duration a text.
    Number,
    /// Whatever fits the parameter.
    Value,
    /// A list, each item a text or such a table.
    TextsOrTables(&'static Section),
    /// A list of such tables.
    Tables(&'static Section),
    /// A table whose keys are names and whose values are such tables.
    Named(&'static Section),
    /// A table whose keys are names and whose values are lists of texts.
    NamedTexts,
    /// A table whose keys are names and whose values are expressions.
    NamedExpressions,
    /// A table whose keys are names of parameters.
    NamedValues,
    /// An expression, an object of such, or what stands at the place without some members.
    NewValue,
}

const fn key(name: &'static str, takes: Takes, doc: &'static str) -> Key {
    Key { name, takes, needed: false, doc }
}

const fn needed(name: &'static str, takes: Takes, doc: &'static str) -> Key {
    Key { name, takes, needed: true, doc }
}

fn categories() -> Vec<&'static str> {
    crate::finding::Category::ALL.map(crate::finding::Category::name).to_vec()
}

fn severities() -> Vec<&'static str> {
    crate::finding::Severity::ALL.map(crate::finding::Severity::name).to_vec()
}

fn precedences() -> Vec<&'static str> {
    Precedence::NAMES.map(|(name, _)| name).to_vec()
}

fn sources() -> Vec<&'static str> {
    vec!["reader", "schema", "run"]
}

fn picks() -> Vec<&'static str> {
    vec!["all", "first"]
}

fn kinds() -> Vec<&'static str> {
    ParameterKind::NAMES.map(|(name, _)| name).to_vec()
}

fn roles() -> Vec<&'static str> {
    ParameterRole::NAMES.map(|(name, _)| name).to_vec()
}

fn safeties() -> Vec<&'static str> {
    vec!["safe", "unsafe", "none"]
}

fn operations() -> Vec<&'static str> {
    vec!["remove", "set", "append"]
}

fn profiles() -> Vec<&'static str> {
    super::profile::NAMES.to_vec()
}

fn calls() -> Vec<&'static str> {
    crate::request::kind::Operation::ALL.map(crate::request::kind::Operation::name).to_vec()
}

fn client_types() -> Vec<&'static str> {
    crate::request::client::ClientType::ALL.map(crate::request::client::ClientType::name).to_vec()
}

/// A rule file.
pub static RULE: Section = Section {
    within: "a rule file",
    keys: &[
        needed("id", Takes::Text, "The id in kebab-case, the noun first; the same as the name of the file."),
        needed("summary", Takes::Text, "What the rule finds, in a line."),
        needed(
            "category",
            Takes::Name(categories),
            "What a finding means: the call fails, it opens a hole, it does something else than written, or it misleads.",
        ),
        needed(
            "severity",
            Takes::Severity,
            "How bad a finding is: one severity, or a list of cases that ends with one.",
        ),
        key(
            "enabled",
            Takes::Boolean,
            "Whether the rule speaks when nobody has said anything about it; true when left out.",
        ),
        key(
            "dormant",
            Takes::Boolean,
            "Whether a finding is lowered to info while OAuth is off, because the setting has no effect then; false when left out.",
        ),
        key(
            "precedence",
            Takes::Name(precedences),
            "The rank at one place, where an earlier rank silences all later ones; `ordinary` when left out. With `last` the rule may use `spoken_members`.",
        ),
        key(
            "source",
            Takes::Name(sources),
            "For rules whose findings come from the program itself; such a rule has no `at`, `when`, `message`, `fix` or `silences`.",
        ),
        key("at", Takes::TextsOrTables(&PLACE), "Where the rule looks; must be there unless there is a `source`."),
        key(
            "pick",
            Takes::Name(picks),
            "Whether the rule speaks at all its places, or at the first that holds only; `all` when left out.",
        ),
        key("names", Takes::NamedExpressions, "Expressions with a name; each may use those before it."),
        key("lists", Takes::NamedTexts, "Lists of texts, used as `lists.NAME`."),
        key("params", Takes::Named(&PARAMETER), "What a user can set, used as `params.NAME`."),
        key(
            "when",
            Takes::Expression,
            "Whether there is a finding at a place. Unknown counts as no. It may be left out when every place has a condition of its own.",
        ),
        key(
            "reason",
            Takes::Tables(&REASON),
            "Phrases, each with a condition; `reasons` is the list of those that hold. Without `when` the rule speaks when one holds.",
        ),
        key(
            "message",
            Takes::TextsOrTables(&SENTENCE),
            "The sentences: what is wrong, why it matters, what to do; must be there unless there is a `source`. `{expression}` is filled in.",
        ),
        key("fix", Takes::Tables(&FIX), "How to mend it: the first case that holds."),
        key("silences", Takes::Tables(&SILENCE), "Which other rules are silent where this one speaks."),
        key("profiles", Takes::Named(&PROFILE), "What a profile changes."),
        needed("why", Takes::Text, "The documentation: the danger, who meets it, what the standards say. Markdown."),
        key("fix-note", Takes::Text, "What the fix does and whom it may break."),
        key("traps", Takes::Text, "What is easily got wrong about the rule."),
        key("references", Takes::Tables(&REFERENCE), "Where to read on."),
        key("bad", Takes::Tables(&BAD), "Requests in which the rule must speak."),
        key("good", Takes::Tables(&GOOD), "Requests in which the rule must be silent."),
    ],
};

/// A place with more to say than its pattern.
pub static PLACE: Section = Section {
    within: "a place",
    keys: &[
        needed("place", Takes::Text, "The pattern of places."),
        key("when", Takes::Expression, "A condition of its own, beside the rule's."),
        key(
            "speaks-of",
            Takes::Expression,
            "For a finding at the request: the names of the members that it speaks of, beside that of the pattern.",
        ),
    ],
};

/// A case of a severity.
pub static SEVERITY: Section = Section {
    within: "a case of a severity",
    keys: &[
        needed("when", Takes::Expression, "The condition."),
        needed("is", Takes::Name(severities), "The severity."),
    ],
};

/// A parameter.
pub static PARAMETER: Section = Section {
    within: "a parameter",
    keys: &[
        needed(
            "type",
            Takes::Name(kinds),
            "What it takes. A duration is written like `30d`, `12h`, `60m`, `300s`, and is a number of seconds in expressions.",
        ),
        needed("doc", Takes::Text, "What it means."),
        needed("default", Takes::Value, "Its value when nobody sets it."),
        key("min", Takes::Number, "The least number or duration."),
        key("max", Takes::Number, "The greatest number or duration."),
        key("role", Takes::Name(roles), "What in the program itself reads it; `condition`, nothing, when left out."),
    ],
};

/// A reason.
pub static REASON: Section = Section {
    within: "a reason",
    keys: &[
        needed("when", Takes::Expression, "The condition."),
        needed("text", Takes::Text, "The phrase; `{expression}` is filled in."),
    ],
};

/// A sentence with a condition.
pub static SENTENCE: Section = Section {
    within: "a sentence",
    keys: &[
        needed("when", Takes::Expression, "Whether it is said."),
        needed("text", Takes::Text, "The sentence; `{expression}` is filled in."),
    ],
};

/// A case of a fix.
pub static FIX: Section = Section {
    within: "a fix",
    keys: &[
        key("when", Takes::Expression, "Whether this case is taken; always when left out."),
        needed("safety", Takes::Name(safeties), "Whether it may break someone; `none` when this case has no fix."),
        key("title", Takes::Text, "What it does, where the patch does not say it well."),
        key("patch", Takes::Tables(&STEP), "What it does, in order; must be there unless `safety` is `none`."),
    ],
};

/// A step of a fix.
pub static STEP: Section = Section {
    within: "a step of a fix",
    keys: &[
        needed(
            "op",
            Takes::Name(operations),
            "`remove` takes the value away; `set` puts one there, new or in place of another, with a parent that is missing; `append` adds one at the end of a list.",
        ),
        key(
            "path",
            Takes::Text,
            "Where, when it is not the finding's place: `/Member`, `/Member/Part` with `{expression}`s, `/List/*` for every item, or `document`.",
        ),
        key("when", Takes::Expression, "A condition of its own; for every item it is asked at the item."),
        key("with-list", Takes::Boolean, "Whether a list that `remove` would leave empty goes too."),
        key("value", Takes::NewValue, "What to write."),
    ],
};

/// A silence.
pub static SILENCE: Section = Section {
    within: "a silence",
    keys: &[
        key("rules", Takes::Texts, "The rules that are silent at the same place."),
        key("all-but", Takes::Texts, "The rules that are not silent; all others are, in the whole document."),
        key("when", Takes::Expression, "Whether they are silent; always when left out."),
    ],
};

/// A profile.
pub static PROFILE: Section = Section {
    within: "a profile",
    keys: &[
        key("enabled", Takes::Boolean, "Whether the rule speaks."),
        key("severity", Takes::Severity, "How bad a finding is."),
        key("params", Takes::NamedValues, "The parameters that change."),
    ],
};

/// A reference.
pub static REFERENCE: Section = Section {
    within: "a reference",
    keys: &[
        needed("title", Takes::Text, "What it leads to, with the section."),
        needed("url", Takes::Text, "The https address."),
    ],
};

/// An expected place.
pub static EXPECTED: Section = Section {
    within: "an expected place",
    keys: &[
        needed("place", Takes::Text, "The pointer into the document."),
        key("member", Takes::Text, "The member that is not set there."),
        key("severity", Takes::Name(severities), "The severity."),
    ],
};

const EXAMPLE_NAME: Key = needed("name", Takes::Text, "What the example shows.");
const EXAMPLE_REQUEST: Key = needed("request", Takes::Text, "The document.");
const EXAMPLE_PROFILE: Key = key("profile", Takes::Name(profiles), "The profile, when it is not the default.");
const EXAMPLE_OPERATION: Key = key("operation", Takes::Name(calls), "The operation that the user has declared.");
const EXAMPLE_CLIENT_TYPE: Key =
    key("client-type", Takes::Name(client_types), "The client type that the user has declared.");
const EXAMPLE_ENABLED: Key = key("enabled", Takes::Boolean, "Whether the user has turned the rule on or off.");
const EXAMPLE_PARAMS: Key = key("params", Takes::NamedValues, "The rule's parameters that the user has set.");
const EXAMPLE_SET: Key = key("set", Takes::Texts, "Other settings, as `--set` takes them.");

/// A request in which the rule must speak.
pub static BAD: Section = Section {
    within: "an example",
    keys: &[
        EXAMPLE_NAME,
        needed("at", Takes::TextsOrTables(&EXPECTED), "Every place where the rule must speak, and no other."),
        EXAMPLE_REQUEST,
        EXAMPLE_PROFILE,
        EXAMPLE_OPERATION,
        EXAMPLE_CLIENT_TYPE,
        EXAMPLE_ENABLED,
        EXAMPLE_PARAMS,
        EXAMPLE_SET,
    ],
};

/// A request in which the rule must be silent.
pub static GOOD: Section = Section {
    within: "an example",
    keys: &[
        EXAMPLE_NAME,
        EXAMPLE_REQUEST,
        EXAMPLE_PROFILE,
        EXAMPLE_OPERATION,
        EXAMPLE_CLIENT_TYPE,
        EXAMPLE_ENABLED,
        EXAMPLE_PARAMS,
        EXAMPLE_SET,
    ],
};
