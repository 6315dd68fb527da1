//! Values printed as Rust source, so that the build can put what it has checked into the binary as static data.
//!
//! `build.rs` compiles the built-in rules with the same code that loads a user's rules, prints the result with
//! [`Bake`], and the crate takes the text in as a `static`: a run parses no built-in rule. The text only uses constant
//! expressions and full paths, so it may stand in any module of the crate. This module knows nothing of rules.
//!
//! ```
//! use coglint::bake::Bake;
//!
//! let mut source = String::new();
//! [Some(1u16), None].bake(&mut source);
//! assert_eq!(source, "[Some(1u16),None,]");
//! ```

use std::borrow::Cow;

/// A value that can be written as a constant expression of Rust.
pub trait Bake {
    /// Writes the expression after `out`.
    fn bake(&self, out: &mut String);
}

/// The expression alone.
pub fn baked(value: &(impl Bake + ?Sized)) -> String {
    let mut out = String::new();
    value.bake(&mut out);
    out
}

macro_rules! bake_integers {
    ($($integer:ident)*) => {$(
        impl Bake for $integer {
            fn bake(&self, out: &mut String) {
                // The suffix keeps a negative number one literal after a minus, and says the type where none is expected.
                out.push_str(&self.to_string());
                out.push_str(stringify!($integer));
            }
        }
    )*};
}
bake_integers!(u8 u16 u32 u64 usize i8 i16 i32 i64 isize);

impl Bake for bool {
    fn bake(&self, out: &mut String) {
        out.push_str(if *self { "true" } else { "false" });
    }
}

impl Bake for str {
    fn bake(&self, out: &mut String) {
        out.push('"');
        // The debug form of a character escapes what Rust source must escape, and is read back as the same one.
        out.extend(self.chars().flat_map(char::escape_debug));
        out.push('"');
    }
}

impl<T: Bake> Bake for [T] {
    fn bake(&self, out: &mut String) {
        out.push('[');
        for item in self {
            item.bake(out);
            out.push(',');
        }
        out.push(']');
    }
}

impl<T: Bake, const N: usize> Bake for [T; N] {
    fn bake(&self, out: &mut String) {
        self.as_slice().bake(out);
    }
}

impl Bake for &str {
    fn bake(&self, out: &mut String) {
        str::bake(self, out);
    }
}

impl<T: Bake> Bake for &[T] {
    fn bake(&self, out: &mut String) {
        out.push('&');
        <[T]>::bake(self, out);
    }
}

impl Bake for Cow<'_, str> {
    fn bake(&self, out: &mut String) {
        out.push_str("std::borrow::Cow::Borrowed(");
        str::bake(self, out);
        out.push(')');
    }
}

impl<T: Bake + Clone> Bake for Cow<'_, [T]> {
    fn bake(&self, out: &mut String) {
        out.push_str("std::borrow::Cow::Borrowed(&");
        <[T]>::bake(self, out);
        out.push(')');
    }
}

impl<T: Bake> Bake for Option<T> {
    fn bake(&self, out: &mut String) {
        match self {
            None => out.push_str("None"),
            Some(value) => {
                out.push_str("Some(");
                value.bake(out);
                out.push(')');
            }
        }
    }
}

impl<A: Bake, B: Bake> Bake for (A, B) {
    fn bake(&self, out: &mut String) {
        out.push('(');
        self.0.bake(out);
        out.push(',');
        self.1.bake(out);
        out.push(')');
    }
}

/// Implements [`Bake`] for a struct with named fields, or for an enum.
///
/// The string is the path of the module that holds the type, as the written source says it. An enum lists its variants as
/// they are declared, with a name for each value that a variant holds; leaving one out does not compile.
///
/// ```
/// use coglint::bake::{baked, implement_bake};
///
/// pub struct Place { pub line: u32, pub shape: Shape }
/// pub enum Shape { Point, Line(u32), Box { width: u32, height: u32 } }
/// implement_bake!(struct Place in "crate::place" { line, shape });
/// implement_bake!(enum Shape in "crate::place" { Point, Line(length), Box { width, height } });
///
/// let place = Place { line: 3, shape: Shape::Line(4) };
/// assert_eq!(baked(&place), "crate::place::Place{line:3u32,shape:crate::place::Shape::Line(4u32,),}");
/// ```
#[macro_export]
macro_rules! implement_bake {
    (struct $name:ident in $module:literal { $($field:ident),* $(,)? }) => {
        impl $crate::bake::Bake for $name {
            fn bake(&self, out: &mut ::std::string::String) {
                let Self { $($field),* } = self;
                out.push_str(concat!($module, "::", stringify!($name), "{"));
                $(
                    out.push_str(concat!(stringify!($field), ":"));
                    $crate::bake::Bake::bake($field, out);
                    out.push(',');
                )*
                out.push('}');
            }
        }
    };
    (enum $name:ident in $module:literal {
        $($variant:ident $(($($value:ident),* $(,)?))? $({ $($field:ident),* $(,)? })?),* $(,)?
    }) => {
        impl $crate::bake::Bake for $name {
            fn bake(&self, out: &mut ::std::string::String) {
                match self {
                    $(Self::$variant $(($($value),*))? $({ $($field),* })? => {
                        out.push_str(concat!($module, "::", stringify!($name), "::", stringify!($variant)));
                        $(
                            out.push('(');
                            $($crate::bake::Bake::bake($value, out); out.push(',');)*
                            out.push(')');
                        )?
                        $(
                            out.push('{');
                            $(
                                out.push_str(concat!(stringify!($field), ":"));
                                $crate::bake::Bake::bake($field, out);
                                out.push(',');
                            )*
                            out.push('}');
                        )?
                    })*
                }
            }
        }
    };
}
pub use implement_bake;

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(value: &(impl Bake + ?Sized), expected: &str) {
        assert_eq!(baked(value), expected);
    }

    #[test]
    fn plain_values_are_literals_with_their_type() {
        check(&true, "true");
        check(&-7i64, "-7i64");
        check(&i64::MIN, "-9223372036854775808i64");
        check(&Some(3u16), "Some(3u16)");
        check(&None::<u16>, "None");
        check(&(1u8, "a"), "(1u8,\"a\")");
    }

    #[test]
    fn text_is_escaped_as_rust_reads_it() {
        check("say \"it's ü\"\n\u{7}\u{202e}\\", r#""say \"it\'s ü\"\n\u{7}\u{202e}\\""#);
    }

    #[test]
    fn owned_data_becomes_borrowed_data() {
        check(&Cow::<str>::Owned("a".into()), r#"std::borrow::Cow::Borrowed("a")"#);
        check(&Cow::<[u8]>::Owned(vec![1, 2]), "std::borrow::Cow::Borrowed(&[1u8,2u8,])");
        check(&[&["a"][..], &[]][..], r#"[&["a",],&[],]"#);
    }
}
