//! What the editor is answered, method by method.

use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::actions::{self, Asked};
use super::protocol::{
    CodeActionParams, CompletionParams, DocumentDiagnosticParams, DocumentDiagnosticReport, DocumentLinkParams,
    ErrorCode, ExecuteCommandParams, FullDocumentDiagnosticReport, HoverParams, RelatedDocument,
    RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport, ShowDocumentParams,
    TextDocumentIdentifier, UnchangedDocumentDiagnosticReport, Uri,
};
use super::room::Room;
use super::server::{Open, Server};
use super::{completion, hover, links, suppressing, uri};
use crate::cli::tool;

/// The result of a question, or what is wrong with it.
pub type Answer = Result<Value, (ErrorCode, String)>;

impl Server<'_> {
    /// The answer to a question.
    pub(super) fn answer(&mut self, method: &str, params: Value) -> Answer {
        match method {
            "shutdown" => {
                self.is_shut_down = true;
                Ok(Value::Null)
            }
            "textDocument/diagnostic" => self.diagnose(&read(params)?),
            "textDocument/codeAction" => self.code_actions(&read(params)?),
            "textDocument/hover" => self.hover(&read(params)?),
            "textDocument/completion" => self.complete(&read(params)?),
            "textDocument/documentLink" => self.links(&read(params)?),
            "workspace/executeCommand" => self.execute(&read(params)?),
            "initialize" => Err((ErrorCode::InvalidRequest, "the server is initialized already".to_owned())),
            _ => Err((ErrorCode::MethodNotFound, format!("there is no method {method}"))),
        }
    }

    fn diagnose(&mut self, params: &DocumentDiagnosticParams) -> Answer {
        let key = &params.text_document.uri.0;
        let (items, _) = self.diagnostics(key);
        let result = self.documents.get(key).map_or(0, |open| open.result).to_string();
        let report: DocumentDiagnosticReport = if params.previous_result_id.as_ref() == Some(&result) {
            RelatedUnchangedDocumentDiagnosticReport {
                related_documents: None,
                unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id: result },
            }
            .into()
        } else {
            let report = FullDocumentDiagnosticReport { result_id: Some(result), items };
            let related = self.client.takes_related_documents.then(|| {
                let closed = self.mistakes.files().filter(|file| !self.is_open(file));
                let of_file = |file: &Path| {
                    let items = self.mistakes.of_file(file).to_vec();
                    let report = FullDocumentDiagnosticReport { result_id: None, items };
                    (uri::of_path(file), RelatedDocument::FullDocumentDiagnosticReport(report))
                };
                closed.map(of_file).collect()
            });
            RelatedFullDocumentDiagnosticReport { related_documents: related, full_document_diagnostic_report: report }
                .into()
        };
        written(report)
    }

    fn is_open(&self, path: &Path) -> bool {
        self.documents.values().any(|open| open.document.path == path)
    }

    fn code_actions(&mut self, params: &CodeActionParams) -> Answer {
        let key = &params.text_document.uri.0;
        let found = self.found(key);
        let Some((open, room)) = self.documents.get(key).and_then(|open| Some((open, open.room.as_ref()?))) else {
            return Ok(json!([]));
        };
        let asked = Asked {
            document: &open.document,
            findings: &found.findings,
            params,
            client: &self.client,
            room,
            unsafe_fixes: self.options.unsafe_fixes,
        };
        written(asked.actions())
    }

    fn hover(&mut self, params: &HoverParams) -> Answer {
        let at = &params.text_document_position_params;
        let found = self.found(&at.text_document.uri.0);
        let Some((open, room)) = self.inhabited(&at.text_document) else { return Ok(Value::Null) };
        written(hover::at(&open.document, at.position, &found.findings, room, self.client.encoding))
    }

    fn complete(&mut self, params: &CompletionParams) -> Answer {
        let at = &params.text_document_position_params;
        self.found(&at.text_document.uri.0);
        let Some((open, room)) = self.inhabited(&at.text_document) else { return Ok(json!([])) };
        written(completion::at(&open.document, at.position, room, self.client.encoding))
    }

    fn links(&mut self, params: &DocumentLinkParams) -> Answer {
        let Some(open) = self.documents.get(&params.text_document.uri.0) else { return Ok(json!([])) };
        written(links::of(&open.document, open.room.as_ref(), self.client.encoding))
    }

    fn inhabited(&self, document: &TextDocumentIdentifier) -> Option<(&Open, &Room)> {
        let open = self.documents.get(&document.uri.0)?;
        open.room.as_ref().map(|room| (open, room))
    }

    fn execute(&mut self, params: &ExecuteCommandParams) -> Answer {
        let arguments = params.arguments.as_deref().unwrap_or_default();
        let texts: Vec<_> = arguments.iter().filter_map(Value::as_str).collect();
        match (params.command.as_str(), texts.as_slice()) {
            (actions::OPEN_DOCUMENTATION, [rule]) => {
                let page = tool::tool().rule_page(rule);
                let show = page.map(|page| ShowDocumentParams {
                    uri: Uri(page),
                    external: Some(true),
                    take_focus: Some(true),
                    selection: None,
                });
                if let Some(show) = show {
                    self.request("window/showDocument", show);
                }
                Ok(Value::Null)
            }
            (actions::SUPPRESS, [document, identity]) => self.suppress(document, identity),
            _ => Err((ErrorCode::InvalidParams, format!("there is no command {} of this form", params.command))),
        }
    }

    fn suppress(&mut self, key: &str, identity: &str) -> Answer {
        let found = self.found(key);
        let Some(open) = self.documents.get(key) else { return Ok(Value::Null) };
        let Some(shown) = found.findings.iter().find(|shown| shown.identity == identity) else {
            return Err((ErrorCode::InvalidParams, "the finding is gone".to_owned()));
        };
        let config = suppressing::config_for(&open.document, open.room.as_ref(), &self.options);
        let opened = self.documents.values().map(|open| &open.document).find(|document| document.path == config);
        let entry = suppressing::Entry { document: &open.document, finding: &shown.finding };
        let (edit, show) = entry.edit(&config, opened, &self.client);
        let id = self.request("workspace/applyEdit", edit);
        if self.client.shows_documents {
            self.waiting.insert(id, show);
        }
        Ok(Value::Null)
    }
}

fn read<P: DeserializeOwned>(params: Value) -> Result<P, (ErrorCode, String)> {
    serde_json::from_value(params).map_err(|error| (ErrorCode::InvalidParams, error.to_string()))
}

fn written(result: impl Serialize) -> Answer {
    serde_json::to_value(result).map_err(|error| (ErrorCode::InternalError, error.to_string()))
}
