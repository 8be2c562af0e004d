//! Objects written in Jsonnet.

use std::{
    cell::{Cell, RefCell},
    fmt,
    ops::ControlFlow,
    rc::Rc,
};

use jrsonnet_evaluator::{
    EnumFields, EnumFieldsHandler, Error, FieldVisibility, GetFor, HasFieldIncludeHidden, IStr, ObjValue,
    ObjectAssertion, ObjectCore, Result, SupThis, Val, Visibility,
    error::ErrorKind,
    ordering::{FieldIndex, SuperDepth},
    rustc_hash::{FxHashMap, FxHashSet},
    val::ArrValue,
};
use jrsonnet_gcmodule::{Cc, Trace};

use crate::engine::{
    fail,
    failure::Kind,
    output::text,
    run::{
        evaluate::{self, Tail},
        machine::{self, Machine},
        operators,
        scope::{Env, Lazy, Scope},
    },
    syntax::tree::{Expr, Field, Hide, N, Object},
};

/// A field: the object it was written in, which one it is there, and the scope around that object.
#[derive(Trace, Clone)]
struct Entry {
    env: Env,
    #[trace(skip)]
    object: Rc<Object>,
    #[trace(skip)]
    index: usize,
    /// Whether it has lost the locals of its object, as `std.objectRemoveKey` leaves it.
    #[trace(skip)]
    bare: bool,
}

impl Entry {
    fn field(&self) -> &Field {
        &self.object.fields[self.index]
    }

    fn visibility(&self) -> Visibility {
        match self.field().hide {
            Hide::Inherit => Visibility::Normal,
            Hide::Hidden => Visibility::Hidden,
            Hide::Visible => Visibility::Unhide,
        }
    }

    fn evaluate(&self, machine: &Machine, name: IStr, this: SupThis) -> Result<Val> {
        if !machine.recorder.is_on() {
            return self.evaluate_now(machine, name, this);
        }
        let through_super = machine.recorder.through_super(false);
        let value = self.evaluate_now(machine, name.clone(), this.clone());
        if !through_super {
            machine.recorder.keep_field(this.this(), &name);
        }
        value
    }

    fn evaluate_now(&self, machine: &Machine, name: IStr, this: SupThis) -> Result<Val> {
        let field = self.field();
        let scope = if self.bare {
            Scope::inner(&self.env, Some(this.clone()), Vec::new())
        } else {
            field_scope(&self.object, &self.env, this.clone())
        };
        if !field.plus {
            return evaluate::in_frame(machine, &field.body, &scope, false);
        }
        // `+:` has a frame of its own, in which both sides are evaluated.
        let outer = machine.place();
        let frame = machine.enter(false)?;
        machine.set_place(scope.place(&field.body));
        let mut value = evaluate::in_frame(machine, &field.body, &scope, false)?;
        if this.field_in_super(name.clone())
            && let Some(left) = in_super(machine, &this, &name)?
        {
            value = operators::plus(machine, left, value)?;
            machine.recorder.set_origin(field.body.span);
        }
        machine.leave(frame, outer);
        Ok(value)
    }
}

/// The scope of an object's fields.
fn field_scope(object: &Object, env: &Env, this: SupThis) -> Env {
    let scope = Scope::inner(env, Some(this), Vec::new());
    if !object.locals.is_empty() {
        scope.fill(object.locals.iter().map(|(_, value)| Lazy::thunk(value, &scope)).collect());
    }
    scope
}

/// The fields and asserts that one object adds.
#[derive(Trace)]
struct Layer {
    entries: FxHashMap<IStr, Entry>,
    asserts: Option<Asserts>,
}

#[derive(Trace, Clone)]
struct Asserts {
    env: Env,
    #[trace(skip)]
    object: Rc<Object>,
}

/// A layer as the evaluator holds it.
#[derive(Trace, Clone)]
struct Core(Cc<Layer>);

impl fmt::Debug for Core {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("object")
    }
}

impl ObjectCore for Core {
    fn enum_fields_core(&self, depth: &mut SuperDepth, handler: &mut EnumFieldsHandler<'_>) -> bool {
        self.0.entries.iter().all(|(name, entry)| {
            let field = EnumFields::Normal(entry.visibility());
            handler(*depth, FieldIndex::default(), name.clone(), field) == ControlFlow::Continue(())
        })
    }

    fn has_field_include_hidden_core(&self, name: IStr) -> HasFieldIncludeHidden {
        if self.0.entries.contains_key(&name) { HasFieldIncludeHidden::Exists } else { HasFieldIncludeHidden::NotFound }
    }

    fn get_for_core(&self, name: IStr, this: SupThis, omit_only: bool) -> Result<GetFor> {
        if omit_only {
            return Ok(GetFor::NotFound);
        }
        let Some(entry) = self.0.entries.get(&name) else {
            machine::with(|machine| machine.objects.show(Some(self), this));
            return Ok(GetFor::NotFound);
        };
        machine::with(|machine| entry.evaluate(machine, name, this)).map(GetFor::Final)
    }

    fn field_visibility_core(&self, name: IStr) -> FieldVisibility {
        self.0.entries.get(&name).map_or(FieldVisibility::NotFound, |entry| FieldVisibility::Found(entry.visibility()))
    }

    fn run_assertions_core(&self, _: SupThis) -> Result<()> {
        Ok(())
    }
}

/// Says to the evaluator that an object has asserts. It runs them layer by layer from the lowest; go-jsonnet starts
/// at the highest, so the first of them runs all.
#[derive(Trace)]
struct HasAsserts;

impl ObjectAssertion for HasAsserts {
    fn run(&self, this: SupThis) -> Result<()> {
        machine::with(|machine| {
            let object = this.this();
            if !machine.objects.start_asserting(object) {
                return Ok(());
            }
            for (layer, this) in layers(machine, object)? {
                let Some(asserts) = layer.and_then(|layer| layer.0.asserts.clone()) else { continue };
                for assert in &asserts.object.asserts {
                    let scope = field_scope(&asserts.object, &asserts.env, this.clone());
                    evaluate::in_frame(machine, assert, &scope, false)?;
                }
            }
            Ok(())
        })
    }
}

/// What objects keep between calls of the evaluator.
pub struct Objects {
    asserted: RefCell<Option<FxHashSet<ObjValue>>>,
    asking: Cell<bool>,
    asked: Cell<u32>,
    shown: RefCell<Vec<(Option<Core>, SupThis)>>,
}

impl Objects {
    /// Nothing kept.
    pub const fn new() -> Self {
        Self {
            asserted: RefCell::new(None),
            asking: Cell::new(false),
            asked: Cell::new(0),
            shown: RefCell::new(Vec::new()),
        }
    }

    /// Forgets everything.
    pub fn reset(&self) {
        self.asserted.borrow_mut().take();
        self.shown.borrow_mut().clear();
        self.asking.set(false);
        self.asked.set(0);
    }

    fn start_asserting(&self, object: &ObjValue) -> bool {
        self.asserted.borrow_mut().get_or_insert_default().insert(object.clone())
    }

    /// A layer shows itself, with its fields if they are written in Jsonnet.
    fn show(&self, core: Option<&Core>, this: SupThis) {
        if self.asking.get() {
            self.shown.borrow_mut().push((core.cloned(), this));
        }
    }

    /// A layer whose fields are not written in Jsonnet shows itself.
    pub fn show_plain(&self, this: SupThis) {
        self.show(None, this);
    }
}

/// The layers of an object, highest first, with what those that are written in Jsonnet hold. The evaluator keeps them to itself, but asks
/// each for a field: one that no object can have is asked for, and each layer shows itself.
fn layers(machine: &Machine, object: &ObjValue) -> Result<Vec<(Option<Core>, SupThis)>> {
    shown(machine, |nothing| object.get(nothing))
}

fn shown(machine: &Machine, ask: impl FnOnce(IStr) -> Result<Option<Val>>) -> Result<Vec<(Option<Core>, SupThis)>> {
    machine.objects.asked.set(machine.objects.asked.get() + 1);
    machine.objects.asking.set(true);
    // Another name each time: the evaluator keeps that there is no such field.
    let asked = ask(format!("\u{0}{}", machine.objects.asked.get()).into());
    machine.objects.asking.set(false);
    let shown = machine.objects.shown.take();
    asked.map(|_| shown)
}

/// A field's value.
pub fn get(machine: &Machine, object: &ObjValue, name: &IStr) -> Result<Option<Val>> {
    if machine.recorder.is_on() {
        machine.recorder.forget_origin();
    }
    let value = or_again(machine, object.get(name.clone()), || layers(machine, object), name);
    if machine.recorder.is_on() {
        machine.recorder.recall_field(object, name);
    }
    value
}

/// The value of a field of `super`.
pub fn in_super(machine: &Machine, this: &SupThis, name: &IStr) -> Result<Option<Val>> {
    if machine.recorder.is_on() {
        machine.recorder.forget_origin();
        machine.recorder.through_super(true);
    }
    let value =
        or_again(machine, this.get_super(name.clone()), || shown(machine, |nothing| this.get_super(nothing)), name);
    machine.recorder.through_super(false);
    value
}

/// A field's value, or the error in its place. The evaluator notices at once that a field needs itself; go-jsonnet goes
/// round until its limit, and so does this.
fn or_again(
    machine: &Machine,
    value: Result<Option<Val>>,
    layers: impl FnOnce() -> Result<Vec<(Option<Core>, SupThis)>>,
    name: &IStr,
) -> Result<Option<Val>> {
    match value {
        Ok(value) => Ok(value),
        Err(error) if is_circle(&error) && machine.find(&error).is_none() => again(machine, layers()?, name),
        Err(error) => Err(machine.adopt(error)),
    }
}

fn is_circle(error: &Error) -> bool {
    matches!(error.error(), ErrorKind::InfiniteRecursionDetected)
}

#[inline(never)]
fn again(machine: &Machine, layers: Vec<(Option<Core>, SupThis)>, name: &IStr) -> Result<Option<Val>> {
    for (layer, this) in layers {
        if let Some(entry) = layer.as_ref().and_then(|layer| layer.0.entries.get(name)) {
            return entry.evaluate(machine, name.clone(), this).map(Some);
        }
    }
    Ok(None)
}

/// Evaluates an object expression: the names of its fields now, everything else later.
#[inline(never)]
#[allow(clippy::mutable_key_type, reason = "an interned string does not change")]
pub fn object(machine: &Machine, object: &Rc<Object>, env: &Env) -> Result<Val> {
    let mut entries = FxHashMap::default();
    entries.reserve(object.fields.len());
    for (index, field) in object.fields.iter().enumerate() {
        let name = match &field.name.expr {
            Expr::Text(name) => name.clone(),
            _ => match evaluate::evaluate(machine, &field.name, env, Tail::No)? {
                Val::Str(name) => name.into_flat(),
                Val::Null => continue,
                other => {
                    let words = format!("Field name must be string, got {}", fail::type_name(&other));
                    return Err(machine.fail(words, Kind::Runtime));
                }
            },
        };
        let entry = Entry { env: env.clone(), object: object.clone(), index, bare: false };
        if entries.insert(name.clone(), entry).is_some() {
            return Err(duplicate(machine, &name));
        }
    }
    let asserts = (!object.asserts.is_empty()).then(|| Asserts { env: env.clone(), object: object.clone() });
    Ok(build(Layer { entries, asserts }))
}

fn build(layer: Layer) -> Val {
    let asserts = layer.asserts.is_some();
    let mut builder = ObjValue::builder();
    builder.extend_with_core(Core(Cc::new(layer)));
    if asserts {
        builder.assert(HasAsserts);
    }
    Val::Obj(builder.build())
}

fn duplicate(machine: &Machine, name: &str) -> Error {
    let mut words = "Duplicate field name: ".to_owned();
    text::quoted(name, &mut words);
    machine.fail(words, Kind::DuplicateField { field: name.to_owned() })
}

/// An object comprehension: the objects of its array.
#[inline(never)]
pub fn comprehension(machine: &Machine, parts: &N, env: &Env) -> Result<Val> {
    match evaluate::in_frame(machine, parts, env, false)? {
        Val::Arr(parts) => merge(machine, &parts),
        other => Err(fail::wrong_type(machine, &other, "array")),
    }
}

/// Puts objects of one field together.
#[allow(clippy::mutable_key_type, reason = "an interned string does not change")]
pub fn merge(machine: &Machine, parts: &ArrValue) -> Result<Val> {
    let mut entries = FxHashMap::default();
    for part in parts.iter_lazy() {
        let part = match part.evaluate().map_err(|error| machine.adopt(error))? {
            Val::Obj(part) => part,
            other => return Err(fail::wrong_type(machine, &other, "object")),
        };
        for (layer, _) in layers(machine, &part)? {
            for (name, entry) in layer.iter().flat_map(|layer| &layer.0.entries) {
                if entries.insert(name.clone(), entry.clone()).is_some() {
                    return Err(duplicate(machine, name));
                }
            }
        }
    }
    Ok(build(Layer { entries, asserts: None }))
}

/// The object without one field, as `std.objectRemoveKey` leaves it: without its asserts and locals. go-jsonnet falls
/// over where it is a sum of objects.
#[allow(clippy::mutable_key_type, reason = "an interned string does not change")]
pub fn without(machine: &Machine, object: &ObjValue, key: &IStr) -> Result<Val> {
    let layers = layers(machine, object)?;
    match layers.as_slice() {
        [(Some(layer), _)] => {
            let kept = layer.0.entries.iter().filter(|(name, _)| *name != key);
            let entries = kept.map(|(name, entry)| (name.clone(), Entry { bare: true, ..entry.clone() })).collect();
            Ok(build(Layer { entries, asserts: None }))
        }
        [] | [_] => {
            let mut fields = Vec::new();
            for name in object.fields().into_iter().filter(|name| name != key) {
                let value = get(machine, object, &name)?.unwrap_or_default();
                fields.push((name, value));
            }
            Ok(Val::Obj(plain(fields)))
        }
        _ => Err(machine.crash(
            "interface conversion: jsonnet.uncachedObject is *jsonnet.extendedObject, not *jsonnet.simpleObject",
        )),
    }
}

/// An object of values that are there already; the last of a name counts.
pub fn plain(fields: impl IntoIterator<Item = (IStr, Val)>) -> ObjValue {
    of_values(fields, Visibility::Normal)
}

/// The same with hidden fields.
pub fn hidden(fields: impl IntoIterator<Item = (IStr, Val)>) -> ObjValue {
    of_values(fields, Visibility::Hidden)
}

fn of_values(fields: impl IntoIterator<Item = (IStr, Val)>, visibility: Visibility) -> ObjValue {
    let mut builder = ObjValue::builder();
    builder.extend_with_core(Values { fields: fields.into_iter().collect(), visibility });
    builder.build()
}

/// A layer of values that are there already.
#[derive(Trace)]
struct Values {
    fields: FxHashMap<IStr, Val>,
    #[trace(skip)]
    visibility: Visibility,
}

impl fmt::Debug for Values {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("object")
    }
}

impl ObjectCore for Values {
    fn enum_fields_core(&self, depth: &mut SuperDepth, handler: &mut EnumFieldsHandler<'_>) -> bool {
        self.fields.keys().all(|name| {
            let field = EnumFields::Normal(self.visibility);
            handler(*depth, FieldIndex::default(), name.clone(), field) == ControlFlow::Continue(())
        })
    }

    fn has_field_include_hidden_core(&self, name: IStr) -> HasFieldIncludeHidden {
        if self.fields.contains_key(&name) { HasFieldIncludeHidden::Exists } else { HasFieldIncludeHidden::NotFound }
    }

    fn get_for_core(&self, name: IStr, this: SupThis, omit_only: bool) -> Result<GetFor> {
        match self.fields.get(&name) {
            Some(value) if !omit_only => Ok(GetFor::Final(value.clone())),
            _ => {
                machine::with(|machine| machine.objects.show_plain(this));
                Ok(GetFor::NotFound)
            }
        }
    }

    fn field_visibility_core(&self, name: IStr) -> FieldVisibility {
        match self.fields.contains_key(&name) {
            true => FieldVisibility::Found(self.visibility),
            false => FieldVisibility::NotFound,
        }
    }

    fn run_assertions_core(&self, _: SupThis) -> Result<()> {
        Ok(())
    }
}

/// The value of the only field of an object that stands outside of every scope.
pub fn field(machine: &Machine, object: &Rc<Object>, this: SupThis) -> Result<Val> {
    let entry = Entry { env: Scope::root(None, Vec::new()), object: object.clone(), index: 0, bare: false };
    entry.evaluate(machine, IStr::empty(), this)
}
