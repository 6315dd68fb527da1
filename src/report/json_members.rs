//! What the JSON formats say about a run, a file and a finding, as JSON text: `json` and `jsonl` lay out the same objects.
//! `docs/report-1.schema.json` describes them.

use super::entry::Listing;
use super::json_text::{Object, array, null, object, value};
use super::run::{Error, File, Rule, Run, Suppressed, Tool};
use crate::finding::{Edit, Finding, Fix, PatchOperation, Related};
use crate::identity::identities;
use crate::source::{Position, Span};

/// The program.
pub fn tool(tool: &Tool) -> String {
    Object::new().string("name", &tool.name).string("version", &tool.version).string("catalog", &tool.catalog).finish()
}

/// The numbers of a run.
pub fn summary(run: &Run) -> String {
    let summary = run.summary();
    let skipped = Object::new()
        .count("unrecognized", run.skipped.unrecognized)
        .count("ignored", run.skipped.ignored)
        .count("too_large", run.skipped.too_large)
        .finish();
    Object::new()
        .count("files_checked", summary.files_checked)
        .count("files_with_findings", summary.files_with_findings)
        .count("error", summary.error)
        .count("warning", summary.warning)
        .count("info", summary.info)
        .count("hidden", summary.hidden)
        .count("suppressed", summary.suppressed)
        .count("baselined", summary.baselined)
        .count("fixed", summary.fixed)
        .count("fixable_safe", summary.fixable_safe)
        .count("fixable_unsafe", summary.fixable_unsafe)
        .with("skipped", &skipped)
        .finish()
}

/// `object` with the members of a file.
pub fn file(object: Object, file: &File) -> Object {
    object
        .string("path", &file.path)
        .string("status", file.status.name())
        .optional("operation", file.operation.as_deref())
        .optional("client_type", file.client_type.as_deref())
        .string("profile", &file.settings.profile)
        .optional("config", file.settings.config.as_deref())
        .string("fail_on", file.settings.fail_on.map_or("never", |severity| severity.name()))
}

/// What kept the run from a verdict.
pub fn error(error: &Error) -> String {
    Object::new()
        .string("kind", error.kind.name())
        .optional("path", error.path.as_deref())
        .optional_number("line", error.line)
        .optional_number("column", error.column)
        .string("message", &error.message)
        .finish()
}

/// A rule that ran.
pub fn rule(rule: &Rule, tool: &Tool) -> String {
    Object::new()
        .string("id", &rule.id)
        .string("severity", rule.severity.name())
        .string("category", rule.category.name())
        .optional("docs", tool.rule_page(&rule.id).as_deref())
        .with("params", &object(&rule.params))
        .finish()
}

/// The findings of one file as JSON text.
#[derive(Default)]
pub struct FileFindings {
    /// What is reported.
    pub findings: Vec<String>,
    /// What the configuration suppresses.
    pub suppressed: Vec<String>,
    /// What the baseline knows.
    pub baselined: Vec<String>,
    /// What was mended.
    pub fixed: Vec<String>,
}

impl FileFindings {
    /// Of `file`, which `tool` checked.
    pub fn of(file: &File, tool: &Tool) -> Self {
        let mut texts = Self::default();
        if !(file.findings.is_empty() && file.baselined.is_empty() && file.suppressed.is_empty()) {
            texts.add_present(file, tool);
        }
        if let Some(fixed) = &file.fixed {
            let writer = Writer { file, tool, listing: Listing::new(&fixed.before) };
            let ids = writer.identities(&fixed.findings.iter().collect::<Vec<_>>());
            texts.fixed = writer.findings(&fixed.findings, &ids);
        }
        texts
    }

    /// Adds what stands in the text as it is.
    fn add_present(&mut self, file: &File, tool: &Tool) {
        let writer = Writer { file, tool, listing: Listing::new(&file.source) };
        let ids = file.identities(&file.identity_path);
        self.findings = writer.findings(&file.findings, &ids.findings);
        self.baselined = writer.findings(&file.baselined, &ids.baselined);
        let suppressed = file.suppressed.iter().zip(&ids.suppressed);
        self.suppressed = suppressed.map(|(entry, id)| writer.suppressed(entry, id)).collect();
    }
}

/// Writes the findings of one text.
struct Writer<'r> {
    file: &'r File,
    tool: &'r Tool,
    listing: Listing<'r>,
}

impl Writer<'_> {
    fn identities(&self, findings: &[&Finding]) -> Vec<String> {
        let concealed: Vec<_> = findings.iter().map(|finding| self.listing.conceal(finding)).collect();
        identities(&self.file.identity_path, &concealed.iter().map(AsRef::as_ref).collect::<Vec<_>>())
    }

    fn findings(&self, findings: &[Finding], ids: &[String]) -> Vec<String> {
        findings.iter().zip(ids).map(|(finding, id)| self.finding(finding, id).finish()).collect()
    }

    fn suppressed(&self, suppressed: &Suppressed, id: &str) -> String {
        let source = Object::new().string("path", &suppressed.config).number("line", suppressed.line).finish();
        self.finding(&suppressed.finding, id)
            .string("reason", &suppressed.reason)
            .optional("expires", suppressed.expires.as_deref())
            .with("source", &source)
            .finish()
    }

    fn finding(&self, finding: &Finding, id: &str) -> Object {
        let finding = self.listing.conceal(finding);
        let (start, end) = self.ends(finding.span);
        let object = Object::new()
            .string("id", id)
            .string("rule", &finding.rule)
            .string("severity", finding.severity.name())
            .string("category", finding.category.name())
            .with("dormant", if finding.dormant { "true" } else { "false" })
            .string("message", &finding.message.full())
            .string("path", &self.file.path)
            .string("pointer", finding.pointer.as_str())
            .optional("member", finding.member.as_deref())
            .with("start", &start)
            .with("end", &end)
            .with("value", &finding.value.as_ref().map_or_else(null, value))
            .with("fix", &finding.fix.as_ref().map_or_else(null, fix))
            .optional("docs", self.tool.rule_page(&finding.rule).as_deref());
        if finding.related.is_empty() {
            return object;
        }
        object.with("related", &array(finding.related.iter().map(|related| self.related(related))))
    }

    fn related(&self, related: &Related) -> String {
        let (start, end) = self.ends(related.span);
        Object::new().string("message", &related.message).with("start", &start).with("end", &end).finish()
    }

    fn ends(&self, span: Span) -> (String, String) {
        let (start, end) = self.listing.ends(span);
        (place(start, span.start), place(end, span.end))
    }
}

fn place(position: Position, byte: u32) -> String {
    Object::new().number("line", position.line).number("column", position.column).number("byte", byte).finish()
}

fn fix(fix: &Fix) -> String {
    let object = Object::new()
        .string("safety", fix.safety.name())
        .string("title", &fix.title)
        .with("patch", &array(fix.patch.iter().map(operation)));
    match &fix.edits {
        Some(edits) => object.with("edits", &array(edits.iter().map(edit))).finish(),
        None => object.finish(),
    }
}

fn operation(operation: &PatchOperation) -> String {
    let (op, path, new) = match operation {
        PatchOperation::Add { path, value } => ("add", path, Some(value)),
        PatchOperation::Remove { path } => ("remove", path, None),
        PatchOperation::Replace { path, value } => ("replace", path, Some(value)),
    };
    let object = Object::new().string("op", op).string("path", path.as_str());
    match new {
        Some(new) => object.with("value", &value(new)).finish(),
        None => object.finish(),
    }
}

fn edit(edit: &Edit) -> String {
    Object::new().number("start", edit.span.start).number("end", edit.span.end).string("text", &edit.text).finish()
}
