//! The paths that services know a file by: code hosts show findings beside the lines of a repository, and a path that is
//! relative to anything else than what they expect leads nowhere.

use std::path::{Path, PathBuf};

use super::run::File;

/// Where a file lies for each of these services.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostPaths {
    /// From the root of the repository, with links followed, since code scanning cannot show a link.
    pub repository: PathBuf,
    /// From the workspace of GitHub Actions.
    pub workspace: String,
    /// From the project's directory in a job of GitLab.
    pub project: String,
}

impl HostPaths {
    /// The same path everywhere: of what is no file, or when nobody knows better.
    pub fn all(path: &str) -> Self {
        Self { repository: path.into(), workspace: path.to_owned(), project: path.to_owned() }
    }
}

impl File {
    /// The path from the root of the repository; as given where that was not looked for.
    pub(super) fn in_repository(&self) -> &Path {
        self.hosted_as.as_ref().map_or(Path::new(&self.path), |paths| &paths.repository)
    }

    /// The path from the workspace of GitHub Actions.
    pub(super) fn in_workspace(&self) -> &str {
        self.hosted_as.as_ref().map_or(&self.path, |paths| &paths.workspace)
    }

    /// The path from the project's directory of GitLab.
    pub(super) fn in_project(&self) -> &str {
        self.hosted_as.as_ref().map_or(&self.path, |paths| &paths.project)
    }
}
