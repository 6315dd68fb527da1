//! What is neither a file nor a directory, where a shell has no word to make it.

use std::os::unix::net::UnixListener;

use super::Place;

#[test]
fn a_socket_is_refused_when_it_is_named_and_passed_over_in_a_directory() {
    let place = Place::with(["ok.json"]);
    let _socket = UnixListener::bind(place.path().join("socket.json")).expect("a socket can be made");
    let named = place.run("C socket.json ok.json", b"");
    assert_eq!(named.status, Some(2), "{}", named.stderr);
    assert!(
        named.stderr.starts_with("error: cannot read socket.json: it is a device or a socket\n"),
        "{}",
        named.stderr
    );
    let found = place.run("C . ; C --list-files -v .", b"");
    assert_eq!(found.status, Some(0), "{}", found.stderr);
    assert!(found.stderr.starts_with("coglint: no findings in 1 file checked: pass\n  profile"), "{}", found.stderr);
    let reason = "note: skipped socket.json: neither a file nor a directory\n";
    assert!(found.stderr.ends_with(reason), "{}", found.stderr);
}
