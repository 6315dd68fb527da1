//! The shapes of the service's model, as `tables.rs` fills them: what a value of a type may be.
//!
//! The model knows nothing of rules and messages; `advice` is the one text in it, because it belongs to the type.

use super::pattern::Pattern;

/// A type of the service's model.
#[derive(Debug)]
pub struct Type {
    /// The name in the model, such as `RedirectUrlType`.
    pub name: &'static str,
    /// What a value must be.
    pub constraint: Constraint,
    /// What to write, as the end of a sentence that begins with *Write*: `a whole number from 3 to 15, such as 3`.
    pub advice: &'static str,
}

/// What a value of a type must be.
#[derive(Debug)]
pub enum Constraint {
    /// `true` or `false`.
    Boolean,
    /// An integer, written without fraction and exponent, from `min` to `max`.
    Integer {
        /// The least.
        min: i64,
        /// The greatest.
        max: i64,
    },
    /// A string.
    Text(Text),
    /// A string, one of these.
    Choice(&'static [&'static str]),
    /// A time: a number of seconds, or a string with a date; neither is looked into.
    Timestamp,
    /// A list.
    List {
        /// What every item must be.
        item: &'static Type,
        /// The greatest number of items, where there is one.
        max: Option<usize>,
    },
    /// An object with these members and no others.
    Structure(Structure),
}

/// The limits of a string.
#[derive(Debug)]
pub struct Text {
    /// The least number of code points.
    pub min: usize,
    /// The greatest number of code points, where there is one.
    pub max: Option<usize>,
    /// What the whole string must match.
    pub pattern: Option<Pattern>,
}

impl Text {
    /// Whether the number of code points is within the limits.
    pub fn has_length_of(&self, text: &str) -> bool {
        // A code point takes from one to four bytes, so counting bytes decides nearly always.
        let fits = |max: usize| text.len() <= max || text.chars().nth(max).is_none();
        let reaches =
            |min: usize| text.len() >= min.saturating_mul(4) || (text.len() >= min && text.chars().count() >= min);
        self.max.is_none_or(fits) && reaches(self.min)
    }

    /// Whether the whole string matches the pattern, where there is one.
    pub fn has_pattern_of(&self, text: &str) -> bool {
        self.pattern.as_ref().is_none_or(|pattern| pattern.matches(text))
    }
}

/// The members of an object.
#[derive(Debug)]
pub struct Structure {
    /// The members, in the order of the model; never more than 32.
    pub fields: &'static [Field],
    /// Which of `fields` must be set, as a bit set over their indices.
    pub required: u32,
}

impl Structure {
    /// The member of that name.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// Whether the member at that index must be set.
    pub(super) const fn is_required(&self, index: usize) -> bool {
        index < 32 && self.required >> index & 1 == 1
    }

    /// The member of that name and its index, looked for from the index `likely` on and then from the beginning.
    pub(super) fn find(&self, name: &str, likely: usize) -> Option<(usize, &'static Field)> {
        let (before, after) = self.fields.split_at(likely.min(self.fields.len()));
        let from_likely = after.iter().zip(before.len()..).chain(before.iter().zip(0..));
        from_likely.map(|(field, at)| (at, field)).find(|(_, field)| field.name == name)
    }
}

/// A member of a structure.
#[derive(Debug)]
pub struct Field {
    /// The name.
    pub name: &'static str,
    /// What its value must be.
    pub ty: &'static Type,
}
