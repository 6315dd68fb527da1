//! One table from which the type of a thing and its values both come.

/// Writes an [`ObjectType`](crate::value::ObjectType) and the [`Object`](crate::value::Object) that gives its fields,
/// so that a fact is described and read in one place.
macro_rules! object_type {
    (
        $(#[$attribute:meta])*
        pub static $table:ident = $name:literal of $thing:ident;
        $($field:ident: $ty:expr, $doc:expr, $source:expr, $read:expr;)*
    ) => {
        $(#[$attribute])*
        pub static $table: $crate::value::ObjectType = $crate::value::ObjectType {
            name: $name,
            fields: &[$($crate::value::Field {
                name: stringify!($field),
                ty: $ty,
                doc: $doc,
                source: $source,
            }),*],
        };

        impl<'a> $crate::value::Object<'a> for $thing<'a> {
            fn field(&self, index: usize) -> $crate::value::Value<'a> {
                type Read = for<'r> fn(&$thing<'r>) -> $crate::value::Value<'r>;
                const READERS: &[Read] = &[$($read),*];
                READERS.get(index).map_or($crate::value::Value::Unknown, |read| read(self))
            }
        }
    };
}

pub(super) use object_type;
