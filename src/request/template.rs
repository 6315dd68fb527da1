//! Values that are not filled in yet: `${POOL_ID}`, `{{ host }}`, `<your-client-id>`, `%NAME%`, `{"Ref": …}`.
//!
//! Such a value is set, but to nothing that can be judged: every rule but the one that reports it is silent there.
//! A token is looked for by hand, not by patterns: this runs over every string of every file.

use std::ops::Range;

use bumpalo::Bump;

use crate::json::{Element, Kind, NodeId};
use crate::source::Span;

use super::kind::Form;
use super::place::Found;
use super::trail::each_value;
use super::{Request, answer};

/// The words that people leave for a colleague to replace, wherever they stand as a word of their own.
const REPLACE_WORDS: [&str; 4] = ["REPLACE_ME", "REPLACEME", "CHANGE_ME", "CHANGEME"];

/// The words that make the whole value a note, alone or before `:`.
const NOTE_WORDS: [&str; 3] = ["TODO", "FIXME", "TBD"];

/// Whether an object stands in place of a value that a template engine of AWS fills in: `{"Ref": …}`, `{"Fn::…": …}`.
pub fn is_reference(element: Element<'_>) -> bool {
    if element.kind() != Kind::Object {
        return false;
    }
    let mut members = element.members();
    match (members.next(), members.next()) {
        (Some(only), None) => only.is_named("Ref") || only.name().starts_with("Fn::"),
        _ => false,
    }
}

/// Finds a token that only the user calls unresolved, by a pattern of theirs.
pub type FurtherToken<'f> = &'f dyn Fn(&str) -> Option<Range<usize>>;

/// The unresolved templates of a document.
#[derive(Debug, Default)]
pub struct Templates<'d> {
    /// Those of the request, in document order. The text of a place is its token, or a reference; it is empty where a
    /// client secret would be shown.
    pub found: Vec<Found<'d>>,
    /// The values of the whole document that are templates, in document order, also what nobody reads.
    pub nodes: Vec<NodeId>,
}

/// Every unresolved template of the document that holds `request`.
pub fn find<'d>(request: &Request<'d>, further: FurtherToken<'_>) -> Templates<'d> {
    let mut templates = Templates::default();
    let Some(root) = request.document().root() else { return templates };
    let unread = unread(request, root);
    let mut end_of_reference = 0;
    each_value(root, &mut |element, trail| {
        let is_whole = element.id() == root.id() || element.id() == request.root().id();
        let text = match element.kind() {
            Kind::String => element.as_str().and_then(|value| token_text(&value, further, request.arena())),
            Kind::Object if !is_whole && is_reference(element) => Some(reference_text(element, request.arena())),
            _ => None,
        };
        let Some(text) = text else { return true };
        templates.nodes.push(element.id());
        // What a reference holds belongs to it.
        let is_part = element.span().start < end_of_reference;
        if element.kind() == Kind::Object && !is_part {
            end_of_reference = element.span().end;
        }
        if !is_part && unread.is_read(element) && !trail.is_overridden() {
            let text = if trail.is_secret() { "" } else { text };
            let member = trail.member_name(request.arena());
            templates.found.push(Found::new(element, trail.pointer(), member, text));
        }
        true
    });
    templates
}

/// Which part of the document is not read as the request.
enum Unread {
    /// Everything outside of these bytes: the document is a describe output.
    Outside(Span),
    /// These bytes: a describe output beside members of a request.
    Inside(Span),
    /// None.
    Nothing,
}

fn unread(request: &Request<'_>, root: Element<'_>) -> Unread {
    match (request.form(), answer::wrapper(root)) {
        (Form::Described, _) => Unread::Outside(request.root().span()),
        (Form::Request, Some(wrapper)) => Unread::Inside(wrapper.span()),
        (Form::Request, None) => Unread::Nothing,
    }
}

impl Unread {
    fn is_read(&self, element: Element<'_>) -> bool {
        let is_in = |span: &Span| span.start < element.span().start && element.span().end <= span.end;
        match self {
            Unread::Outside(span) => is_in(span),
            Unread::Inside(span) => !is_in(span),
            Unread::Nothing => true,
        }
    }
}

fn token_text<'a>(value: &str, further: FurtherToken<'_>, arena: &'a Bump) -> Option<&'a str> {
    let range = token(value).or_else(|| further(value))?;
    Some(arena.alloc_str(&value[range]))
}

/// A reference as a message shows it: what it refers to, when that is a text; a structure could hold anything.
fn reference_text<'a>(reference: Element<'_>, arena: &'a Bump) -> &'a str {
    let Some(only) = reference.members().next() else { return "" };
    let name = serde_json::Value::from(only.name());
    let target = if only.value.kind() == Kind::String { only.value.raw() } else { "…" };
    arena.alloc_str(&format!("{{{name}: {target}}}"))
}

/// Where the first unresolved token of `value` stands; the whole value for a note or question marks.
pub fn token(value: &str) -> Option<Range<usize>> {
    let bytes = value.as_bytes();
    // Nearly all values hold none of these bytes, and no token begins otherwise.
    if !bytes.iter().any(|byte| matches!(byte, b'$' | b'{' | b'<' | b'%' | b'?' | b'R' | b'C' | b'T' | b'F')) {
        return None;
    }
    if is_note(value) || bytes.iter().all(|&byte| byte == b'?') && !bytes.is_empty() {
        return Some(0..value.len());
    }
    (0..bytes.len()).find_map(|at| token_length(value, at).map(|length| at..at + length))
}

/// The length of the token that begins at byte `at`.
fn token_length(value: &str, at: usize) -> Option<usize> {
    let rest = value.get(at..)?;
    match rest.as_bytes().first()? {
        b'$' => enclosed(rest, "${", "}", 0)
            .or_else(|| enclosed(rest, "$(", ")", 0))
            .or_else(|| shell_constant(value, at))
            .or_else(|| shell_variable(value, at)),
        b'{' => enclosed(rest, "{{", "}}", 0),
        b'<' => enclosed(rest, "<", ">", 1),
        b'%' => percent_name(value, at),
        b'R' | b'C' => REPLACE_WORDS.iter().find_map(|word| {
            let end = at + word.len();
            (rest.starts_with(word) && stands_alone(value, at, end)).then_some(word.len())
        }),
        _ => None,
    }
}

fn is_note(value: &str) -> bool {
    NOTE_WORDS
        .iter()
        .any(|word| value.strip_prefix(word).is_some_and(|remark| remark.is_empty() || remark.starts_with(':')))
}

/// `open`, at least `least` bytes, `close`.
fn enclosed(rest: &str, open: &str, close: &str, least: usize) -> Option<usize> {
    let inside = rest.strip_prefix(open)?;
    let length = inside.find(close)?;
    (length >= least).then_some(open.len() + length + close.len())
}

/// `$NAME`, in capitals, with no letter or digit on either side.
fn shell_constant(value: &str, at: usize) -> Option<usize> {
    let name = name_length(&value[at + 1..], |byte| byte.is_ascii_uppercase(), u8::is_ascii_uppercase)?;
    stands_alone(value, at, at + 1 + name).then_some(1 + name)
}

/// `$name` that begins the value or a host, and ends it or is followed by a path or a port.
fn shell_variable(value: &str, at: usize) -> Option<usize> {
    let begins = at == 0 || value[..at].ends_with("//");
    let name = name_length(&value[at + 1..], |byte| byte.is_ascii_alphabetic(), u8::is_ascii_alphabetic)?;
    let ends = matches!(value.as_bytes().get(at + 1 + name), None | Some(b'/' | b':'));
    (begins && ends).then_some(1 + name)
}

/// `%NAME%`: the whole value, or inside it where the name cannot be a percent-encoded byte (RFC 3986, 2.1).
fn percent_name(value: &str, at: usize) -> Option<usize> {
    let rest = &value[at + 1..];
    let name = name_length(rest, |byte| byte.is_ascii_alphabetic(), u8::is_ascii_alphabetic)?;
    if rest.as_bytes().get(name) != Some(&b'%') {
        return None;
    }
    let is_whole = at == 0 && name + 2 == value.len();
    let encodes_byte = rest.bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2;
    (is_whole || !encodes_byte).then_some(name + 2)
}

/// The length of a name that begins with a letter that `begins` takes or `_`, and goes on with those, digits and `_`.
fn name_length(text: &str, begins: fn(u8) -> bool, continues: fn(&u8) -> bool) -> Option<usize> {
    let first = text.bytes().next()?;
    if !(begins(first) || first == b'_') {
        return None;
    }
    Some(text.bytes().take_while(|byte| continues(byte) || byte.is_ascii_digit() || *byte == b'_').count())
}

fn stands_alone(value: &str, start: usize, end: usize) -> bool {
    let before = value[..start].chars().next_back();
    let after = value[end..].chars().next();
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::place::Finder;
    use crate::request::testing::{ask, check_found};

    #[track_caller]
    fn check_places(text: &str, expected: &[(&str, &str)]) {
        check_found(Finder::Templates, text, expected);
    }

    #[test]
    fn templates_are_found_at_any_depth() {
        check_places(
            r#"{"ClientId": "${A}", "CallbackURLs": ["https://b.example/", "https://{{ b }}/"], "x": [[{"y": "<c>"}]]}"#,
            &[("/ClientId", "${A}"), ("/CallbackURLs/1", "{{ b }}"), ("/x/0/0/y", "<c>")],
        );
        check_places(
            r#"{"TokenValidityUnits": {"IdToken": "$unit"}, "a/b": {"~": "TODO: this"}}"#,
            &[("/TokenValidityUnits/IdToken", "$unit"), ("/a~1b/~0", "TODO: this")],
        );
    }

    #[test]
    fn a_value_is_looked_at_as_it_is_unescaped() {
        check_places(r#"{"ClientName": "\u0024{A}"}"#, &[("/ClientName", "${A}")]);
    }

    #[test]
    fn only_texts_and_references_are_templates() {
        check_places(r#"{"${A}": 1, "b": null, "c": true, "d": [], "e": {}}"#, &[]);
    }

    #[test]
    fn a_reference_is_one_template_with_all_that_is_in_it() {
        check_places(
            r#"{"UserPoolId": {"Ref": "Pool"}, "ClientName": {"Fn::Sub": "${Stack}-web"}}"#,
            &[("/UserPoolId", r#"{"Ref": "Pool"}"#), ("/ClientName", r#"{"Fn::Sub": "${Stack}-web"}"#)],
        );
        check_places(
            r#"{"CallbackURLs": [{"Fn::Join": ["", ["https://", "${Host}"]]}, "${After}"]}"#,
            &[("/CallbackURLs/0", r#"{"Fn::Join": …}"#), ("/CallbackURLs/1", "${After}")],
        );
    }

    #[test]
    fn an_object_with_more_in_it_is_no_reference() {
        check_places(r#"{"a": {"Ref": "x", "b": 1}, "c": {"ref": "x"}, "d": {"Fn:": "x"}}"#, &[]);
        check_places(r#"{"a": {"Ref": "x", "b": "${C}"}}"#, &[("/a/b", "${C}")]);
        // The request itself stands in the place of no value.
        check_places(r#"{"Ref": "x"}"#, &[]);
    }

    #[test]
    fn of_members_with_one_name_the_last_counts() {
        check_places(r#"{"a": "${A}", "a": "b", "c": {"d": "${D}"}, "c": {"d": "${E}"}}"#, &[("/c/d", "${E}")]);
    }

    #[test]
    fn in_a_saved_answer_the_inner_object_is_read() {
        check_places(
            r#"{"UserPoolClient": {"ClientName": "${A}"}, "ResponseMetadata": {"RequestId": "${B}"}}"#,
            &[("/UserPoolClient/ClientName", "${A}")],
        );
    }

    #[test]
    fn beside_a_request_the_inner_object_is_not_read() {
        check_places(r#"{"UserPoolClient": {"ClientName": "${A}"}, "ClientName": "${B}"}"#, &[("/ClientName", "${B}")]);
        let is_template = |request: &Request<'_>| {
            let inner = request.root().get("UserPoolClient").and_then(|inner| inner.get("ClientName"));
            inner.is_some_and(|name| request.is_template(name))
        };
        assert!(ask(r#"{"UserPoolClient": {"ClientName": "${A}"}, "ClientName": "b"}"#, is_template));
    }

    #[test]
    fn a_wrapper_that_is_a_reference_is_a_template_itself() {
        check_places(r#"{"UserPoolClient": {"Ref": "Client"}}"#, &[("/UserPoolClient", r#"{"Ref": "Client"}"#)]);
    }

    #[test]
    fn of_a_client_secret_nothing_is_told() {
        check_places(r#"{"ClientSecret": "${SECRET:-letmein}"}"#, &[("/ClientSecret", "")]);
        check_places(r#"{"client_secret": {"Ref": "letmein"}}"#, &[("/client_secret", "")]);
        check_places(r#"{"CLIENT-SECRET": ["<letmein>"]}"#, &[("/CLIENT-SECRET/0", "")]);
        check_places(r#"{"a": {"Fn::Sub": ["x", {"ClientSecret": "letmein"}]}}"#, &[("/a", r#"{"Fn::Sub": …}"#)]);
    }

    #[test]
    fn a_list_has_the_name_of_its_member() {
        let members = |request: &Request<'_>| -> Vec<String> {
            request.places(Finder::Templates).iter().map(|place| place.member.to_owned()).collect()
        };
        let text = r#"{"CallbackURLs": ["${A}"], "a": [[{"7": "${B}"}]], "b": [["${C}"]]}"#;
        assert_eq!(ask(text, members), ["CallbackURLs", "7", "b"]);
    }

    #[track_caller]
    fn check(value: &str, expected: &str) {
        assert_eq!(token(value).map_or("", |range| &value[range]), expected, "{value}");
    }

    #[test]
    fn brackets_of_every_kind_hold_a_token() {
        check("${POOL_ID}", "${POOL_ID}");
        check("https://${host}.example/cb", "${host}");
        check("https://{{ host }}/cb", "{{ host }}");
        check("<your-client-id>", "<your-client-id>");
        check("$(terraform output id)", "$(terraform output id)");
        check("${}", "${}");
        check("a <> b", "");
        check("{single}", "");
        check("${open", "");
    }

    #[test]
    fn a_shell_name_stands_alone() {
        check("https://$APP_HOST/out", "$APP_HOST");
        check("$app_host/out", "$app_host");
        check("https://$host:8080/", "$host");
        check("a$b", "");
        check("api/$x", "");
        check("US$HOME", "");
        check("$HOMEpage", "$HOMEpage");
        check("x-$HOMEpage", "");
        check("a-$STAGE-b", "$STAGE");
        check("a_$STAGE_2_b", "");
        check("é$HOME", "");
        check("$HOMEé", "");
        check("https://h.example/$path/", "");
        check("https://$host?x", "");
        check("$", "");
        check("$$", "");
    }

    #[test]
    fn a_percent_encoded_byte_is_no_name() {
        check("https://app.example/%C3%A9%20b?x=1", "");
        check("%REFRESH_DAYS%", "%REFRESH_DAYS%");
        check("%CALLBACK%", "%CALLBACK%");
        check("https://%HOST%/cb", "%HOST%");
        check("https://%DEV%/cb", "");
        check("100%", "");
        check("%abc%", "%abc%");
        check("a%abc%", "");
        check("a%a%", "%a%");
        check("%%", "");
        check("a%NAME b%", "");
    }

    #[test]
    fn words_count_only_as_words() {
        check("REPLACE_ME", "REPLACE_ME");
        check("https://CHANGEME.example/", "CHANGEME");
        check("XCHANGEME", "");
        check("changeme", "");
        check("TODO", "TODO");
        check("TODO: name", "TODO: name");
        check("TODO demo", "");
        check("todo-app", "");
        check("TBD:", "TBD:");
        check("TBDs", "");
        check("a TODO", "");
        check("FIXME : x", "");
        check("CHANGE_ME_PLEASE", "CHANGE_ME");
        check("CHANGEME1", "");
        check("éREPLACEME", "");
        check("Replace_Me", "");
    }

    #[test]
    fn question_marks_alone_are_a_token() {
        check("???", "???");
        check("what?", "");
        check("", "");
    }
}
