//! Objects as the evaluator holds them: their fields, what their `self` and `super` are, and their asserts.

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
    failure::FailureKind,
    output::text,
    run::{
        body::{Body, Field, Found},
        evaluate::{self, Tail},
        machine::{self, Machine},
        operators,
        scope::{Env, Lazy, Scope},
    },
    syntax::tree::{Expr, N, Names, Object},
};

/// An object as one of its layers sees it: `self`, and how deep the layer lies, so that `super` is what is below.
#[derive(Trace, Clone)]
pub struct This {
    object: ObjValue,
    body: Cc<Body>,
    #[trace(skip)]
    depth: usize,
}

impl This {
    /// `self`.
    pub fn object(&self) -> &ObjValue {
        &self.object
    }

    /// Whether there is a `super`.
    pub fn has_super(&self) -> bool {
        self.depth + 1 < self.body.layers()
    }

    /// `name in super`.
    pub fn in_super(&self, name: &IStr) -> bool {
        self.body.find(name, self.depth + 1).is_some()
    }

    fn evaluate(&self, machine: &Machine, name: &IStr, skip: usize) -> Result<Option<Val>> {
        match self.body.find(name, skip) {
            Some((depth, Found::Written(field))) => {
                evaluate_field(machine, &field, name, This { depth, ..self.clone() }).map(Some)
            }
            Some((_, Found::Foreign(object))) => object.get(name.clone()),
            None => Ok(None),
        }
    }
}

/// The value of a field of an object expression.
fn evaluate_field(machine: &Machine, field: &Field, name: &IStr, this: This) -> Result<Val> {
    if !machine.recorder.is_on() {
        return evaluate_now(machine, field, name, this);
    }
    let through_super = machine.recorder.through_super(false);
    let value = evaluate_now(machine, field, name, this.clone());
    if !through_super {
        machine.recorder.keep_field(&this.object, name);
    }
    value
}

fn evaluate_now(machine: &Machine, Field { env, object, index, bare }: &Field, name: &IStr, this: This) -> Result<Val> {
    let Some(field) = object.fields.get(*index) else { return Ok(Val::Null) };
    let scope =
        if *bare { Scope::inner(env, Some(this.clone()), Vec::new()) } else { field_scope(object, env, this.clone()) };
    if !field.plus {
        return evaluate::in_frame(machine, &field.body, &scope, false);
    }
    // `+:` has a frame of its own, in which both sides are evaluated.
    let outer = machine.place();
    let frame = machine.enter(false)?;
    machine.set_place(scope.place(&field.body));
    let mut value = evaluate::in_frame(machine, &field.body, &scope, false)?;
    if this.in_super(name)
        && let Some(left) = in_super(machine, &this, name)?
    {
        value = operators::plus(machine, left, value)?;
        machine.recorder.set_origin(field.body.span);
    }
    machine.leave(frame, outer);
    Ok(value)
}

/// The scope of an object's fields.
fn field_scope(object: &Object, env: &Env, this: This) -> Env {
    let scope = Scope::inner(env, Some(this), Vec::new());
    if !object.locals.is_empty() {
        scope.fill(object.locals.iter().map(|(_, value)| Lazy::thunk(value, &scope)).collect());
    }
    scope
}

/// All layers of an object as the one that the evaluator holds.
#[derive(Trace)]
struct Core(Cc<Body>);

impl fmt::Debug for Core {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("object")
    }
}

impl ObjectCore for Core {
    fn enum_fields_core(&self, depth: &mut SuperDepth, handler: &mut EnumFieldsHandler<'_>) -> bool {
        if machine::with(|machine| machine.objects.show(&self.0)) {
            return true;
        }
        self.0.all(&mut |name, visibility| {
            let field = EnumFields::Normal(visibility);
            handler(*depth, FieldIndex::default(), name.clone(), field) == ControlFlow::Continue(())
        })
    }

    fn has_field_include_hidden_core(&self, name: IStr) -> HasFieldIncludeHidden {
        if self.0.find(&name, 0).is_some() { HasFieldIncludeHidden::Exists } else { HasFieldIncludeHidden::NotFound }
    }

    fn get_for_core(&self, name: IStr, this: SupThis, omit_only: bool) -> Result<GetFor> {
        if omit_only {
            return Ok(GetFor::NotFound);
        }
        let this = This { object: this.this().clone(), body: self.0.clone(), depth: 0 };
        let value = machine::with(|machine| this.evaluate(machine, &name, 0))?;
        Ok(value.map_or(GetFor::NotFound, GetFor::Final))
    }

    fn field_visibility_core(&self, name: IStr) -> FieldVisibility {
        self.0.visibility(&name).map_or(FieldVisibility::NotFound, FieldVisibility::Found)
    }

    fn run_assertions_core(&self, _: SupThis) -> Result<()> {
        Ok(())
    }
}

/// Says to the evaluator that an object has asserts. go-jsonnet runs those of the highest layer first.
#[derive(Trace)]
struct HasAsserts;

impl ObjectAssertion for HasAsserts {
    fn run(&self, this: SupThis) -> Result<()> {
        machine::with(|machine| {
            let object = this.this();
            if !machine.objects.start_asserting(object) {
                return Ok(());
            }
            let body = body_of(machine, object);
            for (depth, env, written) in body.objects() {
                for assert in &written.asserts {
                    let this = This { object: object.clone(), body: body.clone(), depth };
                    let scope = field_scope(written, env, this);
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
    asked: Cell<bool>,
    shown: RefCell<Option<Cc<Body>>>,
}

impl Objects {
    /// Nothing kept.
    pub const fn new() -> Self {
        Self { asserted: RefCell::new(None), asked: Cell::new(false), shown: RefCell::new(None) }
    }

    /// Forgets everything.
    pub fn reset(&self) {
        self.asserted.borrow_mut().take();
        self.shown.borrow_mut().take();
        self.asked.set(false);
    }

    fn start_asserting(&self, object: &ObjValue) -> bool {
        self.asserted.borrow_mut().get_or_insert_default().insert(object.clone())
    }

    /// Takes the body that was asked for; says whether one was.
    fn show(&self, body: &Cc<Body>) -> bool {
        let asked = self.asked.get();
        if asked {
            *self.shown.borrow_mut() = Some(body.clone());
        }
        asked
    }
}

/// The layers of an object. The evaluator keeps an object's insides to itself, but goes through them when its fields
/// are counted: ours show themselves then instead. One of which anything else is counted is not ours.
fn body_of(machine: &Machine, object: &ObjValue) -> Cc<Body> {
    machine.objects.asked.set(true);
    let ours = object.enum_fields(&mut |_, _, _, _| ControlFlow::Break(()));
    machine.objects.asked.set(false);
    let shown = machine.objects.shown.take();
    shown.filter(|_| ours).unwrap_or_else(|| Cc::new(Body::foreign(object.clone())))
}

/// `left + right`.
pub fn extended(machine: &Machine, left: &ObjValue, right: &ObjValue) -> Val {
    value(Body::extended(body_of(machine, left), body_of(machine, right)))
}

/// A field's value.
pub fn get(machine: &Machine, object: &ObjValue, name: &IStr) -> Result<Option<Val>> {
    if machine.recorder.is_on() {
        machine.recorder.forget_origin();
    }
    let this = || This { object: object.clone(), body: body_of(machine, object), depth: 0 };
    let value = or_again(machine, object.get(name.clone()), this, name, 0);
    if machine.recorder.is_on() {
        machine.recorder.recall_field(object, name);
    }
    value
}

/// The value of a field of `super`.
pub fn in_super(machine: &Machine, this: &This, name: &IStr) -> Result<Option<Val>> {
    if machine.recorder.is_on() {
        machine.recorder.forget_origin();
        machine.recorder.through_super(true);
    }
    let value = or_again(machine, get_super(machine, this, name), || this.clone(), name, this.depth + 1);
    machine.recorder.through_super(false);
    value
}

/// A field's value, or the error in its place. The evaluator notices at once that a field needs itself; go-jsonnet goes
/// round until its limit, and so does this.
fn or_again(
    machine: &Machine,
    value: Result<Option<Val>>,
    this: impl FnOnce() -> This,
    name: &IStr,
    skip: usize,
) -> Result<Option<Val>> {
    match value {
        Ok(value) => Ok(value),
        Err(error) if is_circle(&error) && machine.find(&error).is_none() => this().evaluate(machine, name, skip),
        Err(error) => Err(machine.adopt(error)),
    }
}

fn is_circle(error: &Error) -> bool {
    matches!(error.error(), ErrorKind::InfiniteRecursionDetected)
}

fn get_super(machine: &Machine, this: &This, name: &IStr) -> Result<Option<Val>> {
    let key = (name.clone(), this.depth + 1);
    match this.body.supers.borrow().get(&key) {
        Some(Some(known)) => return known.clone(),
        Some(None) => return Err(ErrorKind::InfiniteRecursionDetected.into()),
        None => {}
    }
    this.object.run_assertions()?;
    this.body.supers.borrow_mut().insert(key.clone(), None);
    let value = this.evaluate(machine, name, this.depth + 1);
    this.body.supers.borrow_mut().insert(key, Some(value.clone()));
    value
}

/// Evaluates an object expression: the names of its fields now, everything else later.
#[inline(never)]
pub fn object(machine: &Machine, object: &Rc<Object>, env: &Env) -> Result<Val> {
    if object.names.is_some() {
        return Ok(value(Body::written(env, object, None)));
    }
    let mut names = Names::default();
    for (index, field) in object.fields.iter().enumerate() {
        let name = match &field.name.expr {
            Expr::Text(name) => name.clone(),
            _ => match evaluate::evaluate(machine, &field.name, env, Tail::No)? {
                Val::Str(name) => name.into_flat(),
                Val::Null => continue,
                other => {
                    let words = format!("Field name must be string, got {}", fail::type_name(&other));
                    return Err(machine.fail(words, FailureKind::Runtime));
                }
            },
        };
        if !names.add(name.clone(), index) {
            return Err(duplicate(machine, &name));
        }
    }
    Ok(value(Body::written(env, object, Some(names))))
}

fn value(body: Body) -> Val {
    let asserts = body.has_asserts();
    let mut builder = ObjValue::builder();
    builder.extend_with_core(Core(Cc::new(body)));
    if asserts {
        builder.assert(HasAsserts);
    }
    Val::Obj(builder.build())
}

fn duplicate(machine: &Machine, name: &str) -> Error {
    let mut words = "Duplicate field name: ".to_owned();
    text::quoted(name, &mut words);
    machine.fail(words, FailureKind::DuplicateField { field: name.to_owned() })
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
    let mut gathered = FxHashMap::default();
    for part in parts.iter_lazy() {
        let part = match part.evaluate().map_err(|error| machine.adopt(error))? {
            Val::Obj(part) => part,
            other => return Err(fail::wrong_type(machine, &other, "object")),
        };
        for (name, field) in body_of(machine, &part).fields().unwrap_or_default() {
            if gathered.insert(name.clone(), field).is_some() {
                return Err(duplicate(machine, &name));
            }
        }
    }
    Ok(value(Body::gathered(gathered)))
}

/// The object without one field, as `std.objectRemoveKey` leaves it: without its asserts and locals. go-jsonnet falls
/// over where it is a sum of objects.
#[allow(clippy::mutable_key_type, reason = "an interned string does not change")]
pub fn without(machine: &Machine, object: &ObjValue, key: &IStr) -> Result<Val> {
    let body = body_of(machine, object);
    if body.layers() > 1 {
        return Err(machine.crash(
            "interface conversion: jsonnet.uncachedObject is *jsonnet.extendedObject, not *jsonnet.simpleObject",
        ));
    }
    if let Some(fields) = body.fields() {
        let kept = fields.into_iter().filter(|(name, _)| name != key);
        return Ok(value(Body::gathered(kept.map(|(name, field)| (name, Field { bare: true, ..field })).collect())));
    }
    let mut fields = Vec::new();
    for name in object.fields().into_iter().filter(|name| name != key) {
        let value = get(machine, object, &name)?.unwrap_or_default();
        fields.push((name, value));
    }
    Ok(Val::Obj(plain(fields)))
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

    fn get_for_core(&self, name: IStr, _: SupThis, omit_only: bool) -> Result<GetFor> {
        match self.fields.get(&name) {
            Some(value) if !omit_only => Ok(GetFor::Final(value.clone())),
            _ => Ok(GetFor::NotFound),
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
    let field = Field { env: Scope::root(None, Vec::new()), object: object.clone(), index: 0, bare: false };
    let body = Cc::new(Body::foreign(this.this().clone()));
    evaluate_field(machine, &field, &IStr::empty(), This { object: this.this().clone(), body, depth: 0 })
}
