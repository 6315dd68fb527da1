//! The table of the facts of a redirect URI.

use super::address;
use super::domain;
use super::host::HostKind;
use super::object_type;
use super::redirect_uri::RedirectUri;
use super::script;
use super::tidiness::Untidiness;
use crate::value::{Type, Value};

const SPLIT: &str = "RFC 3986, appendix B";
const AUTHORITY: &str = "RFC 3986, section 3.2";
const HOST: &str = "RFC 3986, section 3.2.2";
const BROWSER_IPV4: &str = "WHATWG URL Standard, IPv4 parser; RFC 3986, section 7.4";
const ABSOLUTE: &str = "RFC 3986, section 4.3; RFC 6749, section 3.1.2";
const NATIVE: &str = "RFC 8252, section 7.1";
const DECEPTIVE: &str = "RFC 3986, section 7.6";
const PLACEHOLDER: &str = "Common sense of documentation: no standard lists these words";
const SPECIAL_ADDRESS: &str = "RFC 6890 and the IANA registries of special-purpose addresses";
const NORMAL_CASE: &str = "RFC 3986, section 6.2.2.1";
const NORMAL_PERCENT: &str = "RFC 3986, section 6.2.2.2";
const NORMAL_DOTS: &str = "RFC 3986, section 6.2.2.3";
const NORMAL_SCHEME: &str = "RFC 3986, section 6.2.3";
const SCRIPTS: &str = "RFC 3492; Unicode UTS #39, section 5";

object_type! {
    /// What a condition can ask of a redirect URI. A part that is not there is not set, which is different from empty.
    pub static REDIRECT_URI = "redirect_uri" of RedirectUri;

    raw: Type::String, "The whole string, as written.",
        "CreateUserPoolClient, CallbackURLs", |uri| Value::String(uri.raw());
    scheme: Type::String,
        "What stands before the first `:`, in lower case; not set when that is no scheme by the grammar.",
        SPLIT, |uri| text(uri.scheme());
    authority: Type::String, "What stands between `//` and the path, as written. A backslash does not end it.",
        SPLIT, |uri| text(uri.parts().authority);
    userinfo: Type::String, "What stands in the authority before its last `@`; may be empty.",
        AUTHORITY, |uri| text(uri.authority().and_then(|authority| authority.userinfo));
    host: Type::String,
        "The host, its ASCII letters in lower case, with the brackets of an IPv6 address; never decoded. Not set when \
         there is none or it is empty.",
        HOST, |uri| text(Some(uri.host().text).filter(|host| !host.is_empty()));
    port: Type::String,
        "What follows the `:` after the host: digits, `*` (a wildcard that no server knows), or nothing when the `:` \
         stands alone.",
        AUTHORITY, |uri| text(uri.authority().and_then(|authority| authority.port));
    path: Type::String, "The path, as written; empty rather than not set.",
        SPLIT, |uri| Value::String(uri.parts().path);
    query: Type::String, "What stands between `?` and `#`, as written; may be empty.",
        SPLIT, |uri| text(uri.parts().query);
    fragment: Type::String, "What follows the first `#`, as written; may be empty.",
        SPLIT, |uri| text(uri.parts().fragment);

    is_absolute: Type::Bool,
        "Whether the URI is a whole address. It is not without a scheme; with the scheme `localhost`; with http or https \
         and no host, or the host `http` or `https`; or with another scheme (a dangerous one apart), no authority, and \
         either a path that begins with a port or a scheme that begins with `www.` or ends in `.localhost`.",
        ABSOLUTE, |uri| Value::Bool(uri.not_absolute().is_none());
    not_absolute_reason: Type::String, "Why the URI is not absolute, in words; not set when it is.",
        ABSOLUTE, |uri| text(uri.not_absolute().map(super::absolute::NotAbsolute::words));
    guess: Type::String,
        "The whole address that a URI that is not absolute was most likely meant to be; not set when it is absolute.",
        ABSOLUTE, |uri| text(uri.guess());
    is_http_family: Type::Bool, "Whether the scheme is http or https, with or without a host.",
        "RFC 9110, section 4.2", |uri| Value::Bool(uri.is_http_family());
    is_web: Type::Bool, "Whether the URI is absolute and its scheme http or https.",
        "RFC 9110, section 4.2", |uri| Value::Bool(uri.is_web());
    is_dangerous: Type::Bool,
        "Whether the scheme runs a script, opens local content or hands the answer to another program: javascript, \
         vbscript, data, file, filesystem, blob, about, view-source, jar, content, intent, ftp, ftps, ws, wss, mailto, \
         tel, sms.",
        "RFC 6749, section 3.1.2", |uri| Value::Bool(uri.is_dangerous());
    is_private_scheme: Type::Bool,
        "Whether the URI is absolute and its scheme neither http, https nor dangerous.",
        NATIVE, |uri| Value::Bool(uri.is_private_scheme());
    is_reverse_domain_scheme: Type::Bool,
        "Whether the scheme is private, has a dot and no empty label, as `com.acme.shop` has.",
        NATIVE, |uri| Value::Bool(uri.is_reverse_domain_scheme());

    host_kind: Type::String,
        "What the host is: `none`; `ipv6` (in brackets); `ipv4` (four decimal numbers); `ipv4-legacy` (another spelling \
         that browsers read as an IPv4 address); `ipv4-bad` (ends in a number and gives no address); else `dns`.",
        BROWSER_IPV4, |uri| Value::String(uri.host().kind.name());
    name: Type::String, "The DNS name without one trailing dot; not set when the host is none.",
        "RFC 1034, section 3.1", |uri| text(uri.host().name());
    labels: Type::List(&Type::String), "The labels of the name, from left to right; not set when the host is no name.",
        "RFC 1034, section 3.1", |uri| list(uri, uri.host().name().map(domain::labels));
    last_label: Type::String, "The last label of the name; not set when the host is no name.",
        "RFC 1034, section 3.1", |uri| text(uri.host().name().map(domain::last_label));
    registrable_domain: Type::String,
        "The domain that someone registered, by approximation: the last two labels, or three when the last has two \
         letters and the one before it is co, com, net, org, gov, edu or ac; not set when the host is no name.",
        "RFC 1034, section 3.1", |uri| text(uri.host().name().map(domain::registrable_domain));
    subdomain_words: Type::List(&Type::String),
        "The words of the labels left of the registrable domain: split at `-` and `_`, without trailing digits; not set \
         when the host is no name.",
        "RFC 1034, section 3.1", |uri| list(uri, uri.host().name().map(domain::subdomain_words));
    is_loopback: Type::Bool,
        "Whether the host is an address of this machine: 127.0.0.0/8 in the usual spelling, or ::1 however written.",
        "RFC 8252, section 7.3", |uri| Value::Bool(uri.host().is_loopback());
    is_localhost_name: Type::Bool, "Whether the name is `localhost` or stands under it.",
        "RFC 6761, section 6.3", |uri| Value::Bool(uri.host().is_localhost_name());
    is_local: Type::Bool, "Whether the host is a loopback address or a localhost name.",
        "RFC 8252, section 7.3", |uri| Value::Bool(uri.is_local());
    has_known_name: Type::Bool,
        "Whether the host may be looked up in lists of names: a DNS name without `*`, in an absolute http or https URI \
         that does not deceive.",
        HOST, |uri| Value::Bool(uri.has_known_name());

    is_malformed: Type::Bool,
        "Whether the authority breaks the grammar: a bracket that is not closed or holds no IPv6 address, other text in \
         the place of a port, a port over 65535, a `:` or a foreign ASCII character in the host, an empty label.",
        AUTHORITY, |uri| Value::Bool(uri.is_malformed());
    is_deceptive: Type::Bool,
        "Whether an absolute http or https URI reads like another one than it is: an `@`, a backslash, a `%` outside \
         IPv6 brackets or a disguised delimiter in the authority, a malformed authority, or a name that only looks like \
         this machine.",
        DECEPTIVE, |uri| Value::Bool(uri.is_deceptive());
    deceptive_reason: Type::String, "Why the URI is deceptive, in words; not set when it is not.",
        DECEPTIVE, |uri| text(uri.deception().map(super::deception::Deception::words));
    looks_like: Type::String,
        "The host that a reader takes a deceptive URI to go to; not set when it is not deceptive or reads like no host.",
        DECEPTIVE, |uri| text(uri.looks_like());
    has_wildcard: Type::Bool, "Whether a `*` stands in the authority or the path.",
        "RFC 9700, section 4.1.3", |uri| Value::Bool(uri.has_wildcard());
    has_wildcard_host: Type::Bool, "Whether a `*` stands in the host, so that which host is meant is unknown.",
        "RFC 9700, section 4.1.3", |uri| Value::Bool(uri.host().has_wildcard());

    address: Type::String,
        "The address that the host says, in its usual spelling and without brackets; the host itself when it is \
         `ipv4-bad`; not set when the host is a name.",
        BROWSER_IPV4, address_text;
    address_kind: Type::String,
        "What the address is, in words, such as `a private address` or `a rare spelling of a private address`; not set \
         when the host is a name.",
        SPECIAL_ADDRESS, address_words;
    is_private_address: Type::Bool,
        "Whether the address, in any spelling, is of a private network: 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or \
         fc00::/7.",
        "RFC 1918, section 3; RFC 4193, section 3.1", |uri| address_is(uri, address::is_private);
    is_link_local_address: Type::Bool,
        "Whether the address, in any spelling, is in 169.254.0.0/16 or fe80::/10.",
        "RFC 3927, section 2.1; RFC 4291, section 2.5.6", |uri| address_is(uri, address::is_link_local);
    is_metadata_address: Type::Bool,
        "Whether the address, in any spelling, is where a cloud machine finds its metadata and credentials: \
         169.254.169.254 or fd00:ec2::254.",
        "Amazon EC2 User Guide, instance metadata", |uri| address_is(uri, address::is_metadata);
    is_development_address: Type::Bool,
        "Whether the address is private, link-local or unspecified, or 127.0.0.0/8 in a rare spelling.",
        SPECIAL_ADDRESS, |uri| Value::Bool(uri.host().is_development_address());

    placeholder_label: Type::String,
        "The first label of the name, other than the last, that is a word for a name still to be put in, such as \
         `yourdomain`, `my-company` or `changeme`; not set when there is none.",
        PLACEHOLDER, |uri| text(uri.host().name().and_then(domain::placeholder_label));
    is_s3_name: Type::Bool,
        "Whether the name is one of Amazon S3: a label `s3` or `s3-…`, then any labels, then amazonaws.com or \
         amazonaws.com.cn.",
        "Amazon S3 User Guide, virtual hosting of buckets",
        |uri| Value::Bool(uri.host().name().is_some_and(domain::is_s3_name));
    is_homograph: Type::Bool,
        "Whether the name can pass for another: a raw non-ASCII character, an `xn--` label that is none, that mixes \
         scripts, or whose letters all look Latin. Never with a `*` in the host.",
        SCRIPTS, |uri| Value::Bool(uri.homograph().is_some());
    homograph_reason: Type::String, "Why the name can pass for another, in words; not set when it cannot.",
        SCRIPTS, |uri| uri.homograph().map_or(Value::Absent, |reason| written(uri, reason));
    unicode_host: Type::String,
        "The name with its `xn--` labels decoded; a label with something invisible stays encoded. Not set when the host \
         is no name.",
        SCRIPTS, |uri| uri.host().name().map_or(Value::Absent, |name| written(uri, &script::unicode_form(name)));

    open_redirect_parameter: Type::String,
        "The name, as written, of the first query parameter that is called like a target (next, url, redirect_uri, …) \
         and holds an address; not set when there is none.",
        "RFC 9700, section 4.11.1", |uri| text(uri.open_redirect_parameter());

    has_upper_case: Type::Bool, "Whether an ASCII upper-case letter stands in scheme or host.",
        NORMAL_CASE, |uri| untidy(uri, Untidiness::UpperCase);
    has_empty_port: Type::Bool, "Whether a `:` follows the host, and no port.",
        NORMAL_SCHEME, |uri| untidy(uri, Untidiness::EmptyPort);
    has_default_port: Type::Bool, "Whether the port is 80 with http or 443 with https.",
        NORMAL_SCHEME, |uri| untidy(uri, Untidiness::DefaultPort);
    has_port_zeros: Type::Bool, "Whether a zero leads the digits of the port.",
        NORMAL_SCHEME, |uri| untidy(uri, Untidiness::PortZeros);
    has_trailing_dot: Type::Bool, "Whether the host ends in a dot.",
        HOST, |uri| untidy(uri, Untidiness::TrailingDot);
    has_unusual_ipv6: Type::Bool,
        "Whether the host is an IPv6 address in another spelling than the usual one; a zone or an IPv4 address in IPv6 \
         form is left alone.",
        "RFC 5952, section 4", |uri| untidy(uri, Untidiness::Ipv6Spelling);
    has_empty_path: Type::Bool, "Whether the path is empty.",
        NORMAL_SCHEME, |uri| Value::Bool(uri.parts().path.is_empty());
    has_double_slash: Type::Bool, "Whether two slashes stand together in the path.",
        NORMAL_DOTS, |uri| untidy(uri, Untidiness::DoubleSlash);
    has_path_backslash: Type::Bool, "Whether a backslash stands in the path.",
        "RFC 3986, section 3.3", |uri| untidy(uri, Untidiness::PathBackslash);
    has_dot_segment: Type::Bool, "Whether a segment of the path is `.` or `..`.",
        NORMAL_DOTS, |uri| untidy(uri, Untidiness::DotSegment);
    has_broken_percent: Type::Bool, "Whether a `%` without two hex digits stands in path or query.",
        "RFC 3986, section 2.1", |uri| untidy(uri, Untidiness::BrokenPercent);
    has_needless_percent: Type::Bool,
        "Whether a letter, a digit, `-`, `.`, `_` or `~` is percent-encoded in path or query.",
        NORMAL_PERCENT, |uri| untidy(uri, Untidiness::NeedlessPercent);
    has_lower_case_percent: Type::Bool, "Whether small hex digits follow a `%` in path or query.",
        NORMAL_CASE, |uri| untidy(uri, Untidiness::LowerCasePercent);
    untidy_parts: Type::List(&Type::String),
        "What is not in its usual form, in words, all that `has_upper_case` to `has_lower_case_percent` find; an empty \
         path is not among them, since it is judged apart.",
        "RFC 3986, section 6.2", untidy_parts;

    https_form: Type::String,
        "The same URI with https: an explicit `:80` is dropped, the rest kept byte for byte; not set unless the scheme is \
         http and there is a host.",
        NORMAL_SCHEME, |uri| text(uri.https_form());
    loopback_form: Type::String,
        "The same URI with 127.0.0.1 as its host; not set unless the host is exactly `localhost`.",
        "RFC 8252, section 8.3", |uri| text(uri.loopback_form());
}

fn text(part: Option<&str>) -> Value<'_> {
    part.map_or(Value::Absent, Value::String)
}

fn written<'a>(uri: &RedirectUri<'a>, shown: &impl std::fmt::Display) -> Value<'a> {
    Value::String(bumpalo::format!(in uri.arena, "{}", shown).into_bump_str())
}

fn list<'a>(uri: &RedirectUri<'a>, items: Option<impl Iterator<Item = &'a str>>) -> Value<'a> {
    items.map_or(Value::Absent, |items| {
        let items = bumpalo::collections::Vec::from_iter_in(items.map(Value::String), uri.arena);
        Value::List(items.into_bump_slice())
    })
}

fn address_text<'a>(uri: &RedirectUri<'a>) -> Value<'a> {
    match (uri.host().kind, uri.host().address) {
        (HostKind::Ipv4Bad, _) => Value::String(uri.host().text),
        (_, Some(address)) => written(uri, &address),
        _ => Value::Absent,
    }
}

fn address_words<'a>(uri: &RedirectUri<'a>) -> Value<'a> {
    match (uri.host().kind, uri.host().address) {
        (HostKind::Ipv4Bad, _) => Value::String("a number that gives no address"),
        (HostKind::Ipv4Legacy, Some(address)) => {
            written(uri, &format_args!("a rare spelling of {}", address::words(address)))
        }
        (_, Some(address)) => Value::String(address::words(address)),
        _ => Value::Absent,
    }
}

fn address_is<'a>(uri: &RedirectUri<'a>, holds: fn(std::net::IpAddr) -> bool) -> Value<'a> {
    Value::Bool(uri.host().address.is_some_and(holds))
}

fn untidy<'a>(uri: &RedirectUri<'a>, untidiness: Untidiness) -> Value<'a> {
    Value::Bool(untidiness.holds(uri))
}

fn untidy_parts<'a>(uri: &RedirectUri<'a>) -> Value<'a> {
    let held = Untidiness::ALL.into_iter().filter(|untidiness| untidiness.holds(uri));
    let words = held.map(|untidiness| -> &'a str { untidiness.words() });
    list(uri, Some(words))
}
