// Values beside the lines: what each line gives, what is pinned; and what was never needed, faded. All of it comes from the
// page; here it keeps its place while somebody types.
import { type ChangeDesc, type Extension, StateField, type Text } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, WidgetType } from "@codemirror/view";
import type { Ask } from "./assist.ts";
import { shiftAlt } from "./keys.ts";
import { fresh, type Pin, pin, pins, type Range, tell, unpin, type Words } from "./pins.ts";

class Value extends WidgetType {
  constructor(readonly value: Words) {
    super();
  }

  override eq(other: Value): boolean {
    return other.value.words === this.value.words && other.value.fails === this.value.fails;
  }

  override toDOM(): HTMLElement {
    const node = document.createElement("span");
    node.className = this.value.fails ? "cm-value cm-value-fails" : "cm-value";
    // One of each line would drown the text that is read out.
    node.ariaHidden = "true";
    node.textContent = this.value.words;
    node.title = this.value.words;
    return node;
  }
}

class Pinned extends WidgetType {
  constructor(readonly value: Pin) {
    super();
  }

  override eq({ value }: Pinned): boolean {
    const { id, name, words, fails, known } = this.value;
    return id === value.id && name === value.name && words === value.words && fails === value.fails && known === value.known;
  }

  override toDOM(view: EditorView): HTMLElement {
    const { id, name, words, fails, known } = this.value;
    const node = document.createElement("span");
    node.className = `cm-value cm-pin${fails ? " cm-value-fails" : ""}${known ? "" : " cm-pin-old"}`;
    node.title = known ? "Pinned" : "Pinned; this was the value before the last change";
    const of = document.createElement("b");
    of.textContent = name;
    const value = document.createElement("span");
    value.textContent = words;
    const off = document.createElement("button");
    off.type = "button";
    off.tabIndex = -1;
    off.textContent = "×";
    off.ariaLabel = `Unpin ${name}`;
    off.title = "Unpin (Shift Alt P on the expression)";
    // The caret stays where it is.
    off.onmousedown = (event) => event.preventDefault();
    off.onclick = () => view.dispatch({ effects: [unpin.of(id), EditorView.announce.of(`Unpinned ${name}`)] });
    node.append(of, " ", value, " ", off);
    return node;
  }
}

// A set of decorations after a change, without those of the lines that were changed.
function carried(set: DecorationSet, changes: ChangeDesc, lines: (from: number, to: number) => Range): DecorationSet {
  let mapped = set.map(changes);
  changes.iterChangedRanges((_fromA, _toA, fromB, toB) => {
    const { from, to } = lines(fromB, toB);
    mapped = mapped.update({ filterFrom: from, filterTo: to, filter: () => false });
  });
  return mapped;
}

const never = Decoration.mark({ class: "cm-never" });

const told = StateField.define<{ lines: DecorationSet; faded: DecorationSet }>({
  create: () => ({ lines: Decoration.none, faded: Decoration.none }),
  update(shown, { effects, state: { doc }, docChanged, changes }) {
    for (const effect of effects) {
      if (!effect.is(tell)) continue;
      const beside = effect.value.lines
        .filter(({ at }) => at <= doc.length)
        .map((value) => Decoration.widget({ widget: new Value(value), side: 1 }).range(doc.lineAt(value.at).to));
      const faded = effect.value.faded.filter(({ from, to }) => from < to && to <= doc.length);
      return { lines: Decoration.set(beside, true), faded: Decoration.set(faded.map(({ from, to }) => never.range(from, to)), true) };
    }
    if (!docChanged) return shown;
    return {
      lines: carried(shown.lines, changes, (from, to) => ({ from: doc.lineAt(from).from, to: doc.lineAt(to).to })),
      faded: carried(shown.faded, changes, (from, to) => ({ from, to })),
    };
  },
  provide: (field) => [
    EditorView.decorations.from(field, ({ lines }) => lines),
    EditorView.decorations.from(field, ({ faded }) => faded),
  ],
});

const pinned = Decoration.mark({ class: "cm-pinned" });

function beside(all: readonly Pin[], doc: Text): DecorationSet {
  return Decoration.set(all.flatMap((one) => {
    const line = doc.lineAt(one.from);
    const widget = Decoration.widget({ widget: new Pinned(one), side: 2 }).range(line.to);
    // What is beside a line is no part of it.
    const to = Math.min(one.to, line.to);
    return one.from < to ? [pinned.range(one.from, to), widget] : [widget];
  }), true);
}

// Pins what is meant by the caret or the selection, or a given place; what is pinned already is unpinned.
export function toggle(view: EditorView, ask: Ask, { from, to }: Range): void {
  const drop = ({ id, name }: Pin) => view.dispatch({ effects: [unpin.of(id), EditorView.announce.of(`Unpinned ${name}`)] });
  const { doc } = view.state;
  ask(`pin:${to}`, from, (answer) => {
    const meant = JSON.parse(answer) as Range | null;
    // Something was typed since.
    if (view.state.doc !== doc) return;
    const all = view.state.field(pins);
    // Where nothing has a value of its own, what is pinned around it is meant.
    const there = meant === null
      ? all.find((one) => one.from <= from && to <= one.to)
      : all.find((one) => one.from === meant.from && one.to === meant.to);
    if (there !== undefined) {
      drop(there);
      return;
    }
    if (meant === null) {
      ask("no-pin", from, () => undefined);
      return;
    }
    const one = fresh(meant, doc);
    const seen = EditorView.scrollIntoView(meant.from, { y: "nearest", yMargin: 60 });
    view.dispatch({ effects: [pin.of(one), seen, EditorView.announce.of(`Pinned ${one.name}`)] });
    ask("pins", 0, () => undefined);
  });
}

const look = EditorView.theme({
  // A value that is cut needs no more room than its line has.
  ".cm-content.cm-lineWrapping": { minWidth: "0" },
  ".cm-never, .cm-never *": { color: "var(--code-never)" },
  ".cm-value": {
    // Marks of the text, squiggles above all, end with the text.
    display: "inline-block",
    textDecoration: "none",
    // One line of it, also where the text is broken.
    maxWidth: "calc(100% - 2ch)",
    boxSizing: "border-box",
    overflow: "hidden",
    textOverflow: "ellipsis",
    whiteSpace: "pre",
    verticalAlign: "bottom",
    marginLeft: "2ch",
    padding: "0 6px",
    borderRadius: "4px",
    color: "var(--quiet)",
    backgroundColor: "var(--sunk)",
    fontSize: "12px",
    unicodeBidi: "isolate",
    userSelect: "none",
    WebkitUserSelect: "none",
    cursor: "default",
  },
  ".cm-value-fails": { color: "var(--bad)", backgroundColor: "var(--bad-soft)" },
  ".cm-pin": { display: "inline-flex", gap: "1ch", alignItems: "center", color: "var(--text)", backgroundColor: "var(--accent-soft)" },
  ".cm-pin.cm-value-fails": { color: "var(--bad)", backgroundColor: "var(--bad-soft)" },
  ".cm-pin-old": { color: "var(--quiet)", fontStyle: "italic" },
  ".cm-pin b": { fontWeight: "600", color: "var(--accent)" },
  ".cm-pin span": { overflow: "hidden", textOverflow: "ellipsis" },
  ".cm-pin button": {
    font: "inherit",
    minHeight: "0",
    lineHeight: "1.2",
    minWidth: "24px",
    padding: "0",
    margin: "0 -6px",
    borderRadius: "4px",
    border: "none",
    background: "none",
    color: "inherit",
    cursor: "pointer",
  },
  ".cm-pin button:hover": { backgroundColor: "var(--hover)" },
  ".cm-pinned": { boxShadow: "inset 0 -1px 0 var(--accent)" },
  ".cm-elsewhere": { color: "var(--quiet)" },
  ".cm-said .cm-button": { minHeight: "0", padding: "3px 10px", borderRadius: "6px" },
});

export function values(ask: Ask): Extension {
  return [
    told,
    EditorView.decorations.compute([pins], (state) => beside(state.field(pins), state.doc)),
    look,
    shiftAlt({
      V: () => ask("values", 0, () => undefined),
      P: (view) => toggle(view, ask, view.state.selection.main),
    }),
  ];
}
