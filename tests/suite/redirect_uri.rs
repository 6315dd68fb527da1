//! Properties of the facts of redirect URIs, over generated strings, with two oracles: the expression of RFC 3986,
//! appendix B, for the split, and the `url` crate for what browsers make of an address.

use std::sync::LazyLock;

use bumpalo::Bump;
use coglint::request::host::{Host, HostKind};
use coglint::request::redirect_uri::{REDIRECT_URI, RedirectUri};
use coglint::request::uri_parts::{Authority, UriParts, differ_only_in_slash_or_case, is_scheme, password_spans};
use coglint::request::{attribute, domain, host_list, query, script};
use coglint::value::{Object, Type, Value};
use proptest::prelude::*;
use regex::Regex;

/// Strings of the pieces that the split turns on, so that most are nearly URIs.
fn uri() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => prop::sample::select(vec![
            "http", "https", "HTTPS", "myapp", "com.acme", "localhost", "javascript", "tel", "www.a", ":", "://", "//",
            "/", "?", "#", "@", "[", "]", "[::1]", "[fe80::1%25x]", "\\", "%", "%2f", "%7E", "*", ".", "..", "80",
            "443", "127", "0x", "127.0.0.1", "shop.acme.com", "app.localhost", "xn--", "xn--pypal-4ve", "ü", "／", "а", "=",
            "&", "next", "S", "-",
        ]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => "[ -~]{1,3}",
    ];
    prop_oneof![
        3 => prop::collection::vec(piece.clone(), 0..12).prop_map(|pieces| pieces.concat()),
        1 => prop::collection::vec(piece, 0..8).prop_map(|pieces| format!("https://{}", pieces.concat())),
    ]
}

fn fact<'a>(uri: &RedirectUri<'a>, name: &str) -> Value<'a> {
    let index = REDIRECT_URI.fields.iter().position(|field| field.name == name).expect(name);
    uri.field(index)
}

fn holds(uri: &RedirectUri<'_>, name: &str) -> bool {
    matches!(fact(uri, name), Value::Bool(true))
}

fn text<'a>(uri: &RedirectUri<'a>, name: &str) -> Option<&'a str> {
    if let Value::String(text) = fact(uri, name) { Some(text) } else { None }
}

fn is_of(value: Value<'_>, ty: Type) -> bool {
    match (value, ty) {
        (Value::Absent, Type::Bool) => false,
        (Value::Absent, _) | (Value::Bool(_), Type::Bool) | (Value::String(_), Type::String) => true,
        (Value::List(items), Type::List(item)) => items.iter().all(|&value| is_of(value, *item)),
        _ => false,
    }
}

fn join(parts: &UriParts<'_>) -> String {
    let mut raw = String::new();
    for (before, part, after) in [
        ("", parts.scheme, ":"),
        ("//", parts.authority, ""),
        ("", Some(parts.path), ""),
        ("?", parts.query, ""),
        ("#", parts.fragment, ""),
    ] {
        if let Some(part) = part {
            raw.extend([before, part, after]);
        }
    }
    raw
}

static APPENDIX_B: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?s)^(([^:/?#]+):)?(//([^/?#]*))?([^?#]*)(\?([^#]*))?(#(.*))?$").expect("the expression is right")
});

static S3_NAME: LazyLock<Regex> = LazyLock::new(|| {
    let expression = r"(^|\.)s3(-[a-z0-9-]+)?(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?$";
    Regex::new(expression).expect("the expression is right")
});

/// The host that a browser opens; an error when it refuses.
fn browser_host(host: &str) -> Result<Option<url::Host<String>>, url::ParseError> {
    url::Url::parse(&format!("http://{host}/")).map(|url| url.host().map(|host| host.to_owned()))
}

proptest! {
    #[test]
    fn the_parts_joined_are_the_text(raw in uri()) {
        let parts = UriParts::split(&raw);
        prop_assert_eq!(join(&parts), raw.as_str());
        if let Some(range) = parts.authority_range() {
            prop_assert_eq!(Some(&raw[range]), parts.authority);
        }
    }

    #[test]
    fn an_unbroken_authority_joined_is_the_text(text in uri()) {
        let parts = Authority::split(&text);
        prop_assert_eq!(&text[parts.host_range()], parts.host);
        let userinfo = parts.userinfo.map(|userinfo| format!("{userinfo}@")).unwrap_or_default();
        let port = parts.port.map(|port| format!(":{port}")).unwrap_or_default();
        let joined = format!("{userinfo}{}{port}", parts.host);
        prop_assert!(text.starts_with(&joined));
        prop_assert!(parts.is_broken || joined == text);
    }

    #[test]
    fn the_split_is_that_of_appendix_b(raw in uri()) {
        let captures = APPENDIX_B.captures(&raw).expect("the expression takes every text");
        let group = |index: usize| captures.get(index).map(|group| group.as_str());
        let parts = UriParts::split(&raw);
        prop_assert_eq!((parts.query, parts.fragment), (group(7), group(9)));
        if group(2).is_none_or(is_scheme) {
            prop_assert_eq!((parts.scheme, parts.authority, Some(parts.path)), (group(2), group(4), group(5)));
        } else {
            let path = raw.split(['?', '#']).next().unwrap_or_default();
            prop_assert_eq!((parts.scheme, parts.authority, parts.path), (None, None, path));
        }
    }

    #[test]
    fn every_fact_of_any_text_has_its_type(raw in prop_oneof![uri(), any::<String>()]) {
        let arena = Bump::new();
        let uri: &dyn Object<'_> = arena.alloc(RedirectUri::split_in(&arena, &raw));
        for (index, field) in REDIRECT_URI.fields.iter().enumerate() {
            prop_assert!(is_of(uri.field(index), field.ty), "{} of {:?}", field.name, raw);
        }
        prop_assert!(matches!(uri.field(REDIRECT_URI.fields.len()), Value::Unknown));
    }

    #[test]
    fn facts_do_not_contradict_each_other(raw in uri()) {
        let arena = Bump::new();
        let uri = RedirectUri::split_in(&arena, &raw);
        let holds = |name: &str| holds(&uri, name);
        let text = |name: &str| text(&uri, name);
        let implications = [
            ("is_private_scheme", "is_absolute"),
            ("is_reverse_domain_scheme", "is_private_scheme"),
            ("is_dangerous", "is_absolute"),
            ("is_web", "is_absolute"),
            ("is_web", "is_http_family"),
            ("is_loopback", "is_local"),
            ("is_localhost_name", "is_local"),
            ("is_deceptive", "is_web"),
            ("has_known_host", "is_web"),
            ("has_known_name", "has_known_host"),
            ("has_wildcard_host", "has_wildcard"),
        ];
        for (narrow, wide) in implications {
            prop_assert!(!holds(narrow) || holds(wide), "{} without {}: {:?}", narrow, wide, raw);
        }
        let exclusions = [
            ("is_private_scheme", "is_http_family"),
            ("is_private_scheme", "is_dangerous"),
            ("is_dangerous", "is_http_family"),
            ("is_loopback", "is_localhost_name"),
            ("has_known_host", "is_deceptive"),
            ("has_known_host", "has_wildcard_host"),
            ("is_homograph", "has_wildcard_host"),
        ];
        for (one, other) in exclusions {
            prop_assert!(!(holds(one) && holds(other)), "{} and {}: {:?}", one, other, raw);
        }
        prop_assert_eq!(text("deceptive_reason").is_some(), holds("is_deceptive"));
        prop_assert_eq!(text("homograph_reason").is_some(), holds("is_homograph"));
        prop_assert_eq!(text("not_absolute_reason").is_some(), !holds("is_absolute"));
        prop_assert_eq!(text("guess").is_some(), !holds("is_absolute"));
        prop_assert_eq!(text("name").is_some(), text("host_kind") == Some("dns"));
        prop_assert_eq!(text("host").is_some(), text("host_kind") != Some("none"));
        prop_assert!(!holds("is_web") || text("host").is_some());
        prop_assert!(!text("host").unwrap_or_default().contains(|character: char| character.is_ascii_uppercase()));
        prop_assert!(!(holds("is_web") && holds("is_malformed")) || holds("is_deceptive"));
    }

    #[test]
    fn the_corrected_forms_differ_in_what_they_correct_only(raw in uri()) {
        let arena = Bump::new();
        let uri = RedirectUri::split_in(&arena, &raw);
        if let Some(form) = uri.https_form() {
            let corrected = RedirectUri::split_in(&arena, form);
            prop_assert_eq!(corrected.scheme(), Some("https"));
            prop_assert_eq!(corrected.host_as_written(), uri.host_as_written());
            prop_assert_eq!(corrected.parts().path, uri.parts().path);
            prop_assert_eq!(corrected.parts().query, uri.parts().query);
            prop_assert_eq!(corrected.parts().fragment, uri.parts().fragment);
            prop_assert!(corrected.https_form().is_none());
        }
        if let Some(form) = uri.loopback_form() {
            let corrected = RedirectUri::split_in(&arena, form);
            prop_assert!(corrected.host().is_loopback() && corrected.loopback_form().is_none());
            prop_assert_eq!(form.replacen("127.0.0.1", "", 1).len() + "localhost".len(), raw.len());
        }
        if let Some(guess) = uri.guess() {
            let guessed = RedirectUri::split_in(&arena, guess);
            prop_assert!(guessed.is_web() && !guessed.is_malformed(), "{:?} for {:?}", guess, raw);
            prop_assert_eq!(guessed.authority().and_then(|authority| authority.userinfo), None);
        }
    }

    #[test]
    fn no_password_stays_in_the_authority(raw in uri()) {
        let mut shown = raw.clone();
        for span in password_spans(&raw).collect::<Vec<_>>().into_iter().rev() {
            shown.replace_range(span, "");
        }
        let userinfo = UriParts::split(&shown).authority.and_then(|authority| Authority::split(authority).userinfo);
        let password = userinfo.and_then(|userinfo| userinfo.split_once(':')).map_or("", |(_, password)| password);
        prop_assert_eq!(password, "", "{:?}", shown);
    }

    #[test]
    fn a_small_difference_is_one_both_ways(one in uri(), other in uri()) {
        prop_assert!(!differ_only_in_slash_or_case(&one, &one));
        prop_assert_eq!(differ_only_in_slash_or_case(&one, &other), differ_only_in_slash_or_case(&other, &one));
    }

    #[test]
    fn names_and_patterns_of_any_text_end_quietly(one in uri(), other in uri()) {
        let _ = (host_list::host_fits(&one, &other), host_list::is_or_is_under(&one, &other));
        let _ = (query::open_redirect_parameter(&one), script::homograph(&one), script::unicode_form(&one));
        let _ = (domain::is_s3_name(&one), domain::placeholder_label(&one), domain::registrable_domain(&one));
        let custom = format!("custom:{one}");
        let _ = (attribute::fits(&custom, &other), attribute::near(&one), attribute::in_its_case(&one));
    }

    #[test]
    fn every_host_fits_itself_and_its_parents_are_above_it(host in "[a-z0-9-]{1,5}(\\.[a-z0-9-]{1,5}){0,4}") {
        prop_assert!(host_list::host_fits(&host, &host));
        for (at, _) in host.match_indices('.') {
            prop_assert!(host_list::is_under(&host, &host[at + 1..]));
            prop_assert!(!host_list::is_or_is_under(&host, &host[at + 2..]) || host[at + 2..].starts_with('.'));
        }
    }

    #[test]
    fn the_reading_of_s3_names_is_the_published_expression(
        name in prop::collection::vec(
            prop::sample::select(vec!["s3", "s3-", "s3-a", "xs3", "a_b", "eu-1", "amazonaws", "com", "cn", ""]), 0..7,
        ).prop_map(|labels| labels.join(".")),
        tail in prop::sample::select(vec!["", ".amazonaws.com", ".amazonaws.com.cn", "amazonaws.com"]),
    ) {
        let name = name + tail;
        prop_assert_eq!(domain::is_s3_name(&name), S3_NAME.is_match(&name), "{}", name);
    }

    #[test]
    fn ipv4_is_read_as_browsers_do(host in "[0-9a-fx.]{1,12}|(0x|0|)[0-9a-f]{0,4}(\\.(0x|0|)[0-9a-f]{0,4}){0,4}\\.?") {
        let ours = Host::read(&host);
        match browser_host(&host) {
            Ok(Some(url::Host::Ipv4(address))) => {
                prop_assert!(matches!(ours.kind, HostKind::Ipv4 | HostKind::Ipv4Legacy), "{}", host);
                prop_assert_eq!(ours.address, Some(address.into()), "{}", host);
                prop_assert_eq!(ours.kind == HostKind::Ipv4, address.to_string() == host);
            }
            Ok(_) => prop_assert_eq!(ours.kind, HostKind::Dns, "{}", host),
            Err(_) => prop_assert!(matches!(ours.kind, HostKind::Ipv4Bad | HostKind::None), "{}", host),
        }
    }

    #[test]
    fn ipv6_is_read_as_browsers_do(
        inside in "[0-9a-f:.]{1,12}|([0-9a-f]{0,5}:){1,8}([0-9a-f]{1,4}|[0-9]{1,3}(\\.[0-9]{1,3}){3})?",
    ) {
        let host = format!("[{inside}]");
        let ours = Host::read(&host);
        let theirs = if let Ok(Some(url::Host::Ipv6(address))) = browser_host(&host) { Some(address) } else { None };
        prop_assert_eq!(ours.address, theirs.map(Into::into), "{}", host);
        prop_assert_eq!(ours.is_malformed(), theirs.is_none());
    }
}
