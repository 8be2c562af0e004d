// Jsonnet for the eye: tokens only, one pass a line, whatever state a string or comment was left in carried on.
// What the template means is the engine's business, not this file's.
import { type StreamParser, type StringStream, StreamLanguage } from "@codemirror/language";

const KEYWORDS = new Set([
  "assert", "else", "error", "for", "function", "if", "import", "importbin", "importstr", "in", "local", "tailstrict", "then",
]);
const ATOMS = new Set(["true", "false", "null"]);
const SELVES = new Set(["self", "super"]);

// What the next line goes on with.
type Open =
  | { kind: "code" }
  | { kind: "comment" }
  | { kind: "string"; quote: string; verbatim: boolean }
  // A text block; the indentation of its first line is what each of its lines has.
  | { kind: "block"; indent: string | undefined };

export interface State {
  open: Open;
  depth: number;
}

const CODE: Open = { kind: "code" };

// Rests after the closing quote, or at the end of the line with the string still open.
function string(stream: StringStream, quote: string, verbatim: boolean): boolean {
  for (let next = stream.next(); next !== undefined; next = stream.next()) {
    const character = String(next);
    if (character === "\\" && !verbatim) stream.next();
    else if (character === quote) {
      if (!verbatim || stream.peek() !== quote) return true;
      stream.next();
    }
  }
  return false;
}

function block(stream: StringStream, state: State, open: { indent: string | undefined }): string {
  if (!stream.sol()) {
    stream.skipToEnd();
    return "string";
  }
  const indent = /^[ \t]*/.exec(stream.string)?.[0] ?? "";
  const blank = stream.string.trim() === "";
  if (open.indent === undefined && !blank) open.indent = indent;
  if (blank || (open.indent !== undefined && open.indent !== "" && stream.string.startsWith(open.indent))) {
    stream.skipToEnd();
    return "string";
  }
  state.open = CODE;
  stream.eatSpace();
  if (!stream.match("|||")) return code(stream, state);
  return "string";
}

function comment(stream: StringStream, state: State): string {
  if (stream.match(/^.*?\*\//)) state.open = CODE;
  else stream.skipToEnd();
  return "comment";
}

function code(stream: StringStream, state: State): string {
  if (stream.eatSpace()) return "";
  if (stream.match("//") || stream.match("#")) {
    stream.skipToEnd();
    return "comment";
  }
  if (stream.match("/*")) {
    state.open = { kind: "comment" };
    return comment(stream, state);
  }
  if (stream.match(/^\|\|\|-?/)) {
    state.open = { kind: "block", indent: undefined };
    stream.skipToEnd();
    return "string";
  }
  const quoted = stream.match(/^@?["']/);
  if (quoted) {
    const mark = stream.current();
    const quote = mark.at(-1) ?? '"';
    const verbatim = mark.startsWith("@");
    if (!string(stream, quote, verbatim)) {
      state.open = { kind: "string", quote, verbatim };
      return "string";
    }
    return field(stream, state) ? "propertyName" : "string";
  }
  if (stream.match(/^\d+(\.\d+)?([eE][+-]?\d+)?/)) return "number";
  if (stream.match(/^[A-Za-z_]\w*/)) return word(stream, state);
  if (stream.match("$")) return "self";
  const bracket = stream.match(/^[{[(]/) ? 1 : stream.match(/^[}\])]/) ? -1 : 0;
  if (bracket !== 0) {
    state.depth = Math.max(0, state.depth + bracket);
    return "bracket";
  }
  if (stream.match(/^[!$:~+\-&|^=<>*/%]+/)) return "operator";
  stream.next();
  return "punctuation";
}

function word(stream: StringStream, state: State): string {
  const name = stream.current();
  const before = stream.string.slice(0, stream.start).trimEnd();
  const afterDot = before.endsWith(".") && !before.endsWith("..");
  if (!afterDot) {
    if (KEYWORDS.has(name)) return "keyword";
    if (ATOMS.has(name)) return "atom";
    if (SELVES.has(name)) return "self";
    if (name === "std") return "variableName.standard";
    if (field(stream, state)) return "propertyName";
  } else if (/\bstd\s*\.$/.test(before)) {
    return "variableName.standard";
  }
  return stream.match(/^\s*\(/, false) ? "variableName.function" : "variableName";
}

// Whether what was just read is a field's name: a colon follows, perhaps after the parameters of a method.
function field(stream: StringStream, state: State): boolean {
  return state.depth > 0 && stream.match(/^\s*(\([^()]*\))?\s*\+?:{1,3}/, false) !== null && !inSlice(stream);
}

// `list[from:to]` has a colon too.
function inSlice(stream: StringStream): boolean {
  const before = stream.string.slice(0, stream.start);
  return before.lastIndexOf("[") > Math.max(before.lastIndexOf("{"), before.lastIndexOf(","), before.lastIndexOf("]"));
}

export const parser: StreamParser<State> = {
  name: "jsonnet",
  startState: () => ({ open: CODE, depth: 0 }),
  copyState: (state) => ({ depth: state.depth, open: { ...state.open } }),
  token(stream, state) {
    const open = state.open;
    const style =
      open.kind === "code"
        ? code(stream, state)
        : open.kind === "comment"
          ? comment(stream, state)
          : open.kind === "block"
            ? block(stream, state, open)
            : rest(stream, state, open);
    return style === "" ? null : style;
  },
  indent(state, textAfter, context) {
    if (state.open.kind !== "code") return null;
    const closing = /^\s*[}\])]/.test(textAfter);
    return Math.max(0, state.depth - (closing ? 1 : 0)) * context.unit;
  },
  languageData: {
    commentTokens: { line: "//", block: { open: "/*", close: "*/" } },
    closeBrackets: { brackets: ["(", "[", "{", "'", '"'] },
    indentOnInput: /^\s*[}\])]$/,
  },
};

function rest(stream: StringStream, state: State, open: { quote: string; verbatim: boolean }): string {
  if (string(stream, open.quote, open.verbatim)) state.open = CODE;
  return "string";
}

export const jsonnet = StreamLanguage.define(parser);
