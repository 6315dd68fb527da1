//! A rule as the engine holds it: checked, lowered, and ready to stand in the binary as static data.
//!
//! Everything here is made by [`load`](super::load) from a rule file, at build time for built-in rules and at start for a
//! user's own; nothing is read from text again while requests are checked.

use std::borrow::Cow;

use crate::bake::implement_bake;
use crate::expr::Program;
use crate::finding::{Category, Safety, Severity};
use crate::request::place::Finder;
use crate::schema::Member;

/// Text that stands in the binary, or was read at start.
pub type Text = Cow<'static, str>;

/// A list that stands in the binary, or was read at start.
pub type List<T> = Cow<'static, [T]>;

/// One rule.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Kebab-case, the noun first; the stem of the file.
    pub id: Text,
    /// The folder of the file.
    pub group: Text,
    /// What the rule finds, in a line.
    pub summary: Text,
    /// What it is about.
    pub category: Category,
    /// How bad a finding is: the first case that holds; the last has no condition.
    pub severity: List<SeverityCase>,
    /// Whether it speaks when nobody has said anything about it.
    pub enabled: bool,
    /// Whether a finding is lowered to info while OAuth is off.
    pub dormant: bool,
    /// Who finds.
    pub source: Source,
    /// Where it stands in the general order at one place.
    pub precedence: Precedence,
    /// Where it looks.
    pub places: List<PlaceCase>,
    /// Whether the first place whose condition holds is the only one.
    pub first_place_only: bool,
    /// Expressions with a name, each of which may use those before it.
    pub names: List<Named>,
    /// Lists of texts with a name.
    pub lists: List<NamedList>,
    /// Whether there is a finding at a place; without one, whether there is a reason, or else wherever the place's own condition
    /// holds.
    pub when: Option<Program>,
    /// Phrases that say what is wrong, each with its condition.
    pub reasons: List<Reason>,
    /// What, why and what to do.
    pub message: List<Sentence>,
    /// How to mend it: the first case that holds.
    pub fixes: List<FixCase>,
    /// What a user can set.
    pub parameters: List<Parameter>,
    /// What a profile changes.
    pub profiles: List<ProfilePart>,
    /// Whom it silences.
    pub silences: List<Silence>,
    /// The rules that its expressions ask about.
    pub asks_about: List<Text>,
    /// The members without which it has nothing to say; empty when it has to be asked always.
    pub members: List<Member>,
    /// The file as it is written.
    pub text: Text,
}

/// A severity and when it holds.
#[derive(Clone, Debug)]
pub struct SeverityCase {
    /// The condition; none on the last case.
    pub when: Option<Program>,
    /// The severity.
    pub severity: Severity,
}

/// Who finds the findings of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The rule's own condition.
    Condition,
    /// The JSON reader.
    Reader,
    /// The check against the service's model.
    Schema,
    /// The run as a whole: what it finds stands in no request.
    Run,
}

/// The general order of rules at one place: an earlier one silences all later ones there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precedence {
    /// The value is not known at all.
    Template,
    /// The value belongs to an answer of the service.
    Answer,
    /// Nobody chose the value.
    Placeholder,
    /// A member that should not be there at all. Over the schema's "not a member", not over a broken value.
    Secret,
    /// The service's model refuses it.
    Schema,
    /// Every other rule.
    Ordinary,
    /// After all others, whose findings it may ask about.
    Last,
}

impl Precedence {
    /// Every rank, with its name in rule files.
    pub const NAMES: [(&'static str, Precedence); 7] = [
        ("template", Precedence::Template),
        ("answer", Precedence::Answer),
        ("placeholder", Precedence::Placeholder),
        ("secret", Precedence::Secret),
        ("schema", Precedence::Schema),
        ("ordinary", Precedence::Ordinary),
        ("last", Precedence::Last),
    ];
}

/// Where a rule looks.
#[derive(Clone, Debug)]
pub struct PlaceCase {
    /// The places.
    pub pattern: PlacePattern,
    /// A condition of its own, beside the rule's.
    pub when: Option<Program>,
    /// For a finding at the request: the members that it speaks of, beside that of the pattern; a list of names.
    pub speaks_of: Option<Program>,
}

/// A pattern of places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlacePattern {
    /// The request.
    Root,
    /// A member, where it is set.
    Member(Member),
    /// A member; where it is not set, the request with the member named.
    MemberOrRoot(Member),
    /// Every item of a list.
    Items(Member),
    /// A member of a structure, where it is set.
    Nested(Member, Text),
    /// What a fact has found.
    Found(Finder),
    /// Every member that a parameter names, where it is set; the index is the parameter's.
    EachOf(u16),
}

/// An expression with a name.
#[derive(Clone, Debug)]
pub struct Named {
    /// The name.
    pub name: Text,
    /// The expression.
    pub value: Program,
    /// Whether its value is the same at every place of a request.
    pub is_same_everywhere: bool,
}

/// A list of texts with a name.
#[derive(Clone, Debug)]
pub struct NamedList {
    /// The name, as in `lists.NAME`.
    pub name: Text,
    /// The texts.
    pub items: List<Text>,
}

/// A phrase that says what is wrong, and when.
#[derive(Clone, Debug)]
pub struct Reason {
    /// The condition.
    pub when: Program,
    /// The phrase.
    pub text: List<Part>,
}

/// A sentence of a message, and when it is said.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// The condition; none when it is always said.
    pub when: Option<Program>,
    /// What it is made of.
    pub parts: List<Part>,
}

/// A part of a sentence.
#[derive(Clone, Debug)]
pub enum Part {
    /// Said as it stands.
    Text(Text),
    /// A value to fill in.
    Value(Program),
}

/// A way to mend a finding.
#[derive(Clone, Debug)]
pub struct FixCase {
    /// The condition; none when it always can be done.
    pub when: Option<Program>,
    /// Whether it may break someone; none when this case has no fix.
    pub safety: Option<Safety>,
    /// What it does, when the patch does not say it well.
    pub title: List<Part>,
    /// What it does, in order.
    pub patch: List<FixStep>,
}

/// A step of a fix.
#[derive(Clone, Debug)]
pub struct FixStep {
    /// What to do.
    pub action: Action,
    /// Where.
    pub target: Target,
    /// A condition of its own; with [`Target::Items`] it is asked at each item.
    pub when: Option<Program>,
}

/// What a step of a fix does.
#[derive(Clone, Debug)]
pub enum Action {
    /// Takes the value away, and its list when the list holds nothing but such values and `with_list` says so.
    Remove {
        /// Whether a list that would be left empty goes too.
        with_list: bool,
    },
    /// Puts a value there: in the place of what stands there, or as a new member, in a parent that is added when missing.
    Set(NewValue),
    /// Adds a value at the end of a list.
    Append(NewValue),
}

/// Where a step of a fix acts.
#[derive(Clone, Debug)]
pub enum Target {
    /// The place of the finding.
    Place,
    /// A place in the request; a part may be an expression.
    Pointer(List<List<Part>>),
    /// Every item of a list, from the back.
    Items(Member),
    /// Everything that a fact has found in the list that the place of the finding is in, from the back.
    Found(Finder),
    /// The whole document.
    Document,
}

/// A value that a fix writes.
#[derive(Clone, Debug)]
pub enum NewValue {
    /// What an expression gives: a boolean, an integer, a text or a list of texts.
    Expression(Program),
    /// An object.
    Object(List<(Text, NewValue)>),
    /// What stands at the place of the finding, without some of its members, without nulls and without secrets.
    PlaceWithout(List<Text>),
}

/// A parameter that a user can set.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// The name, as in `params.NAME`.
    pub name: Text,
    /// What it means.
    pub doc: Text,
    /// What it may be.
    pub kind: ParameterKind,
    /// Its value when nobody says another.
    pub default: ParameterValue,
    /// The least value of a number, in seconds for a duration.
    pub least: Option<i64>,
    /// The greatest value of a number, in seconds for a duration.
    pub most: Option<i64>,
    /// What else in the program reads it.
    pub role: ParameterRole,
}

/// The type of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterKind {
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer,
    /// A whole number with `s`, `m`, `h` or `d`.
    Duration,
    /// A list of texts.
    Strings,
    /// A list of names of members of a request.
    Members,
    /// A list of texts in which `*` stands for any characters and `?` for one.
    Globs,
    /// A list of host names in which the label `*` stands for one label and `**` for one or more.
    Hosts,
    /// A list of regular expressions.
    Patterns,
}

impl ParameterKind {
    /// Every kind, with its name in rule files.
    pub const NAMES: [(&'static str, ParameterKind); 8] = [
        ("boolean", ParameterKind::Boolean),
        ("integer", ParameterKind::Integer),
        ("duration", ParameterKind::Duration),
        ("strings", ParameterKind::Strings),
        ("members", ParameterKind::Members),
        ("globs", ParameterKind::Globs),
        ("hosts", ParameterKind::Hosts),
        ("patterns", ParameterKind::Patterns),
    ];
}

/// What else in the program reads a parameter, beside the conditions of its rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterRole {
    /// Nothing.
    Condition,
    /// More tokens that make a value an unresolved template.
    TemplatePatterns,
    /// Unknown members that the check against the model passes over.
    IgnoredMembers,
    /// Required members that come from elsewhere.
    GivenMembers,
}

impl ParameterRole {
    /// Every role, with its name in rule files.
    pub const NAMES: [(&'static str, ParameterRole); 4] = [
        ("condition", ParameterRole::Condition),
        ("template-patterns", ParameterRole::TemplatePatterns),
        ("ignored-members", ParameterRole::IgnoredMembers),
        ("given-members", ParameterRole::GivenMembers),
    ];
}

/// The value of a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParameterValue {
    /// `true` or `false`.
    Boolean(bool),
    /// A whole number; of a duration, seconds.
    Integer(i64),
    /// A list of texts.
    Strings(List<Text>),
}

/// What a profile changes of a rule.
#[derive(Clone, Debug)]
pub struct ProfilePart {
    /// The name of the profile.
    pub profile: Text,
    /// Whether the rule speaks.
    pub enabled: Option<bool>,
    /// How bad a finding is; empty when nothing changes.
    pub severity: List<SeverityCase>,
    /// The parameters that change: the index and the value.
    pub parameters: List<(u16, ParameterValue)>,
}

/// Whom a finding silences.
#[derive(Clone, Debug)]
pub struct Silence {
    /// Whether it does, asked at the finding's place; none when always.
    pub when: Option<Program>,
    /// Who, and where.
    pub reach: Reach,
}

/// Who is silenced, and where.
#[derive(Clone, Debug)]
pub enum Reach {
    /// These rules, at the same place.
    Place(List<Text>),
    /// All rules but these, in the whole document.
    Document(List<Text>),
}

implement_bake!(struct Rule in "crate::rule::definition" {
    id, group, summary, category, severity, enabled, dormant, source, precedence, places, first_place_only, names, lists,
    when, reasons, message, fixes, parameters, profiles, silences, asks_about, members, text,
});
implement_bake!(struct SeverityCase in "crate::rule::definition" { when, severity });
implement_bake!(enum Source in "crate::rule::definition" { Condition, Reader, Schema, Run });
implement_bake!(enum Precedence in "crate::rule::definition" {
    Template, Answer, Placeholder, Secret, Schema, Ordinary, Last,
});
implement_bake!(struct PlaceCase in "crate::rule::definition" { pattern, when, speaks_of });
implement_bake!(enum PlacePattern in "crate::rule::definition" {
    Root, Member(member), MemberOrRoot(member), Items(member), Nested(member, name), Found(finder), EachOf(parameter),
});
implement_bake!(struct Named in "crate::rule::definition" { name, value, is_same_everywhere });
implement_bake!(struct NamedList in "crate::rule::definition" { name, items });
implement_bake!(struct Reason in "crate::rule::definition" { when, text });
implement_bake!(struct Sentence in "crate::rule::definition" { when, parts });
implement_bake!(enum Part in "crate::rule::definition" { Text(text), Value(program) });
implement_bake!(struct FixCase in "crate::rule::definition" { when, safety, title, patch });
implement_bake!(struct FixStep in "crate::rule::definition" { action, target, when });
implement_bake!(enum Action in "crate::rule::definition" { Remove { with_list }, Set(value), Append(value) });
implement_bake!(enum Target in "crate::rule::definition" { Place, Pointer(tokens), Items(member), Found(finder), Document });
implement_bake!(enum NewValue in "crate::rule::definition" { Expression(program), Object(members), PlaceWithout(names) });
implement_bake!(struct Parameter in "crate::rule::definition" { name, doc, kind, default, least, most, role });
implement_bake!(enum ParameterKind in "crate::rule::definition" {
    Boolean, Integer, Duration, Strings, Members, Globs, Hosts, Patterns,
});
implement_bake!(enum ParameterRole in "crate::rule::definition" {
    Condition, TemplatePatterns, IgnoredMembers, GivenMembers,
});
implement_bake!(enum ParameterValue in "crate::rule::definition" { Boolean(value), Integer(value), Strings(items) });
implement_bake!(struct ProfilePart in "crate::rule::definition" { profile, enabled, severity, parameters });
implement_bake!(struct Silence in "crate::rule::definition" { when, reach });
implement_bake!(enum Reach in "crate::rule::definition" { Place(rules), Document(except) });
implement_bake!(enum Severity in "crate::finding" { Info, Warning, Error });
implement_bake!(enum Category in "crate::finding" { Validity, Security, Correctness, Hygiene });
implement_bake!(enum Safety in "crate::finding" { Safe, Unsafe });
implement_bake!(enum Finder in "crate::request::place" {
    Templates, Placeholders, WrittenSecrets, DuplicateItems, AnswerParts,
});

impl crate::bake::Bake for Member {
    fn bake(&self, out: &mut String) {
        out.push_str("crate::schema::Member::");
        // A variant is called as its member is.
        out.push_str(self.name());
    }
}
