// Files that somebody chose or dropped, as texts. Beside the editors, since they would take a dropped file as something to insert.

// A repository dropped as a whole holds mostly what is no configuration.
const SKIPPED = /^(\..*|node_modules|target|vendor|dist|build)$/;
const MOST_FILES = 300;
// As much as Import reads (src/share/import.rs).
const MOST_BYTES = 16_000_000;

type Named = { name: string; file: File };

// Names and texts by turns; and what was left out, with its reason.
export async function texts(files: Iterable<Named>): Promise<[string[], string[]]> {
  const read: string[] = [];
  const skipped: string[] = [];
  let bytes = 0;
  for (const { name, file } of files) {
    if (read.length / 2 >= MOST_FILES) {
      skipped.push(`what comes after the first ${MOST_FILES} files`);
      break;
    }
    if (bytes + file.size > MOST_BYTES) {
      skipped.push(`${name} (with it, this is more than ${MOST_BYTES / 1e6} MB)`);
      continue;
    }
    const data = await file.arrayBuffer().catch(() => undefined);
    if (data === undefined) skipped.push(`${name} (the browser could not read it)`);
    else {
      const text = decoded(data);
      if (text === undefined) skipped.push(`${name} (it is no text in UTF-8)`);
      else read.push(name, text);
      bytes += file.size;
    }
  }
  return [read, skipped];
}

function decoded(data: ArrayBuffer): string | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(data);
    return text.includes("\0") ? undefined : text;
  } catch {
    return undefined;
  }
}

export function chosen(list: FileList): Promise<[string[], string[]]> {
  return texts(Array.from(list, (file) => ({ name: file.name, file })));
}

async function* within(entry: FileSystemEntry, path: string): AsyncGenerator<Named> {
  const name = path + entry.name;
  if (entry.isFile) {
    const file = await new Promise<File | undefined>((done) => (entry as FileSystemFileEntry).file(done, () => done(undefined)));
    if (file !== undefined) yield { name, file };
  } else if (path === "" || !SKIPPED.test(entry.name)) {
    const reader = (entry as FileSystemDirectoryEntry).createReader();
    // It gives a hundred at a time.
    for (;;) {
      const entries = await new Promise<FileSystemEntry[]>((done) => reader.readEntries(done, () => done([])));
      if (entries.length === 0) break;
      for (const inner of entries) yield* within(inner, `${name}/`);
    }
  }
}

// Listens to files dragged over the whole page.
export function dropped(over: (over: boolean) => void, take: (texts: string[], skipped: string[]) => void): void {
  const ours = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;
  const hold = (event: DragEvent): void => {
    if (!ours(event)) return;
    event.preventDefault();
    event.stopPropagation();
    over(true);
  };
  const drop = async (event: DragEvent): Promise<void> => {
    if (!ours(event)) return;
    event.preventDefault();
    event.stopPropagation();
    over(false);
    // The items are gone after the first wait.
    const items = Array.from(event.dataTransfer?.items ?? []);
    const entries = items.map((item) => item.webkitGetAsEntry() ?? item.getAsFile());
    const files: Named[] = [];
    for (const entry of entries) {
      if (entry instanceof File) files.push({ name: entry.name, file: entry });
      else if (entry !== null) {
        for await (const file of within(entry, "")) {
          files.push(file);
          if (files.length > MOST_FILES) break;
        }
      }
    }
    take(...(await texts(files)));
  };
  addEventListener("dragenter", hold, true);
  addEventListener("dragover", hold, true);
  addEventListener("drop", (event) => void drop(event), true);
  // Left for another window; within the page the next dragover says so again.
  addEventListener("dragleave", (event) => event.relatedTarget === null && over(false), true);
}
