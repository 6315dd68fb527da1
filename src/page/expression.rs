//! An expression taken apart as text, as far as showing it needs: what stands in parentheses or quotes is left whole.

/// How many characters a line of code should have at most.
const WIDTH: usize = 96;

/// An expression for a block of code: its author's lines, or, where one is too long, a line for each part that must hold.
pub fn in_lines(expression: &str) -> String {
    let lines: Vec<&str> = expression.trim().lines().map(str::trim).collect();
    match lines[..] {
        [only] if only.chars().count() > WIDTH => broken(only).join("\n  "),
        _ => lines.join("\n  "),
    }
}

/// A long expression, broken before each `&&`, or else before each `||`, that stands in no parentheses.
fn broken(expression: &str) -> Vec<&str> {
    ["&&", "||"]
        .into_iter()
        .map(|operator| broken_before(expression, operator))
        .find(|lines| lines.len() > 1)
        .unwrap_or_else(|| vec![expression])
}

fn broken_before<'e>(expression: &'e str, operator: &str) -> Vec<&'e str> {
    let mut depth = 0_i32;
    let mut starts = vec![0];
    for (at, c) in outside_of_literals(expression) {
        depth += i32::from(matches!(c, '(' | '[' | '{')) - i32::from(matches!(c, ')' | ']' | '}'));
        if depth == 0 && expression[at..].starts_with(operator) {
            starts.push(at);
        }
    }
    let ends = starts.iter().skip(1).copied().chain(std::iter::once(expression.len()));
    starts.iter().zip(ends).map(|(start, end)| expression[*start..end].trim()).collect()
}

/// The expression without parentheses around all of it.
pub fn without_parentheses(expression: &str) -> &str {
    let inner = expression.strip_prefix('(').and_then(|inner| inner.strip_suffix(')'));
    match inner {
        Some(inner) if is_balanced(inner) => without_parentheses(inner.trim()),
        _ => expression,
    }
}

/// Whether no parenthesis closes what it did not open.
fn is_balanced(expression: &str) -> bool {
    let mut depth = 0_i32;
    outside_of_literals(expression).all(|(_, c)| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        depth >= 0
    })
}

/// The characters of an expression that stand in no text literal.
fn outside_of_literals(expression: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    let mut quote = None;
    let mut is_escaped = false;
    expression.char_indices().filter(move |&(_, c)| match quote {
        Some(open) => {
            if c == open && !is_escaped {
                quote = None;
            }
            is_escaped = c == '\\' && !is_escaped;
            false
        }
        None if matches!(c, '\'' | '"') => {
            quote = Some(c);
            false
        }
        None => true,
    })
}

/// The parts of an expression between separators that stand in no parentheses.
pub fn split(expression: &str, separator: char) -> Vec<&str> {
    let mut depth = 0_i32;
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, c) in outside_of_literals(expression) {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            _ if c == separator && depth == 0 => {
                parts.push(&expression[start..at]);
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&expression[start..]);
    parts
}

/// The two branches of `condition ? yes : no`; in a chain the first choice is the outer one.
pub fn choice(expression: &str) -> Option<(&str, &str)> {
    let condition = *split(expression, '?').first()?;
    let rest = expression.get(condition.len() + 1..)?;
    let mut open = 0;
    let mut depth = 0_i32;
    for (at, c) in outside_of_literals(rest) {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            '?' if depth == 0 => open += 1,
            ':' if depth == 0 && open == 0 => return Some((&rest[..at], &rest[at + 1..])),
            ':' if depth == 0 => open -= 1,
            _ => {}
        }
    }
    None
}

/// The content of a text literal that is the whole expression.
pub fn literal(expression: &str) -> Option<String> {
    let quote = expression.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
    let inner = expression.strip_prefix(quote)?.strip_suffix(quote)?;
    let is_whole = outside_of_literals(expression).next().is_none();
    is_whole.then(|| inner.replace("\\'", "'").replace("\\\"", "\"").replace("\\\\", "\\"))
}

/// Names joined by dots.
pub fn is_path(expression: &str) -> bool {
    let is_name = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    !expression.is_empty() && expression.split('.').all(is_name)
}

/// A call that is the whole expression: the function and its arguments.
pub fn call(expression: &str) -> Option<(&str, Vec<&str>)> {
    let (function, rest) = expression.split_once('(')?;
    let arguments = rest.strip_suffix(')').filter(|arguments| is_balanced(arguments))?;
    is_path(function).then(|| (function, split(arguments, ',')))
}

/// The last method of the expression, when it is one of `names`: what it is called on, and its name.
pub fn method<'e, 'n>(expression: &'e str, names: &[&'n str]) -> Option<(&'e str, &'n str)> {
    names.iter().find_map(|name| {
        let opening = format!(".{name}(");
        let at = expression.rfind(&opening)?;
        let arguments = expression[at + opening.len()..].strip_suffix(')')?;
        is_balanced(arguments).then_some((&expression[..at], *name))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_condition_gets_a_line_for_each_part() {
        let part = "member_of_the_request.is_as_long_as_this(a || b && c)";
        let long = format!("{part} && '&& {part}' == x && y");
        assert_eq!(in_lines(&long), format!("{part}\n  && '&& {part}' == x\n  && y"));
        assert_eq!(in_lines("a && b"), "a && b");
        assert_eq!(in_lines("a\n      && b"), "a\n  && b");
    }

    #[test]
    fn a_chain_of_choices_is_taken_apart_from_outside() {
        assert_eq!(choice("a ? b : c ? d : e"), Some((" b ", " c ? d : e")));
        assert_eq!(choice("a ? b ? c : d : e"), Some((" b ? c : d ", " e")));
        assert_eq!(choice("f(a ? b : c)"), None);
    }

    #[test]
    fn quotes_hide_what_is_in_them() {
        assert_eq!(split(r"'a+b' + 'it\'s + c' + d", '+'), ["'a+b' ", r" 'it\'s + c' ", " d"]);
        assert_eq!(literal("'a' + 'b'"), None);
        assert_eq!(without_parentheses("(a) + (b)"), "(a) + (b)");
        assert_eq!(without_parentheses("((a) + (b))"), "(a) + (b)");
    }
}
