//! `html`: one page that can be opened, forwarded and printed, and needs nothing else.
//!
//! `page.html` is the page and `style.css` its looks; [`page`] is what the templates ask. The page has no script and no
//! reference to anything outside but the pages of rules, and says so to the browser. Nothing in it depends on the
//! time, the terminal or the locale. [`escape`] makes text of everything that a template prints.

use std::io::{self, Write};

use askama::Template;

use super::appearance::Appearance;
use super::format::Format;
use super::run::Run;

mod escape;
mod excerpt;
mod files;
mod finding;
mod index;
mod page;
mod uncounted;

/// The format.
pub const FORMAT: Format =
    Format { name: "html", summary: "one page to open, forward and print", for_people: false, write };

fn write(run: &Run, _: &Appearance, out: &mut dyn Write) -> io::Result<()> {
    let sections = files::sections(run);
    page::Page::new(run, &sections).write_into(out)
}
