// What comes behind the first body: all that is not needed to see a text and to type. Its entry; coming.ts has it fetched.
import { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, standardKeymap } from "@codemirror/commands";
import { lintKeymap } from "@codemirror/lint";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { type Extension, Prec } from "@codemirror/state";
import { highlightSpecialChars, keymap } from "@codemirror/view";
import { acting } from "./acts.ts";
import { type Ask, writing } from "./assist.ts";
import { findings } from "./findings.ts";
import { looks } from "./looks.ts";
import { marks } from "./marks.ts";

export { openActs } from "./acts.ts";
export { show } from "./findings.ts";
export { showMarks } from "./marks.ts";

// For a text of this kind; where nobody asks the page, without what it would answer.
export function behind(kind: "read" | "context" | "template", ask: Ask | undefined): Extension {
  return [
    highlightSpecialChars(),
    closeBrackets(),
    highlightSelectionMatches(),
    findings,
    marks,
    looks,
    keymap.of([...closeBracketsKeymap, ...more]),
    // Behind those that are there from the beginning.
    Prec.low(keymap.of([...searchKeymap, ...next])),
    ask === undefined || kind === "read" ? [] : [kind === "template" ? writing(ask) : [], acting(ask, kind === "template")],
  ];
}

// Ctrl/⌘ Enter belongs to the page, which copies with it.
const more = defaultKeymap.filter((binding) => !standardKeymap.includes(binding) && binding.key !== "Mod-Enter");

// Ctrl/⌘ Shift M belongs to browsers, and the page has a list of what was found.
const next = lintKeymap.filter((binding) => binding.key !== "Mod-Shift-m");
