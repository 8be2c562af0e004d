// JSON as a tree, for colours, folding and brackets. A parser of its own: the table-driven one that could read any language
// would be a twelfth of what the first body waits for.
import { continuedIndent, defineLanguageFacet, foldInside, foldNodeProp, indentNodeProp, Language, languageDataProp } from "@codemirror/language";
import { type Input, NodeProp, NodeSet, NodeType, Parser, type PartialParse, Tree } from "@lezer/common";
import { styleTags, tags } from "@lezer/highlight";

// So much is read at a time, in characters: what is typed comes between.
const STRETCH = 100_000;

const data = defineLanguageFacet({
  closeBrackets: { brackets: ["[", "{", '"'] },
  indentOnInput: /^\s*[}\]]$/,
});

const types: NodeType[] = [];

// Its number.
function type(name: string, ...props: [NodeProp<any>, unknown][]): number {
  return types.push(NodeType.define({ id: types.length, name, props, top: types.length === 0, error: name === "⚠" })) - 1;
}

const TOP = type("JsonText", [languageDataProp, data]);
const OBJECT = type("Object");
const ARRAY = type("Array");
const PROPERTY = type("Property");
// Texts from right to left keep their order in a list.
const isolate: [NodeProp<any>, unknown] = [NodeProp.isolate, "auto"];
const NAME = type("PropertyName", isolate);
const STRING = type("String", isolate);
const NUMBER = type("Number");
const ERROR = type("⚠");
const WORDS: Record<string, number> = { true: type("True"), false: type("False"), null: type("Null") };
const bracket = (name: string, prop: NodeProp<readonly string[]>, other: string) => type(name, [prop, [other]]);
const MARKS: Record<string, number> = {
  "{": bracket("{", NodeProp.closedBy, "}"),
  "}": bracket("}", NodeProp.openedBy, "{"),
  "[": bracket("[", NodeProp.closedBy, "]"),
  "]": bracket("]", NodeProp.openedBy, "["),
};

const nodeSet = new NodeSet(types).extend(
  styleTags({ String: tags.string, PropertyName: tags.propertyName, Number: tags.number, "True False": tags.bool, Null: tags.null }),
  indentNodeProp.add({ Object: continuedIndent({ except: /^\s*\}/ }), Array: continuedIndent({ except: /^\s*\]/ }) }),
  foldNodeProp.add({ "Object Array": foldInside }),
);

// A string ends with its line at the latest.
const TOKEN = /\s+|"[^"\\\n]*(?:\\.[^"\\\n]*)*"?|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|[{}[\],:]|\w+|[^]/y;

class Reading implements PartialParse {
  stoppedAt: number | null = null;
  parsedPos = 0;
  private readonly text: string;
  // Each node as its type, its place, and the room that it takes here with all in it, which comes before it.
  private readonly nodes: number[] = [];
  private readonly open: { type: number; from: number; at: number }[] = [];
  // Where the last of what is no space ends.
  private last = 0;

  constructor(input: Input) {
    this.text = input.read(0, input.length);
  }

  stopAt(at: number): void {
    this.stoppedAt = at;
  }

  advance(): Tree | null {
    const end = this.stoppedAt ?? this.text.length;
    const rest = Math.min(end, this.parsedPos + STRETCH);
    while (this.parsedPos < rest) this.token();
    if (this.parsedPos < end) return null;
    while (this.open.length > 0) this.close();
    return Tree.build({ buffer: this.nodes, nodeSet, topID: TOP, length: this.parsedPos });
  }

  private token(): void {
    TOKEN.lastIndex = this.parsedPos;
    const token = TOKEN.exec(this.text)?.[0] ?? "";
    const from = this.parsedPos;
    this.parsedPos = Math.min(from + token.length, this.stoppedAt ?? this.text.length);
    if (token.trim() === "") return;
    const inside = this.open.at(-1)?.type;
    if (token === ",") {
      // A name without a value.
      if (inside === PROPERTY) this.close();
    } else if (token === "{" || token === "[") {
      this.begin(token === "{" ? OBJECT : ARRAY, from);
      this.leaf(MARKS[token] ?? ERROR, from);
    } else if (token === "}" || token === "]") {
      const opened = this.open.findLastIndex((node) => node.type === (token === "}" ? OBJECT : ARRAY));
      if (opened < 0) return this.leaf(ERROR, from);
      while (this.open.length > opened + 1) this.close();
      this.leaf(MARKS[token] ?? ERROR, from);
      this.end();
      this.value();
    } else if (token.startsWith('"') && inside === OBJECT) {
      this.begin(PROPERTY, from);
      this.leaf(NAME, from);
    } else if (token !== ":") {
      this.leaf(token.startsWith('"') ? STRING : /^-?\d/.test(token) ? NUMBER : WORDS[token] ?? ERROR, from);
      this.value();
    }
  }

  // With its value a property is complete.
  private value(): void {
    if (this.open.at(-1)?.type === PROPERTY) this.end();
  }

  private begin(type: number, from: number): void {
    this.open.push({ type, from, at: this.nodes.length });
  }

  private leaf(type: number, from: number): void {
    this.nodes.push(type, from, this.parsedPos, 4);
    this.last = this.parsedPos;
  }

  // Ends what is not complete.
  private close(): void {
    this.nodes.push(ERROR, this.last, this.last, 4);
    this.end();
  }

  private end(): void {
    const node = this.open.pop();
    if (node !== undefined) this.nodes.push(node.type, node.from, this.last, this.nodes.length - node.at + 4);
  }
}

class JsonParser extends Parser {
  override createParse(input: Input): PartialParse {
    return new Reading(input);
  }
}

export const json = new Language(data, new JsonParser(), [], "json");
