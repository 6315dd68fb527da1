//! Addresses of documents, and the paths that they are about.

use std::path::{Path, PathBuf};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::protocol::Uri;
use crate::walk;

/// What stands in a path as it is (RFC 3986, section 3.3), and the slash between names.
const IN_PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// The path of a document, an absolute one. What lies in no file, such as a document that was never saved, is treated as a
/// file of its name in `working_directory`.
pub fn path_of(uri: &Uri, working_directory: &Path) -> PathBuf {
    if let Some(path) = file_path(uri) {
        return walk::absolute(working_directory, &path);
    }
    let name = uri.0.rsplit(['/', ':']).next().unwrap_or_default();
    walk::absolute(working_directory, Path::new(&*percent_decode_str(name).decode_utf8_lossy()))
}

/// The path of an address of a file.
pub fn file_path(uri: &Uri) -> Option<PathBuf> {
    let rest = uri.0.strip_prefix("file://")?;
    // A host before the path, if there is one, is this machine.
    let path = &rest[rest.find('/')?..];
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let decoded = percent_decode_str(path);
    Some(of_bytes(decoded.collect()))
}

#[cfg(unix)]
fn of_bytes(bytes: Vec<u8>) -> PathBuf {
    let name: std::ffi::OsString = std::os::unix::ffi::OsStringExt::from_vec(bytes);
    name.into()
}

#[cfg(not(unix))]
fn of_bytes(bytes: Vec<u8>) -> PathBuf {
    let text = String::from_utf8_lossy(&bytes).into_owned();
    // `/c:/x` is `c:/x`.
    let is_drive = text.as_bytes().get(2) == Some(&b':');
    PathBuf::from(if is_drive { text[1..].to_owned() } else { text })
}

/// The address of the file at `path`, an absolute one.
pub fn of_path(path: &Path) -> Uri {
    let text = if cfg!(windows) { path.to_string_lossy().replace('\\', "/") } else { String::new() };
    let bytes = if cfg!(windows) { text.as_bytes() } else { path.as_os_str().as_encoded_bytes() };
    let slash = if bytes.starts_with(b"/") { "" } else { "/" };
    let encoded = match std::str::from_utf8(bytes) {
        Ok(text) => utf8_percent_encode(text, IN_PATH).to_string(),
        Err(_) => percent_encoding::percent_encode(bytes, IN_PATH).to_string(),
    };
    Uri(format!("file://{slash}{encoded}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(uri: &str, path: &str) {
        assert_eq!(path_of(&Uri(uri.to_owned()), Path::new("/work")), Path::new(path), "{uri}");
    }

    #[test]
    #[cfg(unix)]
    fn an_address_is_about_a_path() {
        check("file:///a/b%20c.json", "/a/b c.json");
        check("file://localhost/a/%C3%A9.json", "/a/é.json");
        check("file:///a/./b/../c.json", "/a/c.json");
        check("untitled:Untitled-1", "/work/Untitled-1");
        check("vscode-notebook-cell:/x/y.json", "/work/y.json");
    }

    #[test]
    #[cfg(unix)]
    fn a_path_survives_the_way_there_and_back() {
        for path in ["/a/b c.json", "/é#?%/😀.json", "/plain/a-b_c.~1"] {
            assert_eq!(file_path(&of_path(Path::new(path))).as_deref(), Some(Path::new(path)));
        }
    }
}
