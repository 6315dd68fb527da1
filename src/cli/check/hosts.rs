//! What the paths of hosted reports are relative to, and the path of each file from there.

use std::env;
use std::path::{Path, PathBuf};

use crate::report::HostPaths;
use crate::untrusted::STDIN;
use crate::walk::{absolute, real, relative_to, shown};

/// The directories of this run.
#[derive(Debug)]
pub struct Hosts {
    current: PathBuf,
    repository: Base,
    workspace: Base,
    project: Base,
}

/// A directory that paths may be relative to, by each of its names: services name it through links, and the system says
/// where these lead.
#[derive(Debug, Default)]
struct Base(Vec<PathBuf>);

impl Hosts {
    /// The directories around `current`: the nearest upward that holds `.git`, and those that the services name.
    pub fn around(current: &Path) -> Self {
        let repository = current.ancestors().find(|directory| directory.join(".git").exists());
        let variable = |name| Base::new(env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute()));
        Self {
            current: current.to_owned(),
            repository: Base::new(repository.map(Path::to_owned)),
            workspace: variable("GITHUB_WORKSPACE"),
            project: variable("CI_PROJECT_DIR"),
        }
    }

    /// The paths of the file that was opened by `path`.
    pub fn paths(&self, path: &Path) -> HostPaths {
        if path == Path::new(STDIN) {
            return HostPaths::all(STDIN);
        }
        let named = absolute(&self.current, path);
        let target = real(&named).unwrap_or_else(|| named.clone());
        HostPaths {
            repository: self.from(&self.repository, [&target]),
            workspace: shown(&self.from(&self.workspace, [&named, &target])),
            project: shown(&self.from(&self.project, [&named, &target])),
        }
    }

    /// The first of `names` that lies in `base`, from there; else the first from the current directory.
    fn from<const N: usize>(&self, base: &Base, names: [&PathBuf; N]) -> PathBuf {
        let within = names.iter().find_map(|name| base.within(name));
        within.unwrap_or_else(|| names.first().map(|name| relative_to(&self.current, name)).unwrap_or_default())
    }
}

impl Base {
    fn new(directory: Option<PathBuf>) -> Self {
        let real = directory.as_deref().and_then(real);
        Self(directory.into_iter().chain(real).collect())
    }

    fn within(&self, path: &Path) -> Option<PathBuf> {
        self.0.iter().find_map(|base| path.strip_prefix(base).ok()).map(Path::to_owned)
    }
}
