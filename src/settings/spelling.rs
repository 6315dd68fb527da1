//! Values of parameters as people write them, in a configuration or after `--set`.

use serde_json::{Map, Value};

use super::Effective;
use crate::request::lifetime::Unit;
use crate::rule::definition::{ParameterKind, ParameterValue};

impl Effective<'_> {
    /// The parameters by name, as a configuration has them: durations are texts such as `30d`.
    pub fn parameter_values(&self) -> Map<String, Value> {
        let parameters = self.rule.parameters.iter().zip(&self.parameters);
        parameters
            .map(|(parameter, value)| (parameter.name.to_string(), spelled(parameter.kind, value.value)))
            .collect()
    }
}

/// A value of a parameter of that kind, as a configuration has it.
pub fn spelled(kind: ParameterKind, value: &ParameterValue) -> Value {
    match value {
        ParameterValue::Boolean(value) => Value::from(*value),
        ParameterValue::Integer(seconds) if kind == ParameterKind::Duration => Value::from(duration(*seconds)),
        ParameterValue::Integer(number) => Value::from(*number),
        ParameterValue::Strings(texts) => texts.iter().map(|text| Value::from(text.as_ref())).collect(),
    }
}

/// A number of seconds in the greatest unit that divides it.
fn duration(seconds: i64) -> String {
    let unit = Unit::greatest_divisor(seconds);
    let letter = unit.name().get(..1).unwrap_or_default();
    format!("{}{letter}", seconds / unit.seconds())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_written_in_its_greatest_unit() {
        for (seconds, expected) in [(0, "0d"), (90, "90s"), (5400, "90m"), (43_200, "12h"), (2_592_000, "30d")] {
            let written = duration(seconds);
            assert_eq!(written, expected);
            assert_eq!(crate::rule::load::duration(&written), Some(seconds), "{written} is read again");
        }
    }
}
