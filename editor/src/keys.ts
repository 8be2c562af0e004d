// Keys with Shift and Alt, told by the key itself: on a Mac, Alt makes another character of it, which a key map would not
// know again.
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

// What Shift, Alt and each of these letters do.
export function shiftAlt(acts: Readonly<Record<string, (view: EditorView) => void>>): Extension {
  return EditorView.domEventHandlers({
    keydown: ({ altKey, shiftKey, ctrlKey, metaKey, keyCode }, view) => {
      const act = altKey && shiftKey && !ctrlKey && !metaKey ? acts[String.fromCharCode(keyCode)] : undefined;
      act?.(view);
      return act !== undefined;
    },
  });
}
