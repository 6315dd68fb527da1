//! Runs every case of the data files.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;

use super::{Answer, Place, data_files};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    case: Vec<Case>,
}

/// One command and what it must print and answer.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Case {
    /// What the case claims; those of the contract begin with their number.
    name: String,
    /// Files of known names, which may be in directories.
    #[serde(default)]
    given: Vec<String>,
    /// Other files, with their texts.
    #[serde(default)]
    files: BTreeMap<String, String>,
    command: String,
    #[serde(default)]
    stdin: Option<String>,
    #[serde(default)]
    env: BTreeMap<String, String>,
    /// Whether it is run as somebody for whom rights count.
    #[serde(default)]
    without_rights: bool,
    status: i32,
    /// The whole text, when it is given.
    stdout: Option<String>,
    stderr: Option<String>,
    /// Parts that the text must have.
    #[serde(default)]
    stdout_has: Vec<String>,
    #[serde(default)]
    stderr_has: Vec<String>,
    /// Parts that it must not have.
    #[serde(default)]
    stdout_lacks: Vec<String>,
    #[serde(default)]
    stderr_lacks: Vec<String>,
    /// Files that must be there afterwards, with their whole texts.
    #[serde(default)]
    leaves: BTreeMap<String, String>,
}

#[test]
fn every_case_behaves() {
    let mut failures = Vec::new();
    let mut count = 0;
    for path in data_files() {
        let text = fs::read_to_string(&path).expect("the cases can be read");
        let file: File = toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        for case in &file.case {
            count += 1;
            let stem = path.file_stem().unwrap_or_default().to_string_lossy();
            failures.extend(case.failure().map(|failure| format!("{stem}: {}\n{failure}", case.name)));
        }
    }
    assert!(count > 50, "the cases are there");
    assert!(failures.is_empty(), "{} of {count} cases\n\n{}", failures.len(), failures.join("\n"));
}

impl Case {
    /// What is not as it must be, with the whole answer.
    fn failure(&self) -> Option<String> {
        let place = Place::with(self.given.iter().map(String::as_str));
        self.files.iter().for_each(|(file, text)| place.write(file, text));
        let variables: Vec<_> = self.env.iter().map(|(name, value)| format!("export {name}='{value}'\n")).collect();
        let script = variables.concat() + &self.command;
        let answer = if self.without_rights {
            place.run_without_rights(&script)
        } else {
            // A case without input must not need any.
            let input = self.stdin.as_ref().map(|known| input(known)).unwrap_or_default();
            place.run(&script, input.as_bytes())
        };
        let mut wrong = self.wrong(&answer);
        let left = |file: &str| fs::read_to_string(place.path().join(file)).unwrap_or_else(|_| "no text".to_owned());
        let others = self.leaves.iter().map(|(file, text)| (file, text, left(file)));
        wrong.extend(
            others.filter(|(_, text, left)| left != *text).map(|(file, _, left)| format!("{file} holds {left:?}")),
        );
        let Answer { stdout, stderr, status } = &answer;
        (!wrong.is_empty()).then(|| {
            format!(
                "  {}\n--- $ {}\n--- stdout\n{stdout}--- stderr\n{stderr}--- {status:?}\n",
                wrong.join("\n  "),
                self.command
            )
        })
    }

    fn wrong(&self, answer: &Answer) -> Vec<String> {
        let mut wrong = Vec::new();
        if answer.status != Some(self.status) {
            wrong.push(format!("the status is not {}", self.status));
        }
        for (stream, got, whole, has, lacks) in [
            ("stdout", &answer.stdout, &self.stdout, &self.stdout_has, &self.stdout_lacks),
            ("stderr", &answer.stderr, &self.stderr, &self.stderr_has, &self.stderr_lacks),
        ] {
            if whole.as_ref().is_some_and(|whole| documented(whole) != *got) {
                wrong.push(format!("{stream} is not as it must be"));
            }
            wrong.extend(
                has.iter()
                    .filter(|part| !got.contains(&documented(part)))
                    .map(|part| format!("{stream} has not {part:?}")),
            );
            wrong
                .extend(lacks.iter().filter(|part| got.contains(&**part)).map(|part| format!("{stream} has {part:?}")));
        }
        wrong
    }
}

/// The text of a known file, or the text itself.
fn input(text: &str) -> String {
    let is_name = Path::new(text).extension().is_some_and(|extension| extension == "json") && !text.contains('\n');
    if is_name { super::known(text) } else { text.to_owned() }
}

/// The text in a build with published documentation, where the pages are linked.
fn documented(text: &str) -> String {
    match option_env!("COGLINT_DOCS_URL").filter(|url| !url.is_empty()) {
        Some(url) => text.replace("docs: coglint explain ", &format!("docs: {}/rules/", url.trim_end_matches('/'))),
        None => text.to_owned(),
    }
}
