//! The profiles: named sets of choices that suit a setting. What each changes stands in the rule files.

/// A named set of choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Profile {
    /// The name in settings and rule files.
    pub name: &'static str,
    /// Whom it is for and where its limits come from, in a sentence or two of Markdown.
    pub purpose: &'static str,
}

/// Every profile. The first changes nothing.
pub const ALL: [Profile; 7] = [
    Profile {
        name: "default",
        purpose: "What an app client should look like that nothing more is known about: limits are the service's own defaults \
                  or the advice of a standard, and what depends on the pool is left alone.",
    },
    Profile {
        name: "strict",
        purpose: "For clients that guard something worth stealing, and for teams that start afresh: shorter lifetimes, advice \
                  taken as a demand, and rules turned on that need somebody to know the pool.",
    },
    Profile {
        name: "aal2",
        purpose: "Authentication Assurance Level 2 of NIST SP 800-63B-4: users should sign in again after 24 hours at the latest.",
    },
    Profile {
        name: "aal3",
        purpose: "Authentication Assurance Level 3 of NIST SP 800-63B-4: users must sign in again after 12 hours at the latest, so \
                  what is longer is an error.",
    },
    Profile {
        name: "fapi2",
        purpose: "The FAPI 2.0 Security Profile, for finance and whoever follows it: where it forbids what the default only \
                  advises against, and where it asks for the opposite of common advice, it decides.",
    },
    Profile {
        name: "dev",
        purpose: "For clients of a developer's own pool: redirects to this machine and to private networks are fine, and what only \
                  matters in production is lowered to info.",
    },
    Profile {
        name: "multi-tenant",
        purpose: "For pools whose users belong to different customers: whatever decides who belongs to whom is judged harder.",
    },
];

/// The names of all profiles, in the same order.
pub const NAMES: [&str; ALL.len()] = names();

const fn names() -> [&'static str; ALL.len()] {
    let mut names = [""; ALL.len()];
    let mut index = 0;
    while index < ALL.len() {
        names[index] = ALL[index].name;
        index += 1;
    }
    names
}
