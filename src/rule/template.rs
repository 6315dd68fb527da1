//! The rule file that `coglint rules new` writes.

/// A rule file whose rule is `id`: it loads, and its examples behave.
pub fn template(id: &str) -> String {
    TEMPLATE.replace("RULE-ID", id)
}

/// A small, true rule, so that every part can be seen at work before it is replaced.
const TEMPLATE: &str = r#"# A rule of your own. docs/rule-format.md of coglint describes every key; `coglint test FILE` holds the rule to its examples.
id = "RULE-ID"
summary = "A client has no name that says what it is for"
category = "hygiene"
severity = "warning"

# Where the rule looks (the member, where it is set) and when it speaks, in CEL: docs/facts.md lists what can be asked.
at = ["/ClientName"]
when = "size(request.ClientName) < 4"

# What is wrong, why it matters, what to do: at most three sentences.
message = [
  "`{request.ClientName}` is too short to say what the client is for.",
  "Whoever finds it in an audit has to ask around.",
  "Write the application and the stage, such as `shop-web-prod`.",
]

why = """
Names are what people see in the console, in logs and in this report. One that says nothing costs time at the worst moment.
"""

[[bad]]
name = "a name of two letters"
at = ["/ClientName"]
request = '''{"UserPoolId": "eu-west-1_EXAMPLE01", "ClientId": "EXAMPLEclient01", "ClientName": "c1"}'''

[[good]]
name = "a name that says what it is"
request = '''{"UserPoolId": "eu-west-1_EXAMPLE01", "ClientId": "EXAMPLEclient01", "ClientName": "shop-web-prod"}'''
"#;
