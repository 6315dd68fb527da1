use bumpalo::Bump;

use super::{Facts, Request};
use crate::expr::{Patterns, compile};

/// The value of an expression, as it is debugged.
#[track_caller]
fn check(source: &str, expected: &str) {
    let program = compile(source, &Facts, None).unwrap_or_else(|errors| panic!("{source}: {errors:?}"));
    let arena = Bump::new();
    let value = program.evaluate(&Request { arena: &arena, patterns: Patterns::default() });
    assert_eq!(format!("{value:?}"), expected, "{source}");
}

#[test]
fn fields_and_variables_have_values() {
    check("uri.scheme", "\"http\"");
    check("seconds / 60", "60");
    check("uri.port", "unknown");
    check("uri.owner", "absent");
    check("params.pattern", "\"^i\"");
}

#[test]
fn one_operand_decides_whatever_the_other_is() {
    check("unknown == 1 || true", "true");
    check("true || unknown == 1", "true");
    check("absent == 1 && false", "false");
    check("unknown == 1 && true", "unknown");
    check("unknown == 1 || false", "unknown");
    check("!(unknown == 1)", "unknown");
}

#[test]
fn a_choice_needs_its_condition_and_one_branch() {
    check("uri.is_loopback ? 1 : unknown", "1");
    check("uri.is_loopback ? absent : 1", "absent");
    check("unknown == 1 ? 2 : 2", "unknown");
}

#[test]
fn what_is_done_with_no_value_is_unknown() {
    check("absent + 1", "unknown");
    check("-absent", "unknown");
    check("absent == absent", "unknown");
    check("absent < 1", "unknown");
    check("string(unknown)", "unknown");
    check("absent in mixed", "unknown");
    check("flows[absent]", "unknown");
    check("[absent]", "unknown");
}

#[test]
fn what_does_not_fit_is_unknown() {
    check("9223372036854775807 + 1", "unknown");
    check("-9223372036854775808 - seconds", "unknown");
    check("-(-9223372036854775808)", "unknown");
    check("seconds / 0", "unknown");
    check("seconds % 0", "unknown");
    check("flows[2]", "unknown");
    check("flows[-1]", "unknown");
    check("int('x')", "unknown");
}

#[test]
fn has_asks_whether_a_field_is_set_not_whether_it_is_known() {
    check("has(uri.scheme)", "true");
    check("has(uri.port)", "true");
    check("has(uri.owner)", "false");
    check("has(uri.owner.name)", "false");
    check("has(absent_uri.scheme)", "false");
    check("has(absent_uri.owner.name)", "false");
    check("has(unknown_uri.scheme)", "unknown");
    check("uris.exists_one(u, has(u.port))", "true");
}

#[test]
fn known_asks_whether_there_is_a_value() {
    check("known(uri.scheme)", "true");
    check("known(uri.port)", "false");
    check("known(uri.owner)", "false");
    check("known(absent)", "false");
    check("known(unknown)", "false");
    check("known(unknown_uri)", "false");
    check("known(uri)", "true");
    check("known(mixed)", "true");
    check("known(seconds / 0)", "false");
    check("mixed.filter(n, known(n)) == [1, 3]", "true");
}

#[test]
fn a_list_knows_which_of_its_items_are_unknown() {
    check("size(mixed)", "3");
    check("mixed[0]", "1");
    check("mixed[1]", "unknown");
    check("1 in mixed", "true");
    check("2 in mixed", "unknown");
    check("mixed.exists(n, n == 3)", "true");
    check("mixed.exists(n, n == 4)", "unknown");
    check("mixed.all(n, n == 1)", "false");
    check("mixed.all(n, n > 0)", "unknown");
    check("mixed.exists_one(n, n == 1)", "unknown");
    check("mixed.map(n, n + 1)", "unknown");
    check("mixed.filter(n, true)", "unknown");
    check("mixed + [4]", "[1, unknown, 3, 4]");
}

#[test]
fn lists_differ_when_their_lengths_or_two_known_items_do() {
    check("mixed == [1]", "false");
    check("mixed == [2, 2, 3]", "false");
    check("mixed == [1, 2, 3]", "unknown");
    check("mixed != [1, 2]", "true");
    check("flows == ['code', 'implicit']", "true");
    check("[mixed] == [[1, 2, 4]]", "false");
}

#[test]
fn macros_go_through_lists() {
    check("uris.all(u, u.scheme.startsWith('http'))", "true");
    check("uris.exists(u, u.is_loopback)", "true");
    check("uris.map(u, u.scheme)", "[\"http\", \"https\"]");
    check("uris.map(u, u.scheme != 'http', u.scheme + ':')", "[\"https:\"]");
    check("flows.filter(f, f != 'code')", "[\"implicit\"]");
    check("flows.existsOne(f, f == 'code')", "true");
    check("[].all(x, x)", "true");
    check("[[1, 2], [3]].map(row, row.map(n, n * 2))", "[[2, 4], [6]]");
}

#[test]
fn a_loop_variable_hides_what_has_its_name() {
    check("[1, 2].map(seconds, seconds)", "[1, 2]");
    check("[1, 2].map(x, [3].map(x, x))", "[[3], [3]]");
    check("[1, 2].map(x, [3].map(y, x + y))", "[[4], [5]]");
    check("[1].map(x, [20].map(y, [300].map(z, x + y + z)))", "[[[321]]]");
    check("[1].map(x, [20].map(y, [300].map(z, x)))", "[[[1]]]");
    check("[1].map(seconds, .seconds)", "[3600]");
}

#[test]
fn strings_are_measured_in_code_points_and_ordered_by_them() {
    check("size('é€😀')", "3");
    check("'é€😀'.size()", "3");
    check("'z' < 'é'", "true");
    check("'\\uFFFD' < '😀'", "true");
    check("'a' + 'b' + string(1 + 2) + string(true)", "\"ab3true\"");
    check("uri.scheme in ['https', 'http']", "true");
    check("uri.scheme in []", "false");
    check("uri.scheme in ['https', 'ht' + 'tp']", "true");
}

#[test]
fn matches_takes_patterns_that_no_request_chose() {
    check("'implicit'.matches('^im.*t$')", "true");
    check("matches('implicit', params.pattern)", "true");
    check("flows.all(f, params.patterns.exists(p, f.matches(p)))", "false");
    check("flows.exists(f, f.matches('^' + params.pattern + '$'))", "false");
    check("uri.owner.name.matches('a')", "unknown");
}

#[test]
fn functions_of_the_host_are_called_in_both_styles() {
    check("is_set('CallbackURLs')", "true");
    check("is_set('ClientName')", "false");
    check("in_words(seconds)", "\"1 hour\"");
    check("seconds.in_words()", "\"1 hour\"");
}

#[test]
fn a_function_of_the_host_sees_unknown_arguments_only_when_it_says_so() {
    check("in_words(absent)", "unknown");
    check("or_else(absent, 1)", "1");
    check("absent.or_else(2)", "2");
    check("or_else(absent, unknown)", "unknown");
}

#[test]
fn time_is_bounded_when_macros_are_nested_over_long_lists() {
    check("many.all(a, mixed.exists(b, b == 1))", "true");
    check("many.all(a, many.all(b, many.all(c, true)))", "unknown");
}
