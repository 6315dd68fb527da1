//! The names that a misspelled name may have meant.

/// How many names are offered at most.
const MOST: usize = 3;

/// The names among `candidates` that are near to `name`, the nearest first, at most three.
///
/// Near is an edit distance of 2 at most, or 1 for a name of up to 4 letters, and never all letters; two that changed
/// places count as one edit. A name that differs in the case of its letters only is near too.
pub fn near_names<'n>(name: &str, candidates: impl IntoIterator<Item = &'n str>) -> Vec<String> {
    let length = name.chars().count();
    let allowed = if length <= 4 { 1.min(length.saturating_sub(1)) } else { 2 };
    let mut near: Vec<(usize, &str)> = candidates
        .into_iter()
        .filter(|candidate| *candidate != name)
        .filter_map(|candidate| {
            let distance = if candidate.eq_ignore_ascii_case(name) { 0 } else { edits(name, candidate, allowed)? };
            Some((distance, candidate))
        })
        .collect();
    near.sort_unstable();
    near.dedup();
    near.into_iter().take(MOST).map(|(_, candidate)| candidate.to_owned()).collect()
}

/// The edit distance, when it is at most `allowed`.
fn edits(name: &str, candidate: &str, allowed: usize) -> Option<usize> {
    // The measure is quadratic: names whose lengths alone differ too much are left out first.
    if name.len().abs_diff(candidate.len()) > allowed.saturating_mul(4) {
        return None;
    }
    let distance = strsim::osa_distance(name, candidate);
    (distance <= allowed).then_some(distance)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, candidates: &[&str], expected: &[&str]) {
        assert_eq!(near_names(name, candidates.iter().copied()), expected, "{name}");
    }

    #[test]
    fn the_nearest_come_first_and_at_most_three() {
        check("scheem", &["path", "schema", "scheme"], &["scheme", "schema"]);
        check("item_9", &["item_4", "item_3", "item_2", "item_1"], &["item_1", "item_2", "item_3"]);
    }

    #[test]
    fn a_short_name_needs_a_nearer_one() {
        check("hots", &["host", "http", "port"], &["host"]);
        check("kind", &["find", "size"], &["find"]);
        check("x", &["i", "xs", "X"], &["X"]);
    }

    #[test]
    fn the_case_of_letters_is_no_distance() {
        check("CALLBACKURLS", &["CallbackURLs", "LogoutURLs"], &["CallbackURLs"]);
    }

    #[test]
    fn letters_beyond_ascii_count_once() {
        check("größe", &["grösse", "gross"], &["grösse"]);
    }
}
