//! Letting go of long chains. Each value that a fold makes holds on to the one before; freed one inside the other, they
//! would need a stack as deep as the chain, and a browser's is short.

use std::{any::Any, cell::Cell, cell::RefCell, mem::take};

/// How many may be freed inside each other; the rest waits until these are done.
const NESTED: u32 = 100;

thread_local! {
    static DEPTH: Cell<u32> = const { Cell::new(0) };
    static WAITING: RefCell<Vec<Box<dyn Any>>> = const { RefCell::new(Vec::new()) };
}

/// Drops what a value held on to.
pub fn release<T: 'static>(held: T) {
    // At the end of a thread nothing can wait any more.
    let Ok(depth) = DEPTH.try_with(Cell::get) else { return };
    if depth >= NESTED {
        let _ = WAITING.try_with(|waiting| waiting.borrow_mut().push(Box::new(held)));
        return;
    }
    let set = |depth| {
        let _ = DEPTH.try_with(|cell| cell.set(depth));
    };
    set(depth + 1);
    drop(held);
    set(depth);
    if depth > 0 {
        return;
    }
    set(1);
    loop {
        let waiting = WAITING.try_with(|waiting| take(&mut *waiting.borrow_mut())).unwrap_or_default();
        if waiting.is_empty() {
            break;
        }
        drop(waiting);
    }
    set(0);
}
