//! What a violation says: what is wrong, then what to write instead.

use crate::json::{Element, Kind};

use super::model::{Field, Structure};
use super::violation::{Breach, Expected, Violation};
use super::{Constraint, Member, Shape};

impl Violation<'_> {
    /// The message, one sentence an element; the first says what is wrong.
    ///
    /// `show` gives a string or number of the document as text; it is not asked for a secret. Names come as they are
    /// written.
    pub fn sentences(&self, show: impl Fn(Element<'_>) -> String) -> Vec<String> {
        match &self.breach {
            Breach::Missing { members } => self.missing(members),
            Breach::Unknown { name, near, is_taken } => self.unknown(name, near, *is_taken),
            Breach::TooManyItems { max, items } => vec![
                format!("`{}` has {items} items, but may have {max} at most.", self.path),
                format!("Leave {max} or fewer."),
            ],
            Breach::Type(_) if self.path.is_empty() => vec![
                format!("A request is a JSON object, but this is {}.", self.value(&show)),
                format!("Write the members of {} between {{ and }}.", self.shape.operation()),
            ],
            Breach::Choice { near, .. } if !near.is_empty() => {
                vec![self.what(&show), format!("Did you mean {}?", any_of(near, '"')), self.advice()]
            }
            _ => vec![self.what(&show), self.advice()],
        }
    }

    /// The member or item, its value, and what it must be.
    fn what(&self, show: &impl Fn(Element<'_>) -> String) -> String {
        let limit = self.limit();
        if self.secret {
            return format!("`{}` is a value that may not be shown, and {limit}.", self.path);
        }
        let subject = if self.is_item { format!("An item of `{}`", self.path) } else { format!("`{}`", self.path) };
        format!("{subject} is {}, but {limit}.", self.value(show))
    }

    /// What the value must be and is not, as the second half of a sentence. A secret's says nothing of its value.
    fn limit(&self) -> String {
        match &self.breach {
            Breach::Type(expected) => self.type_limit(*expected),
            Breach::Choice { .. } => "the service knows no such value".to_owned(),
            Breach::Length { min, max, length: None } => format!("must have {}", characters(*min, *max)),
            Breach::Length { min, max, length: Some(1) } => {
                format!("has 1 character and must have {}", characters(*min, *max))
            }
            Breach::Length { min, max, length: Some(length) } => {
                format!("has {length} characters and must have {}", characters(*min, *max))
            }
            Breach::Range { min, max } => format!("must be from {min} to {max}"),
            Breach::Pattern { refused: Some(character) } => {
                format!("holds {}, which the service refuses here", character_name(*character))
            }
            _ => "is not of the form that the service takes".to_owned(),
        }
    }

    fn type_limit(&self, expected: Expected) -> String {
        let is_number = self.element.kind() == Kind::Number;
        match expected {
            Expected::Boolean => "must be true or false",
            Expected::Integer if is_number => "must be written without fraction and exponent",
            Expected::Integer => "must be a whole number",
            Expected::String => "must be a string",
            Expected::Timestamp => "must be a date",
            Expected::List => "must be a list",
            Expected::Object => "must be an object",
        }
        .to_owned()
    }

    /// The value in a sentence.
    fn value(&self, show: &impl Fn(Element<'_>) -> String) -> String {
        match self.element.kind() {
            Kind::Object => "an object".to_owned(),
            Kind::Array => "a list".to_owned(),
            Kind::Null => "null".to_owned(),
            Kind::String | Kind::Number | Kind::Bool => show(self.element),
            Kind::Bogus => "no JSON value".to_owned(),
        }
    }

    fn advice(&self) -> String {
        format!("Write {}.", self.ty.advice)
    }

    fn missing(&self, members: &[&Field]) -> Vec<String> {
        let names: Vec<&str> = members.iter().map(|field| field.name).collect();
        let (be, them) = if names.len() == 1 { ("is", "it") } else { ("are", "them") };
        let names = all_of(&names);
        let by = if self.path.is_empty() { self.shape.operation().to_owned() } else { format!("`{}`", self.path) };
        let is_null = |field: &&Field| self.element.get(field.name).is_some();
        let null = if members.iter().any(is_null) { " (a null counts as not set)" } else { "" };
        let values: Vec<String> = members.iter().map(|field| format!("`{}` {}", field.name, field.ty.advice)).collect();
        let mut sentences = vec![
            format!("{names} {be} not set{null}, but {by} requires {them}."),
            format!("Give {}.", values.join("; ")),
        ];
        if self.path.is_empty() {
            sentences.push(format!("If the call gets {them} from elsewhere, name {them} in `assume_given`."));
        }
        sentences
    }

    fn unknown(&self, name: &str, near: &[&str], is_taken: bool) -> Vec<String> {
        let of = match (self.path.is_empty(), self.shape) {
            (false, _) => format!("`{}`", self.path),
            (true, Shape::Described) => "what DescribeUserPoolClient answers".to_owned(),
            (true, shape) => shape.operation().to_owned(),
        };
        let shown = if name.is_empty() { "A name without a letter".to_owned() } else { format!("`{name}`") };
        let what = format!("{shown} is not a member of {of}; the AWS CLI and the SDKs send no request that has it.");
        let what_to_do = match near {
            [] => self.home(name).unwrap_or_else(|| "Remove it.".to_owned()),
            [meant] if is_taken => format!("`{meant}` is given as well: keep one of the two, under that name."),
            _ => format!("Did you mean {}?", any_of(near, '`')),
        };
        vec![what, what_to_do]
    }

    /// Where a member of that name belongs, when it is only at the wrong place.
    fn home(&self, name: &str) -> Option<String> {
        let elsewhere = Shape::ALL
            .into_iter()
            .find(|shape| Member::from_name(name).is_some_and(|member| *shape != self.shape && shape.has(member)));
        if self.path.is_empty()
            && let Some(shape) = elsewhere
        {
            return Some(format!("It belongs to {}: remove it here.", shape.operation()));
        }
        if !self.path.is_empty() && self.shape.fields().iter().any(|field| field.name == name) {
            return Some("It belongs to the root of the request.".to_owned());
        }
        let holds = |field: &&Field| match &field.ty.constraint {
            Constraint::Structure(Structure { fields, .. }) => fields.iter().any(|inner| inner.name == name),
            _ => false,
        };
        let field = self.shape.fields().iter().find(holds)?;
        Some(format!("It belongs into `{}`.", field.name))
    }
}

/// `from 1 to 128 characters`.
fn characters(min: usize, max: Option<usize>) -> String {
    match max {
        Some(max) if min == 0 => format!("{max} characters at most"),
        Some(max) => format!("from {min} to {max} characters"),
        None => format!("{min} characters at least"),
    }
}

/// `a blank`, `` `é` ``, or the number of a character that nobody sees.
fn character_name(character: char) -> String {
    let code = u32::from(character);
    match character {
        ' ' => "a blank".to_owned(),
        '\t' => "a tab".to_owned(),
        '\n' | '\r' => "a line break".to_owned(),
        '`' => "a backquote".to_owned(),
        _ if character.is_ascii_graphic() || character.is_alphanumeric() => format!("`{character}`"),
        _ => format!("the character U+{code:04X}"),
    }
}

fn any_of(names: &[&str], quote: char) -> String {
    joined(names, quote, "or")
}

fn all_of(names: &[&str]) -> String {
    joined(names, '`', "and")
}

fn joined(names: &[&str], quote: char, conjunction: &str) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("{quote}{name}{quote}")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} {conjunction} {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}
