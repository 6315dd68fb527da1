//! Names that can pass for other names: raw non-ASCII hosts and `xn--` labels (IDNA), by the scripts of their letters.
//!
//! Labels are decoded by plain Punycode (RFC 3492): nothing is mapped, and no table of allowed characters is asked.
//! What letters of other scripts look like is taken from UTS #39 for the few that make whole Latin words.

use std::borrow::Cow;

use unicode_general_category::{GeneralCategory, get_general_category};
use unicode_script::{Script, UnicodeScript};

use super::domain::{labels, last_label};

/// Scripts that are written together: Japanese, Chinese with its phonetic letters, Korean.
const WRITTEN_TOGETHER: [&[Script]; 3] = [
    &[Script::Latin, Script::Han, Script::Hiragana, Script::Katakana],
    &[Script::Latin, Script::Han, Script::Bopomofo],
    &[Script::Latin, Script::Han, Script::Hangul],
];

/// Letters that look like Latin ones.
const LATIN_LOOKALIKES: [(Script, &str); 2] = [(Script::Cyrillic, "асԁеһіјӏорԛѕԝху"), (Script::Greek, "αικνορτυ")];

/// Why a name can pass for another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Homograph<'a> {
    /// A raw character outside ASCII, which never equals the `xn--` label that a browser sends.
    Raw(char),
    /// A label that begins like an encoded one and decodes to nothing, or to nothing but ASCII.
    NotEncoded(&'a str),
    /// A label with letters of scripts that are not written together; the first two in the order of the letters.
    Mixed(Script, Script),
    /// A label of letters that all look like Latin ones, under a top-level domain of another script.
    Lookalike(Script),
}

impl std::fmt::Display for Homograph<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Homograph::Raw(character) => write!(f, "`{character}` is no ASCII character"),
            Homograph::NotEncoded(label) => write!(f, "the label `{label}` decodes to no international name"),
            Homograph::Mixed(one, other) => {
                write!(f, "a label mixes {} and {} letters", one.full_name(), other.full_name())
            }
            Homograph::Lookalike(script) => {
                write!(f, "every letter of a label is a {} one that looks Latin", script.full_name())
            }
        }
    }
}

/// The first reason why the name can pass for another, if there is one; the name is in lower case, without trailing
/// dot.
pub fn homograph(name: &str) -> Option<Homograph<'_>> {
    if let Some(character) = name.chars().find(|character| !character.is_ascii()) {
        return Some(Homograph::Raw(character));
    }
    labels(name).filter(|label| is_encoded(label)).find_map(|label| match decode(label) {
        None => Some(Homograph::NotEncoded(label)),
        Some(decoded) => mixed(&decoded).or_else(|| lookalike(&decoded, name)),
    })
}

/// The name with its `xn--` labels decoded; a label stays encoded when it cannot be decoded or holds anything but
/// letters, marks, numbers, punctuation and symbols, so that the text is safe to show.
pub fn unicode_form(name: &str) -> Cow<'_, str> {
    if !labels(name).any(is_encoded) {
        return Cow::Borrowed(name);
    }
    let shown = |label| match decode(label) {
        Some(decoded) if decoded.chars().all(is_visible) => Cow::Owned(decoded),
        _ => Cow::Borrowed(label),
    };
    Cow::Owned(labels(name).map(shown).collect::<Vec<_>>().join("."))
}

const ENCODED_PREFIX: &str = "xn--";

fn is_encoded(label: &str) -> bool {
    label.starts_with(ENCODED_PREFIX)
}

/// What an `xn--` label says; `None` when it is no real one.
fn decode(label: &str) -> Option<String> {
    let decoded = idna::punycode::decode_to_string(label.strip_prefix(ENCODED_PREFIX)?)?;
    (!decoded.is_ascii()).then_some(decoded)
}

fn mixed<'a>(label: &str) -> Option<Homograph<'a>> {
    let scripts = letter_scripts(label);
    let [first, second, ..] = scripts[..] else { return None };
    let is_usual = WRITTEN_TOGETHER.iter().any(|usual| scripts.iter().all(|script| usual.contains(script)));
    (!is_usual).then_some(Homograph::Mixed(first, second))
}

fn lookalike<'a>(label: &str, name: &str) -> Option<Homograph<'a>> {
    let [script] = letter_scripts(label)[..] else { return None };
    let (_, letters) = LATIN_LOOKALIKES.into_iter().find(|(of, _)| *of == script)?;
    let all_look_latin = label.chars().filter(|&c| is_letter(c)).all(|letter| letters.contains(letter));
    let last = last_label(name);
    let is_at_home = letter_scripts(&decode(last).unwrap_or_else(|| last.to_owned())) == [script];
    (all_look_latin && !is_at_home).then_some(Homograph::Lookalike(script))
}

/// The scripts of the letters, each once, in the order of the letters. Common and Inherited are scripts of no letter's
/// own.
fn letter_scripts(label: &str) -> Vec<Script> {
    let mut scripts = Vec::new();
    for script in label.chars().filter(|&character| is_letter(character)).map(|letter| letter.script()) {
        if !matches!(script, Script::Common | Script::Inherited) && !scripts.contains(&script) {
            scripts.push(script);
        }
    }
    scripts
}

fn is_letter(character: char) -> bool {
    matches!(
        get_general_category(character),
        GeneralCategory::UppercaseLetter
            | GeneralCategory::LowercaseLetter
            | GeneralCategory::TitlecaseLetter
            | GeneralCategory::ModifierLetter
            | GeneralCategory::OtherLetter
    )
}

fn is_visible(character: char) -> bool {
    !matches!(
        get_general_category(character),
        GeneralCategory::Control
            | GeneralCategory::Format
            | GeneralCategory::Surrogate
            | GeneralCategory::PrivateUse
            | GeneralCategory::Unassigned
            | GeneralCategory::SpaceSeparator
            | GeneralCategory::LineSeparator
            | GeneralCategory::ParagraphSeparator
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, shown: &str, expected: &str) {
        assert_eq!(unicode_form(name), shown, "{name}");
        assert_eq!(homograph(name).map_or(String::new(), |reason| reason.to_string()), expected, "{name}");
    }

    /// The `xn--` label of a text, so that cases can be read.
    fn encoded(label: &str) -> String {
        format!("xn--{}", idna::punycode::encode_str(label).expect(label))
    }

    #[test]
    fn a_name_of_one_script_is_no_homograph() {
        check("shop.acme-retail.com", "shop.acme-retail.com", "");
        check("xn--mnchen-3ya.de", "münchen.de", "");
        check("xn--wgv71a119e.jp", "日本語.jp", "");
    }

    #[test]
    fn a_raw_character_outside_ascii_never_equals_what_a_browser_sends() {
        check("münchen-shop.de", "münchen-shop.de", "`ü` is no ASCII character");
        check("аpple.xn--p1ai", "аpple.рф", "`а` is no ASCII character");
    }

    #[test]
    fn a_label_that_only_begins_like_an_encoded_one_is_found() {
        for label in ["xn--", "xn--abc-", "xn--a-", "xn---", "xn--é!", "xn--99999999"] {
            let name = format!("{label}.com");
            assert!(homograph(&name).is_some(), "{name}");
        }
        check("xn--.com", "xn--.com", "the label `xn--` decodes to no international name");
        check("xn--abc-.com", "xn--abc-.com", "the label `xn--abc-` decodes to no international name");
        check("shop.xn--a-", "shop.xn--a-", "the label `xn--a-` decodes to no international name");
        check("axn--abc-.com", "axn--abc-.com", "");
    }

    #[test]
    fn mixed_scripts_are_found() {
        check("xn--pypal-4ve.com", "pаypal.com", "a label mixes Latin and Cyrillic letters");
        let mixed = format!("{}.com", encoded("ραypal"));
        check(&mixed, "ραypal.com", "a label mixes Greek and Latin letters");
    }

    #[test]
    fn scripts_that_are_written_together_are_not_mixed() {
        for label in ["日本ひらカタab", "中文ㄅab", "한국中ab", "ー日本"] {
            assert_eq!(homograph(&format!("{}.com", encoded(label))), None, "{label}");
        }
        for label in ["ひらㄅ", "한국ひら", "中д"] {
            assert!(homograph(&format!("{}.com", encoded(label))).is_some(), "{label}");
        }
    }

    #[test]
    fn digits_hyphens_and_marks_have_no_script() {
        assert_eq!(homograph(&format!("{}.de", encoded("ü-1٣"))), None);
        assert_eq!(homograph(&format!("{}.com", encoded("☃"))), None);
    }

    #[test]
    fn lookalikes_speak_under_a_top_level_domain_of_another_script() {
        check("xn--80ak6aa92e.com", "аррӏе.com", "every letter of a label is a Cyrillic one that looks Latin");
        check("xn--80ak6aa92e.xn--p1ai", "аррӏе.рф", "");
        let with_digit = format!("{}.com", encoded("сосо-1"));
        check(&with_digit, "сосо-1.com", "every letter of a label is a Cyrillic one that looks Latin");
        let greek = format!("{}.gr", encoded("ντοκυ"));
        check(&greek, "ντοκυ.gr", "every letter of a label is a Greek one that looks Latin");
        check(&format!("{}.{}", encoded("ντοκυ"), encoded("ελ")), "ντοκυ.ελ", "");
        check(
            &format!("{}.{}", encoded("ντοκυ"), encoded("рф")),
            "ντοκυ.рф",
            "every letter of a label is a Greek one that looks Latin",
        );
    }

    #[test]
    fn one_letter_that_does_not_look_latin_is_enough() {
        check("xn--e1afmkfd.com", "пример.com", "");
    }

    #[test]
    fn a_label_with_something_invisible_stays_encoded() {
        let name = format!("{}.com", encoded("ü\u{202e}moc"));
        assert_eq!(unicode_form(&name), name);
    }
}
