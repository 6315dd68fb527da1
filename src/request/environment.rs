//! Which environment of a project a redirect URI belongs to, as far as its host tells.

use super::domain::{is_placeholder, last_label, subdomain_words};
use super::known_hosts::KnownHosts;
use super::redirect_uri::RedirectUri;

/// Top-level labels of networks that are nobody's but one's own.
const OWN_NETWORKS: [&str; 5] = ["local", "internal", "test", "lan", "home"];

/// Words that people put into the names of hosts that are not for users.
const WORDS: [&str; 18] = [
    "dev",
    "develop",
    "development",
    "local",
    "localdev",
    "test",
    "testing",
    "tst",
    "qa",
    "uat",
    "stage",
    "staging",
    "stg",
    "preprod",
    "nonprod",
    "sandbox",
    "sbx",
    "preview",
];

/// What a host is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Environment {
    /// Users are there, for all that its name says.
    Production,
    /// The project is built or tried there.
    Development,
}

impl Environment {
    /// The environment of a URI; `None` where the host does not tell: it is not known, it is this machine, a public
    /// address, or a placeholder.
    pub fn of(uri: &RedirectUri<'_>) -> Option<Self> {
        let host = uri.host();
        if !uri.has_known_host() || uri.is_local() {
            return None;
        }
        let Some(name) = host.name() else {
            return host.is_development_address().then_some(Self::Development);
        };
        let is_lent = [KnownHosts::Tunnel, KnownHosts::Test].into_iter().any(|list| list.has(name, uri.parts().path));
        let is_in_own_network = name.contains('.') && OWN_NETWORKS.contains(&last_label(name));
        if is_lent || is_in_own_network {
            Some(Self::Development)
        } else if is_placeholder(name) {
            None
        } else if subdomain_words(name).any(|word| WORDS.contains(&word)) {
            Some(Self::Development)
        } else {
            Some(Self::Production)
        }
    }

    /// The name in conditions.
    pub const fn name(self) -> &'static str {
        match self {
            Environment::Production => "production",
            Environment::Development => "development",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bumpalo::Bump;

    #[track_caller]
    fn check(uris: &[&str], expected: Option<Environment>) {
        for uri in uris {
            assert_eq!(Environment::of(&RedirectUri::split_in(&Bump::new(), uri)), expected, "{uri}");
        }
    }

    #[test]
    fn this_machine_and_what_is_not_known_tell_nothing() {
        check(&["http://localhost:3000/", "http://127.0.0.1/", "http://[::1]/", "https://dev.localhost/"], None);
        check(
            &["com.acme.shop:/cb", "https://*.acme-retail.com/", "https://dev@acme-retail.com/", "dev.acme.com"],
            None,
        );
    }

    #[test]
    fn an_address_tells_only_when_it_is_of_an_own_network() {
        check(
            &[
                "https://10.0.0.7/",
                "https://[fd00::1]/",
                "https://169.254.1.1/",
                "https://0.0.0.0/",
                "http://127.1/",
                "http://0xa.1/",
            ],
            Some(Environment::Development),
        );
        check(&["https://203.0.113.9/", "https://[2001:db8::5]/", "https://256.1.1.1/", "https://8.8/"], None);
    }

    #[test]
    fn tunnels_test_hosts_and_own_networks_are_development() {
        check(
            &[
                "https://a1.ngrok.io/cb",
                "https://jwt.io/",
                "https://developers.google.com/oauthplayground",
                "https://shop.acme.internal/",
                "https://shop.local./",
                "https://yourdomain.test/",
            ],
            Some(Environment::Development),
        );
        check(&["https://developers.google.com/cb", "https://internal/"], Some(Environment::Production));
    }

    #[test]
    fn a_placeholder_tells_nothing() {
        check(&["https://example.com/", "https://dev.yourdomain.com/", "https://dev.acme.example/"], None);
    }

    #[test]
    fn whole_words_left_of_the_domain_are_development() {
        check(
            &[
                "https://dev.acme.dev/",
                "https://staging2.acme-retail.com/",
                "https://shop-qa.acme-retail.com/",
                "https://a.UAT_1.acme.co.uk/",
            ],
            Some(Environment::Development),
        );
        check(
            &[
                "https://shop.acme.dev/",
                "https://app.sandbox.com/",
                "https://latest.acme-retail.com/",
                "https://contest.acme-retail.com/",
                "https://acme-dev.co.uk/",
                "https://dev/",
            ],
            Some(Environment::Production),
        );
    }
}
