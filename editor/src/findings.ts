// Findings in the text: squiggles, marks in the gutter, tooltips with a button where there is a fix.
import { type Diagnostic, lintGutter, setDiagnostics } from "@codemirror/lint";
import type { Extension } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import { openActsAt } from "./acts.ts";

// Offsets in UTF-16, as JavaScript counts.
export interface Finding {
  from: number;
  to: number;
  severity: "error" | "warning" | "info";
  title: string;
  detail: string;
  // Set when the page can mend it; handed back to onFix.
  fix: number | null;
}

// More than anybody reads; a text of a megabyte can hold very many.
const MOST = 500;

export const findings: Extension = lintGutter();

export function show(view: EditorView, found: readonly Finding[], onFix: (fix: number) => void): void {
  const end = view.state.doc.length;
  const diagnostics = found.slice(0, MOST).map(({ from, to, severity, title, detail, fix }): Diagnostic => {
    const start = Math.min(Math.max(0, from), end);
    // Of what goes over many lines the first is underlined: squiggles under all of an object say no more, and drown the rest.
    const most = view.state.doc.lineAt(start).to;
    return {
      from: start,
      to: Math.min(Math.max(start, to), most),
      severity,
      message: detail === "" ? title : `${title} ${detail}`,
      renderMessage: () => message(title, detail),
      ...(fix === null ? {} : { actions: [{ name: "Apply", apply: () => onFix(fix) }, { name: "Preview", apply: openActsAt }] }),
    };
  });
  view.dispatch(setDiagnostics(view.state, diagnostics));
}

function message(title: string, detail: string): Node {
  const whole = document.createElement("div");
  const first = document.createElement("b");
  first.append(...prose(title));
  whole.append(first, ...prose(detail));
  return whole;
}

// What stands between back-ticks is code.
export function prose(text: string): Node[] {
  return text.split("`").map((part, at) => {
    if (at % 2 === 0) return document.createTextNode(part);
    const code = document.createElement("code");
    code.textContent = part;
    return code;
  });
}
