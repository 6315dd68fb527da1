//! A redirect URI as rules see it: the raw string, split as RFC 3986 says, and what follows from its parts.
//!
//! A URL parser of a browser repairs just what these rules look for, so none is asked: `localhost:3000/cb` has the
//! scheme `localhost`, and `http://localhost:80@evil.example/` goes to `evil.example`. This module answers for the URI
//! as a whole; its parts are read in the neighboring modules, and which facts conditions may ask for is one table,
//! [`REDIRECT_URI`].
//!
//! ```
//! use bumpalo::Bump;
//! use coglint::request::redirect_uri::RedirectUri;
//!
//! let arena = Bump::new();
//! let uri = RedirectUri::split_in(&arena, "HTTP://Localhost:3000/cb");
//! assert_eq!(uri.scheme(), Some("http"));
//! assert!(uri.is_web() && uri.host().is_localhost_name() && !uri.is_deceptive());
//! ```

use std::cell::OnceCell;

use bumpalo::Bump;

use super::absolute::{DANGEROUS_SCHEMES, NotAbsolute};
use super::deception::Deception;
use super::host::{Host, HostKind};
use super::known_hosts::KnownHosts;
use super::script::{self, Homograph};
use super::uri_parts::{Authority, UriParts};
use super::{absolute, query};

pub use super::redirect_facts::REDIRECT_URI;

/// A redirect URI, split, with what its facts need.
///
/// Splitting borrows from the text. What costs more (scripts, compatibility forms, query parameters) is computed when
/// it is first asked for, and text that is not in the URI as written lives in the arena.
pub struct RedirectUri<'a> {
    pub(super) arena: &'a Bump,
    raw: &'a str,
    parts: UriParts<'a>,
    authority: Option<Authority<'a>>,
    scheme: Option<&'a str>,
    host: Host<'a>,
    not_absolute: Option<NotAbsolute>,
    deception: OnceCell<Option<Deception>>,
    homograph: OnceCell<Option<Homograph<'a>>>,
    open_redirect_parameter: OnceCell<Option<&'a str>>,
}

impl<'a> RedirectUri<'a> {
    /// Splits any text; nothing fails, since what is no URI has facts too.
    pub fn split_in(arena: &'a Bump, raw: &'a str) -> Self {
        let parts = UriParts::split(raw);
        let authority = parts.authority.map(Authority::split);
        let scheme = parts.scheme.map(|scheme| lower_case_in(arena, scheme));
        let host = Host::read(lower_case_in(arena, authority.map_or("", |authority| authority.host)));
        let not_absolute = NotAbsolute::reason(&parts, scheme, &host);
        Self {
            arena,
            raw,
            parts,
            authority,
            scheme,
            host,
            not_absolute,
            deception: OnceCell::new(),
            homograph: OnceCell::new(),
            open_redirect_parameter: OnceCell::new(),
        }
    }

    /// The text that was split.
    pub const fn raw(&self) -> &'a str {
        self.raw
    }

    /// The parts as written.
    pub const fn parts(&self) -> &UriParts<'a> {
        &self.parts
    }

    /// The parts of the authority as written.
    pub const fn authority(&self) -> Option<&Authority<'a>> {
        self.authority.as_ref()
    }

    /// The scheme in lower case.
    pub const fn scheme(&self) -> Option<&'a str> {
        self.scheme
    }

    /// The host, its ASCII letters in lower case; of kind `none` when there is none.
    pub const fn host(&self) -> &Host<'a> {
        &self.host
    }

    /// The host with its letters as written.
    pub fn host_as_written(&self) -> Option<&'a str> {
        self.authority.map(|authority| authority.host).filter(|host| !host.is_empty())
    }

    /// Why the URI is not absolute; `None` when it is.
    pub const fn not_absolute(&self) -> Option<NotAbsolute> {
        self.not_absolute
    }

    /// Whether the scheme is http or https; the URI may lack a host.
    pub fn is_http_family(&self) -> bool {
        matches!(self.scheme, Some("http" | "https"))
    }

    /// Whether this is an absolute http or https URI.
    pub fn is_web(&self) -> bool {
        self.is_http_family() && self.not_absolute.is_none()
    }

    /// Whether the scheme is one of [`DANGEROUS_SCHEMES`].
    pub fn is_dangerous(&self) -> bool {
        self.scheme.is_some_and(|scheme| DANGEROUS_SCHEMES.contains(&scheme))
    }

    /// Whether the URI is absolute and its scheme neither http, https nor dangerous: an application on a device claims
    /// it.
    pub fn is_private_scheme(&self) -> bool {
        self.not_absolute.is_none() && !self.is_http_family() && !self.is_dangerous()
    }

    /// Whether the scheme is private and made like a domain in reverse: with a dot and no empty label (RFC 8252, 7.1).
    pub fn is_reverse_domain_scheme(&self) -> bool {
        let is_dotted = |scheme: &str| scheme.contains('.') && scheme.split('.').all(|label| !label.is_empty());
        self.is_private_scheme() && self.scheme.is_some_and(is_dotted)
    }

    /// Whether the host is this machine as written: a loopback address or a localhost name.
    pub fn is_local(&self) -> bool {
        self.host.is_loopback() || self.host.is_localhost_name()
    }

    /// Whether the authority or its host breaks the grammar.
    pub fn is_malformed(&self) -> bool {
        self.authority.is_some_and(|authority| authority.is_broken) || self.host.is_malformed()
    }

    /// Why the authority reads like another one than it is; only for absolute http and https URIs.
    pub fn deception(&self) -> Option<Deception> {
        *self.deception.get_or_init(|| {
            let (text, authority) = (self.parts.authority?, self.authority?);
            if self.is_web() { Deception::find(text, &authority, &self.host) } else { None }
        })
    }

    /// Whether the authority reads like another one than it is.
    pub fn is_deceptive(&self) -> bool {
        self.deception().is_some()
    }

    /// The host that a reader takes a deceptive URI to go to, where there is one to take it for.
    pub fn looks_like(&self) -> Option<&'a str> {
        self.deception()?.looks_like(self.parts.authority?, &self.authority?, &self.host)
    }

    /// Whether a `*` stands in authority or path.
    pub fn has_wildcard(&self) -> bool {
        self.parts.authority.is_some_and(|authority| authority.contains('*')) || self.parts.path.contains('*')
    }

    /// Whether it is known where the URI goes: it is absolute, http or https, does not deceive, and has no `*` in the
    /// host.
    pub fn has_known_host(&self) -> bool {
        self.is_web() && !self.host.has_wildcard() && !self.is_deceptive()
    }

    /// Whether the host is known and a name, so that it may be looked up in lists of names.
    pub fn has_known_name(&self) -> bool {
        self.host.kind == HostKind::Dns && self.has_known_host()
    }

    /// Whether the host is known, a name, and on that list.
    pub fn is_listed(&self, list: KnownHosts) -> bool {
        self.has_known_name() && self.host.name().is_some_and(|name| list.has(name, self.parts.path))
    }

    /// Why the name can pass for another; `None` too when the host is no name or has a `*`.
    pub fn homograph(&self) -> Option<&Homograph<'a>> {
        let find = || self.host.name().filter(|name| !name.contains('*')).and_then(script::homograph);
        self.homograph.get_or_init(find).as_ref()
    }

    /// The name, as written, of the first query parameter that is called like a target and holds an address.
    pub fn open_redirect_parameter(&self) -> Option<&'a str> {
        *self.open_redirect_parameter.get_or_init(|| query::open_redirect_parameter(self.parts.query?))
    }

    /// The same URI with https: an explicit `:80` is dropped, the rest is kept byte for byte. Only for http with a
    /// host.
    pub fn https_form(&self) -> Option<&'a str> {
        let (scheme, authority) = (self.parts.scheme?, self.authority?);
        if self.scheme != Some("http") || self.host.kind == HostKind::None {
            return None;
        }
        let end = self.parts.authority_range()?.end;
        let dropped = if authority.port == Some("80") { ":80".len() } else { 0 };
        let kept = [&self.raw[scheme.len()..end - dropped], &self.raw[end..]];
        Some(bumpalo::format!(in self.arena, "https{}{}", kept[0], kept[1]).into_bump_str())
    }

    /// The same URI with 127.0.0.1 in the place of a host that is exactly `localhost`.
    pub fn loopback_form(&self) -> Option<&'a str> {
        let start = self.parts.authority_range()?.start;
        let host = self.authority?.host_range();
        let is_localhost = self.host.text == "localhost";
        let (before, after) = (&self.raw[..start + host.start], &self.raw[start + host.end..]);
        is_localhost.then(|| bumpalo::format!(in self.arena, "{}127.0.0.1{}", before, after).into_bump_str())
    }

    /// The whole address that a URI that is not absolute was most likely meant to be.
    pub fn guess(&self) -> Option<&'a str> {
        self.not_absolute.map(|_| &*self.arena.alloc_str(&absolute::guess(self.raw)))
    }
}

/// The text with its ASCII letters in lower case: itself when it is so already.
fn lower_case_in<'a>(arena: &'a Bump, text: &'a str) -> &'a str {
    if !text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return text;
    }
    let lower = arena.alloc_str(text);
    lower.make_ascii_lowercase();
    lower
}
