// How a context is first seen: its long list of UI nodes folded away, the identity in view.
import { ensureSyntaxTree, foldEffect } from "@codemirror/language";
import type { EditorView } from "@codemirror/view";

// What a context needs for its outline at most, in milliseconds; a huge one is shown as it is.
const PATIENCE = 100;

export function present(view: EditorView): void {
  const { doc } = view.state;
  const tree = ensureSyntaxTree(view.state, doc.length, PATIENCE);
  if (tree === null) return;
  const folds: { from: number; to: number }[] = [];
  let identity: number | undefined;
  tree.iterate({
    enter(node) {
      if (node.name !== "Property") return;
      const name = node.node.firstChild;
      const value = node.node.lastChild;
      if (name === null || value === null) return;
      const key = doc.sliceString(name.from, name.to);
      if (key === '"identity"' && identity === undefined) identity = name.from;
      // Nodes on one line are short enough.
      if (key === '"nodes"' && value.name === "Array" && doc.lineAt(value.from).number !== doc.lineAt(value.to).number) {
        folds.push({ from: value.from + 1, to: value.to - 1 });
      }
    },
  });
  view.dispatch({ effects: folds.map((range) => foldEffect.of(range)) });
  if (identity === undefined) return;
  const at = identity;
  // Only inside the editor: the page itself must not scroll to it.
  view.requestMeasure({
    read: () => view.lineBlockAt(Math.min(at, view.state.doc.length)).top,
    write: (top) => {
      view.scrollDOM.scrollTop = top;
    },
  });
}
