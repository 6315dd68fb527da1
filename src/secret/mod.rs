//! What must not be shown: client secrets, passwords in URLs, and what the user lists.
//!
//! [`Names`] says which members hold secrets, [`Hidden`] where they stand in a text, and [`conceal`] takes them out of
//! a finding. Every output goes through these; the values themselves stay as they are for rules and fixes. A span tells
//! a length, so [`Hidden::place`] gives a finding about a secret the member's name to stand at.

mod finding;
mod hidden;
mod password;
mod scan;
mod sought;

pub use finding::conceal;
pub use hidden::Hidden;
pub use password::{mask_text, mask_value};

/// What stands in the place of a secret, whatever its length.
pub const REDACTED: &str = "[redacted]";

/// The members whose strings are secrets.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Beside `clientsecret`, without case, `_` and `-`.
    listed: Vec<String>,
}

impl Names {
    /// Any spelling of `ClientSecret`, and the names of `redact`.
    pub fn new<T: AsRef<str>>(redact: impl IntoIterator<Item = T>) -> Self {
        Self {
            listed: redact.into_iter().map(|name| normalize(name.as_ref())).filter(|name| !name.is_empty()).collect(),
        }
    }

    /// Whether there are names beside those of client secrets.
    pub const fn has_listed(&self) -> bool {
        !self.listed.is_empty()
    }

    /// Whether the strings of a member called `name` (unescaped) are secrets; case, `_` and `-` do not count.
    pub fn is_secret(&self, name: &str) -> bool {
        let name = normalize(name);
        name == "clientsecret" || self.listed.contains(&name)
    }
}

fn normalize(name: &str) -> String {
    name.chars().filter(|&c| c != '_' && c != '-').flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_the_client_secret_is_known() {
        let names = Names::default();
        for name in ["ClientSecret", "client_secret", "client-secret", "CLIENTSECRET", "_Client-_Secret"] {
            assert!(names.is_secret(name), "{name}");
        }
        for name in ["ClientId", "ClientSecretArn", "Secret", "GenerateSecret", "Client Secret", ""] {
            assert!(!names.is_secret(name), "{name}");
        }
    }

    #[test]
    fn a_listed_name_is_compared_in_the_same_way() {
        let names = Names::new(["ClientId", "api-key", ""]);
        assert!(names.is_secret("client_id") && names.is_secret("ApiKey") && names.is_secret("ClientSecret"));
        assert!(!names.is_secret("") && !names.is_secret("-"));
    }
}
