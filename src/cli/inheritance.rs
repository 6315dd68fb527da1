//! A configuration file and all that it inherits from, each read once and put in order.
//!
//! What a file says goes over what it inherits, and of two files that it inherits from the later one is stronger, with all
//! that it brings. A file that is reached on several ways counts once, where it is strongest.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::refusal::Refusal;
use super::settings::shown_from;
use crate::config::{Error, ErrorKind, Plain};
use crate::source::SourceFile;
use crate::walk;

/// How many files may inherit from one another in a row.
const LONGEST_CHAIN: usize = 32;

/// One configuration file.
#[derive(Debug)]
pub struct Layer {
    /// The file.
    pub source: Arc<SourceFile>,
    /// The directory that it lies in.
    pub directory: PathBuf,
    /// What it says, but for rules.
    pub plain: Plain,
}

/// The configuration at the absolute `path` after all that it inherits from, the weakest first. Every mistake is noted.
///
/// # Errors
/// Why the file itself cannot be read.
pub fn layers(path: &Path, working_directory: &Path, refusals: &mut Vec<Refusal>) -> Result<Vec<Layer>, String> {
    let mut reading = Reading { working_directory, refusals, files: Vec::new(), chain: Vec::new() };
    let first = reading.file(path, walk::real(path))?;
    let bases: Vec<_> = reading.files.iter().map(|file| file.bases.clone()).collect();
    let mut layers: Vec<_> = reading.files.into_iter().map(|file| file.layer).collect();
    Ok(weakest_first(&bases, first).into_iter().filter_map(|file| layers[file].take()).collect())
}

/// Files while they are read.
struct Reading<'r> {
    working_directory: &'r Path,
    refusals: &'r mut Vec<Refusal>,
    files: Vec<File>,
    /// The files that are being read, each because of the one before it.
    chain: Vec<usize>,
}

struct File {
    /// The path as it is shown.
    shown: String,
    /// The path without links, by which a file is known again.
    real: Option<PathBuf>,
    /// What it says, once it is read.
    layer: Option<Layer>,
    /// The files that it inherits from, the later ones stronger.
    bases: Vec<usize>,
}

impl Reading<'_> {
    fn file(&mut self, path: &Path, real: Option<PathBuf>) -> Result<usize, String> {
        let text = walk::read_text(path).map_err(|error| walk::reason(&error))?;
        let shown = shown_from(self.working_directory, path);
        let source = Arc::new(SourceFile { path: shown.clone(), text });
        let directory = path.parent().unwrap_or(path).to_owned();
        let (plain, mistakes) = Plain::read(&source, &directory);
        self.refusals.extend(mistakes.iter().map(|mistake| Refusal::config(&source, mistake)));
        let id = self.files.len();
        self.files.push(File { shown, real, layer: None, bases: Vec::new() });
        self.chain.push(id);
        for (base, span) in &plain.extends {
            match self.base(&walk::absolute(&directory, base)) {
                Ok(base) => self.files[id].bases.push(base),
                Err(kind) => self.refusals.push(Refusal::config(&source, &Error { span: *span, kind })),
            }
        }
        self.chain.pop();
        self.files[id].layer = Some(Layer { source, directory, plain });
        Ok(id)
    }

    /// The file at `path`, which the last one of the chain inherits from.
    fn base(&mut self, path: &Path) -> Result<usize, ErrorKind> {
        let real = walk::real(path);
        if let Some(known) = self.files.iter().position(|file| real.is_some() && file.real == real) {
            return match self.chain.iter().position(|file| *file == known) {
                Some(begin) => Err(self.circle(begin)),
                None => Ok(known),
            };
        }
        if self.chain.len() >= LONGEST_CHAIN {
            return Err(ErrorKind::LongChain(LONGEST_CHAIN));
        }
        self.file(path, real).map_err(|reason| {
            let path = shown_from(self.working_directory, path);
            ErrorKind::Unreadable { what: "configuration", path, reason }
        })
    }

    fn circle(&self, begin: usize) -> ErrorKind {
        let circle = self.chain[begin..].iter().chain([&self.chain[begin]]);
        ErrorKind::Cycle(circle.map(|file| self.files[*file].shown.clone()).collect())
    }
}

/// The files that `first` reaches, the weakest first, when `bases` says for each from which it inherits.
fn weakest_first(bases: &[Vec<usize>], first: usize) -> Vec<usize> {
    let mut strongest_first = Vec::new();
    gather(first, bases, &mut strongest_first);
    strongest_first.reverse();
    strongest_first
}

fn gather(file: usize, bases: &[Vec<usize>], strongest_first: &mut Vec<usize>) {
    // What was reached before stands there with all that it inherits from, and stronger than here.
    if strongest_first.contains(&file) {
        return;
    }
    strongest_first.push(file);
    bases[file].iter().rev().for_each(|base| gather(*base, bases, strongest_first));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    /// All files as often as they are reached: what the words of the documentation mean.
    fn expanded(file: usize, bases: &[Vec<usize>]) -> Vec<usize> {
        let mut all: Vec<_> = bases[file].iter().flat_map(|base| expanded(*base, bases)).collect();
        all.push(file);
        all
    }

    proptest! {
        #[test]
        fn a_file_counts_where_it_is_strongest(bases in vec(vec(any::<prop::sample::Index>(), 0..4), 1..8)) {
            // Each file inherits from some of those after it, so that there is no circle.
            let count = bases.len();
            let later = |(file, bases): (usize, &Vec<prop::sample::Index>)| -> Vec<usize> {
                let rest = count - file - 1;
                bases.iter().filter(|_| rest > 0).map(|base| file + 1 + base.index(rest)).collect()
            };
            let bases: Vec<_> = bases.iter().enumerate().map(later).collect();
            let all = expanded(0, &bases);
            let is_last = |(at, file): &(usize, &usize)| !all[at + 1..].contains(file);
            let expected: Vec<_> = all.iter().enumerate().filter(is_last).map(|(_, file)| *file).collect();
            prop_assert_eq!(weakest_first(&bases, 0), expected);
        }
    }
}
