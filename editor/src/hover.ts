// What is said of the thing under the pointer, or at the caret when a key asks for it: then the keyboard goes into it.
import { forEachDiagnostic } from "@codemirror/lint";
import { type Extension, Prec } from "@codemirror/state";
import { closeHoverTooltips, EditorView, hoverTooltip, keymap, type TooltipView } from "@codemirror/view";
import { type Ask, asked, paragraph, said } from "./assist.ts";
import { shiftAlt } from "./keys.ts";
import { tooltip } from "./tooltip.ts";
import { toggle } from "./values.ts";

// Who asks: of what each of them asks only the newest is answered, so that the pointer takes nothing from a key.
type By = "pointer" | "key";

// A hover that tells a value goes on with the other scenarios, and can pin it and show it whole.
function about(text: string, view: EditorView, pos: number, ask: Ask, by: By): HTMLElement {
  const dom = said(text);
  if (!/^(Now|Fails): /m.test(text)) return dom;
  const there = document.createElement("p");
  there.className = "cm-elsewhere";
  there.setAttribute("role", "status");
  // Its line is there from the beginning: what is being read must not move.
  there.textContent = "Looking at the other scenarios…";
  ask(`elsewhere:${by}`, pos, (answer) => {
    const words = JSON.parse(answer) as string | null;
    if (words === null) there.textContent = "";
    else there.replaceChildren(...paragraph(words).childNodes);
  });
  const buttons = document.createElement("p");
  buttons.className = "cm-said-acts";
  buttons.append(button("Pin", "Keep the value beside its line, or take it away again (Shift Alt P)", () => {
    toggle(view, ask, { from: pos, to: pos });
    view.focus();
  }));
  if (/^Now: `.*…/m.test(text)) buttons.append(whole(dom, pos, ask));
  dom.append(there, buttons);
  return dom;
}

function button(name: string, title: string, act: () => void): HTMLButtonElement {
  const node = document.createElement("button");
  node.type = "button";
  node.className = "cm-button";
  node.textContent = name;
  node.title = title;
  node.onclick = act;
  return node;
}

// Puts the whole value in the place of the shortened one.
function whole(dom: HTMLElement, pos: number, ask: Ask): HTMLButtonElement {
  const node = button("Whole value", "Show all of it", () => {
    ask("whole", pos, (answer) => {
      const value = JSON.parse(answer) as string | null;
      const short = [...dom.children].find((part) => part.textContent?.startsWith("Now: "));
      if (value === null || short === undefined) return;
      const all = document.createElement("pre");
      all.className = "cm-whole";
      all.textContent = value;
      // It may scroll, which a keyboard can do only where it can go.
      all.tabIndex = 0;
      all.setAttribute("aria-label", "The whole value");
      all.setAttribute("role", "region");
      short.replaceWith(all);
      all.focus();
      node.remove();
    });
  });
  return node;
}

// What a key asked for.
const [setHere, here] = tooltip();

// Says what there is to say at the caret, what was found there first.
function open(view: EditorView, ask: Ask): boolean {
  const { doc, selection: { main: { head } } } = view.state;
  void asked<string>(ask, "hover:key", head).then((text) => {
    if (view.state.doc !== doc) return;
    const found = problems(view, head);
    if (text === null && found.length === 0) {
      ask("no-hover", head, () => undefined);
      return;
    }
    const create = () => {
      const parts = text === null ? found : [...found, about(text, view, head, ask, "key")];
      return dialog(view, parts);
    };
    const shown = { pos: head, above: true, create };
    view.dispatch({ effects: [closeHoverTooltips, setHere.of(shown), EditorView.scrollIntoView(head)] });
  });
  return true;
}

function problems(view: EditorView, at: number): HTMLElement[] {
  const found: HTMLElement[] = [];
  forEachDiagnostic(view.state, ({ renderMessage, actions, severity }, from, to) => {
    if (from > at || at > to || renderMessage === undefined) return;
    const node = document.createElement("div");
    node.className = `cm-diagnostic cm-diagnostic-${severity}`;
    node.append(renderMessage(view));
    for (const { name, apply } of actions ?? []) {
      const act = button(name, name, () => {
        close(view, true);
        apply(view, from, to);
      });
      act.className = "cm-diagnosticAction";
      node.append(act);
    }
    found.push(node);
  });
  return found;
}

function close(view: EditorView, focus: boolean): void {
  if (view.state.field(here, false) == null) return;
  view.dispatch({ effects: setHere.of(null) });
  if (focus) view.focus();
}

let numbers = 0;

function dialog(view: EditorView, parts: readonly HTMLElement[]): TooltipView {
  const dom = document.createElement("div");
  dom.className = "cm-here";
  dom.setAttribute("role", "dialog");
  dom.setAttribute("aria-label", "At the caret");
  // Whoever comes here hears all of it.
  dom.setAttribute("aria-describedby", parts.map((part) => (part.id = `cm-here-${++numbers}`)).join(" "));
  dom.tabIndex = -1;
  dom.append(...parts);
  dom.onkeydown = (event) => {
    const stops = [...dom.querySelectorAll<HTMLElement>("button, [tabindex='0']")];
    const end = event.shiftKey ? stops[0] ?? dom : stops.at(-1) ?? dom;
    const leaves = event.key === "Tab" && (document.activeElement === end || (event.shiftKey && document.activeElement === dom));
    if (event.key !== "Escape" && !leaves) return;
    close(view, true);
    event.preventDefault();
    event.stopPropagation();
  };
  dom.addEventListener("focusout", (event) => {
    if (!document.hasFocus() || (event.relatedTarget instanceof Node && dom.contains(event.relatedTarget))) return;
    // Not inside the update that may be under way; a part that has gone leaves the rest.
    setTimeout(() => {
      if (dom.isConnected && !dom.contains(document.activeElement)) close(view, false);
    });
  });
  return { dom, mount: () => dom.focus({ preventScroll: true }) };
}

const look = EditorView.theme({
  ".cm-here": { maxHeight: "50vh", overflow: "auto" },
  ".cm-said-acts": { display: "flex", gap: "8px" },
  ".cm-whole": { maxHeight: "40vh", overflow: "auto", margin: "0 0 6px", padding: "6px 8px", font: "var(--code)", fontSize: "12px", whiteSpace: "pre-wrap", backgroundColor: "var(--sunk)", borderRadius: "6px" },
});

export function hovering(ask: Ask): Extension {
  const run = (view: EditorView) => open(view, ask);
  return [
    hoverTooltip(async (view, pos) => {
      // What a key has opened keeps its answers: the pointer may rest anywhere.
      const taken = () => view.state.field(here, false) != null;
      const text = taken() ? null : await asked<string>(ask, "hover:pointer", pos);
      return text === null || taken() ? null : { pos, above: true, create: (view) => ({ dom: about(text, view, pos, ask, "pointer") }) };
    }),
    here,
    look,
    Prec.high(keymap.of([{ key: "Mod-k Mod-i", run, preventDefault: true }])),
    shiftAlt({ H: run }),
  ];
}
