//! The one way in which patterns with a star are compared.
//!
//! A pattern is a list of pieces; a piece is a star, which stands for any run of items, or fits one item or not. Items
//! are the characters of a word or the labels of a host.

/// Whether `items`, from first to last, are what `pattern` says.
///
/// Going back to the last star only is enough: an earlier one could not make more of the pattern fit. So the time is at
/// most the product of both lengths, whatever the pattern.
pub fn fits<I: Copy, P: Copy>(
    items: &[I],
    pattern: &[P],
    is_star: impl Fn(P) -> bool,
    fits_one: impl Fn(P, I) -> bool,
) -> bool {
    let (mut item, mut piece) = (0, 0);
    let mut last_star = None;
    while item < items.len() {
        match pattern.get(piece) {
            Some(&star) if is_star(star) => {
                last_star = Some((piece, item));
                piece += 1;
            }
            Some(&one) if fits_one(one, items[item]) => {
                item += 1;
                piece += 1;
            }
            _ => {
                let Some((star, taken)) = last_star else { return false };
                last_star = Some((star, taken + 1));
                (piece, item) = (star + 1, taken + 1);
            }
        }
    }
    pattern[piece..].iter().all(|&rest| is_star(rest))
}

/// Whether a word is what a glob says: `*` is any run of characters, `?` any one, case is ignored.
pub fn word_fits(word: &str, glob: &str) -> bool {
    if word.is_ascii() && !glob.contains(['*', '?']) {
        return word.eq_ignore_ascii_case(glob);
    }
    let is_same = |piece: char, character: char| piece == '?' || equal_ignoring_case(piece, character);
    fits(&characters(word), &characters(glob), |piece| piece == '*', is_same)
}

/// Whether a label of a host is what a pattern says: `*` is any run of characters, ASCII case is ignored.
pub fn label_fits(label: &str, pattern: &str) -> bool {
    if !pattern.contains('*') {
        return label.eq_ignore_ascii_case(pattern);
    }
    let is_same = |piece: char, character: char| piece.eq_ignore_ascii_case(&character);
    fits(&characters(label), &characters(pattern), |piece| piece == '*', is_same)
}

fn characters(text: &str) -> Vec<char> {
    text.chars().collect()
}

fn equal_ignoring_case(one: char, other: char) -> bool {
    one == other || one.to_lowercase().eq(other.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(glob: &str, fitting: &[&str], other: &[&str]) {
        for word in fitting {
            assert!(word_fits(word, glob), "{glob} should fit {word}");
        }
        for word in other {
            assert!(!word_fits(word, glob), "{glob} should not fit {word}");
        }
    }

    #[test]
    fn a_star_is_any_run_of_characters() {
        check("*", &["", "a", "abc"], &[]);
        check("org*", &["org", "organization"], &["borg", "or"]);
        check("*id*", &["id", "tenantid", "idea"], &["i", "di"]);
        check("a*b*c", &["abc", "aXbYc", "abcbc"], &["ab", "acb", "abcd"]);
        check("**a", &["a", "ba"], &["ab"]);
    }

    #[test]
    fn a_question_mark_is_one_character() {
        check("r?le", &["role", "rüle"], &["rle", "roole"]);
        check("?", &["a"], &["", "ab"]);
        check("*?", &["a", "ab"], &[""]);
    }

    #[test]
    fn case_is_ignored_in_a_glob() {
        check("Price*", &["price", "PRICES"], &["rice"]);
    }

    #[test]
    fn many_stars_take_no_long_time() {
        let word = "a".repeat(500);
        assert!(!word_fits(&word, &format!("{}b", "*aa".repeat(200))));
    }
}
