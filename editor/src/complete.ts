// Completion: asked for when a word begins, then narrowed down here while it is typed, so that the list stays.
import {
  acceptCompletion, autocompletion, closeCompletion, type Completion, type CompletionContext, completionKeymap, type CompletionResult,
  completionStatus, selectedCompletion,
} from "@codemirror/autocomplete";
import { type Extension, Prec } from "@codemirror/state";
import { type EditorView, keymap } from "@codemirror/view";
import { type Ask, asked, paragraph } from "./assist.ts";

export interface Candidate {
  label: string;
  detail: string;
  insert: string;
  // Where what is typed of the label begins, and where what `insert` replaces.
  word: number;
  from: number;
}

const inserted = new WeakMap<Completion, Candidate>();

function completions(ask: Ask) {
  return async (context: CompletionContext): Promise<CompletionResult | null> => {
    const before = context.state.sliceDoc(Math.max(0, context.pos - 2), context.pos);
    // Unasked only behind a word, a dot, a quote or the beginning of a tag.
    if (!context.explicit && !/[\w.]$|[[(=:,{ ]["']$|\*\||\{\{$/.test(before)) return null;
    const found = await asked<Candidate[]>(ask, "complete", context.pos);
    const [first] = found ?? [];
    return found === null || first === undefined || context.aborted ? null : result(found, found, first.word);
  };
}

// `all` goes on with what is typed next; `now` are those that fit what is typed.
function result(all: readonly Candidate[], now: readonly Candidate[], from: number): CompletionResult {
  return {
    from,
    options: now.map(option),
    filter: false,
    update: (_result, _from, _to, { state, pos }) => {
      const fitting = matching(all, state.sliceDoc(from, pos));
      // Nothing that is known fits: the page is asked again.
      return fitting.length === 0 ? null : result(all, fitting, from);
    },
  };
}

// As src/assist/complete.rs has it: at the beginning first, then with the same letters in order.
export function matching(all: readonly Candidate[], typed: string): Candidate[] {
  const wanted = typed.toLowerCase();
  const begin = ({ label }: Candidate) => label.toLowerCase().startsWith(wanted);
  const holds = (candidate: Candidate) => !begin(candidate) && inOrder(candidate.label.toLowerCase(), wanted);
  return [...all.filter(begin), ...all.filter(holds)];
}

function inOrder(label: string, typed: string): boolean {
  if (label[0] !== typed[0]) return false;
  let at = 0;
  for (const letter of label) if (letter === typed[at]) at++;
  return at === typed.length;
}

function option(candidate: Candidate): Completion {
  const [first = "", ...rest] = candidate.detail.split(" · ");
  const { from, insert } = candidate;
  const completion: Completion = {
    label: candidate.label,
    detail: first,
    ...(rest.length === 0 ? {} : { info: () => paragraph(rest.join(" · ")) }),
    apply: (view, _completion, _from, to) => {
      view.dispatch({
        changes: { from, to, insert },
        selection: { anchor: from + insert.length },
        userEvent: "input.complete",
        scrollIntoView: true,
      });
    },
  };
  inserted.set(completion, candidate);
  return completion;
}

// Takes what is chosen; where that stands there already, the list goes and the key begins a line.
function enter(view: EditorView): boolean {
  const chosen = selectedCompletion(view.state);
  const candidate = chosen === null ? undefined : inserted.get(chosen);
  if (candidate?.insert !== view.state.sliceDoc(candidate?.from, view.state.selection.main.head)) return acceptCompletion(view);
  closeCompletion(view);
  return false;
}

function escape(view: EditorView): boolean {
  // A list that is only awaited is given up, and the key does what it does without one.
  const shown = completionStatus(view.state) === "active";
  closeCompletion(view);
  return shown;
}

export function completing(ask: Ask): Extension {
  return [
    autocompletion({
      override: [completions(ask)],
      icons: false,
      maxRenderedOptions: 60,
      defaultKeymap: false,
      // The page answers within a frame. Whoever types fast and takes the first one means it.
      activateOnTypingDelay: 0,
      interactionDelay: 0,
    }),
    Prec.high(keymap.of([{ key: "Enter", run: enter }, { key: "Escape", run: escape }, ...completionKeymap])),
  ];
}
