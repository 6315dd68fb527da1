//! Paths as relative URI references (RFC 3986).

use std::path::Path;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};

use super::log::{ArtifactLocation, SOURCE_ROOT};

/// Everything but the unreserved characters (RFC 3986, 2.3): a `:` in the first segment would make it a scheme.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A path as the place of a file below the root of the sources.
pub fn artifact(path: &Path) -> ArtifactLocation {
    ArtifactLocation { uri: relative(path), uri_base_id: SOURCE_ROOT }
}

/// A relative path as a reference; bytes that are no UTF-8 are encoded as they are.
pub fn relative(path: &Path) -> String {
    let names = path.iter().map(|name| percent_encode(name.as_encoded_bytes(), RESERVED).to_string());
    names.collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_plain_name_is_encoded() {
        for (path, expected) in [
            ("clients/web-1_a~b.json", "clients/web-1_a~b.json"),
            ("../x y.json", "../x%20y.json"),
            ("::error title=x::y/bad.json", "%3A%3Aerror%20title%3Dx%3A%3Ay/bad.json"),
            ("é#?%41.json", "%C3%A9%23%3F%2541.json"),
            ("<stdin>", "%3Cstdin%3E"),
        ] {
            assert_eq!(relative(Path::new(path)), expected);
        }
    }

    #[cfg(unix)]
    #[test]
    fn bytes_that_are_no_text_are_kept() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;
        assert_eq!(relative(Path::new(OsStr::from_bytes(b"a\xffb"))), "a%FFb");
    }
}
