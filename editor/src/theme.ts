// How the editor looks: only through the page's custom properties, so that the page alone decides on light and dark.
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const chrome = EditorView.theme({
  "&": { color: "var(--text)", backgroundColor: "var(--panel)", font: "var(--code)", height: "100%" },
  // The page draws the focus around the whole editor, gutters included.
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { font: "inherit", lineHeight: "1.55" },
  ".cm-content": { padding: "10px 0", caretColor: "var(--text)" },
  ".cm-line": { padding: "0 12px 0 6px" },
  ".cm-cursor": { borderLeftColor: "var(--text)" },
  ".cm-gutters": { backgroundColor: "var(--panel)", color: "var(--faint)", border: "none" },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 4px 0 10px", minWidth: "30px" },
  ".cm-foldGutter .cm-gutterElement": { padding: "0 2px", cursor: "pointer" },
  ".cm-activeLine": { backgroundColor: "color-mix(in oklab, var(--hover) 55%, transparent)" },
  ".cm-activeLineGutter": { backgroundColor: "transparent", color: "var(--text)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "color-mix(in oklab, var(--accent) 26%, transparent)",
  },
  ".cm-selectionMatch": { backgroundColor: "var(--accent-soft)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--accent-soft)", outline: "1px solid var(--accent)" },
  "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "var(--bad-soft)" },
  ".cm-foldPlaceholder": { backgroundColor: "var(--hover)", border: "1px solid var(--line)", color: "var(--quiet)", padding: "0 6px" },
  ".cm-panels": { backgroundColor: "var(--sunk)", color: "var(--text)", font: "var(--ui)" },
  ".cm-panels.cm-panels-top": { borderBottom: "1px solid var(--line)" },
  ".cm-panels.cm-panels-bottom": { borderTop: "1px solid var(--line)" },
  ".cm-search": { display: "flex", flexWrap: "wrap", gap: "6px", alignItems: "center", padding: "8px 32px 8px 12px" },
  ".cm-search br": { display: "none" },
  ".cm-search label": { display: "inline-flex", alignItems: "center", gap: "4px", fontSize: "12px", color: "var(--quiet)" },
  ".cm-search input[type=checkbox]": { minHeight: "0" },
  ".cm-textfield": { border: "1px solid var(--edge)", backgroundColor: "var(--panel)", color: "inherit", fontSize: "13px" },
  ".cm-button": { backgroundImage: "none", backgroundColor: "var(--panel)", border: "1px solid var(--line)", fontSize: "13px" },
  ".cm-search [name=close]": { color: "var(--quiet)", fontSize: "18px", minHeight: "0", border: "none", padding: "4px 8px" },
  ".cm-searchMatch": { backgroundColor: "var(--warn-soft)", outline: "1px solid var(--warn)" },
  ".cm-searchMatch-selected": { backgroundColor: "color-mix(in oklab, var(--warn) 40%, transparent)" },
  ".cm-tooltip": {
    backgroundColor: "var(--panel)",
    color: "var(--text)",
    border: "1px solid var(--line)",
    borderRadius: "var(--radius)",
    boxShadow: "0 6px 24px #0003",
    font: "var(--ui)",
    fontSize: "13px",
    maxWidth: "min(480px, 90vw)",
  },
  ".cm-diagnostic": { padding: "8px 12px", borderLeft: "3px solid var(--off)", whiteSpace: "normal", overflowWrap: "anywhere" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--bad)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--warn)" },
  ".cm-diagnostic-info": { borderLeftColor: "var(--off)" },
  ".cm-diagnostic b": { display: "block", fontWeight: "600" },
  ".cm-diagnostic code": { font: "12px/1.5 var(--mono)", backgroundColor: "var(--hover)", borderRadius: "4px", padding: "0 3px" },
  ".cm-diagnosticAction": {
    backgroundColor: "var(--accent)",
    color: "var(--on-accent)",
    border: "none",
    borderRadius: "6px",
    padding: "3px 10px",
    margin: "8px 0 2px",
    display: "block",
    font: "inherit",
    fontWeight: "600",
  },
  ".cm-lintRange": { backgroundImage: "none", paddingBottom: "1px", textUnderlineOffset: "4px" },
  ".cm-lintRange-error": { textDecoration: "underline wavy var(--bad) 1px", backgroundColor: "var(--bad-soft)" },
  ".cm-lintRange-warning": { textDecoration: "underline wavy var(--warn) 1px" },
  ".cm-lintRange-info": { textDecoration: "underline dotted var(--off) 1px" },
  ".cm-lintRange-active": { backgroundColor: "var(--warn-soft)" },
  ".cm-lintPoint-error::after": { borderBottomColor: "var(--bad)" },
  ".cm-lintPoint-warning::after": { borderBottomColor: "var(--warn)" },
  ".cm-gutter-lint": { width: "14px" },
  ".cm-gutter-lint .cm-gutterElement": { padding: "0" },
  ".cm-lint-marker": { width: "14px", height: "auto", content: "none", textAlign: "center", font: "800 11px/1.8 system-ui, sans-serif" },
  ".cm-lint-marker-error::before": { content: "'✕'", color: "var(--bad)" },
  ".cm-lint-marker-warning::before": { content: "'!'", color: "var(--warn)" },
  ".cm-lint-marker-info::before": { content: "'i'", color: "var(--off)" },
});

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.atom, tags.bool, tags.null, tags.self], color: "var(--code-keyword)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--code-string)" },
  { tag: tags.number, color: "var(--code-number)" },
  { tag: [tags.propertyName, tags.standard(tags.name), tags.function(tags.name)], color: "var(--code-field)" },
  { tag: tags.comment, color: "var(--code-comment)", fontStyle: "italic" },
]);

export const theme: Extension = [chrome, syntaxHighlighting(colours)];
