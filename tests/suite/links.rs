//! Every link inside of the documentation leads somewhere: to a file, and to a heading of it where it names one.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

use walkdir::WalkDir;

/// Where documentation stands: files and folders.
const ROOTS: [&str; 6] = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs", "rules", "fixtures"];

/// The Markdown files, with their texts.
fn pages() -> BTreeMap<PathBuf, String> {
    let entries =
        ROOTS.iter().flat_map(|root| WalkDir::new(root).into_iter().map(|entry| entry.expect("can be walked")));
    let files = entries.filter(|entry| entry.path().extension().is_some_and(|extension| extension == "md"));
    files.map(|file| (file.path().to_owned(), fs::read_to_string(file.path()).expect("a page is text"))).collect()
}

/// The lines of a page outside of its blocks of code.
fn prose(page: &str) -> impl Iterator<Item = &str> {
    let mut is_code = false;
    page.lines().filter(move |line| {
        let is_fence = line.trim_start().starts_with("```");
        is_code ^= is_fence;
        !is_code && !is_fence
    })
}

/// A line without what stands in backticks.
fn without_code(line: &str) -> String {
    line.split('`').step_by(2).collect()
}

/// The targets of the links of a page.
fn links(page: &str) -> Vec<String> {
    let of_line = |line: &str| -> Vec<String> {
        let line = without_code(line);
        line.split("](").skip(1).filter_map(|rest| Some(rest.split_once(')')?.0.to_owned())).collect()
    };
    prose(page).flat_map(of_line).collect()
}

/// The anchors of a page's headings, as GitHub makes them.
fn anchors(page: &str) -> Vec<String> {
    let headings =
        prose(page).filter_map(|line| line.trim_start_matches('#').strip_prefix(' ').filter(|_| line.starts_with('#')));
    let anchor = |heading: &str| -> String {
        let kept = heading.trim().chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        kept.flat_map(char::to_lowercase).map(|c| if c == ' ' { '-' } else { c }).collect()
    };
    headings.map(anchor).collect()
}

/// A path without `..` in it.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for component in path.components() {
        if component == Component::ParentDir {
            plain.pop();
        } else {
            plain.push(component);
        }
    }
    plain
}

/// What is wrong with a link on a page, when something is.
fn broken(page: &Path, link: &str, pages: &BTreeMap<PathBuf, String>) -> Option<String> {
    if link.starts_with("https://") {
        return None;
    }
    let (file, anchor) = link.split_once('#').map_or((link, None), |(file, anchor)| (file, Some(anchor)));
    let folder = page.parent().unwrap_or(Path::new(""));
    let target = if file.is_empty() { page.to_owned() } else { plain(&folder.join(file)) };
    if !target.exists() {
        return Some(format!("{}: {link} leads to nothing", page.display()));
    }
    let anchor = anchor?;
    let leads = pages.get(&target).is_some_and(|text| anchors(text).iter().any(|known| known == anchor));
    (!leads).then(|| format!("{}: {link} names no heading", page.display()))
}

#[test]
fn every_relative_link_resolves() {
    let pages = pages();
    let broken: Vec<String> = pages
        .iter()
        .flat_map(|(path, text)| links(text).into_iter().filter_map(|link| broken(path, &link, &pages)))
        .collect();
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn links_are_found_in_prose_only() {
    let page = "see [a](b.md), `[c](d)` and [e](f#g)\n```\n[h](i)\n```\n# It's `one` _two_\n## B-c d\n#no\n";
    assert_eq!(links(page), ["b.md", "f#g"]);
    assert_eq!(anchors(page), ["its-one-_two_", "b-c-d"]);
}

#[test]
fn a_link_to_nothing_is_found() {
    let pages = BTreeMap::from([(PathBuf::from("docs/facts.md"), "# Facts\n".to_owned())]);
    let check = |link: &str| broken(Path::new("docs/rules/x.md"), link, &pages).is_some();
    assert!(!check("../facts.md") && !check("../facts.md#facts") && !check("https://example.com"));
    assert!(check("facts.md") && check("../facts.md#rules") && check("../../nowhere.md"));
}
