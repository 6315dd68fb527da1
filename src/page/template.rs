//! The texts of a rule as people read them: `{duration(lifetime.seconds)}` becomes `{lifetime}`, a choice between two
//! phrases `[one | the other]`, and a phrase that may be missing `[phrase]`.
//!
//! This is for reading only, so what is not understood stays an expression in braces.

use crate::request::facts::FACTS;
use crate::value::Type;

use super::expression::{call, choice, is_path, literal, method, split, without_parentheses};

/// Reads the templates of one rule and notes which values they fill in.
pub struct Templates<'w> {
    names: &'w [(String, String)],
    values: Vec<Value>,
}

/// A value that a template fills in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// The words that stand for it, without braces.
    pub words: String,
    /// What it means.
    pub meaning: Meaning,
}

/// What a value means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// What the table of facts says of it.
    Fact(&'static str),
    /// What the expression says that has this name in the rule.
    Name(String),
}

impl<'w> Templates<'w> {
    /// A reader for a rule with these named expressions.
    pub fn new(names: &'w [(String, String)]) -> Self {
        Self { names, values: Vec::new() }
    }

    /// The values of the templates so far, each once. Parameters and members of the request speak for themselves.
    pub fn into_values(self) -> Vec<Value> {
        self.values
    }

    /// A template for people; `{{` and `}}` are braces.
    pub fn read(&mut self, template: &str) -> String {
        let mut out = String::new();
        let mut rest = template;
        while let Some(at) = rest.find(['{', '}']) {
            out.push_str(&rest[..at]);
            let brace = &rest[at..];
            if let Some(after) = brace.strip_prefix("{{").or_else(|| brace.strip_prefix("}}")) {
                out.push_str(&brace[..1]);
                rest = after;
                continue;
            }
            let Some((expression, after)) = brace[1..].split_once('}') else { break };
            out.push_str(&self.expression(expression));
            rest = after;
        }
        out.push_str(rest);
        out
    }

    /// An expression for people, as far as it is understood.
    fn expression(&mut self, expression: &str) -> String {
        let noted = self.values.len();
        self.understood(expression).unwrap_or_else(|| {
            self.values.truncate(noted);
            let words: Vec<&str> = expression.split_whitespace().collect();
            format!("{{{}}}", words.join(" "))
        })
    }

    fn understood(&mut self, expression: &str) -> Option<String> {
        let expression = without_parentheses(expression.trim());
        if let Some((yes, no)) = choice(expression) {
            return match (self.understood(yes), self.understood(no)) {
                (Some(yes), Some(no)) => Some(alternatives(&yes, &no)),
                // What is written out with care for long lists is still that list.
                (one, other) => one.or(other),
            };
        }
        if let [_, _, ..] = &split(expression, '+')[..] {
            return split(expression, '+').into_iter().map(|part| self.understood(part)).collect();
        }
        if let Some(text) = literal(expression) {
            return Some(text);
        }
        if is_path(expression) {
            return Some(self.path(expression));
        }
        if let Some((list, _)) = method(expression, &["map", "filter"]) {
            return self.understood(list);
        }
        let (function, arguments) = call(expression)?;
        self.call(function, &arguments)
    }

    /// A call of a function, for those that only say how a value is written.
    fn call(&mut self, function: &str, arguments: &[&str]) -> Option<String> {
        match (function, arguments) {
            ("duration", [value]) => {
                let value = value.trim();
                self.understood(value.strip_suffix(".seconds").filter(|of| is_path(of)).unwrap_or(value))
            }
            ("string" | "json" | "distinct", [value]) | ("joined", [value, _]) => self.understood(value),
            ("count", [number, noun]) => Some(format!("{} {}s", self.understood(number)?, literal(noun.trim())?)),
            ("size", [list]) => self.within(list, |list| format!("number of {list}")),
            ("in_unit", [number, unit]) => {
                let unit = literal(unit.trim()).or_else(|| self.words_of(unit))?;
                self.within(number, |number| format!("{number} in {unit}"))
            }
            ("unit_for", [number]) => self.within(number, |number| format!("unit of {number}")),
            ("default_of", [member]) => self.within(member, |member| format!("default of {member}")),
            ("near", [name, _]) => self.within(name, |name| format!("name near {name}")),
            _ => None,
        }
    }

    /// A single value in braces, said in other words.
    fn within(&mut self, expression: &str, say: impl FnOnce(&str) -> String) -> Option<String> {
        self.words_of(expression).map(|words| format!("{{{}}}", say(&words)))
    }

    /// The words for an expression that is one value.
    fn words_of(&mut self, expression: &str) -> Option<String> {
        let text = self.understood(expression)?;
        let words = text.strip_prefix('{')?.strip_suffix('}')?;
        (!words.contains(['{', '}'])).then(|| words.to_owned())
    }

    /// A fact, a field, a parameter or a name of the rule's own.
    fn path(&mut self, path: &str) -> String {
        if let Some((name, meaning)) = self.names.iter().find(|(name, _)| name == path) {
            let noted = self.values.len();
            // A list that is picked out of another one is best known by its name.
            let is_picked = meaning.contains(".filter(") || meaning.contains(".map(");
            if let Some(text) = self.understood(meaning).filter(|_| !is_picked) {
                return text;
            }
            self.values.truncate(noted);
            return self.noted(&name.replace('_', " "), Some(Meaning::Name(name.clone())));
        }
        let meaning = documented(path).map(Meaning::Fact);
        let shown = ["request.", "params.", "lists."].iter().find_map(|prefix| path.strip_prefix(prefix));
        let words = shown.unwrap_or(path.strip_suffix(".raw").unwrap_or(path)).replace(['_', '.'], " ");
        self.noted(&words, meaning)
    }

    fn noted(&mut self, words: &str, meaning: Option<Meaning>) -> String {
        if let Some(meaning) = meaning.filter(|_| self.values.iter().all(|value| value.words != words)) {
            self.values.push(Value { words: words.to_owned(), meaning });
        }
        format!("{{{words}}}")
    }
}

/// What the table of facts says of a fact or of a field of one; of a member of the request it says nothing.
fn documented(path: &str) -> Option<&'static str> {
    let (name, field) = path.split_once('.').map_or((path, None), |(name, field)| (name, Some(field)));
    let fact = FACTS.iter().find(|fact| fact.name == name)?;
    match (field, fact.ty) {
        (None, _) => Some(fact.doc),
        (Some(_), _) if name == "request" => None,
        (Some(field), Type::Object(object)) => {
            object.fields.iter().find(|known| known.name == field).map(|field| field.doc)
        }
        _ => None,
    }
}

/// `[yes | no]`, or `[yes]` where the other is empty. A choice inside of a choice is another alternative.
fn alternatives(yes: &str, no: &str) -> String {
    let inner = |text: &str| {
        let inner = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
        inner.filter(|inner| !inner.contains(['[', ']'])).unwrap_or(text).to_owned()
    };
    match (yes, no) {
        (yes, no) if yes == no => yes.to_owned(),
        ("", some) | (some, "") => format!("[{some}]"),
        // Code that begins or ends with both begins or ends around them, or it would be torn.
        (yes, no) if yes.ends_with('`') && no.ends_with('`') && is_torn(yes) && is_torn(no) => {
            format!("{}`", alternatives(&yes[..yes.len() - 1], &no[..no.len() - 1]))
        }
        (yes, no) => format!("[{} | {}]", inner(yes), inner(no)),
    }
}

/// Whether a backtick in a text has its partner elsewhere.
fn is_torn(text: &str) -> bool {
    text.matches('`').count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [(&str, &str); 5] = [
        ("hosts", "distinct(callback_uris.filter(uri, uri.is_web).map(uri, uri.host))"),
        ("limit", "duration(params.max) + (is_from_profile('max') ? ' (profile ' + profile + ')' : '')"),
        ("cause", "!lifetime.is_set ? '`X` is not set' : lifetime.is_default_by_zero ? '`X: 0`' : '`X` is'"),
        ("share", "3 * size(lists.known)"),
        ("unit", "unit_for(params.max)"),
    ];

    #[track_caller]
    fn check(template: &str, expected: &str) {
        let names = NAMES.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(Templates::new(&names).read(template), expected, "{template}");
    }

    #[test]
    fn a_path_is_said_in_words() {
        check(
            "`{uri.raw}` is on {uri.host}, {lifetime.unit_member}",
            "`{uri}` is on {uri host}, {lifetime unit member}",
        );
        check("{request.ClientName} {params.most}", "{ClientName} {most}");
    }

    #[test]
    fn how_a_value_is_written_is_left_out() {
        check("{duration(lifetime.seconds)} {duration(params.max)}", "{lifetime} {max}");
        check("{joined(params.teams, 'or')} {json(item)}", "{teams} {item}");
        check("{count(size(templates), 'place')}", "{number of templates} places");
        check("{in_unit(params.max, unit)} {unit}", "{max in unit of max} {unit of max}");
    }

    #[test]
    fn a_choice_shows_its_phrases() {
        check("{is_set_here ? 'false' : 'not set'}", "[false | not set]");
        check("{length == written ? '' : ', that is ' + string(item)}", "[, that is {item}]");
        check("{cause}", "[`X` is not set | `X: 0` | `X` is]");
        check("{limit}", "{max}[ (profile {profile})]");
        check("{a == 'x ? y : z' ? (b ? 'one' : 'two') : 'three'}", "[one | two | three]");
    }

    #[test]
    fn lists_are_named_by_what_they_are_made_of() {
        check("{templates.filter(t, t.text != '').map(t, '`' + t.text + '`')}", "{templates}");
        check("{hosts.map(host, '`' + host + '`')}", "{hosts}");
        check("{size(hosts) > 2 ? hosts[0] + ' and more' : joined(hosts, 'and')}", "{hosts}");
    }

    #[test]
    fn code_is_not_torn() {
        check("{is_item ? 'An item of `' : '`'}{member}` is empty", "[An item of ]`{member}` is empty");
    }

    #[test]
    fn what_is_not_understood_stays() {
        check("{share}", "{share}");
        check("{1 +\n  size(item)}", "{1 + size(item)}");
        check("{{}}", "{}");
    }

    #[test]
    fn values_are_noted_with_their_meaning() {
        let names = NAMES.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let mut templates = Templates::new(&names);
        templates.read("{share} {uri.host} {uri.host} {params.max}");
        let values = templates.into_values();
        let words: Vec<&str> = values.iter().map(|value| &*value.words).collect();
        assert_eq!(words, ["share", "uri host"]);
        assert_eq!(values[0].meaning, Meaning::Name("share".to_owned()));
    }
}
