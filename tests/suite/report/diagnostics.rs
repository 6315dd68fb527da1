//! Errors in settings and rule files, in the frames of findings.

use coglint::finding::Severity;
use coglint::report::appearance::Appearance;
use coglint::report::diagnostic::{Diagnostic, Place};
use coglint::source::SourceFile;

use super::{is_golden, span_of};

fn written(diagnostics: &[Diagnostic]) -> String {
    let mut out = Vec::new();
    for diagnostic in diagnostics {
        diagnostic.write(&Appearance::PLAIN, &mut out).expect("written");
    }
    String::from_utf8(out).expect("UTF-8")
}

#[test]
fn a_bad_key_is_shown_where_it_stands() {
    let file = SourceFile {
        path: "coglint.toml".into(),
        text: "version = 1\nprofil = \"strict\"\n[rules]\nredirect-htp = \"off\"\n".into(),
    };
    let diagnostic = |message, part, label, help| Diagnostic {
        kind: Some("config"),
        place: Some(Place { file: &file, span: span_of(&file.text, part), label }),
        help: Some(help),
        ..Diagnostic::error(message)
    };
    is_golden(
        "configuration.txt",
        &written(&[
            diagnostic("unknown key `profil`", "profil", "not a key of coglint.toml", "did you mean `profile`?"),
            diagnostic(
                "unknown rule `redirect-htp`",
                "redirect-htp",
                "no rule has this id",
                "did you mean `redirect-http`?",
            ),
        ]),
    );
}

#[test]
fn without_a_place_it_is_a_line_and_its_help() {
    let mut error = Diagnostic::error("cannot read clients/b.json: permission denied");
    assert_eq!(written(&[error]), "error: cannot read clients/b.json: permission denied\n");
    error.help = Some("did you mean sarif?");
    error.severity = Severity::Warning;
    error.message = "a \u{1b} b";
    assert_eq!(written(&[error]), "warning: a \\u{1b} b\n   help: did you mean sarif?\n");
}
