//! What stands between two tokens: line ends, blank lines, comments (go-jsonnet `ast/fodder.go` and its lexer).

/// What a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FodderKind {
    /// The end of a line, with the comment before it, if there is one.
    LineEnd,
    /// A comment in the middle of a line.
    Interstitial,
    /// A comment with lines of its own.
    Paragraph,
}

/// A piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What it is.
    pub kind: FodderKind,
    /// The lines of its comment.
    pub comment: Vec<String>,
    /// Blank lines behind it.
    pub blanks: usize,
    /// The indent of what follows.
    pub indent: usize,
}

/// All pieces between two tokens.
pub type Fodder = Vec<Piece>;

impl Piece {
    fn line_end(blanks: usize, indent: usize) -> Self {
        Self { kind: FodderKind::LineEnd, comment: Vec::new(), blanks, indent }
    }

    /// Whether what follows stands on another line.
    pub fn ends_line(&self) -> bool {
        self.kind != FodderKind::Interstitial
    }

    fn newlines(&self) -> usize {
        match self.kind {
            FodderKind::Interstitial => 0,
            FodderKind::LineEnd => 1,
            FodderKind::Paragraph => self.comment.len() + self.blanks,
        }
    }
}

/// Whether it has a line end.
pub fn has_newlines(fodder: &Fodder) -> bool {
    fodder.iter().any(Piece::ends_line)
}

/// How many lines it makes.
pub fn newlines(fodder: &Fodder) -> usize {
    fodder.iter().map(Piece::newlines).sum()
}

fn is_clean(fodder: &Fodder) -> bool {
    fodder.last().is_some_and(Piece::ends_line)
}

/// Adds a piece so that no line end follows another.
pub fn append(fodder: &mut Fodder, piece: Piece) {
    if is_clean(fodder) && piece.kind == FodderKind::LineEnd {
        if piece.comment.is_empty() {
            if let Some(last) = fodder.last_mut() {
                last.indent = piece.indent;
                last.blanks += piece.blanks;
            }
        } else {
            fodder.push(Piece { kind: FodderKind::Paragraph, ..piece });
        }
        return;
    }
    if !is_clean(fodder) && piece.kind == FodderKind::Paragraph {
        fodder.push(Piece::line_end(0, piece.indent));
    }
    fodder.push(piece);
}

/// One after the other.
pub fn concat(mut first: Fodder, second: Fodder) -> Fodder {
    if first.is_empty() {
        return second;
    }
    let mut pieces = second.into_iter();
    if let Some(piece) = pieces.next() {
        append(&mut first, piece);
    }
    first.extend(pieces);
    first
}

/// Moves `from` to the front of `to`.
pub fn move_front(to: &mut Fodder, from: &mut Fodder) {
    let rest = std::mem::take(to);
    *to = concat(std::mem::take(from), rest);
}

/// Makes sure that what follows begins a line.
pub fn ensure_newline(fodder: &mut Fodder) {
    if !is_clean(fodder) {
        append(fodder, Piece::line_end(0, 0));
    }
}

/// Splits what follows a token into what belongs to it and what belongs to the next: behind the first line end, whose
/// blank lines go with the second part.
pub fn split(fodder: Fodder) -> (Fodder, Fodder) {
    let (mut after, mut before) = (Fodder::new(), Fodder::new());
    let mut in_second = false;
    for piece in fodder {
        if in_second {
            append(&mut before, piece);
            continue;
        }
        let (ends, blanks, indent) = (piece.ends_line(), piece.blanks, piece.indent);
        after.push(piece);
        if ends {
            in_second = true;
            if blanks > 0 {
                if let Some(last) = after.last_mut() {
                    last.blanks = 0;
                }
                before.push(Piece::line_end(blanks, indent));
            }
        }
    }
    (after, before)
}

/// The pieces of the gap between two tokens; `at_end` when the text ends behind it, where blanks are dropped.
pub fn read(text: &str, start: usize, end: usize, at_end: bool) -> Fodder {
    let mut gap = Gap { text, at: start, end, fresh: start == 0 };
    let mut fodder = Fodder::new();
    loop {
        let (lines, indent) = gap.blanks();
        if gap.at >= gap.end && at_end {
            return fodder;
        }
        if lines > 0 {
            fodder.push(Piece::line_end(lines - 1, indent));
        }
        if gap.at >= gap.end {
            return fodder;
        }
        gap.comment(&mut fodder);
    }
}

struct Gap<'t> {
    text: &'t str,
    at: usize,
    end: usize,
    /// Whether nothing but blanks stands before on this line.
    fresh: bool,
}

impl Gap<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..self.end]
    }

    /// Skips blanks: how many lines end, and the indent of the last.
    fn blanks(&mut self) -> (usize, usize) {
        let (mut lines, mut indent) = (0, 0);
        while let Some(next) = self.rest().chars().next() {
            match next {
                '\r' => {}
                '\n' => {
                    indent = 0;
                    lines += 1;
                    self.fresh = true;
                }
                ' ' => indent += 1,
                '\t' => indent += 8,
                _ => break,
            }
            self.at += 1;
        }
        (lines, indent)
    }

    fn comment(&mut self, fodder: &mut Fodder) {
        let fresh = self.fresh;
        if self.rest().starts_with(['#', '/']) && !self.rest().starts_with("/*") {
            let length = self.rest().find('\n').unwrap_or(self.rest().len());
            let comment = self.rest()[..length].trim_end_matches([' ', '\t', '\r']).to_owned();
            self.at += length;
            let (lines, indent) = self.blanks();
            let kind = if fresh { FodderKind::Paragraph } else { FodderKind::LineEnd };
            fodder.push(Piece { kind, comment: vec![comment], blanks: lines.saturating_sub(1), indent });
            return;
        }
        if !self.rest().starts_with("/*") {
            self.at = self.end;
            return;
        }
        let margin = self.at - self.text[..self.at].rfind('\n').map_or(0, |newline| newline + 1);
        let length = self.rest().find("*/").map_or(self.rest().len(), |end| end + 2);
        let comment = self.rest()[..length].to_owned();
        self.at += length;
        self.fresh = false;
        let (lines, indent) = self.blanks();
        if comment.contains('\n') {
            let comment = comment.split('\n').map(|line| unmargined(line, margin)).collect();
            let (blanks, indent) = if lines == 0 { (0, 0) } else { (lines - 1, indent) };
            append(fodder, Piece { kind: FodderKind::Paragraph, comment, blanks, indent });
        } else {
            fodder.push(Piece { kind: FodderKind::Interstitial, comment: vec![comment], blanks: 0, indent: 0 });
            if lines > 0 {
                fodder.push(Piece::line_end(lines - 1, indent));
            }
        }
    }
}

/// A line of a comment without the blanks of its margin and at its end.
fn unmargined(line: &str, margin: usize) -> String {
    let is_blank = |c: char| matches!(c, ' ' | '\t' | '\r');
    let cut = line.chars().take(margin).take_while(|c| is_blank(*c)).count();
    line.chars().skip(cut).collect::<String>().trim_end_matches(is_blank).to_owned()
}
