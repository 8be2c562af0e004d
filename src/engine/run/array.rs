//! Arrays of waiting values.

use std::{
    any::Any,
    cell::{Ref, RefCell},
    fmt,
};

use jrsonnet_evaluator::{
    Result, Thunk, Val,
    val::{ArrValue, ArrayLike},
};
use jrsonnet_gcmodule::{Cc, Trace};

/// An array of these elements.
pub fn of(elements: Vec<Thunk<Val>>) -> Val {
    Val::Arr(ArrValue::new(elements))
}

/// The elements without the one at `index`.
pub fn without(array: &ArrValue, index: u32) -> Val {
    let index = index as usize;
    of(array.iter_lazy().take(index).chain(array.iter_lazy().skip(index + 1)).collect())
}

/// The elements of both arrays. A fold adds to what it has already, so the longer one's store is added to, unless
/// somebody else has done so: then all are gathered anew.
pub fn concat(left: &ArrValue, right: &ArrValue) -> Val {
    if left.is_empty() {
        return Val::Arr(right.clone());
    }
    if right.is_empty() {
        return Val::Arr(left.clone());
    }
    let joined = if left.len() >= right.len() {
        grown(left).and_then(|view| view.and(right)).unwrap_or_else(|| View::new(left, right, true))
    } else {
        grown(right).and_then(|view| view.behind(left)).unwrap_or_else(|| View::new(left, right, false))
    };
    Val::Arr(ArrValue::new(joined))
}

/// The view that an array is, if it has been added to before.
fn grown(array: &ArrValue) -> Option<&View> {
    let shared: &dyn ArrayLike = &**array.as_any().downcast_ref::<Cc<dyn ArrayLike>>()?;
    (shared as &dyn Any).downcast_ref()
}

/// Elements that several arrays share: each sees the part that was there when it was made.
#[derive(Trace, Default)]
struct Store {
    /// Elements added in front, the foremost last.
    front: Vec<Thunk<Val>>,
    back: Vec<Thunk<Val>>,
}

/// An array within a store.
#[derive(Trace)]
struct View {
    store: Cc<RefCell<Store>>,
    front: usize,
    back: usize,
}

impl View {
    /// A store of its own; `ends` says at which end it is likely to grow.
    fn new(left: &ArrValue, right: &ArrValue, ends: bool) -> Self {
        let (front, back) = if ends { (0, left.len() + right.len()) } else { (left.len(), right.len()) };
        let mut store = Store::default();
        if ends {
            // Room for as much again: the next addition comes soon.
            store.back.reserve(2 * back as usize);
            store.back.extend(left.iter_lazy().chain(right.iter_lazy()));
        } else {
            store.front.extend(left.iter_lazy().rev());
            store.back.extend(right.iter_lazy());
        }
        Self { store: Cc::new(RefCell::new(store)), front: front as usize, back: back as usize }
    }

    /// This array and `right`, when this one ends where the store ends.
    fn and(&self, right: &ArrValue) -> Option<Self> {
        // Gathered first: `right` may see the same store.
        let added: Vec<_> = right.iter_lazy().collect();
        let mut store = self.store.borrow_mut();
        if store.back.len() != self.back {
            return None;
        }
        store.back.extend(added);
        Some(Self { store: self.store.clone(), front: self.front, back: store.back.len() })
    }

    /// `left` and this array, when this one begins where the store begins.
    fn behind(&self, left: &ArrValue) -> Option<Self> {
        let added: Vec<_> = left.iter_lazy().rev().collect();
        let mut store = self.store.borrow_mut();
        if store.front.len() != self.front {
            return None;
        }
        store.front.extend(added);
        Some(Self { store: self.store.clone(), front: store.front.len(), back: self.back })
    }

    fn element(&self, index: u32) -> Option<Ref<'_, Thunk<Val>>> {
        let index = index as usize;
        Ref::filter_map(self.store.borrow(), |store| match self.front.checked_sub(index + 1) {
            Some(at) => store.front.as_slice().get(at),
            None => Some(index - self.front).filter(|at| *at < self.back).and_then(|at| store.back.as_slice().get(at)),
        })
        .ok()
    }
}

impl fmt::Debug for View {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("array")
    }
}

impl ArrayLike for View {
    fn len(&self) -> u32 {
        (self.front + self.back) as u32
    }

    fn get(&self, index: u32) -> Result<Option<Val>> {
        // The store is let go before anything is evaluated: that may add to it.
        self.get_lazy(index).map(|element| element.evaluate()).transpose()
    }

    fn get_lazy(&self, index: u32) -> Option<Thunk<Val>> {
        self.element(index).map(|element| element.clone())
    }
}
