// What the page knows while somebody types and points: completion, hover, signatures, and keys that ask for an act. All of
// it comes from the page as data; nothing is known here.
import { closeCompletion } from "@codemirror/autocomplete";
import { type Extension, Prec, StateEffect, StateField } from "@codemirror/state";
import { EditorView, keymap, type Panel, showPanel, type ViewUpdate } from "@codemirror/view";
import { completing } from "./complete.ts";
import { hovering } from "./hover.ts";
import { shiftAlt } from "./keys.ts";
import { nameForm } from "./naming.ts";
import { tooltip } from "./tooltip.ts";
import { values } from "./values.ts";

// Asks or tells the page: what, at which UTF-16 offset, and what to call with the answer as JSON.
export type Ask = (kind: string, at: number, reply: (answer: string) => void) => void;

interface Signature {
  name: string;
  parameters: string[];
  active: number | null;
  does: string;
}

// Rests for this long, in milliseconds, before what follows the caret is asked for.
const REST = 160;

export function asked<T>(ask: Ask, kind: string, at: number): Promise<T | null> {
  return new Promise((resolve) => ask(kind, at, (answer) => resolve(JSON.parse(answer) as T | null)));
}

export function paragraph(text: string): HTMLElement {
  const node = document.createElement("p");
  // Back-ticks mark code, as in Markdown; nothing else is marked up.
  text.split("`").forEach((part, at) => {
    if (at % 2 === 0) node.append(part);
    else {
      const code = document.createElement("code");
      code.textContent = part;
      node.append(code);
    }
  });
  return node;
}

export function said(text: string): HTMLElement {
  const node = document.createElement("div");
  node.className = "cm-said";
  node.append(...text.split("\n\n").map(paragraph));
  return node;
}

// The signature of the call around the caret.
const [setSignature, signature] = tooltip((shown, changes) => ({ ...shown, pos: changes.mapPos(shown.pos) }));

function line({ name, parameters, active, does }: Signature): HTMLElement {
  const node = document.createElement("div");
  node.className = "cm-said";
  const first = document.createElement("p");
  const code = document.createElement("code");
  code.append(`${name}(`);
  parameters.forEach((parameter, at) => {
    const part = document.createElement(at === active ? "b" : "span");
    part.textContent = parameter;
    code.append(at === 0 ? "" : ", ", part);
  });
  code.append(")");
  first.append(code);
  node.append(first);
  if (does !== "") node.append(paragraph(does));
  return node;
}

// Shows the signature of the call around the caret; where a key asks for it, it is read out, too.
function showSignature(view: EditorView, ask: Ask, wanted: boolean): void {
  const at = view.state.selection.main.head;
  void asked<Signature>(ask, "signature", at).then((found) => {
    if (view.state.selection.main.head !== at) return;
    if (found === null && wanted) ask("no-signature", at, () => undefined);
    if (found === null && view.state.field(signature, false) === null) return;
    const shown = found === null ? null : { pos: at, above: true, create: () => ({ dom: line(found) }) };
    const effects: StateEffect<unknown>[] = [setSignature.of(shown)];
    if (found !== null && wanted) effects.push(EditorView.announce.of(spoken(found)));
    view.dispatch({ effects });
  });
}

function spoken({ name, parameters, active, does }: Signature): string {
  const now = active === null ? undefined : parameters[active];
  const at = now === undefined ? "" : `, now ${now}`;
  return `${name}(${parameters.join(", ")})${at}. ${does}`;
}

// Asks for what follows the caret when it rests: the signature, and what the place makes in the body.
function following(ask: Ask): Extension {
  let timer: ReturnType<typeof setTimeout> | undefined;
  // Somebody may be writing when it begins.
  let begins = true;
  return EditorView.updateListener.of((update: ViewUpdate) => {
    const writes = begins && update.view.hasFocus;
    begins = false;
    // Who comes to write finds everything warm.
    if (writes || (update.focusChanged && update.view.hasFocus)) ask("warm", 0, () => undefined);
    if (!update.selectionSet && !update.docChanged && !writes) return;
    clearTimeout(timer);
    const { view } = update;
    timer = setTimeout(() => {
      ask("caret", view.state.selection.main.head, () => undefined);
      if (view.hasFocus) showSignature(view, ask, false);
    }, REST);
  });
}

// The panel that takes a new name.
const setRenaming = StateEffect.define<boolean>();

function renaming(ask: Ask): Extension {
  const panel = (view: EditorView): Panel => {
    const close = () => {
      view.dispatch({ effects: setRenaming.of(false) });
      view.focus();
    };
    const word = view.state.wordAt(view.state.selection.main.head);
    const name = word === null ? "" : view.state.sliceDoc(word.from, word.to);
    return nameForm("New name ", "Rename", name, (typed) => {
      ask(`rename:${typed}`, view.state.selection.main.head, () => undefined);
      close();
    }, close);
  };
  const open = StateField.define<boolean>({
    create: () => false,
    update(shown, transaction) {
      for (const effect of transaction.effects) if (effect.is(setRenaming)) return effect.value;
      return shown;
    },
    provide: (field) => showPanel.from(field, (shown) => (shown ? panel : null)),
  });
  return open;
}

// For a text that is written.
export function writing(ask: Ask): Extension {
  const act = (kind: string) => (view: EditorView): boolean => {
    ask(kind, view.state.selection.main.head, () => undefined);
    return true;
  };
  const keys = keymap.of([
    { key: "F12", run: act("definition") },
    // What VS Code has in a browser, whose developers' tools F12 may be meant for.
    { key: "Mod-F12", run: act("definition"), preventDefault: true },
    {
      key: "Mod-Shift-Space",
      run: (view) => {
        showSignature(view, ask, true);
        return true;
      },
      preventDefault: true,
    },
    {
      key: "F2",
      run: (view) => {
        closeCompletion(view);
        view.dispatch({ effects: setRenaming.of(true) });
        return true;
      },
    },
    {
      key: "Escape",
      run: (view) => {
        if (view.state.field(signature, false) === null) return false;
        view.dispatch({ effects: setSignature.of(null) });
        return true;
      },
    },
  ]);
  return [
    completing(ask),
    Prec.high(keys),
    hovering(ask),
    signature,
    following(ask),
    renaming(ask),
    values(ask),
    shiftAlt({ F: act("format") }),
  ];
}
