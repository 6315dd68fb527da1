//! `junit`: JUnit XML, which CI services show as tests: a suite a file, a case a finding.
//!
//! It keeps to what both schemas that Jenkins knows allow, so there are no lines as attributes and no time.

use std::collections::BTreeMap;
use std::io::{self, Write};

use quick_xml::events::BytesText;

use super::appearance::Appearance;
use super::entry::{Listing, fix_line, label};
use super::format::Format;
use super::run::{Error, ErrorKind, File, Run, Status};
use super::xml::{self, Elements};
use crate::finding::{Finding, Severity};
use crate::source::Position;
use crate::untrusted::{self, Charset};

/// The format.
pub const FORMAT: Format = Format {
    name: "junit",
    summary: "JUnit XML: a suite for each file, a case for each finding",
    for_people: false,
    write,
};

/// The suite of what is about no file, and the name of the whole.
const WHOLE: &str = "coglint";

fn write(run: &Run, _: &Appearance, out: &mut dyn Write) -> io::Result<()> {
    let mut suites: Vec<Suite> = run.files.iter().map(|file| Suite::of(file, run)).collect();
    let mut names = Names::default();
    let other: Vec<_> = run.errors_beside_files().map(|error| Case::of_error(error, &mut names)).collect();
    if !other.is_empty() {
        suites.push(Suite { name: WHOLE.into(), cases: other });
    }
    let total = |count: fn(&Suite) -> usize| suites.iter().map(count).sum::<usize>().to_string();
    xml::write_document(out, |elements| {
        let root = elements.create_element("testsuites").with_attributes([
            ("name", WHOLE),
            ("tests", &total(|suite| suite.cases.len())),
            ("failures", &total(Suite::failures)),
            ("errors", &total(Suite::errors)),
        ]);
        root.write_inner_content(|elements| suites.iter().try_for_each(|suite| suite.write(elements)))?;
        Ok(())
    })
}

/// The cases of one file.
struct Suite {
    /// Ready to be written, as all texts here are.
    name: String,
    cases: Vec<Case>,
}

struct Case {
    name: String,
    outcome: Outcome,
}

enum Outcome {
    /// With what there is to say all the same.
    Passed(Option<String>),
    /// What fails, in a line and in full, and how bad it is.
    Failed { severity: Severity, message: String, details: String },
    /// What could not be judged, and why.
    Unjudged { kind: &'static str, message: String },
}

impl Suite {
    fn of(file: &File, run: &Run) -> Self {
        let mut names = Names::default();
        let mut cases: Vec<Case> = if file.status.was_checked() || file.status == Status::Consulted {
            let listing = Listing::new(&file.source);
            let findings = file.findings.iter().map(|finding| listing.conceal(finding));
            findings
                .map(|finding| Case::of_finding(&Entry { finding: &finding, file, listing: &listing, run }, &mut names))
                .collect()
        } else {
            run.errors_about(file).map(|error| Case::of_error(error, &mut names)).collect()
        };
        if cases.is_empty() {
            cases.push(Case::of_whole(file.status));
        }
        Self { name: xml::text(&file.path).into_owned(), cases }
    }

    fn failures(&self) -> usize {
        self.count(|outcome| matches!(outcome, Outcome::Failed { .. }))
    }

    fn errors(&self) -> usize {
        self.count(|outcome| matches!(outcome, Outcome::Unjudged { .. }))
    }

    fn count(&self, which: fn(&Outcome) -> bool) -> usize {
        self.cases.iter().filter(|case| which(&case.outcome)).count()
    }

    fn write(&self, elements: &mut Elements<'_>) -> io::Result<()> {
        let suite = elements.create_element("testsuite").with_attributes([
            ("name", &*self.name),
            ("tests", &self.cases.len().to_string()),
            ("failures", &self.failures().to_string()),
            ("errors", &self.errors().to_string()),
        ]);
        suite
            .write_inner_content(|elements| self.cases.iter().try_for_each(|case| case.write(&self.name, elements)))?;
        Ok(())
    }
}

impl Case {
    fn of_finding(entry: &Entry<'_>, names: &mut Names) -> Self {
        let finding = entry.finding;
        let fails = entry.file.settings.fail_on.is_some_and(|bar| finding.severity >= bar);
        let details = entry.details();
        let outcome = if fails {
            let message = xml::text(finding.message.first()).into_owned();
            Outcome::Failed { severity: finding.severity, message, details }
        } else {
            Outcome::Passed(Some(details))
        };
        Self { name: names.unique(entry.name()), outcome }
    }

    fn of_error(error: &Error, names: &mut Names) -> Self {
        let kind = error.kind.name();
        let message = xml::text(&error.message).into_owned();
        Self { name: names.unique(kind.into()), outcome: Outcome::Unjudged { kind, message } }
    }

    /// The case of a file about which there is nothing more to say: a suite has at least one.
    fn of_whole(status: Status) -> Self {
        if status.was_checked() {
            Self { name: "no findings".into(), outcome: Outcome::Passed(None) }
        } else {
            let kind = ErrorKind::Input.name();
            Self { name: kind.into(), outcome: Outcome::Unjudged { kind, message: status.name().into() } }
        }
    }

    fn write(&self, class: &str, elements: &mut Elements<'_>) -> io::Result<()> {
        let case =
            elements.create_element("testcase").with_attributes([("name", self.name.as_str()), ("classname", class)]);
        match &self.outcome {
            Outcome::Passed(None) => case.write_empty()?,
            Outcome::Passed(Some(text)) => case.write_inner_content(|elements| {
                elements.create_element("system-out").write_text_content(BytesText::new(text))?;
                Ok(())
            })?,
            Outcome::Failed { severity, message, details } => case.write_inner_content(|elements| {
                let failure = elements.create_element("failure");
                let failure = failure.with_attributes([("type", severity.name()), ("message", message)]);
                failure.write_text_content(BytesText::new(details))?;
                Ok(())
            })?,
            Outcome::Unjudged { kind, message } => case.write_inner_content(|elements| {
                let error = elements.create_element("error").with_attributes([("type", *kind), ("message", message)]);
                error.write_empty()?;
                Ok(())
            })?,
        };
        Ok(())
    }
}

/// A finding and what is around it.
struct Entry<'e> {
    finding: &'e Finding,
    file: &'e File,
    listing: &'e Listing<'e>,
    run: &'e Run,
}

impl Entry<'_> {
    /// What a service knows the case by from one run to the next: the rule and the pointer, which move less than lines do.
    /// Syntax errors have none.
    fn name(&self) -> String {
        let rule = &self.finding.rule;
        let name = if self.finding.label.is_some() {
            let Position { line, column } = self.start();
            format!("{rule} {line}:{column}")
        } else {
            format!("{rule} {}", label(self.finding))
        };
        xml::text(&name).into_owned()
    }

    /// Everything about the finding, in lines.
    fn details(&self) -> String {
        let Finding { severity, rule, message, fix, related, .. } = self.finding;
        let Position { line, column } = self.start();
        let path = untrusted::path(&self.file.path, Charset::Unicode);
        let mut lines = vec![format!("{path}:{line}:{column}: {}[{rule}]", severity.name()), message.full()];
        lines.extend(related.iter().map(|related| {
            let Position { line, column } = self.listing.places().position(related.span.start);
            format!("also: {line}:{column} {}", related.message)
        }));
        lines.extend(fix.as_ref().map(|fix| format!("fix: {}", fix_line(fix))));
        lines.push(match self.run.tool.rule_page(rule) {
            Some(page) => format!("docs: {page}"),
            None => format!("docs: coglint explain {rule}"),
        });
        let lines: Vec<_> = lines.iter().map(|line| untrusted::line(&xml::text(line)).into_owned()).collect();
        lines.join("\n")
    }

    fn start(&self) -> Position {
        self.listing.places().position(self.finding.span.start)
    }
}

/// Names that were given, since services take cases of one name for one case.
#[derive(Default)]
struct Names(BTreeMap<String, usize>);

impl Names {
    /// `name`, with a number when it was given before.
    fn unique(&mut self, name: String) -> String {
        let count = self.0.entry(name.clone()).or_default();
        *count += 1;
        if *count == 1 { name } else { format!("{name} ({count})") }
    }
}
