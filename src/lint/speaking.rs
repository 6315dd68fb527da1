//! Who has something to say, and who is silenced by whom.

use std::cell::RefCell;

use crate::json::NodeId;
use crate::request::facts::{Path, Place};
use crate::rule::definition::Precedence;
use crate::schema::Member;

/// A place as the order of rules sees it: a value, or the request and the member that it lacks.
pub type Key = (NodeId, Option<Member>);

/// The key of a place.
pub fn key_of(place: &Place<'_>) -> Key {
    match place.path {
        Path::Missing(member) => (place.element.id(), Some(member)),
        _ => (place.element.id(), None),
    }
}

/// One rule that has something to say at one place.
#[derive(Clone, Copy, Debug)]
pub struct Speaker {
    /// The place.
    pub key: Key,
    /// The index of the rule in the linter's order.
    pub rule: usize,
    /// The rank that counts here.
    pub precedence: Precedence,
}

/// Everybody who has something to say so far, and whom they silence.
#[derive(Debug, Default)]
pub struct Speakers {
    speaking: RefCell<Vec<Speaker>>,
    silenced: RefCell<Vec<(Key, usize)>>,
    spoken_members: RefCell<Vec<Member>>,
}

impl Speakers {
    /// Whether the rule of that index, with that rank, may speak at the place.
    pub fn may_speak(&self, key: Key, rule: usize, precedence: Precedence) -> bool {
        let outranked =
            self.speaking.borrow().iter().any(|earlier| earlier.key == key && earlier.precedence < precedence);
        !outranked && !self.silenced.borrow().contains(&(key, rule))
    }

    /// Whether the rule of that index speaks at the place.
    pub fn speaks(&self, key: Key, rule: usize) -> bool {
        self.speaking.borrow().iter().any(|speaker| speaker.key == key && speaker.rule == rule)
    }

    /// Notes that a rule speaks.
    pub fn add(&self, speaker: Speaker) {
        if let (_, Some(member)) = speaker.key {
            self.spoken_members.borrow_mut().push(member);
        }
        self.speaking.borrow_mut().push(speaker);
    }

    /// Notes that a rule is silenced at a place.
    pub fn silence(&self, key: Key, rule: usize) {
        self.silenced.borrow_mut().push((key, rule));
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
