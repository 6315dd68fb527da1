//! The profiles: named sets of choices that suit a setting. What each changes stands in the rule files.

/// Every profile. The first changes nothing.
pub const NAMES: [&str; 7] = ["default", "strict", "aal2", "aal3", "fapi2", "dev", "multi-tenant"];
