//! Near names: what was probably meant.

/// The candidates that are near `written`: those that are equal without case, `_` and `-`; when there is none, those
/// that two insertions, deletions or replacements of a character lead to.
pub fn near<'c>(written: &str, candidates: impl Iterator<Item = &'c str> + Clone) -> Vec<&'c str> {
    let plain = plain(written);
    let same: Vec<&str> = candidates.clone().filter(|candidate| self::plain(candidate) == plain).collect();
    if !same.is_empty() {
        return same;
    }
    let length = written.chars().count();
    // The lengths first: a name of a megabyte must not be compared.
    candidates
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= 2)
        .filter(|candidate| strsim::levenshtein(written, candidate) <= 2)
        .collect()
}

/// Whether a member of that name holds a client secret, in any spelling.
pub fn is_secret(name: &str) -> bool {
    plain(name) == "clientsecret"
}

fn plain(name: &str) -> String {
    name.chars().filter(|character| !matches!(character, '_' | '-')).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 5] = ["ClientId", "ClientName", "AccessToken", "IdToken", "days"];

    #[track_caller]
    fn check(written: &str, expected: &[&str]) {
        assert_eq!(near(written, NAMES.into_iter()), expected, "{written}");
    }

    #[test]
    fn case_and_separators_do_not_count() {
        check("client_id", &["ClientId"]);
        check("CLIENT-ID", &["ClientId"]);
    }

    #[test]
    fn two_edits_are_near_and_three_are_not() {
        check("ClentIt", &["ClientId"]);
        check("lentIt", &[]);
        check("day", &["days"]);
    }

    #[test]
    fn every_spelling_of_a_client_secret_is_one() {
        for name in ["ClientSecret", "client_secret", "CLIENT-SECRET", "clientsecret"] {
            assert!(is_secret(name), "{name}");
        }
        assert!(!is_secret("ClientSecretId"));
    }
}
