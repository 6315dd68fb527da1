//! The session with one editor: messages in, answers and notifications out, one after the other.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::actions;
use super::client::Client;
use super::diagnostics;
use super::document::Document;
use super::mistakes::Mistakes;
use super::options::{Options, in_a_line};
use super::protocol::{
    ApplyWorkspaceEditResult, CodeActionOptions, CompletionOptions, Connection, Diagnostic, DiagnosticOptions,
    DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
    DidSaveTextDocumentParams, DocumentLinkOptions, ErrorCode, ExecuteCommandOptions, InitializeParams,
    InitializeResult, Message, MessageType, Notification, PublishDiagnosticsParams, Request, RequestId, Response,
    ServerCapabilities, ServerInfo, ShowDocumentParams, ShowMessageParams, TextDocumentSyncKind,
    TextDocumentSyncOptions, Uri,
};
use super::room::{Judgement, Room, Shown};
use super::uri;
use crate::cli::console::Console;
use crate::cli::guard::Internal;
use crate::cli::refusal::Refusal;
use crate::cli::tool;

/// Serves the editor at the other end of `connection` and gives the exit code. A document is checked when nothing has
/// changed in it for `quiet`, or when an answer needs it.
pub fn serve(connection: &Connection, quiet: Duration) -> u8 {
    match Server::start(connection, quiet) {
        Some(server) => server.run(),
        None => 1,
    }
}

/// A session.
pub struct Server<'c> {
    connection: &'c Connection,
    quiet: Duration,
    pub(super) client: Client,
    pub(super) options: Arc<Options>,
    pub(super) documents: BTreeMap<String, Open>,
    /// When the documents that changed are to be checked.
    due: BTreeMap<String, Instant>,
    pub(super) mistakes: Mistakes,
    /// What is done when the editor has answered.
    pub(super) waiting: BTreeMap<RequestId, ShowDocumentParams>,
    requests: i32,
    results: u64,
    pub(super) is_shut_down: bool,
}

/// A document that is open.
pub struct Open {
    pub(super) document: Document,
    /// What applies to it; `None` when there never was a configuration without mistakes.
    pub(super) room: Option<Room>,
    /// What is wrong with its configuration now.
    refusals: Vec<Refusal>,
    /// What was found in its text, until that changes.
    found: Option<Found>,
    /// What the editor was told last, and by which number.
    told: Vec<Diagnostic>,
    pub(super) result: u64,
}

/// What was found in a text.
#[derive(Clone, Default)]
pub struct Found {
    pub(super) findings: Arc<Vec<Shown>>,
    is_request: bool,
}

impl<'c> Server<'c> {
    /// Waits for the editor to introduce itself; `None` when it leaves instead.
    fn start(connection: &'c Connection, quiet: Duration) -> Option<Self> {
        let (id, params) = connection.initialize_start().ok()?;
        let mut complaints = Vec::new();
        let params: InitializeParams = serde_json::from_value(params).unwrap_or_else(|error| {
            complaints.push(format!("the editor's introduction cannot be understood: {error}"));
            InitializeParams::default()
        });
        let server = Self {
            connection,
            quiet,
            client: Client::new(&params.capabilities),
            options: Arc::new(Options::new(&params, &mut complaints)),
            documents: BTreeMap::new(),
            due: BTreeMap::new(),
            mistakes: Mistakes::default(),
            waiting: BTreeMap::new(),
            requests: 0,
            results: 0,
            is_shut_down: false,
        };
        let result = InitializeResult {
            capabilities: server.capabilities(),
            server_info: Some(ServerInfo { name: "coglint".to_owned(), version: Some(tool::VERSION.to_owned()) }),
        };
        server.send(Response::new_ok(id, result));
        for complaint in complaints {
            server.show(MessageType::Error, &format!("coglint: {complaint}"));
        }
        Some(server)
    }

    fn capabilities(&self) -> ServerCapabilities {
        let sync = TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::Incremental),
            save: Some(true.into()),
            ..TextDocumentSyncOptions::default()
        };
        let kinds = actions::kinds();
        let triggers = ["\"", ":", "=", "[", "."].map(str::to_owned).to_vec();
        ServerCapabilities {
            position_encoding: Some(self.client.encoding.kind()),
            text_document_sync: Some(sync.into()),
            completion_provider: Some(CompletionOptions {
                trigger_characters: Some(triggers),
                ..CompletionOptions::default()
            }),
            hover_provider: Some(true.into()),
            code_action_provider: Some(
                CodeActionOptions { code_action_kinds: Some(kinds), ..CodeActionOptions::default() }.into(),
            ),
            document_link_provider: Some(DocumentLinkOptions::default()),
            execute_command_provider: Some(ExecuteCommandOptions {
                commands: actions::COMMANDS.map(str::to_owned).to_vec(),
                ..ExecuteCommandOptions::default()
            }),
            diagnostic_provider: self.client.pulls.then(|| {
                let options = DiagnosticOptions { identifier: Some("coglint".to_owned()), ..Default::default() };
                options.into()
            }),
            ..ServerCapabilities::default()
        }
    }

    /// Answers until the editor leaves.
    fn run(mut self) -> u8 {
        loop {
            let received = match self.due.values().min() {
                None => self.connection.receiver.recv().ok(),
                Some(due) => match self.connection.receiver.recv_deadline(*due) {
                    Ok(message) => Some(message),
                    Err(error) if error.is_timeout() => {
                        self.check_due(Instant::now());
                        continue;
                    }
                    Err(_) => None,
                },
            };
            match received {
                Some(Message::Notification(notification)) if notification.method == "exit" => {
                    return u8::from(!self.is_shut_down);
                }
                Some(Message::Notification(notification)) => self.notified(notification),
                Some(Message::Request(request)) => self.requested(request),
                Some(Message::Response(response)) => self.answered(&response),
                None => return 1,
            }
        }
    }

    fn requested(&mut self, request: Request) {
        // What is due is said before the answer, however many questions come.
        self.check_due(Instant::now());
        let Request { id, method, params } = request;
        let answer = if self.is_shut_down {
            Err((ErrorCode::InvalidRequest, "the server is shut down".to_owned()))
        } else {
            self.answer(&method, params)
        };
        self.send(match answer {
            Ok(result) => Response::new_ok(id, result),
            Err((code, message)) => Response::new_err(id, code as i32, message),
        });
    }

    fn notified(&mut self, notification: Notification) {
        let Notification { method, params } = notification;
        match method.as_str() {
            "initialized" => self.watch(),
            "textDocument/didOpen" => self.with(params, Self::open),
            "textDocument/didChange" => self.with(params, Self::change),
            "textDocument/didSave" => self.with(params, |server, params| server.saved(&params)),
            "textDocument/didClose" => self.with(params, Self::close),
            "workspace/didChangeWatchedFiles" => self.with(params, |server, params| server.files_changed(&params)),
            // What is asked is answered before the next message is read, so there is nothing to cancel.
            _ => {}
        }
    }

    /// Hands on what a notification says; one that cannot be understood is passed over, since nobody waits for an answer.
    fn with<P: DeserializeOwned>(&mut self, params: Value, handle: impl FnOnce(&mut Self, P)) {
        if let Ok(params) = serde_json::from_value(params) {
            handle(self, params);
        }
    }

    fn open(&mut self, params: DidOpenTextDocumentParams) {
        let item = params.text_document;
        let document = Document {
            path: uri::path_of(&item.uri, &self.options.working_directory),
            uri: item.uri,
            version: item.version,
            text: Arc::new(item.text),
            recognized: None,
        };
        let key = document.uri.0.clone();
        let open = Open { document, room: None, refusals: Vec::new(), found: None, told: Vec::new(), result: 0 };
        self.documents.insert(key.clone(), open);
        self.furnish(&key);
        self.settle_mistakes();
        self.report(&key);
    }

    fn change(&mut self, params: DidChangeTextDocumentParams) {
        let key = params.text_document.text_document_identifier.uri.0;
        let Some(open) = self.documents.get_mut(&key) else { return };
        open.document.apply(params.content_changes, params.text_document.version, self.client.encoding);
        open.found = None;
        if !self.client.pulls {
            self.due.insert(key, Instant::now() + self.quiet);
        }
    }

    fn saved(&mut self, params: &DidSaveTextDocumentParams) {
        let path = uri::path_of(&params.text_document.uri, &self.options.working_directory);
        // For editors that watch no files.
        self.files_at(&[path]);
    }

    fn close(&mut self, params: DidCloseTextDocumentParams) {
        let key = params.text_document.uri.0;
        self.due.remove(&key);
        let Some(open) = self.documents.remove(&key) else { return };
        if !open.told.is_empty() && !self.client.pulls {
            self.publish(open.document.uri, None, Vec::new());
        }
        self.settle_mistakes();
    }

    /// Asks the editor to say when a file changes that settings come from.
    fn watch(&mut self) {
        if !self.client.watches {
            return;
        }
        // Configurations inherit from files of any name, and rule files are TOML as well.
        let watchers = ["**/*.toml", "**/*baseline*.json"].map(|glob| json!({"globPattern": glob}));
        let method = "workspace/didChangeWatchedFiles";
        let registration = json!({"id": "files", "method": method, "registerOptions": {"watchers": watchers}});
        self.request("client/registerCapability", json!({"registrations": [registration]}));
    }

    fn files_changed(&mut self, params: &DidChangeWatchedFilesParams) {
        let directory = self.options.working_directory.clone();
        let paths: Vec<_> = params.changes.iter().map(|change| uri::path_of(&change.uri, &directory)).collect();
        self.files_at(&paths);
    }

    /// Reads the settings of the documents anew that the files at `paths` may concern.
    fn files_at(&mut self, paths: &[PathBuf]) {
        let is_new = |path: &PathBuf| super::document::is_configuration(path);
        let concerned = |open: &Open| {
            let is_source = |path: &PathBuf| open.room.as_ref().is_none_or(|room| room.sources.concern(path));
            let is_mistaken = |path: &PathBuf| {
                open.refusals.iter().any(|refusal| self.file_of(refusal).is_some_and(|file| file == *path))
            };
            paths.iter().any(|path| is_new(path) || is_source(path) || is_mistaken(path))
        };
        let concerned: Vec<_> =
            self.documents.iter().filter(|(_, open)| concerned(open)).map(|(key, _)| key.clone()).collect();
        if concerned.is_empty() {
            return;
        }
        for key in &concerned {
            self.furnish(key);
        }
        self.settle_mistakes();
        if self.client.pulls {
            self.refresh();
            return;
        }
        for key in &concerned {
            self.report(key);
        }
    }

    fn file_of(&self, refusal: &Refusal) -> Option<PathBuf> {
        diagnostics::file_of(refusal, &self.options.working_directory)
    }

    /// Reads what applies to a document; with mistakes in it, what applied before stays.
    fn furnish(&mut self, key: &str) {
        let Some(open) = self.documents.get_mut(key) else { return };
        match Room::open(&self.options, &open.document.path) {
            Ok(room) => {
                open.room = Some(room);
                open.refusals.clear();
                open.found = None;
            }
            Err(refusals) => open.refusals = refusals,
        }
    }

    /// Brings what is said of configurations up to date.
    fn settle_mistakes(&mut self) {
        let refusals = self.documents.values().flat_map(|open| &open.refusals);
        let now = Mistakes::new(refusals, &self.options.working_directory, self.client.encoding);
        let before = std::mem::replace(&mut self.mistakes, now);
        let message = self.mistakes.message();
        if before.message().is_none()
            && let Some(message) = message
        {
            self.show(MessageType::Error, &message);
        }
        if self.client.pulls {
            return;
        }
        let mut files: Vec<_> = before.files().chain(self.mistakes.files()).map(Path::to_owned).collect();
        files.sort();
        files.dedup();
        files.retain(|file| before.of_file(file) != self.mistakes.of_file(file));
        for file in &files {
            let opened = self.documents.iter().find(|(_, open)| open.document.path == *file);
            match opened.map(|(key, _)| key.clone()) {
                Some(key) => self.report(&key),
                None => self.publish(uri::of_path(file), None, self.mistakes.of_file(file).to_vec()),
            }
        }
    }

    /// Checks the documents that nothing has changed in for long enough.
    fn check_due(&mut self, now: Instant) {
        let due: Vec<_> = self.due.iter().filter(|(_, at)| **at <= now).map(|(key, _)| key.clone()).collect();
        for key in due {
            self.report(&key);
        }
    }

    /// What is in the text of a document now.
    pub(super) fn found(&mut self, key: &str) -> Found {
        let Some(open) = self.documents.get_mut(key) else { return Found::default() };
        if let Some(found) = &open.found {
            return found.clone();
        }
        let found = match &open.room {
            Some(room) if !open.document.is_configuration() => {
                let (text, recognized) = (Arc::clone(&open.document.text), open.document.recognized);
                let judged = room.ask(move |resident| resident.check(&text, recognized)).unwrap_or_else(|internal| {
                    log(&internal, &open.document.path);
                    Judgement { findings: Vec::new(), recognized: None }
                });
                open.document.recognized = judged.recognized.or(open.document.recognized);
                Found { findings: Arc::new(judged.findings), is_request: open.document.recognized == Some(true) }
            }
            _ => Found::default(),
        };
        open.found = Some(found.clone());
        found
    }

    /// What there is to say about a document, and whether it was said before.
    pub(super) fn diagnostics(&mut self, key: &str) -> (Vec<Diagnostic>, bool) {
        let found = self.found(key);
        let Some(open) = self.documents.get_mut(key) else { return (Vec::new(), true) };
        let document = &open.document;
        let mut diagnostics = diagnostics::of_findings(&found.findings, &document.text, &document.uri, &self.client);
        diagnostics.extend_from_slice(self.mistakes.of_file(&document.path));
        let is_known = diagnostics == open.told && open.result > 0;
        if !is_known {
            self.results += 1;
            open.result = self.results;
            open.told.clone_from(&diagnostics);
        }
        (diagnostics, is_known)
    }

    /// Checks a document and tells an editor that does not ask.
    fn report(&mut self, key: &str) {
        self.due.remove(key);
        if self.client.pulls {
            return;
        }
        let was_told = self.documents.get(key).is_some_and(|open| !open.told.is_empty());
        let (diagnostics, _) = self.diagnostics(key);
        let is_request = self.found(key).is_request;
        let Some(open) = self.documents.get(key) else { return };
        // Most documents are nobody's business: nothing is said of them at all.
        if is_request || was_told || !diagnostics.is_empty() {
            self.publish(open.document.uri.clone(), Some(open.document.version), diagnostics);
        }
    }

    /// Goes on with what had to wait for an answer.
    fn answered(&mut self, response: &Response) {
        let Some(show) = self.waiting.remove(&response.id) else { return };
        let result =
            response.response_result.as_ref().ok().and_then(|value| serde_json::from_value(value.clone()).ok());
        if result.is_some_and(|result: ApplyWorkspaceEditResult| result.applied) {
            self.request("window/showDocument", show);
        }
    }

    fn refresh(&mut self) {
        if self.client.refreshes {
            self.request("workspace/diagnostic/refresh", Value::Null);
        }
    }

    fn publish(&self, uri: Uri, version: Option<i32>, diagnostics: Vec<Diagnostic>) {
        let params = PublishDiagnosticsParams { uri, version, diagnostics };
        self.send(Notification::new("textDocument/publishDiagnostics".to_owned(), params));
    }

    fn show(&self, kind: MessageType, message: &str) {
        let params = ShowMessageParams { kind, message: diagnostics::plain(message) };
        self.send(Notification::new("window/showMessage".to_owned(), params));
    }

    pub(super) fn request(&mut self, method: &str, params: impl Serialize) -> RequestId {
        self.requests += 1;
        let id = RequestId::from(self.requests);
        self.send(Request::new(id.clone(), method.to_owned(), params));
        id
    }

    /// An editor that takes nothing any more will be noticed when nothing comes from it.
    fn send(&self, message: impl Into<Message>) {
        let _ = self.connection.sender.send(message.into());
    }
}

/// Notes a mistake of the program where logs of language servers go.
fn log(internal: &Internal, path: &Path) {
    let refusal = internal.refusal(Some(&path.to_string_lossy()));
    Console::from_environment().note(&in_a_line(&refusal));
}
