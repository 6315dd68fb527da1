//! Broken texts, one mistake after the other, and what is said of each: where, what, and what to write.

use coglint::json;
use coglint::source::LineIndex;

/// Every error of `text` as `line:column marked: what; help`.
fn described(text: &str) -> Vec<String> {
    let lines = LineIndex::new(text);
    let describe = |error: &json::SyntaxError| {
        let position = lines.position(error.span.start);
        let marked = &text[error.span.range()];
        format!("{}:{} {marked}: {error}", position.line, position.column)
    };
    json::parse(text).1.iter().map(describe).collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(described(text), expected, "{text}");
}

#[test]
fn a_text_that_ends_too_early_is_marked_at_its_end() {
    check(
        r#"{"UserPoolId": "eu-west-1_Abc123xyz","#,
        &["1:38 : the text ends before the object is closed; write the rest, which ends with `}`"],
    );
    check("{\"a\": [\n", &["2:1 : the text ends before the array is closed; write the rest, which ends with `]}`"]);
    check(r#"{"a":"#, &["1:6 : the text ends before the object is closed; write the rest, which ends with `}`"]);
    check(&"[".repeat(9), &["1:10 : the text ends before the array is closed; write the rest; 9 brackets are open"]);
}

#[test]
fn a_text_without_a_value_says_so() {
    check("", &["1:1 : the text holds no value; write a JSON object"]);
    check(" \n", &["2:1 : the text holds no value; write a JSON object"]);
    check("\u{feff}", &["1:1 : the text holds no value; write a JSON object"]);
}

#[test]
fn a_missing_comma_is_marked_at_the_value_before() {
    check(
        "{\"a\": \"x\"\n \"b\": {\"c\": 1}\n \"d\": 2}",
        &[
            "1:7 \"x\": a comma is missing after this value; write `,` after it",
            "2:14 }: a comma is missing after this value; write `,` after it",
        ],
    );
    check("[1 2]", &["1:2 1: a comma is missing after this value; write `,` after it"]);
    check("[[] {}]", &["1:2 []: a comma is missing after this value; write `,` after it"]);
    check("[\"a\"\"b\"]", &["1:2 \"a\": a comma is missing after this value; write `,` after it"]);
}

#[test]
fn a_comma_too_many_is_marked() {
    check("{\"a\": 1,\n}", &["1:8 ,: a comma stands after the last part of the object; remove it"]);
    check("[1, ]", &["1:3 ,: a comma stands after the last part of the array; remove it"]);
    check("[1,, 2]", &["1:4 ,: a comma has no value before it; remove it, or write a value before it"]);
    check("[,]", &["1:2 ,: a comma has no value before it; remove it, or write a value before it"]);
}

#[test]
fn members_need_name_colon_and_value() {
    check(r#"{"a" 1}"#, &["1:2 \"a\": a colon is missing after this name; write `:` after it"]);
    check(r#"{"a"}"#, &["1:2 \"a\": a colon and a value are missing after this name; write `:` and a value after it"]);
    check(r#"{"a": }"#, &["1:5 :: a value is missing after this colon; write a value; `null` is the one for nothing"]);
    check(r"{: 1}", &["1:2 :: a value in an object has no name; write a name in double quotes and `:` before it"]);
    check(
        r#"{"a": 1, {"b": 2}}"#,
        &["1:10 {: a value in an object has no name; write a name in double quotes and `:` before it"],
    );
    check(r"{[1]: 2}", &["1:2 [: a value in an object has no name; write a name in double quotes and `:` before it"]);
    check(r#"["a": 1]"#, &["1:5 :: a colon stands where none belongs; remove it"]);
    check(
        r#""a": 1"#,
        &["1:1 \"a\": members stand outside an object; write `{` before the first and `}` after the last"],
    );
}

#[test]
fn other_signs_are_no_separators() {
    check(
        r#"{"a" = 1; "b" => 2}"#,
        &[
            "1:6 =: another sign stands where `:` belongs; write `:`",
            "1:9 ;: another sign stands where `,` belongs; write `,`",
            "1:15 =>: another sign stands where `:` belongs; write `:`",
        ],
    );
}

#[test]
fn names_and_strings_have_double_quotes() {
    check("{a: 1}", &["1:2 a: the name has no quotes; put it in double quotes"]);
    check("{1: 1}", &["1:2 1: the name has no quotes; put it in double quotes"]);
    check(r"{'a': 1}", &["1:2 'a': the name has the wrong quotes; use double quotes: `\"`"]);
    check(r"['it\'s']", &[r#"1:2 'it\'s': the string has the wrong quotes; use double quotes: `"`"#]);
    check("[“a”]", &["1:2 “a”: the string has the wrong quotes; use double quotes: `\"`"]);
    check(
        "[code, openid email]",
        &[
            "1:2 code: the text has no quotes; put it in double quotes",
            "1:8 openid email: the text has no quotes; put it in double quotes",
        ],
    );
    check(
        "{\"a\": https://x.example/cb // here\n}",
        &[
            "1:7 https://x.example/cb: the text has no quotes; put it in double quotes",
            "1:28 // here: comments are not part of JSON; remove it",
        ],
    );
    check(r#"{"a": x", "b": 1}"#, &["1:7 x\": the opening quote is missing; write `\"` before it"]);
    check(r#"{a": 1}"#, &["1:2 a\": the opening quote is missing; write `\"` before it"]);
}

#[test]
fn a_placeholder_of_a_template_is_one_text() {
    check(
        r#"{"a": ${A}, "b": {{ b }}, "c": <c>}"#,
        &[
            "1:7 ${A}: the text has no quotes; put it in double quotes",
            "1:18 {{ b }}: the text has no quotes; put it in double quotes",
            "1:32 <c>: the text has no quotes; put it in double quotes",
        ],
    );
}

#[test]
fn a_string_ends_on_its_line() {
    let what = "the string does not end on its line; write `\"` at its end; a line break inside a string is `\\n`";
    check("{\"a\": \"b\n, \"c\": 1}", &[&format!("1:7 \"b: {what}")]);
    check("{\"a\": \"b,\r\n\"c\": 1}", &[&format!("1:7 \"b: {what}")]);
    check("{\"a\n: 1}", &[&format!("1:2 \"a: {what}")]);
    check("{\"a\": \"b}", &[&format!("1:7 \"b: {what}")]);
    check("{\"a\": [\"b],\n\"c\": 1}", &[&format!("1:8 \"b: {what}")]);
    check("[\"", &[&format!("1:2 \": {what}")]);
}

#[test]
fn a_name_ends_before_its_colon() {
    let what = "the closing quote of the name is missing; write `\"` before the colon";
    check(r#"{"a: "b", "c": 1}"#, &[&format!("1:2 \"a: {what}")]);
    check("{\"a: 1,\n\"c\": 1}", &[&format!("1:2 \"a: {what}")]);
    check(r#"{"a: {"b": "c"}, "d": "e"}"#, &[&format!("1:2 \"a: {what}")]);
}

#[test]
fn a_quote_inside_a_string_is_escaped() {
    check(
        r#"{"a": "he said "hi" there", "b": 1}"#,
        &[r#"1:16 ": a quote ends the string too early; write `\"` for a quote inside a string"#],
    );
    check(r#"{"a"b": 1}"#, &[r#"1:4 ": a quote ends the string too early; write `\"` for a quote inside a string"#]);
}

#[test]
fn escapes_are_those_of_json() {
    check(
        r#"["C:\x\Q"]"#,
        &[
            r"1:5 \x: a backslash stands before a character that it does not escape; write `\\` for a backslash",
            r"1:7 \Q: a backslash stands before a character that it does not escape; write `\\` for a backslash",
        ],
    );
    check(
        r#"["it\'s"]"#,
        &[r"1:5 \': a backslash stands before a character that it does not escape; write `'` without a backslash"],
    );
    check(
        r#"["\u12g4"]"#,
        &[
            r"1:3 \u12: `\u` is not followed by four hexadecimal digits; write four of them, as in `\u00e9`, or `\\` for a backslash",
        ],
    );
    check(
        "[\"a\tb\u{0}\"]",
        &[
            "1:4 \t: a tab stands in a string as it is; write `\\t`",
            "1:6 \u{0}: a NUL character stands in a string as it is; write `\\u0000`",
        ],
    );
}

#[test]
fn words_of_other_languages_are_translated() {
    check(
        "[True, None, undefined, tru]",
        &[
            "1:2 True: the word is not known in JSON; write `true`",
            "1:8 None: the word is not known in JSON; write `null`",
            "1:14 undefined: the word is not known in JSON; write `null`",
            "1:25 tru: the word is not known in JSON; write `true`",
        ],
    );
    check(
        "[NaN, -Infinity]",
        &[
            "1:2 NaN: the word is not known in JSON; write a number, `null`, or a text in double quotes",
            "1:7 -Infinity: the word is not known in JSON; write a number, `null`, or a text in double quotes",
        ],
    );
}

#[test]
fn numbers_are_spelled_as_json_does() {
    check(
        "[007, -01]",
        &[
            "1:2 007: a number begins with a needless zero; remove it",
            "1:7 -01: a number begins with a needless zero; remove it",
        ],
    );
    check("[+1]", &["1:2 +1: a number begins with a plus sign; remove it"]);
    check("[.5]", &["1:2 .5: a number has no digit before its point; write a digit before it, as in `0.5`"]);
    check(
        "[1.]",
        &["1:2 1.: a number has no digit after its point; write a digit after it, as in `1.0`, or remove the point"],
    );
    check("[1e]", &["1:2 1e: a number has no digit in its exponent; write a digit, as in `1e3`"]);
    check("[-]", &["1:2 -: a minus sign has no number after it; write the number"]);
    check("[0x1F]", &["1:2 0x1F: a number is not decimal; write it in decimal digits"]);
    check("[1_000]", &["1:2 1_000: a number has separators between its digits; remove them"]);
    check(
        "[30d]",
        &[
            "1:2 30d: other characters follow the digits of a number; write a number alone, or put the whole in double quotes",
        ],
    );
}

#[test]
fn comments_and_foreign_blanks_are_marked() {
    check(
        "[ // one\n1, /* two\n */ 2, # three\n 3]",
        &[
            "1:3 // one: comments are not part of JSON; remove it",
            "2:4 /* two\n */: comments are not part of JSON; remove it",
            "3:8 # three: comments are not part of JSON; remove it",
        ],
    );
    check("[1 /* x", &["1:4 /* x: a comment is not part of JSON, and this one has no end; remove it"]);
    check("{}/**/", &["1:3 /**/: comments are not part of JSON; remove it"]);
    check("[1,\u{a0}\u{a0}2]", &["1:4 \u{a0}\u{a0}: a no-break space is no blank in JSON; replace it by a space"]);
    check("[1,\u{200b}2]", &["1:4 \u{200b}: the character U+200B is no blank in JSON; remove it"]);
    check("[\u{c}1]", &["1:2 \u{c}: the character U+000C is no blank in JSON; replace it by a space"]);
}

#[test]
fn brackets_come_in_pairs() {
    check("[1}", &["1:3 }: the array is closed by the wrong bracket; write `]`"]);
    check(r#"{"a": [1}, "b": 2}"#, &["1:9 }: the array is closed by the wrong bracket; write `]`"]);
    check(r#"{"a": [1}"#, &["1:9 }: the array before this is not closed; write `]` before it"]);
    check(
        "{\"a\": [1,\n\"b\": [2], \"c\": 3}",
        &["2:1 \"b\": the array before this is not closed; write `]` before it"],
    );
    check(
        "{\"a\": [1,\n\"b\": [2,\n\"c\": 3}",
        &["2:1 \"b\": the array before this is not closed; write `]` before it"],
    );
    check(r#"{"a": 1}}"#, &["1:9 }: a bracket closes nothing; remove it, or write the bracket that opens"]);
    check(
        r#"{"a": "b": 1, "c": 2}, "d": 3}"#,
        &["1:7 \"b\": an opening brace is missing before this name; write `{` before it"],
    );
    check("]", &["1:1 ]: a bracket closes nothing; remove it, or write the bracket that opens"]);
}

#[test]
fn a_file_holds_one_document() {
    check("{} {}\n{}", &["1:4 {}: text stands after the end of the document; remove it; a file holds one document"]);
    check("{},", &["1:3 ,: text stands after the end of the document; remove it; a file holds one document"]);
}

#[test]
fn a_file_of_another_format_has_one_error() {
    let help =
        "this is not JSON; write an object, an array, a string in double quotes, a number, `true`, `false` or `null`";
    check("UserPoolId: x\nClientId: y\n", &[&format!("1:1 UserPoolId: x: {help}")]);
    check("<html>\n<body>", &[&format!("1:1 <html>: {help}")]);
    check("module.exports = {a: 1};", &[&format!("1:1 module.exports = {{a: 1}};: {help}")]);
}

#[test]
fn depth_is_one_error() {
    let nested = format!("[{0}{1}, {0}{1}]", "[".repeat(300), "]".repeat(300));
    check(&nested, &["1:129 [: brackets are nested more than 128 deep; nest less"]);
    check(&"[".repeat(100_000), &["1:129 [: brackets are nested more than 128 deep; nest less"]);
    check(&format!("{}1{}", "[".repeat(128), "]".repeat(128)), &[]);
    check(
        &format!("{}1{}", "[".repeat(129), "]".repeat(129)),
        &["1:129 [: brackets are nested more than 128 deep; nest less"],
    );
}

#[test]
fn the_first_ten_errors_are_kept() {
    let text = format!("[{}1]", "True, ".repeat(30));
    assert_eq!(described(&text).len(), 10);
    assert_eq!(
        described(&text).last().map(String::as_str),
        Some("1:56 True: the word is not known in JSON; write `true`")
    );
}

#[test]
fn the_open_bracket_is_shown_too() {
    let text = r#"{"a": [1, 2}"#;
    let related = json::parse(text).1.first().and_then(json::SyntaxError::related);
    assert_eq!(related.map(|(span, text)| (span.start, text)), Some((6, "the array begins here".to_owned())));
}

#[track_caller]
fn check_bytes(bytes: &[u8], offset: u32, expected: &str) {
    let error = json::decode(bytes).expect_err("another encoding");
    assert_eq!((error.span.start, error.to_string().as_str()), (offset, expected));
}

#[test]
fn another_encoding_is_named() {
    let wide = |text: &str, mark: bool, order: fn(u16) -> [u8; 2]| -> Vec<u8> {
        let mark = mark.then_some(0xfeff_u16);
        mark.into_iter().chain(text.encode_utf16()).flat_map(order).collect()
    };
    let wider =
        |text: &str, order: fn(u32) -> [u8; 4]| -> Vec<u8> { text.chars().map(u32::from).flat_map(order).collect() };
    for text in ["{\"a\": 1}", "[]", "1", "[\"日本\"]"] {
        let message = |name: &str| {
            format!("the file is {name}, and JSON must be UTF-8; convert it with `iconv -f {name} -t UTF-8`")
        };
        for mark in [true, false] {
            check_bytes(&wide(text, mark, u16::to_le_bytes), 0, &message("UTF-16LE"));
            check_bytes(&wide(text, mark, u16::to_be_bytes), 0, &message("UTF-16BE"));
        }
        check_bytes(&wider(text, u32::to_le_bytes), 0, &message("UTF-32LE"));
        check_bytes(&wider(text, u32::to_be_bytes), 0, &message("UTF-32BE"));
        check_bytes(&wider(&format!("\u{feff}{text}"), u32::to_le_bytes), 0, &message("UTF-32LE"));
        check_bytes(&wider(&format!("\u{feff}{text}"), u32::to_be_bytes), 0, &message("UTF-32BE"));
    }
}

#[test]
fn bytes_that_are_not_utf_8_are_placed() {
    check_bytes(
        b"{\"caf\xe9\": 1}",
        5,
        "the byte 0xE9 at offset 5 is not UTF-8; the file is probably Windows-1252 or Latin-1: convert it with \
         `iconv -f WINDOWS-1252 -t UTF-8`",
    );
    check_bytes(b"[\"\xed\xa0\x80\"]", 2, "the byte 0xED at offset 2 is not UTF-8; save the file as UTF-8");
    check_bytes(b"[\"\xe2\x82", 2, "the file ends inside a character; write the file again; it seems to be cut off");
    assert_eq!(json::decode(b"[\0]"), Ok("[\0]"), "a stray NUL is no other encoding");
    assert_eq!(json::decode("\u{feff}[]".as_bytes()), Ok("\u{feff}[]"));
}
