//! What the linker knows of a module's memory: its constants, one by one, and what refers to each.
//!
//! A constant goes with the functions that read it. Which those are, an address alone cannot tell: the compiler may write a
//! place outside of a constant and come into it by adding. The linker's relocations (`--emit-relocs`, `build.rs`) name
//! the constant itself, as it was before wasm-opt.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use wasmparser::{
    BinaryReaderError, DataKind, KnownCustom, Linking, Name, NameSectionReader, Operator, Parser, Payload,
    RelocationEntry, RelocationType, SymbolInfo,
};

/// A function of so many bytes, as the linker writes them, is not put into its callers by wasm-opt, which does so up to 8
/// nodes (`--one-caller-inline-max-function-size` in index.html).
const WHOLE: usize = 120;

/// A constant.
#[derive(Debug, Default)]
struct Piece {
    addresses: Range<u32>,
    /// Functions that refer to it, by name, and that are found again under this name.
    readers: BTreeSet<String>,
    /// Something else refers to it: a function that may be part of others now, or one without a name of its own.
    open: bool,
    /// The addresses by which functions refer to it.
    named: BTreeSet<u32>,
    /// Constants that it leads to.
    leads_to: BTreeSet<usize>,
}

/// The constants of a module.
#[derive(Debug)]
pub struct Symbols {
    pieces: Vec<Piece>,
    /// What fills the memory, from which address on.
    memory: Vec<(u32, Vec<u8>)>,
}

/// A piece of memory, its place in the file, and whether it never changes.
struct Segment {
    addresses: Range<u32>,
    place: Range<usize>,
    constant: bool,
}

/// A linked module as read.
#[derive(Default)]
struct Linked<'a> {
    imported: u32,
    names: BTreeMap<u32, &'a str>,
    bodies: Vec<Range<usize>>,
    code_from: usize,
    data_from: usize,
    segments: Vec<Segment>,
    /// Of each symbol, where it lies if it is data.
    symbols: Vec<Option<(usize, Range<u32>)>>,
    constant: Vec<bool>,
    relocations: Vec<(bool, RelocationEntry)>,
}

fn said(why: BinaryReaderError) -> String {
    why.to_string()
}

impl Symbols {
    /// Reads a module as the linker left it; none where it left no relocations.
    pub fn of(wasm: &[u8]) -> Result<Option<Self>, String> {
        let linked = Linked::of(wasm).map_err(said)?;
        if linked.relocations.is_empty() {
            return Ok(None);
        }
        let mut pieces: Vec<Piece> = Vec::new();
        let mut piece_of = vec![None; linked.symbols.len()];
        for (symbol, place) in linked.symbols.iter().enumerate() {
            if let Some((segment, addresses)) = place {
                let open = !linked.segments.get(*segment).is_some_and(|segment| segment.constant);
                piece_of[symbol] = Some(pieces.len());
                pieces.push(Piece { addresses: addresses.clone(), open, ..Piece::default() });
            }
        }
        let by_start: BTreeSet<(u32, usize)> =
            pieces.iter().enumerate().map(|(at, piece)| (piece.addresses.start, at)).collect();
        let longest = pieces.iter().map(|piece| piece.addresses.end - piece.addresses.start).max().unwrap_or(0);
        let mut shared: BTreeMap<&str, usize> = BTreeMap::new();
        linked.names.values().for_each(|name| *shared.entry(name).or_default() += 1);
        for (in_code, RelocationEntry { ty, offset, index, addend }) in &linked.relocations {
            let Some(piece) = piece_of.get(*index as usize).copied().flatten() else { continue };
            match ty {
                RelocationType::MemoryAddrLeb | RelocationType::MemoryAddrSleb if *in_code => {
                    let place = linked.code_from + *offset as usize;
                    let body = linked.bodies.partition_point(|body| body.end <= place);
                    let name = linked.names.get(&(linked.imported + body as u32));
                    let whole = linked.bodies.get(body).is_some_and(|body| body.len() >= WHOLE);
                    let piece = &mut pieces[piece];
                    piece.named.insert(piece.addresses.start.wrapping_add_signed(*addend as i32));
                    match name {
                        Some(name) if whole && shared.get(name) == Some(&1) => {
                            piece.readers.insert((*name).to_owned());
                        }
                        _ => piece.open = true,
                    }
                }
                RelocationType::MemoryAddrI32 if !in_code => {
                    let place = linked.data_from + *offset as usize;
                    let segment = linked.segments.iter().find(|segment| segment.place.contains(&place));
                    let segment = segment.ok_or("a relocation lies outside of the data")?;
                    let address = segment.addresses.start + (place - segment.place.start) as u32;
                    let from = by_start.range((address.saturating_sub(longest), 0)..=(address, usize::MAX));
                    let holders: Vec<usize> = from.map(|(_, at)| *at).collect();
                    for holder in holders {
                        if pieces[holder].addresses.contains(&address) {
                            pieces[holder].leads_to.insert(piece);
                        }
                    }
                }
                // Numbers of functions, tables, types and globals lead to no data.
                RelocationType::FunctionIndexLeb
                | RelocationType::TableIndexSleb
                | RelocationType::TableIndexI32
                | RelocationType::TypeIndexLeb
                | RelocationType::GlobalIndexLeb
                | RelocationType::TableNumberLeb => {}
                other => return Err(format!("a relocation that is not known here: {other:?}")),
            }
        }
        let memory = linked.segments.iter().map(|segment| {
            let bytes = wasm.get(segment.place.clone()).unwrap_or_default();
            (segment.addresses.start, bytes.to_vec())
        });
        Ok(Some(Self { pieces, memory: memory.collect() }))
    }

    /// The addresses whose bytes only functions of these names need, where no other function names one of `addresses`.
    pub fn read_by(&self, names: &BTreeSet<&str>, addresses: &BTreeSet<u32>) -> Vec<Range<u32>> {
        let named = |piece: &Piece| {
            let Range { start, end } = piece.addresses;
            // The end, too: a loop may stop there.
            addresses.range(start..=end).next().is_some() || !piece.named.is_disjoint(addresses)
        };
        let elsewhere = |piece: &Piece| piece.open || piece.readers.iter().any(|name| !names.contains(name.as_str()));
        let mut kept: BTreeSet<usize> = BTreeSet::new();
        let mut todo: Vec<usize> =
            (0..self.pieces.len()).filter(|at| elsewhere(&self.pieces[*at]) || named(&self.pieces[*at])).collect();
        while let Some(at) = todo.pop() {
            if kept.insert(at) {
                todo.extend(&self.pieces[at].leads_to);
            }
        }
        let (stay, leave): (Vec<_>, Vec<_>) = self.pieces.iter().enumerate().partition(|(at, _)| kept.contains(at));
        let joined =
            |pieces: Vec<(usize, &Piece)>| joined(pieces.into_iter().map(|(_, piece)| piece.addresses.clone()));
        without(joined(leave), &joined(stay))
    }

    /// Whether these bytes lie there.
    pub fn hold(&self, address: u32, bytes: &[u8]) -> bool {
        self.memory.iter().any(|(from, memory)| {
            let at = address.checked_sub(*from).map(|at| at as usize);
            at.and_then(|at| memory.get(at..at + bytes.len())).is_some_and(|memory| memory == bytes)
        })
    }
}

impl<'a> Linked<'a> {
    fn of(wasm: &'a [u8]) -> Result<Self, BinaryReaderError> {
        let mut linked = Self::default();
        let mut data = Vec::new();
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::ImportSection(section) => linked.imported = section.count(),
                Payload::CodeSectionStart { range, .. } => linked.code_from = range.start,
                Payload::CodeSectionEntry(body) => linked.bodies.push(body.range()),
                Payload::DataSection(section) => {
                    linked.data_from = section.range().start;
                    for segment in section {
                        let segment = segment?;
                        let DataKind::Active { offset_expr, .. } = segment.kind else { continue };
                        let Operator::I32Const { value } = offset_expr.get_operators_reader().read()? else { continue };
                        let place = segment.range.end - segment.data.len()..segment.range.end;
                        let addresses = value as u32..value as u32 + segment.data.len() as u32;
                        linked.segments.push(Segment { addresses, place, constant: false });
                    }
                }
                Payload::CustomSection(custom) => match custom.as_known() {
                    KnownCustom::Name(names) => linked.names = of_functions(names)?,
                    KnownCustom::Linking(linking) => {
                        for subsection in linking.subsections() {
                            match subsection? {
                                Linking::SegmentInfo(segments) => {
                                    for segment in segments {
                                        linked.constant.push(segment?.name.starts_with(".rodata"));
                                    }
                                }
                                Linking::SymbolTable(symbols) => {
                                    for symbol in symbols {
                                        data.push(match symbol? {
                                            SymbolInfo::Data { symbol, .. } => symbol,
                                            _ => None,
                                        });
                                    }
                                }
                                _ => {}
                            }
                        }
                    }
                    KnownCustom::Reloc(relocations) => {
                        let in_code = custom.name() == "reloc.CODE";
                        if in_code || custom.name() == "reloc.DATA" {
                            for relocation in relocations.entries() {
                                linked.relocations.push((in_code, relocation?));
                            }
                        }
                    }
                    _ => {}
                },
                _ => {}
            }
        }
        for (segment, constant) in linked.segments.iter_mut().zip(&linked.constant) {
            segment.constant = *constant;
        }
        let segments = &linked.segments;
        let places = data.into_iter().map(|symbol| {
            let symbol = symbol?;
            let from = segments.get(symbol.index as usize)?.addresses.start + symbol.offset;
            Some((symbol.index as usize, from..from + symbol.size))
        });
        linked.symbols = places.collect();
        Ok(linked)
    }
}

/// What functions are called, by their numbers.
pub fn of_functions(names: NameSectionReader<'_>) -> Result<BTreeMap<u32, &str>, BinaryReaderError> {
    let mut found = BTreeMap::new();
    for name in names {
        let Name::Function(functions) = name? else { continue };
        for naming in functions {
            let naming = naming?;
            found.insert(naming.index, naming.name);
        }
    }
    Ok(found)
}

/// Ranges in order, those that touch as one.
fn joined(ranges: impl Iterator<Item = Range<u32>>) -> Vec<Range<u32>> {
    let mut ranges: Vec<_> = ranges.filter(|range| !range.is_empty()).collect();
    ranges.sort_by_key(|range| range.start);
    let mut joined: Vec<Range<u32>> = Vec::new();
    for range in ranges {
        match joined.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}

/// What of some ranges lies in none of others; both in order and apart.
fn without(ranges: Vec<Range<u32>>, others: &[Range<u32>]) -> Vec<Range<u32>> {
    let mut left = Vec::new();
    let mut others = others.iter().peekable();
    for mut range in ranges {
        while others.next_if(|other| other.end <= range.start).is_some() {}
        while let Some(other) = others.peek().filter(|other| other.start < range.end) {
            if range.start < other.start {
                left.push(range.start..other.start);
            }
            range.start = other.end.min(range.end).max(range.start);
            if other.end > range.end {
                break;
            }
            others.next();
        }
        if !range.is_empty() {
            left.push(range);
        }
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Command;

    /// `early` and `late` read a table of their own and one together; a table of `late` leads to another.
    const SOURCE: &str = r#"
#![no_std]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! { loop {} }
static EARLY: [u8; 64] = [1; 64];
static LATE: [u8; 64] = [2; 64];
static BOTH: [u8; 64] = [3; 64];
static LED: [u8; 64] = [4; 64];
static LEADS: [&[u8; 64]; 2] = [&LED, &LATE];
#[unsafe(no_mangle)]
pub extern "C" fn early(at: usize) -> u8 { EARLY[at & 63] + BOTH[at & 31] }
#[unsafe(no_mangle)]
pub extern "C" fn late(at: usize) -> u8 { LATE[at & 63] + BOTH[at & 31] + LEADS[at & 1][at & 15] }
"#;

    fn linked(relocations: bool) -> Vec<u8> {
        let at =
            |end: &str| std::env::temp_dir().join(format!("xtask-symbols-{}-{relocations}{end}", std::process::id()));
        let (source, wasm) = (at(".rs"), at(".wasm"));
        std::fs::write(&source, SOURCE).expect("written");
        let mut rustc = Command::new("rustc");
        rustc.args([
            "--edition",
            "2024",
            "--crate-type",
            "cdylib",
            "--target",
            "wasm32-unknown-unknown",
            "-C",
            "panic=abort",
        ]);
        if relocations {
            rustc.args(["-C", "link-arg=--emit-relocs"]);
        }
        let output = rustc.arg("-o").arg(&wasm).arg(&source).output().expect("rustc");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let bytes = std::fs::read(&wasm).expect("a module");
        [source, wasm].iter().for_each(|file| std::fs::remove_file(file).expect("removed"));
        bytes
    }

    /// Which of the four tables may leave.
    fn leave(symbols: &Symbols, names: &[&str], addresses: &[u32]) -> Vec<u8> {
        let ranges = symbols.read_by(&names.iter().copied().collect(), &addresses.iter().copied().collect());
        (1..=4).filter(|table| ranges.iter().any(|range| range.contains(&place(symbols, *table)))).collect()
    }

    fn place(symbols: &Symbols, table: u8) -> u32 {
        let found = symbols.memory.iter().find_map(|(from, memory)| {
            let at = memory.windows(64).position(|window| window == [table; 64])?;
            Some(from + at as u32)
        });
        found.expect("the table")
    }

    #[test]
    fn constants_leave_with_those_that_read_them() {
        let symbols = Symbols::of(&linked(true)).expect("read").expect("relocations");
        assert_eq!(leave(&symbols, &["late"], &[]), [2, 4]);
        assert_eq!(leave(&symbols, &["early"], &[]), [1]);
        assert_eq!(leave(&symbols, &["early", "late"], &[]), [1, 2, 3, 4]);
        assert_eq!(leave(&symbols, &[], &[]), [0_u8; 0]);
        let late = place(&symbols, 2);
        assert_eq!(leave(&symbols, &["late"], &[late + 3]), [4], "somebody who stays names it");
        assert_eq!(leave(&symbols, &["late"], &[late + 64]), [4], "or its end");
        assert!(symbols.hold(late, &[2; 64]) && !symbols.hold(late, &[3]));
    }

    #[test]
    fn without_relocations_nothing_is_known() {
        assert!(Symbols::of(&linked(false)).expect("read").is_none());
    }

    #[test]
    fn ranges_are_joined_and_taken_away() {
        let joined = joined([8..9, 1..3, 3..5, 4..6].into_iter());
        assert_eq!(joined, [1..6, 8..9]);
        for (away, left) in [
            (vec![2..3, 5..8], vec![1..2, 3..5, 8..9]),
            (vec![0..2, 4..5, 6..20], vec![2..4, 5..6]),
            (vec![6..7, 7..8], vec![1..6, 8..9]),
            (vec![0..3, 4..7], vec![3..4, 8..9]),
        ] {
            assert_eq!(without(joined.clone(), &away), left, "{away:?}");
        }
    }
}
