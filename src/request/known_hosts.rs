//! Hosts that are known by name, because whoever uses them does not own them.
//!
//! Such lists age, so they are data: one file each, one entry a line, changed without code. An entry is a name, and stands for
//! it and for all names below it; `=name` stands for the name alone, `.name` for those below it alone. After the name may
//! follow how the path of the URI must begin. Empty lines, and those that begin with `#`, are no entries.

use std::sync::LazyLock;

use super::host_list::{is_or_is_under, is_under};

/// One list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KnownHosts {
    /// Public services that show what is sent to them.
    Test,
    /// Tunnels, cloud workspaces, and names that resolve to the address in them.
    Tunnel,
    /// Hosting under names that a customer chooses.
    Chosen,
    /// Hosting under names that the provider assigns.
    Assigned,
}

impl KnownHosts {
    /// Whether the URI with that host name, in lower case and without a trailing dot, and that path is on the list.
    ///
    /// ```
    /// use coglint::request::known_hosts::KnownHosts;
    ///
    /// assert!(KnownHosts::Tunnel.has("blue-cat.loca.lt", "/cb"));
    /// assert!(!KnownHosts::Chosen.has("github.io", "/"));
    /// ```
    pub fn has(self, name: &str, path: &str) -> bool {
        self.entries().iter().any(|entry| entry.fits(name, path))
    }

    fn entries(self) -> &'static [Entry] {
        static TEST: LazyLock<Vec<Entry>> = LazyLock::new(|| read(include_str!("known_hosts/test.txt")));
        static TUNNEL: LazyLock<Vec<Entry>> = LazyLock::new(|| read(include_str!("known_hosts/tunnel.txt")));
        static CHOSEN: LazyLock<Vec<Entry>> = LazyLock::new(|| read(include_str!("known_hosts/chosen.txt")));
        static ASSIGNED: LazyLock<Vec<Entry>> = LazyLock::new(|| read(include_str!("known_hosts/assigned.txt")));
        match self {
            KnownHosts::Test => &TEST,
            KnownHosts::Tunnel => &TUNNEL,
            KnownHosts::Chosen => &CHOSEN,
            KnownHosts::Assigned => &ASSIGNED,
        }
    }
}

/// One line of a list.
struct Entry {
    reach: Reach,
    name: &'static str,
    /// How the path must begin; empty when any will do.
    path: &'static str,
}

/// Which names an entry stands for.
enum Reach {
    Itself,
    Below,
    Both,
}

impl Entry {
    fn read(line: &'static str) -> Self {
        let (reach, rest) = match line.split_at_checked(1) {
            Some(("=", rest)) => (Reach::Itself, rest),
            Some((".", rest)) => (Reach::Below, rest),
            _ => (Reach::Both, line),
        };
        let (name, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        Self { reach, name, path }
    }

    fn fits(&self, name: &str, path: &str) -> bool {
        let is_named = match self.reach {
            Reach::Itself => name == self.name,
            Reach::Below => is_under(name, self.name),
            Reach::Both => is_or_is_under(name, self.name),
        };
        is_named && path.starts_with(self.path)
    }
}

fn read(text: &'static str) -> Vec<Entry> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(Entry::read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [KnownHosts; 4] = [KnownHosts::Test, KnownHosts::Tunnel, KnownHosts::Chosen, KnownHosts::Assigned];

    /// The lists that a host, with or without a path, is on.
    #[track_caller]
    fn check(uri: &str, expected: &[KnownHosts]) {
        let (name, path) = uri.split_at(uri.find('/').unwrap_or(uri.len()));
        let found: Vec<_> = ALL.into_iter().filter(|list| list.has(name, path)).collect();
        assert_eq!(found, expected, "{uri}");
    }

    #[test]
    fn a_name_stands_for_itself_and_all_below_it() {
        check("jwt.io", &[KnownHosts::Test]);
        check("abc.webhook.site/x", &[KnownHosts::Test]);
        check("oauth.pstmn.io/v1/callback", &[KnownHosts::Test]);
        check("a1b2c3.ngrok-free.app", &[KnownHosts::Tunnel]);
        check("ngrok.dev", &[KnownHosts::Tunnel]);
        check("10.0.0.1.nip.io", &[KnownHosts::Tunnel]);
    }

    #[test]
    fn labels_are_compared_whole() {
        for host in
            ["myjwt.io", "jwt.io.acme-retail.com", "myngrok.io", "ngrok.io.acme-retail.com", "pstmn.io", "io", ""]
        {
            check(host, &[]);
        }
    }

    #[test]
    fn a_playground_is_known_by_its_path() {
        check("developers.google.com/oauthplayground", &[KnownHosts::Test]);
        check("developers.google.com/oauthplayground/", &[KnownHosts::Test]);
        check("www.oauth.com/playground/authorization-code.html", &[KnownHosts::Test]);
        for uri in [
            "developers.google.com/cb",
            "developers.google.com",
            "a.developers.google.com/oauthplayground",
            "www.oauth.com/",
            "oauth.com/playground",
            "google.com/oauthplayground",
        ] {
            check(uri, &[]);
        }
    }

    #[test]
    fn of_a_hosting_provider_only_what_is_below_its_own_name() {
        check("acme.github.io/shop", &[KnownHosts::Chosen]);
        check("a.b.vercel.app", &[KnownHosts::Chosen]);
        check("acme.blob.core.windows.net", &[KnownHosts::Chosen]);
        check("d111111abcdef8.cloudfront.net", &[KnownHosts::Assigned]);
        for host in ["github.io", "cloudfront.net", "azure.com", "acme.cloudapp.azure.com.acme-retail.com"] {
            check(host, &[]);
        }
    }

    #[test]
    fn every_entry_is_a_name_in_lower_case_and_stands_once() {
        let is_name = |name: &str| {
            name.contains('.')
                && name.split('.').all(|label| !label.is_empty())
                && !name.contains(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '.')))
        };
        let mut seen = std::collections::BTreeSet::new();
        for entry in ALL.into_iter().flat_map(KnownHosts::entries) {
            assert!(is_name(entry.name), "{}", entry.name);
            assert!(seen.insert(entry.name), "{} stands twice", entry.name);
        }
    }
}
