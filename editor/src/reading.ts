// For a text that is read: a click, or F12, asks where it comes from.
import type { Extension } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import type { Ask } from "./assist.ts";

export function reading(ask: Ask): Extension {
  const from = (view: EditorView) => ask("body", view.state.selection.main.head, () => undefined);
  return [
    EditorView.domEventHandlers({
      click: (_event, view) => {
        // Not while somebody selects to copy.
        if (view.state.selection.main.empty) from(view);
      },
    }),
    keymap.of([
      {
        key: "F12",
        run: (view) => {
          from(view);
          return true;
        },
      },
    ]),
  ];
}
