//! A dialog that is shown while a signal says so.

use leptos::{html::Dialog, prelude::*};

/// The node of a `<dialog>` that keeps everything else out of reach while `open` holds. `opened` and `closed` run right
/// behind each change.
pub fn shown_while(
    open: impl Fn() -> bool + 'static,
    opened: impl Fn() + 'static,
    closed: impl Fn() + 'static,
) -> NodeRef<Dialog> {
    let dialog = NodeRef::<Dialog>::new();
    Effect::new(move || {
        let Some(dialog) = dialog.get() else { return };
        if open() {
            // It fails only when the dialog is open already.
            let _ = dialog.show_modal();
            untrack(&opened);
        } else {
            dialog.close();
            untrack(&closed);
        }
    });
    dialog
}
