//! Values that a user wants hidden, kept out of the words of findings.
//!
//! What stands in a member of `redact` is hidden where it is shown as it is, at the edge. A message says more than that: it
//! names the host of an address, or turns a number into days. So nothing that was filled in is shown of a finding at such
//! a member, and elsewhere nothing that is a part of its value.

use crate::json::{Document, Element, Kind, Pointer};
use crate::secret::{Names, REDACTED};

/// The shortest part of a hidden value that is hidden elsewhere: shorter ones are words of every message.
const SHORTEST_PART: usize = 4;

/// What must not be shown of one document.
#[derive(Debug, Default)]
pub struct Veil {
    names: Option<Names>,
    values: Vec<String>,
}

impl Veil {
    /// For `document`, where the members of `names` are hidden.
    pub fn new(document: &Document<'_>, names: &Names) -> Self {
        if !names.has_listed() {
            return Self::default();
        }
        let mut veil = Self { names: Some(names.clone()), values: Vec::new() };
        if let Some(root) = document.root() {
            veil.gather(root, false, names);
        }
        veil
    }

    fn gather(&mut self, element: Element<'_>, is_hidden: bool, names: &Names) {
        match element.kind() {
            Kind::Object => {
                for member in element.members() {
                    self.gather(member.value, is_hidden || names.is_secret(&member.name()), names);
                }
            }
            Kind::Array => element.items().for_each(|item| self.gather(item, is_hidden, names)),
            Kind::String if is_hidden => self.values.extend(element.as_str().map(std::borrow::Cow::into_owned)),
            _ => {}
        }
    }

    /// Whether what stands at `pointer` is hidden.
    pub fn covers(&self, pointer: &Pointer) -> bool {
        self.names.as_ref().is_some_and(|names| pointer.tokens().any(|token| names.is_secret(&token)))
    }

    /// `text`, a value of a finding that stands at a hidden place or not, as it may be shown.
    pub fn shown(&self, text: String, at_hidden: bool) -> String {
        let is_part = || text.len() >= SHORTEST_PART && self.values.iter().any(|value| value.contains(&text));
        if at_hidden || is_part() { REDACTED.to_owned() } else { text }
    }
}
