// Ranges that belong to the place somebody is at in another text.
import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";

const setMarks = StateEffect.define<{ from: number; to: number }[]>();
const mark = Decoration.mark({ class: "cm-made" });

export const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(shown, transaction) {
    for (const effect of transaction.effects) {
      if (!effect.is(setMarks)) continue;
      const end = transaction.state.doc.length;
      const fitting = effect.value.filter(({ from, to }) => from < to && to <= end);
      return Decoration.set(fitting.map(({ from, to }) => mark.range(from, to)), true);
    }
    return transaction.docChanged ? Decoration.none : shown;
  },
  provide: (field) => EditorView.decorations.from(field),
});

export function showMarks(view: EditorView, ranges: { from: number; to: number }[]): void {
  const [first] = ranges;
  const effects: StateEffect<unknown>[] = [setMarks.of(ranges)];
  // Brought into view only where none of them is.
  if (first !== undefined && !ranges.some(({ from }) => view.visibleRanges.some((seen) => seen.from <= from && from <= seen.to))) {
    effects.push(EditorView.scrollIntoView(Math.min(first.from, view.state.doc.length), { y: "center" }));
  }
  view.dispatch({ effects });
}
