//! What an object is made of: layers, each over the ones it extends. A layer is shared by all objects that extend it,
//! so extending costs the same however many there are.

use std::{
    cell::{Cell, OnceCell, RefCell},
    mem::replace,
    rc::Rc,
};

use jrsonnet_evaluator::{IStr, ObjValue, Result, Val, Visibility, rustc_hash::FxHashMap};
use jrsonnet_gcmodule::{Cc, Trace};

use crate::engine::{
    run::{release::release, scope::Env},
    syntax::tree::{Hide, Names, Object},
};

/// How often an object of many layers may be walked through before it gets an index.
const WALKS: usize = 4;

/// An object's layers.
#[derive(Trace)]
pub struct Body {
    kind: BodyKind,
    #[trace(skip)]
    layers: usize,
    #[trace(skip)]
    asserts: bool,
    /// How many layers have been looked at so far.
    #[trace(skip)]
    walked: Cell<usize>,
    index: OnceCell<Box<Index>>,
    /// Fields of `super` that have been asked for in the object that these are all layers of, by name and how many
    /// layers were left out; none while one is being evaluated.
    pub supers: RefCell<Supers>,
}

type Supers = FxHashMap<(IStr, usize), Option<Result<Option<Val>>>>;

#[derive(Trace)]
enum BodyKind {
    /// One layer, written as an object.
    Written(Fields),
    /// One layer of single fields out of several objects: a comprehension.
    Gathered(FxHashMap<IStr, Field>),
    /// One layer that was not written in Jsonnet: the context, what the library makes.
    Foreign(ObjValue),
    /// `right` over `left`.
    Extended(Cc<Body>, Cc<Body>),
    /// Let go.
    Gone,
}

/// An object expression that has been evaluated: the scope around it, and the names of its fields unless they are
/// written as they are.
#[derive(Trace)]
struct Fields {
    env: Env,
    #[trace(skip)]
    object: Rc<Object>,
    #[trace(skip)]
    names: Option<Names>,
}

impl Fields {
    fn field(&self, index: usize) -> Field {
        Field { env: self.env.clone(), object: self.object.clone(), index, bare: false }
    }
}

/// A field: the object it was written in, which one it is there, and the scope around that object.
#[derive(Trace, Clone)]
pub struct Field {
    /// The scope around the object.
    pub env: Env,
    /// The object it was written in.
    #[trace(skip)]
    pub object: Rc<Object>,
    /// Which of its fields.
    #[trace(skip)]
    pub index: usize,
    /// Whether it has lost the locals of its object, as `std.objectRemoveKey` leaves it.
    #[trace(skip)]
    pub bare: bool,
}

impl Field {
    /// How it is shown.
    fn visibility(&self) -> Visibility {
        match self.object.fields.get(self.index).map(|field| field.hide) {
            None | Some(Hide::Inherit) => Visibility::Normal,
            Some(Hide::Hidden) => Visibility::Hidden,
            Some(Hide::Visible) => Visibility::Unhide,
        }
    }
}

/// A field of a layer.
pub enum Found<'a> {
    /// Written in Jsonnet.
    Written(Field),
    /// A field of this object, which is not written in Jsonnet.
    Foreign(&'a ObjValue),
}

impl Found<'_> {
    fn visibility(&self, name: &IStr) -> Visibility {
        match self {
            Found::Written(field) => field.visibility(),
            Found::Foreign(object) if object.has_field(name.clone()) => Visibility::Normal,
            Found::Foreign(_) => Visibility::Hidden,
        }
    }
}

/// Where each name stands in an object of many layers.
#[derive(Trace)]
struct Index {
    /// Highest first.
    layers: Vec<Cc<Body>>,
    /// The layers that have a name, highest first.
    #[trace(skip)]
    places: FxHashMap<IStr, Vec<usize>>,
}

impl Body {
    fn new(kind: BodyKind, layers: usize, asserts: bool) -> Self {
        Self { kind, layers, asserts, walked: Cell::new(0), index: OnceCell::new(), supers: RefCell::default() }
    }

    /// The layer of an object expression. Its names are `names`, unless all are written as they are.
    pub fn written(env: &Env, object: &Rc<Object>, names: Option<Names>) -> Self {
        let asserts = !object.asserts.is_empty();
        Self::new(BodyKind::Written(Fields { env: env.clone(), object: object.clone(), names }), 1, asserts)
    }

    /// A layer of single fields.
    #[allow(clippy::mutable_key_type, reason = "an interned string does not change")]
    pub fn gathered(fields: FxHashMap<IStr, Field>) -> Self {
        Self::new(BodyKind::Gathered(fields), 1, false)
    }

    /// The layer of an object that was not written in Jsonnet.
    pub fn foreign(object: ObjValue) -> Self {
        Self::new(BodyKind::Foreign(object), 1, false)
    }

    /// `right` over `left`.
    pub fn extended(left: Cc<Body>, right: Cc<Body>) -> Self {
        let (layers, asserts) = (left.layers + right.layers, left.asserts || right.asserts);
        Self::new(BodyKind::Extended(left, right), layers, asserts)
    }

    /// How many layers there are.
    pub fn layers(&self) -> usize {
        self.layers
    }

    /// Whether any layer has asserts.
    pub fn has_asserts(&self) -> bool {
        self.asserts
    }

    /// The layers written as objects, highest first, each with its depth.
    pub fn objects(&self) -> impl Iterator<Item = (usize, &Env, &Rc<Object>)> {
        Walk::over(self).enumerate().filter_map(|(depth, layer)| match &layer.kind {
            BodyKind::Written(fields) => Some((depth, &fields.env, &fields.object)),
            _ => None,
        })
    }

    /// The fields of this one layer, if they are written in Jsonnet.
    pub fn fields(&self) -> Option<Vec<(IStr, Field)>> {
        match &self.kind {
            BodyKind::Written(fields) => {
                let names = fields.names.as_ref().or(fields.object.names.as_ref());
                let each = names.into_iter().flat_map(Names::iter);
                Some(each.map(|(name, index)| (name.clone(), fields.field(index))).collect())
            }
            BodyKind::Gathered(fields) => {
                Some(fields.iter().map(|(name, field)| (name.clone(), field.clone())).collect())
            }
            _ => None,
        }
    }

    /// Calls `each` with every field of every layer, highest layer first, until it says no.
    pub fn all(&self, each: &mut dyn FnMut(&IStr, Visibility) -> bool) -> bool {
        for layer in Walk::over(self) {
            let go_on = match &layer.kind {
                BodyKind::Written(fields) => {
                    let mut names = fields.names.as_ref().or(fields.object.names.as_ref()).into_iter();
                    names.all(|names| names.iter().all(|(name, at)| each(name, fields.field(at).visibility())))
                }
                BodyKind::Gathered(fields) => fields.iter().all(|(name, field)| each(name, field.visibility())),
                BodyKind::Foreign(object) => {
                    object.fields_ex(true).iter().all(|name| each(name, Found::Foreign(object).visibility(name)))
                }
                BodyKind::Extended(..) | BodyKind::Gone => true,
            };
            if !go_on {
                return false;
            }
        }
        true
    }

    /// The field of the highest layer that has it, `skip` layers left out, and that layer's depth.
    pub fn find(&self, name: &IStr, skip: usize) -> Option<(usize, Found<'_>)> {
        if self.layers == 1 {
            return if skip == 0 { self.own(name).map(|found| (0, found)) } else { None };
        }
        if let Some(index) = self.index.get() {
            let places = index.places.get(name)?;
            let depth = *places.get(places.partition_point(|depth| *depth < skip))?;
            return index.layers.get(depth)?.own(name).map(|found| (depth, found));
        }
        let mut walk = Walk::over(self);
        let mut depth = walk.skip_layers(skip);
        let found = loop {
            let Some(layer) = walk.next() else { break None };
            if let Some(found) = layer.own(name) {
                break Some((depth, found));
            }
            depth += 1;
        };
        let walked = self.walked.get() + depth - skip.min(depth);
        self.walked.set(walked);
        if walked > WALKS * (self.layers + 8) {
            let _ = self.index.set(Box::new(self.make_index()));
        }
        found
    }

    /// How a field is shown; none if there is no such field.
    pub fn visibility(&self, name: &IStr) -> Option<Visibility> {
        let mut skip = 0;
        let mut shown = None;
        while let Some((depth, found)) = self.find(name, skip) {
            match found.visibility(name) {
                Visibility::Normal => shown = Some(Visibility::Normal),
                says => return Some(says),
            }
            skip = depth + 1;
        }
        shown
    }

    /// The field of this layer, if it is one.
    fn own(&self, name: &IStr) -> Option<Found<'_>> {
        match &self.kind {
            BodyKind::Written(fields) => {
                let at = fields.names.as_ref().or(fields.object.names.as_ref())?.find(name)?;
                Some(Found::Written(fields.field(at)))
            }
            BodyKind::Gathered(fields) => fields.get(name).cloned().map(Found::Written),
            BodyKind::Foreign(object) => {
                object.has_field_include_hidden(name.clone()).then_some(Found::Foreign(object))
            }
            BodyKind::Extended(..) | BodyKind::Gone => None,
        }
    }

    #[allow(clippy::mutable_key_type, reason = "an interned string does not change")]
    fn make_index(&self) -> Index {
        let mut layers = Vec::with_capacity(self.layers);
        let mut pending: Vec<&Cc<Body>> = match &self.kind {
            BodyKind::Extended(left, right) => vec![left, right],
            _ => Vec::new(),
        };
        let mut places: FxHashMap<IStr, Vec<usize>> = FxHashMap::default();
        while let Some(body) = pending.pop() {
            if let BodyKind::Extended(left, right) = &body.kind {
                pending.extend([left, right]);
                continue;
            }
            body.all(&mut |name, _| {
                places.entry(name.clone()).or_default().push(layers.len());
                true
            });
            layers.push(body.clone());
        }
        Index { layers, places }
    }
}

impl Drop for Body {
    fn drop(&mut self) {
        if let BodyKind::Extended(left, right) = replace(&mut self.kind, BodyKind::Gone) {
            release((left, right));
        }
    }
}

/// The layers of a body, highest first.
struct Walk<'a> {
    next: Option<&'a Body>,
    /// What comes after `next`, the last one first: nothing for a chain that grew to the right.
    pending: Vec<&'a Body>,
}

impl<'a> Walk<'a> {
    fn over(body: &'a Body) -> Self {
        Self { next: Some(body), pending: Vec::new() }
    }

    fn wait(&mut self, body: &'a Body) {
        if let Some(next) = self.next.replace(body) {
            self.pending.push(next);
        }
    }

    fn take(&mut self) -> Option<&'a Body> {
        self.next.take().or_else(|| self.pending.pop())
    }

    /// Leaves out so many layers, or all there are; answers how many.
    fn skip_layers(&mut self, skip: usize) -> usize {
        let mut skipped = 0;
        while skipped < skip {
            let Some(body) = self.take() else { break };
            match &body.kind {
                BodyKind::Extended(left, right) if skipped + body.layers > skip => {
                    self.wait(left);
                    self.wait(right);
                }
                _ => skipped += body.layers,
            }
        }
        skipped
    }
}

impl<'a> Iterator for Walk<'a> {
    type Item = &'a Body;

    fn next(&mut self) -> Option<&'a Body> {
        let mut body = self.take()?;
        while let BodyKind::Extended(left, right) = &body.kind {
            self.wait(left);
            body = right;
        }
        Some(body)
    }
}
