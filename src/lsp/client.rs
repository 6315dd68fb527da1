//! What the editor can do, as far as the server goes by it.

use super::position::Encoding;
use super::protocol::ClientCapabilities;

/// What the editor can do.
#[expect(clippy::struct_excessive_bools, reason = "each is a capability that the protocol has by itself")]
#[derive(Clone, Copy, Debug, Default)]
pub struct Client {
    /// What characters are counted in.
    pub encoding: Encoding,
    /// It asks for diagnostics; they are not pushed then.
    pub pulls: bool,
    /// It asks again when it is told that diagnostics may have changed.
    pub refreshes: bool,
    /// It takes diagnostics of other documents in an answer.
    pub takes_related_documents: bool,
    /// It shows further places of a diagnostic.
    pub shows_related: bool,
    /// It can be asked to watch files.
    pub watches: bool,
    /// It shows a document when it is asked to.
    pub shows_documents: bool,
    /// It applies edits when it is asked to.
    pub applies_edits: bool,
    /// Edits may say which version of a document they are for.
    pub versions_edits: bool,
    /// Edits may create files.
    pub creates_files: bool,
}

impl Client {
    /// What the capabilities say.
    pub fn new(capabilities: &ClientCapabilities) -> Self {
        let general = capabilities.general.as_ref();
        let document = capabilities.text_document.as_ref();
        let workspace = capabilities.workspace.as_ref();
        let window = capabilities.window.as_ref();
        let pull = document.and_then(|document| document.diagnostic.as_ref());
        let push = document.and_then(|document| document.publish_diagnostics.as_ref());
        let edits = workspace.and_then(|workspace| workspace.workspace_edit.as_ref());
        let operations = edits.and_then(|edits| edits.resource_operations.as_deref()).unwrap_or_default();
        // Of either way of giving diagnostics the further places are a part of their own.
        let related = [
            pull.and_then(|pull| pull.diagnostics_capabilities.related_information),
            push.and_then(|push| push.diagnostics_capabilities.related_information),
        ];
        let watched = workspace.and_then(|workspace| workspace.did_change_watched_files.as_ref());
        let refreshed = workspace.and_then(|workspace| workspace.diagnostics.as_ref());
        Self {
            encoding: Encoding::choose(
                general.and_then(|general| general.position_encodings.as_deref()).unwrap_or_default(),
            ),
            pulls: pull.is_some(),
            refreshes: refreshed.and_then(|refreshed| refreshed.refresh_support) == Some(true),
            takes_related_documents: pull.and_then(|pull| pull.related_document_support) == Some(true),
            shows_related: related.contains(&Some(true)),
            watches: watched.and_then(|watched| watched.dynamic_registration) == Some(true),
            shows_documents: window
                .and_then(|window| window.show_document.as_ref())
                .is_some_and(|document| document.support),
            applies_edits: workspace.and_then(|workspace| workspace.apply_edit) == Some(true),
            versions_edits: edits.and_then(|edits| edits.document_changes) == Some(true),
            creates_files: operations.iter().any(|operation| operation.to_string() == "create")
                && edits.and_then(|edits| edits.document_changes) == Some(true),
        }
    }
}
