//! A WebAssembly module taken apart: into what runs first, what comes of itself behind it, and the rest.
//!
//! All parts share memory, tables and globals. Whatever a part calls in a later one goes through a stub that has it
//! loaded, so any split is a correct one; a good split is one whose stubs are not called early.

use super::{
    symbols::{Symbols, of_functions},
    texts::{Texts, named_by},
};
use std::collections::{BTreeMap, BTreeSet};

use wasm_encoder::{
    CodeSection, ConstExpr, DataSection, ElementSection, Elements, EntityType, ExportKind, ExportSection, Function,
    FunctionSection, GlobalSection, GlobalType, ImportSection, Instruction, Module, RawSection, TableSection,
    TypeSection, ValType,
    reencode::{Error, Reencode},
};
use wasmparser::{
    DataSectionReader, ElementItems, ElementKind, ElementSectionReader, Export, ExternalKind, FuncType, FunctionBody,
    GlobalSectionReader, Import, KnownCustom, MemorySectionReader, Operator, Parser, Payload, TableSectionReader,
    TypeRef, TypeSectionReader,
};

/// The namespace of what a part takes from those before it.
const FIRST: &str = "first";
/// The names of the parts behind the first: the namespace in which it is given what loads them, and the beginning of what
/// it exports for them.
const SECOND: &str = "second";
const LATER: &str = "later";
/// A stub takes about so many bytes: what is no larger and calls nothing stays where it is.
const STUB: usize = 16;

/// How the exports begin that wasm-bindgen's script calls of itself.
const RUNTIME: &[&str] =
    &["__wbindgen_malloc", "__wbindgen_realloc", "__wbindgen_free", "__wbindgen_exn_store", "__externref_"];

/// When a function is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum When {
    /// For the first body.
    First,
    /// For what comes of itself behind the first body.
    Second,
    /// Once somebody asks for it.
    Later,
}

/// The parts of a module.
pub struct Parts {
    /// What is loaded at once.
    pub first: Vec<u8>,
    /// What is loaded behind it.
    pub second: Vec<u8>,
    /// What is loaded at last.
    pub later: Vec<u8>,
}

/// A module in two.
struct Halves {
    before: Vec<u8>,
    behind: Vec<u8>,
    /// Of each body that stays before, which one of the whole it is; none of those that were added.
    kept: Vec<Option<usize>>,
    /// Slots from here on were added for what stands behind.
    led_through: u32,
}

/// A module as read. Functions are numbered as in it: those imported, then those with a body.
struct Read<'a> {
    types: Vec<FuncType>,
    type_section: TypeSectionReader<'a>,
    imports: Vec<Import<'a>>,
    /// The type of every function.
    functions: Vec<u32>,
    tables: TableSectionReader<'a>,
    memories: MemorySectionReader<'a>,
    globals: GlobalSectionReader<'a>,
    exports: Vec<Export<'a>>,
    start: Option<u32>,
    elements: Option<ElementSectionReader<'a>>,
    bodies: Vec<FunctionBody<'a>>,
    data: Option<DataSectionReader<'a>>,
    /// What functions are called, where it says so.
    names: BTreeMap<u32, &'a str>,
}

/// What comes behind the tables of a module that is written, but for its memory.
struct Rest {
    globals: GlobalSection,
    exports: ExportSection,
    elements: ElementSection,
    code: CodeSection,
    data: DataSection,
}

/// The new number of every function in one of the parts; none of one that it does not know.
struct Map(Vec<Option<u32>>);

impl Reencode for Map {
    type Error = String;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<String>> {
        let new = self.0.get(function as usize).copied().flatten();
        new.ok_or_else(|| Error::UserError(format!("function {function} is called from where it is not known")))
    }
}

fn said(why: Error<String>) -> String {
    why.to_string()
}

fn read(why: wasmparser::BinaryReaderError) -> String {
    why.to_string()
}

/// How many functions with a body a module has.
pub fn count(wasm: &[u8]) -> Result<usize, String> {
    Read::of(wasm).map(|read| read.bodies.len())
}

/// The module without what is for tools alone, such as names.
pub fn bare(wasm: &[u8]) -> Result<Vec<u8>, String> {
    let mut written = Module::new();
    for payload in Parser::new(0).parse_all(wasm) {
        if let Some((id, range)) = payload.map_err(read)?.as_section().filter(|(id, _)| *id != 0) {
            written.section(&RawSection { id, data: wasm.get(range).unwrap_or_default() });
        }
    }
    Ok(written.finish())
}

/// The module with every function telling, as `later.mark(number)`, that it is called; numbers count bodies.
pub fn marked(wasm: &[u8]) -> Result<Vec<u8>, String> {
    let module = Read::of(wasm)?;
    let mark = module.imported();
    let numbers = 0..module.functions.len() as u32;
    let mut map = Map(numbers.map(|function| Some(if function < mark { function } else { function + 1 })).collect());
    let mut imports = module.import_section(&mut map, |_| true)?;
    imports.import(LATER, "mark", EntityType::Function(module.types.len() as u32));
    let mut functions = FunctionSection::new();
    let mut code = CodeSection::new();
    for (number, body) in module.bodies.iter().enumerate() {
        functions.function(module.type_of(mark + number as u32));
        let mut function = map.new_function_with_parsed_locals(body).map_err(said)?;
        function.instruction(&Instruction::I32Const(number as i32)).instruction(&Instruction::Call(mark));
        instructions(&mut map, body, &mut function)?;
        code.function(&function);
    }
    let mut tables = TableSection::new();
    map.parse_table_section(&mut tables, module.tables.clone()).map_err(said)?;
    let globals = module.global_section(&mut map)?;
    let exports = module.export_section(&mut map)?;
    let elements = module.element_section(&mut map)?;
    let mut written = Module::new();
    written.section(&module.type_section(&mut map, &[ValType::I32])?).section(&imports).section(&functions);
    written.section(&tables);
    let mut data = DataSection::new();
    if let Some(section) = &module.data {
        map.parse_data_section(&mut data, section.clone()).map_err(said)?;
    }
    module.finish(&mut map, written, Rest { globals, exports, elements, code, data })
}

/// What is known of the names in a module: those of its bodies, and those of what has left it already.
struct Names<'a> {
    bodies: Vec<Option<&'a str>>,
    gone: BTreeSet<&'a str>,
}

/// Takes a module apart by when each body is needed. Constants go along as far as the linker's symbols tell.
pub fn split(wasm: &[u8], when: &[When], symbols: Option<&Symbols>) -> Result<Parts, String> {
    let whole = Read::of(wasm)?;
    let bodies = whole.imported()..whole.functions.len() as u32;
    let bodies = bodies.map(|function| whole.names.get(&function).copied()).collect();
    let mut names = Names { bodies, gone: BTreeSet::new() };
    let when = &with_runtime(&whole, when)?;
    let early: Vec<bool> = when.iter().map(|when| *when < When::Later).collect();
    let Halves { before, behind: later, kept, led_through } =
        halved(&whole, &early, LATER, u32::MAX, symbols.map(|symbols| (symbols, &names)))?;

    let needed = |body: &Option<usize>| body.is_some_and(|body| when.get(body) == Some(&When::First));
    let mut early: Vec<bool> = kept.iter().map(needed).collect();
    // What was added goes with what calls it.
    let module = Read::of(&before)?;
    let called = called_by(&module, &early, led_through)?;
    for (function, (kept, early)) in (module.imported()..).zip(kept.iter().zip(&mut early)) {
        *early |= kept.is_none() && called.contains(&function);
    }
    // The last is called by stubs alone.
    early.last_mut().into_iter().for_each(|early| *early = true);
    let stayed = kept.iter().map(|body| body.and_then(|body| names.bodies.get_mut(body)?.take())).collect();
    names.gone = std::mem::replace(&mut names.bodies, stayed).into_iter().flatten().collect();
    let Halves { before: first, behind: second, .. } =
        halved(&module, &early, SECOND, led_through, symbols.map(|symbols| (symbols, &names)))?;
    Ok(Parts { first, second, later })
}

/// What wasm-bindgen's script calls in the middle of anything, such as to make room for a text, is needed at once with all
/// that it calls, whether a first visit happened to need it or not.
fn with_runtime(module: &Read, when: &[When]) -> Result<Vec<When>, String> {
    let mut when = when.to_vec();
    let runtime = module.exports.iter().filter(|export| export.kind == ExternalKind::Func);
    let runtime = runtime.filter(|export| RUNTIME.iter().any(|name| export.name.starts_with(name)));
    let mut todo: Vec<u32> = runtime.map(|export| export.index).collect();
    let mut seen: BTreeSet<u32> = todo.iter().copied().collect();
    while let Some(function) = todo.pop() {
        let Some(body) = function.checked_sub(module.imported()).map(|body| body as usize) else { continue };
        if let (Some(when), Some(body)) = (when.get_mut(body), module.bodies.get(body)) {
            *when = When::First;
            todo.extend(calls(body)?.into_iter().filter(|called| seen.insert(*called)));
        }
    }
    Ok(when)
}

/// Slots from `led_through` on are for a part behind both.
fn halved(
    module: &Read,
    early: &[bool],
    name: &'static str,
    led_through: u32,
    known: Option<(&Symbols, &Names)>,
) -> Result<Halves, String> {
    let mut texts = Texts::of(module.data.as_ref())?;
    let named = module.bodies.iter().map(named_by).collect::<Result<Vec<_>, _>>()?;
    if name == LATER {
        // What is needed before it cannot come with it; the first body needs none of them.
        named.iter().zip(early).filter(|(_, early)| **early).for_each(|(named, _)| texts.stay_for(named));
    }
    let reads: Vec<bool> = named.iter().map(|named| texts.are_read_by(named)).collect();
    let plan = Plan::of(module, &reads, early, name, led_through)?;
    if let Some((symbols, names)) = known {
        let leave = names.bodies.iter().zip(&plan.early).filter(|(_, early)| !**early);
        let leave = leave.filter_map(|(name, _)| *name).chain(names.gone.iter().copied()).collect();
        let stay = named.iter().zip(&plan.early).filter(|(_, early)| **early);
        let addresses = stay.flat_map(|(named, _)| named.iter().copied()).collect();
        texts.leave(symbols, &leave, &addresses)?;
    }
    let kept = (module.imported()..).zip(&plan.early).enumerate().filter_map(|(body, (function, early))| {
        (*early || plan.stubs.contains_key(&function)).then_some(early.then_some(body))
    });
    let kept = kept.chain([None]).collect();
    let (before, behind) = (plan.first(module, &texts)?, plan.later(module, &texts)?);
    Ok(Halves { before, behind, kept, led_through: plan.length })
}

/// What some of the bodies call, the first slots lead to, or the outside may call.
fn called_by(module: &Read, bodies: &[bool], slots: u32) -> Result<BTreeSet<u32>, String> {
    let exported = module.exports.iter().filter(|export| export.kind == ExternalKind::Func);
    let mut called: BTreeSet<u32> = exported.map(|export| export.index).chain(module.start).collect();
    called.extend(table(module)?.1.range(..slots).map(|(_, function)| *function));
    for (body, _) in module.bodies.iter().zip(bodies).filter(|(_, wanted)| **wanted) {
        called.extend(calls(body)?);
    }
    Ok(called)
}

impl<'a> Read<'a> {
    fn of(wasm: &'a [u8]) -> Result<Self, String> {
        let (mut types, mut tables, mut memories, mut globals) = (None, None, None, None);
        let (mut imports, mut functions, mut exports, mut bodies) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let (mut start, mut elements, mut data) = (None, None, None);
        let mut names = BTreeMap::new();
        for payload in Parser::new(0).parse_all(wasm) {
            match payload.map_err(read)? {
                Payload::TypeSection(section) => types = Some(section),
                Payload::ImportSection(section) => {
                    for import in section {
                        let import = import.map_err(read)?;
                        let TypeRef::Func(ty) = import.ty else {
                            return Err(format!("it imports {}, which is no function", import.name));
                        };
                        functions.push(ty);
                        imports.push(import);
                    }
                }
                Payload::FunctionSection(section) => {
                    for ty in section {
                        functions.push(ty.map_err(read)?);
                    }
                }
                Payload::TableSection(section) => tables = Some(section),
                Payload::MemorySection(section) => memories = Some(section),
                Payload::GlobalSection(section) => globals = Some(section),
                Payload::ExportSection(section) => {
                    exports = section.into_iter().collect::<Result<_, _>>().map_err(read)?;
                }
                Payload::StartSection { func, .. } => start = Some(func),
                Payload::ElementSection(section) => elements = Some(section),
                Payload::CodeSectionEntry(body) => bodies.push(body),
                Payload::DataSection(section) => data = Some(section),
                Payload::CustomSection(custom) => {
                    if let KnownCustom::Name(section) = custom.as_known() {
                        names = of_functions(section).map_err(read)?;
                    }
                }
                // A count of data segments is for instructions that no function has.
                Payload::Version { .. } | Payload::End(_) => {}
                Payload::CodeSectionStart { .. } | Payload::DataCountSection { .. } => {}
                other => return Err(format!("it has a section that is not known here: {other:?}")),
            }
        }
        let missing = |what: &str| format!("it has no {what}");
        let type_section: TypeSectionReader = types.ok_or_else(|| missing("types"))?;
        let types = type_section.clone().into_iter_err_on_gc_types().collect::<Result<Vec<_>, _>>().map_err(read)?;
        Ok(Self {
            types,
            type_section,
            imports,
            functions,
            tables: tables.ok_or_else(|| missing("tables"))?,
            memories: memories.ok_or_else(|| missing("memory"))?,
            globals: globals.ok_or_else(|| missing("globals"))?,
            exports,
            start,
            elements,
            bodies,
            data,
            names,
        })
    }

    fn imported(&self) -> u32 {
        self.imports.len() as u32
    }

    fn type_of(&self, function: u32) -> u32 {
        self.functions.get(function as usize).copied().unwrap_or_default()
    }

    /// The types, and one more: a function of these arguments that answers nothing.
    fn type_section(&self, map: &mut Map, arguments: &[ValType]) -> Result<TypeSection, String> {
        let mut types = TypeSection::new();
        map.parse_type_section(&mut types, self.type_section.clone()).map_err(said)?;
        types.ty().function(arguments.iter().copied(), []);
        Ok(types)
    }

    fn import_section(&self, map: &mut Map, wanted: impl Fn(u32) -> bool) -> Result<ImportSection, String> {
        let mut imports = ImportSection::new();
        for (number, import) in self.imports.iter().enumerate() {
            if wanted(number as u32) {
                map.parse_import(&mut imports, *import).map_err(said)?;
            }
        }
        Ok(imports)
    }

    fn global_section(&self, map: &mut Map) -> Result<GlobalSection, String> {
        let mut globals = GlobalSection::new();
        map.parse_global_section(&mut globals, self.globals.clone()).map_err(said)?;
        Ok(globals)
    }

    fn export_section(&self, map: &mut Map) -> Result<ExportSection, String> {
        let mut exports = ExportSection::new();
        for export in &self.exports {
            map.parse_export(&mut exports, *export).map_err(said)?;
        }
        Ok(exports)
    }

    fn element_section(&self, map: &mut Map) -> Result<ElementSection, String> {
        let mut elements = ElementSection::new();
        if let Some(section) = &self.elements {
            map.parse_element_section(&mut elements, section.clone()).map_err(said)?;
        }
        Ok(elements)
    }

    /// Adds to a module that ends with its tables what comes behind them.
    fn finish(&self, map: &mut Map, mut written: Module, rest: Rest) -> Result<Vec<u8>, String> {
        let Rest { globals, exports, elements, code, data } = rest;
        let mut memories = wasm_encoder::MemorySection::new();
        map.parse_memory_section(&mut memories, self.memories.clone()).map_err(said)?;
        written.section(&memories).section(&globals).section(&exports);
        if let Some(start) = self.start {
            let function_index = map.function_index(start).map_err(said)?;
            written.section(&wasm_encoder::StartSection { function_index });
        }
        written.section(&elements).section(&code).section(&data);
        Ok(written.finish())
    }
}

/// The instructions of a body behind what a function has already.
fn instructions(map: &mut Map, body: &FunctionBody, function: &mut Function) -> Result<(), String> {
    let mut reader = body.get_operators_reader().map_err(read)?;
    while !reader.eof() {
        function.instruction(&map.parse_instruction(&mut reader).map_err(said)?);
    }
    Ok(())
}

/// What goes where.
struct Plan {
    /// The name of what leaves.
    name: &'static str,
    /// Of each body, whether it stays.
    early: Vec<bool>,
    /// What leaves and is called from what stays, with its slot in the table.
    stubs: BTreeMap<u32, u32>,
    /// What stays and is called from what leaves, with its slot.
    wanted: BTreeMap<u32, u32>,
    /// What is wanted and gets a slot only now, in the order of those slots.
    added: Vec<u32>,
    /// How many stubs get a slot only now, before those.
    empty: u32,
    /// Imports that are used by what stays, and by what leaves.
    imports: [BTreeSet<u32>; 2],
    /// The functions in the slots.
    slots: BTreeMap<u32, u32>,
    /// Slots that what leaves must be put into.
    filled: BTreeMap<u32, u32>,
    /// The table of functions, and how long it was.
    table: u32,
    length: u32,
}

impl Plan {
    /// `reads` says of each body whether it reads a text that leaves, and so has to leave with it.
    fn of(module: &Read, reads: &[bool], early: &[bool], name: &'static str, led_through: u32) -> Result<Self, String> {
        if early.len() != module.bodies.len() {
            return Err(format!("{} functions are known, and it has {}", early.len(), module.bodies.len()));
        }
        let imported = module.imported();
        let (table, slots) = table(module)?;
        let length = module.tables.clone().into_iter().nth(table as usize).and_then(Result::ok);
        let length = length.ok_or("its table cannot be read")?.ty.initial as u32;
        let calls = module.bodies.iter().map(calls).collect::<Result<Vec<_>, _>>()?;
        let early: Vec<bool> = early
            .iter()
            .zip(&module.bodies)
            .zip(calls.iter().zip(reads))
            .map(|((early, body), (calls, reads))| {
                !*reads && (*early || (body.range().len() <= STUB && calls.is_empty()))
            })
            .collect();
        let stays =
            |function: u32| function < imported || early.get((function - imported) as usize).copied().unwrap_or(true);

        let slot_of: BTreeMap<u32, u32> = slots.iter().rev().map(|(slot, function)| (*function, *slot)).collect();
        let from_first = called_by(module, &early, led_through)?;
        let late = calls.iter().zip(&early).filter(|(_, early)| !**early);
        let from_later: BTreeSet<u32> = late.flat_map(|(calls, _)| calls.iter().copied()).collect();
        let imports = [&from_first, &from_later]
            .map(|calls| calls.iter().copied().filter(|function| *function < imported).collect::<BTreeSet<_>>());
        let slotted = |functions: Vec<u32>, from: u32| {
            let mut added = Vec::new();
            let mut slot = |function: u32| {
                let new = from + added.len() as u32;
                slot_of.get(&function).copied().unwrap_or_else(|| {
                    added.push(function);
                    new
                })
            };
            let slots: BTreeMap<u32, u32> = functions.into_iter().map(|function| (function, slot(function))).collect();
            (slots, added)
        };
        let stubs = from_first.iter().copied().filter(|function| !stays(*function)).collect();
        let (stubs, empty) = slotted(stubs, length);
        let empty = empty.len() as u32;
        let wanted = from_later.iter().copied().filter(|function| *function >= imported && stays(*function)).collect();
        let (wanted, added) = slotted(wanted, length + empty);
        let mut filled: BTreeMap<u32, u32> = stubs.iter().map(|(function, slot)| (*slot, *function)).collect();
        filled.extend(slots.iter().filter(|(_, function)| !stays(**function)));
        Ok(Self { name, early, stubs, wanted, added, empty, imports, slots, filled, table, length })
    }

    /// How many slots the table gets.
    fn more(&self) -> u64 {
        u64::from(self.empty) + self.added.len() as u64
    }

    /// Puts functions into slots.
    fn elements(&self, slots: &BTreeMap<u32, u32>) -> ElementSection {
        let mut elements = ElementSection::new();
        for run in runs(slots) {
            let (from, _) = run.first().copied().unwrap_or_default();
            elements.active(
                (self.table != 0).then_some(self.table),
                &ConstExpr::i32_const(from as i32),
                Elements::Functions(run.into_iter().map(|(_, function)| function).collect::<Vec<_>>().into()),
            );
        }
        elements
    }

    /// The part that is loaded at once.
    fn first(&self, module: &Read, texts: &Texts) -> Result<Vec<u8>, String> {
        let imported = module.imported();
        let [imports, _] = &self.imports;
        // Imports, the one that loads, bodies and stubs in their old order, the one that asks whether to load.
        let mut numbers = vec![None; module.functions.len()];
        let mut next = 0;
        for function in (0..imported).filter(|function| imports.contains(function)) {
            numbers[function as usize] = Some(next);
            next += 1;
        }
        let load = next;
        next += 1;
        for (function, early) in (imported..).zip(&self.early) {
            if *early || self.stubs.contains_key(&function) {
                numbers[function as usize] = Some(next);
                next += 1;
            }
        }
        let ensure = next;
        let mut map = Map(numbers);

        let nothing = module.types.len() as u32;
        let mut import_section = module.import_section(&mut map, |import| imports.contains(&import))?;
        import_section.import(self.name, "load", EntityType::Function(nothing));
        let (mut functions, mut code) = (FunctionSection::new(), CodeSection::new());
        for ((function, body), early) in (imported..).zip(&module.bodies).zip(&self.early) {
            let ty = module.type_of(function);
            if *early {
                functions.function(ty);
                map.parse_function_body(&mut code, body.clone()).map_err(said)?;
            } else if let Some(slot) = self.stubs.get(&function) {
                functions.function(ty);
                let arguments = module.types.get(ty as usize).map_or(0, |ty| ty.params().len() as u32);
                let mut stub = Function::new([]);
                stub.instruction(&Instruction::Call(ensure));
                for argument in 0..arguments {
                    stub.instruction(&Instruction::LocalGet(argument));
                }
                stub.instruction(&Instruction::I32Const(*slot as i32));
                stub.instruction(&Instruction::CallIndirect { type_index: ty, table_index: self.table });
                stub.instruction(&Instruction::End);
                code.function(&stub);
            }
        }
        let globals = module.globals.count();
        let mut body = Function::new([]);
        body.instruction(&Instruction::GlobalGet(globals)).instruction(&Instruction::I32Eqz);
        body.instruction(&Instruction::If(wasm_encoder::BlockType::Empty)).instruction(&Instruction::Call(load));
        body.instruction(&Instruction::End).instruction(&Instruction::End);
        functions.function(nothing);
        code.function(&body);

        let mut global_section = module.global_section(&mut map)?;
        let flag = GlobalType { val_type: ValType::I32, mutable: true, shared: false };
        global_section.global(flag, &ConstExpr::i32_const(0));
        let mut exports = module.export_section(&mut map)?;
        exports.export(&format!("{}_there", self.name), ExportKind::Global, globals);
        for (names, kind, count) in [
            ("t", ExportKind::Table, module.tables.count()),
            ("m", ExportKind::Memory, module.memories.count()),
            ("g", ExportKind::Global, globals),
        ] {
            (0..count).for_each(|number| {
                exports.export(&format!("{}_{names}{number}", self.name), kind, number);
            });
        }
        exports.export(&format!("{}_slots", self.name), ExportKind::Table, self.table);
        let added = (self.length + self.empty..).zip(self.added.iter().copied());
        let slots = self.slots.iter().map(|(slot, function)| (*slot, *function)).chain(added);
        let known = |(slot, function): (u32, u32)| Some((slot, map.0.get(function as usize).copied().flatten()?));
        let elements = self.elements(&slots.filter_map(known).collect());
        let mut tables = TableSection::new();
        for (number, table) in (0..).zip(module.tables.clone()) {
            let mut ty = map.table_type(table.map_err(read)?.ty).map_err(said)?;
            if number == self.table {
                ty.minimum += self.more();
                ty.maximum = ty.maximum.map(|maximum| maximum + self.more());
            }
            tables.table(ty);
        }
        let mut written = Module::new();
        let types = module.type_section(&mut map, &[])?;
        written.section(&types).section(&import_section).section(&functions).section(&tables);
        module.finish(&mut map, written, Rest { globals: global_section, exports, elements, code, data: texts.first() })
    }

    /// The part that comes behind it.
    fn later(&self, module: &Read, texts: &Texts) -> Result<Vec<u8>, String> {
        let imported = module.imported();
        let [_, imports] = &self.imports;
        let mut numbers = vec![None; module.functions.len()];
        let leaves = (imported..).zip(&self.early).filter(|(_, early)| !**early).map(|(function, _)| function);
        for (next, function) in (0..).zip(imports.iter().chain(self.wanted.keys()).copied().chain(leaves)) {
            numbers[function as usize] = Some(next);
        }
        let mut map = Map(numbers);

        let mut import_section = module.import_section(&mut map, |import| imports.contains(&import))?;
        for (function, slot) in &self.wanted {
            import_section.import(FIRST, &slot.to_string(), EntityType::Function(module.type_of(*function)));
        }
        for (number, table) in module.tables.clone().into_iter().enumerate() {
            let mut ty = map.table_type(table.map_err(read)?.ty).map_err(said)?;
            if number as u32 == self.table {
                // It may be split once more, and grow.
                ty.minimum += self.more();
                ty.maximum = None;
            }
            import_section.import(FIRST, &format!("{}_t{number}", self.name), ty);
        }
        for (number, memory) in module.memories.clone().into_iter().enumerate() {
            let ty = map.memory_type(memory.map_err(read)?).map_err(said)?;
            import_section.import(FIRST, &format!("{}_m{number}", self.name), ty);
        }
        for (number, global) in module.globals.clone().into_iter().enumerate() {
            let ty = map.global_type(global.map_err(read)?.ty).map_err(said)?;
            import_section.import(FIRST, &format!("{}_g{number}", self.name), ty);
        }
        let (mut functions, mut code) = (FunctionSection::new(), CodeSection::new());
        for ((function, body), early) in (imported..).zip(&module.bodies).zip(&self.early) {
            if !early {
                functions.function(module.type_of(function));
                map.parse_function_body(&mut code, body.clone()).map_err(said)?;
            }
        }
        let filled = self.filled.iter().map(|(slot, function)| Ok((*slot, map.function_index(*function)?)));
        let elements = self.elements(&filled.collect::<Result<_, _>>().map_err(said)?);
        let mut written = Module::new();
        let types = module.type_section(&mut map, &[])?;
        written.section(&types).section(&import_section).section(&functions).section(&elements).section(&code);
        written.section(&texts.later());
        Ok(written.finish())
    }
}

/// Neighbouring slots together.
fn runs(filled: &BTreeMap<u32, u32>) -> Vec<Vec<(u32, u32)>> {
    let mut runs: Vec<Vec<(u32, u32)>> = Vec::new();
    for (slot, function) in filled {
        match runs.last_mut() {
            Some(run) if run.last().is_some_and(|(last, _)| last + 1 == *slot) => run.push((*slot, *function)),
            _ => runs.push(vec![(*slot, *function)]),
        }
    }
    runs
}

/// The table that holds functions, and the function in each of its slots.
fn table(module: &Read) -> Result<(u32, BTreeMap<u32, u32>), String> {
    let (mut table, mut slots) = (None, BTreeMap::new());
    for element in module.elements.clone().into_iter().flatten() {
        let element = element.map_err(read)?;
        let ElementItems::Functions(functions) = element.items else {
            return Err("an element of its tables is no plain function".into());
        };
        let ElementKind::Active { table_index, offset_expr } = element.kind else {
            return Err("it puts functions into its tables on the way".into());
        };
        let mut offset = offset_expr.get_operators_reader();
        let Operator::I32Const { value: from } = offset.read().map_err(read)? else {
            return Err("it reckons where its functions go".into());
        };
        if *table.get_or_insert(table_index.unwrap_or(0)) != table_index.unwrap_or(0) {
            return Err("it has several tables of functions".into());
        }
        for (slot, function) in (from as u32..).zip(functions) {
            slots.insert(slot, function.map_err(read)?);
        }
    }
    Ok((table.ok_or("it has no table of functions")?, slots))
}

/// What a body calls.
fn calls(body: &FunctionBody) -> Result<BTreeSet<u32>, String> {
    let mut calls = BTreeSet::new();
    for operator in body.get_operators_reader().map_err(read)? {
        match operator.map_err(read)? {
            Operator::Call { function_index } | Operator::ReturnCall { function_index } => {
                calls.insert(function_index);
            }
            Operator::RefFunc { .. } => return Err("a body takes a function as a value".into()),
            Operator::MemoryInit { .. } | Operator::DataDrop { .. } | Operator::TableInit { .. } => {
                return Err("a body fills memory or a table on the way".into());
            }
            _ => {}
        }
    }
    Ok(calls)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Command;
    use wasm_encoder::{MemorySection, MemoryType, RefType, TableType};

    /// Where the memory has its text, and in it the number two.
    const TEXT: i32 = 1021;
    const TWO: i32 = TEXT + 3 + 12;

    /// `run(n)` is `double(n) + (through the table) tripled(n) + twice(n)`, where `double` says its argument and `tripled`
    /// counts itself in a global and the memory.
    fn whole() -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([ValType::I32], []);
        types.ty().function([ValType::I32], [ValType::I32]);
        let mut imports = ImportSection::new();
        imports.import("env", "say", EntityType::Function(0));
        let mut functions = FunctionSection::new();
        (0..4).for_each(|_| {
            functions.function(1);
        });
        let mut tables = TableSection::new();
        let element_type = RefType::FUNCREF;
        tables.table(TableType { element_type, minimum: 2, maximum: Some(2), table64: false, shared: false });
        let mut memories = MemorySection::new();
        let memory = MemoryType { minimum: 1, maximum: None, memory64: false, shared: false, page_size_log2: None };
        memories.memory(memory);
        let mut globals = GlobalSection::new();
        let mutable = GlobalType { val_type: ValType::I32, mutable: true, shared: false };
        globals.global(mutable, &ConstExpr::i32_const(0));
        let mut exports = ExportSection::new();
        exports.export("memory", ExportKind::Memory, 0).export("run", ExportKind::Func, 1);
        exports.export("tripled", ExportKind::Func, 3);
        let mut elements = ElementSection::new();
        elements.active(None, &ConstExpr::i32_const(1), Elements::Functions(vec![3].into()));
        let mut code = CodeSection::new();
        let bodies: [&[Instruction]; 4] = [
            &[
                Instruction::LocalGet(0),
                Instruction::Call(2),
                Instruction::LocalGet(0),
                Instruction::I32Const(1),
                Instruction::CallIndirect { type_index: 1, table_index: 0 },
                Instruction::I32Add,
                Instruction::LocalGet(0),
                Instruction::Call(4),
                Instruction::I32Add,
            ],
            &[
                Instruction::LocalGet(0),
                Instruction::I32Const(0),
                Instruction::I32Load8U(wasm_encoder::MemArg { offset: TWO as u64, align: 0, memory_index: 0 }),
                Instruction::I32Mul,
                Instruction::I32Const(1),
                Instruction::I32ShrS,
                Instruction::Call(0),
                Instruction::LocalGet(0),
                Instruction::Call(4),
            ],
            &[
                Instruction::GlobalGet(0),
                Instruction::I32Const(1),
                Instruction::I32Add,
                Instruction::GlobalSet(0),
                Instruction::I32Const(8),
                Instruction::GlobalGet(0),
                Instruction::I32Store(wasm_encoder::MemArg { offset: 0, align: 2, memory_index: 0 }),
                Instruction::LocalGet(0),
                Instruction::I32Const(3),
                Instruction::I32Mul,
            ],
            &[
                Instruction::LocalGet(0),
                Instruction::I32Const(TWO),
                Instruction::I32Load8U(wasm_encoder::MemArg { offset: 0, align: 0, memory_index: 0 }),
                Instruction::I32Mul,
            ],
        ];
        for body in bodies {
            let mut function = Function::new([]);
            body.iter().for_each(|instruction| {
                function.instruction(instruction);
            });
            code.function(function.instruction(&Instruction::End));
        }
        let mut written = Module::new();
        written.section(&types).section(&imports).section(&functions).section(&tables).section(&memories);
        let mut data = DataSection::new();
        let text = b"abc\x02later text\x02\x02\x03later text\x03def";
        data.active(0, &ConstExpr::i32_const(TEXT), text.iter().copied());
        written.section(&globals).section(&exports).section(&elements).section(&code).section(&data);
        written.finish()
    }

    const RUN: &str = r#"
const { readFileSync } = require("node:fs");
const [first, second, later] = process.argv.slice(1).map((file) => new WebAssembly.Module(readFileSync(file)));
const said = [];
let loads = "";
const imports = {
  env: { say: (word) => said.push(word) },
  second: { load: () => load("second", second) },
  later: { load: () => (wasm.second_there.value || load("second", second), load("later", later)), mark: (at) => said.push("called " + at) },
};
function load(part, module) {
  loads += part[0];
  const first = {};
  for (const { module: from, name, kind } of WebAssembly.Module.imports(module)) {
    if (from === "first") first[name] = kind === "function" ? wasm[`${part}_slots`].get(Number(name)) : wasm[name];
  }
  new WebAssembly.Instance(module, { ...imports, first });
  wasm[`${part}_there`].value = 1;
}
const wasm = new WebAssembly.Instance(first, imports).exports;
const answers = [wasm.run(5), wasm.tripled(2), wasm.run(1), new DataView(wasm.memory.buffer).getInt32(8, true)];
console.log(JSON.stringify({ answers, said, loads }));
"#;

    /// What Node says of a module, or of two parts of one.
    fn ran(name: &str, parts: &[&[u8]]) -> String {
        let files: Vec<_> = (0..parts.len())
            .map(|at| std::env::temp_dir().join(format!("xtask-split-{name}-{at}-{}", std::process::id())))
            .collect();
        for (file, part) in files.iter().zip(parts) {
            std::fs::write(file, part).expect("written");
        }
        let output = Command::new("node").args(["-e", RUN]).args(&files).output().expect("node");
        files.iter().for_each(|file| std::fs::remove_file(file).expect("removed"));
        assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    const ANSWERS: &str = r#""answers":[35,6,7,3],"said":[5,1]"#;

    #[test]
    fn the_parts_do_what_the_whole_does_however_it_is_split() {
        let whole = whole();
        assert_eq!(ran("whole", &[&whole]), format!("{{{ANSWERS},\"loads\":\"\"}}"));
        for pattern in (0..81_u32).step_by(4) {
            let needed = |at: u32| [When::First, When::Second, When::Later][(pattern / 3_u32.pow(at) % 3) as usize];
            let when: Vec<When> = (0..4).map(needed).collect();
            let Parts { first, second, later } = split(&whole, &when, None).expect("three parts");
            let said = ran(&format!("split-{pattern}"), &[&first, &second, &later]);
            let loads = said.strip_prefix(&format!("{{{ANSWERS},\"loads\":")).expect(&said);
            assert!(["\"\"}", "\"s\"}", "\"sl\"}"].contains(&loads), "{when:?} loads {loads}");
            let holds = |part: &[u8], text: &[u8]| part.windows(text.len()).any(|window| window == text);
            assert!(holds(&first, b"abc") && holds(&first, b"def") && !holds(&first, b"text"), "{when:?}");
            let read_soon = when[1] < When::Later || when[3] < When::Later;
            assert!(holds(if read_soon { &second } else { &later }, b"later text"), "{when:?}");
        }
    }

    #[test]
    fn a_marked_module_tells_what_is_called() {
        let said = ran("marked", &[&marked(&whole()).expect("marked")]);
        assert!(said.contains(r#""answers":[35,6,7,3]"#), "{said}");
        assert!(
            said.contains(r#""said":["called 0","called 1",5,"called 3","called 2","called 3","called 2""#),
            "{said}"
        );
    }

    #[test]
    fn what_it_does_not_know_it_does_not_split() {
        assert!(split(&whole(), &[When::First], None).is_err_and(|why| why.contains("1 functions are known")));
        assert!(split(b"\0asm\x01\0\0\0", &[], None).is_err());
    }
}
