//! `coglint init`: a configuration to begin with.

use std::fs::OpenOptions;
use std::io::{self, Write};

use super::arguments::InitArguments;
use super::console::Console;
use super::refusal::Refusal;
use super::{NO_VERDICT, PASS, settings, tool};
use crate::config::NAMES;
use crate::config::template::template;
use crate::report::ErrorKind;
use crate::walk::reason;

/// Runs the command and gives the exit code.
pub fn run(arguments: &InitArguments, console: &mut Console) -> u8 {
    console.wishes = settings::wishes(&arguments.wishes);
    match write(&arguments.profile) {
        Ok(()) => {
            console.note(&format!("wrote {}; coglint config check says whether it is well", NAMES[0]));
            PASS
        }
        Err(refusal) => {
            console.refuse(&refusal);
            NO_VERDICT
        }
    }
}

fn write(profile: &str) -> Result<(), Refusal> {
    let refusal = |message: String, name: &str| Refusal::new(ErrorKind::Output, message).about(name);
    for name in NAMES {
        if std::path::Path::new(name).symlink_metadata().is_ok() {
            let help = "it is left as it is; coglint config shows what it does".to_owned();
            return Err(refusal(format!("{name} exists already"), name).help(help));
        }
    }
    let text = template(profile, tool::published_schema("config-1").as_deref());
    let write = || -> io::Result<()> {
        let mut file = OpenOptions::new().write(true).create_new(true).open(NAMES[0])?;
        file.write_all(text.as_bytes())
    };
    write().map_err(|error| refusal(format!("cannot write {}: {}", NAMES[0], reason(&error)), NAMES[0]))
}
