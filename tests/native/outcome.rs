//! The cancel rule: a substring, case and all.

use playground::{
    ory::outcome::{Outcome, means_to_cancel, read, reason},
    report::{self, Verdict, first_draft},
};

fn verdict(template: &str) -> Verdict {
    report::build(&playground::draft::Draft { template: template.to_owned(), ..first_draft() }).verdict
}

#[test]
fn what_cancels() {
    for template in [
        "error 'cancel'",
        "function(ctx) error 'cancelled by rule'",
        "function(ctx) error 'cancel: nobody to mail'",
        "function(ctx) assert false : 'cancel'; {}",
        "function(ctx) { a: { b: [error 'cancel'] } }",
        "function(ctx) error 'x RUNTIME ERROR: cancel'",
    ] {
        assert_eq!(verdict(template), Verdict::Cancelled, "{template}");
    }
}

#[test]
fn what_does_not() {
    for template in ["error 'Cancel'", "error 'please cancel'", "error ' cancel'", "error { a: 1 }", "error ''"] {
        assert_eq!(verdict(template), Verdict::Fails, "{template}");
    }
    for template in
        ["{ a:: error 'cancel' }", "local x = error 'cancel'; {}", "{ a: if false then error 'cancel' else 1 }"]
    {
        assert_eq!(verdict(template), Verdict::Sends, "{template}");
    }
}

#[test]
fn what_was_meant_to() {
    assert!(means_to_cancel("RUNTIME ERROR: Cancel"));
    assert!(means_to_cancel("RUNTIME ERROR: please cancel"));
    assert!(means_to_cancel("RUNTIME ERROR: CANCELLED"));
    assert!(!means_to_cancel("RUNTIME ERROR: cancel"));
    assert!(!means_to_cancel("RUNTIME ERROR: Field does not exist: cancel"));
}

#[test]
fn the_reason_of_a_cancel() {
    assert_eq!(read(Some("RUNTIME ERROR: cancel: no consent\n\ttemplate")), Outcome::Cancels);
    assert_eq!(reason("RUNTIME ERROR: cancel: no consent\n\ttemplate"), Some("no consent"));
    assert_eq!(reason("RUNTIME ERROR: cancel"), None);
}
