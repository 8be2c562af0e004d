//! What of a module's memory may come with its later part: the texts between the marks of `src/later.rs`, which take along
//! whatever reads them, and the constants that only later functions read (`symbols.rs`).

use super::symbols::Symbols;
use std::{collections::BTreeSet, convert::Infallible, ops::Range};

use wasm_encoder::{
    ConstExpr, DataSection, Instruction, MemArg,
    reencode::{self, Error, Reencode},
};
use wasmparser::{DataKind, DataSectionReader, FunctionBody, Operator};

const BEGIN: &[u8] = b"\x02later text\x02";
const END: &[u8] = b"\x03later text\x03";
/// A constant that is shorter costs less where it is than on its own.
const SHORT: usize = 24;

/// A piece of memory that is filled when the module starts.
struct Segment<'a> {
    address: u32,
    bytes: &'a [u8],
}

impl<'a> Segment<'a> {
    fn part(&self, range: Range<usize>) -> Segment<'a> {
        Segment { address: self.address + range.start as u32, bytes: self.bytes.get(range).unwrap_or_default() }
    }

    fn addresses(&self) -> Range<u32> {
        self.address..self.address + self.bytes.len() as u32
    }

    fn has_one_of(&self, addresses: &[u32]) -> bool {
        addresses.iter().any(|address| self.addresses().contains(address))
    }
}

/// The addresses that a body names, on their own or as the offset of a load.
struct Named(Vec<u32>);

impl Reencode for Named {
    type Error = Infallible;

    fn mem_arg(&mut self, arg: wasmparser::MemArg) -> Result<MemArg, Error<Infallible>> {
        self.0.push(arg.offset as u32);
        reencode::utils::mem_arg(self, arg)
    }
}

/// What fills the memory, apart.
pub struct Texts<'a> {
    first: Vec<Segment<'a>>,
    later: Vec<Segment<'a>>,
}

impl<'a> Texts<'a> {
    /// Looks for the marks. A text that a pointer in memory leads to stays: nobody would wait for it.
    pub fn of(data: Option<&DataSectionReader<'a>>) -> Result<Self, String> {
        let mut texts = Self { first: Vec::new(), later: Vec::new() };
        for segment in data.cloned().into_iter().flatten() {
            let segment = segment.map_err(|why| why.to_string())?;
            let DataKind::Active { memory_index: 0, offset_expr } = segment.kind else {
                return Err("it fills memory on the way".into());
            };
            let mut offset = offset_expr.get_operators_reader();
            let Operator::I32Const { value } = offset.read().map_err(|why| why.to_string())? else {
                return Err("it reckons where its data go".into());
            };
            let mut rest = Segment { address: value as u32, bytes: segment.data };
            while let Some(from) = place(rest.bytes, BEGIN) {
                let length = place(&rest.bytes[from..], END).ok_or("a text for later has no end")?;
                let to = from + length + END.len();
                texts.first.push(rest.part(0..from));
                texts.later.push(rest.part(from..to));
                rest = rest.part(to..rest.bytes.len());
            }
            texts.first.push(rest);
        }
        let led_to = |text: &Segment| {
            let words = texts.first.iter().flat_map(|segment| {
                let skipped = segment.address.next_multiple_of(4) - segment.address;
                segment.bytes.get(skipped as usize..).unwrap_or_default().as_chunks::<4>().0
            });
            // Tables of bytes look like addresses here and there; a text is led to at its beginning.
            let beginnings = [text.address, text.address + BEGIN.len() as u32];
            words.into_iter().any(|word| beginnings.contains(&u32::from_le_bytes(*word)))
        };
        let (stay, later) = texts.later.iter().map(|text| text.part(0..text.bytes.len())).partition(led_to);
        texts.later = later;
        texts.first.extend(stay);
        Ok(texts)
    }

    /// Whether a body that names these addresses reads one of them itself: then it has to be where they are.
    pub fn are_read_by(&self, addresses: &[u32]) -> bool {
        self.later.iter().any(|text| text.has_one_of(addresses))
    }

    /// Keeps those that one of these addresses lies in.
    pub fn stay_for(&mut self, addresses: &[u32]) {
        self.first.extend(self.later.extract_if(.., |text| text.has_one_of(addresses)));
    }

    /// Has constants come later: those that only functions of these names need, where the others name `addresses`.
    pub fn leave(
        &mut self,
        symbols: &Symbols,
        names: &BTreeSet<&str>,
        addresses: &BTreeSet<u32>,
    ) -> Result<(), String> {
        let ranges = symbols.read_by(names, addresses);
        for segment in std::mem::take(&mut self.first) {
            let mut rest = segment;
            let Range { start, end } = rest.addresses();
            let from = ranges.partition_point(|range| range.end <= start);
            for range in ranges[from..].iter().take_while(|range| range.start < end) {
                let from = (range.start.max(start) - rest.address) as usize;
                let to = (range.end.min(end) - rest.address) as usize;
                if to - from < SHORT {
                    continue;
                }
                let leaves = rest.part(from..to);
                if !symbols.hold(leaves.address, leaves.bytes) {
                    return Err("what Cargo linked is of another build".into());
                }
                self.first.push(rest.part(0..from));
                self.later.push(leaves);
                rest = rest.part(to..rest.bytes.len());
            }
            self.first.push(rest);
        }
        Ok(())
    }

    /// What the first part fills.
    pub fn first(&self) -> DataSection {
        written(&self.first)
    }

    /// What the later part fills.
    pub fn later(&self) -> DataSection {
        written(&self.later)
    }
}

/// The numbers in a body that may be addresses.
pub fn named_by(body: &FunctionBody) -> Result<Vec<u32>, String> {
    let mut named = Named(Vec::new());
    let mut reader = body.get_operators_reader().map_err(|why| why.to_string())?;
    while !reader.eof() {
        match named.parse_instruction(&mut reader).map_err(|why| why.to_string())? {
            Instruction::I32Const(value) => named.0.push(value as u32),
            // Two at once.
            Instruction::I64Const(value) => named.0.extend([value as u32, (value >> 32) as u32]),
            _ => {}
        }
    }
    Ok(named.0)
}

fn written(segments: &[Segment]) -> DataSection {
    let mut section = DataSection::new();
    for segment in segments.iter().filter(|segment| !segment.bytes.is_empty()) {
        section.active(0, &ConstExpr::i32_const(segment.address as i32), segment.bytes.iter().copied());
    }
    section
}

fn place(bytes: &[u8], of: &[u8]) -> Option<usize> {
    bytes.windows(of.len()).position(|window| window == of)
}
