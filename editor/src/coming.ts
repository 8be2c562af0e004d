// The rest of the editor, which comes behind the first body (later.ts): what has it fetched, and what waits for it.
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

export type Rest = typeof import("./later.ts");

// A try that failed is repeated after so many milliseconds at the earliest, when something needs it again.
const PAUSE = 1000;

let rest: Rest | undefined;
let coming: Promise<void> | undefined;
let tries = 0;
const waiting = new Set<(rest: Rest) => void>();
// Where the pointer was last.
let pointed: MouseEvent | undefined;

// The rest, once it has come.
export function came(): Rest | undefined {
  return rest;
}

// Calls this with it when it comes; what is answered takes that back.
export function whenItComes(call: (rest: Rest) => void): () => void {
  waiting.add(call);
  return () => waiting.delete(call);
}

// Has it fetched, once. The promise never fails: where there is no network, nothing has come.
export function fetchRest(): Promise<void> {
  if (coming === undefined) {
    // A browser may remember that an address failed.
    const address = tries === 0 ? "./later.js" : `./later.js?${tries}`;
    tries++;
    coming = (import(address) as Promise<Rest>).then(
      (module) => {
        rest = module;
        for (const call of waiting) call(module);
        waiting.clear();
        pointed?.target?.dispatchEvent(new MouseEvent(pointed.type, pointed));
      },
      () => void setTimeout(() => (coming = undefined), PAUSE),
    );
  }
  return coming;
}

// Keys that the rest answers: without it they would do nothing, or what the browser does with them. None writes a
// character anywhere but those that the rest takes from all.
const KEYS = [
  /^Mod-([ ./[\]DFGIKM]|F12|(Shift|Alt)-G|Shift-[AKLO \\|]|Alt-Arrow(Up|Down)|(Shift-)?Arrow(Left|Right))$/,
  /^Alt-([`I]|Shift-[FHMPV]|(Shift-)?Arrow\w+)$/,
  /^((Shift-)?F(3|12)|F[28])$/,
];

export function isAwaited({ key, keyCode, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  // On a Mac, Alt makes another character of a letter.
  const letter = keyCode >= 65 && keyCode <= 90 ? String.fromCharCode(keyCode) : key;
  const name = `${ctrlKey || metaKey ? "Mod-" : ""}${altKey ? "Alt-" : ""}${shiftKey ? "Shift-" : ""}${letter}`;
  return KEYS.some((keys) => keys.test(name));
}

// Holds what the rest has to answer, until it can.
export const awaiting: Extension = EditorView.domEventHandlers({
  keydown(event) {
    if (!isAwaited(event)) return false;
    const { target } = event;
    void fetchRest().then(() => rest !== undefined && target?.dispatchEvent(new KeyboardEvent(event.type, event)));
    event.preventDefault();
    return true;
  },
  mousemove(event) {
    // On its way to somewhere else it needs nothing; once the rest is there, it is looked where it points.
    pointed = event;
  },
  mouseleave: () => {
    pointed = undefined;
  },
});

// Where all of it is kept here already, nothing is gained by waiting.
if (globalThis.navigator?.serviceWorker?.controller) void fetchRest();
