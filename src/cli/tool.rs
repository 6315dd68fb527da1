//! What the program says about itself.

use crate::report::Tool;
use crate::schema::SERVICE_MODEL;

/// The version of the built-in rules: year and month of the service's documentation that they were written after.
pub const CATALOG: &str = "2026.11";

/// Where the documentation is published, when the build was told.
pub const DOCS: Option<&str> = option_env!("COGLINT_DOCS_URL");

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The program as reports name it.
pub fn tool() -> Tool {
    // An empty variable is as good as none, and no URL is made up.
    let docs = DOCS.filter(|url| !url.is_empty()).map(|url| url.trim_end_matches('/').to_owned());
    Tool { name: "coglint".to_owned(), version: VERSION.to_owned(), catalog: CATALOG.to_owned(), docs }
}

/// Where the JSON Schema called `name` is published, in a build that was told where the documentation is.
pub fn published_schema(name: &str) -> Option<String> {
    tool().docs.map(|docs| format!("{docs}/schema/{name}.json"))
}

/// The `$id` of the JSON Schema called `name`: where it is published, or else a name that leads nowhere.
pub fn schema_address(name: &str) -> String {
    published_schema(name).unwrap_or_else(|| format!("urn:coglint:schema:{name}"))
}

/// The line of `--version`.
pub fn version_line() -> String {
    format!("coglint {VERSION} (catalog {CATALOG}, service model {SERVICE_MODEL})")
}
