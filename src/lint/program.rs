//! Findings of the program itself: names given twice, and what the service's model refuses.

use crate::finding::{Finding, Message, Related, Severity};
use crate::json::{DuplicateName, Element, Kind, Member, Pointer};
use crate::rule::Rule;
use crate::schema::Violation;
use crate::secret::{Names, REDACTED, mask_value};
use crate::source::Span;
use crate::untrusted::shorten;

/// The finding about a name that an object has more than once, at the last one, which most parsers keep.
pub fn duplicate(duplicate: DuplicateName<'_>, rule: &Rule, severity: Severity, secrets: &Names) -> Finding {
    let mut members: Vec<_> = duplicate.members().collect();
    let count = members.len();
    let are_equal = members.windows(2).all(|pair| pair[0].value.to_value() == pair[1].value.to_value());
    let name = duplicate.name();
    let name = shorten(&name);
    let times = if count == 2 { "twice".to_owned() } else { format!("{count} times") };
    let mut sentences = vec![format!("`{name}` is given {times} in one object.")];
    sentences.push(if are_equal {
        "The values are the same, so nothing is lost today, but a later edit will change one of them only.".to_owned()
    } else {
        "Tools do not agree which value counts: mostly it is the last, with some the first, and some refuse the file."
            .to_owned()
    });
    sentences.push("Delete all but the one that was meant.".to_owned());
    let last = members.pop();
    let related = members
        .iter()
        .map(|member| Related { message: "the same name stands here".to_owned(), span: member.name_span() });
    let element = last.map_or(duplicate.object(), |last| last.value);
    let pointer = element.document().pointer_to(element.id());
    let mut finding = plain(rule, severity, element, pointer, secrets);
    finding.span = last.map_or(finding.span, Member::name_span);
    finding.message = Message { sentences };
    finding.related = related.collect();
    finding
}

/// The finding about a place that breaks the service's model.
pub fn violation(violation: &Violation<'_>, rule: &Rule, severity: Severity, secrets: &Names) -> Finding {
    let mut finding = plain(rule, severity, violation.element, violation.pointer.clone(), secrets);
    let is_hidden = secrets.has_listed() && violation.pointer.tokens().any(|token| secrets.is_secret(&token));
    let value = |element: Element<'_>| if is_hidden { REDACTED.to_owned() } else { shown(element) };
    finding.message = Message { sentences: violation.sentences(value) };
    finding.member = violation.member().map(str::to_owned);
    finding.span = violation.span();
    finding.fix = violation.fix();
    if violation.secret {
        finding.secret = true;
        finding.value = None;
    }
    finding
}

/// A string or number as a message shows it.
fn shown(element: Element<'_>) -> String {
    let text = match element.as_str() {
        Some(text) => serde_json::Value::from(mask_value(&text)).to_string(),
        None => element.raw().to_owned(),
    };
    shorten(&text).into_owned()
}

fn plain(rule: &Rule, severity: Severity, element: Element<'_>, pointer: Pointer, secrets: &Names) -> Finding {
    let mut finding = Finding {
        rule: rule.id.to_string(),
        severity,
        category: rule.category,
        dormant: false,
        message: Message::default(),
        pointer,
        member: None,
        span: element.span(),
        value: None,
        secret: false,
        label: None,
        fix: None,
        related: Vec::new(),
    };
    show_value(&mut finding, element, secrets);
    finding
}

/// Gives the finding the value that it stands at; a secret's name is marked in its place, and it has no value.
pub fn show_value(finding: &mut Finding, element: Element<'_>, names: &Names) {
    let is_secret = finding.pointer.tokens().any(|token| names.is_secret(&token));
    if is_secret {
        finding.secret = true;
        finding.span = name_span(finding, element, names).unwrap_or(finding.span);
        return;
    }
    let is_scalar = !matches!(element.kind(), Kind::Object | Kind::Array | Kind::Bogus);
    finding.value = is_scalar.then(|| element.to_value());
}

/// The name of the outermost secret member on the way to the place.
fn name_span(finding: &Finding, element: Element<'_>, names: &Names) -> Option<Span> {
    let document = element.document();
    let mut pointer = Pointer::root();
    for token in finding.pointer.tokens() {
        pointer.push(&token);
        if names.is_secret(&token) {
            return document.locate(&pointer)?.name_span;
        }
    }
    None
}
