//! The program as people run it: a command line, the files around it, and what it prints and answers.
//!
//! The cases are data, in the `*.toml` files beside this one; `acceptance.toml` has those of the interface contract. A
//! command is run by bash in a directory of its own, where `C` stands for `coglint check --only redirect-http`.

#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "these tests are about files and processes")]

mod baseline_schema;
mod cases;
mod documents;
mod hosted;
mod interrupted;
mod kestrel;
mod killed;
mod pseudo_terminal;
mod special_files;
mod terminal;

use std::fs;
use std::io::Write;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// The program under test.
const PROGRAM: &str = env!("CARGO_BIN_EXE_coglint");

/// A user without rights, as which a case runs that is not for root.
const NOBODY: u32 = 65534;

/// A directory with files, in which commands are run.
pub struct Place {
    directory: TempDir,
}

/// What a command printed and answered.
#[derive(Debug)]
pub struct Answer {
    pub stdout: String,
    pub stderr: String,
    pub status: Option<i32>,
}

impl Place {
    /// An empty one.
    pub fn new() -> Self {
        let directory = tempfile::tempdir().expect("a temporary directory can be made");
        // Temporary directories are for their owner only, who may not be the one who runs the command.
        fs::set_permissions(directory.path(), fs::Permissions::from_mode(0o755)).expect("it is ours");
        Self { directory }
    }

    /// With files of [`known`] names, in directories that are made.
    pub fn with<'f>(files: impl IntoIterator<Item = &'f str>) -> Self {
        let place = Self::new();
        for file in files {
            let name = Path::new(file).file_name().and_then(|name| name.to_str()).expect("a file has a name");
            place.write(file, known(name));
        }
        place
    }

    pub fn path(&self) -> &Path {
        self.directory.path()
    }

    pub fn write(&self, file: &str, text: impl AsRef<[u8]>) {
        let path = self.path().join(file);
        fs::create_dir_all(path.parent().expect("a file is in a directory")).expect("directories can be made");
        fs::write(path, text).expect("files can be written");
    }

    pub fn read(&self, file: &str) -> String {
        fs::read_to_string(self.path().join(file)).expect("the file is there")
    }

    /// The command, with nothing of the environment of the tests but the path.
    pub fn command(&self, script: &str) -> Command {
        let folder = Path::new(PROGRAM).parent().expect("the program is in a directory");
        let path = std::env::var("PATH").unwrap_or_default();
        let mut command = Command::new("bash");
        let prelude = "set -o pipefail; C() { coglint check --only redirect-http \"$@\"; }";
        command.args(["-c", &format!("{prelude}\n{script}")]).current_dir(self.path()).env_clear();
        command.env("PATH", format!("{}:{path}", folder.display()));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Runs `script` with `input` on standard input.
    pub fn run(&self, script: &str, input: &[u8]) -> Answer {
        answer(self.command(script), input)
    }

    /// Runs `script` as somebody for whom rights count.
    pub fn run_without_rights(&self, script: &str) -> Answer {
        let mut command = self.command(script);
        let are_root = fs::metadata(self.path()).expect("it is there").uid() == 0;
        if are_root {
            // The program may lie where nobody else may look.
            let tools = tempfile::tempdir().expect("a temporary directory can be made");
            fs::set_permissions(tools.path(), fs::Permissions::from_mode(0o755)).expect("it is ours");
            fs::copy(PROGRAM, tools.path().join("coglint")).expect("the program can be copied");
            let path = std::env::var("PATH").unwrap_or_default();
            command.env("PATH", format!("{}:{path}", tools.path().display())).uid(NOBODY).gid(NOBODY);
            give(self.path());
            return answer(command, b"");
        }
        answer(command, b"")
    }
}

/// Gives a directory and all in it to the user without rights.
fn give(path: &Path) {
    for entry in walkdir::WalkDir::new(path) {
        let entry = entry.expect("it can be walked");
        chown(entry.path(), Some(NOBODY), Some(NOBODY)).expect("root can give files away");
    }
}

fn answer(mut command: Command, input: &[u8]) -> Answer {
    let mut child = command.spawn().expect("bash can be run");
    // Who does not read its input makes this fail.
    let _ = child.stdin.take().expect("it is piped").write_all(input);
    let output = child.wait_with_output().expect("it ends");
    Answer {
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        status: output.status.code(),
    }
}

/// The file of the contract's samples, which it calls `bad.json`.
pub const BAD: &str = r#"{
  "UserPoolId": "eu-west-1_Ab12Cd34E",
  "ClientId": "1example23456789",
  "AllowedOAuthFlowsUserPoolClient": true,
  "AllowedOAuthFlows": ["code"],
  "AllowedOAuthScopes": ["openid", "Email"],
  "CallbackURLs": [
    "https://shop.acme-retail.com/cb",
    "http://shop.acme-retail.com/cb"
  ]
}
"#;

/// The files that the contract knows by name.
pub fn known(name: &str) -> String {
    let bad = BAD;
    match name {
        "bad.json" => bad.to_owned(),
        "ok.json" => bad.replace("http://", "https://").replace("Email", "email"),
        "other.json" => r#"{"name":"x"}"#.to_owned(),
        "broken.json" => r#"{"UserPoolId": "eu-west-1_Abc123xyz","#.to_owned(),
        "esc.json" => bad
            .replace("http://shop.acme-retail.com/cb", r"http://a.example/\u001b[31m\u202e##[error]x")
            .replace("  \"ClientId\"", "  \"\\u001b]8;;x\\u0007::error::y\": 1,\n  \"ClientId\""),
        "secret.json" => secret("S3cr3tS3cr3tS3cr3tS3cr3t"),
        "big.json" => bad.replacen('{', &format!("{{{}", " ".repeat(2 << 20)), 1),
        "implicit.json" => bad.replace("\"code\"", "\"code\", \"implicit\""),
        other => panic!("no file is known as {other}"),
    }
}

/// A create request on one line that holds a secret twice.
pub fn secret(secret: &str) -> String {
    format!(
        r#"{{"UserPoolId": "eu-west-1_Ab12Cd34E", "ClientName": "web", "client_secret": "{secret}", "ClientSecret": "{secret}", "AllowedOAuthFlowsUserPoolClient": true, "AllowedOAuthFlows": ["code"], "AllowedOAuthScopes": ["openid"], "CallbackURLs": ["http://shop.acme-retail.com/cb"]}}"#
    )
}

/// The files of this directory with that ending.
fn data_files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/cli");
    let entries = fs::read_dir(folder).expect("the cases are there");
    let mut files: Vec<_> = entries.map(|entry| entry.expect("the entries can be read").path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    files
}
