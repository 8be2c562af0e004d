//! The fenced blocks of a text in Markdown.

/// A block between fences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    /// What stands after the fence (`jsonnet title="mail.jsonnet"`).
    pub info: String,
    pub text: String,
    /// The line its text begins in, 1-based.
    pub line: usize,
    /// Whether its closing fence is missing.
    pub open: bool,
}

impl Block {
    /// Its language.
    pub fn language(&self) -> &str {
        self.info.split(|c: char| c.is_whitespace() || c == ',' || c == '{').next().unwrap_or_default()
    }

    /// The name of its file, where the fence or the line before says one.
    pub fn title(&self) -> Option<&str> {
        let (_, after) = self.info.split_once("title=").or_else(|| self.info.split_once("filename="))?;
        after.trim_start_matches(['"', '\'']).split(['"', '\'']).next()
    }
}

/// Whether a text has a fence.
pub(super) fn has_fence(text: &str) -> bool {
    text.lines().any(|line| fence(line).is_some())
}

/// Every block; the fences of a list's or a quote's blocks may be indented.
pub(super) fn blocks(text: &str, base: usize) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open: Option<(&str, usize)> = None;
    for (at, line) in text.split_inclusive('\n').enumerate() {
        match (open, fence(line)) {
            (None, Some((mark, indent, info))) => {
                open = Some((mark, indent));
                blocks.push(Block { info: info.to_owned(), text: String::new(), line: base + at + 1, open: true });
            }
            (Some((mark, _)), Some((end, _, ""))) if end.starts_with(mark) => {
                open = None;
                if let Some(block) = blocks.last_mut() {
                    block.open = false;
                }
            }
            (Some((_, indent)), _) => {
                if let Some(block) = blocks.last_mut() {
                    let spaces = line.len() - line.trim_start_matches(' ').len();
                    block.text.push_str(&line[spaces.min(indent)..]);
                }
            }
            (None, None) => {}
        }
    }
    blocks
}

/// A fence: its mark, its indent and what follows it.
fn fence(line: &str) -> Option<(&str, usize, &str)> {
    let trimmed = line.trim_start_matches(' ');
    let sign = trimmed.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let end = trimmed.find(|c| c != sign).unwrap_or(trimmed.len());
    let (mark, info) = trimmed.split_at(end);
    (mark.len() >= 3 && !info.contains('`')).then_some((mark, line.len() - trimmed.len(), info.trim()))
}
