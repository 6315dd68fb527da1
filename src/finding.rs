//! What a rule found: data only, no text formats and no judgement.

use std::cmp::Ordering;

use crate::json::Pointer;
use crate::source::Span;

/// The id of the findings about texts that are no JSON. They cannot be turned off, suppressed or known to a baseline.
pub const SYNTAX_ERROR: &str = "syntax-error";
/// The id of the findings about suppressions that are over.
pub const SUPPRESSION_EXPIRED: &str = "suppression-expired";
/// The id of the findings about suppressions that suppress nothing.
pub const SUPPRESSION_UNUSED: &str = "suppression-unused";

/// How bad a finding is. The order is from mild to bad.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Hygiene, or a risk that needs more facts than the file holds.
    Info,
    /// Against the advice of a standard, or a default that is known to be risky.
    Warning,
    /// The service refuses it, or the exploit is direct.
    Error,
}

impl Severity {
    /// Every severity, from mild to bad.
    pub const ALL: [Severity; 3] = [Severity::Info, Severity::Warning, Severity::Error];

    /// The name in rule files, settings and every output.
    pub const fn name(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }

    /// The severity of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| severity.name() == name)
    }
}

/// What a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// The call fails.
    Validity,
    /// The call succeeds and opens a hole.
    Security,
    /// The call succeeds and does something else than what is written.
    Correctness,
    /// The call succeeds and the next reader is misled.
    Hygiene,
}

impl Category {
    /// Every category.
    pub const ALL: [Category; 4] = [Category::Validity, Category::Security, Category::Correctness, Category::Hygiene];

    /// The name in rule files, options and every output.
    pub const fn name(self) -> &'static str {
        match self {
            Category::Validity => "validity",
            Category::Security => "security",
            Category::Correctness => "correctness",
            Category::Hygiene => "hygiene",
        }
    }

    /// The category of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|category| category.name() == name)
    }
}

/// Whether a fix may change what a working application relies on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Safety {
    /// It cannot.
    Safe,
    /// Right for most, and may break someone.
    Unsafe,
}

impl Safety {
    /// The name in rule files and every output.
    pub const fn name(self) -> &'static str {
        match self {
            Safety::Safe => "safe",
            Safety::Unsafe => "unsafe",
        }
    }
}

/// One operation of a JSON Patch (RFC 6902).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PatchOperation {
    /// Puts `value` at `path`: a new member, or a new item before the one that stands there (`-` is the end).
    Add {
        /// Where.
        path: Pointer,
        /// What.
        value: serde_json::Value,
    },
    /// Takes away what stands at `path`.
    Remove {
        /// Where.
        path: Pointer,
    },
    /// Puts `value` in the place of what stands at `path`.
    Replace {
        /// Where.
        path: Pointer,
        /// What.
        value: serde_json::Value,
    },
}

/// A replacement of bytes in the text of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes that go.
    pub span: Span,
    /// The text that comes.
    pub text: String,
}

/// A change that removes the cause of a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// Whether it may break someone.
    pub safety: Safety,
    /// What it does, in a few words: `replace with "email"`.
    pub title: String,
    /// What it does, exactly; pointers are into the document.
    pub patch: Vec<PatchOperation>,
    /// The same on the text. `None` where nobody asked for it yet ([`patch::edits`](crate::patch::edits) gives it), and in
    /// reports where it would tell how long a secret is.
    pub edits: Option<Vec<Edit>>,
}

/// Another place that belongs to a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// What stands there.
    pub message: String,
    /// Where.
    pub span: Span,
}

/// The text of a finding, one sentence an element: what is wrong first, then why and what to do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// The sentences in order; never empty, and no sentence is.
    pub sentences: Vec<String>,
}

impl Message {
    /// What is wrong: the first sentence.
    pub fn first(&self) -> &str {
        self.sentences.first().map_or("", String::as_str)
    }

    /// Why it matters and what to do: the rest, joined by blanks.
    pub fn rest(&self) -> String {
        self.sentences.get(1..).unwrap_or_default().join(" ")
    }

    /// All sentences, joined by blanks.
    pub fn full(&self) -> String {
        self.sentences.join(" ")
    }
}

/// One thing that a rule found in one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The id of the rule.
    pub rule: String,
    /// How bad it is here.
    pub severity: Severity,
    /// What the rule is about.
    pub category: Category,
    /// Whether the setting has no effect as things stand, so that the severity was lowered.
    pub dormant: bool,
    /// What, why and what to do.
    pub message: Message,
    /// The value that the finding stands at, in the document; for a member that is not set the object that lacks it.
    pub pointer: Pointer,
    /// The member that is not set, where the finding is about one.
    pub member: Option<String>,
    /// The bytes that are marked.
    pub span: Span,
    /// The value there when it is a string, number, boolean or null, and no secret.
    pub value: Option<serde_json::Value>,
    /// Whether the value there must not be shown, not even its length.
    pub secret: bool,
    /// The reason that stands under the mark instead of the pointer: the reader's, for a syntax error.
    pub label: Option<String>,
    /// How to mend it, where that is known.
    pub fix: Option<Fix>,
    /// Further places.
    pub related: Vec<Related>,
}

impl Finding {
    /// The order of findings in one file: by start and rule. At one place several members may be missing: they go by name.
    pub fn in_document_order(&self, other: &Self) -> Ordering {
        let by_start = self.span.start.cmp(&other.span.start);
        by_start.then_with(|| self.rule.cmp(&other.rule)).then_with(|| self.member.cmp(&other.member))
    }
}
