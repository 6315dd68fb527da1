//! What the skeleton of the AWS command line (`--generate-cli-skeleton`) leaves for a person to fill in.

use crate::json::{Element, Kind, Pointer};
use crate::schema::Member;

use super::Request;
use super::place::Found;

/// The numbers of a skeleton that no client has all at once. Source: AWS CLI user guide, skeletons.
const VALIDITIES: [Member; 4] =
    [Member::RefreshTokenValidity, Member::AccessTokenValidity, Member::IdTokenValidity, Member::AuthSessionValidity];

/// Every placeholder of `request`, in document order.
///
/// An empty text in a member, in an item of its list or in `AnalyticsConfiguration`; the text `string` in the same
/// places, unless an enumeration governs them; and the validities, when two or more are set and all of those are 0.
pub fn find<'a>(request: &Request<'a>) -> Vec<Found<'a>> {
    let mut found = Vec::new();
    let zeros = has_zeros_of_a_skeleton(request);
    for member in Member::ALL.into_iter().filter(|member| !member.is_of_an_answer()) {
        let Some(element) = request.written(member) else { continue };
        let pointer = request.root_pointer().child(member.name());
        match element.kind() {
            Kind::String | Kind::Number => {
                let is_zero = zeros && VALIDITIES.contains(&member);
                if is_zero || is_blank(element, member.is_enumeration()) {
                    let place = place(request, element, pointer, member.name());
                    found.push(Found { is_required: request.shape().requires(member), ..place });
                }
            }
            Kind::Array if member.is_list() => {
                let is_blank = |item| is_blank(item, member.is_enumeration());
                let is_list_of_such = element.items().all(is_blank);
                for (index, item) in element.items().enumerate().filter(|(_, item)| is_blank(*item)) {
                    let place = place(request, item, pointer.item(index), member.name());
                    found.push(Found { is_item: true, is_list_of_such, ..place });
                }
            }
            Kind::Object if member == Member::AnalyticsConfiguration => {
                for part in member.parts() {
                    let Some(value) = element.get(part.name).filter(|value| is_blank(*value, false)) else { continue };
                    found.push(place(request, value, pointer.child(part.name), part.name));
                }
            }
            _ => {}
        }
    }
    found.sort_by_key(|place| place.node);
    found
}

fn place<'a>(request: &Request<'a>, element: Element<'a>, pointer: Pointer, member: &'static str) -> Found<'a> {
    let text = match element.as_str() {
        Some(text) if text.is_empty() => "\"\"",
        Some(_) => "\"string\"",
        None => "0",
    };
    let place = Found::new(element, pointer, member, text);
    Found { is_refused: request.is_refused(element.id()), ..place }
}

/// An empty text, or the skeleton's word for one.
fn is_blank(element: Element<'_>, is_enumeration: bool) -> bool {
    element.kind() == Kind::String
        && element.as_str().is_some_and(|text| text.is_empty() || (text == "string" && !is_enumeration))
}

fn has_zeros_of_a_skeleton(request: &Request<'_>) -> bool {
    let set = VALIDITIES.iter().filter_map(|&member| request.written(member));
    let (count, zeros) =
        set.fold((0, 0), |(count, zeros), element| (count + 1, zeros + usize::from(element.as_integer() == Some(0))));
    count >= 2 && count == zeros
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::kind::Operation;
    use crate::request::place::Finder;
    use crate::request::testing::{ask, ask_as, check_found};
    use crate::schema::{Constraint, Shape, Type};

    /// A request with both ids and these members.
    #[track_caller]
    fn check(members: &str, expected: &[(&str, &str)]) {
        let text = format!(r#"{{"UserPoolId": "eu-west-1_EXAMPLE01", "ClientId": "EXAMPLEclient01", {members}}}"#);
        check_found(Finder::Placeholders, &text, expected);
    }

    #[test]
    fn an_empty_text_is_one_in_a_member_a_list_and_the_analytics() {
        check(
            r#""DefaultRedirectURI": "", "LogoutURLs": ["", "https://a.example/"]"#,
            &[("/DefaultRedirectURI", "\"\""), ("/LogoutURLs/0", "\"\"")],
        );
        check(r#""AnalyticsConfiguration": {"ExternalId": ""}"#, &[("/AnalyticsConfiguration/ExternalId", "\"\"")]);
        check(r#""RefreshTokenValidity": """#, &[("/RefreshTokenValidity", "\"\"")]);
        check(
            r#""PreventUserExistenceErrors": "", "AllowedOAuthFlows": [""]"#,
            &[("/PreventUserExistenceErrors", "\"\""), ("/AllowedOAuthFlows/0", "\"\"")],
        );
    }

    #[test]
    fn and_nowhere_else() {
        check(r#""TokenValidityUnits": {"IdToken": ""}, "RefreshTokenRotation": {"Feature": ""}"#, &[]);
        check(r#""AnalyticsConfiguration": {"applicationId": "", "ApplicationId": ["", "string"]}"#, &[]);
        check(r#""Notes": "", "tags": [""], "CreationDate": """#, &[]);
        check(r#""ClientName": [""], "CallbackURLs": [[""]]"#, &[]);
        check(r#""ClientName": " ", "DefaultRedirectURI": null, "LogoutURLs": []"#, &[]);
    }

    #[test]
    fn the_word_of_the_skeleton_is_one_unless_an_enumeration_governs() {
        check(
            r#""ClientName": "string", "ReadAttributes": ["str\u0069ng"], "AnalyticsConfiguration": {"RoleArn": "string"}"#,
            &[
                ("/ClientName", "\"string\""),
                ("/ReadAttributes/0", "\"string\""),
                ("/AnalyticsConfiguration/RoleArn", "\"string\""),
            ],
        );
        check(r#""PreventUserExistenceErrors": "string", "ExplicitAuthFlows": ["string"]"#, &[]);
        check(r#""ClientName": "String", "ReadAttributes": ["a string"]"#, &[]);
    }

    #[test]
    fn zeros_count_when_there_are_two_and_no_other_number() {
        check(
            r#""RefreshTokenValidity": 0, "AuthSessionValidity": -0, "IdTokenValidity": null"#,
            &[("/RefreshTokenValidity", "0"), ("/AuthSessionValidity", "0")],
        );
        check(r#""RefreshTokenValidity": 0"#, &[]);
        check(r#""RefreshTokenValidity": 0, "AccessTokenValidity": 0, "IdTokenValidity": 1"#, &[]);
        check(r#""RefreshTokenValidity": 0, "AccessTokenValidity": 0.0"#, &[]);
        check(r#""RefreshTokenValidity": 0, "AccessTokenValidity": "${HOURS}""#, &[]);
        check(r#""RefreshTokenValidity": 0, "AccessTokenValidity": false"#, &[]);
        check(r#""RefreshTokenRotation": {"RetryGracePeriodSeconds": 0}, "RefreshTokenValidity": 0"#, &[]);
    }

    #[test]
    fn of_members_with_one_name_the_last_counts() {
        check(
            r#""ClientName": "", "ClientName": "web", "AnalyticsConfiguration": {"RoleArn": "", "RoleArn": "x"}"#,
            &[],
        );
    }

    #[test]
    fn what_is_asked_of_a_place() {
        let told = |request: &Request<'_>| -> Vec<_> {
            let places = request.places(Finder::Placeholders).iter();
            places
                .map(|found| (found.member.to_owned(), found.is_required, found.is_refused, found.is_list_of_such))
                .collect()
        };
        let text = r#"{"UserPoolId": "string", "ClientId": "web", "ClientName": "string", "CallbackURLs": ["", ""],
            "LogoutURLs": ["", "https://a.example/"], "AnalyticsConfiguration": {"ExternalId": ""}}"#;
        let expected = [
            ("UserPoolId", true, true, false),
            ("ClientName", false, false, false),
            ("CallbackURLs", false, true, true),
            ("CallbackURLs", false, true, true),
            ("LogoutURLs", false, true, false),
            ("ExternalId", false, false, false),
        ];
        let expected = expected.map(|(member, required, refused, list)| (member.to_owned(), required, refused, list));
        assert_eq!(ask(text, told), expected);
        // A create requires another member than an update, and a saved answer none.
        let name = |declared, text: &str| ask_as(declared, text, |request| told(request)[0].1);
        assert!(name(Some(Operation::Create), r#"{"ClientName": ""}"#));
        assert!(!name(Some(Operation::Update), r#"{"ClientName": ""}"#));
        assert!(!name(None, r#"{"UserPoolClient": {"ClientId": ""}}"#));
    }

    #[track_caller]
    fn check_unfilled(declared: Option<Operation>, text: &str, expected: bool) {
        assert!(ask_as(declared, text, |request| request.is_unfilled_skeleton() == expected), "{text}");
    }

    #[test]
    fn a_skeleton_is_unfilled_without_its_ids() {
        check_unfilled(None, r#"{"UserPoolId": "", "ClientId": ""}"#, true);
        check_unfilled(None, r#"{"UserPoolId": "string", "ClientId": "", "ClientName": "web"}"#, true);
        check_unfilled(None, r#"{"UserPoolId": "", "ClientName": "string"}"#, true);
        check_unfilled(None, r#"{"UserPoolClient": {"UserPoolId": "", "ClientId": ""}}"#, true);
        check_unfilled(None, r#"{"UserPoolId": "", "ClientId": "web", "ClientName": ""}"#, false);
        check_unfilled(None, r#"{"UserPoolId": "", "ClientId": null}"#, false);
        check_unfilled(None, r#"{"UserPoolId": "eu-west-1_EXAMPLE01", "ClientId": ""}"#, false);
        check_unfilled(None, r#"{"UserPoolId": "${POOL}", "ClientId": ""}"#, false);
        check_unfilled(Some(Operation::Create), r#"{"UserPoolId": "", "ClientId": "", "ClientName": "web"}"#, false);
        check_unfilled(Some(Operation::Create), r#"{"UserPoolId": "", "ClientId": "x", "ClientName": ""}"#, true);
    }

    /// A value as the skeleton has it: empty texts, zeros, each switch on, one item in each list, a word of an enumeration.
    fn skeleton_of(ty: &Type, choice: usize) -> serde_json::Value {
        match &ty.constraint {
            Constraint::Boolean => true.into(),
            Constraint::Integer { .. } => 0.into(),
            Constraint::Text(_) => "".into(),
            Constraint::Choice(words) => words[choice % words.len()].into(),
            Constraint::Timestamp => "1970-01-01T00:00:00".into(),
            Constraint::List { item, .. } => vec![skeleton_of(item, choice)].into(),
            Constraint::Structure(structure) => {
                let members =
                    structure.fields.iter().map(|field| (field.name.to_owned(), skeleton_of(field.ty, choice)));
                serde_json::Value::Object(members.collect())
            }
        }
    }

    #[test]
    fn the_skeleton_of_the_command_line_is_unfilled_whatever_words_it_picks() {
        for choice in 0..9 {
            for (shape, operation) in [(Shape::Update, Operation::Update), (Shape::Create, Operation::Create)] {
                check_unfilled(Some(operation), &skeleton_of(shape.ty(), choice).to_string(), true);
            }
        }
    }

    #[test]
    fn with_its_ids_every_text_and_zero_that_nobody_chose_is_found() {
        let mut skeleton = skeleton_of(Shape::Update.ty(), 0);
        skeleton["UserPoolId"] = "eu-west-1_EXAMPLE01".into();
        skeleton["ClientId"] = "EXAMPLEclient01".into();
        let found: Vec<_> = crate::request::testing::found(&skeleton.to_string(), Finder::Placeholders)
            .into_iter()
            .map(|(pointer, _)| pointer)
            .collect();
        let expected = [
            "/ClientName",
            "/RefreshTokenValidity",
            "/AccessTokenValidity",
            "/IdTokenValidity",
            "/ReadAttributes/0",
            "/WriteAttributes/0",
            "/SupportedIdentityProviders/0",
            "/CallbackURLs/0",
            "/LogoutURLs/0",
            "/DefaultRedirectURI",
            "/AllowedOAuthScopes/0",
            "/AnalyticsConfiguration/ApplicationId",
            "/AnalyticsConfiguration/ApplicationArn",
            "/AnalyticsConfiguration/RoleArn",
            "/AnalyticsConfiguration/ExternalId",
            "/AuthSessionValidity",
        ];
        assert_eq!(found, expected);
    }
}
