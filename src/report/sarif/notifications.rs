//! What kept a run from a verdict, as notifications.

use super::log::{Location, Message, Notification, PhysicalLocation, Region};
use super::uri;
use crate::report::run::{Error, ErrorKind, Run};

/// The notifications about how the program was called and set up, and those about everything else.
pub fn of_errors(run: &Run) -> (Vec<Notification>, Vec<Notification>) {
    let is_configuration = |error: &&Error| matches!(error.kind, ErrorKind::Usage | ErrorKind::Config);
    let (configuration, execution): (Vec<_>, Vec<_>) = run.errors.iter().partition(is_configuration);
    let notifications = |errors: Vec<&Error>| errors.into_iter().map(|error| notification(error, run)).collect();
    (notifications(configuration), notifications(execution))
}

fn notification(error: &Error, run: &Run) -> Notification {
    Notification {
        level: "error",
        message: Message { text: error.message.clone() },
        locations: location(error, run).into_iter().collect(),
    }
}

/// The place, when it is in a file of the run: of any other nobody has looked where it lies in the repository.
fn location(error: &Error, run: &Run) -> Option<Location> {
    let path = error.path.as_deref()?;
    let file = run.files.iter().find(|file| file.path == path)?;
    let region = error.line.map(|start_line| Region {
        start_line,
        // Columns of errors count characters; the line alone is as good, and never wrong.
        start_column: None,
        end_line: None,
        end_column: None,
    });
    let artifact_location = uri::artifact(file.in_repository());
    Some(Location {
        id: None,
        physical_location: PhysicalLocation { artifact_location, region },
        logical_locations: Vec::new(),
        message: None,
    })
}
