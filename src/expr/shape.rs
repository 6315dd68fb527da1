//! Types while an expression is checked.
//!
//! Every [`Type`] is so many lists around something that is no list. Written like this, a list literal gets its type
//! without anything that lives for ever, and the empty list has one too: a list of [`Base::Any`].

use std::fmt;

use crate::value::{ObjectType, Type};

/// The static type of a part of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    /// How many lists are around [`Shape::base`].
    pub lists: u8,
    /// What is in the innermost list.
    pub base: Base,
}

/// What is no list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Base {
    /// Any type, even a list: what an item of `[]` is.
    Any,
    Bool,
    Int,
    String,
    Object(&'static ObjectType),
}

impl Shape {
    pub const ANY: Shape = Shape { lists: 0, base: Base::Any };
    pub const BOOL: Shape = Shape { lists: 0, base: Base::Bool };
    pub const INT: Shape = Shape { lists: 0, base: Base::Int };
    pub const STRING: Shape = Shape { lists: 0, base: Base::String };

    /// The shape of a declared type.
    pub fn of(ty: Type) -> Self {
        let mut lists = 0u8;
        let mut inner = ty;
        loop {
            let base = match inner {
                Type::List(item) => {
                    lists = lists.saturating_add(1);
                    inner = *item;
                    continue;
                }
                Type::Bool => Base::Bool,
                Type::Int => Base::Int,
                Type::String => Base::String,
                Type::Object(object) => Base::Object(object),
            };
            return Shape { lists, base };
        }
    }

    /// A list of items of this shape.
    pub fn list(self) -> Self {
        Shape { lists: self.lists.saturating_add(1), ..self }
    }

    /// The shape of an item, when this is a list.
    pub fn item(self) -> Option<Self> {
        match (self.lists, self.base) {
            (0, Base::Any) => Some(Shape::ANY),
            (0, _) => None,
            (lists, base) => Some(Shape { lists: lists - 1, base }),
        }
    }

    /// The shape that both have, when they can be the same.
    pub fn common(self, other: Self) -> Option<Self> {
        match (self.base, other.base) {
            (Base::Any, _) if self.lists <= other.lists => Some(other),
            (_, Base::Any) if other.lists <= self.lists => Some(self),
            _ => (self == other).then_some(self),
        }
    }

    /// Whether a value of this shape may stand where `other` is asked for.
    pub fn fits(self, other: Self) -> bool {
        self.common(other).is_some()
    }

    /// Whether two values of this shape can be compared for equality: objects are known by their fields only.
    pub fn has_equality(self) -> bool {
        !matches!(self.base, Base::Object(_))
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for _ in 0..self.lists {
            f.write_str("list(")?;
        }
        f.write_str(match self.base {
            Base::Any => "any",
            Base::Bool => "bool",
            Base::Int => "int",
            Base::String => "string",
            Base::Object(object) => object.name,
        })?;
        for _ in 0..self.lists {
            f.write_str(")")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(left: Shape, right: Shape, common: Option<&str>) {
        assert_eq!(left.common(right).map(|shape| shape.to_string()).as_deref(), common, "{left} and {right}");
        assert_eq!(right.common(left), left.common(right), "the order does not matter: {left} and {right}");
    }

    #[test]
    fn equal_types_have_a_common_type_and_others_do_not() {
        check(Shape::INT, Shape::INT, Some("int"));
        check(Shape::INT, Shape::STRING, None);
        check(Shape::INT, Shape::INT.list(), None);
        check(Shape::of(Type::List(&Type::Int)), Shape::INT.list(), Some("list(int)"));
    }

    #[test]
    fn the_empty_list_is_a_list_of_anything_but_no_plain_value() {
        let empty = Shape::ANY.list();
        check(empty, Shape::INT.list(), Some("list(int)"));
        check(empty, Shape::INT.list().list(), Some("list(list(int))"));
        check(empty, empty, Some("list(any)"));
        check(empty, Shape::INT, None);
        check(empty.list(), Shape::INT.list(), None);
    }
}
