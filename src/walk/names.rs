//! Paths as people read them.

use std::borrow::Cow;
use std::path::{Component, Path, PathBuf};

use crate::untrusted::path_from_bytes;

/// A path as it is shown: `/` between names, no `./` before them, bytes that are no text as `\x{hh}`.
pub fn shown(path: &Path) -> String {
    let text = text_of(path);
    let mut rest = text.as_ref();
    while let Some(after) = rest.strip_prefix("./") {
        rest = after.trim_start_matches('/');
    }
    if rest.is_empty() { ".".to_owned() } else { rest.to_owned() }
}

#[cfg(not(windows))]
fn text_of(path: &Path) -> Cow<'_, str> {
    path_from_bytes(path.as_os_str().as_encoded_bytes())
}

#[cfg(windows)]
fn text_of(path: &Path) -> Cow<'_, str> {
    Cow::Owned(path_from_bytes(path.as_os_str().as_encoded_bytes()).replace('\\', "/"))
}

/// A path relative to `base`, an absolute one, with `..` where it lies outside; by names alone, without asking the file
/// system. What cannot be reached from `base`, such as another drive, stays as it is.
pub fn relative_to(base: &Path, path: &Path) -> PathBuf {
    let (base, path) = (normalized(base), normalized(&base.join(path)));
    let shared = base.components().zip(path.components()).take_while(|(a, b)| a == b).count();
    if shared == 0 {
        return path;
    }
    let up = base.components().skip(shared).map(|_| Component::ParentDir);
    up.chain(path.components().skip(shared)).collect()
}

/// A path without `.` and, where something stands before it, without `..`.
fn normalized(path: &Path) -> PathBuf {
    let mut whole = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            // The root has itself above it, so nothing is left to pop there.
            Component::ParentDir if matches!(whole.components().next_back(), Some(Component::Normal(_))) => {
                whole.pop();
            }
            Component::ParentDir if whole.has_root() => {}
            other => whole.push(other),
        }
    }
    whole
}

/// The whole of a path that begins in the working directory, by names alone.
pub fn absolute(working_directory: &Path, path: &Path) -> PathBuf {
    normalized(&working_directory.join(path))
}

/// The path that identities are made with: `path`, which begins in the working directory, relative to `base`, an absolute
/// directory.
pub fn identity_path(base: &Path, working_directory: &Path, path: &Path) -> String {
    // Nearly every path is given as it has to be.
    let is_plain = || path.components().all(|component| matches!(component, Component::Normal(_)));
    if base == working_directory && is_plain() {
        return shown(path);
    }
    shown(&relative_to(base, &absolute(working_directory, path)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_shown_as_given_without_a_dot() {
        for (given, expected) in [
            ("a.json", "a.json"),
            ("./a.json", "a.json"),
            (".//./a/./b", "a/./b"),
            ("../a", "../a"),
            ("/a/b", "/a/b"),
            (".", "."),
            ("./", "."),
        ] {
            assert_eq!(shown(Path::new(given)), expected, "{given}");
        }
    }

    #[test]
    fn an_identity_has_the_path_from_its_base() {
        for (base, given, expected) in [
            ("/home/me", "a/b", "a/b"),
            ("/home/me", "./a/../b", "b"),
            ("/home", "b", "me/b"),
            ("/home/me/policy", "a/b", "../a/b"),
            ("/home/me/policy", "/home/me/policy/b", "b"),
            ("/", "b", "home/me/b"),
        ] {
            let path = identity_path(Path::new(base), Path::new("/home/me"), Path::new(given));
            assert_eq!(path, expected, "{given} from {base}");
        }
    }

    #[test]
    fn a_path_is_made_relative_by_names_alone() {
        for (given, expected) in [
            ("a", "a"),
            ("./a/../b", "b"),
            ("/home/me/x", "x"),
            ("/home/you/x", "../you/x"),
            ("../../../../x", "../../x"),
            ("/home/me", ""),
        ] {
            assert_eq!(relative_to(Path::new("/home/me"), Path::new(given)), Path::new(expected), "{given}");
        }
    }
}
