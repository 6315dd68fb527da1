//! Who has something to say, and who is silenced by whom.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::json::NodeId;
use crate::request::facts::{Path, Place};
use crate::rule::definition::Precedence;
use crate::schema::Member;

/// A place as the order of rules sees it.
pub type Key = (NodeId, Part);

/// What of the value is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The value itself.
    Value,
    /// A member that it lacks.
    Missing(Member),
    /// The request as a whole. What one rule has to say of it is another cause than what the next one has.
    Request,
}

/// The key of a place.
pub fn key_of(place: &Place<'_>) -> Key {
    let part = match place.path {
        Path::Missing(member) => Part::Missing(member),
        Path::Root => Part::Request,
        _ => Part::Value,
    };
    (place.element.id(), part)
}

/// One rule that has something to say at a place.
#[derive(Clone, Copy, Debug)]
pub struct Speaker {
    /// The index of the rule in the linter's order.
    pub rule: usize,
    /// The rank that counts here.
    pub precedence: Precedence,
}

/// Everybody who has something to say so far, and whom they silence.
#[derive(Debug, Default)]
pub struct Speakers {
    speaking: RefCell<BTreeMap<Key, Vec<Speaker>>>,
    silenced: RefCell<BTreeSet<(Key, usize)>>,
    spoken_members: RefCell<Vec<Member>>,
}

impl Speakers {
    /// Whether the rule of that index, with that rank, may speak at the place.
    pub fn may_speak(&self, key: Key, rule: usize, precedence: Precedence) -> bool {
        let is_outranked = |speakers: &Vec<Speaker>| speakers.iter().any(|earlier| earlier.precedence < precedence);
        let outranked = key.1 != Part::Request && self.speaking.borrow().get(&key).is_some_and(is_outranked);
        !outranked && !self.silenced.borrow().contains(&(key, rule))
    }

    /// Whether the rule of that index speaks at the place.
    pub fn speaks(&self, key: Key, rule: usize) -> bool {
        let speakers = self.speaking.borrow();
        speakers.get(&key).is_some_and(|speakers| speakers.iter().any(|speaker| speaker.rule == rule))
    }

    /// Notes that a rule speaks at a place.
    pub fn add(&self, key: Key, speaker: Speaker) {
        if let (_, Part::Missing(member)) = key {
            self.spoken_members.borrow_mut().push(member);
        }
        self.speaking.borrow_mut().entry(key).or_default().push(speaker);
    }

    /// Notes that a rule is silenced at a place.
    pub fn silence(&self, key: Key, rule: usize) {
        self.silenced.borrow_mut().insert((key, rule));
    }

    /// Notes that a finding at the request names a member.
    pub fn name(&self, member: Member) {
        self.spoken_members.borrow_mut().push(member);
    }

    /// The members that the findings at the request name so far.
    pub fn spoken_members(&self) -> Vec<Member> {
        self.spoken_members.borrow().clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Holds whether a rule of the last rank may speak at `part` of a value where a rule of the first rank speaks at
    /// `other`.
    #[track_caller]
    fn check(other: Part, part: Part, expected: bool) {
        let (document, _) = crate::json::parse("{}");
        let node = document.root().expect("the text has a root").id();
        let speakers = Speakers::default();
        speakers.add((node, other), Speaker { rule: 0, precedence: Precedence::Template });
        assert_eq!(speakers.may_speak((node, part), 1, Precedence::Last), expected, "{part:?} beside {other:?}");
    }

    #[test]
    fn at_one_value_and_about_one_member_the_order_decides() {
        check(Part::Value, Part::Value, false);
        check(Part::Missing(Member::ClientId), Part::Missing(Member::ClientId), false);
    }

    #[test]
    fn two_members_that_are_not_set_are_two_causes() {
        check(Part::Missing(Member::ClientId), Part::Missing(Member::UserPoolId), true);
        check(Part::Value, Part::Missing(Member::ClientId), true);
        check(Part::Missing(Member::ClientId), Part::Value, true);
    }

    #[test]
    fn what_is_said_of_the_request_as_a_whole_silences_nothing_else_there() {
        check(Part::Request, Part::Request, true);
        check(Part::Value, Part::Request, true);
        check(Part::Request, Part::Missing(Member::ClientId), true);
    }
}
