//! From options to settings: the same for every command that has rules.

use super::arguments::{Choosing, Form, Judging, SettingsOptions, WishOptions};
use super::refusal::Refusal;
use crate::expr::near_names;
use crate::report::ErrorKind;
use crate::report::appearance::Wishes;
use crate::rule::load::did_you_mean;
use crate::rule::{RuleSet, profile};
use crate::settings::{Origin, Settings, Sourced};

/// The settings that `options` ask for, over the defaults. What cannot be understood is noted.
///
/// `--set` comes last, after `more`, the options of one command: it is the most particular.
pub fn settings(
    options: &SettingsOptions,
    rules: &RuleSet<'_>,
    refusals: &mut Vec<Refusal>,
    more: impl FnOnce(&mut Settings, &mut Vec<Refusal>),
) -> Settings {
    let mut settings = Settings::default();
    if let Some(name) = &options.profile {
        if profile::NAMES.contains(&name.as_str()) {
            settings.profile = Sourced::new(name.clone(), Origin::Flag("--profile"));
        } else {
            refusals.push(unknown_profile(name));
        }
    }
    settings.operation = options.operation.unwrap_or(settings.operation);
    settings.client_type = options.client_type.unwrap_or(settings.client_type);
    more(&mut settings, refusals);
    for assignment in &options.set {
        if let Err(error) = settings.assign(assignment, rules) {
            refusals.push(Refusal::new(ErrorKind::Config, error.what()).help(error.help()));
        }
    }
    settings
}

/// Takes what only commands that check can be told.
pub fn of_check(settings: &mut Settings, refusals: &mut Vec<Refusal>, choosing: &Choosing, judging: &Judging) {
    if let Some(Form::Of(operation)) = choosing.reading.form {
        if settings.operation.is_some_and(|other| other != operation) {
            let message = format!("--as {} and --operation contradict each other", operation.name());
            refusals.push(Refusal::usage(message).help("leave one of them out".to_owned()));
        }
        settings.operation = Some(operation);
    }
    settings.fail_on = judging.fail_on.unwrap_or(settings.fail_on);
    let files = &choosing.files;
    settings.files.exclude.extend(files.exclude.iter().cloned());
    settings.files.hidden |= files.hidden;
    settings.files.respect_gitignore &= !files.no_ignore;
}

fn unknown_profile(name: &str) -> Refusal {
    let near = did_you_mean(&near_names(name, profile::NAMES));
    let known = || format!("the profiles are {}", profile::NAMES.join(", "));
    Refusal::usage(format!("unknown profile `{name}`")).help(near.unwrap_or_else(known))
}

/// How text is to look.
pub fn wishes(options: &WishOptions) -> Wishes {
    Wishes {
        color: options.color,
        hyperlinks: options.hyperlinks,
        charset: options.charset.flatten(),
        width: options.width,
    }
}
