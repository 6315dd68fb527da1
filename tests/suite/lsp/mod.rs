//! The language server, asked by a client in the same process: what an editor would see.
//!
//! The server runs on a thread of its own at the other end of a connection in memory. Documents are checked at once, unless
//! a test is about the wait.

mod configuration;
mod edits;
mod features;
mod findings;
mod lifecycle;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use coglint::lsp;
use lsp_server::{Connection, Message, Notification, Request, RequestId, Response};
use serde_json::{Value, json};
use tempfile::TempDir;

/// Longer than any answer takes; a test that waits for it has failed.
const PATIENCE: Duration = Duration::from_mins(1);

/// The request of the interface contract's acceptance checks.
pub const BAD: &str = r#"{
  "UserPoolId": "eu-west-1_Ab12Cd34E",
  "ClientId": "1example23456789",
  "AllowedOAuthFlowsUserPoolClient": true,
  "AllowedOAuthFlows": ["code"],
  "AllowedOAuthScopes": ["openid", "Email"],
  "CallbackURLs": [
    "https://shop.acme-retail.com/cb",
    "http://shop.acme-retail.com/cb"
  ]
}
"#;

/// An editor in a folder of its own.
pub struct Editor {
    connection: Option<Connection>,
    server: Option<JoinHandle<u8>>,
    folder: TempDir,
    requests: i32,
    /// What the server sent that nobody has asked for yet.
    notifications: Vec<Notification>,
    /// What the server asked for.
    pub asked: Vec<Request>,
    /// The last diagnostics that were pushed for each document.
    pub pushed: BTreeMap<String, Value>,
    /// What the server said about itself.
    pub introduction: Value,
}

/// What an editor can do that can do everything, and is told diagnostics.
pub fn pushing() -> Value {
    json!({
        "general": {"positionEncodings": ["utf-16"]},
        "workspace": {
            "applyEdit": true,
            "workspaceEdit": {"documentChanges": true, "resourceOperations": ["create"]},
            "didChangeWatchedFiles": {"dynamicRegistration": true},
            "diagnostics": {"refreshSupport": true},
        },
        "textDocument": {"publishDiagnostics": {"relatedInformation": true}},
        "window": {"showDocument": {"support": true}},
    })
}

/// The same of one that asks for diagnostics.
pub fn pulling() -> Value {
    let mut capabilities = pushing();
    capabilities["textDocument"] = json!({"diagnostic": {"relatedDocumentSupport": true}});
    capabilities
}

impl Editor {
    /// One that is told diagnostics.
    pub fn new(files: &[(&str, &str)]) -> Self {
        Self::with(files, &pushing(), &Value::Null, Duration::ZERO)
    }

    /// One with these files, capabilities and settings.
    pub fn with(files: &[(&str, &str)], capabilities: &Value, options: &Value, quiet: Duration) -> Self {
        let (connection, other) = Connection::memory();
        let server = thread::spawn(move || lsp::serve(&other, quiet));
        let folder = tempfile::tempdir().expect("a folder can be made");
        // Where a configuration is looked for ends.
        fs::create_dir(folder.path().join(".git")).expect("it is ours");
        let mut editor = Self {
            connection: Some(connection),
            server: Some(server),
            folder,
            requests: 0,
            notifications: Vec::new(),
            asked: Vec::new(),
            pushed: BTreeMap::new(),
            introduction: Value::Null,
        };
        for (name, text) in files {
            editor.write(name, text);
        }
        let root = editor.uri("");
        let params = json!({
            "processId": null, "rootUri": root, "capabilities": capabilities, "initializationOptions": options,
        });
        editor.introduction = editor.ask("initialize", params).expect("it is understood");
        editor.notify("initialized", json!({}));
        editor
    }

    /// The path of a file of the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().canonicalize().expect("it exists").join(name)
    }

    /// The address of a file of the folder.
    pub fn uri(&self, name: &str) -> String {
        format!("file://{}", self.path(name).display())
    }

    /// Puts a file on the disk.
    pub fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("it is ours");
        fs::write(path, text).expect("it is ours");
    }

    /// Sends what nobody answers.
    pub fn notify(&self, method: &str, params: Value) {
        self.send(Notification::new(method.to_owned(), params));
    }

    /// Sends a question and waits for its answer; an error is its code and message.
    pub fn ask(&mut self, method: &str, params: Value) -> Result<Value, (i32, String)> {
        self.requests += 1;
        let id = RequestId::from(self.requests);
        self.send(Request::new(id.clone(), method.to_owned(), params));
        loop {
            match self.receive() {
                Message::Response(response) if response.id == id => {
                    return response.response_result.map_err(|error| (error.code, error.message));
                }
                other => self.keep(other),
            }
        }
    }

    /// Opens a document with that text.
    pub fn open(&self, name: &str, text: &str) {
        let item = json!({"uri": self.uri(name), "languageId": "json", "version": 1, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": item}));
    }

    /// Replaces the text of a document.
    pub fn change(&self, name: &str, version: i32, text: &str) {
        self.edit(name, version, &json!([{"text": text}]));
    }

    /// Changes parts of a document.
    pub fn edit(&self, name: &str, version: i32, changes: &Value) {
        let document = json!({"uri": self.uri(name), "version": version});
        self.notify("textDocument/didChange", json!({"textDocument": document, "contentChanges": changes}));
    }

    /// Says that files changed on the disk.
    pub fn touched(&self, name: &str) {
        let change = json!({"uri": self.uri(name), "type": 2});
        self.notify("workspace/didChangeWatchedFiles", json!({"changes": [change]}));
    }

    /// The diagnostics of a version of a document, when they are pushed.
    pub fn diagnostics(&mut self, name: &str, version: i32) -> Value {
        let uri = self.uri(name);
        loop {
            if let Some(pushed) = self.pushed.get(&uri).filter(|pushed| pushed["version"] == version) {
                return pushed["diagnostics"].clone();
            }
            let message = self.receive();
            self.keep(message);
        }
    }

    /// Waits until everything that was sent is answered, pushes too.
    pub fn settle(&mut self) {
        // Nobody knows the method, and messages are answered in order.
        let answer = self.ask("coglint/nothing", Value::Null);
        assert_eq!(answer.expect_err("there is no such method").0, -32601);
    }

    /// The answer to the last request of the server of that method.
    pub fn answer(&mut self, method: &str, result: Value) -> Value {
        loop {
            if let Some(at) = self.asked.iter().position(|request| request.method == method) {
                let request = self.asked.remove(at);
                self.send(Response::new_ok(request.id, result));
                return request.params;
            }
            let message = self.receive();
            self.keep(message);
        }
    }

    /// The messages that were shown.
    pub fn messages(&mut self) -> Vec<String> {
        self.settle();
        let shown = self.notifications.extract_if(.., |notification| notification.method == "window/showMessage");
        shown.map(|message| message.params["message"].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// The code actions for a range of a document.
    pub fn actions(&mut self, name: &str, range: &Value, only: &Value) -> Vec<Value> {
        let mut context = json!({"diagnostics": []});
        if !only.is_null() {
            context["only"] = only.clone();
        }
        let document = json!({"uri": self.uri(name)});
        let params = json!({"textDocument": document, "range": range, "context": context});
        let actions = self.ask("textDocument/codeAction", params).expect("it is understood");
        actions.as_array().expect("a list").clone()
    }

    /// What a question about a place of a document is answered.
    pub fn at(&mut self, method: &str, name: &str, line: u32, character: u32) -> Value {
        let position = json!({"line": line, "character": character});
        let params = json!({"textDocument": {"uri": self.uri(name)}, "position": position});
        self.ask(method, params).expect("it is understood")
    }

    /// Says good-bye, and gives the exit code.
    pub fn leave(mut self) -> u8 {
        self.ask("shutdown", Value::Null).expect("it is understood");
        self.notify("exit", Value::Null);
        self.end()
    }

    /// Goes away, and gives the exit code.
    pub fn end(mut self) -> u8 {
        self.connection = None;
        self.server.take().expect("it runs").join().expect("the server does not panic")
    }

    fn send(&self, message: impl Into<Message>) {
        let connection = self.connection.as_ref().expect("it is there");
        connection.sender.send(message.into()).expect("the server runs");
    }

    fn receive(&self) -> Message {
        let connection = self.connection.as_ref().expect("it is there");
        connection.receiver.recv_timeout(PATIENCE).expect("the server answers")
    }

    fn keep(&mut self, message: Message) {
        match message {
            Message::Notification(pushed) if pushed.method == "textDocument/publishDiagnostics" => {
                let uri = pushed.params["uri"].as_str().expect("an address").to_owned();
                self.pushed.insert(uri, pushed.params);
            }
            Message::Notification(notification) => self.notifications.push(notification),
            Message::Request(request) => self.asked.push(request),
            Message::Response(response) => panic!("nobody asked for {response:?}"),
        }
    }
}

/// A range of one line.
pub fn range(line: u32, start: u32, end: u32) -> Value {
    json!({"start": {"line": line, "character": start}, "end": {"line": line, "character": end}})
}

/// A text after edits, whose places count in UTF-16.
pub fn apply(text: &str, edits: &Value) -> String {
    let offset = |at: &Value| {
        let line = usize::try_from(at["line"].as_u64().expect("a line")).expect("short");
        let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
        let mut left = at["character"].as_u64().expect("a character");
        let mut end = start;
        for character in text[start..].chars() {
            if left == 0 {
                break;
            }
            left -= character.len_utf16() as u64;
            end += character.len_utf8();
        }
        end
    };
    let edits = edits.as_array().expect("a list").iter();
    let mut edits: Vec<_> = edits
        .map(|edit| (offset(&edit["range"]["start"]), offset(&edit["range"]["end"]), edit["newText"].as_str()))
        .collect();
    edits.sort_unstable();
    let mut after = text.to_owned();
    for (start, end, new) in edits.into_iter().rev() {
        after.replace_range(start..end, new.expect("a text"));
    }
    after
}

/// Every file below a folder that is text.
pub fn texts_below(folder: &str) -> Vec<(PathBuf, String)> {
    let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(|entry| entry.expect("it is ours"));
    let files = files.filter(|entry| entry.file_type().is_file() && is_json(entry.path()));
    files.filter_map(|entry| Some((entry.path().to_owned(), fs::read_to_string(entry.path()).ok()?))).collect()
}

fn is_json(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "json")
}
