// What can be done at the caret: a menu with what each act would change, opened by a key, a light bulb or the page. What
// there is, and doing it, is the page's business.
import { forEachDiagnostic, setDiagnosticsEffect } from "@codemirror/lint";
import { type EditorState, type Extension, Facet, Prec, RangeSet, StateEffect, StateField } from "@codemirror/state";
import { closeHoverTooltips, EditorView, gutter, GutterMarker, hasHoverTooltips, keymap, type Panel, showPanel, type Tooltip, type TooltipView } from "@codemirror/view";
import type { Ask } from "./assist.ts";
import { type Changes, diff } from "./changes.ts";
import { prose } from "./findings.ts";
import { nameForm } from "./naming.ts";
import { tooltip } from "./tooltip.ts";

interface Act {
  title: string;
  changes: Changes;
  // The name that is offered for a local; null where no name is asked for.
  name: string | null;
}

const asking = Facet.define<Ask, Ask | undefined>({ combine: (all) => all[0] });

// The menu.
const [setMenu, menu] = tooltip();

// What a resting pointer says would push the menu away.
const alone = EditorView.updateListener.of(({ state, view }) => {
  if (state.field(menu) === null || !hasHoverTooltips(state)) return;
  queueMicrotask(() => view.dispatch({ effects: closeHoverTooltips }));
});

// Asks what can be done at the caret, and shows it.
export function openActs(view: EditorView): boolean {
  const ask = view.state.facet(asking);
  if (ask === undefined) return false;
  const { doc } = view.state;
  const { anchor, head } = view.state.selection.main;
  // The page knows what it offers now, no longer what it offered.
  if (view.state.field(naming, false) != null) view.dispatch({ effects: setNaming.of(null) });
  ask(`acts:${anchor}`, head, (answer) => {
    const found = JSON.parse(answer) as Act[] | null;
    if (found === null || found.length === 0 || view.state.doc !== doc) return;
    const shown: Tooltip = { pos: head, create: () => list(view, ask, found) };
    // A place out of sight would hide the menu.
    view.dispatch({ effects: [closeHoverTooltips, setMenu.of(shown), EditorView.scrollIntoView(head)] });
  });
  return true;
}

let numbers = 0;

function list(view: EditorView, ask: Ask, found: readonly Act[]): TooltipView {
  const dom = document.createElement("div");
  dom.className = "cm-acts";
  const items = document.createElement("ul");
  items.setAttribute("role", "menu");
  items.setAttribute("aria-label", "What can be done here");
  const previews = document.createElement("div");
  previews.className = "cm-acts-previews";
  let closed = false;
  const close = (focus: boolean) => {
    if (closed) return;
    closed = true;
    view.dispatch({ effects: setMenu.of(null) });
    if (focus) view.focus();
  };
  const choose = (at: number, act: Act) => {
    close(true);
    if (act.name === null) ask("take", at, () => undefined);
    else view.dispatch({ effects: setNaming.of({ at, name: act.name }) });
  };
  const rows = found.map((act, at) => {
    const item = document.createElement("li");
    item.setAttribute("role", "menuitem");
    item.tabIndex = -1;
    item.append(...prose(act.name === null ? act.title : `${act.title}…`));
    const preview = diff(act.changes);
    preview.id = `cm-change-${++numbers}`;
    item.setAttribute("aria-describedby", preview.id);
    previews.append(preview);
    item.onclick = () => choose(at, act);
    item.onmousemove = () => {
      if (document.activeElement !== item) item.focus();
    };
    item.onfocus = () => previews.childNodes.forEach((other) => (other as HTMLElement).classList.toggle("active", other === preview));
    items.append(item);
    return item;
  });
  dom.append(items, previews);
  dom.onkeydown = (event) => {
    const at = rows.findIndex((row) => row === document.activeElement);
    const last = rows.length - 1;
    const to = { ArrowDown: at === last ? 0 : at + 1, ArrowUp: at <= 0 ? last : at - 1, Home: 0, End: last }[event.key];
    const act = found[at];
    if (to !== undefined) rows[to]?.focus();
    else if ((event.key === "Enter" || event.key === " ") && act !== undefined) choose(at, act);
    else if (event.key === "Escape" || event.key === "Tab") close(true);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  dom.addEventListener("focusout", (event) => {
    if (!document.hasFocus() || (event.relatedTarget instanceof Node && dom.contains(event.relatedTarget))) return;
    // Not inside the update that may be under way.
    setTimeout(() => close(false));
  });
  return { dom, mount: () => rows[0]?.focus({ preventScroll: true }) };
}

// The panel that takes the name of a local.
const setNaming = StateEffect.define<{ at: number; name: string } | null>();
const naming = StateField.define<{ at: number; name: string } | null>({
  create: () => null,
  update(shown, transaction) {
    for (const effect of transaction.effects) if (effect.is(setNaming)) return effect.value;
    return shown;
  },
  provide: (field) => showPanel.from(field, (shown) => (shown === null ? null : (view) => panel(view, shown))),
});

function panel(view: EditorView, { at, name }: { at: number; name: string }): Panel {
  const close = () => {
    view.dispatch({ effects: setNaming.of(null) });
    view.focus();
  };
  const refused = document.createElement("span");
  refused.setAttribute("role", "status");
  refused.className = "cm-refused";
  const form = nameForm("Name of the local ", "Take out", name, (typed) => {
    view.state.facet(asking)?.(`take:${typed.trim()}`, at, (answer) => {
      const words = JSON.parse(answer) as string | null;
      if (words === null) return close();
      refused.textContent = words;
      form.input.setAttribute("aria-invalid", "true");
      form.input.select();
    });
  }, close);
  form.dom.append(refused);
  return form;
}

// A light bulb at each line on which something was found that can be mended.
class Bulb extends GutterMarker {
  override eq(other: GutterMarker): boolean {
    return other instanceof Bulb;
  }

  override toDOM(): HTMLElement {
    const node = document.createElement("span");
    node.className = "cm-bulb";
    node.title = "Show fixes";
    return node;
  }
}
const bulb = new Bulb();

function lit(state: EditorState): RangeSet<GutterMarker> {
  const lines = new Set<number>();
  forEachDiagnostic(state, ({ actions }, from) => {
    if (actions !== undefined && actions.length > 0) lines.add(state.doc.lineAt(from).from);
  });
  return RangeSet.of([...lines].sort((one, other) => one - other).map((from) => bulb.range(from)));
}

const bulbs = StateField.define<RangeSet<GutterMarker>>({
  create: lit,
  update(shown, transaction) {
    const found = transaction.effects.some((effect) => effect.is(setDiagnosticsEffect));
    return found || transaction.docChanged ? lit(transaction.state) : shown;
  },
});

// Left of the numbers, over their padding.
const bulbGutter = Prec.high(gutter({
  class: "cm-bulb-gutter",
  markers: (view) => view.state.field(bulbs),
  domEventHandlers: {
    mousedown(view, line, event) {
      let at: number | null = null;
      forEachDiagnostic(view.state, ({ actions }, from) => {
        if (at === null && actions !== undefined && actions.length > 0 && from >= line.from && from <= line.to) at = from;
      });
      if (at === null) return false;
      event.preventDefault();
      openActsAt(view, at);
      return true;
    },
  },
}));

// The same for another place, to which the caret goes.
export function openActsAt(view: EditorView, at: number): void {
  view.dispatch({ selection: { anchor: at } });
  openActs(view);
}

const look = EditorView.theme({
  ".cm-acts": { width: "min(460px, 90vw)", boxSizing: "border-box", padding: "4px 0 0" },
  ".cm-acts [role=menuitem]": { padding: "5px 12px", cursor: "pointer", outline: "2px solid transparent", outlineOffset: "-2px", overflowWrap: "anywhere" },
  ".cm-acts [role=menuitem]:focus": { backgroundColor: "var(--accent)", color: "var(--on-accent)" },
  ".cm-acts [role=menuitem] code": { font: "12px/1.5 var(--mono)" },
  // All in one place, so that the menu keeps its size.
  ".cm-acts-previews": { display: "grid", borderTop: "1px solid var(--line)", marginTop: "4px", padding: "8px 12px", maxHeight: "40vh", overflow: "auto" },
  ".cm-acts-previews > *": { gridArea: "1 / 1", visibility: "hidden", alignSelf: "start" },
  ".cm-acts-previews > .active": { visibility: "visible" },
  ".cm-refused": { color: "var(--bad)", fontSize: "12px" },
  ".cm-bulb-gutter .cm-gutterElement": { position: "relative" },
  ".cm-bulb": {
    position: "absolute", left: "4px", top: "50%", width: "10px", height: "13px", transform: "translateY(-50%)", cursor: "pointer",
    // Where the system chooses the colours, it would choose that of the page.
    backgroundColor: "var(--warn)", forcedColorAdjust: "none",
    mask: "url('data:image/svg+xml,<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 11 14\"><path fill=\"none\" stroke=\"black\" stroke-width=\"1.3\" stroke-linecap=\"round\" d=\"M5.5.8a4 4 0 0 0-2.3 7.3c.5.4.8.9.8 1.5h3c0-.6.3-1.1.8-1.5A4 4 0 0 0 5.5.8zM4 11.6h3M4.7 13.3h1.6\"/></svg>') center / contain no-repeat",
  },
});

// For a text that is written; the places of a template can be listed, too.
export function acting(ask: Ask, template: boolean): Extension {
  const list = (kind: string) => (view: EditorView): boolean => {
    ask(kind, view.state.selection.main.head, () => undefined);
    return true;
  };
  const keys = [{ key: "Mod-.", run: openActs, preventDefault: true }];
  const lists = [
    { key: "Mod-Shift-o", run: list("outline"), preventDefault: true },
    { key: "Shift-F12", run: list("uses"), preventDefault: true },
  ];
  return [asking.of(ask), menu, alone, naming, bulbs, bulbGutter, Prec.high(keymap.of(template ? [...keys, ...lists] : keys)), look];
}
