//! Which members of `AnalyticsConfiguration` say something.

use crate::schema::Member;

use super::Request;

/// The names of the members that count as set, in the order of the service's model: neither null nor what a skeleton
/// leaves to be filled in. A template counts: something will stand there. So does a value of the wrong type.
///
/// `None` when the configuration is no object, or not set.
pub fn set_parts(request: &Request<'_>) -> Option<Vec<&'static str>> {
    let configuration = request.written(Member::AnalyticsConfiguration)?;
    if !configuration.is_object() || request.is_template(configuration) {
        return None;
    }
    let counts = |name: &str| {
        let value = configuration.get(name);
        value.is_some_and(|value| !value.is_null() && !request.is_placeholder(value))
    };
    let names = Member::AnalyticsConfiguration.parts().iter().map(|field| field.name);
    Some(names.filter(|name| counts(name)).collect())
}
