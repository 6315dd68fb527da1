use super::Facts;
use crate::expr::compile;
use crate::value::Type;

/// The errors of a condition, each as `place: what (help)`.
fn errors(source: &str) -> Vec<String> {
    let errors = compile(source, &Facts, Some(Type::Bool)).err().unwrap_or_default();
    errors
        .iter()
        .map(|error| {
            let help = error.help().map_or(String::new(), |help| format!(" ({help})"));
            format!("{}: {}{help}", &source[error.span.clone()], error.what())
        })
        .collect()
}

#[track_caller]
fn check(source: &str, expected: &str) {
    assert_eq!(errors(source), [expected], "{source}");
}

#[test]
fn an_unknown_name_is_told_with_near_ones() {
    check("secnods > 1", "secnods: there is no fact, parameter or loop variable `secnods` (did you mean `seconds`?)");
    check("uri.shceme == 'http'", "shceme: `redirect URI` has no field `shceme` (did you mean `scheme`?)");
    check("has(uri.shceme)", "shceme: `redirect URI` has no field `shceme` (did you mean `scheme`?)");
    check("uri . // the URI\n shceme == ''", "shceme: `redirect URI` has no field `shceme` (did you mean `scheme`?)");
    check(
        "uris.all(item, itme.is_loopback)",
        "itme: there is no fact, parameter or loop variable `itme` (did you mean `item`?)",
    );
    check(
        "params.patern == ''",
        "params.patern: there is no fact, parameter or loop variable `params.patern` (did you mean `params.pattern` or `params.patterns`?)",
    );
    check("'a'.startswith('b')", "startswith: there is no function `startswith` (did you mean `startsWith`?)");
    check("is_set('CallBackURLs')", "'CallBackURLs': there is no member `CallBackURLs` (did you mean `CallbackURLs`?)");
    check("nothing_like_it", "nothing_like_it: there is no fact, parameter or loop variable `nothing_like_it`");
    check(".secnods > 1", "secnods: there is no fact, parameter or loop variable `secnods` (did you mean `seconds`?)");
}

#[test]
fn different_types_are_not_compared() {
    check("seconds == '3600'", "seconds == '3600': `==` cannot stand between `int` and `string`");
    check("uri.scheme > 1", "uri.scheme > 1: `>` cannot stand between `string` and `int`");
    check("'code' in seconds", "'code' in seconds: `in` cannot stand between `string` and `int`");
    check("1 in flows", "1 in flows: `in` cannot stand between `int` and `list(string)`");
    check("flows == 'code'", "flows == 'code': `==` cannot stand between `list(string)` and `string`");
    check("[1] < [2]", "[1] < [2]: `<` cannot stand between `list(int)` and `list(int)`");
    check("uri == uri", "uri == uri: comparisons of things with fields are not supported (compare their fields)");
    check("uri in uris", "uri in uris: comparisons of things with fields are not supported (compare their fields)");
}

#[test]
fn operators_have_operands_of_their_types() {
    check("!seconds", "!seconds: `!` cannot stand before `int`");
    check("-uri.is_loopback", "-uri.is_loopback: `-` cannot stand before `bool`");
    check("seconds && uri.is_loopback", "seconds && uri.is_loopback: `&&` cannot stand between `int` and `bool`");
    check("seconds + 'a' == ''", "seconds + 'a': `+` cannot stand between `int` and `string`");
    check("flows['code'] == ''", "'code': the position in a list is `string`, and must be `int`");
    check("seconds[0] == ''", "seconds: what an item is taken of is `int`, and must be `list`");
    check("(seconds ? 1 : 2) == 1", "seconds: the condition of `?:` is `int`, and must be `bool`");
    check(
        "(uri.is_loopback ? 1 : 'a') == 1",
        "'a': both results of `?:` have one type, and here are `int` and `string`",
    );
    check("[1, 2, 'a'].size() == 1", "'a': the items of a list have one type, and here are `int` and `string`");
    check("seconds.name == 1", "name: a value of type `int` has no fields, so no `name` either");
    check(
        "uris.scheme == 'a'",
        "scheme: a value of type `list(redirect URI)` has no fields, so no `scheme` either (take an item, `list[0]`, or ask about all with `all` or `exists`)",
    );
}

#[test]
fn functions_have_arguments_of_their_types() {
    check("size(1) == 1", "1: the argument of `size` is `int`, and must be `string` or `list`");
    check("size(-1) == 1", "-1: the argument of `size` is `int`, and must be `string` or `list`");
    check("'a'.contains(1)", "1: an argument of `contains` is `int`, and must be `string`");
    check("contains('a', 'b')", "contains: `contains` is not called like this (write `a.contains(b)`)");
    check("seconds.string() == ''", "string: `string` is not called like this (write `string(a)`)");
    check("string(flows) == ''", "flows: the argument of `string` is `list(string)`, and must be `int` or `bool`");
    check("int(true) == 1", "true: the argument of `int` is `bool`, and must be `string`");
    check("known()", "known(): `known` takes 1 argument, and here are 0");
    check("in_words('a') == ''", "'a': an argument of `in_words` is `string`, and must be `int`");
    check("in_words(1, 2) == ''", "in_words(1, 2): `in_words` takes 1 argument, and here are 2");
    check("is_set(uri.scheme)", "uri.scheme: `is_set` takes the name of a member in quotes, written out");
    check("uris.all(u)", "uris.all(u): `all` takes 2 arguments, and here is 1");
    check("uris.exists(u, u.port)", "u.port: the condition on an item is `int`, and must be `bool`");
    check("seconds.all(s, true)", "seconds: what a macro goes through is `int`, and must be `list`");
    check(
        "uris.all(1, true)",
        "1: the first argument of a macro is the name of its loop variable (write `list.all(item, item > 0)`)",
    );
    check("has(seconds)", "seconds: `has` asks for a field (write `has(a.b)`; for a plain name there is `known(a)`)");
    check(
        "has(params.pattern)",
        "has(params.pattern): `has` asks for a field (write `has(a.b)`; for a plain name there is `known(a)`)",
    );
}

#[test]
fn a_pattern_is_checked_where_it_is_written() {
    check("uri.scheme.matches('a(b')", "'a(b': the pattern of `matches` is not valid: unclosed group");
    check(
        "'a'.matches(uri.scheme)",
        "uri.scheme: the pattern of `matches` would come from the request (write the pattern out, or make it a parameter)",
    );
    check(
        "flows.all(f, 'a'.matches(f))",
        "f: the pattern of `matches` would come from the request (write the pattern out, or make it a parameter)",
    );
}

#[test]
fn a_condition_is_a_bool() {
    check("seconds", "seconds: the expression is `int`, and must be `bool`");
    check("[]", "[]: the expression is `list(any)`, and must be `bool`");
}

#[test]
fn what_is_left_out_of_cel_is_refused_by_name() {
    check("1.5 > 1", "1.5: floating-point numbers are not supported (write a whole number: `90`)");
    check("seconds == 1u", "1u: unsigned numbers are not supported (write a whole number: `90`)");
    check("b'a' == 'b'", "b'a': byte strings are not supported");
    check(
        "uri.owner == null",
        "null: `null` values are not supported (ask whether a member is set with `has(a.b)`, or whether its value is known with `known(a.b)`)",
    );
    check("{'a': 1}.a == 1", "{'a': 1}: maps are not supported");
    check("Thing{a: 1}.a == 1", "Thing{a: 1}: messages are not supported");
    check(
        "uri.?scheme == 'a'",
        "uri.?scheme: optional values are not supported (ask `has(a.b)` first: `has(a.b) && a.b == 1`)",
    );
    check(
        "flows[?0] == 'a'",
        "flows[?0]: optional values are not supported (ask `has(a.b)` first: `has(a.b) && a.b == 1`)",
    );
    check(
        "[?seconds] == []",
        "[?seconds]: optional values are not supported (ask `has(a.b)` first: `has(a.b) && a.b == 1`)",
    );
    check("uri.`scheme` == 'a'", "`scheme`: names in backticks are not supported");
    check("type(1) == 'int'", "type(1): types as values are not supported");
    check("dyn(1) == 1", "dyn(1): values without a static type are not supported");
    check(
        "duration('1h') > 1",
        "duration('1h'): durations are not supported (durations are numbers of seconds: `3600`)",
    );
    check(
        "timestamp('2020-01-01T00:00:00Z') > 1",
        "timestamp('2020-01-01T00:00:00Z'): timestamps are not supported (durations are numbers of seconds: `3600`)",
    );
    check("double(1) == 1", "double(1): floating-point numbers are not supported (write a whole number: `90`)");
}

#[test]
fn a_text_that_is_no_cel_is_told_at_its_first_mistake() {
    check("", ": the expression is empty");
    check("seconds >", ": the expression ends too early");
    check("seconds > > 1", ">: `>` cannot stand here");
    check("seconds = 1", "=: there is no operator `=` (write `==`)");
    check("true & false", "&: there is no operator `&` (write `&&`)");
    check("true | false", "|: there is no operator `|` (write `||`)");
    check("(seconds > 1", ": the expression ends too early");
    check("seconds > 1)", "): `)` cannot stand here");
    check("uri.scheme == 'a\nb'", "'a\nb': the closing quote is missing");
    check("'abc", "'abc: the closing quote is missing");
    check(
        "'\\q' == ''",
        "'\\q': the text in quotes has an escape that does not exist (a backslash is written `\\\\`, or as it is in raw text: `r'\\d'`)",
    );
    check("9223372036854775808 > 1", "9223372036854775808: the number is misspelled, or does not fit 64 bits");
    check("1a > 2", "1a: the number is misspelled, or does not fit 64 bits");
    check("for > 1", "for: `for` is a word that CEL keeps for itself (choose another name)");
    check("uri.", ": the expression ends too early");
    check("flows[0", ": the expression ends too early");
    check("é > 1", "é: `é` cannot stand here");
    check("f(1,)", "): `)` cannot stand here");
    check("a ? b", ": the expression ends too early");
    check("seconds > 1 and true", "and: `and` cannot stand here (write `&&`)");
    check(" // nothing", " // nothing: the expression is empty");
    check("'é€' == 'a' && 'é' ? 1", ": the expression ends too early");
}

#[test]
fn all_mistakes_of_a_good_text_are_told_in_order() {
    assert_eq!(
        errors("secnods > 1 && uri.shceme == 1.5 && (flows + 1).all(x, y)"),
        [
            "secnods: there is no fact, parameter or loop variable `secnods` (did you mean `seconds`?)",
            "shceme: `redirect URI` has no field `shceme` (did you mean `scheme`?)",
            "1.5: floating-point numbers are not supported (write a whole number: `90`)",
            "flows + 1: `+` cannot stand between `list(string)` and `int`",
        ]
    );
}

#[track_caller]
fn check_size(source: &str, expected: &str) {
    let errors = compile(source, &Facts, None).expect_err("it is too big");
    let told: Vec<String> = errors.iter().map(crate::expr::ExprError::what).collect();
    assert_eq!(told, [expected], "{source}");
}

#[test]
fn what_is_too_long_or_nested_too_deeply_is_refused() {
    let long = "the expression is longer than 4096 bytes";
    check_size(&"(".repeat(5000), long);
    check_size(&format!("'{}' == ''", "a".repeat(5000)), long);
    let brackets = "expressions are nested deeper than 64 levels";
    check_size(&format!("{}true", "[".repeat(80)), brackets);
    check_size(&format!("{}1{}", "(1 + ".repeat(80), ")".repeat(80)), brackets);
    check_size(&format!("true{}", " ? true : true".repeat(70)), brackets);
    let operators = "expressions are nested deeper than 96 levels";
    check_size(&format!("{}1", "seconds + ".repeat(200)), operators);
    check_size(&format!("uri{}", ".owner".repeat(200)), operators);
    check_size(&format!("{}seconds", "-!".repeat(200)), operators);
    check_size("uris.all(a, uris.all(b, uris.all(c, uris.all(d, true))))", "macros are nested deeper than 3 levels");
}

#[test]
fn a_long_chain_of_one_logical_operator_is_not_deep() {
    let chain = vec!["uri.is_loopback"; 200].join(" && ");
    assert_eq!(errors(&chain), [""; 0]);
}
