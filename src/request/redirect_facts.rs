//! The table of the facts of a redirect URI.

use super::address;
use super::domain;
use super::environment::Environment;
use super::host::HostKind;
use super::known_hosts::KnownHosts;
use super::redirect_uri::RedirectUri;
use super::script;
use super::tidiness::Untidiness;
use crate::value::{Type, Value, object_type};

const SPLIT: &str = "RFC 3986, appendix B";
const AUTHORITY: &str = "RFC 3986, section 3.2";
const HOST: &str = "RFC 3986, section 3.2.2";
const BROWSER_IPV4: &str = "WHATWG URL Standard, IPv4 parser; RFC 3986, section 7.4";
const ABSOLUTE: &str = "RFC 3986, section 4.3; RFC 6749, section 3.1.2";
const NATIVE: &str = "RFC 8252, section 7.1";
const DECEPTIVE: &str = "RFC 3986, section 7.6";
const PLACEHOLDER: &str = "No standard: words that documentation and samples use";
const SPECIAL_ADDRESS: &str = "RFC 6890 and the IANA registries of special-purpose addresses";
const KNOWN_HOSTS: &str = "The lists in src/request/known_hosts";
const NORMAL_CASE: &str = "RFC 3986, section 6.2.2.1";
const NORMAL_PERCENT: &str = "RFC 3986, section 6.2.2.2";
const NORMAL_DOTS: &str = "RFC 3986, section 6.2.2.3";
const NORMAL_SCHEME: &str = "RFC 3986, section 6.2.3";
const SCRIPTS: &str = "RFC 3492; Unicode UTS #39, section 5";

object_type! {
    /// What a condition can ask of a redirect URI. A part that is not there is not set, which is different from empty.
    pub static REDIRECT_URI: "redirect_uri" for RedirectUri<'a>;

    raw: Type::String, "CreateUserPoolClient, CallbackURLs",
        "The whole string, as written."
        => |uri| Value::String(uri.raw());
    scheme: Type::String, SPLIT,
        "What stands before the first `:`, in lower case; not set when that is no scheme by the grammar."
        => |uri| text(uri.scheme());
    authority: Type::String, SPLIT,
        "What stands between `//` and the path, as written. A backslash does not end it."
        => |uri| text(uri.parts().authority);
    userinfo: Type::String, AUTHORITY,
        "What stands in the authority before its last `@`; may be empty."
        => |uri| text(uri.authority().and_then(|authority| authority.userinfo));
    host: Type::String, HOST,
        "The host, its ASCII letters in lower case, with the brackets of an IPv6 address; never decoded. Not set when \
         there is none or it is empty."
        => |uri| text(Some(uri.host().text).filter(|host| !host.is_empty()));
    port: Type::String, AUTHORITY,
        "What follows the `:` after the host: digits, `*` (a wildcard that no server knows), or nothing when the `:` \
         stands alone."
        => |uri| text(uri.authority().and_then(|authority| authority.port));
    path: Type::String, SPLIT,
        "The path, as written; empty rather than not set."
        => |uri| Value::String(uri.parts().path);
    query: Type::String, SPLIT,
        "What stands between `?` and `#`, as written; may be empty."
        => |uri| text(uri.parts().query);
    fragment: Type::String, SPLIT,
        "What follows the first `#`, as written; may be empty."
        => |uri| text(uri.parts().fragment);

    is_absolute: Type::Bool, ABSOLUTE,
        "Whether the URI is a whole address. It is not without a scheme; with the scheme `localhost`; with http or \
         https and no host, or the host `http` or `https`; or with another scheme (a dangerous one apart), no \
         authority, and either a path that begins with a port or a scheme that begins with `www.` or ends in \
         `.localhost`."
        => |uri| Value::Bool(uri.not_absolute().is_none());
    not_absolute_reason: Type::String, ABSOLUTE,
        "Why the URI is not absolute, in words; not set when it is."
        => |uri| text(uri.not_absolute().map(super::absolute::NotAbsolute::words));
    guess: Type::String, ABSOLUTE,
        "The whole address that a URI that is not absolute was most likely meant to be; not set when it is absolute."
        => |uri| text(uri.guess());
    is_http_family: Type::Bool, "RFC 9110, section 4.2",
        "Whether the scheme is http or https, with or without a host."
        => |uri| Value::Bool(uri.is_http_family());
    is_web: Type::Bool, "RFC 9110, section 4.2",
        "Whether the URI is absolute and its scheme http or https."
        => |uri| Value::Bool(uri.is_web());
    is_dangerous: Type::Bool, "RFC 6749, section 3.1.2",
        "Whether the scheme runs a script, opens local content or hands the answer to another program: javascript, \
         vbscript, data, file, filesystem, blob, about, view-source, jar, content, intent, ftp, ftps, ws, wss, mailto, \
         tel, sms."
        => |uri| Value::Bool(uri.is_dangerous());
    is_private_scheme: Type::Bool, NATIVE,
        "Whether the URI is absolute and its scheme neither http, https nor dangerous."
        => |uri| Value::Bool(uri.is_private_scheme());
    is_reverse_domain_scheme: Type::Bool, NATIVE,
        "Whether the scheme is private, has a dot and no empty label, as `com.acme.shop` has."
        => |uri| Value::Bool(uri.is_reverse_domain_scheme());

    host_kind: Type::String, BROWSER_IPV4,
        "What the host is: `none`; `ipv6` (in brackets); `ipv4` (four decimal numbers); `ipv4-legacy` (another \
         spelling that browsers read as an IPv4 address); `ipv4-bad` (ends in a number and gives no address); else \
         `dns`."
        => |uri| Value::String(uri.host().kind.name());
    name: Type::String, "RFC 1034, section 3.1",
        "The DNS name without one trailing dot; not set when the host is no name."
        => |uri| text(uri.host().name());
    labels: Type::List(&Type::String), "RFC 1034, section 3.1",
        "The labels of the name, from left to right; not set when the host is no name."
        => |uri| list(uri, uri.host().name().map(domain::labels));
    last_label: Type::String, "RFC 1034, section 3.1",
        "The last label of the name; not set when the host is no name."
        => |uri| text(uri.host().name().map(domain::last_label));
    registrable_domain: Type::String, "RFC 1034, section 3.1",
        "The domain that someone registered, by approximation: the last two labels, or three when the last has two \
         letters and the one before it is co, com, net, org, gov, edu or ac; not set when the host is no name."
        => |uri| text(uri.host().name().map(domain::registrable_domain));
    subdomain_words: Type::List(&Type::String), "RFC 1034, section 3.1",
        "The words of the labels left of the registrable domain: split at `-` and `_`, without trailing digits; not \
         set when the host is no name."
        => |uri| list(uri, uri.host().name().map(domain::subdomain_words));
    is_loopback: Type::Bool, "RFC 8252, section 7.3",
        "Whether the host is an address of this machine: 127.0.0.0/8 in the usual spelling, or ::1 however written."
        => |uri| Value::Bool(uri.host().is_loopback());
    is_localhost_name: Type::Bool, "RFC 6761, section 6.3",
        "Whether the name is `localhost` or stands under it."
        => |uri| Value::Bool(uri.host().is_localhost_name());
    is_local: Type::Bool, "RFC 8252, section 7.3",
        "Whether the host is a loopback address or a localhost name."
        => |uri| Value::Bool(uri.is_local());
    has_known_host: Type::Bool, HOST,
        "Whether it is known where the URI goes: an absolute http or https URI that does not deceive and has no `*` in \
         the host."
        => |uri| Value::Bool(uri.has_known_host());
    has_known_name: Type::Bool, HOST,
        "Whether the host is known and a DNS name, so that it may be looked up in lists of names."
        => |uri| Value::Bool(uri.has_known_name());

    is_malformed: Type::Bool, AUTHORITY,
        "Whether the authority breaks the grammar: a bracket that is not closed or holds no IPv6 address, other text \
         in the place of a port, a port over 65535, a `:` or a foreign ASCII character in the host, an empty label."
        => |uri| Value::Bool(uri.is_malformed());
    is_deceptive: Type::Bool, DECEPTIVE,
        "Whether an absolute http or https URI reads like another one than it is: an `@`, a backslash, a `%` outside \
         IPv6 brackets or a disguised delimiter in the authority, a malformed authority, or a name that only looks \
         like this machine."
        => |uri| Value::Bool(uri.is_deceptive());
    deceptive_reason: Type::String, DECEPTIVE,
        "Why the URI is deceptive, in words; not set when it is not."
        => |uri| text(uri.deception().map(super::deception::Deception::words));
    looks_like: Type::String, DECEPTIVE,
        "The host that a reader takes a deceptive URI to go to; not set when it is not deceptive or reads like no \
         host."
        => |uri| text(uri.looks_like());
    has_wildcard: Type::Bool, "RFC 9700, section 4.1.3",
        "Whether a `*` stands in the authority or the path."
        => |uri| Value::Bool(uri.has_wildcard());
    has_wildcard_host: Type::Bool, "RFC 9700, section 4.1.3",
        "Whether a `*` stands in the host, so that which host is meant is unknown."
        => |uri| Value::Bool(uri.host().has_wildcard());

    address: Type::String, BROWSER_IPV4,
        "The address that the host says, in its usual spelling and without brackets; the host itself when it is \
         `ipv4-bad`; not set when the host is a name."
        => |uri| address_text(uri);
    address_kind: Type::String, SPECIAL_ADDRESS,
        "What the address is, in words, such as `a private address` or `a rare spelling of a private address`; not set \
         when the host is a name."
        => |uri| address_words(uri);
    is_private_address: Type::Bool, "RFC 1918, section 3; RFC 4193, section 3.1",
        "Whether the address, in any spelling, is of a private network: 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or \
         fc00::/7."
        => |uri| address_is(uri, address::is_private);
    is_link_local_address: Type::Bool, "RFC 3927, section 2.1; RFC 4291, section 2.5.6",
        "Whether the address, in any spelling, is in 169.254.0.0/16 or fe80::/10."
        => |uri| address_is(uri, address::is_link_local);
    is_metadata_address: Type::Bool, "Amazon EC2 User Guide, instance metadata",
        "Whether the address, in any spelling, is where a cloud machine finds its metadata and credentials: \
         169.254.169.254 or fd00:ec2::254."
        => |uri| address_is(uri, address::is_metadata);
    is_development_address: Type::Bool, SPECIAL_ADDRESS,
        "Whether the address is private, link-local or unspecified, or 127.0.0.0/8 in a rare spelling."
        => |uri| Value::Bool(uri.host().is_development_address());

    placeholder_label: Type::String, PLACEHOLDER,
        "The first label of the name, other than the last, that is a word for a name still to be put in, such as \
         `yourdomain`, `my-company` or `changeme`; not set when there is none."
        => |uri| text(uri.host().name().and_then(domain::placeholder_label));
    is_placeholder_host: Type::Bool, "RFC 2606, sections 2 and 3; RFC 6761, section 6",
        "Whether the host is known and a name that stands where one of your own belongs: example.com, .org, .net or .edu or \
         one below; two labels or more, of which the last is `example`, `test` or `invalid`; or one with a \
         `placeholder_label`."
        => |uri| Value::Bool(uri.has_known_name() && uri.host().name().is_some_and(domain::is_placeholder));
    is_test_host: Type::Bool, KNOWN_HOSTS,
        "Whether the host is known and one of the public services that show what is sent to them, such as `webhook.site`; \
         of some hosts, only under the path of a playground."
        => |uri| Value::Bool(uri.is_listed(KnownHosts::Test));
    is_tunnel_host: Type::Bool, KNOWN_HOSTS,
        "Whether the host is known and a name of a tunnel, of a cloud workspace, or of a service that resolves names to the \
         address in them, such as `ngrok.io` or `nip.io`."
        => |uri| Value::Bool(uri.is_listed(KnownHosts::Tunnel));
    is_chosen_hosting_name: Type::Bool, KNOWN_HOSTS,
        "Whether the host is known and a name that a customer of a hosting provider chose, free again once it is given up: \
         below `github.io` or `vercel.app`, say, or a name of Amazon S3."
        => |uri| Value::Bool(uri.is_listed(KnownHosts::Chosen) || (uri.has_known_name() && is_s3_name(uri)));
    is_assigned_hosting_name: Type::Bool, KNOWN_HOSTS,
        "Whether the host is known and a name that a hosting provider assigned, such as one below `cloudfront.net`."
        => |uri| Value::Bool(uri.is_listed(KnownHosts::Assigned));
    environment: Type::String, "No standard: words that people name hosts with",
        "What the host is used for, as far as it tells: `development` for an address of an own network, a tunnel or test \
         host, a name under `local`, `internal`, `test`, `lan` or `home`, or a word such as `dev` or `staging` left of the \
         registrable domain; `none` for this machine, another address, a placeholder or an unknown host; else `production`."
        => |uri| Value::String(Environment::of(uri).map_or("none", Environment::name));
    is_s3_name: Type::Bool, "Amazon S3 User Guide, virtual hosting of buckets",
        "Whether the name is one of Amazon S3: a label `s3` or `s3-…`, then any labels, then amazonaws.com or \
         amazonaws.com.cn."
        => |uri| Value::Bool(is_s3_name(uri));
    is_homograph: Type::Bool, SCRIPTS,
        "Whether the name can pass for another: a raw non-ASCII character, an `xn--` label that is none, that mixes \
         scripts, or whose letters all look Latin. Never with a `*` in the host."
        => |uri| Value::Bool(uri.homograph().is_some());
    homograph_reason: Type::String, SCRIPTS,
        "Why the name can pass for another, in words; not set when it cannot."
        => |uri| uri.homograph().map_or(Value::Absent, |reason| written(uri, reason));
    unicode_host: Type::String, SCRIPTS,
        "The name with its `xn--` labels decoded; a label with something invisible stays encoded. Not set when the \
         host is no name."
        => |uri| uri.host().name().map_or(Value::Absent, |name| written(uri, &script::unicode_form(name)));

    open_redirect_parameter: Type::String, "RFC 9700, section 4.11.1",
        "The name, as written, of the first query parameter that is called like a target (next, url, redirect_uri, …) \
         and holds an address; not set when there is none."
        => |uri| text(uri.open_redirect_parameter());

    has_upper_case: Type::Bool, NORMAL_CASE,
        "Whether an ASCII upper-case letter stands in scheme or host."
        => |uri| untidy(uri, Untidiness::UpperCase);
    has_empty_port: Type::Bool, NORMAL_SCHEME,
        "Whether a `:` follows the host, and no port."
        => |uri| untidy(uri, Untidiness::EmptyPort);
    has_default_port: Type::Bool, NORMAL_SCHEME,
        "Whether the port is 80 with http or 443 with https."
        => |uri| untidy(uri, Untidiness::DefaultPort);
    has_port_zeros: Type::Bool, NORMAL_SCHEME,
        "Whether a zero leads the digits of the port."
        => |uri| untidy(uri, Untidiness::PortZeros);
    has_trailing_dot: Type::Bool, HOST,
        "Whether the host ends in a dot."
        => |uri| untidy(uri, Untidiness::TrailingDot);
    has_unusual_ipv6: Type::Bool, "RFC 5952, section 4",
        "Whether the host is an IPv6 address in another spelling than the usual one; a zone or an IPv4 address in IPv6 \
         form is left alone."
        => |uri| untidy(uri, Untidiness::Ipv6Spelling);
    has_empty_path: Type::Bool, NORMAL_SCHEME,
        "Whether the path is empty."
        => |uri| Value::Bool(uri.parts().path.is_empty());
    has_double_slash: Type::Bool, NORMAL_DOTS,
        "Whether two slashes stand together in the path."
        => |uri| untidy(uri, Untidiness::DoubleSlash);
    has_path_backslash: Type::Bool, "RFC 3986, section 3.3",
        "Whether a backslash stands in the path."
        => |uri| untidy(uri, Untidiness::PathBackslash);
    has_dot_segment: Type::Bool, NORMAL_DOTS,
        "Whether a segment of the path is `.` or `..`."
        => |uri| untidy(uri, Untidiness::DotSegment);
    has_broken_percent: Type::Bool, "RFC 3986, section 2.1",
        "Whether a `%` without two hex digits stands in path or query."
        => |uri| untidy(uri, Untidiness::BrokenPercent);
    has_needless_percent: Type::Bool, NORMAL_PERCENT,
        "Whether a letter, a digit, `-`, `.`, `_` or `~` is percent-encoded in path or query."
        => |uri| untidy(uri, Untidiness::NeedlessPercent);
    has_lower_case_percent: Type::Bool, NORMAL_CASE,
        "Whether small hex digits follow a `%` in path or query."
        => |uri| untidy(uri, Untidiness::LowerCasePercent);
    untidy_parts: Type::List(&Type::String), "RFC 3986, section 6.2",
        "What is not in its usual form, in words, all that `has_upper_case` to `has_lower_case_percent` find; an empty \
         path is not among them, since it is judged apart."
        => |uri| untidy_parts(uri);

    https_form: Type::String, NORMAL_SCHEME,
        "The same URI with https: an explicit `:80` is dropped, the rest kept byte for byte; not set unless the scheme \
         is http and there is a host."
        => |uri| text(uri.https_form());
    loopback_form: Type::String, "RFC 8252, section 8.3",
        "The same URI with 127.0.0.1 as its host; not set unless the host is exactly `localhost`."
        => |uri| text(uri.loopback_form());
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

fn is_s3_name(uri: &RedirectUri<'_>) -> bool {
    uri.host().name().is_some_and(domain::is_s3_name)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Object;
    use bumpalo::Bump;

    /// Asks for facts by name: `fact` holds, `!fact` does not, `-fact` is not set, `fact=text` is that text (a list is
    /// joined by `|`). The expectations stand apart by two spaces.
    #[track_caller]
    fn check(raw: &str, expected: &str) {
        let arena = Bump::new();
        let uri = RedirectUri::split_in(&arena, raw);
        for expectation in expected.split("  ") {
            let name = expectation.split('=').next().unwrap_or_default().trim_start_matches(['!', '-']);
            assert_eq!(told(&uri, name), expectation, "{raw}");
        }
    }

    /// The fact as an expectation says it.
    #[track_caller]
    fn told(uri: &RedirectUri<'_>, name: &str) -> String {
        let index = REDIRECT_URI.fields.iter().position(|field| field.name == name);
        match uri.field(index.unwrap_or_else(|| panic!("no fact {name}"))) {
            Value::Bool(true) => name.to_owned(),
            Value::Bool(false) => format!("!{name}"),
            Value::Absent => format!("-{name}"),
            Value::String(text) => format!("{name}={text}"),
            Value::List(items) => {
                let text = |item: &Value<'_>| if let Value::String(text) = item { *text } else { "?" }.to_owned();
                format!("{name}={}", items.iter().map(text).collect::<Vec<_>>().join("|"))
            }
            value => panic!("{name} is {value:?}"),
        }
    }

    #[test]
    fn parts() {
        check(
            "HTTPS://User@Shop.Example:443/Cb?Q=1#F",
            "scheme=https  authority=User@Shop.Example:443  userinfo=User  host=shop.example  port=443  path=/Cb  \
             query=Q=1  fragment=F  raw=HTTPS://User@Shop.Example:443/Cb?Q=1#F",
        );
        check(
            "com.acme.shop:/cb",
            "scheme=com.acme.shop  -authority  -userinfo  -host  -port  -query  -fragment  host_kind=none",
        );
        check("https://@a:?#", "userinfo=  host=a  port=  query=  fragment=  path=");
        check("https:///cb", "authority=  -host  path=/cb  !is_absolute");
        check("https://münchEN.de/", "host=münchen.de");
        check("https://MÜNCHEN.de/", "host=mÜnchen.de");
        check("http://[2001:DB8::5]:80/", "host=[2001:db8::5]  port=80");
        check("https://a@b@evil.example/", "userinfo=a@b  host=evil.example");
        check("127.0.0.1:8080/bye", "-scheme  -host  path=127.0.0.1:8080/bye");
    }

    #[test]
    fn http_beyond_this_machine() {
        check("http://shop.acme-retail.com/cb", "scheme=http  !is_local  https_form=https://shop.acme-retail.com/cb");
        check("http://shop.acme-retail.com:80/bye", "!is_local  https_form=https://shop.acme-retail.com/bye");
        check("HTTP://10.0.0.7/cb", "scheme=http  !is_local  https_form=https://10.0.0.7/cb");
        check("http://localhost:3000/cb", "is_localhost_name  !is_loopback");
        check("http://[::1]:8080/", "is_loopback  !is_localhost_name  !is_deceptive");
        check("http://127.0.0.1/cb", "is_loopback");
        check("http://127.0.0.2/cb", "is_loopback");
        check("http://app.localhost/", "is_localhost_name");
        check("http://localhost./", "is_localhost_name  name=localhost");
        check("http://2130706433/", "!is_loopback  !is_local  host_kind=ipv4-legacy  address=127.0.0.1");
        check("http://localhost:80@evil.example/", "!is_local  is_deceptive  host=evil.example");
        check("http://127.evil.example/", "!is_local  is_deceptive");
        check("http://localhost.evil.example/", "!is_local  is_deceptive");
    }

    #[test]
    fn the_https_form_keeps_the_rest_byte_for_byte() {
        check("http://a:80@h:80?x:80", "https_form=https://a:80@h?x:80");
        check("http://a:080/", "https_form=https://a:080/");
        check("http://a:8080/%zz#", "https_form=https://a:8080/%zz#");
        check("http://A:/", "https_form=https://A:/");
        check("http://[fd00::1]:80", "https_form=https://[fd00::1]");
        check("http://*.acme.com:80/*", "https_form=https://*.acme.com/*");
        check("https://a:80/", "-https_form");
        check("http:/a", "-https_form");
        check("http:///a", "-https_form");
        check("com.acme:/a", "-https_form");
    }

    #[test]
    fn whole_addresses_and_others() {
        check(
            "localhost:3000/cb",
            "!is_absolute  scheme=localhost  !is_private_scheme  guess=http://localhost:3000/cb",
        );
        check("www.acme-retail.com/cb", "!is_absolute  guess=https://www.acme-retail.com/cb");
        check(
            "https:/shop.acme-retail.com/cb",
            "!is_absolute  !is_web  is_http_family  guess=https://shop.acme-retail.com/cb",
        );
        check("//shop.acme-retail.com/bye", "!is_absolute  not_absolute_reason=it has no scheme");
        check("com.acme.shop:8443/cb", "!is_absolute  !is_private_scheme");
        check("https://shop.acme-retail.com/cb", "is_absolute  -guess  -not_absolute_reason");
        check("/app#/cb", "!is_absolute  fragment=/cb");
    }

    #[test]
    fn fragments() {
        check("https://shop.acme-retail.com/#/cb", "fragment=/cb");
        check("com.acme.shop:/cb#done", "fragment=done  is_absolute");
        check("https://shop.acme-retail.com/cb#", "fragment=");
        check("https://shop.acme-retail.com/cb%23x", "-fragment");
        check("https://shop.acme-retail.com/cb#a?b", "-query  fragment=a?b");
    }

    #[test]
    fn wildcards() {
        check("https://*.acme-retail.com/cb", "has_wildcard  has_wildcard_host  !is_deceptive  !has_known_name");
        check("http://localhost:*/cb", "has_wildcard  !has_wildcard_host  !is_malformed  port=*  is_localhost_name");
        check("https://shop.acme-retail.com/*", "has_wildcard  !has_wildcard_host  has_known_name");
        check("https://*@shop.acme-retail.com/", "has_wildcard  !has_wildcard_host  is_deceptive");
        check("myapp:*", "has_wildcard  is_absolute");
        check("https://shop.acme-retail.com/cb?q=*", "!has_wildcard");
        check("https://shop.acme-retail.com/cb#*", "!has_wildcard");
        check("https://shop.acme-retail.com/%2A", "!has_wildcard");
        check("*.acme-retail.com/cb", "!is_absolute");
        check("https://127.*.example/", "!is_deceptive  has_wildcard_host");
    }

    #[test]
    fn deceptive_authorities() {
        check("http://localhost:80@evil.example/", "is_deceptive  looks_like=localhost  host=evil.example");
        check("http://127.evil.example/", "is_deceptive  looks_like=127.0.0.1");
        check(r"https://shop.acme-retail.com\.evil.example/bye", "is_deceptive  looks_like=shop.acme-retail.com");
        check("https://shop.acme-retail.com%2f.evil.example/cb", "is_deceptive  looks_like=shop.acme-retail.com");
        check("https://@shop.acme-retail.com/", "is_deceptive  -looks_like");
        check("https://shop.acme-retail.com%00/", "is_deceptive  is_malformed");
        check("https://shop.acme-retail.com／x/", "is_deceptive  !is_malformed");
        check("https://[::1/", "is_deceptive  is_malformed  !is_loopback");
        check("https://a:65536/", "is_deceptive  is_malformed");
        check("https://[v7.a]/", "is_deceptive");
        check("https://localhost.acme-retail.com/", "is_deceptive");
        check("http://127-0-0-1.sslip.io/", "is_deceptive");
    }

    #[test]
    fn plain_authorities() {
        check("http://[::1]:8080/", "!is_deceptive  -deceptive_reason  -looks_like");
        check("http://[fe80::1%25eth0]/", "!is_deceptive  !is_malformed  is_link_local_address");
        check("http://app.localhost:3000/cb", "!is_deceptive");
        check("https://mylocalhost.acme-retail.com/", "!is_deceptive");
        check("https://shop.acme-retail.com/@me", "!is_deceptive");
        check(r"https://shop.acme-retail.com/a\b", "!is_deceptive");
        check("myapp://user@cb", "!is_deceptive  userinfo=user");
        check("javascript://a@b/", "!is_deceptive");
        check("https://a@http/", "!is_deceptive  !is_absolute");
    }

    #[test]
    fn addresses() {
        check(
            "https://192.168.1.20/cb",
            "host_kind=ipv4  address=192.168.1.20  address_kind=a private address  is_private_address",
        );
        check("http://169.254.169.254/latest", "is_link_local_address  is_metadata_address  !is_private_address");
        check("http://[fd00:ec2::254]/", "is_metadata_address  is_private_address  !is_link_local_address");
        check(
            "http://2130706433/cb",
            "host_kind=ipv4-legacy  address=127.0.0.1  address_kind=a rare spelling of the machine itself",
        );
        check("http://0xa9fea9fe/", "host_kind=ipv4-legacy  is_link_local_address  is_metadata_address");
        check("http://10.0.0.1./", "host_kind=ipv4-legacy  is_private_address  is_development_address");
        check(
            "https://[2001:db8::5]/bye",
            "host_kind=ipv6  address=2001:db8::5  !is_loopback  !is_development_address",
        );
        check(
            "https://256.1.1.1/",
            "host_kind=ipv4-bad  address=256.1.1.1  address_kind=a number that gives no address",
        );
        check("https://1.2.3.4.5/", "host_kind=ipv4-bad  !is_deceptive  -name");
        check("https://0.0.0.0/", "!is_loopback  is_development_address");
        check("https://[::]/", "!is_loopback  is_development_address");
        check("https://[::ffff:127.0.0.1]/", "!is_loopback  host_kind=ipv6  !is_development_address");
        check("http://0/", "is_development_address  address=0.0.0.0");
        check("http://0x/", "host_kind=ipv4-legacy  address=0.0.0.0");
        check("http://0X7F.1/", "host_kind=ipv4-legacy  host=0x7f.1");
        check("http://127.0.0.1:3000/cb", "is_loopback  !is_development_address");
        check("https://10.0.0.1.acme-retail.com/cb", "host_kind=dns  -address  -address_kind  !is_private_address");
    }

    #[test]
    fn schemes() {
        check("javascript:alert(document.domain)", "is_dangerous  is_absolute  !is_private_scheme");
        check("JavaScript://shop.acme-retail.com/%0aalert(1)", "is_dangerous  scheme=javascript");
        check("file:///bye.html", "is_dangerous  is_absolute");
        check("data:text/html,hi", "is_dangerous");
        check("tel:123", "is_dangerous  is_absolute");
        check("data.acme.shop:/cb", "!is_dangerous  is_private_scheme  is_reverse_domain_scheme");
        check("%6aavascript:alert(1)", "-scheme  !is_dangerous  !is_absolute");
        check("https://shop.acme-retail.com/?u=javascript:1", "!is_dangerous  !is_private_scheme");
        for scheme in crate::request::absolute::DANGEROUS_SCHEMES {
            check(&format!("{scheme}:x"), "is_dangerous  is_absolute  !is_private_scheme  !is_web");
        }
    }

    #[test]
    fn private_schemes() {
        check("myapp://cb", "is_private_scheme  !is_reverse_domain_scheme");
        check("urn:ietf:wg:oauth:2.0:oob", "is_private_scheme  !is_reverse_domain_scheme");
        check("exp://192.168.0.5:8081/--/cb", "is_private_scheme  !is_reverse_domain_scheme");
        check("MyApp://bye", "is_private_scheme  scheme=myapp");
        check("htps://shop.acme-retail.com", "is_private_scheme  !is_web");
        check("myapp.:/cb", "is_private_scheme  !is_reverse_domain_scheme");
        check("com..acme:/cb", "is_private_scheme  !is_reverse_domain_scheme");
        check("com.acme.shop:/cb", "is_reverse_domain_scheme  !is_web");
        check("com.acme.shop://cb", "is_reverse_domain_scheme");
        check("COM.ACME.SHOP:/cb", "is_reverse_domain_scheme  scheme=com.acme.shop");
        check("chrome-extension://abcdefghijklmnop/cb", "is_private_scheme  scheme=chrome-extension");
        check("localhost:3000/cb", "!is_private_scheme  !is_reverse_domain_scheme");
    }

    #[test]
    fn this_machine() {
        check("http://localhost:3000/cb", "is_local  is_web  loopback_form=http://127.0.0.1:3000/cb");
        check("http://127.8.0.1/cb", "is_local  is_loopback  -loopback_form");
        check("https://app.localhost/cb", "is_local  -loopback_form");
        check("http://LOCALHOST/CB", "is_local  loopback_form=http://127.0.0.1/CB");
        check("http://localhost./", "is_local  -loopback_form");
        check("http://localhost@localhost/", "loopback_form=http://localhost@127.0.0.1/");
        check("exp://127.0.0.1:8081", "is_local  is_private_scheme");
        check("http://[0:0:0:0:0:0:0:1]/", "is_local  has_unusual_ipv6");
        check("https://*.localhost/", "is_localhost_name  has_wildcard_host");
    }

    #[test]
    fn names_for_lists() {
        check("https://oauth.pstmn.io/v1/callback", "has_known_name  name=oauth.pstmn.io");
        check("https://developers.google.com/oauthplayground", "name=developers.google.com  path=/oauthplayground");
        check("https://127.0.0.1.nip.io/cb", "!has_known_name  is_deceptive");
        check("https://10.0.0.1.nip.io/cb", "has_known_name  !is_deceptive");
        check("https://*.ngrok.io/cb", "!has_known_name");
        check(
            "https://192.168.0.1/",
            "!has_known_name  -name  -labels  -last_label  -registrable_domain  -subdomain_words",
        );
        check("myapp://jwt.io/", "!has_known_name  name=jwt.io");
        check("https://Shop.Acme.TEST./cb", "name=shop.acme.test  labels=shop|acme|test  last_label=test");
        check("https://app.yourdomain.com/cb", "placeholder_label=yourdomain");
        check("https://my-app.acme-retail.com/example.com", "-placeholder_label");
        check("https://10.0.0.1/", "-placeholder_label  !is_s3_name");
        check("https://acme-shop.s3.eu-west-1.amazonaws.com/bye.html", "is_s3_name");
        check("https://s3.amazonaws.com/bucket", "is_s3_name");
        check("https://abc123.execute-api.eu-west-1.amazonaws.com/cb", "!is_s3_name");
    }

    #[test]
    fn environments() {
        check("https://shop.acme-dev.internal/cb", "last_label=internal  labels=shop|acme-dev|internal");
        check("https://staging2.acme-retail.com/cb", "subdomain_words=staging");
        check("https://shop-qa.acme-retail.com/bye", "subdomain_words=shop|qa  registrable_domain=acme-retail.com");
        check("https://shop.acme.dev/cb", "subdomain_words=shop");
        check("https://dev.acme.co.uk/cb", "subdomain_words=dev  registrable_domain=acme.co.uk");
        check("https://app.sandbox.com/", "subdomain_words=app");
        check("https://acme-retail.com/", "subdomain_words=");
        check("https://latest.acme-retail.com/cb", "subdomain_words=latest");
    }

    #[test]
    fn homographs() {
        check("https://münchen-shop.de/cb", "is_homograph  unicode_host=münchen-shop.de");
        check("https://xn--80ak6aa92e.com/cb", "is_homograph  unicode_host=аррӏе.com");
        check(
            "https://xn--pypal-4ve.com/bye",
            "is_homograph  homograph_reason=a label mixes Latin and Cyrillic letters",
        );
        check("https://XN--pypal-4VE.com./bye", "is_homograph");
        check("https://xn--mnchen-3ya.de/cb", "!is_homograph  unicode_host=münchen.de  -homograph_reason");
        check("https://xn--wgv71a119e.jp/cb", "!is_homograph");
        check("https://shop.acme-retail.com/münchen", "!is_homograph");
        check("https://*.münchen.de/", "!is_homograph");
        check("https://１２７.0.0.1/", "!is_homograph  host_kind=ipv4-bad  -unicode_host");
        check("https://shop／.de/", "is_deceptive");
    }

    #[test]
    fn open_redirects() {
        check("https://shop.acme-retail.com/cb?next=https://evil.example/", "open_redirect_parameter=next");
        check("https://shop.acme-retail.com/cb?a=1&Return_To=%2F%2Fevil.example", "open_redirect_parameter=Return_To");
        check("com.acme.shop:/cb?url=//x", "open_redirect_parameter=url");
        check("https://a@b/?to=//x", "open_redirect_parameter=to  is_deceptive");
        check("https://shop.acme-retail.com/cb?next=/home&lang=en", "-open_redirect_parameter");
        check("https://shop.acme-retail.com/next=https://x/", "-open_redirect_parameter");
        check("https://shop.acme-retail.com/#?next=//x", "-open_redirect_parameter");
    }

    #[test]
    fn unusual_forms() {
        check("https://Shop.Acme-Retail.com/cb", "has_upper_case  !has_empty_path");
        check("https://shop.acme-retail.com:443/cb", "has_default_port  !has_empty_port  !has_port_zeros");
        check("https://shop.acme-retail.com/a/../cb", "has_dot_segment  untidy_parts=a `.` or `..` in the path");
        check("https://shop.acme-retail.com", "has_empty_path  untidy_parts=");
        check("https://shop.acme-retail.com?x", "has_empty_path");
        check("https://shop.acme-retail.com//cb", "has_double_slash");
        check("https://shop.acme-retail.com/Cb%20x?q=%2F", "untidy_parts=  !has_empty_path");
        check("http://localhost:3000/", "untidy_parts=");
        check(
            "https://a.:/%7e%",
            "has_trailing_dot  has_empty_port  has_needless_percent  has_lower_case_percent  has_broken_percent",
        );
        check(r"https://[::0]:080/a\b", "has_unusual_ipv6  has_port_zeros  has_path_backslash");
    }

    #[test]
    fn hosts_of_others() {
        check("https://jwt.io./", "is_test_host  !is_tunnel_host  environment=development");
        check("https://x.ngrok.io/cb", "is_tunnel_host  !is_test_host");
        check("https://acme.github.io/", "is_chosen_hosting_name  environment=production");
        check("https://s3.amazonaws.com/bucket/", "is_chosen_hosting_name  is_s3_name");
        check("https://d1.cloudfront.net/", "is_assigned_hosting_name  !is_chosen_hosting_name");
        check("https://EXAMPLE.com/", "is_placeholder_host  -placeholder_label  environment=none");
        for unknown in ["https://*.ngrok.io/", "https://a@x.ngrok.io/", "app:x.ngrok.io", "myapp://x.ngrok.io/"] {
            check(unknown, "!is_tunnel_host  !is_placeholder_host  environment=none");
        }
        check("https://*.s3.amazonaws.com/", "is_s3_name  !is_chosen_hosting_name");
    }

    #[test]
    fn every_fact_is_described_once() {
        for (index, field) in REDIRECT_URI.fields.iter().enumerate() {
            let is_first = REDIRECT_URI.fields[..index].iter().all(|earlier| earlier.name != field.name);
            assert!(is_first && field.doc.ends_with('.') && !field.source.is_empty(), "{}", field.name);
        }
    }
}
