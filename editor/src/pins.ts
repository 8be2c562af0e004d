// What is pinned, and where it is while somebody types: known from the beginning, since the page keeps it with the text. How it
// looks is in values.ts.
import { type ChangeDesc, type EditorState, type Extension, MapMode, StateEffect, StateField, type Text } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import type { Ask } from "./assist.ts";

export interface Range {
  from: number;
  to: number;
}

export interface Words {
  words: string;
  fails: boolean;
}

// What the page tells; the pins are none while nothing is known of them.
export interface Told {
  lines: (Words & { at: number })[];
  faded: Range[];
  pins: (Words & Range & { id: number; name: string })[] | null;
}

export interface Pin extends Range, Words {
  id: number;
  name: string;
  // Whether the value is of the text as it is.
  known: boolean;
}

export const tell = StateEffect.define<Told>();
export const pin = StateEffect.define<Pin>();
export const unpin = StateEffect.define<number>();
const only = StateEffect.define<readonly Pin[]>();

// A pin after a change; what is typed at its ends belongs to it. None when its text has gone.
export function follow<P extends Range>(of: P, changes: ChangeDesc): P | null {
  const gone = changes.mapPos(of.from, -1, MapMode.TrackDel) === null && changes.mapPos(of.to, 1, MapMode.TrackDel) === null;
  const from = changes.mapPos(of.from, -1);
  const to = changes.mapPos(of.to, 1);
  return gone || from >= to ? null : { ...of, from, to };
}

export const pins = StateField.define<readonly Pin[]>({
  create: () => [],
  update(all, { effects, docChanged, changes }) {
    if (docChanged) all = all.map((one) => follow(one, changes)).filter((one) => one !== null);
    for (const effect of effects) {
      if (effect.is(pin)) all = [...all, effect.value].sort((one, other) => one.from - other.from);
      else if (effect.is(only)) all = effect.value;
      else if (effect.is(unpin)) all = all.filter(({ id }) => id !== effect.value);
      else if (effect.is(tell)) {
        const news = effect.value.pins;
        all = all.map((one) => ({ ...one, known: news !== null, ...news?.find(({ id }) => id === one.id) }));
      }
    }
    return all;
  },
});

let last = 0;

// A pin of which nothing is known yet.
export function fresh({ from, to }: Range, doc: Text): Pin {
  const name = doc.sliceString(from, Math.min(to, from + 24));
  return { from, to, id: ++last, name, words: "…", fails: false, known: true };
}

// Tells the page what is pinned, which it keeps with the text: once it knows of the change of the text, too.
export function telling(ask: Ask): Extension {
  const places = (state: EditorState) => JSON.stringify(state.field(pins).map(({ from, to }) => [from, to]));
  return EditorView.updateListener.of(({ state, startState, view }) => {
    if (state.field(pins) === startState.field(pins) || places(state) === places(startState)) return;
    queueMicrotask(() => ask(`pinned:${places(view.state)}`, 0, () => undefined));
  });
}

// Pins these ranges, as JSON, and no others.
export function pinOnly(view: EditorView, ranges: string): void {
  const { doc } = view.state;
  const all = (JSON.parse(ranges) as Range[]).filter(({ from, to }) => from < to && to <= doc.length);
  view.dispatch({ effects: only.of(all.map((range) => fresh(range, doc))) });
}

// What is pinned, as JSON.
export function pinnedIn(view: EditorView): string {
  return JSON.stringify(view.state.field(pins).map(({ id, from, to }) => ({ id, from, to })));
}

// Shows what the page tells, as JSON, instead of what it told before.
export function showValues(view: EditorView, values: string): void {
  view.dispatch({ effects: tell.of(JSON.parse(values) as Told) });
}
