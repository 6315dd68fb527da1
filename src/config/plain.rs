//! The keys that can be understood before the rules are known.

use std::path::{Path, PathBuf};

use toml::de::DeValue;

use super::VERSION;
use super::error::{Error, ErrorKind};
use super::keys;
use super::reader::Reader;
use crate::finding::Severity;
use crate::globs::Anchored;
use crate::request::client::ClientType;
use crate::request::kind::Operation;
use crate::rule::profile;
use crate::settings::{ByteSize, Settings, Sourced};
use crate::source::{SourceFile, Span};
use crate::toml_table::{Errors, Item, Table, Text, parse};

/// What a file says of itself, of the files that are checked, and of what is declared for all of them.
#[derive(Clone, Debug, Default)]
pub struct Plain {
    /// The files that it inherits from, the later ones stronger, each with its place.
    pub extends: Vec<(PathBuf, Span)>,
    /// Directories of rule files, each with its place.
    pub rule_dirs: Vec<(Sourced<PathBuf>, Span)>,
    /// What is declared.
    pub declared: Declared,
    include: Option<Sourced<Anchored>>,
    exclude: Option<Sourced<Anchored>>,
    hidden: Option<Sourced<bool>>,
    respect_gitignore: Option<Sourced<bool>>,
    max_file_size: Option<Sourced<u64>>,
    redact: Vec<Sourced<String>>,
    baseline: Option<Sourced<PathBuf>>,
}

/// What is declared for all files of a configuration, or for those of an override.
#[derive(Clone, Debug, Default)]
pub struct Declared {
    profile: Option<Sourced<String>>,
    operation: Option<Sourced<Option<Operation>>>,
    client_type: Option<Sourced<Option<ClientType>>>,
    fail_on: Option<Sourced<Option<Severity>>>,
}

impl Plain {
    /// Reads `source`, which lies in `directory`, an absolute path; also the keys of the other step are known, so that
    /// what remains is unknown.
    pub fn read(source: &SourceFile, directory: &Path) -> (Self, Vec<Error>) {
        Self::read_by(Reader::new(source, directory))
    }

    pub(super) fn read_by(reader: Reader<'_>) -> (Self, Vec<Error>) {
        let errors = Errors::default();
        let root = parse(reader.text(), &errors);
        let table = Table::root(&root, keys::ROOT.within, &errors);
        if is_of_newer_version(&table, &reader) {
            // What else stands there, this program cannot know.
            return (Self::default(), reader.into_errors(Errors::default()));
        }
        let boolean = |key| table.item(key).and_then(|item| Some(reader.sourced(item.boolean()?, &item)));
        let globs = |key| table.item(key).and_then(|item| Some(reader.sourced(reader.globs(&item)?, &item)));
        let plain = Self {
            extends: extends(&table, &reader),
            rule_dirs: rule_dirs(&table, &reader),
            declared: Declared::read(&table, &reader),
            include: globs("include"),
            exclude: globs("exclude"),
            hidden: boolean("hidden"),
            respect_gitignore: boolean("respect-gitignore"),
            max_file_size: table.item("max-file-size").and_then(|item| file_size(&item, &reader)),
            redact: redact(&table, &reader),
            baseline: table.item("baseline").and_then(|item| baseline(&item, &reader)),
        };
        for key in ["rules", "overrides", "ignore"] {
            table.item(key);
        }
        table.finish();
        let mut mistakes = reader.into_errors(errors);
        // Where the text is no TOML its keys are a guess.
        if mistakes.iter().any(Error::is_syntax) {
            mistakes.retain(Error::is_syntax);
        }
        (plain, mistakes)
    }

    /// Puts what it says over what `settings` have: lists of globs take the place of others, `redact` and `rule-dirs` add
    /// to them.
    pub fn apply(&self, settings: &mut Settings) {
        self.declared.apply(settings);
        put(self.include.as_ref(), &mut settings.files.include);
        if let Some(exclude) = &self.exclude {
            settings.files.exclude = vec![exclude.clone()];
        }
        put(self.hidden.as_ref(), &mut settings.files.hidden);
        put(self.respect_gitignore.as_ref(), &mut settings.files.respect_gitignore);
        put(self.max_file_size.as_ref(), &mut settings.files.max_file_size);
        settings.redact.extend(self.redact.iter().cloned());
        settings.rule_dirs.extend(self.rule_dirs.iter().map(|(directory, _)| directory.clone()));
        settings.baseline = self.baseline.clone().or(settings.baseline.take());
    }
}

impl Declared {
    /// Reads what a table declares.
    pub(super) fn read(table: &Table<'_, '_>, reader: &Reader<'_>) -> Self {
        let profile = |name: &str| profile::NAMES.contains(&name).then(|| name.to_owned());
        let operation = |name: &str| or_none("auto", name, Operation::from_name);
        let client_type = |name: &str| or_none("auto", name, ClientType::from_name);
        let bar = |name: &str| or_none("never", name, Severity::from_name);
        let item = |key| table.item(key);
        Self {
            profile: item("profile").and_then(|item| reader.named("profile", &item, &keys::profiles(), profile)),
            operation: item("operation")
                .and_then(|item| reader.named("operation", &item, &keys::operations(), operation)),
            client_type: item("client-type")
                .and_then(|item| reader.named("client type", &item, &keys::client_types(), client_type)),
            fail_on: item("fail-on").and_then(|item| reader.named("severity", &item, &keys::bars(), bar)),
        }
    }

    /// Puts what is declared over what `settings` have.
    pub fn apply(&self, settings: &mut Settings) {
        put(self.profile.as_ref(), &mut settings.profile);
        put(self.operation.as_ref(), &mut settings.operation);
        put(self.client_type.as_ref(), &mut settings.client_type);
        put(self.fail_on.as_ref(), &mut settings.fail_on);
    }
}

/// `none` is a name too.
#[expect(clippy::option_option, reason = "the outer one is whether there is such a name")]
fn or_none<T>(none: &str, name: &str, from_name: impl Fn(&str) -> Option<T>) -> Option<Option<T>> {
    if name == none { Some(None) } else { from_name(name).map(Some) }
}

fn put<T: Clone>(value: Option<&Sourced<T>>, place: &mut Sourced<T>) {
    if let Some(value) = value {
        place.clone_from(value);
    }
}

/// Notes another version than the one that is known, and says whether it is a later one.
fn is_of_newer_version(table: &Table<'_, '_>, reader: &Reader<'_>) -> bool {
    let Some(item) = table.item("version") else { return false };
    let Some(version) = item.integer().filter(|version| *version != VERSION) else { return false };
    reader.error(item.span(), ErrorKind::Version(version));
    version > VERSION
}

/// One path or a list of paths.
fn extends(table: &Table<'_, '_>, reader: &Reader<'_>) -> Vec<(PathBuf, Span)> {
    let Some(item) = table.item("extends") else { return Vec::new() };
    let texts = match item.value() {
        DeValue::String(_) => item.text().and_then(|text| reader.full_text(text, "the path")).map(|text| vec![text]),
        DeValue::Array(_) => reader.full_texts(&item, "the path"),
        _ => item.wrong("a path or a list of paths"),
    };
    let path = |text: Text| {
        if text.text.contains("://") {
            reader.error(text.span, ErrorKind::Url(text.text));
            return None;
        }
        Some((reader.path_from_here(&text.text), text.span))
    };
    texts.into_iter().flatten().filter_map(path).collect()
}

fn rule_dirs(table: &Table<'_, '_>, reader: &Reader<'_>) -> Vec<(Sourced<PathBuf>, Span)> {
    let Some(item) = table.item("rule-dirs") else { return Vec::new() };
    let texts = reader.full_texts(&item, "the path").unwrap_or_default();
    texts.into_iter().map(|text| (reader.sourced(reader.path_from_here(&text.text), &item), text.span)).collect()
}

fn file_size(item: &Item<'_, '_>, reader: &Reader<'_>) -> Option<Sourced<u64>> {
    let written = match item.value() {
        DeValue::String(_) => item.text()?.text,
        DeValue::Integer(_) => item.integer()?.to_string(),
        _ => return item.wrong("a number of bytes or a text such as \"4MiB\""),
    };
    let Some(ByteSize(bytes)) = ByteSize::from_text(&written) else {
        reader.error(item.span(), ErrorKind::Size(written));
        return None;
    };
    Some(reader.sourced(bytes, item))
}

fn redact(table: &Table<'_, '_>, reader: &Reader<'_>) -> Vec<Sourced<String>> {
    let Some(item) = table.item("redact") else { return Vec::new() };
    let names = reader.full_texts(&item, "the name").unwrap_or_default();
    names.into_iter().map(|name| reader.sourced(name.text, &item)).collect()
}

fn baseline(item: &Item<'_, '_>, reader: &Reader<'_>) -> Option<Sourced<PathBuf>> {
    let path = reader.full_text(item.text()?, "the path")?;
    Some(reader.sourced(reader.path_from_here(&path.text), item))
}
