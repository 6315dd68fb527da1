//! The documentation of rules in Markdown: a page for each, an index of all, and a table of the profiles.
//!
//! Everything comes from the rule files: what they mean from the lowered [`Rule`](crate::rule::Rule), the expressions and
//! templates from [`written`](crate::rule::written), the prose from [`documentation`](crate::rule::documentation), and the
//! messages below the examples from asking the rules. `docs/rules/`, `rules/README.md` and `docs/profiles.md` are made of it,
//! and `coglint explain` shows the same, with links to addresses in place of files.

mod conditions;
mod examples;
mod expression;
mod fix;
mod index;
mod layout;
mod markdown;
mod order;
mod parameters;
mod places;
mod profiles;
mod rule;
mod severity;
mod template;

pub use fix::fix_in_words;
pub use index::index;
pub use markdown::{Links, joined};
pub use profiles::profiles;
pub use rule::rule;
