//! The suite of nst/JSONTestSuite: `y_` is accepted, `n_` refused, and each `i_` as it is decided here.

use std::collections::BTreeMap;
use std::path::Path;

use coglint::json::{self, SyntaxError};

use crate::published;

/// What the reader does with a file that a parser may accept or refuse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Decision {
    Accepted,
    Refused,
}

use Decision::{Accepted, Refused};

/// A number's size: JSON sets no limit, and a linter shows what is written.
const SPELLING: &str = "a number is kept as it is spelled; who needs its value asks for it";
/// Escapes of half a pair are legal by the grammar of RFC 8259, which warns of them (section 8.2).
const SURROGATE: &str = "the grammar allows it; the text has U+FFFD there and a flag";
const NOT_UTF8: &str = "RFC 8259 section 8.1: text between systems is UTF-8";

const DECIDED: &[(&str, Decision, &str)] = &[
    ("i_number_double_huge_neg_exp.json", Accepted, SPELLING),
    ("i_number_huge_exp.json", Accepted, SPELLING),
    ("i_number_neg_int_huge_exp.json", Accepted, SPELLING),
    ("i_number_pos_double_huge_exp.json", Accepted, SPELLING),
    ("i_number_real_neg_overflow.json", Accepted, SPELLING),
    ("i_number_real_pos_overflow.json", Accepted, SPELLING),
    ("i_number_real_underflow.json", Accepted, SPELLING),
    ("i_number_too_big_neg_int.json", Accepted, SPELLING),
    ("i_number_too_big_pos_int.json", Accepted, SPELLING),
    ("i_number_very_big_negative_int.json", Accepted, SPELLING),
    ("i_object_key_lone_2nd_surrogate.json", Accepted, SURROGATE),
    ("i_string_1st_surrogate_but_2nd_missing.json", Accepted, SURROGATE),
    ("i_string_1st_valid_surrogate_2nd_invalid.json", Accepted, SURROGATE),
    ("i_string_UTF-16LE_with_BOM.json", Refused, NOT_UTF8),
    ("i_string_UTF-8_invalid_sequence.json", Refused, NOT_UTF8),
    ("i_string_UTF8_surrogate_U+D800.json", Refused, NOT_UTF8),
    ("i_string_incomplete_surrogate_and_escape_valid.json", Accepted, SURROGATE),
    ("i_string_incomplete_surrogate_pair.json", Accepted, SURROGATE),
    ("i_string_incomplete_surrogates_escape_valid.json", Accepted, SURROGATE),
    ("i_string_invalid_lonely_surrogate.json", Accepted, SURROGATE),
    ("i_string_invalid_surrogate.json", Accepted, SURROGATE),
    ("i_string_invalid_utf-8.json", Refused, NOT_UTF8),
    ("i_string_inverted_surrogates_U+1D11E.json", Accepted, SURROGATE),
    ("i_string_iso_latin_1.json", Refused, NOT_UTF8),
    ("i_string_lone_second_surrogate.json", Accepted, SURROGATE),
    ("i_string_lone_utf8_continuation_byte.json", Refused, NOT_UTF8),
    ("i_string_not_in_unicode_range.json", Refused, NOT_UTF8),
    ("i_string_overlong_sequence_2_bytes.json", Refused, NOT_UTF8),
    ("i_string_overlong_sequence_6_bytes.json", Refused, NOT_UTF8),
    ("i_string_overlong_sequence_6_bytes_null.json", Refused, NOT_UTF8),
    ("i_string_truncated-utf-8.json", Refused, NOT_UTF8),
    ("i_string_utf16BE_no_BOM.json", Refused, NOT_UTF8),
    ("i_string_utf16LE_no_BOM.json", Refused, NOT_UTF8),
    (
        "i_structure_500_nested_arrays.json",
        Refused,
        "deeper than the limit that keeps readers from running out of stack",
    ),
    (
        "i_structure_UTF-8_BOM_empty_object.json",
        Accepted,
        "Windows editors write the mark, and RFC 8259 lets readers ignore it",
    ),
];

/// Files that `serde_json` refuses and that are accepted here, in the folder of legal but awkward ones.
const SERDE_REFUSES: &[&str] = &[
    "string_1_escaped_invalid_codepoint.json",
    "string_2_escaped_invalid_codepoints.json",
    "string_3_escaped_invalid_codepoints.json",
];

/// Every file of `folder`, by name.
#[expect(clippy::disallowed_methods, reason = "the suite is read from disk")]
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(folder).expect("a folder of the suite");
    let paths = entries.map(|entry| entry.expect("an entry of the folder").path());
    let named = paths.map(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        (name, std::fs::read(&path).expect("a file of the suite"))
    });
    named.collect()
}

fn errors(bytes: &[u8]) -> Vec<SyntaxError> {
    json::decode(bytes).map_or_else(|error| vec![error], |text| json::parse(text).1)
}

fn decision(bytes: &[u8]) -> Decision {
    if errors(bytes).is_empty() { Accepted } else { Refused }
}

#[test]
fn every_file_of_the_suite_is_decided_as_its_name_says() {
    let Some(suite) = published::suite("json-test-suite") else { return };
    let files = files(&suite.join("test_parsing"));
    assert!(files.len() > 300, "the suite is not whole: {} files", files.len());
    for (name, bytes) in &files {
        let expected = match name.as_bytes() {
            [b'y', ..] => Accepted,
            [b'n', ..] => Refused,
            _ => DECIDED.iter().find(|(decided, ..)| decided == name).unwrap_or_else(|| panic!("undecided: {name}")).1,
        };
        assert_eq!(decision(bytes), expected, "{name}: {:?}", errors(bytes));
    }
    for (name, _, reason) in DECIDED {
        assert!(files.contains_key(*name), "{name} ({reason}) is not in the suite any more");
    }
}

#[test]
fn legal_but_awkward_files_mean_what_serde_json_says() {
    let Some(suite) = published::suite("json-test-suite") else { return };
    for (name, bytes) in &files(&suite.join("test_transform")) {
        let Ok(text) = json::decode(bytes) else {
            assert!(std::str::from_utf8(bytes).is_err(), "{name}");
            continue;
        };
        let (document, errors) = json::parse(text);
        assert_eq!(errors, [], "{name}");
        let value = document.root().map(json::Element::to_value);
        let theirs = serde_json::from_str::<serde_json::Value>(text);
        assert_eq!(theirs.is_err(), SERDE_REFUSES.contains(&name.as_str()), "{name}: {theirs:?}");
        assert!(theirs.is_err() || value == theirs.ok(), "{name}");
    }
}
