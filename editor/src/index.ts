// The editor as the page's Rust sees it: mount, and a dozen methods. Mirrored in src/app/editor.rs. What is imported here
// is downloaded before the first body; the rest is imported by later.ts.
import { history, historyKeymap, indentWithTab, redo, standardKeymap, undo } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { bidiIsolates, bracketMatching, foldGutter, foldKeymap, indentOnInput, indentUnit } from "@codemirror/language";
import { Annotation, type ChangeSet, Compartment, EditorState, type Extension, Prec, type Text } from "@codemirror/state";
import {
  drawSelection, EditorView, gutter, highlightActiveLine, highlightActiveLineGutter, keymap, lineNumbers,
} from "@codemirror/view";
import type { Ask } from "./assist.ts";
import { awaiting, came, fetchRest, type Rest, whenItComes } from "./coming.ts";
import type { Finding } from "./findings.ts";
import { folding } from "./folding.ts";
import { jsonnet } from "./jsonnet.ts";
import { pinnedIn, pinOnly, pins, showValues, telling } from "./pins.ts";
import { present } from "./present.ts";
import { reading } from "./reading.ts";
import { theme } from "./theme.ts";

export { fetchRest } from "./coming.ts";
export { chosen, dropped } from "./files.ts";

// Beyond this many characters colours are left out, so that a huge paste stays quick.
const COLOURED = 1_000_000;

// So many texts are put away with their history; the one that was left first goes first.
const AWAY = 40;

// Marks changes the page made itself: it knows of them, and must not be told.
const own = Annotation.define<boolean>();

export class Editor {
  private readonly view: EditorView;
  private readonly language = new Compartment();
  private readonly helper = new Compartment();
  private ask: Ask | undefined;
  // What the rest adds, once it has come.
  private rest: Extension | undefined;
  // What it is to show then: the last of each kind, and the text that is about.
  private readonly due = new Map<string, { doc: Text; show: (rest: Rest) => void }>();
  private readonly forget = whenItComes((rest) => this.complete(rest));
  private readonly kind: "read" | "context" | "template";
  private readonly colours: Extension;
  private readonly wrapping = new Compartment();
  private readonly extensions: Extension[];
  private wraps = false;
  private coloured = true;
  // Texts that are not shown now, each with the history it has.
  private readonly away = new Map<string, { state: EditorState; coloured: boolean }>();

  constructor(
    parent: HTMLElement,
    language: string,
    label: string,
    text: string,
    readOnly: boolean,
    onChange: (text: string, changes: string) => void,
    private readonly onFix: (fix: number) => void,
  ) {
    this.kind = readOnly ? "read" : language === "json" ? "context" : "template";
    this.rest = came()?.behind(this.kind, undefined);
    // Texts from right to left keep their order in a list.
    this.colours = language === "jsonnet" ? [jsonnet, folding] : [json(), bidiIsolates()];
    this.coloured = text.length <= COLOURED;
    const extensions: Extension[] = [
      lineNumbers(),
      foldGutter(),
      history(),
      drawSelection(),
      EditorState.allowMultipleSelections.of(true),
      EditorState.tabSize.of(2),
      indentUnit.of("  "),
      indentOnInput(),
      bracketMatching(),
      this.language.of(this.coloured ? this.colours : []),
      pins,
      this.helper.of(this.helped()),
      theme,
      this.wrapping.of([]),
      // Lines are kept whole, unless somebody wants them broken; each is laid out in its own direction.
      EditorView.perLineTextDirection.of(true),
      EditorView.contentAttributes.of({ "aria-label": label, "aria-describedby": "leave-editor", tabindex: "0", spellcheck: "false", autocorrect: "off", autocapitalize: "off" }),
      keymap.of([...standardKeymap, ...historyKeymap, ...foldKeymap]),
      EditorView.updateListener.of((update) => {
        if (!update.docChanged) return;
        this.colour();
        if (!update.transactions.every((transaction) => transaction.annotation(own))) onChange(this.text(), ranges(update.changes));
      }),
    ];
    if (readOnly) extensions.push(EditorState.readOnly.of(true));
    else {
      // Escape and then Tab leaves the editor, as in every CodeMirror.
      extensions.push(highlightActiveLine(), highlightActiveLineGutter(), keymap.of([indentWithTab]));
    }
    this.extensions = extensions;
    this.view = new EditorView({ parent, state: EditorState.create({ doc: text, extensions }) });
    if (this.kind === "context") present(this.view);
  }

  text(): string {
    return this.view.state.doc.toString();
  }

  // Replaces only what differs, as one step of the history: the cursor stays, and undo brings the old text back.
  setText(text: string): void {
    const old = this.text();
    if (old === text) return;
    let from = 0;
    const shortest = Math.min(old.length, text.length);
    while (from < shortest && old.charCodeAt(from) === text.charCodeAt(from)) from++;
    let end = 0;
    while (end < shortest - from && old.charCodeAt(old.length - 1 - end) === text.charCodeAt(text.length - 1 - end)) end++;
    this.view.dispatch({
      changes: { from, to: old.length - end, insert: text.slice(from, text.length - end) },
      annotations: own.of(true),
      userEvent: "input.replace",
    });
  }

  // Makes edits, which must be in order and apart, as one step of the history.
  edit(edits: string): void {
    const changes = JSON.parse(edits) as { from: number; to: number; insert: string }[];
    this.view.dispatch({ changes, annotations: own.of(true), userEvent: "input.replace" });
  }

  // Shows another text with a history of its own; the present one is put away with its history, under a name.
  open(putAway: string, takeUp: string, text: string): void {
    this.away.delete(putAway);
    this.away.set(putAway, { state: this.view.state, coloured: this.coloured });
    for (const name of this.away.keys()) {
      if (this.away.size > AWAY) this.away.delete(name);
    }
    const known = this.away.get(takeUp);
    this.away.delete(takeUp);
    this.coloured = known?.coloured ?? true;
    this.view.setState(known?.state ?? EditorState.create({ doc: text, extensions: this.extensions }));
    this.setText(text);
    if (known === undefined && this.kind === "context") present(this.view);
    this.setWrap(this.wraps);
    this.help();
    // What was found was found in the text that has gone.
    this.show("findings", ({ show }) => show(this.view, [], this.onFix));
    this.colour();
  }

  setWrap(wrap: boolean): void {
    this.wraps = wrap;
    this.view.dispatch({ effects: this.wrapping.reconfigure(wrap ? EditorView.lineWrapping : []) });
  }

  setFindings(found: string): void {
    const all = JSON.parse(found) as Finding[];
    this.show("findings", ({ show }) => show(this.view, all, this.onFix));
  }

  // Selects a range and brings it into view.
  reveal(from: number, to: number): void {
    const end = this.view.state.doc.length;
    const anchor = Math.min(from, end);
    const head = Math.min(Math.max(from, to), end);
    this.view.dispatch({ selection: { anchor, head }, effects: EditorView.scrollIntoView(anchor, { y: "center" }) });
    this.view.focus();
  }

  // Selects a range and brings it into view, without taking the keyboard.
  point(from: number, to: number): void {
    const end = this.view.state.doc.length;
    const anchor = Math.min(from, end);
    const head = Math.min(Math.max(from, to), end);
    this.view.dispatch({ selection: { anchor, head }, effects: EditorView.scrollIntoView(anchor, { y: "nearest", yMargin: 40 }) });
  }

  // Marks ranges instead of those that were marked.
  mark(ranges: string): void {
    const all = JSON.parse(ranges) as { from: number; to: number }[];
    this.show("marks", ({ showMarks }) => showMarks(this.view, all));
  }

  // Shows values beside lines, as JSON, and what was never needed as faded.
  setValues(values: string): void {
    showValues(this.view, values);
    if (came() === undefined) this.show("values", () => showValues(this.view, values));
  }

  // Pins these ranges, as JSON, and no others.
  setPins(ranges: string): void {
    pinOnly(this.view, ranges);
  }

  // What is pinned: each with its number and its range, as JSON.
  pins(): string {
    return pinnedIn(this.view);
  }

  // Lets it ask the page while somebody types and points.
  assist(ask: Ask): void {
    this.ask = ask;
    this.rest = came()?.behind(this.kind, ask);
    this.help();
  }

  // Shows what can be done at the caret.
  acts(): void {
    void fetchRest().then(() => came()?.openActs(this.view));
  }

  focus(): void {
    this.view.focus();
  }

  undo(): boolean {
    return undo(this.view);
  }

  redo(): boolean {
    return redo(this.view);
  }

  destroy(): void {
    this.forget();
    this.view.destroy();
  }

  private complete(rest: Rest): void {
    this.rest = rest.behind(this.kind, this.ask);
    this.help();
    // What was said of another text is said again of this one.
    for (const { doc, show } of this.due.values()) if (doc === this.view.state.doc) show(rest);
    this.due.clear();
  }

  private show(what: string, show: (rest: Rest) => void): void {
    const rest = came();
    if (rest === undefined) this.due.set(what, { doc: this.view.state.doc, show });
    else show(rest);
  }

  private help(): void {
    this.view.dispatch({ effects: this.helper.reconfigure(this.helped()) });
  }

  // What the page answers and the rest adds, as far as they are there.
  private helped(): Extension {
    const { ask, kind } = this;
    const asking = ask === undefined ? [] : kind === "read" ? reading(ask) : kind === "template" ? telling(ask) : [];
    return [asking, this.rest ?? [kept(kind), Prec.low(awaiting)]];
  }

  private colour(): void {
    const wanted = this.view.state.doc.length <= COLOURED;
    if (wanted === this.coloured) return;
    this.coloured = wanted;
    // Not inside the update that is under way.
    queueMicrotask(() => this.view.dispatch({ effects: this.language.reconfigure(wanted ? this.colours : []) }));
  }
}

// What changed, as JSON: each stretch as [from, to] in the text before and [from, to] in the text now.
function ranges(changes: ChangeSet): string {
  const found: number[][] = [];
  changes.iterChanges((fromA, toA, fromB, toB) => found.push([fromA, toA, fromB, toB]));
  return JSON.stringify(found);
}

// The gutters of the rest, empty: nothing moves when it comes.
function kept(kind: string): Extension {
  return [gutter({ class: "cm-gutter-lint" }), kind === "read" ? [] : Prec.high(gutter({ class: "cm-bulb-gutter" }))];
}
