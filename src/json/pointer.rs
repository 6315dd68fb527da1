//! Places in a document, as RFC 6901 writes them.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// A JSON Pointer (RFC 6901): the names and indices that lead from the root to a value.
///
/// The order is that of the written form.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer {
    /// The written form, which is what reports want; empty for the root.
    written: String,
}

/// Why a text is not a JSON Pointer; offsets are in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PointerError {
    /// It is neither empty nor begins with `/`.
    NoSlash,
    /// `~` is followed by something else than `0` or `1`.
    BadTilde {
        /// Where the `~` stands.
        at: usize,
    },
}

impl Pointer {
    /// The pointer to the whole document.
    pub const fn root() -> Self {
        Self { written: String::new() }
    }

    /// Reads the written form.
    ///
    /// # Errors
    /// When `written` is neither empty nor begins with `/`, or has a `~` that is not part of `~0` or `~1`.
    pub fn parse(written: &str) -> Result<Self, PointerError> {
        if !written.is_empty() && !written.starts_with('/') {
            return Err(PointerError::NoSlash);
        }
        let lone = written.match_indices('~').find(|(at, _)| !written[at + 1..].starts_with(['0', '1']));
        match lone {
            Some((at, _)) => Err(PointerError::BadTilde { at }),
            None => Ok(Self { written: written.to_owned() }),
        }
    }

    /// The pointer made of `tokens`, which are not escaped.
    pub fn from_tokens<T: AsRef<str>>(tokens: impl IntoIterator<Item = T>) -> Self {
        let mut pointer = Self::root();
        for token in tokens {
            pointer.push(token.as_ref());
        }
        pointer
    }

    /// The written form.
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// Whether it points to the whole document.
    pub fn is_root(&self) -> bool {
        self.written.is_empty()
    }

    /// Goes one step down, to the member `name`; a name of digits is an index in an array.
    pub fn push(&mut self, name: &str) {
        self.written.push('/');
        for character in name.chars() {
            match character {
                '~' => self.written.push_str("~0"),
                '/' => self.written.push_str("~1"),
                other => self.written.push(other),
            }
        }
    }

    /// Goes one step down, to the item at `index`.
    pub fn push_index(&mut self, index: usize) {
        self.push(&index.to_string());
    }

    /// Goes one step up and says whether there was one.
    pub fn pop(&mut self) -> bool {
        let slash = self.written.rfind('/');
        self.written.truncate(slash.unwrap_or(0));
        slash.is_some()
    }

    /// The pointer to the member `name` of what this one points to.
    #[must_use]
    pub fn child(&self, name: &str) -> Self {
        let mut child = self.clone();
        child.push(name);
        child
    }

    /// The pointer to the item at `index` of what this one points to.
    #[must_use]
    pub fn item(&self, index: usize) -> Self {
        let mut item = self.clone();
        item.push_index(index);
        item
    }

    /// The pointer to what holds the value; `None` for the root.
    pub fn parent(&self) -> Option<Self> {
        let slash = self.written.rfind('/')?;
        Some(Self { written: self.written[..slash].to_owned() })
    }

    /// The last name or index; `None` for the root.
    pub fn last(&self) -> Option<Cow<'_, str>> {
        self.written.rfind('/').map(|slash| unescape(&self.written[slash + 1..]))
    }

    /// The names and indices from the root down.
    pub fn tokens(&self) -> impl DoubleEndedIterator<Item = Cow<'_, str>> {
        // What stands before the first slash is nothing, and no token.
        self.written.split('/').skip(1).collect::<Vec<_>>().into_iter().map(unescape)
    }

    /// Whether `self` is `above`, or leads to something inside what `above` points to.
    pub fn starts_with(&self, above: &Pointer) -> bool {
        let rest = self.written.strip_prefix(&above.written);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

/// The index that a token means: digits without a needless zero.
pub(super) fn index_of(token: &str) -> Option<usize> {
    let digits = !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_digit());
    let plain = digits && (token == "0" || !token.starts_with('0'));
    if plain { token.parse().ok() } else { None }
}

fn unescape(token: &str) -> Cow<'_, str> {
    if token.contains('~') { Cow::Owned(token.replace("~1", "/").replace("~0", "~")) } else { Cow::Borrowed(token) }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

impl FromStr for Pointer {
    type Err = PointerError;

    fn from_str(written: &str) -> Result<Self, PointerError> {
        Self::parse(written)
    }
}

impl fmt::Display for PointerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PointerError::NoSlash => f.write_str("a pointer begins with `/`, or is empty for the root"),
            PointerError::BadTilde { at } => {
                write!(f, "`~` at offset {at} is followed by neither `0` nor `1`; write `~0` for a tilde")
            }
        }
    }
}

impl std::error::Error for PointerError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(written: &str, tokens: &[&str]) {
        let pointer = Pointer::parse(written).expect("a pointer");
        assert_eq!(pointer.tokens().collect::<Vec<_>>(), tokens, "{written}");
        assert_eq!(Pointer::from_tokens(tokens).to_string(), written);
        assert_eq!(pointer.last().as_deref(), tokens.last().copied(), "{written}");
        let parent = tokens.split_last().map(|(_, above)| Pointer::from_tokens(above));
        assert_eq!(pointer.parent(), parent, "{written}");
    }

    #[test]
    fn the_root_is_the_empty_text() {
        check("", &[]);
        assert!(Pointer::root().is_root());
    }

    #[test]
    fn a_slash_alone_is_the_member_without_a_name() {
        check("/", &[""]);
        check("//a/", &["", "a", ""]);
    }

    #[test]
    fn slashes_and_tildes_of_a_name_are_escaped() {
        check("/a~1b/m~0n", &["a/b", "m~n"]);
        check("/~01", &["~1"]);
    }

    #[test]
    fn what_is_no_pointer_is_refused() {
        assert_eq!(Pointer::parse("a"), Err(PointerError::NoSlash));
        assert_eq!(Pointer::parse("/a~"), Err(PointerError::BadTilde { at: 2 }));
        assert_eq!(Pointer::parse("/a~2/~0"), Err(PointerError::BadTilde { at: 2 }));
    }

    #[test]
    fn a_step_down_and_up_is_no_step() {
        let mut pointer = Pointer::root().child("CallbackURLs").item(2);
        assert_eq!(pointer.as_str(), "/CallbackURLs/2");
        assert!(pointer.pop() && pointer.pop() && !pointer.pop());
    }

    #[test]
    fn inside_is_by_whole_names() {
        let above = Pointer::root().child("a");
        assert!(above.child("b").starts_with(&above) && above.starts_with(&above));
        assert!(!Pointer::root().child("ab").starts_with(&above));
    }

    #[test]
    fn an_index_has_no_needless_zero() {
        assert_eq!(index_of("0"), Some(0));
        assert_eq!(index_of("12"), Some(12));
        for token in ["", "00", "01", "-", "-1", "+1", "1a", "99999999999999999999999"] {
            assert_eq!(index_of(token), None, "{token}");
        }
    }
}
