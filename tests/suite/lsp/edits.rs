//! Long sessions: whatever is typed, the server has the text that the editor has.

use std::time::Duration;

use serde_json::{Value, json};

use super::{Editor, pulling, texts_below};

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    /// A number below `limit`.
    fn below(&mut self, limit: usize) -> usize {
        // xorshift64*: Marsaglia, "Xorshift RNGs", 2003.
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        usize::try_from(self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33).unwrap_or(0) % limit.max(1)
    }
}

/// What is typed: pieces that make requests, that break them, and that are hard to count.
const PIECES: [&str; 16] = [
    "",
    "\"",
    "{",
    "}",
    "[",
    ",",
    ":",
    "\n",
    "\r\n",
    "\r",
    "é",
    "😀",
    "\\",
    "\"CallbackURLs\": [\"http://a.example/\"],",
    "\"UserPoolId\": \"eu-west-1_Ab12Cd34E\",",
    "null",
];

/// The offset of a place in UTF-16, counted without the server's code.
fn offset(text: &str, line: usize, character: usize) -> usize {
    let mut left = line;
    let mut start = 0;
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        let ends = *byte == b'\n' || (*byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
        if left == 0 {
            break;
        }
        if ends {
            left -= 1;
            start = at + 1;
        }
    }
    if left > 0 {
        return text.len();
    }
    let mut units = 0;
    for (at, found) in text[start..].char_indices() {
        if units >= character || found == '\n' || found == '\r' {
            return start + at;
        }
        units += found.len_utf16();
        if units > character {
            return start + at;
        }
    }
    text.len()
}

fn diagnostics(editor: &mut Editor, name: &str) -> Value {
    let document = json!({"textDocument": {"uri": editor.uri(name)}});
    editor.ask("textDocument/diagnostic", document).expect("it is understood")["items"].clone()
}

#[test]
fn ten_thousand_random_edits_never_drift_from_a_fresh_read() {
    const EDITS: i32 = 10_000;
    let texts = texts_below("fixtures/requests");
    let mut dice = Dice(0x00C0_61E7);
    let mut editor = Editor::with(&[], &pulling(), &Value::Null, Duration::ZERO);
    let mut text = texts[0].1.clone();
    editor.open("typed.json", &text);
    for version in 2..EDITS + 2 {
        // Now and then another request, so that texts do not only grow worse.
        if version % 100 == 0 {
            text.clone_from(&texts[dice.below(texts.len())].1);
            editor.change("typed.json", version, &text);
            continue;
        }
        let lines = text.lines().count();
        let (line, character) = (dice.below(lines + 2), dice.below(60));
        let (end_line, end_character) = (line + dice.below(2), character + dice.below(8));
        let piece = PIECES[dice.below(PIECES.len())];
        let start = json!({"line": line, "character": character});
        let end = json!({"line": end_line, "character": end_character});
        editor.edit("typed.json", version, &json!([{"range": {"start": start, "end": end}, "text": piece}]));
        let (start, end) = (offset(&text, line, character), offset(&text, end_line, end_character));
        text.replace_range(start.min(end)..start.max(end), piece);
        if version % 50 == 0 {
            let found = diagnostics(&mut editor, "typed.json");
            let fresh = format!("fresh-{version}.json");
            // The document that was typed may keep its recognition; one of its own has what the text alone says.
            editor.open(&fresh, &text);
            let alone = diagnostics(&mut editor, &fresh);
            let ids = |list: &Value| -> Vec<String> {
                let of = |one: &Value| format!("{} {} {}", one["code"], one["range"], one["message"]);
                list.as_array().into_iter().flatten().map(of).collect()
            };
            if alone != json!([]) {
                assert_eq!(ids(&found), ids(&alone), "after {version} edits: {text}");
            }
            editor.notify("textDocument/didClose", json!({"textDocument": {"uri": editor.uri(&fresh)}}));
        }
        if version % 97 == 0 {
            editor.at("textDocument/hover", "typed.json", 3, 6);
            editor.at("textDocument/completion", "typed.json", 2, 4);
            editor.actions("typed.json", &super::range(0, 0, 50), &Value::Null);
        }
    }
    // The text itself, character by character: an edit at its end would move if a single one were wrong.
    editor.edit("typed.json", EDITS + 2, &json!([{"range": {"start": {"line": 0, "character": 0}, "end": {"line": 99_999, "character": 0}}, "text": "{"}]));
    assert_eq!(editor.leave(), 0);
}

#[test]
fn every_place_of_every_fixture_can_be_asked_about() {
    let mut editor = Editor::new(&[]);
    for (path, text) in texts_below("fixtures").iter().filter(|(_, text)| text.len() < 1200) {
        let name = path.to_string_lossy().into_owned();
        editor.open(&name, text);
        for (line, content) in (0..).zip(text.split('\n')) {
            for character in (0..=u32::try_from(content.len()).expect("short")).step_by(3) {
                editor.at("textDocument/hover", &name, line, character);
                editor.at("textDocument/completion", &name, line, character);
            }
        }
    }
    assert_eq!(editor.leave(), 0);
}
