// What edits would change, as the page shows it too (src/app/parts/changes.rs).
export interface Changes {
  hunks: { document: string; first: number; lines: { mark: "removed" | "added"; pieces: { text: string; changed: boolean }[] }[] }[];
  more: number;
}

export function diff({ hunks, more }: Changes): HTMLElement {
  const list = document.createElement("ul");
  list.className = "diff code";
  for (const { document: of, first, lines } of hunks) {
    if (of === "action") list.append(row("where", "", "", "Action"));
    else if (hunks.length > 1) list.append(row("where", "", "", `Line ${first}`));
    for (const { mark, pieces } of lines) {
      const removed = mark === "removed";
      const parts = pieces.map(({ text, changed }) => {
        if (!changed) return text;
        const node = document.createElement("mark");
        node.textContent = text;
        return node;
      });
      list.append(row(mark, removed ? "−" : "+", removed ? "removed: " : "added: ", ...parts));
    }
  }
  if (more > 0) list.append(row("where", "", "", `${more} more line${more === 1 ? "" : "s"}`));
  return list;
}

function row(kind: string, sign: string, said: string, ...parts: (string | Node)[]): HTMLElement {
  const node = document.createElement("li");
  node.className = kind;
  if (sign !== "") {
    const shown = document.createElement("span");
    shown.setAttribute("aria-hidden", "true");
    shown.textContent = sign;
    const unseen = document.createElement("span");
    unseen.className = "unseen";
    unseen.textContent = said;
    node.append(shown, unseen);
  }
  node.append(...parts);
  return node;
}
