//! The structure of the crate: modules only use what stands to their left, and the core touches nothing outside.

use std::fs;
use std::path::Path;

use walkdir::WalkDir;

/// From left to right; modules in one row do not know each other. `docs/architecture.md` says what each is for.
const LAYERS: &[&[&str]] = &[
    &["source", "bake"],
    &["json", "value"],
    &["finding"],
    &["secret", "untrusted", "schema", "expr", "globs", "patch"],
    &["request", "toml_table", "identity"],
    &["rule"],
    &["settings", "suppress"],
    &["lint", "config"],
    &["baseline", "fix"],
    &["selftest", "report"],
    &["page"],
    &["walk"],
    &["cli"],
    &["lsp"],
];

/// The modules that may touch files, the environment and the terminal.
const OUTSIDE: [&str; 3] = ["walk", "cli", "lsp"];

#[test]
fn imports_point_left() {
    for (path, text) in sources() {
        let module = module_of(&path);
        for used in used_modules(&text).filter(|used| *used != module) {
            assert!(
                layer(used) < layer(&module),
                "{path}: `{module}` uses `{used}`, which does not stand to its left. Move what they share to the left of \
                 both, or pass a value in."
            );
        }
    }
}

#[test]
fn every_module_has_a_place() {
    let library = fs::read_to_string("src/lib.rs").expect("the library has a root");
    for module in library.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')) {
        layer(module);
    }
}

/// The page draws the row that the code is held to.
#[test]
fn the_page_has_the_same_layers() {
    let row = LAYERS.iter().map(|layer| layer.join(" ")).collect::<Vec<_>>().join(" ← ");
    let page = fs::read_to_string("docs/architecture.md").expect("the page is there");
    assert!(page.contains(&format!("\n`{row}`\n")), "docs/architecture.md draws another row than `{row}`");
    for module in LAYERS.iter().flat_map(|layer| layer.iter()) {
        assert!(page.contains(&format!("**{module}**")), "docs/architecture.md says nothing of `{module}`");
    }
}

#[test]
fn the_page_says_what_each_dependency_is_for() {
    let page = fs::read_to_string("docs/architecture.md").expect("the page is there");
    let (_, table) = page.split_once("## Dependencies").expect("the page has a table of dependencies");
    let named = |line: &str| line.split(" | ").next().unwrap_or_default().to_owned();
    let named: String = table.lines().filter(|line| line.starts_with("| `")).map(named).collect();
    let manifest = fs::read_to_string("Cargo.toml").expect("there is a manifest");
    let mut is_dependency = false;
    for line in manifest.lines() {
        if line.starts_with('[') {
            is_dependency = line.ends_with("dependencies]");
        } else if let Some((name, _)) = line.split_once(" = ").filter(|_| is_dependency && !line.starts_with('#')) {
            assert!(named.contains(&format!("`{name}`")), "docs/architecture.md does not say what `{name}` is for");
        }
    }
}

#[test]
fn the_core_touches_nothing_outside() {
    const OUTWARD: [&str; 5] = ["std::fs", "std::env::", "std::process", "std::net::Tcp", "SystemTime::now"];
    for (path, text) in sources().filter(|(path, _)| !OUTSIDE.contains(&&*module_of(path)) && path != "src/main.rs") {
        for outward in OUTWARD {
            assert!(!text.contains(outward), "{path} uses `{outward}`: only {} do", OUTSIDE.join(" and "));
        }
    }
}

/// The sources of the crate below its root, with their paths.
fn sources() -> impl Iterator<Item = (String, String)> {
    let files = WalkDir::new("src").sort_by_file_name().into_iter().map(|entry| entry.expect("src can be walked"));
    files.filter(|entry| entry.path().extension().is_some_and(|extension| extension == "rs")).filter_map(|entry| {
        let path = entry.path().to_string_lossy().into_owned();
        (path != "src/lib.rs").then(|| (path, fs::read_to_string(entry.path()).expect("a source can be read")))
    })
}

/// The top-level module that a file belongs to.
fn module_of(path: &str) -> String {
    let first = Path::new(path).components().nth(1).expect("a path below src");
    first.as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned()
}

/// The top-level modules that a text names as `crate::…`, comments and tests apart.
fn used_modules(text: &str) -> impl Iterator<Item = &str> {
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.flat_map(|line| line.split("crate::").skip(1)).filter_map(|rest| {
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(rest.len());
        let name = &rest[..end];
        LAYERS.iter().flat_map(|row| row.iter()).any(|module| *module == name).then_some(name)
    })
}

fn layer(module: &str) -> usize {
    if module == "main" {
        return LAYERS.len();
    }
    let at = LAYERS.iter().position(|row| row.contains(&module));
    at.unwrap_or_else(|| panic!("the module `{module}` has no place in LAYERS: decide what it may use"))
}
