//! The types of the protocol, as two crates have them: the one place that names these crates.
//!
//! The types are generated from the official model and change with it; what the rest of the server uses is listed here.

pub use gen_lsp_types::{
    ApplyWorkspaceEditParams, ApplyWorkspaceEditResult, ClientCapabilities, Code, CodeAction, CodeActionKind,
    CodeActionOptions, CodeActionParams, CodeDescription, Command, CompletionItem, CompletionItemKind,
    CompletionOptions, CompletionParams, CreateFile, Diagnostic, DiagnosticOptions, DiagnosticRelatedInformation,
    DiagnosticSeverity, DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidCloseTextDocumentParams,
    DidOpenTextDocumentParams, DidSaveTextDocumentParams, DocumentDiagnosticParams, DocumentDiagnosticReport,
    DocumentLink, DocumentLinkOptions, DocumentLinkParams, ExecuteCommandOptions, ExecuteCommandParams,
    FullDocumentDiagnosticReport, Hover, HoverParams, InitializeParams, InitializeResult, Location, MarkupContent,
    MarkupKind, MessageType, OptionalVersionedTextDocumentIdentifier, Position, PositionEncodingKind,
    PublishDiagnosticsParams, Range, RelatedDocument, RelatedFullDocumentDiagnosticReport,
    RelatedUnchangedDocumentDiagnosticReport, ServerCapabilities, ServerInfo, ShowDocumentParams, ShowMessageParams,
    TextDocumentContentChangeEvent, TextDocumentEdit, TextDocumentIdentifier, TextDocumentSyncKind,
    TextDocumentSyncOptions, TextEdit, UnchangedDocumentDiagnosticReport, Uri, WorkspaceEdit, WorkspaceFolders,
};
pub use lsp_server::{Connection, ErrorCode, Message, Notification, Request, RequestId, Response};
