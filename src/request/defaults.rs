//! What a member that is not set stands for, in words for people.
//!
//! The service's documentation says it for some members and for some calls only; where it says nothing, neither does this
//! table. Source: the API references of `CreateUserPoolClient` and `UpdateUserPoolClient`, member by member.

use crate::schema::{Member, Shape};

/// What holds when `member` is not set, as a sentence of Markdown; `None` where that is not documented.
pub const fn of_member(member: Member, shape: Shape) -> Option<&'static str> {
    Some(match (member, shape) {
        (Member::AccessTokenValidity | Member::IdTokenValidity, _) => "the token lives for one hour.",
        (Member::RefreshTokenValidity, _) => "the token lives for 30 days.",
        (Member::TokenValidityUnits, _) => "access and ID tokens are counted in hours, refresh tokens in days.",
        (Member::AuthSessionValidity, _) => "a sign-in has 3 minutes to be finished.",
        (Member::ExplicitAuthFlows, _) => {
            "`ALLOW_REFRESH_TOKEN_AUTH`, `ALLOW_USER_SRP_AUTH` and `ALLOW_CUSTOM_AUTH` are allowed."
        }
        (Member::PreventUserExistenceErrors, _) => "`LEGACY`: errors tell whether a user exists.",
        (Member::EnableTokenRevocation, Shape::Create) => "`true`: tokens can be revoked.",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_documented_for_a_call_is_not_claimed() {
        assert!(of_member(Member::EnableTokenRevocation, Shape::Create).is_some());
        assert_eq!(of_member(Member::EnableTokenRevocation, Shape::Update), None);
        assert_eq!(of_member(Member::UserPoolId, Shape::Update), None);
    }
}
