//! The rules that ran, with what people read about them.

use std::collections::BTreeMap;

use super::log::{Configuration, Message, MultiformatMessage, ReportingDescriptor, RuleProperties};
use crate::finding::{Category, Finding, Severity};
use crate::report::about::About;
use crate::report::run::Run;
use crate::rule::builtin::RULES;
use crate::rule::documentation::{Documentation, Reference, read};

/// Characters that GitHub shows of a description; of a longer one it refuses the rule.
const LONGEST_DESCRIPTION: usize = 1024;

/// Tags that GitHub keeps of a rule.
const MOST_TAGS: usize = 10;

/// The descriptors of a report.
pub struct Rules {
    descriptors: Vec<ReportingDescriptor>,
    indices: BTreeMap<String, usize>,
}

impl Rules {
    /// Every rule that ran, by id, so that the list is the same whatever is found. What is reported without a rule that
    /// could be chosen, such as a syntax error beside `--only`, comes after them.
    pub fn of(run: &Run) -> Self {
        let mut rules = Self { descriptors: Vec::new(), indices: BTreeMap::new() };
        for rule in &run.rules {
            rules.add(&Described { id: &rule.id, category: rule.category, about: &rule.about }, run);
        }
        let ran = |finding: &&Finding| rules.indices.contains_key(&finding.rule);
        let findings = run.files.iter().flat_map(|file| &file.findings).filter(|finding| !ran(finding));
        let others: BTreeMap<&str, &Finding> = findings.map(|finding| (&*finding.rule, finding)).collect();
        for (id, finding) in others {
            let about = about(id, finding.severity);
            rules.add(&Described { id, category: finding.category, about: &about }, run);
        }
        rules
    }

    fn add(&mut self, rule: &Described<'_>, run: &Run) {
        self.indices.insert(rule.id.to_owned(), self.descriptors.len());
        self.descriptors.push(rule.descriptor(run));
    }

    /// Where the descriptor of `rule`, one with a finding, stands.
    pub fn index_of(&self, rule: &str) -> usize {
        self.indices.get(rule).copied().unwrap_or_default()
    }

    /// The list.
    pub fn into_descriptors(self) -> Vec<ReportingDescriptor> {
        self.descriptors
    }
}

/// What there is to say about the id of a finding that no chosen rule has made: those about texts that cannot be read, and
/// about what a run goes by, are reported whatever was chosen.
fn about(id: &str, severity: Severity) -> About {
    let unknown = || About { group: "".into(), summary: id.to_owned().into(), severity, text: "".into() };
    RULES.iter().find(|rule| rule.id == id).map_or_else(unknown, About::of)
}

/// A rule that is described.
struct Described<'r> {
    id: &'r str,
    category: Category,
    about: &'r About,
}

impl Described<'_> {
    fn descriptor(&self, run: &Run) -> ReportingDescriptor {
        let documentation = read(&self.about.text);
        let summary = full_stop(&self.about.summary);
        let full = if documentation.why.is_empty() { &summary } else { &documentation.why };
        let page = run.tool.rule_page(self.id);
        let help = MultiformatMessage {
            text: self.help_text(&documentation, page.as_deref()),
            markdown: self.help_markdown(&documentation, page.as_deref()),
        };
        ReportingDescriptor {
            id: self.id.to_owned(),
            name: pascal_case(self.id),
            full_description: Message { text: shortened(full) },
            short_description: Message { text: shortened(&summary) },
            help,
            help_uri: page,
            default_configuration: Configuration { level: level(self.about.severity) },
            properties: self.properties(&documentation.references),
        }
    }

    fn properties(&self, references: &[Reference]) -> RuleProperties {
        let severity = self.about.severity;
        let mut tags = vec![self.category.name().to_owned(), "cognito".to_owned()];
        tags.extend(Some(self.about.group.to_string()).filter(|group| !group.is_empty() && !tags.contains(group)));
        tags.extend(references.iter().filter_map(weakness));
        tags.truncate(MOST_TAGS);
        RuleProperties {
            tags,
            precision: "high",
            problem_severity: match severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info => "recommendation",
            },
            security_severity: (self.category == Category::Security).then_some(match severity {
                Severity::Error => "8.0",
                Severity::Warning => "5.5",
                Severity::Info => "2.0",
            }),
        }
    }

    fn help_text(&self, documentation: &Documentation, page: Option<&str>) -> String {
        let references = documentation.references.iter().map(|Reference { title, url }| format!("{title}: {url}"));
        let page = match page {
            Some(page) => format!("More: {page}"),
            None => format!("More: coglint explain {}", self.id),
        };
        self.sections(documentation, |head| format!("{head}:"), &references.collect::<Vec<_>>(), page)
    }

    fn help_markdown(&self, documentation: &Documentation, page: Option<&str>) -> String {
        let references = documentation.references.iter().map(|Reference { title, url }| format!("- [{title}]({url})"));
        let page = match page {
            Some(page) => format!("[More about `{}`]({page})", self.id),
            None => format!("More: `coglint explain {}`", self.id),
        };
        self.sections(documentation, |head| format!("## {head}"), &references.collect::<Vec<_>>(), page)
    }

    /// All that the rule file says to people, with an empty line between paragraphs.
    fn sections(
        &self,
        documentation: &Documentation,
        head: impl Fn(&str) -> String,
        references: &[String],
        page: String,
    ) -> String {
        let mut parts = vec![full_stop(&self.about.summary)];
        parts.extend(Some(documentation.why.clone()).filter(|why| !why.is_empty()));
        for (title, text) in [("Fix", &documentation.fix_note), ("Traps", &documentation.traps)] {
            if let Some(text) = text {
                parts.extend([head(title), text.clone()]);
            }
        }
        if !references.is_empty() {
            parts.extend([head("References"), references.join("\n")]);
        }
        parts.push(page);
        parts.join("\n\n")
    }
}

/// The severity in SARIF's words.
pub const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// The tag of the weakness that a reference is about, as code scanning knows it: `external/cwe/cwe-601`.
fn weakness(reference: &Reference) -> Option<String> {
    let number = reference.url.strip_prefix("https://cwe.mitre.org/data/definitions/")?.strip_suffix(".html")?;
    let number: u32 = number.parse().ok()?;
    Some(format!("external/cwe/cwe-{number:03}"))
}

/// `redirect-http` as `RedirectHttp`.
fn pascal_case(id: &str) -> String {
    let word = |word: &str| {
        let mut characters = word.chars();
        let first = characters.next().map(char::to_uppercase).into_iter().flatten();
        first.chain(characters).collect::<String>()
    };
    id.split('-').map(word).collect()
}

fn full_stop(text: &str) -> String {
    if text.ends_with(['.', '!', '?']) { text.to_owned() } else { format!("{text}.") }
}

/// `text`, or the whole sentences of it that fit; of a sentence that does not, its beginning.
fn shortened(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(LONGEST_DESCRIPTION) else { return text.to_owned() };
    let fitting = &text[..end];
    let sentences = fitting.rfind(". ").max(fitting.rfind(".\n"));
    match sentences {
        Some(stop) => fitting[..=stop].to_owned(),
        None => fitting.chars().take(LONGEST_DESCRIPTION - 1).chain(['…']).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_ends_with_a_sentence_that_fits() {
        let sentence = "It is so. ";
        let long = sentence.repeat(200);
        let short = shortened(&long);
        assert!(short.ends_with("It is so.") && short.len() <= LONGEST_DESCRIPTION && short.len() > 1000, "{short}");
        assert_eq!(shortened(&long[..1024]), long[..1024]);
        let endless = shortened(&"é".repeat(1025));
        assert_eq!(endless, format!("{}…", "é".repeat(1023)));
    }

    #[test]
    fn a_name_has_no_hyphens() {
        assert_eq!(pascal_case("redirect-http"), "RedirectHttp");
        assert_eq!(pascal_case("a--b2-"), "AB2");
    }
}
