//! How Ory reads what came of an evaluation (Kratos `request/builder.go`).

/// The words that make a failure a cancel: anywhere in the error's text, in exactly these letters.
pub const CANCEL: &str = "RUNTIME ERROR: cancel";

/// What Ory does next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It posts the body.
    Sends,
    /// It sends nothing, and the hook counts as done.
    Cancels,
    /// The hook fails.
    Fails,
}

/// Reads the error of an evaluation, or its absence. `error` is all go-jsonnet prints of it.
pub fn read(error: Option<&str>) -> Outcome {
    match error {
        None => Outcome::Sends,
        Some(text) if text.contains(CANCEL) => Outcome::Cancels,
        Some(_) => Outcome::Fails,
    }
}

/// The text of an `error`, out of all that go-jsonnet prints of it.
pub fn text(error: &str) -> &str {
    error.strip_prefix("RUNTIME ERROR: ").unwrap_or(error)
}

/// Whether an error that does not cancel looks as if it was meant to: it says cancel in other letters, or later on.
pub fn means_to_cancel(error: &str) -> bool {
    read(Some(error)) == Outcome::Fails
        && error.strip_prefix("RUNTIME ERROR: ").is_some_and(|text| {
            let first_line = text.lines().next().unwrap_or_default().to_lowercase();
            first_line.trim_start().starts_with("cancel") || first_line.contains("please cancel")
        })
}

/// Whether a cancel carries a reason behind the bare word.
pub fn reason(error: &str) -> Option<&str> {
    let (_, rest) = error.split_once(CANCEL)?;
    let reason = rest.lines().next().unwrap_or_default().trim_start_matches([':', ' ']).trim();
    (!reason.is_empty()).then_some(reason)
}
