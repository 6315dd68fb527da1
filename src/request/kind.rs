//! Is this document a request, in which form, and of which call?
//!
//! Forms are told apart by content, never by file name. What cannot be told is left to the caller: an unknown document
//! is skipped in a directory and refused when it was named.

use crate::json::{Element, Kind};
use crate::schema::Member;

use super::template;

/// The call that a request is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operation {
    /// `UpdateUserPoolClient`: what the request leaves out goes back to its default.
    Update,
    /// `CreateUserPoolClient`.
    Create,
}

impl Operation {
    /// Every operation.
    pub const ALL: [Operation; 2] = [Operation::Update, Operation::Create];

    /// The name in options, rule files and every output.
    pub const fn name(self) -> &'static str {
        match self {
            Operation::Update => "update",
            Operation::Create => "create",
        }
    }

    /// The name of the call, as the service's documentation has it.
    pub const fn call(self) -> &'static str {
        match self {
            Operation::Update => "UpdateUserPoolClient",
            Operation::Create => "CreateUserPoolClient",
        }
    }

    /// The operation of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|operation| operation.name() == name)
    }
}

/// The shape that a document holds its request in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// The root is the request.
    Request,
    /// What `DescribeUserPoolClient` answers: the object under `UserPoolClient` is read as an update.
    Described,
}

/// The member of a describe output that holds the client.
pub const WRAPPER: &str = "UserPoolClient";

/// What may stand beside the wrapper in a describe output.
const BESIDE_WRAPPER: [&str; 2] = ["ResponseMetadata", "$schema"];

/// The form of a document that is a request, whether it is recognized as one or the user said so.
pub fn form(root: Element<'_>) -> Form {
    if describes_client(root) { Form::Described } else { Form::Request }
}

/// The form of the document, if it is recognized as a request.
///
/// `declared` is the operation that the user declared for the file, if any: overlays, whose ids are given on the
/// command line, need only one telling member then.
///
/// The definition is the user-interface contract's: a pool with a client's name or one telling member; or two telling
/// members of which one is spelled exactly; or a describe output.
pub fn recognize(root: Element<'_>, declared: Option<Operation>) -> Option<Form> {
    if root.kind() != Kind::Object {
        return None;
    }
    let inner = root.get(WRAPPER).filter(|inner| inner.kind() == Kind::Object && !is_stack_resource(*inner));
    let wraps_client = inner.is_some_and(|inner| inner.get("ClientId").is_some() || has_markers(inner, declared));
    if wraps_client || has_markers(root, declared) { Some(form(root)) } else { None }
}

/// The operation of a request: a describe output is an update; else what was declared; else what the ids say.
pub fn operation(root: Element<'_>, form: Form, declared: Option<Operation>) -> Operation {
    let is_set = |name| root.get(name).is_some_and(|value| value.kind() != Kind::Null);
    match (form, declared) {
        (Form::Request, Some(declared)) => declared,
        (Form::Request, None) if !is_set("ClientId") && is_set("ClientName") => Operation::Create,
        (Form::Described, _) | (Form::Request, None) => Operation::Update,
    }
}

/// Whether a text that is no valid JSON was meant to be a request: it names the pool, or two telling members in quotes.
///
/// Such a file in a directory is reported as broken; any other broken file is none of our business.
pub fn is_mentioned(text: &str) -> bool {
    let mut markers = 0;
    for (start, _) in text.match_indices('"') {
        let rest = &text[start + 1..];
        // The longest member name has 40 letters; a quote further away closes something else.
        let Some(end) = rest.bytes().take(64).position(|byte| byte == b'"') else { continue };
        let name = &rest[..end];
        if name == "UserPoolId" {
            return true;
        }
        markers += usize::from(is_marker(name));
        if markers == 2 {
            return true;
        }
    }
    false
}

fn describes_client(root: Element<'_>) -> bool {
    root.kind() == Kind::Object
        && root.get(WRAPPER).is_some_and(|inner| {
            inner.kind() == Kind::Object && !template::is_reference(inner) && !is_stack_resource(inner)
        })
        && root.members().all(|member| {
            let name = member.name();
            name == WRAPPER || BESIDE_WRAPPER.contains(&&*name)
        })
}

/// A resource of a stack template that happens to be called `UserPoolClient`: `{Type, Properties}`.
fn is_stack_resource(inner: Element<'_>) -> bool {
    inner.get("Type").is_some_and(|kind| kind.kind() == Kind::String) && inner.get("Properties").is_some()
}

fn has_markers(object: Element<'_>, declared: Option<Operation>) -> bool {
    let mut markers = 0_usize;
    let mut exact = false;
    let mut has_pool = false;
    let mut has_client_name = false;
    for member in object.members() {
        match &*member.name() {
            "UserPoolId" => has_pool = true,
            "ClientName" => has_client_name = true,
            name if is_marker(name) => {
                markers += 1;
                exact |= Member::from_name(name).is_some();
            }
            _ => {}
        }
    }
    let named = has_pool && (has_client_name || markers > 0);
    named || (exact && (markers >= 2 || (markers == 1 && declared.is_some())))
}

/// A member of either request, in any ASCII case, that no other call's request has.
fn is_marker(name: &str) -> bool {
    // Every marker begins with one of these letters: most names of other documents end here.
    if !matches!(name.as_bytes().first(), Some(b'A'..=b'Z' | b'a'..=b'z')) || name.len() > 48 {
        return false;
    }
    let is_id =
        |member| matches!(member, Member::UserPoolId | Member::ClientId | Member::ClientName | Member::ClientSecret);
    Member::ALL
        .into_iter()
        .any(|member| member.name().eq_ignore_ascii_case(name) && !is_id(member) && !member.is_of_an_answer())
}
