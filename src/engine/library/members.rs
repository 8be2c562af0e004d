//! The members of `std`, each read only when it is asked for.

use std::{cell::RefCell, fmt, ops::ControlFlow, rc::Rc, sync::LazyLock};

use jrsonnet_evaluator::{
    EnumFields, EnumFieldsHandler, FieldVisibility, GetFor, HasFieldIncludeHidden, IStr, ObjValue, ObjectCore, Result,
    SupThis, Val, Visibility,
    ordering::{FieldIndex, SuperDepth},
    rustc_hash::FxHashMap,
};
use jrsonnet_gcmodule::Acyclic;

use crate::engine::{
    library::{
        ROOMS,
        native::{self, Function},
        shortcuts,
    },
    run::{machine, object},
    syntax::{self, tree::Expr},
};
use crate::later;

/// The members that are written in Jsonnet, in the order of their text: it is needed only when one is asked for.
const IN_JSONNET: [&str; 78] = [
    "isString",
    "isNumber",
    "isBoolean",
    "isObject",
    "isArray",
    "isFunction",
    "startsWith",
    "endsWith",
    "stringChars",
    "parseOctal",
    "parseHex",
    "split",
    "asciiUpper",
    "asciiLower",
    "repeat",
    "slice",
    "count",
    "mod",
    "pi",
    "deg2rad",
    "rad2deg",
    "log2",
    "log10",
    "map",
    "mapWithIndex",
    "mapWithKey",
    "lines",
    "deepJoin",
    "format",
    "filterMap",
    "assertEqual",
    "abs",
    "sign",
    "max",
    "min",
    "clamp",
    "flattenArrays",
    "flattenDeepArray",
    "manifestIni",
    "manifestToml",
    "escapeStringPython",
    "escapeStringBash",
    "escapeStringDollars",
    "escapeStringXML",
    "manifestJson",
    "manifestJsonMinified",
    "manifestYamlStream",
    "manifestPython",
    "manifestPythonVars",
    "manifestXmlJsonml",
    "uniq",
    "set",
    "setMember",
    "setUnion",
    "setInter",
    "setDiff",
    "mergePatch",
    "get",
    "objectFields",
    "objectFieldsAll",
    "objectHas",
    "objectHasAll",
    "objectValues",
    "objectValuesAll",
    "objectKeysValues",
    "objectKeysValuesAll",
    "resolvePath",
    "prune",
    "findSubstr",
    "find",
    "all",
    "any",
    "__compare",
    "__compare_array",
    "__array_less",
    "__array_greater",
    "__array_less_or_equal",
    "__array_greater_or_equal",
];

static SOURCE: LazyLock<&str> = LazyLock::new(|| later::text(later::marked!(include_str!("std.jsonnet"))));

/// Where a member comes from.
#[derive(Clone, Copy)]
enum Member {
    Rust(&'static Function),
    Jsonnet,
}

/// What has been read.
struct Members {
    known: FxHashMap<&'static str, Member>,
    read: FxHashMap<&'static str, Rc<syntax::tree::Object>>,
}

thread_local! {
    static MEMBERS: RefCell<Option<Members>> = const { RefCell::new(None) };
}

fn with<T>(use_it: impl FnOnce(&mut Members) -> T) -> T {
    MEMBERS.with_borrow_mut(|members| use_it(members.get_or_insert_with(Members::index)))
}

/// Whether there is a member of this name.
pub fn has(name: &str) -> bool {
    with(|members| members.known.contains_key(name))
}

/// The text's members: pieces between empty lines that are indented by two spaces.
fn pieces() -> impl Iterator<Item = &'static str> {
    SOURCE.split("\n\n").filter_map(|piece| piece.strip_prefix("  ")).filter(|piece| !piece.starts_with(' '))
}

fn name(piece: &'static str) -> &'static str {
    let end = piece.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(piece.len());
    &piece[..end]
}

impl Members {
    fn index() -> Self {
        let jsonnet = IN_JSONNET.into_iter().map(|name| (name, Member::Jsonnet));
        let rust = ROOMS.iter().flat_map(|room| room.iter()).map(|function| (function.0, Member::Rust(function)));
        Self { known: jsonnet.chain(rust).collect(), read: FxHashMap::default() }
    }

    /// The object of one field that a piece of the text makes, with the locals of the whole that it speaks of.
    fn read(&mut self, member: &'static str) -> Option<Rc<syntax::tree::Object>> {
        if let Some(read) = self.read.get(member) {
            return Some(read.clone());
        }
        let piece = pieces().find(|piece| name(piece) == member)?;
        let mut text = "{local std = self,".to_owned();
        for local in pieces() {
            if let Some(rest) = local.strip_prefix("local ")
                && piece.contains(name(rest))
            {
                text.push_str(local);
            }
        }
        text.push_str(piece);
        text.push('}');
        let tree = syntax::read(&text, "<std>").ok()?;
        let Expr::Object(object) = &tree.root.expr else { return None };
        self.read.insert(member, object.clone());
        Some(object.clone())
    }
}

/// The object that has them all.
pub fn object() -> ObjValue {
    let mut builder = ObjValue::builder();
    builder.extend_with_core(Core);
    builder.build()
}

#[derive(Acyclic, Clone)]
struct Core;

impl fmt::Debug for Core {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("std")
    }
}

impl ObjectCore for Core {
    fn enum_fields_core(&self, depth: &mut SuperDepth, handler: &mut EnumFieldsHandler<'_>) -> bool {
        let names: Vec<_> = with(|members| members.known.keys().copied().collect());
        names.into_iter().all(|name| {
            let field = EnumFields::Normal(Visibility::Hidden);
            handler(*depth, FieldIndex::default(), name.into(), field) == ControlFlow::Continue(())
        })
    }

    fn has_field_include_hidden_core(&self, name: IStr) -> HasFieldIncludeHidden {
        match with(|members| members.known.contains_key(name.as_str())) {
            true => HasFieldIncludeHidden::Exists,
            false => HasFieldIncludeHidden::NotFound,
        }
    }

    fn get_for_core(&self, name: IStr, this: SupThis, omit_only: bool) -> Result<GetFor> {
        if omit_only {
            return Ok(GetFor::NotFound);
        }
        machine::with(|machine| {
            let found =
                with(|members| members.known.get_key_value(name.as_str()).map(|(name, member)| (*name, *member)));
            let value = match found {
                None => return Ok(GetFor::NotFound),
                Some((_, Member::Rust(function))) => native::value(function),
                Some((name, Member::Jsonnet)) => match with(|members| members.read(name)) {
                    Some(read) => shortcuts::over(name, object::field(machine, &read, this)?),
                    None => Val::Null,
                },
            };
            Ok(GetFor::Final(value))
        })
    }

    fn field_visibility_core(&self, name: IStr) -> FieldVisibility {
        match with(|members| members.known.contains_key(name.as_str())) {
            true => FieldVisibility::Found(Visibility::Hidden),
            false => FieldVisibility::NotFound,
        }
    }

    fn run_assertions_core(&self, _: SupThis) -> Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_has_the_members_that_are_named() {
        let text: Vec<&str> = pieces().filter(|piece| !piece.starts_with("local ")).map(name).collect();
        assert_eq!(text, IN_JSONNET);
    }
}
