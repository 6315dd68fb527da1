//! What the model says of a member of a request.

use super::model::{Constraint, Field};
use super::{Member, Shape};

impl Member {
    /// Whether its value is a list.
    pub const fn is_list(self) -> bool {
        matches!(self.ty().constraint, Constraint::List { .. })
    }

    /// Whether its value, or each item of it, is one of a few words.
    pub const fn is_enumeration(self) -> bool {
        match &self.ty().constraint {
            Constraint::Choice(_) => true,
            Constraint::List { item, .. } => matches!(item.constraint, Constraint::Choice(_)),
            _ => false,
        }
    }

    /// The members of its value, where that is an object.
    pub const fn parts(self) -> &'static [Field] {
        match &self.ty().constraint {
            Constraint::Structure(structure) => structure.fields,
            _ => &[],
        }
    }

    /// The member of its value of that name.
    pub fn part(self, name: &str) -> Option<&'static Field> {
        self.parts().iter().find(|field| field.name == name)
    }

    /// Whether neither request has it: only an answer of the service does.
    pub fn is_of_an_answer(self) -> bool {
        !Shape::Update.has(self) && !Shape::Create.has(self)
    }
}
