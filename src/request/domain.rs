//! What the labels of a host name say: which environment, which placeholder, which storage service.
//!
//! Names are given without a trailing dot and in lower case, as [`Host::name`](super::host::Host::name) has them.

use super::host_list::is_or_is_under;

/// The labels of a name, from left to right.
pub fn labels(name: &str) -> impl DoubleEndedIterator<Item = &str> + Clone {
    name.split('.')
}

/// The last label of a name, which is the top-level domain of a public one.
pub fn last_label(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

/// Second-level labels under which countries register domains, so that three labels make a domain.
const SHARED_SECOND_LEVELS: [&str; 7] = ["co", "com", "net", "org", "gov", "edu", "ac"];

/// The domain that someone registered, by approximation: the last two labels, or three when the last has two letters
/// and the one before it is `co`, `com`, `net`, `org`, `gov`, `edu` or `ac`.
///
/// The list of public suffixes would be right more often, but it ages, and a result must not change with its age.
pub fn registrable_domain(name: &str) -> &str {
    let last = last_label(name);
    let second = name.rsplit('.').nth(1).unwrap_or_default();
    let is_country = last.len() == 2 && last.bytes().all(|byte| byte.is_ascii_alphabetic());
    let count = if is_country && SHARED_SECOND_LEVELS.contains(&second) { 3 } else { 2 };
    name.rmatch_indices('.').nth(count - 1).map_or(name, |(dot, _)| &name[dot + 1..])
}

/// The words of the labels left of the registrable domain: each label split at `-` and `_`, without trailing digits.
///
/// ```
/// use coglint::request::domain::subdomain_words;
///
/// assert_eq!(subdomain_words("shop-qa.staging2.acme.co.uk").collect::<Vec<_>>(), ["shop", "qa", "staging"]);
/// ```
pub fn subdomain_words(name: &str) -> impl Iterator<Item = &str> {
    let left = &name[..name.len() - registrable_domain(name).len()];
    left.split(['.', '-', '_'])
        .map(|part| part.trim_end_matches(|last: char| last.is_ascii_digit()))
        .filter(|word| !word.is_empty())
}

/// Domains that are set aside for documentation (RFC 2606, section 3), and one that is used like them.
const DOCUMENTATION_DOMAINS: [&str; 4] = ["example.com", "example.org", "example.net", "example.edu"];

/// Top-level labels that are never anyone's (RFC 2606, section 2); `localhost` is this machine.
const RESERVED_LAST_LABELS: [&str; 3] = ["example", "test", "invalid"];

/// Whether the name stands where a name of one's own belongs: one for documentation, one under a reserved top-level
/// label, or one with a [placeholder label](placeholder_label).
pub fn is_placeholder(name: &str) -> bool {
    DOCUMENTATION_DOMAINS.iter().any(|domain| is_or_is_under(name, domain))
        || (name.contains('.') && RESERVED_LAST_LABELS.contains(&last_label(name)))
        || placeholder_label(name).is_some()
}

const PLACEHOLDERS: [&str; 5] = ["changeme", "change-me", "replaceme", "replace-me", "placeholder"];
const AFTER_YOUR_OR_MY: [&str; 4] = ["domain", "company", "website", "host"];
const AFTER_YOUR: [&str; 12] = [
    "site",
    "app",
    "org",
    "tenant",
    "name",
    "bucket",
    "frontend",
    "api",
    "app-name",
    "app-domain",
    "domain-name",
    "company-name",
];

/// The first label, other than the last, that is a word people put where a name of their own belongs: `yourdomain`,
/// `my-company`, `changeme`. `myapp` and `my-app` are common real names and none of these.
pub fn placeholder_label(name: &str) -> Option<&str> {
    let (left, _last) = name.rsplit_once('.')?;
    labels(left).find(|label| is_placeholder_word(label))
}

fn is_placeholder_word(label: &str) -> bool {
    let after = |owner: &str| label.strip_prefix(owner).map(|rest| rest.strip_prefix(['-', '_']).unwrap_or(rest));
    let is_yours = after("your").is_some_and(|what| AFTER_YOUR_OR_MY.contains(&what) || AFTER_YOUR.contains(&what));
    let is_mine = after("my").is_some_and(|what| AFTER_YOUR_OR_MY.contains(&what));
    is_yours || is_mine || PLACEHOLDERS.contains(&label)
}

/// Whether the name is one of Amazon S3: a label `s3`, or `s3-` and more, then any labels, then `amazonaws.com` or
/// `amazonaws.com.cn`. A bucket may stand before it or in the path.
pub fn is_s3_name(name: &str) -> bool {
    let Some(rest) = name.strip_suffix(".amazonaws.com").or_else(|| name.strip_suffix(".amazonaws.com.cn")) else {
        return false;
    };
    for label in labels(rest).rev() {
        if label == "s3" || label.strip_prefix("s3-").is_some_and(is_service_label) {
            return true;
        }
        if !is_service_label(label) {
            return false;
        }
    }
    false
}

fn is_service_label(label: &str) -> bool {
    !label.is_empty() && label.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The registrable domain and the words left of it.
    #[track_caller]
    fn check(name: &str, domain: &str, words: &[&str]) {
        assert_eq!(registrable_domain(name), domain, "{name}");
        assert_eq!(subdomain_words(name).collect::<Vec<_>>(), words, "{name}");
    }

    #[test]
    fn the_registrable_domain_is_two_labels() {
        check("shop.acme-retail.com", "acme-retail.com", &["shop"]);
        check("acme-retail.com", "acme-retail.com", &[]);
        check("intranet", "intranet", &[]);
        check("a.b.shop.acme.dev", "acme.dev", &["a", "b", "shop"]);
        check("dev.acme.dev", "acme.dev", &["dev"]);
        check("app.sandbox.com", "sandbox.com", &["app"]);
    }

    #[test]
    fn under_a_country_it_may_be_three() {
        check("dev.acme.co.uk", "acme.co.uk", &["dev"]);
        check("acme.co.uk", "acme.co.uk", &[]);
        check("co.uk", "co.uk", &[]);
        check("dev.acme.ac.jp", "acme.ac.jp", &["dev"]);
        check("dev.acme.uk", "acme.uk", &["dev"]);
        check("dev.com.museum", "com.museum", &["dev"]);
        check("acme.com.c1", "com.c1", &["acme"]);
    }

    #[test]
    fn words_are_whole_parts_without_trailing_digits() {
        check("staging2.acme.com", "acme.com", &["staging"]);
        check("shop-qa.acme.com", "acme.com", &["shop", "qa"]);
        check("dev2_eu-3.acme.com", "acme.com", &["dev", "eu"]);
        check("latest.acme.com", "acme.com", &["latest"]);
        check("contest.acme.com", "acme.com", &["contest"]);
        check("1.acme.com", "acme.com", &[]);
    }

    #[test]
    fn placeholders_are_whole_labels_but_the_last() {
        let cases = [
            ("app.yourdomain.com", Some("yourdomain")),
            ("login.your-company.io", Some("your-company")),
            ("your_app-name.acme.com", Some("your_app-name")),
            ("my-host.acme.com", Some("my-host")),
            ("mycompany.com", Some("mycompany")),
            ("changeme.com", Some("changeme")),
            ("replace-me.placeholder.com", Some("replace-me")),
            ("yourapp.com", Some("yourapp")),
            ("myapp.com", None),
            ("my-app.acme-retail.com", None),
            ("my-site.com", None),
            ("your--domain.com", None),
            ("yourdomains.com", None),
            ("inyourdomain.com", None),
            ("shop.yourdomain", None),
            ("placeholder", None),
            ("your.com", None),
            ("change_me.com", None),
        ];
        for (name, expected) in cases {
            assert_eq!(placeholder_label(name), expected, "{name}");
        }
    }

    #[test]
    fn placeholders_are_documentation_names_reserved_ones_and_words() {
        for name in
            ["example.com", "a.example.edu", "shop.acme.test", "a.invalid", "acme.example", "app.yourdomain.com"]
        {
            assert!(is_placeholder(name), "{name}");
        }
        for name in ["myexample.com", "example.com.acme-retail.com", "example.io", "test", "invalid.com", "my-app.com"]
        {
            assert!(!is_placeholder(name), "{name}");
        }
    }

    #[test]
    fn s3_names() {
        for name in [
            "s3.amazonaws.com",
            "bucket.s3.amazonaws.com",
            "bucket.s3.eu-west-1.amazonaws.com",
            "bucket.s3-website-us-east-1.amazonaws.com",
            "bucket.s3-website.eu-central-1.amazonaws.com",
            "s3-eu-west-1.amazonaws.com",
            "s3.dualstack.eu-west-1.amazonaws.com",
            "my_bucket.s3.cn-north-1.amazonaws.com.cn",
        ] {
            assert!(is_s3_name(name), "{name}");
        }
        for name in [
            "s3.acme-retail.com",
            "amazonaws.com.acme-retail.com",
            "s3.amazonaws.com.acme-retail.com",
            "abc123.execute-api.eu-west-1.amazonaws.com",
            "lb-1.eu-west-1.elb.amazonaws.com",
            "amazonaws.com",
            "mys3.amazonaws.com",
            "s3-.amazonaws.com",
            "s3.my_region.amazonaws.com",
            "s3amazonaws.com",
            "s3.amazonaws.com.com.cn",
        ] {
            assert!(!is_s3_name(name), "{name}");
        }
    }
}
