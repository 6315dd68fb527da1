//! The page that `html` writes: what it links to, what it says, and that nothing in it is more than text.

use std::collections::{BTreeMap, BTreeSet};

use coglint::finding::{Finding, Related, Severity};
use coglint::report::appearance::Appearance;
use coglint::report::{Error, ErrorKind, Fixed, Run, Skipped, Suppressed, footer};
use coglint::source::Span;
use proptest::prelude::*;

use super::{ASCII, COLORED, WEB, at, file, is_golden, run, sentences, span_of, spanning, web, written};

fn page(run: &Run) -> String {
    written(run, "html", &Appearance::PLAIN)
}

/// A run with everything that a page can show.
fn full() -> Run {
    let mut web = web();
    let mut missing = at(WEB, "");
    missing.rule = "token-revocation-implicit".into();
    missing.severity = Severity::Info;
    missing.dormant = true;
    missing.member = Some("EnableTokenRevocation".into());
    let mut list = at(WEB, "/CallbackURLs");
    list.rule = "redirect-many".into();
    list.related.push(Related { message: "`ClientId` is here".into(), span: span_of(WEB, "\"ClientId\"") });
    web.findings.extend([missing, list]);
    web.suppressed.push(Suppressed {
        finding: at(WEB, "/CallbackURLs/0"),
        reason: "Intranet kiosk, ticket SEC-1234".into(),
        expires: Some("2027-03-31".into()),
        config: "coglint.toml".into(),
        line: 12,
    });
    web.baselined.push(at(WEB, "/UserPoolId"));
    web.hidden.push(at(WEB, "/AllowedOAuthFlows/0"));
    web.fixed = Some(Fixed { before: web.source.clone(), findings: vec![at(WEB, "/AllowedOAuthScopes/1")] });
    let broken = "{\"UserPoolId\":";
    let mut syntax = spanning(Span::at(14));
    syntax.rule = "syntax-error".into();
    syntax.label = Some("expected a value".into());
    let mut run = run(vec![web, file("ok.json", "{}", Vec::new()), file("broken.json", broken, vec![syntax])]);
    run.skipped = Skipped { unrecognized: 29, ignored: 2, too_large: 0 };
    run.errors.push(Error {
        kind: ErrorKind::Input,
        path: Some("c.json".into()),
        line: None,
        column: None,
        message: "cannot read c.json: permission denied".into(),
    });
    run.errors.push(Error {
        kind: ErrorKind::Config,
        path: Some("coglint.toml".into()),
        line: Some(3),
        column: Some(1),
        message: "unknown key `x`".into(),
    });
    run
}

#[test]
fn a_page_with_everything() {
    is_golden("full.html", &page(&full()));
}

/// A tag: its name, with `/` before it when it ends an element, and its attributes.
struct Tag<'p> {
    name: &'p str,
    attributes: BTreeMap<&'p str, &'p str>,
}

/// The tags of a page that has `<` nowhere else, as ours must not.
fn tags(page: &str) -> Vec<Tag<'_>> {
    page.split('<').skip(1).filter(|tag| !tag.starts_with('!')).map(|tag| tag_of(tag)).collect()
}

fn tag_of(text: &str) -> Tag<'_> {
    let mut attributes = BTreeMap::new();
    let name_end = text.find([' ', '>']).expect("a tag ends");
    let (name, mut rest) = text.split_at(name_end);
    while let Some(attribute) = rest.strip_prefix(' ') {
        let end = attribute.find([' ', '=', '>']).expect("a tag ends");
        let (key, after) = attribute.split_at(end);
        let value = after.strip_prefix("=\"").and_then(|after| after.split_once('"'));
        let (value, after) = value.unwrap_or(("", after));
        attributes.insert(key, value);
        rest = after;
    }
    assert!(rest.starts_with('>'), "<{text}");
    Tag { name, attributes }
}

/// The text of a page, as a reader gets it.
fn text_of(page: &str) -> String {
    let body = page.split_once("<body>").expect("a page has a body").1;
    let text: String = body.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect();
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&")
}

fn values<'p>(tags: &[Tag<'p>], attribute: &str) -> Vec<&'p str> {
    tags.iter().filter_map(|tag| tag.attributes.get(attribute).copied()).collect()
}

/// What must hold for every page: elements end in order, no name and no attribute comes from anywhere but the template,
/// and links lead into the page or to the documentation.
#[track_caller]
fn is_sound(page: &str) {
    const VOID: [&str; 2] = ["meta", "input"];
    const NAMES: [&str; 43] = [
        "a", "article", "b", "body", "caption", "code", "dd", "details", "div", "dl", "dt", "fieldset", "footer", "h1",
        "h2", "h3", "h4", "head", "header", "html", "i", "input", "ins", "label", "legend", "li", "main", "mark",
        "meta", "nav", "p", "pre", "section", "small", "span", "style", "summary", "table", "tbody", "td", "th",
        "thead", "title",
    ];
    const MORE_NAMES: [&str; 2] = ["tr", "ul"];
    const ATTRIBUTES: [&str; 17] = [
        "aria-label",
        "aria-labelledby",
        "charset",
        "checked",
        "class",
        "content",
        "hidden",
        "href",
        "http-equiv",
        "id",
        "lang",
        "name",
        "open",
        "rel",
        "scope",
        "type",
        "tabindex",
    ];
    let tags = tags(page);
    let mut open = Vec::new();
    for tag in &tags {
        match tag.name.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name), "{page}"),
            None if VOID.contains(&tag.name) => {}
            None => open.push(tag.name),
        }
        let name = tag.name.trim_start_matches('/');
        assert!(NAMES.contains(&name) || MORE_NAMES.contains(&name), "<{name}>: {page}");
        let strange = tag.attributes.keys().find(|key| !ATTRIBUTES.contains(key));
        assert_eq!(strange, None, "{page}");
    }
    assert_eq!(open, Vec::<&str>::new());

    let ids = values(&tags, "id");
    let distinct: BTreeSet<_> = ids.iter().collect();
    assert_eq!(distinct.len(), ids.len(), "{ids:?}");
    let labels = values(&tags, "aria-labelledby");
    assert!(labels.iter().all(|label| ids.contains(label)), "{labels:?}");
    for link in values(&tags, "href") {
        let target = link.strip_prefix('#');
        let leads = target.map_or(link.starts_with("https://coglint.example/rules/"), |target| ids.contains(&target));
        assert!(leads, "{link}: {page}");
    }
}

#[test]
fn every_page_is_sound() {
    for run in [full(), run(Vec::new()), run(vec![web()]), run(vec![file("a.json", "{}", Vec::new())])] {
        is_sound(&page(&run));
    }
}

#[test]
fn a_page_needs_nothing_from_outside() {
    let page = page(&full());
    assert!(page.contains(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    ));
    for outside in ["<script", "<link", "<img", "@import", "url(", " src=", " style=", "javascript:"] {
        assert!(!page.contains(outside), "{outside}");
    }
}

#[test]
fn the_index_of_rules_leads_to_every_finding_and_back() {
    let run = full();
    let page = page(&run);
    let tags = tags(&page);
    let findings: usize = run.files.iter().map(|file| file.findings.len()).sum();
    let articles = tags.iter().filter(|tag| tag.name == "article");
    let articles: BTreeSet<_> = articles.filter_map(|tag| tag.attributes.get("id")).collect();
    assert_eq!(articles.len(), findings);

    let (rules, rest) = page.split_once("<h2 id=\"files\">").expect("rules come before files");
    let linked = values(&self::tags(rules), "href");
    for id in articles {
        assert_eq!(linked.iter().filter(|link| link.strip_prefix('#') == Some(id)).count(), 1, "{id}");
    }
    for rule in ["redirect-http", "scope-unknown", "redirect-many", "token-revocation-implicit", "syntax-error"] {
        assert!(rules.contains(&format!("<ul id=\"rule-{rule}\">")), "{rule}");
        assert!(rest.contains(&format!("<a href=\"#rule-{rule}\">{rule}</a>")), "{rule}");
    }
}

#[test]
fn a_link_to_a_finding_outlives_edits_elsewhere() {
    let id = |text: &str| {
        let page = page(&run(vec![file("a.json", text, vec![at(text, "/b/0")])]));
        let start = page.find("<article").expect("a finding");
        page[start..].split_once("id=\"").and_then(|(_, rest)| rest.split_once('"')).map(|(id, _)| id.to_owned())
    };
    assert_eq!(id(r#"{"b": ["x"]}"#), id("{\n \"a\": 1,\n \"b\": [\n\"x\", 2]}"));
    assert_ne!(id(r#"{"b": ["x"]}"#), id(r#"{"b": ["y"]}"#));
}

#[test]
fn rules_stand_in_the_order_of_what_they_found() {
    let text = r#"["a", "b", "c", "d", "e", "f"]"#;
    let finding =
        |index: usize, rule: &str, severity| Finding { rule: rule.into(), severity, ..at(text, &format!("/{index}")) };
    let findings = vec![
        finding(0, "rare-error", Severity::Error),
        finding(1, "often-warning", Severity::Warning),
        finding(2, "often-warning", Severity::Warning),
        finding(3, "a-warning", Severity::Warning),
        finding(4, "b-warning", Severity::Warning),
        finding(5, "often-warning", Severity::Info),
    ];
    let page = page(&run(vec![file("a.json", text, findings)]));
    let rules: Vec<_> = page.split("<ul id=\"rule-").skip(1).filter_map(|part| part.split('"').next()).collect();
    assert_eq!(rules, ["rare-error", "often-warning", "a-warning", "b-warning"]);
}

#[test]
fn a_choice_of_severities_is_offered_where_there_is_one() {
    let text = r#"["a", "b"]"#;
    let levels = |severities: &[Severity]| {
        let findings =
            severities.iter().enumerate().map(|(i, &severity)| Finding { severity, ..at(text, &format!("/{i}")) });
        let page = page(&run(vec![file("a.json", text, findings.collect())]));
        let levels = page.split("id=\"show-").skip(1).filter_map(|part| part.split('"').next());
        levels.map(str::to_owned).collect::<Vec<_>>()
    };
    let [info, warning, error] = Severity::ALL;
    assert_eq!(levels(&[error, error]), Vec::<String>::new());
    assert_eq!(levels(&[info]), Vec::<String>::new());
    assert_eq!(levels(&[warning, info]), ["info", "warning"]);
    assert_eq!(levels(&[error, info]), ["info", "error"]);
    assert_eq!(levels(&[error, warning]), ["info", "error"]);
}

#[test]
fn the_footer_of_the_run_is_in_the_page() {
    for run in [full(), run(vec![web()]), run(Vec::new())] {
        assert!(text_of(&page(&run)).contains(&footer::text(&run)));
    }
}

#[test]
fn the_whole_message_can_be_copied() {
    let text = text_of(&page(&run(vec![web()])));
    for finding in web().findings {
        assert!(text.contains(finding.message.first()) && text.contains(&finding.message.rest()), "{text}");
    }
}

#[test]
fn the_lines_around_a_finding_have_its_value_marked() {
    let page = page(&run(vec![web()]));
    assert!(page.contains("<i>   9 </i>    <mark>\"http://shop.acme-retail.com/cb\"</mark>\n</span>"), "{page}");
}

#[test]
fn a_page_does_not_depend_on_where_it_is_written() {
    let plain = page(&full());
    let narrow = Appearance { width: 40, hyperlinks: true, ..Appearance::PLAIN };
    for appearance in [ASCII, COLORED, narrow] {
        assert_eq!(written(&full(), "html", &appearance), plain);
    }
}

#[test]
fn a_page_of_a_build_without_documentation_has_no_link_to_any() {
    for docs in [None, Some("http://coglint.example"), Some("https://coglint.example/\u{1b}")] {
        let mut run = full();
        run.tool.docs = docs.map(str::to_owned);
        let page = page(&run);
        assert!(values(&tags(&page), "href").iter().all(|link| link.starts_with('#')), "{docs:?}");
        assert!(page.contains("<code>coglint explain redirect-http</code>"), "{docs:?}");
    }
}

#[test]
fn nothing_from_a_file_becomes_markup() {
    let text = "{\"</pre><script>alert(1)</script>\": \"\\\"onload='x'><img src=x>&lt;\"}";
    let mut finding = at(text, "/<~1pre><script>alert(1)<~1script>");
    finding.rule = "a\"><b".into();
    finding.message = sentences(&["`</code><script>` is `\"'>`.", "<style>*{}</style>"]);
    let mut file = file("a\"><img src=x>.json", text, vec![finding]);
    file.settings.config = Some("<x>".into());
    let page = page(&run(vec![file]));
    assert!(!page.contains("<script") && !page.contains("<img"), "{page}");
    let known = page.replace("a&quot;&gt;&lt;b", "x");
    assert_eq!(tags(&known).iter().filter(|tag| tag.name == "article").count(), 1);
    assert!(text_of(&page).contains("`</code><script>` is `\"'>`."), "{page}");
    assert!(text_of(&page).contains(text), "{page}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn no_text_breaks_a_page(text in super::properties::texts(), markup in "[<>&\"'`a-z/= ]{0,20}") {
        let message = sentences(&[&markup, &text]);
        let finding = Finding { label: Some(markup.clone()), message, ..spanning(Span::new(0, 1)) };
        let text = format!("{markup}{text}");
        is_sound(&page(&run(vec![file(&text, &text, vec![finding])])));
    }
}
