// Folding of Jsonnet by what is written: brackets, text blocks, comments, and else by indentation. It works in half-typed text,
// where a tree would not.
import { foldService } from "@codemirror/language";
import type { Extension, Text } from "@codemirror/state";

export interface Fold {
  from: number;
  to: number;
}

// A text that is longer is not folded, so that typing in it stays quick.
const LONGEST = 300_000;

const CLOSES: Record<string, string> = { "}": "{", "]": "[", ")": "(" };

// What can be folded, by the number of the line it begins on, counted from 1.
export function folds(text: string): Map<number, Fold> {
  // Where some string is not closed, none may go over its line: else the next one's beginning would close it. Where some
  // bracket is not, those at the beginning of a line close what stands as they do.
  return scan(text, false, false) ?? scan(text, false, true) ?? scan(text, true, true) ?? new Map<number, Fold>();
}

interface Line {
  from: number;
  to: number;
  // Whether it begins in a string, a text block or a comment.
  inside: boolean;
  // Whether a comment is all there is on it.
  comment: boolean;
}

// Null for strings that are not closed, unless they end with their line, and for brackets that do not match, unless they
// go by their indentation.
function scan(text: string, byLine: boolean, byIndent: boolean): Map<number, Fold> | null {
  const found = new Map<number, Fold>();
  const lines: Line[] = [];
  const begin = (from: number, inside: boolean) => {
    const end = text.indexOf("\n", from);
    lines.push({ from, to: end < 0 ? text.length : end, inside, comment: false });
  };
  begin(0, false);
  const here = () => lines[lines.length - 1] as Line;
  // Goes over a stretch that is no code.
  const over = (from: number, to: number) => {
    for (let at = text.indexOf("\n", from); at >= 0 && at < to; at = text.indexOf("\n", at + 1)) begin(at + 1, true);
    return to;
  };
  const indent = ({ from }: Line) => /^[ \t]*/.exec(text.slice(from, from + 200))?.[0].length ?? 0;
  const open: { bracket: string; at: number; line: number; indent: number }[] = [];
  for (let at = 0; at < text.length; ) {
    const character = text.charAt(at);
    const first = lines.length;
    if (character === "\n") begin(++at, false);
    else if (character === "#" || text.startsWith("//", at)) {
      const line = here();
      line.comment = !line.inside && text.slice(line.from, at).trim() === "";
      at = line.to;
    } else if (text.startsWith("/*", at)) {
      const end = text.indexOf("*/", at + 2);
      const to = over(at, end < 0 ? text.length : end + 2);
      if (end >= 0 && lines.length > first) found.set(first, { from: at + 2, to: end });
      at = to;
    } else if (text.startsWith("|||", at)) {
      const { to } = here();
      const end = block(text, at);
      if (end > to) {
        at = over(at, end);
        // Not the quotes themselves.
        if (text.startsWith("|||", end - 3)) found.set(first, { from: to, to: end - 3 });
      } else at = to;
    } else if (character === '"' || character === "'") {
      const verbatim = text.charAt(at - 1) === "@";
      const limit = byLine ? here().to : text.length;
      const end = string(text, at, limit, verbatim);
      if (end === null && !byLine) return null;
      at = over(at, end ?? limit);
    } else {
      if ("{[(".includes(character)) open.push({ bracket: character, at, line: lines.length, indent: indent(here()) });
      const opening = CLOSES[character];
      if (opening !== undefined) {
        const own = indent(here());
        const begins = byIndent && here().from + own === at;
        const fits = begins ? open.findLastIndex((other) => other.bracket === opening && other.indent === own) : -1;
        const match = fits >= 0 ? fits : open.findLastIndex(({ bracket }) => bracket === opening);
        const opened = open[match];
        if (!byIndent && match !== open.length - 1) return null;
        if (opened !== undefined) {
          open.length = match;
          // Of several that begin on a line, the innermost: it closed first.
          if (opened.line < lines.length && !found.has(opened.line)) found.set(opened.line, { from: opened.at + 1, to: at });
        }
      }
      at++;
    }
  }
  if (!byIndent && open.length > 0) return null;
  byIndentation(text, lines, found);
  return found;
}

// Behind the closing quote; null where there is none before the limit.
function string(text: string, start: number, limit: number, verbatim: boolean): number | null {
  const quote = text.charAt(start);
  for (let at = start + 1; at < limit; at++) {
    const character = text.charAt(at);
    if (character === "\\" && !verbatim) at++;
    else if (character === quote) {
      if (!verbatim || text.charAt(at + 1) !== quote) return at + 1;
      at++;
    }
  }
  return null;
}

// Where the text block ends that begins at `start`: behind its closing bars, or where its indentation ends.
function block(text: string, start: number): number {
  const newline = text.indexOf("\n", start);
  if (newline < 0) return text.length;
  let indent: string | undefined;
  for (let at = newline + 1; at < text.length; ) {
    const end = text.indexOf("\n", at);
    const line = text.slice(at, end < 0 ? text.length : end);
    if (line !== "") {
      indent ??= /^[ \t]*/.exec(line)?.[0] ?? "";
      if (indent === "") return newline;
      if (!line.startsWith(indent)) {
        const bars = /^[ \t]*\|\|\|/.exec(line);
        return at + (bars === null ? 0 : bars[0].length);
      }
    }
    if (end < 0) break;
    at = end + 1;
  }
  return text.length;
}

// Runs of comments, and lines that are followed by deeper ones: the body of a function, the value of a local.
function byIndentation(text: string, lines: readonly Line[], found: Map<number, Fold>): void {
  const indents = lines.map(({ from, to }) => {
    const line = text.slice(from, to);
    return line.trim() === "" ? null : line.length - line.trimStart().length;
  });
  // The lines whose deeper followers are not over yet, and the last of these.
  const open: { line: number; indent: number; last: number }[] = [];
  const close = (indent: number) => {
    for (let top = open.at(-1); top !== undefined && top.indent >= indent; top = open.at(-1)) {
      open.pop();
      const below = open.at(-1);
      if (below !== undefined) below.last = Math.max(below.last, top.last);
      const [first, last] = [lines[top.line], lines[top.last]];
      if (first !== undefined && last !== undefined && top.last > top.line && !found.has(top.line + 1)) {
        found.set(top.line + 1, { from: first.to, to: last.to });
      }
    }
  };
  lines.forEach((line, at) => {
    const indent = indents[at] ?? null;
    if (indent === null) return;
    const top = open.at(-1);
    if (line.inside) {
      if (top !== undefined) top.last = at;
      return;
    }
    close(indent);
    open.push({ line: at, indent, last: at });
  });
  close(0);
  for (let at = 0; at < lines.length; at++) {
    const first = lines[at];
    if (first?.comment !== true) continue;
    let last = at;
    while (lines[last + 1]?.comment === true) last++;
    const end = lines[last];
    if (last > at && end !== undefined) found.set(at + 1, { from: first.to, to: end.to });
    at = last;
  }
}

const known = new WeakMap<Text, Map<number, Fold>>();

export const folding: Extension = foldService.of((state, from) => {
  const { doc } = state;
  if (doc.length > LONGEST) return null;
  let all = known.get(doc);
  if (all === undefined) {
    all = folds(doc.toString());
    known.set(doc, all);
  }
  return all.get(doc.lineAt(from).number) ?? null;
});
