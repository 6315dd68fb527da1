//! How a text report looks, and how that is decided from options, environment and terminal.
//!
//! The decisions are pure: whoever calls reads the variables of [`VARIABLES`] and asks the stream what it is.

use std::collections::BTreeMap;

use crate::untrusted::Charset;

/// How one output looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Appearance {
    /// Whether the 16 basic colors are used.
    pub color: bool,
    /// Which characters are printed.
    pub charset: Charset,
    /// Columns of a line: frames are cut and sentences wrapped to it. 40 to 200.
    pub width: usize,
    /// Whether rule ids link to their pages (OSC 8).
    pub hyperlinks: bool,
    /// Bytes that stand in the file already, where the output is added to one.
    pub written_before: u64,
}

impl Appearance {
    /// Unicode without colors or links, 100 columns: what a pipe gets when nothing else is asked for.
    pub const PLAIN: Appearance = Appearance {
        color: false,
        charset: Charset::Unicode,
        width: DEFAULT_WIDTH,
        hyperlinks: false,
        written_before: 0,
    };
}

/// Columns of an output that is no terminal.
pub const DEFAULT_WIDTH: usize = 100;
/// Fewest and most columns that are used.
pub const WIDTHS: std::ops::RangeInclusive<usize> = 40..=200;

/// An option that is decided from the environment unless the user says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Choice {
    /// As the environment says.
    #[default]
    Auto,
    /// On.
    Always,
    /// Off.
    Never,
}

/// What the user asked for on the command line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    /// `--color`.
    pub color: Choice,
    /// `--hyperlinks`.
    pub hyperlinks: Choice,
    /// `--charset`; `None` is `auto`.
    pub charset: Option<Charset>,
    /// `--width`.
    pub width: Option<usize>,
}

/// The environment variables that count here.
pub const VARIABLES: [&str; 14] = [
    "NO_COLOR",
    "FORCE_COLOR",
    "CLICOLOR_FORCE",
    "CLICOLOR",
    "TERM",
    "FORCE_HYPERLINK",
    "LC_ALL",
    "LC_CTYPE",
    "LANG",
    "TERM_PROGRAM",
    "VTE_VERSION",
    "KONSOLE_VERSION",
    "WT_SESSION",
    "DOMTERM",
];

/// What is around one output stream.
#[derive(Clone, Debug, Default)]
pub struct Environment {
    /// The variables of [`VARIABLES`] that are set.
    pub variables: BTreeMap<String, String>,
    /// Whether the stream is a terminal.
    pub terminal: bool,
    /// How many columns the terminal has, where that is known.
    pub columns: Option<usize>,
    /// Whether this is Windows, whose terminals speak Unicode whatever the locale variables say.
    pub windows: bool,
}

impl Environment {
    /// The value of `name` when it is set and not empty.
    fn value(&self, name: &str) -> Option<&str> {
        self.variables.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// How the stream's output looks.
    pub fn appearance(&self, wishes: &Wishes) -> Appearance {
        let color = self.color(wishes.color);
        Appearance {
            color,
            charset: wishes.charset.unwrap_or_else(|| self.charset()),
            width: self.width(wishes.width),
            hyperlinks: self.hyperlinks(wishes.hyperlinks, color),
            written_before: 0,
        }
    }

    /// The first that says something: the option, `NO_COLOR`, the two that force, the two that refuse, the stream.
    fn color(&self, wish: Choice) -> bool {
        let forced = |name| self.value(name).is_some_and(|value| value != "0");
        match wish {
            Choice::Always => true,
            Choice::Never => false,
            Choice::Auto if self.value("NO_COLOR").is_some() => false,
            Choice::Auto if forced("FORCE_COLOR") || forced("CLICOLOR_FORCE") => true,
            Choice::Auto => self.terminal && self.value("TERM") != Some("dumb") && self.value("CLICOLOR") != Some("0"),
        }
    }

    /// ASCII when a locale is named and is not UTF-8. Where none is named nothing speaks against Unicode: most
    /// containers and CI jobs are like that, and their logs are UTF-8.
    fn charset(&self) -> Charset {
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(|name| self.value(name));
        let names_utf8 = |locale: &str| {
            let locale = locale.to_ascii_lowercase();
            locale.contains("utf-8") || locale.contains("utf8")
        };
        if self.windows || locale.is_none_or(names_utf8) { Charset::Unicode } else { Charset::Ascii }
    }

    fn width(&self, wish: Option<usize>) -> usize {
        let columns = self.columns.filter(|&columns| self.terminal && columns > 0);
        wish.or(columns).unwrap_or(DEFAULT_WIDTH).clamp(*WIDTHS.start(), *WIDTHS.end())
    }

    fn hyperlinks(&self, wish: Choice, color: bool) -> bool {
        match (wish, self.value("FORCE_HYPERLINK")) {
            (Choice::Always, _) => true,
            (Choice::Never, _) => false,
            (Choice::Auto, Some(force)) => force != "0",
            (Choice::Auto, None) => self.terminal && color && self.knows_hyperlinks(),
        }
    }

    /// Whether the terminal is one that is known to show OSC 8 links, and not to print them as rubbish.
    fn knows_hyperlinks(&self) -> bool {
        const PROGRAMS: [&str; 6] = ["iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "terminology"];
        const TERMS: [&str; 5] = ["xterm-kitty", "xterm-ghostty", "alacritty", "foot", "wezterm"];
        // VTE counts its versions as 6003 for 0.60.3; 0.50.0 crashed on links.
        let vte = self.value("VTE_VERSION").and_then(|version| version.parse().ok()).is_some_and(|v: u32| v > 5000);
        let konsole = self.value("KONSOLE_VERSION").and_then(|v| v.parse().ok()).is_some_and(|v: u32| v >= 200_400);
        let program = self.value("TERM_PROGRAM").is_some_and(|name| PROGRAMS.contains(&name));
        let term = self.value("TERM").is_some_and(|name| TERMS.contains(&name));
        vte || konsole || program || term || self.value("WT_SESSION").is_some() || self.value("DOMTERM").is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(terminal: bool, variables: &[(&str, &str)]) -> Environment {
        let variables = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Environment { variables, terminal, ..Environment::default() }
    }

    #[test]
    fn the_first_that_speaks_decides_about_color() {
        use Choice::{Always, Auto, Never};
        for (wish, terminal, variables, expected) in [
            (Auto, true, &[][..], true),
            (Auto, false, &[], false),
            (Auto, true, &[("NO_COLOR", "1")], false),
            (Auto, true, &[("NO_COLOR", "")], true),
            (Auto, false, &[("NO_COLOR", "")], false),
            (Auto, false, &[("CLICOLOR_FORCE", "1")], true),
            (Auto, false, &[("CLICOLOR_FORCE", "0")], false),
            (Auto, false, &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], false),
            (Auto, false, &[("FORCE_COLOR", "1"), ("TERM", "dumb")], true),
            (Auto, false, &[("FORCE_COLOR", "")], false),
            (Always, false, &[("NO_COLOR", "1")], true),
            (Never, true, &[("FORCE_COLOR", "1")], false),
            (Auto, true, &[("TERM", "dumb")], false),
            (Auto, true, &[("CLICOLOR", "0")], false),
            (Auto, true, &[("CLICOLOR", "1")], true),
        ] {
            assert_eq!(environment(terminal, variables).color(wish), expected, "{wish:?} {terminal} {variables:?}");
        }
    }

    #[test]
    fn the_first_locale_that_is_set_decides_about_characters() {
        use Charset::{Ascii, Unicode};
        for (variables, expected) in [
            (&[][..], Unicode),
            (&[("LC_ALL", "C")], Ascii),
            (&[("LC_ALL", ""), ("LANG", "de_DE.UTF-8")], Unicode),
            (&[("LC_ALL", "C"), ("LANG", "de_DE.UTF-8")], Ascii),
            (&[("LC_CTYPE", "C.utf8"), ("LANG", "C")], Unicode),
            (&[("LANG", "POSIX")], Ascii),
            (&[("LANG", "de_DE.ISO-8859-1")], Ascii),
        ] {
            assert_eq!(environment(true, variables).charset(), expected, "{variables:?}");
        }
        let windows = Environment { windows: true, ..environment(true, &[("LANG", "C")]) };
        assert_eq!(windows.charset(), Unicode);
    }

    #[test]
    fn the_width_is_asked_for_or_the_terminals_or_100() {
        for (wish, terminal, columns, expected) in [
            (None, false, None, 100),
            (None, false, Some(80), 100),
            (None, true, Some(80), 80),
            (None, true, Some(0), 100),
            (None, true, Some(10), 40),
            (None, true, Some(500), 200),
            (Some(60), true, Some(80), 60),
            (Some(1), false, None, 40),
        ] {
            let environment = Environment { columns, ..environment(terminal, &[]) };
            assert_eq!(environment.width(wish), expected, "{wish:?} {terminal} {columns:?}");
        }
    }

    #[test]
    fn links_need_a_colored_terminal_that_knows_them() {
        use Choice::{Always, Auto, Never};
        for (wish, terminal, variables, expected) in [
            (Auto, true, &[][..], false),
            (Auto, true, &[("TERM_PROGRAM", "WezTerm")], true),
            (Auto, true, &[("VTE_VERSION", "6003")], true),
            (Auto, true, &[("VTE_VERSION", "5000")], false),
            (Auto, true, &[("TERM_PROGRAM", "WezTerm"), ("NO_COLOR", "1")], false),
            (Auto, false, &[("TERM_PROGRAM", "WezTerm")], false),
            (Auto, false, &[("FORCE_HYPERLINK", "1")], true),
            (Auto, true, &[("FORCE_HYPERLINK", "0"), ("TERM_PROGRAM", "WezTerm")], false),
            (Always, false, &[("FORCE_HYPERLINK", "0")], true),
            (Never, true, &[("FORCE_HYPERLINK", "1")], false),
        ] {
            let wishes = Wishes { hyperlinks: wish, ..Wishes::default() };
            let appearance = environment(terminal, variables).appearance(&wishes);
            assert_eq!(appearance.hyperlinks, expected, "{wish:?} {terminal} {variables:?}");
        }
    }
}
