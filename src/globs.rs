//! Globs of settings and options: `**`, `*`, `?`, `[…]`, `{a,b}` over a whole path, from a directory that they are for.

use std::path::PathBuf;

use globset::{Glob, GlobBuilder, GlobMatcher, GlobSet, GlobSetBuilder};

/// A list of globs.
///
/// `*` and `?` stay within one name. The extension is compared without case, as Windows and its archives write it.
#[derive(Clone, Debug)]
pub struct Globs {
    patterns: Vec<String>,
    set: Set,
}

#[derive(Clone, Debug)]
enum Set {
    /// Every file with this extension, in small letters: the usual case, for which no expression is compiled.
    Extension(String),
    Patterns(GlobSet),
}

/// Globs and the directory that their paths begin in.
#[derive(Clone, Debug)]
pub struct Anchored {
    /// The absolute path of the directory: that of the configuration file, or the working directory for options. Empty
    /// for globs that match anywhere, as the default of `include` does.
    pub base: PathBuf,
    /// The globs.
    pub globs: Globs,
}

/// A pattern that is no glob.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GlobError {
    /// The pattern.
    pub pattern: String,
    /// What is wrong with it.
    pub reason: String,
}

impl Globs {
    /// The globs of `patterns`.
    ///
    /// # Errors
    /// The first pattern that is no glob.
    pub fn new(patterns: &[String]) -> Result<Self, GlobError> {
        let patterns = patterns.to_vec();
        if let [only] = &patterns[..]
            && let Some(extension) = only.strip_prefix("**/*.").filter(|extension| is_plain(extension))
        {
            return Ok(Self { set: Set::Extension(extension.to_ascii_lowercase()), patterns });
        }
        let mut builder = GlobSetBuilder::new();
        for pattern in &patterns {
            builder.add(glob(&small_extension(pattern)).map_err(|reason| error(pattern, reason))?);
        }
        let set = builder.build().map_err(|failure| error(&patterns.join(", "), failure.to_string()))?;
        Ok(Self { set: Set::Patterns(set), patterns })
    }

    /// Every file with this extension, a word of letters and digits, in any directory.
    pub fn of_extension(extension: &str) -> Self {
        Self { set: Set::Extension(extension.to_ascii_lowercase()), patterns: vec![format!("**/*.{extension}")] }
    }

    /// The patterns as they were given.
    pub fn patterns(&self) -> &[String] {
        &self.patterns
    }

    /// The first pattern that `path`, with `/` between its names, matches.
    pub fn matching(&self, path: &str) -> Option<&str> {
        let index = match &self.set {
            Set::Extension(wanted) => {
                let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
                let (_, extension) = name.rsplit_once('.')?;
                extension.eq_ignore_ascii_case(wanted).then_some(0)
            }
            Set::Patterns(set) if set.is_empty() => None,
            Set::Patterns(set) => set.matches(small_extension(path)).into_iter().min(),
        };
        self.patterns.get(index?).map(String::as_str)
    }
}

/// One glob of the command line.
///
/// # Errors
/// When it is none.
pub fn matcher(pattern: &str) -> Result<GlobMatcher, String> {
    glob(pattern).map(|glob| glob.compile_matcher())
}

/// Whether `word` could be a glob, and not only the name of a file.
pub fn looks_like_glob(word: &str) -> bool {
    word.contains(['*', '?', '[', '{'])
}

fn glob(pattern: &str) -> Result<Glob, String> {
    let built = GlobBuilder::new(pattern).literal_separator(true).backslash_escape(true).build();
    built.map_err(|error| error.kind().to_string())
}

fn error(pattern: &str, reason: String) -> GlobError {
    GlobError { pattern: pattern.to_owned(), reason }
}

/// Letters and digits only, so that nothing in it is a glob.
fn is_plain(extension: &str) -> bool {
    !extension.is_empty() && extension.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// The path or pattern with its extension in small letters.
fn small_extension(path: &str) -> String {
    let start = path.rfind('/').map_or(0, |slash| slash + 1);
    match path[start..].rsplit_once('.') {
        Some((stem, extension)) if is_plain(extension) => {
            format!("{}{stem}.{}", &path[..start], extension.to_ascii_lowercase())
        }
        _ => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(patterns: &[&str], path: &str, expected: Option<&str>) {
        let patterns: Vec<_> = patterns.iter().map(|&pattern| pattern.to_owned()).collect();
        assert_eq!(Globs::new(&patterns).expect("globs").matching(path), expected, "{patterns:?} {path}");
    }

    #[test]
    fn an_extension_is_matched_at_any_depth_and_in_any_case() {
        for path in ["a.json", "a/b.json", "a/b/C.JSON", ".json", "../a.Json"] {
            check(&["**/*.json"], path, Some("**/*.json"));
            check(&["**/*.json", "x"], path, Some("**/*.json"));
        }
        for path in ["json", "a.json5", "a.json/b", ""] {
            check(&["**/*.json"], path, None);
            check(&["**/*.json", "x"], path, None);
        }
    }

    #[test]
    fn a_pattern_is_for_the_whole_path_and_a_star_for_one_name() {
        check(&["*.json"], "a.json", Some("*.json"));
        check(&["*.json"], "a/b.json", None);
        check(&["b", "a/*/c.{json,yaml}"], "a/b/c.yaml", Some("a/*/c.{json,yaml}"));
        check(&["a/**"], "a/b/c", Some("a/**"));
        check(&["a?[0-9]"], "ab7", Some("a?[0-9]"));
    }

    #[test]
    fn no_pattern_matches_nothing() {
        check(&[], "a.json", None);
    }

    #[test]
    fn what_is_no_glob_is_named() {
        let error = Globs::new(&["a".to_owned(), "[".to_owned()]).expect_err("no glob");
        assert_eq!(error.pattern, "[");
    }
}
