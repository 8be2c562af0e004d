// The panel that takes a name: of a local that is taken out, or a new one of what is renamed.
import type { Panel } from "@codemirror/view";

// `given` is called with what was typed, `close` when nothing is wanted.
export function nameForm(title: string, act: string, name: string, given: (name: string) => void, close: () => void): Panel & { input: HTMLInputElement } {
  const dom = document.createElement("form");
  dom.className = "cm-rename";
  const label = document.createElement("label");
  label.textContent = title;
  const input = document.createElement("input");
  input.className = "cm-textfield";
  input.value = name;
  input.autocomplete = "off";
  input.spellcheck = false;
  label.append(input);
  const button = document.createElement("button");
  button.className = "cm-button";
  button.textContent = act;
  dom.append(label, button);
  dom.onsubmit = (event) => {
    event.preventDefault();
    given(input.value);
  };
  dom.onkeydown = (event) => {
    if (event.key === "Escape") close();
  };
  return { dom, input, mount: () => input.select() };
}
