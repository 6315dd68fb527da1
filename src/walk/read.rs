//! The bytes of one file.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::From;

/// Why the bytes are not there.
#[derive(Debug)]
pub enum ReadError {
    /// There are more than the limit.
    TooLarge,
    /// The system says no.
    Io(io::Error),
}

/// Puts the bytes into `buffer`, which is emptied first and can be used for one file after the other.
///
/// At most one byte more than `limit` is read, so nothing is asked about the file before it is opened, and a pipe or a
/// device that never ends does no harm.
///
/// # Errors
/// When the file cannot be read or is larger than `limit`.
pub fn read(from: &From, limit: u64, buffer: &mut Vec<u8>) -> Result<(), ReadError> {
    buffer.clear();
    let most = limit.saturating_add(1);
    let count = match from {
        From::Stdin => io::stdin().lock().take(most).read_to_end(buffer),
        From::File(path) => File::open(path).and_then(|file| file.take(most).read_to_end(buffer)),
    };
    match count {
        Ok(count) if count as u64 > limit => Err(ReadError::TooLarge),
        Ok(_) => Ok(()),
        Err(error) => Err(ReadError::Io(error)),
    }
}

/// The bytes of a list of paths; `-` is standard input.
///
/// # Errors
/// When it cannot be read.
pub fn read_list(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        io::stdin().lock().read_to_end(&mut bytes)?;
    } else {
        bytes = fs::read(path)?;
    }
    Ok(bytes)
}

/// The most bytes of a file that the run itself goes by.
const MOST_OF_TEXT: u64 = 64 << 20;

/// The text of a file that must be UTF-8, such as a configuration or a rule file.
///
/// # Errors
/// When it cannot be read, is no text, or has no end: a configuration can name others, and a device among them.
pub fn read_text(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    let count = File::open(path)?.take(MOST_OF_TEXT + 1).read_to_string(&mut text)?;
    if count as u64 > MOST_OF_TEXT {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(text)
}

/// The path without links, where something is there.
pub fn real(path: &Path) -> Option<PathBuf> {
    fs::canonicalize(path).ok()
}

/// What the system says, in words and without its number.
pub fn reason(error: &io::Error) -> String {
    let words = match error.kind() {
        io::ErrorKind::NotFound => "no such file or directory",
        io::ErrorKind::PermissionDenied => "permission denied",
        io::ErrorKind::IsADirectory => "it is a directory",
        io::ErrorKind::NotADirectory => "a part of the path is no directory",
        io::ErrorKind::StorageFull => "no space is left on the device",
        io::ErrorKind::InvalidData => "it is not UTF-8 text",
        io::ErrorKind::FileTooLarge => "it is too large",
        _ => {
            let text = error.to_string();
            let text = text.split(" (os error").next().unwrap_or_default();
            let mut characters = text.chars();
            let first = characters.next().map(|first| first.to_lowercase().to_string()).unwrap_or_default();
            return first + characters.as_str();
        }
    };
    words.to_owned()
}
