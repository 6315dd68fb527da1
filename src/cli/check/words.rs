//! The paths that are checked, as they were given: on the command line and in a list.

use std::ffi::OsString;

use crate::cli::arguments::Choosing;
use crate::cli::refusal::Refusal;
use crate::walk;

/// The paths of the command line and of a list.
pub fn words(choosing: &Choosing, refusals: &mut Vec<Refusal>) -> Vec<OsString> {
    let mut words = choosing.paths.clone();
    let stdin_is_input = words.iter().any(|word| word == "-");
    if choosing.reading.stdin_filename.is_some() && !stdin_is_input {
        let message = "--stdin-filename names standard input, which is not read";
        refusals.push(Refusal::usage(message).help("give - as a path too, or leave the option out".to_owned()));
    }
    let Some(list) = &choosing.reading.files_from else {
        if words.is_empty() {
            words.push(".".into());
        }
        return words;
    };
    if stdin_is_input && list.as_os_str() == "-" {
        refusals.push(Refusal::usage("standard input cannot be both a list of paths and a request"));
        return words;
    }
    match walk::read_list(list) {
        Ok(bytes) => words.extend(paths_in(&bytes, choosing.reading.nul)),
        Err(error) => {
            let path = walk::shown(list);
            let message = format!("cannot read {path}: {}", walk::reason(&error));
            refusals.push(Refusal::input(&path, message));
        }
    }
    words
}

/// The paths of a list, one a line or each ended by NUL.
fn paths_in(bytes: &[u8], nul: bool) -> Vec<OsString> {
    let end = if nul { b'\0' } else { b'\n' };
    let lines = bytes.split(|byte| *byte == end);
    let lines = lines.map(|line| if nul { line } else { line.strip_suffix(b"\r").unwrap_or(line) });
    lines.filter(|line| !line.is_empty()).map(os_string).collect()
}

#[cfg(unix)]
fn os_string(bytes: &[u8]) -> OsString {
    std::os::unix::ffi::OsStringExt::from_vec(bytes.to_vec())
}

#[cfg(not(unix))]
fn os_string(bytes: &[u8]) -> OsString {
    String::from_utf8_lossy(bytes).into_owned().into()
}
